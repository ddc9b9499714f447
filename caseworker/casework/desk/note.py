"""Write a note, or the note of a telephone call, on a case."""

from __future__ import annotations

import re

from caseworker.casework.acting import acting, audited, recorded
from caseworker.casework.office import Office
from caseworker.casework.views import Done
from caseworker.law.refusals import Refused
from caseworker.text import clean, one_line

_NUMBER = re.compile(
    r"\+?(?:[0-9][ ()/.-]*|\(0\) ?){6,20}(?:(?:ext|x)\.? ?[0-9]{1,6})?", re.ASCII | re.IGNORECASE
)
"""``020 7946 0011``, ``+44 (0)20 7946 0011 ext 12``."""


def write(office: Office, case_id: int, text: str, *, kind: str = "note") -> Done:
    """Keep a note with its writer and time. Notes are never changed or removed.

    Raises:
        Refused: the note is empty, or there is no such case.
    """
    words = clean(text).strip()
    if not words:
        raise Refused("The note is empty.", do="Write what was said or found, or press esc.")
    return _keep(office, case_id, words, kind)


def telephone(office: Office, case_id: int, *, caller: str, said: str, told: str, number: str = "") -> Done:
    """Keep the note of a telephone call: who called, what was said, what they were told.

    Args:
        number: where they asked to be called; kept only where it is given.

    Raises:
        Refused: nobody is named, nothing was said, the number is none, or there is no such case.
    """
    who, asked, answer = check_call(caller, said, told)
    back = check_number(number)
    lines = [("Called", who), ("Number", back), ("Said", asked), ("Was told", answer)]
    words = "\n".join(f"{name}: {value}" for name, value in lines if value)
    return _keep(office, case_id, words, "telephone")


def check_call(caller: str, said: str, told: str) -> tuple[str, str, str]:
    """The parts of a call's note, made safe; refused without a caller or without words."""
    who, asked, answer = one_line(caller).strip(), clean(said).strip(), clean(told).strip()
    if not who:
        raise Refused(
            "Nobody is named as the caller.",
            rule="What may be told to a caller depends on who they are.",
            do="Write a name, or: would not say.",
        )
    if not asked and not answer:
        raise Refused("The note of the call is empty.", do="Write what was said, or press esc.")
    return who, asked, answer


def check_number(number: str) -> str:
    """A number to call back, in one line; refused where it is none. None need be given."""
    back = one_line(number).strip()
    if back and not _NUMBER.fullmatch(back):
        raise Refused(
            f"“{one_line(back, 40)}” is no telephone number.",
            rule="Only a number is kept here, and only where they ask to be called.",
            do="Write it in figures, or leave the line empty.",
        )
    return back


def _keep(office: Office, case_id: int, words: str, kind: str) -> Done:
    from caseworker.store import cases, correspondence, counters

    with acting(office) as tx:
        row = cases.get(tx, case_id)
        if row is None:
            raise Refused(f"There is no case {case_id}.", do="Go back to the queue.")
        number = counters.take(tx, "note")
        correspondence.add_note(
            tx,
            pcn_id=row.pcn_id,
            source_id=f"caseworker-note-{number}",
            kind=kind,
            by=office.officer.id,
            text=words,
            at=office.now(),
        )
        recorded(
            tx,
            office,
            row.pcn_id,
            case_id,
            "note",
            "Telephone note written" if kind == "telephone" else "Note written",
        )
        audited(tx, office, case_id, "note", {"note": number, "kind": kind})
        return Done(case_id, row.version, "Note kept.")
