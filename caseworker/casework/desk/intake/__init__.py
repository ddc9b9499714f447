"""Take an import in: a batch lands whole or not at all, and the same batch again changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseworker.casework.office import Office
from caseworker.reading.delimited import Fault
from caseworker.reading.rows import Extract

if TYPE_CHECKING:
    from caseworker.casework.desk.intake.plan import Plan

__all__ = ["FileCount", "TakenIn", "take_in"]


@dataclass(frozen=True, slots=True)
class FileCount:
    """How many rows of one file were new, changed and as before."""

    file: str
    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What an import did, or would do."""

    new: int
    """Rows that were not known."""
    changed: int
    """PCNs whose facts differ from what was known."""
    unchanged: int
    cases_opened: int
    faults: tuple[Fault, ...]
    """Everything wrong with the batch; where there is anything, nothing landed."""
    files: tuple[FileCount, ...] = ()
    landed: bool = False
    """Whether anything was written."""
    again: bool = False
    """Whether this very folder had been taken in before."""


def take_in(
    office: Office,
    extract: Extract,
    *,
    dry_run: bool = False,
    told: Callable[[str], None] | None = None,
) -> TakenIn:
    """Take in what `reading.extract.read` read: one transaction, one audit entry.

    Args:
        office: who acts, the clock, the council and the store.
        extract: the rows, and the faults found while reading them.
        dry_run: work everything out and write nothing.
        told: called with a line for the person at each step of a long import.
    """
    from caseworker.casework.desk.intake.known import landed_before
    from caseworker.casework.desk.intake.plan import judged, plan_of

    if not extract.faults:
        with office.store.reading() as tx:
            if landed_before(tx, extract):
                return _as_before(extract)
    say = told or (lambda words: None)
    say(f"Checking {extract.rows:,} rows against the law.")
    rows = judged(office, extract)
    if dry_run or rows.faults:
        with office.store.reading() as tx:
            return _answer(plan_of(tx, office, rows), landed=False)
    with office.store.writing() as tx:
        say("Comparing with what is known.")
        plan = plan_of(tx, office, rows)
        if plan.faults or not plan.anything:
            return _answer(plan, landed=False)
        from caseworker.casework.desk.intake.land import land

        say(f"Writing {plan.new:,} new rows.")
        land(tx, office, plan)
    return _answer(plan, landed=True)


def _answer(plan: Plan, *, landed: bool) -> TakenIn:
    return TakenIn(
        new=plan.new,
        changed=plan.changed,
        unchanged=sum(one.unchanged for one in plan.files),
        cases_opened=plan.cases_opened,
        faults=tuple(sorted(plan.faults)),
        files=tuple(FileCount(one.file, one.new, one.changed, one.unchanged) for one in plan.files),
        landed=landed,
    )


def _as_before(extract: Extract) -> TakenIn:
    """The answer to a folder that landed before: everything is as it was."""
    groups = (extract.cases, extract.correspondence, extract.payments, extract.notes, extract.evidence)
    files = tuple(FileCount(group[0].file, 0, 0, len(group)) for group in groups if group)
    return TakenIn(0, 0, extract.rows, 0, (), files, again=True)
