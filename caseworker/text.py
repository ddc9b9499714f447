"""Makes words from outside safe to keep, to show and to print, without losing one of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

MARKS_PER_LETTER = 4
"""How many combining marks one letter may carry; written languages use three at most."""
TAB = 4
"""Cells between tab stops."""
MAX_CHARS = 200_000
"""How many characters of one text a screen shows before it says that the rest is in the original."""
MAX_LINE = 2_000
"""How many characters a shown line may have before it is folded."""
SMALL = re.compile(
    "an?|and|are|at|be|been|could|did|do|does|for|ha[sd]|have|i|in|is|it|my|of|on|or|our|that|the|there|this|to"
    "|was|we|were|with|would|your?"
)
"""Words that stand in any sentence: by themselves they find nothing."""
MAX_LINES = 5_000
"""How many lines of one text a screen shows: a widget's time grows with lines more than with characters."""

# Text that needs nothing: printable ASCII, Latin letters, and the punctuation that word processors put in.
_PLAIN = re.compile("[\n\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Controls, invisible or direction-changing characters, lone surrogates, tag characters and non-characters.
# U+200C and U+200D (joiners) are not here: Persian, Hindi and family emoji need them between their letters.
_HIDDEN = re.compile(
    "[\U000e0000-\U000e0fff]+|"
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_UNSEEN = re.compile(_HIDDEN.pattern.replace("\x00-\x08\x0e-\x1f", "") + "|[\x85\u2028\u2029]")
# A letter below U+0300 is never a mark, so only a longer run above it can carry more marks than a letter may.
# Said by what it is not: the range itself takes ten times as long to compile.
_HIGH_RUN = re.compile(f"[^\x00-\u02ff]{{{MARKS_PER_LETTER + 1},}}")
_JOINERS = re.compile("[\u200c\u200d]+")
_SHOWN_MARK = re.compile("[\u2400-\u2421\ufffd]|⟦(?:[0-9A-F]{2}|U\\+[0-9A-F]{4,6}|tags|\\+marks)⟧")
_SPACES = re.compile(r"\s+")


def clean(s: str) -> str:
    """Return the text with everything that could act, hide or mislead turned into a mark one can see.

    Words are never cut, dropped or reordered. Line ends of every kind become one newline, tabs become spaces.
    Cleaning what is clean changes nothing, so it may be done at intake and again at each door.
    """
    if s.isascii() and s.isprintable():
        return s
    if _PLAIN.fullmatch(s):
        return s
    s = _LINE_ENDS.sub("\n", s)
    s = _HIDDEN.sub(_visible, s)
    if not s.isascii():
        # Marks first: whether a joiner is kept depends on its neighbours, and a dropped mark was one.
        s = _HIGH_RUN.sub(_few_marks, s)
        s = _JOINERS.sub(_joiner, s)
    return s.expandtabs(TAB)


def escaped(json: str) -> str:
    """Return JSON in which everything that could act, hide or mislead is written as its number: ``\\u202e``.

    It is read back as it was; ASCII below the space is escaped by whoever made the JSON.
    """
    return json if json.isascii() and "\x7f" not in json else _UNSEEN.sub(_numbered, json)


def holds_marks(s: str) -> bool:
    """Say whether something in the text had to be replaced, so that the reader is sent to the original.

    The answer is the same before and after cleaning. Tidied line ends and tabs do not count.
    """
    return _SHOWN_MARK.search(clean(s)) is not None


def cut(s: str, *, max_chars: int = MAX_CHARS, max_line: int = MAX_LINE, max_lines: int = MAX_LINES) -> str:
    """Shorten a text for the screen only, and say so at its end; what is stored is never shortened.

    A line longer than `max_line` characters is folded: nothing of it is lost.
    """
    if len(s) <= min(max_chars, max_line) and s.count("\n") < max_lines:
        return s
    lines: list[str] = []
    used = -1
    for line in s[:max_chars].split("\n"):
        pieces = [line[at : at + max_line] for at in range(0, len(line), max_line)] or [""]
        pieces = pieces[: max_lines - len(lines)]
        lines += pieces
        used += 1 + sum(map(len, pieces))
        if len(lines) >= max_lines:
            break
    if used < len(s):
        lines.append(f"⟦cut: {counted(len(s) - used, 'more character')}; open the original⟧")
    return "\n".join(lines)


def one_line(s: str, width: int | None = None) -> str:
    """Return the text on one line for a list, with an ellipsis where it had to end early.

    Args:
        s: any text; it is cleaned here.
        width: terminal cells to fit into; None for as long as it is.
    """
    line = _SPACES.sub(" ", clean(s)).strip()
    if width is None or (len(line) <= width and line.isascii()):
        return line
    return _fit(line, width)


def counted(number: int, what: str, many: str = "") -> str:
    """``1 row`` or ``1,200 rows``.

    Args:
        what: what one of them is called.
        many: what several are called, where an s at the end will not do.
    """
    return f"{number:,} {what if number == 1 else many or what + 's'}"


def telling(words: Sequence[str]) -> list[str]:
    """The words of a search that tell something, in their order; none where all are small."""
    return [one for one in words if not SMALL.fullmatch(one)]


def _numbered(found: re.Match[str]) -> str:
    codes = found.group().encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{codes[at : at + 4]}" for at in range(0, len(codes), 4))


def _visible(found: re.Match[str]) -> str:
    hidden = found.group()
    code = ord(hidden[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0:
        return f"⟦{code:02X}⟧"
    if 0xE0000 <= code <= 0xE0FFF:
        return "⟦tags⟧"
    if 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return f"⟦U+{code:04X}⟧"


def _few_marks(found: re.Match[str]) -> str:
    """Keep the first marks of each letter; a joiner between marks does not start a new letter."""
    kept: list[str] = []
    marks = 0
    for char in found.group():
        if char in "\u200c\u200d":
            pass
        elif unicodedata.category(char) in ("Mn", "Me"):
            marks += 1
            if marks == MARKS_PER_LETTER + 1:
                kept.append("⟦+marks⟧")
            if marks > MARKS_PER_LETTER:
                continue
        else:
            marks = 0
        kept.append(char)
    return "".join(kept)


def _joiner(found: re.Match[str]) -> str:
    """Keep a single joiner between two characters that can be joined; show any other."""
    text, start, end = found.string, found.start(), found.end()
    if end - start == 1 and start > 0 and end < len(text) and _joins(text[start - 1]) and _joins(text[end]):
        return found.group()
    return f"⟦U+{ord(text[start]):04X}⟧"


def _joins(char: str) -> bool:
    return char > "\u02ff" and unicodedata.category(char)[0] in "LMS"


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me") or char in "\u200c\u200d":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _fit(line: str, width: int) -> str:
    if sum(map(_cells, line)) <= width:
        return line
    kept: list[str] = []
    left = width - 1
    for char in line:
        left -= _cells(char)
        if left < 0:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…" if width > 0 else ""
