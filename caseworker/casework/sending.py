"""How a letter leaves the building, and on which day: by the next post, emailed, or handed over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from caseworker.casework.office import Office
from caseworker.law.calendar import Service, england
from caseworker.law.facts import CaseKind

if TYPE_CHECKING:
    from sqlalchemy import Row

LARGE = "large-print"
"""Flag of a case whose letters are written in large print."""
BY_HAND = "by-hand"
"""Flag of a case whose letter a leader has approved to be handed over; it stays when the letter is issued."""


def posting_day(office: Office) -> date:
    """The day of the next collection: today before the cut-off, else the next day with a collection.

    No collection is made on a weekend day without one, or on a bank holiday of England.
    """
    now = office.local_now()
    posting = office.council.posting
    day = now.date() if now.time() < posting.cut_off_time else now.date() + timedelta(days=1)
    calendar = england()
    while day.weekday() not in posting.weekdays or calendar.holiday(day):
        day += timedelta(days=1)
    return day


def way(office: Office, *, by_hand: bool, by_email: bool = False) -> tuple[Service, date]:
    """How a letter goes out now, and on which day: by the next post, emailed that day, or handed over today.

    Args:
        by_hand: whether a leader has approved delivery by hand for its case.
        by_email: whether it may be emailed, and there was agreement to that.
    """
    if by_hand:
        return Service.BY_HAND, office.today()
    if by_email:
        return Service.EMAIL, posting_day(office)
    return Service(office.council.posting.service), posting_day(office)


def mailbox(office: Office, kind: CaseKind, pcn: Row[Any]) -> str:
    """To which address a letter on a PCN is emailed; empty where it goes by post.

    Only where the recipient agreed to that; a decision that the law requires (on formal representations)
    only where the council's lawyers have signed it off besides, and the tribunal's form can go with it. What
    stands beside the dispute goes by post.
    """
    agreed = getattr(pcn, "agreed_email", None) or ""
    council = office.council
    if kind.beside or (
        kind is CaseKind.FORMAL and not (council.email_signed_off and council.posting.appeal_form)
    ):
        return ""
    return str(agreed)
