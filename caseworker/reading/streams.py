"""Text files read piece by piece: their encoding, their first wrong byte, and their hash on the way."""

from __future__ import annotations

import codecs
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from caseworker.law.refusals import Refused

_PIECE = 1024 * 1024
_BOM = codecs.BOM_UTF8
_EXPECTED = {
    "utf-8": "UTF-8 text (save the file as CSV UTF-8)",
    "cp1252": "Windows-1252 text, as the profile says",
}
_PCN = re.compile(rb"(?<![A-Za-z0-9])[A-Za-z]{2}[ -]?[0-9]{7,8}[A-Za-z]?(?![A-Za-z0-9])")
_BARE = re.compile(rb"(?<![A-Za-z0-9])(?:[A-Za-z]{2}[ -]?)?[0-9]{1,8}[A-Za-z]?(?![A-Za-z0-9])")


class Hashed(io.RawIOBase):
    """A file whose bytes are hashed as they are read, and whose reading can be stopped."""

    def __init__(self, held: BinaryIO, stop: Callable[[], bool] | None = None) -> None:
        super().__init__()
        self.held = held
        self.stop = stop
        self._hash = hashlib.sha256()
        self._hashed = 0

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def seekable(self) -> bool:
        """It can be wound back."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        return self.held.seek(offset, whence)

    def tell(self) -> int:
        """The place."""
        return self.held.tell()

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read the next piece."""
        if self.stop is not None and self.stop():
            raise stopped()
        at = self.held.tell()
        piece = self.held.read(len(into))
        if at <= self._hashed < at + len(piece):
            self._hash.update(piece[self._hashed - at :])
            self._hashed = at + len(piece)
        into[: len(piece)] = piece
        return len(piece)

    def sha256(self) -> str:
        """The hash of the whole file: what was not read yet is read now."""
        self.held.seek(self._hashed)
        while piece := self.held.read(_PIECE):
            self._hash.update(piece)
            self._hashed += len(piece)
        return self._hash.hexdigest()


def stopped() -> Refused:
    """What is said to somebody who stopped an import."""
    return Refused(
        "The import was stopped.",
        rule="An import lands whole or not at all: nothing was taken in.",
        do="Start it again when you like.",
    )


def not_text(held: BinaryIO, encoding: str) -> tuple[str, str] | None:
    """What a file is by its first bytes where it is no text: what was found, and what was expected."""
    held.seek(0)
    head = held.read(64)
    expected = _EXPECTED[encoding]
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "a file in UTF-16", expected
    if head[:4] == b"PK\x03\x04":
        return "a zip or a spreadsheet", expected
    if b"\x00" in head:
        return f"byte 0x00 at place {head.index(0) + 1} (UTF-16, or not a text file)", expected
    return None


def _coding(held: BinaryIO, encoding: str) -> str:
    """The encoding with the byte order mark taken off; a file with the mark is UTF-8 whatever was said."""
    held.seek(0)
    marked = held.read(3) == _BOM
    held.seek(0)
    return "utf-8-sig" if marked else encoding


def text_of(held: BinaryIO, encoding: str, errors: str = "strict") -> io.TextIOWrapper:
    """The file as text, line ends as they are; winding it back is left to whoever opened it."""
    coding = _coding(held, encoding)
    buffered = io.BufferedReader(held, _PIECE) if isinstance(held, io.RawIOBase) else held
    return io.TextIOWrapper(buffered, coding, errors, newline="")


def first_wrong(held: BinaryIO, encoding: str) -> tuple[int, str, str, str]:
    """The first byte that is not of the encoding, as a fault: line, column, found, expected."""
    coding = _coding(held, encoding)
    expected = _EXPECTED["utf-8" if coding == "utf-8-sig" else encoding]
    decoder = codecs.getincrementaldecoder("utf-8" if coding == "utf-8-sig" else coding)()
    lines, place = 1, 0
    for piece in _pieces(held):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as wrong:
            at = wrong.start - pending
            byte = wrong.object[wrong.start]
            lines += piece.count(b"\n", 0, max(0, at))
            guess = " (perhaps Windows-1252)" if coding.startswith("utf-8") and _maybe_windows(byte) else ""
            return lines, "", f"byte 0x{byte:02X}{guess} at place {place + at + 1}", expected
        lines += piece.count(b"\n")
        place += len(piece)
    return 0, "", "bytes that are no text", expected


def _pieces(held: BinaryIO) -> Iterator[bytes]:
    """All of a file in pieces, and an empty one at its end."""
    held.seek(0)
    while piece := held.read(_PIECE):
        yield piece
    yield b""


def _maybe_windows(byte: int) -> bool:
    """Whether a byte is one that Windows files use for a pound sign, a curly quote, a dash or an accent."""
    return byte in (0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xA3) or byte >= 0xC0


def pcns_of(held: BinaryIO, *, bare: bool = False) -> set[str]:
    """Everything in a file that has the shape of a PCN, for one that could not be read to its end.

    Args:
        held: the file.
        bare: numbers alone may be PCNs too, for a profile that puts their beginning back.

    Where there is not one line end in a million bytes, there are no rows either.
    """
    found: set[str] = set()
    left = b""
    shape = _BARE if bare else _PCN
    for piece in _pieces(held):
        if len(piece) == _PIECE and b"\n" not in piece and b"\r" not in piece:
            continue
        some = left + piece
        found.update(one.decode("ascii") for one in shape.findall(some))
        left = some[-16:]
    return found
