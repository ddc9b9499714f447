"""The practice office: the same for a seed and a day, made by acts, whole or not there, and TRAINING."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caseworker import config
from caseworker.casework.desk.view import view
from caseworker.law.beside import besides
from caseworker.law.grounds import ground
from caseworker.law.mitigation import mitigation
from caseworker.law.refusals import Refused
from caseworker.practice import build as building
from caseworker.practice import history
from caseworker.practice.build import build, office_at
from caseworker.practice.letters import answered, letters
from caseworker.practice.office import folder
from caseworker.store.engine import Store
from tests.practice.conftest import TODAY

SKIPPED = {"audit_seals", "alembic_version"}


@pytest.fixture
def db(sandbox: Path) -> Iterator[sqlite3.Connection]:
    """The sandbox, read directly."""
    connection = sqlite3.connect(f"file:{sandbox}?mode=ro", uri=True)
    yield connection
    connection.close()


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table; films lie beside the store, so their paths are told from there."""
    connection = sqlite3.connect(path)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    beside = str(path)
    rows = {
        name: sorted(
            (
                tuple(cell.replace(beside, "") if isinstance(cell, str) else cell for cell in row)
                for row in connection.execute(f"SELECT * FROM {name}")
            ),
            key=repr,
        )
        for name in names
    }
    connection.close()
    return {name: some for name, some in rows.items() if name not in SKIPPED}


def test_there_are_cases_of_every_kind(db: sqlite3.Connection) -> None:
    kinds = dict(db.execute("SELECT kind, count(*) FROM cases WHERE open = 1 GROUP BY kind").fetchall())
    assert sum(kinds.values()) >= 130
    (all_cases,) = db.execute("SELECT count(*) FROM cases").fetchone()
    assert all_cases >= 240
    assert min(kinds["informal"], kinds["formal"]) > kinds["certificate"] > 0
    regimes = dict(db.execute("SELECT regime, count(*) FROM cases GROUP BY regime").fetchall())
    assert regimes["tma-reg9"] > regimes["tma-reg10"] > 0


def test_every_kind_that_stands_beside_a_dispute_is_there_to_practise(sandbox: Path) -> None:
    office = office_at(sandbox, datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "asha")
    with office.store.raw() as reader:
        found = reader.rows("SELECT id, kind, flags FROM cases WHERE open = 1 ORDER BY id")
    of_kind: dict[str, list[int]] = {}
    for case_id, kind, _ in found:
        of_kind.setdefault(kind, []).append(case_id)
    for one in besides():
        assert len(of_kind[one.kind]) >= 2, one.kind
    assert [flags for _, kind, flags in found if kind == "information"].count("subject-access") == 1
    for kind in ("tribunal", "court"):
        for case_id in of_kind[kind]:
            seen = view(office, case_id)
            assert any(one.by == "Appeals desk" for one in seen.notes), seen.pcn
    assert all(view(office, case_id).clocks for case_id in of_kind["tribunal"])
    for kind in ("query", "complaint", "member", "information"):
        for case_id in of_kind[kind]:
            seen = view(office, case_id)
            (own,) = [one for one in seen.items if not one.elsewhere]
            assert len(own.text.split()) > 15 and seen.clocks and seen.facts.recipient.name


def test_due_days_run_from_deemed_accepted_to_comfortable(db: sqlite3.Connection) -> None:
    due = [row[0] for row in db.execute("SELECT reply_due_on FROM cases WHERE reply_due_on > '' ORDER BY 1")]
    assert due[0] < TODAY.isoformat()
    assert due[-1] > "2026-12-31"
    safe = [row[0] for row in db.execute("SELECT safe_post_on FROM cases WHERE safe_post_on > '' ORDER BY 1")]
    assert any(day <= TODAY.isoformat() <= last for day, last in zip(safe, due, strict=True))


def test_every_case_has_a_letter_a_note_and_one_to_three_council_photographs(db: sqlite3.Connection) -> None:
    for case_id, pcn_id, kind in db.execute("SELECT id, pcn_id, kind FROM cases").fetchall():
        own = "pcn_id = ?" if kind in ("tribunal", "court") else "case_id = ?"
        of = pcn_id if kind in ("tribunal", "court") else case_id
        (items,) = db.execute(f"SELECT count(*) FROM items WHERE {own}", (of,)).fetchone()
        (notes,) = db.execute("SELECT count(*) FROM notes WHERE pcn_id = ?", (pcn_id,)).fetchone()
        (shots,) = db.execute(
            "SELECT count(*) FROM evidence WHERE pcn_id = ? AND sent_by = 'council'", (pcn_id,)
        ).fetchone()
        assert items >= 1
        assert notes >= 1
        assert 1 <= shots <= 3


def test_every_point_stands_under_a_ground_or_a_mitigation_that_the_tables_hold(
    db: sqlite3.Connection,
) -> None:
    found = db.execute('SELECT DISTINCT "ground", mitigation FROM points WHERE "ground" <> \'\'').fetchall()
    assert {kind for _, kind in found} == {0, 1}
    for code, mitigates in found:
        assert mitigation(code) if mitigates else ground(code)


def test_some_cases_hold_more_than_one_letter(db: sqlite3.Connection) -> None:
    query = "SELECT count(*) FROM items WHERE direction = 'in' GROUP BY case_id HAVING count(*) > 1"
    assert len(db.execute(query).fetchall()) >= 6
    channels = {row[0] for row in db.execute("SELECT DISTINCT channel FROM items")}
    assert channels >= {"web", "email", "post", "phone"}


def test_photographs_are_real_small_and_of_the_stated_size(db: sqlite3.Connection) -> None:
    import io

    from PIL import Image

    for (content,) in db.execute("SELECT content FROM evidence_bytes LIMIT 12").fetchall():
        assert len(content) < 60_000
        assert Image.open(io.BytesIO(content)).size == (640, 400)


def test_marks_are_never_issued_ones_and_some_have_other_pcns(db: sqlite3.Connection) -> None:
    marks = [row[0] for row in db.execute("SELECT vrm FROM pcns")]
    assert all(mark.startswith(("ZZ", "Q")) for mark in marks)
    assert len(marks) > len(set(marks))
    codes = [row[0] for row in db.execute("SELECT DISTINCT keeper_postcode FROM pcns")]
    assert all(code.startswith("ZZ") for code in codes)


def test_no_blank_is_left_to_be_filled(db: sqlite3.Connection) -> None:
    texts = [row[0] for row in db.execute("SELECT text FROM item_texts UNION ALL SELECT text FROM notes")]
    assert not [text for text in texts if re.search(r"<<|\w>>|\{", text.replace("{20417}", ""))]


def test_the_ten_traps_that_are_parking_stand_in_it(db: sqlite3.Connection) -> None:
    ids = {one.id for one in letters()}
    traps = """day-fifty-four portal-says-informal crossed-the-notice rant-with-wall hire-unsigned
        hire-ended-before seven-month-lease paid-at-discount-meanwhile old-tariff grace-0840 grace-0841
        grace-no-session grace-yellow-line daughter-for-dead-keeper wrong-reply-again second-badge-slip"""
    assert set(traps.split()) <= ids
    query = (
        "SELECT c.kind, c.flags, c.received_on, p.contravened_on FROM cases c"
        " JOIN items i ON i.case_id = c.id JOIN pcns p ON p.id = c.pcn_id WHERE i.source_id = ?"
    )
    found = {name: db.execute(query, (f"PR-{name}",)).fetchone() for name in ids}
    assert found["portal-says-informal"][0] == "formal"
    assert found["crossed-the-notice"][0] == "informal"
    assert found["day-fifty-four"][2] == "2026-09-30"
    assert "care" in found["rant-with-wall"][1]
    assert "dead" in found["daughter-for-dead-keeper"][1]
    assert "paid" in found["paid-at-discount-meanwhile"][1]
    assert found["old-tariff"][3] == "2025-04-06"


def test_a_seed_and_a_day_give_the_same_office_and_another_seed_another(
    tmp_path: Path, sandbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "answered", lambda: answered()[::6])
    for name in ("first", "again"):
        build(tmp_path / f"{name}.db", seed=7, today=TODAY, weeks=1)
    first, again = dump(tmp_path / "first.db"), dump(tmp_path / "again.db")
    assert first["letters"]
    assert {name for name in first if again[name] != first[name]} == set()
    assert folder(7, TODAY).files() == folder(7, TODAY).files()
    other = {row["pcn"] for row in folder(8, TODAY).cases}
    assert not other & {row[1] for row in dump(sandbox)["pcns"]}


@pytest.mark.long
def test_the_whole_of_it_is_the_same_again(tmp_path: Path, sandbox: Path) -> None:
    build(tmp_path / "again.db", seed=7, today=TODAY)
    again, first = dump(tmp_path / "again.db"), dump(sandbox)
    assert {name for name in first if again[name] != first[name]} == set()


@pytest.mark.parametrize("today", [date(2025, 12, 27), date(2027, 3, 31)])
def test_any_day_gives_a_whole_office(tmp_path: Path, today: date) -> None:
    assert build(tmp_path / "t.db", seed=3, today=today, weeks=0).cases_opened >= 130


@pytest.mark.long
@pytest.mark.parametrize(
    "today", [date(2025, 12, 27), date(2026, 4, 7), date(2027, 3, 31), date(2028, 2, 29)]
)
def test_any_day_gives_a_whole_month(tmp_path: Path, today: date) -> None:
    build(tmp_path / "t.db", seed=3, today=today)
    assert len(dump(tmp_path / "t.db")["letters"]) == len(answered())


def test_it_is_marked_training_and_never_opens_as_live(sandbox: Path) -> None:
    store = Store.open(sandbox, expect="training")
    assert (store.seed, store.today_on) == (7, TODAY)
    with pytest.raises(Refused):
        Store.open(sandbox, expect="live")


def test_the_month_before_was_made_by_the_acts_of_three_officers_and_a_leader(db: sqlite3.Connection) -> None:
    acts = [row[0] for row in db.execute("SELECT act FROM audit ORDER BY seq")]
    assert acts[0] == "intake"
    assert acts.count("intake") == 5 + 1, "five imports, and a payment for the case whose letter came back"
    assert acts.count("issue") == acts.count("decide") - 1 == len(answered()) >= 110
    assert {row[0] for row in db.execute("SELECT officer FROM letters")} == {
        "asha",
        "tobin",
        "maren",
        "sefton",
    }
    outcomes = dict(db.execute("SELECT outcome, count(*) FROM decisions GROUP BY 1").fetchall())
    assert min(outcomes["cancel"], outcomes["uphold"]) >= 45
    (undone,) = db.execute("SELECT count(*) FROM cases WHERE open = 0 AND status <> 'issued'").fetchone()
    assert undone == 0
    (relied,) = db.execute(
        "SELECT count(*) FROM cases WHERE informal_by = 'asha' AND kind = 'formal'"
    ).fetchone()
    assert relied == 1


def test_the_month_has_twenty_days_of_work_and_nobody_works_on_leave(db: sqlite3.Connection) -> None:
    query = "SELECT officer, substr(issued_at, 1, 10), count(*) FROM letters GROUP BY 1, 2"
    days: dict[str, dict[str, int]] = {}
    for officer, day, count in db.execute(query).fetchall():
        days.setdefault(day, {})[officer] = count
    assert len(days) == 20
    assert all(3 <= sum(of_day.values()) <= 12 for of_day in days.values())
    away = config.load(config.SAMPLE).officers.away
    assert not [
        (who, day) for day, each in days.items() for who in each if away(who, date.fromisoformat(day))
    ]


def test_instants_of_the_month_never_run_backwards(db: sqlite3.Connection) -> None:
    told = [row[0] for row in db.execute("SELECT at FROM audit ORDER BY seq")]
    assert told == sorted(told)


def test_colleagues_have_begun_and_the_officer_has_not(db: sqlite3.Connection) -> None:
    taken = dict(db.execute("SELECT officer, count(*) FROM cases WHERE open = 1 GROUP BY 1").fetchall())
    assert set(taken) == {"", "tobin", "maren"} and taken[""] >= 130
    (held,) = db.execute("SELECT count(*) FROM cases WHERE held_until > ?", (TODAY.isoformat(),)).fetchone()
    (drafts,) = db.execute("SELECT count(*) FROM drafts").fetchone()
    back = (
        "SELECT status, officer IN ('tobin', 'maren') FROM cases WHERE open = 1 AND flags LIKE '%returned%'"
    )
    assert db.execute(back).fetchall() == [("decided", 1)], "an envelope came back, and is work again"
    assert (held, drafts) == (1, 2), "a colleague's draft, and that of the letter that came back"
    undone = db.execute(
        "SELECT outcome FROM cases WHERE open = 1 AND status = 'decided' AND flags NOT LIKE '%returned%'"
    ).fetchall()
    assert undone == [("cancel",)]


def test_the_post_has_gone_but_for_what_waits_for_the_practice_day(db: sqlite3.Connection) -> None:
    states = dict(db.execute("SELECT state, count(*) FROM postings GROUP BY state").fetchall())
    assert states.pop("left") == len(answered()) - sum(states.values())
    assert states["waiting"] == states["returned"] == states["dealt-with"] == 1
    assert states["batched"] >= 2
    batches = dict(db.execute("SELECT state, count(*) FROM post_batches GROUP BY state").fetchall())
    assert batches == {"confirmed": 19, "made": 1}


def test_the_case_system_was_told_all_but_the_practice_day(db: sqlite3.Connection) -> None:
    (files,) = db.execute("SELECT count(*) FROM outcome_exports").fetchone()
    assert files == 19
    heard = dict(db.execute("SELECT acknowledged, count(*) FROM outcomes GROUP BY 1").fetchall())
    assert heard["refused"] == 1 and heard["taken"] >= 220
    waiting = db.execute("SELECT kind, count(*) FROM outcomes WHERE export_id IS NULL GROUP BY 1").fetchall()
    disputes = "kind IN ('informal', 'formal', 'certificate')"
    again = "flags LIKE '%returned%'"
    (opened,) = db.execute(
        f"SELECT count(*) FROM cases WHERE open = 1 AND {disputes} AND NOT {again}"
    ).fetchone()
    assert dict(waiting) == {"received": opened}, "the holds of the day's import have not gone out yet"


def test_records_places_and_the_inbox_have_landed(db: sqlite3.Connection) -> None:
    for table, least in (
        ("permits", 80),
        ("sessions", 90),
        ("locations", 20),
        ("orders", 7),
        ("history", 500),
    ):
        (count,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert count >= least, table
    waiting = db.execute("SELECT channel FROM inbox WHERE state = 'waiting'").fetchall()
    assert 6 <= len(waiting) <= 10
    joined = db.execute("SELECT case_id FROM items WHERE source_id LIKE 'M-%'").fetchall()
    assert len(joined) == 1, "mail that names exactly one PCN goes to its case by itself"


def test_no_notice_to_owner_went_out_before_its_time(db: sqlite3.Connection) -> None:
    query = """SELECT count(*) FROM notices n JOIN pcns p ON p.id = n.pcn_id
        WHERE n.kind = 'notice-to-owner' AND julianday(n.served_on) < julianday(p.served_on) + 28"""
    assert db.execute(query).fetchone() == (0,)


def test_some_vehicles_were_let_off_for_the_same_reason_this_month(db: sqlite3.Connection) -> None:
    query = """SELECT count(DISTINCT c.id) FROM cases c JOIN cases b ON b.vrm = c.vrm AND b.id <> c.id
        WHERE c.open = 1 AND b.outcome = 'cancel'"""
    assert db.execute(query).fetchone()[0] >= 3


def test_its_audit_holds(sandbox: Path) -> None:
    from caseworker.store import audit

    assert audit.verify(Store.open(sandbox, expect="training")).faults == ()


def test_what_is_already_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_text("mine")
    with pytest.raises(Refused, match="already"):
        build(path, seed=7, today=TODAY)
    assert path.read_text() == "mine"


def test_a_fault_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(building, "_fill", broken)
    with pytest.raises(OSError, match="disk full"):
        build(tmp_path / "t.db", seed=7, today=TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_killed_build_leaves_no_sandbox_and_the_next_sweeps_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.db"
    code = (
        "import datetime, pathlib, sys; from caseworker.practice.build import build;"
        "build(pathlib.Path(sys.argv[1]), seed=7, today=datetime.date(2026, 11, 22))"
    )
    monkeypatch.setattr(building, "_fill", lambda *_: None)
    process = subprocess.Popen([sys.executable, "-c", code, str(path)])
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob(".t.db.*.building")) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not path.exists()
    assert list(tmp_path.iterdir()), "it was killed while it built"
    build(path, seed=7, today=TODAY)
    assert [one.name for one in tmp_path.iterdir()] == ["t.db"]
