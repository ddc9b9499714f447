"""One PCN that something came in for: its rows, its disputes, and where it stands after them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework.landing.disputes import Dispute, disputes_of
from caseworker.casework.landing.known import Known
from caseworker.casework.office import Office
from caseworker.law.proceedings import proceeding
from caseworker.law.refusals import Refused
from caseworker.law.stages import stage, transition
from caseworker.reading.proceedings import AdjustmentRow, ProceedingRow
from caseworker.reading.rows import (
    CaseRow,
    EvidenceRow,
    HistoryRow,
    LetterRow,
    NoteRow,
    PaymentRow,
)
from caseworker.reading.standing import Standing
from caseworker.store.proceedings import UNDONE

if TYPE_CHECKING:
    from sqlalchemy import Row

_MOVABLE = (
    *("issued-discount", "issued-full", "keeper-enquiry", "informal-hold"),
    *("notice-to-owner", "enforcement-notice", "representations-hold", "charge-certificate", "rejected"),
    *("vehicle-held", "vehicle-released", "notice-of-rights"),
)
"""Stages that a supplier's notices may still move; later ones are moved by acts only."""
_WAITING = frozenset(_MOVABLE) - {"informal-hold", "representations-hold", "charge-certificate", "rejected"}
"""Stages at which a letter that is unanswered holds the case once the facts have changed."""
_SERVED = {"fixed": "PCN fixed to the vehicle", "by-hand": "PCN handed to the driver"}


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
    """One PCN that is made, changed or added to."""

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
    history: list[HistoryRow] = field(default_factory=list)
    proceedings: list[ProceedingRow] = field(default_factory=list)
    adjustments: list[AdjustmentRow] = field(default_factory=list)
    loose: list[tuple[LetterRow, str]] = field(default_factory=list)
    """What came in that disputes nothing, and what it is in a word: it joins an open case and opens none."""
    disputes: list[Dispute] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    recorded: set[str] = field(default_factory=set)
    """What an officer entered here: it stays where the supplier's row does not tell of it."""
    held: Row[Any] | None = None
    """The vehicle that was held, as it is known."""
    running: list[Row[Any]] = field(default_factory=list)
    """Proceedings that are known."""
    id: int = 0
    """Its PCN's id, once it is written."""

    @property
    def facts_changed(self) -> bool:
        """Whether the supplier's facts differ from what was known."""
        return self.row is not None and self.stored is not None

    @property
    def other_news(self) -> bool:
        """Whether anything but letters came for an open case."""
        return self.facts_changed or bool(
            self.payments
            or self.notes
            or self.evidence
            or self.history
            or self.loose
            or self.proceedings
            or self.adjustments
        )


def settle(office: Office, touched: Touched, known: Known) -> None:
    """Work out which cases the letters open or join, and where the PCN stands after everything."""
    stored = touched.stored
    if stored is not None:
        touched.standing = _but_undone(touched.standing, known.notices.get(stored.id, {}))
        touched.recorded = known.recorded.get(stored.id, set())
        touched.held = known.removals.get(stored.id)
        touched.running = known.proceedings.get(stored.id, [])
    touched.disputes = disputes_of(
        office,
        touched.standing,
        row=touched.row,
        stored=stored,
        cases=known.cases.get(stored.id, []) if stored is not None else [],
        letters=touched.letters,
        paid=bool(touched.payments) or (stored is not None and stored.id in known.paid),
        film=any(one.kind == "film" for one in touched.evidence),
        other_news=touched.other_news,
    )
    _restage(touched, known)


def _but_undone(standing: Standing, notices: Mapping[str, Row[Any]]) -> Standing:
    """A standing without the notices that a court has undone, though a row tells of them."""
    gone = {(kind, one.posted_on) for kind, one in notices.items() if kind.endswith(UNDONE)}
    if not gone:
        return standing
    left = tuple(one for one in standing.notices if (one.kind + UNDONE, one.on) not in gone)
    if len(left) == len(standing.notices):
        return standing
    last = (left[-1].stage, left[-1].served_on) if left else ("issued-full", standing.served_on)
    return replace(standing, notices=left, stage=last[0], stage_on=last[1])


def _restage(touched: Touched, known: Known) -> None:
    """Where the PCN stands after its notices and letters, and the timeline's lines that led there."""
    standing, stored = touched.standing, touched.stored
    if stored is None:
        words = _SERVED.get(standing.served_how, "PCN served by post")
        touched.moves.append(Move("pcn-served", standing.served_on, words))
    bare = standing.stage if standing.stage.startswith("issued") else "issued-full"
    current = stored.stage if stored is not None else bare
    touched.stage_on = stored.stage_on if stored is not None else standing.stage_on
    if touched.row is not None:
        current = _notices(touched, known, current)
    current = _proceedings(touched, current)
    for dispute in touched.disputes:
        for letter in dispute.earlier:
            words = f"Challenge received by {letter.channel}, not answered before"
            touched.moves.append(Move("challenge-received", letter.received_on, words, dispute=dispute))
        for letter in dispute.letters:
            current = _letter(touched, dispute, letter, current)
    for letter, what in touched.loose:
        dispute_ = touched.disputes[-1] if touched.disputes else None
        words = f"{what} received by {letter.channel}"
        touched.moves.append(Move("correspondence", letter.received_on, words, dispute=dispute_))
    if touched.facts_changed and current in _WAITING:
        for dispute in touched.disputes:
            current = moved(standing.regime, current, dispute.event) or current
    touched.stage = current


def _notices(touched: Touched, known: Known, current: str) -> str:
    """What this import tells of notices and of a vehicle: each a line, and the stage they lead to."""
    standing, stored = touched.standing, touched.stored
    before = {one.kind: one for one in known.told(stored.id)} if stored is not None else {}
    movable = current in _MOVABLE
    for one in standing.notices:
        if one.kind not in before or before[one.kind].served_on != one.served_on:
            start = current if movable else ""
            event = one.step.events[-1]
            to = one.stage if movable else ""
            touched.moves.append(Move(event, one.served_on, one.step.words, start, to))
            if movable:
                current, touched.stage_on = one.stage, one.served_on
    if stored is not None and movable and current != "rejected" and not stage(current).closed:
        told = {one.kind for one in standing.notices}
        stays = touched.recorded | told
        if [one for one in before.values() if one.kind not in stays and not one.step.kept]:
            current, touched.stage_on = standing.stage, standing.stage_on
    return current


def _proceedings(touched: Touched, current: str) -> str:
    """What began and ended beside the PCN: each a line, and the stage it leads to."""
    before = touched.running
    lived: list[tuple[date, int, str, str]] = []
    for row in touched.proceedings:
        there = next((one for one in before if (one.kind, one.began_on) == (row.kind, row.began_on)), None)
        law = proceeding(touched.standing.regime, row.kind)
        if there is None:
            lived.append((row.began_on, 0, law.begins_with[0], f"{law.label}: began"))
        if row.result and (there is None or not there.result):
            lived.append((row.ended_on or row.began_on, 1, row.result, f"{law.label}: ended"))
    for on, _, event, words in sorted(lived):
        to = moved(touched.standing.regime, current, event)
        touched.moves.append(Move(event, on, words, current if to else "", to))
        if to and to != current:
            current, touched.stage_on = to, on
    return current


def _letter(touched: Touched, dispute: Dispute, letter: LetterRow, current: str) -> str:
    """One letter's line for the timeline; the first of its kind holds the case."""
    to = moved(touched.standing.regime, current, dispute.event)
    words = f"{dispute.label} received by {letter.channel}"
    start = current if to else ""
    touched.moves.append(Move(dispute.event, letter.received_on, words, start, to, dispute))
    if to:
        touched.stage_on = letter.received_on
    return to or current


def moved(regime: str, current: str, event: str) -> str:
    """The stage an event leads to, or nothing where it does not move the case."""
    if event == "letter-received":
        return ""
    try:
        return transition(regime, current, event).to
    except Refused:
        return ""
