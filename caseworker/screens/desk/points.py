"""The points pane: suggestions to take or drop, and the points that stand with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from caseworker.law import grounds, mitigation
from caseworker.law.refusals import Refused
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.views import CaseView, PointView, Suggested

HINT = "enter take, or answer · - drop · + add · space upheld / not upheld · d decision"


class PointsList(OptionList):
    """Points, then suggestions; the keys that change them."""

    BINDINGS = [
        Binding("minus,delete", "tell('drop')", "drop", id="points.drop"),
        Binding("plus,insert", "tell('add')", "add", id="points.add"),
        Binding("space", "tell('turn')", "upheld / not", id="points.turn"),
    ]

    class Asked(Message):
        """The officer asked for something to be done with the row under the cursor."""

        def __init__(self, verb: str, row: str) -> None:
            super().__init__()
            self.verb = verb
            self.row = row

    def action_tell(self, verb: str) -> None:
        """Say what was asked, of which row."""
        row = "" if self.highlighted is None else self.get_option_at_index(self.highlighted).id or ""
        self.post_message(self.Asked(verb, row))


class PointsPane(Vertical):
    """Points taken, each with its ground or mitigation and answer; suggestions under them."""

    DEFAULT_CSS = """
    PointsPane { border: round $accent; border-title-color: $text; }
    PointsPane > PointsList { height: 1fr; border: none; padding: 0 1; text-wrap: nowrap;
        text-overflow: ellipsis; }
    PointsPane > PointsList:focus { border: none; }
    PointsPane > #points-hint { height: auto; padding: 0 1; color: $text-muted; }
    """
    BORDER_TITLE = "Points raised"
    listed = getters.query_one(PointsList)

    @property
    def row(self) -> str | None:
        """Id of the row under the cursor: a slug, or ``?`` and a slug for a suggestion."""
        at = self.listed.highlighted
        return None if at is None else self.listed.get_option_at_index(at).id

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield PointsList(id="points-list", markup=False)
        yield Static(HINT, id="points-hint")

    def show(
        self, view: CaseView, dropped: frozenset[str] = frozenset(), *, focus: str | None = None
    ) -> None:
        """List the points that stand, then the suggestions that were neither taken nor dropped."""
        options = [
            Option(point_line(number, point, view), id=point.slug)
            for number, point in enumerate(view.points, 1)
        ]
        taken = {point.slug for point in view.points}
        waiting = [one for one in view.suggested if one.slug not in taken | dropped]
        options += [Option(suggestion_line(one), id=f"?{one.slug}") for one in waiting]
        self.listed.clear_options()
        self.listed.add_options(options)
        ids = [option.id for option in options]
        first = f"?{waiting[0].slug}" if waiting else None
        wanted = focus if focus in ids else first if first in ids else None
        if ids:
            self.listed.highlighted = ids.index(wanted) if wanted else 0
        self.border_title = f"Points raised · {len(taken)} taken, {len(waiting)} suggested"
        if not ids:
            self.listed.add_option(
                Option(Content("No point found. Press + to add one by words."), disabled=True)
            )


ANSWERS = {"upheld": "✔ upheld", "not-upheld": "✘ not upheld", None: "· no answer yet"}


def point_line(number: int, point: PointView, view: CaseView) -> Content:
    """One point that stands: number, label, answer; ground; evidence relied on and opened."""
    unopened = {one.id for one in view.unopened}
    relied = len(point.evidence)
    left = sum(1 for one in point.evidence if one in unopened)
    seen = "no evidence relied on" if not relied else f"{relied - left} of {relied} evidence opened"
    kind = f"{'mitigation' if point.mitigation else 'ground'}: {short(ground_label(point), 60)}"
    head = literal(f"{number}  {point.label}   {ANSWERS[point.outcome]}")
    said = f" · “{short(point.words)}”" if point.words else ""
    under = literal(f"\n   {seen} · {kind}{said}")
    reason = literal(f"\n   why: {short(point.reason, 200)}") if point.reason else Content("")
    return Content.assemble(head.stylize("bold"), under.stylize("dim"), reason)


def ground_label(point: PointView) -> str:
    """The ground or mitigation of a point, in words; what the tables do not hold is shown as it stands."""
    if not point.ground:
        return "none"
    try:
        if point.mitigation:
            return mitigation.mitigation(point.ground).label
        return grounds.ground(point.ground).label
    except Refused:
        return f"'{point.ground}', unknown: enter chooses another"


def suggestion_line(one: Suggested) -> Content:
    """One suggestion, with the words that led to it."""
    return Content.assemble(
        ("?  ", "bold"),
        literal(f"{one.label}  (suggested)"),
        literal(f"\n   “{short(one.words)}”").stylize("dim"),
    )


def short(words: str, width: int = 90) -> str:
    """Words on one line, cut with a mark."""
    line = " ".join(words.split())
    return line if len(line) <= width else line[: width - 1] + "…"
