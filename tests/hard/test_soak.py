"""Ten officers' programs on one store at once: nothing is lost, nothing is done twice."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseworker.store import audit
from caseworker.store.engine import Store
from tests.hard import clerk, desks, forked
from tests.hard.forked import Forked
from tests.hard.test_kill import letters_of

PROCESSES = 10
COMMANDS = 500 if os.environ.get("CASEWORKER_LONG") else 50
"""Acts of each."""


def entries(store: Path) -> list[tuple[str, str, str]]:
    """The audit: case, act, officer."""
    with Store.open(store, expect="live").raw() as reader:
        return [
            (str(chain).partition(":")[2], str(act), str(who))
            for chain, act, who in reader.rows("SELECT chain, act, officer FROM audit ORDER BY seq")
        ]


def work_at_once(store: Path | str, processes: int, commands: int) -> list[dict[str, Any]]:
    """Let so many programs work at once; gives everything they acknowledged."""
    clerk.library()
    clerks = [
        Forked(clerk.work, str(store), desks.OFFICERS[n % len(desks.OFFICERS)], n, commands)
        for n in range(processes)
    ]
    told = []
    for one in clerks:
        told += [json.loads(line) for line in one.lines()]
        assert one.code == 0
    return told


@pytest.mark.skipif(not forked.USABLE, reason=forked.REASON)
def test_ten_programs_lose_and_double_nothing(store_of: Callable[[int], Path]) -> None:
    # Three officers at ten desks: the same officer sits at three or four, which is harder than ten officers.
    store = store_of(COMMANDS * 3)
    told = work_at_once(store, PROCESSES, COMMANDS)
    assert desks.faults_of(store) == []
    assert audit.verify(Store.open(store, expect="live")).ok
    # Every act that was told is in the record, as often as it was told: none lost, none twice.
    recorded = Counter(act for _, act, _ in entries(store))
    given = Counter(one["act"] for one in told if one["act"] != "refused")
    numbers = [one["number"] for one in told if one["act"] == "issue"]
    for act in ("points", "decide", "withdraw", "release", "note"):
        assert recorded[act] == given[act], act
    assert set(numbers) == set(letters_of(store)) and recorded["issue"] == len(set(numbers))
    no_update_is_lost(store, told)
    nobody_takes_what_another_has(entries(store))
    assert len(told) >= PROCESSES * COMMANDS and given["issue"] > COMMANDS // 5


def no_update_is_lost(store: Path, told: list[dict[str, Any]]) -> None:
    """No version of a case was given to two acts, and the newest is the one that stands."""
    made = [(one["case"], one["version"]) for one in told if "version" in one and one["act"] != "claim"]
    assert len(made) == len(set(made))
    with Store.open(store, expect="live").raw() as reader:
        stands = dict(reader.rows("SELECT id, version FROM cases"))
    assert all(version <= stands[case] for case, version in made)


def nobody_takes_what_another_has(record: list[tuple[str, str, str]]) -> None:
    """Between a claim and its end nobody else claims the case."""
    has: dict[str, str] = {}
    for case, act, who in record:
        if act == "claim":
            assert case not in has, (case, who, has[case])
            has[case] = who
        elif act in ("release", "issue"):
            assert has.pop(case) == who
        elif act in ("points", "decide", "withdraw"):
            assert has[case] == who
