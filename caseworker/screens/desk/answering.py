"""The window that answers one point: ground or mitigation, outcome, reason, evidence relied on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from caseworker.law.facts import PointOutcome
from caseworker.screens.asking import WordsArea
from caseworker.screens.desk.points import ANSWERS
from caseworker.screens.keeping import Keep, Keeping
from caseworker.screens.ticking import Ticks
from caseworker.text import clean
from caseworker.widgets.listed import Listed
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.views import EvidenceView, PointView

TURNS: dict[PointOutcome | None, PointOutcome | None] = {
    None: PointOutcome.UPHELD,
    PointOutcome.UPHELD: PointOutcome.NOT_UPHELD,
    PointOutcome.NOT_UPHELD: None,
}


def turned(point: PointView) -> PointView:
    """The point with the next answer: upheld, not upheld, none."""
    return replace(point, outcome=TURNS[point.outcome])


class AnswerPoint(Keeping):
    """Answer one point."""

    DEFAULT_CSS = """
    AnswerPoint { align: center middle; }
    AnswerPoint > Vertical { width: 90; max-width: 96%; height: 94%; border: round $accent;
        background: $surface; padding: 0 1; }
    AnswerPoint Static { height: auto; }
    AnswerPoint WordsArea { height: 6; border: tall $panel; }
    AnswerPoint OptionList, AnswerPoint OptionList:focus { border: none; }
    AnswerPoint #grounds { height: 1fr; min-height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    AnswerPoint Ticks { height: auto; max-height: 6; }
    AnswerPoint #why { max-height: 5; }
    AnswerPoint.-low #said { max-height: 2; }
    AnswerPoint.-low #why { max-height: 3; }
    AnswerPoint.-low WordsArea:blur { height: 3; }
    AnswerPoint.-low Ticks:blur { max-height: 2; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    BINDINGS = [
        Binding("escape", "leave", "leave it"),
        Binding("f5", "turn", "accepted / not"),
        Binding("f10", "keep", "keep"),
    ]
    area = getters.query_one(WordsArea)

    def __init__(
        self,
        point: PointView,
        grounds: tuple[tuple[str, str, bool], ...],
        evidence: tuple[EvidenceView, ...],
        keep: Keep | None = None,
        around: Mapping[PointOutcome, tuple[str, str]] | None = None,
    ) -> None:
        """Ask.

        Args:
            grounds: code, words, whether it is mitigation: all that this regime knows.
            keep: what is done with the answered point while the window stands.
            around: what the letter's own words say before and after the reason, by the answer.
        """
        super().__init__()
        self.keep, self.around = keep, around or {}
        self.point, self.grounds, self.evidence = point, grounds, evidence

    def compose(self) -> ComposeResult:
        """What was said, the answer, the reason, the ground, the evidence."""
        with Vertical() as box:
            box.border_title = literal(self.point.label)
            if self.point.words:
                yield Static(literal(f"“{self.point.words}”"), id="said")
            yield Static(id="answer")
            yield Static(id="why")
            area = WordsArea(clean(self.point.reason), soft_wrap=True, tab_behavior="focus")
            area.one = True
            yield area
            complaint = Static(id="complaint")
            complaint.display = False
            yield complaint
            yield Static(id="under")
            yield Listed(*(Option(ground_words(one)) for one in self.grounds), id="grounds", markup=False)
            if self.evidence:
                yield Static("Evidence relied on (space ticks):")
                yield Ticks([(one.label, one.id, one.id in self.point.evidence) for one in self.evidence])
            keys = "enter keep · f5 accepted / not accepted · tab next · esc leave it"
            yield Static(literal(keys).stylize("dim"))

    def on_mount(self) -> None:
        """Write the reason first."""
        codes = [code for code, _, _ in self.grounds]
        known = self.point.ground in codes
        # The list would begin on its first line, and a point under no ground would be kept under that.
        self.query_one("#grounds", OptionList).highlighted = codes.index(self.point.ground) if known else None
        if not known:
            self.query_one("#under", Static).update("Ground or mitigation (tab to the list, enter chooses):")
        self.area.move_cursor(self.area.document.end)
        self.area.focus()
        self.tell()

    def tell(self) -> None:
        """Say the answer as it stands."""
        self.query_one("#answer", Static).update(
            literal(f"Answer: {ANSWERS[self.point.outcome]}").stylize("bold")
        )
        self.query_one("#why", Static).update(why_words(self.around_now()))

    def around_now(self) -> tuple[str, str]:
        """The letter's own words before and after the reason, for the answer as it stands."""
        return self.around.get(self.point.outcome, ("", "")) if self.point.outcome else ("", "")

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Say whole under what it stands: the list cuts what is longer than its line."""
        if message.option_list.id == "grounds" and message.option_list.highlighted is not None:
            _, words, mitigation = self.grounds[message.option_index]
            kind = "Mitigation" if mitigation else "Ground"
            self.query_one("#under", Static).update(
                Content.assemble(
                    literal(f"{kind}: {words}").stylize("bold"), ("  (tab to the list, enter chooses)", "dim")
                )
            )

    def on_descendant_focus(self) -> None:
        """What has the cursor has the room: what is chosen stays in view."""
        self.call_after_refresh(self.query_one("#grounds", OptionList).scroll_to_highlight)

    def begun(self) -> bool:
        """Whether another reason stands there than at first."""
        return self.area.text != clean(self.point.reason)

    def action_turn(self) -> None:
        """Turn the answer."""
        self.point = turned(self.point)
        self.tell()

    def on_option_list_option_selected(self) -> None:
        """Enter keeps all, in either list: the ground under the cursor, what is ticked."""
        self.action_keep()

    def on_words_area_kept(self) -> None:
        """Enter in the reason keeps all."""
        self.action_keep()

    def action_keep(self) -> None:
        """Give the answered point back, where its reason can stand in a letter."""
        from caseworker.casework.reasons import check_reason

        if self.stands(lambda: check_reason(self.area.text)):
            self.give(self.answered())
        else:
            self.area.focus()

    def answered(self) -> PointView:
        """The point as it is answered here."""
        point = replace(self.point, reason=self.area.text.strip())
        at = self.query_one("#grounds", OptionList).highlighted
        if at is not None:
            code, _, mitigation = self.grounds[at]
            point = replace(point, ground=code, mitigation=mitigation)
        if self.evidence:
            point = replace(point, evidence=tuple(self.query_one(Ticks).selected))
        return point


def why_words(around: tuple[str, str]) -> Content:
    """What the reason is for, and between which words of the letter it will stand."""
    before, after = around
    places = [f"after “{before}”"] if before else []
    places += [f"before “{after}”"] if after else []
    if not places:
        return literal("Why (goes into the letter):")
    return Content.assemble("Why (goes into the letter ", literal(" and ".join(places)).stylize("dim"), "):")


def ground_words(one: tuple[str, str, bool]) -> Content:
    """A ground or a mitigation in one line."""
    code, words, mitigation = one
    return literal(f"{'mitigation' if mitigation else 'ground'}  {words}  [{code}]")
