"""Searching: the same rows on both engines, and no input that is taken for a command."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseworker.store import search
from caseworker.store.engine import Store
from caseworker.store.raw import TooLong
from tests import builders

SIGNS = """O'Brien|x-y|50%|"|""|_|__ _|%|\\|*|NEAR(a b)|a AND b|OR|text:x|^start|a*b*|(|)|{}|-|+44"""
ODD = [*SIGNS.split("|"), "", " ", "\x00", "a\x00b", "'; DROP TABLE cases;--", "名前", "é" * 5_000, "1" * 400]
ODD += ["?", "%s", "%(x)s", ":*", "a:*", "ZZ" * 3_000, "\u00b2\u00b3", "\u0663", "\ud800", "a|b & !c"]


@pytest.fixture
def filled(store: Store) -> Store:
    """Four PCNs with what each is found by."""
    with store.writing() as tx:
        before = search.marks(tx)
        voss = builders.pcn(tx, pcn="ZZ00123456", vrm="ZZ19ABC", keeper_postcode="ZZ1 4AB")
        case = builders.case(tx, voss)
        builders.item(tx, voss, case, "I was loading a wardrobe for my aunt.")
        builders.item(tx, voss, case, "Please answer: the wardrobe was heavy.")
        other = builders.pcn(
            tx, pcn="ZZ0123457A", vrm="ZZ19A8C", keeper_name="Renée O'Brien", keeper_postcode="ZZ14 4AB"
        )
        builders.case(tx, other, status="closed", open=0, received_on=date(2026, 8, 3))
        newest = builders.case(tx, other, writer_name="Otto Plume", writer_postcode="zz9 9zz")
        builders.item(tx, other, newest, "The sign was hidden by a wardrobe van.")
        builders.pcn(tx, pcn="ZX7654321B", vrm="ZZ68XYZ", keeper_name="Milo Ferrant", keeper_postcode="")
        builders.pcn(tx, pcn="ZZ99999999", vrm="2219ABC", keeper_name="Oona Tressell", keeper_postcode="")
        search.note_new(tx, before)
    return store


def find(store: Store, text: str, *ways: str) -> list[tuple[str, str]]:
    """PCNs found, each with by what."""
    with store.raw() as reader:
        return [(row.pcn, row.by) for row in search.find(reader, text, ways or search.WAYS)]


EACH = [
    ("ZZ00123456", "pcn", ["ZZ00123456"]),
    ("zz 0012", "pcn", ["ZZ00123456", "ZZ0123457A"]),
    ("ZZ1234", "pcn", ["ZZ00123456", "ZZ0123457A"]),
    ("ZZ123456", "pcn", ["ZZ00123456"]),
    ("123457", "pcn", ["ZZ0123457A"]),
    ("7654321b", "pcn", ["ZX7654321B"]),
    ("ZY", "pcn", []),
    ("zz6", "vrm", ["ZX7654321B"]),
    ("plume", "name", ["ZZ0123457A"]),
    ("otto plu", "name", ["ZZ0123457A"]),
    ("o'brien", "name", ["ZZ0123457A"]),
    ("ferrant milo", "name", ["ZX7654321B"]),
    ("zz1", "postcode", ["ZZ00123456", "ZZ0123457A"]),
    ("ZZ14AB", "postcode", ["ZZ00123456"]),
    ("zz9 9", "postcode", ["ZZ0123457A"]),
    ("wardrobe", "words", ["ZZ0123457A", "ZZ00123456"]),
    ("heavy wardr", "words", ["ZZ00123456"]),
    ("wardrobe heavy hidden", "words", []),
]
"""Typed, the way, the PCNs that are found."""


def test_each_way_finds_what_it_says(filled: Store) -> None:
    for typed, way, pcns in EACH:
        found = find(filled, typed, way)
        assert {pcn for pcn, _ in found} == set(pcns), typed
        assert {by for _, by in found} <= {way, "look-alike"}
        if way == "words":
            assert [pcn for pcn, _ in found] == pcns, "the newest letter first"


def test_a_whole_mark_finds_those_that_are_taken_for_it(filled: Store) -> None:
    assert find(filled, "zz19abc", "vrm") == [
        ("ZZ00123456", "vrm"),
        ("ZZ99999999", "look-alike"),
        ("ZZ0123457A", "look-alike"),
    ]


def test_a_row_says_the_newest_open_case_and_who_wrote(filled: Store) -> None:
    with filled.raw() as reader:
        row = next(iter(search.find(reader, "ZZ0123457A")))
        lone = next(iter(search.find(reader, "ZX7654321B")))
    assert (row.name, row.kind, row.status, row.street) == ("Otto Plume", "informal", "new", "Tollgate Walk")
    assert str(row.received) == "2026-11-16"
    assert (lone.case_id, lone.kind, lone.name) == (None, "", "Milo Ferrant")


def test_each_pcn_stands_once_by_the_first_way_that_found_it(filled: Store) -> None:
    found = find(filled, "zz1")
    assert len(found) == len({pcn for pcn, _ in found})


def test_a_changed_name_is_found_and_the_old_one_is_not(filled: Store) -> None:
    with filled.writing() as tx:
        key = tx.exec_driver_sql("SELECT id FROM pcns WHERE pcn = 'ZX7654321B'").scalar()
        search.note_name(tx, "search_keepers", int(key or 0), "Milo Ferrant", "Milo Quillfeather")
        tx.exec_driver_sql("UPDATE pcns SET keeper_name = 'Milo Quillfeather' WHERE pcn = 'ZX7654321B'")
    assert find(filled, "quillf", "name") == [("ZX7654321B", "name")]
    assert find(filled, "ferrant", "name") == []


@pytest.mark.parametrize("typed", ["tresell", "tressekl", "Oona Tresslel", "tressellx"])
def test_a_name_with_a_slip_is_found_as_nearly_that_where_nothing_else_is(filled: Store, typed: str) -> None:
    assert find(filled, typed) == [("ZZ99999999", "near-name")]
    assert find(filled, typed, "words") == []


@pytest.mark.parametrize(
    ("typed", "found"), [("plme", []), ("tressxyz", []), ("tresxell1", []), ("plumme", 1)]
)
def test_a_short_or_another_name_is_not_taken_for_it(filled: Store, typed: str, found: object) -> None:
    assert find(filled, typed) == ([("ZZ0123457A", "near-name")] if found else [])


def test_what_was_undone_is_not_found(filled: Store) -> None:
    class Undone(Exception):
        pass

    with pytest.raises(Undone), filled.writing() as tx:
        before = search.marks(tx)
        builders.pcn(tx, keeper_name="Vesper Undone")
        search.note_new(tx, before)
        raise Undone
    assert find(filled, "vesper") == []


def test_at_most_fifty_rows(filled: Store) -> None:
    with filled.writing() as tx:
        before = search.marks(tx)
        for _ in range(60):
            builders.pcn(tx, keeper_name="Jo Same", vrm="ZZ20AAA")
        search.note_new(tx, before)
    assert len(find(filled, "same")) == search.MOST
    assert len(find(filled, "zz20")) == search.MOST


def test_odd_input_finds_something_or_nothing_and_never_fails(filled: Store) -> None:
    for typed in ODD:
        assert isinstance(find(filled, typed), list), typed
        for way in search.WAYS:
            assert isinstance(find(filled, typed, way), list), (typed, way)


def test_a_pattern_sign_is_looked_for_as_it_is(filled: Store) -> None:
    assert find(filled, "Z%") == find(filled, "ZZ_9%") == find(filled, "50%") == []


def test_a_search_that_takes_too_long_is_broken_off(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
    monkeypatch.setitem(search._SEARCHES, "pcn", lambda reader, _: reader.rows(endless) and [])
    monkeypatch.setattr(search, "LONGEST", 0.2)
    start = time.monotonic()
    with filled.raw() as reader:
        with pytest.raises(TooLong):
            search.find(reader, "ZZ1")
        assert reader.rows("SELECT 1") == [(1,)], "the reader is as good as before"
    assert time.monotonic() - start < 8


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=40) | st.text("\"'%_*()^:-+ abz019é\\", max_size=20))
def test_whatever_is_typed_it_never_raises(sqlite_filled: Callable[[str], Any], typed: str) -> None:
    assert isinstance(sqlite_filled(typed), list)


@pytest.fixture
def sqlite_filled(sqlite_store: Store) -> Iterator[Callable[[str], Any]]:
    """A search in a small store on SQLite, on one connection."""
    with sqlite_store.writing() as tx:
        before = search.marks(tx)
        about = builders.pcn(tx)
        builders.item(tx, about, builders.case(tx, about))
        search.note_new(tx, before)
    with sqlite_store.raw() as reader:
        yield lambda typed: search.find(reader, typed)
