"""One PCN that something came in for: its rows, its disputes, and where it stands after them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework.landing.disputes import Dispute, disputes_of
from caseworker.casework.landing.known import Known
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.law.stages import stage, transition
from caseworker.reading.rows import CaseRow, EvidenceRow, HistoryRow, LetterRow, NoteRow, PaymentRow
from caseworker.reading.standing import Standing

if TYPE_CHECKING:
    from sqlalchemy import Row

_MOVABLE = (
    *("issued-discount", "issued-full", "keeper-enquiry", "informal-hold"),
    *("notice-to-owner", "representations-hold", "charge-certificate", "rejected"),
)
"""Stages that a supplier's notices may still move; later ones are moved by acts only."""
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
    loose: list[tuple[LetterRow, str]] = field(default_factory=list)
    """What came in that disputes nothing, and what it is in a word: it joins an open case and opens none."""
    disputes: list[Dispute] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
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
            self.payments or self.notes or self.evidence or self.history or self.loose
        )


def settle(office: Office, touched: Touched, known: Known) -> None:
    """Work out which cases the letters open or join, and where the PCN stands after everything."""
    stored = touched.stored
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
    if touched.facts_changed and current in ("issued-discount", "issued-full", "notice-to-owner"):
        for dispute in touched.disputes:
            current = moved(standing.regime, current, dispute.event) or current
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
