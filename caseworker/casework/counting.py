"""What a letter adds to the kept figures when it is issued, and takes from them when it comes back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from caseworker.casework.office import Office


def count(
    tx: Connection,
    office: Office,
    case: Row[Any],
    *,
    outcome: str,
    posts_on: date,
    officer: str = "",
    day: date | None = None,
    done: int = 1,
) -> None:
    """Count a case as cleared by the letter that answers it; `done=-1` takes exactly that back.

    Args:
        case: its row; its points and letters are counted as they stand.
        outcome: of the decision that the letter gives.
        posts_on: the posting day the letter was issued for (`letters.posts_on`, also when it comes back).
        officer: who issued it; whoever acts where not given.
        day: the office's day on which it was issued; today where not given.
    """
    from caseworker.store import figures

    points, items = figures.answered(tx, case.id)
    figures.add_done(
        tx,
        officer or office.officer.id,
        day or office.today(),
        case.kind,
        outcome,
        points,
        items=max(1, items),
        weight=figures.weight(points, items, 1, office.council.weights),
        on_time=in_time(case, posts_on),
        done=done,
    )


def in_time(case: Row[Any], posts_on: date) -> bool:
    """Whether a letter of this posting day keeps the law's last safe day and the council's own standard."""
    return posts_on <= case.target_on and (case.safe_post_on is None or posts_on <= case.safe_post_on)
