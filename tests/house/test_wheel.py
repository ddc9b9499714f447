"""What is installed has everything it needs: the wheel is built, unpacked elsewhere, and opened."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder into which the wheel was installed, without the network."""
    base = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(base / "dist")],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = (base / "dist").glob("*.whl")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--target",
            base / "site",
            wheel,
        ],
        check=True,
        capture_output=True,
        env={**os.environ, "PIP_CONSTRAINT": ""},
    )
    yield base / "site"


def in_it(installed: Path, code: str) -> str:
    """Run a few lines with the installed copy, far from the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "CASEWORKER_HOME": str(installed / "home")}
    code = f"import sys; sys.path[:] = [p for p in sys.path if p != {str(ROOT)!r}]\n{code}"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        cwd=installed,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    return ran.stdout.strip()


# As an officer does: the command, the practice cases built once, and the desk's first rows on a screen.
OPEN = """
import os, sys
from textual.app import App

def drawn(self):
    text = "\\n".join(strip.text for strip in self.screen._compositor.render_strips())
    if "ZZ" in text:
        import caseworker
        os.write(1, f"FROM {caseworker.__file__}\\n{text}".encode())
        os._exit(0)

App.post_display_hook = drawn
run = App.run
App.run = lambda self, **options: run(self, headless=True, size=(120, 40), **options)
sys.argv = ["caseworker", "sandbox"]
from caseworker.__main__ import main
main()
"""


def test_the_installed_copy_builds_the_sandbox_and_shows_its_queue(installed: Path) -> None:
    place, *screen = in_it(installed, OPEN).splitlines()
    assert place == f"FROM {installed / 'caseworker' / '__init__.py'}"
    assert "TRAINING" in screen[0] and "QUEUE" in screen[-1]
    assert sum("ZZ" in line for line in screen) > 20, "rows of practice cases"
    assert (installed / "home" / "training.db").is_file()


def test_the_installed_command_says_its_help(installed: Path) -> None:
    run = "runpy.run_module('caseworker', run_name='__main__')"
    told = in_it(installed, f"import runpy; sys.argv = ['caseworker', '--help']; {run}")
    assert "sandbox" in told


def test_the_installed_copy_finds_its_own_paragraphs_and_stylesheet(installed: Path) -> None:
    code = "from caseworker import locations as l; print(l.stylesheet()); print(l.paragraphs())"
    sheet, paragraphs = map(Path, in_it(installed, code).splitlines())
    assert sheet == installed / "caseworker" / "caseworker.tcss"
    assert sheet.read_bytes() == (ROOT / "caseworker.tcss").read_bytes()
    assert paragraphs == installed / "caseworker" / "paragraphs"
    here = {p.relative_to(ROOT / "paragraphs") for p in (ROOT / "paragraphs").rglob("*") if p.is_file()}
    assert {p.relative_to(paragraphs) for p in paragraphs.rglob("*") if p.is_file()} == here


def test_every_file_that_is_no_code_comes_along(installed: Path) -> None:
    package = ROOT / "caseworker"
    data = [
        p for p in package.rglob("*") if p.is_file() and p.suffix != ".py" and "__pycache__" not in p.parts
    ]
    missing = [p for p in data if not (installed / p.relative_to(ROOT)).is_file()]
    assert data and not missing


def test_nothing_of_the_workshop_is_in_the_wheel(installed: Path) -> None:
    (wheel,) = (installed.parent / "dist").glob("*.whl")
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops <= {"caseworker", *(top for top in tops if top.endswith(".dist-info"))}
