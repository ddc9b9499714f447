"""What an officer is asked for when an event is entered: its day always, the rest by what the event is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseworker.casework.desk.proceedings.effects import SERVES
from caseworker.casework.desk.proceedings.paying import PAID
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
NEW = frozenset(table("guards")["acts"]["issue"]) - {"pcn-served"}
"""A new notice to the person who is liable now: it makes a PCN of its own."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What is asked for beside the day and the reason."""

    notice: bool = False
    """A notice goes out: whether it was handed over."""
    reference: bool = False
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
        reference=event in beside or event in ("papers-sent", "pack-sent"),
        form=filed,
        grounds=filed.grounds if filed else (),
        money=event in PAID,
        hire=hire_tests(law.id) if hires else (),
        person=event in NEW,
        confirmed=event in deemed["events"],
        hearing=event == HEARING,
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
