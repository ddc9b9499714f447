"""A letter read once: its greeting, its lines, its paragraphs and sentences, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from caseworker.letters.checks.patterns import rx

_SAME_LENGTH = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
        "\r": " ",
        "\u2028": "\n",
    }
)

LONGEST = 1500
"""Characters that are read as one sentence at most: a text without full stops costs no more than another."""

_ABBREVIATION = (
    r"(?:\b(?:mr|mrs|ms|dr|st|rd|no|nos|rev|prof|approx|e\.g|i\.e|reg|regs|para|paras|ref|tel|ext)"
    r"|\b[a-z])\.$"
)
_BULLET = r"\s*(?:[-*\u2022|]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one line that stands alone."""

    text: str
    start: int
    end: int
    paragraph: int
    index: int
    tells_nothing: bool = False
    """Whether it was heard to say nothing of its case."""

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(rx(r"[A-Za-z0-9£][^\s]*").findall(self.text))

    def has(self, pattern: str) -> bool:
        """Whether the pattern is found in it."""
        return rx(pattern).search(self.text) is not None


@dataclass(frozen=True, slots=True, eq=False)
class Letter:
    """The letter's text with what was read from its shape. All places are offsets into the text as given."""

    text: str
    """The text with marks, spaces and wrapped lines made plain; the same length as what was given."""
    greeting: str
    """What follows ``Dear``, or nothing."""
    greeting_at: int
    body_at: int
    """Where the letter's words begin, after the greeting."""
    close_at: int
    """Where the close (``Yours sincerely``) begins, or the end."""
    sentences: tuple[Sentence, ...]

    @property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences between the greeting and the close."""
        return tuple(s for s in self.sentences if self.body_at <= s.start < self.close_at)

    @property
    def head(self) -> str:
        """What stands above the greeting: address, date, reference."""
        return self.text[: self.greeting_at]

    def around(self, sentence: Sentence, before: int = 0, after: int = 0) -> tuple[Sentence, ...]:
        """The sentence with some of its neighbours."""
        first = max(0, sentence.index - before)
        return self.sentences[first : sentence.index + after + 1]

    def having(self, pattern: str) -> tuple[Sentence, ...]:
        """All sentences in which the pattern is found."""
        return tuple(s for s in self.sentences if s.has(pattern))

    def at(self, place: int) -> Sentence | None:
        """The sentence at a place."""
        index = bisect_right(self.sentences, place, key=lambda s: s.start) - 1
        return self.sentences[index] if index >= 0 and place < self.sentences[index].end else None

    def quoted(self, place: int) -> bool:
        """Whether a place stands between quotation marks: somebody else's words, not the council's."""
        start = self.text.rfind("\n\n", 0, place) + 1
        end = self.text.find("\n\n", place)
        after = self.text[place : end if end >= 0 else len(self.text)]
        return self.text.count('"', start, place) % 2 == 1 and '"' in after

    def is_reference(self, sentence: Sentence) -> bool:
        """Whether this is a reference line or heading (numbers and names, nobody saying anything)."""
        label = sentence.has(r"^(?:date and time|time|place|location)\b[^.:]{0,30}:")
        if (
            sentence.words > 26
            or sentence.text.rstrip().endswith((".", "?", "!"))
            or sentence.has(r"\b(?:you|we|i|us|has|have|was|were|is|are|can|will)\b|\bmay (?!\d)")
        ):
            return False
        return label or sentence.has(
            r"\b(?:pcn|penalty charge|notice|contravention|vehicle|vrm|registration|reference|ref)\b"
            r"|\b[a-z]{2}\d{7}"
        )


def read(text: str) -> Letter:
    """Read a letter's text."""
    plain = _unwrapped(text.translate(_SAME_LENGTH))
    dear = rx(r"(?m)^[ *]*Dear[ ]+([^\n]{1,80})$").search(plain)
    greeting = dear.group(1).strip(" ,:*") if dear else ""
    greeting_at = dear.start() if dear else 0
    body_at = dear.end() if dear else 0
    close_at = len(plain)
    for close in rx(
        r"(?m)^[ *]*(?:yours (?:sincerely|faithfully|truly)|(?:kind|best|with) regards)\b"
    ).finditer(plain):
        if close.start() >= body_at:
            close_at = close.start()
            break
    return Letter(plain, greeting, greeting_at, body_at, close_at, _sentences(plain))


def _unwrapped(text: str) -> str:
    """The text with a space for each line break that only wraps a line: phrases run across it."""
    letters = list(text)
    for first, last in _blocks(text):
        at = text.find("\n", first, last)
        while at >= 0:
            if at + 1 < last and not _line_ends(text, first, at, last):
                letters[at] = " "
            at = text.find("\n", at + 1, last)
    return "".join(letters)


def _sentences(text: str) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for paragraph, (first, last) in enumerate(_blocks(text)):
        for start, end in _pieces(text, first, last):
            words = text[start:end]
            if rx(r"[A-Za-z0-9]").search(words):
                found.append(Sentence(words, start, end, paragraph, len(found)))
    return tuple(found)


def _blocks(text: str) -> list[tuple[int, int]]:
    """Where each run of lines between blank lines begins and ends."""
    blocks: list[tuple[int, int]] = []
    at, begin = 0, -1
    for line in text.splitlines(keepends=True):
        if line.strip():
            begin = at if begin < 0 else begin
        elif begin >= 0:
            blocks.append((begin, at))
            begin = -1
        at += len(line)
    if begin >= 0:
        blocks.append((begin, at))
    return blocks


_ENDS = r"(?:[.!?][\"'*)\]]{0,3}|…\"\*?)(?=\s+[\"'*(\[]{0,3}[A-Z0-9£|])|\n"
"""What ends a sentence: a stop, a quotation that breaks off, or a line's end."""


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split a block into sentences and standing lines."""
    cuts = [start]
    for match in rx(_ENDS, 0).finditer(text, start, end):
        if match.group() == "\n":
            if _line_ends(text, start, match.start(), end):
                cuts.append(match.end())
        elif not rx(_ABBREVIATION).search(text[max(start, match.start() - 9) : match.start() + 1]):
            cuts.append(match.end())
    cuts.append(end)
    pieces = []
    for left, right in pairwise(cuts):
        for begin in range(left, right, LONGEST):
            words = text[begin : min(right, begin + LONGEST)]
            if words.strip():
                lead = len(words) - len(words.lstrip())
                pieces.append((begin + lead, begin + len(words.rstrip())))
    return pieces


def _line_ends(text: str, start: int, newline: int, end: int) -> bool:
    """Whether a line break inside a block ends a line that stands alone, and is not a wrapped line."""
    before = text[max(start, text.rfind("\n", 0, newline) + 1) : newline]
    after = text[newline + 1 : end]
    if len(before.rstrip()) < 48 or before.rstrip().endswith(("|", ":")):
        return True
    return rx(_BULLET + r"|\s*(?:\*\*)?(?:dear|yours|enc)\b").match(after) is not None
