"""What cannot be so in the history of a PCN: days in the wrong order, notices twice, ends that are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from caseworker.law.citations import Citation
from caseworker.law.regimes import Regime, regime
from caseworker.law.stages import event_ids, events, stage, stages
from caseworker.law.tables import day_words, table, unknown


@dataclass(frozen=True, slots=True)
class Lived:
    """One thing that happened, on a day."""

    kind: str
    """An event of ``stages.toml``, or one of the days that ``chronology.toml`` names beside them."""
    on: date


@dataclass(frozen=True, slots=True)
class History:
    """What is said to have happened to one PCN, in any order."""

    regime: str
    today: date
    lived: tuple[Lived, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot be so. The case stays workable: the day is kept aside, and somebody looks."""

    code: str
    """``future``, ``foreign``, ``missing``, ``order``, ``same-day``, ``twice``, ``both`` or ``ended``."""
    kind: str
    """The event of which it is told."""
    on: date
    what: str
    rule: str
    do: str
    citation: Citation


def faults(history: History) -> tuple[Fault, ...]:
    """Everything that cannot be so in a history, in the order of its events; nothing where all can.

    Raises:
        Refused: an event or a regime that does not exist.
    """
    law = regime(history.regime)
    for one in history.lived:
        if one.kind not in event_ids() and one.kind not in table("chronology")["days"]:
            raise unknown("event", one.kind, {*event_ids(), *table("chronology")["days"]})
    found: list[Fault] = []
    for place, one in enumerate(history.lived):
        told = list(_foreign(law, one)) or [
            *_future(law, one, history.today),
            *_order(law, one, history.lived),
            *_before_all(law, one, history.lived),
            *_same_day(law, one, history.lived[:place]),
            *_twice(law, one, history.lived[:place], history.lived),
            *_only(law, one, history.lived[:place], history.lived),
            *_ended(law, one, history.lived),
        ]
        found += told
    return tuple(found)


def against(history: History, one: Lived) -> tuple[Fault, ...]:
    """What one more event would bring into a history that cannot be so; nothing where it can.

    What is known may be less than what happened, so nothing is told as missing; and money comes on the day
    on which it comes, whatever was served since.

    Args:
        history: what is known, first to last as it was entered.
        one: the event that is entered now.

    Raises:
        Refused: an event or a regime that does not exist.
    """
    known = replace(history, lived=_this_round(history.lived))
    before = set(faults(known))
    return tuple(
        fault
        for fault in faults(replace(known, lived=(*known.lived, one)))
        if fault not in before
        and fault.code not in ("missing", "foreign")
        and not (fault.code == "ended" and one.kind in table("chronology")["money"]["kinds"])
    )


def _this_round(lived: tuple[Lived, ...]) -> tuple[Lived, ...]:
    """What is known since a case last began again; the PCN's own days stay."""
    begun = [one.on for one in lived if one.kind in table("chronology")["restart"]["kinds"]]
    own = table("chronology")["days"]
    return tuple(one for one in lived if one.kind in own or not begun or one.on >= max(begun))


def label(kind: str) -> str:
    """An event's name in words."""
    days: Mapping[str, str] = table("chronology")["days"]
    return days[kind] if kind in days else _labels()[kind]


@cache
def _labels() -> Mapping[str, str]:
    return {row["id"]: row["label"] for row in table("stages")["event"]}


@cache
def _known(regime_id: str) -> Mapping[str, frozenset[str]]:
    """Every event of a regime, with the stages to which it leads."""
    found: dict[str, set[str]] = {}
    for one in stages(regime_id):
        for event in events(regime_id, one.id):
            found.setdefault(event.event, set()).add(event.to)
    return {event: frozenset(to) for event, to in found.items()}


def _fault(law: Regime, code: str, one: Lived, what: str, rule: str, do: str) -> Fault:
    return Fault(code, one.kind, one.on, what, rule, do, law.citation)


def _said(one: Lived) -> str:
    return f'"{label(one.kind)}" on {day_words(one.on)}'


def _foreign(law: Regime, one: Lived) -> Iterator[Fault]:
    """What another law has, and this one has not."""
    if one.kind in table("chronology")["days"] or one.kind in _known(law.id):
        return
    what = f"{_said(one)}: there is no such thing in {law.id}."
    yield _fault(law, "foreign", one, what, f"{law.label}: {law.law}.", "Check the regime, then the row.")


def _future(law: Regime, one: Lived, today: date) -> Iterator[Fault]:
    if one.on > today:
        what = f"{_said(one)} is still to come: today is {day_words(today)}."
        yield _fault(law, "future", one, what, "What has not come has not happened.", "Check the day.")


def _order(law: Regime, one: Lived, lived: tuple[Lived, ...]) -> Iterator[Fault]:
    """What comes before that which it follows, or without it."""
    for row in _rows(law.id, one.kind):
        before = [other for other in lived if other.kind in row["after"]]
        first = min(before, key=lambda other: other.on, default=None)
        if first is None:
            if row.get("needs"):
                wanted = " or ".join(f'"{label(kind)}"' for kind in row["after"] if _has(law, kind))
                what = f"{_said(one)}, but nothing says {wanted}."
                yield _fault(law, "missing", one, what, row["rule"], "Enter its day, or check this one.")
        elif one.on < first.on or (one.on == first.on and not row["same_day"]):
            where = "on the same day as" if one.on == first.on else "before"
            if _again(table("chronology")["restart"]["kinds"], first, one, lived):
                continue  # the one belongs to the first round, the other to the next
            what = f"{_said(one)} comes {where} {_said(first)}."
            yield _fault(law, "order", one, what, row["rule"], "Check both days at their source.")


def _before_all(law: Regime, one: Lived, lived: tuple[Lived, ...]) -> Iterator[Fault]:
    """Anything at all before what the PCN alleges."""
    row = table("chronology")["first"]
    if any(told.code == "order" for told in _order(law, one, lived)):
        return
    first = min((other for other in lived if other.kind == row["kind"]), key=lambda it: it.on, default=None)
    if first is not None and one.on < first.on:
        what = f"{_said(one)} comes before {_said(first)}."
        yield _fault(law, "order", one, what, row["rule"], "Check both days at their source.")


def _has(law: Regime, kind: str) -> bool:
    return kind in table("chronology")["days"] or kind in _known(law.id)


@cache
def _rows(regime_id: str, kind: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(
        row
        for row in table("chronology")["order"]
        if kind in row["then"] and regime_id in row.get("regimes", [regime_id])
    )


def _same_day(law: Regime, one: Lived, before: tuple[Lived, ...]) -> Iterator[Fault]:
    """Two notices that the law requires, on one day."""
    notices = table("chronology")["notices"]["kinds"]
    for other in before:
        if one.kind in notices and other.kind in notices and one.kind != other.kind and one.on == other.on:
            what = f'{_said(one)}, and "{label(other.kind)}" too.'
            rule = "Each notice gives its own time to act before the next."
            yield _fault(law, "same-day", one, what, rule, "Check which of the two was served.")


def _again(kinds: Iterable[str], one: Lived, other: Lived, lived: tuple[Lived, ...]) -> bool:
    """Whether something between two days lets the thing be again."""
    return any(another.kind in kinds and other.on <= another.on <= one.on for another in lived)


def _twice(law: Regime, one: Lived, before: tuple[Lived, ...], lived: tuple[Lived, ...]) -> Iterator[Fault]:
    """A notice that was served already, and not undone since."""
    if one.kind not in table("chronology")["notices"]["kinds"]:
        return
    again = table("chronology")["notices"]["again"]
    for other in before:
        if other.kind == one.kind and not _again(again, one, other, lived):
            what = f"{_said(one)}, and on {day_words(other.on)} already."
            rule = "A notice is served once, unless the court has undone it."
            yield _fault(law, "twice", one, what, rule, "Keep the one that was served; the other is a copy.")
            return


_WHICH = "Find out which of the two it was."


def _only(law: Regime, one: Lived, before: tuple[Lived, ...], lived: tuple[Lived, ...]) -> Iterator[Fault]:
    """Two ends of one thing."""
    for row in table("chronology")["only"]:
        if one.kind not in row["kinds"]:
            continue
        for other in before:
            if other.kind in row["kinds"] and not _again(
                table("chronology")["restart"]["kinds"], one, other, lived
            ):
                again = one.kind == other.kind
                what = f"{_said(one)}, and {f'on {day_words(other.on)} already' if again else _said(other)}."
                do = "Keep the day that is on file, or have it put right." if again else _WHICH
                yield _fault(law, "both", one, what, row["rule"], do)
                return


def _ended(law: Regime, one: Lived, lived: tuple[Lived, ...]) -> Iterator[Fault]:
    """A notice after the case had come to its end."""
    if one.kind not in table("chronology")["notices"]["kinds"]:
        return
    for other in lived:
        ends = _known(law.id).get(other.kind, frozenset())
        if other.on < one.on and ends and all(stage(to).closed for to in ends):
            what = f"{_said(one)}, after {_said(other)}."
            rule = "Nothing is served once a case is closed."
            do = "Check whether the payment or the cancellation was taken back."
            yield _fault(law, "ended", one, what, rule, do)
            return
