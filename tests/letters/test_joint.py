"""One letter on several PCNs as it is laid out and read: its sections, and what each PCN's reader is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseworker.law.facts import Facts, LetterKind, PointOutcome
from caseworker.letters import joint
from caseworker.letters.plan import Answer, free
from caseworker.letters.render import reading, render
from tests.letters.writing import answer, facts, library

NOR, NOA = LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE
A, B, C = "ZZ1000001A", "ZZ1000002B", "ZZ1000003C"


def side(pcn: str, *answers: Answer, kind: LetterKind = NOR, **more: object) -> joint.Side:
    every = {"pcn": pcn, "vrm": f"ZZ1{pcn[-2]} ABC", "linked": (A, B, C)} | more
    made: Facts = facts(kind, **every)
    return joint.Side(made, answers or (answer("loading"),))


def planned(*sides: joint.Side) -> tuple[joint.Block, ...]:
    return joint.plan_jointly(sides, library(), "1:2,3:4")


def text(blocks: Sequence[joint.Block], *sides: joint.Side) -> str:
    first, *others = sides
    return render(blocks, first.facts, first.answers, others).text


def test_what_is_the_same_for_all_makes_no_section() -> None:
    sides = side(A), side(B), side(C)
    blocks = planned(*sides)
    assert joint.CASE not in [one.paragraph for one in blocks]
    assert joint.EACH not in [one.paragraph for one in blocks]
    whole = text(blocks, *sides)
    for pcn in (A, B, C):
        assert whole.count(pcn) == 1, pcn
    assert whole.count("London Tribunals") == text(planned(side(A)), side(A)).count("London Tribunals")


def test_of_several_notices_none_is_named_as_if_it_were_the_only_one() -> None:
    sides = side(A), side(B)
    assert "against the Notices to Owner on" in text(planned(*sides), *sides)
    assert "against the Notice to Owner on" in text(planned(side(A)), side(A))


def test_an_answer_that_quotes_other_words_is_still_said_once() -> None:
    sides = side(A, answer("loading", words="I was loading.")), side(B, answer("loading", words="Unloading!"))
    blocks = planned(*sides)
    assert [one.slot for one in blocks].count("answer") == 1
    assert "I was loading." in text(blocks, *sides) and "Unloading!" not in text(blocks, *sides)


def test_that_there_are_several_notices_is_answered_once_for_all() -> None:
    said = answer("duplicate-pcn", reason="")
    more = {"regime": "moving-traffic-2003", "code": "53c"}
    sides = (
        side(A, said, contravened_time="08:32", **more),
        side(B, said, contravened_time="08:29", contravened_on=date(2026, 1, 7), **more),
    )
    blocks = planned(*sides)
    whole = text(blocks, *sides)
    assert whole.count("for another contravention") == 1
    assert joint.CASE not in [one.paragraph for one in blocks]
    assert "please send us its number" not in whole


def test_another_reason_stands_under_its_own_number() -> None:
    sides = side(A, answer("loading", reason="The van was empty.")), side(B, answer("loading"))
    blocks = planned(*sides)
    of = dict(zip(range(len(blocks)), joint.scopes(blocks), strict=True))
    answers = {of[n] for n, one in enumerate(blocks) if one.slot == "answer"}
    assert answers == {(A,), (B,)}
    assert {of[n] for n, one in enumerate(blocks) if one.slot == "rights"} == {()}
    assert [one.paragraph for one in blocks].count(joint.EACH) == 1


def test_some_of_the_pcns_share_a_section_and_rights_come_after_what_is_special() -> None:
    won = side(C, answer("loading", PointOutcome.UPHELD), kind=NOA)
    blocks = planned(side(A), side(B), won)
    scopes = joint.scopes(blocks)
    rights = [n for n, one in enumerate(blocks) if one.slot == "rights"]
    own = [n for n, one in enumerate(scopes) if one == (C,)]
    assert {scopes[n] for n in rights} == {(A, B)}
    assert own and max(own) < min(rights)
    # An enclosure is under the signature, and of no section.
    assert [scopes[n] for n, one in enumerate(blocks) if one.slot == "enclosed"] == [()]


def test_rights_are_told_whole_where_a_part_of_them_differs() -> None:
    offered = {"discount_offer_pence": 8000, "discount_offer_until": date(2026, 4, 2)}
    sides = side(A, **offered), side(B, **offered), side(C)
    blocks = planned(*sides)
    of = joint.scopes(blocks)
    rights: dict[tuple[str, ...], list[str]] = {scope: [] for scope in ((A, B), (C,))}
    for one, scope in zip(blocks, of, strict=True):
        if one.slot == "rights":
            rights[scope].append(one.paragraph)
    # "One of two things" is followed by both of them.
    for some in rights.values():
        assert [one[:8] for one in some] == ["rights-a", "rights-b", "rights-c", "rights-d", "rights-e"]
    assert rights[A, B][1] != rights[C,][1]


def test_a_reader_of_one_pcn_is_told_nothing_of_another() -> None:
    won = side(C, answer("loading", PointOutcome.UPHELD), kind=NOA)
    sides = side(A, answer("loading", reason="The van was empty.")), side(B), won
    blocks = planned(*sides)
    first, *others = sides
    letter = render(blocks, first.facts, first.answers, others)
    told = {one.pcn: reading(letter, one.pcn).text for one in sides}
    assert "The van was empty." in told[A] and "The van was empty." not in told[B] + told[C]
    assert "adjudicator" in told[B] and "adjudicator" not in told[C]
    for pcn, words in told.items():
        assert words.count("\nDear ") == 1 and "Yours sincerely" in words
        assert sum(other in words.split("\nDear ")[0] for other in (A, B, C)) == 1, pcn


def test_each_place_of_a_reading_is_found_in_the_whole() -> None:
    sides = side(A, answer("loading", reason="The van was empty.")), side(B)
    first, *others = sides
    letter = render(planned(*sides), first.facts, first.answers, others)
    for one in sides:
        mine = reading(letter, one.pcn)
        for start, end, at in mine.places:
            assert mine.whole(start, end) == (at, at + end - start)
            assert letter.text[at : at + end - start] == mine.text[start:end]
        # A span over several parts begins in the first and ends in the last.
        last = mine.places[-1]
        assert mine.whole(0, last[1]) == (mine.places[0][2], last[2] + last[1] - last[0])


def test_words_put_under_a_number_are_of_that_number() -> None:
    sides = side(A, answer("loading", reason="The van was empty.")), side(B)
    blocks = list(planned(*sides))
    at = next(n for n, one in enumerate(blocks) if one.paragraph == joint.CASE and one.point == B)
    blocks.insert(at + 1, free("The vehicle is {vrm}."))
    whole = text(blocks, *sides)
    assert f"The vehicle is {sides[1].facts.vrm}." in whole
    assert free("The vehicle is {vrm}.") in joint.about(blocks, B)
    assert free("The vehicle is {vrm}.") not in joint.about(blocks, A)


def test_a_letter_on_one_pcn_has_no_stamp_and_all_its_paragraphs_are_about_it() -> None:
    blocks = joint.plan(side(A).facts, side(A).answers, library())
    assert joint.stamp(blocks) == "" and not joint.is_joint(blocks)
    assert joint.about(blocks, A) == tuple(blocks)
    assert joint.stamp(planned(side(A), side(B))) == "1:2,3:4"


def test_a_sum_that_several_pcns_share_is_said_to_be_that_of_each() -> None:
    sides = side(A), side(B), side(C)
    whole = text(planned(*sides), *sides)
    assert "Pay the penalty charge of £160 for each notice." in whole
    assert "by half, to £240 for each notice." in whole
    assert "Where a penalty charge has not been paid and no appeal against its notice" in whole
    assert "If the penalty charge has not been paid" not in whole
    # The sum of one that differs stands under its own number, as it is.
    other = side(C, full_pence=13000, surcharged_pence=19500)
    whole = text(planned(side(A), other), side(A), other)
    assert "Pay the penalty charge of £160." in whole and "Pay the penalty charge of £130." in whole


def test_the_reader_s_own_references_stand_once_over_the_list() -> None:
    sides = side(A), side(B, challenge_text="Our ref LM/88213.")
    sides = (*sides, side(C, challenge_text="Our ref LM/88214."))
    letter = render(planned(*sides), sides[0].facts, sides[0].answers, sides[1:])
    assert "Your reference: LM/88213, LM/88214\n" in letter.text
    assert reading(letter, B).text.count("LM/") == 2
