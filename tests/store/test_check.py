"""Looking a store over: what is wrong is told, and what to do about it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from caseworker.store import counters, figures, raw, tables
from caseworker.store.check import check
from caseworker.store.engine import Store
from tests import builders


def _wrong(store: Store) -> set[str]:
    return {line.name for line in check(store) if not line.ok}


def test_a_new_store_is_well(store: Store) -> None:
    # The server of the tests may run without fsync; that alone is said of it.
    assert _wrong(store) <= {"fsync", "free space"}
    assert all(not line.words for line in check(store) if line.ok)


def test_the_settings_are_named(sqlite_store: Store) -> None:
    found = {line.name: line.found for line in check(sqlite_store)}
    assert (found["journal"], found["synchronous"]) == (raw.journal_mode(), "FULL")
    assert (found["file rights"], found["kind"], found["guards"]) == ("0600", "live", "20 of 20 guards stand")


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("CREATE TABLE more (x)", "shape"),
        ("UPDATE counters SET value = 7 WHERE name = 'open:formal'", "open formal"),
        ("UPDATE counters SET value = 1 WHERE name = 'open:certificate'", "open certificate"),
        ("PRAGMA foreign_keys=OFF; INSERT INTO drafts VALUES (99, 'a', 1, 'x', 'x')", "links"),
    ],
)
def test_what_is_wrong_is_named(sqlite_store: Store, sql: str, name: str) -> None:
    with sqlite_store.writing() as tx:
        builders.case(tx, kind="formal")
        counters.recount_open(tx)
    con = sqlite3.connect(sqlite_store.path)
    con.executescript(sql)
    con.close()
    wrong = [line for line in check(sqlite_store) if not line.ok]
    assert [line.name for line in wrong if line.name != "free space"] == [name]
    assert wrong[0].words


def test_a_lost_guard_is_named(sqlite_store: Store) -> None:
    con = sqlite3.connect(sqlite_store.path)
    con.execute("DROP TRIGGER letters_no_delete")
    con.close()
    wrong = {line.name: line.words for line in check(sqlite_store) if not line.ok}
    assert "letters_no_delete" in wrong["guards"]
    assert "shape" in wrong


def test_others_rights_are_told(sqlite_store: Store) -> None:
    sqlite_store.path.chmod(0o644)
    assert "file rights" in _wrong(sqlite_store)


def _letter(store: Store, issued_at: datetime, state: str = "", counted: date | None = None) -> None:
    """A letter of asha's, counted on a day where one is given."""
    with store.writing() as tx:
        pcn = builders.pcn(tx)
        case = builders.case(tx, pcn)
        letter = builders.letter(tx, case, pcn, issued_at=issued_at)
        if state:
            builders.posting(tx, letter, case, pcn, state=state)
        if counted:
            figures.add_done(tx, "asha", counted, "informal", "uphold", 1)


def test_kept_figures_agree_with_the_letters_by_london_s_day(store: Store) -> None:
    # Half past eleven at night by UTC is the next day in London's summer.
    _letter(store, datetime(2026, 7, 1, 23, 30, tzinfo=UTC), counted=date(2026, 7, 2))
    _letter(store, datetime(2026, 11, 20, 23, 30, tzinfo=UTC), "left", counted=date(2026, 11, 20))
    _letter(store, datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "recalled")
    _letter(store, datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "slipped")
    [line] = [line for line in check(store) if line.name == "kept figures"]
    assert (line.ok, line.found) == (True, "2 cleared, as the letters say")


@pytest.mark.parametrize(
    ("state", "counted", "words"),
    [
        ("", None, "asha on 2026-11-20, informal, uphold: 0 kept, 1 letter"),
        ("recalled", date(2026, 11, 20), "asha on 2026-11-20, informal, uphold: 1 kept, 0 letters"),
        ("left", date(2026, 11, 19), "asha on 2026-11-19, informal, uphold: 1 kept, 0 letters"),
    ],
)
def test_figures_that_no_letter_bears_out_are_named(
    store: Store, state: str, counted: date | None, words: str
) -> None:
    _letter(store, datetime(2026, 11, 20, 9, 0, tzinfo=UTC), state, counted)
    [line] = [line for line in check(store) if line.name == "kept figures"]
    assert not line.ok
    assert words in line.words


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_letter_that_is_not_as_issued_is_named(sqlite_store: Store, how: str) -> None:
    with sqlite_store.writing() as tx:
        pcn = builders.pcn(tx)
        builders.letter(tx, builders.case(tx, pcn), pcn, number="0000042")
    con = sqlite3.connect(sqlite_store.path)
    con.execute("DROP TRIGGER letter_bytes_no_update")
    con.execute("DROP TRIGGER letter_bytes_no_delete")
    con.execute("UPDATE letter_bytes SET docx = x'00'" if how == "changed" else "DELETE FROM letter_bytes")
    con.commit()
    con.close()
    [line] = [line for line in check(sqlite_store) if line.name == "letters"]
    assert not line.ok
    assert "0000042" in line.words


def test_every_kind_that_has_a_digest_is_compared(store: Store) -> None:
    with store.writing() as tx:
        builders.evidence(tx, builders.pcn(tx), source_id="E-tollgate")
        tx.execute(sa.update(tables.EvidenceBytes).values(content=b"other"))
    wrong = {line.name: line.words for line in check(store) if not line.ok}
    assert wrong["evidence"].startswith("evidence E-tollgate is not as it was kept")
    others = {"letters", "correspondence", "inbox", "papers", "letters entered", "payments"}
    others |= {"refunds and the like"}
    assert others.isdisjoint(wrong)
    assert others <= {line.name for line in check(store)}
