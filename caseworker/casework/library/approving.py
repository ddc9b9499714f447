"""Approve a paragraph that was submitted, or give it back: a leader's act, never its author's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseworker.casework import shelf
from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.casework.roles import leaders_words
from caseworker.law.refusals import Refused
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


def approve(office: Office, version_id: int, saves: int) -> str:
    """Approve a version, and give what was done in words; it is published by an act of its own.

    Args:
        saves: how often it had been saved when it was read.

    Raises:
        Refused: whoever acts is no leader or wrote in it, it is not submitted, or it changed meanwhile.
    """
    from caseworker.store import library as kept

    read = shelf.seen(office, version_id, saves)
    problems = shelf.checked(office, f"{read.theme}/{read.paragraph}.md", read.text)
    with acting(office) as tx:
        row = _submitted(tx, office, version_id, saves, "approve wording")
        shelf.check_sound(problems, f"{row.paragraph} was not approved")
        me = office.officer.id
        kept.change(tx, row.id, state="approved", judged_by=me, judged_at=office.now(), words="")
        shelf.entered(tx, office, "paragraph-approved", row)
    return f"{row.paragraph}, version {row.number}, is approved; it stands once it is published."


def give_back(office: Office, version_id: int, saves: int, words: str) -> str:
    """Give a version back to whoever wrote it, with words; it is a draft again.

    Raises:
        Refused: as `approve`, or no words.
    """
    from caseworker.store import library as kept

    why = clean(words).strip()
    if len(why.split()) < 3:
        raise Refused(
            "It was not given back: the words are missing.",
            rule="Whoever wrote it must be able to mend it.",
            do="Say in at least three words what to mend.",
        )
    with acting(office) as tx:
        row = _submitted(tx, office, version_id, saves, "give wording back")
        kept.change(tx, row.id, state="draft", judged_by=office.officer.id, judged_at=office.now(), words=why)
        shelf.entered(tx, office, "paragraph-given-back", row, reason=why)
    return f"{row.paragraph} is a draft again; {office.officers.name(row.author.split()[-1])} reads why."


def _submitted(tx: Connection, office: Office, version_id: int, saves: int, doing: str) -> Row[Any]:
    """The version, where whoever acts may judge it."""
    shelf.check_leader(office, doing)
    row = shelf.held(tx, office, version_id, saves)
    if row.state != "submitted":
        raise Refused(
            f"{row.paragraph} is not submitted: it is {row.state}.",
            rule="What is judged was submitted first.",
            do="Look at it in the list of the library.",
        )
    if office.officer.id in row.author.split():
        raise Refused(
            f"You wrote in {row.paragraph} yourself.",
            rule="Wording is approved by somebody who did not write it.",
            do=leaders_words(office),
        )
    return row
