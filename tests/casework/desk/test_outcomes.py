"""What the case system is told, and what it answers."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from caseworker.casework.desk import compose, issue, outcomes, post
from caseworker.casework.desk.outcomes import sending
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.store import audit, connections
from caseworker.store.engine import CommitUnknown
from tests.casework import office as offices
from tests.casework.office import FORMAL, INFORMAL, Desk, at_once


def posted(desk: Desk, pcn: str = FORMAL, outcome: Outcome = Outcome.UPHOLD) -> None:
    """A letter that has left."""
    desk.decided(pcn, outcome)
    desk.open_all(pcn)
    seen = desk.see(pcn)
    issue.issue(desk(), seen, compose.new_plan(desk(), seen))
    post.confirm(desk(), post.make_batch(desk()).batch.id)


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def answers(*rows: tuple[str, object, str, str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([("pcn", "id", "answer", "words"), *rows])
    return out.getvalue().encode()


def test_what_was_not_told_yet_goes_out_once_oldest_first(each_desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    posted(each_desk, INFORMAL)
    done = outcomes.export(each_desk("sefton"), folder)
    assert (done.number, done.rows, done.path) == (1, 13, folder / "outcomes-000001.csv")
    rows = table(done.path)
    assert [int(row["id"]) for row in rows] == sorted(int(row["id"]) for row in rows)
    received = [row for row in rows if row["what"] == "received"]
    assert len(received) == 12 and {row["hold"] for row in received} == {"on"}
    last = rows[-1]
    assert (last["pcn"], last["what"], last["hold"]) == (INFORMAL, "decided", "off")
    assert (last["decision"], last["stage"], last["officer"]) == ("uphold", "issued-discount", "asha")
    assert last["reasons"] == "grace-period-or-observation=not-upheld"
    assert (last["discount_pounds"], last["discount_until"]) == ("80.00", "2026-12-03")
    assert (last["refund_pounds"], last["time"]) == ("", "2026-11-20T10:00:00+00:00")
    digest = hashlib.sha256(done.path.read_bytes()).hexdigest()
    assert each_desk.rows("SELECT id, rows, sha256, officer FROM outcome_exports") == [
        (1, 13, digest, "sefton")
    ]
    assert [one.name for one in folder.iterdir()] == ["outcomes-000001.csv"]
    before = each_desk.everything()
    with pytest.raises(Refused, match="There is nothing new to tell the case system"):
        outcomes.export(each_desk(), folder)
    assert each_desk.everything() == before
    posted(each_desk, FORMAL, Outcome.CANCEL)
    second = outcomes.export(each_desk(), folder, "json")
    whole = json.loads(second.path.read_text())
    assert (whole["file"], whole["training"], second.path.name) == (2, False, "outcomes-000002.json")
    (one,) = whole["outcomes"]
    assert (one["pcn"], one["decision"], one["hold"]) == (FORMAL, "cancel", "off")
    assert [act for _, act, _, _ in each_desk.entries()][-1] == "outcomes-export"
    assert audit.verify(each_desk().store).ok


def test_a_file_is_written_again_byte_for_byte(desk: Desk, tmp_path: Path) -> None:
    first = outcomes.export(desk(), tmp_path / "a.csv", named=True)
    again = outcomes.export(desk("sefton"), tmp_path / "b.csv", named=True, again=1)
    assert first.path.read_bytes() == again.path.read_bytes() and again.sha256 == first.sha256
    assert desk.value("SELECT count(*) FROM outcome_exports") == 1
    with pytest.raises(Refused, match="No file 9 was made"):
        outcomes.export(desk(), tmp_path / "c.csv", named=True, again=9)


def test_a_file_is_never_written_over_and_then_nothing_is_told(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine")
    before = desk.everything()
    with pytest.raises(Refused, match="already something at"):
        outcomes.export(desk(), tmp_path / "a.csv", named=True)
    with pytest.raises(Refused, match="There is no form 'xml'"):
        outcomes.export(desk(), tmp_path / "b.xml", "xml", named=True)
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="could not be written"):
        outcomes.export(desk(), tmp_path / "file" / "x.csv", named=True)
    assert desk.everything() == before and (tmp_path / "a.csv").read_text() == "mine"
    assert not list(tmp_path.glob("*.part")) and not list(tmp_path.glob(".*.part"))


def test_stopped_before_it_was_entered_nothing_was_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, folder = desk.everything(), tmp_path / "out"

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(connections, "commit", killed)
    with pytest.raises(KeyboardInterrupt):
        outcomes.export(desk(), folder)
    monkeypatch.undo()
    assert desk.everything() == before and list(folder.iterdir()) == []
    assert outcomes.export(desk(), folder).number == 1


def test_stopped_after_it_was_entered_the_next_export_finishes_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sending, "_settle", killed)
    with pytest.raises(KeyboardInterrupt):
        outcomes.export(desk(), folder)
    monkeypatch.undo()
    (part,) = folder.iterdir()
    assert part.name.endswith(".part")
    with pytest.raises(Refused, match="nothing new to tell"):
        outcomes.export(desk(), folder)
    assert [one.name for one in folder.iterdir()] == ["outcomes-000001.csv"]
    digest = hashlib.sha256((folder / "outcomes-000001.csv").read_bytes()).hexdigest()
    assert desk.value("SELECT sha256 FROM outcome_exports") == digest


def test_where_the_store_does_not_say_the_file_is_looked_up(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = connections.commit

    def unsure(connection: Any, place: Any) -> None:
        commit(connection, place)
        raise CommitUnknown(place.words, OSError("gone"))

    monkeypatch.setattr(connections, "commit", unsure)
    done = outcomes.export(desk(), tmp_path / "out")
    monkeypatch.undo()
    assert done.path.exists() and done.number == 1
    assert desk.value("SELECT count(*) FROM outcomes WHERE export_id IS NULL") == 0


def test_two_who_export_at_once_tell_each_thing_once(each_desk: Desk, tmp_path: Path) -> None:
    _ = each_desk().store, each_desk("sefton").store
    given = at_once(
        lambda: outcomes.export(each_desk(), tmp_path / "one"),
        lambda: outcomes.export(each_desk("sefton"), tmp_path / "two"),
    )
    assert sorted(type(one).__name__ for one in given) == ["Exported", "NothingNew"], given
    assert each_desk.value("SELECT count(*) FROM outcome_exports") == 1


def test_a_cell_is_no_formula_and_training_says_so(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    offices.build(path, kind="training")
    desk = Desk(str(path), kind="training")
    with desk().store.writing() as tx:
        tx.exec_driver_sql("UPDATE outcomes SET reasons = '=cmd', officer = '@x' WHERE id = 1")
    done = outcomes.export(desk(), tmp_path / "out")
    assert done.path.name == "TRAINING-outcomes-000001.csv"
    row = table(done.path)[0]
    assert (row["reasons"], row["officer"], row["training"]) == ("'=cmd", "'@x", "TRAINING")


# -- acknowledged --------------------------------------------------------------------------------------


def told(desk: Desk, tmp_path: Path) -> list[dict[str, str]]:
    """What has gone out in a file."""
    return table(outcomes.export(desk(), tmp_path / "out").path)


def test_answers_are_kept_and_the_same_again_is_harmless(each_desk: Desk, tmp_path: Path) -> None:
    one, two, *_ = told(each_desk, tmp_path)
    file = answers((one["pcn"], one["id"], "taken", ""), (two["pcn"], two["id"], "REFUSED", "closed\x1b[2J"))
    done = outcomes.acknowledge(each_desk("sefton"), file, "ack.csv")
    assert (done.taken, done.refused, done.before, done.set_aside) == (1, 1, 0, ())
    (refused,) = outcomes.listed(each_desk(), "refused")
    assert refused.outcome.pcn == two["pcn"] and refused.answer.startswith("closed")
    assert "\x1b" not in refused.answer
    assert (
        len(outcomes.listed(each_desk(), "unheard")) == 10 and outcomes.listed(each_desk(), "waiting") == ()
    )
    before = each_desk.everything()
    again = outcomes.acknowledge(each_desk(), file, "ack.csv")
    assert (again.taken, again.refused, again.before) == (0, 0, 2)
    assert each_desk.everything() == before
    put_right = json.dumps([{"pcn": two["pcn"], "id": int(two["id"]), "answer": "taken", "words": ""}])
    assert outcomes.acknowledge(each_desk(), put_right.encode(), "ack.json").taken == 1
    assert outcomes.listed(each_desk(), "refused") == ()


def test_an_answer_on_an_unknown_pcn_or_id_lands_nothing_unless_set_aside(desk: Desk, tmp_path: Path) -> None:
    one, *_ = told(desk, tmp_path)
    file = answers(
        (one["pcn"], one["id"], "taken", ""),
        ("ZZ9999999Z", one["id"], "taken", ""),
        (one["pcn"], 4711, "taken", ""),
        (one["pcn"], "1e3", "taken", ""),
        ("=cmd()", one["id"], "taken", ""),
        (one["pcn"], one["id"], "perhaps", ""),
    )
    before = desk.everything()
    with pytest.raises(outcomes.Faulty) as no:
        outcomes.acknowledge(desk(), file, "ack.csv")
    expected = f"{one['pcn']}, which was told under id {one['id']}"
    words = [fault.words for fault in no.value.faults]
    assert words == [
        f'ack.csv, line 3, column pcn: found "ZZ9999999Z"; expected {expected}',
        "ack.csv, line 4, column id: found 4711; expected an id that was told (caseworker outcomes list)",
        'ack.csv, line 5, column id: found "1e3"; expected a whole number',
        'ack.csv, line 6, column pcn: found "=cmd()"; expected a PCN\'s number',
        'ack.csv, line 7, column answer: found "perhaps"; expected taken or refused',
    ]
    assert "Nothing was changed" in no.value.rule and "--set-aside" in no.value.do
    assert desk.everything() == before
    done = outcomes.acknowledge(desk(), file, "ack.csv", set_aside=True)
    assert done.taken == 1 and [fault.words for fault in done.set_aside] == words


def test_what_was_not_sent_cannot_be_acknowledged(desk: Desk) -> None:
    (pcn, told_id) = desk.rows("SELECT pcn, id FROM outcomes ORDER BY id LIMIT 1")[0]
    with pytest.raises(outcomes.Faulty, match="an id that has gone out in a file"):
        outcomes.acknowledge(desk(), answers((pcn, told_id, "taken", "")), "ack.csv")
