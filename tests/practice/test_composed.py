"""Letters as the composer plans them for the practice cases: the check stops none that nobody changed."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bench.composed import Composed, as_json, composed, practice
from caseworker.casework.desk import view
from caseworker.cli.letter_facts import facts_of, ignored
from caseworker.law.facts import LetterKind
from caseworker.letters.preflight import check
from caseworker.practice.answering import case_of
from caseworker.practice.build import build
from caseworker.practice.letters import letters
from caseworker.practice.offices import OFFICES
from tests.practice.conftest import TODAY
from tests.stores import once

WEIGHED = {"tribunal-paper-missing", "outside-the-hours"}
"""What is true of the practice cases, which lack it."""
BEGGED = "friday-night-run"
"""The letter of a woman who begs that nothing be sent to her address: what is planned by post is stopped."""


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
        if found.code not in WEIGHED and not (found.code == "address-refused" and BEGGED in one.id)
    ]


def test_a_sample_of_letters_as_planned_is_clean(folder: Path) -> None:
    some = list(written(folder, 18))
    assert len(some) >= 40
    assert {one.facts.outcome for one in some} >= {"cancel", "uphold", "ask"}
    assert faults(some) == []


def differing(letters: list[Composed]) -> list[str]:
    """The letters of which the check says something else where their facts come as JSON."""
    found = []
    for one in letters:
        row = json.loads(json.dumps(as_json(one)))
        assert ignored(row["facts"]) == []
        facts, enclosures = facts_of(row["facts"])
        told = {item.code for item in check(row["reply"], facts, enclosures=enclosures)}
        known = {item.code for item in one.findings} - {"tribunal-paper-missing"}
        if told != known:
            found.append(f"{one.id}: {sorted(told ^ known)}")
    return found


def test_the_facts_as_json_lead_to_the_same_findings(folder: Path) -> None:
    """But for papers of the tribunal: only the case can tell which it holds."""
    some = list(written(folder, 18))
    assert len(some) >= 20
    assert differing(some) == []
    asks = next(one for one in some if one.facts.outcome == "ask")
    day = asks.facts.answer_by
    assert day is not None
    silent = replace(asks, text=asks.text.replace(f"{day.day} {day:%B}", "day that suits you,"))
    assert differing([silent]) == [f"{asks.id}: ['missing-next-step']"]


@pytest.mark.long
def test_every_letter_as_planned_is_clean(folder: Path) -> None:
    every = list(written(folder, 1))
    assert len(every) >= 600
    kinds = Counter(one.facts.letter_kind for one in every)
    assert set(kinds) >= {kind for kind in LetterKind if not kind.beside}
    laws = {one.facts.regime for one in every}
    assert len(laws) == 7
    assert faults(every) == []
    assert differing(every) == []


def test_a_case_outside_the_hours_of_its_place_is_warned_of(folder: Path) -> None:
    office = practice(folder, "london", TODAY)
    sunday = next(one for one in letters("london") if one.id == "old-tariff")
    assert any("outside the hours" in one for one in view.view(office, case_of(office, sunday)).warnings)
    usual = next(one for one in letters("london") if one.id == "school-street-carer")
    assert not any("outside the hours" in one for one in view.view(office, case_of(office, usual)).warnings)
