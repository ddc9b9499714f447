"""The case pane: the motorist's words, the facts, the clocks and what stands in the way, all at once."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from caseworker.casework.links import said
from caseworker.casework.proceedings import due_words
from caseworker.text import clean
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.views import CaseView, ClockView, ItemView, PointView

SHAPES = {"past": "!", "today": "!", "soon": "~", "open": " ", "ended": "·"}
CHANNELS = {"web": "web form", "email": "email", "post": "post", "phone": "telephone note"}


def pounds(pence: int | None) -> str:
    """Pence as pounds: ``£160``, ``£2.60``."""
    if pence is None:
        return "—"
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"


class MotoristText(VerticalScroll):
    """All correspondence in order, each item's words as they came, points marked in place."""

    DEFAULT_CSS = """
    MotoristText { padding: 0 1; border: round $panel; border-title-color: $text; }
    MotoristText:focus { border: round $accent; }
    """
    BORDER_TITLE = "What was written"

    def compose(self) -> ComposeResult:
        """One block of words."""
        yield Static(id="words")

    def show(self, view: CaseView, marked: tuple[PointView, ...] = (), *, at: int | None = None) -> None:
        """Show the items; `at` is the item's character to bring into view."""
        parts: list[Content] = []
        place: int | None = None
        for item in view.items:
            body = item_content(item, marked)
            if place is None and any(point.item_id == item.id and point.start == at for point in marked):
                before = Content("\n").join(parts).plain if parts else ""
                place = before.count("\n") + item.text[: at or 0].count("\n") + 2
            parts.append(body)
        words = Content("\n").join(parts) if parts else Content("Nothing has been written on this PCN.")
        self.query_one("#words", Static).update(words)
        self.scroll_to(y=max(0, place - 3) if at is not None and place else 0, animate=False)


def item_content(item: ItemView, marked: tuple[PointView, ...]) -> Content:
    """One item: who, when and how; then the words, with the marked points underlined and numbered."""
    way = "to the council" if item.direction == "in" else "from the council"
    channel = CHANNELS.get(item.channel, item.channel)
    head = Content.assemble(
        literal(f"{item.received_on:%d %b %Y}").stylize("bold"),
        literal(f" · {channel} · {item.from_name or 'no name given'} {way}"),
        literal(" · another case" if item.elsewhere else "").stylize("dim"),
    )
    body = literal(item.text)
    for number, point in enumerate(marked, start=1):
        if point.item_id == item.id and point.start is not None and point.end is not None:
            body = body.stylize("underline bold" if number else "underline", point.start, point.end)
    subject = literal(item.subject + "\n") if item.subject else Content("")
    return Content.assemble(head, "\n", subject, body, "\n")


class CaseFacts(Static):
    """The facts in ten lines: PCN, vehicle, contravention, place, who wrote, who is liable, who is served."""

    DEFAULT_CSS = "CaseFacts { height: auto; padding: 0 1; }"

    lines: list[tuple[str, str]] = []
    drawn_at: int = -1
    """The width for which the lines were last folded."""

    def show(self, view: CaseView) -> None:
        """Show a case's facts."""
        facts = view.facts
        day = f"{facts.contravened_on:%a %d %b %Y}" if facts.contravened_on else "day unknown"
        self.lines = [
            ("PCN", f"{facts.pcn} · {view.regime_label}"),
            *([("By post", view.by_post)] if view.by_post else []),
            ("Vehicle", " · ".join(part for part in (facts.vrm, view.vehicle) if part)),
            ("Alleged", f"{facts.code} {facts.contravention}"),
            ("When", f"{day} {facts.contravened_time} · seen {view.observed}"),
            ("Where", " · ".join(part for part in (facts.location, view.restriction) if part)),
            *([("Held", view.held)] if view.held else []),
            *([("Linked", said(view.linked))] if view.linked else []),
            ("Wrote", f"{facts.writer.name or 'no name'} ({facts.writer_role})"),
            ("Liable", view.liable),
            ("Serve", view.serve),
            ("Stage", view.stage_label),
            ("Due now", f"{pounds(view.money.due_pence)} · {view.money.why}"),
            *(("Beside", f"{one.label}: {due_words(one)}") for one in view.proceedings if one.open),
            ("Data", f"as of {view.data_as_of:%d %b %H:%M} · by {view.enforced_by}"),
        ]
        self.draw()

    def on_resize(self) -> None:
        """Fit the new width; where only the height changed, all stands as it is."""
        if self.content_size.width != self.drawn_at:
            self.draw()

    def draw(self) -> None:
        """Name left, words right, and long words under words."""
        label = max((len(name) for name, _ in self.lines), default=0) + 2
        self.drawn_at = self.content_size.width
        room = max(20, self.drawn_at - label)
        rows: list[Content] = []
        for name, words in self.lines:
            first, *rest = wrap(clean(words), room) or [""]
            rows.append(Content.assemble((f"{name:>{label - 2}}  ", "dim"), literal(first)))
            rows += [literal(" " * label + line) for line in rest]
        self.update(Content("\n").join(rows))


class Warnings(Static):
    """What stands in the way, in words, at the top."""

    DEFAULT_CSS = """
    Warnings { height: auto; padding: 0 1; color: $text-warning; background: $warning-muted; display: none; }
    Warnings.-some { display: block; }
    """

    def show(self, warnings: tuple[str, ...]) -> None:
        """Show warnings, one a line; nothing at all where there are none."""
        self.set_class(bool(warnings), "-some")
        self.update(Content("\n").join(literal(f"! {words}") for words in warnings))


class ClockStrip(Static):
    """Each live clock: shape, word, last day, last safe posting day."""

    DEFAULT_CSS = "ClockStrip { height: auto; padding: 0 1; border-top: solid $panel; }"

    def show(self, clocks: tuple[ClockView, ...]) -> None:
        """Show the clocks that are running."""
        lines = [clock_line(clock) for clock in clocks]
        self.update(Content("\n").join(lines) if lines else Content("No clock runs on this case."))


def clock_line(clock: ClockView) -> Content:
    """One clock in one line."""
    left = clock.days_left
    when = "today" if left == 0 else f"{-left}d ago" if left < 0 else f"in {left}d"
    post = f" · post by {clock.safe_posting_on:%a %d %b}" if clock.safe_posting_on else ""
    mark = "" if clock.verified else " · rule NOT VERIFIED"
    style = {"past": "$text-error", "today": "$text-error", "soon": "$text-warning"}.get(clock.state, "")
    words = f"{SHAPES[clock.state]} {clock.label}: {clock.last_on:%a %d %b %Y} ({when}){post}{mark}"
    line = literal(words)
    return line.stylize(style) if style else line


class CaseSheet(VerticalScroll):
    """Warnings, facts and clocks, one under the other."""

    DEFAULT_CSS = """
    CaseSheet { border: round $panel; border-title-color: $text; }
    CaseSheet:focus { border: round $accent; }
    """
    BORDER_TITLE = "Facts and clocks"
    warnings = getters.query_one(Warnings)
    facts = getters.query_one(CaseFacts)
    clocks = getters.query_one(ClockStrip)

    def compose(self) -> ComposeResult:
        """The three, in the order of reading."""
        yield Warnings()
        yield CaseFacts()
        yield ClockStrip()

    def show(self, view: CaseView) -> None:
        """Show a case."""
        self.warnings.show(view.warnings)
        self.facts.show(view)
        self.clocks.show(view.clocks)
        self.scroll_home(animate=False)
