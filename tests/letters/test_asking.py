"""A letter that asks for something first: what it says, what it may not, what the check makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.law.facts import CaseKind, Facts, LetterKind
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
