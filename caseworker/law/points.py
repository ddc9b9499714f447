"""The points that a motorist can raise: one shared vocabulary, from the letter to the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from caseworker.law.regimes import regime
from caseworker.law.tables import table, unknown


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that can be said against a PCN."""

    slug: str
    label: str
    """A few words for a list."""
    words: str
    """What the motorist says, in short."""
    ground: str
    """The ground it usually falls under in a parking case; empty where none does."""
    mitigation_code: str
    """The kind of mitigation it usually is; empty where none."""
    mitigation: bool
    """Whether it is usually weighed as mitigation rather than decided as a ground."""
    evidence: tuple[str, ...]
    """What is usually worth looking at."""
    only: str
    """The one family of cases in which it arises; empty for all."""

    @property
    def put_under(self) -> str:
        """The id it usually stands under: of a kind of mitigation where it is one, else of a ground."""
        return self.mitigation_code if self.mitigation else self.ground


@cache
def _all() -> Mapping[str, Point]:
    return {
        row["slug"]: Point(
            slug=row["slug"],
            label=row["label"],
            words=row["words"],
            ground=row["ground"],
            mitigation_code=row["mitigation_code"],
            mitigation=row["mitigation"],
            evidence=tuple(row["evidence"]),
            only=row.get("only", ""),
        )
        for row in table("points")["point"]
    }


def point(slug: str) -> Point:
    """One point by its slug; an unknown one is refused with the nearest known name."""
    found = _all().get(slug)
    if found is None:
        raise unknown("point", slug, _all())
    return found


def points(regime_id: str | None = None) -> tuple[Point, ...]:
    """The points that can be raised in a regime, or all of them."""
    if regime_id is None:
        return tuple(_all().values())
    family = regime(regime_id).family
    return tuple(one for one in _all().values() if one.only in ("", family))


def slugs() -> tuple[str, ...]:
    """Every slug."""
    return tuple(_all())
