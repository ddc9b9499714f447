"""The record of what was done: whatever is done to it is found."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from caseworker.law.refusals import Refused
from caseworker.store import audit, schema
from caseworker.store.engine import Store
from tests.builders import NOW

ACTS = ("claim", "points", "decide", "issue")


def _fill(store: Store, entries: int = 60, seals: int = 3) -> None:
    rng = random.Random(entries)
    for part in range(seals + 1):
        with store.writing() as tx:
            for n in range(entries // (seals + 1)):
                audit.append(
                    tx,
                    chain=rng.choice(("case:1", "case:2", "case:30", "office")),
                    act=rng.choice(ACTS),
                    officer=rng.choice(("asha", "tobin")),
                    at=NOW + timedelta(seconds=n),
                    fields={"outcome": "cancel", "points": n, "reason": f"words {n}", "note": None},
                )
        if part < seals:
            audit.export_head(store, NOW + timedelta(hours=part))


def test_an_honest_record_is_sound(store: Store) -> None:
    _fill(store)
    found = audit.verify(store)
    assert found.ok, found.faults
    assert (found.entries, found.seals, found.sealed_up_to) == (60, 3, 45)
    assert found.chains == 4


def test_an_empty_record_is_sound(store: Store) -> None:
    found = audit.verify(store)
    assert found.ok
    assert (found.entries, found.seals) == (0, 0)
    assert audit.export_head(store, NOW) is None


def test_links_count_within_each_chain(store: Store) -> None:
    with store.writing() as tx:
        heads = [
            audit.append(tx, chain=chain, act="claim", officer="asha", at=NOW, fields={})
            for chain in ("case:1", "case:2", "case:1")
        ]
    assert [(head.chain, head.link) for head in heads] == [("case:1", 1), ("case:2", 1), ("case:1", 2)]
    assert heads[2].short == heads[2].hash[:12]


def test_an_undone_act_leaves_no_entry(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as tx:
        audit.append(tx, chain="case:1", act="claim", officer="asha", at=NOW, fields={})
        _ = 1 / 0
    assert audit.verify(store).entries == 0


def test_nobodys_words_are_kept(store: Store) -> None:
    words = {"reason": "Petra Voss was ill", "name": "voss", "vrm": "ZZ19ABC", "outcome": "Petra & co"}
    with store.writing() as tx:
        audit.append(
            tx, chain="case:1", act="decide", officer="asha", at=NOW, fields=words | {"kind": "formal"}
        )
    with store.raw() as reader:
        body = bytes(reader.value("SELECT body FROM audit")).decode()
    for word in ("Petra", "voss", "ZZ19ABC", "ill"):
        assert word not in body
    assert '"kind":"formal"' in body
    assert body.count("sha256:") == 4


@pytest.mark.parametrize("name", ["", "case 1", 'case:1","act":"x', "case:1\n"])
def test_names_that_could_forge_a_body_are_not_taken(store: Store, name: str) -> None:
    for which in ("chain", "act", "officer"):
        given = {"chain": "case:1", "act": "claim", "officer": "asha"} | {which: name}
        with pytest.raises(ValueError, match="is an id"), store.writing() as tx:
            audit.append(tx, **given, at=NOW, fields={})


def test_fractions_are_not_taken(store: Store) -> None:
    with pytest.raises(TypeError), store.writing() as tx:
        audit.append(tx, chain="case:1", act="x", officer="asha", at=NOW, fields={"n": 1.5})  # type: ignore[dict-item]


def test_many_officers_enter_at_once(store: Store) -> None:
    failed: list[BaseException] = []

    def work(n: int) -> None:
        try:
            for m in range(8):
                for chain in ("office", f"case:{n}"):
                    store.retrying(
                        lambda tx, c=chain: audit.append(  # type: ignore[misc]
                            tx, chain=c, act="claim", officer="asha", at=NOW, fields={}
                        )
                    )
                if m % 3 == 0:
                    audit.export_head(store, NOW)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    found = audit.verify(store)
    assert found.ok, found.faults
    assert found.entries == 96


@pytest.mark.postgres
def test_no_seal_is_drawn_over_a_number_that_is_drawn_and_not_entered(postgres_store: Store) -> None:
    _fill(postgres_store, 3, 1)
    sealed: list[audit.Anchor | None] = []
    sealer = threading.Thread(target=lambda: sealed.append(audit.export_head(postgres_store, NOW)))
    with postgres_store.writing() as tx:
        audit._next(tx, "office")
        sealer.start()
        sealer.join(0.5)
        assert sealer.is_alive(), "the sealer waits for whoever has drawn a number"
    sealer.join(10)
    assert sealed and audit.verify(postgres_store).ok


def test_sealing_twice_seals_once(store: Store) -> None:
    _fill(store, 8, 1)
    first = audit.export_head(store, NOW)
    assert audit.export_head(store, NOW + timedelta(days=1)) == first
    with store.reading() as tx:
        assert audit.head(tx) == first


# What an attacker does who can write the file. They drop the guards first.


def _open(store: Store) -> sqlite3.Connection:
    con = sqlite3.connect(str(store.path), isolation_level=None)
    con.execute("PRAGMA synchronous = OFF")  # the disk is not waited for at each of thousands of commands
    for name in schema.triggers():
        con.execute(f"DROP TRIGGER {name}")
    return con


def _guards_back(con: sqlite3.Connection, template: Path) -> None:
    other = sqlite3.connect(template)
    for (sql,) in other.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'"):
        con.execute(sql)
    other.close()
    con.close()


def _rehash(con: sqlite3.Connection, seq: int) -> None:
    """Make one entry fit its own bytes again."""
    import hashlib

    previous, body = con.execute("SELECT previous, body FROM audit WHERE seq = ?", (seq,)).fetchone()
    digest = hashlib.sha256(previous.encode() + body).hexdigest()
    con.execute("UPDATE audit SET hash = ? WHERE seq = ?", (digest, seq))


def _swap(con: sqlite3.Connection, a: int, b: int) -> None:
    con.execute("UPDATE audit SET seq = -1 WHERE seq = ?", (a,))
    con.execute("UPDATE audit SET seq = ? WHERE seq = ?", (a, b))
    con.execute("UPDATE audit SET seq = ? WHERE seq = -1", (b,))


def _forge_body(con: sqlite3.Connection, seq: int) -> None:
    body = con.execute("SELECT body FROM audit WHERE seq = ?", (seq,)).fetchone()[0]
    con.execute("UPDATE audit SET body = ? WHERE seq = ?", (body.replace(b'"cancel"', b'"uphold"'), seq))


def _insert_copy(con: sqlite3.Connection, seq: int) -> None:
    con.execute(
        "INSERT INTO audit SELECT 1000, chain, 1000, act, officer, at, body, previous, hash "
        "FROM audit WHERE seq = ?",
        (seq,),
    )


NAMED: dict[str, Callable[[sqlite3.Connection], object]] = {
    "an outcome changed": lambda con: _forge_body(con, 5),
    "an outcome changed and its hash made to fit": lambda con: (_forge_body(con, 5), _rehash(con, 5)),
    "the newest entry changed and its hash made to fit": lambda con: (
        con.execute("UPDATE audit SET officer = 'maren' WHERE seq = 60"),
        _rehash(con, 60),
    ),
    "who did it": lambda con: con.execute("UPDATE audit SET officer = 'maren' WHERE seq = 7"),
    "when it was done": lambda con: con.execute(
        "UPDATE audit SET at = '2026-11-21T06:00:00.000000Z' WHERE seq = 7"
    ),
    "which act it was": lambda con: con.execute("UPDATE audit SET act = 'release' WHERE seq = 7"),
    "an entry removed": lambda con: con.execute("DELETE FROM audit WHERE seq = 20"),
    "a whole chain removed": lambda con: con.execute("DELETE FROM audit WHERE chain = 'case:2'"),
    "an entry put in": lambda con: _insert_copy(con, 9),
    "two entries swapped": lambda con: _swap(con, 50, 55),
    "an entry moved to another case": lambda con: con.execute(
        "UPDATE audit SET chain = 'case:99', link = 1 WHERE seq = 11"
    ),
    "the sealed part cut off": lambda con: con.execute("DELETE FROM audit WHERE seq > 40"),
    "text where bytes were": lambda con: con.execute(
        "UPDATE audit SET body = CAST(body AS TEXT) WHERE seq = 7"
    ),
    "bytes where text was": lambda con: con.execute("UPDATE audit SET previous = x'ff' WHERE seq = 7"),
    "a hash of bytes": lambda con: con.execute("UPDATE audit SET hash = x'00' WHERE seq = 7"),
    "text that is none": lambda con: con.execute("UPDATE audit SET act = CAST(x'ff' AS TEXT) WHERE seq = 7"),
    "a seal of nonsense": lambda con: con.execute("UPDATE audit_seals SET up_to_seq = 'x' WHERE id = 1"),
    "a seal changed": lambda con: con.execute("UPDATE audit_seals SET up_to_seq = 14 WHERE id = 1"),
    "a seal removed": lambda con: con.execute("DELETE FROM audit_seals WHERE id = 2"),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_named_tamper_is_found(sqlite_store: Store, template: Path, name: str) -> None:
    _fill(sqlite_store)
    con = _open(sqlite_store)
    NAMED[name](con)
    _guards_back(con, template)
    assert not audit.verify(sqlite_store).ok


def test_missing_guards_alone_are_found(sqlite_store: Store) -> None:
    _fill(sqlite_store)
    _open(sqlite_store).close()
    kinds = {fault.kind for fault in audit.verify(sqlite_store).faults}
    assert kinds == {"trigger", "schema"}


def test_a_guard_that_does_nothing_is_found(sqlite_store: Store) -> None:
    con = sqlite3.connect(str(sqlite_store.path))
    con.execute("DROP TRIGGER audit_no_update")
    con.execute("CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT 1; END")
    con.commit()
    con.close()
    assert [fault.kind for fault in audit.verify(sqlite_store).faults] == ["schema"]


@pytest.mark.postgres
def test_a_guard_switched_off_is_found(postgres_store: Store) -> None:
    with postgres_store.writing() as tx:
        tx.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER audit_no_update")
    assert {fault.kind for fault in audit.verify(postgres_store).faults} == {"trigger", "schema"}


@pytest.mark.postgres
def test_a_tamper_on_postgres_is_found(postgres_store: Store) -> None:
    _fill(postgres_store)
    for sql in ("UPDATE audit SET officer = 'maren' WHERE seq = 7", "DELETE FROM audit WHERE seq = 7"):
        with postgres_store.writing() as tx:
            tx.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER")
            tx.exec_driver_sql(sql)
            tx.exec_driver_sql("ALTER TABLE audit ENABLE TRIGGER USER")
        assert not audit.verify(postgres_store).ok


def test_two_hundred_and_fifty_random_tampers_are_found(sqlite_store: Store, template: Path) -> None:
    _fill(sqlite_store)
    whole = sqlite_store.path.read_bytes()
    rng = random.Random(11)
    missed = []
    for n in range(250):
        sqlite_store.path.write_bytes(whole)
        con = _open(sqlite_store)
        told = _random_tamper(con, rng)
        _guards_back(con, template)
        if audit.verify(sqlite_store).ok:
            missed.append((n, told))
    assert missed == []


def _random_tamper(con: sqlite3.Connection, rng: random.Random) -> str:
    """Change, remove, add or move something somewhere; the last entry is not removed (see the anchors)."""
    seq, other = rng.sample(range(1, 60), 2)
    kind = rng.choice(("bit", "column", "delete", "swap", "insert", "seal", "relink"))
    if kind == "bit":
        body = bytearray(con.execute("SELECT body FROM audit WHERE seq = ?", (seq,)).fetchone()[0])
        body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)
        con.execute("UPDATE audit SET body = ? WHERE seq = ?", (bytes(body), seq))
    elif kind == "column":
        column = rng.choice(("chain", "act", "officer", "at", "previous", "hash"))
        con.execute(f"UPDATE audit SET {column} = {column} || 'x' WHERE seq = ?", (seq,))
    elif kind == "delete":
        con.execute("DELETE FROM audit WHERE seq = ?", (seq,))
    elif kind == "swap":
        _swap(con, seq, other)
    elif kind == "insert":
        _insert_copy(con, seq)
    elif kind == "relink":
        con.execute("UPDATE audit SET link = link + 500 WHERE seq = ?", (seq,))
    else:
        column = rng.choice(("heads", "previous", "hash", "sealed_at"))
        con.execute(f"UPDATE audit_seals SET {column} = {column} || 'x' WHERE id = ?", (rng.randint(1, 3),))
    return f"{kind} {seq} {other}"


def _forge_whole(con: sqlite3.Connection) -> None:
    """Write the whole record anew with another officer, every hash and seal made to fit."""
    import hashlib

    heads: dict[str, str] = {}
    rows = con.execute("SELECT seq, chain, link, act, at, body FROM audit ORDER BY seq").fetchall()
    hashes = {}
    for seq, chain, _link, _act, _at, body in rows:
        body = body.replace(b'"officer":"asha"', b'"officer":"maren"')
        previous = heads.get(chain, "")
        digest = hashlib.sha256(previous.encode() + body).hexdigest()
        officer = "maren" if b'"maren"' in body else "tobin"
        con.execute(
            "UPDATE audit SET body = ?, previous = ?, hash = ?, officer = ? WHERE seq = ?",
            (body, previous, digest, officer, seq),
        )
        heads[chain] = hashes[seq] = digest
    last, start = "", 0
    for number, at, up_to in con.execute(
        "SELECT id, sealed_at, up_to_seq FROM audit_seals ORDER BY id"
    ).fetchall():
        digest = audit.digest_of(hashes[n] for n in range(start + 1, up_to + 1))
        seal = audit.seal_hash(last, number, at, up_to, digest)
        con.execute(
            "UPDATE audit_seals SET heads = ?, previous = ?, hash = ? WHERE id = ?",
            (digest, last, seal, number),
        )
        last, start = seal, up_to


def _cut_off(con: sqlite3.Connection) -> None:
    """Put the record back to what it was at the first seal."""
    con.execute("DELETE FROM audit WHERE seq > 15")
    con.execute("DELETE FROM audit_seals WHERE id > 1")


@pytest.mark.parametrize(("tamper", "words"), [(_cut_off, "cut off"), (_forge_whole, "written anew")])
def test_a_record_cut_off_or_forged_whole_is_found_by_an_anchor_only(
    sqlite_store: Store,
    template: Path,
    tmp_path: Path,
    tamper: Callable[[sqlite3.Connection], None],
    words: str,
) -> None:
    _fill(sqlite_store)
    anchor = audit.export_head(sqlite_store, NOW + timedelta(hours=9))
    assert anchor is not None
    file = tmp_path / "anchors"
    file.write_text(anchor.line + "\n", encoding="utf-8")
    assert audit.verify(sqlite_store, audit.read_anchors(file)).ok
    con = _open(sqlite_store)
    tamper(con)
    _guards_back(con, template)
    assert audit.verify(sqlite_store).ok, "that it looks sound by itself is why heads are kept elsewhere"
    found = audit.verify(sqlite_store, audit.read_anchors(file))
    assert [fault.kind for fault in found.faults] == ["anchor"]
    assert words in found.faults[0].words


@pytest.mark.parametrize("line", ["{}", "nonsense", '{"seal": "x"}', "[" * 100_000])
def test_a_line_that_is_no_anchor_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "anchors"
    file.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(Refused, match="line 2 is no anchor"):
        audit.read_anchors(file)


def test_no_file_of_anchors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="could not be read"):
        audit.read_anchors(tmp_path / "none")
