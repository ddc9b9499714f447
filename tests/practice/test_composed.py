"""Letters as the composer plans them for the practice cases: the check stops none that nobody changed."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.composed import Composed, composed, practice
from caseworker.law.facts import LetterKind
from caseworker.practice.build import build
from caseworker.practice.offices import OFFICES
from tests.practice.conftest import TODAY
from tests.stores import once

WEIGHED_AMBERS = {"tribunal-paper-missing"}
"""What the practice cases truly lack, and whoever hands papers over must look for."""


@pytest.fixture(scope="module")
def folder(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stores of both practice offices, never written to."""

    def make(made: Path) -> None:
        build(made / "training-outside.db", seed=7, today=TODAY, council="outside")

    outside = once(tmp_path_factory, "prepared-outside", make) / "training-outside.db"
    both = tmp_path_factory.mktemp("composed")
    shutil.copyfile(prepared, both / "london.db")
    shutil.copyfile(outside, both / "outside.db")
    return both


def written(folder: Path, step: int) -> Iterator[Composed]:
    """The letters of both offices."""
    for name in OFFICES:
        yield from composed(practice(folder, name, TODAY), name, step)


def faults(letters: list[Composed]) -> list[str]:
    """Every finding on them but those that are true of the practice cases."""
    return [
        f"{one.id}: {found.code}: {found.words}"
        for one in letters
        for found in one.findings
        if found.code not in WEIGHED_AMBERS
    ]


def test_a_sample_of_letters_as_planned_is_clean(folder: Path) -> None:
    some = list(written(folder, 18))
    assert len(some) >= 40
    assert {one.facts.outcome for one in some} >= {"cancel", "uphold", "ask"}
    assert faults(some) == []


@pytest.mark.long
def test_every_letter_as_planned_is_clean(folder: Path) -> None:
    every = list(written(folder, 1))
    assert len(every) >= 600
    kinds = Counter(one.facts.letter_kind for one in every)
    assert set(kinds) >= {kind for kind in LetterKind if not kind.beside}
    laws = {one.facts.regime for one in every}
    assert len(laws) == 7
    assert faults(every) == []
