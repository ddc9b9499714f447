"""The few marks a paragraph may carry: paragraphs, bullets, headings, bold and italic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARKED = re.compile(
    r"\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*|(?<![\w*])\*(?=[^\s*])(?P<italic>[^*]+?)(?<=\S)\*(?![\w*])"
)


class Run(NamedTuple):
    """Words of one weight."""

    text: str
    bold: bool = False
    italic: bool = False


class Line(NamedTuple):
    """One printed paragraph, bullet or heading, its fields not yet filled."""

    kind: str
    runs: tuple[Run, ...]


def lines(text: str) -> Iterator[Line]:
    """A block's text as printed paragraphs: an empty line ends one, a line end inside one is a space."""
    for chunk in re.split(r"\n[ \t]*\n", text.strip("\n")):
        gathered: list[str] = []
        kind = "paragraph"
        for raw in chunk.split("\n"):
            line = raw.strip()
            if line.startswith(("- ", "## ")) and gathered:
                yield Line(kind, runs(" ".join(gathered)))
                gathered, kind = [], "paragraph"
            if line.startswith("- "):
                kind, line = "bullet", line[2:].strip()
            elif line.startswith("## "):
                kind, line = "heading", line[3:].strip()
            if line:
                gathered.append(line)
            if kind == "heading" and gathered:
                yield Line(kind, runs(" ".join(gathered)))
                gathered, kind = [], "paragraph"
        if gathered:
            yield Line(kind, runs(" ".join(gathered)))


def runs(line: str) -> tuple[Run, ...]:
    """One line cut into runs; a lone or unbalanced star is an ordinary star."""
    found: list[Run] = []
    at = 0
    for match in _MARKED.finditer(line):
        if match.start() > at:
            found.append(Run(line[at : match.start()]))
        bold = match["bold"]
        found.append(Run(bold, bold=True) if bold is not None else Run(match["italic"], italic=True))
        at = match.end()
    if at < len(line):
        found.append(Run(line[at:]))
    return tuple(found)
