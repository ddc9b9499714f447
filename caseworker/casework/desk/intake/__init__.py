"""Take an import in: a batch lands whole or not at all, and the same batch again changes nothing.

Where a person asks for it, rows with faults are set aside with everything of their PCN, and the rest lands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.reading.delimited import Fault
from caseworker.reading.rows import Extract, Remark
from caseworker.text import clean

if TYPE_CHECKING:
    from caseworker.casework.desk.intake.run import Run

__all__ = ["FileCount", "TakenIn", "Told", "take_in"]

Told = Callable[[str, int, int], None]
"""Called with a step (``Checking``, ``Comparing``, ``Writing``), how much of it is done, and of how much."""


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
    """Rows whose facts differ from what was known."""
    unchanged: int
    cases_opened: int
    faults: tuple[Fault, ...]
    """Everything wrong; where there is anything, nothing landed, unless rows were set aside."""
    files: tuple[FileCount, ...] = ()
    landed: bool = False
    """Whether anything was written."""
    again: bool = False
    """Whether this very folder had been taken in before."""
    to_inbox: int = 0
    """Pieces of post and mail that wait for a person."""
    aside: tuple[tuple[str, int], ...] = ()
    """File and line of rows left out though nothing is wrong with them: another row of their PCN is."""
    remarks: tuple[Remark, ...] = ()
    """What was taken in as it was told, and is worth a look: money beyond what was due, days that clash."""


def take_in(
    office: Office,
    extract: Extract,
    *,
    dry_run: bool = False,
    set_aside: Collection[str] | None = None,
    told: Told | None = None,
    stop: Callable[[], bool] | None = None,
) -> TakenIn:
    """Take in what `reading.extract.read` read: one transaction, one audit entry.

    Args:
        office: who acts, the clock, the council and the store.
        extract: the rows, and the faults found while reading them.
        dry_run: work everything out and write nothing.
        set_aside: set faulty rows aside with everything of their PCN, and let the rest land: the PCNs of
            the rows that could not be read at all. None: any fault keeps everything from landing.
        told: called at each step, for a person who waits.
        stop: asked now and then; once it says so, nothing lands.

    Raises:
        Stopped: the person stopped it.
        Refused: rows are to be set aside, and a whole file could not be read; or another import brought the
            same at the same moment.
    """
    from caseworker.casework.desk.intake.run import Run, Undone

    if not extract.faults:
        with office.store.reading() as tx:
            if _landed_before(tx, extract):
                return _as_before(extract)
    elif set_aside is not None:
        _only_rows(extract)
    run = Run(office, extract, set_aside, told or (lambda *_: None), stop or (lambda: False))
    run.check()
    if dry_run or run.barred:
        with office.store.reading() as tx:
            run.compare(tx, write=False)
            return _answer(run, landed=False)
    try:
        with office.store.writing() as tx:
            run.compare(tx, write=True)
            if run.barred or not run.anything:
                raise Undone
            run.enter(tx)
    except Undone:
        return _answer(run, landed=False)
    except Exception as fault:
        if (overtaken := _overtaken(fault)) is None:
            raise
        raise overtaken from None
    return _answer(run, landed=True)


def _overtaken(fault: Exception) -> Refused | None:
    """The words where another import, at the same moment, was first; None where it is another fault."""
    from caseworker.store import faults

    brought = faults.brought_before(fault)
    if brought is None and not faults.is_serialization(fault):
        return None
    table, value = brought or ("", "")
    what = {"pcns": f"PCN {clean(value)}" if value else "one of these PCNs", "batches": "these very files"}
    return Refused(
        f"Another import has just brought {what.get(table, 'some of these rows')}.",
        rule="Imports of one thing land one after the other. Nothing of this one landed; nothing was lost.",
        do="Import again: what is new in these files lands then.",
    )


def _landed_before(tx: object, extract: Extract) -> bool:
    """Whether these very files were taken in before."""
    import sqlalchemy as sa

    from caseworker.store.tables import Batch

    table = Batch.__table__  # type: ignore[attr-defined]
    query = sa.select(table.c.id).where(table.c.digest == extract.digest)
    return tx.execute(query).first() is not None  # type: ignore[attr-defined]


def _only_rows(extract: Extract) -> None:
    """Rows can be set aside; a file that cannot be read as a whole cannot."""
    whole = next((fault for fault in extract.faults if fault.line <= 1), None)
    if whole is not None:
        raise Refused(
            whole.words,
            rule="Only rows are set aside: here a whole file is in doubt.",
            do="Put the file right, or take it out of the folder, and import again.",
        )


def _answer(run: Run, *, landed: bool) -> TakenIn:
    files = [one for one in run.counts.files.values() if one.new or one.changed or one.unchanged]
    return TakenIn(
        new=sum(one.new for one in files),
        changed=sum(one.changed for one in files),
        unchanged=sum(one.unchanged for one in files),
        cases_opened=run.cases_opened,
        faults=tuple(sorted(set(run.faults))),
        files=tuple(FileCount(one.file, one.new, one.changed, one.unchanged) for one in files),
        landed=landed,
        to_inbox=run.to_inbox,
        aside=tuple(sorted(set(run.aside))),
        remarks=tuple(sorted(run.remarks)),
    )


def _as_before(extract: Extract) -> TakenIn:
    """The answer to a folder that landed before: everything is as it was."""
    from caseworker.casework.desk.intake.sorting import counted_as

    rows: dict[str, int] = {}
    for group in extract.groups:
        for row in group:
            name = counted_as(row.file)
            rows[name] = rows.get(name, 0) + 1
    files = tuple(FileCount(name, 0, 0, number) for name, number in rows.items())
    return TakenIn(0, 0, extract.rows, 0, (), files, again=True)
