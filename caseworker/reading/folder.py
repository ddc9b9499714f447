"""Where an import lies: a folder on disk, or the same files held in memory. No name leads out of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from caseworker.law.refusals import Refused

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """An evidence file that is really there."""

    name: str
    """The file's own name, without folders."""
    size: int
    sha256: str
    source: bytes | Path
    """The bytes, or where to read them."""

    @property
    def path(self) -> str:
        """Where the file lies on disk; empty where it is held in memory."""
        return str(self.source) if isinstance(self.source, Path) else ""

    def head(self) -> bytes:
        """The first bytes, by which a film is known."""
        if isinstance(self.source, bytes):
            return self.source[:64]
        with self.source.open("rb") as held:
            return held.read(64)

    def content(self) -> bytes:
        """All bytes."""
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()


class Folder(Protocol):
    """The files of one import."""

    label: str

    def read(self, name: str) -> bytes | None:
        """A file's bytes, or nothing where there is no such file."""

    def csv_names(self) -> tuple[str, ...]:
        """Names of all CSV files, those in evidence/ with their folder."""

    def evidence(self, name: str) -> Found | str:
        """An evidence file, or what was expected instead."""


def folder_of(folder: Path | Mapping[str, bytes]) -> Folder:
    """The files of a folder on disk or in memory; a folder that is not there is refused."""
    if not isinstance(folder, Path):
        return _InMemory(dict(folder))
    if not folder.is_dir():
        raise Refused(
            f"There is no folder {folder}." if not folder.exists() else f"{folder} is not a folder.",
            rule="An import is a folder with cases.csv, correspondence.csv and the like.",
            do="Give the folder's path.",
        )
    return _OnDisk(folder)


def _outside(name: str) -> str:
    """What is wrong with an evidence file's name, or nothing."""
    if not name:
        return "the file's name inside evidence/"
    path = PurePosixPath(name)
    hidden = any(ord(letter) < 32 for letter in name)
    if hidden or "\\" in name or ":" in name or path.is_absolute() or ".." in path.parts or len(name) > 255:
        return "a name inside evidence/: no .., leading /, \\, : or hidden character, at most 255 letters"
    return ""


@dataclass(slots=True)
class _InMemory:
    """An import held in memory, as the practice office makes it."""

    files: dict[str, bytes]
    label: str = "the extract"

    def read(self, name: str) -> bytes | None:
        """A file's bytes, or nothing."""
        return self.files.get(name)

    def csv_names(self) -> tuple[str, ...]:
        """Names of all CSV files."""
        return tuple(sorted(name for name in self.files if name.lower().endswith(".csv")))

    def evidence(self, name: str) -> Found | str:
        """An evidence file, or what was expected instead."""
        if wrong := _outside(name):
            return wrong
        content = self.files.get(f"evidence/{name}")
        if content is None:
            return "a file that is there, inside evidence/"
        return Found(PurePosixPath(name).name, len(content), hashlib.sha256(content).hexdigest(), content)


@dataclass(slots=True)
class _OnDisk:
    """An import folder on disk."""

    path: Path
    label: str = ""

    def __post_init__(self) -> None:
        self.label = self.path.name or str(self.path)

    def read(self, name: str) -> bytes | None:
        """A file's bytes, or nothing."""
        file = self.path / name
        if not file.is_file():
            return None
        return file.read_bytes()

    def csv_names(self) -> tuple[str, ...]:
        """Names of all CSV files in the folder and in evidence/."""
        found = [file.name for file in self.path.iterdir() if _is_csv(file)]
        evidence = self.path / "evidence"
        if evidence.is_dir():
            found += [f"evidence/{file.name}" for file in evidence.iterdir() if _is_csv(file)]
        return tuple(sorted(found))

    def evidence(self, name: str) -> Found | str:
        """An evidence file, or what was expected instead; links that lead out of the folder are refused."""
        if wrong := _outside(name):
            return wrong
        base = (self.path / "evidence").resolve()
        file = (base / name).resolve()
        if not file.is_relative_to(base):
            return "a name inside evidence/: this one leads out of it"
        if not file.is_file():
            return "a file that is there, inside evidence/"
        digest = hashlib.sha256()
        with file.open("rb") as held:
            while chunk := held.read(_CHUNK):
                digest.update(chunk)
        return Found(PurePosixPath(name).name, file.stat().st_size, digest.hexdigest(), file)


def _is_csv(file: Path) -> bool:
    return file.is_file() and file.suffix.lower() == ".csv"
