"""What the case system answers: PCN, id, taken or refused, and words; as CSV or JSON, read strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.reading.delimited import Column, Fault, quoted
from caseworker.reading.delimited import read as read_csv
from caseworker.text import clean

SIZE_CAP = 25 * 1024 * 1024
"""Largest file, in bytes."""
ANSWERS = ("taken", "refused")
COLUMNS = (
    Column("pcn", "the PCN's number", "text", "ZZ1234567A"),
    Column("id", "the id under which it was told", "number", "17"),
    Column("answer", "whether it was taken", "choice", "taken", choices=ANSWERS),
    Column("words", "the case system's own words", "text", "unknown PCN", needed=False),
)
_ID = re.compile(r"[0-9]{1,15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the case system said to one thing."""

    file: str
    line: int
    """Of a CSV file; of a JSON file, which row."""
    pcn: str
    id: int
    answer: str
    words: str


def read(content: bytes, file: str) -> tuple[tuple[Answer, ...], tuple[Fault, ...]]:
    """Every answer of a file, and every fault; JSON where it begins with a bracket.

    A JSON file is a list of objects, or an object with the list under ``outcomes``.
    """
    if len(content) > SIZE_CAP:
        return (), (Fault(file, 0, "", f"{len(content):,} bytes", f"at most {SIZE_CAP:,} bytes"),)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        cells, faults = _json(content, file)
    else:
        sheet = read_csv(content, file, COLUMNS)
        cells, faults = [(row.line, row.cells) for row in sheet.rows], list(sheet.faults)
    answers: list[Answer] = []
    for line, row in cells:
        one = _answer(file, line, row)
        if isinstance(one, Fault):
            faults.append(one)
        else:
            answers.append(one)
    return tuple(answers), tuple(faults)


def _answer(file: str, line: int, row: Mapping[str, str]) -> Answer | Fault:
    told, answer = row.get("id", "").strip(), row.get("answer", "").strip().casefold()
    if not _ID.fullmatch(told):
        return Fault(file, line, "id", quoted(told), "a whole number")
    if answer not in ANSWERS:
        return Fault(file, line, "answer", quoted(answer), " or ".join(ANSWERS))
    try:
        pcn = normal_pcn(row.get("pcn", ""))
    except Refused:
        return Fault(file, line, "pcn", quoted(row.get("pcn", "")), "a PCN's number")
    return Answer(file, line, pcn, int(told), answer, clean(row.get("words", "")).strip())


def _json(content: bytes, file: str) -> tuple[list[tuple[int, dict[str, str]]], list[Fault]]:
    """The rows of a JSON file as text, each with its number; doubled names and NaN are faults."""
    expected = 'a list of {"pcn", "id", "answer", "words"}'
    try:
        whole = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no, parse_float=_no
        )
    except (ValueError, RecursionError) as wrong:
        at = getattr(wrong, "lineno", 0)
        why = str(getattr(wrong, "msg", "")) or (str(wrong) if isinstance(wrong, _Doubled) else "")
        return [], [Fault(file, at, "", f"what is no JSON ({why or 'not readable'})", expected)]
    rows = whole.get("outcomes") if isinstance(whole, dict) else whole
    if not isinstance(rows, list):
        return [], [Fault(file, 0, "", "no list of answers", expected)]
    good: list[tuple[int, dict[str, str]]] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows, start=1):
        if isinstance(row, dict) and all(isinstance(cell, str | int) for cell in row.values()):
            good.append((number, {name: str(cell) for name, cell in row.items()}))
        else:
            faults.append(Fault(file, number, "", "a row that holds something else than text", expected))
    return good, faults


class _Doubled(ValueError):
    """A name stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise _Doubled("a name stands twice in one row")
    return dict(pairs)


def _no(words: str) -> Any:
    raise ValueError(words)
