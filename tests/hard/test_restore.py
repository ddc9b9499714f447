"""A backup is put back after a day's work, and a file that only looks like one is not."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from caseworker.casework.desk import claim, issue
from caseworker.casework.desk.intake import take_in
from caseworker.casework.desk.view import view
from caseworker.law.refusals import Refused
from caseworker.store import audit
from caseworker.store.backup import backup, restore, sidecar
from caseworker.store.engine import Store
from tests.casework.office import Desk, office
from tests.hard import desks

GUARD = (
    "CREATE TRIGGER letter_bytes_no_update BEFORE UPDATE ON letter_bytes BEGIN "
    "SELECT RAISE(ABORT, 'letter_bytes is written once'); END"
)
"""The guard as the migration makes it, put back after its work was undone."""
HIDDEN = {
    "a trigger that moves money": "CREATE TRIGGER more AFTER INSERT ON payments BEGIN "
    "UPDATE payments SET amount_pence = 1; END",
    "a view in a table's place": "ALTER TABLE payments RENAME TO held; "
    "CREATE VIEW payments AS SELECT * FROM held",
    "a trigger that is not the guard": "DROP TRIGGER letters_no_update; CREATE TRIGGER letters_no_update "
    "BEFORE UPDATE ON letters BEGIN SELECT 1; END",
    "a table of its own": "CREATE TABLE notes_of_nobody (x)",
    "a default that runs": "ALTER TABLE notes ADD COLUMN more DEFAULT (abs(-9))",
    "an index that runs": "CREATE INDEX odd ON notes (abs(id))",
    "a newer version": "UPDATE alembic_version SET version_num = '0999'",
    "another version": "UPDATE alembic_version SET version_num = 'x'' OR 1'",
    "another program's mark": "PRAGMA application_id = 7",
    "a letter that was changed": "DROP TRIGGER letter_bytes_no_update; "
    f"UPDATE letter_bytes SET docx = x'00'; {GUARD}",
    "a motorist's letter that was changed": "DROP TRIGGER item_texts_no_update; "
    f"UPDATE item_texts SET original = x'00'; {GUARD.replace('letter_bytes', 'item_texts')}",
    "an entry that was taken out": "DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE seq = 2",
    "a writable schema": "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, "
    "'NOT NULL', '') WHERE name = 'payments'",
}


@pytest.fixture(scope="module")
def a_day(stores: Callable[[int], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an import, decisions and letters in it."""
    path = Path(shutil.copyfile(stores(4), tmp_path_factory.mktemp("day") / "live.db"))
    desk = Desk(str(path))
    for n in (1, 2, 3):
        seen, blocks = desks.decided(desk, n)
        issue.issue(desk(), seen, blocks)
    assert take_in(desk(), desks.extract(5, 6)).cases_opened == 6
    desks.decided(desk, 5)
    audit.export_head(desk().store, desk().now())
    desk.close()
    return path


@pytest.fixture
def worked(a_day: Path, tmp_path: Path) -> Path:
    """The same, a test's own."""
    (tmp_path / "store").mkdir()
    return Path(shutil.copyfile(a_day, tmp_path / "store" / "live.db"))


def test_a_day_is_lost_and_put_back(worked: Path, tmp_path: Path) -> None:
    store = Store.open(worked, expect="live")
    done = backup(store, tmp_path / "kept" / "evening.db")
    held = desks.content(worked)
    assert (done.rows["letters"], done.rows["cases"]) == (3, 10)
    # What was done after the backup is what a lost disk costs, and nothing else.
    after = Desk(str(worked))
    claim.claim_next(after("tobin"))
    after.close()
    worked.unlink()
    restore(done.path, tmp_path / "again.db")
    again = tmp_path / "again.db"
    assert desks.content(again) == held and desks.faults_of(again) == []
    assert audit.verify(Store.open(again, expect="live")).ok
    # Work goes on: the same import changes nothing, the decided case is issued under the next number.
    desk = Desk(str(again))
    assert take_in(desk(), desks.extract(5, 6)).again
    seen = desk.see(desks.pcn(5))
    from caseworker.casework.desk.compose import new_plan

    assert issue.issue(desk(), seen, new_plan(desk(), seen)).number == "0000004"
    con = sqlite3.connect(again)
    for docx, digest in con.execute("SELECT docx, sha256 FROM letter_bytes JOIN letters ON id = letter_id"):
        assert hashlib.sha256(docx).hexdigest() == digest
    con.close()
    desk.close()


def test_a_restored_store_is_seen_to_be_older_by_the_seal_that_was_kept_elsewhere(
    worked: Path, tmp_path: Path
) -> None:
    store = Store.open(worked, expect="live")
    backup(store, tmp_path / "evening.db")
    there = office(worked, "tobin")
    claim.claim_next(there)
    anchor = audit.export_head(store, there.now())
    assert anchor is not None
    restore(tmp_path / "evening.db", tmp_path / "again.db")
    again = Store.open(tmp_path / "again.db", expect="live")
    assert audit.verify(again).ok
    assert not audit.verify(again, [anchor]).ok
    there.store.close()


@pytest.mark.parametrize("what", sorted(HIDDEN))
def test_a_file_that_hides_something_is_not_restored(what: str, worked: Path, tmp_path: Path) -> None:
    given = Path(shutil.copyfile(worked, tmp_path / "given.db"))
    con = sqlite3.connect(given)
    con.executescript(HIDDEN[what])
    con.commit()
    con.close()
    before = given.read_bytes()
    # Whoever made the file can write a fitting sum beside it.
    sidecar(given).write_text(f"{hashlib.sha256(before).hexdigest()}  given.db\n", "utf-8")
    with pytest.raises(Refused) as no:
        restore(given, tmp_path / "new.db")
    assert no.value.do
    assert given.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if "new.db" in one.name] == []


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"PK\x03\x04" * 300, b"\x00" * 4096])
def test_what_is_no_store_at_all_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "given.db").write_bytes(content)
    with pytest.raises(Refused):
        restore(tmp_path / "given.db", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_every_torn_copy_is_refused_or_whole(worked: Path, tmp_path: Path) -> None:
    """Pages cut off, blanked or swapped: with its sum it is refused; without, no letter in it is another."""
    whole, held = worked.read_bytes(), desks.content(worked)
    digest = hashlib.sha256(whole).hexdigest()
    size, same = 4096, 0
    pages = len(whole) // size
    for n in range(1, pages, max(1, pages // 25)):
        torn = [
            whole[: n * size],
            whole[: n * size] + bytes(size) + whole[(n + 1) * size :],
            whole[: n * size] + whole[(n - 1) * size : n * size] + whole[(n + 1) * size :],
        ]
        for kind, content in enumerate(torn):
            given, new = tmp_path / f"given-{n}-{kind}.db", tmp_path / f"new-{n}-{kind}.db"
            if content == whole:
                continue
            given.write_bytes(content)
            sidecar(given).write_text(f"{digest}  {given.name}\n", "utf-8")
            with pytest.raises(Refused):
                restore(given, new)
            sidecar(given).unlink()
            try:
                restore(given, new)
            except Refused:
                assert not new.exists()
            else:
                assert desks.faults_of(new) == [], (n, kind)
                same += desks.content(new) == held
    assert same <= 3, "and most of them are refused all the same"


def test_the_office_goes_on_while_a_backup_is_made(worked: Path, tmp_path: Path) -> None:
    desk = Desk(str(worked))
    backup(desk().store, tmp_path / "first.db")
    taken = claim.claim_next(desk("maren"))
    assert taken is not None and view(desk("maren"), taken.case_id).officer == "maren"
    second = backup(desk().store, tmp_path / "second.db")
    assert second.entries == audit.verify(Store.open(tmp_path / "first.db", expect="live")).entries + 1
    desk.close()
