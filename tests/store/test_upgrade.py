"""The migrations: they make what `tables` says, whole or not at all, and guard what is written once."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from caseworker.law.refusals import Refused
from caseworker.store import audit, fingerprints, opening, schema, upgrade
from caseworker.store.engine import Store
from caseworker.store.places import place_of
from caseworker.store.tables import Adjustment, Inbox, InboxText, OrderPaper, OrderPaperBytes
from tests import builders
from tests.builders import NOW

NEXT = """
import sqlalchemy as sa
from alembic import op
revision = "0005"
down_revision = "0004"
def upgrade():
    op.add_column("cases", sa.Column("colleague", sa.String(), nullable=False, server_default=""))
    number = sa.Column("id", sa.Integer(), primary_key=True)
    op.create_table("letterheads", number, sa.Column("name", sa.String()))
    op.execute("INSERT INTO letterheads (id, name) VALUES (1, 'plain')")
    op.execute("UPDATE cases SET colleague = officer")
    {more}
"""
UNGUARDED = (
    "on = '' if op.get_bind().dialect.name == 'sqlite' else ' ON audit'; "
    "op.execute('DROP TRIGGER audit_no_delete' + on)"
)
"""A migration that loses a guard, as rebuilding a table does."""


@pytest.fixture
def scripts(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the migrations with one more after the newest."""

    def make(more: str = "pass") -> Path:
        folder = tmp_path / "scripts"
        shutil.copytree(upgrade.SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "0005_next.py").write_text(NEXT.format(more=more), encoding="utf-8")
        return folder

    return make


def _revision(store: Store) -> str:
    with store.raw() as reader:
        return str(reader.value("SELECT version_num FROM alembic_version"))


def _not_search(thing: object, name: str | None, *rest: object) -> bool:
    """The indexes for searching are of each engine's own kind: the fingerprint holds them."""
    return not (name or "").startswith("search_")


def test_migrations_make_exactly_what_the_tables_say(store: Store) -> None:
    with store.reading() as tx:
        opts = {"compare_type": True, "compare_server_default": True, "include_object": _not_search}
        context = MigrationContext.configure(tx, opts=opts)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_program_knows_its_newest_migration() -> None:
    heads = ScriptDirectory.from_config(upgrade.config()).get_heads()
    assert heads == [schema.HEAD]


def test_the_shape_is_the_one_that_was_noted(store: Store) -> None:
    with store.raw() as reader:
        assert schema.fingerprint(reader) == fingerprints.FINGERPRINTS[schema.HEAD, store.dialect]
        assert schema.missing_triggers(reader) == ()


def test_every_version_has_its_fingerprint() -> None:
    known = {script.revision for script in ScriptDirectory.from_config(upgrade.config()).walk_revisions()}
    assert set(fingerprints.FINGERPRINTS) == {
        (revision, dialect) for revision in known for dialect in ("sqlite", "postgresql")
    }


@pytest.mark.parametrize("table", schema.APPEND_ONLY)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "REPLACE"])
def test_what_is_written_once_stays(store: Store, table: str, verb: str) -> None:
    if verb == "REPLACE" and store.dialect != "sqlite":
        verb = "TRUNCATE"
    with store.writing() as tx:
        pcn = builders.pcn(tx)
        case = builders.case(tx, pcn)
        builders.item(tx, pcn, case)
        letter = builders.letter(tx, case, pcn)
        tx.exec_driver_sql(f"INSERT INTO letter_paragraphs VALUES ({letter}, 1, 'opening', 'v1', {'false'})")
        tx.exec_driver_sql(
            f"INSERT INTO letter_findings VALUES ({letter}, 1, 'jargon', 'amber', 'why', 'asha')"
        )
        tx.execute(
            sa.insert(Inbox.__table__).values(id=1, source_id="M-1", channel="email", received_on=NOW.date())
        )
        tx.execute(sa.insert(InboxText.__table__).values(inbox_id=1, text="x", original=b"x", sha256=""))
        paper = {"id": 1, "source_id": "O-1", "name": "a.png", "kind": "sign", "size": 1, "sha256": ""}
        tx.execute(sa.insert(OrderPaper.__table__).values(**paper))
        tx.execute(sa.insert(OrderPaperBytes.__table__).values(paper_id=1, content=b"x"))
        money = {"id": 1, "source_id": "A-1", "pcn_id": pcn, "on": NOW.date(), "kind": "refund", "pence": 1}
        tx.execute(sa.insert(Adjustment.__table__).values(**money, account="penalty", at=NOW))
        audit.append(tx, chain="case:1", act="test", officer="asha", at=NOW, fields={})
        audit.seal(tx, NOW)
    with store.raw() as reader:
        before = reader.rows(f"SELECT * FROM {table}")
        assert before
        names = "pragma_table_info(?)" if store.dialect == "sqlite" else "information_schema.columns"
        column = (
            reader.value(f"SELECT name FROM {names} LIMIT 1", (table,))
            if store.dialect == "sqlite"
            else reader.value(
                f"SELECT column_name FROM {names} WHERE table_name = ? AND ordinal_position = 1", (table,)
            )
        )
    sql = {
        "UPDATE": f"UPDATE {table} SET {column} = {column}",
        "DELETE": f"DELETE FROM {table}",
        "REPLACE": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "TRUNCATE": f"TRUNCATE {table} CASCADE",
    }[verb]
    with pytest.raises(sa.exc.DBAPIError, match="is written once"), store.writing() as tx:
        tx.exec_driver_sql(sql)
    with store.raw() as reader:
        assert reader.rows(f"SELECT * FROM {table}") == before


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("payments", "amount_pence", "'12abc'"),
        ("cases", "version", "1.5"),
        ("decisions", "refund_pence", "'x'"),
    ],
)
def test_money_and_versions_are_whole_numbers(
    sqlite_store: Store, table: str, column: str, value: str
) -> None:
    with sqlite_store.writing() as tx:
        pcn = builders.pcn(tx)
        builders.payment(tx, pcn)
        builders.decision(tx, builders.case(tx, pcn))
    with pytest.raises(sa.exc.IntegrityError), sqlite_store.writing() as tx:
        tx.exec_driver_sql(f"UPDATE {table} SET {column} = {value}")


def test_a_row_that_points_nowhere_is_not_saved(store: Store) -> None:
    with pytest.raises(sa.exc.IntegrityError), store.writing() as tx:
        builders.notice(tx, 999)


def test_an_upgrade_keeps_what_was_there(store: Store, scripts: Callable[[str], Path]) -> None:
    with store.writing() as tx:
        builders.case(tx, officer="asha")
        audit.append(tx, chain="case:1", act="test", officer="asha", at=NOW, fields={})
    upgrade._migrate(store.place, "head", None, None, scripts("pass"))
    with store.raw() as reader:
        assert reader.rows("SELECT version_num, colleague FROM alembic_version, cases") == [("0005", "asha")]
        assert schema.missing_triggers(reader) == ()
    with pytest.raises(Refused, match="newer caseworker"):
        Store.open(store.url, expect="live")


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ("raise RuntimeError('half way')", RuntimeError),
        (UNGUARDED, Refused),
        ("op.execute('UPDATE nothing SET x = 1')", sa.exc.DBAPIError),
    ],
)
def test_a_failed_upgrade_leaves_the_old_store(
    store: Store, scripts: Callable[[str], Path], more: str, error: type[Exception]
) -> None:
    with store.raw() as reader:
        before = schema.fingerprint(reader)
    with pytest.raises(error):
        upgrade._migrate(store.place, "head", None, None, scripts(more))
    with store.raw() as reader:
        assert schema.fingerprint(reader) == before
    assert Store.open(store.url, expect="live").revision == "0004"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is POSIX")
def test_an_upgrade_killed_at_any_statement_leaves_the_old_store(
    sqlite_store: Store, scripts: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = scripts("pass")
    whole = upgrade._engine
    killed, n = 0, 0
    while n < 60:
        n += 1
        child = os.fork()
        if not child:
            try:
                _die_at(n, whole, monkeypatch)
                upgrade._migrate(sqlite_store.place, "head", None, None, folder)
                os._exit(0)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == 0:
            break
        killed += 1
        assert Store.open(sqlite_store.path, expect="live").revision == "0004"
        con = sqlite3.connect(sqlite_store.path)
        assert con.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        con.close()
    assert killed >= 8
    assert _revision(sqlite_store) == "0005"


def _die_at(n: int, whole: Callable[..., sa.Engine], monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill this process when it is about to run its n-th statement."""
    left = [n]

    def count(*_: object) -> None:
        left[0] -= 1
        if not left[0]:
            os._exit(9)

    def engine(*args: object) -> sa.Engine:
        made = whole(*args)
        sa.event.listen(made, "before_cursor_execute", count)
        return made

    monkeypatch.setattr(upgrade, "_engine", engine)


def test_upgrading_twice_changes_nothing(store: Store) -> None:
    assert upgrade.upgrade(store.place) == schema.HEAD
    assert upgrade.upgrade(store.place) == schema.HEAD


def test_looking_does_not_change(sqlite_store: Store) -> None:
    before = sqlite_store.path.read_bytes()
    opening.look(place_of(sqlite_store.path))
    assert sqlite_store.path.read_bytes() == before
