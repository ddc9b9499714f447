"""The shared vocabulary of points, grounds and mitigation, as the desk offers it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from caseworker.law import grounds, mitigation
from caseworker.law import points as law_points
from caseworker.screens.asking import Choice
from caseworker.text import telling


def label_of(slug: str) -> str:
    """A point's label."""
    return law_points.point(slug).label


def usual_ground(slug: str, regime: str, basis: str | None = None, code: str = "") -> tuple[str, bool]:
    """The ground a point is usually put under, and whether it is mitigation."""
    return law_points.point(slug).under(regime, basis, code)


def grounds_of(regime: str, basis: str | None = None) -> tuple[tuple[str, str, bool], ...]:
    """Every ground and mitigation of a regime: code, words, whether it is mitigation."""
    listed = [(one.id, one.label, False) for one in grounds.grounds(regime, basis)]
    listed += [(one.id, one.label, True) for one in mitigation.mitigations(regime, basis)]
    return tuple(listed)


def finder(
    regime: str, taken: set[str], basis: str | None = None, code: str = ""
) -> Callable[[str], Sequence[Choice]]:
    """A finder over the points that can be raised about a code in a regime and are not taken yet."""
    offered = [one for one in law_points.points(regime, basis, code) if one.slug not in taken]
    choices = [Choice(one.slug, one.label, one.words, preview(one)) for one in offered]
    named = [f"{one.slug} {one.label}".lower() for one in offered]
    known = [one.known_as.lower() for one in offered]
    held = [f"{known[n]} {one.preview}".lower() for n, one in enumerate(choices)]

    def with_all(words: Sequence[str]) -> list[Choice]:
        """Choices that hold all of these words: those with them in the label first, then as it is said."""
        ranks = [
            [not all(w in some[n] for w in words) for some in (named, known, held)]
            for n in range(len(choices))
        ]
        found = [n for n in range(len(choices)) if not ranks[n][2]]
        return [choices[n] for n in sorted(found, key=lambda n: ranks[n])]

    def find(typed: str) -> Sequence[Choice]:
        """Choices that hold every word typed, as motorists say it too; of many small words, what tells."""
        words = typed.lower().split()
        return with_all(words) or with_all(telling(words) or words)

    return find


def preview(point: law_points.Point) -> str:
    """What a point means, and what is usually looked at for it."""
    looked = "\n".join(f"- {one}" for one in point.evidence)
    usually = f"\n\nUsually looked at:\n{looked}" if looked else ""
    return f"{point.label}\n\n{point.words}{usually}"
