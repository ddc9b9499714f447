"""A leader approves that a decision is handed over where the post is too late; or that is taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import posted, roles, sheet
from caseworker.casework.acting import acting, audited, own, recorded
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView, Done
from caseworker.law.refusals import Refused
from caseworker.text import one_line

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from caseworker.config.officers import Officer


def approve(office: Office, case_id: int, version: int, *, leader: str, words: str) -> Done:
    """Record that a leader approved delivery by hand: from now on the letter is dated and served today.

    Args:
        leader: id of the leader who approved it; named, not signed in.
        words: why, as the leader gave it.

    Raises:
        Refused: the leader is no leader or is the officer, there are no words, the post is still in time,
            nothing is in time any more, or it was approved before.
        Changed: somebody else changed the case.
    """
    check(office, leader, words)
    with acting(office) as tx:
        leader = named(office, leader).id
        row = own(tx, office, case_id, version)
        until = _open_way(office, row.reply_due_on if row.kind == "formal" else None)
        if sheet.BY_HAND in row.flags.split():
            raise Refused(f"Delivery of {row.pcn} by hand was approved before.", do="Press d and decide.")
        new = _flag(tx, row, version, on=True)
        why = posted.said(words, "why it is delivered by hand")
        who = office.officers.name(leader)
        recorded(
            tx, office, row.pcn_id, row.id, "by-hand-approved", f"{who} approved delivery by hand: {why}"
        )
        audited(tx, office, case_id, "by-hand", {"version": new, "leader": leader, "words": why})
    return Done(case_id, new, f"Delivery by hand is approved, until {posted.day_words(until)}: d decides.")


def withdraw(office: Office, case_id: int, version: int) -> Done:
    """Take the approval back: the letter goes by post again.

    Raises:
        Refused: there is none.
        Changed: somebody else changed the case.
    """
    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        if sheet.BY_HAND not in row.flags.split():
            raise Refused(f"Delivery of {row.pcn} by hand was not approved.", do="Go on with the case.")
        new = _flag(tx, row, version, on=False)
        recorded(
            tx, office, row.pcn_id, row.id, "by-hand-withdrawn", "Approval of delivery by hand taken back"
        )
        audited(tx, office, case_id, "by-hand-withdrawn", {"version": new})
    return Done(case_id, new, "The approval of delivery by hand is taken back: the letter goes by post.")


def check(office: Office, leader: str, words: str) -> None:
    """Refuse an approval that names no leader, the officer themself, or no reason."""
    check_leader(office, leader)
    posted.said(words, "why it is delivered by hand")


def check_leader(office: Office, leader: str) -> None:
    """Refuse who may not approve: no leader, or the officer themself."""
    one = named(office, leader)
    if one.role != "leader":
        raise Refused(
            f"{one.name} is no leader.",
            rule="A leader approves that a letter is handed over.",
            do=roles.leaders_words(office),
        )
    if one.id == office.officer.id:
        raise Refused(
            "This case is with you: somebody else approves it.",
            rule="Nobody approves delivery by hand of their own decision.",
            do=roles.leaders_words(office),
        )


def named(office: Office, leader: str) -> Officer:
    """The officer who was named: by id or by a part of their name, however it is written.

    Raises:
        Refused: nobody is called that, or several are.
    """
    words = leader.strip().casefold()
    everyone = office.officers.everyone
    found = [one for one in everyone if words == one.id.casefold()]
    found = found or [one for one in everyone if words and words in one.name.casefold()]
    if len(found) != 1:
        what = "Several officers are" if found else "No officer is"
        raise Refused(f"{what} called “{one_line(leader, 40)}”.", do=roles.leaders_words(office))
    return found[0]


def until(office: Office, view: CaseView) -> date:
    """The last day on which the decision on a case can be handed over.

    Raises:
        Refused: the post is still in time, or nothing is in time any more.
    """
    formal = view.facts.kind == "formal"
    return _open_way(office, next((one.last_on for one in view.clocks if formal and one.id == "reply"), None))


def _open_way(office: Office, due_on: date | None) -> date:
    """The last day for delivery by hand; refused where the post is in time, or nothing is."""
    if due_on is None:
        raise Refused(
            "No last day of the law runs on this decision: the post will do.",
            rule="A letter is handed over where the post would be too late.",
            do="Press d and decide; the letter goes by post.",
        )
    if office.today() > due_on:
        raise Refused(
            f"{posted.day_words(due_on)} was the last day on which a decision could be served.",
            rule="Handed over today it would be too late as well.",
            do="Once a person has confirmed that nothing was served, cancel (d, a).",
        )
    if not sheet.too_late(office, due_on):
        raise Refused(
            f"The post of {posted.day_words(sheet.posting_day(office))} is still in time.",
            rule="A letter is handed over where the post would be too late.",
            do="Press d and decide; the letter goes by post.",
        )
    return due_on


def _flag(tx: Connection, row: Row[Any], version: int, *, on: bool) -> int:
    """The case's flags with or without the word; its new version."""
    from caseworker.store import cases

    others = [flag for flag in row.flags.split() if flag != sheet.BY_HAND]
    # What came back stands first, as ever.
    back = [flag for flag in others if flag in posted.BACK]
    flags = [*back, *([sheet.BY_HAND] if on else []), *(flag for flag in others if flag not in posted.BACK)]
    return cases.change(tx, row.id, version, flags=" ".join(flags))
