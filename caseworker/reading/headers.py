"""The header lines of a message, decoded by hand: the library's own readers fail or slow down on bad ones."""

from __future__ import annotations

import binascii
import codecs
import re
from datetime import UTC, date, datetime
from email.utils import mktime_tz, parsedate_tz

from caseworker.reading.forms import LONDON
from caseworker.text import clean

HEADER_CAP = 20_000
"""Characters of one header line that are looked at."""
SHOWN_CAP = 900
"""Characters of a subject or a name that are kept; the message as it came holds the rest."""
_WORD = re.compile(r"=\?([A-Za-z0-9_.:-]{1,40})(?:\*[A-Za-z-]{0,20})?\?([bBqQ])\?([^?\s]{0,4000})\?=")
_BETWEEN = re.compile(r"(\?=)\s+(=\?)")
_ADDRESS = re.compile(r"<([^<>\s]{1,320})>|([^\s<>,;\"()]{1,64}@[^\s<>,;\"()]{1,255})")
_CODINGS = (
    *("ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso8859-", "cp125", "cp437", "cp850", "koi8-"),
    *("mac-roman", "shift_jis", "euc_", "euc-", "gb2312", "gbk", "gb18030", "big5", "iso2022_", "tis-620"),
    *("cp874", "cp932", "cp949"),
)
"""Text encodings, as Python names them; the many that are none (escape, zlib, rot13, UTF-7) are not used."""


def text_of(raw: bytes, charset: str = "") -> str:
    """Bytes as text: by the encoding they are said to have where it is one, else as they can be read."""
    try:
        known = codecs.lookup(charset.strip()[:40]).name if charset.strip() else ""
    except (LookupError, ValueError):
        known = ""
    if known == "iso8859-1":
        known = "cp1252"  # so it is written, and so mail programs read it
    for coding in (known if known.startswith(_CODINGS) else "", "utf-8"):
        try:
            if coding and coding != "ascii":
                return raw.decode(coding)
        except (UnicodeError, ValueError):
            continue
    return raw.decode("utf-8" if known.startswith("utf-") else "cp1252", "replace")


def raw_of(value: str) -> bytes:
    """A header's value or a part's words as the parser keeps them, as the bytes they were."""
    return value.encode("utf-8", "surrogateescape")


def decoded(value: str) -> str:
    """A header's value in words, on one line and safe; a longer one ends with a mark that says so."""
    seen = text_of(raw_of(value[:HEADER_CAP]))
    seen = _WORD.sub(_encoded, _BETWEEN.sub(r"\1\2", seen))
    words = " ".join(clean(seen).split())
    left = len(words) - SHOWN_CAP + max(0, len(value) - HEADER_CAP)
    if left <= 0:
        return words
    return f"{words[:SHOWN_CAP]}⟦cut: {left:,} more characters; open the original⟧"


def _encoded(found: re.Match[str]) -> str:
    """One encoded word; one that cannot be decoded stays as it is."""
    charset, how, words = found.groups()
    raw = words.encode("ascii", "replace")
    try:
        if how in "bB":
            return text_of(binascii.a2b_base64(raw + b"=="), charset)
        return text_of(binascii.a2b_qp(raw.replace(b"_", b" "), header=False), charset)
    except (binascii.Error, ValueError):
        return found.group()


def writer(value: str) -> tuple[str, str]:
    """The name and the address of a From line; whatever is there where it follows no form."""
    value = value[:HEADER_CAP]
    found = _ADDRESS.search(value)
    if found is None:
        return decoded(value), ""
    address = found[1] or found[2]
    name = decoded((value[: found.start()] + " " + value[found.end() :]).strip()).strip("\"' ,")
    return name or decoded(address), decoded(address)


def day_of(value: str) -> date | None:
    """The day in London that a date line tells; nothing where it tells none."""
    try:
        told = parsedate_tz(value[-200:].rpartition(";")[2].strip()[:100])
        if told is None or not 1990 <= told[0] <= 2200:
            return None
        return _in_london(mktime_tz(told))
    except Exception:  # the library raises many kinds for a bad date; each means that there is none
        return None


def _in_london(seconds: float) -> date:
    return datetime.fromtimestamp(seconds, UTC).astimezone(LONDON).date()
