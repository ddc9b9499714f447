"""The law of one regime, leafed through table by table: every row with the rule behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import starmap
from typing import Any

from caseworker.law import contraventions, grounds, notices, pages, stages, why
from caseworker.law.calendar import Service
from caseworker.law.charges import pounds
from caseworker.law.citations import Citation
from caseworker.law.clocks import clock_rows
from caseworker.law.forms import forms
from caseworker.law.hire import hire_tests
from caseworker.law.kinds import Place
from caseworker.law.mitigation import mitigations
from caseworker.law.moments import moment_rows
from caseworker.law.proceedings import proceedings
from caseworker.law.refusals import Refused
from caseworker.law.regimes import Regime, regime, tribunal
from caseworker.law.tables import citation, day_words, table, unknown
from caseworker.law.why import Why


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a table, in a line, and the rule behind it."""

    id: str
    """Its name in the tables; two rows may share it where values changed on a day."""
    says: str
    """What it says, in a line."""
    why: Why


def rules(regime_id: str, name: str) -> tuple[Rule, ...]:
    """The rows of one table that hold in a regime.

    Args:
        regime_id: for example ``tma-reg9``.
        name: one of `TABLES`.
    """
    law = regime(regime_id)
    if name not in TABLES:
        raise unknown("table of the law", name, TABLES)
    return tuple(_READ[name](law))


def find(regime_id: str, rule_id: str) -> tuple[tuple[str, Rule], ...]:
    """Every row of this name in a regime, each with its table; refused where there is none."""
    every = [(name, one) for name in TABLES for one in rules(regime_id, name)]
    found = tuple((name, one) for name, one in every if one.id.casefold() == rule_id.strip().casefold())
    if not found:
        raise unknown(f"rule of {regime_id}", rule_id, {one.id for _, one in every})
    return found


# -- the regime itself ------------------------------------------------------------------------------


def _cited(rows: tuple[Any, ...], rule_id: str) -> Citation | None:
    return next((one.citation for one in rows if one.id == rule_id), None)


def _clock_cited(law: Regime, clock_id: str) -> Citation | None:
    return next((citation(row) for row in clock_rows(law.id) if row["id"] == clock_id), None)


Told = tuple[str, str, Citation | None]
"""A property of a regime: its name, what it says, and the law that rules it where a table names one."""


def _regime(law: Regime) -> Iterator[Rule]:
    """What the regime gives and does not give; each cited where the table that rules it says so."""
    for name, says, cited in (*_rights(law), *_duties(law)):
        whole = () if cited else ("Cited for the regime as a whole.",)
        title = f"{law.label}: {name.replace('-', ' ')}"
        yield Rule(name, says, why.rule(title, says, cited or law.citation, working=whole))
    for place in (one for one in Place if one in law.places):
        try:
            found = tribunal(place, law)
        except Refused:
            continue
        yield Rule(f"tribunal-{place}", f"{place}: {found.name}", why.of_tribunal(found))
    fixed = law.family in ("parking", "removal", "clamp") and not law.bases
    for way in (one for one in Service if one is not Service.FIXED or fixed):
        row = table("service")[way]
        own = next((one for one in row.get("own", ()) if law.id in one["regimes"]), row)
        title = f"{law.label}: service, {way.replace('-', ' ')}"
        yield Rule(way, f"service {row['words']}", why.rule(title, row["words"], citation(own)))


def _rights(law: Regime) -> Iterator[Told]:
    """Where it holds, who is liable, what can be paid and by when."""
    discount = ", ".join(
        f"{days} days{'' if basis == 'any' else f' ({basis})'}" for basis, days in law.discount_days.items()
    )
    enforcement = _cited(law.notices, law.enforcement_notice)
    yield "law", law.law, None
    yield "places", f"where it exists: {', '.join(law.places)}", None
    yield "bases", f"why it may come by post: {', '.join(law.bases) or 'not asked'}", None
    yield "liable", f"who is liable: the {law.liable}", None
    yield "informal", f"a challenge before the enforcement notice: {_yes(law.informal_stage)}", None
    yield "enforcement", f"represented against: the {law.terms}", enforcement
    yield "discount-days", f"the discount lasts: {discount or 'none'}", _clock_cited(law, "discount")
    counts = f"the discount counts from {law.discount_counts_from}"
    yield "discount-from", counts, _clock_cited(law, "discount")
    for row in table("discounts")["rule"]:
        if law.id in row["regimes"]:
            words: str = row["words"]
            yield f"discount-{row['id']}", f"no discount: {words[:1].lower()}{words[1:]}", citation(row)
    yield "pay-by-from", f"the time to pay counts from {law.pay_by_counts_from}", _clock_cited(law, "pay-by")


def _duties(law: Regime) -> Iterator[Told]:
    """What the council owes in answer, and what can follow."""
    grounded = grounds.grounds(law.id)
    limit = f"{law.reply_days} days, beginning with receipt" if law.reply_days else "no limit is set"
    missed = "; missed, the representations are taken as accepted" if law.deemed_acceptance else ""
    sworn = "a statutory declaration, sworn" if law.court_form_sworn else "a witness statement"
    form = f"{law.court_form} ({sworn}); out of time {law.late_form}" if law.court_form else "none"
    compelling, improper = _yes(law.compelling_reasons), _yes(law.procedural_impropriety)
    certificate = _cited(law.notices, "charge-certificate")
    yield "reply-days", f"a decision is served in: {limit}{missed}", _clock_cited(law, "reply")
    yield "recommendation", f"an adjudicator may recommend: {_yes(law.recommendation)}", None
    yield "costs", f"a rejection describes the power to award costs: {_yes(law.costs_statement)}", None
    yield (
        "compelling",
        f"compelling reasons are decided on: {compelling}",
        _cited(grounded, "compelling-reasons"),
    )
    yield (
        "impropriety",
        f"procedural impropriety is a ground: {improper}",
        _cited(grounded, "procedural-impropriety"),
    )
    yield "hire", f"liability moves to a hirer: {_yes(law.hire_transfer)}", None
    yield "certificate", f"a charge certificate exists: {_yes(law.certificate)}", certificate
    yield "court-form", f"answers an order for recovery: {form}", None
    yield "film", f"its film is seen before a rejection: {', '.join(law.film_bases) or 'no'}", None


def _yes(given: bool) -> str:
    return "yes" if given else "no"


# -- tables ------------------------------------------------------------------------------------------


def _notices(law: Regime) -> Iterator[Rule]:
    for one in law.notices:
        yield Rule(one.id, f"{one.label}: served on {one.served_on}", why.of_notice(one))


def _clocks(law: Regime) -> Iterator[Rule]:
    """The clocks that run in days, then those that run in minutes."""
    yield from _days(law)
    yield from _moments(law)


def _days(law: Regime) -> Iterator[Rule]:
    for row in clock_rows(law.id):
        says = f"{row['label']}: {period_words(row)}"
        yield Rule(
            row["id"],
            says,
            why.rule(
                f"Clock: {row['label']}",
                f"{_begun(period_words(row))}. If missed: {row['if_missed']}",
                citation(row),
                working=_steps(row),
                warnings=row.get("notes", ()),
            ),
        )


def _moments(law: Regime) -> Iterator[Rule]:
    """The clocks that run in minutes."""
    for row in moment_rows(law.id):
        length = f"{row['minutes']} minutes after" if "minutes" in row else "the day on which"
        says = f"{row['label']}: {length} {row['start']}"
        steps = [f"{row['says']}."]
        if "fewer" in row:
            fewer, pcns = row["fewer"]["minutes"], row["fewer"]["pcns"]
            steps.append(f"{fewer} minutes where at least {pcns} PCNs of this vehicle are unpaid.")
        told = why.rule(
            f"Clock: {row['label']}", f"{_begun(length)} {row['start']}.", citation(row), working=steps
        )
        yield Rule(row["id"], says, replace(told, warnings=tuple(row.get("notes", ()))))


KINDS = {
    "act-by": "The last day on which somebody may act",
    "serve-by": "Our notice must be served by the last day, so it is posted earlier",
    "from": "Something may be done from the day after the period, and not before",
}
"""What the last day of a clock is, by its kind."""


def _begun(words: str) -> str:
    """Words as a sentence begins; the rest stays as it is."""
    return words[:1].upper() + words[1:]


def _steps(row: Mapping[str, Any]) -> Iterator[str]:
    """What else is known of a clock's row."""
    yield f"{KINDS.get(row['kind'], row['kind'])}."
    if row.get("postable"):
        yield "Where the start was posted, its day of service is worked out first."
    if "wait_days" in row:
        yield f"Not before day {row['wait_days']} has passed."
    if "before_days" in row:
        yield f"It may be done {row['before_days']} days earlier already."
    if row.get("on_working_day"):
        yield "Where the last day is no working day, it moves to one."
    if "other_days" in row:
        yield f"Read the other way it is {row['other_days']} days: the council keeps to the safer reading."
    if row.get("careful"):
        yield "Whether the first day counts was not read: a day less is kept to."
    if row.get("policy"):
        yield "The council may set its own number of days."


def period_words(row: Mapping[str, Any]) -> str:
    """How long a clock's row runs, and from when: ``56 days beginning with the day …``."""
    begins = f"{'after' if row.get('excluding') else 'beginning with'} {row['start']}"
    if "days_by_basis" in row:
        each = ", ".join(f"{days} ({basis})" for basis, days in row["days_by_basis"].items())
        return f"days {begins}, by basis: {each}"
    if "working_days" in row:
        return f"{_many(row['working_days'], 'working day')} after {row['start']}"
    if "back_days" in row:
        return f"{_many(row['back_days'], 'day')} counted back from {row['start']}"
    if "months" in row:
        return f"{_many(row['months'], 'month')} {begins}"
    if "days" in row:
        then = f", then {_many(row['then_days'], 'day')} from that day" if "then_days" in row else ""
        return f"{_many(row['days'], 'day')} {begins}{then}"
    return f"counted from {row['start']}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _grounds(law: Regime) -> Iterator[Rule]:
    for one in grounds.grounds(law.id):
        yield Rule(one.id, one.label, why.of_ground(one))
    for weighed in mitigations(law.id):
        yield Rule(weighed.id, f"mitigation: {weighed.label}", why.of_mitigation(weighed))


def _checklists(law: Regime) -> Iterator[Rule]:
    for letter in dict.fromkeys(row["letter"] for row in table("notices")["item"]):
        try:
            items = notices.checklist(letter, law.id)
        except Refused:
            continue
        for one in items:
            says = f"{letter.replace('-', ' ')}{'' if one.required else ' (guidance)'}: {one.words}"
            yield Rule(one.id, says, why.of_item(one, letter.replace("-", " ")))


def _stages(law: Regime) -> Iterator[Rule]:
    """The stages, then what moves a notice from one to another."""
    here = stages.stages(law.id)
    for one in here:
        yield Rule(one.id, f"stage: {one.label}", why.of_stage(one))
    moves: dict[str, list[stages.Transition]] = {}
    for one in here:
        for moved in stages.events(law.id, one.id):
            moves.setdefault(moved.event, []).append(moved)
    for event, found in moves.items():
        yield Rule(event, f"event: {found[0].label}", why.of_event(found))


def _tariff(law: Regime) -> Iterator[Rule]:
    """The money rows of the charges table, whatever they are called."""
    for name, held in table("charges").items():
        for row in held if isinstance(held, list) else [held]:
            if isinstance(row, Mapping) and "instrument" in row and _owed_in(law, name) and _of(law, row):
                yield _money(name, row)


def _owed_in(law: Regime, name: str) -> bool:
    """Whether a kind of sum can be owed in a regime: the court's where it makes orders, a zone's in one."""
    if name == "daily_charge":
        return law.family == "clean-air-zone"
    return bool(law.court_form) or name not in ("court_fee", "agent_fee")


def _of(law: Regime, row: Mapping[str, Any]) -> bool:
    """Whether a row holds in a regime: named by it, its family or its place, or named by nothing."""
    if "regimes" in row:
        return law.id in row["regimes"]
    families = {law.family, *(one for basis in (None, *law.bases) for one in law.families(basis))}
    if "families" in row:
        return bool(families & set(row["families"]))
    if "family" in row and row["family"] not in families:
        return False
    return row.get("place", law.places[0]) in law.places


_LAW = ("instrument", "provision", "status", "source")
_NAMES = ("place", "band", "level", "account", "vehicle_class")
_DATES = ("valid_from", "valid_until")


def _money(name: str, row: Mapping[str, Any]) -> Rule:
    """A row of money: sums in pounds, its dates, and what else it says."""
    rule_id = "-".join([name, *(str(row[key]).casefold() for key in _NAMES if key in row)])
    sums = [f"{_sum_name(key)}{pounds(value)}" for key, value in row.items() if _is_pence(key, value)]
    since, until = row.get("valid_from"), row.get("valid_until")
    dates = [f"from {day_words(since)}"] if since else []
    dates += [f"until {day_words(until)}"] if until else []
    words = [str(row["words"])] if "words" in row else []
    named = " ".join(str(row[key]) for key in _NAMES if key in row)
    says = ", ".join(part for part in (named, *words, *sums, *dates) if part)
    told = [*_LAW, *_NAMES, *_DATES, "words", "id", "label", "families"]
    steps = [one for key, one in _fields(row, told) if not _is_pence(key, row[key])]
    title = f"Tariff: {row.get('label', named or row.get('words', name))}"
    return Rule(
        str(row.get("id", rule_id)), says, why.rule(title, says, citation(row), working=steps, since=since)
    )


def _sum_name(key: str) -> str:
    """``full_pence`` as ``full ``; nothing for the only sum of a row."""
    name = key.removesuffix("pence").replace("_", " ").strip()
    return f"{name} " if name else ""


def _is_pence(key: str, value: object) -> bool:
    """Whether a field is a sum: a whole number that does not say it counts something else."""
    counted = any(word in key for word in ("days", "hours", "months", "percent", "mille"))
    return isinstance(value, int) and not isinstance(value, bool) and not counted


def _forms(law: Regime) -> Iterator[Rule]:
    """Court forms with their grounds, kinds of proceedings, and what a hire firm must show."""
    for form in forms(law.id):
        yield Rule(form.id, f"form: {form.label}", why.of_form(form))
        for ground in form.grounds:
            told = why.of_form_ground(form, ground)
            yield Rule(f"{form.id}-{ground.id}", f"ground of {form.id}: {ground.label}", told)
    for kind in proceedings(law.id):
        yield Rule(kind.id, f"proceedings: {kind.label}", why.of_proceeding(kind))
    if law.hire_transfer:
        for test in hire_tests(law.id):
            yield Rule(test.id, f"hire firm: {test.question}", why.of_hire_test(test))


def _fields(row: Mapping[str, Any], left_out: tuple[str, ...] | list[str]) -> Iterator[tuple[str, str]]:
    """The other fields of a row, each in words."""
    for key, value in row.items():
        nested = isinstance(value, list) and any(isinstance(one, Mapping) for one in value)
        if key in left_out or nested or isinstance(value, Mapping):
            continue
        yield key, f"{key.replace('_', ' ').capitalize()}: {_value(value)}."


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _yes(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or "none"
    return day_words(value) if isinstance(value, date) else str(value).rstrip(".") or "none"


def _codes(law: Regime) -> Iterator[Rule]:
    families = dict.fromkeys(one for basis in (None, *law.bases) for one in law.families(basis))
    for family in families:
        for code in contraventions.codes(family):
            found = contraventions.contravention(code)
            level = f" ({found.level})" if found.level else ""
            yield Rule(code, f"{found.label}{level}", why.of_contravention(found))


_READ: Mapping[str, Callable[[Regime], Iterator[Rule]]] = {
    "regime": _regime,
    "notices": _notices,
    "clocks": _clocks,
    "grounds": _grounds,
    "checklists": _checklists,
    "stages": _stages,
    "tariff": _tariff,
    "forms": _forms,
    "codes": _codes,
    "guards": lambda law: starmap(Rule, pages.guards(law)),
    "refunds": lambda law: starmap(Rule, pages.refunds(law)),
}

TABLES = tuple(_READ)
"""The tables, in the order in which they are leafed through."""
