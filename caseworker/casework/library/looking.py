"""The library as whoever writes it sees it: what stands, what is being written, how letters with it fared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from caseworker.casework import shelf
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.letters.changes import Change, changes
from caseworker.text import counted, one_line

if TYPE_CHECKING:
    from caseworker.letters.library import Library, Paragraph, Problem
    from caseworker.letters.sampling import Sample

REMINDED = 60
"""Days before its review day on which a paragraph is put forward."""


@dataclass(frozen=True, slots=True)
class Fared:
    """What came of letters with a paragraph: numbers of letters, each wording counted for itself."""

    used: int = 0
    changed: int = 0
    """Letters in which the officer changed its words."""
    returned: int = 0
    complaints: int = 0
    """Complaints on the PCN after the letter was served."""
    escalated: int = 0
    """Letters after which representations or an appeal followed."""
    lost: int = 0
    """Appeals allowed or not contested after the letter."""
    causes: tuple[tuple[str, str, int], ...] = ()
    """What leaders marked: kind, cause, letters."""

    @property
    def words(self) -> str:
        """In one line; empty where no letter has it."""
        if not self.used:
            return ""
        parts = [counted(self.used, "letter")]
        parts += [f"{self.changed} changed"] if self.changed else []
        parts += [f"{self.returned} returned"] if self.returned else []
        parts += [counted(self.complaints, "complaint")] if self.complaints else []
        parts += [f"{self.escalated} went on"] if self.escalated else []
        lost = ", ".join(f"{cause} {count}" for kind, cause, count in self.causes if kind == "tribunal")
        parts += [f"{self.lost} lost" + (f" ({lost})" if lost else "")] if self.lost or lost else []
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph's file: what stands, and the version that is being worked on."""

    paragraph: str
    theme: str
    title: str
    slot: str
    kinds: tuple[str, ...]
    regimes: tuple[str, ...]
    points: tuple[str, ...]
    outcome: str
    stands: str
    """``shipped``, ``published`` or ``retired``; empty where there is only a draft."""
    number: int
    """The version that stands, 0 for the shipped one."""
    review_on: date | None
    fared: Fared
    work: str = ""
    """``draft``, ``submitted`` or ``approved``; empty where nothing is being worked on."""
    work_id: int = 0
    saves: int = 0
    authors: str = ""
    """Names of those who wrote in it."""
    words: str = ""
    """Why it was given back, or retired."""

    @property
    def path(self) -> str:
        """Where its file lies in the library."""
        return f"{self.theme}/{self.paragraph}.md"

    def review_due(self, today: date) -> bool:
        """Whether it should be read again by now, or soon."""
        return self.review_on is not None and self.review_on <= today + timedelta(days=REMINDED)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a paragraph, the shipped one under number 0."""

    number: int
    state: str
    text: str
    hashes: Mapping[str, str]
    """The version that letters record, by wording."""
    authors: str = ""
    judged_by: str = ""
    published_at: datetime | None = None
    words: str = ""


def listed(office: Office) -> tuple[Entry, ...]:
    """Every paragraph's file by path: those that stand, are being written, or were retired."""
    from caseworker.store import library as kept

    library = office.library
    with office.store.reading() as tx:
        rows = kept.heads(tx)
    fared = _fared(office, library)
    standing = {row.paragraph: row for row in rows if row.state in kept.STANDING}
    working = {row.paragraph: row for row in rows if row.state in kept.OPEN}
    found: dict[str, Entry] = {}
    for one in (*library, *office.shipped):
        name = one.path.rpartition("/")[2][:-3]
        if not one.variant and name not in found:
            stands = standing.get(name)
            found[name] = _entry(office, one, name, stands, working.get(name), fared)
    for row in rows:
        if row.paragraph not in found:
            found[row.paragraph] = _only_written(office, row, working.get(row.paragraph))
    return tuple(sorted(found.values(), key=lambda one: one.path))


def due(office: Office) -> tuple[Entry, ...]:
    """The paragraphs to read again by now or soon, the longest overdue first."""
    today = office.today()
    found = [one for one in listed(office) if one.stands != "retired" and one.review_due(today)]
    return tuple(sorted(found, key=lambda one: (one.review_on or today, one.path)))


def history(office: Office, paragraph: str) -> tuple[Version, ...]:
    """Every version of a paragraph, oldest first; the shipped one first of all.

    Raises:
        Refused: nothing of that name was ever in the library.
    """
    from caseworker.letters.library import parse
    from caseworker.store import library as kept

    with office.store.reading() as tx:
        rows = kept.versions(tx, paragraph)
    path = shelf.path_of(office.shipped, paragraph)
    own = path.rpartition("/")[2] == f"{paragraph}.md"
    shipped = shelf.shipped_text(office, path) if own else ""

    def hashes(text: str, theme: str) -> dict[str, str]:
        found, _ = parse(text, f"{theme}/{paragraph}.md", office.shipped.fields)
        return {one.id: one.version for one in found}

    versions = [Version(0, "shipped", shipped, hashes(shipped, path.partition("/")[0]))] if shipped else []
    versions += [
        Version(
            row.number,
            row.state,
            row.text,
            hashes(row.text, row.theme),
            _names(office, row.author),
            _names(office, row.judged_by),
            row.published_at,
            row.words,
        )
        for row in rows
    ]
    if not versions:
        raise Refused(
            f"There is no paragraph “{one_line(paragraph)[:60]}”.",
            rule="A paragraph is named by its file.",
            do="List them with: caseworker paragraphs list.",
        )
    return tuple(versions)


def differences(
    office: Office, paragraph: str, older: int | None = None, newer: int | None = None
) -> tuple[str, tuple[Change, ...]]:
    """What changed between two versions, and which they are; not said, the newest and what stands.

    Raises:
        Refused: there is no such paragraph or version, or only one.
    """
    every = {one.number: one for one in history(office, paragraph)}
    stands = [one for one in every.values() if one.state in ("published", "shipped")]
    new = every[max(every)] if newer is None else every.get(newer)
    before = [one for one in stands if new is None or one.number < new.number]
    old = (before[-1] if before else None) if older is None else every.get(older)
    if new is None or (older is not None and old is None):
        known = ", ".join(str(number) for number in every)
        raise Refused(f"{paragraph} has no such version.", do=f"It has: {known}.")
    said = f"version {old.number} ({old.state})" if old else "nothing"
    words = f"{paragraph}: from {said} to version {new.number} ({new.state})"
    return words, changes(old.text if old else "", new.text)


def looked_over(office: Office, path: str, text: str) -> tuple[tuple[Problem, ...], tuple[Sample, ...]]:
    """A text while it is written: what the lint says of it, and how it reads on a sample case."""
    from caseworker.letters.laying import lay
    from caseworker.letters.lint import look_over
    from caseworker.letters.sampling import samples

    laid, problems = lay(office.library, {path: text})
    found = look_over(laid, office.today(), problems, only=path)
    broken = any(one.level == "error" for one in problems)
    return found, () if broken else samples(laid, path, office.today())


def _entry(
    office: Office, one: Paragraph, name: str, stands: Any, work: Any, fared: Mapping[str, Fared]
) -> Entry:
    why = stands.words if stands is not None and stands.state == "retired" else ""
    told: dict[str, Any] = {"words": why} | _work(office, work)
    return Entry(
        paragraph=name,
        theme=one.theme,
        title=one.title,
        slot=one.slot,
        kinds=one.kinds,
        regimes=one.regimes,
        points=one.points,
        outcome=one.outcome,
        stands=stands.state if stands is not None else "shipped",
        number=stands.number if stands is not None else 0,
        review_on=one.review_on,
        fared=fared.get(name, Fared()),
        **told,
    )


def _only_written(office: Office, row: Any, work: Any) -> Entry:
    """A paragraph that stands in no library: a first draft, or a retired one of the council's own."""
    return Entry(
        paragraph=row.paragraph,
        theme=row.theme,
        title="",
        slot="",
        kinds=(),
        regimes=(),
        points=(),
        outcome="",
        stands=row.state if row.state == "retired" else "",
        number=row.number,
        review_on=None,
        fared=Fared(),
        **({"words": row.words} | _work(office, work)),
    )


def _work(office: Office, row: Any) -> dict[str, Any]:
    if row is None:
        return {}
    found = {
        "work": row.state,
        "work_id": row.id,
        "saves": row.saves,
        "authors": _names(office, row.author),
    }
    return found | ({"words": row.words} if row.words else {})


def _names(office: Office, ids: str) -> str:
    return ", ".join(office.officers.name(one) for one in ids.split())


def _fared(office: Office, library: Library) -> dict[str, Fared]:
    """How letters fared, by the name of a paragraph's file."""
    from caseworker.store import library as kept

    with office.store.raw() as reader:
        fates, causes = kept.fates(reader), kept.causes(reader)
    files = {one.id: one.path.rpartition("/")[2][:-3] for one in (*office.shipped, *library)}
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for fate in fates:
        counts = sums[files.get(fate.wording, fate.wording)]
        every = (fate.used, fate.changed, fate.returned, fate.complaints, fate.escalated, fate.lost)
        for at, number in enumerate(every):
            counts[at] += int(number)
    marks: dict[str, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    for one in causes:
        marks[files.get(one.wording, one.wording)][one.kind, one.cause] += int(one.letters)
    return {name: _summed(counts, marks[name]) for name, counts in sums.items()}


def _summed(counts: Sequence[int], marks: Mapping[tuple[str, str], int]) -> Fared:
    causes = tuple((kind, cause, count) for (kind, cause), count in sorted(marks.items()))
    used, changed, returned, complaints, escalated, lost = counts
    return Fared(used, changed, returned, complaints, escalated, lost, causes)
