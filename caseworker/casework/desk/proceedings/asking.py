"""What an officer is asked for when an event is entered: its day always, the rest by what the event is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseworker.casework.desk.proceedings.effects import SERVES
from caseworker.casework.desk.proceedings.given import Given
from caseworker.casework.desk.proceedings.paying import PAID
from caseworker.law.calendar import Service
from caseworker.law.facts import Party
from caseworker.law.forms import Form, FormGround, forms
from caseworker.law.hire import HireTest, hire_tests
from caseworker.law.proceedings import proceedings
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.tables import table
from caseworker.text import clean

FILED = {"statement-lodged": False, "out-of-time-received": True}
"""The events that come on a form of the court, and whether that form is the late one."""
HEARING = "hearing-fixed"
"""The event that says on which day the tribunal hears the appeal."""
TAKEN = "vehicle-taken"
"""The event whose reference is the pound."""
NEW = frozenset(table("guards")["acts"]["issue"]) - {"pcn-served"}
"""A new notice to the person who is liable now: it makes a PCN of its own."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What is asked for beside the day and the reason."""

    notice: bool = False
    """A notice goes out: whether it was handed over."""
    reference: str = ""
    """What its reference is; empty where none is asked for."""
    form: Form | None = None
    """The form on which it comes."""
    grounds: tuple[FormGround, ...] = ()
    """The grounds of that form: one is chosen."""
    money: bool = False
    hire: tuple[HireTest, ...] = ()
    person: bool = False
    """Who is liable now, with the number of the PCN that goes to them."""
    confirmed: bool = False
    """That a person looked whether anything went out by other means."""
    hearing: bool = False
    """The day of the hearing."""


def asks(regime_id: str, event: str) -> Asks:
    """What one event asks for in one regime."""
    law = regime(regime_id)
    filed = next(
        (
            one
            for one in forms(law.id)
            if event in FILED and bool(one.late_of) is FILED[event] and one.grounds
        ),
        None,
    )
    deemed = next(one for one in table("guards")["guard"] if one["id"] == "deemed")
    beside = {one for kind in proceedings(law.id) for one in (*kind.begins_with, *kind.ends_with)}
    hires = event in table("guards")["acts"]["hire-transfer"] and law.hire_transfer
    return Asks(
        notice=event in SERVES or event in NEW or event == "fresh-notice-served",
        reference=_reference(event, event in beside),
        form=filed,
        grounds=filed.grounds if filed else (),
        money=event in PAID,
        hire=hire_tests(law.id) if hires else (),
        person=event in NEW,
        confirmed=event in deemed["events"],
        hearing=event == HEARING,
    )


def _reference(event: str, beside: bool) -> str:
    """What an event's reference is, in words."""
    if event in PAID:
        return "The payment's own reference, where one sum came twice in a day"
    if event == TAKEN:
        return "The pound"
    told = beside or event in ("papers-sent", "pack-sent")
    return "The tribunal's or the court's reference" if told else ""


def check_asked(regime_id: str, event: str, given: Given) -> None:
    """Refuse what an event does not ask for: nothing that was said of it is dropped in silence.

    Raises:
        Refused: something was given that it does not ask for.
    """
    asked = asks(regime_id, event)
    parts: dict[str, tuple[object, object]] = {
        "the reference": (given.reference, asked.reference),
        "whether it was handed over": (given.service is not Service.FIRST_CLASS, asked.notice),
        "the court's form": (given.form, asked.form),
        "the ground of the form": (given.ground, asked.form),
        "that you looked": (given.confirmed, asked.confirmed),
        "the sum": (given.pence, asked.money),
        "how it was paid": (given.method, asked.money),
        "what the hire papers show": (given.hire, asked.hire),
        "who is liable now": (given.person != Party(), asked.person),
        "the number of a new PCN": (given.pcn, asked.person),
        "the day of the hearing": (given.hearing_on, asked.hearing),
    }
    over = [words for words, (told, asks_it) in parts.items() if told and not asks_it]
    if over:
        wanted = ["its day", "the reason", *(words for words, (_, asks_it) in parts.items() if asks_it)]
        raise Refused(
            f"{event} does not ask for {', '.join(over)}.",
            rule="What is given of an event is kept with it, or refused.",
            do=f"It asks for: {', '.join(wanted)}. Leave the rest out, or enter the event that it is of.",
        )


def pence_typed(words: str) -> int:
    """Pounds as they are typed, in pence; nothing where none were.

    Raises:
        Refused: it is no sum.
    """
    if not words.strip():
        return 0
    found = re.fullmatch(r"£?([0-9]{1,6})(?:\.([0-9]{2}))?", words.strip(), re.ASCII)
    if not found:
        raise Refused(f'"{clean(words)[:30]}" is not a sum.', do="Write it in pounds: 80 or 57.50.")
    return int(found[1]) * 100 + int(found[2] or 0)
