"""The shared vocabulary of points, grounds and mitigation, as the desk offers it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from caseworker.law import grounds, mitigation
from caseworker.law import points as law_points
from caseworker.screens.asking import Choice


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
    choices = [
        Choice(one.slug, one.label, one.words, preview(one))
        for one in law_points.points(regime, basis, code)
        if one.slug not in taken
    ]

    def find(typed: str) -> Sequence[Choice]:
        """Choices that hold every word typed, also in what is looked at; those with it in the label first."""
        words = typed.lower().split()
        found = [one for one in choices if all(w in f"{one.id} {one.preview}".lower() for w in words)]
        return sorted(found, key=lambda one: not all(w in f"{one.id} {one.label}".lower() for w in words))

    return find


def preview(point: law_points.Point) -> str:
    """What a point means, and what is usually looked at for it."""
    looked = "\n".join(f"- {one}" for one in point.evidence)
    usually = f"\n\nUsually looked at:\n{looked}" if looked else ""
    return f"{point.label}\n\n{point.words}{usually}"
