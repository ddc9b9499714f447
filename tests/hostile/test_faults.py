"""A fault, wherever it falls, leaves a reference and places in the code: no name, plate, address or word."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker.reading.apart import Apart
from caseworker.screens import fault
from tests.hostile.crashing import CANARIES, LIVES, PLACES
from tests.house.source import ROOT
from tests.screens import small


def holds(content: bytes | str) -> list[str]:
    """The canaries in a file or in what was printed, in any encoding or case."""
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogateescape")
    text = content.decode("latin-1").casefold().replace("\0", "")
    squeezed = re.sub(r"[^a-z0-9]", "", text)
    return [
        one
        for one in CANARIES
        if one.casefold() in text or re.sub(r"[^a-z0-9]", "", one.casefold()) in squeezed
    ]


def left(folder: Path) -> Iterator[Path]:
    """Every file that was left outside the store."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(("training.db", "live.db")):
            yield path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store; never opened by a test."""
    path = tmp_path_factory.mktemp("built") / "small.db"
    small.build(path)
    return path


def run(place: str, built: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Fall at a place, in a folder of its own."""
    store = Path(shutil.copyfile(built, folder / "training.db"))
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "always", "-m", "tests.hostile.crashing", place, str(store)],
        cwd=folder,
        env={
            **kept,
            "PYTHONPATH": str(ROOT),
            "CASEWORKER_HOME": str(folder / "home"),
            "TMPDIR": str(folder),
            "HOME": str(folder),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def clean_of_canaries(ran: subprocess.CompletedProcess[str], folder: Path) -> str:
    """Nothing printed and no file left holds a canary or a path; gives what was written down."""
    assert not holds(ran.stdout) and not holds(ran.stderr), ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr, ran.stderr
    for path in left(folder):
        assert not holds(path.read_bytes()), path.name
    assert {path.name for path in left(folder)} <= {fault.FAULTS}
    told = (folder / "home" / fault.FAULTS).read_text("utf-8")
    assert not any("/" in line or "\\" in line for line in told.splitlines()), "no folder of anybody's"
    return told


@pytest.mark.parametrize("place", [one for one in PLACES if one not in LIVES])
def test_a_fault_that_ends_the_program_leaves_a_reference_and_no_canary(
    place: str, built: Path, tmp_path: Path
) -> None:
    ran = run(place, built, tmp_path)
    told = clean_of_canaries(ran, tmp_path)
    assert ran.returncode == 1, ran.stderr
    references = set(re.findall(r"F-[0-9A-Z]{8}", ran.stderr))
    assert len(references) == 1, ran.stderr
    reference = references.pop()
    assert reference in told and "--dev" not in ran.stderr
    if place not in ("panic", "markup"):
        assert "crashing.py:" in told and " in fall" in told, "the place is told"
        assert "Fallen" in told and "KeyError" in told, "so are the kind and what it came from"
    if place != "panic":
        assert "textual 8" in told and "Python 3" in told, "and the versions"


def test_a_fault_that_the_program_outlives_leaves_no_canary(built: Path, tmp_path: Path) -> None:
    ran = run("lives", built, tmp_path)
    told = clean_of_canaries(ran, tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert told.count(" Fallen\n") >= 5, "act, thread, task, object and log, each with its own"
    assert "log WARNING a.library" in told and "log CRITICAL a.library" in told
    assert "warning RuntimeWarning at crashing.py" in told


@pytest.mark.parametrize(
    "start",
    [
        "import sys; raise ValueError(sys.stdin.buffer.read(60))",
        "import sys; print(sys.stdin.buffer.read(60), file=sys.stderr); sys.stdout.write('{\\n')",
        "import sys, os; sys.stdin.buffer.read(60); os.abort()",
    ],
    ids=["raises", "prints", "aborts"],
)
def test_a_reader_apart_that_falls_over_a_file_repeats_nothing_of_it(
    start: str, capfd: pytest.CaptureFixture[str]
) -> None:
    content = f"From: {CANARIES[0]}\r\nSubject: {CANARIES[4]}\r\n\r\n{CANARIES[2]} {CANARIES[1]}".encode()
    with Apart(start=start, seconds=5) as apart:
        got, no = apart.mail(content * 3), apart.fault_of(content, "photo")
    assert got.fault and no is not None and not holds(f"{got}{no}")
    assert capfd.readouterr() == ("", "")


def test_the_scan_sees_a_canary_however_it_is_written() -> None:
    for one in CANARIES:
        assert holds(f"x {one} y") and holds(one.upper().encode("utf-16")) and holds(one.replace(" ", ""))
    assert not holds("nothing of the kind")
