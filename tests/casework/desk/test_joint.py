"""One letter on several linked cases: planned once, checked for each, issued on all of them or on none."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import docx
import pytest

from caseworker.casework import joint as shared
from caseworker.casework.acting import Changed
from caseworker.casework.desk import authority, claim, compose, decision, issue, links, points, post
from caseworker.casework.views import CaseView
from caseworker.law.facts import Outcome
from caseworker.letters import joint
from caseworker.letters.plan import Block, free, from_json
from tests.casework.office import (
    AGENT,
    FORMAL,
    INFORMAL,
    LATE_INFORMAL,
    LOADING,
    POSTAL,
    Desk,
    at_once,
    point,
    refused,
)

THREE = (INFORMAL, LATE_INFORMAL, LOADING)
OFFERED = "Not cancelled. £80 until 3 December 2026, then £160."
INVOICE = "The removal firm's invoice shows that the machine was delivered at that time."


def linked(desk: Desk, first: str, *others: str) -> None:
    seen = desk.take(first)
    links.link(desk(), seen.id, seen.version, [desk.case(one) for one in others])


def three(desk: Desk) -> tuple[CaseView, ...]:
    """Three linked challenges of one keeper: two upheld, the last cancelled."""
    linked(desk, *THREE)
    desk.open_all(INFORMAL)
    desk.decided(INFORMAL, Outcome.UPHOLD)
    desk.decided(LATE_INFORMAL, Outcome.UPHOLD)
    desk.decided(LOADING, Outcome.CANCEL, "loading", weighed=INVOICE)
    return views(desk)


def views(desk: Desk, *pcns: str) -> tuple[CaseView, ...]:
    seen = desk.see((pcns or THREE)[0])
    return shared.ready(desk(), (seen, *links.together(desk(), seen)))


def planned(desk: Desk, every: tuple[CaseView, ...]) -> list[Block]:
    return list(compose.new_plan(desk(), every[0], every[1:]))


def issued(desk: Desk, every: tuple[CaseView, ...], blocks: list[Block]) -> issue.Receipt:
    return issue.issue(desk(), every[0], blocks, {}, every[1:])


# -- the plan ---------------------------------------------------------------------------------------------


def test_what_is_the_same_is_said_once_and_what_is_not_under_its_number(desk: Desk) -> None:
    every = three(desk)
    blocks = planned(desk, every)
    text = compose.check(desk(), every[0], blocks, every[1:]).letter.text
    assert text.count("The law allows ten minutes") == 1
    assert text.count("What happens next.") == 1 and text.count("call 020 7946 0125") == 1
    assert text.count("Yours sincerely") == 1
    assert "received on Monday 9 November 2026 and Monday 16 November 2026" in text
    where = dict(zip([(one.slot, one.paragraph) for one in blocks], joint.scopes(blocks), strict=True))
    assert where["answer", "grace-period-not-upheld"] == (INFORMAL, LATE_INFORMAL)
    assert where["money", "money-informal-discount"] == (INFORMAL,)
    assert where["answer", "loading-upheld"] == (LOADING,)
    assert where["care", "care-formats"] == ()


def test_the_list_says_each_number_decision_sum_and_last_day(desk: Desk) -> None:
    every = three(desk)
    text = compose.check(desk(), every[0], planned(desk, every), every[1:]).letter.text
    place = "Alder Road, outside 14"
    assert [line for line in text.splitlines() if line.startswith("ZZ10000")] == [
        f"{INFORMAL}: {OFFERED} Vehicle ZZ11 ABC; {place}; 10 November 2026 at 10:42",
        f"{LATE_INFORMAL}: Not cancelled. £160 to pay. Vehicle ZZ12 ABC; {place}; 1 October 2026 at 10:42",
        f"{LOADING}: Cancelled. Nothing to pay. Vehicle ZZ21 ABC; {place}; 11 November 2026 at 10:42",
    ]


def test_a_letter_as_planned_has_no_finding_for_any_of_its_pcns(desk: Desk) -> None:
    every = three(desk)
    assert compose.check(desk(), every[0], planned(desk, every), every[1:]).findings == ()


@pytest.mark.parametrize(
    ("pcn", "words", "code"),
    [
        (LATE_INFORMAL, "Please pay £95 now.", "wrong-amount"),
        (INFORMAL, "The vehicle ZZ31 XYZ was parked there.", "wrong-vehicle"),
        (INFORMAL, "Your vehicle was parked there on 3 October 2026.", "wrong-date"),
        (LATE_INFORMAL, "I write about PCN ZZ7654321B.", "other-persons-data"),
    ],
)
def test_each_pcn_is_checked_against_its_own_facts(desk: Desk, pcn: str, words: str, code: str) -> None:
    every = three(desk)
    blocks = planned(desk, every)
    at = next(n for n, one in enumerate(blocks) if one.paragraph == joint.CASE and one.point == pcn)
    blocks.insert(at + 1, free(words))
    checked = compose.check(desk(), every[0], blocks, every[1:])
    (one,) = [one for one in checked.findings if one.code == code]
    assert one.start is not None and one.end is not None
    begins = checked.letter.text.index(words)
    assert begins <= one.start < one.end <= begins + len(words)
    assert pcn in one.words


def test_the_right_day_of_one_pcn_is_wrong_under_another(desk: Desk) -> None:
    every = three(desk)
    blocks = planned(desk, every)
    at = next(n for n, one in enumerate(blocks) if one.paragraph == joint.CASE and one.point == LATE_INFORMAL)
    blocks.insert(at + 1, free("Your vehicle was parked there on 10 November 2026."))
    found = compose.check(desk(), every[0], blocks, every[1:]).findings
    assert [one.code for one in found] == ["wrong-date"] and LATE_INFORMAL in found[0].words


def test_the_other_pcns_and_vehicles_of_the_letter_may_be_named(desk: Desk) -> None:
    every = three(desk)
    blocks = planned(desk, every)
    at = next(n for n, one in enumerate(blocks) if one.paragraph == joint.CASE and one.point == INFORMAL)
    blocks.insert(at + 1, free(f"Your vehicle ZZ12 ABC, on {LATE_INFORMAL}, is answered below."))
    assert not [
        one
        for one in compose.check(desk(), every[0], blocks, every[1:]).findings
        if one.code == "other-persons-data"
    ]


def test_a_point_that_only_one_case_answers_is_missed_in_it_alone(desk: Desk) -> None:
    every = three(desk)
    blocks = [one for one in planned(desk, every) if one.paragraph != "loading-upheld"]
    blocks = [one for one in blocks if one.paragraph != "grace-period-not-upheld"]
    found = compose.check(desk(), every[0], blocks, every[1:]).findings
    missed = [one.words for one in found if one.code.startswith("point-not-addressed:grace")]
    assert len(missed) == 1 and INFORMAL in missed[0] and LATE_INFORMAL in missed[0]
    assert LOADING not in missed[0]


# -- which cases --------------------------------------------------------------------------------------------


def other_stage(desk: Desk) -> tuple[CaseView, ...]:
    linked(desk, INFORMAL, FORMAL)
    desk.open_all(INFORMAL)
    desk.open_all(FORMAL)
    desk.decided(INFORMAL, Outcome.UPHOLD)
    desk.decided(FORMAL, Outcome.UPHOLD)
    return views(desk, INFORMAL)


def other_law(desk: Desk) -> tuple[CaseView, ...]:
    linked(desk, FORMAL, POSTAL)
    desk.open_all(FORMAL)
    desk.decided(FORMAL, Outcome.UPHOLD)
    desk.decided(POSTAL, Outcome.UPHOLD, "signs-missing")
    return views(desk, FORMAL)


def one_alone(desk: Desk) -> tuple[CaseView, ...]:
    linked(desk, INFORMAL, LATE_INFORMAL)
    desk.decided(LATE_INFORMAL, Outcome.UPHOLD)
    return views(desk, LATE_INFORMAL)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (other_stage, "stand at different stages"),
        (other_law, "stand under different laws"),
        (one_alone, "Fewer than two"),
    ],
)
def test_cases_that_cannot_stand_in_one_letter_are_refused_in_words(
    desk: Desk, made: Callable[[Desk], tuple[CaseView, ...]], words: str
) -> None:
    every = made(desk)
    before = desk.everything()
    refused(lambda: shared.fits(every), words, "each PCN in it is decided by itself")
    if len(every) > 1:
        refused(lambda: compose.open_letter(desk(), every[0], every[1:]), words)
        refused(lambda: issue.issue(desk(), every[0], [free("Dear all")], {}, every[1:]), words)
    assert desk.everything() == before


def test_other_recipients_are_refused(desk: Desk) -> None:
    """Who has authority is answered themselves, the keeper's own representations go to the keeper."""
    linked(desk, FORMAL, AGENT)
    desk.open_all(FORMAL)
    desk.decided(FORMAL, Outcome.UPHOLD)
    desk.decided(AGENT, Outcome.UPHOLD)
    seen = desk.see(AGENT)
    authority.seen(desk(), seen.id, seen.version)
    every = views(desk, FORMAL)
    refused(lambda: shared.fits(every), "must be answered to different people", "Write a letter on each")


def test_the_earliest_last_day_is_told_and_what_is_late(desk: Desk) -> None:
    linked(desk, FORMAL, AGENT)
    every = tuple(desk.see(pcn) for pcn in (FORMAL, AGENT))
    days = sorted(one.safe_post_on for one in every if one.safe_post_on is not None)
    (words,) = shared.by_when(every)
    assert f"post it by {days[0]:%A}" in words and FORMAL in words and "gone" not in words
    late = tuple(
        replace(one, facts=replace(one.facts, posts_on=days[0] + timedelta(days=1))) for one in every
    )
    (words,) = shared.by_when(late)
    assert f"That day has gone for {FORMAL}" in words


# -- the draft ---------------------------------------------------------------------------------------------


def test_the_draft_is_kept_and_planned_anew_when_any_of_its_cases_changed(desk: Desk) -> None:
    every = three(desk)
    blocks = planned(desk, every)
    at = next(n for n, one in enumerate(blocks) if one.paragraph == joint.CASE and one.point == LOADING)
    blocks.insert(at + 1, free("Thank you for the invoice."))
    compose.save(desk(), every[0].id, every[0].version, blocks)
    opened = compose.open_letter(desk(), every[0], every[1:])
    assert opened.blocks == tuple(blocks) and not opened.replanned
    last = every[-1]
    decision.withdraw(desk(), last.id, last.version, last.points)
    seen = desk.see(LOADING)
    points.keep(desk(), seen.id, seen.version, [point("loading")])
    seen = desk.see(LOADING)
    decision.decide(desk(), seen.id, seen.version, Outcome.UPHOLD, weighed=INVOICE, said={"loading": INVOICE})
    every = views(desk)
    opened = compose.open_letter(desk(), every[0], every[1:])
    assert opened.replanned
    own = [one for one in opened.blocks if one.text == "Thank you for the invoice."]
    assert len(own) == 1 and "loading-upheld" not in [one.paragraph for one in opened.blocks]


def test_a_draft_for_one_is_none_for_several_nor_the_other_way(desk: Desk) -> None:
    every = three(desk)
    compose.save(desk(), every[0].id, every[0].version, planned(desk, every))
    alone = compose.open_letter(desk(), every[0])
    assert alone.replanned and not joint.is_joint(alone.blocks)
    compose.save(desk(), every[0].id, every[0].version, alone.blocks)
    assert joint.is_joint(compose.open_letter(desk(), every[0], every[1:]).blocks)


# -- issuing -----------------------------------------------------------------------------------------------


def test_one_letter_is_issued_on_every_case_each_with_what_is_its_own(each_desk: Desk) -> None:
    every = three(each_desk)
    blocks = planned(each_desk, every)
    text = compose.check(each_desk(), every[0], blocks, every[1:]).letter.text
    receipt = issued(each_desk, every, blocks)
    assert (receipt.number, receipt.pcn, receipt.also) == ("0000001", INFORMAL, (LATE_INFORMAL, LOADING))
    rows = each_desk.rows("SELECT number, case_id, kind, sha256, decision_id FROM letters ORDER BY id")
    assert [row[0] for row in rows] == ["0000001", "0000001-2", "0000001-3"]
    assert [row[1] for row in rows] == [one.id for one in every]
    assert [row[2] for row in rows] == ["informal-rejection", "informal-rejection", "informal-acceptance"]
    assert {row[3] for row in rows} == {receipt.sha256}
    assert [row[4] for row in rows] == [one.decision.id for one in every if one.decision]
    first = each_desk.value("SELECT id FROM letters WHERE number = '0000001'")
    assert {row[0] for row in each_desk.rows("SELECT first_id FROM joint_letters")} == {first}
    for content, words in each_desk.rows("SELECT docx, text FROM letter_bytes"):
        assert hashlib.sha256(bytes(content)).hexdigest() == receipt.sha256 and words == text
    document = docx.Document(io.BytesIO(bytes(content)))
    foot = document.sections[0].first_page_footer.paragraphs[0].text
    assert foot.startswith(f"{INFORMAL} and 2 more · letter 0000001 ·")
    for one in every:
        after = each_desk.see(one.pcn)
        assert (after.status, after.version) == ("issued", one.version + 1)
        acts = [act for chain, act, _, _ in each_desk.entries() if chain == f"case:{one.id}"]
        assert acts.count("issue") == 1
    # The paragraphs of each letter are those that speak of its case.
    used = each_desk.rows(
        "SELECT letters.number, paragraph FROM letter_paragraphs JOIN letters ON letters.id = letter_id"
    )
    of = {number: {one for at, one in used if at == number} for number, *_ in rows}
    assert "loading-upheld" in of["0000001-3"] and "loading-upheld" not in of["0000001"]
    assert "grace-period-not-upheld" in of["0000001-2"] and "care-formats" in of["0000001-3"]
    assert not any(
        one.startswith("linked-l") and one != "linked-lead" for some in of.values() for one in some
    )
    # One body to write on, with the first.
    bodies = [row[0] for row in each_desk.rows("SELECT body FROM postings ORDER BY letter_id")]
    assert from_json(bodies[0]) == tuple(blocks) and bodies[1:] == ["", ""]
    done = each_desk.rows("SELECT SUM(done) FROM tallies")
    assert done[0][0] == 3


def test_the_same_press_twice_is_one_letter(each_desk: Desk) -> None:
    every = three(each_desk)
    blocks = planned(each_desk, every)
    first = issued(each_desk, every, blocks)
    before = each_desk.everything()
    again = issued(each_desk, every, blocks)
    assert again.again and again.number == first.number
    assert each_desk.everything() == before


def test_two_presses_at_once_are_one_letter(each_desk: Desk) -> None:
    every = three(each_desk)
    blocks = planned(each_desk, every)
    given = at_once(*(lambda: issued(each_desk, every, blocks) for _ in range(3)))
    assert {one.number for one in given} == {"0000001"}
    assert each_desk.value("SELECT COUNT(*) FROM letters") == 3


def test_if_one_case_cannot_go_none_goes(each_desk: Desk) -> None:
    every = three(each_desk)
    blocks = planned(each_desk, every)
    last = every[-1]
    decision.withdraw(each_desk(), last.id, last.version, last.points)
    before = each_desk.everything()
    with pytest.raises(Changed):
        issued(each_desk, every, blocks)
    assert each_desk.everything() == before
    assert each_desk.rows("SELECT * FROM joint_letters") == []


def test_a_hard_finding_on_one_pcn_holds_the_letter_back(desk: Desk) -> None:
    every = three(desk)
    blocks = planned(desk, every)
    at = next(n for n, one in enumerate(blocks) if one.paragraph == joint.CASE and one.point == INFORMAL)
    blocks.insert(at + 1, free("Please pay £95 now."))
    before = desk.everything()
    refused(lambda: issued(desk, every, blocks), INFORMAL, "cannot be waved through")
    assert desk.everything() == before


def test_what_a_colleague_decided_stands_in_no_letter_of_mine(desk: Desk) -> None:
    every = three(desk)
    last = every[-1]
    claim.release(desk(), last.id, last.version)
    claim.claim(desk("maren"), last.id)
    assert [one.pcn for one in views(desk)] == [INFORMAL, LATE_INFORMAL]
    blocks = planned(desk, every[:2])
    receipt = issued(desk, every[:2], blocks)
    assert receipt.also == (LATE_INFORMAL,) and desk.see(LOADING).status == "decided"


# -- the post ----------------------------------------------------------------------------------------------

NEXT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""The Monday after: the post of Friday has gone."""


def states(desk: Desk) -> list[str]:
    return [row[0] for row in desk.rows("SELECT state FROM postings ORDER BY letter_id")]


def test_one_paper_leaves_and_every_case_is_posted(each_desk: Desk, tmp_path: Path) -> None:
    every = three(each_desk)
    issued(each_desk, every, planned(each_desk, every))
    (waits,) = post.board(each_desk("sefton")).must
    assert (waits.number, waits.kind_words[-9:]) == ("0000001", "on 3 PCNs")
    made = post.make_batch(each_desk("sefton"), tmp_path)
    assert made.batch.letters == 1 and made.folder is not None
    rows = list(csv.DictReader(io.StringIO((made.folder / "manifest.csv").read_text("utf-8-sig"))))
    assert [(row["number"], row["pcn"]) for row in rows] == [("0000001", " ".join(THREE))]
    assert len(list(made.folder.glob("*.docx"))) == 1
    left = post.confirm(each_desk("sefton"), made.batch.id)
    assert left.letters == ("0000001",) and states(each_desk) == ["left"] * 3
    stages = [each_desk.see(pcn).facts.stage for pcn in THREE]
    assert len(set(stages)) > 1 and stages[2].startswith("cancelled")
    told = each_desk.rows("SELECT pcn, decision FROM outcomes WHERE kind = 'decided' ORDER BY id")
    assert told == [(INFORMAL, "uphold"), (LATE_INFORMAL, "uphold"), (LOADING, "cancel")]
    for one in every:
        acts = [act for chain, act, _, _ in each_desk.entries() if chain == f"case:{one.id}"]
        assert acts.count("posted") == 1


@pytest.mark.parametrize("number", ["0000001", "0000001-3"])
def test_a_recall_brings_back_all(each_desk: Desk, tmp_path: Path, number: str) -> None:
    every = three(each_desk)
    blocks = planned(each_desk, every)
    issued(each_desk, every, blocks)
    made = post.make_batch(each_desk("sefton"), tmp_path)
    back = post.recall(each_desk(), number, "a date was wrong")
    assert all(pcn in back.words for pcn in THREE) and "0000001" in back.paper
    assert states(each_desk) == ["recalled"] * 3
    for pcn in THREE:
        seen = each_desk.see(pcn)
        assert (seen.status, seen.officer) == ("decided", "asha") and "recalled" in seen.flags
    assert each_desk.value("SELECT SUM(done) FROM tallies") == 0
    assert each_desk.value("SELECT state FROM post_batches WHERE id = ?", made.batch.id) == "slipped"
    # The letter lies with the first, and can be written on and issued anew.
    every = views(each_desk)
    opened = compose.open_letter(each_desk(), every[0], every[1:])
    assert [one.paragraph for one in opened.blocks] == [one.paragraph for one in blocks]
    again = issued(each_desk, every, list(opened.blocks))
    assert again.number == "0000002" and again.also == (LATE_INFORMAL, LOADING)


def test_a_letter_that_slipped_comes_back_whole_where_one_of_its_days_no_longer_holds(
    each_desk: Desk,
) -> None:
    every = three(each_desk)
    issued(each_desk, every, planned(each_desk, every))
    slipped = post.slip(each_desk("sefton", NEXT), date(2026, 11, 20))
    assert slipped.back == ("0000001",) and states(each_desk) == ["slipped"] * 3
    assert {each_desk.see(pcn).status for pcn in THREE} == {"decided"}


def test_a_letter_without_days_goes_on_as_it_is_for_all(each_desk: Desk) -> None:
    linked(each_desk, INFORMAL, LOADING)
    each_desk.open_all(INFORMAL)
    for pcn in (INFORMAL, LOADING):
        each_desk.decided(pcn, Outcome.CANCEL, "loading", weighed=INVOICE)
    every = views(each_desk, INFORMAL)
    issued(each_desk, every, planned(each_desk, every))
    slipped = post.slip(each_desk("sefton", NEXT), date(2026, 11, 20))
    assert slipped.waits == ("0000001",) and states(each_desk) == ["waiting"] * 2


def test_a_letter_that_came_back_by_post_is_noted_on_all(each_desk: Desk) -> None:
    every = three(each_desk)
    issued(each_desk, every, planned(each_desk, every))
    made = post.make_batch(each_desk("sefton"))
    post.confirm(each_desk("sefton"), made.batch.id)
    post.returned(each_desk("sefton"), "0000001-2", "addressee gone away")
    assert states(each_desk) == ["returned"] * 3
    post.dealt_with(each_desk("sefton"), "0000001", "sent to the new address")
    assert states(each_desk) == ["dealt-with"] * 3
