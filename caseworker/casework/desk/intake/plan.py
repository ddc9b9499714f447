"""What an import would do: worked out whole before anything is written, so that a dry run tells the truth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from caseworker.casework.desk.intake.disputes import Dispute, disputes_of
from caseworker.casework.desk.intake.known import Known, look
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.law.stages import stage, transition
from caseworker.law.tables import day_words
from caseworker.reading.delimited import Fault
from caseworker.reading.rows import CaseRow, EvidenceRow, Extract, LetterRow, NoteRow, PaymentRow
from caseworker.reading.standing import Standing, future, judge

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

_MOVABLE = (
    *("issued-discount", "issued-full", "keeper-enquiry", "informal-hold"),
    *("notice-to-owner", "representations-hold", "charge-certificate", "rejected"),
)
"""Stages that a supplier's notices may still move; later ones are moved by acts only."""
_S = TypeVar("_S", LetterRow, PaymentRow, NoteRow, EvidenceRow)


@dataclass(slots=True)
class Count:
    """Rows of one file."""

    file: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Move:
    """One line for the timeline; where the stage moved, from where and to where."""

    event: str
    on: date
    words: str
    start: str = ""
    to: str = ""
    dispute: Dispute | None = None


@dataclass(slots=True)
class Touched:
    """One PCN that the import makes, changes or adds to."""

    pcn: str
    standing: Standing
    row: CaseRow | None
    """The supplier's row, where it is new or differs."""
    stored: Row[Any] | None
    place: str
    stage: str = ""
    stage_on: date = date.min
    letters: list[LetterRow] = field(default_factory=list)
    payments: list[PaymentRow] = field(default_factory=list)
    notes: list[NoteRow] = field(default_factory=list)
    evidence: list[EvidenceRow] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    @property
    def facts_changed(self) -> bool:
        """Whether the supplier's facts differ from what was known."""
        return self.row is not None and self.stored is not None


@dataclass(slots=True)
class Judged:
    """The rows of an import beside what the law makes of them."""

    extract: Extract
    standings: dict[str, Standing]
    faults: list[Fault]
    place: str


@dataclass(slots=True)
class Plan:
    """Everything an import would write."""

    extract: Extract
    touched: dict[str, Touched]
    newer: list[tuple[int, datetime]]
    """PCNs whose facts are as before, and are now known as of a later instant."""
    files: list[Count]
    faults: list[Fault]

    @property
    def new(self) -> int:
        """Rows that were not known."""
        return sum(one.new for one in self.files)

    @property
    def changed(self) -> int:
        """PCNs whose facts differ."""
        return sum(one.changed for one in self.files)

    @property
    def cases_opened(self) -> int:
        """How many cases would be opened."""
        return sum(1 for one in self.touched.values() for dispute in one.disputes if dispute.stored is None)

    @property
    def anything(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.new or self.changed or self.newer)


def judged(office: Office, extract: Extract) -> Judged:
    """Ask the law about every row; all that is impossible is a fault. The store is not needed for this."""
    today, now = office.today(), office.now()
    faults = list(extract.faults)
    standings: dict[str, Standing] = {}
    for row in extract.cases:
        found = judge(row, office.council.place, office.council.band, today, now)
        if isinstance(found, Standing):
            standings[row.pcn] = found
        else:
            faults.extend(found)
    dated: tuple[LetterRow | PaymentRow, ...] = (*extract.correspondence, *extract.payments)
    for one in dated:
        if expected := future(one.received_on, today):
            faults.append(Fault(one.file, one.line, "received", day_words(one.received_on), expected))
    for note in extract.notes:
        if note.noted_at > now:
            found_at = f"{note.noted_at:%Y-%m-%dT%H:%MZ}"
            faults.append(Fault(note.file, note.line, "at", found_at, "an instant that has come"))
    return Judged(extract, standings, faults, office.council.place.value)


def plan_of(tx: Connection, office: Office, rows: Judged) -> Plan:
    """Compare an import with what is known: what is new, what changed, which cases it opens or joins."""
    extract = rows.extract
    known = look(tx, extract)
    plan = Plan(extract, {}, [], [], list(rows.faults))
    _cases(plan, rows, known)
    given = {row.pcn for row in extract.cases}
    parts: tuple[tuple[str, Iterable[Any], dict[str, str]], ...] = (
        ("letters", extract.correspondence, known.letters),
        ("payments", extract.payments, known.payments),
        ("notes", extract.notes, known.notes),
        ("evidence", extract.evidence, known.evidence),
    )
    for name, some, hashes in parts:
        for row in _new(plan, some, hashes):
            touched = _touched(plan, known, row.pcn)
            if touched:
                getattr(touched, name).append(row)
            elif row.pcn not in given:
                expected = "a PCN that stands in cases.csv or was imported before"
                plan.faults.append(
                    Fault(row.file, row.line, "pcn", f'"{row.pcn}", which has no case', expected)
                )
    for touched in plan.touched.values():
        touched.disputes = disputes_of(
            office,
            touched.standing,
            row=touched.row,
            stored=touched.stored,
            cases=known.cases.get(touched.stored.id, []) if touched.stored is not None else [],
            letters=touched.letters,
            paid=bool(touched.payments) or (touched.stored is not None and touched.stored.id in known.paid),
            film=any(one.kind == "film" for one in touched.evidence),
            other_news=touched.facts_changed or bool(touched.payments or touched.notes or touched.evidence),
        )
        _restage(touched, known)
    return plan


def _cases(plan: Plan, rows: Judged, known: Known) -> None:
    """Rows of `cases.csv`: new, changed, or as before."""
    count = Count("cases.csv")
    for row in rows.extract.cases:
        stored = known.pcns.get(row.pcn)
        standing = rows.standings.get(row.pcn)
        if stored is None:
            count.new += 1
        elif stored.row_hash != row.row_hash:
            count.changed += 1
            if row.data_as_of < stored.data_as_of:
                expected = f"facts not older than those known, of {stored.data_as_of:%Y-%m-%dT%H:%MZ}"
                found = f"other facts, as of {row.data_as_of:%Y-%m-%dT%H:%MZ}"
                plan.faults.append(Fault(row.file, row.line, "data_as_of", found, expected))
        else:
            count.unchanged += 1
            if row.data_as_of > stored.data_as_of:
                plan.newer.append((stored.id, row.data_as_of))
            continue
        if standing:
            plan.touched[row.pcn] = Touched(row.pcn, standing, row, stored, rows.place)
    plan.files.append(count)


def _new(plan: Plan, rows: Iterable[_S], known: dict[str, str]) -> list[_S]:
    """Rows not known yet; what was once taken in and now says something else is a fault."""
    found: list[_S] = []
    count: Count | None = None
    for row in rows:
        count = count or Count(row.file)
        before = known.get(row.id)
        if before is None:
            count.new += 1
            found.append(row)
            continue
        count.unchanged += 1
        if before != row.row_hash:
            expected = (
                "the same as when it was first taken in; a correction comes as a row with an id of its own"
            )
            plan.faults.append(Fault(row.file, row.line, "id", f'"{row.id}" with other facts', expected))
    if count:
        plan.files.append(count)
    return found


def _touched(plan: Plan, known: Known, pcn: str) -> Touched | None:
    """The PCN a row adds to, whether it is in this import or was known before."""
    if pcn not in plan.touched:
        stored = known.pcns.get(pcn)
        if stored is None:
            return None
        plan.touched[pcn] = Touched(pcn, known.standing(stored), None, stored, stored.place)
    return plan.touched[pcn]


def _restage(touched: Touched, known: Known) -> None:
    """Where the PCN stands after its notices and letters, and the timeline's lines that led there."""
    standing, stored = touched.standing, touched.stored
    if stored is None:
        touched.moves.append(Move("pcn-served", standing.served_on, _served_words(standing)))
    bare = standing.stage if standing.stage.startswith("issued") else "issued-full"
    current = stored.stage if stored is not None else bare
    touched.stage_on = stored.stage_on if stored is not None else standing.stage_on
    if touched.row is not None:
        current = _notices(touched, known, current)
    for dispute in touched.disputes:
        for letter in dispute.earlier:
            words = f"Challenge received by {letter.channel}, not answered before"
            touched.moves.append(Move("challenge-received", letter.received_on, words, dispute=dispute))
        for letter in dispute.letters:
            current = _letter(touched, dispute, letter, current)
    if touched.facts_changed and current in ("issued-discount", "issued-full", "notice-to-owner"):
        for dispute in touched.disputes:
            current = _moved(standing.regime, current, dispute.event) or current
    touched.stage = current


def _notices(touched: Touched, known: Known, current: str) -> str:
    """Statutory notices that this import tells of: each a line, and the stage they lead to."""
    standing = touched.standing
    before = known.notices.get(touched.stored.id, {}) if touched.stored is not None else {}
    pairs = (
        ("notice-to-owner", standing.notice_to_owner_served_on, "Notice to Owner served"),
        ("charge-certificate", standing.certificate_served_on, "Charge Certificate served"),
    )
    movable = current in _MOVABLE
    for kind, served_on, words in pairs:
        if served_on and (kind not in before or before[kind].served_on != served_on):
            start = current if movable else ""
            touched.moves.append(Move(f"{kind}-served", served_on, words, start, kind if movable else ""))
            if movable:
                current, touched.stage_on = kind, served_on
    if touched.stored is not None and movable and current != "rejected" and not stage(current).closed:
        withdrawn = [kind for kind, served_on, _ in pairs if kind in before and not served_on]
        if withdrawn:
            current, touched.stage_on = standing.stage, standing.stage_on
    return current


def _letter(touched: Touched, dispute: Dispute, letter: LetterRow, current: str) -> str:
    """One letter's line for the timeline; the first of its kind holds the case."""
    to = _moved(touched.standing.regime, current, dispute.event)
    words = f"{dispute.label} received by {letter.channel}"
    start = current if to else ""
    touched.moves.append(Move(dispute.event, letter.received_on, words, start, to, dispute))
    if to:
        touched.stage_on = letter.received_on
    return to or current


def _moved(regime: str, current: str, event: str) -> str:
    """The stage an event leads to, or nothing where it does not move the case."""
    if event == "letter-received":
        return ""
    try:
        return transition(regime, current, event).to
    except Refused:
        return ""


def _served_words(standing: Standing) -> str:
    return {
        "fixed": "PCN fixed to the vehicle",
        "by-hand": "PCN handed to the driver",
    }.get(standing.served_how, "PCN served by post")
