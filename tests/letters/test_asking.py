"""A letter that asks for something first: what it says, what it may not, what the check makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.law.asking import things
from caseworker.law.facts import CaseKind, Facts, LetterKind
from caseworker.law.points import points
from caseworker.law.regimes import regimes
from caseworker.letters.preflight import check
from tests.letters.writing import answer, facts, written

ASKED = ("a copy of the delivery note", "the name of the firm that you delivered to")
BY = date(2026, 4, 10)


def asking(kind: CaseKind = CaseKind.FORMAL, **more: object) -> Facts:
    return replace(
        facts(LetterKind.INFORMATION_REQUEST),
        kind=kind,
        asked=ASKED,
        answer_by=BY,
        **more,  # type: ignore[arg-type]
    )


def codes(text: str, case: Facts) -> set[str]:
    return {one.code for one in check(text, case, answers=[answer("loading")])}


@pytest.mark.parametrize("kind", list(CaseKind))
def test_it_says_what_is_asked_until_when_and_what_happens_without_it(kind: CaseKind) -> None:
    case = asking(kind, certificate_served_on=date(2026, 3, 2) if kind is CaseKind.CERTIFICATE else None)
    letter = written(case, answer("loading"))
    assert "We have not decided yet" in letter.text
    assert "a copy of the delivery note and the name of the firm that you delivered to" in letter.text
    assert "Friday 10 April 2026" in letter.text
    assert "If we hear nothing by that day, we will decide on what we have" in letter.text
    assert not any(one.level == "red" for one in check(letter.text, case, answers=[answer("loading")]))


def test_only_representations_are_told_of_the_time_that_the_law_allows() -> None:
    assert "within the time that the law allows" in written(asking(), answer("loading")).text
    assert "within the time" not in written(asking(CaseKind.INFORMAL), answer("loading")).text


def test_a_decision_in_it_is_found() -> None:
    case = asking()
    text = written(case, answer("loading")).text
    assert "contradictory-outcome" not in codes(text, case)
    assert "contradictory-outcome" in codes(text + "\n\nWe have cancelled the PCN.", case)
    assert "contradictory-outcome" in codes(text + "\n\nWe have rejected your representations.", case)


def test_a_request_without_its_day_is_found() -> None:
    case = asking()
    text = written(case, answer("loading")).text
    assert "missing-next-step" not in codes(text, case)
    assert "missing-next-step" in codes(text.replace("10 April 2026", "soon"), case)


def test_it_is_not_held_to_answer_the_points() -> None:
    case = asking()
    assert not {one for one in codes(written(case, answer("loading")).text, case) if "point-not" in one}


def test_why_a_thing_is_asked_for_stands_with_the_point_it_belongs_to() -> None:
    case = replace(asking(), asked=("a copy of the delivery note or receipt, with its time",))
    letter = written(
        case, answer("loading", reason="", words="I was unloading a cot."), answer("signs-missing", reason="")
    )
    assert "“I was unloading a cot.” What counts is whether goods were being moved" in letter.text
    assert "beside our own" not in letter.text
    assert letter.missing == ()
    assert not [one for one in check(letter.text, case, answers=[answer("loading")]) if one.level == "red"]


def test_what_is_asked_for_in_words_of_ones_own_belongs_to_no_point() -> None:
    text = written(asking(), answer("loading")).text
    assert "What counts" not in text


def test_one_reason_is_given_once_for_two_points() -> None:
    case = replace(asking(), asked=("the pictures that you took of the signs and lines, with their dates",))
    text = written(case, answer("signs-missing", reason=""), answer("lines-worn", reason="")).text
    assert text.count("beside our own") == 1


def test_money_troubles_are_asked_about_without_being_quoted() -> None:
    case = replace(asking(), asked=("how much you could pay, and by when",))
    text = written(case, answer("financial-hardship", reason="", words="I am skint and ashamed of it.")).text
    assert "skint" not in text and "You need not send bank papers" in text


@pytest.mark.parametrize("regime", [one.id for one in regimes()])
def test_all_that_can_be_asked_for_can_be_explained_under_each_law(regime: str) -> None:
    for thing in things((), regime):
        here = points(regime)
        for slug in {one.slug for one in here}.intersection(thing.points):
            case = replace(asking(), regime=regime, basis=None, asked=(thing.words,))
            case = replace(case, basis="outside-traffic") if regime == "tma-reg10" else case
            letter = written(case, answer(slug, reason=""))
            assert letter.missing == (), (regime, slug)
            assert not [one.code for one in check(letter.text, case) if one.level == "red"], (regime, slug)


def test_what_somebody_would_show_to_one_person_alone_need_not_be_sent() -> None:
    said = "It is private and I will show it to one named person only, not send it to a mailbox."
    text = written(asking(challenge_text=said), answer("loading")).text
    assert "You can: please call us" in text and "and ask for me, and we will agree how." in text
    assert "ask for me" not in written(asking(challenge_text="I can send it."), answer("loading")).text
