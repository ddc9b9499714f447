"""The council's own guidelines."""

from __future__ import annotations

from caseworker.law.facts import Outcome
from caseworker.law.policy import Guideline, departs, match

BADGE = Guideline(
    "badge", "badge not shown", ("blue-badge-not-displayed",), "the badge", Outcome.CANCEL, "once a year"
)
SIGNS = Guideline("signs", "signs", ("signs-missing", "signs-unclear"), "photographs", None)
LATE = Guideline("late", "a few minutes", ("overstayed-briefly",), "none", Outcome.UPHOLD)


def test_guidelines_are_found_by_the_points_raised_the_best_fit_first() -> None:
    found = match((BADGE, SIGNS, LATE), ["signs-missing", "signs-unclear", "blue-badge-not-displayed"])
    assert found == (SIGNS, BADGE)
    assert match((BADGE, SIGNS), ["loading"]) == ()


def test_departing_from_the_usual_outcome_is_noticed() -> None:
    assert departs(BADGE, Outcome.UPHOLD)
    assert not departs(BADGE, Outcome.CANCEL)
    assert not departs(SIGNS, Outcome.UPHOLD)


def test_a_guideline_on_parked_vehicles_is_silent_on_one_that_drove() -> None:
    goods = Guideline("goods", "goods", ("loading",), "", Outcome.CANCEL, families=("parking",))
    assert match((goods,), ["loading"], ("bus-lane",)) == ()
    assert match((goods,), ["loading"], ("parking",)) == (goods,) == match((goods,), ["loading"])
    assert match((BADGE,), ["blue-badge-not-displayed"], ("bus-lane",)) == (BADGE,)
