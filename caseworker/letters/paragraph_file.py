"""Reads one paragraph file and says everything that is wrong with it, line by line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from caseworker.law.facts import LetterKind
from caseworker.law.regimes import regimes
from caseworker.letters.paragraph import (
    CONDITIONS,
    DEFAULT_REGIMES,
    FIELD,
    FOREIGN,
    KEYS,
    MOST,
    OUTCOMES,
    REQUIRED,
    SLOTS,
    USES,
    Field,
    Paragraph,
    Problem,
    nearest,
)
from caseworker.letters.phrases import PHRASES
from caseworker.letters.regimes import ANSWERED, ANY

_OTHER = re.compile(r"\+\+\+ +([a-z][a-z-]*)\s*")


def parse(
    source: str, name: str, fields: Mapping[str, Field]
) -> tuple[tuple[Paragraph, ...], tuple[Problem, ...]]:
    """One paragraph file read, with everything wrong in it; no paragraph when it cannot be used at all.

    A line ``+++ word`` begins the same paragraph in other words: ``loading-upheld-routine`` is the part
    under ``+++ routine`` of ``loading-upheld``.
    """
    lines = source.split("\n")
    marks = [number for number, line in enumerate(lines) if line.strip() == "+++"][:2]
    if len(marks) < 2 or marks[0] != 0:
        rule = "A file starts with +++, then its particulars, then +++, then its text."
        return (), (Problem(name, 1, "The particulars are not marked off.", rule),)
    head, body = lines[1 : marks[1]], lines[marks[1] + 1 :]
    try:
        data = tomllib.loads("\n".join(head))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        at = int(line[1]) + 1 if line else 2
        return (), (
            Problem(name, at, f"The particulars cannot be read: {error}.", "They are written in TOML."),
        )
    problems = [*_check_keys(data, head, name), *_check_head(head, name)]
    if any(one.level == "error" for one in problems):
        return (), tuple(problems)
    found = []
    for variant, start, part in _wordings(body):
        skipped = next((n for n, line in enumerate(part) if line.strip()), 0)
        text = "\n".join(line.rstrip() for line in part).strip("\n")
        paragraph = _paragraph(data, text, name, marks[1] + 2 + start + skipped, variant)
        problems.extend(_check_text(paragraph, fields))
        found.append(paragraph)
    problems.extend(_check_values(found[0], head, name))
    return tuple(found), tuple(problems)


def _wordings(body: list[str]) -> Iterator[tuple[str, int, list[str]]]:
    """The wordings of one file: the name of each, where it begins, and its lines."""
    cuts = [(number, match[1]) for number, line in enumerate(body) if (match := _OTHER.fullmatch(line))]
    starts = [("", 0), *((word, number + 1) for number, word in cuts)]
    ends = [*(number for number, _ in cuts), len(body)]
    for (word, start), end in zip(starts, ends, strict=True):
        yield word, start, body[start:end]


def _paragraph(data: dict[str, Any], text: str, name: str, first: int, variant: str) -> Paragraph:
    def many(key: str) -> tuple[str, ...]:
        return tuple(data.get(key, ()))

    return Paragraph(
        id=f"{data['id']}-{variant}" if variant else data["id"],
        title=f"{data['title']} ({variant})" if variant else data["title"],
        slot=data["slot"],
        kinds=many("kinds"),
        text=text,
        review_on=data["review_on"],
        regimes=_regimes(many("regimes"), data["slot"]),
        families=_families(many("families"), data["slot"]),
        points=many("points"),
        outcome=data.get("outcome", ""),
        when=many("when"),
        use=data.get("use", "one"),
        alone=data.get("alone", ""),
        asks=data.get("asks", ""),
        note=data.get("note", ""),
        theme=name.rsplit("/", 1)[0] if "/" in name else "",
        path=name,
        first_line=first,
        variant=variant,
    )


def _regimes(named: tuple[str, ...], slot: str) -> tuple[str, ...]:
    """The regimes of a paragraph: an answer holds in every law of its families, the rest only where named."""
    every = tuple(one.id for one in regimes())
    if ANY in named or (slot == "answer" and not named):
        return every
    return named or DEFAULT_REGIMES


def _families(named: tuple[str, ...], slot: str) -> tuple[str, ...]:
    """The families of a paragraph: an answer speaks of a parked vehicle where it names none."""
    if ANY in named or (slot != "answer" and not named):
        return ()
    return named or ANSWERED


def _check_keys(data: dict[str, Any], head: list[str], name: str) -> Iterator[Problem]:
    for key, value in data.items():
        line = _line_of(head, key)
        if key not in KEYS:
            yield Problem(name, line, f"“{key}” is not a particular of a paragraph.", nearest(key, KEYS))
        elif not isinstance(value, KEYS[key]):
            yield Problem(name, line, f"“{key}” holds {value!r}.", f"It must be a {KEYS[key].__name__}.")
        elif isinstance(value, list) and not all(isinstance(one, str) for one in value):
            yield Problem(name, line, f"“{key}” holds something else than words.", "It is a list of words.")
    for key in REQUIRED:
        if not data.get(key):
            yield Problem(name, 2, f"“{key}” is missing.", f"Each paragraph says: {', '.join(REQUIRED)}.")


def _check_head(head: list[str], name: str) -> Iterator[Problem]:
    """The particulars are shown to officers: they hold no code and nothing hidden either."""
    for number, line in enumerate(head, 2):
        for pattern, rule in FOREIGN:
            if pattern.search(line):
                yield Problem(name, number, "The particulars hold code or hidden characters.", rule)


def _check_values(paragraph: Paragraph, head: list[str], name: str) -> Iterator[Problem]:
    stem = name.rsplit("/", 1)[-1].removesuffix(".md")
    if paragraph.id != stem:
        yield Problem(
            name, _line_of(head, "id"), f"The id “{paragraph.id}” is not the file's name.", "One name each."
        )
    closed: tuple[tuple[str, tuple[str, ...], Iterable[str]], ...] = (
        ("slot", (paragraph.slot,), SLOTS),
        ("use", (paragraph.use,), USES),
        ("outcome", (paragraph.outcome,), ("", *OUTCOMES)),
        ("kinds", paragraph.kinds, tuple(LetterKind)),
        ("regimes", paragraph.regimes, tuple(one.id for one in regimes())),
        ("families", paragraph.families, tuple(one.family for one in regimes())),
        ("when", paragraph.when, CONDITIONS),
        ("points", paragraph.points, PHRASES),
    )
    for key, values, allowed in closed:
        for value in values:
            if value not in allowed:
                rule = nearest(value, allowed) or f"One of: {', '.join(filter(None, allowed))}."
                yield Problem(name, _line_of(head, key), f"“{value}” is not known as {key}.", rule)
    if paragraph.slot == "answer" and not paragraph.outcome:
        yield Problem(
            name, _line_of(head, "slot"), "An answer has no outcome.", f"Say {', '.join(OUTCOMES)}."
        )


def _check_text(paragraph: Paragraph, fields: Mapping[str, Field]) -> Iterator[Problem]:
    if not paragraph.text.strip():
        yield Problem(paragraph.path, paragraph.first_line, "There is no text.", "A paragraph has words.")
    if len(paragraph.text) > MOST:
        yield Problem(
            paragraph.path, paragraph.first_line, "The text is too long.", f"At most {MOST:,} characters."
        )
    for number, line in enumerate(paragraph.text.split("\n"), paragraph.first_line):
        if line.lstrip().startswith("+++"):
            rule = "Another wording begins with +++ and its name in small letters, alone in its line."
            yield Problem(paragraph.path, number, "This line would be printed as it stands.", rule)
        for pattern, rule in FOREIGN:
            if pattern.search(line):
                yield Problem(paragraph.path, number, "The text holds code or hidden characters.", rule)
        for name in FIELD.findall(line):
            if name not in fields:
                rule = nearest(name, fields) or "Fields are listed in fields.toml."
                yield Problem(paragraph.path, number, f"There is no field {{{name}}}.", rule)
            elif fields[name].slots and paragraph.slot not in fields[name].slots:
                where = ", ".join(fields[name].slots)
                yield Problem(
                    paragraph.path, number, f"{{{name}}} may not stand here.", f"It belongs to: {where}."
                )
        rest = FIELD.sub("", line)
        if "{" in rest or "}" in rest:
            yield Problem(
                paragraph.path, number, "A brace stands alone or holds code.", "A field is {small_letters}."
            )


def _line_of(head: list[str], key: str) -> int:
    """The line of the file on which a particular stands (the first line is the mark)."""
    return next((n for n, line in enumerate(head, 2) if re.match(rf"\s*{re.escape(key)}\s*=", line)), 2)
