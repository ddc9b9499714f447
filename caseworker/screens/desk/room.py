"""The room of one case: its panes side by side where there is space, and how acts are asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widgets import ContentSwitcher

from caseworker import keys
from caseworker.casework.desk.queue import KINDS
from caseworker.law.refusals import Refused
from caseworker.screens.base import CaseworkerApp
from caseworker.screens.desk.case import CaseSheet, MotoristText, Warnings
from caseworker.screens.desk.compose import ComposePane
from caseworker.screens.desk.decision import DecisionPane
from caseworker.screens.desk.evidence import EvidencePane
from caseworker.screens.desk.points import PointsPane
from caseworker.screens.desk.preflight import PreflightPane
from caseworker.screens.desk.record import RecordPane
from caseworker.screens.desk.ways import Ways

if TYPE_CHECKING:
    from caseworker.casework.acting import Changed
    from caseworker.casework.office import Office
    from caseworker.casework.views import CaseView, Done, PointView, Suggested


FOCUS = {
    "case": "MotoristText",
    "evidence": "#evidence-list",
    "record": "RecordPane",
    "points": "#points-list",
    "decision": "DecisionPane",
    "compose": "#blocks",
    "preflight": "#letter-scroll",
}
"""What has the focus when a mode begins."""
PAGES = ("words", "sheet", "side")
"""What a narrow screen shows one at a time."""
WHOLE = ("compose", "preflight")
"""Modes whose pane takes the whole room."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done on the open case, with what stood before it."""

    what: str
    """``suggestions``, ``points`` or ``decision``."""
    points: tuple[PointView, ...]
    dropped: frozenset[str]
    """Suggestions that had been dropped, by their slugs."""


class CaseRoom(Container):
    """The room of one case. It holds what was read and asks acts; panes draw what they are given.

    What officers do in it stands in parts: `Marking` (points), `Viewing`, `Waiting` (notes, holds),
    `Deciding`, `Lettering`.
    """

    DEFAULT_CSS = """
    CaseRoom { layout: horizontal; height: 1fr; }
    CaseRoom > #warnings-top { max-height: 7; }
    CaseRoom > MotoristText { width: 1fr; height: 1fr; }
    CaseRoom > #right { width: 1fr; height: 1fr; }
    CaseRoom CaseSheet { width: 1fr; height: auto; max-height: 60%; }
    CaseRoom #side { width: 1fr; height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(one.keys, one.verb, one.label, id=one.id, tooltip=one.help, show=False)
        for one in keys.DESK
        if one.group not in ("Everywhere", "Queue") or one.id == "desk.turn_page"
    ]
    app = getters.app(CaseworkerApp)
    words = getters.query_one(MotoristText)
    sheet = getters.query_one(CaseSheet)
    side = getters.query_one("#side", ContentSwitcher)
    evidence = getters.query_one(EvidencePane)
    record = getters.query_one(RecordPane)
    points = getters.query_one(PointsPane)
    decision = getters.query_one(DecisionPane)
    letter = getters.query_one(ComposePane)
    preflight = getters.query_one(PreflightPane)

    def __init__(self) -> None:
        super().__init__()
        self.view: CaseView | None = None
        self.found_none: dict[int, tuple[tuple[int, ...], frozenset[str]]] = {}
        """Suggestions dropped in this sitting, by case, with the items that were read: more may come in."""
        self.begin()
        self.busy = False
        self.opening = asyncio.Lock()
        self.came_from = "case"
        self.of_draft = ""
        self.page = "words"
        self.recorded: Callable[[CaseView], None] | None = None

    def compose(self) -> ComposeResult:
        """Words left; facts, and the pane of the mode, right."""
        yield Warnings(id="warnings-top")
        yield MotoristText()
        with Vertical(id="right"):
            yield CaseSheet()
            with ContentSwitcher(initial="pane-evidence", id="side"):
                yield EvidencePane(id="pane-evidence")
                yield RecordPane(id="pane-record")
                yield PointsPane(id="pane-points")
                yield DecisionPane(id="pane-decision")
                yield ComposePane(id="pane-compose")
                yield PreflightPane(id="pane-preflight")

    @property
    def desk(self) -> Ways:
        """The screen on which this room stands."""
        screen = self.screen
        assert isinstance(screen, Ways)
        return screen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key works only where its mode lists it: nothing is decided or issued from another pane."""
        if f"desk.{action}" in keys.BY_ID:
            return self.desk.mode.allows(f"desk.{action}")
        return True

    def begin(self) -> None:
        """Forget what was done on the case before, but for what was found to be no point of its letters."""
        if self.view is not None:
            self.found_none[self.view.id] = items_of(self.view), self.dropped
        self.done: list[Step] = []
        self.just_issued = False
        """Whether this case came up after a letter was issued, and nothing was undone since."""
        self.dropped: frozenset[str] = frozenset()

    def waiting(self) -> tuple[Suggested, ...]:
        """Suggestions that were neither taken nor dropped; none once the case is decided."""
        if self.seen.decision is not None:
            return ()
        taken = {point.slug for point in self.seen.points}
        return tuple(one for one in self.seen.suggested if one.slug not in taken | self.dropped)

    def marks(self) -> tuple[PointView, ...]:
        """The points to mark in the motorist's words."""
        return self.seen.points

    async def offer_recall(self) -> bool:
        """Offer to take back the letter issued last; False where there is none."""
        return False

    async def undo_letter(self) -> None:
        """Have the letter as it was before its last change."""

    async def view_printed(self) -> None:
        """Open the letter as it will be printed."""

    def leave_pane(self) -> None:
        """The officer leaves a pane by esc: whatever it holds is kept first."""
        self.go("case")

    # -- showing ------------------------------------------------------------------------------------

    async def open(self, case_id: int) -> None:
        """Read a case and show it from the start."""
        self.begin()
        self.desk.unsay(self.of_draft)
        self.of_draft = ""
        if await self.read(case_id):
            items, dropped = self.found_none.get(case_id, ((), frozenset()))
            # Where more came in since, each suggestion waits to be judged on all of it.
            self.dropped = dropped if items == items_of(self.seen) else frozenset()
            self.go("case")
            if self.seen.draft_saved_at is not None:
                at = self.seen.draft_saved_at.astimezone()
                self.of_draft = (
                    f"A draft of your letter of {at:%H:%M} on {at.day} {at:%b} is kept: l goes on with it."
                )
                self.app.say(self.of_draft)

    @property
    def seen(self) -> CaseView:
        """The case that is open."""
        assert self.view is not None
        return self.view

    async def read(self, case_id: int) -> bool:
        """Read a case as it stands now; False where that was refused."""
        from caseworker.casework.desk.view import view

        found = await self.desk.try_act(view, case_id)
        if found is None:
            return False
        self.view = found
        self.sheet.show(found)
        self.query_one("#warnings-top", Warnings).show(found.warnings)
        what, at = f"{found.pcn}  {KINDS[found.facts.kind].upper()}", f"{found.data_as_of:%d %b %H:%M}"
        what += f"  linked {len(found.linked) + 1}" if found.linked else ""
        self.desk.header.mode(self.desk.mode.word, f"{what}  data as of {at}", f"{what}  data {at}", what)
        return True

    async def reread(self) -> None:
        """Read the open case again and draw the pane that shows."""
        if await self.read(self.seen.id):
            self.draw()

    async def see_again(self) -> None:
        """Read the open case again where the officer stands; a letter is planned anew, from the case."""
        if self.desk.mode.name in WHOLE:
            await self.open(self.seen.id)
        else:
            await self.reread()

    def draw(self) -> None:
        """Draw the words and the pane of the mode from what was read."""
        name, view = self.desk.mode.name, self.seen
        self.words.show(view, self.marks())
        if name == "points":
            self.points.show(view, self.dropped, focus=self.points.row)
        elif name in ("case", "evidence"):
            self.evidence.show(view)
        elif name == "record" and self.recorded is not None:
            self.recorded(view)

    def go(self, name: str) -> None:
        """Enter a mode: its pane at the side, the focus in it."""
        if name in ("evidence", "record") and self.desk.mode.name not in ("evidence", "record"):
            self.came_from = self.desk.mode.name if self.desk.mode.room == "case" else "case"
        self.desk.enter(name)
        self.side.current = f"pane-{self.desk.mode.pane}"
        self.page = "words" if name == "case" else "side"
        self.lay_out()
        self.draw()
        self.query_one(FOCUS[name]).focus()

    def lay_out(self) -> None:
        """Show what there is space for: one pane, two or three; the letter has the whole room."""
        narrow, wide = self.desk.has_class("-narrow"), self.desk.has_class("-wide")
        name = self.desk.mode.name
        whole = name in WHOLE
        both = narrow and name == "points" and self.page == "side"
        self.styles.layout = "vertical" if narrow else "horizontal"
        # The sheet with the warnings in it is a page away on a narrow screen: they stand above the words.
        top = self.query_one("#warnings-top")
        top.display = narrow and name == "case" and self.page == "words" and bool(self.seen.warnings)
        self.words.display = both or self.page == "words" if narrow else not whole
        self.sheet.display = self.page == "sheet" if narrow else not whole and (wide or name == "case")
        self.side.display = self.page == "side" if narrow else True
        right = self.query_one("#right")
        right.display = self.sheet.display or self.side.display
        right.styles.layout = "horizontal" if wide else "vertical"
        right.styles.width = "2fr" if wide else "1fr"
        self.sheet.styles.max_height = "100%" if narrow or wide else "60%"

    def on_resize(self) -> None:
        """Another width, another arrangement."""
        if self.view is not None:
            self.lay_out()

    def back(self) -> None:
        """Back a step."""
        if self.desk.mode.name in ("evidence", "record"):
            self.go(self.came_from)
        else:
            self.leave_pane()

    def action_turn_page(self) -> None:
        """On a narrow screen the next of words, facts, side; else the next pane gets the focus."""
        if not self.desk.has_class("-narrow"):
            self.screen.focus_next()
            return
        self.page = PAGES[(PAGES.index(self.page) + 1) % len(PAGES)]
        self.lay_out()
        wanted = {"words": "MotoristText", "sheet": "CaseSheet"}.get(self.page, FOCUS[self.desk.mode.name])
        self.query_one(wanted).focus()

    # -- reading the case ---------------------------------------------------------------------------

    def record_of(self, draw: Callable[[CaseView], None]) -> None:
        """Show one list of the record pane."""
        self.recorded = draw
        self.go("record")

    def action_timeline(self) -> None:
        """What happened, in order."""
        self.record_of(self.record.timeline)

    def action_money(self) -> None:
        """Charges and payments."""
        self.record_of(self.record.money)

    def action_others(self) -> None:
        """Other PCNs of the vehicle or the keeper, and how they ended."""
        self.record_of(self.record.others)

    def action_permits(self) -> None:
        """The vehicle's permits, paid sessions, vouchers and dispensations, and suspensions of the place."""
        self.record_of(self.record.permits)

    def action_place(self) -> None:
        """The place: restriction, order, signs and plans, this month's challenges."""
        self.record_of(self.record.place)

    # -- changing the case --------------------------------------------------------------------------

    async def act(self, doing: Callable[[Office], Done]) -> Done | None:
        """Run one act that changes the case, and say why it could not be; one at a time."""
        from caseworker.casework.acting import Changed
        from caseworker.casework.owing import Needs

        if self.busy:
            return None
        try:
            return await self.keep(doing)
        except Needs:
            raise
        except Changed:
            # Both sides were shown.
            return None
        except Exception as trouble:
            self.app.say_trouble(trouble)
            return None

    async def keep(self, doing: Callable[[Office], Done]) -> Done:
        """Run one act that changes the case, then read the case again: for a window that stays till then.

        A case changed by somebody else is shown on both sides, and nothing is written over.

        Raises:
            Refused: the act is refused, or another is under way.
        """
        from caseworker.casework.acting import Changed

        if self.busy:
            raise Refused("The last thing done on this case is still being kept.", do="Once more, please.")
        self.busy = True
        try:
            done = await self.app.ask(doing)
        except Changed as changed:
            await self.show_both(changed)
            raise
        finally:
            self.busy = False
        await self.reread()
        return done

    async def own(self) -> bool:
        """Whether the open case is the officer's to change; where not, that is said before they write."""
        from caseworker.casework.acting import check_own

        return await self.desk.try_act(check_own, self.seen.id) is not None

    async def show_both(self, changed: Changed) -> None:
        """Show the case as the officer had it and as it stands now; nothing of either is written over."""
        from caseworker.screens.asking import Tell
        from caseworker.screens.desk.changed import both

        before = self.seen
        await self.read(before.id)
        await self.app.push_screen_wait(Tell("Changed by somebody else", both(changed, before, self.seen)))
        self.draw()


def items_of(view: CaseView) -> tuple[int, ...]:
    """What a case held when it was read, by the items' ids."""
    return tuple(one.id for one in view.items)
