"""What stands around a PCN, as the guards ask it: proceedings, notices, what is undecided, who acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import money, sheet
from caseworker.casework.office import Office
from caseworker.law import guards
from caseworker.law.barring import Bar, Open, Served, Standing
from caseworker.law.facts import Facts
from caseworker.law.kinds import CaseKind
from caseworker.law.ledger import PENALTY
from caseworker.law.refusals import Refused
from caseworker.law.tables import table

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

_ENDS = {
    "appeal-refused": "appeal-decision",
    "referral-refused": "appeal-decision",
    "recommendation-refused": "appeal-decision",
    "appeal-withdrawn": "appeal-withdrawal",
    "statement-not-received": "restart",
}
"""What the end of proceedings is to a clock that counts from it."""
DISPUTES = (CaseKind.INFORMAL.value, CaseKind.FORMAL.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A PCN as an act finds it: its row, the case it is dealt with in, its facts, what is open."""

    pcn: Row[Any]
    case: Row[Any] | None
    """The newest open dispute, else the newest; none where nobody ever disputed it."""
    cases: tuple[Row[Any], ...]
    facts: Facts
    proceedings: tuple[Row[Any], ...]
    standing: Standing

    @property
    def running(self) -> tuple[Row[Any], ...]:
        """The proceedings that have no end yet."""
        return tuple(one for one in self.proceedings if one.ended_on is None)


def around(tx: Connection, office: Office, pcn: Row[Any], case: Row[Any] | None = None) -> Around:
    """Read what stands around a PCN.

    Args:
        case: the case in question; the newest open dispute where none is given.
    """
    from caseworker.store import holds, proceedings

    every = tuple(proceedings.cases_of(tx, pcn.id))
    disputes = (one for one in every if not CaseKind(one.kind).beside)
    case = case or next(disputes, None)
    rows = sheet.rows_around(tx, pcn)
    notices, facts = rows[1], sheet.facts_of(office, case or sheet.nobody(), *rows)
    beside = tuple(proceedings.of_pcn(tx, pcn.id))
    undecided = any(one.open and one.kind in DISPUTES for one in every)
    held = [holds.of_case(tx, one.id) for one in every if one.held_until and one.held_until > office.today()]
    served, left = _answered(tx, pcn.id)
    standing = Standing(
        today=office.today(),
        proceedings=tuple(Open(one.kind, one.began_on, one.due_on) for one in beside if one.ended_on is None),
        notices=(*_served(notices), *_ended(beside), *_restarted(pcn)),
        undecided=undecided or not left,
        decision_served_on=served,
        film_opened_on=_film_opened(tx, case),
        offered_until=_offered_until(tx, case),
        authorised=office.officer.authorised,
        councillor=office.officer.role == "councillor",
        holds=tuple(one.words for one in held if one is not None),
        same_day=proceedings.same_day(tx, pcn),
        owed_pence=_owed(tx, office, facts, case, rows),
        trifle_pence=office.council.discretion.trifle_pence,
    )
    return Around(pcn=pcn, case=case, cases=every, facts=facts, proceedings=beside, standing=standing)


def _owed(
    tx: Connection, office: Office, facts: Facts, case: Row[Any] | None, rows: tuple[Any, ...]
) -> int | None:
    """What is owed on the penalty today; not asked where the council lets no trifle be."""
    if not office.council.discretion.trifle_pence:
        return None
    try:
        ledger = money.book(tx, office, facts, case or sheet.nobody(), *rows)
    except Refused:
        return None
    return ledger.balance(PENALTY, office.today())


def letter_bars(tx: Connection, office: Office, case: Row[Any], letter_kind: str) -> tuple[Bar, ...]:
    """What bars a letter on a case, beyond what its decision says: the film, what is open, who decides.

    Args:
        letter_kind: what it would be; a letter that is no event of the stage table is barred by nothing here.
    """
    from caseworker.store import cases

    if letter_kind not in table("guards")["letters"]:
        return ()
    found = around(tx, office, cases.pcn_of(tx, case.pcn_id), case)
    by_email = bool(found.facts.emailed_to)
    service, posting_on = sheet.way(office, by_hand=found.facts.by_hand, by_email=by_email)
    # The case in question is undecided until its letter has left: that does not bar the letter itself.
    standing = replace(found.standing, posting_on=posting_on, service=service, undecided=False)
    return tuple(one for one in guards.bars(letter_kind, found.facts, standing) if one.guard != "stage")


def _served(notices: sheet.Rows) -> list[Served]:
    kinds = ("notice-of-rejection", "order-for-recovery")
    return [Served(one.kind, one.served_on) for one in notices if one.kind in kinds]


def _ended(proceedings: tuple[Row[Any], ...]) -> list[Served]:
    return [Served(_ENDS[one.result], one.ended_on) for one in proceedings if one.result in _ENDS]


def restarted_on(proceedings: Iterable[Row[Any]]) -> date | None:
    """When the court's word came that the notice never did: from then it may be served anew."""
    days = [
        one.ended_on for one in proceedings if one.ended_on is not None and _ENDS.get(one.result) == "restart"
    ]
    return max(days, default=None)


def _restarted(pcn: Row[Any]) -> list[Served]:
    """A notice that was cancelled against somebody starts the time for the next one."""
    return [Served("restart", pcn.stage_on)] if pcn.stage == "transferred" else []


def _answered(tx: Connection, pcn_id: int) -> tuple[date | None, bool]:
    """When the newest answer was served, and whether every answer that was issued has left."""
    from caseworker.law.kinds import LetterKind
    from caseworker.store import issued, post

    ways, served, left = post.of_pcn(tx, pcn_id), None, True
    for letter in issued.letters_of(tx, pcn_id):
        way = ways.get(letter.id)
        if (
            letter.kind == LetterKind.INFORMATION_REQUEST
            or LetterKind(letter.kind).beside
            or (way and way.state in ("slipped", "recalled", "returned"))
        ):
            continue
        if way is not None and way.state in post.HERE:
            left = False
        else:
            served = max(served or letter.served_on, letter.served_on)
    return served, left


def _offered_until(tx: Connection, case: Row[Any] | None) -> date | None:
    """The last day of the discount that the answer to the dispute offers again."""
    from caseworker.store import points

    decision = points.decision_of(tx, case.id) if case is not None else None
    return decision.discount_until if decision is not None else None


def _film_opened(tx: Connection, case: Row[Any] | None) -> date | None:
    """The first day on which a film was opened for this case."""
    from caseworker.store import films

    seen = films.of_case(tx, case.id) if case is not None else []
    return min((one.opened_at.date() for one in seen), default=None)
