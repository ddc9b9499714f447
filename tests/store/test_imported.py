"""One digest over many rows of money, and the ids that it covers."""

from __future__ import annotations

from datetime import date

from caseworker.store.imported import Sealed, adjustment_digest, payment_digest, runs_of


def _sealed(*rows: tuple[int, str]) -> Sealed:
    sealed = Sealed()
    for row in rows:
        sealed.add(*row)
    return sealed


def test_ids_in_a_row_are_one_run_and_gaps_part_them() -> None:
    sealed = _sealed((3, "a"), (4, "b"), (9, "c"))
    assert sealed.fields("payments") == {"payments": "3-4,9-9", "payments_digest": sealed.digest}
    assert list(runs_of("3-4,9-9")) == [(3, 4), (9, 9)]
    assert _sealed().fields("payments") == {}


def test_the_digest_changes_with_each_row_and_their_order() -> None:
    digests = {
        _sealed((1, "a"), (2, "b")).digest,
        _sealed((1, "b"), (2, "a")).digest,
        _sealed((1, "a")).digest,
        _sealed((1, "a"), (2, "c")).digest,
    }
    assert len(digests) == 4


def test_what_is_no_run_is_passed_over() -> None:
    assert list(runs_of("3-x,None,,7-8")) == [(7, 8)]


def test_a_day_reads_the_same_from_either_engine_and_each_value_counts() -> None:
    row = ("P-1", 7, date(2026, 11, 12), 8_000, "card")
    assert payment_digest(*row) == payment_digest("P-1", 7, "2026-11-12", 8_000, "card")
    changed = [("P-2", *row[1:]), ("P-1", 8, *row[2:]), (*row[:3], 800, "card"), (*row[:4], "cash")]
    assert len({payment_digest(*one) for one in (row, *changed)}) == 5
    assert adjustment_digest("A", 7, date(2026, 11, 12), "refund", "penalty", 1, "") != payment_digest(*row)
