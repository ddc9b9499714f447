"""The post: batches, what leaves, what slips, what is recalled or comes back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from caseworker.casework import folders, roles
from caseworker.casework.acting import Changed
from caseworker.casework.desk import compose, decision, issue, post
from caseworker.casework.desk.view import view
from caseworker.casework.views import Receipt
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.store import audit, connections
from caseworker.store.engine import CommitUnknown
from tests.casework import office as offices
from tests.casework.office import CERTIFICATE, FORMAL, INFORMAL, NOW, PAID, POSTAL, Desk, at_once, refused

FRIDAY = date(2026, 11, 20)
MONDAY_DAY = date(2026, 11, 23)
EVENING = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def issued(
    desk: Desk,
    pcn: str = FORMAL,
    outcome: Outcome = Outcome.UPHOLD,
    at: datetime = NOW,
    officer: str = "asha",
) -> Receipt:
    """A letter issued on a case."""
    desk.decided(pcn, outcome, officer=officer)
    desk.open_all(pcn, officer)
    seen = desk.see(pcn, officer, at)
    return issue.issue(desk(officer, at), seen, compose.new_plan(desk(officer, at), seen))


def state(desk: Desk, number: str) -> str:
    """Where a letter is."""
    sql = "SELECT p.state FROM postings p JOIN letters l ON l.id = p.letter_id WHERE l.number = ?"
    return str(desk.value(sql, number))


def stage(desk: Desk, pcn: str) -> str:
    return str(desk.value("SELECT stage FROM pcns WHERE pcn = ?", pcn))


def told(desk: Desk, pcn: str) -> list[tuple[Any, ...]]:
    """What the case system is told of a PCN after its import."""
    sql = "SELECT kind, hold, decision, stage FROM outcomes WHERE pcn = ? AND kind <> 'received' ORDER BY id"
    return desk.rows(sql, pcn)


# -- batch, confirm ------------------------------------------------------------------------------------


def test_a_batch_is_made_with_its_letters_and_manifest_and_confirmed(each_desk: Desk, tmp_path: Path) -> None:
    letters = [issued(each_desk, FORMAL), issued(each_desk, INFORMAL, Outcome.CANCEL)]
    made = post.make_batch(each_desk("sefton"), tmp_path)
    assert (made.batch.letters, made.batch.posts_on, made.batch.state) == (2, FRIDAY, "made")
    assert made.folder == tmp_path / "batch-0001-2026-11-20" and not made.again
    assert [state(each_desk, one.number) for one in letters] == ["batched"] * 2
    content = (made.folder / "manifest.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest() == each_desk.value("SELECT manifest_sha256 FROM post_batches")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["number"] for row in rows] == ["0000001", "0000002"]
    assert rows[0]["recipient"] == "Jo Example" and rows[0]["postcode"] and rows[0]["address_1"]
    assert rows[0]["enclosures"] == "London Tribunals appeal form" and rows[1]["enclosures"] == ""
    for row, letter in zip(rows, letters, strict=True):
        file = (made.folder / row["file"]).read_bytes()
        assert hashlib.sha256(file).hexdigest() == row["sha256"] == letter.sha256
    papers = {"manifest.csv", "print.pdf", "print.csv"}
    assert {one.name for one in made.folder.iterdir()} == papers | {row["file"] for row in rows}
    assert stage(each_desk, FORMAL) == "representations-hold"
    left = post.confirm(each_desk("sefton"), made.batch.id)
    assert left.letters == ("0000001", "0000002")
    assert left.words == "Batch 1: 2 letters left on Friday 20 November."
    assert [state(each_desk, one.number) for one in letters] == ["left"] * 2
    assert (stage(each_desk, FORMAL), stage(each_desk, INFORMAL)) == ("rejected", "cancelled")
    ((posted_on, served_on),) = each_desk.rows(
        "SELECT posted_on, served_on FROM notices WHERE kind = 'notice-of-rejection'"
    )
    assert (str(posted_on), str(served_on)) == ("2026-11-20", "2026-11-24")
    assert told(each_desk, FORMAL) == [("decided", "off", "uphold", "rejected")]
    assert told(each_desk, INFORMAL) == [("decided", "off", "cancel", "cancelled")]
    reasons = each_desk.value("SELECT reasons FROM outcomes WHERE pcn = ? AND kind = 'decided'", FORMAL)
    assert reasons == "grace-period-or-observation=not-upheld"
    after = each_desk.see(FORMAL)
    assert after.status == "issued" and after.timeline[-1].words == (
        "Letter 0000001 posted (Notice of Rejection); treated as served Tuesday 24 November, "
        "appeal until Monday 21 December"
    )
    assert after.timeline[-1].officer == "sefton"
    assert [(one.id, str(one.last_on), one.state) for one in after.clocks] == [
        ("appeal", "2026-12-21", "open")
    ]
    acts = [act for _, act, _, _ in each_desk.entries()][-4:]
    assert acts == ["post-batch", "posted", "posted", "post-confirm"]
    assert audit.verify(each_desk().store).ok


@pytest.mark.parametrize(
    ("pcn", "outcome", "to", "event"),
    [
        (INFORMAL, Outcome.UPHOLD, "issued-discount", "challenge-rejected-discount"),
        (INFORMAL, Outcome.CANCEL, "cancelled", "challenge-accepted"),
        (FORMAL, Outcome.CANCEL, "cancelled", "representations-accepted"),
        (FORMAL, Outcome.UPHOLD, "rejected", "representations-rejected"),
        (CERTIFICATE, Outcome.UPHOLD, "charge-certificate", "letter-posted"),
        (CERTIFICATE, Outcome.CANCEL, "cancelled", "cancelled-by-authority"),
        (POSTAL, Outcome.UPHOLD, "rejected", "representations-rejected"),
        (PAID, Outcome.CANCEL, "cancelled", "challenge-accepted"),
    ],
)
def test_the_stage_moves_as_the_table_says_once_the_letter_has_left(
    desk: Desk, pcn: str, outcome: Outcome, to: str, event: str
) -> None:
    receipt = issued(desk, pcn, outcome)
    post.confirm(desk(), post.make_batch(desk()).batch.id)
    assert stage(desk, pcn) == to and desk.see(pcn).facts.stage == to
    ((name, at),) = desk.rows(
        "SELECT event, to_stage FROM events WHERE words LIKE ?", f"Letter {receipt.number} posted%"
    )
    assert (name, at) == (event, to)


def test_a_settled_charge_is_closed_when_its_rejection_has_left(desk: Desk) -> None:
    issued(desk, PAID)
    post.confirm(desk(), post.make_batch(desk()).batch.id)
    assert stage(desk, PAID) == "paid"


def test_a_letter_that_left_is_recorded_also_where_the_notice_moved_on_meanwhile(desk: Desk) -> None:
    issued(desk, FORMAL)
    with desk().store.writing() as tx:
        tx.exec_driver_sql("UPDATE pcns SET stage = 'paid' WHERE pcn = ?", (FORMAL,))
    post.confirm(desk(), post.make_batch(desk()).batch.id)
    assert stage(desk, FORMAL) == "paid"
    assert "the notice had moved on" in desk.see(FORMAL).timeline[-1].words


def test_confirmed_twice_says_who_and_when_and_changes_nothing(desk: Desk) -> None:
    issued(desk)
    batch = post.make_batch(desk()).batch.id
    post.confirm(desk("sefton"), batch)
    before = desk.everything()
    no = refused(lambda: post.confirm(desk(), batch))
    who = desk().officers.name("sefton")
    assert no.what == (
        f"Batch 1 was confirmed already, by {who} at 10:00 on 20 November: "
        "its letter left on Friday 20 November 2026."
    )
    assert desk.everything() == before


def test_two_who_confirm_at_once_move_the_stage_once(each_desk: Desk) -> None:
    issued(each_desk)
    batch = post.make_batch(each_desk()).batch.id
    _ = each_desk().store, each_desk("sefton").store
    given = at_once(
        *[lambda one=one: post.confirm(each_desk(one), batch) for one in ("asha", "sefton", "asha")]  # type: ignore[misc]
    )
    assert sorted(type(one).__name__ for one in given) == ["Left", "Refused", "Refused"]
    assert len(told(each_desk, FORMAL)) == 1


def test_a_batch_leaves_on_the_day_of_its_letters_or_it_is_a_slip(desk: Desk) -> None:
    issued(desk)
    batch = post.make_batch(desk()).batch.id
    before = desk.everything()
    monday = desk("asha", MONDAY)
    refused(
        lambda: post.confirm(monday, batch),
        "Batch 1 is dated for Friday 20 November 2026; on Monday 23 November 2026 it is a slip.",
        "If it left on Friday 20 November 2026, confirm it for that day; if it did not leave, it slips",
        "slip 1",
    )
    refused(lambda: post.confirm(desk(), batch, MONDAY_DAY), "Monday 23 November 2026 is still to come.")
    refused(lambda: post.confirm(desk(), 77), "There is no batch 77.")
    assert desk.everything() == before
    post.confirm(monday, batch, FRIDAY)
    assert str(desk.value("SELECT left_on FROM postings")) == "2026-11-20"
    assert str(desk.value("SELECT stage_on FROM pcns WHERE pcn = ?", FORMAL)) == "2026-11-20"


def test_where_the_store_does_not_say_the_batch_is_looked_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(desk)
    commit = connections.commit

    def unsure(connection: Any, place: Any) -> None:
        commit(connection, place)
        raise CommitUnknown(place.words, OSError("gone"))

    def lost(connection: Any, place: Any) -> None:
        connection.rollback()
        raise CommitUnknown(place.words, OSError("gone"))

    for first, act in (
        ("made", lambda: post.make_batch(desk())),
        ("confirmed", lambda: post.confirm(desk(), 1)),
        ("returned", lambda: post.returned(desk(), "0000001", "gone away")),
    ):
        before = desk.everything()
        monkeypatch.setattr(connections, "commit", lost)
        refused(act, "The store did not say", "it cannot be done twice")
        assert desk.everything() == before
        monkeypatch.setattr(connections, "commit", unsure)
        act()
        monkeypatch.undo()
        assert first in {
            *[row[0] for row in desk.rows("SELECT state FROM postings")],
            *[row[0] for row in desk.rows("SELECT state FROM post_batches")],
        }


# -- the folder ----------------------------------------------------------------------------------------


def test_killed_between_row_and_files_the_same_batch_is_written_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(desk)

    folder = tmp_path / "post"

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folders, "_write", killed)
    with pytest.raises(KeyboardInterrupt):
        post.make_batch(desk(), folder)
    monkeypatch.undo()
    assert list(folder.iterdir()) == []
    # Another letter is issued before it is run again: it makes a batch of its own.
    issued(desk, INFORMAL, Outcome.CANCEL)
    made = post.make_batch(desk(), folder)
    assert (made.batch.id, made.batch.letters, made.again) == (2, 1, False)
    assert [one.name for one in made.also] == ["batch-0001-2026-11-20"]
    again = post.make_batch(desk(), folder)
    assert again.again and again.batch.id == 2 and "was written again" in again.words
    assert desk.value("SELECT count(*) FROM post_batches") == 2
    assert sorted(one.name for one in folder.iterdir()) == [
        "batch-0001-2026-11-20",
        "batch-0002-2026-11-20",
    ]
    assert all(len(list(one.iterdir())) == 4 for one in folder.iterdir())


def test_a_folder_that_was_touched_is_kept_aside_and_written_whole(desk: Desk, tmp_path: Path) -> None:
    issued(desk)
    made = post.make_batch(desk(), tmp_path)
    assert made.folder is not None
    (made.folder / "manifest.csv").write_text("mine")
    again = post.make_batch(desk(), tmp_path)
    assert again.folder == made.folder and b"0000001" in (made.folder / "manifest.csv").read_bytes()
    assert (tmp_path / "batch-0001-2026-11-20.before-1" / "manifest.csv").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_said_and_written_later(desk: Desk, tmp_path: Path) -> None:
    issued(desk)
    (tmp_path / "file").write_text("")
    refused(lambda: post.make_batch(desk(), tmp_path / "file"), "could not be written")
    made = post.make_batch(desk(), tmp_path / "other")
    assert made.again and made.batch.id == 1 and made.folder is not None and made.folder.is_dir()


def test_without_a_folder_no_file_is_written(desk: Desk) -> None:
    issued(desk)
    made = post.make_batch(desk())
    assert made.folder is None and made.batch.letters == 1


def test_where_nothing_waits_there_is_no_batch(desk: Desk) -> None:
    refused(lambda: post.make_batch(desk()), "No letter waits for the post of Friday 20 November 2026.")
    issued(desk, at=EVENING)
    refused(lambda: post.make_batch(desk("asha", EVENING)), "No letter waits for the post of Friday 20")
    no = refused(
        lambda: post.make_batch(desk(), None, MONDAY_DAY), "Monday 23 November 2026 is still to come"
    )
    assert no.do == "Make the batch on that day."
    assert desk.rows("SELECT * FROM post_batches") == []
    assert post.make_batch(desk("asha", MONDAY)).batch.posts_on == MONDAY_DAY


def test_letters_of_a_day_that_has_passed_are_batched_with_a_warning(desk: Desk) -> None:
    issued(desk)
    made = post.make_batch(desk("asha", MONDAY))
    assert made.batch.posts_on == FRIDAY
    assert "That day has passed: confirm it only if the letters left then; else slip it." in made.words


def test_a_training_batch_says_so_in_its_name(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    offices.build(path, kind="training")
    desk = Desk(str(path), kind="training")
    issued(desk)
    made = post.make_batch(desk(), tmp_path / "post")
    assert made.folder is not None and made.folder.name == "TRAINING-batch-0001-2026-11-20"
    assert all("TR-0000001" in one.name for one in made.folder.glob("*.docx"))


def test_hostile_names_neither_leave_the_folder_nor_become_formulas(desk: Desk, tmp_path: Path) -> None:
    with desk().store.writing() as tx:
        name, address = '=HYPERLINK("http://x.example")', "+1 Road\n-2 Street\n@Town\n=4\n=5\n=6\n=7"
        sql = "UPDATE pcns SET keeper_name = ?, keeper_address = ? WHERE pcn = ?"
        tx.exec_driver_sql(sql, (name, address, FORMAL))
    issued(desk)
    made = post.make_batch(desk(), tmp_path)
    assert made.folder is not None
    (row,) = csv.DictReader(io.StringIO((made.folder / "manifest.csv").read_text("utf-8-sig")))
    assert row["recipient"] == f"'{name}" and row["address_1"] == "'+1 Road"
    assert row["address_6"] == "'=6, =7"
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert folders.safe_name("../../etc/pw", "a\x00\u202eb" * 40, "") == f"ETCPW-{'AB' * 16}-X"


# -- slip ----------------------------------------------------------------------------------------------


def test_a_slip_brings_back_what_counts_from_its_day(each_desk: Desk, tmp_path: Path) -> None:
    before_issue = each_desk.rows("SELECT name, value FROM counters WHERE name LIKE 'open:%' ORDER BY name")
    first = issued(each_desk, FORMAL)
    body = each_desk.value("SELECT body FROM postings")
    batch = post.make_batch(each_desk(), tmp_path).batch.id
    done = post.slip(each_desk("sefton", MONDAY), batch)
    assert (done.back, done.waits, done.next_on) == (("0000001",), (), MONDAY_DAY)
    after = each_desk.see(FORMAL, at=MONDAY)
    assert (after.status, after.officer, after.facts.stage) == ("decided", "asha", "representations-hold")
    assert "slipped" in after.flags and after.decision is not None
    assert each_desk.value("SELECT open FROM cases WHERE id = ?", after.id) == 1
    assert each_desk.value("SELECT issued_at FROM cases WHERE id = ?", after.id) is None
    assert (
        each_desk.rows("SELECT name, value FROM counters WHERE name LIKE 'open:%' ORDER BY name")
        == before_issue
    )
    sums = "done, points, items, pcns, weight, on_time, late"
    assert [row for row in each_desk.rows(f"SELECT {sums} FROM tallies") if any(row)] == []
    assert each_desk.rows("SELECT body FROM drafts") == [(body,)]
    assert state(each_desk, first.number) == "slipped"
    assert each_desk.value("SELECT state FROM post_batches") == "slipped"
    assert "the post of Friday 20 November did not go" in after.timeline[-1].words
    assert json.loads(each_desk.entries()[-2][3])["act"] == "slip"
    # The letter is there as it was written, dated anew; issued again it is another letter.
    opened = compose.open_letter(each_desk("asha", MONDAY), after)
    assert opened.kept_at is not None and not opened.replanned
    again = issue.issue(each_desk("asha", MONDAY), after, opened.blocks)
    assert (again.number, again.posts_on) == ("0000002", MONDAY_DAY) and not again.again
    assert "slipped" not in each_desk.see(FORMAL, at=MONDAY).flags
    post.confirm(each_desk("asha", MONDAY), post.make_batch(each_desk("asha", MONDAY)).batch.id)
    assert stage(each_desk, FORMAL) == "rejected"
    assert len(told(each_desk, FORMAL)) == 1
    assert audit.verify(each_desk().store).ok


def test_a_letter_in_which_nothing_counts_from_its_day_waits_for_the_next_post(desk: Desk) -> None:
    kept = issued(desk, INFORMAL, Outcome.CANCEL)
    back = issued(desk, FORMAL)
    batch = post.make_batch(desk()).batch.id
    done = post.slip(desk("asha", EVENING), batch)
    assert (done.waits, done.back) == ((kept.number,), (back.number,))
    assert done.words == (
        "The post of Friday 20 November slipped: 1 came back to be issued anew; "
        "1 goes as it is on Monday 23 November."
    )
    seen = desk.see(INFORMAL)
    assert seen.status == "issued" and "waits for that of Monday 23 November" in seen.timeline[-1].words
    made = post.make_batch(desk("asha", MONDAY))
    assert (made.batch.letters, made.batch.posts_on) == (1, MONDAY_DAY)
    post.confirm(desk("asha", MONDAY), made.batch.id)
    assert stage(desk, INFORMAL) == "cancelled"
    assert desk.value("SELECT sha256 FROM letters WHERE number = ?", kept.number) == kept.sha256


def test_a_letter_that_never_was_in_a_batch_slips_by_its_day(desk: Desk) -> None:
    issued(desk)
    assert post.slip(desk("asha", MONDAY), FRIDAY).back == ("0000001",)
    refused(lambda: post.slip(desk("asha", MONDAY), FRIDAY), "No letter of Friday 20 November 2026 is here")


def test_making_a_batch_tells_of_letters_that_wait_for_a_later_post(desk: Desk) -> None:
    issued(desk, FORMAL)
    assert "Still to come" not in post.make_batch(desk()).words
    evening = desk("asha", EVENING)
    desk.decided(INFORMAL, Outcome.CANCEL)
    seen = desk.see(INFORMAL, at=EVENING)
    issue.issue(evening, seen, compose.new_plan(evening, seen))
    words = post.make_batch(evening).words
    assert "No other letter waits for it" in words
    assert words.endswith("Still to come, in no batch until their day: 1 letter for Monday 23 November.")


def test_by_its_day_a_made_batch_does_not_slip(each_desk: Desk) -> None:
    issued(each_desk, FORMAL)
    made = post.make_batch(each_desk()).batch.id
    before = each_desk.everything()
    monday = each_desk("asha", MONDAY)
    refused(
        lambda: post.slip(monday, FRIDAY),
        "No letter of Friday 20 November 2026 is outside a batch.",
        "Batch 1 of that day holds 1 letter and is not confirmed: if it did not go, caseworker post slip 1.",
    )
    assert each_desk.everything() == before
    loose = issued(each_desk, POSTAL)
    done = post.slip(monday, FRIDAY)
    assert done.back == (loose.number,) and "caseworker post slip 1." in done.words
    assert each_desk.value("SELECT state FROM post_batches WHERE id = ?", made) == "made"
    assert post.slip(monday, made).back == ("0000001",)


def test_a_rejection_whose_address_changed_meanwhile_does_not_wait(desk: Desk) -> None:
    issued(desk, INFORMAL, Outcome.CANCEL)
    with desk().store.writing() as tx:
        tx.exec_driver_sql("UPDATE cases SET writer_address = 'Elsewhere' WHERE pcn = ?", (INFORMAL,))
    assert post.slip(desk("asha", MONDAY), FRIDAY).back == ("0000001",)


def test_a_post_that_can_still_go_does_not_slip(desk: Desk) -> None:
    issued(desk)
    batch = post.make_batch(desk()).batch.id
    before = desk.everything()
    for what in (batch, FRIDAY, MONDAY_DAY):
        refused(lambda what=what: post.slip(desk(), what), "can still go, at 16:00")  # type: ignore[misc]
    assert desk.everything() == before


def test_slip_after_confirm_and_slip_twice_change_nothing(desk: Desk) -> None:
    issued(desk)
    batch = post.make_batch(desk()).batch.id
    post.confirm(desk(), batch)
    before = desk.everything()
    no = refused(lambda: post.slip(desk("asha", EVENING), batch))
    assert no.what == "Batch 1 was confirmed by Asha Verrall: its letter left on Friday 20 November."
    assert no.rule == "What has left cannot slip. Nothing was changed."
    assert desk.everything() == before
    issued(desk, POSTAL)
    batch = post.make_batch(desk()).batch.id
    post.slip(desk("asha", EVENING), batch)
    before = desk.everything()
    refused(lambda: post.slip(desk("asha", EVENING), batch), "Batch 2 slipped before.")
    refused(lambda: post.confirm(desk(), batch), "Batch 2 slipped: none of its letters left in it.")
    refused(lambda: post.slip(desk(), 77), "There is no batch 77.")
    assert desk.everything() == before


# -- recall, by hand -----------------------------------------------------------------------------------


def test_a_letter_is_recalled_until_it_has_left(each_desk: Desk) -> None:
    issued(each_desk)
    body = each_desk.value("SELECT body FROM postings")
    done = post.recall(each_desk("sefton"), "0000001", "the wrong enclosure\x1b[2J")
    assert done.paper == "" and done.words == (
        f"Letter 0000001 is recalled: the case on {FORMAL} is open again at its decision."
    )
    after = each_desk.see(FORMAL)
    assert (after.status, after.officer, after.version) == ("decided", "asha", done.version)
    assert "recalled" in after.flags and each_desk.rows("SELECT body FROM drafts") == [(body,)]
    assert each_desk.value("SELECT sum(done) FROM tallies") == 0
    assert "\x1b" not in after.timeline[-1].words and "the wrong enclosure" in after.timeline[-1].words
    chain, act, officer, entry = each_desk.entries()[-1]
    assert (chain, act, officer) == (f"case:{after.id}", "recall", "sefton")
    assert b"enclosure" not in bytes(entry)
    before = each_desk.everything()
    refused(lambda: post.recall(each_desk(), "0000001", "again"), "Letter 0000001 was recalled before.")
    refused(lambda: post.recall(each_desk(), "7\x1b]0;x\x07", "why"), "was issued here")
    assert each_desk.everything() == before
    refused(lambda: post.make_batch(each_desk()), "No letter waits")


def test_a_letter_is_recalled_by_whoever_issued_it_or_a_leader(each_desk: Desk) -> None:
    issued(each_desk)
    before = each_desk.everything()
    no = refused(lambda: post.recall(each_desk("tobin"), "0000001", "wrong point"))
    who, leader = each_desk().officers.name("asha"), each_desk().officers.name("sefton")
    assert no.what == f"Letter 0000001 was issued by {who}, not by you."
    assert "by whoever issued it, or by a leader" in (no.rule or "") and no.do == f"Ask {who} or {leader}."
    refused(lambda: post.check_recall(each_desk("tobin"), "0000001"), no.what)
    assert post.check_recall(each_desk("sefton"), "0000001") == FORMAL
    assert post.check_recall(each_desk(), " 0000001") == FORMAL
    refused(lambda: post.check_recall(each_desk(), "7\x1b]0;x\x07"), "was issued here")
    assert each_desk.everything() == before


def test_the_post_is_no_trainers_but_in_the_practice_office(desk: Desk, tmp_path: Path) -> None:
    issued(desk)
    batch = post.make_batch(desk()).batch.id
    before = desk.everything()
    live = desk("linnet")
    assert not live.training
    for act in (
        lambda: post.make_batch(live, tmp_path / "post"),
        lambda: post.confirm(live, batch),
        lambda: post.slip(live, batch),
        lambda: post.hand(live, "0000001", by="agent 7", at="09:00", to="1 Q Road"),
        lambda: post.returned(live, "0000001", "gone away"),
        lambda: post.dealt_with(live, "0000001", "new address"),
    ):
        refused(act, "Linnet Abara is a trainer: the post is not theirs.", "practice office")
    assert desk.everything() == before and not (tmp_path / "post").exists()
    roles.check_post(replace(live, kind="training"))


def test_recalled_out_of_a_made_batch_the_paper_is_named(desk: Desk, tmp_path: Path) -> None:
    issued(desk, FORMAL)
    issued(desk, INFORMAL, Outcome.CANCEL)
    made = post.make_batch(desk(), tmp_path)
    assert made.folder is not None
    (paper,) = [one.name for one in made.folder.glob("0000001*")]
    done = post.recall(desk(), "0000001", "wrong point")
    assert done.paper == f"Take its paper out of batch 1: {paper}, to Jo Example."
    assert desk.value("SELECT letters FROM post_batches") == 1
    again = post.make_batch(desk(), tmp_path)
    assert again.folder is not None and len(list(again.folder.glob("*.docx"))) == 1
    assert post.confirm(desk(), 1).letters == ("0000002",)
    assert stage(desk, FORMAL) == "representations-hold"


def test_a_batch_ends_with_the_last_letter_that_is_taken_out(desk: Desk) -> None:
    issued(desk)
    post.make_batch(desk())
    post.recall(desk(), "0000001", "wrong point")
    assert desk.rows("SELECT state, letters FROM post_batches") == [("slipped", 0)]
    refused(lambda: post.confirm(desk(), 1), "none of its letters left in it")


def test_what_has_left_is_not_recalled_and_what_can_be_done_is_said(desk: Desk) -> None:
    issued(desk)
    post.confirm(desk(), post.make_batch(desk()).batch.id)
    before = desk.everything()
    no = refused(lambda: post.recall(desk(), "0000001", "oh"))
    assert no.what == "Letter 0000001 left Friday 20 November: it can no longer be recalled."
    assert "a further letter" in (no.do or "") and "complaint" in (no.do or "")
    refused(lambda: post.recall(desk(), "0000001", "  "), "There are no words on why it is recalled.")
    assert desk.everything() == before


def test_recalled_while_it_is_confirmed_it_either_left_or_came_back(each_desk: Desk) -> None:
    issued(each_desk)
    batch = post.make_batch(each_desk()).batch.id
    _ = each_desk().store, each_desk("sefton").store
    given = at_once(
        lambda: post.confirm(each_desk("sefton"), batch), lambda: post.recall(each_desk(), "0000001", "wrong")
    )
    assert sorted(isinstance(one, Refused) for one in given) == [False, True], given
    left = state(each_desk, "0000001") == "left"
    assert (stage(each_desk, FORMAL) == "rejected") is left
    assert (each_desk.see(FORMAL).status == "issued") is left


def test_a_letter_handed_over_leaves_at_once(desk: Desk) -> None:
    issued(desk)
    post.make_batch(desk())
    done = post.hand(desk(), "0000001", by="enforcement agent 7", at="10:00", to="1 Q Road, ZZ1 1ZZ")
    assert done.words == (
        "Letter 0000001 was handed over at 10:00 by enforcement agent 7. Take its paper out of batch 1."
    )
    row = desk.rows("SELECT state, how, handed_by, handed_time, handed_to FROM postings")
    assert row == [("left", "by-hand", "enforcement agent 7", "10:00", "1 Q Road, ZZ1 1ZZ")]
    assert stage(desk, FORMAL) == "rejected"
    assert b"agent" not in bytes(desk.entries()[-1][3])
    before = desk.everything()
    again = {"by": "x", "at": "10:00", "to": "y"}
    refused(lambda: post.hand(desk(), "0000001", **again), "it left Friday 20 November, by hand")
    assert desk.everything() == before


def test_where_the_council_serves_by_hand_nothing_goes_in_a_batch(desk: Desk) -> None:
    council = desk().council
    by_hand = replace(desk(), council=replace(council, posting=replace(council.posting, service="by-hand")))
    desk.decided(FORMAL, Outcome.CANCEL)
    seen = view(by_hand, desk.case(FORMAL))
    issue.issue(by_hand, seen, compose.new_plan(by_hand, seen))
    assert post.board(by_hand).must[0].where == "by hand today"
    no = refused(lambda: post.make_batch(by_hand), "1 letter of Friday 20 November 2026 goes by hand")
    assert "post hand" in (no.do or "")
    post.hand(by_hand, "0000001", by="x", at="10:00", to="y")
    assert stage(desk, FORMAL) == "cancelled"


def test_a_letter_is_handed_over_only_while_its_days_hold(desk: Desk) -> None:
    issued(desk)
    how = {"by": "x", "to": "y"}
    refused(lambda: post.hand(desk(), "0000001", at="9.45", **how), "is no time of day")
    refused(lambda: post.hand(desk(), "0000001", at="10:01", **how), "10:01 is still to come")
    refused(lambda: post.hand(desk(), "0000001", at="09:00", by=" ", to="y"), "no words on who served it")
    late = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    refused(lambda: post.hand(desk("asha", late), "0000001", at="08:00", **how), "would say what is not so")
    assert state(desk, "0000001") == "waiting"
    assert post.hand(desk("asha", MONDAY), "0000001", at="08:00", **how).on == MONDAY_DAY


# -- what comes back -----------------------------------------------------------------------------------


def test_a_letter_that_came_back_stays_on_the_board_until_it_is_dealt_with(each_desk: Desk) -> None:
    issued(each_desk)
    refused(lambda: post.returned(each_desk(), "0000001", "gone away"), "it waits for the post of Friday")
    post.confirm(each_desk(), post.make_batch(each_desk()).batch.id)
    post.returned(each_desk(), "0000001", "gone away")
    (one,) = post.board(each_desk()).returned
    assert one.where == "left Friday 20 November; came back: gone away"
    assert told(each_desk, FORMAL)[-1][:2] == ("returned", "on")
    assert each_desk.see(FORMAL).timeline[-1].words == "Letter 0000001 came back: gone away"
    refused(lambda: post.returned(each_desk(), "0000001", "twice"), "came back: gone away")
    post.dealt_with(each_desk(), "0000001", "new address found, sent again")
    assert post.board(each_desk()).returned == ()
    assert told(each_desk, FORMAL)[-1][:2] == ("corrected", "off")
    refused(lambda: post.dealt_with(each_desk(), "0000001", "twice"), "cannot be noted")
    assert [act for _, act, _, _ in each_desk.entries()][-2:] == ["letter-returned", "letter-dealt-with"]


def test_the_hold_stays_while_another_case_on_the_pcn_is_open(desk: Desk) -> None:
    from tests import builders

    issued(desk, INFORMAL)
    pcn_id = desk.value("SELECT id FROM pcns WHERE pcn = ?", INFORMAL)
    with desk().store.writing() as tx:
        builders.case(tx, pcn_id)
    post.confirm(desk(), post.make_batch(desk()).batch.id)
    assert told(desk, INFORMAL)[0][:2] == ("decided", "on")


# -- the board -----------------------------------------------------------------------------------------


def test_the_board_says_what_must_go_today_by_law_first(each_desk: Desk) -> None:
    issued(each_desk, INFORMAL, Outcome.CANCEL)
    issued(each_desk, POSTAL)
    issued(each_desk, FORMAL)
    issued(each_desk, CERTIFICATE, at=EVENING)
    seen = post.board(each_desk())
    assert [one.pcn for one in seen.must] == [POSTAL, FORMAL, INFORMAL]
    assert [one.law for one in seen.must][-1] == "none" and seen.must[0].law.startswith("·")
    assert [one.pcn for one in seen.waiting] == [CERTIFICATE]
    assert (seen.gone, seen.next_on, seen.cut_off) == (False, FRIDAY, "16:00")
    batch = post.make_batch(each_desk()).batch.id
    seen = post.board(each_desk())
    assert (len(seen.made), seen.must, seen.batches[0].id) == (3, (), batch)
    post.confirm(each_desk(), batch)
    seen = post.board(each_desk("asha", EVENING))
    assert (len(seen.left), seen.made, seen.gone) == (3, (), True)
    assert post.letter_text(each_desk(), seen.left[0].letter_id)


def test_a_second_letter_on_a_pcn_waits_for_the_first(each_desk: Desk) -> None:
    from tests import builders

    issued(each_desk, INFORMAL, Outcome.CANCEL)
    pcn_id = each_desk.value("SELECT id FROM pcns WHERE pcn = ?", INFORMAL)
    with each_desk().store.writing() as tx:
        builders.case(tx, pcn_id)
    seen = each_desk.decided(INFORMAL, Outcome.CANCEL, officer="tobin")
    tobin = each_desk("tobin")
    blocks = compose.new_plan(tobin, seen)
    no = refused(lambda: issue.issue(tobin, seen, blocks))
    assert no.what.startswith(f"Letter 0000001 on {INFORMAL} was issued and has not left")
    assert "recalled (:post) by whoever issued it" in (no.do or "")
    assert each_desk.value("SELECT count(*) FROM letters") == 1
    post.recall(each_desk(), "0000001", "the second letter says more")
    assert issue.issue(tobin, seen, blocks).number == "0000002"


def test_whoever_recalled_it_is_named_to_who_had_the_case_open(desk: Desk) -> None:
    issued(desk)
    done = post.recall(desk("sefton"), "0000001", "wrong point")
    with pytest.raises(Changed) as changed:
        decision.withdraw(desk(), done.case_id, done.version - 1, ())
    assert (changed.value.by, changed.value.act) == (desk().officers.name("sefton"), "recall")
    assert "recalled its letter" in changed.value.what


def test_a_decision_can_be_taken_back_once_the_letter_is(desk: Desk) -> None:
    issued(desk)
    done = post.recall(desk(), "0000001", "decided too fast")
    decision.withdraw(desk(), done.case_id, done.version, desk.see(FORMAL).points)
    assert desk.see(FORMAL).status == "open"
