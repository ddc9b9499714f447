"""What is worked out while an officer reads and types: points and reasons for care, the letter check."""

from __future__ import annotations

from collections.abc import Callable

from bench.measure import Row, alone, cpu, in_turns, ms
from bench.motorists.letters import letters
from caseworker.law.facts import LetterKind
from caseworker.letters.plan import plan
from caseworker.letters.preflight import check
from caseworker.letters.render import render
from caseworker.reading import dealing, faults
from caseworker.reading.fitting import ANSWERED, CARED
from caseworker.reading.meaning import encoder, fitted_encoder
from caseworker.reading.points import suggest
from caseworker.reading.undertones import read_with_care, undertones
from tests.letters.writing import answer, facts, library

USUAL, LONG = 135, 400
"""Words of the letters in which points are looked for: the middle of all, and what few are longer than."""
EDIT = " I looked at the photographs again today."


def measured(runs: int = 20) -> list[Row]:
    """The check of a one-page letter as it opens and after an edit, and what letters are read for.

    What was heard a moment ago is remembered, so a letter is measured by a model that has heard nothing.
    """
    case = facts(LetterKind.NOTICE_OF_REJECTION)
    answers = [answer("loading"), answer("lines-worn"), answer("first-offence")]
    page = render(plan(case, answers, library()), case, answers).text
    some = letters("development")
    usual, long = (min(some, key=lambda one: abs(len(one.text.split()) - n)) for n in (USUAL, LONG))

    def checked(text: str) -> None:
        check(text, case, answers=answers, deals=dealing, sounds=faults.faults)

    def edited() -> float:
        forget()
        checked(page)
        return cpu(lambda: checked(page + EDIT))

    works = (
        lambda: anew(lambda: checked(page)),
        edited,
        lambda: anew(lambda: suggest(usual.text, regime=usual.regime, code=usual.code)),
        lambda: anew(lambda: suggest(long.text, regime=long.regime, code=long.code)),
        lambda: anew(lambda: read_with_care(usual.text)),
        lambda: anew(lambda: read_with_care(long.text)),
    )
    opened, changed, *read = in_turns(works, runs, warm=2)
    words = len(page.split())
    whats = [
        f"{what} for {len(one.text.split())} words"
        for what in ("points suggested", "reasons for care")
        for one in (usual, long)
    ]
    return [
        Row(f"letter check, {words} words, all new", ms(opened), "", opened * 1000, 50, "ms"),
        Row("the same after an edit", ms(changed), "", changed * 1000, 50, "ms"),
        *(Row(what, ms(took), "", took * 1000, 100, "ms") for what, took in zip(whats, read, strict=True)),
    ]


def anew(work: Callable[[], object]) -> float:
    """What a work takes where nothing was heard before."""
    forget()
    return cpu(work)


def forget() -> None:
    """The models as they are once loaded, with nothing remembered."""
    encoder.cache_clear()
    fitted_encoder.cache_clear()
    faults._by_words.cache_clear()
    undertones.cache_clear()
    for model in (encoder(), fitted_encoder(), fitted_encoder(ANSWERED), fitted_encoder(CARED)):
        if model:
            model.encode(["The model is in memory, and so are its tables."])


if __name__ == "__main__":
    alone(measured, runs=20)
