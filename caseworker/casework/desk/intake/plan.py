"""What an import would do to some PCNs: worked out before anything of them is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from caseworker.casework.desk.intake import beside, remarks
from caseworker.casework.desk.intake.parents import Parents
from caseworker.casework.desk.intake.sorting import OfPcn, counted_as, is_attachment, is_mail
from caseworker.casework.landing.arrive import WHAT
from caseworker.casework.landing.known import Known, hashes, look
from caseworker.casework.landing.touched import Touched, settle
from caseworker.casework.office import Office
from caseworker.law.tables import day_words
from caseworker.reading.delimited import Fault
from caseworker.reading.proceedings import AdjustmentRow, ProceedingRow
from caseworker.reading.rows import (
    ENQUIRIES,
    AnyRow,
    CaseRow,
    EvidenceRow,
    Extract,
    HistoryRow,
    LetterRow,
    NoteRow,
    PaymentRow,
    Remark,
)
from caseworker.reading.standing import Standing, future, judge
from caseworker.store.bulk import Bulk

NO_CASE = "a PCN that stands in cases.csv or was imported before"
AS_FIRST = "the same as when it was first taken in; a correction comes as a row with an id of its own"
_KEPT = {
    LetterRow: ("letters", "items"),
    PaymentRow: ("payments", "payments"),
    NoteRow: ("notes", "notes"),
    EvidenceRow: ("evidence", "evidence"),
    HistoryRow: ("history", "history"),
    AdjustmentRow: ("adjustments", "adjustments"),
}
"""Kinds of row that are added and never changed: where a `Touched` holds them, and their table."""


@dataclass(slots=True)
class Count:
    """Rows of one file."""

    file: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Counts:
    """Rows of every file, in the order of the files."""

    files: dict[str, Count] = field(default_factory=dict)

    def of(self, row: AnyRow) -> Count:
        """The count a row belongs to."""
        name = counted_as(row.file)
        if name not in self.files:
            self.files[name] = Count(name)
        return self.files[name]

    def add(self, row: AnyRow, what: str) -> None:
        """Count a row as ``new``, ``changed`` or ``unchanged``."""
        count = self.of(row)
        setattr(count, what, getattr(count, what) + 1)


@dataclass(slots=True)
class Judged:
    """What the law makes of the rows, and every reason why one cannot be so."""

    standings: dict[str, Standing] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    """By PCN."""
    parents: dict[str, str] = field(default_factory=dict)
    """The PCN that one replaces, where it replaces one."""


@dataclass(slots=True)
class One:
    """What some rows of one PCN come to."""

    touched: Touched | None = None
    newer: tuple[int, datetime] | None = None
    """Where the facts are as before, and are now known as of a later instant."""
    counted: list[tuple[AnyRow, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    """What is taken in as it is told, and is worth a look."""
    nowhere: list[LetterRow] = field(default_factory=list)
    """Letters whose PCN is neither here nor there."""


def judge_rows(office: Office, rows: Sequence[CaseRow], judged: Judged) -> None:
    """Ask the law about rows of `cases.csv`; the store is not needed for this."""
    today, now = office.today(), office.now()
    same: dict[Standing, Standing] = {}
    for row in rows:
        if row.parent:
            judged.parents[row.pcn] = row.parent
        found = judge(row, office.council.place, office.council.band, today, now)
        if isinstance(found, Standing):
            judged.standings[row.pcn] = same.setdefault(found, found)
        else:
            judged.faults.setdefault(row.pcn, []).extend(found)


def judge_days(office: Office, extract: Extract, judged: Judged) -> list[Fault]:
    """Days and instants that have not come; those of post belong to no PCN and are given back."""
    today, now = office.today(), office.now()
    dated: tuple[tuple[LetterRow | PaymentRow, ...], ...] = (extract.correspondence, extract.payments)
    for group in dated:
        for one in group:
            if one.received_on > today:
                fault = _to_come(one, "received", day_words(one.received_on), future(one.received_on, today))
                judged.faults.setdefault(one.pcn, []).append(fault)
    for note in extract.notes:
        if note.noted_at > now:
            fault = _to_come(note, "at", f"{note.noted_at:%Y-%m-%dT%H:%MZ}", "an instant that has come")
            judged.faults.setdefault(note.pcn, []).append(fault)
    besides: tuple[ProceedingRow | AdjustmentRow, ...] = (*extract.proceedings, *extract.adjustments)
    for row in besides:
        for column, on in beside.days(row):
            if on > today:
                fault = _to_come(row, column, day_words(on), future(on, today))
                judged.faults.setdefault(row.pcn, []).append(fault)
    for told in extract.history:
        if told.on > today:
            fault = _to_come(told, "on", day_words(told.on), future(told.on, today))
            judged.faults.setdefault(told.pcn, []).append(fault)
    return [
        _to_come(row, "received", day_words(row.received_on), future(row.received_on, today))
        for row in extract.post
        if row.received_on > today and not is_mail(row)
    ]


def _to_come(row: AnyRow, column: str, found: str, expected: str) -> Fault:
    return Fault(row.file, row.line, column, found, expected)


class Comparison:
    """Some PCNs' rows beside what the store knows of them."""

    def __init__(self, tx: Connection, office: Office, judged: Judged, held_back: Iterable[str]) -> None:
        self.tx, self.office, self.judged = tx, office, judged
        self.held_back = frozenset(held_back)
        self.known = Known()
        self.before: dict[type, dict[str, str]] = {}
        self.waiting: dict[str, str] = {}
        self.parents = Parents(Bulk(tx), judged.parents, judged.standings)

    def look(self, some: Mapping[str, Sequence[OfPcn]], *, hold: bool) -> None:
        """Read what the store knows of these PCNs and of the rows that came for them.

        Args:
            hold: let others who write to these PCNs wait.
        """
        bulk = Bulk(self.tx)
        self.known = look(self.tx, list(some), hold=hold)
        ids: dict[type, list[str]] = {}
        for rows in some.values():
            for row in rows:
                if not isinstance(row, CaseRow | ProceedingRow):
                    ids.setdefault(type(row), []).append(row.id)
        money = ids.pop(AdjustmentRow, [])
        self.before = {kind: hashes(bulk, _KEPT[kind][1], found) for kind, found in ids.items()}
        self.before[AdjustmentRow] = beside.adjusted(self.tx, money)
        self.waiting = hashes(bulk, "inbox", ids.get(LetterRow, []))

    def one(self, pcn: str, rows: Sequence[OfPcn]) -> One:
        """What the rows of one PCN come to: what is new, what changed, which cases it opens or joins."""
        found = One(faults=list(self.judged.faults.get(pcn, ())))
        row = next((one for one in rows if isinstance(one, CaseRow)), None)
        if row is not None:
            self._case(row, found)
        elif pcn in self.known.pcns:
            stored = self.known.pcns[pcn]
            found.touched = Touched(pcn, self.known.standing(stored), None, stored, stored.place)
        added = False
        for other in rows:
            if isinstance(other, ProceedingRow):
                added = self._beside(other, found) or added
            elif not isinstance(other, CaseRow):
                added = self._added(other, found) or added
        fresh = row is not None and found.counted[0][1] != "unchanged"
        if found.touched is not None:
            found.faults += beside.faults(found.touched, self.known)
        if found.touched is not None and not found.faults and (fresh or added):
            found.remarks += remarks.of(self.office, found.touched, self.known)
            found.remarks += self.parents.of(row) if fresh and row is not None else ()
            settle(self.office, found.touched, self.known)
        else:
            found.touched = None
        return found

    def _case(self, row: CaseRow, found: One) -> None:
        """A row of `cases.csv`: new, changed, or as before."""
        stored = self.known.pcns.get(row.pcn)
        standing = self.judged.standings.get(row.pcn)
        if stored is not None and stored.row_hash == row.row_hash:
            found.counted.append((row, "unchanged"))
            if row.data_as_of > stored.data_as_of:
                found.newer = (stored.id, row.data_as_of)
            found.touched = Touched(row.pcn, self.known.standing(stored), None, stored, stored.place)
            return
        found.counted.append((row, "new" if stored is None else "changed"))
        if stored is not None and row.data_as_of < stored.data_as_of:
            expected = f"facts not older than those known, of {stored.data_as_of:%Y-%m-%dT%H:%MZ}"
            told = f"other facts, as of {row.data_as_of:%Y-%m-%dT%H:%MZ}"
            found.faults.append(Fault(row.file, row.line, "data_as_of", told, expected))
        if standing:
            place = self.office.council.place.value
            found.touched = Touched(row.pcn, standing, row, stored, place)

    def _added(self, row: Any, found: One) -> bool:
        """A row of another file: whether it is new; one that now says something else is a fault."""
        name, _ = _KEPT[type(row)]
        if self._came_with_known(row):
            return False
        before = self.before[type(row)].get(row.id)
        if before is None and name == "letters":
            before = self.waiting.get(row.id)
        if before is not None:
            found.counted.append((row, "unchanged"))
            # A message is known by its bytes: they are the same, whatever is made of them.
            if before != row.row_hash and counted_as(row.file) == row.file:
                told = f'"{row.id}" with other facts'
                found.faults.append(Fault(row.file, row.line, "id", told, AS_FIRST))
            return False
        found.counted.append((row, "new"))
        if found.touched is not None and name == "letters" and row.kind in ENQUIRIES:
            found.touched.loose.append((row, WHAT[row.kind]))
        elif found.touched is not None:
            getattr(found.touched, name).append(row)
        elif self._wrong_elsewhere(row.pcn):
            pass  # Its row in cases.csv is what is wrong.
        elif name == "letters":
            found.nowhere.append(row)
        else:
            found.faults.append(no_case(row))
        return True

    def _beside(self, row: ProceedingRow, found: One) -> bool:
        """A row of proceedings: whether it is new, or tells more than is known."""
        if found.touched is None:
            found.counted.append((row, "new"))
            if not self._wrong_elsewhere(row.pcn):
                found.faults.append(no_case(row))
            return True
        stored = found.touched.stored
        known = self.known.proceedings.get(stored.id, []) if stored is not None else []
        what = beside.news(row, known)
        found.counted.append((row, what))
        if what != "unchanged":
            found.touched.proceedings.append(row)
        return what != "unchanged"

    def _wrong_elsewhere(self, pcn: str) -> bool:
        """Whether a PCN's row in cases.csv is what is wrong."""
        return pcn in self.held_back or pcn in self.judged.standings or bool(self.judged.faults.get(pcn))

    def _came_with_known(self, row: OfPcn) -> bool:
        """Whether a row is an attachment of a message that is known: it came, or waits, with it."""
        if not isinstance(row, EvidenceRow) or not is_attachment(row):
            return False
        message = row.id.rpartition("/")[0]
        return message in self.before.get(LetterRow, {}) or message in self.waiting


def no_case(row: OfPcn) -> Fault:
    """A row for a PCN that stands nowhere."""
    return Fault(row.file, row.line, "pcn", f'"{row.pcn}", which has no case', NO_CASE)
