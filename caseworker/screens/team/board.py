"""TEAM: who cleared what and when, the backlog and its breach day, down to the single case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from caseworker import keys
from caseworker.screens.board import BoardScreen, bindings
from caseworker.screens.sections import Section
from caseworker.screens.team import drawing
from caseworker.widgets.literal import literal
from caseworker.widgets.queue_table import Column
from caseworker.widgets.row_source import Row

if TYPE_CHECKING:
    from caseworker.casework.office import Office
    from caseworker.casework.periods import Period
    from caseworker.casework.team.approvals import Approved
    from caseworker.casework.team.drill import Drilled
    from caseworker.casework.team.throughput import Board
    from caseworker.screens.desk.ways import Ways

_FIGURES = (
    Column("done", "Decided", 7),
    Column("weighted", "Weighted", 8),
    Column("on_time", "On time", 7, priority=3),
    Column("late", "Late", 4),
)
PEOPLE = (
    Column("name", "Officer", 18, narrow=14),
    *_FIGURES,
    Column("expected", "Expected", 8),
    Column("hand", "In hand", 7, priority=2),
    Column("trend", "10 days", 10),
    Column("pace", "Pace", 16, narrow=13, priority=1),
)
PERIODS = (
    Column("period", "When", 14, narrow=12),
    Column("received", "Received", 8),
    *_FIGURES,
    Column("cancelled", "Cancelled", 9, priority=2),
    Column("upheld", "Upheld", 6, priority=2),
    Column("expected", "Expected", 8),
)
BACKLOG = (
    Column("kind", "Kind", 12),
    Column("open", "Open", 7),
    Column("law", "Law missed", 10),
    Column("law_would", "Law would", 9),
    Column("target", "Std missed", 10),
    Column("target_would", "Std would", 9),
    Column("past", "Past today", 11, priority=1),
)
CASES = (
    Column("pcn", "PCN", 12),
    Column("kind", "Kind", 11, priority=3),
    Column("outcome", "Outcome", 8),
    Column("officer", "Officer", 16, narrow=8, priority=1),
    Column("received", "Received", 9, priority=2),
    Column("posts", "Post of", 9),
    Column("days", "Days", 4),
    Column("time", "In time", 8),
    Column("letter", "Letter", 10),
)
APPROVALS = (
    Column("day", "Day", 9),
    Column("leader", "In whose name", 14),
    Column("officer", "By", 14, priority=2),
    Column("pcn", "PCN", 12),
    Column("what", "What", 22, narrow=14),
    Column("letter", "Letter", 10, priority=1),
)
ORDER = ("day", "week", "month")


class TeamBoard(BoardScreen):
    """The team's board: leaders see everybody, officers only themselves."""

    WORD = "TEAM"
    SECTIONS = (
        Section("people", "officers", PEOPLE, "Nobody has a target, a case in hand or a case decided."),
        Section("periods", "over time", PERIODS),
        Section("backlog", "backlog", BACKLOG, "No case is open, or the backlog is for leaders."),
        Section("cases", "cases", CASES, "Press enter on an officer or a day: its cases come here."),
        Section("approvals", "approvals", APPROVALS, "Nothing was approved or released in a leader's name."),
    )
    FOOTER = (
        *("board.open", "board.next_section", "board.keys", "team.period", "team.earlier", "team.chart"),
        *("board.export", "team.later"),
    )
    # Side by side only where the lists keep the 80 cells that they have on a narrow screen.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-normal"), (180, "-wide")]
    DEFAULT_CSS = """
    TeamBoard #lists { width: 2fr; }
    TeamBoard #detail { width: 1fr; }
    TeamBoard.-narrow #lists { width: 100%; }
    TeamBoard.-narrow #detail { width: 100%; }
    TeamBoard.-chart #lists { display: none; }
    TeamBoard.-chart #detail, TeamBoard.-chart.-narrow #detail { width: 100%; height: 1fr; border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(keys.TEAM)]

    def __init__(self, desk: Ways) -> None:
        """The board of the days that are usual, by day."""
        super().__init__(desk)
        self.by = ORDER[0]
        self.span: tuple[date | None, date | None] = (None, None)
        self.board: Board | None = None
        self.asked: tuple[str, Period] | None = None
        self.cases: Sequence[Drilled] = ()
        self.approved: Sequence[Approved] | None = None
        """Read once somebody looks: it goes through all letters."""

    # -- what is read --------------------------------------------------------------------------------

    def fetch(self, office: Office) -> Mapping[str, Sequence[Row]]:
        """The board, and the cases behind the figure that was asked for."""
        from caseworker.casework.periods import Period
        from caseworker.casework.team.approvals import approvals
        from caseworker.casework.team.drill import drill
        from caseworker.casework.team.throughput import throughput

        self.board = board = throughput(office, *self.span, self.by)
        self.cases = drill(office, *self.asked) if self.asked else ()
        if self.section.id == "approvals" and board.whole:
            self.approved = approvals(office, Period(board.from_on, board.to_on, ""))
        return {
            "people": drawing.people(board),
            "periods": drawing.over_time(board),
            "backlog": drawing.backlog(board),
            "cases": drawing.cases(self.cases, office.officers.name),
        } | (
            {}
            if self.approved is None
            else {"approvals": drawing.approved(self.approved, office.officers.name)}
        )

    def notes(self) -> Sequence[str]:
        """Which days, and how the figures are to be read."""
        board = self.board
        if board is None:
            return [""]
        days = drawing.span(board)
        read = "counts are not quality" if board.whole else "your own figures"
        return [f"{days} by {board.by} · {read}", f"{days} · {read}", read]

    def on_resize(self) -> None:
        """Words and graphs anew in the new width, once the panes have it."""
        self.call_after_refresh(self.draw_detail)

    def draw_detail(self) -> None:
        """What the row under the cursor says; or, turned, the list as a graph."""
        if not self.has_class("-chart") or self.board is None:
            super().draw_detail()
            return
        pane = self.query_one("#detail", VerticalScroll)
        lines = drawing.chart(self.board, self.section.id, self.cases, *self.room())
        self.query_one("#detail-words", Static).update(Content("\n").join(literal(line) for line in lines))
        pane.scroll_home(animate=False)

    def room(self) -> tuple[int, int]:
        """Cells and lines that a graph has."""
        pane = self.query_one("#detail", VerticalScroll)
        return max(20, pane.scrollable_content_region.width), max(4, self.size.height - 14)

    def detail(self, section: str, row_id: int) -> Content:
        """What a row says in words, its trend in shapes."""
        if self.board is None:
            return Content("")
        pane = self.query_one("#detail", VerticalScroll)
        width = max(20, pane.scrollable_content_region.width)
        if section == "approvals":
            approved = (self.approved or ())[row_id : row_id + 1]
            lines = [
                line
                for one in approved
                for line in drawing.approval(one, self.app.office.officers.name, width)
            ]
        else:
            lines = drawing.words(self.board, section, row_id, self.cases, width)
        return Content("\n").join(literal(line) for line in lines)

    def pcn_of(self, section: str, row_id: int) -> str:
        """The PCN of a case that was drilled to."""
        one = self.behind(section, row_id)
        return one.pcn if one is not None else ""

    def case_of(self, section: str, row_id: int) -> int | None:
        """The case that was drilled to, or on which something was approved."""
        one = self.behind(section, row_id)
        return one.case_id if one is not None else None

    def behind(self, section: str, row_id: int) -> Drilled | Approved | None:
        """The case, or what was approved on it, that a row tells of."""
        told: Sequence[Drilled | Approved] = ()
        if section in ("cases", "approvals"):
            told = self.cases if section == "cases" else self.approved or ()
        return told[row_id] if row_id < len(told) else None

    # -- keys ----------------------------------------------------------------------------------------

    def opened(self, row_id: int) -> None:
        """From a figure to its cases; from a case to itself."""
        if self.section.id in ("cases", "approvals"):
            super().opened(row_id)
            return
        wanted = drawing.behind(self.board, self.section.id, row_id) if self.board else None
        if wanted is None:
            self.app.hint("The open cases stand in the queue: :q shows them.")
            return
        self.asked = wanted
        self.show_section([one.id for one in self.SECTIONS].index("cases"))
        self.load()

    def show_section(self, at: int) -> None:
        """Show another list; approvals are read once they are looked at."""
        super().show_section(at)
        if self.section.id == "approvals" and self.approved is None:
            self.load()

    def action_period(self) -> None:
        """By day, week, month in turn; the days are the usual ones again."""
        self.by, self.span = ORDER[(ORDER.index(self.by) + 1) % len(ORDER)], (None, None)
        self.load()

    def action_earlier(self) -> None:
        """The days before."""
        self.move(-1)

    def action_later(self) -> None:
        """The days after, until today."""
        if self.board is not None and self.board.to_on >= self.board.today:
            self.app.hint("Later days are still to come.")
        else:
            self.move(1)

    def move(self, steps: int) -> None:
        """Show other days, as many."""
        from caseworker.casework.periods import moved

        if self.board is not None:
            self.span = moved(self.board.from_on, self.board.to_on, self.by, steps)
            self.load()

    def action_chart(self) -> None:
        """Table or graph."""
        self.toggle_class("-chart")
        (self.query_one("#detail", VerticalScroll) if self.has_class("-chart") else self.table).focus()
        self.call_after_refresh(self.draw_detail)
