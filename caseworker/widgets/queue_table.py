"""A list of any length, drawn a window at a time: a million cases open as fast as none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from caseworker.widgets.columns import GAP, Column, Placed, fitted, placed
from caseworker.widgets.row_source import KEPT, PAGE, MemorySource, Row, RowSource

__all__ = ["Column", "QueueTable"]

CURSOR, MARK = "▸", "●"
GUTTER = 3
"""Cells before the first column: the cursor's marker, the mark, a space."""
LINES_KEPT = 400
"""Lines kept as they were drawn: a few screens."""
AHEAD = 2
"""Pages asked for beyond the one in view, in the direction of travel."""


class QueueTable(ScrollView, can_focus=True):
    """Rows with a cursor and marks, over a `RowSource` of any length.

    It draws what the source has, and ``…`` where a page was not read yet; then it posts `Wanted`, and whoever
    reads the page calls `refresh_rows`. It never reads by itself.
    """

    STYLES: ClassVar[tuple[str, ...]] = ("urgent", "near", "good", "quiet", "care")
    """Looks that a row, a column or a cell may name; an unknown name is drawn plain."""
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "queue-table--header",
        "queue-table--cursor",
        *(f"queue-table--{name}" for name in STYLES),
    }
    DEFAULT_CSS = """
    QueueTable { height: 1fr; width: 1fr; background: $surface; color: $foreground; scrollbar-gutter: stable;
        overflow-x: hidden; }
    QueueTable > .queue-table--header { text-style: bold; color: $foreground; background: $panel; }
    QueueTable > .queue-table--cursor { text-style: bold; background: $boost; }
    QueueTable:focus > .queue-table--cursor { text-style: bold reverse; }
    QueueTable > .queue-table--urgent { color: $text-error; }
    QueueTable > .queue-table--near { color: $text-warning; }
    QueueTable > .queue-table--good { color: $text-success; }
    QueueTable > .queue-table--quiet { color: $text-muted; }
    QueueTable > .queue-table--care { color: $text-accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "up", show=False, id="queue.up"),
        Binding("down", "move(1)", "down", show=False, id="queue.down"),
        Binding("pageup", "page(-1)", "page up", show=False, id="queue.page_up"),
        Binding("pagedown", "page(1)", "page down", show=False, id="queue.page_down"),
        Binding("home", "first", "first", show=False, id="queue.first"),
        Binding("end", "last", "last", show=False, id="queue.last"),
        Binding("enter", "open", "open", show=False, id="queue.open"),
        Binding("space", "mark", "mark", show=False, id="queue.mark"),
    ]

    class Opened(Message):
        """The officer opened a row."""

        def __init__(self, row_id: int) -> None:
            super().__init__()
            self.row_id = row_id

    class Highlighted(Message):
        """The cursor stands on another row; `row_id` is None until its page is read."""

        def __init__(self, index: int, row_id: int | None) -> None:
            super().__init__()
            self.index = index
            self.row_id = row_id

    class Marked(Message):
        """The marks changed; `ids` are all rows now marked."""

        def __init__(self, ids: frozenset[int]) -> None:
            super().__init__()
            self.ids = ids

    class Wanted(Message):
        """A page is needed that was not read yet."""

        def __init__(self, page: int) -> None:
            super().__init__()
            self.page = page

    def __init__(
        self,
        columns: Sequence[Column],
        source: RowSource | None = None,
        *,
        id: str | None = None,  # noqa: A002 (Textual's own name for it)
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._source: RowSource = source if source is not None else MemorySource(())
        self._count = self._source.count
        self._cursor = 0
        self._downward = True
        self._marked: frozenset[int] = frozenset()
        self._asked: set[int] = set()
        self._told: tuple[int, int | None] | None = None
        self._looks: dict[tuple[str, bool], Style] = {}
        self._lines: dict[tuple[int, bool, bool], tuple[Row, Strip]] = {}
        self._laid: tuple[int, tuple[Placed, ...]] = (-1, ())

    # What the screen asks and tells

    @property
    def cursor_index(self) -> int:
        """The row under the cursor, counted from 0."""
        return self._cursor

    @property
    def cursor_row(self) -> Row | None:
        """The row under the cursor, where its page was read."""
        return self._row(self._cursor)

    @property
    def marked(self) -> frozenset[int]:
        """The ids of the rows that the officer marked."""
        return self._marked

    def set_source(self, source: RowSource, *, keep_marks: bool = False) -> None:
        """Draw from another source, from its first row; marks go, unless the same rows were read again."""
        self._source = source
        self._cursor, self._told = 0, None
        self._asked.clear()
        if self._marked and not keep_marks:
            self._set_marked(frozenset())
        self.scroll_to(y=0, animate=False, immediate=True)
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Draw again: a page was read, or what rows say has changed."""
        self._count = self._source.count
        self._cursor = max(0, min(self._cursor, self._count - 1))
        self._resize_virtual()
        self.refresh()
        self._ask_for_pages()
        self._tell()

    def go_to(self, index: int, *, beyond: int = 0) -> None:
        """Put the cursor on a row and bring it into view.

        Args:
            beyond: where the list has to be moved for it, how many rows past the cursor come into view too.
        """
        before = self._cursor
        self._cursor = max(0, min(index, self._count - 1))
        if self._cursor != before:
            self._downward = self._cursor > before
        self._show_cursor(beyond)
        self._refresh_row(before)
        self._refresh_row(self._cursor)
        self._ask_for_pages()
        self._tell()

    def next_where(self, predicate: Callable[[Row], bool]) -> int | None:
        """Put the cursor on the next row that answers, from the top again after the last; give its index.

        Only pages already read are looked at, and no more than a cache of them.
        """
        if not self._count:
            return None
        last_page = (self._count - 1) // PAGE
        here = self._cursor // PAGE
        ahead = range(here, min(here + KEPT, last_page + 1))
        around = range(min(here + 1, KEPT))
        for number, after in [*((n, True) for n in ahead), *((n, False) for n in around)]:
            for at, row in enumerate(self._source.page(number) or ()):
                index = number * PAGE + at
                if (index > self._cursor) == after and index != self._cursor and predicate(row):
                    self.go_to(index)
                    return index
        return None

    # Keys and mouse

    def action_move(self, rows: int) -> None:
        """Move the cursor by rows; at an edge a part of the list comes into view at once.

        It shows what is ahead, and most keys draw two lines instead of all.
        """
        self.go_to(self._cursor + rows, beyond=self._body_height // 3)

    def action_page(self, pages: int) -> None:
        """Move the cursor by screens."""
        self.go_to(self._cursor + pages * max(1, self._body_height))

    def action_first(self) -> None:
        """Go to the first row."""
        self.go_to(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self.go_to(self._count - 1)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        row = self.cursor_row
        if row is not None:
            self.post_message(self.Opened(row.id))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        row = self.cursor_row
        if row is None:
            return
        self._set_marked(self._marked ^ {row.id})
        self._refresh_row(self._cursor)
        self.go_to(self._cursor + 1)

    def on_click(self, event: events.Click) -> None:
        """One click moves the cursor, a second opens."""
        index = self._top + event.y - 1
        if event.y >= 1 and index < self._count:
            event.stop()
            self.go_to(index)
            if event.chain == 2:
                self.action_open()

    # Drawing

    def on_mount(self) -> None:
        """Take the first measure."""
        self.refresh_rows()

    def on_resize(self) -> None:
        """Keep the cursor in view, and ask for what came into it."""
        self._resize_virtual()
        self._show_cursor()
        self._ask_for_pages()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for the pages that come into view."""
        super().watch_scroll_y(old_value, new_value)
        self._ask_for_pages()

    def notify_style_update(self) -> None:
        """Forget the looks: theme, focus or stylesheet changed."""
        super().notify_style_update()
        self._looks.clear()
        self._lines.clear()

    def render_line(self, y: int) -> Strip:
        """Draw one line: the heading, a row, or nothing."""
        width = self.scrollable_content_region.width
        if y == 0:
            return self._header(width)
        index = self._top + y - 1
        if index >= self._count:
            return Strip.blank(width, self._look("", False))
        on_cursor = index == self._cursor
        row = self._row(index)
        if row is None:
            text = (CURSOR if on_cursor else " ") + "  …"
            return Strip([Segment(text.ljust(width), self._look("quiet", on_cursor))], width)
        return self._line(index, row, on_cursor, width)

    def _line(self, index: int, row: Row, on_cursor: bool, width: int) -> Strip:
        """A row's line, drawn once: scrolling shows the same lines at other places."""
        if self._laid[0] != width or len(self._lines) > LINES_KEPT:
            self._lines.clear()
        key = (index, on_cursor, row.id in self._marked)
        kept = self._lines.get(key)
        if kept is not None and kept[0] is row:
            return kept[1]
        line = self._drawn(row, on_cursor, width)
        self._lines[key] = row, line
        return line

    def _header(self, width: int) -> Strip:
        gap = " " * GAP
        cells = gap.join(fitted(self._columns[one.cell].label, one.width) for one in self._layout(width))
        return Strip([Segment((" " * GUTTER + cells).ljust(width), self._look("header", False))], width)

    def _drawn(self, row: Row, on_cursor: bool, width: int) -> Strip:
        plain = self._look(row.style, on_cursor)
        gutter = (CURSOR if on_cursor else " ") + (MARK if row.id in self._marked else " ") + " "
        segments = [Segment(gutter, plain)]
        used = GUTTER
        for one in self._layout(width):
            cell = row.cells[one.cell] if one.cell < len(row.cells) else ""
            text, own = (cell, "") if isinstance(cell, str) else cell
            own = own or self._columns[one.cell].style
            look = self._look(own, on_cursor) if own else plain
            segments.append(Segment(fitted(text, one.width), look))
            segments.append(Segment(" " * GAP, plain))
            used += one.width + GAP
        segments.append(Segment(" " * max(0, width - used), plain))
        return Strip(segments, max(used, width)).crop(0, width).simplify()

    def _look(self, name: str, on_cursor: bool) -> Style:
        """The style of a named look, with a background of its own: a line's blank cells have none else."""
        look = self._looks.get((name, on_cursor))
        if look is None:
            known = name == "header" or name in self.STYLES
            look = self.rich_style
            if known:
                look = self.get_component_rich_style(f"queue-table--{name}")
            if on_cursor:
                cursor = self.get_component_rich_style("queue-table--cursor", partial=True)
                look = look + cursor
            self._looks[name, on_cursor] = look
        return look

    def _layout(self, width: int) -> tuple[Placed, ...]:
        if self._laid[0] != width:
            self._laid = (width, placed(self._columns, width - GUTTER))
        return self._laid[1]

    # Measures

    @property
    def _top(self) -> int:
        return self.scroll_offset.y

    @property
    def _body_height(self) -> int:
        return max(0, self.scrollable_content_region.height - 1)

    def _resize_virtual(self) -> None:
        size = Size(self.scrollable_content_region.width, self._count + 1)
        if self.virtual_size != size:
            self.virtual_size = size

    def _row(self, index: int) -> Row | None:
        rows = self._source.page(index // PAGE) if 0 <= index < self._count else None
        return rows[index % PAGE] if rows is not None and index % PAGE < len(rows) else None

    def _show_cursor(self, beyond: int = 0) -> None:
        height = self._body_height
        if height <= 0:
            return
        if self._cursor < self._top:
            self.scroll_to(y=self._cursor - beyond, animate=False, immediate=True)
        elif self._cursor >= self._top + height:
            self.scroll_to(y=self._cursor - height + 1 + beyond, animate=False, immediate=True)

    def _refresh_row(self, index: int) -> None:
        y = index - self._top + 1
        if 1 <= y <= self._body_height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _set_marked(self, ids: frozenset[int]) -> None:
        self._marked = ids
        self.post_message(self.Marked(ids))

    def _ask_for_pages(self) -> None:
        """Ask once for each page in view and a few beyond, in the direction of travel."""
        if not self._count or not self.is_mounted:
            return
        first = self._top // PAGE
        last = (self._top + max(1, self._body_height) - 1) // PAGE
        beyond = (
            range(last + 1, last + AHEAD + 1) if self._downward else range(first - 1, first - AHEAD - 1, -1)
        )
        pages = (self._count - 1) // PAGE + 1
        wanted = dict.fromkeys([self._cursor // PAGE, *range(first, last + 1), *beyond])
        # What went out of view may be asked for again when it comes back.
        self._asked &= wanted.keys()
        for number in wanted:
            if not 0 <= number < pages:
                continue
            if self._source.page(number) is not None:
                self._asked.discard(number)
            elif number not in self._asked:
                self._asked.add(number)
                self.post_message(self.Wanted(number))

    def _tell(self) -> None:
        row = self.cursor_row
        now = (self._cursor, row.id if row is not None else None)
        if self._count and now != self._told:
            self._told = now
            self.post_message(self.Highlighted(*now))
