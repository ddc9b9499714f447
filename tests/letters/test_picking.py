"""The picker: found by words, id or point, the best for the case first, what fared badly lower."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.law.facts import LetterKind
from caseworker.letters.library import Library
from caseworker.letters.picking import Blame, Picker, blamed
from caseworker.letters.plan import Offer, offers
from tests.hostile.payloads import SHORT
from tests.letters.writing import answer, facts, library

NOR = LetterKind.NOTICE_OF_REJECTION


@pytest.fixture(scope="module")
def offered() -> tuple[Offer, ...]:
    """What may stand in a notice of rejection about loading."""
    return offers(facts(NOR), [answer("loading")], library())


@pytest.fixture(scope="module")
def picker(offered: tuple[Offer, ...]) -> Picker:
    """The picker over it."""
    return Picker(offered)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("loading", "loading-not-upheld"),
        ("laoding", "loading-not-upheld"),
        ("blue bagde", "blue-badge-not-displayed-not-upheld"),
        ("signs-missing", "signs-missing-not-upheld"),
        ("costs", "rights-e-costs"),
        ("machine fualty", "pay-machine-faulty-not-upheld"),
        ("LOADING not", "loading-not-upheld"),
        ("load", "loading-not-upheld"),
        ("card reader", "pay-machine-faulty-not-upheld"),
        ("meter", "pay-machine-faulty-not-upheld"),
        ("the app would not work", "pay-app-failure-not-upheld"),
        ("traffic warden", "ceo-conduct-not-upheld"),
    ],
)
def test_a_paragraph_is_found_by_words_id_or_point_with_slips_forgiven(
    picker: Picker, typed: str, wanted: str
) -> None:
    assert wanted in [one.paragraph.id for one in picker.find(typed)[:8]]


def test_each_is_found_by_its_own_id(picker: Picker) -> None:
    lost = [one.paragraph.id for one in picker.offers if picker.find(one.paragraph.id)[0] != one]
    assert lost == []


def test_words_of_the_text_find_too_below_those_of_the_title(picker: Picker) -> None:
    text = next(one.paragraph for one in picker.offers if one.paragraph.id == "loading-not-upheld").text
    rare = max((word for word in text.lower().split() if word.isalpha()), key=len)
    assert "loading-not-upheld" in [one.paragraph.id for one in picker.find(rare)]
    found = [one.paragraph for one in picker.find("driver")]
    heads = ["driver" in one.hay for one in found]
    assert heads == sorted(heads, reverse=True) and not all(heads)


def test_what_motorists_call_a_point_finds_below_what_the_paragraph_is_called(picker: Picker) -> None:
    found = [one.paragraph for one in picker.find("delivery")]
    heads = ["delivery" in one.hay for one in found]
    assert heads == sorted(heads, reverse=True)
    assert [one.points for one in found if "loading" in one.points]


def test_nothing_is_found_for_nonsense_and_all_for_nothing_typed(picker: Picker) -> None:
    assert picker.find("xyzzyqqq") == ()
    assert picker.find("loading xyzzyqqq") == ()
    assert picker.find("  ") == picker.find("") == picker.offers
    assert picker.find("!!") == ()


@pytest.mark.parametrize("typed", SHORT.values(), ids=SHORT)
def test_hostile_words_find_or_find_nothing(picker: Picker, typed: str) -> None:
    assert set(picker.find(typed)) <= set(picker.offers)


def test_of_equal_matches_the_one_for_this_case_comes_first() -> None:
    cases = {
        slug: Picker(offers(facts(NOR), [answer(slug)], library())) for slug in ("loading", "signs-missing")
    }
    assert cases["signs-missing"].find("not upheld")[0].paragraph.points == ("signs-missing",)
    assert cases["loading"].find("not upheld")[0].paragraph.points == ("loading",)


def test_what_was_returned_or_lost_stands_lower_and_says_so(offered: tuple[Offer, ...]) -> None:
    first, second = offered[:2]
    assert first.score >= second.score
    told = blamed(offered, {first.paragraph.id: Blame(20, returned=8, lost=4)})
    moved = next(one for one in told if one.paragraph == first.paragraph)
    assert told[0].paragraph == second.paragraph and moved.score < first.score
    assert (
        moved.why
        == f"{first.why} Of 20 letters with it, for what they say: 8 returned, 4 lost at the tribunal."
    )
    assert {one.paragraph.id for one in told} == {one.paragraph.id for one in offered}


def test_one_of_many_letters_weighs_less_than_one_of_few(offered: tuple[Offer, ...]) -> None:
    assert Blame(2_000, returned=1).loss == 0 < Blame(2, returned=1).loss < Blame(40, returned=40).loss
    assert blamed(offered, {}) == offered
    assert blamed(offered, {offered[0].paragraph.id: Blame(50)}) == offered


def test_two_thousand_paragraphs_are_found_each_once() -> None:
    every = {"kinds": tuple(LetterKind), "regimes": ("tma-reg9",), "families": ()}
    many = [replace(one, id=f"{one.id}-{n}", **every) for n in range(12) for one in library()][:2000]  # type: ignore[arg-type]
    some = Picker(offers(facts(NOR), [answer("loading")], Library(many, library().fields)))
    assert len(some.offers) > 1900
    for typed in ("l", "loa", "laoding", "signs obscured", "blue bagde"):
        ids = [one.paragraph.id for one in some.find(typed)]
        assert ids and len(ids) == len(set(ids))
