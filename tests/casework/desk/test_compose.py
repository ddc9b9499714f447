"""Writing the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from caseworker.casework.desk import claim, compose, decision, issue, note
from caseworker.casework.views import CaseView
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.letters.plan import FREE, Block, free
from tests import builders
from tests.casework.office import FORMAL, INFORMAL, NOW, Desk, at_once, came_in

OWN = "The bay is marked on the plan that I looked at."


def rejected(desk: Desk) -> CaseView:
    return desk.decided(FORMAL, Outcome.UPHOLD)


def answer(blocks: tuple[Block, ...]) -> int:
    """Where the answer to the point stands."""
    return next(i for i, one in enumerate(blocks) if one.slot == "answer")


def test_the_whole_letter_is_planned_in_one_go(desk: Desk) -> None:
    seen = rejected(desk)
    opened = compose.open_letter(desk(), seen)
    assert (opened.kept_at, opened.replanned) == (None, False)
    assert opened.blocks == compose.new_plan(desk(), seen)
    slots = [one.slot for one in opened.blocks]
    assert slots[0] == "opening" and slots[-1] == "enclosed"
    assert {"decision", "answer", "discretion", "rights", "closing"} <= set(slots)
    assert [one.point for one in opened.blocks if one.slot == "answer"] == ["grace-period-or-observation"]
    assert not any(one.changed for one in opened.blocks)
    checked = compose.check(desk(), seen, opened.blocks)
    assert checked.findings == () and checked.letter.missing == ()


def test_a_case_that_is_not_decided_has_no_letter(desk: Desk) -> None:
    seen = desk.pointed(FORMAL)
    for act in (compose.open_letter, compose.choices):
        with pytest.raises(Refused, match="There is no decision yet"):
            act(desk(), seen)


def test_a_draft_is_kept_and_opened_again_as_it_was(each_desk: Desk) -> None:
    seen = rejected(each_desk)
    plan = compose.new_plan(each_desk(), seen)
    mine = (plan[0], free("Grüße — “quoted” £5"), replace(plan[2], text="Changed.", changed=True), *plan[3:])
    compose.save(each_desk(), seen.id, seen.version, plan)
    later = NOW + timedelta(minutes=3)
    assert compose.save(each_desk("asha", later), seen.id, seen.version, mine) == later
    assert compose.open_letter(each_desk(), seen) == compose.Composition(mine, later)
    assert each_desk.see(FORMAL).draft_saved_at == later
    assert each_desk.value("SELECT count(*) FROM drafts") == 1
    assert each_desk.see(FORMAL).version == seen.version


def test_a_draft_kept_from_two_windows_at_once_is_one_draft(each_desk: Desk) -> None:
    seen = rejected(each_desk)
    bodies = [(free(f"Window {n}."),) for n in range(3)]
    done = at_once(*[partial(compose.save, each_desk(), seen.id, seen.version, blocks) for blocks in bodies])
    assert done == [NOW] * 3
    assert compose.open_letter(each_desk(), seen).blocks in bodies


def test_a_draft_is_its_writer_s_own(desk: Desk) -> None:
    seen = rejected(desk)
    compose.save(desk(), seen.id, seen.version, (free("Mine."),))
    claim.release(desk(), seen.id, seen.version)
    theirs = desk.take(FORMAL, "tobin")
    assert compose.open_letter(desk("tobin"), theirs).kept_at is None


def test_after_the_case_changed_a_draft_is_planned_anew_around_the_officer_s_own_words(desk: Desk) -> None:
    seen = rejected(desk)
    plan = compose.new_plan(desk(), seen)
    at = answer(plan)
    mine = list(plan)
    mine[at] = replace(plan[at], text="{words} My own answer.", changed=True)
    mine.insert(at + 1, free(OWN))
    removed = next(i for i, one in enumerate(mine) if one.slot == "closing")
    del mine[removed]
    compose.save(desk(), seen.id, seen.version, mine)
    decision.withdraw(desk(), seen.id, seen.version, seen.points)
    seen = desk.see(FORMAL)
    decision.decide(desk(), seen.id, seen.version, Outcome.UPHOLD)
    seen = desk.see(FORMAL)
    opened = compose.open_letter(desk(), seen)
    assert opened.replanned and opened.kept_at == NOW
    assert opened.blocks[at].text == "{words} My own answer." and opened.blocks[at].changed
    assert (opened.blocks[at + 1].paragraph, opened.blocks[at + 1].text) == (FREE, OWN)
    fresh = [one.paragraph for one in compose.new_plan(desk(), seen)]
    assert [one.paragraph for one in opened.blocks if one.paragraph != FREE] == fresh


def test_own_words_are_kept_where_the_outcome_turned_round(desk: Desk) -> None:
    before = desk.pointed(FORMAL)
    decision.decide(desk(), before.id, before.version, Outcome.UPHOLD)
    seen = desk.see(FORMAL)
    compose.save(desk(), seen.id, seen.version, (*compose.new_plan(desk(), seen), free(OWN)))
    decision.withdraw(desk(), seen.id, seen.version, before.points)
    seen = desk.see(FORMAL)
    decision.decide(desk(), seen.id, seen.version, Outcome.CANCEL)
    seen = desk.see(FORMAL)
    blocks = compose.open_letter(desk(), seen).blocks
    assert blocks[-1].text == OWN
    assert blocks[:-1] == compose.new_plan(desk(), seen)


@pytest.mark.parametrize("body", ["{", '[{"slot": 1}]', "null", ""])
def test_a_draft_that_cannot_be_read_gives_way_to_a_new_plan(desk: Desk, body: str) -> None:
    seen = rejected(desk)
    with desk().store.writing() as tx:
        builders.draft(tx, seen.id, body=body, case_version=seen.version)
    opened = compose.open_letter(desk(), seen)
    assert opened == compose.Composition(compose.new_plan(desk(), seen))


def test_no_draft_is_kept_of_a_letter_that_was_issued(desk: Desk) -> None:
    seen = rejected(desk)
    plan = compose.new_plan(desk(), seen)
    compose.save(desk(), seen.id, seen.version, plan)
    issue.issue(desk(), seen, plan)
    with pytest.raises(Refused, match="The draft was not kept: this case is closed"):
        compose.save(desk(), seen.id, seen.version, plan)
    assert desk.rows("SELECT * FROM drafts") == []


def test_paragraphs_are_offered_the_best_for_this_case_first(desk: Desk) -> None:
    seen = desk.decided(INFORMAL, Outcome.UPHOLD)
    offered = compose.choices(desk(), seen).picker.offers
    assert "grace-period-or-observation" in offered[0].paragraph.points
    assert offered[0].paragraph.outcome == "not-upheld" and offered[0].why
    assert len({one.paragraph.id for one in offered}) == len(offered) > 20
    assert all("informal-rejection" in one.paragraph.kinds for one in offered)


def test_before_issue_what_came_in_meanwhile_is_looked_up(desk: Desk) -> None:
    seen = rejected(desk)
    blocks = compose.new_plan(desk(), seen)
    assert came_in(compose.recheck(desk(), seen, blocks).news) == ()
    with desk().store.writing() as tx:
        pcn_id = desk.value("SELECT pcn_id FROM cases WHERE id = ?", seen.id)
        builders.item(tx, pcn_id, seen.id, "One more thing.")
        builders.payment(tx, pcn_id)
    news = came_in(compose.recheck(desk(), seen, blocks).news)
    assert len(news) == 2
    assert news[0].startswith("1 new letter came in") and news[1].startswith("1 payment came in")
    claim.release(desk(), seen.id, seen.version)
    assert "Somebody changed this case" in compose.recheck(desk(), seen, blocks).news[2]


def test_before_issue_the_day_is_looked_at_again(desk: Desk) -> None:
    seen = rejected(desk)
    blocks = compose.new_plan(desk(), seen)
    evening = NOW.replace(hour=16)
    assert came_in(compose.recheck(desk("asha", evening - timedelta(seconds=1)), seen, blocks).news) == ()
    news = came_in(compose.recheck(desk("asha", evening), seen, blocks).news)
    assert news == ("The post that this letter is dated for has gone: open the case again.",)


def test_a_note_meanwhile_is_no_news_to_the_letter(desk: Desk) -> None:
    seen = rejected(desk)
    note.write(desk("tobin"), seen.id, "Rang to ask how it stands.")
    assert came_in(compose.news_since(desk(), seen)) == ()


def test_own_words_survive_a_new_plan_in_their_place_or_beside_it() -> None:
    fresh = (
        Block("opening", "opening", "1", "Dear"),
        Block("answer", "loading-not-upheld", "2", "fresh answer {reason}", point="loading"),
        Block("closing", "closing", "3", "Bye"),
    )
    kept = (
        Block("opening", "opening", "1", "Dear"),
        Block("answer", "free", "", "my own words"),
        Block("answer", "loading-not-upheld-routine", "4", "my answer", point="loading", changed=True),
        Block("answer", "signs-missing-upheld", "5", "another answer", point="signs-missing", changed=True),
    )
    planned = compose._with_own_words(fresh, kept)
    assert [one.text for one in planned] == ["Dear", "my own words", "my answer", "another answer", "Bye"]
    assert [one.paragraph for one in planned] == ["opening", "free", "loading-not-upheld", "free", "closing"]
