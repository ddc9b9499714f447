"""A profile: a TOML file that says how one supplier's files, columns, days and codes become ours."""

from __future__ import annotations

import fnmatch
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker.law.refusals import Refused
from caseworker.reading.columns import FILES
from caseworker.reading.delimited import Fault, Writing, near, quoted
from caseworker.reading.forms import Forms
from caseworker.reading.mapping import NAMED, FileMap, Mapped, Pad
from caseworker.reading.sources import Source
from caseworker.text import clean

SIZE_CAP = 256 * 1024
"""Largest profile, in bytes."""
NOTHING = "nothing"
"""What a file, or a kind of row, is read as that is passed over."""
_ENCODINGS = ("utf-8", "cp1252")
_DELIMITERS = (",", ";", "\t", "|")
TOP_KEYS = (
    *("name", "encoding", "delimiter", "days", "times", "instants", "decimal_comma", "ignore", "pcn", "file"),
)
FILE_KEYS = (
    *("name", "as", "skip", "header", "columns", "values", "constant", "join", "only", "drop_duplicates"),
    *("needed", "encoding", "delimiter"),
)
_DIRECTIVES = frozenset("YymdbBHMSfIpz%")
_TWICE = re.compile(r"(?:overwrite a value|Duplicate inline table key).*", re.DOTALL)
_TABLE_TWICE = re.compile("Cannot declare")
_PLACE = re.compile(r"\(at (line \d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Profile:
    """A supplier's layout."""

    name: str
    files: tuple[FileMap, ...]
    ignore: tuple[str, ...]
    forms: Forms
    pad: Pad | None
    digest: str
    """SHA-256 of the profile: read by another, a folder is another import."""

    def sources(
        self, names: Iterable[str], label: str
    ) -> tuple[dict[str, list[Source]], set[str], list[Fault]]:
        """Which files of a folder become which of ours.

        Returns:
            The sources by our file, the names of all files that the profile speaks of, and what is wrong.
        """
        found: dict[str, list[Source]] = {}
        taken: set[str] = set()
        faults: list[Fault] = []
        names = tuple(names)
        kinds: dict[str, list[FileMap]] = {}
        for entry in self.files:
            meant = [name for name in names if _matches(name, entry.pattern)]
            taken.update(meant)
            for name in meant:
                kinds.setdefault(name, []).append(entry)
            if not meant and entry.needed:
                expected = "it, as the profile says (needed = false where it may be missing)"
                faults.append(Fault(label, 0, "", f"no file {quoted(entry.pattern)}", expected))
        for name, entries in kinds.items():
            first = next((one for one in entries if one.target), None)
            for entry in entries:
                others = tuple(one.only for one in entries if one.target or one.only)
                others = others if entry is first else ()
                mapped = Mapped(name, entry, self.forms, self.pad, others)
                if entry.target:
                    found.setdefault(entry.target, []).append(mapped)
        taken |= {name for name in names if any(_matches(name, one) for one in self.ignore)}
        spare = (
            name for name in names if name.lower().endswith((".csv", ".txt", ".dat")) and "/" not in name
        )
        for name in spare:
            if name not in taken and name not in FILES:
                expected = "a [[file]] for it in the profile, or its name under ignore"
                faults.append(Fault(name, 0, "", "a file that the profile does not name", expected))
                taken.add(name)
        return found, taken, faults


def _matches(name: str, pattern: str) -> bool:
    return name == pattern or fnmatch.fnmatchcase(name.lower(), pattern.lower())


def load(path: Path) -> Profile:
    """Read a profile from a file.

    Raises:
        Refused: it is not there, no TOML, or says something that cannot be done; with the place.
    """
    try:
        size = path.stat().st_size
        if size > SIZE_CAP:
            raise _no(path.name, f"has {size:,} bytes", f"A profile has at most {SIZE_CAP:,} bytes.")
        content = path.read_bytes()
    except OSError as error:
        raise _no(path.name, f"cannot be read: {error.strerror}", "A profile is a TOML file.") from error
    return parsed(content, path.name)


def parsed(content: bytes, label: str) -> Profile:
    """Read a profile from its bytes; `label` is its name in refusals."""
    told = _toml(content, label)
    at = _At(label)
    at.keys(told, TOP_KEYS, "")
    formed = _forms(told, at)
    entries = at.tables(told.get("file"), "file")
    if not entries:
        raise _no(
            label, "maps no file", "At least one [[file]] says which of their files becomes which of ours."
        )
    files = tuple(
        _file(one, told, _At(label, f"[[file]] {number}: ")) for number, one in enumerate(entries, 1)
    )
    return Profile(
        name=at.text(told, "name", ""),
        files=files,
        ignore=at.texts(told, "ignore"),
        forms=formed,
        pad=_pad(told.get("pcn"), at),
        digest=hashlib.sha256(content).hexdigest(),
    )


def _toml(content: bytes, label: str) -> dict[str, Any]:
    """The profile's tables; a key that stands twice is said to be what it is."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _no(label, "is not UTF-8", "A profile is a TOML file in UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        words = str(error)
        place = _PLACE.search(words)
        where = f" ({place[1]})" if place else ""
        if _TABLE_TWICE.search(words) or (_TWICE.search(words) and not _in_columns(content, place)):
            raise _no(
                label,
                f"says one thing twice{where}",
                "A table ([[file]] apart) and a key in it stand once in a profile.",
                "Keep one of the two, or make them one.",
            ) from error
        if _TWICE.search(words):
            raise _no(
                label,
                f"names one of our columns twice{where}",
                "Each column of ours comes from one place: two of theirs cannot become one, but by a join.",
                'Keep one of the two, or join them: join = { ours = "{ONE} {OTHER}" }.',
            ) from error
        raise _no(label, f"is no TOML{where}", f"The reader said: {quoted(words)}.") from error


def _in_columns(content: bytes, place: re.Match[str] | None) -> bool:
    """Whether what stands twice is a column of ours: by the line, or by the table that it stands in."""
    if place is None:
        return False
    lines = content.decode("utf-8-sig").split("\n")[: int(place[1].removeprefix("line "))]
    heads = [line.strip() for line in lines if line.lstrip().startswith("[")]
    return bool(re.match(r"\s*columns\s*[=.]", lines[-1]) or (heads and ".columns]" in heads[-1]))


def _no(label: str, what: str, rule: str, do: str = "Put the profile right; nothing was read.") -> Refused:
    return Refused(f"The profile {label} {what}.", rule=rule, do=do)


@dataclass(frozen=True, slots=True)
class _At:
    """Where in the profile something stands, and what may stand there."""

    label: str
    place: str = ""

    def no(self, what: str, rule: str) -> Refused:
        """Refuse what stands here."""
        return Refused(
            f"The profile {self.label} cannot be used: {self.place}{what}.",
            rule=rule,
            do="Put the profile right; nothing was read.",
        )

    def keys(self, table: Mapping[str, Any], known: tuple[str, ...], of: str) -> None:
        """Only known keys, each other one with the nearest."""
        for key in table:
            if key not in known:
                like = near(key, known)
                rule = f'Perhaps "{like}".' if like else "Known are: " + ", ".join(known) + "."
                raise self.no(f"an unknown key {of}{quoted(key)}", rule)

    def text(self, table: Mapping[str, Any], key: str, default: str | None = None) -> str:
        """Words."""
        told = table.get(key, default)
        if not isinstance(told, str) or (default is None and not told):
            raise self.no(
                f"{key} holds no words" if key in table else f"{key} is missing", f"{key} is a text."
            )
        return told

    def texts(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """A list of words."""
        told = table.get(key, [])
        if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
            raise self.no(f"{key} is no list of texts", f'As: {key} = ["one", "other"].')
        return tuple(told)

    def flag(self, table: Mapping[str, Any], key: str, default: bool) -> bool:
        """Yes or no."""
        told = table.get(key, default)
        if not isinstance(told, bool):
            raise self.no(f"{key} is neither true nor false", f"As: {key} = true.")
        return told

    def number(self, table: Mapping[str, Any], key: str, default: int, most: int) -> int:
        """A whole number."""
        told = table.get(key, default)
        if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told <= most:
            raise self.no(f"{key} is no number from 0 to {most}", f"As: {key} = {default}.")
        return told

    def one_of(self, table: Mapping[str, Any], key: str, known: tuple[str, ...], default: str) -> str:
        """One of a few words."""
        told = self.text(table, key, default)
        if told not in known:
            raise self.no(
                f"{key} is {quoted(told)}", f"{key} is one of: " + ", ".join(map(repr, known)) + "."
            )
        return told

    def lines(self, told: Any, key: str) -> dict[str, str]:
        """A table of words."""
        if told is None:
            return {}
        if not isinstance(told, dict) or not all(isinstance(one, str) for one in told.values()):
            raise self.no(f"{key} is no table of texts", f'As: {key} = {{ ours = "Theirs" }}.')
        return dict(told)

    def tables(self, told: Any, key: str) -> list[dict[str, Any]]:
        """A list of tables."""
        if told is None:
            return []
        if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
            raise self.no(f"{key} is no list of tables", f"As: [[{key}]] before the lines of each.")
        return list(told)


def _forms(told: Mapping[str, Any], at: _At) -> Forms:
    """How days, times, instants and sums are written; patterns that could be mistaken are refused."""
    given = {key: at.texts(told, key) for key in ("days", "times", "instants")}
    needs = {"days": ("d", "m", "y"), "times": ("H", "M"), "instants": ("d", "m", "y", "H", "M")}
    same = {"Y": "y", "b": "m", "B": "m", "I": "H"}
    for key, patterns in given.items():
        for pattern in patterns:
            told_of = re.findall(r"%(.)", pattern)
            if set(told_of) - _DIRECTIVES or pattern.count("%") != len(told_of) + told_of.count("%"):
                raise at.no(
                    f"{key} has the pattern {quoted(pattern)}", "Known are %Y %y %m %d %b %B %H %I %p %M %S."
                )
            if len(set(told_of)) < len(told_of):
                raise at.no(f"{key} has the pattern {quoted(pattern)}", "Each part stands in it once.")
            parts = {same.get(one, one) for one in told_of}
            if missing := [one for one in needs[key] if one not in parts]:
                names = {"d": "a day", "m": "a month", "y": "a year", "H": "an hour", "M": "minutes"}
                rule = "It needs " + ", ".join(names[one] for one in missing) + " too."
                raise at.no(f"{key} has the pattern {quoted(pattern)}", rule)
        _not_both(key, patterns, at)
    return Forms(**given, decimal_comma=at.flag(told, "decimal_comma", False))


def _not_both(key: str, patterns: tuple[str, ...], at: _At) -> None:
    """Day first and month first cannot both be meant: 05/06 would be two days."""
    firsts: dict[str, str] = {}
    for pattern in patterns:
        order = "".join(re.findall(r"%([dm])", pattern))
        if "%Y" not in pattern[:2] and order in ("dm", "md"):
            firsts.setdefault(order, pattern)
    if len(firsts) == 2:
        one, other = firsts.values()
        rule = "05/06 would be two days: a profile has its days day first or month first, not both."
        raise at.no(f"{key} has both {quoted(one)} and {quoted(other)}", rule)


def _pad(told: Any, at: _At) -> Pad | None:
    """The beginning of PCNs that spreadsheets take away."""
    if told is None:
        return None
    if not isinstance(told, dict):
        raise at.no("pcn is no table", 'As: [pcn] prefix = "ZZ", width = 8.')
    at.keys(told, ("prefix", "width"), "pcn.")
    prefix, width = at.text(told, "prefix"), at.number(told, "width", 8, 8)
    if not re.fullmatch(r"[A-Z]{2}", prefix) or width < 7:
        raise at.no(
            f"pcn is {quoted(prefix)} and {width}",
            "A PCN begins with two capital letters and has 7 or 8 figures.",
        )
    return Pad(prefix, width)


def _file(told: Mapping[str, Any], top: Mapping[str, Any], at: _At) -> FileMap:
    """One [[file]], held against the columns of ours."""
    at.keys(told, FILE_KEYS, "")
    pattern, target = at.text(told, "name"), at.text(told, "as")
    at = _At(at.label, f"{at.place}{quoted(pattern)}: ")
    writing = Writing(
        encoding=at.one_of({**top, **told}, "encoding", _ENCODINGS, "utf-8"),
        delimiter=at.one_of({**top, **told}, "delimiter", _DELIMITERS, ","),
        skip=at.number(told, "skip", 0, 1_000),
        header=at.texts(told, "header"),
        loose=True,
    )
    only = _only(told.get("only"), at)
    needed = at.flag(told, "needed", True)
    if target == NOTHING:
        return FileMap(pattern, "", only=only, needed=needed, writing=writing)
    if target not in FILES:
        like = near(target, list(FILES))
        raise at.no(
            f"as is {quoted(target)}", f'Perhaps "{like}".' if like else "One of " + ", ".join(FILES) + "."
        )
    mapped = FileMap(
        pattern,
        target,
        columns=at.lines(told.get("columns"), "columns"),
        values=_values(told.get("values"), at),
        constant=at.lines(told.get("constant"), "constant"),
        join=at.lines(told.get("join"), "join"),
        only=only,
        drop_duplicates=at.flag(told, "drop_duplicates", False),
        needed=needed,
        writing=writing,
    )
    _fits(mapped, at)
    return mapped


def _only(told: Any, at: _At) -> dict[str, frozenset[str]]:
    """Which rows are meant: a column of theirs, and what it holds."""
    if told is None:
        return {}
    rule = 'As: only = { TYPE = "10" }, or only = { TYPE = ["10", "11"] }.'
    if not isinstance(told, dict):
        raise at.no("only is no table", rule)
    only: dict[str, frozenset[str]] = {}
    for column, values in told.items():
        some = [values] if isinstance(values, str) else values
        if not isinstance(some, list) or not some or not all(isinstance(one, str) for one in some):
            raise at.no(f"only.{clean(column)} is neither a text nor a list of texts", rule)
        only[column] = frozenset(some)
    return only


def _values(told: Any, at: _At) -> dict[str, dict[str, str]]:
    """Their codes by our columns."""
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise at.no("values is no table", 'As: values.served_how = { "FIX" = "fixed" }.')
    return {ours: at.lines(codes, f"values.{clean(ours)}") for ours, codes in told.items()}


def _fits(one: FileMap, at: _At) -> None:
    """Every column of ours is known, comes from one place, and has what it needs."""
    columns = {column.name: column for column in FILES[one.target]}
    given: dict[str, str] = {}
    for where, some in (("columns", one.columns), ("constant", one.constant), ("join", one.join)):
        for ours in some:
            if ours not in columns:
                like = near(ours, list(columns))
                rule = f'Perhaps "{like}".' if like else f"{one.target} has " + ", ".join(columns) + "."
                raise at.no(f"{where} names {quoted(ours)}, which is no column of {one.target}", rule)
            if ours in given:
                rule = "Each column of ours comes from one place: a column, a constant or a join."
                raise at.no(f"{ours} stands under {given[ours]} and under {where}", rule)
            given[ours] = where
    for ours, line in one.join.items():
        if not NAMED.search(line):
            raise at.no(f"join.{ours} names no column of theirs", 'As: join.ours = "{ONE} {OTHER}".')
    for ours, codes in one.values.items():
        if ours not in given:
            raise at.no(
                f"values.{clean(ours)} is for a column that comes from nowhere", "Name it under columns too."
            )
        for code, word in codes.items():
            if columns[ours].choices and word and word not in columns[ours].choices:
                rule = f"{ours} is one of: " + ", ".join(columns[ours].choices) + "."
                raise at.no(f"values.{ours} turns {quoted(code)} into {quoted(word)}", rule)
    for column in columns.values():
        if column.needed and column.name not in given:
            rule = f"{one.target} needs it: {column.meaning}. Give a column, a constant or a join."
            raise at.no(f"nothing becomes {column.name}", rule)
