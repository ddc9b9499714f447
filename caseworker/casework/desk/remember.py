"""How the council decided before: the last cases like this one, with what the tribunal said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework.office import LONDON, Office
from caseworker.casework.proceedings import event_words
from caseworker.casework.views import CaseView
from caseworker.law import points as law_points

if TYPE_CHECKING:
    from sqlalchemy import Row

NO_RULE = (
    "Never a rule to follow: each case is weighed on its own, and an earlier decision may have been wrong."
)
MOST = 5


@dataclass(frozen=True, slots=True)
class Answered:
    """One of this case's points, as it was answered in an earlier one."""

    slug: str
    label: str
    accepted: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier case like this one."""

    pcn: str
    decided_on: date
    kind: str
    code: str
    location: str
    same_place: bool
    same_code: bool
    outcome: str
    """``cancelled`` or ``upheld``: what became of the PCN."""
    points: tuple[Answered, ...]
    tribunal: str
    """What the tribunal said, in words; that no appeal is on file, where none is."""

    @property
    def like(self) -> str:
        """What it has in common with this case, in words."""
        more = [" place"] * self.same_place + [" code"] * self.same_code
        return "same point" + "".join(f", same{one}" for one in more)


def like(office: Office, view: CaseView, *, most: int = MOST) -> tuple[Earlier, ...]:
    """The last cases with this one's points: at its place first, then under its code, the newest first.

    The points are those taken; where none is taken yet, those suggested.
    """
    from caseworker.store import remembering

    slugs = [one.slug for one in view.points] or [one.slug for one in view.suggested]
    if not slugs:
        return ()
    with office.store.reading() as tx:
        rows = remembering.decided(tx, view.id, slugs, view.facts.location)
        cases: dict[int, list[Row[Any]]] = {}
        for row in rows:
            cases.setdefault(row.id, []).append(row)
        first = sorted(cases.values(), key=lambda some: _rank(view, some))[:most]
        appeals = remembering.appeals_of(tx, [some[0].pcn_id for some in first])
    return tuple(
        _earlier(view, some, [one for one in appeals if one.pcn_id == some[0].pcn_id]) for some in first
    )


def _rank(view: CaseView, rows: Sequence[Row[Any]]) -> tuple[int, float]:
    """The likest first, and of those as like the newest."""
    place, code = _same(view, rows[0])
    return -(2 * place + code), -rows[0].decided_at.timestamp()


def _same(view: CaseView, row: Row[Any]) -> tuple[bool, bool]:
    """Whether an earlier case was at this place, and under this code of the same law."""
    place = bool(row.location) and row.location.casefold() == view.facts.location.casefold()
    return place, (row.regime, row.code[:2]) == (view.facts.regime, view.facts.code[:2])


def _earlier(view: CaseView, rows: Sequence[Row[Any]], appeals: Sequence[Row[Any]]) -> Earlier:
    row = rows[0]
    place, code = _same(view, row)
    return Earlier(
        pcn=row.pcn,
        decided_on=row.decided_at.astimezone(LONDON).date(),
        kind=row.kind,
        code=row.code,
        location=row.location,
        same_place=place,
        same_code=code,
        outcome="cancelled" if row.outcome == "cancel" else "upheld",
        points=tuple(
            Answered(
                one.slug,
                law_points.point(one.slug).label,
                None if not one.answer else one.answer == "upheld",
                one.reason,
            )
            for one in rows
        ),
        tribunal=_tribunal(row.regime, appeals),
    )


def _tribunal(regime_id: str, appeals: Sequence[Row[Any]]) -> str:
    if not appeals:
        return "no appeal on file"
    last = appeals[-1]
    if last.ended_on is None:
        return f"appeal of {last.began_on:%d %b %Y}, not decided yet"
    said = event_words(regime_id, last.result) or "ended"
    return f"tribunal, {last.ended_on:%d %b %Y}: {said}"
