"""Letters leave: a batch is confirmed posted, or one letter is handed over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from caseworker.casework import posted, roles, sheet
from caseworker.casework.office import LONDON, Office
from caseworker.law.refusals import Refused
from caseworker.text import counted

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class Left:
    """Letters have left."""

    batch_id: int | None
    on: date
    letters: tuple[str, ...]
    """Their numbers."""
    words: str


def confirm(office: Office, batch_id: int, on: date | None = None) -> Left:
    """Confirm that a batch was posted: each notice moves to its new stage, and its clocks begin.

    Args:
        on: the day on which it left; today where not given. It must be the day its letters are dated for.

    Raises:
        Refused: there is no such batch, it was confirmed or slipped, it left on another day, or the post is
            not theirs.
    """
    roles.check_post(office)
    return posted.surely(
        office,
        lambda tx: _confirm(tx, office, batch_id, on or office.today()),
        lambda tx: _confirmed(tx, office, batch_id),
        "confirmed",
    )


def _confirm(tx: Connection, office: Office, batch_id: int, on: date) -> Left:
    from caseworker.store import audit, post

    batch = post.batch(tx, batch_id, hold=True)
    _may_leave(tx, office, batch, batch_id, on)
    rows = post.of_batch(tx, batch_id)
    letters = len(posted.papers(rows))
    for row in rows:
        posted.leave(tx, office, row, on, "posted")
    now, who = office.now(), office.officer.id
    post.change_batch(tx, batch_id, state="confirmed", letters=letters, ended_at=now, ended_by=who)
    fields: dict[str, str | int | None] = {"batch": batch_id, "letters": letters}
    fields["posts_on"] = on.isoformat()
    audit.append(tx, chain="office", act="post-confirm", officer=who, at=now, fields=fields)
    return _left(batch_id, on, rows)


def _left(batch_id: int, on: date, rows: list[Row[Any]]) -> Left:
    numbers = tuple(row.number for row in posted.papers(rows))
    letters = counted(len(numbers), "letter")
    return Left(batch_id, on, numbers, f"Batch {batch_id}: {letters} left on {posted.day_words(on)}.")


def _confirmed(tx: Connection, office: Office, batch_id: int) -> Left | None:
    """What a batch's confirming gave, where it stands."""
    from caseworker.store import post

    batch = post.batch(tx, batch_id)
    if batch is None or batch.state != "confirmed":
        return None
    return _left(batch_id, batch.posts_on, post.of_batch(tx, batch_id, "left"))


def _may_leave(tx: Connection, office: Office, batch: Row[Any] | None, batch_id: int, on: date) -> None:
    """Refuse a batch that is not there, has ended, or did not leave on the day of its letters."""
    if batch is None:
        raise Refused(f"There is no batch {batch_id}.", do="The post board (:post) lists what waits.")
    day = posted.whole_day(batch.posts_on)
    if batch.state == "confirmed":
        at = batch.ended_at.astimezone(LONDON)
        raise Refused(
            f"Batch {batch_id} was confirmed already, by {office.officers.name(batch.ended_by)} at "
            f"{at:%H:%M} on {at.day} {at:%B}: its {posted.letters_words(batch.letters)} left on {day}.",
            rule="A batch leaves once. Nothing was changed.",
            do="Look at the board for the batches that wait.",
        )
    if batch.state == "slipped":
        raise Refused(
            f"Batch {batch_id} slipped: none of its letters left in it.",
            rule="A letter that came back is issued anew, and goes in another batch. Nothing was changed.",
            do="Make the next batch: caseworker post batch.",
        )
    if on > office.today():
        raise Refused(
            f"{posted.whole_day(on)} is still to come.",
            do="Confirm a batch on the day it has left, or after.",
        )
    if on != batch.posts_on:
        raise Refused(
            f"Batch {batch_id} is dated for {day}; on {posted.whole_day(on)} it is a slip.",
            rule="Every day in a letter counts from the day on which it is posted.",
            do=f"If it left on {day}, confirm it for that day; if it did not leave, it slips "
            f"(S, or caseworker post slip {batch_id}).",
        )


def hand(office: Office, number: str, *, by: str, at: str, to: str) -> Left:
    """Record that a letter was handed over today: it leaves at once, outside any batch.

    Args:
        by: who served it; a role or a number.
        at: when, local ``HH:MM``.
        to: at which address.

    Raises:
        Refused: the letter has left or came back, its own dates do not hold today, the time is none or before
            the letter was issued, or the post is not theirs.
    """
    roles.check_post(office)
    how = check_hand(office, by=by, at=at, to=to)
    return posted.surely(
        office,
        lambda tx: _hand(tx, office, number, how),
        lambda tx: _handed(tx, number),
        "recorded",
    )


def check_hand(
    office: Office, *, by: str, at: str, to: str, issued_at: datetime | None = None
) -> dict[str, str]:
    """What is recorded of a handing over; refused where it cannot stand.

    Args:
        issued_at: when the letter was issued: nobody had it before.
    """
    how = {"handed_by": posted.said(by, "who served it"), "handed_time": _time(office, at)}
    if issued_at is not None:
        _after_issue(office, how["handed_time"], issued_at)
    return how | {"handed_to": posted.said(to, "where")}


def _time(office: Office, at: str) -> str:
    if not _TIME.fullmatch(at.strip()):
        raise Refused(f"{at!r} is no time of day.", rule="Times are HH:MM.", do="Give it like 14:35.")
    if at.strip() > f"{office.local_now():%H:%M}":
        raise Refused(f"{at.strip()} is still to come.", do="Record it when the letter was handed over.")
    return at.strip()


def _after_issue(office: Office, at: str, issued_at: datetime) -> None:
    """Refuse a time at which there was no letter yet."""
    issued = issued_at.astimezone(LONDON)
    if issued.date() == office.today() and at < f"{issued:%H:%M}":
        raise Refused(
            f"At {at} there was no letter yet: it was issued at {issued:%H:%M}.",
            do="Give the time at which it was handed over.",
        )


def _hand(tx: Connection, office: Office, number: str, how: dict[str, str]) -> Left:
    from caseworker.store import post

    row, today = posted.find(tx, number), office.today()
    if row.state not in post.HERE:
        raise Refused(
            f"Letter {number} cannot be handed over: it {posted.where(row)}.",
            rule="A letter leaves once. Nothing was changed.",
            do="Open its case to see what stands.",
        )
    if not row.dated_on <= today <= row.served_on:
        raise Refused(
            f"Letter {number} is dated {posted.day_words(row.dated_on)} and says that it is served on "
            f"{posted.day_words(row.served_on)}: handed over today it would say what is not so.",
            rule="Every day in a letter counts from the days it names.",
            do=_anew(row, today),
        )
    _after_issue(office, how["handed_time"], row.issued_at)
    pulled = f" Take its paper out of batch {row.batch_id}." if row.state == "batched" else ""
    for one in post.together(tx, row):
        posted.leave(tx, office, one, today, "handed", how=sheet.BY_HAND, **how)
    if row.state == "batched":
        posted.thin(tx, office, row.batch_id)
    words = f"Letter {number} was handed over at {how['handed_time']} by {how['handed_by']}.{pulled}"
    return Left(None, today, (number,), words)


def _anew(row: Row[Any], today: date) -> str:
    """How a letter whose days no longer hold is issued with others."""
    if row.how == sheet.BY_HAND and row.posts_on < today:
        return f"It was not handed over on its day: caseworker post slip {row.posts_on.isoformat()}."
    return f"Recall it and issue it anew: caseworker post recall {row.number} --why."


def _handed(tx: Connection, number: str) -> Left | None:
    from caseworker.store import post

    row = post.by_number(tx, number)
    if row is None or row.state != "left" or not row.handed_by:
        return None
    return Left(None, row.left_on, (number,), f"Letter {number} {posted.where(row)}.")
