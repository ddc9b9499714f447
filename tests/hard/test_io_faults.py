"""The n-th call to the disk fails while a letter is issued or a draft kept: all or nothing, told exactly."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.hard import faulty, shim

EACH = {"issue": 2, "draft": 1} if os.environ.get("CASEWORKER_LONG") else {"issue": 40, "draft": 10}
"""Every how-manieth write is made to fail: one in two and each one in the long set."""

pytestmark = pytest.mark.skipif(not shim.USABLE, reason=shim.REASON)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the store that each run begins with."""
    made = tmp_path_factory.mktemp("faults")
    faulty.prepare(made / faulty.BASE)
    return made


@pytest.fixture(scope="module", params=["issue", "draft"])
def ran(request: pytest.FixtureRequest, folder: Path, disk_shim: Path) -> tuple[str, list[dict[str, Any]]]:
    """The act, and every run of it with one fault."""
    act = str(request.param)
    told = shim.run(disk_shim, folder, "tests.hard.faulty", folder, act, str(EACH[act]))
    return act, json.loads(told)


def test_nothing_is_there_by_half_and_nothing_twice(ran: tuple[str, list[dict[str, Any]]]) -> None:
    act, runs = ran
    assert [one for one in runs if one["wrong"]] == []
    assert Counter(one["letters"] for one in runs) == {int(act == "issue"): len(runs)}
    assert {one["call"] for one in runs} == set(faulty.CALLS), "each kind of call was made to fail"


def test_each_fault_has_its_words(ran: tuple[str, list[dict[str, Any]]]) -> None:
    _, runs = ran
    assert [one for one in runs if one["unworded"]] == []
    full = [one for one in runs if one["error"] == "ENOSPC" and one["said"]]
    assert full and all("The disk is full" in one["said"] for one in full)
    crowded = [one for one in runs if one["error"] == "EMFILE" and "could not be opened" in one["said"]]
    assert crowded and all("too many files" in one["said"] for one in crowded)


def test_the_words_are_true(ran: tuple[str, list[dict[str, Any]]]) -> None:
    _, runs = ran
    assert [one for one in runs if one["done"] and "Nothing was changed" in one["said"]] == []
    assert [one for one in runs if not one["done"] and not one["said"]] == [], "told as done, and it is not"
    unsure = [one for one in runs if "did not say whether" in one["said"]]
    assert unsure, "a COMMIT of which the end is not known is among them"


def test_the_same_press_again_brings_it_to_its_end(ran: tuple[str, list[dict[str, Any]]]) -> None:
    _, runs = ran
    assert [one for one in runs if one["again"]] == []


def test_a_commit_that_failed_may_have_been_one(ran: tuple[str, list[dict[str, Any]]]) -> None:
    """Why a letter is looked up by its key: among these faults is one after which it was there."""
    act, runs = ran
    found = [one for one in runs if one["done"] and one["call"] == "fsync"]
    assert found
    assert all((one["said"] == "") is (act == "issue") for one in found)
