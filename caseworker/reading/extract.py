"""An import folder, read whole: every row that can be read, and every fault that keeps one from it."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.reading import papers, places, proceedings, records
from caseworker.reading.apart import Apart, Here, Looks
from caseworker.reading.columns import FILES
from caseworker.reading.delimited import Fault, Row, Told, near, quoted
from caseworker.reading.folder import Folder, folder_of
from caseworker.reading.inbox import mail_rows
from caseworker.reading.rows import AnyRow, Extract, Remark
from caseworker.reading.slips import mark_remarks
from caseworker.reading.sources import OursAsIs, Source
from caseworker.reading.streams import Hashed, pcns_of, stopped
from caseworker.text import clean

if TYPE_CHECKING:
    from caseworker.reading.mapping import Pad
    from caseworker.reading.profiles import Profile

FAULT_CAP = 10_000
"""Faults of one file after which it is not read on: its columns are not what they should be."""
TOLD_EVERY = 20_000
"""Rows after which a progress line is told."""
_LOOK_UP = 500
"""Rows after which somebody may stop."""
_R = TypeVar("_R", bound=AnyRow)
_Reader = Callable[[Row], _R | list[Fault]]


def read(
    folder: Path | Mapping[str, bytes | Path],
    *,
    profile: Profile | None = None,
    told: Callable[[str, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
    apart: bool | None = None,
) -> Extract:
    """Read an import folder, a zip of one, or the same files held in memory. Nothing is written anywhere.

    Args:
        folder: a folder, a zip, or file names (with ``/``) and their bytes.
        profile: how a supplier's own files become ours.
        told: called with a file's name and its rows so far, every 20,000 rows and when it was read.
        stop: asked often; where it says yes, the reading ends with `Refused`.
        apart: whether pictures and mail are looked into in a process apart; without it, those on disk are.
    """
    with ExitStack() as stack:
        look: Looks = Here()
        if isinstance(folder, Path) if apart is None else apart:
            look = stack.enter_context(Apart())
            if isinstance(folder, Path) and folder.is_file() and folder.suffix.lower() == ".zip":
                look.zip(folder)
        held = folder_of(folder)
        stack.callback(held.close)
        stack.enter_context(_no_sweeping())
        return _Reading(held, profile, told, stop, look).whole()


@dataclass(slots=True)
class _Reading:
    """One reading of a folder."""

    held: Folder
    profile: Profile | None
    told: Callable[[str, int], None] | None
    stop: Callable[[], bool] | None
    look: Looks
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    sources: dict[str, list[Source]] = field(default_factory=dict)
    digest: Any = field(default_factory=hashlib.sha256)
    held_back: set[str] = field(default_factory=set)

    def whole(self) -> Extract:
        """Everything in the folder."""
        self._find_sources()
        cases = self._once(self._rows("cases.csv", records.case), "pcn")
        letters = self._once(self._rows("correspondence.csv", records.letter))
        payments = self._once(self._rows("payments.csv", records.payment))
        notes = self._once(self._rows("notes.csv", records.note))
        # Newer files come after the evidence: a folder taken in before they were known keeps its digest.
        evidence = self._rows("evidence/manifest.csv", lambda row: papers.evidence(row, self.held, self.look))
        for one in evidence:
            self._count_in(one.name, one.sha256)
        history = self._once(self._rows("history.csv", records.history))
        beside = self._once(self._rows("proceedings.csv", proceedings.proceeding))
        adjustments = self._once(self._rows("adjustments.csv", proceedings.adjustment))
        permits = self._once(self._rows("permits.csv", places.permit))
        sessions = self._once(self._rows("sessions.csv", places.session))
        locations = self._once(self._rows("locations.csv", places.location))
        orders = self._once(self._rows("orders/orders.csv", places.order))
        signs = self._rows("orders/manifest.csv", lambda row: papers.order_paper(row, self.held, self.look))
        post = self._rows("post/post.csv", lambda row: papers.post(row, self.held, self.look))
        mail, wrong = mail_rows(self.held, self.look, self.told, self.stop)
        self.faults += wrong
        for sign in signs:
            self._count_in(sign.name, sign.sha256)
        for letter in (*post, *mail):
            self._count_in(letter.name, letter.sha256)
        for marked in (cases, permits, sessions):
            self.remarks += mark_remarks(marked)
        return Extract(
            cases=cases,
            correspondence=letters,
            payments=payments,
            notes=notes,
            evidence=self._once(evidence),
            faults=tuple(sorted(self.faults)),
            digest=self.digest.hexdigest(),
            history=history,
            proceedings=beside,
            adjustments=adjustments,
            permits=permits,
            sessions=sessions,
            locations=locations,
            orders=orders,
            order_papers=self._once(signs),
            post=(*self._once(post), *mail),
            held_back=frozenset(self.held_back - {row.pcn for row in cases}),
            remarks=tuple(sorted(self.remarks)),
        )

    def _find_sources(self) -> None:
        """Which file is read as which of ours; what is there and is neither is a fault."""
        names = self.held.names()
        if self.profile is not None:
            self.digest.update(f"profile\0{self.profile.digest}\n".encode())
            self.sources, taken, faults = self.profile.sources(names, self.held.label)
            self.faults += faults
        else:
            taken = set()
        for name in FILES:
            if name in names and name not in taken:
                self.sources.setdefault(name, []).append(OursAsIs(name))
        self.faults += _folder_faults(self.held.label, names, taken, bool(self.sources))
        self.remarks += _not_read(names, taken)

    def _count_in(self, name: str, sha256: str) -> None:
        """Add a file to what the folder is known again by."""
        self.digest.update(f"{name}\0{sha256}\n".encode())

    def _rows(self, target: str, reader: _Reader[_R]) -> list[_R]:
        """Every row of one of our files that can be read; the faults of the rest."""
        whole: list[_R] = []
        for source in self.sources.get(target, ()):
            self._read(source, reader, whole)
        return whole

    def _read(self, source: Source, reader: _Reader[_R], whole: list[_R]) -> None:
        """The rows of one file, read one by one: only what became of them is kept."""
        seen = Told()
        size = self.held.size(source.name)
        count = 0
        with self.held.open(source.name) as opened:
            hashed = Hashed(opened, self.stop)
            for row in source.rows(hashed, size, seen):
                got = reader(row)
                if isinstance(got, list):
                    seen.faults += got
                    seen.odd.append([row.cells.get("pcn", "")])
                    if len(seen.faults) > FAULT_CAP:
                        seen.end(_too_many(source.name, row.line))
                        break
                else:
                    whole.append(got)
                count += 1
                if count % _LOOK_UP == 0:
                    self._how_far(source.name, count)
            if size <= _most():
                self._count_in(source.name, hashed.sha256())
            if source.target == "cases.csv" and seen.faults:
                self._hold_back(hashed, seen, size, source.pad)
        self.faults += seen.faults
        self.remarks += source.remarks()
        if not count and not seen.faults:
            called = "" if source.name == source.target else f" of {source.target}"
            self.remarks.append(Remark(source.name, 0, "", f"0 rows{called}"))
        if self.told:
            self.told(source.name, count)

    def _how_far(self, name: str, count: int) -> None:
        """Ask whether to stop, and tell how far it is."""
        if self.stop is not None and self.stop():
            raise stopped()
        if self.told and count % TOLD_EVERY == 0:
            self.told(name, count)

    def _hold_back(self, hashed: Hashed, seen: Told, size: int, pad: Pad | None) -> None:
        """The PCNs that do stand in `cases.csv`, in rows that could not be read."""
        cells = [cell for odd in seen.odd for cell in odd]
        if seen.cut and size <= _most():
            cells += pcns_of(hashed.held, bare=pad is not None)
        for cell in map(pad.whole, cells) if pad else cells:
            if 9 <= len(cell) <= 30:
                try:
                    self.held_back.add(normal_pcn(cell))
                except Refused:
                    continue

    def _once(self, rows: list[_R], column: str = "id") -> tuple[_R, ...]:
        """Each key once: a row repeated word for word is taken once, one with other facts is a fault."""
        first: dict[str, _R] = {}
        again: dict[str, list[int]] = {}
        for row in rows:
            key = getattr(row, column)
            known = first.setdefault(key, row)
            if known is row:
                continue
            if known.row_hash == row.row_hash:
                again.setdefault(row.file, []).append(row.line)
                continue
            where = f"line {known.line}" if known.file == row.file else f"{known.file}, line {known.line},"
            found = f"{quoted(key)} a second time, with other facts"
            self.faults.append(
                Fault(row.file, row.line, column, found, f"it once (it stands on {where} too)")
            )
        for file, lines in again.items():
            words = "1 row stands" if len(lines) == 1 else f"{len(lines):,} rows stand"
            self.remarks.append(
                Remark(file, lines[0], column, f"{words} a second time, word for word: taken once")
            )
        return tuple(first.values())


@contextmanager
def _no_sweeping() -> Iterator[None]:
    """No search for circles of objects meanwhile: rows have none, and looking took a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _most() -> int:
    from caseworker.reading import delimited

    return delimited.FILE_CAP


def _too_many(file: str, line: int) -> Fault:
    found = f"more than {FAULT_CAP:,} faults up to here"
    return Fault(file, line, "", found, "another file: this one is not what its name and header say")


def _not_read(names: tuple[str, ...], taken: set[str]) -> list[Remark]:
    """Files that nobody reads: a supplier may have meant them."""
    words = "this file is not read: it is none of the import's files"
    mail = "this file is not read: only .eml files are messages"
    return [
        Remark(" ".join(clean(name).split()), 0, "", mail if name.startswith("mail/") else words)
        for name in names
        if name not in FILES
        and name not in taken
        and not name.startswith((".", "evidence/", "orders/", "post/"))
        and not name.lower().endswith((".csv", ".eml" if name.startswith("mail/") else ".csv"))
    ]


def _folder_faults(label: str, names: tuple[str, ...], taken: set[str], any_source: bool) -> list[Fault]:
    """A folder without any known file, and CSV files whose names are not known."""
    faults: list[Fault] = []
    if not any_source and not any(name.lower().endswith(".eml") for name in names):
        expected = "at least one of " + ", ".join(FILES)
        faults.append(Fault(label, 0, "", "none of the import's files", expected))
    for name in names:
        if name.lower().endswith(".csv") and name not in FILES and name not in taken:
            like = near(name, list(FILES))
            expected = f'perhaps "{like}"' if like else "one of " + ", ".join(FILES)
            faults.append(Fault(name, 0, "", "a file that is not known", expected))
    return faults
