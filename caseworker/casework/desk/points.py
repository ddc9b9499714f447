"""Keep the points that the motorist raised: each with its ground or mitigation, evidence and answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from caseworker.casework.acting import acting, audited, own
from caseworker.casework.office import Office
from caseworker.casework.reasons import check_reason
from caseworker.casework.views import Done, PointView
from caseworker.law import grounds, mitigation
from caseworker.law import points as law_points
from caseworker.law.refusals import Refused
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

LONGEST_REASON = 4_000
"""Characters: a reason is a passage in a letter, not the letter."""


def keep(
    office: Office, case_id: int, version: int, points: Sequence[PointView], *, what: str = "points kept"
) -> Done:
    """Put these points in the place of those that stand: taking, dropping, answering and undoing alike.

    Args:
        points: the whole list, in the officer's order; a slug stands at most once.
        what: what was done, in words, for the officer and the timeline.

    Raises:
        Refused: an unknown slug, ground or mitigation, a point twice, a reason too long or with a field's
            braces in it, evidence of another PCN, or a decision that stands already.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases
    from caseworker.store import points as store_points

    rows = [_row(point) for point in points]
    slugs = _slugs(points)
    with acting(office) as tx:
        case = own(tx, office, case_id, version)
        if store_points.decision_of(tx, case_id) is not None:
            raise Refused(
                "This case is decided: its points stand as they were decided.",
                rule="A decision rests on the points it was made on.",
                do="Press u to take the decision back, then change the points.",
            )
        law = cases.pcn_of(tx, case.pcn_id).regime
        for point in points:
            if point.ground:
                _under(point, law)
        _check_evidence(tx, case, points)
        new = cases.change(tx, case_id, version, points=len(rows))
        store_points.replace(tx, case_id, rows, [point.evidence for point in points])
        audited(
            tx,
            office,
            case_id,
            "points",
            {
                "version": new,
                "points": ",".join(slugs),
                "outcomes": ",".join(point.outcome or "" for point in points),
            },
        )
    return Done(case_id, new, what)


def _slugs(points: Sequence[PointView]) -> list[str]:
    """The slugs in their order; refused where one is unknown or stands twice."""
    slugs = [point.slug for point in points]
    for slug in slugs:
        law_points.point(slug)
        if slugs.count(slug) > 1:
            raise Refused(
                f"The point '{slug}' stands twice.",
                rule="Each point is answered once.",
                do="Drop one of them, or add its words to the other.",
            )
    return slugs


def _under(point: PointView, regime: str) -> None:
    """Refuse a point that stands under what the law of this PCN does not hold."""
    if point.mitigation:
        mitigation.mitigation(point.ground, regime)
    else:
        grounds.ground(point.ground, regime)


def _check_evidence(tx: Connection, case: Row[Any], points: Sequence[PointView]) -> None:
    """Refuse evidence that came with another PCN."""
    from caseworker.store import evidence

    relied = {one for point in points for one in point.evidence}
    other = relied - set(evidence.ids_of_pcn(tx, case.pcn_id)) if relied else set()
    if other:
        raise Refused(
            f"Evidence {min(other)} does not belong to {case.pcn}.",
            rule="A point relies on evidence of its own case.",
            do="Untick it in the point.",
        )


def _row(point: PointView) -> dict[str, Any]:
    reason = clean(point.reason).strip()
    check_reason(reason)
    if len(reason) > LONGEST_REASON:
        raise Refused(
            f"The reason for '{point.slug}' has {len(reason):,} characters; at most {LONGEST_REASON:,} fit.",
            do="Shorten it, or write the rest as free text in the letter.",
        )
    return {
        "slug": point.slug,
        "item_id": point.item_id,
        "start": point.start,
        "end": point.end,
        "words": clean(point.words),
        "ground": point.ground,
        "mitigation": point.mitigation,
        "outcome": point.outcome or "",
        "reason": reason,
    }
