"""The spelling of standard wording: British, line by line, where a dictionary is installed."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.letters.dictionary import british
from caseworker.letters.library import FIELD, Paragraph, Problem
from caseworker.letters.spelling import misspelt


def spelling(one: Paragraph) -> Iterator[Problem]:
    """The words of a paragraph that stand in no British dictionary, each with what may have been meant.

    A paragraph is for every case: no name is let be in it. Its fields are filled with names of their own.
    """
    dictionary = british()
    if dictionary is None:
        return
    for number, line in enumerate(one.text.split("\n"), one.first_line):
        for wrong in misspelt(FIELD.sub(" ", line), dictionary):
            near = dictionary.suggest(wrong.word)
            rule = f"Write {near[0]}?" if near else "Letters are spelt as a British dictionary has it."
            yield Problem(one.path, number, f"“{wrong.word}” is not spelt as in British English.", rule)
