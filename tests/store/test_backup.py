"""Backups: opened, checked and counted before they are called done, and put back only when they still are."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from caseworker.law.refusals import Refused
from caseworker.store import audit, backup, counters, files
from caseworker.store.engine import Store
from tests import builders
from tests.builders import NOW


@pytest.fixture
def filled(sqlite_store: Store) -> Store:
    """A store with some work in it."""
    with sqlite_store.writing() as tx:
        for _ in range(5):
            pcn = builders.pcn(tx)
            builders.letter(tx, builders.case(tx, pcn), pcn)
            audit.append(tx, chain="case:1", act="issue", officer="asha", at=NOW, fields={})
        counters.recount_open(tx)
    return sqlite_store


def test_a_backup_is_counted_and_can_be_put_back(filled: Store, tmp_path: Path) -> None:
    target = tmp_path / "backups" / "monday.db"
    done = backup.backup(filled, target)
    assert (done.rows["pcns"], done.rows["letters"], done.entries) == (5, 5, 5)
    assert done.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert backup.sidecar(target).read_text(encoding="utf-8") == f"{done.sha256}  monday.db\n"
    assert target.stat().st_mode & 0o777 == 0o600
    assert "5 letters" in done.words
    with filled.writing() as tx:
        builders.pcn(tx)
    restored = backup.restore(target, tmp_path / "again.db")
    assert restored.rows == done.rows
    store = Store.open(tmp_path / "again.db", expect="live")
    assert audit.verify(store).ok
    with store.writing() as tx:
        builders.pcn(tx)
    assert sorted(one.name for one in target.parent.iterdir()) == ["monday.db", "monday.db.sha256"]


def test_a_training_store_stays_one(tmp_path: Path) -> None:
    store = builders.store(tmp_path / "t.db", "training", seed=7)
    backup.backup(store, tmp_path / "b.db")
    backup.restore(tmp_path / "b.db", tmp_path / "r.db")
    assert Store.open(tmp_path / "r.db", expect="training").seed == 7
    with pytest.raises(Refused, match="TRAINING"):
        Store.open(tmp_path / "r.db", expect="live")


@pytest.mark.parametrize("taken", ["b.db", "b.db.sha256"])
def test_nothing_is_written_over(filled: Store, tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_bytes(b"mine")
    with pytest.raises(Refused, match="already something"):
        backup.backup(filled, tmp_path / "b.db")
    assert (tmp_path / taken).read_bytes() == b"mine"


def test_restoring_never_writes_over(filled: Store, tmp_path: Path) -> None:
    backup.backup(filled, tmp_path / "b.db")
    with pytest.raises(Refused, match="already something"):
        backup.restore(tmp_path / "b.db", filled.path)
    assert Store.open(filled.path, expect="live")


def test_a_backup_while_others_work_is_whole(filled: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            with filled.writing() as tx:
                builders.pcn(tx)
                audit.append(tx, chain="office", act="count", officer="asha", at=NOW, fields={})

    thread = threading.Thread(target=work)
    thread.start()
    try:
        done = [backup.backup(filled, tmp_path / f"b{n}.db") for n in range(5)]
    finally:
        stop.set()
        thread.join()
    assert done[-1].rows["pcns"] > done[0].rows["pcns"]
    for one in done:
        assert one.rows["pcns"] == one.entries


def test_a_copy_with_rows_missing_is_not_called_done(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = backup._vacuum

    def lossy(place: object, part: Path) -> None:
        whole(place, part)  # type: ignore[arg-type]
        con = sqlite3.connect(part)
        con.execute("DELETE FROM counters")
        con.commit()
        con.close()

    monkeypatch.setattr(backup, "_vacuum", lossy)
    with pytest.raises(Refused, match="0 rows in counters"):
        backup.backup(filled, tmp_path / "b.db")
    assert not list(tmp_path.glob("*b.db*"))


def test_a_store_that_was_tampered_with_is_not_backed_up_as_sound(filled: Store, tmp_path: Path) -> None:
    con = sqlite3.connect(filled.path)
    con.execute("DROP TRIGGER audit_no_update")
    con.execute("UPDATE audit SET officer = 'maren'")
    con.execute(
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit "
        "BEGIN SELECT RAISE(ABORT, 'audit is written once'); END"
    )
    con.commit()
    con.close()
    with pytest.raises(Refused, match="does not say what was hashed"):
        backup.backup(filled, tmp_path / "b.db")


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER hidden AFTER INSERT ON payments BEGIN DELETE FROM payments; END",
        "CREATE VIEW refunds AS SELECT 1",
        "CREATE TABLE more (x)",
        "DROP TRIGGER letters_no_update",
        "DROP INDEX cases_queue",
    ],
)
def test_a_backup_of_another_shape_is_refused(filled: Store, tmp_path: Path, sql: str) -> None:
    backup.backup(filled, tmp_path / "b.db")
    backup.sidecar(tmp_path / "b.db").unlink()
    con = sqlite3.connect(tmp_path / "b.db")
    con.execute(sql)
    con.commit()
    con.close()
    with pytest.raises(Refused, match="not sound"):
        backup.restore(tmp_path / "b.db", tmp_path / "r.db")
    assert not (tmp_path / "r.db").exists()
    assert not list(tmp_path.glob(".r.db*"))


def test_a_backup_that_changed_since_is_refused(filled: Store, tmp_path: Path) -> None:
    target = tmp_path / "b.db"
    backup.backup(filled, target)
    con = sqlite3.connect(target)
    con.execute("UPDATE pcns SET colour = 'red'")
    con.commit()
    con.close()
    with pytest.raises(Refused, match="SHA-256 is not the one"):
        backup.restore(target, tmp_path / "r.db")


def test_a_torn_backup_is_refused(filled: Store, tmp_path: Path) -> None:
    target = tmp_path / "b.db"
    backup.backup(filled, target)
    backup.sidecar(target).unlink()
    content = target.read_bytes()
    target.write_bytes(content[: len(content) // 2])
    with pytest.raises(Refused):
        backup.restore(target, tmp_path / "r.db")
    assert not (tmp_path / "r.db").exists()


def test_a_hand_made_copy_with_work_beside_it_is_refused(filled: Store, tmp_path: Path) -> None:
    shutil.copy(filled.path, tmp_path / "copy.db")
    (tmp_path / "copy.db-wal").write_bytes(b"x")
    with pytest.raises(Refused, match="copied by hand"):
        backup.restore(tmp_path / "copy.db", tmp_path / "r.db")


def test_a_folder_that_cannot_be_made_is_refused(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refused, match="could not be written"):
        backup.backup(filled, tmp_path / "file" / "b.db")


def test_no_second_name_for_a_file_is_no_hindrance(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(files.os, "link", no_links)
    backup.backup(filled, tmp_path / "b.db")
    assert backup.restore(tmp_path / "b.db", tmp_path / "r.db").rows["pcns"] == 5


@pytest.mark.postgres
def test_postgres_is_pointed_to_its_own_tool(postgres_store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="pg_dump"):
        backup.backup(postgres_store, tmp_path / "b.db")
