"""The power is cut while officers work: what was acknowledged is there whole, and nothing by half."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from caseworker.law.refusals import Refused
from caseworker.store import audit, backup, raw
from caseworker.store.engine import Store
from tests.hard import desks, shim, work
from tests.hard.disk import Disk, Image, Step, steps_of

LONG = bool(os.environ.get("CASEWORKER_LONG"))
WORKS = ("intake", "decide", "issue", "backup")
JOURNALS = (raw.journal_mode(), *({"truncate", "wal"} - {raw.journal_mode()}))
"""The one this SQLite is trusted with, and the other: each is what some council's computer uses."""
CUTS = 200 if LONG else 25
"""For each work and, in the long set, each journal: 1,600 in all; in the quick set 100."""

pytestmark = pytest.mark.skipif(not shim.USABLE, reason=shim.REASON)


@pytest.fixture
def worked(
    disk_shim: Path, stores: Callable[[int], Path], tmp_path: Path
) -> Callable[..., tuple[Disk, list[str]]]:
    """Do a piece of work, and give the record of the disk and everything that was acknowledged."""

    def do(kind: str, *settings: str) -> tuple[Disk, list[str]]:
        folder = tmp_path / "-".join((kind, *settings))
        folder.mkdir()
        before = Path(shutil.copyfile(stores(0 if kind == "intake" else work.CASES), folder / work.STORE))
        kept = Path(shutil.copyfile(before, tmp_path / f"{folder.name}.before"))
        log = tmp_path / f"{folder.name}.log"
        shim.run(disk_shim, folder, "tests.hard.work", folder, kind, *settings, log=log)
        told = (folder / work.TOLD).read_text("utf-8").splitlines()
        return Disk({work.STORE: kept}, steps_of(log), work.TOLD), told

    return do


def judged(image: Image, told: list[str], folder: Path) -> str:
    """What became of a store: ``kept``, or what is wrong with it."""
    image.lay(folder)
    path = folder / work.STORE
    try:
        store = Store.open(path, expect="live")
        with store.writing():
            pass
        # First of all: in a file that is not sound other questions may go round for ever.
        if wrong := desks.faults_of(path):
            return f"not sound: {wrong[0]}"
        if not audit.verify(store).ok:
            return "audit broken"
        found = desks.content(path)
    except (Refused, sqlite3.DatabaseError) as error:
        return f"damaged: {error}"
    given, digests = len(image.acknowledged), [line.split()[1] for line in told]
    if found not in digests[given - 1 : given + 1]:
        return "lost" if found in digests[:given] else "half"
    return _backed_up(image, told, folder)


def _backed_up(image: Image, told: list[str], folder: Path) -> str:
    """A backup has its name only once it is whole, and once it was called done it is there."""
    copy = folder / work.BACKUP
    done = told[len(image.acknowledged) - 1].startswith("backup")
    if not copy.exists():
        return "backup lost" if done else "kept"
    if done and not backup.sidecar(copy).exists():
        return "backup's sum lost"
    try:
        backup.restore(copy, folder / "restored.db")
    except Refused as refused:
        return f"backup by half: {refused.what}"
    return "kept"


def cut_often(disk: Disk, told: list[str], cuts: int, folder: Path) -> Counter[str]:
    """Cut so many times, each at another moment and with another fate for what was not synced."""
    dice = random.Random(len(disk.steps))
    found: Counter[str] = Counter()
    known: dict[str, str] = {}
    for n in range(cuts):
        image = disk.cut(dice.randrange(disk.first, len(disk.steps) + 1), dice)
        held = repr((len(image.acknowledged), sorted(image.files.items())))
        same = hashlib.sha256(held.encode()).hexdigest()
        if same not in known:
            known[same] = judged(image, told, folder / f"cut-{n}")
            shutil.rmtree(folder / f"cut-{n}")
        found[known[same]] += 1
    found["images"] = len(known)
    return found


@pytest.mark.parametrize("kind", WORKS)
def test_after_a_cut_everything_acknowledged_is_there_whole(
    kind: str, worked: Callable[..., tuple[Disk, list[str]]], tmp_path: Path
) -> None:
    disk, told = worked(kind)
    found = cut_often(disk, told, CUTS, tmp_path)
    assert found.pop("images") > CUTS // 2, "the cuts leave many different disks"
    assert found == {"kept": CUTS}


@pytest.mark.long
@pytest.mark.parametrize("kind", WORKS)
def test_so_it_is_with_the_other_journal(
    kind: str, worked: Callable[..., tuple[Disk, list[str]]], tmp_path: Path
) -> None:
    disk, told = worked(kind, JOURNALS[1], "FULL")
    found = cut_often(disk, told, CUTS, tmp_path)
    assert found.pop("images") > CUTS // 2
    assert found == {"kept": CUTS}


@pytest.mark.parametrize("settings", [("truncate", "OFF"), ("truncate", "NORMAL")])
def test_the_cuts_bite_where_less_is_synced(
    settings: tuple[str, str], worked: Callable[..., tuple[Disk, list[str]]], tmp_path: Path
) -> None:
    disk, told = worked("decide", *settings)
    found = cut_often(disk, told, 25, tmp_path)
    assert found["lost"] > 0, found


def test_letters_kept_as_files_beside_the_store_would_be_lost(tmp_path: Path) -> None:
    """Why a letter lies in the store: a file that was written and not synced is torn or empty after a cut."""
    (tmp_path / "told").write_bytes(b"")
    steps = [
        Step("C", f"{tmp_path}/told", 1, 0, b""),
        Step("W", "", 1, 0, b"begun x\n"),
        Step("C", f"{tmp_path}/letter.docx", 2, 0, b""),
        Step("W", "", 2, 0, b"L" * 4_000),
        Step("W", "", 1, 8, b"issued y\n"),
    ]
    disk = Disk({}, steps, "told")
    dice = random.Random(1)
    images = [disk.cut(5, dice) for _ in range(200)]
    assert all(one.acknowledged == (b"begun x", b"issued y") for one in images)
    sizes = {len(one.files.get("letter.docx", b"")) for one in images}
    assert {0, 4_000} < sizes, "lost, whole, and torn"


def test_what_was_synced_is_always_there(tmp_path: Path) -> None:
    """The model is not harsher than a disk that keeps its word."""
    steps = [
        Step("C", f"{tmp_path}/told", 1, 0, b""),
        Step("W", "", 1, 0, b"begun x\n"),
        Step("C", f"{tmp_path}/a", 2, 0, b""),
        Step("W", "", 2, 0, b"A" * 4_000),
        Step("S", "", 2, 0, b""),
        Step("U", f"{tmp_path}/a", 0, 0, b""),
    ]
    dice = random.Random(1)
    before = [Disk({}, steps, "told").cut(5, dice) for _ in range(100)]
    assert {one.files["a"] for one in before} == {b"A" * 4_000}
    after = [Disk({}, steps, "told").cut(6, dice) for _ in range(100)]
    assert {one.files.get("a") for one in after} == {b"A" * 4_000, None}, "a removed name may come back"
    synced = [*steps, Step("D", "", 9, 0, b"")]
    assert {"a" in Disk({}, synced, "told").cut(7, dice).files for _ in range(100)} == {False}
