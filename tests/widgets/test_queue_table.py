"""The queue table: it draws what it is given, asks once for what is missing, and says what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from caseworker.widgets.queue_table import CURSOR, MARK, Column, QueueTable
from caseworker.widgets.row_source import PAGE, Cell, MemorySource, Row, RowSource

COLUMNS = (
    Column("law", "Post by (law)", 13),
    Column("pcn", "PCN", 11),
    Column("kind", "Kind", 12),
    Column("street", "Street", 60, priority=1),
)


def row(at: int) -> Row:
    return Row(1000 + at, (f"! {at}", f"ZZ{at:07}A", Cell("formal reps", "near"), "Mare Street"))


class Endless:
    """A source of a million rows that are made when asked for."""

    count = 1_000_000

    def __init__(self) -> None:
        self.asked: list[int] = []

    def page(self, number: int, /) -> Sequence[Row]:
        self.asked.append(number)
        return [row(at) for at in range(number * PAGE, min(self.count, (number + 1) * PAGE))]


class Read:
    """A source of the pages that were put into it."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.pages: dict[int, list[Row]] = {}

    def page(self, number: int, /) -> Sequence[Row] | None:
        return self.pages.get(number)

    def put(self, number: int, rows: list[Row]) -> None:
        self.pages[number] = rows


class Desk(App[None]):
    """One queue, and every message it sent."""

    def __init__(self, source: RowSource) -> None:
        super().__init__()
        self.source = source
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield QueueTable(COLUMNS, self.source)

    def on_queue_table_opened(self, message: QueueTable.Opened) -> None:
        self.said.append(message)

    def on_queue_table_highlighted(self, message: QueueTable.Highlighted) -> None:
        self.said.append(message)

    def on_queue_table_marked(self, message: QueueTable.Marked) -> None:
        self.said.append(message)

    def on_queue_table_wanted(self, message: QueueTable.Wanted) -> None:
        self.said.append(message)

    @property
    def table(self) -> QueueTable:
        return self.query_one(QueueTable)

    def of(self, kind: type[Message]) -> list[Any]:
        return [one for one in self.said if isinstance(one, kind)]


def lines(app: Desk) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_a_heading_then_rows_with_the_cursor_on_the_first() -> None:
    app = Desk(MemorySource([row(at) for at in range(5)]))
    async with app.run_test(size=(120, 12)) as pilot:
        await pilot.pause()
        shown = lines(app)
        assert shown[0].split() == ["Post", "by", "(law)", "PCN", "Kind", "Street"]
        assert shown[1].startswith(f"{CURSOR}  ! 0           ZZ0000000A  formal reps  Mare Street")
        assert shown[2].startswith("   ! 1 ")
        assert not shown[6].strip()
        assert [(m.index, m.row_id) for m in app.of(QueueTable.Highlighted)] == [(0, 1000)]


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        (("down", "down", "up"), 1),
        (("up",), 0),
        (("pagedown",), 11),
        (("pagedown", "pagedown", "pageup"), 11),
        (("end",), 999_999),
        (("end", "down"), 999_999),
        (("end", "pageup"), 999_988),
        (("end", "home"), 0),
    ],
)
async def test_keys_move_the_cursor_and_keep_it_in_view(keys: tuple[str, ...], at: int) -> None:
    app = Desk(Endless())
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, *keys)
        assert app.table.cursor_index == at
        last = app.of(QueueTable.Highlighted)[-1]
        assert (last.index, last.row_id) == (at, 1000 + at)
        (under,) = [line for line in lines(app) if line.startswith(CURSOR)]
        assert f"ZZ{at:07}A" in under


async def test_a_million_rows_read_only_what_is_near_the_window() -> None:
    source = Endless()
    app = Desk(source)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "pagedown", "end")
        assert set(source.asked) <= {0, 1, 2, 9_997, 9_998, 9_999}


async def test_enter_opens_the_row_under_the_cursor() -> None:
    app = Desk(Endless())
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, "down", "enter")
        assert [m.row_id for m in app.of(QueueTable.Opened)] == [1001]


async def test_space_marks_unmarks_and_goes_on() -> None:
    app = Desk(Endless())
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, "space", "space")
        assert app.table.marked == {1000, 1001}
        assert app.table.cursor_index == 2
        assert [line[1] for line in lines(app)[1:4]] == [MARK, MARK, " "]
        await press(pilot, "up", "space")
        assert app.table.marked == {1000}
        assert [m.ids for m in app.of(QueueTable.Marked)][-1] == frozenset({1000})
        app.table.set_source(MemorySource([row(0)]))
        assert app.table.marked == frozenset(), "marks on rows one cannot see would be a trap"


async def test_marks_stay_where_the_same_rows_are_read_again() -> None:
    app = Desk(Endless())
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, "space")
        app.table.set_source(Endless(), keep_marks=True)
        assert app.table.marked == {1000}


async def test_a_page_not_read_is_drawn_as_dots_and_asked_for_once() -> None:
    cache = Read(1_000)
    app = Desk(cache)
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, "down", "down")
        assert [m.page for m in app.of(QueueTable.Wanted)] == [0, 1, 2]
        assert lines(app)[3].startswith(f"{CURSOR}  …")
        await press(pilot, "enter", "space")
        assert not app.of(QueueTable.Opened) and not app.table.marked
        assert app.of(QueueTable.Highlighted)[-1].row_id is None
        cache.put(0, [row(at) for at in range(PAGE)])
        app.table.refresh_rows()
        await pilot.pause()
        assert "ZZ0000002A" in lines(app)[3]
        assert app.of(QueueTable.Highlighted)[-1].row_id == 1002
        assert [m.page for m in app.of(QueueTable.Wanted)] == [0, 1, 2], (
            "what is on its way is not asked for again"
        )


async def test_going_up_asks_for_the_pages_above() -> None:
    app = Desk(Read(1_000_000))
    async with app.run_test(size=(80, 12)) as pilot:
        app.table.go_to(500_050)
        await pilot.pause()
        assert {m.page for m in app.of(QueueTable.Wanted)} == {0, 1, 2, 5000, 5001, 5002}
        app.said.clear()
        app.table.go_to(400_050)
        await pilot.pause()
        assert [m.page for m in app.of(QueueTable.Wanted)] == [4000, 3999, 3998]


async def test_the_next_row_that_answers_is_found_from_the_cursor_on_and_round_again() -> None:
    app = Desk(MemorySource([row(at) for at in range(250)]))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()

        def wanted(one: Row) -> bool:
            return one.id in (1003, 1240)

        assert [app.table.next_where(wanted) for _ in range(3)] == [3, 240, 3]
        assert app.table.cursor_index == 3
        assert app.table.next_where(lambda one: False) is None
        assert app.table.cursor_index == 3
        app.table.set_source(MemorySource([]))
        assert app.table.next_where(wanted) is None


async def test_a_shorter_list_brings_the_cursor_back() -> None:
    cache = Read(50)
    cache.put(0, [row(at) for at in range(50)])
    app = Desk(cache)
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, "end")
        cache.count = 10
        app.table.refresh_rows()
        await pilot.pause()
        assert app.table.cursor_index == 9
        assert any(line.startswith(CURSOR) for line in lines(app))


async def test_an_empty_queue_takes_every_key_in_silence() -> None:
    app = Desk(MemorySource([]))
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, "down", "end", "pageup", "enter", "space", "home")
        assert app.said == []
        assert app.table.cursor_row is None


@pytest.mark.parametrize(
    ("width", "heads"),
    [
        (120, ["Post by (law)", "PCN", "Kind", "Street"]),
        (80, ["Post by (law)", "PCN", "Kind"]),
        (36, ["Post by (law)", "PCN"]),
    ],
)
async def test_a_narrow_window_leaves_whole_columns_out(width: int, heads: list[str]) -> None:
    app = Desk(Endless())
    async with app.run_test(size=(width, 12)) as pilot:
        await pilot.pause()
        shown = [head for head in ("Post by (law)", "PCN", "Kind", "Street") if head in lines(app)[0]]
        assert shown == heads
        assert all(len(line) == width for line in lines(app))


async def test_a_window_made_smaller_keeps_the_cursor_in_view() -> None:
    app = Desk(Endless())
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, *["down"] * 30)
        await pilot.resize_terminal(60, 15)
        await pilot.pause()
        assert any(line.startswith(CURSOR) and "ZZ0000030A" in line for line in lines(app))


async def test_every_cell_of_every_line_has_a_background_of_its_own() -> None:
    app = Desk(MemorySource([row(0)]))
    async with app.run_test(size=(80, 6)) as pilot:
        await pilot.pause()
        for y in range(6):
            for segment in app.table.render_line(y):
                assert segment.style is not None and segment.style.bgcolor is not None


async def test_without_colour_the_cursor_is_reversed_and_has_its_marker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Desk(MemorySource([row(0), row(1)]))
    async with app.run_test(size=(80, 6)) as pilot:
        await pilot.pause()
        strip = app.screen._compositor.render_strips()[1]
        first = next(iter(strip))
        assert strip.text.startswith(CURSOR)
        assert first.style is not None and first.style.reverse


async def test_a_click_moves_and_a_second_opens() -> None:
    app = Desk(Endless())
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.click(QueueTable, offset=(5, 4))
        assert app.table.cursor_index == 3
        assert not app.of(QueueTable.Opened)
        await pilot.click(QueueTable, offset=(5, 4), times=2)
        assert [m.row_id for m in app.of(QueueTable.Opened)] == [1003]


async def test_hostile_cells_stay_in_their_columns() -> None:
    bad = Row(1, ("[/] \x1b[2J", "\u202eZZ\u202c", "two\nlines", "[@click=app.quit]x[/]"))
    app = Desk(MemorySource([bad]))
    async with app.run_test(size=(120, 6)) as pilot:
        await pilot.pause()
        line = lines(app)[1]
        assert line.startswith(f"{CURSOR}  [/] ␛[2J      ⟦U+202E⟧ZZ… two lines    [@click=app.quit]x[/]")
