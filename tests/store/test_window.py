"""The queue, a page at a time: the same rows in the same order, on both engines, however it is filtered."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from caseworker.store import counters
from caseworker.store.engine import Store
from caseworker.store.filtering import Filter
from caseworker.store.window import QueueRecord, Window
from tests import builders
from tests.builders import TODAY

STREETS = ("Tollgate Walk", "Mare_Street", "MARE STREET", "Quay 100% Lane", "Back\\Lane", "Mare Street [/]")


@dataclass
class Filled:
    """A store with cases in it, and the same cases as plain values."""

    store: Store
    rows: list[dict[str, Any]]

    def ids(self, words: str, **window: Any) -> list[int]:
        """What the window finds under a filter, all pages."""
        found = Window(self.store, Filter.parse(words, officer="asha"), today=TODAY)
        ids = [record.id for record in _all(found, 7)]
        assert found.count() == len(ids)
        return ids


def _all(window: Window, size: int) -> list[QueueRecord]:
    rows: list[QueueRecord] = []
    n, last = 0, None
    while page := window.page(n, size, after=last):
        rows += page
        n, last = n + 1, page[-1]
    return rows


@pytest.fixture
def filled(store: Store) -> Filled:
    """Sixty cases of all sorts."""
    rng = random.Random(5)
    rows: list[dict[str, Any]] = []
    with store.writing() as tx:
        for n in range(60):
            kind = rng.choice(("informal", "formal", "certificate"))
            target = TODAY + timedelta(days=rng.randrange(-5, 25))
            row: dict[str, Any] = {
                "kind": kind,
                "regime": rng.choice(("tma-reg9", "tma-reg10")),
                "officer": rng.choice(("", "", "asha", "tobin")),
                "street": rng.choice(STREETS),
                "code": rng.choice(("01", "12r", "12s", "30")),
                "vrm": rng.choice(("ZZ19ABC", "ZZ19ABD", "ZZ2", "QX21KLM", "Q_1")),
                "flags": rng.choice(("", "paid", "care paid", "careful", "film")),
                "status": rng.choice(("new", "open", "decided")),
                "received_on": TODAY - timedelta(days=rng.randrange(20)),
                "safe_post_on": TODAY + timedelta(days=rng.randrange(-2, 50)) if kind == "formal" else None,
                "target_on": target,
                "points": n % 4,
            }
            if rng.random() < 0.15:
                row |= {"open": 0, "status": "issued"}
            pcn = builders.pcn(tx, pcn=f"ZZ{n:03d}4567A")
            row["id"] = builders.case(tx, pcn, **row)
            row["pcn"] = f"ZZ{n:03d}4567A"
            row.setdefault("open", 1)
            row["urgency"] = f"{row['safe_post_on'] or '9999-12-31'} {row['target_on']}"
            rows.append(row)
        counters.recount_open(tx)
    return Filled(store, rows)


def _soon(row: dict[str, Any], day: date) -> bool:
    return (row["safe_post_on"] or date.max) < day or row["target_on"] < day


CONTRACT: list[tuple[str, Any]] = [
    ("", lambda r: True),
    ("kind:formal", lambda r: r["kind"] == "formal"),
    ("regime:tma-reg10", lambda r: r["regime"] == "tma-reg10"),
    ("officer:me", lambda r: r["officer"] == "asha"),
    ("officer:none", lambda r: r["officer"] == ""),
    ("officer:nosuch", lambda r: False),
    ("due<5", lambda r: _soon(r, TODAY + timedelta(days=5))),
    ("due:overdue", lambda r: _soon(r, TODAY)),
    ("due<2026-12-01 kind:formal", lambda r: r["kind"] == "formal" and _soon(r, date(2026, 12, 1))),
    ("flag:care", lambda r: "care" in r["flags"].split()),
    ("flag:care flag:paid", lambda r: {"care", "paid"} <= set(r["flags"].split())),
    ("flag:%", lambda r: False),
    ("care", lambda r: "care" in r["flags"].split()),
    ("film paid", lambda r: {"film", "paid"} <= set(r["flags"].split())),
    ("street:mare", lambda r: "mare" in r["street"].lower()),
    ("street:mare_", lambda r: "mare_" in r["street"].lower()),
    ("street:100%", lambda r: "100%" in r["street"]),
    ("street:\\", lambda r: "\\" in r["street"]),
    ("street:[/]", lambda r: "[/]" in r["street"]),
    ("street:'", lambda r: "'" in r["street"]),
    ("vrm:ZZ19ABC", lambda r: r["vrm"] == "ZZ19ABC"),
    ("vrm:zz19*", lambda r: r["vrm"].startswith("ZZ19")),
    ("vrm:*ABD", lambda r: r["vrm"].endswith("ABD")),
    ("vrm:Z*C", lambda r: r["vrm"].startswith("Z") and r["vrm"].endswith("C")),
    ("vrm:Q_*", lambda r: r["vrm"] == "Q_1"),
    ("vrm:*", lambda r: True),
    ("pcn:ZZ0074567A", lambda r: r["pcn"] == "ZZ0074567A"),
    ("pcn:ZZ00*", lambda r: r["pcn"].startswith("ZZ00")),
    ("ZZ007456", lambda r: r["pcn"].startswith("ZZ007456")),
    ("zz19", lambda r: r["vrm"].startswith("ZZ19")),
    ("ZZ19 mare", lambda r: r["vrm"].startswith("ZZ19") and "mare" in r["street"].lower()),
    ("walk", lambda r: "walk" in r["street"].lower()),
    ("code:12", lambda r: r["code"].startswith("12")),
    ("code:12r", lambda r: r["code"] == "12r"),
    ("status:decided", lambda r: r["status"] == "decided"),
    ("kind:informal officer:none", lambda r: (r["kind"], r["officer"]) == ("informal", "")),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), CONTRACT, ids=[words for words, _ in CONTRACT])
def test_a_filter_finds_exactly_its_rows_in_order(filled: Filled, words: str, wanted: Any) -> None:
    expected = [row for row in filled.rows if row["open"] and wanted(row)]
    expected.sort(key=lambda row: (row["urgency"], row["id"]))
    assert filled.ids(words) == [row["id"] for row in expected]


def test_by_day_received(filled: Filled) -> None:
    expected = sorted((row["received_on"], row["id"]) for row in filled.rows if row["open"])
    assert filled.ids("sort:received") == [one for _, one in expected]


def test_issued_cases_are_found_by_their_status(filled: Filled) -> None:
    expected = sorted((row["urgency"], row["id"]) for row in filled.rows if row["status"] == "issued")
    assert filled.ids("status:issued") == [one for _, one in expected]
    assert expected


def test_pages_are_the_same_from_either_side_and_by_number(filled: Filled) -> None:
    window = Window(filled.store, today=TODAY)
    whole = _all(window, 7)
    pages = -(-len(whole) // 7)
    for n in range(pages):
        page = whole[n * 7 : n * 7 + 7]
        assert window.page(n, 7) == page
        if n + 1 < pages:
            assert window.page(n, 7, before=whole[n * 7 + 7]) == page
        if n:
            assert window.page(n, 7, after=whole[n * 7 - 1]) == page
    assert window.page(pages, 7) == []


def test_a_row_carries_what_the_queue_shows(filled: Filled) -> None:
    first = Window(filled.store, today=TODAY).page(0)[0]
    row = next(row for row in filled.rows if row["id"] == first.id)
    for name in QueueRecord._fields:
        if name in row:
            assert getattr(first, name) == row[name], name
    assert type(first.received_on) is date
    assert (first.version, first.reply_due_on) == (1, None)


def test_kept_counts_answer_for_the_whole_queue_and_one_kind(filled: Filled) -> None:
    with filled.store.writing() as tx:
        counters.add(tx, "open:formal", 1000)
    assert Window(filled.store, Filter(kind="formal"), today=TODAY).count() > 1000
    assert Window(filled.store, today=TODAY).count() > 1000
    assert Window(filled.store, Filter(kind="formal", officer=""), today=TODAY).count() < 60


def test_rows_that_went_meanwhile_do_not_repeat_or_hide_others(filled: Filled) -> None:
    window = Window(filled.store, today=TODAY)
    first = window.page(0, 7)
    with filled.store.writing() as tx:
        tx.exec_driver_sql(f"UPDATE cases SET open = 0 WHERE id = {first[3].id}")
    second = window.page(1, 7, after=first[-1])
    assert not {one.id for one in first} & {one.id for one in second}
    assert window.page(0, 7, before=second[0])[-1] == first[-1]


@pytest.mark.parametrize(
    "words", ["", "kind:formal", "officer:me", "sort:received", "vrm:ZZ19ABC", "ZZ00123"]
)
def test_no_order_is_sorted_by_hand_over_the_whole_queue(sqlite_store: Store, words: str) -> None:
    window = Window(sqlite_store, Filter.parse(words, officer="asha"), today=TODAY)
    sql = f"EXPLAIN QUERY PLAN SELECT * FROM cases WHERE {window._where} ORDER BY {window._key}, id LIMIT 100"
    with sqlite_store.raw() as reader:
        plan = [str(row[3]) for row in reader.rows(sql, window._values)]
    assert not any(step.startswith("SCAN") for step in plan)
    looked_up = "id IN" in window._where
    assert any("TEMP B-TREE FOR ORDER" in step for step in plan) is looked_up
    assert not looked_up or not any("cases_queue" in step for step in plan)
