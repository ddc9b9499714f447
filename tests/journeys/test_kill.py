"""Killed while typing, deciding and issuing: at most two seconds of typing are lost, no letter is doubled."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from caseworker.casework.desk import claim, compose, decision, evidence, points
from caseworker.casework.desk.view import view
from caseworker.casework.views import CaseView, PointView
from caseworker.law.facts import Outcome
from tests.journeys.officer import Terminal
from tests.journeys.test_issue import WORDS, cases, plain, sound
from tests.screens.desks import office

ROUNDS = 60 if os.environ.get("CASEWORKER_LONG") else 6
DESKS = 2
LOST = 2.0
"""Seconds of typing that a crash may cost."""


def ready(store: Path, count: int) -> list[CaseView]:
    """Cases brought as far as their points, each with its reason, and all evidence opened."""
    there = office(store)
    chosen = cases(store, lambda one: plain(one) and not one.guidelines)[:count]
    for case in chosen:
        version = claim.claim(there, case.id).version
        for one in case.evidence:
            evidence.open_evidence(there, case.id, one.id)
        raised = [
            PointView(one.slug, one.label, one.words, one.item_id, one.start, one.end, reason=WORDS)
            for one in case.suggested
        ]
        points.keep(there, case.id, version, raised)
    return [view(there, case.id) for case in chosen]


def decided(store: Path, case: CaseView) -> None:
    """Decide a case where it is not decided yet."""
    there = office(store)
    now = view(there, case.id)
    if now.decision is None:
        decision.decide(there, case.id, now.version, Outcome.UPHOLD, weighed=WORDS)


def typing(store: Path, home: Path, case: CaseView, dice: random.Random) -> None:
    """Killed while typing: what was seen two seconds before is in the draft."""
    decided(store, case)
    mark = "".join(dice.choices("bcdfghjkmnpqrstvwxz", k=4))
    desk = Terminal(store, home)
    try:
        desk.open(case.pcn)
        desk.press("l", "Opening")
        start = len(desk.written)
        desk.begin()
        end = time.monotonic() + dice.uniform(0.3, 3.5)
        number = 0
        while time.monotonic() < end:
            number += 1
            desk.send(f" {mark}{number:03d}")
            time.sleep(dice.uniform(0.06, 0.16))
    finally:
        at = desk.kill()
    word = re.compile(rf"{mark}(\d{{3}})")
    seen = [int(one) for one in word.findall(desk.seen(until=at - LOST, since=start))]
    opened = compose.open_letter(office(store), view(office(store), case.id))
    kept = [int(one) for one in word.findall(opened.blocks[0].text)]
    assert kept == list(range(1, len(kept) + 1)), "no word is out of its place"
    assert len(kept) >= max(seen, default=0), (len(kept), max(seen, default=0))


def deciding(store: Path, home: Path, case: CaseView, dice: random.Random) -> None:
    """Killed while deciding: the decision stands whole, or there is none."""
    desk = Terminal(store, home)
    try:
        desk.open(case.pcn)
        desk.press("d", "uphold PCN")
        key = dice.choice("ar")
        if key == "a" and len(case.points) > 1 and view(office(store), case.id).decision is None:
            desk.press(key, "Which point")
            key = "\r"
        desk.send(key)
        time.sleep(dice.uniform(0, 0.25))
    finally:
        desk.kill()
    after = view(office(store), case.id)
    assert after.status == ("decided" if after.decision else "open")
    answered = [one.outcome is not None for one in after.points]
    if after.decision is None:
        assert not any(answered)
    elif after.decision.outcome is Outcome.CANCEL:
        assert any(answered), "the points that it does not rest on may stay open"
    else:
        assert all(answered)


def issuing(store: Path, home: Path, case: CaseView, dice: random.Random) -> None:
    """Killed while issuing: one letter or none; pressed again, still one."""
    decided(store, case)
    desk = Terminal(store, home)
    try:
        desk.open(case.pcn)
        desk.press("l", "Opening")
        desk.press("\x1b[20~", "Nothing stands in the way|cannot be issued|amber")
        desk.send("y" * dice.choice((1, 1, 3)))
        time.sleep(dice.uniform(0, 0.8))
    finally:
        desk.kill()
    after = view(office(store), case.id)
    assert len(after.letters) == (1 if after.status == "issued" else 0)


UNDONE = "SELECT case_id FROM letters WHERE case_id IN (SELECT id FROM cases WHERE status <> 'issued')"
"""Letters of cases that are open again: the practice office has one whose letter came back."""


def undone(store: Path) -> list[tuple[int]]:
    """The cases that have a letter and are open all the same."""
    con = sqlite3.connect(store)
    found = con.execute(UNDONE).fetchall()
    con.close()
    return found


def whole(store: Path) -> None:
    """The store is whole; a letter a case at most, an audit entry a letter."""
    assert sound(store)
    con = sqlite3.connect(store)
    assert con.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    doubled = con.execute("SELECT case_id FROM letters GROUP BY case_id HAVING count(*) > 1").fetchall()
    letters = con.execute("SELECT count(*) FROM letters").fetchone()
    told = con.execute("SELECT count(*) FROM audit WHERE act = 'issue'").fetchone()
    con.close()
    assert doubled == [] and letters == told


def sit(store: Path, home: Path, seed: int, rounds: int) -> int:
    """Rounds at one desk; gives how many letters were issued."""
    dice = random.Random(seed)
    waiting = ready(store, 12)
    before = undone(store)
    acts = (typing, deciding, issuing)
    for number in range(rounds):
        act = acts[number % len(acts)]
        left = [case for case in waiting if view(office(store), case.id).status != "issued"]
        free = [case for case in left if view(office(store), case.id).decision is None]
        act(store, home, free[0] if act is deciding and free else left[-1], dice)
        whole(store)
        assert undone(store) == before
    return sum(view(office(store), case.id).status == "issued" for case in waiting)


def test_killed_at_any_moment_nothing_is_lost_or_doubled(prepared: Path, tmp_path: Path) -> None:
    desks = []
    for number in range(DESKS):
        folder = tmp_path / f"desk-{number}"
        folder.mkdir()
        store = Path(shutil.copyfile(prepared, folder / "training.db"))
        desks.append((store, folder / "home", number, ROUNDS // DESKS))
    with ThreadPoolExecutor(DESKS) as pool:
        issued = [one.result() for one in [pool.submit(sit, *desk) for desk in desks]]
    assert ROUNDS < 60 or sum(issued) > 2, "the rounds that issue came through now and then"
