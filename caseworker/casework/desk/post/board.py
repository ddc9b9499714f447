"""The board of the post: what must be posted today, what waits, what is made, left or came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from caseworker.casework import posted, sheet
from caseworker.casework.desk.post.batch import Batch, batch_of
from caseworker.casework.office import Office

if TYPE_CHECKING:
    from sqlalchemy import Row

LEFT_FOR = 7
"""Days for which a letter that has left stays on the board."""
NEAR = 5
"""Days before the law's last safe posting day at which it is called near."""


@dataclass(frozen=True, slots=True)
class Posted:
    """One letter on its way."""

    letter_id: int
    case_id: int
    number: str
    pcn: str
    kind: str
    kind_words: str
    recipient: str
    officer: str
    issued_at: datetime
    dated_on: date
    """The posting day printed on it."""
    posts_on: date
    """The post it goes with: later than the printed day where it slipped and may still go."""
    safe_post_on: date | None
    law: str
    """The law's last safe posting day in words: ``! today``, ``! gone``, ``! by hand``, ``none``."""
    state: str
    where: str
    how: str
    """``first-class``, ``by-hand`` or ``email``."""
    batch_id: int | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class Board:
    """The post as it stands."""

    today: date
    next_on: date
    """The next posting day."""
    cut_off: str
    gone: bool
    """Whether today's post has gone, or there is none today."""
    must: tuple[Posted, ...]
    """Issued for today's post, or an earlier one, and in no batch: the law's days first."""
    waiting: tuple[Posted, ...]
    """Issued for a later post."""
    made: tuple[Posted, ...]
    """In a batch that was not confirmed."""
    left: tuple[Posted, ...]
    returned: tuple[Posted, ...]
    batches: tuple[Batch, ...]
    """Made, not confirmed."""


def board(office: Office) -> Board:
    """The post as it stands now."""
    from caseworker.store import post

    today, next_on = office.today(), sheet.posting_day(office)
    with office.store.reading() as tx:
        here = post.in_state(tx, *post.HERE)
        left = post.in_state(tx, "left", "dealt-with", since=today - timedelta(days=LEFT_FOR), limit=500)
        back = post.in_state(tx, "returned")
        batches = tuple(batch_of(row) for row in post.made(tx))
    waits = [row for row in here if row.state == "waiting"]
    must = sorted((row for row in waits if row.posts_on <= today), key=_by_law)

    def worded(rows: list[Row[Any]]) -> tuple[Posted, ...]:
        return tuple(posted_of(row, today, posted.one_with(rows, row)) for row in posted.papers(rows))

    return Board(
        today=today,
        next_on=next_on,
        cut_off=office.council.posting.cut_off,
        gone=next_on != today,
        must=worded(must),
        waiting=worded([row for row in waits if row.posts_on > today]),
        made=worded([row for row in here if row.state == "batched"]),
        left=worded(left),
        returned=worded(back),
        batches=batches,
    )


def letter_text(office: Office, letter_id: int) -> str:
    """The words of one letter, as issued."""
    from caseworker.store import post

    with office.store.reading() as tx:
        return post.text_of(tx, letter_id)


def _by_law(row: Row[Any]) -> tuple[date, date, int]:
    """The law's last safe day first; what the law sets no day for comes after."""
    return row.safe_post_on or date.max, row.posts_on, row.letter_id


def posted_of(row: Row[Any], today: date, together: Sequence[Row[Any]] = ()) -> Posted:
    """One letter as the board says it.

    Args:
        together: the letters that are one with it.
    """
    several = f" on {len(together)} PCNs" if len(together) > 1 else ""
    safe_on = row.safe_post_on if row.letter_kind == posted.REJECTION else None
    today_by_hand = row.state == "waiting" and row.how == sheet.BY_HAND and row.posts_on == today
    return Posted(
        letter_id=row.letter_id,
        case_id=row.case_id,
        number=row.number,
        pcn=row.pcn,
        kind=row.letter_kind,
        kind_words=posted.kind_words(row.letter_kind) + several,
        recipient=row.recipient,
        officer=row.officer,
        issued_at=row.issued_at,
        dated_on=row.dated_on,
        posts_on=row.posts_on,
        safe_post_on=safe_on,
        law="! by hand" if today_by_hand else law_words(safe_on, today),
        state=row.state,
        where="by hand today" if today_by_hand else posted.where(row),
        how=row.how,
        batch_id=row.batch_id,
        left_on=row.left_on,
    )


def law_words(safe_on: date | None, today: date) -> str:
    """The law's last safe posting day with a shape: ``!`` act now, ``~`` near, ``·`` later."""
    if safe_on is None:
        return "none"
    days = (safe_on - today).days
    if days < 0:
        return "! gone"
    if days == 0:
        return "! today"
    return f"{'~' if days <= NEAR else '·'} {days}d {safe_on:%d %b}"
