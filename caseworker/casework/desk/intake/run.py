"""An import under way: checked against the law, compared and written, a handful of PCNs at a time.

So many rows are held twice as one handful has, however large the import is.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import Connection

from caseworker.casework.desk.intake import background, inbox
from caseworker.casework.desk.intake.plan import (
    Comparison,
    Counts,
    Judged,
    One,
    judge_days,
    judge_rows,
    no_case,
)
from caseworker.casework.desk.intake.sorting import MAIL, OfPcn, Sorted, counted_as, is_attachment, sort
from caseworker.casework.landing.enquiries import open_for
from caseworker.casework.landing.money import Money
from caseworker.casework.landing.steps import follow_for
from caseworker.casework.landing.tables import PCN
from caseworker.casework.landing.touched import Touched
from caseworker.casework.landing.write import count, keep_counts, land
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.reading.delimited import Fault
from caseworker.reading.rows import Extract, LetterRow, Remark
from caseworker.store import audit
from caseworker.store.tables import Batch

if TYPE_CHECKING:
    from caseworker.casework.desk.intake import Told

AT_ONCE = 4_000
"""PCNs that are compared and written together."""


class Stopped(Refused):
    """The person stopped the import; nothing landed."""

    def __init__(self) -> None:
        super().__init__(
            "The import was stopped: nothing was taken in.",
            rule="An import lands whole or not at all.",
            do="Start it again when you like.",
        )


class Undone(Exception):
    """Nothing of what was written is to stay."""


@dataclass(slots=True)
class Run:
    """One import and what it came to so far."""

    office: Office
    extract: Extract
    set_aside: Collection[str] | None = None
    """Where faulty rows are set aside: the PCNs of those that could not be read at all."""
    told: Told = lambda step, done, of: None
    stop: Callable[[], bool] = lambda: False
    judged: Judged = field(default_factory=Judged)
    counts: Counts = field(default_factory=Counts)
    faults: list[Fault] = field(default_factory=list)
    aside: list[tuple[str, int]] = field(default_factory=list)
    """File and line of rows that were left out."""
    remarks: list[Remark] = field(default_factory=list)
    """What was taken in as it was told, and is worth a look."""
    cases_opened: int = 0
    to_inbox: int = 0
    newer: int = 0
    opened: Counter[tuple[date, str]] = field(default_factory=Counter)
    """Cases written, by day and kind."""
    changed_cases: list[int] = field(default_factory=list)
    money: Money = field(default_factory=Money)
    """Payments and adjustments written, under the digests that the record keeps."""

    @property
    def anything(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.newer or any(one.new or one.changed for one in self.counts.files.values()))

    @property
    def barred(self) -> bool:
        """Whether faults keep the whole import from landing."""
        return bool(self.faults) and self.set_aside is None

    def check(self) -> None:
        """Ask the law about every row, before the store is looked at."""
        self.faults = list(self.extract.faults)
        rows = self.extract.cases
        for at in range(0, len(rows), AT_ONCE):
            self.pause("Checking", at, len(rows))
            judge_rows(self.office, rows[at : at + AT_ONCE], self.judged)
        for fault in judge_days(self.office, self.extract, self.judged):
            self.faults.append(fault)
        self.faults += [fault for some in self.judged.faults.values() for fault in some]
        self.pause("Checking", len(rows), len(rows))

    def compare(self, tx: Connection, *, write: bool) -> None:
        """Compare with what is known and, where it is to be, write; faults stop only the writing."""
        for group in self.extract.groups:
            for row in group[:1]:
                self.counts.of(row)
        self._background(tx, write)
        sorted_ = sort_of(tx, self.extract, self.office.today())
        total, done = len(sorted_.by_pcn), 0
        comparison = Comparison(
            tx, self.office, self.judged, {*self.extract.held_back, *(self.set_aside or ())}
        )
        while some := list(islice(sorted_.by_pcn, AT_ONCE)):
            self.pause("Writing" if write and not self.barred else "Comparing", done, total)
            rows = {pcn: sorted_.by_pcn.pop(pcn) for pcn in some}
            comparison.look(rows, hold=write)
            found = [(pcn, rows[pcn], comparison.one(pcn, rows[pcn])) for pcn in some]
            touched = [one for each in found if (one := self._taken(*each, sorted_)) is not None]
            if write and not self.barred:
                self._land(tx, touched, [one.newer for _, _, one in found if one.newer])
            done += len(some)
        self._inbox(tx, sorted_, write)
        self.pause("Writing", total, total)

    def pause(self, step: str, done: int, of: int) -> None:
        """Say how far it is; a person may stop it here."""
        self.told(step, done, of)
        if self.stop():
            raise Stopped

    def _taken(self, pcn: str, rows: list[OfPcn], one: One, sorted_: Sorted) -> Touched | None:
        """Count what the rows of a PCN come to; with faults they are set aside, or nothing lands at all."""
        told = self.judged.faults.get(pcn, ())
        self.faults += [fault for fault in one.faults if fault not in told]
        letters = one.nowhere if self.set_aside is not None else []
        if self.set_aside is None:
            self.faults += [no_case(letter) for letter in one.nowhere]
        sorted_.letters += letters
        if self.set_aside is not None and (
            one.faults or pcn in self.set_aside or pcn in self.extract.held_back
        ):
            self._leave_out(rows, letters, sorted_)
            one.newer = None
            return None
        self.remarks += one.remarks
        for row, what in one.counted:
            # What came with a message is counted with it.
            if not is_attachment(row):
                self.counts.add(row, what)
        self.newer += one.newer is not None
        if one.touched is None:
            return None
        for dispute in one.touched.disputes:
            self.cases_opened += dispute.stored is None
        return one.touched

    def _leave_out(self, rows: list[OfPcn], letters: list[LetterRow], sorted_: Sorted) -> None:
        """Leave the rows of a PCN out; its mail waits in the inbox, as do letters whose PCN is nowhere."""
        for row in rows:
            if counted_as(row.file) == MAIL:
                sorted_.wait(row)
            elif row not in letters:
                self.aside.append((row.file, row.line))

    def _land(self, tx: Connection, touched: list[Touched], newer: list[tuple[int, Any]]) -> None:
        """Write a handful of PCNs."""
        if touched:
            land(tx, self.office, touched, sealed=self.money)
            open_for(tx, self.office, touched)
            follow_for(tx, self.office, touched)
            self.opened += count(touched)
        for one in touched:
            self.changed_cases += [dispute.id for dispute in one.disputes if dispute.stored is not None]
        for pcn_id, as_of in newer:
            tx.execute(sa.update(PCN).where(PCN.c.id == pcn_id).values(data_as_of=as_of))

    def _background(self, tx: Connection, write: bool) -> None:
        """Permits, sessions, orders, places and papers."""
        found = background.compare(tx, self.extract, self.counts, self.pause, write=write and not self.barred)
        self.faults += found
        if self.set_aside is not None:
            self.aside += [(fault.file, fault.line) for fault in found]

    def _inbox(self, tx: Connection, sorted_: Sorted, write: bool) -> None:
        """What waits for a person."""
        faulty = {(one.file, one.line) for one in self.faults}
        waiting = [row for row in sorted_.inbox if (row.file, row.line) not in faulty]
        taken, faults = inbox.take(tx, waiting, sorted_.letters, self.counts, write=write and not self.barred)
        self.to_inbox += taken
        self.faults += faults

    def enter(self, tx: Connection) -> None:
        """Write the counts, the batch's own row and the audit."""
        keep_counts(tx, self.opened)
        batch = self._batch(tx)
        officer, at = self.office.officer.id, self.office.now()
        fields: dict[str, str | int | None] = {
            "batch": batch,
            "digest": self.extract.digest,
            "rows_new": sum(one.new for one in self.counts.files.values()),
            "rows_changed": sum(one.changed for one in self.counts.files.values()),
            "cases_opened": self.cases_opened,
            "to_inbox": self.to_inbox,
            "set_aside": len(self.aside),
            **self.money.fields,
        }
        audit.append(tx, chain="office", act="intake", officer=officer, at=at, fields=fields)
        for case_id in self.changed_cases:
            audit.append(
                tx, chain=f"case:{case_id}", act="intake", officer=officer, at=at, fields={"batch": batch}
            )

    def _batch(self, tx: Connection) -> int:
        counts = "; ".join(
            f"{one.file}: {one.new} new, {one.changed} changed, {one.unchanged} as before"
            for one in self.counts.files.values()
        )
        digest = self.extract.digest
        if self.set_aside is not None and self.faults:
            # The same folder may come again with other rows of it fit to land.
            words = f"{digest} without {len(self.aside)} rows at {self.office.now().isoformat()}"
            digest = hashlib.sha256(words.encode()).hexdigest()
        table = Batch.__table__  # type: ignore[attr-defined]
        values = {
            "digest": digest,
            "taken_at": self.office.now(),
            "officer": self.office.officer.id,
            "counts": counts,
        }
        return int(tx.execute(sa.insert(table).values(**values).returning(table.c.id)).scalar_one())


def sort_of(tx: Connection, extract: Extract, today: date) -> Sorted:
    """The rows by PCN."""
    from caseworker.store.bulk import Bulk

    return sort(Bulk(tx), extract, today)
