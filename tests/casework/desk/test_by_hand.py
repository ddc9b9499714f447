"""Day 54 is a Friday: the post is too late, a leader approves delivery by hand, the letter is handed over.

The representations came on Monday 28 September 2026, which is day 1. Friday 20 November is day 54, Sunday
22 November day 56. Posted that Friday the letter is served on the second working day after, Tuesday
24 November: too late. Handed over that Friday it is served that Friday, and the 28 days beginning with it end
on Thursday 17 December.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from caseworker.casework import sheet
from caseworker.casework.acting import Changed
from caseworker.casework.desk import by_hand, compose, decision, issue, post
from caseworker.casework.views import CaseView, Done, Receipt
from caseworker.law.facts import Outcome
from tests.casework.office import BY_HAND, DEEMED, FORMAL, INFORMAL, NOW, Desk, refused
from tests.hostile.payloads import SHORT

FRIDAY, SUNDAY = date(2026, 11, 20), date(2026, 11, 22)
EVENING = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
LAST = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WHY = "Served by the agent this afternoon; the keeper lives in the borough."
HANDED = {"by": "enforcement agent 7", "at": "10:00", "to": "1 Q Road, ZZ1 1ZZ"}


def approve(desk: Desk, at: datetime = NOW, leader: str = "sefton", words: str = WHY) -> Done:
    """A leader's approval on the case, as it stands."""
    seen = desk.see(BY_HAND, at=at)
    return by_hand.approve(desk("asha", at), seen.id, seen.version, leader=leader, words=words)


def upheld(desk: Desk, at: datetime = NOW) -> CaseView:
    """The case approved and decided."""
    desk.pointed(BY_HAND)
    done = approve(desk, at)
    decision.decide(desk("asha", at), done.case_id, done.version, Outcome.UPHOLD)
    return desk.see(BY_HAND, at=at)


def issued(desk: Desk, at: datetime = NOW) -> Receipt:
    """Its letter, issued."""
    seen = upheld(desk, at)
    return issue.issue(desk("asha", at), seen, compose.new_plan(desk("asha", at), seen))


def stage(desk: Desk) -> str:
    return str(desk.value("SELECT stage FROM pcns WHERE pcn = ?", BY_HAND))


def test_without_approval_it_is_barred_and_the_refusal_says_which_command(desk: Desk) -> None:
    seen = desk.pointed(BY_HAND)
    assert any("by hand until Sun 22 Nov (:hand, a leader approves)" in one for one in seen.warnings)
    no = refused(lambda: decision.decide(desk(), seen.id, seen.version, Outcome.UPHOLD))
    assert "Have it delivered by hand by Sun 22 Nov 2026" in no.what and ":hand" in no.do
    # Where nothing is in time any more, the refusal does not send anybody there.
    over = refused(lambda: decision.decide(desk("asha", MONDAY), seen.id, seen.version, Outcome.UPHOLD))
    assert ":hand" not in over.do


def test_with_it_the_letter_is_dated_and_served_on_the_day_it_is_handed_over(each_desk: Desk) -> None:
    seen = upheld(each_desk)
    facts = seen.facts
    assert (facts.posts_on, facts.served_on, facts.by_hand) == (FRIDAY, FRIDAY, True)
    assert "by-hand" in seen.flags
    assert not any("too late" in one for one in seen.warnings)
    assert any("handed over today (by hand until Sun 22 Nov)" in one for one in seen.warnings)
    allowed = decision.choices(each_desk(), seen).uphold
    assert (allowed.bars, allowed.served_on, allowed.appeal_last_on) == ((), FRIDAY, date(2026, 12, 17))
    checked = compose.check(each_desk(), seen, compose.new_plan(each_desk(), seen))
    text = checked.letter.text
    assert "We are delivering it by hand and treat it as served on Friday 20 November 2026" in text
    assert "The last of the 28 days is then Thursday 17 December 2026" in text
    assert not [one for one in checked.findings if one.hard], checked.findings
    given = issue.issue(each_desk(), seen, compose.new_plan(each_desk(), seen))
    assert given.posts_on == FRIDAY
    row = each_desk.rows("SELECT how, state, posts_on FROM postings")[0]
    assert (row[0], row[1], str(row[2])) == ("by-hand", "waiting", "2026-11-20")
    assert "to be handed over Friday 20 November" in each_desk.see(BY_HAND).timeline[-1].words


@pytest.mark.parametrize(("at", "day"), [(EVENING, FRIDAY), (SATURDAY, SATURDAY.date()), (LAST, SUNDAY)])
def test_the_day_is_the_day_itself_whatever_post_goes(desk: Desk, at: datetime, day: date) -> None:
    """After the cut-off, on a Saturday, on day 56 itself: by hand it is served that day."""
    given = issued(desk, at)
    assert given.posts_on == day
    done = post.hand(desk("asha", at), given.number, **{**HANDED, "at": f"{at:%H:%M}"})
    assert done.on == day and stage(desk) == "rejected"
    served = desk.rows("SELECT posted_on, served_on FROM notices WHERE kind = 'notice-of-rejection'")
    assert [tuple(map(str, row)) for row in served] == [(str(day), str(day))]


def test_a_letter_of_yesterday_is_not_issued_today(desk: Desk) -> None:
    seen = upheld(desk)
    blocks = compose.new_plan(desk(), seen)
    refused(
        lambda: issue.issue(desk("asha", SATURDAY), seen, blocks),
        "dated to be handed over on Friday 20 November: that day is over",
    )
    assert "day that this letter is dated for has gone" in compose.news_since(desk("asha", SATURDAY), seen)[0]
    # Opened again it is dated anew, and in time.
    again = desk.see(BY_HAND, at=SATURDAY)
    plan = compose.new_plan(desk("asha", SATURDAY), again)
    assert issue.issue(desk("asha", SATURDAY), again, plan).posts_on == SATURDAY.date()


def test_after_the_last_day_nothing_helps(desk: Desk) -> None:
    seen = upheld(desk)
    late = desk.see(BY_HAND, at=MONDAY)
    assert any("Day 56 has ended" in one for one in late.warnings)
    refused(
        lambda: issue.issue(desk("asha", MONDAY), late, compose.new_plan(desk(), seen)),
        "would be served Mon 23 Nov 2026, after Sun 22 Nov 2026",
    )


def test_it_goes_in_no_batch_and_stands_on_the_board_until_it_was_handed_over(each_desk: Desk) -> None:
    given = issued(each_desk)
    board = post.board(each_desk())
    assert [(one.number, one.where, one.law) for one in board.must] == [
        (given.number, "by hand today", "! by hand")
    ]
    refused(lambda: post.make_batch(each_desk()), "1 letter of Friday 20 November 2026 goes by hand")
    # With another letter for the post, the batch holds that one only.
    each_desk.decided(FORMAL, Outcome.UPHOLD)
    each_desk.open_all(FORMAL)
    other = each_desk.see(FORMAL)
    posts = issue.issue(each_desk(), other, compose.new_plan(each_desk(), other))
    assert post.make_batch(each_desk()).batch.letters == 1
    assert {one.number for one in post.board(each_desk()).made} == {posts.number}
    assert stage(each_desk) != "rejected"
    post.hand(each_desk(), given.number, **HANDED)
    assert stage(each_desk) == "rejected"
    how = "handed over at 10:00 by enforcement agent 7, at 1 Q Road, ZZ1 1ZZ"
    assert [one.where for one in post.board(each_desk()).left] == [f"left Friday 20 November, by hand: {how}"]
    assert (
        f"handed over (Notice of Rejection) {how.removeprefix('handed over ')};"
        in each_desk.see(BY_HAND).timeline[-1].words
    )
    assert post.board(each_desk()).must == ()


def test_a_letter_by_hand_of_an_earlier_day_hides_no_letter_for_the_post(desk: Desk) -> None:
    issued(desk)
    saturday = desk("asha", SATURDAY)
    desk.decided(FORMAL, Outcome.UPHOLD)
    desk.open_all(FORMAL)
    seen = desk.see(FORMAL, at=SATURDAY)
    given = issue.issue(saturday, seen, compose.new_plan(saturday, seen))
    tuesday = desk("asha", MONDAY.replace(day=24))
    assert post.make_batch(tuesday).batch.posts_on == given.posts_on == date(2026, 11, 23)


def test_not_handed_over_on_its_day_it_slips(desk: Desk) -> None:
    given = issued(desk)
    saturday = desk("asha", SATURDAY)
    no = refused(
        lambda: post.hand(saturday, given.number, **HANDED),
        "is dated Friday 20 November and says that it is served on Friday 20 November",
    )
    assert no.do == "It was not handed over on its day: caseworker post slip 2026-11-20."
    slipped = post.slip(saturday, FRIDAY)
    assert slipped.back == (given.number,)
    back = desk.see(BY_HAND, at=SATURDAY)
    assert back.flags[:2] == ("slipped", "by-hand") and back.status == "decided"
    assert "it was not handed over on Friday 20 November" in back.letters[0].where_words
    # The approval stands: issued anew it is dated for the day it goes.
    again = issue.issue(saturday, back, compose.new_plan(saturday, back))
    assert again.posts_on == SATURDAY.date()
    assert desk.see(BY_HAND, at=SATURDAY).flags[0] == "by-hand"


def test_the_evening_slips_no_letter_that_can_still_be_handed_over(desk: Desk) -> None:
    given = issued(desk)
    evening = desk("asha", EVENING)
    refused(lambda: post.slip(evening, FRIDAY), "1 letter of Friday 20 November 2026 can still")
    assert post.hand(evening, given.number, **HANDED).on == FRIDAY


def test_it_is_not_handed_over_before_it_was_issued_and_does_not_come_back_by_post(desk: Desk) -> None:
    given = issued(desk)
    evening, before = desk("asha", EVENING), HANDED | {"at": "06:00"}
    for act in (
        lambda: post.hand(evening, given.number, **before),
        lambda: post.check_hand(evening, **before, issued_at=NOW),
    ):
        refused(act, "At 06:00 there was no letter yet: it was issued at 10:00.")
    refused(lambda: post.hand(evening, given.number, **{**HANDED, "at": "17:31"}), "still to come")
    post.hand(evening, given.number, **HANDED)
    refused(lambda: post.returned(evening, given.number, "gone away"), "did not go by post", "handed over at")


def test_a_cancellation_by_hand_comes_back_too(desk: Desk) -> None:
    desk.pointed(BY_HAND)
    done = approve(desk)
    decision.decide(desk(), done.case_id, done.version, Outcome.CANCEL)
    seen = desk.see(BY_HAND)
    given = issue.issue(desk(), seen, compose.new_plan(desk(), seen))
    slipped = post.slip(desk("asha", SATURDAY), FRIDAY)
    assert (slipped.back, slipped.waits) == ((given.number,), ())


@pytest.mark.parametrize(
    ("leader", "words", "said"),
    [
        ("tobin", WHY, "Tobin Oyelaran is no leader."),
        ("linnet", WHY, "Linnet Abara is no leader."),
        ("asha", WHY, "Asha Verrall is no leader."),
        ("nobody", WHY, "No officer is called “nobody”."),
        ("", WHY, "No officer is called “”."),
        ("sefton", " ", "There are no words on why it is delivered by hand."),
    ],
)
def test_who_approves_is_a_leader_and_says_why(desk: Desk, leader: str, words: str, said: str) -> None:
    desk.take(BY_HAND)
    before = desk.everything()
    refused(lambda: approve(desk, leader=leader, words=words), said)
    assert desk.everything() == before


@pytest.mark.parametrize("leader", ["Sefton", " SEFTON ", "Idris Sefton", "idris"])
def test_a_leader_is_named_as_people_write(desk: Desk, leader: str) -> None:
    desk.take(BY_HAND)
    approve(desk, leader=leader)
    assert desk.see(BY_HAND).timeline[-1].words.startswith("Idris Sefton approved")


def test_a_leader_cannot_approve_their_own(desk: Desk) -> None:
    seen = desk.take(BY_HAND, "sefton")
    no = refused(
        lambda: by_hand.approve(desk("sefton"), seen.id, seen.version, leader="sefton", words=WHY),
        "somebody else approves it",
    )
    assert no.do.startswith("officers.toml names no other leader")


@pytest.mark.parametrize(
    ("pcn", "at", "said"),
    [
        (FORMAL, NOW, "The post of Friday 20 November is still in time."),
        (INFORMAL, NOW, "No last day of the law runs on this decision"),
        (DEEMED, NOW, "Thursday 12 November was the last day"),
        (BY_HAND, MONDAY, "Sunday 22 November was the last day"),
    ],
)
def test_only_where_the_post_is_too_late_and_the_hand_is_not(
    desk: Desk, pcn: str, at: datetime, said: str
) -> None:
    seen = desk.take(pcn)
    act = lambda: by_hand.approve(desk("asha", at), seen.id, seen.version, leader="sefton", words=WHY)  # noqa: E731
    refused(act, said)
    refused(lambda: by_hand.until(desk("asha", at), desk.see(pcn, at=at)), said)
    assert sheet.BY_HAND not in desk.see(pcn).flags


def test_one_entry_with_no_words_one_line_and_it_can_be_taken_back(each_desk: Desk) -> None:
    each_desk.take(BY_HAND)
    before = len(each_desk.entries())
    done = approve(each_desk, words=f"{WHY} {SHORT['click']}")
    [entry] = each_desk.entries()[before:]
    assert entry[1:3] == ("by-hand", "asha")
    fields = json.loads(bytes(entry[3]))["fields"]
    assert (fields["version"], fields["leader"]) == (done.version, "sefton")
    assert fields["words"].startswith("sha256:"), "ids and digests only"
    seen = each_desk.see(BY_HAND)
    assert seen.timeline[-1].words.startswith(f"Idris Sefton approved delivery by hand: {WHY}")
    assert by_hand.until(each_desk(), seen) == SUNDAY
    refused(lambda: approve(each_desk), "was approved before")
    with pytest.raises(Changed):
        by_hand.withdraw(each_desk(), seen.id, seen.version - 1)
    by_hand.withdraw(each_desk(), seen.id, seen.version)
    after = each_desk.see(BY_HAND)
    assert "by-hand" not in after.flags and after.facts.posts_on == FRIDAY != after.facts.served_on
    assert each_desk.entries()[-1][1] == "by-hand-withdrawn"
    refused(lambda: by_hand.withdraw(each_desk(), after.id, after.version), "was not approved")


def test_taken_back_after_the_decision_the_letter_cannot_be_issued(desk: Desk) -> None:
    seen = upheld(desk)
    blocks = compose.new_plan(desk(), seen)
    by_hand.withdraw(desk(), seen.id, seen.version)
    with pytest.raises(Changed):
        issue.issue(desk(), seen, blocks)
    now = desk.see(BY_HAND)
    refused(lambda: issue.issue(desk(), now, blocks), "would be served Tue 24 Nov 2026")


def test_it_can_be_found_by_its_flag_and_an_import_leaves_it(desk: Desk) -> None:
    from caseworker.casework.desk.queue import all_rows
    from caseworker.casework.landing.disputes import FLAGS

    desk.take(BY_HAND)
    approve(desk)
    assert [row.pcn for row in all_rows(desk(), "flag:by-hand")] == [BY_HAND]
    assert sheet.BY_HAND in FLAGS
