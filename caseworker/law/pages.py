"""Pages of the book that other modules ask row by row: what may not be done, and what is paid back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker.law import stages, why
from caseworker.law.clocks import clock_rows
from caseworker.law.grounds import grounds
from caseworker.law.regimes import Regime
from caseworker.law.tables import citation, table
from caseworker.law.why import Why

Line = tuple[str, str, Why]
"""A row's name, what it says in a line, and the rule behind it."""
BECAUSE = {
    "ground": "on a ground",
    "compelling": "for compelling reasons",
    "deemed": "because time ran out",
    "any": "for any other reason",
}
"""Why a PCN is cancelled, as `law.refunds` asks it, in words."""


def guards(law: Regime) -> Iterator[Line]:
    """What bars an act in a regime: the guards, the limits of clocks on acts, what is said near a limit."""
    labels = _labels(law)
    for row in table("guards")["guard"]:
        events = [labels[event] for event in _barred(row) if event in labels]
        if events and law.id in row.get("regimes", [law.id]):
            told = [f"It stands before: {'; '.join(events)}."]
            words: str = row["label"]
            yield row["id"], words, why.rule(f"Guard: {words}", f"{words}.", citation(row), working=told)
    yield from _waits(law, labels)
    for row in table("guards")["alert"]:
        if law.id in row["regimes"]:
            days: int = row["days_before"]
            says = f"{row['words']}: said from {days} days before the last safe posting day on"
            yield row["level"], says, why.rule(f"Alert: {row['level']}", f"{says}.", citation(row))


def _labels(law: Regime) -> Mapping[str, str]:
    """The events that can happen in a regime, in words; the issue of a PCN among them."""
    found = {one.event: one.label for at in stages.stages(law.id) for one in stages.events(law.id, at.id)}
    found["pcn-served"] = "A PCN was served"
    if law.hire_transfer:
        found["hirer-notice-served"] = "A new notice to the hirer was served"
        found["owner-notice-served"] = "A new notice to the owner was served"
    return found


def _barred(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The events that a guard stands before."""
    acts: Mapping[str, list[str]] = table("guards")["acts"]
    return (*row.get("events", ()), *(event for act in row.get("acts", ()) for event in acts[act]))


def _waits(law: Regime, labels: Mapping[str, str]) -> Iterator[Line]:
    """Acts that are done in the time of a clock, or after it, each on the law of its clock."""
    clocks = {row["id"]: row for row in clock_rows(law.id)}
    for row in table("guards")["wait"]:
        if law.id not in row["regimes"]:
            continue
        clock, event = clocks[row["clock"]], labels.get(row["event"], row["event"].replace("-", " "))
        when = "only when the time has passed of" if row.get("over") else "in the time of"
        says = f"{event}: {when} “{clock['label']}”"
        told = [f"Counted from: {row['since'].replace('-', ' ')}."]
        if "at" in row:
            named = (stages.stage_of(law.id, one).label for one in row["at"] if law.id in _having(one))
            told.append(f"At: {'; '.join(named)}.")
        if "longer" in row:
            told.append(f"Where the keeper was asked in time: “{clocks[row['longer']]['label']}”.")
        title = f"Guard: {event}"
        yield row["guard"], says, why.rule(title, f"{says}.", citation(clock), working=told)


def _having(stage_id: str) -> tuple[str, ...]:
    """The regimes that have a stage."""
    return stages.stage(stage_id).regimes


def refunds(law: Regime) -> Iterator[Line]:
    """What is paid back in a regime when a PCN is cancelled, by why it is."""
    labels = {one.id: one.label for one in grounds(law.id)}
    for row in table("refunds")["refund"]:
        if law.id not in row["regimes"]:
            continue
        says = f"cancelled {' or '.join(BECAUSE[one] for one in row['why'])}: {row['words']}"
        told = [f"Of the accounts: {', '.join(row['accounts'])}."]
        if row.get("as_it_thinks_right"):
            told.append("The council decides how much.")
        if "more_words" in row:
            named = "; ".join(labels[one] for one in row["more_grounds"] if one in labels)
            told.append(f"On these grounds ({named}): {row['more_words']}.")
        title = f"Refund: cancelled {BECAUSE[row['why'][0]]}"
        words: str = row["words"]
        rule = why.rule(title, f"{words[:1].upper()}{words[1:]}.", citation(row), working=told)
        yield f"refund-{row['why'][0]}", says, rule
