"""The project's own files, as the house's tests look at them."""

from __future__ import annotations

import ast
import functools
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "caseworker"


@functools.cache
def modules() -> tuple[Path, ...]:
    """Every module of the product."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


def place(path: Path) -> str:
    """A file's name from the root on."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def tree(path: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(path.read_text("utf-8"), str(path))


def dotted(path: Path) -> str:
    """A module's name as it is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@functools.cache
def tracked() -> tuple[Path, ...]:
    """The files of the project: those that git keeps, or all beside the caches where there is no git."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        names = [os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
        return tuple(path for path in (ROOT / name for name in names) if path.is_file())
    skipped = {".git", ".venv", "build", "dist", "__pycache__"}
    found = (path for path in ROOT.rglob("*") if path.is_file())
    return tuple(
        path
        for path in found
        if not any(part in skipped or part.endswith("_cache") for part in path.relative_to(ROOT).parts)
    )


def python(code: str, *, cwd: Path = ROOT, **environment: str) -> str:
    """Run a few lines in a Python of its own, without this machine's settings; give what it printed."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG") if name in os.environ}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env={**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    return ran.stdout
