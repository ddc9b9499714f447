"""An upgrade killed at any statement leaves the older store as it was: each migration that there is."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from caseworker.law.refusals import Refused
from caseworker.store import audit, fingerprints, opening, schema, upgrade
from caseworker.store.engine import Store
from caseworker.store.places import Place, place_of
from tests.builders import NOW
from tests.hard import desks, forked
from tests.hard.forked import Forked

EACH = 1 if os.environ.get("CASEWORKER_LONG") else 12
"""Every how-manieth statement is the last: in the long set each."""
FILLED = (
    *("pcns", "batches", "cases", "items", "item_texts", "evidence", "points", "decisions", "notes"),
    *("events", "payments", "notices", "drafts", "letters", "letter_bytes", "letter_paragraphs"),
    *("letter_findings", "viewings", "tallies", "counters", "referrals"),
)
"""Tables that get a row, where the older version has them."""

pytestmark = pytest.mark.skipif(not forked.USABLE, reason=forked.REASON)


def steps() -> list[tuple[str, str]]:
    """Each version with the one before it."""
    scripts = ScriptDirectory.from_config(upgrade.config()).walk_revisions()
    return [(str(one.down_revision), one.revision) for one in scripts if one.down_revision]


def older(path: Path, revision: str) -> Place:
    """A store of an older version with a row in each table, and an audit."""
    path.touch()
    place = place_of(path)
    whole = upgrade._checked
    # What is checked at the end is the newest version's.
    upgrade._checked = lambda *_: None
    try:
        upgrade._migrate(place, revision, opening.Seen(revision, "live", "hard-use", None, None), NOW)
    finally:
        upgrade._checked = whole
    con = sqlite3.connect(path, isolation_level=None)
    there = {name for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in FILLED:
        if table in there:
            columns = con.execute(f"PRAGMA table_info({table})").fetchall()
            values = [_value(name, kind) for _, name, kind, *_ in columns]
            con.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
    con.close()
    engine = upgrade._engine(place)
    with engine.begin() as tx:
        for act in ("claim", "points", "decide", "issue"):
            audit.append(tx, chain="case:1", act=act, officer="asha", at=NOW, fields={"version": 2})
    engine.dispose()
    return place


def _value(name: str, kind: str) -> object:
    if name.endswith("_on") or kind == "DATE":
        return "2026-11-20"
    if name == "at" or name.endswith("_at"):
        return "2026-11-20T10:00:00.000000Z"
    if kind in ("INTEGER", "BOOLEAN", "BIGINT"):
        return 1
    return b"x" if kind == "BLOB" else "upheld" if name == "outcome" else f"{name} of 1"


def standing(path: Path) -> set[str]:
    """The tables, indexes and triggers that were made by a statement of their own."""
    con = sqlite3.connect(path)
    found = {name for (name,) in con.execute("SELECT name FROM sqlite_master WHERE sql IS NOT NULL")}
    con.close()
    return found


def dying(place: Place, n: int, to: str) -> None:
    """In a process of its own: upgrade, and die when the n-th statement is about to be run.

    Where there is none such, the upgrade is whole and it prints how many there were.
    """
    left = itertools.count(1)
    whole = upgrade._engine

    def engine(where: Place) -> sa.Engine:
        made = whole(where)

        @sa.event.listens_for(made, "before_cursor_execute")
        def count(*_: object) -> None:
            if next(left) == n:
                os._exit(9)

        return made

    upgrade._engine = engine
    upgrade._migrate(place, to, None, None)
    sys.stdout.write(f"{next(left) - 1}\n")


@pytest.mark.parametrize(("old", "new"), steps())
def test_an_upgrade_killed_at_any_statement_leaves_the_older_store(
    old: str, new: str, tmp_path: Path
) -> None:
    place = older(tmp_path / "live.db", old)
    path = Path(str(place.path))
    before, killed, ran, there = desks.content(path), 0, 0, standing(path)
    for n in itertools.count(1, EACH):
        child = Forked(dying, place, n, new)
        told = child.lines()
        if child.code == 0:
            ran = int(told[-1])
            break
        assert child.code == 9
        killed += 1
        assert opening.look(place).revision == old
        assert desks.content(path) == before
        con = sqlite3.connect(path)
        assert con.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        con.close()
    assert killed == len(range(1, ran + 1, EACH)), "at each statement that was run, and at no other"
    assert killed >= 2 and ran >= len(standing(path) - there), "a statement for each thing that is new"
    assert opening.look(place).revision == new


@pytest.mark.parametrize(("old", "new"), steps())
def test_an_upgrade_keeps_every_row_and_the_record(old: str, new: str, tmp_path: Path) -> None:
    path = tmp_path / "live.db"
    place = older(path, old)
    kept = shutil.copyfile(path, tmp_path / "before.db")
    with pytest.raises(Refused, match="older caseworker"):
        Store.open(path, expect="live")
    upgrade.upgrade(place, to=new)
    con = sqlite3.connect(path)
    con.execute("ATTACH ? AS before", (str(kept),))
    names = [
        name
        for (name,) in con.execute("SELECT name FROM before.sqlite_master WHERE type = 'table'")
        if name != "alembic_version"
    ]
    for table in names:
        columns = ", ".join(f'"{one[1]}"' for one in con.execute(f"PRAGMA before.table_info({table})"))
        was = con.execute(f"SELECT {columns} FROM before.{table}").fetchall()
        assert con.execute(f"SELECT {columns} FROM main.{table}").fetchall() == was, table
    assert con.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    con.close()
    if new == schema.HEAD:
        store = Store.open(path, expect="live")
        assert audit.verify(store).ok and audit.verify(store).entries == 4
        with store.raw() as reader:
            assert schema.fingerprint(reader) == fingerprints.FINGERPRINTS[new, "sqlite"]
