"""The disk fills up: cases are still read, no word that was kept is lost, and the officer is told exactly.

No ballast file is held back for such a day. What it would buy is tried here: a fifth of a megabyte is enough
to keep the draft and issue the letter, which anybody frees by removing a file of their own; until then every
word that was kept before is there and the refusal says what to do.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseworker.casework.desk import compose, issue
from caseworker.casework.desk.intake import take_in
from caseworker.law.refusals import Refused
from caseworker.store import audit
from caseworker.store.backup import backup
from tests.casework.office import Desk
from tests.hard import desks, shim

SMALL = 2 * 1024 * 1024


def mount(where: Path) -> bool:
    """Mount a disk of two megabytes there; False where this machine does not let it be mounted."""
    if os.name == "nt" or os.geteuid() or not shutil.which("mount"):
        return False
    made = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(where)]
    return subprocess.run(made, capture_output=True, check=False).returncode == 0


def unmount(where: Path) -> None:
    """Take it away again."""
    subprocess.run(["umount", str(where)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    where = tmp_path / "small"
    where.mkdir()
    assert mount(where)
    yield where
    unmount(where)


def fill(folder: Path) -> Path:
    """Fill a disk to its last byte."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 512):
            try:
                while True:
                    if file.write(b"x" * size) < size:
                        break
            except OSError:
                continue
    return filler


def test_on_a_full_disk_everything_kept_is_read_and_nothing_is_lost(
    small_disk: Path, stores: Callable[[int], Path]
) -> None:
    path = Path(shutil.copyfile(stores(4), small_disk / "live.db"))
    desk = Desk(str(path))
    seen, blocks = desks.decided(desk, 1)
    compose.save(desk(), seen.id, seen.version, desks.written(blocks, "Kept before."))
    filler = fill(small_disk)
    before = desks.content(path)
    longer = desks.written(blocks, "Typed since. " * 6_000)
    for act in (
        lambda: compose.save(desk(), seen.id, seen.version, longer),
        lambda: issue.issue(desk(), seen, blocks),
        lambda: take_in(desk(), desks.extract(50, 20)),
        lambda: backup(desk().store, small_disk / "backup.db"),
    ):
        with pytest.raises(Refused, match="disk is full"):
            act()
        assert desks.content(path) == before
    # What an officer may still do: read, and see the letter as it was kept.
    assert desk.see(desks.pcn(1)).status == "decided" and desk.see(desks.pcn(2)).items
    assert "Kept before." in str(compose.open_letter(desk(), seen).blocks)
    assert audit.verify(desk().store).ok
    assert sorted(one.name for one in small_disk.iterdir() if "journal" not in one.name) == [
        "filler",
        "live.db",
    ]
    # Once there is room the same presses go through.
    filler.unlink()
    compose.save(desk(), seen.id, seen.version, longer)
    issue.issue(desk(), seen, blocks)
    assert desks.faults_of(path) == []
    desk.close()


def test_a_little_room_is_enough_to_finish_the_letter(
    small_disk: Path, stores: Callable[[int], Path]
) -> None:
    path = Path(shutil.copyfile(stores(4), small_disk / "live.db"))
    desk = Desk(str(path))
    seen, blocks = desks.decided(desk, 1)
    filler = fill(small_disk)
    typed = desks.written(blocks, "Typed since. " * 300)
    with pytest.raises(Refused, match="disk is full") as no:
        compose.save(desk(), seen.id, seen.version, typed)
    assert no.value.do is not None and "Cases can still be read" in no.value.do
    os.truncate(filler, filler.stat().st_size - 200 * 1024)
    compose.save(desk(), seen.id, seen.version, typed)
    issue.issue(desk(), seen, blocks)
    assert desks.faults_of(path) == []
    desk.close()


@pytest.mark.skipif(sys.platform != "linux", reason="a limit on a file's size is POSIX")
def test_a_file_that_may_not_grow_is_told_and_loses_nothing(store_of: Callable[[int], Path]) -> None:
    path = store_of(2)
    code = "import sys; from tests.hard import test_disk_full as here; here.in_little_room(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=shim.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stdout.strip().endswith("refused 2 times")
    assert desks.faults_of(path) == []


def in_little_room(path: str) -> None:
    """In a process of its own: let no file grow, and try to keep a long draft and to issue."""
    desk = Desk(path)
    seen, blocks = desks.decided(desk, 1)
    compose.save(desk(), seen.id, seen.version, desks.written(blocks, "Kept before."))
    size = Path(path).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    refused = 0
    for act in (
        lambda: compose.save(desk(), seen.id, seen.version, desks.written(blocks, "x" * 900_000)),
        lambda: take_in(desk(), desks.extract(100, 300)),
    ):
        try:
            act()
        except Refused as no:
            # Of a limit that is no full disk SQLite only says that it could not write.
            assert "disk" in no.what or "did not say whether" in no.what, no.what
            refused += 1
    assert "Kept before." in str(compose.open_letter(desk(), seen).blocks)
    sys.stdout.write(f"refused {refused} times")


def mounts() -> bool:
    """Whether a disk can be mounted here."""
    with tempfile.TemporaryDirectory() as where:
        if not mount(Path(where)):
            return False
        unmount(Path(where))
        return True


if not mounts():
    # Only root may, and not in every container. The limit on a file's size, and writes that fail for want of
    # room (`test_io_faults`), stand in for it there.
    del test_on_a_full_disk_everything_kept_is_read_and_nothing_is_lost
    del test_a_little_room_is_enough_to_finish_the_letter
