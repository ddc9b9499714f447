"""Opening a store, and saving in it whole or not at all."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from caseworker.law.refusals import Refused
from caseworker.store import audit, counters, faults, raw, schema
from caseworker.store.engine import CommitUnknown, Store
from tests import builders
from tests.builders import NOW


def test_opening_imports_neither_sqlalchemy_nor_psycopg(template: Path) -> None:
    code = (
        "import sys; from caseworker.store.engine import Store; from caseworker.store.window import Window; "
        "from datetime import date; s = Store.open(sys.argv[1], expect='live'); "
        "Window(s, today=date(2026, 11, 22)).page(0); "
        "print([m for m in ('sqlalchemy', 'psycopg', 'sqlmodel', 'pydantic', 'alembic') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(template)], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_what_it_is_is_read_at_opening(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    Store.create(path, "training", NOW, "u-1", seed=7, today_on=date(2026, 11, 22))
    store = Store.open(path, expect="training")
    assert (store.kind, store.uuid, store.seed, store.today_on) == ("training", "u-1", 7, date(2026, 11, 22))
    assert store.revision == schema.HEAD
    assert store.path == path


@pytest.mark.parametrize(("kind", "expect"), [("training", "live"), ("live", "training")])
def test_training_never_meets_live(tmp_path: Path, kind: str, expect: str) -> None:
    path = tmp_path / "s.db"
    builders.store(path, kind)
    before = path.read_bytes()
    with pytest.raises(Refused, match=r"TRAINING" if kind == "training" else "live store"):
        Store.open(path, expect=expect)
    assert path.read_bytes() == before


@pytest.mark.postgres
def test_training_never_meets_live_on_postgres(new_database: Callable[[bool], str]) -> None:
    url = new_database(False)
    Store.create(url, "training", NOW, "u-1").close()
    with pytest.raises(Refused, match="TRAINING"):
        Store.open(url, expect="live")


def test_header_and_tables_must_say_the_same(sqlite_store: Store) -> None:
    con = sqlite3.connect(sqlite_store.path)
    con.execute(f"PRAGMA application_id={schema.APPLICATION_IDS['training']}")
    con.close()
    for expect in ("live", "training"):
        with pytest.raises(Refused, match="header says training, its tables say live"):
            Store.open(sqlite_store.path, expect=expect)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"pcn,vrm\n1,2\n" * 20, "no SQLite file"),
        (b"SQLite form", "no SQLite file"),
    ],
)
def test_what_is_no_store_is_refused_and_left(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(Refused, match=words):
        Store.open(path, expect="live")
    assert path.read_bytes() == content


def test_another_programs_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    con = sqlite3.connect(path)
    con.execute("CREATE TABLE t (x)")
    con.close()
    with pytest.raises(Refused, match="some other program's"):
        Store.open(path, expect="live")


def test_no_store_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no store at"):
        Store.open(tmp_path / "none.db", expect="live")
    (tmp_path / "training.db").write_bytes(b"")
    with pytest.raises(Refused, match=r"lies beside it: --store .*training\.db") as no:
        Store.open(tmp_path / "none.db", expect="live")
    assert "--store" in no.value.rule
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(Refused, match="it is a folder"):
        Store.open(tmp_path, expect="live")


@pytest.mark.parametrize("where", ["", "mysql://x/y", ":memory:", "sqlite://"])
def test_places_that_hold_no_store_are_refused(where: str) -> None:
    with pytest.raises(Refused):
        Store.open(where, expect="live")


def test_a_newer_store_is_refused_in_plain_words(store: Store) -> None:
    with store.writing() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(Refused, match=r"newer caseworker.*0999") as refused:
        Store.open(store.url, expect="live")
    assert "Install the newer caseworker" in refused.value.do


def test_an_older_store_is_pointed_to_the_upgrade(store: Store) -> None:
    with store.writing() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(Refused, match="store upgrade"):
        Store.open(store.url, expect="live")


@pytest.mark.postgres
def test_an_empty_or_missing_database_is_refused(new_database: Callable[[bool], str]) -> None:
    url = new_database(False)
    with pytest.raises(Refused, match="has no tables"):
        Store.open(url, expect="live")
    with pytest.raises(Refused, match="does not exist"):
        Store.open(url.replace("caseworker_test", "caseworker_none"), expect="live")


def test_a_password_is_never_in_the_words() -> None:
    with pytest.raises(Refused) as refused:
        Store.open("postgresql://asha:s3cret@127.0.0.1:1/northmere?connect_timeout=1", expect="live")
    assert "s3cret" not in str(refused.value)
    assert "asha@127.0.0.1:1/northmere" in str(refused.value)


def test_creating_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(b"mine")
    with pytest.raises(Refused, match="already something"):
        builders.store(path)
    assert path.read_bytes() == b"mine"
    assert [one.name for one in tmp_path.iterdir()] == ["s.db"]


@pytest.mark.postgres
def test_creating_never_overwrites_a_database(postgres_store: Store) -> None:
    with pytest.raises(Refused, match="already something"):
        builders.store(postgres_store.url)


def test_a_failed_creation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseworker.store.upgrade._install", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        builders.store(tmp_path / "s.db")
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_can_reach_the_file(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        builders.store(tmp_path / "s.db")
    finally:
        os.umask(old)
    assert (tmp_path / "s.db").stat().st_mode & 0o777 == 0o600


def test_durable_settings_stand_on_each_writer(sqlite_store: Store) -> None:
    with sqlite_store.writing() as tx:
        found = {
            name: tx.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "trusted_schema",
                "recursive_triggers",
            )
        }
    assert found == {
        "journal_mode": raw.journal_mode(),
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "recursive_triggers": 1,
    }


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 1), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), False),
        ((3, 53, 4), True),
    ],
)
def test_wal_only_with_the_fix_of_its_reset_race(version: tuple[int, int, int], safe: bool) -> None:
    assert raw.wal_is_safe(version) is safe


def test_a_file_that_will_not_take_its_settings_is_refused(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With rows being read in another program a file cannot leave WAL, which is the case to refuse.
    con = sqlite3.connect(sqlite_store.path)
    con.execute("PRAGMA journal_mode=WAL")
    con.execute("BEGIN")
    con.execute("SELECT * FROM installation").fetchall()
    monkeypatch.setattr(raw, "journal_mode", lambda: "truncate")
    quick = Store.open(sqlite_store.path, expect="live", busy_ms=20)
    with pytest.raises(Refused, match=r"durable settings|locked"), quick.writing():
        pass
    con.close()


def test_a_block_is_saved_whole_or_undone_whole(store: Store) -> None:
    with store.writing() as tx:
        counters.add(tx, "a", 5)
    with pytest.raises(KeyError), store.writing() as tx:
        counters.add(tx, "a", 1)
        raise KeyError
    with store.reading() as tx:
        assert counters.value(tx, "a") == 5


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(Refused, match=r"may (only be read|not be written)"), store.reading() as tx:
        counters.add(tx, "a", 1)
    with store.raw() as reader, pytest.raises((Refused, sqlite3.OperationalError)):
        reader.rows("INSERT INTO counters VALUES ('a', 1)")


def test_reading_sees_one_moment(store: Store) -> None:
    with store.reading() as tx:
        assert counters.value(tx, "a") == 0
        if store.dialect == "postgresql":
            with store.writing() as other:
                counters.add(other, "a", 1)
            assert counters.value(tx, "a") == 0


def test_a_locked_store_is_refused_kindly_and_nothing_is_lost(sqlite_store: Store) -> None:
    quick = Store.open(sqlite_store.path, expect="live", busy_ms=20)
    holder = sqlite3.connect(sqlite_store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refused, match="locked by another program"), quick.writing() as tx:
        counters.add(tx, "a", 1)
    holder.execute("COMMIT")
    with quick.writing() as tx:
        assert counters.add(tx, "a", 1) == 1


def test_a_commit_that_readers_hold_up_is_undone_and_refused(sqlite_store: Store) -> None:
    quick = Store.open(sqlite_store.path, expect="live", busy_ms=20)
    reader = sqlite3.connect(sqlite_store.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM counters").fetchall()
    with pytest.raises(Refused, match="locked"), quick.writing() as tx:
        counters.add(tx, "a", 1)
    reader.execute("COMMIT")
    with quick.reading() as tx:
        assert counters.value(tx, "a") == 0


def test_a_waiting_writer_gets_its_turn(sqlite_store: Store) -> None:
    holder = sqlite3.connect(sqlite_store.path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.2, lambda: holder.execute("COMMIT"))
    timer.start()
    with sqlite_store.writing() as tx:
        counters.add(tx, "a", 1)
    timer.join()
    holder.close()


def test_ten_writers_lose_nothing(store: Store) -> None:
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(10):
                store.retrying(lambda tx: counters.take(tx, "letter"))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with store.reading() as tx:
        assert counters.value(tx, "letter") == 100


class _Failing:
    """A driver connection whose COMMIT fails in a chosen way."""

    def __init__(self, con: sqlite3.Connection, code: int, undo: bool) -> None:
        self._con, self._code, self._undo = con, code, undo

    @property
    def in_transaction(self) -> bool:
        return self._con.in_transaction

    def execute(self, sql: str) -> object:
        if sql == "COMMIT":
            if not self._undo:
                self._con.execute("COMMIT")
            error = sqlite3.OperationalError("told by the test")
            error.sqlite_errorcode = self._code  # type: ignore[misc]
            error.sqlite_errorname = "SQLITE_TEST"  # type: ignore[misc]
            raise error
        return self._con.execute(sql)


def test_a_commit_that_failed_but_may_have_saved_is_said_to_be_unknown(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseworker.store import connections

    whole = connections._commit_sqlite
    monkeypatch.setattr(
        connections,
        "_commit_sqlite",
        lambda driver, place: whole(_Failing(driver, sqlite3.SQLITE_IOERR, undo=False), place),
    )
    with pytest.raises(CommitUnknown, match="did not say whether"), sqlite_store.writing() as tx:
        counters.add(tx, "a", 1)
    monkeypatch.undo()
    with sqlite_store.reading() as tx:
        assert counters.value(tx, "a") == 1, "it had been saved: that is why nobody may simply try again"


def test_a_commit_that_certainly_failed_is_no_unknown(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseworker.store import connections

    whole = connections._commit_sqlite
    monkeypatch.setattr(
        connections,
        "_commit_sqlite",
        lambda driver, place: whole(_Failing(driver, sqlite3.SQLITE_FULL, undo=True), place),
    )
    with pytest.raises(Refused, match="disk is full") as refused, sqlite_store.writing() as tx:
        counters.add(tx, "a", 1)
    assert not isinstance(refused.value, CommitUnknown)
    monkeypatch.undo()
    with sqlite_store.reading() as tx:
        assert counters.value(tx, "a") == 0


@pytest.mark.postgres
def test_a_lost_connection_at_commit_is_unknown(postgres_store: Store) -> None:
    with pytest.raises(CommitUnknown), postgres_store.writing() as tx:
        counters.add(tx, "a", 1)
        pid = tx.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        with postgres_store.writing() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
        time.sleep(0.2)


@pytest.mark.postgres
def test_a_lost_connection_is_refused_and_the_next_call_works(postgres_store: Store) -> None:
    with pytest.raises(Refused, match="cannot be reached"), postgres_store.writing() as tx:
        pid = tx.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        with postgres_store.writing() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
        counters.add(tx, "a", 1)
    with postgres_store.raw() as reader:
        pid = reader.value("SELECT pg_backend_pid()")
    with postgres_store.writing() as tx:
        tx.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
    with postgres_store.raw() as reader:
        assert reader.value("SELECT 1") == 1


@pytest.mark.postgres
def test_a_command_undone_for_another_is_run_again_whole(postgres_store: Store) -> None:
    with postgres_store.writing() as tx:
        counters.add(tx, "a", 1)
        counters.add(tx, "b", 1)
    meet = threading.Barrier(2, timeout=10)
    runs: list[str] = []

    def work(first: str, second: str) -> None:
        def command(tx: sa.Connection) -> None:
            runs.append(first)
            counters.add(tx, first, 10)
            if len(runs) <= 2:
                meet.wait()
            counters.add(tx, second, 10)

        postgres_store.retrying(command)

    threads = [threading.Thread(target=work, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(runs) == 3, "one of the two was undone by the deadlock and run again"
    with postgres_store.reading() as tx:
        assert (counters.value(tx, "a"), counters.value(tx, "b")) == (21, 21)


@pytest.mark.postgres
def test_a_slow_command_is_ended_and_refused(postgres_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "STATEMENT_MS", 50)
    with pytest.raises(Refused, match="took too long"), postgres_store.reading() as tx:
        tx.exec_driver_sql("SELECT pg_sleep(5)")


def test_a_read_only_file_is_refused_kindly(sqlite_store: Store) -> None:
    assert faults.refusal_of(_error(sqlite3.SQLITE_READONLY), "s.db") is not None
    assert "may not be written" in str(faults.refusal_of(_error(sqlite3.SQLITE_READONLY), "s.db"))
    assert "damaged" in str(faults.refusal_of(_error(sqlite3.SQLITE_CORRUPT), "s.db"))
    assert faults.refusal_of(KeyError("a fault of the program"), "s.db") is None
    assert faults.refusal_of(_error(sqlite3.SQLITE_CONSTRAINT), "s.db") is None


def _error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("test")
    error.sqlite_errorcode = code  # type: ignore[misc]
    error.sqlite_errorname = "SQLITE_TEST"  # type: ignore[misc]
    return error


def test_a_full_disk_is_refused_and_nothing_is_lost(sqlite_store: Store) -> None:
    with pytest.raises(Refused, match="disk is full"), sqlite_store.writing() as tx:
        counters.add(tx, "a", 1)
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar()
        tx.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        pcn = builders.pcn(tx)
        for _ in range(200):
            builders.evidence(tx, pcn, b"x" * 100_000)
    with sqlite_store.writing() as tx:
        assert counters.value(tx, "a") == 0
        builders.pcn(tx)


_FILE_LIMIT = """
import resource, signal, sys
from caseworker.law.refusals import Refused
from caseworker.store.engine import Store
from tests import builders
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(sys.argv[1], expect="live")
with store.writing() as tx:
    pcn = builders.pcn(tx)
size = store.path.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50_000, size + 50_000))
try:
    with store.writing() as tx:
        for _ in range(20):
            builders.evidence(tx, pcn, b"x" * 100_000)
    print("saved")
except Refused as refused:
    print("refused:", refused)
with store.reading() as tx:
    print(*(tx.exec_driver_sql(f"SELECT COUNT(*) FROM {t}").scalar() for t in ("pcns", "evidence")))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_file_that_may_not_grow_is_refused_and_nothing_is_lost(sqlite_store: Store) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _FILE_LIMIT, str(sqlite_store.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    refused, _, counts = run.stdout.strip().partition("\n")
    assert refused.startswith("refused:"), run.stderr
    assert "Nothing was changed" in refused or "saved in part" in refused
    assert counts == "1 0"
    con = sqlite3.connect(sqlite_store.path)
    assert con.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def _count_until_killed(store: Store, acknowledged: int) -> None:
    """Save without end, and say each number once it is saved."""
    while True:
        with store.writing() as tx:
            n = counters.take(tx, "a")
            audit.append(tx, chain="case:1", act="count", officer="asha", at=NOW, fields={"n": n})
            counters.add(tx, "b", 1)
        os.write(acknowledged, f"{n}\n".encode())


def _killed_writer(store: Store, after: float) -> list[int]:
    """The numbers that a process said it had saved before it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            _count_until_killed(store, write)
        finally:
            os._exit(1)
    os.close(write)
    with os.fdopen(read) as said:
        lines = [said.readline()]
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        lines += said.readlines()
    os.waitpid(child, 0)
    return [int(line) for line in lines if line.endswith("\n")]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is POSIX")
def test_twenty_kills_lose_nothing_and_tear_nothing(sqlite_store: Store) -> None:
    rng = random.Random(2)
    for _ in range(20):
        said = _killed_writer(sqlite_store, rng.uniform(0, 0.03))
        with sqlite_store.reading() as tx:
            a, b = counters.value(tx, "a"), counters.value(tx, "b")
        assert a == b >= max(said)
    found = audit.verify(sqlite_store)
    assert found.ok
    assert found.entries == a


def test_a_network_share_is_warned_of() -> None:
    from caseworker.store.places import place_of, warnings_for

    mounts = "/dev/vda / ext4 rw 0 0\nserver:/x /mnt/team\\040share nfs4 rw 0 0\n"
    [warning] = warnings_for(place_of("/mnt/team share/store.db"), mounts)
    assert "network share (nfs4)" in warning
    assert warnings_for(place_of("/home/asha/store.db"), mounts) == ()
    [warning] = warnings_for(place_of("/home/asha/OneDrive - Northmere/store.db"), mounts)
    assert "synchronised" in warning


def test_the_store_named_in_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> None:
    from caseworker.store.engine import default_url

    assert default_url() == str(own_home / "caseworker.db")
    monkeypatch.setenv("CASEWORKER_STORE", "postgresql://host/name")
    assert default_url() == "postgresql://host/name"


def test_instants_go_in_and_come_out_in_utc(store: Store) -> None:
    from zoneinfo import ZoneInfo

    local = datetime(2026, 6, 1, 0, 30, tzinfo=ZoneInfo("Europe/London"))
    with store.writing() as tx:
        builders.pcn(tx, data_as_of=local)
    with store.reading() as tx:
        from caseworker.store.tables import Pcn

        found = tx.execute(sa.select(Pcn.__table__.c.data_as_of)).scalar_one()  # type: ignore[attr-defined]
    assert found == datetime(2026, 5, 31, 23, 30, tzinfo=UTC)
    assert found.tzinfo is UTC or found.utcoffset().total_seconds() == 0
    with pytest.raises((ValueError, sa.exc.StatementError)), store.writing() as tx:
        builders.pcn(tx, data_as_of=datetime(2026, 6, 1, 0, 30))


def test_a_copy_of_the_template_is_a_store_of_its_own(template: Path, tmp_path: Path) -> None:
    shutil.copy2(template, tmp_path / "b.db")
    assert Store.open(f"sqlite:///{tmp_path / 'b.db'}", expect="live").path == tmp_path / "b.db"
