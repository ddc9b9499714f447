"""Asked to end, or the terminal closed, while somebody writes: every word that was seen is kept."""

from __future__ import annotations

import os
import pty
import random
import re
import select
import shutil
import signal
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker.casework.desk import claim, compose, decision, evidence, points
from caseworker.casework.desk.view import find, view
from caseworker.casework.views import PointView
from caseworker.law.facts import Outcome
from tests.journeys.officer import Terminal
from tests.screens import small
from tests.screens.desks import office

LONG = bool(os.environ.get("CASEWORKER_LONG"))
WAYS = ("SIGTERM", "SIGHUP", "SIGINT", "closed", "closed and SIGHUP")
MOMENTS = (0.0, 0.03, 0.3, 0.7, 1.05, 1.4, 2.2)
"""Seconds after the last key: before it was taken, before the pause, about the longest wait, after it."""
QUICK = [("SIGTERM", 0.0), ("SIGHUP", 0.3), ("closed", 0.0), ("closed and SIGHUP", 0.7)]


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which one case waits for its letter; never opened by a test."""
    path = tmp_path_factory.mktemp("decided") / "small.db"
    small.build(path)
    there = office(path)
    case = view(there, find(there, small.ROUTINE))
    version = claim.claim(there, case.id).version
    for one in case.evidence:
        evidence.open_evidence(there, case.id, one.id)
    raised = [
        PointView(one.slug, one.label, one.words, one.item_id, one.start, one.end) for one in case.suggested
    ]
    version = points.keep(there, case.id, version, raised).version
    decision.decide(there, case.id, version, Outcome.UPHOLD, weighed="The records of that day were read.")
    there.store.close()
    return path


@pytest.fixture
def desk(decided: Path, tmp_path: Path) -> Iterator[Terminal]:
    """An officer at a terminal, in the first paragraph of the letter."""
    store = Path(shutil.copyfile(decided, tmp_path / "training.db"))
    at = Terminal(store, tmp_path / "home")
    try:
        at.open(small.ROUTINE)
        at.press("l", "Opening")
        at.begin()
        yield at
    finally:
        at.child.kill()
        at.over.set()
        at.reader.join()


def write(desk: Terminal, dice: random.Random) -> tuple[str, int]:
    """Type some words; wait until the last is on the screen. Gives their mark and how many there are."""
    mark = "".join(dice.choices("bcdfghjkmnpqrstvwxz", k=4))
    count = dice.randint(2, 9)
    start = len(desk.written)
    for number in range(1, count + 1):
        desk.send(f" {mark}{number:03d}")
        time.sleep(dice.uniform(0.0, 0.12))
    desk.wait(f"{mark}{count:03d}", start)
    return mark, count


def kept(store: Path, mark: str) -> list[int]:
    """The numbers of the marked words in the draft."""
    opened = compose.open_letter(office(store), view(office(store), find(office(store), small.ROUTINE)))
    return [int(one) for one in re.findall(rf"{mark}(\d{{3}})", opened.blocks[0].text)]


@pytest.mark.parametrize(("name", "moment"), [(way, at) for way in WAYS for at in MOMENTS] if LONG else QUICK)
def test_no_word_that_was_seen_is_lost(desk: Terminal, tmp_path: Path, name: str, moment: float) -> None:
    mark, count = write(desk, random.Random(f"{name}{moment}"))
    time.sleep(moment)
    number = signal.SIGHUP
    if name.startswith("closed"):
        desk.over.set()
        desk.reader.join()
        os.close(desk.ours)
    if name != "closed":
        number = signal.Signals[name.rpartition(" ")[2]]
        os.kill(desk.child.pid, number)
    assert desk.child.wait(20) == 128 + number
    assert kept(tmp_path / "training.db", mark) == list(range(1, count + 1))
    assert not (tmp_path / "home" / "faults.log").exists()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"] if LONG else ["SIGTERM"])
def test_the_terminal_is_left_as_it_was_found(desk: Terminal, name: str) -> None:
    fresh = pty.openpty()
    usual = termios.tcgetattr(fresh[1])
    assert termios.tcgetattr(desk.ours)[:4] != usual[:4], "while the program runs, keys come one by one"
    number = signal.Signals[name]
    os.kill(desk.child.pid, number)
    assert desk.child.wait(20) == 128 + number
    desk.over.set()
    desk.reader.join()
    assert termios.tcgetattr(desk.ours)[:4] == usual[:4]
    written = "".join(text for _, text in desk.written) + rest(desk.ours)
    for on, off in MODES:
        assert written.rfind(off) > written.rfind(on) >= 0, (on, off)
    assert f"({name}). What you wrote is kept." in " ".join(written.split())


MODES = (
    ("\x1b[?1049h", "\x1b[?1049l"),
    ("\x1b[?1000h", "\x1b[?1000l"),
    ("\x1b[?1003h", "\x1b[?1003l"),
    ("\x1b[?2004h", "\x1b[?2004l"),
    ("\x1b[?25l", "\x1b[?25h"),
)
"""The second screen, the mouse, pasting, the cursor: how each is turned and turned back."""


def rest(ours: int) -> str:
    """What was written and not read yet."""
    read = b""
    while select.select([ours], [], [], 0.2)[0]:
        try:
            read += os.read(ours, 65536)
        except OSError:
            break
    return read.decode()
