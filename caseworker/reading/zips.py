"""A zip given as an import folder: looked at before anything is unfolded, then read in place."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from caseworker.law.refusals import Refused
from caseworker.reading.delimited import quoted

MEMBER_CAP = 1_000
"""Most files in a zip."""
SUM_CAP = 500 * 1024 * 1024
"""Most bytes that a zip may unfold to."""
RATIO_CAP = 100
"""How many times its size a file may unfold to."""
_SMALL = 64 * 1024
"""A file this small is never a bomb, however well it packs."""
_DIRECTORY_CAP = 1024 * 1024
"""Most bytes of a zip's own list of files."""
_END = b"PK\x05\x06"
_ZIPS = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".jar", ".docx", ".xlsx", ".xlsm")
_PACKED = (b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")


def outside(name: str) -> bool:
    """Whether a file's name leads out of its folder, or hides something."""
    path = PurePosixPath(name)
    hidden = any(ord(letter) < 32 for letter in name)
    return bool(
        hidden or "\\" in name or ":" in name or path.is_absolute() or ".." in path.parts or len(name) > 255
    )


@dataclass(slots=True)
class Zipped:
    """A zip that may be read."""

    archive: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]
    """By name inside the import folder: a single folder around everything is taken off."""

    def open(self, name: str) -> BinaryIO:
        """One file, unfolded as it is read; what does not hold what the zip says is refused."""
        return cast(BinaryIO, _Member(self, name))

    def content(self, name: str) -> bytes:
        """One file, whole."""
        with self.open(name) as held:
            return held.read()


class _Member(io.RawIOBase):
    """A file in a zip, with the zip's own complaints put in words."""

    def __init__(self, zipped: Zipped, name: str) -> None:
        super().__init__()
        self.label = name
        with _said(name):
            self.held = zipped.archive.open(zipped.members[name])

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def seekable(self) -> bool:
        """It can be wound back, by unfolding it anew."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        with _said(self.label):
            return self.held.seek(offset, whence)

    def tell(self) -> int:
        """The place."""
        return self.held.tell()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        with _said(self.label):
            return self.held.read(size)

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read the next piece."""
        piece = self.read(len(into))
        into[: len(piece)] = piece
        return len(piece)


class _said:  # noqa: N801
    """Whatever a damaged zip raises, said as one refusal."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Say it."""
        if isinstance(error, Exception) and not isinstance(error, Refused):
            raise _no(
                f"{quoted(self.name)} in the zip cannot be read.",
                "It may be damaged, or not hold what the zip says.",
            ) from error


def _no(what: str, rule: str, do: str = "Unpack it with care, look at it, and give the folder.") -> Refused:
    return Refused(what, rule=rule, do=do)


def zipped(path: Path) -> Zipped:
    """Open a zip as an import folder.

    Raises:
        Refused: it is no zip, is damaged, holds too much, a name that leads out, or another zip.
    """
    _end_of(path)
    try:
        archive = zipfile.ZipFile(path)
    except Exception as error:  # a damaged list of files raises many kinds; each means the same here
        raise _no(f"{path.name} cannot be read as a zip.", "It may have been cut off on the way.") from error
    try:
        return Zipped(archive, _named(_members(archive, path.name), path.name))
    except BaseException:
        archive.close()
        raise


def _end_of(path: Path) -> None:
    """Look at the last lines of a zip before its list of files is read: how many, and how long it is."""
    size = path.stat().st_size
    if size > SUM_CAP:
        raise _no(f"{path.name} has {size:,} bytes.", f"A zip has at most {SUM_CAP:,} bytes (500 MB).")
    with path.open("rb") as held:
        held.seek(max(0, size - 65_557))
        tail = held.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise _no(f"{path.name} is not a zip.", "A zip ends with a list of its files; this one has none.")
    count, length = struct.unpack_from("<HI", tail, at + 10)
    if count > MEMBER_CAP or length > _DIRECTORY_CAP:
        raise _too_many(path.name)


def _too_many(label: str) -> Refused:
    return _no(f"{label} holds too many files.", f"A zip holds at most {MEMBER_CAP:,} files.")


def _members(archive: zipfile.ZipFile, label: str) -> list[zipfile.ZipInfo]:
    """The files of a zip, each sound by what the zip says of it, and none another zip."""
    files = [one for one in archive.infolist() if not one.is_dir() and "__MACOSX" not in one.filename]
    if len(files) > MEMBER_CAP:
        raise _too_many(label)
    total = sum(one.file_size for one in files)
    if total > SUM_CAP:
        rule = f"A zip unfolds to at most {SUM_CAP:,} bytes (500 MB)."
        raise _no(f"{label} would unfold to {total:,} bytes.", rule)
    for one in files:
        _sound(one, label)
    for one in files:
        with _said(one.filename), archive.open(one) as held:
            packed = held.read(8).startswith(_PACKED)
        if packed or one.filename.lower().endswith(_ZIPS):
            raise _no(
                f"{label} holds another zip: {quoted(one.filename)}.",
                "A zip inside a zip is not opened: it can unfold without end.",
                "Unpack the inner one, look at it, and give the folder.",
            )
    return files


def _sound(one: zipfile.ZipInfo, label: str) -> None:
    """One file of a zip, by what the zip says of it."""
    name = quoted(one.filename)
    if outside(one.filename):
        raise _no(
            f"{label} holds the name {name}.", "No name in a zip leads out of it: no .., leading / or \\."
        )
    if stat.S_ISLNK(one.external_attr >> 16):
        raise _no(f"{label} holds a link: {name}.", "A zip holds files only.")
    if one.flag_bits & 0x1:
        raise _no(f"{name} in {label} is locked with a password.", "Only open files are read.")
    if one.file_size > max(_SMALL, one.compress_size * RATIO_CAP):
        raise _no(
            f"{name} in {label} would unfold to {one.file_size:,} bytes from {one.compress_size:,}.",
            f"A file unfolds to at most {RATIO_CAP} times its size.",
        )


def _named(files: list[zipfile.ZipInfo], label: str) -> dict[str, zipfile.ZipInfo]:
    """The files by name; a single folder around all of them is taken off."""
    tops = {one.filename.partition("/")[0] for one in files}
    around = tops.pop() + "/" if len(tops) == 1 and all("/" in one.filename for one in files) else ""
    if around.rstrip("/") in ("evidence", "mail", "orders", "post"):
        around = ""
    named: dict[str, zipfile.ZipInfo] = {}
    for one in files:
        name = one.filename.removeprefix(around)
        if name in named:
            raise _no(f"{label} holds {quoted(name)} twice.", "Each name stands once in a zip.")
        named[name] = one
    return named
