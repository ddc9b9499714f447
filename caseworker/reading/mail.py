"""A message as it came (`.eml`), read for its words, its writer and what is attached; nothing of it is run.

Read in the child where it comes from outside (`caseworker.reading.child`). Whatever is wrong with it, there
is an answer: the message is kept as it came, and what could not be read is said.
"""

from __future__ import annotations

import binascii
import hashlib
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email.feedparser import BytesFeedParser
from email.message import Message
from email.policy import compat32

from caseworker.reading import headers
from caseworker.reading.markup import words_of
from caseworker.reading.pictures import fault_of, format_of
from caseworker.reading.rows import Attachment
from caseworker.text import clean

MAIL_CAP = 25 * 1024 * 1024
"""Largest message, in bytes."""
PART_CAP = 1_000
"""Most parts of a message that are looked at."""
DEPTH_CAP = 50
"""How deep messages may lie in one another."""
TEXT_CAP = 1_000_000
"""Most characters of a message's words; the message as it came holds the rest."""
LINE_CAP = 1_000_000
"""Most lines of a message; of one with more, only the beginning is read."""
_BEGINNING = 2 * 1024 * 1024
PAGE_CAP = 4_000_000
"""Most characters of a page of HTML that are looked through for words."""
HEADERS_CAP = 1_000
"""Most header lines of one part."""
UNREAD = "could not be read: open the original"
_PIECE = 64 * 1024
_NAME_CAP = 120
_PARTED = re.compile(r"[/\\]")


@dataclass(slots=True)
class Mail:
    """What a message says of itself: nothing of it is trusted."""

    from_name: str = ""
    from_address: str = ""
    """The address it was sent from, as an electronic one."""
    subject: str = ""
    text: str = ""
    received_on: date | None = None
    """By the last mail server's line, else by the writer's; neither is proof."""
    attachments: list[Attachment] = field(default_factory=list)
    fault: str = ""


class _TooMuch(Exception):
    """A message with more parts, or deeper ones, than any person sends."""


class _Count:
    """The parts of one message as they are found."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self.parser: BytesFeedParser[_Part] | None = None

    def made(self, part: _Part) -> None:
        """A part begins."""
        self.parts.append(part)
        if len(self.parts) > PART_CAP:
            raise _TooMuch(f"more than {PART_CAP:,} parts")
        if len(getattr(self.parser, "_msgstack", ())) > DEPTH_CAP:
            raise _TooMuch(f"parts more than {DEPTH_CAP} deep")


class _Part(Message):
    """A part of a message whose header lines have an end."""

    def __init__(self, count: _Count) -> None:
        super().__init__(compat32)
        self.lines = 0
        count.made(self)

    @property
    def held(self) -> object:
        """Words as the parser found them, or a list of parts; the library's own reader would decode."""
        return self.__dict__.get("_payload")

    def set_raw(self, name: str, value: str) -> None:
        """Keep a header line, up to a length at which every reader of it is still quick."""
        self.lines += 1
        if self.lines <= HEADERS_CAP:
            structure = name.lower().startswith("content-")
            super().set_raw(name[:100], value[: 2_000 if structure else headers.HEADER_CAP * 40])


def read(content: bytes) -> Mail:
    """Read a message; one that cannot be read has a fault in words, and whatever was read before it."""
    got = Mail()
    if len(content) > MAIL_CAP:
        got.fault = f"more than {MAIL_CAP:,} bytes: {UNREAD}"
        return got
    count = _Count()
    try:
        if content.count(b"\n") + content.count(b"\r") > 2 * LINE_CAP:
            _parse(content[:_BEGINNING], count)
            raise _TooMuch(f"more than {LINE_CAP:,} lines")
        _parse(content, count)
    except _TooMuch as much:
        got.fault = f"{much}: only its beginning was read; open the original"
    except Exception:  # the parser raises many kinds for a bad message; each means the same here
        got.fault = UNREAD
    try:
        _tell(got, count.parts)
    except Exception:  # a part that no reader can take is no reason to lose the message
        got.fault = got.fault or UNREAD
    if not got.fault and not (count.parts and count.parts[0].lines):
        got.fault = f"no message: {UNREAD}"
    return got


def _parse(content: bytes, count: _Count) -> None:
    """Find the parts; they stand in `count` even where the reading had to end early."""
    parser: BytesFeedParser[_Part] = BytesFeedParser(lambda **_: _Part(count))
    count.parser = parser
    count.parts.clear()  # the parser tries its factory once
    for at in range(0, len(content), _PIECE):
        parser.feed(content[at : at + _PIECE])
    parser.close()


def _tell(got: Mail, parts: list[_Part]) -> None:
    """Writer, subject, day, words and attachments of a message whose parts were found."""
    if not parts:
        return
    top = parts[0]
    got.from_name, got.from_address = headers.writer(_header(top, "from"))
    got.subject = headers.decoded(_header(top, "subject"))
    got.received_on = headers.day_of(_header(top, "received")) or headers.day_of(_header(top, "date"))
    plain: list[str] = []
    pages: list[str] = []
    for part in _leaves(parts):
        kind = _kind(part)
        raw = _bytes(part)
        name = _name(part)
        if not name and kind in ("text/plain", "text/html") and not _attached(part):
            words = headers.text_of(raw, _parameter(part, "charset"))
            (pages if kind == "text/html" else plain).append(words)
        elif raw or name:
            got.attachments.append(_attachment(raw, name or f"part {len(got.attachments) + 1}"))
    words = "\n\n".join(one for one in plain if one.strip()) or "\n\n".join(map(_page, pages))
    got.text = clean(_cut(words.replace("\r\n", "\n").strip()))


def _page(page: str) -> str:
    left = len(page) - PAGE_CAP
    mark = f"\n⟦cut: {left:,} more characters of HTML; open the original⟧" if left > 0 else ""
    return words_of(page[:PAGE_CAP]) + mark


def _cut(words: str) -> str:
    if len(words) <= TEXT_CAP:
        return words
    return f"{words[:TEXT_CAP]}\n⟦cut: {len(words) - TEXT_CAP:,} more characters; open the original⟧"


def _leaves(parts: list[_Part]) -> Iterator[_Part]:
    """The parts that hold something themselves, in the order they came."""
    return (part for part in parts if not isinstance(part.held, list))


def _header(part: _Part, name: str) -> str:
    """The first header line of a name, as the parser kept it; nothing where there is none."""
    for found, value in part.raw_items():
        if found.lower() == name:
            return str(value)
    return ""


def _kind(part: _Part) -> str:
    """``text/plain`` and the like, by the part's own word."""
    told = _header(part, "content-type").partition(";")[0].strip().lower()
    return told or "text/plain"


def _attached(part: _Part) -> bool:
    return _header(part, "content-disposition").strip().lower().startswith("attachment")


def _parameter(part: _Part, name: str, header: str = "content-type") -> str:
    """A parameter of a header line: ``charset``, ``name``; also where it is written by RFC 2231."""
    line = _header(part, header)
    found = re.search(
        rf";\s*{name}(\*(?:0\*?)?)?\s*=\s*(?:\"([^\"]{{0,1000}})\"|([^;\s\"]{{0,1000}}))", line, re.IGNORECASE
    )
    if found is None:
        return ""
    value = found[2] if found[2] is not None else found[3]
    if found[1] and value.count("'") >= 2:
        from urllib.parse import unquote_to_bytes

        charset, _, rest = value.split("'", 2)
        return headers.text_of(unquote_to_bytes(rest), charset)
    return value


def _name(part: _Part) -> str:
    """The name of an attached file: its last piece only, safe, and short enough to be shown."""
    told = _parameter(part, "filename", "content-disposition") or _parameter(part, "name")
    if not told:
        return ""
    last = _PARTED.split(headers.decoded(told))[-1].strip().strip(".")
    return last if len(last) <= _NAME_CAP else last[: _NAME_CAP - 10] + "…" + last[-9:]


def _bytes(part: _Part) -> bytes:
    """What a part holds, unfolded from the way in which it was sent."""
    raw = headers.raw_of(part.held) if isinstance(part.held, str) else b""
    coding = _header(part, "content-transfer-encoding").strip().lower()
    try:
        if coding == "base64":
            return binascii.a2b_base64(raw)
        if coding == "quoted-printable":
            return quopri.decodestring(raw)
    except (binascii.Error, ValueError):
        return raw
    return raw


def _attachment(raw: bytes, name: str) -> Attachment:
    """An attached file: a sound picture or a PDF is kept, of anything else only that it was there."""
    found = format_of(raw)
    kind = {"PDF": "document", "PNG": "photo", "JPEG": "photo", "TIFF": "photo"}.get(found, "other")
    if kind != "other" and fault_of(raw, kind):
        kind = "other"
    digest = hashlib.sha256(raw).hexdigest()
    return Attachment(name, kind, len(raw), digest, raw if kind != "other" else None)
