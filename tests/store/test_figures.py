"""What came in and what was cleared: alike for cancelling and upholding, taken back when an act is."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from caseworker.config import Weights
from caseworker.store import figures
from caseworker.store.engine import Store
from tests import builders

DAY = date(2026, 11, 23)
NAMES = ", ".join(figures.SUMS)


def _rows(store: Store) -> dict[str, tuple[int, ...]]:
    """By outcome, what is kept of asha's day."""
    with store.raw() as reader:
        sql = f"SELECT outcome, {NAMES} FROM tallies WHERE officer = 'asha'"
        return {row[0]: tuple(row[1:]) for row in reader.rows(sql)}


def test_done_is_counted_by_officer_and_day(store: Store) -> None:
    with store.writing() as tx:
        figures.add_done(tx, "asha", DAY, "formal", "cancel", 3, weight=150)
        figures.add_done(tx, "asha", DAY, "formal", "uphold", 1)
        figures.add_done(tx, "asha", DAY, "formal", "uphold", 1, items=2, weight=115)
        figures.add_done(tx, "tobin", DAY, "informal", "uphold", 2, weight=125)
    with store.reading() as tx:
        assert figures.done_on(tx, "asha", DAY) == (3, 3.65)
        assert figures.done_on(tx, "tobin", DAY) == (1, 1.25)
        assert figures.done_on(tx, "asha", date(2026, 11, 24)) == (0, 0)
    assert _rows(store) == {"cancel": (1, 3, 1, 1, 150, 1, 0), "uphold": (2, 2, 3, 2, 215, 2, 0)}


def test_cancelling_and_upholding_leave_the_same_figures(store: Store) -> None:
    with store.writing() as tx:
        for outcome in ("cancel", "uphold"):
            figures.add_done(
                tx, "asha", DAY, "formal", outcome, 3, items=2, pcns=2, weight=215, on_time=False
            )
    assert _rows(store)["cancel"] == _rows(store)["uphold"] == (1, 3, 2, 2, 215, 0, 1)


def test_an_act_taken_back_leaves_nothing_counted(store: Store) -> None:
    how = {"items": 2, "pcns": 3, "weight": 190, "on_time": False}
    with store.writing() as tx:
        figures.add_done(tx, "asha", DAY, "formal", "cancel", 3, **how)
        figures.add_done(tx, "asha", DAY, "formal", "cancel", 3, **how, done=-1)
        assert figures.done_on(tx, "asha", DAY) == (0, 0)
    assert set(_rows(store)["cancel"]) == {0}


def test_arrivals_are_counted_by_day_and_kind(store: Store) -> None:
    with store.writing() as tx:
        figures.add_arrivals(tx, DAY, "formal", 7)
        figures.add_arrivals(tx, DAY, "formal", 5)
        figures.add_arrivals(tx, DAY, "informal", 2)
        figures.add_arrivals(tx, DAY, "formal", -1)
    with store.raw() as reader:
        assert dict(reader.rows("SELECT kind, received FROM arrivals")) == {"formal": 11, "informal": 2}


def test_points_and_letters_that_a_case_answers(store: Store) -> None:
    with store.writing() as tx:
        pcn = builders.pcn(tx)
        case, other = builders.case(tx, pcn), builders.case(tx, pcn)
        for slug in ("loading", "blue-badge"):
            builders.point(tx, case, slug)
        builders.point(tx, other)
        for about, way in ((case, "in"), (case, "in"), (case, "out"), (other, "in"), (None, "in")):
            builders.item(tx, pcn, about, direction=way)
        assert figures.answered(tx, case) == (2, 2)
        assert figures.answered(tx, other) == (1, 1)


def test_a_plain_case_counts_one_and_more_work_counts_more() -> None:
    usual = Weights()
    assert figures.weight(1, 1, 1, usual) == figures.weight(0, 0, 0, usual) == 100
    assert figures.weight(3, 1, 1, usual) == 150
    assert figures.weight(2, 3, 2, usual) == 100 + 25 + 30 + 50
    assert figures.weight(2, 3, 2, Weights(200, 1, 10, 1000)) == 200 + 1 + 20 + 1000


@given(st.tuples(*[st.integers(0, 12)] * 3), st.integers(0, 2))
def test_no_more_work_ever_counts_less(counts: tuple[int, int, int], which: int) -> None:
    more = tuple(count + (at == which) for at, count in enumerate(counts))
    assert figures.weight(*more, Weights()) >= figures.weight(*counts, Weights()) >= 100
