"""Cases that stand together: one person about several PCNs, each with its own clock and decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework.acting import audited, recorded
from caseworker.casework.office import Office
from caseworker.law import grounds, mitigation
from caseworker.law.refusals import Refused
from caseworker.law.vrm import shown
from caseworker.text import counted

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from caseworker.casework.views import CaseView, ItemView, PointView

FLAG = "linked"
"""Flag of a case that stands with others: ``flag:linked`` finds them in the queue."""


@dataclass(frozen=True, slots=True)
class LinkedView:
    """Another case that stands with the open one."""

    id: int
    pcn: str
    vrm: str
    kind: str
    street: str
    status: str
    outcome: str
    officer: str
    received_on: date
    points: int
    safe_post_on: date | None

    @property
    def words(self) -> str:
        """Where it stands, in a few words."""
        if self.status == "decided" and self.outcome:
            return f"decided: {self.outcome}"
        return {"new": "nobody has it", "open": f"with {self.officer or 'nobody'}"}.get(
            self.status, self.status
        )


def linked(row: Row[Any]) -> LinkedView:
    """A case's row as its neighbours see it."""
    return LinkedView(
        row.id,
        row.pcn,
        shown(row.vrm),
        row.kind,
        row.street,
        row.status,
        row.outcome,
        row.officer,
        row.received_on,
        row.points,
        row.safe_post_on,
    )


def others_of(tx: Connection, case: Row[Any]) -> tuple[LinkedView, ...]:
    """The cases that stand with a case, in the order in which they came; empty where it stands alone."""
    from caseworker.store import links

    if FLAG not in case.flags.split():
        return ()
    return tuple(linked(row) for row in links.of_case(tx, case.id) if row.id != case.id)


def join(tx: Connection, office: Office, case_ids: Sequence[int]) -> tuple[int, ...]:
    """Let cases stand together; every case that now does, in order. One audit entry on each that changed."""
    from caseworker.store import cases, links

    if len(set(case_ids)) < 2:
        return ()
    before = {one: links.first_of(tx, one) for one in case_ids}
    whole = links.join(tx, sorted(set(case_ids)))
    rows = [row for row in (cases.get(tx, one) for one in whole) if row is not None]
    here = [row.pcn_id for row in rows if row.open]
    if len(set(here)) < len(here):
        raise Refused(
            "Two of these cases are about the same PCN.",
            rule="Cases are linked across PCNs; what came twice about one PCN joins its own case.",
            do="Link one case of each PCN.",
        )
    for row in rows:
        if before.get(row.id, whole[0]) != whole[0] or FLAG not in row.flags.split():
            _changed(tx, office, row, "link", [one.pcn for one in rows if one.id != row.id])
    return tuple(whole)


def leave(tx: Connection, office: Office, case: Row[Any]) -> None:
    """Let a case stand alone again; so does the last that is left."""
    from caseworker.store import links

    together = links.of_case(tx, case.id)
    left = [row for row in together if row.id != case.id]
    alone = [case, *left] if len(left) == 1 else [case]
    links.part(tx, [row.id for row in together])
    if len(left) > 1:
        links.join(tx, [row.id for row in left])
    for row in alone:
        _changed(tx, office, row, "unlink", [])


def _changed(tx: Connection, office: Office, row: Row[Any], act: str, pcns: Sequence[str]) -> None:
    """Note on a case with which others it stands now."""
    from caseworker.store import cases

    flags = [one for one in row.flags.split() if one != FLAG] + ([FLAG] if pcns else [])
    new = cases.change(tx, row.id, row.version, flags=" ".join(flags))
    words = f"Linked with {', '.join(pcns)}" if pcns else "Linked with no other case any more"
    recorded(tx, office, row.pcn_id, row.id, act, words)
    audited(tx, office, row.id, act, {"version": new, "with": ",".join(pcns)})


def taken_over(view: CaseView, other: CaseView) -> tuple[PointView, ...]:
    """The points of a case with those of a linked one: what is not marked here is added, as it is there.

    A point that stands here without an answer takes the other's answer and reason. Where the same letter
    lies on both, its place in it is kept. Each relies on this PCN's own evidence, still to be opened.
    A ground that this PCN's law does not hold is left out.
    """
    here = {one.slug: one for one in view.points}
    relied = tuple(one.id for one in view.evidence)
    for one in other.points:
        mine = here.get(one.slug)
        if mine is not None and mine.outcome is None and not mine.reason:
            here[one.slug] = replace(mine, outcome=one.outcome, reason=one.reason)
        elif mine is None:
            here[one.slug] = replace(_under(_placed(one, view, other), view), evidence=relied)
    return tuple(here.values())


def _placed(point: PointView, view: CaseView, other: CaseView) -> PointView:
    """The point at the same place of the same words here, where this case holds them."""
    theirs = next((one for one in other.items if one.id == point.item_id), None)
    mine = None if theirs is None else same_words(view, theirs)
    if mine is None:
        return replace(point, item_id=None, start=None, end=None)
    return replace(point, item_id=mine.id)


def same_words(view: CaseView, item: ItemView) -> ItemView | None:
    """The piece of this case's correspondence that says exactly the same."""
    return next((one for one in view.items if one.direction == "in" and one.text == item.text), None)


def _under(point: PointView, view: CaseView) -> PointView:
    """The point under its ground, where this PCN's law has it."""
    try:
        if point.ground and point.mitigation:
            mitigation.mitigation(point.ground, view.facts.regime)
        elif point.ground:
            grounds.ground(point.ground, view.facts.regime)
    except Refused:
        return replace(point, ground="", mitigation=False)
    return point


def said(cases: Sequence[LinkedView]) -> str:
    """The linked cases in one line: ``3 others: ZZ… decided: uphold · ZZ… nobody has it``."""
    told = " · ".join(f"{one.pcn} {one.words}" for one in cases)
    return f"{counted(len(cases), 'other')}: {told}"
