"""Missing pairs: outcomes, families of cases, stages, the parts that a letter needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseworker.law.asking import things
from caseworker.law.points import points
from caseworker.law.regimes import regimes
from caseworker.letters.library import Library, Paragraph
from caseworker.letters.lint_pairs import laws_of, pairs, parts, reach, unanswered
from caseworker.letters.paragraph import MORE
from tests.letters.writing import library

EVERY = tuple(one.id for one in regimes())
REJECT = ("informal-rejection", "notice-of-rejection")
ACCEPT = ("informal-acceptance", "notice-of-acceptance")
NO = Paragraph(
    id="loading-no",
    title="Loading",
    slot="answer",
    kinds=REJECT,
    text="No. {reason}",
    review_on=date(2027, 1, 31),
    regimes=EVERY,
    families=("parking", "bus-lane"),
    points=("loading",),
    outcome="not-upheld",
    path="a/loading-no.md",
)
YES = replace(
    NO, id="loading-yes", kinds=ACCEPT, outcome="upheld", path="a/loading-yes.md", text="Yes. {reason}"
)


def said(*paragraphs: Paragraph) -> list[str]:
    return [str(one) for one in pairs(Library(paragraphs, {}))]


def test_a_twin_in_all_the_same_letters_is_enough() -> None:
    assert said(NO, YES) == []


def test_a_twin_for_fewer_families_is_found_with_those_it_lacks() -> None:
    (one,) = said(NO, replace(YES, families=("parking",)))
    assert "“loading” has no answer for the outcome upheld, in cases of: bus-lane." in one


def test_a_twin_for_one_stage_only_is_found() -> None:
    (one,) = said(NO, replace(YES, kinds=("informal-acceptance",)))
    assert "loading-no.md" in one and "has no answer for the outcome upheld" in one


def test_an_answer_that_says_why_it_stands_alone_is_let_be() -> None:
    assert said(replace(NO, alone="Nobody can be right on it.")) == []
    assert len(said(NO)) == 1


def test_a_point_without_words_of_its_own_is_worth_a_look() -> None:
    found = [str(one) for one in unanswered(Library([NO, YES], {}))]
    lacking = next(one for one in found if "“loading” has no words of its own for upheld" in one)
    assert "moving-traffic" in lacking and "bus-lane" not in lacking
    assert any("“loading” has no words of its own for more-information" in one for one in found)
    assert not any("“bereavement” has no words of its own for more-information" in one for one in found)


def test_a_part_that_a_letter_lacks_under_one_law_is_found() -> None:
    whole = library()
    assert list(parts(whole)) == []
    fewer = [
        replace(one, regimes=tuple(name for name in one.regimes if name != "bus-lane-1996"))
        if one.slot == "next-steps" and "informal-rejection" in one.kinds
        else one
        for one in whole
    ]
    (found,) = [str(one) for one in parts(Library(fewer, {}))]
    assert "No next-steps for letters of the kind informal-rejection under bus-lane-1996." in found


def test_a_challenge_reaches_only_the_families_that_know_one() -> None:
    everywhere = replace(NO, families=())
    assert {family for family, stage in reach(everywhere) if stage == "challenge"} == {"parking", "bus-lane"}
    assert ("caz-2013", "clean-air-zone") in laws_of(everywhere)
    assert ("bus-lane-1996", "bus-lane") in laws_of(NO) and ("caz-2013", "clean-air-zone") not in laws_of(NO)


def test_the_shipped_library_answers_every_point_in_every_family_that_raises_it() -> None:
    answers = [one for one in library() if one.slot == "answer" and one.use != "offer"]
    given = {
        (slug, one.outcome, family) for one in answers for slug in one.points for _law, family in laws_of(one)
    }
    for point in points():
        for family in point.families:
            assert (point.slug, "not-upheld", family) in given, (point.slug, family)
            if point.slug != "keeper-not-driver":
                assert (point.slug, "upheld", family) in given, (point.slug, family)
    for law in regimes():
        for thing in things((), law.id):
            for slug in thing.points:
                assert any(slug in one.points and one.outcome == MORE for one in answers), slug
