"""Where an import lies: a folder on disk, a zip, or the same files in memory. No name leads out of it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from caseworker.law.refusals import Refused
from caseworker.reading.forms import LONDON
from caseworker.reading.zips import Zipped, outside, zipped

_CHUNK = 1024 * 1024
ROOMS = ("evidence", "mail", "orders", "post")
"""Folders inside an import folder."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is really there, beside the rows."""

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
    packed: bool
    """Whether it is a zip: a file in it has no path of its own."""

    def names(self) -> tuple[str, ...]:
        """Names of all files in the folder and in its rooms, those with their room before them."""

    def size(self, name: str) -> int:
        """How many bytes a file has."""

    def open(self, name: str) -> BinaryIO:
        """One of the named files, at its beginning."""

    def day(self, name: str) -> date | None:
        """The day a file was last written, where that is known."""

    def paper(self, room: str, name: str, cap: int | None) -> Found | str:
        """A file inside a room, or what was expected instead; one larger than the cap is not read."""

    def close(self) -> None:
        """Nothing more is read."""


def folder_of(folder: Path | Mapping[str, bytes | Path]) -> Folder:
    """The files of a folder on disk, in a zip or in memory; a folder that is not there is refused."""
    if not isinstance(folder, Path):
        return _InMemory(dict(folder))
    if folder.is_file() and folder.suffix.lower() == ".zip":
        return _InZip(zipped(folder), folder.name)
    if not folder.is_dir():
        raise Refused(
            f"There is no folder {folder}." if not folder.exists() else f"{folder} is not a folder.",
            rule="An import is a folder, or a zip, with cases.csv, correspondence.csv and the like.",
            do="Give the folder's path.",
        )
    return _OnDisk(folder)


def _missing(room: str, name: str) -> str:
    """What is wrong with the name of a file in a room, or nothing."""
    if not name:
        return f"the file's name inside {room}/"
    if outside(name):
        return f"a name inside {room}/: no .., leading /, \\, : or hidden character, at most 255 letters"
    return ""


def _sha256_of(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as held:
        while chunk := held.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _held(name: str, content: bytes) -> Found:
    return Found(PurePosixPath(name).name, len(content), hashlib.sha256(content).hexdigest(), content)


@dataclass(slots=True)
class _InMemory:
    """An import held in memory, as the practice office makes it; films may lie on disk."""

    files: dict[str, bytes | Path]
    label: str = "the extract"
    packed: bool = False

    def names(self) -> tuple[str, ...]:
        """Names of all files."""
        return tuple(sorted(self.files))

    def size(self, name: str) -> int:
        """How many bytes a file has."""
        held = self.files[name]
        return held.stat().st_size if isinstance(held, Path) else len(held)

    def open(self, name: str) -> BinaryIO:
        """A file."""
        held = self.files[name]
        return held.open("rb") if isinstance(held, Path) else io.BytesIO(held)

    def day(self, name: str) -> date | None:
        """Not known."""
        return None

    def paper(self, room: str, name: str, cap: int | None) -> Found | str:
        """A file inside a room, or what was expected instead."""
        if wrong := _missing(room, name):
            return wrong
        content = self.files.get(f"{room}/{name}")
        if isinstance(content, Path):
            return Found(content.name, content.stat().st_size, _sha256_of(content), content)
        return f"a file that is there, inside {room}/" if content is None else _held(name, content)

    def close(self) -> None:
        """Nothing is open."""


@dataclass(slots=True)
class _InZip:
    """An import in a zip, read in place."""

    zip: Zipped
    label: str
    packed: bool = True

    def names(self) -> tuple[str, ...]:
        """Names of all files."""
        return tuple(sorted(self.zip.members))

    def size(self, name: str) -> int:
        """How many bytes a file unfolds to."""
        return self.zip.members[name].file_size

    def open(self, name: str) -> BinaryIO:
        """A file."""
        return self.zip.open(name)

    def day(self, name: str) -> date | None:
        """The day that stands in the zip."""
        try:
            return date(*self.zip.members[name].date_time[:3])
        except ValueError:
            return None

    def paper(self, room: str, name: str, cap: int | None) -> Found | str:
        """A file inside a room, or what was expected instead."""
        if wrong := _missing(room, name):
            return wrong
        if f"{room}/{name}" not in self.zip.members:
            return f"a file that is there, inside {room}/"
        size = self.zip.members[f"{room}/{name}"].file_size
        if cap is not None and size > cap:
            return Found(PurePosixPath(name).name, size, "", b"")
        return _held(name, self.zip.content(f"{room}/{name}"))

    def close(self) -> None:
        """Let go of the zip."""
        self.zip.archive.close()


@dataclass(slots=True)
class _OnDisk:
    """An import folder on disk."""

    path: Path
    label: str = ""
    packed: bool = False

    def __post_init__(self) -> None:
        self.label = self.path.name or str(self.path)

    def names(self) -> tuple[str, ...]:
        """Names of all files in the folder and its rooms; a link that leads out is not followed."""
        base = self.path.resolve()
        found: list[str] = []
        for room in ("", *ROOMS):
            place = self.path / room
            if place.is_dir():
                inside = (file for file in place.iterdir() if file.is_file())
                found += [
                    f"{room}/{file.name}".lstrip("/")
                    for file in inside
                    if file.resolve().is_relative_to(base)
                ]
        return tuple(sorted(found))

    def size(self, name: str) -> int:
        """How many bytes a file has."""
        return (self.path / name).stat().st_size

    def open(self, name: str) -> BinaryIO:
        """A file."""
        return (self.path / name).open("rb")

    def day(self, name: str) -> date | None:
        """The day the file was last written, in London."""
        return datetime.fromtimestamp((self.path / name).stat().st_mtime, LONDON).date()

    def paper(self, room: str, name: str, cap: int | None) -> Found | str:
        """A file inside a room, or what was expected instead; links that lead out of it are refused."""
        if wrong := _missing(room, name):
            return wrong
        base = (self.path / room).resolve()
        file = (base / name).resolve()
        if not file.is_relative_to(base):
            return f"a name inside {room}/: this one leads out of it"
        if not file.is_file():
            return f"a file that is there, inside {room}/"
        size = file.stat().st_size
        sha256 = _sha256_of(file) if cap is None or size <= cap else ""
        return Found(PurePosixPath(name).name, size, sha256, file)

    def close(self) -> None:
        """Nothing is open."""
