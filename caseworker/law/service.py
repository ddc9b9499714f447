"""How something was served: what must be recorded of it, and what a proved day of receipt does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.law.calendar import Calendar, Reckoned, Service, deemed_served_on, england
from caseworker.law.refusals import Refused
from caseworker.law.tables import citation, day_words, table


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One sending of a notice or letter, as it was recorded."""

    on: date
    """The day it was posted, sent, handed over or fixed; for hybrid mail the day the provider posted it."""
    service: Service = Service.FIRST_CLASS
    statutory: bool = True
    """Whether the law requires the notice. An informal letter may go any way."""
    provider: str = ""
    """Who printed and posted it, for hybrid mail."""
    server: str = ""
    """Who handed it over."""
    at: str = ""
    """When it was handed over, local ``HH:MM``."""
    place: str = ""
    """Where it was handed over."""
    consent: bool = False
    """Whether the recipient's consent to email is recorded."""
    signed_off: bool = False
    """Whether the council has signed off that its notices may go by email."""
    received_on: date | None = None
    """The day of receipt, where somebody proved it."""

    @property
    def agreed(self) -> bool:
        """Whether a statutory notice may go by email."""
        return self.consent and self.signed_off


_NEEDED = {
    Service.HYBRID: (("provider", "which provider posted it"),),
    Service.BY_HAND: (
        ("server", "who handed it over"),
        ("at", "at what time"),
        ("place", "where"),
    ),
}


def missing(delivery: Delivery) -> tuple[str, ...]:
    """What is not yet recorded of this sending, in words: nobody can prove service without it."""
    return tuple(words for name, words in _NEEDED.get(delivery.service, ()) if not getattr(delivery, name))


def served(delivery: Delivery, regime: str = "", calendar: Calendar | None = None) -> Reckoned:
    """The day on which this was served: the proved day of receipt, else the day the law presumes.

    Args:
        regime: whose law is cited.
        calendar: England's working days where none is given.
    """
    presumed = deemed_served_on(
        delivery.on,
        delivery.service,
        calendar or england(),
        regime=regime,
        statutory=delivery.statutory,
        agreed=delivery.agreed,
    )
    gaps = missing(delivery)
    asked = (f"Not recorded yet: {', '.join(gaps)}. Without it service is hard to prove.",) if gaps else ()
    if delivery.received_on is None:
        return Reckoned(presumed.day, presumed.working, presumed.citation, presumed.warnings + asked)
    return _rebutted(delivery.received_on, delivery.on, presumed, asked)


def _rebutted(received_on: date, sent_on: date, presumed: Reckoned, asked: tuple[str, ...]) -> Reckoned:
    row = table("service")["rebuttal"]
    if received_on < sent_on:
        raise Refused(
            f"It cannot have been received on {day_words(received_on)}, before it was sent.",
            rule=f"It was sent on {day_words(sent_on)}.",
            do="Check both days.",
            citation=citation(row),
        )
    day, instead = day_words(received_on), day_words(presumed.day)
    proved = f"Proved to have been received on {day}: that day counts, not {instead}."
    warnings = (f"Keep the proof of receipt on {day} with the case.",)
    return Reckoned(received_on, (*presumed.working, proved), citation(row), warnings + asked)
