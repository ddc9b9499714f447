"""Kept numbers: never the same twice, no gap where an act was undone."""

from __future__ import annotations

import pytest

from caseworker.store import counters
from caseworker.store.engine import Store
from tests import builders


def test_numbers_follow_each_other(store: Store) -> None:
    with store.writing() as tx:
        assert [counters.take(tx, "letter") for _ in range(3)] == [1, 2, 3]
        assert counters.take(tx, "note") == 1
    with store.reading() as tx:
        assert counters.value(tx, "letter") == 3
        assert counters.value(tx, "never used") == 0


def test_an_undone_act_leaves_no_gap(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as tx:
        counters.take(tx, "letter")
        _ = 1 / 0
    with store.writing() as tx:
        assert counters.take(tx, "letter") == 1


def test_adding_and_taking_away(store: Store) -> None:
    with store.writing() as tx:
        assert counters.add(tx, "open:formal", 10) == 10
        assert counters.add(tx, "open:formal", -3) == 7


def test_open_cases_are_counted_anew(store: Store) -> None:
    with store.writing() as tx:
        counters.add(tx, "open:formal", 99)
        for kind, open_ in (("formal", 1), ("formal", 0), ("informal", 1)):
            builders.case(tx, kind=kind, open=open_)
        builders.case(tx, kind="complaint")
        counted = {kind: n for kind, n in counters.recount_open(tx).items() if n}
        assert counted == {"informal": 1, "formal": 1, "complaint": 1}
        values = dict(zip(counters.KINDS, (counters.value(tx, name) for name in counters.OPEN), strict=True))
        assert {kind: n for kind, n in values.items() if n} == counted
