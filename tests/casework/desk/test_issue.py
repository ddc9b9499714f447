"""Issuing a letter."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import docx
import pytest

from caseworker import config
from caseworker.casework.acting import Changed
from caseworker.casework.desk import claim, compose, decision, issue, note, points, post
from caseworker.casework.desk.view import view
from caseworker.casework.views import CaseView, Receipt
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.letters.plan import Block, free, from_json
from caseworker.store import connections
from caseworker.store.engine import CommitUnknown, Store
from tests import builders
from tests.casework import office as offices
from tests.casework.office import CERTIFICATE, FORMAL, INFORMAL, NOW, Desk, at_once, point

AMBER = "Your letter was the only excuse that reached us that week."
"""A sentence that the letter check dislikes, and an officer may let stand with a reason."""
JUDGED = "We never cancel a notice for this reason, whatever the circumstances: it is our policy."
"""A sentence that only a second person may let stand."""
HARD = "Please pay £95 now."
"""A sum that is none of this case's: nobody may let it stand."""


def ready(desk: Desk, pcn: str = FORMAL, outcome: Outcome = Outcome.UPHOLD) -> tuple[CaseView, list[Block]]:
    """A decided case and its planned letter."""
    seen = desk.decided(pcn, outcome)
    desk.open_all(pcn)
    seen = desk.see(pcn)
    return seen, list(compose.new_plan(desk(), seen))


def closing(blocks: list[Block], words: str) -> list[Block]:
    """The letter with a sentence of the officer's own before its closing."""
    at = next(i for i, one in enumerate(blocks) if one.slot == "closing")
    return [*blocks[:at], free(words), *blocks[at:]]


def marks(desk: Desk, seen: CaseView, blocks: list[Block], level: str) -> list[str]:
    found = compose.check(desk(), seen, blocks).findings
    assert found and all((one.level, one.hard) == (level, False) for one in found), found
    return [issue.mark(one) for one in found]


def nothing_was_issued(desk: Desk, pcn: str = FORMAL) -> None:
    assert desk.rows("SELECT * FROM letters") == []
    assert desk.see(pcn).status == "decided"
    assert "issue" not in [act for _, act, _, _ in desk.entries()]


# -- what is left behind ------------------------------------------------------------------------------


def test_a_letter_is_issued_with_everything_that_belongs_to_it(each_desk: Desk) -> None:
    seen, blocks = ready(each_desk)
    compose.save(each_desk(), seen.id, seen.version, blocks)
    checked = compose.check(each_desk(), seen, blocks)
    receipt = issue.issue(each_desk(), seen, blocks)
    after = each_desk.see(FORMAL)
    # The receipt.
    kind = "notice-of-rejection"
    assert receipt == Receipt("0000001", FORMAL, kind, "Jo Example", date(2026, 11, 20), receipt.sha256)
    # The letter, its bytes, its words.
    (row,) = each_desk.rows(
        "SELECT number, idempotency_key, case_id, decision_id, kind, recipient, officer, sha256, id "
        "FROM letters"
    )
    assert after.decision is not None
    key = f"issue:{seen.id}:{seen.version}"
    expected = ("0000001", key, seen.id, after.decision.id, kind, "Jo Example", "asha", receipt.sha256)
    assert row[:-1] == expected
    ((content, text),) = each_desk.rows("SELECT docx, text FROM letter_bytes WHERE letter_id = ?", row[-1])
    assert hashlib.sha256(bytes(content)).hexdigest() == receipt.sha256
    assert text == checked.letter.text
    document = docx.Document(io.BytesIO(bytes(content)))
    foot = document.sections[0].first_page_footer.paragraphs[0].text
    assert foot.startswith(f"{receipt.pcn} · letter {receipt.number} ·")
    paragraphs = [one.text for one in document.paragraphs]
    assert "Notice of Rejection of Representations" in paragraphs and "TRAINING" not in " ".join(paragraphs)
    # Which paragraphs, in which version.
    kept = each_desk.rows("SELECT seq, paragraph, version, changed FROM letter_paragraphs ORDER BY seq")
    assert [(n, p, v, bool(c)) for n, p, v, c in kept] == [
        (n, one.paragraph, one.version, False) for n, one in enumerate(blocks, start=1)
    ]
    assert all(version for _, _, version, _ in kept)
    assert each_desk.rows("SELECT * FROM letter_findings") == []
    # The case, the timeline, the counts; the notice stays where it stands until the letter has left.
    stage = "representations-hold"
    assert (after.status, after.version, after.facts.stage) == ("issued", seen.version + 1, stage)
    said = "Letter 0000001 issued (Notice of Rejection), waits for the post of Friday 20 November"
    assert after.timeline[-1].words == said and after.letters[0].number
    moved = each_desk.rows(
        "SELECT event, from_stage, to_stage FROM events WHERE words LIKE 'Letter 0000001%'"
    )
    assert moved == [("letter-issued", stage, stage)]
    ((state, posts_on, body, batch),) = each_desk.rows("SELECT state, posts_on, body, batch_id FROM postings")
    assert (state, str(posts_on), batch) == ("waiting", "2026-11-20", None)
    assert from_json(body) == tuple(blocks)
    assert each_desk.rows("SELECT * FROM outcomes WHERE letter_id IS NOT NULL") == []
    assert each_desk.rows("SELECT * FROM notices WHERE kind = 'notice-of-rejection'") == []
    assert each_desk.value("SELECT open FROM cases WHERE id = ?", seen.id) == 0
    assert each_desk.value("SELECT value FROM counters WHERE name = 'open:formal'") == 6
    tally = each_desk.rows("SELECT officer, kind, outcome, done, points FROM tallies")
    assert tally == [("asha", "formal", "uphold", 1, 1)]
    # The draft is gone, and the audit tells it in ids and digests.
    assert each_desk.rows("SELECT * FROM drafts") == []
    chain, act, officer, body = each_desk.entries()[-1]
    assert (chain, act, officer) == (f"case:{seen.id}", "issue", "asha")
    fields = json.loads(bytes(body))["fields"]
    assert (fields["sha256"], fields["number"], fields["posts_on"]) == (
        receipt.sha256,
        "0000001",
        "2026-11-20",
    )
    assert fields["stage"] == stage and fields["outcome"] == "uphold" and fields["version"] == 5
    assert fields["paragraphs"].split(",")[0] == f"{blocks[0].paragraph}:{blocks[0].version}"


@pytest.mark.parametrize("pcn", [INFORMAL, FORMAL, CERTIFICATE])
def test_the_notice_stays_where_it_stands_until_the_letter_has_left(desk: Desk, pcn: str) -> None:
    seen, blocks = ready(desk, pcn, Outcome.CANCEL)
    before = desk.rows("SELECT stage, stage_on FROM pcns WHERE pcn = ?", pcn)
    issue.issue(desk(), seen, blocks)
    assert desk.rows("SELECT stage, stage_on FROM pcns WHERE pcn = ?", pcn) == before


def test_numbers_follow_each_other_and_nothing_refused_takes_one(desk: Desk) -> None:
    seen, blocks = ready(desk, FORMAL)
    with pytest.raises(Refused):
        issue.issue(desk(), seen, closing(blocks, HARD))
    assert issue.issue(desk(), seen, blocks).number == "0000001"
    seen, blocks = ready(desk, INFORMAL)
    assert issue.issue(desk(), seen, blocks).number == "0000002"


def test_a_training_letter_says_so_in_its_number_and_on_its_face(tmp_path: Any) -> None:
    path = tmp_path / "sandbox.db"
    offices.build(path, kind="training")
    desk = Desk(str(path), kind="training")
    seen, blocks = ready(desk)
    receipt = issue.issue(desk(), seen, blocks)
    assert receipt.number == "TR-0000001"
    document = docx.Document(io.BytesIO(bytes(desk.value("SELECT docx FROM letter_bytes"))))
    header = " ".join(one.text for one in document.sections[0].header.paragraphs)
    assert "TRAINING" in header + " ".join(one.text for one in document.paragraphs)


def test_a_training_office_cannot_issue_from_a_live_store_nor_a_live_one_from_the_sandbox(
    desk: Desk, tmp_path: Any
) -> None:
    seen, blocks = ready(desk)
    with pytest.raises(Refused, match="live"):
        issue.issue(offices.office(desk.url, kind="training"), seen, blocks)
    nothing_was_issued(desk)
    Store.create(tmp_path / "sandbox.db", "training", NOW, "sandbox")
    with pytest.raises(Refused, match=r"(?i)training|practice"):
        issue.issue(offices.office(tmp_path / "sandbox.db", kind="live"), seen, blocks)


# -- findings ----------------------------------------------------------------------------------------


def test_a_hard_red_stops_the_letter_whatever_is_said(desk: Desk) -> None:
    seen, blocks = ready(desk)
    wrong = closing(blocks, HARD)
    found = compose.check(desk(), seen, wrong).findings
    # A second sum is also a contradiction within the letter, which a second person could release.
    assert [(one.code, one.level, one.hard) for one in found] == [
        ("wrong-amount", "red", True),
        ("contradictory-content", "red", False),
    ]
    mark, other = map(issue.mark, found)
    assert mark.startswith("wrong-amount@")
    released = {other: ("sefton", "I released it.")}
    for reasons in ({}, {mark: ("", "It is right.")}, {mark: ("sefton", "I released it.")}):
        with pytest.raises(Refused) as no:
            issue.issue(desk(), seen, wrong, released | reasons)
        assert no.value.do is not None and "cannot be waved through" in no.value.do
    nothing_was_issued(desk)


def test_an_amber_stands_with_a_reason_that_is_kept(desk: Desk) -> None:
    seen, blocks = ready(desk)
    odd = closing(blocks, AMBER)
    (mark,) = marks(desk, seen, odd, "amber")
    for reasons in ({}, {mark: ("", "")}, {"other@1": ("", "A reason for something else.")}):
        with pytest.raises(Refused) as no:
            issue.issue(desk(), seen, odd, reasons)
        assert no.value.do == "f8 gives a reason, f4 goes back to the letter."
    nothing_was_issued(desk)
    issue.issue(desk(), seen, odd, {mark: ("", "He used the word himself.")})
    kept = desk.rows("SELECT seq, code, level, reason, officer FROM letter_findings")
    assert kept == [(1, "rude-tone", "amber", "He used the word himself.", "asha")]
    fields = json.loads(desk.entries()[-1][3])["fields"]
    assert fields["findings"] == "rude-tone" and "released" not in fields


def test_a_reason_is_for_the_letter_as_it_stood(desk: Desk) -> None:
    seen, blocks = ready(desk)
    (mark,) = marks(desk, seen, closing(blocks, AMBER), "amber")
    moved = closing(closing(blocks, "A sentence that was put before it later."), AMBER)
    with pytest.raises(Refused):
        issue.issue(desk(), seen, moved, {mark: ("", "He used the word himself.")})


def test_a_judged_red_needs_a_second_person_with_words(desk: Desk) -> None:
    seen, blocks = ready(desk)
    harsh = closing(blocks, JUDGED)
    (mark,) = marks(desk, seen, harsh, "red")
    for reason in (("", ""), ("", "Fine by me."), ("asha", "Fine by me."), ("sefton", "")):
        with pytest.raises(Refused) as no:
            issue.issue(desk(), seen, harsh, {mark: reason})
        assert no.value.rule is not None and "A second person may release this" in no.value.rule
    with pytest.raises(Refused, match="There is no officer 'nobody'"):
        issue.issue(desk(), seen, harsh, {mark: ("nobody", "Released.")})
    nothing_was_issued(desk)
    issue.issue(desk(), seen, harsh, {mark: ("sefton", "True of this scheme.")})
    (kept,) = desk.rows("SELECT code, level, reason, officer FROM letter_findings")
    code = mark.partition("@")[0]
    assert kept == (code, "red", "True of this scheme.", "sefton")
    fields = json.loads(desk.entries()[-1][3])["fields"]
    assert (fields["findings"], fields["released"]) == (code, f"{code} by sefton")


def test_a_paragraph_that_was_changed_is_kept_as_changed(desk: Desk) -> None:
    seen, blocks = ready(desk)
    with_own = closing(blocks, "I looked at the bays once more.")
    issue.issue(desk(), seen, with_own)
    kept = [
        (p, v, bool(c)) for p, v, c in desk.rows("SELECT paragraph, version, changed FROM letter_paragraphs")
    ]
    assert kept.count(("free", "", True)) == 1 and sum(c for _, _, c in kept) == 1


# -- pressed twice, killed, lost -------------------------------------------------------------------------


def test_pressed_again_it_is_the_same_letter(each_desk: Desk) -> None:
    seen, blocks = ready(each_desk)
    first = issue.issue(each_desk(), seen, blocks)
    before = each_desk.everything()
    again = issue.issue(each_desk(), seen, closing(blocks, "Changed since."))
    assert again.again and not first.again
    assert (again.number, again.sha256) == (first.number, first.sha256)
    assert each_desk.everything() == before


def test_three_presses_at_once_make_one_letter(each_desk: Desk) -> None:
    seen, blocks = ready(each_desk)
    _ = each_desk().store
    given = at_once(*[lambda: issue.issue(each_desk(), seen, blocks)] * 3)
    assert [type(one) for one in given] == [Receipt] * 3
    assert sorted(one.again for one in given) == [False, True, True]
    assert len({one.sha256 for one in given}) == 1
    assert each_desk.value("SELECT count(*) FROM letters") == 1
    assert each_desk.value("SELECT done FROM tallies") == 1


def test_where_the_store_does_not_say_the_letter_is_looked_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, blocks = ready(desk)
    commit = connections.commit

    def unsure(connection: Any, place: Any) -> None:
        commit(connection, place)
        raise CommitUnknown(place.words, OSError("gone"))

    monkeypatch.setattr(connections, "commit", unsure)
    receipt = issue.issue(desk(), seen, blocks)
    assert receipt.again and receipt.number == "0000001"
    monkeypatch.undo()
    assert desk.value("SELECT count(*) FROM letters") == 1


def test_where_it_was_not_kept_it_may_be_pressed_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, blocks = ready(desk)
    before = desk.everything()

    def lost(connection: Any, place: Any) -> None:
        connection.rollback()
        raise CommitUnknown(place.words, OSError("gone"))

    monkeypatch.setattr(connections, "commit", lost)
    with pytest.raises(Refused) as no:
        issue.issue(desk(), seen, blocks)
    assert no.value.do == "Press y again: it cannot be issued twice."
    monkeypatch.undo()
    assert desk.everything() == before
    assert not issue.issue(desk(), seen, blocks).again


# -- what changed meanwhile -------------------------------------------------------------------------


def test_a_payment_that_arrived_meanwhile_stops_it(each_desk: Desk) -> None:
    seen, blocks = ready(each_desk)
    pcn_id = each_desk.value("SELECT pcn_id FROM cases WHERE id = ?", seen.id)
    with each_desk().store.writing() as tx:
        builders.payment(tx, pcn_id)
    before = each_desk.everything()
    with pytest.raises(Refused, match=f"A payment for {FORMAL} came in while you wrote"):
        issue.issue(each_desk(), seen, blocks)
    assert each_desk.everything() == before


def test_a_case_that_changed_meanwhile_is_not_issued(each_desk: Desk) -> None:
    seen, blocks = ready(each_desk)
    claim.release(each_desk(), seen.id, seen.version)
    claim.claim(each_desk("tobin"), seen.id)
    before = each_desk.everything()
    with pytest.raises(Changed) as changed:
        issue.issue(each_desk(), seen, blocks)
    assert (changed.value.by, changed.value.act) == ("Tobin Oyelaran", "claim")
    assert each_desk.everything() == before


def test_a_note_meanwhile_does_not_stop_it(desk: Desk) -> None:
    seen, blocks = ready(desk)
    note.write(desk("tobin"), seen.id, "Rang to ask.")
    assert issue.issue(desk(), seen, blocks).number == "0000001"


def test_a_letter_issued_already_gives_its_receipt_though_its_post_has_gone(desk: Desk) -> None:
    seen, blocks = ready(desk)
    first = issue.issue(desk(), seen, blocks)
    receipt = issue.issue(desk("asha", datetime(2026, 11, 23, 9, 0, tzinfo=UTC)), seen, blocks)
    assert receipt == replace(first, again=True)


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        (datetime(2026, 11, 20, 15, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 20, 16, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), False),
    ],
)
def test_a_letter_goes_out_with_the_post_that_it_is_dated_for(desk: Desk, at: datetime, goes: bool) -> None:
    seen, blocks = ready(desk)
    if goes:
        assert issue.issue(desk("asha", at), seen, blocks).posts_on == date(2026, 11, 20)
        return
    with pytest.raises(Refused) as no:
        issue.issue(desk("asha", at), seen, blocks)
    assert "dated for the post of Friday 20 November" in no.value.what
    assert "the next goes on Monday 23 November" in no.value.what
    nothing_was_issued(desk)
    again = desk.see(FORMAL, at=at)
    receipt = issue.issue(desk("asha", at), again, compose.new_plan(desk("asha", at), again))
    assert receipt.posts_on == date(2026, 11, 23)


def test_a_rejection_decided_in_time_is_not_issued_too_late(desk: Desk) -> None:
    """Day 56 is Sunday 3 January 2027; posted on the 30th of December it is served on Monday the 4th."""
    seen, _ = ready(desk)
    late = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)
    seen = desk.see(FORMAL, at=late)
    blocks = compose.new_plan(desk("asha", late), seen)
    assert [one.code for one in compose.check(desk("asha", late), seen, blocks).findings] == [
        "late-beyond-56-days"
    ]
    with pytest.raises(Refused):
        issue.issue(desk("asha", late), seen, blocks)
    nothing_was_issued(desk)


def test_a_discount_offered_on_an_earlier_day_is_decided_again(desk: Desk) -> None:
    """Fourteen days begin with the letter's date: posted on Monday the 23rd they end on 6 December."""
    seen, _ = ready(desk, INFORMAL)
    monday = desk("asha", datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    seen = desk.see(INFORMAL, at=monday.now())
    blocks = compose.new_plan(monday, seen)
    words = "The discount was decided on an earlier day and offered until Thursday 3 December 2026."
    assert compose.recheck(monday, seen, blocks).news == (f"{words} Decide again (d).",)
    with pytest.raises(Refused) as no:
        issue.issue(monday, seen, blocks)
    assert no.value.what == words
    nothing_was_issued(desk, INFORMAL)
    decision.decide(monday, seen.id, seen.version, Outcome.UPHOLD)
    seen = desk.see(INFORMAL, at=monday.now())
    assert seen.decision is not None and seen.decision.discount_until == date(2026, 12, 6)
    assert issue.issue(monday, seen, compose.new_plan(monday, seen)).number == "0000001"


def test_a_payment_after_the_decision_is_decided_on_again(desk: Desk) -> None:
    seen, _ = ready(desk, FORMAL, Outcome.CANCEL)
    with desk().store.writing() as tx:
        builders.payment(tx, desk.value("SELECT pcn_id FROM cases WHERE id = ?", seen.id), 16_000)
    seen = desk.see(FORMAL)
    with pytest.raises(Refused, match="refund noted with the decision is £0; by now £160 was paid"):
        issue.issue(desk(), seen, compose.new_plan(desk(), seen))
    decision.decide(desk(), seen.id, seen.version, Outcome.CANCEL)
    seen = desk.see(FORMAL)
    assert seen.decision is not None and seen.decision.refund_pence == 16_000
    issue.issue(desk(), seen, compose.new_plan(desk(), seen))
    assert "You paid £160" in desk.value("SELECT text FROM letter_bytes")


def test_a_pcn_that_another_letter_cancelled_is_not_upheld_after_it(each_desk: Desk) -> None:
    first = each_desk.case(FORMAL)
    with each_desk().store.writing() as tx:
        pcn_id = each_desk.value("SELECT pcn_id FROM cases WHERE pcn = ?", FORMAL)
        second = builders.case(tx, pcn_id, kind="formal", received_on=date(2026, 11, 12))
    tobin = each_desk("tobin")
    claim.claim(tobin, second)
    points.keep(tobin, second, 2, [point("ceo-conduct")])
    decision.decide(tobin, second, 3, Outcome.UPHOLD)
    before = view(tobin, second)
    blocks = compose.new_plan(tobin, before)
    claim.claim(each_desk(), first)
    points.keep(each_desk(), first, 2, [point("grace-period-or-observation")])
    decision.decide(each_desk(), first, 3, Outcome.CANCEL)
    mine = view(each_desk(), first)
    issue.issue(each_desk(), mine, compose.new_plan(each_desk(), mine))
    with pytest.raises(Refused) as no:
        issue.issue(tobin, before, blocks)
    assert no.value.what == (
        f"Letter 0000001 on {FORMAL} was issued and has not left: "
        "it waits for the post of Friday 20 November."
    )
    post.confirm(each_desk(), post.make_batch(each_desk()).batch.id)
    with pytest.raises(Refused, match=f"{FORMAL} has moved on since you opened this case"):
        issue.issue(tobin, before, blocks)
    with pytest.raises(Refused, match="The case is closed"):
        issue.issue(tobin, view(tobin, second), blocks)
    assert each_desk.value("SELECT stage FROM pcns WHERE id = ?", pcn_id) == "cancelled"
    assert each_desk.value("SELECT count(*) FROM letters") == 1


def test_without_a_decision_or_the_case_there_is_no_letter(desk: Desk) -> None:
    seen = desk.pointed(FORMAL)
    with pytest.raises(Refused, match="There is no decision yet"):
        issue.issue(desk(), seen, [])
    seen, blocks = ready(desk, INFORMAL)
    with pytest.raises(Refused, match="is with Asha Verrall, not with you"):
        issue.issue(desk("tobin"), seen, blocks)
    assert desk.rows("SELECT * FROM letters") == []


def test_an_issued_case_takes_no_second_letter(desk: Desk) -> None:
    seen, blocks = ready(desk)
    issue.issue(desk(), seen, blocks)
    after = desk.see(FORMAL)
    with pytest.raises(Refused, match="is issued: it can no longer be changed here"):
        issue.issue(desk(), after, blocks)
    assert desk.value("SELECT count(*) FROM letters") == 1


def test_no_live_letter_goes_out_in_the_name_of_the_invented_council(desk: Desk) -> None:
    seen, blocks = ready(desk)
    sample = replace(desk(), council=config.load(config.SAMPLE).council)
    with pytest.raises(Refused, match="still names"):
        issue.issue(sample, seen, blocks)
    nothing_was_issued(desk)
