"""Words in a letter after which its writer is to be read with care first: said plainly, or only hinted at.

Phrases with what else they could mean, and nothing that has to be learned: of invented letters, a classifier
by words or by meanings that found nine in ten also flagged every third ordinary passage. `undertones` hears
some of what no phrase says, for a person to read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from caseworker.reading.needles import LEAST, needles, parted
from caseworker.reading.phrases import searchable

ORDER = ("self-harm", "threat", "abuse", "bereavement", "vulnerability")
"""The most pressing first."""
REACH = 160
"""Characters before and behind a piece within which its phrase lies."""
AROUND = 300
"""Characters on either side of a phrase within which it may turn out to mean something else."""
_NAMED = re.compile(r"\{([a-z]+)\}")
_MARKUP = re.compile(r"<[a-z/!][^<>]{0,300}>|&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});")
_APOSTROPHES = frozenset({"&#39;", "&#x27;", "&apos;", "&rsquo;", "&#8217;", "&#x2019;"})
_MIXED = re.compile(r"(?<![a-z0-9])(?=[a-z0-9@$]*[a-z])(?=[a-z0-9@$]*[013457@$])[a-z0-9@$]+")
_MEANT = tuple(str.maketrans("013457@$", one) for one in ("oieastas", "oleastas"))
"""What a scanner or an angry hand writes for a letter; a 1 may be an i or an l."""


@dataclass(frozen=True, slots=True)
class CareFlag:
    """One reason for care, and where in the text it stands."""

    flag: str
    label: str
    start: int
    end: int
    words: str
    pressing: bool = True
    """Whether the council's care route comes first; else it is to be known, and met with help or time."""
    heard: bool = False
    """Whether no phrase said it and only the model of meanings heard it: to be read, it bars nothing."""


@dataclass(frozen=True)
class Phrase:
    """One phrase, and pieces of which a text must hold one before it is tried at all."""

    written: str
    pressing: bool = True

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """The pieces; none where it must always be tried."""
        return needles(self.written)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase compiled, from the beginning of a word on."""
        return re.compile(rf"(?<![a-z0-9])(?:{_loose(self.written)})(?:'?s)?(?![a-z])")

    def hits(self, text: Text) -> Iterator[tuple[int, int]]:
        """Every place where it stands, in order; looked for only about its pieces."""
        for begin, end in text.about(self.pieces) if self.pieces else [(0, len(text.search))]:
            for found in self.pattern.finditer(text.search, begin, end):
                yield found.span()


@dataclass(frozen=True)
class Flag:
    """The phrases of one reason for care."""

    name: str
    label: str
    phrases: tuple[Phrase, ...]
    excuses: tuple[str, ...]

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        """What the same words mean elsewhere; it must touch them."""
        some = "|".join(f"(?:{_loose(one)})" for one in self.excuses)
        return re.compile(rf"(?<![a-z0-9])(?:{some})(?:'?s)?(?![a-z])") if some else None

    @cached_property
    def index(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        """Each piece with the phrases that need it, by its first letters; what needs none under nothing."""
        found: dict[str, list[tuple[str, int]]] = {}
        for n, phrase in enumerate(self.phrases):
            for piece in phrase.pieces or ("",):
                found.setdefault(piece[:LEAST], []).append((piece, n))
        return found

    def likely(self, text: Text) -> Iterator[Phrase]:
        """The phrases of which the text holds a piece, in their order."""
        some = {n for _, n in self.index.get("", ())}
        for letters in text.letters & self.index.keys():
            some.update(n for piece, n in self.index[letters] if text.holds(piece))
        return (self.phrases[n] for n in sorted(some))

    def find(self, text: Text) -> tuple[int, int, bool] | None:
        """Where the text gives this reason first, by the phrases' order, and whether it presses; or None."""
        for phrase in self.likely(text):
            for start, stop in phrase.hits(text):
                if not self._excused(text.search, start, stop):
                    return start, stop, phrase.pressing
        return None

    def _excused(self, search: str, start: int, stop: int) -> bool:
        if self.unless is None:
            return False
        some = self.unless.finditer(search, max(0, start - AROUND), stop + AROUND)
        return any(one.start() < stop and start < one.end() for one in some)


@dataclass
class Text:
    """A text as it is searched: small letters, without markup; and which pieces it is known to hold."""

    search: str
    places: tuple[list[int], list[int]] = field(default_factory=lambda: ([0], [0]))
    """Where stretches begin in what is searched, and in the text as it stands."""
    held: dict[str, Sequence[int]] = field(default_factory=dict)

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every few letters that follow each other in it."""
        return frozenset(self.search[at : at + LEAST] for at in range(len(self.search)))

    def holds(self, piece: str) -> Sequence[int]:
        """Where a piece stands in it; looked for once."""
        if piece not in self.held:
            places, at = [], self.search.find(piece)
            while at >= 0:
                places.append(at)
                at = self.search.find(piece, at + len(piece))
            self.held[piece] = places
        return self.held[piece]

    def about(self, pieces: tuple[str, ...]) -> list[tuple[int, int]]:
        """The stretches about any of some pieces, in order, none within another."""
        places = sorted(at for one in pieces for at in self.holds(one))
        found: list[tuple[int, int]] = []
        for at in places:
            begin, end = max(0, at - REACH), at + REACH
            if found and begin <= found[-1][1]:
                found[-1] = (found[-1][0], end)
            else:
                found.append((begin, end))
        return found

    def place(self, at: int) -> int:
        """Where a place of what is searched is in the text as it stands."""
        n = bisect_right(self.places[0], at) - 1
        return self.places[1][n] + at - self.places[0][n]


def flags(text: str) -> tuple[CareFlag, ...]:
    """The reasons for care in a text, each once, the most pressing first: for a person to judge."""
    return tuple(_found(text))


def needed(text: str) -> bool:
    """Whether a text gives a reason for the care route before anything else is done."""
    return any(one.pressing for one in _found(text))


def _found(text: str) -> Iterator[CareFlag]:
    readings = list(_readings(text))
    for name in ORDER:
        flag = book()[name]
        for one in readings:
            hit = flag.find(one)
            if hit is not None:
                start, end = one.place(hit[0]), one.place(hit[1] - 1) + 1
                yield CareFlag(name, flag.label, start, end, text[start:end], hit[2])
                break


def _readings(text: str) -> Iterator[Text]:
    """A text as it is searched; and as a scanner's or a hurried hand's figures may be meant."""
    plain = _without_markup(searchable(text))
    yield plain
    if _MIXED.search(plain.search):
        for meant in _MEANT:
            other = _MIXED.sub(lambda found, meant=meant: found[0].translate(meant), plain.search)  # type: ignore[misc]
            yield Text(other, plain.places)


def _without_markup(search: str) -> Text:
    """A text without tags and character references, which may stand within what is said."""
    if "<" not in search and "&" not in search:
        return Text(search)
    pieces: list[str] = []
    shown, stood = [0], [0]
    length = last = 0
    for found in _MARKUP.finditer(search):
        between = "'" if found[0] in _APOSTROPHES else " "
        pieces += (search[last : found.start()], between)
        length += found.start() - last
        shown += (length, length + 1)
        stood += (found.start(), found.end())
        length, last = length + 1, found.end()
    pieces.append(search[last:])
    return Text("".join(pieces), (shown, stood))


@cache
def book() -> Mapping[str, Flag]:
    """The reasons for care, by name."""
    import tomllib
    from importlib.resources import files

    text = files("caseworker.reading").joinpath("data", "care.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    words = table.pop("words")

    def written(phrases: list[str]) -> list[str]:
        for _ in range(2):  # a name may stand within what another stands for
            phrases = [_NAMED.sub(lambda found: words[found[1]], one) for one in phrases]
        return phrases

    return {
        name: Flag(
            name,
            row["label"],
            tuple(
                Phrase(one, pressing)
                for phrases, pressing in ((row["phrases"], True), (row.get("aware", []), False))
                for phrase in written(phrases)
                for one in parted(phrase)
            ),
            tuple(written(row["unless"])),
        )
        for name, row in table.items()
    }


def _loose(phrase: str) -> str:
    """A phrase as it is searched for: a blank is any run of blanks, an apostrophe may be missing."""
    within = phrase.replace(".{", "[^.!?]{")
    return within.replace("'", "'?").replace(" ?", r"\s*").replace(" ", r"\s+")
