"""The backlog worked through: which cases miss their last day, worked by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from caseworker.casework.burning import Burn, Waiting, burn
from caseworker.law.calendar import england

TODAY = date(2026, 11, 20)  # a Friday
MON, TUE, WED = (date(2026, 11, day) for day in (23, 24, 25))


def _lot(count: int, safe: date | None, target: date, kind: str = "formal") -> Waiting:
    return Waiting(kind, safe, target, count)


def _law(found: Burn, kind: str = "formal") -> tuple[int, date | None, int]:
    [one] = [one for one in found.kinds if one.kind == kind]
    return one.law.past, one.law.first_on, one.law.would


def _target(found: Burn, kind: str = "formal") -> tuple[int, date | None, int]:
    [one] = [one for one in found.kinds if one.kind == kind]
    return one.target.past, one.target.first_on, one.target.would


def test_a_pace_that_is_enough_breaches_nothing() -> None:
    found = burn([_lot(2, TODAY, TODAY), _lot(2, MON, MON)], lambda _: 2, TODAY)
    assert (found.law_on, found.target_on, found.empty_on) == (None, None, MON)
    assert found.series[:4] == ((TODAY, 4), (TODAY, 2), (MON, 0), (TUE, 0))


def test_the_first_that_misses_its_day_and_how_many_would() -> None:
    # Two a day: two today, two on Monday, two on Tuesday; five were due on Monday.
    found = burn([_lot(5, MON, WED), _lot(1, TUE, TUE)], lambda _: 2, TODAY)
    assert _law(found) == (0, MON, 1)
    assert _target(found) == (0, None, 0)
    assert found.empty_on == TUE


def test_what_is_past_already_is_told_apart() -> None:
    found = burn([_lot(3, date(2026, 11, 19), date(2026, 11, 2))], lambda _: 1, TODAY)
    assert _law(found) == (3, None, 0)
    assert _target(found) == (3, None, 0)


def test_the_law_goes_before_the_councils_own_standard() -> None:
    lots = [_lot(2, None, TODAY, "informal"), _lot(2, WED, WED)]
    found = burn(lots, lambda _: 1, TODAY)
    assert found.law_on is None
    assert _target(found, "informal") == (0, TODAY, 2)
    assert found.target_on == TODAY


def test_parts_of_a_case_are_carried_over_but_not_kept_in_store() -> None:
    found = burn([_lot(3, None, WED)], lambda _: 0.5, TODAY)
    assert [n for _, n in found.series[:7]] == [3, 3, 2, 2, 1, 1, 0]
    # Days without work to do leave no pace behind for later ones.
    late = burn([], lambda _: 5, TODAY, arrivals={"formal": 1.0}, deadlines=lambda _, day: (day, day), days=4)
    assert late.law_on is None
    assert {n for _, n in late.series} == {0}


def test_nobody_clears_anything_and_everything_breaches_on_its_day() -> None:
    found = burn(
        [_lot(4, TUE, MON), _lot(2, WED, WED), _lot(1, date(2027, 11, 1), date(2027, 11, 1))],
        lambda _: 0,
        TODAY,
    )
    assert _law(found) == (0, TUE, 6)
    assert _target(found) == (0, MON, 6)
    assert found.empty_on is None


def test_no_backlog_at_all() -> None:
    found = burn([], lambda _: 0, TODAY)
    assert (found.kinds, found.law_on, found.empty_on) == ((), None, TODAY)


def test_a_bank_holiday_clears_nothing() -> None:
    eve = date(2026, 12, 24)
    found = burn([_lot(2, None, eve)], lambda _: 1, eve)
    # Friday 25 December, and Monday 28 December in lieu of Saturday's Boxing Day.
    assert [day for day, _ in found.series[:3]] == [eve, eve, date(2026, 12, 29)]


def test_what_comes_in_takes_its_turn_and_is_not_counted_as_open_now() -> None:
    def deadlines(_: str, day: date) -> tuple[date, date]:
        return day, day

    # Three a day come in from Monday, due at once, and two a day are cleared: the first that misses its day
    # is Monday's; the old one, due on Wednesday, finds Tuesday's before it.
    lots = [_lot(3, WED, WED)]
    found = burn(lots, lambda _: 2, TODAY, arrivals={"formal": 3.0}, deadlines=deadlines, days=5)
    assert _law(found) == (0, MON, 1)
    assert burn(lots, lambda _: 2, TODAY).law_on is None
    [kind] = found.kinds
    assert kind.open == 3
    assert [n for _, n in found.series] == [3, 1, 2, 3, 4, 5]


LOTS = st.lists(
    st.builds(
        Waiting,
        st.sampled_from(["formal", "informal"]),
        st.none() | st.dates(date(2026, 11, 1), date(2027, 1, 31)),
        st.dates(date(2026, 11, 1), date(2027, 1, 31)),
        st.integers(1, 30),
    ),
    max_size=12,
)


@given(LOTS, st.floats(0, 20), st.floats(0, 5))
def test_more_pace_never_breaches_earlier_nor_more(lots: list[Waiting], pace: float, more: float) -> None:
    slow, fast = (burn(lots, lambda _, each=each: each, TODAY) for each in (pace, pace + more))
    assert sum(one.law.would for one in fast.kinds) <= sum(one.law.would for one in slow.kinds)
    assert (fast.law_on or date.max) >= (slow.law_on or date.max)
    assert all(after <= before for (_, after), (_, before) in zip(fast.series, slow.series, strict=True))


@given(LOTS, st.floats(0, 20))
def test_the_series_only_falls_and_counts_every_case(lots: list[Waiting], pace: float) -> None:
    found = burn(lots, lambda _: pace, TODAY)
    counts = [n for _, n in found.series]
    assert counts[0] == sum(one.n for one in lots) == sum(one.open for one in found.kinds)
    assert counts == sorted(counts, reverse=True)
    assert all(england().is_working_day(day) for day, _ in found.series)
