"""The decision pane: cancelling and upholding side by side, with what law and guideline say of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from caseworker.casework.proceedings import due_words
from caseworker.casework.warnings import also_words
from caseworker.law.beside import beside
from caseworker.screens.desk.case import pounds
from caseworker.screens.desk.points import ANSWERS
from caseworker.widgets.folded import Folded
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.handover import Wanted
    from caseworker.casework.views import CaseView, Choices
    from caseworker.law.decisions import Allowed

LEVELS = {"info": "  ", "warn": "~ ", "bar": "! "}
DONE_BY = {"shown-first": "Both are entered by e, what happened."}
"""Which key does what a consequence asks for."""


class DecisionPane(VerticalScroll):
    """What is answered, what each outcome does, and the decision once it is made."""

    DEFAULT_CSS = """
    DecisionPane { border: round $accent; border-title-color: $text; padding: 0 1; }
    """
    BORDER_TITLE = "Decision"

    def compose(self) -> ComposeResult:
        """One block of words."""
        yield Folded(id="decision")

    def show(self, view: CaseView, choices: Choices, *, offering: bool = False, waiting: int = 0) -> None:
        """Show a case's points, its guideline and what each outcome would do.

        Args:
            offering: the officer has chosen to offer the discount where it may be.
            waiting: suggestions that were neither taken nor dropped.
        """
        parts: list[Content] = []
        if view.decision is not None:
            parts += decided_lines(view)
        parts += point_lines(view)
        if waiting:
            words = f"! suggested, neither taken nor dropped: {waiting} (p, then enter or -)"
            parts.insert(-1, literal(words).stylize("$text-warning"))
        parts += guideline_lines(view)
        for key, name, allowed, asks in (
            ("a", "cancel PCN", choices.cancel, choices.asks_cancel),
            ("r", "uphold PCN", choices.uphold, choices.asks_uphold),
        ):
            parts += outcome_lines(key, name, allowed, asks="" if view.decision else asks)
        if choices.uphold.discount == "may" and view.decision is None:
            chosen = "will be offered again" if offering else "will not be offered again"
            parts.append(literal(f"  g  the discount {chosen} if you uphold; it may be, with a reason"))
        self.put(parts)

    def show_beside(self, view: CaseView, ways: Sequence[tuple[str, str]], wanted: Sequence[Wanted]) -> None:
        """Show a case that decides nothing about the PCN.

        Args:
            ways: what can be done, each with its words.
            wanted: what the tribunal must be sent.
        """
        self.put(beside_lines(view, ways, wanted))

    def put(self, parts: list[Content]) -> None:
        """Show some lines from the first."""
        self.query_one("#decision", Folded).show(parts)
        self.scroll_home(animate=False)


def beside_lines(view: CaseView, ways: Sequence[tuple[str, str]], wanted: Sequence[Wanted]) -> list[Content]:
    """A case beside the dispute: what it is, what is open, what must be sent, what can be done."""
    about = beside(view.facts.kind)
    lines = [literal(f"{about.label}: a case of its own").stylize("bold"), literal(f"  {about.words}")]
    if view.decision is not None:
        found = view.decision.outcome.value.replace("-", " ")
        lines += [Content(""), literal(f"■ Settled: {found}").stylize("bold")]
        lines += [literal(f"  {view.decision.weighed}")] if view.decision.weighed else []
        lines.append(Content("  l writes the letter · u takes the answer back"))
    lines.append(Content(""))
    lines += [literal(f"{one.label}: {due_words(one)}") for one in view.proceedings if one.open]
    for one in wanted:
        by = f" by {one.by:%a %d %b}" if one.by else " before the hearing"
        line = literal(f"{'■' if one.held else '! □'} {one.paper.label}{by}: {one.words}")
        lines.append(line if one.held else line.stylize("$text-warning"))
    if view.decision is None:
        lines += [Content(""), Content.from_markup("[b reverse] b [/] [b]choose what is done[/b]")]
        lines += [literal(f"    {n}  {words}") for n, (_, words) in enumerate(ways, 1)]
    lines += [literal(f"! {words}").stylize("$text-warning") for words in also_words(view.also)]
    return lines


def decided_lines(view: CaseView) -> list[Content]:
    """The decision that stands."""
    decision = view.decision
    assert decision is not None
    if decision.outcome == "ask":
        return asked_lines(view)
    word = "CANCEL the PCN" if decision.outcome == "cancel" else "UPHOLD the PCN"
    kind = decision.letter_kind.replace("-", " ")
    lines = [literal(f"■ Decided: {word}   ({kind})").stylize("bold")]
    if decision.discount_until:
        offer = f"discount {pounds(decision.discount_pence)} until {decision.discount_until:%a %d %b %Y}"
        lines.append(literal(f"  {offer}"))
    if decision.refund_pence:
        lines.append(literal(f"  refund {pounds(decision.refund_pence)}"))
    if decision.weighed:
        lines.append(literal(f"  weighed: {decision.weighed}"))
    return [*lines, Content("  l writes the letter · u takes the decision back"), Content("")]


def asked_lines(view: CaseView) -> list[Content]:
    """What the motorist is to be asked for, and until when."""
    decision = view.decision
    assert decision is not None
    by = decision.answer_by
    until = f"{by:%A} {by.day} {by:%B %Y}" if by else "no day"
    return [
        literal(f"■ Nothing is decided: asked for, until {until}").stylize("bold"),
        *(literal(f"  · {one}") for one in decision.asked),
        Content("  l writes the letter · u takes the request back"),
        Content(""),
    ]


def point_lines(view: CaseView) -> list[Content]:
    """The points with their answers, in a line each."""
    if not view.points:
        return [
            literal("! No point is taken yet: p marks what the motorist said.").stylize("$text-warning"),
            Content(""),
        ]
    lines = [
        literal(f"{n}  {point.label}   {ANSWERS[point.outcome]}") for n, point in enumerate(view.points, 1)
    ]
    unopened = {one.id: one for one in view.unopened}
    relied = [unopened[one] for point in view.points for one in point.evidence if one in unopened]
    for one in dict.fromkeys(relied):
        opens = "v, then V opens it" if one.kind == "film" else "v opens it"
        lines.append(literal(f"! not opened yet: {one.label} ({opens})").stylize("$text-warning"))
    return [*lines, Content("")]


def guideline_lines(view: CaseView) -> list[Content]:
    """What the council's own guideline says of this situation: a guide, never a rule."""
    lines: list[Content] = []
    for guideline in view.guidelines:
        lines += [
            literal(f"Guideline: {guideline.situation}").stylize("bold"),
            literal(f"  usual outcome: {guideline.usual_outcome or 'none set; weigh it'}"),
            literal(f"  usually asked for: {guideline.evidence_usually}"),
        ]
        if guideline.first_time_rule:
            lines.append(literal(f"  first time: {guideline.first_time_rule}"))
    if lines:
        lines += [
            literal("  A guide, not a rule: say why it fits this case, or why not.").stylize("dim"),
            Content(""),
        ]
    return lines


def outcome_lines(key: str, name: str, allowed: Allowed, *, asks: str) -> list[Content]:
    """What one outcome does to the PCN, and what bars it; what will be asked for first."""
    more = f"  ({asks})" if asks and not allowed.bars else ""
    lines = [
        Content.from_markup(
            "[b reverse] $key [/] [b]$name[/b][dim]$more[/dim]", key=key, name=name, more=more
        )
    ]
    for one in allowed.consequences:
        line = literal(f"  {LEVELS.get(one.level, '  ')}{one.words}")
        lines.append(line.stylize("$text-error") if one.level == "bar" else line)
        if one.id in DONE_BY:
            lines.append(literal(f"    {DONE_BY[one.id]}"))
        if one.citation is not None:
            lines.append(literal(f"      {one.citation}").stylize("dim"))
    return [*lines, Content("")]
