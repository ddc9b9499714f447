"""What the case holds beside the letter: timeline, money, other PCNs of the vehicle, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from caseworker.screens.desk.case import pounds
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.views import CaseView


class RecordPane(VerticalScroll):
    """One list to read; what it shows is chosen by key."""

    DEFAULT_CSS = """
    RecordPane { padding: 0 1; border: round $panel; border-title-color: $text; }
    RecordPane:focus { border: round $accent; }
    """

    def compose(self) -> ComposeResult:
        """One block of words."""
        yield Static(id="record")

    def _put(self, title: str, lines: list[Content]) -> None:
        self.border_title = title
        self.query_one("#record", Static).update(Content("\n").join(lines))
        self.scroll_home(animate=False)

    def timeline(self, view: CaseView) -> None:
        """What happened, in order; notes in between, in full."""
        told = [(event.on, "", event.officer, event.words) for event in view.timeline]
        told += [(note.noted_at.date(), note.kind, note.by, note.text) for note in view.notes]
        lines = [
            Content.assemble(
                (f"{on:%d %b %Y}  ", "dim"),
                literal(f"{kind + ': ' if kind else ''}{words}"),
                literal(f"  {by}").stylize("dim"),
            )
            for on, kind, by, words in sorted(told, key=lambda one: one[0])
        ]
        self._put("Timeline", lines or [Content("Nothing is recorded yet.")])

    def money(self, view: CaseView) -> None:
        """Charges, payments, and what is due today with why."""
        money = view.money
        lines = [
            literal(f"Full charge          {pounds(money.full_pence):>8}"),
            literal(f"Discounted           {pounds(money.discount_pence):>8}"),
            literal(f"After a certificate  {pounds(money.surcharged_pence):>8}"),
            literal(f"Tariff since {money.tariff_from:%d %b %Y}: {money.tariff}"),
            Content(""),
        ]
        for payment in money.payments:
            lines.append(
                literal(
                    f"{payment.received_on:%d %b %Y}  paid {pounds(payment.amount_pence)}  {payment.method}"
                )
            )
        if not money.payments:
            lines.append(Content("Nothing has been paid."))
        lines += [Content(""), literal(f"Due now {pounds(money.due_pence)}: {money.why}")]
        for letter in view.letters:
            lines.append(
                literal(
                    f"Letter {letter.number} ({letter.kind}) to {letter.recipient}: "
                    f"{letter.where_words or f'{letter.posts_on:%d %b}'}"
                )
            )
        self._put("Money and letters", lines)

    def others(self, view: CaseView) -> None:
        """Other PCNs of the same vehicle or keeper."""
        lines = [
            literal(
                f"{one.pcn}  {one.vrm}  {one.contravened_on:%d %b %Y}  code {one.code}  {one.location}"
                f"  {one.stage}  ({one.reason})"
            )
            for one in view.others
        ]
        self._put("Other PCNs of this vehicle or keeper", lines or [Content("There are none.")])

    def why(self, view: CaseView) -> None:
        """The rule behind each date and sum on this case: words, citation, how verified, the working."""
        lines: list[Content] = []
        for clock in view.clocks:
            lines += [
                literal(f"{clock.label}: {clock.last_on:%a %d %b %Y}").stylize("bold"),
                literal(f"  rule: {clock.citation}"),
                *(literal(f"  {step}") for step in clock.working),
                *(literal(f"  ! {words}") for words in clock.warnings),
                literal(f"  if missed: {clock.if_missed}"),
                Content(""),
            ]
        money = view.money
        lines += [
            literal(f"Due now: {pounds(money.due_pence)}").stylize("bold"),
            literal(f"  {money.why}"),
            literal(f"  tariff in force from {money.tariff_from:%d %b %Y}: {money.tariff}"),
        ]
        self._put("Why? The rule behind each date and sum", lines)
