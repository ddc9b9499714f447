"""How the library is drawn: rows of the list, what is said of a paragraph, changes word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from caseworker.widgets.literal import literal
from caseworker.widgets.queue_table import Column
from caseworker.widgets.row_source import Row

if TYPE_CHECKING:
    from caseworker.casework.library.looking import Entry, Version
    from caseworker.letters.changes import Change
    from caseworker.letters.paragraph import Problem
    from caseworker.letters.sampling import Sample

COLUMNS = (
    Column("mark", "", 1),
    Column("paragraph", "Paragraph", 36, narrow=24),
    Column("state", "State", 24, narrow=20),
    Column("review", "Review by", 10),
    Column("fared", "Letters with it", 44, narrow=16),
    Column("slot", "Place", 11, priority=2),
    Column("regimes", "Law", 20, priority=3),
    Column("points", "Answers", 30, priority=3),
)
LOOKS = {"gone": "strike dim", "new": "bold underline"}
"""How words that went and came are drawn, beside their marks."""


def row_of(number: int, one: Entry, today: date) -> Row:
    """A paragraph as a row: what waits for somebody stands out by word, shape and colour."""
    late = one.review_on is not None and one.review_on < today
    due = one.stands != "retired" and one.review_due(today)
    mark = "!" if due and late else "~" if due or one.work else " "
    style = "urgent" if due and late else "near" if due or one.work else ""
    cells = (
        mark,
        one.paragraph,
        state_of(one),
        one.review_on.isoformat() if one.review_on else "",
        one.fared.words,
        one.slot,
        ", ".join(one.regimes),
        ", ".join((*one.points, *([one.outcome] if one.outcome else []))),
    )
    return Row(number, cells, "quiet" if one.stands == "retired" and not one.work else style)


def state_of(one: Entry) -> str:
    """``submitted · v2 stands``: what is being worked on, and what stands."""
    stands = f"v{one.number} stands" if one.stands == "published" else one.stands
    if one.work == "draft" and one.words and one.stands != "retired":
        return " · ".join(part for part in ("given back", stands) if part)
    return " · ".join(part for part in (one.work, stands) if part)


def said_of(one: Entry, texts: Sequence[str]) -> Content:
    """A paragraph in the pane beside the list.

    Args:
        texts: its wordings as they stand.
    """
    lines: list[Content] = [literal(one.title or one.paragraph).stylize("bold"), literal(one.path)]
    for label, words in (
        ("State", state_of(one)),
        ("Written by", one.authors),
        ("Said", one.words),
        ("Letters", ", ".join(one.kinds)),
        ("Law", ", ".join(one.regimes)),
        ("Answers", ", ".join((*one.points, one.outcome)).strip(", ")),
        ("Read again by", one.review_on.isoformat() if one.review_on else ""),
        ("Letters with it", one.fared.words or "none yet"),
        ("Marked", "; ".join(f"{kind}: {cause} ({count})" for kind, cause, count in one.fared.causes)),
    ):
        if words:
            lines.append(Content.assemble((f"{label}: ", "dim"), literal(words)))
    for text in texts:
        lines += [literal(""), literal(text)]
    return Content("\n").join(lines)


def drawn_changes(some: Iterable[Change]) -> Content:
    """Changes word by word: ``[-gone-]`` and ``{+new+}``, so that no look alone says it.

    What stayed far from a change is cut.
    """
    from caseworker.letters.changes import shortened

    parts: list[Content] = []
    for one in shortened(some):
        space = one.text[: len(one.text) - len(one.text.lstrip())]
        words = one.text[len(space) :]
        if one.kind in LOOKS and words:
            start, end = ("[-", "-]") if one.kind == "gone" else ("{+", "+}")
            parts += [literal(space), literal(f"{start}{words}{end}").stylize(LOOKS[one.kind])]
        else:
            parts.append(literal(one.text))
    return Content.assemble(*parts)


def drawn_samples(some: Sequence[Sample]) -> Content:
    """Each wording as it reads on the sample case."""
    parts: list[Content] = []
    for one in some:
        parts += [literal(one.title).stylize("bold"), literal(one.where).stylize("dim")]
        parts += [literal(one.text), literal("")]
    return Content("\n").join(parts)


def drawn_problems(some: Sequence[Problem]) -> Content:
    """What the lint says, line by line."""
    if not some:
        return Content("Nothing to mend.")
    lines = []
    for one in some:
        head = f"{'!' if one.level == 'error' else '~'} line {one.line}: {one.what}"
        lines.append(Content.assemble(literal(head).stylize("bold"), literal(f" {one.rule}")))
    return Content("\n").join(lines)


def drawn_versions(some: Sequence[Version]) -> Content:
    """Every version, with the marks by which letters record its wordings."""
    lines = []
    for one in reversed(some):
        by = f" · by {one.authors}" if one.authors else ""
        judged = f" · judged by {one.judged_by}" if one.judged_by else ""
        lines.append(literal(f"version {one.number} · {one.state}{by}{judged}").stylize("bold"))
        if one.words:
            lines.append(literal(f"  {one.words}"))
        lines += [
            literal(f"  {version}  {wording}").stylize("dim") for wording, version in one.hashes.items()
        ]
    return Content("\n").join(lines)
