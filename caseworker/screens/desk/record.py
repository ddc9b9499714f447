"""What the case holds beside the letter: timeline, money, permits, place and other PCNs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from caseworker.casework.office import LONDON
from caseworker.casework.posted import kind_words
from caseworker.casework.proceedings import due_words
from caseworker.screens.desk.case import pounds
from caseworker.screens.desk.evidence import paper_line
from caseworker.widgets.folded import Folded
from caseworker.widgets.literal import literal

NEAR = 5
"""Days before its last day at which what is to be done in proceedings stands out."""

if TYPE_CHECKING:
    from caseworker.casework.background import PermitView, PlaceView, SessionView
    from caseworker.casework.views import CaseView, LedgerView


class RecordPane(VerticalScroll):
    """One list to read; what it shows is chosen by key."""

    DEFAULT_CSS = """
    RecordPane { padding: 0 1; border: round $panel; border-title-color: $text; }
    RecordPane:focus { border: round $accent; }
    """

    def compose(self) -> ComposeResult:
        """One block of words."""
        yield Folded(id="record")

    def _put(self, title: str, lines: list[Content]) -> None:
        self.border_title = title
        self.query_one("#record", Folded).show(lines)
        self.scroll_home(animate=False)

    def timeline(self, view: CaseView) -> None:
        """What happened, in order; notes in between, in full."""
        told = [(event.on, clock(event.at), "", event.officer, event.words) for event in view.timeline]
        told += [
            (note.noted_at.astimezone(LONDON).date(), clock(note.noted_at), note.kind, note.by, note.text)
            for note in view.notes
        ]
        lines = [
            Content.assemble(
                (f"{on:%d %b %Y}  {f'{at}  ' if at else ''}", "dim"),
                literal(f"{kind + ': ' if kind else ''}{words}"),
                literal(f"  {by}").stylize("dim"),
            )
            for on, at, kind, by, words in sorted(told, key=lambda one: one[:2])
        ]
        beside = proceeding_lines(view)
        self._put("Timeline", [*beside, *lines] or [Content("Nothing is recorded yet.")])

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
                    f"Letter {letter.number} ({kind_words(letter.kind)}) to {letter.recipient}: "
                    f"{letter.where_words or f'{letter.posts_on:%d %b}'}"
                )
            )
        lines += [Content(""), Content("Ledger").stylize("bold"), *ledger_lines(money.ledger)]
        self._put("Money and letters", lines)

    def others(self, view: CaseView) -> None:
        """Other PCNs of the same vehicle or keeper."""
        lines: list[Content] = []
        for one in view.others:
            said = f"{one.pcn}  {one.vrm}  {one.contravened_on:%d %b %Y}  code {one.code}  {one.location}"
            lines.append(literal(f"{said}  {one.stage}  ({one.reason})"))
            if one.same:
                words = f"  ! {one.ended}: the same reason as here, in the last twelve months"
                lines.append(literal(words).stylize("$text-warning"))
            elif one.ended:
                lines.append(literal(f"  {one.ended}"))
        self._put("Other PCNs of this vehicle or keeper", lines or [Content("There are none.")])

    def permits(self, view: CaseView) -> None:
        """Permits and sessions of the vehicle and its look-alikes, a day either side; suspensions."""
        lines = [literal(f"Permits of {view.facts.vrm}").stylize("bold")]
        for permit in view.background.permits:
            lines += permit_lines(permit)
        if not view.background.permits:
            lines.append(Content("  None on the day, the day before or the day after."))
        lines += [Content(""), Content("Paid sessions, vouchers, dispensations, suspensions").stylize("bold")]
        for one in view.background.sessions:
            lines += session_lines(one)
        if not view.background.sessions:
            lines.append(Content("  None on the day, the day before or the day after."))
        self._put("Permits and sessions, a day either side", lines)

    def place(self, view: CaseView) -> None:
        """The place: its restriction, the order behind it, and this month's challenges."""
        place, day = view.background.place, view.facts.contravened_on
        lines = [literal(f"{view.facts.location}: {view.restriction or 'no restriction given'}")]
        if place is None:
            lines.append(
                Content("No street of locations.csv begins this place: its order is not known here.")
            )
        else:
            lines += place_lines(place)
            if day is not None and (warning := place.warning(day)):
                lines.append(literal(f"! {warning}").stylize("$text-warning"))
            elif day is not None and place.in_force:
                lines.append(literal(f"  in force on the day, {day:%d %b %Y}"))
            lines += [Content(""), *(paper_line(one) for one in place.papers)]
            if place.papers:
                lines.append(Content("They stand under the evidence (v): enter opens them."))
        lines += [Content(""), literal(view.background.month)]
        self._put("The place and its order", lines)


def proceeding_lines(view: CaseView) -> list[Content]:
    """What runs beside the PCN, with its day; then what has ended. Nothing where there was none."""
    lines: list[Content] = []
    for one in view.proceedings:
        about = " · ".join(part for part in (one.form, one.ground, one.reference) if part)
        named = f"{one.label}{f' ({about})' if about else ''}"
        if not one.open:
            lines.append(literal(f"· {named}: ended {one.ended_on:%d %b %Y}, {one.result}").stylize("dim"))
            continue
        near = one.days_left is not None and one.days_left <= NEAR
        line = literal(f"{'!' if near else '■'} {named}: {due_words(one)}")
        lines.append(line.stylize("$text-warning") if near else line)
        lines.append(literal(f"    {one.words}").stylize("dim"))
        if one.note:
            lines.append(literal(f"    {one.note}"))
    if not lines:
        return []
    return [Content("Beside the PCN").stylize("bold"), *lines, Content("")]


def ledger_lines(ledger: LedgerView) -> list[Content]:
    """Every entry in a line: its day, what it adds or takes away, its account; what each account is owed."""
    lines, several = [], len({one.account for one in ledger.lines}) > 1
    for one in ledger.lines:
        named = one.words.startswith(one.account_label)
        where = f"{one.account_label}: " if several and not named else ""
        sign = "+" if one.pence > 0 else "-" if one.pence < 0 else ""
        added = f"{sign}{pounds(abs(one.pence))}" if one.pence else ""
        lines.append(literal(f"{one.on:%d %b %Y}  {added:>8}  {where}{one.words}"))
    lines += [literal(f"{'owed':>11}  {pounds(pence):>8}  {label}") for label, pence in ledger.owed]
    if ledger.overpaid_pence:
        lines.append(
            literal(f"! {pounds(ledger.overpaid_pence)} more came in than was owed: pay back or explain.")
        )
    return lines


def clock(at: datetime | None) -> str:
    """The time of day, in London; empty where none is known."""
    return f"{at.astimezone(LONDON):%H:%M}" if at is not None else ""


def permit_lines(permit: PermitView) -> list[Content]:
    """One permit: its dates, and whether it was valid on the day."""
    dates = f"{permit.valid_from:%d %b %Y} to {permit.valid_to:%d %b %Y}"
    zone = f" · zone {permit.zone}" if permit.zone else ""
    return [
        literal(f"{_shape(permit.standing)} {permit.kind} {permit.number} · {dates}{zone}"),
        literal(f"    {permit.standing}{_alike(permit.vrm, permit.alike)}"),
    ]


def session_lines(one: SessionView) -> list[Content]:
    """One session: its times, and whether it ran at the time of the contravention."""
    starts, ends = one.starts_at.astimezone(LONDON), one.ends_at.astimezone(LONDON)
    until = f"{ends:%H:%M}" if ends.date() == starts.date() else f"{ends:%d %b %H:%M}"
    paid = f" · {pounds(one.amount_pence)}" if one.amount_pence is not None else ""
    more = " · ".join(part for part in (one.location, one.reference, one.words) if part)
    return [
        literal(f"{_shape(one.standing)} {one.kind} {starts:%d %b %H:%M} to {until}{paid}"),
        literal(f"    {one.standing}{_alike(one.vrm, one.alike)}" + (f" · {more}" if more else "")),
    ]


def place_lines(place: PlaceView) -> list[Content]:
    """Street, restriction and order, in a line each."""
    street = ", ".join(part for part in (place.street, place.part) if part)
    zone = f" · zone {place.zone}" if place.zone else ""
    lines = [
        literal(f"{street}{zone}").stylize("bold"),
        literal(f"  {place.restriction}"),
        *([literal(f"  {place.hours}")] if place.hours and place.hours not in place.restriction else []),
    ]
    if place.parts > 1:
        lines.append(literal(f"  one of {place.parts} parts of this street, each with its own restriction"))
    if not place.order:
        return [*lines, Content("  no order is named for it")]
    named = (("article", place.article), ("schedule", place.schedule))
    where = ", ".join(_named(name, words) for name, words in named if words)
    until = f"until {place.to_on:%d %b %Y}" if place.to_on else "with no end"
    since = f"{place.from_on:%d %b %Y}" if place.from_on else "a day not known"
    return [
        *lines,
        literal(f"  {place.order}" + (f" ({where})" if where else "")),
        literal(f"  hours {place.order_hours or 'not given'} · in force from {since} {until}"),
    ]


def _named(name: str, words: str) -> str:
    """``article 6``, whether the record says “6” or “Article 6”."""
    return words if words.casefold().startswith(name) else f"{name} {words}"


def _shape(standing: str) -> str:
    """A full square for what covers the day or the time, an empty one for what does not."""
    return "■" if standing.startswith(("valid", "running")) else "□"


def _alike(vrm: str, alike: bool) -> str:
    """The mark of a look-alike, named as one."""
    return f" · look-alike: {vrm}" if alike else ""
