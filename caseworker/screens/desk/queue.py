"""The queue pane: one list across all kinds of case, ordered by what the law wants first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from caseworker.law.refusals import Refused
from caseworker.screens.base import CaseworkerApp
from caseworker.widgets.literal import literal
from caseworker.widgets.queue_table import Column, QueueTable
from caseworker.widgets.row_source import KEPT, PAGE, Row

if TYPE_CHECKING:
    from caseworker.casework.desk.queue import Queue, QueueRow

COLUMNS = (
    Column("law", "Post by (law)", 13),
    Column("target", "Target", 10),
    Column("pcn", "PCN", 11),
    Column("vrm", "VRM", 9),
    Column("kind", "Kind", 11),
    Column("code", "Code", 5, priority=1),
    Column("received", "Recd", 7, priority=3),
    Column("points", "Pts", 3, priority=5),
    Column("officer", "Officer", 8, priority=2),
    Column("street", "Street", 24, priority=6),
    Column("flags", "Flags", 18, priority=1, narrow=6),
)


class Pages:
    """A row source over the queue: pages that were read, and none that were not."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.rows: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self.records: dict[int, list[Any]] = {}
        self.found: dict[int, list[QueueRow]] = {}

    def page(self, number: int) -> Sequence[Row] | None:
        """A page that was read, or None."""
        if number in self.rows:
            self.rows.move_to_end(number)
        return self.rows.get(number)

    def put(self, number: int, found: list[QueueRow], records: list[Any]) -> None:
        """Keep a page; the one longest unused goes."""
        self.rows[number] = [drawn(row) for row in found]
        self.records[number] = records
        self.found[number] = found
        while len(self.rows) > KEPT:
            gone, _ = self.rows.popitem(last=False)
            del self.records[gone], self.found[gone]

    def row(self, index: int) -> QueueRow | None:
        """The row at an index, where its page was read."""
        page = self.found.get(index // PAGE, [])
        return page[index % PAGE] if index % PAGE < len(page) else None


def drawn(row: QueueRow) -> Row:
    """A queue row as the table draws it; urgent ones carry a style beside their shape."""
    cells = {column.key: str(getattr(row, column.key)) for column in COLUMNS}
    cells["points"] = cells["points"] if row.points else "—"
    return Row(row.id, tuple(cells.values()), style="urgent" if row.urgent else "")


class QueuePane(Vertical):
    """The queue and its line of totals."""

    DEFAULT_CSS = """
    QueuePane { height: 1fr; }
    QueuePane > #queue-line { height: 1; color: $text-muted; padding: 0 1; }
    """

    class Shown(Message):
        """The queue was opened, or could not be: the officer has been told which."""

    app = getters.app(CaseworkerApp)
    table = getters.query_one("#queue", QueueTable)

    def __init__(self) -> None:
        super().__init__(id="room-queue")
        self.words = ""
        self.imported = ""
        self.queue: Queue | None = None
        self.pages: Pages = Pages(0)

    def compose(self) -> ComposeResult:
        """The table first, then what it holds."""
        yield QueueTable(COLUMNS, id="queue")
        yield Static("opening the store …", id="queue-line")

    @work(exclusive=True, group="queue-open")
    async def show(self, words: str | None = None, *, keep: bool = False) -> None:
        """Open the queue under a filter; with `keep` the cursor stays where it was."""
        try:
            await self._show(self.words if words is None else words, keep=keep)
        finally:
            self.post_message(self.Shown())

    async def _show(self, words: str, *, keep: bool) -> None:
        at = self.table.cursor_index if keep else 0
        try:
            queue, count, found, records = await self.app.aside(self._open, words, at)
        except Refused as refused:
            self.app.say_refused(refused)
            return
        except Exception as fault:
            self.app.say_fault(fault)
            return
        self.words, self.queue, self.pages = words, queue, Pages(count)
        self.pages.put(at // PAGE if count > at else 0, found, records)
        self.table.set_source(self.pages)
        self.table.go_to(min(at, max(0, count - 1)))
        self.tell()

    def _open(self, words: str, at: int) -> tuple[Queue, int, list[QueueRow], list[Any]]:
        from caseworker.casework.desk.queue import Queue

        queue = Queue(self.app.office, words)
        count = queue.count()
        found, records = queue.page(at // PAGE if count > at else 0, PAGE)
        self.imported = queue.imported()
        return queue, count, found, records

    def tell(self) -> None:
        """Say how many there are, under which filter."""
        count = self.pages.count
        line = f"{count:,} case{'s' if count != 1 else ''}"
        if self.imported:
            line += f"  ·  {self.imported}"
        if self.words:
            line += f"  ·  filter: {self.words}  (esc clears)"
        elif not count:
            line = "The queue is empty: there is nothing to answer."
        self.query_one("#queue-line", Static).update(literal(line))

    def on_queue_table_wanted(self, message: QueueTable.Wanted) -> None:
        """The table needs a page that was not read yet."""
        message.stop()
        self.load(message.page)

    @work(group="queue-load")
    async def load(self, number: int) -> None:
        """Read one page beside those known, and draw it."""
        pages, queue = self.pages, self.queue
        if queue is None or pages.page(number) is not None:
            return
        after = pages.records.get(number - 1, [None])[-1]
        before = pages.records.get(number + 1, [None])[0]
        found, records = await self.app.aside(queue.page, number, PAGE, before=before, after=after)
        if pages is self.pages:
            pages.put(number, found, records)
            self.table.refresh_rows()

    def turn_sort(self) -> None:
        """The next order of the queue, kept in the filter's words as ``sort:``."""
        from caseworker.casework.desk.queue import next_sort

        words = next_sort(self.words)
        self.show(words)

    @property
    def row(self) -> QueueRow | None:
        """The row under the cursor."""
        return self.pages.row(self.table.cursor_index)

    def go_to_urgent(self) -> bool:
        """Put the cursor on the next row that needs somebody today; False where none was read."""
        start = self.table.cursor_index
        read = sorted(
            number * PAGE + at for number, page in self.pages.found.items() for at in range(len(page))
        )
        for index in [*filter(lambda i: i > start, read), *filter(lambda i: i < start, read)]:
            row = self.pages.row(index)
            if row is not None and row.urgent:
                self.table.go_to(index)
                return True
        return False
