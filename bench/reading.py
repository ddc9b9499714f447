"""What is worked out while an officer types: the letter check, and the points found in a letter."""

from __future__ import annotations

from bench.measure import Row, alone, cpu, in_turns, ms
from caseworker.law.facts import LetterKind
from caseworker.letters.plan import plan
from caseworker.letters.preflight import check
from caseworker.letters.render import render
from caseworker.reading.points import suggest
from tests.letters.writing import answer, facts, library

TEXT = " ".join(
    [
        "I was unloading a cot for my daughter's flat on the fourth floor and came back within ten minutes.",
        "The yellow lines are so worn that they are not lines, and the sign was behind a tree.",
        "I have lived in this street for eleven years and have never had a ticket before.",
        "My mother was taken ill that morning and the machine would not take my card.",
    ]
    * 6
)
"""A letter of two pages: most are shorter."""


def measured(runs: int = 40) -> list[Row]:
    """The check of a one-page letter, and the points suggested for a long one."""
    case = facts(LetterKind.NOTICE_OF_REJECTION)
    answers = [answer("loading"), answer("lines-worn"), answer("first-offence")]
    letter = render(plan(case, answers, library()), case, answers)
    works = (
        lambda: cpu(lambda: check(letter.text, case, answers=answers)),
        lambda: cpu(lambda: suggest(TEXT, regime="tma-reg9", code="12r", stage="informal")),
    )
    checked, suggested = in_turns(works, runs, warm=2)
    pages, words = len(letter.text.split()), len(TEXT.split())
    return [
        Row(f"letter check, {pages} words", ms(checked), "", checked * 1000, 50, "ms"),
        Row(f"points suggested for {words} words", ms(suggested), "", suggested * 1000, 100, "ms"),
    ]


if __name__ == "__main__":
    alone(measured, runs=40)
