"""The council's paragraphs: read from text files, checked, and each given a version by its words."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from caseworker.law.refusals import Refused
from caseworker.letters.paragraph import (
    CONDITIONS,
    DEFAULT_REGIMES,
    FIELD,
    SLOTS,
    USES,
    Field,
    Paragraph,
    Problem,
    nearest,
)
from caseworker.letters.paragraph_file import parse

__all__ = [
    "CONDITIONS",
    "DEFAULT_REGIMES",
    "FIELD",
    "SLOTS",
    "USES",
    "Field",
    "Library",
    "Paragraph",
    "Problem",
    "load",
    "parse",
    "read",
]


class Library:
    """All paragraphs of a council, and the fields they may use."""

    def __init__(self, paragraphs: Iterable[Paragraph], fields: Mapping[str, Field]) -> None:
        self.paragraphs = tuple(paragraphs)
        self.fields = dict(fields)
        self._by_id = {one.id: one for one in self.paragraphs}

    def __iter__(self) -> Iterator[Paragraph]:
        return iter(self.paragraphs)

    def __len__(self) -> int:
        return len(self.paragraphs)

    def __contains__(self, key: str) -> bool:
        return key in self._by_id

    def get(self, key: str) -> Paragraph:
        """The paragraph of this id; refused with the nearest id when there is none."""
        if key in self._by_id:
            return self._by_id[key]
        raise Refused(
            f"There is no paragraph “{key}”.",
            rule="A paragraph is named by its id.",
            do=nearest(key, self._by_id) or "List them with: caseworker paragraphs list.",
        )


def load(folder: Path) -> Library:
    """The library of a folder; refused with file, line and rule at the first thing wrong with it."""
    library, problems = read(folder)
    if problems:
        first, more = problems[0], len(problems) - 1
        also = f" ({more} more)" if more else ""
        raise Refused(
            f"{first.path}, line {first.line}: {first.what}{also}",
            rule=first.rule,
            do="Mend the file, then run: caseworker paragraphs lint.",
        )
    return library


def read(folder: Path) -> tuple[Library, tuple[Problem, ...]]:
    """The library of a folder with everything wrong in it, file by file."""
    if not os.path.isdir(folder):  # noqa: PTH112 - unlike Path's, it answers to a name no folder can have
        raise Refused(
            f"There is no paragraph library at {folder}.",
            rule="The library is a folder of text files.",
            do="Give the folder that holds fields.toml.",
        )
    problems: list[Problem] = []
    fields = _fields(folder / "fields.toml", problems)
    found: dict[str, Paragraph] = {}
    for path in sorted(folder.glob("*/*.md")):
        name = path.relative_to(folder).as_posix()
        paragraphs, wrong = parse(_text(path, name, problems), name, fields)
        problems.extend(wrong)
        for paragraph in paragraphs:
            if paragraph.id in found:
                what = f"The id “{paragraph.id}” is also in {found[paragraph.id].path}."
                problems.append(Problem(name, 2, what, "An id is used once."))
                continue
            found[paragraph.id] = paragraph
    return Library(found.values(), fields), tuple(problems)


def _fields(path: Path, problems: list[Problem]) -> dict[str, Field]:
    name = path.name
    raw = _text(path, name, problems)
    try:
        data = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        problems.append(
            Problem(name, 1, f"The list of fields cannot be read: {error}.", "It is written in TOML.")
        )
        return {}
    found = {}
    for key, value in data.items():
        slots = tuple(value.get("slots", ()))
        if set(value) - {"meaning", "example", "slots"} or set(slots) - set(SLOTS) or "meaning" not in value:
            what = f"Field “{key}” is not well described."
            problems.append(Problem(name, _line_of(raw, key), what, "meaning, example, slots."))
        if re.search(r"[{}«»]", f"{value.get('meaning', '')}{value.get('example', '')}"):
            what = f"Field “{key}” holds a field."
            problems.append(
                Problem(name, _line_of(raw, key), what, "A field holds words: it takes in no other.")
            )
        found[key] = Field(key, str(value.get("meaning", "")), str(value.get("example", "")), slots)
    return found


def _line_of(raw: str, key: str) -> int:
    """The line of the list on which a field begins."""
    return next((n for n, line in enumerate(raw.split("\n"), 1) if line.strip() == f"[{key}]"), 1)


def _text(path: Path, name: str, problems: list[Problem]) -> str:
    try:
        raw = path.read_bytes()
        return raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.append(Problem(name, line, "The file is not UTF-8 text.", "Save it as UTF-8."))
    except OSError as error:
        problems.append(
            Problem(name, 1, f"The file cannot be read: {error.strerror}.", "It belongs to the library.")
        )
    return ""
