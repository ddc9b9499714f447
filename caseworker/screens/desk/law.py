"""The law browser: the tables of one regime, each row with its rule; a clock worked out from any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import work
from textual.content import Content
from textual.widgets import Static

from caseworker import keys
from caseworker.law import book
from caseworker.law.moments import moment_ids
from caseworker.law.regimes import regime, regimes
from caseworker.screens.asking import Choice, Pick
from caseworker.screens.board import BoardScreen, bindings
from caseworker.screens.days import HINT, day_near
from caseworker.screens.desk.why import WhyWindow, why_content
from caseworker.screens.filling import Fill, Line
from caseworker.screens.sections import Section
from caseworker.widgets.queue_table import Column
from caseworker.widgets.row_source import Row

if TYPE_CHECKING:
    from caseworker.casework.office import Office
    from caseworker.law.clocks import Clock
    from caseworker.law.why import Why

COLUMNS = (
    Column("how", "", 1),
    Column("id", "Name", 22, narrow=12),
    Column("says", "What it says", 90, narrow=36),
    Column("law", "Law", 26, priority=2),
)
POSTED = "the day is a posting: the day of service is worked out first"


class LawBoard(BoardScreen):
    """The law, regime by regime."""

    WORD = "LAW"
    SECTIONS = tuple(
        Section(name, name, COLUMNS, empty="No row of this table holds in this regime.")
        for name in book.TABLES
    )
    FOOTER = (
        *("board.why", "law.work_out", "law.next_regime", "law.regimes", "board.next_section"),
        *("board.filter", "board.keys", "board.back"),
    )
    BINDINGS = bindings(keys.LAW)

    def __init__(self, desk: Any, words: str = "") -> None:
        """The law over a desk.

        Args:
            words: a regime to begin with; else that of the open case, else the council's first.

        Raises:
            Refused: there is no such regime.
        """
        super().__init__(desk)
        view = desk.view
        self.regime = regime(words or (view.facts.regime if view is not None else regimes()[0].id))
        self.rules: Mapping[str, Sequence[book.Rule]] = {}
        self.day = ""
        """The day typed last, to work the next clock out from."""

    # -- what it shows -----------------------------------------------------------------------------

    def fetch(self, office: Office) -> Mapping[str, Sequence[Row]]:
        """Every table of the regime."""
        self.rules = {name: book.rules(self.regime.id, name) for name in book.TABLES}
        return {name: [drawn(n, one) for n, one in enumerate(some)] for name, some in self.rules.items()}

    def notes(self) -> Sequence[str]:
        """Which regime is open; on few columns its id alone."""
        return [f"{self.regime.id} · {self.regime.label}", self.regime.id]

    def detail(self, section: str, row_id: int) -> Content:
        """The rule itself."""
        width = self.query_one("#detail-words", Static).content_size.width
        return why_content(self.rules[section][row_id].why, width or self.size.width // 2 - 4)

    def on_resize(self) -> None:
        """Fold the rule to the new width."""
        self.call_after_refresh(self.draw_detail)

    def whys(self, office: Office, section: str, row_id: int) -> Sequence[Why]:
        """The rule of a row."""
        return (self.rules[section][row_id].why,)

    def opened(self, row_id: int) -> None:
        """Enter opens the rule too."""
        self.action_why()

    # -- what it does ------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """Another regime, the same table."""
        every = regimes()
        self.show_regime(every[(every.index(self.regime) + by) % len(every)].id)

    def show_regime(self, regime_id: str) -> None:
        """Show the law of a regime from its first row."""
        self.regime = regime(regime_id)
        self.table.go_to(0)
        self.load()

    def action_next_regime(self) -> None:
        """The next regime."""
        self.turn(1)

    def action_last_regime(self) -> None:
        """The regime before."""
        self.turn(-1)

    @work
    async def action_regimes(self) -> None:
        """Pick a regime by a few letters."""
        chosen = await self.app.push_screen_wait(Pick("Regime", named))
        if chosen is not None:
            self.show_regime(chosen)

    @work
    async def action_work_out(self) -> None:
        """Work the clock under the cursor out from a day that is typed."""
        if self.section.id != "clocks" or self.row is None:
            at = book.TABLES.index("clocks") + 1
            self.app.hint(f"Choose a clock first ({at} lists the clocks of this regime).")
            return
        rule = self.rules["clocks"][self.row.id]
        if rule.id in moment_ids(self.regime.id):
            example = f"caseworker law clock {self.regime.id} {rule.id} --from 2026-11-22T10:00"
            self.app.hint(f"This clock runs in minutes: {example}")
            return
        filled = await self.app.push_screen_wait(self.ask_day(rule))
        if filled is not None:
            self.day = filled["day"]
            self.show_clock(self.worked(rule.id, filled))

    def ask_day(self, rule: book.Rule) -> Fill:
        """The window that asks for the day, and what else the clock must know."""
        lines = [Line("day", f"From which day? {HINT}", self.day or self.app.office.today().isoformat())]
        if self.regime.bases:
            lines.append(Line("basis", "Why the PCN came by post", hint=", ".join(self.regime.bases)))
        return Fill(
            rule.why.title,
            rule.says,
            lines,
            check=lambda filled: self.worked(rule.id, filled),
            choices=(POSTED,),
        )

    def worked(self, clock_id: str, filled: Mapping[str, str]) -> Clock:
        """The clock from what was filled in; refused where it cannot be worked out."""
        from caseworker.law.clocks import work_out

        day = day_near(filled["day"], self.app.office.today())
        basis = filled.get("basis") or None
        return work_out(self.regime.id, clock_id, day, basis=basis, posted=bool(filled.get("ticked")))

    def show_clock(self, clock: Clock) -> None:
        """The days one by one."""
        from caseworker.law.why import of_clock

        self.app.push_screen(WhyWindow([of_clock(clock)]))


def drawn(row_id: int, one: book.Rule) -> Row:
    """A rule as a row; what is not verified stands out by word, shape and colour."""
    told = one.why
    says = one.says if told.verified else f"NOT VERIFIED: {one.says}"
    law = told.citation.label if told.citation is not None else ""
    return Row(row_id, (told.mark, one.id, says, law), "" if told.verified else "near")


def named(typed: str) -> list[Choice]:
    """The regimes that hold every word typed."""
    words = typed.casefold().split()
    return [
        Choice(one.id, one.id, one.label, f"{one.label}\n\n{one.law}\n\nWhere: {', '.join(one.places)}")
        for one in regimes()
        if all(word in f"{one.id} {one.label} {one.law}".casefold() for word in words)
    ]
