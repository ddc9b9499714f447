"""What an officer says of an event: its day, its papers, who is named in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from caseworker.law.calendar import Service
from caseworker.law.facts import Party
from caseworker.law.refusals import Refused
from caseworker.reading.cells import LINE_CAP

WORDS_CAP = 10_000
"""Characters of a reason: it stands in the timeline, whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One event as an officer gives it. What its kind does not ask for stays empty."""

    on: date
    """The day it happened; of a notice, the day it was posted or handed over."""
    service: Service = Service.FIRST_CLASS
    """How a notice went out."""
    reference: str = ""
    """The tribunal's or the court's own."""
    form: str = ""
    """``TE9``, ``PE3`` …"""
    ground: str = ""
    """The one ground of the form, by its id."""
    why: str = ""
    """The reason, where the record must say so."""
    confirmed: bool = False
    """That a person looked whether anything went out by other means."""
    pence: int = 0
    """Of a payment."""
    method: str = ""
    hire: Mapping[str, bool] = field(default_factory=dict)
    """The hire firm's papers: each test of `law.hire` by its id, shown or not."""
    person: Party = field(default_factory=Party)
    """Who is liable now, where liability moves."""
    pcn: str = ""
    """The number of the PCN that goes to them."""
    hearing_on: date | None = None
    """The day of the hearing, where the tribunal fixed one: mostly a day to come."""

    def __post_init__(self) -> None:
        """Refuse what is too long to be what it is called.

        Raises:
            Refused: a name, a reference or a number is longer than 1,000 characters, a reason than 10,000.
        """
        lines = {
            "reference": self.reference,
            "way of payment": self.method,
            "name": self.person.name,
            "address": "\n".join(self.person.address),
            "postcode": self.person.postcode,
            "number": self.pcn,
        }
        for what, words, most in (
            *((name, one, LINE_CAP) for name, one in lines.items()),
            ("reason", self.why, WORDS_CAP),
        ):
            if len(words) > most:
                raise Refused(
                    f"The {what} has {len(words):,} characters.",
                    rule=f"At most {most:,} are kept.",
                    do="Give it in short; a letter is imported or indexed, whole.",
                )
