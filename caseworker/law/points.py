"""The points that a motorist can raise: one shared vocabulary, from the letter to the figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from caseworker.law.grounds import ground_for
from caseworker.law.mitigation import OTHER, mitigations
from caseworker.law.regimes import families_of, regime
from caseworker.law.tables import table, unknown

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that can be said against a PCN."""

    slug: str
    label: str
    """A few words for a list."""
    words: str
    """What the motorist says, in short."""
    said: tuple[str, ...]
    """What motorists call it, in words of their own: it is found by them, and nothing is judged by them."""
    ground: str
    """The kind of thing said, as `Ground.answers` names them; empty where no law has a ground for it."""
    ground_in: Mapping[str, str]
    """Another kind in a family, or for a reason to post a PCN, for which the law has a ground of its own."""
    mitigation_code: str
    """The kind of mitigation it usually is; empty where none."""
    mitigation: bool
    """Whether it is usually weighed as mitigation rather than decided as a ground."""
    evidence: tuple[str, ...]
    """What is usually worth looking at."""
    families: tuple[str, ...]
    """The families of cases in which it arises."""
    denies: tuple[str, ...]
    """Contraventions, by their code without a suffix, that did not occur where it is so."""
    unless: str
    """Suffixes of those codes with which it is weighed all the same."""
    weighed_on: tuple[str, ...]
    """Codes of places where it is no exception: it is weighed there, not decided as a ground."""

    @property
    def known_as(self) -> str:
        """All by which it is found: its name, what is said, and what motorists call it."""
        return f"{self.slug} {self.label} {self.words} {' '.join(self.said)}"

    def under(self, regime_id: str, basis: str | None = None, code: str = "") -> tuple[str, bool]:
        """What it usually stands under in a regime: the id, and whether that is a kind of mitigation.

        Where the law of the regime has no ground for it, it is weighed as mitigation; an empty id where it is
        neither (a request for evidence, a complaint about conduct).

        Args:
            code: the contravention with its suffixes: where it turns on what is said here, the ground is that
                it did not occur; where it is no exception there, it is weighed.
        """
        found = None
        denied = self.denied(code)
        if denied or not (self.mitigation or code[:2] in self.weighed_on):
            usual = self.ground_in.get(regime(regime_id).family, self.ground)
            said = "no-contravention" if denied else self.ground_in.get(basis or "", usual)
            found = ground_for(said, regime_id, basis) if said else None
        if found is not None:
            return found.id, False
        if not self.ground and not self.mitigation_code:
            return "", False
        known = {one.id for one in mitigations(regime_id, basis)}
        return (self.mitigation_code if self.mitigation_code in known else OTHER), True

    def denied(self, code: str) -> bool:
        """Whether a contravention of this code did not occur where it is so."""
        return code[:2] in self.denies and not set(code[2:]).intersection(self.unless)


@cache
def _all() -> Mapping[str, Point]:
    return {
        row["slug"]: Point(
            slug=row["slug"],
            label=row["label"],
            words=row["words"],
            said=tuple(row["said"]),
            ground=row["ground"],
            mitigation_code=row["mitigation_code"],
            mitigation=row["mitigation"],
            evidence=tuple(row["evidence"]),
            ground_in=MappingProxyType(dict(row.get("ground_in", {}))),
            families=tuple(row["families"]),
            denies=tuple(row.get("denies", ())),
            unless=row.get("unless", ""),
            weighed_on=tuple(row.get("weighed_on", ())),
        )
        for row in table("points")["point"]
    }


def point(slug: str) -> Point:
    """One point by its slug; an unknown one is refused with the nearest known name."""
    found = _all().get(slug)
    if found is None:
        raise unknown("point", slug, _all())
    return found


def points(regime_id: str | None = None, basis: str | None = None, code: str = "") -> tuple[Point, ...]:
    """The points that can be raised in a regime, or all of them.

    Args:
        basis: for a PCN by post, why it came by post: bus lanes and moving traffic outside London have points
            of their own.
        code: the contravention, where it is known: it tells a bus lane from moving traffic.
    """
    if regime_id is None:
        return tuple(_all().values())
    here = set(families_of(regime_id, basis))
    alleged = table("contraventions")["code"].get(code[:2], {}).get("family", "")
    here = here.intersection({alleged}) or here
    return tuple(one for one in _all().values() if here.intersection(one.families))


def slugs() -> tuple[str, ...]:
    """Every slug."""
    return tuple(_all())


@cache
def known_words(slug: str) -> frozenset[str]:
    """The words by which a point is found, each in small letters; none of what is no point."""
    found = _all().get(slug)
    return frozenset() if found is None else frozenset(_WORD.findall(found.known_as.lower()))
