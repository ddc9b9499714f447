"""A decision on representations served after day 56: cancelled because of that (AR22 reg 6(7))."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.law.facts import Facts, LetterKind, PointOutcome
from caseworker.letters.plan import Answer, plan
from caseworker.letters.preflight import check
from caseworker.letters.render import render
from tests.letters import regimes
from tests.letters.writing import answer, library, written
from tests.letters.writing import facts as facts_of

FACTS = facts_of(
    LetterKind.NOTICE_OF_ACCEPTANCE,
    contravened_on=date(2026, 7, 21),
    pcn_served_on=date(2026, 7, 21),
    notice_served_on=date(2026, 9, 15),
    received_on=date(2026, 9, 25),
    points=("loading",),
)
ANSWERS = (Answer("loading", "Loading or unloading", PointOutcome.UPHELD, words="I was unloading a cot"),)


def letter(posts_on: date, served_on: date, **changes: object) -> tuple[str, Facts]:
    """The planned letter, posted and served on these days."""
    facts = replace(FACTS, posts_on=posts_on, served_on=served_on, **changes)  # type: ignore[arg-type]
    return render(plan(facts, ANSWERS, library()), facts, ANSWERS).text, facts


# Received Fri 25 Sep 2026 (day 1); 30 Sep is day 6, 31 Oct day 37, Thu 19 Nov day 56.
def test_after_day_56_the_notice_is_cancelled_because_of_the_time_and_the_points_are_not_weighed() -> None:
    text, facts = letter(date(2026, 11, 18), date(2026, 11, 20))
    assert "because we did not serve our decision on your representations in time" in text
    assert "treated as accepted" in text
    assert "unloading" not in text
    assert [one.code for one in check(text, facts, answers=ANSWERS)] == []


def test_on_day_56_it_is_an_acceptance_like_any_other() -> None:
    text, facts = letter(date(2026, 11, 17), date(2026, 11, 19))
    assert "in time" not in text
    assert "unloading" in text
    assert [one.code for one in check(text, facts, answers=ANSWERS) if one.level == "red"] == []


@pytest.mark.parametrize("paid", [8000, 16000])
def test_what_was_paid_is_returned(paid: int) -> None:
    text, facts = letter(date(2026, 11, 18), date(2026, 11, 20), paid_pence=paid, paid_on=date(2026, 8, 1))
    assert f"You paid £{paid // 100}" in text
    assert [one.code for one in check(text, facts, answers=ANSWERS)] == []


def test_an_acceptance_that_hides_the_missed_time_is_stopped() -> None:
    early, _ = letter(date(2026, 11, 17), date(2026, 11, 19))
    late = replace(FACTS, posts_on=date(2026, 11, 18), served_on=date(2026, 11, 20))
    assert "late-beyond-56-days" in {one.code for one in check(early, late, answers=ANSWERS)}


@pytest.mark.parametrize(
    ("slug", "outcome", "late"),
    [
        ("caz-unaware", PointOutcome.NOT_UPHELD, {}),
        ("caz-paid-late", PointOutcome.NOT_UPHELD, {}),
        ("caz-exempt-vehicle", PointOutcome.UPHELD, {}),
        ("caz-paid-wrong-vrm", PointOutcome.UPHELD, {}),
        ("bereavement", PointOutcome.UPHELD, {"deceased": "Mr A. Brandt"}),
        ("caz-unaware", PointOutcome.NOT_UPHELD, {"daily_charge_pence": None}),
    ],
)
def test_in_a_zone_a_late_decision_returns_the_daily_charge_too(
    slug: str, outcome: PointOutcome, late: dict[str, object]
) -> None:
    """RUC13 reg 8(10)(b): where it was paid, the daily charge is refunded as well."""
    case = regimes.case("caz-2013", LetterKind.NOTICE_OF_ACCEPTANCE, received_on=date(2026, 1, 10))
    text = written(replace(case, **late), answer(slug, outcome)).text  # type: ignore[arg-type]
    assert "If you paid it for Tuesday 6 January 2026, we are returning it too." in text
    assert "still due" not in text and "need do nothing more" not in text
    facts = replace(case, **late)  # type: ignore[arg-type]
    assert "missing-daily-charge" not in {one.code for one in check(text, facts)}
    kept = text.replace("we are returning it too", "that is all; if not, it is still due")
    assert "missing-daily-charge" in {one.code for one in check(kept, facts)}
