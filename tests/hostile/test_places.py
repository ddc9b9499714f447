"""Every place of the screen by every payload: nothing acts, nothing falls over, nothing is hidden."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea

from caseworker.casework.desk import claim, decision, evidence, points
from caseworker.casework.desk.view import find, view
from caseworker.casework.views import PointView
from caseworker.law.facts import Outcome
from tests.hostile.payloads import SHORT
from tests.hostile.places import WAYS, Scene
from tests.hostile.poison import batches, missing, squeezed
from tests.screens import small
from tests.screens.desks import NARROW, WIDE, Desk, office, sitting

AT_ONCE = 13
"""Payloads in one text: each is looked for by itself."""
BATCHES = batches(SHORT, AT_ONCE)
STOPPED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
"""What no line of a screen may hold, before the last gate has seen it."""


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one case decided, whose letter can be planned; never opened by a test."""
    path = tmp_path_factory.mktemp("decided") / "small.db"
    small.build(path)
    decide(path, small.BUSY)
    return path


def decide(path: Path, pcn: str) -> None:
    """Every suggestion taken, all evidence opened, the PCN upheld."""
    there = office(path)
    case = view(there, find(there, pcn))
    version = claim.claim(there, case.id).version
    for one in case.evidence:
        evidence.open_evidence(there, case.id, one.id)
    raised = [
        PointView(one.slug, one.label, one.words, one.item_id, one.start, one.end) for one in case.suggested
    ]
    version = points.keep(there, case.id, version, raised).version
    decision.decide(there, case.id, version, Outcome.UPHOLD, weighed="The records of that day were read.")
    there.store.close()


@pytest.fixture
def store(decided: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copyfile(decided, tmp_path / "training.db"))


def shown(app: App[Any]) -> list[Widget]:
    """What is on the screen at this moment."""
    return [one for one in app.screen.query("*") if one.display and all(up.display for up in one.ancestors)]


def classes_of(app: App[Any]) -> set[str]:
    """The product's own classes of what is on the screen, with the screen's."""
    seen = [app.screen, *shown(app)]
    return {
        f"{kind.__module__}.{kind.__qualname__}"
        for one in seen
        for kind in type(one).__mro__
        if kind.__module__.startswith("caseworker.")
    }


def acting(app: App[Any]) -> list[str]:
    """Lines of the screen that hold a character that acts, a link or an action."""
    found = []
    for strip in app.screen._compositor.render_strips():
        if STOPPED.search(strip.text):
            found.append(ascii(strip.text.strip()))
        for segment in strip:
            style = segment.style
            if segment.control or (style and (style.link or "@click" in style.meta)):
                found.append(ascii(segment))
    return found


def read(app: App[Any]) -> str:
    """All that can be read on the screen or by scrolling in it, without its white space."""
    found: list[str] = [f"{note.title}{note.message}" for note in app._notifications]
    for one in shown(app):
        if isinstance(one, Static):
            found.append(str(one.visual))
        elif isinstance(one, OptionList):
            options = one.options
            found += [str(option.prompt) for option in options]
        elif isinstance(one, TextArea):
            found.append(one.text)
        elif isinstance(one, Input):
            found += [one.value, one.placeholder and str(one.placeholder)]
        if one.border_title:
            found.append(str(one.border_title))
    return squeezed("\n".join(found))


async def fill(desk: Desk, way: str, words: str, plain: Any) -> list[str]:
    """Bring words to a place and look at it; gives what is wrong there."""
    scene = Scene(desk, words, plain)
    await WAYS[way][0](scene)
    await desk.pilot.pause()
    assert not desk.app._exit and desk.app._exception is None, way
    seen = classes_of(desk.app)
    faults = [f"{way} is not on the screen: {one}" for one in WAYS[way][1] if one not in seen]
    faults += [f"{way} lets through: {one}" for one in acting(desk.app)[:2]]
    if scene.whole:
        faults += [f"{way} hides: {ascii(one)[:100]}" for one in missing(words, read(desk.app))]
    while desk.window:
        desk.app.pop_screen()
    desk.unsay()
    return faults


@pytest.mark.parametrize("batch", BATCHES)
async def test_every_place_shows_each_payload_whole_and_nothing_acts(batch: str, store: Path) -> None:
    faults = []
    async with sitting(store, size=NARROW if int(batch) // AT_ONCE % 2 else WIDE) as desk:
        await desk.open(small.BUSY)
        plain = desk.case
        for way in WAYS:
            faults += await fill(desk, way, BATCHES[batch], plain)
    assert not faults, "\n".join(faults)


def generated(count: int, seed: int) -> Iterator[str]:
    """Texts made at random from what does harm."""
    dice = random.Random(seed)
    pieces = [*SHORT.values(), *map(chr, range(0x100)), "\ud800", "\u202e", "\u200d", "[/]", "[b", "é", " "]
    for _ in range(count):
        yield "".join(dice.choices(pieces, k=dice.randint(1, 8)))[:300]


def test_a_place_that_lost_a_word_would_be_seen() -> None:
    words = BATCHES["00"]
    assert missing(words, squeezed(words.replace("legally", "")))
    assert not missing("begin00 x end00", "begin00xend00")
