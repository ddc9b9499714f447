"""What was cleared: counted alike for cancelling and upholding, and taken back when an act is."""

from __future__ import annotations

from datetime import date

from caseworker.store import figures
from caseworker.store.engine import Store

DAY = date(2026, 11, 23)


def test_done_is_counted_by_officer_and_day(store: Store) -> None:
    with store.writing() as tx:
        figures.add_done(tx, "asha", DAY, "formal", "cancel", 3)
        figures.add_done(tx, "asha", DAY, "formal", "uphold", 1)
        figures.add_done(tx, "asha", DAY, "formal", "uphold", 1)
        figures.add_done(tx, "tobin", DAY, "informal", "uphold", 2)
    with store.reading() as tx:
        assert figures.done_on(tx, "asha", DAY) == (3, 5)
        assert figures.done_on(tx, "tobin", DAY) == (1, 2)
        assert figures.done_on(tx, "asha", date(2026, 11, 24)) == (0, 0)


def test_an_act_taken_back_is_not_counted(store: Store) -> None:
    with store.writing() as tx:
        figures.add_done(tx, "asha", DAY, "formal", "cancel", 3)
        figures.add_done(tx, "asha", DAY, "formal", "cancel", 3, done=-1)
        assert figures.done_on(tx, "asha", DAY) == (0, 0)
