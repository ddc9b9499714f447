"""The library at 2,000 paragraphs: its lint, one file of it, a key in the picker with the window drawn."""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import replace
from datetime import date

from bench.measure import Row, alone, cpu, in_turns, ms
from caseworker.casework.desk.compose import Choices
from caseworker.law.facts import LetterKind
from caseworker.letters.library import Library
from caseworker.letters.lint import look_over
from caseworker.letters.picking import Picker
from caseworker.letters.plan import offers
from tests.letters.writing import answer, facts, library

COUNT = 2_000
TODAY = date(2026, 11, 20)
CASE = facts(LetterKind.NOTICE_OF_REJECTION)
TYPED = "loadnig bay signs obscured"


def many(**every: object) -> Library:
    """As many paragraphs as are asked for: the shipped ones, copied with some words changed."""
    found = [
        replace(one, id=f"{one.id}-{n}", path=f"{one.path}-{n}", text=_other(one.text, n), **every)  # type: ignore[arg-type]
        for n in range(1 + COUNT // len(library()))
        for one in library()
    ]
    return Library(found[:COUNT], library().fields)


def _other(text: str, n: int) -> str:
    """The text with each ninth word changed, so that the copies are no copies to whoever compares them."""
    return " ".join(f"{word}{n}" if n and at % 9 == n else word for at, word in enumerate(text.split(" ")))


def measured(runs: int = 5) -> list[Row]:
    """Seconds for the lint, milliseconds for a file of it and for a key."""
    whole = many()
    path = whole.paragraphs[100].path
    lint, one = in_turns(
        (
            lambda: cpu(lambda: look_over(whole, TODAY)),
            lambda: cpu(lambda: look_over(whole, TODAY, only=path)),
        ),
        runs,
    )
    found, drawn = asyncio.run(_keys())
    return [
        Row(f"lint of {COUNT:,} paragraphs", f"{lint:.1f} s", "", lint, 5, "s"),
        Row("one file looked over while it is written", ms(one), "", one * 1000, 100, "ms"),
        Row(f"a key in the picker, {COUNT:,} paragraphs", ms(found), "", found * 1000, 5, "ms"),
        Row("its list drawn anew", ms(drawn), "", drawn * 1000, 16, "ms"),
    ]


async def _keys() -> tuple[float, float]:
    """Each key of some words, in seconds: finding alone, the slowest; until it is drawn, the median."""
    from textual.widgets import Input

    from caseworker.screens.base import CaseworkerApp
    from caseworker.screens.desk.picking import PickParagraph

    every = many(kinds=tuple(LetterKind), regimes=(CASE.regime,), families=())
    picker = Picker(offers(CASE, [answer("loading")], every))
    if len(picker.offers) != COUNT:
        raise AssertionError(f"{len(picker.offers)} paragraphs are offered")
    found, drawn = [], []
    app = CaseworkerApp(None)  # type: ignore[arg-type]  # nothing is asked of an office here
    async with app.run_test(size=(120, 40)) as pilot:
        window = PickParagraph(Choices(picker, {}), None)
        app.push_screen(window)
        await pilot.pause()
        for end in range(1, len(TYPED) + 1):
            found.append(cpu(lambda end=end: picker.find(TYPED[:end])))  # type: ignore[misc]
            began = time.process_time()
            window.query_one(Input).value = TYPED[:end]
            await pilot.pause()
            drawn.append(time.process_time() - began)
    return max(found), statistics.median(drawn)


if __name__ == "__main__":
    alone(measured, runs=5)
