"""The preflight pane: the letter whole, every finding with its place, the facts it was checked against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from caseworker import keys
from caseworker.screens.base import CaseworkerApp
from caseworker.text import counted
from caseworker.widgets.listed import Listed
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.desk.compose import Checked
    from caseworker.casework.repairing import Repair
    from caseworker.casework.views import CaseView
    from caseworker.law.findings import Finding


FEW = 3
"""PCNs of one letter that are all named in its title."""


def word(finding: Finding) -> str:
    """How serious a finding is, in word and shape."""
    if finding.level == "amber":
        return "~ amber"
    return "! RED" if finding.hard else "! red, a second person may release"


class PreflightPane(Vertical):
    """The last look before a letter is issued."""

    DEFAULT_CSS = """
    PreflightPane { border: round $accent; border-title-color: $text; }
    PreflightPane > #verdict { height: auto; padding: 0 1; }
    PreflightPane > #findings { height: auto; max-height: 40%; border: none; padding: 0 1; }
    PreflightPane > #findings:focus { border: none; }
    PreflightPane #letter-scroll { height: 1fr; border-top: solid $panel; padding: 0 2; }
    PreflightPane #letter-text { width: 1fr; max-width: 90; height: auto; }
    """
    BORDER_TITLE = "Preflight"
    BINDINGS = [
        Binding("pagedown", "scroll_letter(1)", "letter down", priority=True, id="preflight.down"),
        Binding("pageup", "scroll_letter(-1)", "letter up", priority=True, id="preflight.up"),
        Binding("end", "scroll_letter(99)", "letter's end", priority=True, id="preflight.end"),
        Binding("home", "scroll_letter(-99)", "letter's head", priority=True, id="preflight.home"),
    ]
    app = getters.app(CaseworkerApp)
    listed = getters.query_one("#findings", OptionList)
    letter = getters.query_one("#letter-scroll", VerticalScroll)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.offers: Sequence[Repair | None] = ()
        """For each finding what puts it right, once that is known."""

    def compose(self) -> ComposeResult:
        """Verdict, findings, letter."""
        yield Static(id="verdict")
        yield Listed(id="findings", markup=False)
        with VerticalScroll(id="letter-scroll"):
            yield Static(id="letter-text")

    def key(self, name: str, usual: str) -> str:
        """The key of an action, as this officer has it."""
        return keys.shown(self.app.keymap.get(name, usual))

    def begin(
        self, views: Sequence[CaseView], checked: Checked, reasons: Mapping[str, tuple[str, str]]
    ) -> None:
        """Show a letter from its head, wherever the one before it was left."""
        self.offers = ()
        with self.prevent(OptionList.OptionHighlighted):
            self.show(views, checked, reasons)
        self.letter.scroll_home(animate=False)
        (self.listed if self.checked.findings else self.letter).focus()

    def show(
        self, views: Sequence[CaseView], checked: Checked, reasons: Mapping[str, tuple[str, str]]
    ) -> None:
        """Show the letter and its findings.

        Args:
            views: the cases that it answers.
            reasons: those given already, by the finding's mark.
        """
        from caseworker.casework.desk.issue import mark

        self.checked = checked
        letter = checked.letter
        self.given = given = [reasons.get(mark(one)) for one in checked.findings]
        standing = [i for i, reason in enumerate(given) if reason is None]
        reds = sum(1 for i in standing if checked.findings[i].level == "red")
        ambers = len(standing) - reds
        if reds:
            verdict = (
                f"! {reds} red, {ambers} amber: this letter cannot be issued yet. "
                f"{self.key('desk.decision', 'f4')} goes back to the letter."
            )
        elif ambers:
            override, back = self.key("desk.override", "f8"), self.key("desk.decision", "f4")
            verdict = f"~ {ambers} amber: {override} gives a reason, {back} goes back to the letter."
        else:
            issue = self.key("desk.issue", "y")
            verdict = f"✔ Nothing stands in the way. {issue} issues this letter; nothing else does."
        goes = "by hand" if checked.posts_on == checked.served_on else "posts"
        days = f"{goes} {checked.posts_on:%a %d %b %Y} · served {checked.served_on:%a %d %b %Y}"
        with_it = "".join(f" · enclose: {one}" for one in checked.enclosures)
        post = f"To {checked.recipient} · {days}{with_it} · pgdn reads on"
        news = [literal(f"! {words}").stylize("$text-warning") for words in checked.news]
        self.query_one("#verdict", Static).update(
            Content("\n").join([literal(verdict).stylize("bold"), literal(post), *news])
        )
        self.listed.clear_options()
        self.listed.add_options([Option(self.line(i), id=str(i)) for i in range(len(checked.findings))])
        self.listed.display = bool(checked.findings)
        if checked.findings:
            self.listed.highlighted = standing[0] if standing else 0
        body = literal(letter.text)
        for one in checked.findings:
            if one.start is not None and one.end is not None:
                body = body.stylize("reverse" if one.level == "red" else "underline", one.start, one.end)
        self.query_one("#letter-text", Static).update(body)
        self.border_title = literal(f"Preflight · {pcns_words(views)} · {checked.kind_words}")

    def line(self, index: int) -> Content:
        """A finding's line, with the key that puts it right where that is known."""
        offer = self.offers[index] if self.offers else None
        key = f"{self.key('desk.repair', 'c')} puts it right: {offer.words}" if offer is not None else ""
        return finding_content(self.checked.findings[index], self.given[index], key)

    def offer(self, offers: Sequence[Repair | None]) -> None:
        """Show what puts each finding right; the cursor stays where it is."""
        self.offers = offers
        for i in range(len(offers)):
            self.listed.replace_option_prompt_at_index(i, self.line(i))

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Bring the place of the finding into view."""
        message.stop()
        finding = self.checked.findings[int(message.option.id or 0)]
        if finding.start is not None:
            line = self.checked.letter.text[: finding.start].count("\n")
            self.query_one("#letter-scroll", VerticalScroll).scroll_to(y=max(0, line - 2), animate=False)

    def action_scroll_letter(self, pages: int) -> None:
        """Move the letter by so many screens; the findings stay."""
        self.letter.scroll_relative(y=pages * max(1, self.letter.size.height - 2), animate=False)

    @property
    def chosen(self) -> int | None:
        """Index of the finding under the cursor."""
        return self.listed.highlighted if self.checked.findings else None


def pcns_words(views: Sequence[CaseView]) -> str:
    """The PCNs that a letter answers: each of a few, else the first and how many others."""
    pcns = [one.pcn for one in views]
    if len(pcns) <= FEW:
        return ", ".join(pcns)
    return f"{pcns[0]} and {counted(len(pcns) - 1, 'other PCN')}"


def finding_content(finding: Finding, reason: tuple[str, str] | None, key: str = "") -> Content:
    """A finding: how serious, what is wrong, the rule, the repair; the reason where one was given.

    Args:
        key: which key puts it right, and how; empty where a person must.
    """
    head = literal(f"{'✔ passed' if reason else word(finding)}  {finding.words}")
    parts = [head.stylize("bold") if not reason else head]
    parts.append(literal(f"\n   rule: {finding.rule} ({finding.source})").stylize("dim"))
    if finding.repair and not reason:
        parts.append(literal(f"\n   repair: {finding.repair}"))
    if key and not reason:
        parts.append(literal(f"\n   {key}").stylize("bold"))
    if reason:
        parts.append(
            literal(f"\n   reason: {reason[1]}" + (f" (released by {reason[0]})" if reason[0] else ""))
        )
    return Content.assemble(*parts)
