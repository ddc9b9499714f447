"""The points pane: suggestions to take or drop, and the points that stand with their answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from caseworker.law import grounds, mitigation
from caseworker.law.refusals import Refused
from caseworker.widgets.listed import Listed
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.views import CaseView, PointView, Suggested

HINT = "enter take/answer · - drop · _ drop rest · + add · space accepted/not"


class PointsList(Listed):
    """Points, then suggestions; the keys that change them."""

    BINDINGS = [
        Binding("minus,delete", "tell('drop')", "drop", id="points.drop"),
        Binding("underscore", "tell('rest')", "drop all suggested", id="points.drop_rest"),
        Binding("plus,insert", "tell('add')", "add", id="points.add"),
        Binding("space", "tell('turn')", "accepted / not", id="points.turn"),
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

    case_id = 0
    order: tuple[str, ...] = ()
    """Slugs in the order of the rows: a row keeps its place when it is taken."""
    places: tuple[str, ...] = ()
    """The same with those that are gone: what comes back stands where it stood."""

    def place(self, case_id: int, rows: Iterable[str]) -> None:
        """Each row of this case where it stood; what is new below."""
        before = self.places if case_id == self.case_id else ()
        now = list(rows)
        self.case_id = case_id
        self.places = (*before, *(one for one in now if one not in before))
        self.order = tuple(one for one in self.places if one in now)

    @property
    def row(self) -> str | None:
        """Id of the row under the cursor: a slug, or ``?`` and a slug for a suggestion."""
        at = self.listed.highlighted
        return None if at is None else self.listed.get_option_at_index(at).id

    def stand_on(self, slug: str) -> None:
        """The cursor on a point, where it is listed: what was just added is answered next."""
        if slug in self.order:
            self.listed.highlighted = self.order.index(slug)

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield PointsList(id="points-list", markup=False)
        yield Static(HINT, id="points-hint")

    def show(
        self, view: CaseView, dropped: frozenset[str] = frozenset(), *, focus: str | None = None
    ) -> None:
        """List the points that stand, then the suggestions that were neither taken nor dropped."""
        at = self.listed.highlighted or 0
        # Where the cursor stood in another case says nothing of this one.
        focus = focus if view.id == self.case_id else None
        rows = {
            point.slug: Option(point_line(number, point, view), id=point.slug)
            for number, point in enumerate(view.points, 1)
        }
        taken = frozenset(rows)
        waiting = [one for one in view.suggested if one.slug not in taken | dropped]
        rows |= {one.slug: Option(suggestion_line(one), id=f"?{one.slug}") for one in waiting}
        self.place(view.id, rows)
        self.listed.clear_options()
        self.listed.add_options([rows[slug] for slug in self.order])
        ids = list(self.order)
        first = waiting[0].slug if waiting else None
        kept = (focus or "").removeprefix("?")
        if ids:
            # The cursor stays with its row; where that has gone, on the one that took its place.
            gone = min(at, len(ids) - 1) if focus else ids.index(first) if first else 0
            self.listed.highlighted = ids.index(kept) if kept in ids else gone
        self.border_title = f"Points raised · {len(taken)} taken, {len(waiting)} suggested"
        if not ids:
            self.listed.add_option(
                Option(Content("No point found. Press + to add one by words."), disabled=True)
            )


ANSWERS = {"upheld": "✔ accepted", "not-upheld": "✘ not accepted", None: "· no answer yet"}


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
