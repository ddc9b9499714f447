"""Two and three programs on one store are killed in the middle of it: what each was told is there, once."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseworker.store import audit
from caseworker.store.engine import Store
from tests.hard import clerk, desks, forked
from tests.hard.forked import Forked

ROUNDS = 60 if os.environ.get("CASEWORKER_LONG") else 6


def told_by(clerk: Forked) -> list[dict[str, Any]]:
    """What a killed program had acknowledged."""
    told = [json.loads(line) for line in clerk.lines()]
    assert clerk.code in (0, -signal.SIGKILL)
    return told


def letters_of(store: Path) -> dict[str, str]:
    """Letters by number, with the digest of the bytes."""
    con = sqlite3.connect(store)
    rows = con.execute("SELECT number, sha256 FROM letters").fetchall()
    con.close()
    return dict(rows)


def kept_drafts(store: Path, told: list[dict[str, Any]]) -> None:
    """Each draft that was acknowledged is there, unless its letter went out."""
    con = sqlite3.connect(store)
    for one in told:
        if one["act"] != "draft":
            continue
        row = con.execute(
            "SELECT d.body FROM drafts d WHERE d.case_id = ? AND d.officer = ?", (one["case"], one["by"])
        ).fetchone()
        closed = con.execute("SELECT open FROM cases WHERE id = ?", (one["case"],)).fetchone() == (0,)
        assert closed or row is not None, one
    con.close()


@pytest.mark.skipif(not forked.USABLE, reason=forked.REASON)
def test_killed_at_any_moment_each_told_act_is_there_once(store_of: Callable[[int], Path]) -> None:
    store = store_of(ROUNDS * 5)
    dice = random.Random(9)
    given: Counter[str] = Counter()
    for number in range(ROUNDS):
        clerk.library()
        sitting = desks.OFFICERS[: 2 + number % 2]
        clerks = [Forked(clerk.work, str(store), who, number, 1_000) for who in sitting]
        # Not before the first has done something, whatever else this machine does: then at any moment.
        first = [clerks[0].printed.readline() for _ in range(dice.randrange(1, 16))]
        time.sleep(dice.uniform(0, 0.1))
        for one in clerks:
            one.kill()
        told = [act for one in clerks for act in told_by(one)] + [json.loads(line) for line in first]
        given.update(one["act"] for one in told)
        assert desks.faults_of(store) == []
        there = letters_of(store)
        issued = [one for one in told if one["act"] == "issue"]
        assert [one for one in issued if there.get(one["number"]) != one["sha256"]] == []
        kept_drafts(store, told)
    assert audit.verify(Store.open(store, expect="live")).ok
    assert given["issue"] >= ROUNDS // 6 and given["decide"] >= ROUNDS // 3, given
