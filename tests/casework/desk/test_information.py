"""Asking for something before anything is decided: the letter, the wait, and what comes back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from caseworker.casework.desk import claim, compose, decision, hold, information, issue, post
from caseworker.casework.views import CaseView, Receipt
from caseworker.law import asking
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.store import audit, throughput
from tests.casework.office import BY_HAND, DEEMED, FORMAL, INFORMAL, NOW, Desk

UNTIL = date(2026, 12, 4)
THINGS = ("a copy of the delivery note or receipt, with its time", "the name of the firm")


def asked(desk: Desk, pcn: str = FORMAL, until: date = UNTIL) -> CaseView:
    """An officer takes a case and notes what is asked for."""
    seen = desk.take(pcn)
    information.ask(desk(), seen.id, seen.version, THINGS, until)
    return desk.see(pcn)


def issued(desk: Desk, pcn: str = FORMAL) -> Receipt:
    """The letter that asks, issued."""
    seen = asked(desk, pcn)
    blocks = compose.new_plan(desk(), seen)
    checked = compose.check(desk(), seen, blocks)
    assert not [one.words for one in checked.findings if one.level == "red"]
    reasons = {issue.mark(one): ("", "It is as it should be.") for one in checked.findings}
    return issue.issue(desk(), seen, blocks, reasons)


def test_what_is_asked_stands_as_the_case_s_step_and_holds_nothing_yet(each_desk: Desk) -> None:
    seen = asked(each_desk)
    assert seen.decision is not None and seen.status == "decided"
    assert (seen.decision.outcome, seen.decision.letter_kind) == (Outcome.ASK, "information-request")
    assert (seen.decision.asked, seen.decision.answer_by, seen.hold) == (THINGS, UNTIL, None)
    _, act, officer, body = each_desk.entries()[-1]
    assert (act, officer) == ("ask", "asha") and b"2026-12-04" in body and b"delivery" not in body
    claimed = claim.claim_next(each_desk())
    assert claimed is not None and claimed.case_id == seen.id, "it is still to be finished"


def test_the_letter_asks_says_until_when_and_the_case_waits(each_desk: Desk) -> None:
    receipt = issued(each_desk)
    seen = each_desk.see(FORMAL)
    assert (receipt.kind, seen.status, seen.decision) == ("information-request", "open", None)
    assert seen.hold is not None
    assert (seen.hold.kind, seen.hold.until_on, seen.hold.words) == ("information", UNTIL, "\n".join(THINGS))
    assert any("does not stop the 56 days" in one for one in seen.warnings)
    assert any(one.startswith("Information was asked for until Fri 04 Dec 2026") for one in seen.warnings)
    text = each_desk.value("SELECT text FROM letter_bytes")
    assert "delivery note" in text and "4 December 2026" in text
    assert each_desk.rows("SELECT * FROM tallies") == [], "nothing was decided"
    assert each_desk.value("SELECT value FROM counters WHERE name = 'open:formal'") == 7
    with each_desk().store.raw() as reader:
        assert throughput.recounted(reader) == throughput.kept(reader) == {}
    assert audit.verify(each_desk().store).ok


def test_pressed_twice_it_is_one_letter(desk: Desk) -> None:
    seen = asked(desk)
    blocks = compose.new_plan(desk(), seen)
    checked = compose.check(desk(), seen, blocks)
    reasons = {issue.mark(one): ("", "It is as it should be.") for one in checked.findings}
    first = issue.issue(desk(), seen, blocks, reasons)
    again = issue.issue(desk(), seen, blocks, reasons)
    assert (again.number, again.again) == (first.number, True)


def test_it_is_handed_out_again_on_the_day_and_decided(each_desk: Desk) -> None:
    desk = each_desk
    issued(desk)
    with desk().store.writing() as tx:
        tx.exec_driver_sql(f"UPDATE cases SET open = 0 WHERE id <> {desk.case(FORMAL)}")
    assert claim.claim_next(desk()) is None
    batch = post.make_batch(desk(), None)
    post.confirm(desk(), batch.batch.id)
    told = desk.rows("SELECT kind, hold, decision FROM outcomes ORDER BY id DESC LIMIT 1")
    assert told == [("information-asked", "on", "")]
    assert desk.see(FORMAL).facts.stage == desk.see(DEEMED).facts.stage, "the notice stays where it is"
    later = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
    done = claim.claim_next(desk("asha", later))
    assert done is not None
    seen = desk.see(FORMAL, at=later)
    assert seen.hold is not None and seen.hold.over
    desk.open_all(FORMAL)
    marked = desk.pointed(FORMAL)
    decision.decide(desk("asha", later), marked.id, marked.version, Outcome.CANCEL)
    after = desk.see(FORMAL, at=later)
    assert after.decision is not None and after.decision.outcome is Outcome.CANCEL
    issue.issue(desk("asha", later), after, compose.new_plan(desk("asha", later), after))
    assert desk.rows("SELECT * FROM holds WHERE lifted_at IS NULL") == []
    assert desk.see(FORMAL, at=later).hold is None


def test_recalled_before_it_left_it_can_be_written_on(each_desk: Desk) -> None:
    desk = each_desk
    receipt = issued(desk)
    post.recall(desk(), receipt.number, "another thing is needed too")
    seen = desk.see(FORMAL)
    assert seen.decision is not None and seen.status == "decided" and seen.hold is None
    assert (seen.decision.asked, seen.decision.answer_by) == (THINGS, UNTIL)
    assert seen.draft_saved_at is not None
    assert desk.value("SELECT value FROM counters WHERE name = 'open:formal'") == 7
    assert desk.rows("SELECT * FROM tallies WHERE done <> 0") == []


def test_recalled_once_the_case_was_decided_the_decision_stays(desk: Desk) -> None:
    receipt = issued(desk)
    desk.open_all(FORMAL)
    marked = desk.pointed(FORMAL)
    decision.decide(desk(), marked.id, marked.version, Outcome.CANCEL)
    before = desk.see(FORMAL)
    post.recall(desk(), receipt.number, "it was decided without")
    after = desk.see(FORMAL)
    assert after.decision == before.decision and after.version == before.version


def test_taken_back_by_undo_nothing_is_asked(desk: Desk) -> None:
    seen = asked(desk)
    decision.withdraw(desk(), seen.id, seen.version, seen.points)
    after = desk.see(FORMAL)
    assert (after.decision, after.hold, after.status) == (None, None, "open")
    with pytest.raises(Refused, match="is not on hold"):
        hold.lift(desk(), after.id, after.version)
    hold.put(desk(), after.id, after.version, "Waiting for the log.", UNTIL)
    assert len(desk.rows("SELECT * FROM holds WHERE lifted_at IS NULL")) == 1


def test_asked_again_it_is_the_new_list(desk: Desk) -> None:
    seen = asked(desk)
    information.ask(desk(), seen.id, seen.version, ["the number of your permit"], UNTIL)
    after = desk.see(FORMAL)
    assert after.decision is not None and after.decision.asked == ("the number of your permit",)


def test_what_asking_does_to_the_clocks_is_told_before(desk: Desk) -> None:
    formal = information.effect(desk(), desk.see(FORMAL))
    words = " ".join(one.words for one in formal.consequences)
    assert "Asking does not stop the 56 days" in words
    informal = information.effect(desk(), desk.see(INFORMAL))
    assert "No time limit of the law" in " ".join(one.words for one in informal.consequences)


@pytest.mark.parametrize(
    ("pcn", "things", "until", "said"),
    [
        (FORMAL, ("", " \n"), UNTIL, "Nothing is asked for"),
        (FORMAL, tuple("abcdef"), UNTIL, "6 things are asked for"),
        (FORMAL, ("x" * 201,), UNTIL, "too long for a list"),
        (FORMAL, THINGS, date(2026, 11, 24), "leaves no time: the letter is treated as served on"),
        (FORMAL, THINGS, date(2026, 12, 29), "leaves no time to decide"),
        (INFORMAL, THINGS, date(2027, 4, 1), "more than three months away"),
        (BY_HAND, THINGS, UNTIL, "There is no time left to ask"),
    ],
)
def test_a_request_that_cannot_be_answered_is_refused(
    desk: Desk, pcn: str, things: tuple[str, ...], until: date, said: str
) -> None:
    seen = desk.take(pcn)
    before = desk.everything()
    with pytest.raises(Refused, match=said):
        information.ask(desk(), seen.id, seen.version, things, until)
    assert desk.everything() == before


def test_the_days_that_fit_are_named_and_where_none_does_it_is_said(desk: Desk) -> None:
    served, safe = date(2026, 11, 24), date(2026, 11, 27)
    assert information.days(desk(), served, safe) == (date(2026, 11, 25), date(2026, 11, 26))
    assert information.days(desk(), served, None) == (date(2026, 11, 25), date(2027, 2, 20))
    for until in (date(2026, 11, 24), safe):
        with pytest.raises(Refused) as no:
            information.check(desk(), served, safe, THINGS, until)
        assert "Give a day from Wednesday 25 November to Thursday 26 November." in no.value.do
        assert "ten days" not in no.value.do.casefold()
    assert information.check(desk(), served, safe, THINGS, date(2026, 11, 25)) == list(THINGS)
    for until in (served, date(2026, 11, 25)):
        with pytest.raises(Refused, match="There is no time to ask") as no:
            information.check(desk(), served, date(2026, 11, 25), THINGS, until)
        assert no.value.do == "Press d and decide on what there is."


def test_a_decided_case_asks_for_nothing(desk: Desk) -> None:
    desk.open_all(FORMAL)
    seen = desk.decided(FORMAL, Outcome.CANCEL)
    with pytest.raises(Refused, match="is decided"):
        information.ask(desk(), seen.id, seen.version, THINGS, UNTIL)


def test_hostile_words_are_asked_for_as_words(desk: Desk) -> None:
    seen = desk.take(FORMAL)
    information.ask(desk(), seen.id, seen.version, ["[red]\x1b[2J\n{pcn} **x**", "=1+1"], UNTIL)
    after = desk.see(FORMAL)
    assert after.decision is not None and len(after.decision.asked) == 2
    assert "\x1b" not in "".join(after.decision.asked)
    text = compose.check(desk(), after, compose.new_plan(desk(), after)).letter.text
    assert "{pcn}" in text and "\x1b" not in text


def test_after_its_day_the_letter_that_was_not_issued_is_asked_anew(desk: Desk) -> None:
    asked(desk)
    later = NOW + timedelta(days=20)
    seen = desk.see(FORMAL, at=later)
    with pytest.raises(Refused, match="leaves no time"):
        information.ask(desk("asha", later), seen.id, seen.version, THINGS, UNTIL)


def test_what_fits_the_points_comes_first() -> None:
    first = asking.things(["loading"])
    assert "delivery note" in first[0].words and len(first) == len(asking.things()) > 25
    assert all(one.words and not one.words.endswith(".") for one in first)
