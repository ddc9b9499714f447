"""What can be asked of a case: the rule behind each day, sum, stage, ground and finding that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from caseworker.casework.office import Office
from caseworker.law import book, calendar, clocks, grounds, mitigation, notices, regimes, stages, why
from caseworker.law.beside import beside
from caseworker.law.charges import pounds
from caseworker.law.contraventions import contravention
from caseworker.law.facts import LetterKind
from caseworker.law.findings import Finding
from caseworker.law.refusals import Refused
from caseworker.law.tables import citation, day_words, table
from caseworker.law.why import Why

if TYPE_CHECKING:
    from caseworker.casework.lettering import Checked
    from caseworker.casework.views import CaseView, Choices, LedgerLine

OWN = "The council's own, and no law: it never moves a day that the law sets."


def of_case(view: CaseView) -> tuple[Why, ...]:
    """Everything that facts and clocks of a case show: the clocks first, then money, stage and the PCN."""
    return (
        *_clocks(view),
        *_kind(view),
        *_due(view),
        *_stage(view),
        *_pcn(view),
        *_people(view),
        *_own(view),
    )


def _kind(view: CaseView) -> Iterator[Why]:
    """What a case is that stands beside the dispute."""
    if view.facts.kind.beside:
        about = beside(view.facts.kind)
        yield why.rule(f"{about.label}: a case of its own", about.words, about.citation)


def _clocks(view: CaseView) -> Iterator[Why]:
    for one in view.clocks:
        yield why.of_clock(one)


def _due(view: CaseView) -> Iterator[Why]:
    money, here = view.money, _here(view)
    since = f"Tariff in force from {day_words(money.tariff_from)}, by the day of the contravention."
    due = why.of_sum("Due now", money.due_pence, money.why, money.tariff, since=money.tariff_from)
    lines = (f"{day_words(one.on)}: {_signed(one.pence)}{one.words}" for one in money.ledger.lines)
    yield replace(due, working=(why.amount_words(here), since, *lines))


def _signed(pence: int) -> str:
    """``+£80: ``; nothing for what only happened."""
    return f"{'+' if pence > 0 else ''}{pounds(pence)}: " if pence else ""


def of_money(view: CaseView) -> tuple[Why, ...]:
    """What is due, each entry of the ledger, and the figures of the tariff."""
    money = view.money
    figures = (
        ("Full charge", money.full_pence),
        ("Discounted", money.discount_pence),
        ("After a charge certificate", money.surcharged_pence),
    )
    words = f"The tariff of the day of the contravention, in force from {day_words(money.tariff_from)}."
    found = [why.of_sum(name, pence, words, money.tariff, since=money.tariff_from) for name, pence in figures]
    return (*_due(view), *(_entry(one) for one in money.ledger.lines), *found, *_stage(view))


def _entry(one: LedgerLine) -> Why:
    """A line of the ledger, with what its account is owed after it."""
    after = f"{one.account_label} after it: {pounds(one.balance_pence)}."
    added = f", {pounds(one.pence)}" if one.pence else ""
    title = f"{day_words(one.on)}: {one.kind_label}{added}"
    return replace(why.of_entry(one), title=title, working=(after,))


def _stage(view: CaseView) -> Iterator[Why]:
    yield why.of_stage(_here(view))


def _here(view: CaseView) -> stages.Stage:
    """The stage at which the PCN stands, as its own law has it; as any law has it where its own does not."""
    try:
        return stages.stage_of(view.facts.regime, view.facts.stage)
    except Refused:
        return stages.stage(view.facts.stage)


def _pcn(view: CaseView) -> Iterator[Why]:
    """The code, and the day of the contravention: it decides the tariff, and some clocks count from it."""
    facts = view.facts
    try:
        yield why.of_contravention(contravention(facts.code))
    except Refused as refused:
        yield why.rule(f"Contravention {facts.code}", str(refused), refused.citation)
    if facts.contravened_on is not None:
        choice = table("charges")["choice"]
        counted = [
            f"{row['label']}: {book.period_words(row)}."
            for row in clocks.clock_rows(facts.regime)
            if "contravention" in row["start"]
        ]
        title = f"Day of the contravention: {day_words(facts.contravened_on)}"
        yield why.rule(title, f"It decides {choice['words']}.", citation(choice), working=counted)


def _people(view: CaseView) -> Iterator[Why]:
    """Who is liable, and who must be served with our answer."""
    law = regimes.regime(view.facts.regime)
    words = f"Liable is the {law.liable}, under the {law.law}."
    yield why.rule("Who is liable", words, law.citation)
    for one in law.notices:
        if one.id == "decision-notice":
            yield replace(why.of_notice(one), title=f"Who is served: {one.label}")


def _own(view: CaseView) -> Iterator[Why]:
    """What the council set itself: an offer of the discount, a hold."""
    decision, hold = view.decision, view.hold
    if decision is not None and decision.discount_until is not None:
        words = f"The discount is offered again until {day_words(decision.discount_until)}. {view.money.why}"
        yield why.of_sum("Discount offered", decision.discount_pence or 0, words, view.money.tariff)
    if hold is not None:
        reply = next((one.citation for one in view.clocks if one.id == "reply"), None)
        words = "A hold is the office's own: no clock of the law waits for it."
        yield why.rule(f"On hold until {day_words(hold.until_on)}", words, reply)
    yield why.rule(
        f"Data as of {day_words(view.data_as_of.date())}",
        "When the council's case system wrote this record: what came in since is not in it.",
        None,
    )


def of_points(view: CaseView) -> dict[str, Why]:
    """The ground or mitigation of each point that stands or is suggested, by its slug."""
    from caseworker.law.points import point

    found: dict[str, Why] = {}
    for one in view.points:
        if (told := _put_under(one.ground, one.mitigation)) is not None:
            found[one.slug] = replace(told, title=f"{one.label} · {told.title}")
    for said in view.suggested:
        told = _put_under(*point(said.slug).under(view.facts.regime, view.facts.basis, view.facts.code))
        if said.slug not in found and told is not None:
            found[said.slug] = replace(told, title=f"{said.label} (usually) · {told.title}")
    return found


def _put_under(name: str, weighed: bool) -> Why | None:
    """The rule behind a ground or kind of mitigation; nothing where none, or an unknown one, is chosen."""
    try:
        if not name:
            return None
        return (
            why.of_mitigation(mitigation.mitigation(name)) if weighed else why.of_ground(grounds.ground(name))
        )
    except Refused:
        return None


def of_choices(view: CaseView, choices: Choices) -> tuple[Why, ...]:
    """Each consequence of cancelling and of upholding, then the guidelines."""
    told: dict[str, Why] = {}
    for key, allowed in (("cancel", choices.cancel), ("uphold", choices.uphold)):
        for one in allowed.consequences:
            here = why.of_consequence(one)
            both = "either way" if one.words in told else key
            told[one.words] = _said_first(here, f"{both}: {one.words}")
    own = [
        why.rule(f"guideline: {_short(one.situation)}", f"{one.situation}. {OWN}", None)
        for one in view.guidelines
    ]
    return (*told.values(), *own, *of_case(view))


def of_letter(view: CaseView, checked: Checked | None, letter_kind: str = "") -> tuple[Why, ...]:
    """The findings on a letter in their order, its days, and what a letter of its kind must say."""
    found: list[Why] = [of_finding(one) for one in checked.findings] if checked is not None else []
    if checked is not None:
        found.append(_served(checked.posts_on, view.facts.way or calendar.Service.FIRST_CLASS))
    kind = letter_kind or (view.decision.letter_kind if view.decision is not None else "")
    return (*found, *_must_say(kind, view.facts.regime), *of_case(view))


def of_finding(finding: Finding) -> Why:
    """One finding, by what it says of this letter."""
    told = why.of_finding(finding)
    return replace(told, title=f"{finding.level}: {finding.words}", working=told.working[1:])


def _said_first(told: Why, title: str) -> Why:
    """A rule whose words are its title: under them what they mean for the decision or the letter."""
    return replace(
        told, title=title, words=" ".join(told.working) or "It follows from this decision.", working=()
    )


def _must_say(kind: str, regime: str) -> list[Why]:
    try:
        items = notices.checklist(kind, regime) if kind else ()
    except Refused:
        return []
    return [_said_first(why.of_item(one), f"{one.id}: {one.words}") for one in items]


_HOW = {calendar.Service.BY_HAND: "Handed over", calendar.Service.EMAIL: "Emailed"}


def _served(posts_on: date, way: str) -> Why:
    """The day on which a letter is treated as served, by how it goes: `Service` by its name."""
    service = calendar.Service(way)
    how = _HOW.get(service, "Posted first class")
    return why.of_service(f"{how} {day_words(posts_on)}, served", _reckoned(posts_on, service))


def _reckoned(posts_on: date, service: calendar.Service) -> calendar.Reckoned:
    # What goes by email was issued so because that was agreed.
    agreed = service is calendar.Service.EMAIL
    return calendar.deemed_served_on(posts_on, service, calendar.england(), agreed=agreed)


def of_timeline(view: CaseView) -> tuple[Why, ...]:
    """The events of the law in a PCN's history, the newest first; then what the case shows."""
    events = {one.id: one.why for one in book.rules(view.facts.regime, "stages")}
    found = [
        replace(events[one.event], title=f"{day_words(one.on)}: {events[one.event].title}")
        for one in reversed(view.timeline)
        if one.event in events
    ]
    return (*found, *of_case(view))


def of_queued(office: Office, case_id: int, target: str = "") -> tuple[Why, ...]:
    """What a row of the queue shows: the day the law sets, the council's own target, and the rest.

    Args:
        target: the council's own standard, as the row says it.

    Raises:
        Refused: there is no such case.
    """
    view = _read(office, case_id)
    running = tuple(_clocks(view))
    words = f"How soon the council means to answer. {OWN}"
    own = (why.rule(f"Target: {target}", words, None),) if target else ()
    rest = tuple(one for one in of_case(view) if one not in running)
    return (*running, *own, *rest)


def of_posted(office: Office, case_id: int, kind: str, posts_on: date, way: str) -> tuple[Why, ...]:
    """The days of a letter on its way: served, the last day to serve it, and what runs from its service.

    Args:
        kind: which letter, as in `LetterKind`.
        posts_on: the post it goes with.
        way: how it goes, as in `Service`.

    Raises:
        Refused: there is no such case.
    """
    view = _read(office, case_id)
    served = _served(posts_on, way)
    found = [served]
    if kind == LetterKind.NOTICE_OF_REJECTION:
        found += _after_rejection(view.facts.regime, posts_on, way)
        if view.facts.received_on is not None and "reply" in clocks.clock_ids(view.facts.regime):
            found.insert(1, why.of_clock(clocks.work_out(view.facts.regime, "reply", view.facts.received_on)))
    return (*found, *(one for one in of_case(view) if one.title not in {each.title for each in found}))


def _after_rejection(regime: str, posts_on: date, way: str) -> list[Why]:
    """The clocks that a notice of rejection starts."""
    known = clocks.clock_ids(regime)
    started = [one for one in ("appeal", "charge-certificate-rejected") if one in known]
    service = calendar.Service(way)
    if service.posted:
        return [why.of_clock(clocks.work_out(regime, one, posts_on, posted=True)) for one in started]
    served_on = _reckoned(posts_on, service).day
    return [why.of_clock(clocks.work_out(regime, one, served_on)) for one in started]


def _read(office: Office, case_id: int) -> CaseView:
    from caseworker.casework.case import read

    with office.store.reading() as tx:
        return read(tx, office, case_id)


def _short(words: str, width: int = 64) -> str:
    line = " ".join(words.split())
    return line if len(line) <= width else line[: width - 1] + "…"
