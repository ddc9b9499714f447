"""The council's paragraphs: read from text files, checked, and each given a version by its words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from caseworker.law.facts import LetterKind
from caseworker.law.refusals import Refused
from caseworker.letters.phrases import PHRASES

SLOTS = (
    "opening",
    "decision",
    "answer",
    "discretion",
    "money",
    "refund",
    "next-steps",
    "rights",
    "care",
    "closing",
    "enclosed",
)
"""The places of a letter, in the order in which they are printed; ``enclosed`` stands under the signature."""

CONDITIONS = {
    "paid": "the charge has been paid",
    "paid-part": "part of the charge has been paid",
    "unpaid": "nothing has been paid",
    "discount-offered": "a discount is offered",
    "discount-not-offered": "no discount is offered",
    "london": "the authority is in London",
    "outside": "the authority is outside London",
    "writer-not-recipient": "somebody else wrote",
    "writer-is-recipient": "the person written to wrote",
    "deceased": "somebody concerned has died",
    "not-deceased": "nobody concerned has died",
    "care": "the letter calls for care",
    "no-care": "nothing calls for special care",
    "mitigation": "mitigation was raised",
    "no-mitigation": "no mitigation was raised",
    "several-points": "several points were raised",
    "one-point": "one point was raised",
    "no-points": "no point has been marked",
    "evidence-sent": "the motorist sent evidence",
    "no-evidence-sent": "the motorist sent no evidence",
    "ground-accepted": "a ground is accepted",
    "compelling-reasons-accepted": "mitigation is accepted and no ground is",
    "liability-moves": "somebody else may be liable",
    "certificate-running": "the time to pay the charge certificate is running",
    "certificate-over": "the time to pay the charge certificate is over",
    "by-post": "the letter goes by post",
    "by-hand": "the letter is handed over",
    "cancelled": "the notice is cancelled",
    "stands": "the notice stands",
}
"""The closed list of conditions a paragraph may name, with what each means."""

USES = ("one", "also", "offer")
"""``one``: the best of its slot is planned; ``also``: planned beside it; ``offer``: only in the picker."""

KEYS = {
    "id": str,
    "title": str,
    "slot": str,
    "use": str,
    "kinds": list,
    "regimes": list,
    "points": list,
    "outcome": str,
    "when": list,
    "alone": str,
    "review_on": date,
    "note": str,
}
REQUIRED = ("id", "title", "slot", "kinds", "review_on")
DEFAULT_REGIMES = ("tma-reg9", "tma-reg10")
FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A field as a paragraph writes it."""
FOREIGN = (
    (re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}"), "Template code is not read here: write {field}."),
    (re.compile(r"[«»]"), "«» marks what is unfilled: write {field}."),
    (
        re.compile(r"\b(?:INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|HYPERLINK|MERGEFIELD)\b"),
        "Field codes of a word processor are not allowed.",
    ),
    (
        re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"),
        "Control and hidden characters are not allowed.",
    ),
    (re.compile(r"https?://|www\.", re.IGNORECASE), "Addresses of websites belong to the letterhead."),
)
MOST = 64_000
"""No paragraph file is longer than this many characters."""


@dataclass(frozen=True)
class Field:
    """One field that a paragraph may use."""

    name: str
    meaning: str
    example: str
    slots: tuple[str, ...] = ()
    """Where it may stand; empty means anywhere."""


@dataclass(frozen=True)
class Paragraph:
    """One piece of the council's wording, with what it is for."""

    id: str
    title: str
    slot: str
    kinds: tuple[str, ...]
    text: str
    review_on: date
    """The day by which somebody reads it again."""
    regimes: tuple[str, ...] = DEFAULT_REGIMES
    points: tuple[str, ...] = ()
    outcome: str = ""
    """``upheld``, ``not-upheld`` or empty: the outcome of the point it answers."""
    when: tuple[str, ...] = ()
    use: str = "one"
    alone: str = ""
    """Why this paragraph has no twin for the other outcome."""
    note: str = ""
    """A word to the officer; it is never printed."""
    theme: str = ""
    """The folder in which it lies."""
    path: str = ""
    first_line: int = 1
    """The line of the file on which its text starts."""

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits of the text's own hash: other words, another version."""
        return sha256(self.text.encode()).hexdigest()[:12]

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields that its text uses, in order, each once."""
        return tuple(dict.fromkeys(FIELD.findall(self.text)))

    @cached_property
    def hay(self) -> str:
        """What the picker searches: title, id and points."""
        return f"{self.title} {self.id} {' '.join(self.points)}".lower().replace("-", " ")


@dataclass(frozen=True)
class Problem:
    """Something wrong with a paragraph file: where, what, and the rule."""

    path: str
    line: int
    what: str
    rule: str
    level: str = "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what} {self.rule}".rstrip()


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
            do=_nearest(key, self._by_id) or "List them with: caseworker paragraphs list.",
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
    if not folder.is_dir():
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
        paragraph, wrong = parse(_text(path, name, problems), name, fields)
        problems.extend(wrong)
        if paragraph is None:
            continue
        if paragraph.id in found:
            other = found[paragraph.id].path
            problems.append(
                Problem(name, 2, f"The id “{paragraph.id}” is also in {other}.", "An id is used once.")
            )
            continue
        found[paragraph.id] = paragraph
    return Library(found.values(), fields), tuple(problems)


def parse(
    source: str, name: str, fields: Mapping[str, Field]
) -> tuple[Paragraph | None, tuple[Problem, ...]]:
    """One paragraph file read, with everything wrong in it; ``None`` when it cannot be used at all."""
    lines = source.split("\n")
    marks = [number for number, line in enumerate(lines) if line.strip() == "+++"][:2]
    if len(marks) < 2 or marks[0] != 0:
        rule = "A file starts with +++, then its particulars, then +++, then its text."
        return None, (Problem(name, 1, "The particulars are not marked off.", rule),)
    head, body = lines[1 : marks[1]], lines[marks[1] + 1 :]
    try:
        data = tomllib.loads("\n".join(head))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        at = int(line[1]) + 1 if line else 2
        return None, (
            Problem(name, at, f"The particulars cannot be read: {error}.", "They are written in TOML."),
        )
    problems = list(_check_keys(data, head, name))
    if any(one.level == "error" for one in problems):
        return None, tuple(problems)
    skipped = next((n for n, line in enumerate(body) if line.strip()), 0)
    first = marks[1] + 2 + skipped
    text = "\n".join(line.rstrip() for line in body).strip("\n")
    paragraph = _paragraph(data, text, name, first)
    problems.extend(_check_values(paragraph, head, name))
    problems.extend(_check_text(paragraph, fields))
    return paragraph, tuple(problems)


def _paragraph(data: dict[str, Any], text: str, name: str, first: int) -> Paragraph:
    def many(key: str) -> tuple[str, ...]:
        return tuple(data.get(key, ()))

    return Paragraph(
        id=data["id"],
        title=data["title"],
        slot=data["slot"],
        kinds=many("kinds"),
        text=text,
        review_on=data["review_on"],
        regimes=many("regimes") or DEFAULT_REGIMES,
        points=many("points"),
        outcome=data.get("outcome", ""),
        when=many("when"),
        use=data.get("use", "one"),
        alone=data.get("alone", ""),
        note=data.get("note", ""),
        theme=name.rsplit("/", 1)[0] if "/" in name else "",
        path=name,
        first_line=first,
    )


def _check_keys(data: dict[str, Any], head: list[str], name: str) -> Iterator[Problem]:
    for key, value in data.items():
        line = _line_of(head, key)
        if key not in KEYS:
            yield Problem(name, line, f"“{key}” is not a particular of a paragraph.", _nearest(key, KEYS))
        elif not isinstance(value, KEYS[key]):
            yield Problem(name, line, f"“{key}” holds {value!r}.", f"It must be a {KEYS[key].__name__}.")
        elif isinstance(value, list) and not all(isinstance(one, str) for one in value):
            yield Problem(name, line, f"“{key}” holds something else than words.", "It is a list of words.")
    for key in REQUIRED:
        if not data.get(key):
            yield Problem(name, 2, f"“{key}” is missing.", f"Each paragraph says: {', '.join(REQUIRED)}.")


def _check_values(paragraph: Paragraph, head: list[str], name: str) -> Iterator[Problem]:
    stem = name.rsplit("/", 1)[-1].removesuffix(".md")
    if paragraph.id != stem:
        yield Problem(
            name, _line_of(head, "id"), f"The id “{paragraph.id}” is not the file's name.", "One name each."
        )
    closed: tuple[tuple[str, tuple[str, ...], Iterable[str]], ...] = (
        ("slot", (paragraph.slot,), SLOTS),
        ("use", (paragraph.use,), USES),
        ("outcome", (paragraph.outcome,), ("", "upheld", "not-upheld")),
        ("kinds", paragraph.kinds, tuple(LetterKind)),
        ("when", paragraph.when, CONDITIONS),
        ("points", paragraph.points, PHRASES),
    )
    for key, values, allowed in closed:
        for value in values:
            if value not in allowed:
                rule = _nearest(value, allowed) or f"One of: {', '.join(allowed)}."
                yield Problem(name, _line_of(head, key), f"“{value}” is not known as {key}.", rule)
    if paragraph.slot == "answer" and not paragraph.outcome:
        yield Problem(name, _line_of(head, "slot"), "An answer has no outcome.", "Say upheld or not-upheld.")


def _check_text(paragraph: Paragraph, fields: Mapping[str, Field]) -> Iterator[Problem]:
    if not paragraph.text.strip():
        yield Problem(paragraph.path, paragraph.first_line, "There is no text.", "A paragraph has words.")
    if len(paragraph.text) > MOST:
        yield Problem(
            paragraph.path, paragraph.first_line, "The text is too long.", f"At most {MOST:,} characters."
        )
    for number, line in enumerate(paragraph.text.split("\n"), paragraph.first_line):
        for pattern, rule in FOREIGN:
            if pattern.search(line):
                yield Problem(paragraph.path, number, "The text holds code or hidden characters.", rule)
        for name in FIELD.findall(line):
            if name not in fields:
                rule = _nearest(name, fields) or "Fields are listed in fields.toml."
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


def _fields(path: Path, problems: list[Problem]) -> dict[str, Field]:
    name = path.name
    try:
        data = tomllib.loads(_text(path, name, problems))
    except tomllib.TOMLDecodeError as error:
        problems.append(
            Problem(name, 1, f"The list of fields cannot be read: {error}.", "It is written in TOML.")
        )
        return {}
    found = {}
    for key, value in data.items():
        slots = tuple(value.get("slots", ()))
        if set(value) - {"meaning", "example", "slots"} or set(slots) - set(SLOTS) or "meaning" not in value:
            problems.append(
                Problem(name, 1, f"Field “{key}” is not well described.", "meaning, example, slots.")
            )
        found[key] = Field(key, str(value.get("meaning", "")), str(value.get("example", "")), slots)
    return found


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


def _line_of(head: list[str], key: str) -> int:
    """The line of the file on which a particular stands (the first line is the mark)."""
    return next((n for n, line in enumerate(head, 2) if re.match(rf"\s*{re.escape(key)}\s*=", line)), 2)


def _nearest(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Did you mean “{near[0]}”?" if near else ""
