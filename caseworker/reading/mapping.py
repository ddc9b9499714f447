"""One file of a supplier's, read as one of ours by a profile: columns, codes, joins, record types."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from caseworker.reading.columns import FILES
from caseworker.reading.delimited import Fault, Row, Told, Writing, near, quoted, stream
from caseworker.reading.forms import Forms
from caseworker.reading.rows import Remark
from caseworker.reading.streams import Hashed
from caseworker.text import clean, counted

NAMED = re.compile(r"\{([^{}]+)\}")
"""A column of theirs inside a join."""
_BARE = re.compile(r"\d+(?=[A-Za-z]?$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pad:
    """What a spreadsheet takes from the beginning of a PCN, and a profile puts back."""

    prefix: str
    width: int
    """Figures after the prefix."""

    def whole(self, cell: str) -> str:
        """The number with its prefix and zeros; one that is no bare number as it stands."""
        bare = "".join(cell.split())
        found = _BARE.match(bare)
        if found is None or len(found.group()) > self.width:
            return cell
        return self.prefix + found.group().zfill(self.width) + bare[found.end() :]


@dataclass(frozen=True, slots=True)
class FileMap:
    """What a profile says of one file: a ``[[file]]`` of it."""

    pattern: str
    """Their file's name, perhaps with ``*``."""
    target: str
    """The file of ours as which it is read; empty where it is passed over."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Ours, and theirs."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By our column: their codes, and our words."""
    constant: Mapping[str, str] = field(default_factory=dict)
    join: Mapping[str, str] = field(default_factory=dict)
    """By our column: a line with their columns in braces."""
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Their columns, and what they hold in the rows that are meant."""
    drop_duplicates: bool = False
    needed: bool = True
    writing: Writing = field(default_factory=Writing)

    def theirs(self) -> set[str]:
        """Every column of theirs that is used."""
        joined = {name for line in self.join.values() for name in NAMED.findall(line)}
        return {*self.columns.values(), *joined, *self.only}

    def head(self, ours: str) -> str:
        """What the supplier calls a column of ours, for faults."""
        if ours in self.columns:
            return clean(self.columns[ours])
        if ours in self.join:
            return clean(" + ".join(NAMED.findall(self.join[ours])))
        return f"{ours} (set by the profile)" if ours in self.constant else ours


@dataclass(slots=True)
class Mapped:
    """A supplier's file, on its way to be read as one of ours."""

    name: str
    map: FileMap
    forms: Forms
    pad: Pad | None
    kinds: tuple[Mapping[str, frozenset[str]], ...] = ()
    """Where several entries share a file: the rows that each of them takes."""
    _at: dict[str, int] = field(default_factory=dict)
    _padded: list[int] = field(default_factory=list)
    _unknown: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _strays: dict[str, list[int]] = field(default_factory=dict)
    _repeated: int = 0

    @property
    def target(self) -> str:
        """The file of ours."""
        return self.map.target

    @property
    def encoding(self) -> str:
        """As the profile says."""
        return self.map.writing.encoding

    def rows(self, held: Hashed, size: int, told: Told) -> Iterator[Row]:
        """Its rows, with our names for the columns."""
        given = stream(
            cast(BinaryIO, held), size, self.name, told, self._header, self.map.writing, wanted=self._wanted
        )
        heads = {
            ours: self.map.head(ours) for ours in (*self.map.columns, *self.map.join, *self.map.constant)
        }
        seen: set[bytes] = set()
        for row in given:
            if not any(cell.strip() for cell in row.cells.values()):
                continue
            if self.map.drop_duplicates and self._again(row, seen):
                continue
            cells, known = self._ours(row)
            if not known:
                told.odd.append([self._pcn(row)])
            if known or told.each:
                yield Row(self.name, row.line, cells, heads, self.forms, unread=not known)
        told.faults += (*self._code_faults(told.each), *self._stray_faults(told.each))

    def remarks(self) -> list[Remark]:
        """What was put right on the way."""
        said: list[Remark] = []
        if self._padded:
            lost = counted(len(self._padded), "number had lost its", "numbers had lost their")
            words = f"{lost} beginning: put back, as the profile says"
            said.append(Remark(self.name, self._padded[0], self.map.head("pcn"), words))
        if self._repeated:
            rows = counted(self._repeated, "row that stands", "rows that stand")
            words = f"{rows} a second time: passed over, as the profile says"
            said.append(Remark(self.name, 0, "", words))
        return said

    def _header(self, names: list[str]) -> list[Fault]:
        """Columns of theirs that are not in the file, or stand in it twice."""
        self._at = {name: at for at, name in enumerate(names)}
        faults: list[Fault] = []
        for column in sorted(self.map.theirs()):
            if column not in self._at:
                like = near(column, [name.lower() for name in names])
                like = next((name for name in names if like and name.lower() == like), "")
                has = (
                    f"perhaps {quoted(like)}"
                    if like
                    else "the file has " + ", ".join(map(quoted, names[:30]))
                )
                expected = f"this column, which the profile names; {has}"
                faults.append(Fault(self.name, 0, clean(column), "no such column", expected))
            elif names.count(column) > 1:
                found = f"this column {names.count(column)} times"
                faults.append(
                    Fault(self.name, 0, clean(column), found, "a column that the profile names once")
                )
        return faults

    def _wanted(self, line: int, cells: list[str]) -> bool:
        """Whether a row is of the kind that this entry takes; one that no entry takes is a fault."""
        if self._is(cells, self.map.only):
            return True
        if (
            self.kinds
            and any(map(str.strip, cells))
            and not any(self._is(cells, kind) for kind in self.kinds)
        ):
            first = next(iter(self.map.only))
            at = self._at[first]
            self._strays.setdefault(cells[at] if at < len(cells) else "", []).append(line)
        return False

    def _is(self, cells: list[str], kind: Mapping[str, frozenset[str]]) -> bool:
        for column, values in kind.items():
            at = self._at.get(column, -1)
            if not 0 <= at < len(cells) or cells[at].strip() not in values:
                return False
        return True

    def _again(self, row: Row, seen: set[bytes]) -> bool:
        """Whether a row stands a second time, word for word."""
        mark = hashlib.blake2b(
            repr(list(row.cells.values())).encode("utf-8", "replace"), digest_size=16
        ).digest()
        if mark in seen:
            self._repeated += 1
            return True
        seen.add(mark)
        return False

    def _ours(self, row: Row) -> tuple[dict[str, str], bool]:
        """The cells under our names, and whether each code in them has a meaning in the profile."""
        theirs = row.cells
        cells = {ours: theirs[name] for ours, name in self.map.columns.items()}
        for ours, line in self.map.join.items():
            some = any(theirs[name].strip() for name in NAMED.findall(line))
            cells[ours] = NAMED.sub(lambda found: theirs[found[1]].strip(), line).strip() if some else ""
        cells.update(self.map.constant)
        known = True
        for ours, codes in self.map.values.items():
            code = cells.get(ours, "").strip()
            if code in codes:
                cells[ours] = codes[code]
            elif code:
                self._unknown.setdefault((ours, code), []).append(row.line)
                known = False
        if self.pad is not None and "pcn" in cells:
            whole = self.pad.whole(cells["pcn"])
            if whole != cells["pcn"]:
                self._padded.append(row.line)
                cells["pcn"] = whole
        return cells, known

    def _pcn(self, row: Row) -> str:
        """The PCN of a row that was not read."""
        cell = row.cells.get(self.map.columns.get("pcn", ""), "")
        return self.pad.whole(cell) if self.pad else cell

    def _code_faults(self, each: bool) -> list[Fault]:
        """Codes without a meaning, each once: how many rows have it, and the first; or every row of them.

        Told of a row by itself, our own words are what is expected: it is put right in them.
        """
        faults: list[Fault] = []
        for (ours, code), lines in self._unknown.items():
            head, known = self.map.head(ours), ", ".join(map(quoted, self.map.values[ours]))
            if each:
                expected = f"one of {', '.join(self._words(ours))}"
                faults += [Fault(self.name, line, head, quoted(code), expected) for line in lines]
            else:
                expected = f"a code of the profile's values.{ours}: {known}"
                faults.append(Fault(self.name, lines[0], head, f"{quoted(code)} in {_rows(lines)}", expected))
        return faults

    def _words(self, ours: str) -> tuple[str, ...]:
        """Our words for a column with codes: all that it may hold, or those that the profile gives."""
        choices = next((one.choices for one in FILES[self.target] if one.name == ours), ())
        return choices or tuple(dict.fromkeys(self.map.values[ours].values()))

    def _stray_faults(self, each: bool) -> list[Fault]:
        """Kinds of rows that no entry of the profile takes, each once, or every row of them."""
        expected = 'a [[file]] whose only takes them (as = "nothing" where they are to be passed over)'
        column = clean(next(iter(self.map.only), ""))
        found: list[Fault] = []
        for value, lines in self._strays.items():
            if each:
                found += [Fault(self.name, line, column, quoted(value), expected) for line in lines]
            else:
                told = f"{quoted(value)} in {_rows(lines)}"
                found.append(Fault(self.name, lines[0], column, told, expected))
        return found


def _rows(lines: list[int]) -> str:
    return "1 row" if len(lines) == 1 else f"{len(lines):,} rows, of which this is the first"
