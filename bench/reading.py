"""What is worked out while an officer types: the letter check, and the points found in a letter."""

from __future__ import annotations

from bench.measure import Row, alone, cpu, in_turns, ms
from bench.motorists.letters import letters
from caseworker.law.facts import LetterKind
from caseworker.letters.plan import plan
from caseworker.letters.preflight import check
from caseworker.letters.render import render
from caseworker.reading.points import suggest
from tests.letters.writing import answer, facts, library

WORDS = 400
"""Words of the letter in which points are looked for: most letters are a third of it."""


def measured(runs: int = 40) -> list[Row]:
    """The check of a one-page letter, and the points suggested for a long one."""
    case = facts(LetterKind.NOTICE_OF_REJECTION)
    answers = [answer("loading"), answer("lines-worn"), answer("first-offence")]
    letter = render(plan(case, answers, library()), case, answers)
    long = min(letters("development"), key=lambda one: abs(len(one.text.split()) - WORDS))
    works = (
        lambda: cpu(lambda: check(letter.text, case, answers=answers)),
        lambda: cpu(lambda: suggest(long.text, regime=long.regime, code=long.code)),
    )
    checked, suggested = in_turns(works, runs, warm=2)
    pages, words = len(letter.text.split()), len(long.text.split())
    return [
        Row(f"letter check, {pages} words", ms(checked), "", checked * 1000, 50, "ms"),
        Row(f"points suggested for {words} words", ms(suggested), "", suggested * 1000, 100, "ms"),
    ]


if __name__ == "__main__":
    alone(measured, runs=40)
