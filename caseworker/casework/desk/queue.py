"""The queue: rows worded for the officer, a page at a time, read over the driver alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from caseworker.casework.export import export_rows
from caseworker.casework.office import LONDON, Office

if TYPE_CHECKING:
    from caseworker.store.window import Filter, QueueRecord

KINDS = {
    "informal": "informal",
    "formal": "formal reps",
    "certificate": "certificate",
    "tribunal": "◆ tribunal",
    "court": "◆ court",
    "query": "◇ query",
    "complaint": "◇ complaint",
    "member": "◇ member",
    "information": "◇ info req",
}
"""Each kind in words; what stands beside a dispute has a shape: full where a court or tribunal waits."""
DISPUTES = ("informal", "formal", "certificate")
LEFT_OUT = ("id", "version", "urgent")
SOON = 5
"""Days before a last day at which it is called near."""


class QueueRow(NamedTuple):
    """One row of the queue: a case's id, version and facts, and its two clocks in words."""

    id: int
    version: int
    pcn: str
    vrm: str
    kind: str
    law: str
    """The post-by day the law sets, in words: ``! DEEMED``, ``! today 16:00``, ``~ 3d 27 Nov``, ``none``."""
    target: str
    """The council's own standard in words: ``! 12d over``, ``~ 2d``, ``8d``."""
    regime: str
    code: str
    street: str
    received: str
    points: int
    officer: str
    flags: str
    status: str
    urgent: bool
    """Whether it needs somebody today."""


def law_words(
    safe_on: date | None,
    due_on: date | None,
    today: date,
    cut_off: str,
    *,
    gone: bool = False,
    deemed: bool = True,
) -> str:
    """The last safe posting moment in words, with a shape: ``!`` act now, ``~`` near, ``·`` later.

    Args:
        gone: whether today's post has left.
        deemed: whether the law takes silence as an answer once the day has passed.
    """
    if due_on is None or safe_on is None:
        return "none"
    if today > due_on:
        return "! DEEMED" if deemed else f"! {(today - due_on).days}d late"
    days = (safe_on - today).days
    if days < 0 or (days == 0 and gone):
        return "! by hand"
    if days == 0:
        return f"! today {cut_off}"
    return f"{'~' if days <= SOON else '·'} {days}d {safe_on:%d %b}"


def target_words(target_on: date, today: date) -> str:
    """The service standard in words."""
    days = (target_on - today).days
    if days < 0:
        return f"! {-days}d over"
    return f"{'~' if days <= SOON else '·'} {days}d"


def row_of(record: QueueRecord, office: Office, today: date) -> QueueRow:
    """One record of the store as the officer reads it."""
    posting = office.council.posting
    gone = office.local_now().time() >= posting.cut_off_time
    law = law_words(
        record.safe_post_on,
        record.reply_due_on,
        today,
        posting.cut_off,
        gone=gone,
        deemed=record.kind in DISPUTES,
    )
    target = target_words(record.target_on, today)
    holder = "you" if record.officer == office.officer.id else (record.officer or "—")
    return QueueRow(
        id=record.id,
        version=record.version,
        pcn=record.pcn,
        vrm=spaced(record.vrm),
        kind=KINDS.get(record.kind, record.kind),
        law=law,
        target=target,
        regime=record.regime,
        code=record.code,
        street=record.street,
        received=f"{record.received_on:%d %b}",
        points=record.points,
        officer=holder,
        flags=flag_words(record, today),
        status=record.status,
        urgent=law.startswith("!") or target.startswith("!"),
    )


def flag_words(record: QueueRecord, today: date) -> str:
    """A case's flags, with ``hold`` before them until the day on which its hold ends."""
    held = record.held_until is not None and record.held_until > today
    return " ".join(part for part in ("hold" if held else "", record.flags) if part)


def spaced(vrm: str) -> str:
    """A VRM as it is printed on a plate."""
    from caseworker.law.vrm import shown

    return shown(vrm)


class Queue:
    """The queue under one filter: its count, and pages of worded rows."""

    def __init__(self, office: Office, words: str = "") -> None:
        """Read the filter's words; the store is opened at the first count or page.

        Raises:
            Refused: a word of the filter is not known.
        """
        from caseworker.store.window import Filter

        self.office = office
        self.filter: Filter = Filter.parse(words, officer=office.officer.id)
        self._window: Any = None

    @property
    def window(self) -> Any:
        """The window on the store."""
        if self._window is None:
            from caseworker.store.window import Window

            self._window = Window(self.office.store, self.filter, today=self.office.today())
        return self._window

    def count(self) -> int:
        """How many cases the filter finds."""
        return int(self.window.count())

    def imported(self) -> str:
        """How old the data is, in words: when the last import landed."""
        at = self.window.imported_at()
        return f"imported {at.astimezone(LONDON):%d %b %H:%M}" if at else "nothing imported yet"

    def page(
        self, number: int, size: int = 100, *, before: Any = None, after: Any = None
    ) -> tuple[list[QueueRow], list[Any]]:
        """One page of rows, and the records behind them (the keys of the neighbouring pages)."""
        records = self.window.page(number, size, before=before, after=after)
        today = self.office.today()
        return [row_of(record, self.office, today) for record in records], records


def all_rows(office: Office, words: str = "", limit: int = 100_000) -> list[QueueRow]:
    """The whole queue under a filter, for the command line."""
    queue = Queue(office, words)
    rows: list[QueueRow] = []
    page, last = 0, None
    while len(rows) < limit:
        found, records = queue.page(page, 500, after=last)
        rows += found
        if len(found) < 500:
            break
        page, last = page + 1, records[-1]
    return rows[:limit]


def next_sort(words: str) -> str:
    """The filter's words with the next order of the queue in them."""
    from caseworker.store.filtering import SORTS, Filter

    kept = [word for word in words.split() if not word.startswith("sort:")]
    now = Filter.parse(words).sort
    following = SORTS[(SORTS.index(now) + 1) % len(SORTS)]
    return " ".join(kept if following == SORTS[0] else [*kept, f"sort:{following}"])


def export_queue(office: Office, folder: Path, words: str = "", only: Collection[int] = ()) -> Path:
    """Write the queue under a filter, or only the marked rows, to a new file.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front. That data left the
    store is entered in the audit.

    Args:
        folder: where to write; made where it is missing.
        words: the filter.
        only: case ids that were marked; empty for all.

    Raises:
        Refused: the folder cannot be written.
    """
    columns = [name for name in QueueRow._fields if name not in LEFT_OUT]
    rows = [row for row in all_rows(office, words) if not only or row.id in only]
    cells = [[getattr(row, name) for name in columns] for row in rows]
    return export_rows(office, folder, "queue", columns, cells)
