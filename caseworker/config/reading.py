"""Reading a TOML file key by key, and saying exactly what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from caseworker.law.refusals import Refused
from caseworker.text import clean

_MISSING: Any = object()
_KINDS = {
    str: "text in quotation marks",
    bool: "true or false",
    int: "a whole number",
    date: "a date such as 2026-11-22",
    list: "a list in square brackets",
    dict: "a table",
}


def read(path: Path) -> Table:
    """Read a TOML file; refuse what is missing, empty, not UTF-8 or not TOML."""
    import tomllib

    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise Refused(
            f"There is no file {path}.",
            do=f"Make it: an example named {path.name} comes with caseworker, in caseworker/config/sample.",
        ) from error
    except OSError as error:
        raise Refused(
            f"{path} could not be read ({error.strerror}).", do="Check its name and rights."
        ) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Refused(
            f"{path}, line {line}: the file is not written in UTF-8.",
            do="Save it again as UTF-8: editors offer this under Save as, Encoding.",
        ) from error
    if not text.strip():
        raise Refused(
            f"{path} is empty.", do="Put the settings back, or copy the example that comes with caseworker."
        )
    try:
        return Table(tomllib.loads(text), path, text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is one; a number too long is another
        raise Refused(
            f"{path} cannot be read: {error}.",
            rule='Settings are written as name = value, with text in "quotation marks".',
            do="Correct that line.",
        ) from error


def nearest(word: str, known: Sequence[str], likeness: float = 0.5) -> str:
    """The known name that is most like a word, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(word, known, n=1, cutoff=likeness)
    return found[0] if found else ""


class Table:
    """One table of a file. Each key is asked for once; `done` refuses those that nobody asked for."""

    def __init__(self, values: Mapping[str, Any], path: Path, text: str, where: str = "") -> None:
        self._values = values
        self._path = path
        self._text = text
        self._where = where
        self._asked: list[str] = []

    def text(self, key: str, default: str = _MISSING, *, form: str = "", example: str = "") -> str:
        """Text; where `form` is given it must match that pattern whole."""
        value = self._value(key, str, default)
        if default is _MISSING and not value.strip():
            raise self.wrong(key, "blank", f"It must be {_KINDS[str]}.")
        self._readable(key, value)
        if form and value != default and not re.fullmatch(form, value):
            raise self.wrong(key, repr(value), f"It is written like {example}.")
        return str(value)

    def whole(self, key: str, default: int = _MISSING, *, least: int = 0, most: int = 10_000_000) -> int:
        """A whole number between two bounds."""
        value = self._value(key, int, default)
        if not least <= value <= most:
            raise self.wrong(key, str(value), f"It must be from {least} to {most}.")
        return int(value)

    def number(self, key: str, *, least: int = 0, most: int = 10_000_000) -> int | None:
        """A whole number between two bounds, or nothing where the key is not there."""
        return self.whole(key, least=least, most=most) if self.has(key) else None

    def has(self, key: str) -> bool:
        """Whether a key that may be left out is there."""
        if key not in self._asked:
            self._asked.append(key)
        return key in self._values

    @property
    def empty(self) -> bool:
        """Whether nothing stands in this table."""
        return not self._values

    def keys(self) -> tuple[str, ...]:
        """The keys of this table, where any key may stand."""
        return tuple(self._values)

    def flag(self, key: str, default: bool = _MISSING) -> bool:
        """``true`` or ``false``."""
        return bool(self._value(key, bool, default))

    def day(self, key: str, default: date = _MISSING) -> date:
        """A date."""
        value: date = self._value(key, date, default)
        return value

    def lines(self, key: str, default: Sequence[str] = _MISSING) -> tuple[str, ...]:
        """A list of texts."""
        values = self._value(key, list, default)
        for value in values:
            if not isinstance(value, str):
                raise self.wrong(key, repr(value), f"Each entry must be {_KINDS[str]}.")
            self._readable(key, value)
        return tuple(values)

    def choice(self, key: str, known: Sequence[str], default: str = _MISSING) -> str:
        """One of a few known words."""
        value = str(self._value(key, str, default))
        self._one_of(key, value, known)
        return value

    def choices(self, key: str, known: Sequence[str], default: Sequence[str] = _MISSING) -> tuple[str, ...]:
        """Some of a few known words."""
        values = self.lines(key, default)
        for value in values:
            self._one_of(key, value, known)
        return values

    def table(self, key: str) -> Table:
        """A table within this one; empty where it is not there."""
        inner = self._value(key, dict, {})
        return Table(inner, self._path, self._text, f"{self._where}{key}.")

    def tables(self, key: str) -> list[Table]:
        """Tables written as ``[[key]]``, in their order."""
        found = self._value(key, list, [])
        for value in found:
            if not isinstance(value, dict):
                raise self.wrong(key, repr(value), f"It is written as [[{key}]], once for each.")
        return [
            Table(value, self._path, self._text, f"{self._where}{key} {number}.")
            for number, value in enumerate(found, 1)
        ]

    def items(self) -> list[tuple[str, str]]:
        """All keys of this table with their texts, where any key may stand."""
        return [(key, self.text(key)) for key in self._values]

    def done(self) -> None:
        """Refuse the first key that this table does not know."""
        for key in self._values:
            if key in self._asked:
                continue
            like = nearest(key, self._asked)
            raise Refused(
                f"{self._at(key)}: {self._where}{key} is not a setting.",
                rule="A setting that is not known is refused, so that a slip of the pen is not passed over.",
                do=f"Did you mean {like}?" if like else f"Known here: {', '.join(sorted(self._asked))}.",
            )

    def wrong(self, key: str, found: str, expected: str) -> Refused:
        """The refusal of a value, with what was found and what is expected."""
        return Refused(
            f"{self._at(key)}: {self._where}{key} is {found}.", rule=expected, do="Correct the file."
        )

    def _readable(self, key: str, value: str) -> None:
        """Refuse what a terminal would act on, or nobody can see: such words go into letters."""
        if clean(value) != value:
            raise self.wrong(key, f'"{clean(value)[:60]}"', "It must hold no characters that are not seen.")

    def _one_of(self, key: str, value: str, known: Sequence[str]) -> None:
        if value not in known:
            like = nearest(value, known)
            raise self.wrong(
                key,
                repr(value),
                f"It must be {', '.join(one for one in known if one)}."
                + (f" Did you mean {like}?" if like else ""),
            )

    def _value(self, key: str, kind: type, default: Any) -> Any:
        self._asked.append(key)
        if key not in self._values:
            if default is _MISSING:
                like = nearest(key, [other for other in self._values if other not in self._asked], 0.75)
                raise Refused(
                    f"{self._path}: {self._where}{key} is missing.",
                    rule=f"It must be {_KINDS[kind]}.",
                    do=f"Is it what is written as {like}?"
                    if like
                    else "Add it: see the example of this file.",
                )
            return default
        value = self._values[key]
        # In Python true is a whole number, and an instant is a date; in a settings file neither is.
        odd = (kind is int and isinstance(value, bool)) or isinstance(value, datetime)
        if odd or not isinstance(value, kind):
            raise self.wrong(key, _shown(value), f"It must be {_KINDS[kind]}.")
        return value

    def _at(self, key: str) -> str:
        """The file, with the line where the key is written, if it can be told."""
        pattern = rf"^\s*(\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*(=|\])"
        found = list(re.finditer(pattern, self._text, re.MULTILINE))
        if len(found) != 1:
            return str(self._path)
        return f"{self._path}, line {self._text[: found[0].start(0)].count(chr(10)) + 1}"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a table"
    return str(value) if isinstance(value, (date, datetime)) else repr(value)
