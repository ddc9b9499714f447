"""Where an issued letter is, in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import sheet
from caseworker.law.calendar import Service
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from caseworker.casework.views import CaseView


def day_words(day: date) -> str:
    """``Friday 20 November``."""
    return f"{day:%A} {day.day} {day:%B}"


def whole_day(day: date) -> str:
    """``Friday 20 November 2026``: a day that was typed, and may be of any year."""
    return f"{day_words(day)} {day.year}"


EMAIL = Service.EMAIL.value
_WAITS = {sheet.BY_HAND: "is to be handed over", EMAIL: "is to be emailed"}


def _by(row: Row[Any]) -> str:
    """How a letter left, where it did not go by post."""
    if row.how == EMAIL:
        return f", by email to {row.handed_to}"
    by = f"handed over at {row.handed_time} by {row.handed_by}, at {row.handed_to}"
    return f", by hand: {by}" if row.handed_by else ""


def where(row: Row[Any] | None) -> str:
    """Where a letter is, in words; empty for a letter of before there was a post."""
    if row is None:
        return ""
    posts, batch = day_words(row.posts_on), f"batch {row.batch_id}"
    if row.state in ("left", "returned", "dealt-with"):
        left = f"left {day_words(row.left_on)}"
        back = {
            "returned": f"; came back: {row.words}",
            "dealt-with": f"; came back, dealt with: {row.words}",
        }
        return left + _by(row) + back.get(row.state, "")
    if row.state == "waiting":
        return f"{_WAITS.get(row.how, 'waits for the post of')} {posts}"
    if row.state == "batched":
        return f"is in {batch} for {posts}, not confirmed"
    came_back = "was recalled" if row.state == "recalled" else "slipped"
    return f"{came_back} and never left: {row.words}"


def way_is_free(tx: Connection, case: Row[Any], view: CaseView) -> None:
    """Refuse a letter on a PCN on which another was issued: one that moved it, or that has not left yet."""
    from caseworker.store import cases, post

    post.lock_pcn(tx, case.pcn_id)
    if view.facts.kind.beside:
        return  # it moves nothing, and waits for nothing
    before = post.on_its_way(tx, case.pcn_id)
    if before is not None:
        raise Refused(
            f"Letter {before.number} on {view.pcn} was issued and has not left: it {where(before)}.",
            rule="A letter counts from where the one before it leaves the notice.",
            do="Have it recalled (:post) by whoever issued it or a leader, or wait until it has left; then "
            "open this case again.",
        )
    if cases.pcn_of(tx, case.pcn_id).stage != view.facts.stage:
        raise Refused(
            f"{view.pcn} has moved on since you opened this case: another letter on it was issued.",
            rule="A letter moves a notice only from where it stands.",
            do="esc twice, and open the case again.",
        )
