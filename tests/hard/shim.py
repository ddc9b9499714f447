"""The shim between a program and the disk: compiled once a run, given to child processes only."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
ROOT = Path(__file__).parents[2]
COMPILER = shutil.which("cc") or shutil.which("gcc")
REASON = "the disk shim needs Linux and a C compiler (cc)"
USABLE = sys.platform == "linux" and COMPILER is not None


def compiled(folder: Path) -> Path:
    """The shim as a library."""
    assert COMPILER is not None
    made = folder / "shim.so"
    subprocess.run(
        [COMPILER, "-shared", "-fPIC", "-O2", "-o", str(made), str(SOURCE), "-ldl"],
        check=True,
        capture_output=True,
        text=True,
    )
    return made


def run(shim: Path, folder: Path, *arguments: str | Path, log: Path | None = None) -> str:
    """Run one of this folder's programs with the shim on `folder`; gives what it printed."""
    surroundings = os.environ | {
        "LD_PRELOAD": str(shim),
        "SHIM_DIR": str(folder),
    }
    if log is not None:
        surroundings["SHIM_LOG"] = str(log)
    done = subprocess.run(
        [sys.executable, "-m", *map(str, arguments)],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4_000:]
    return done.stdout


class Faults:
    """Inside such a child: let the n-th call of a kind fail."""

    def __init__(self) -> None:
        self._shim = ctypes.CDLL(None)
        self._shim.shim_calls.restype = self._shim.shim_fired.restype = ctypes.c_long
        self._shim.shim_arm.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int]

    def arm(self, kind: str, n: int, error: int, *, sticky: bool = False) -> None:
        """From now on the n-th ``write``, ``fsync``, ``ftruncate``, ``open`` or ``unlink`` fails.

        Args:
            kind: which call.
            n: which one, counted from now; 0 only counts.
            error: the errno it fails with.
            sticky: every later one fails too.
        """
        self._shim.shim_arm(kind.encode(), n, error, int(sticky))

    def rest(self) -> None:
        """Let nothing fail any more."""
        self._shim.shim_arm(b"", 0, 0, 0)

    @property
    def calls(self) -> int:
        """Calls of that kind since it was armed."""
        return int(self._shim.shim_calls())

    @property
    def fired(self) -> int:
        """How many of them failed."""
        return int(self._shim.shim_fired())
