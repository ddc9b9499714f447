"""An import folder, read whole: every row that can be read, and every fault that keeps one from it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.law.vrm import normal
from caseworker.reading import columns, forms
from caseworker.reading.columns import FILES
from caseworker.reading.delimited import Fault, Row, near, quoted
from caseworker.reading.delimited import read as read_rows
from caseworker.reading.folder import Folder, folder_of
from caseworker.reading.pictures import SIZE_CAP, fault_of
from caseworker.reading.rows import CaseRow, EvidenceRow, Extract, LetterRow, NoteRow, PaymentRow
from caseworker.text import clean

_CODE = re.compile(r"[0-9]{1,2}[a-z0-9]{0,8}", re.ASCII)
ID_CAP = 100
"""Longest id of the supplier, in characters."""
LINE_CAP = 1_000
"""Longest name, address, place or caption, in characters; letters and notes may be as long as they are."""
_EXPECTED = "a value: this column may not be empty"
_T = TypeVar("_T")
_R = TypeVar("_R", CaseRow, LetterRow, PaymentRow, NoteRow, EvidenceRow)


def read(folder: Path | Mapping[str, bytes], *, told: Callable[[str, int], None] | None = None) -> Extract:
    """Read an import folder, or the same files held in memory. Nothing is written anywhere.

    Args:
        folder: a folder, or file names (with ``/``) and their bytes.
        told: called with a file's name and its number of rows once it was read, for a progress line.
    """
    held = folder_of(folder)
    faults = list(_folder_faults(held))
    read_of: dict[str, tuple[Row, ...]] = {}
    digest = hashlib.sha256()
    for name, known in FILES.items():
        content = held.read(name)
        if content is None:
            continue
        digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
        sheet = read_rows(content, name, known)
        faults.extend(sheet.faults)
        read_of[name] = sheet.rows
        if told:
            told(name, len(sheet.rows))
    cases = _all(read_of.get("cases.csv", ()), _case, faults)
    letters = _all(read_of.get("correspondence.csv", ()), _letter, faults)
    payments = _all(read_of.get("payments.csv", ()), _payment, faults)
    notes = _all(read_of.get("notes.csv", ()), _note, faults)
    evidence = _all(read_of.get("evidence/manifest.csv", ()), lambda row: _evidence(row, held), faults)
    for one in evidence:
        digest.update(f"{one.name}\0{one.sha256}\n".encode())
    return Extract(
        cases=_once(cases, lambda row: row.pcn, "pcn", faults),
        correspondence=_once(letters, _id, "id", faults),
        payments=_once(payments, _id, "id", faults),
        notes=_once(notes, _id, "id", faults),
        evidence=_once(evidence, _id, "id", faults),
        faults=tuple(sorted(faults)),
        digest=digest.hexdigest(),
    )


def _folder_faults(held: Folder) -> Iterable[Fault]:
    """A folder without any known file, and CSV files whose names are not known."""
    names = held.csv_names()
    if not any(name in FILES for name in names):
        yield Fault(held.label, 0, "", "none of the import's files", "at least one of " + ", ".join(FILES))
    for name in names:
        if name not in FILES:
            like = near(name, list(FILES))
            expected = f'perhaps "{like}"' if like else "one of " + ", ".join(FILES)
            yield Fault(name, 0, "", "a file that is not known", expected)


@dataclass(slots=True)
class _Cells:
    """The cells of one row, read one by one; every one that cannot be read is a fault, not only the first."""

    row: Row
    faults: list[Fault] = field(default_factory=list)

    def need(self, column: str, reader: Callable[[str], _T], default: _T) -> _T:
        """A cell that must be there."""
        cell = self.row.cells[column]
        if not cell.strip():
            self.faults.append(self.row.fault(column, _EXPECTED))
            return default
        return self._read(column, cell, reader, default)

    def may(self, column: str, reader: Callable[[str], _T], default: _T) -> _T:
        """A cell that may be empty, or whose column may be missing."""
        cell = self.row.cells.get(column, "")
        return self._read(column, cell, reader, default) if cell.strip() else default

    def line(self, column: str) -> str:
        """Free text of one line, made safe; no word is lost."""
        cell = self.row.cells.get(column, "")
        return self._read(column, cell, _line, "") if cell else ""

    def id(self) -> str:
        """The supplier's own id."""
        told = self.line("id")
        if not told or len(told) > ID_CAP:
            self.faults.append(self.row.fault("id", f"the supplier's own id, 1 to {ID_CAP} characters"))
        return told

    def pcn(self) -> str:
        """A PCN's number in its normal form."""
        return self._law("pcn", normal_pcn)

    def vrm(self) -> str:
        """A vehicle's mark in its normal form."""
        return self._law("vrm", normal)

    def say(self, column: str, expected: str) -> None:
        """Note a fault."""
        self.faults.append(self.row.fault(column, expected))

    def _law(self, column: str, reader: Callable[[str], str]) -> str:
        try:
            return reader(self.row.cells[column])
        except Refused as no:
            self.say(column, (no.rule or no.what).rstrip("."))
            return ""

    def _read(self, column: str, cell: str, reader: Callable[[str], _T], default: _T) -> _T:
        try:
            return reader(cell)
        except forms.Unread as wrong:
            self.say(column, str(wrong))
            return default


def _all(rows: Iterable[Row], reader: Callable[[Row], _R | list[Fault]], faults: list[Fault]) -> list[_R]:
    """Every row that can be read; the faults of the rest."""
    whole: list[_R] = []
    for row in rows:
        got = reader(row)
        if isinstance(got, list):
            faults.extend(got)
        else:
            whole.append(got)
    return whole


def _id(row: LetterRow | PaymentRow | NoteRow | EvidenceRow) -> str:
    return row.id


def _once(rows: list[_R], key: Callable[[_R], str], column: str, faults: list[Fault]) -> tuple[_R, ...]:
    """Each key once: a row repeated word for word is taken once, one that says something else is a fault."""
    first: dict[str, _R] = {}
    for row in rows:
        known = first.setdefault(key(row), row)
        if known is not row and known.row_hash != row.row_hash:
            found = f"{quoted(key(row))} a second time, with other facts"
            faults.append(
                Fault(row.file, row.line, column, found, f"it once (it stands on line {known.line} too)")
            )
    return tuple(first.values())


def _hash(*values: object) -> str:
    """SHA-256 over a row's values in order, by which it is known again whatever the file's own writing."""
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()


_NO_DAY = date.min
_NO_INSTANT = datetime(1, 1, 1, tzinfo=UTC)


def _case(row: Row) -> CaseRow | list[Fault]:
    """One row of `cases.csv`."""
    cells = _Cells(row)
    how = cells.need("served_how", lambda cell: forms.choice(cell, columns.SERVED_HOW), "")
    values: dict[str, Any] = {
        "pcn": cells.pcn(),
        "vrm": cells.vrm(),
        "vrm_raw": cells.line("vrm"),
        "make": cells.line("make"),
        "colour": cells.line("colour"),
        "served_how": how,
        "basis": _basis(cells, how),
        "code": cells.need("contravention_code", _code, ""),
        "contravened_on": cells.need("contravention_date", forms.day, _NO_DAY),
        "contravened_time": cells.may("contravention_time", forms.clock_time, ""),
        "observed_from": cells.may("observed_from", forms.clock_time, ""),
        "observed_to": cells.may("observed_to", forms.clock_time, ""),
        "location": cells.need("location", _line, ""),
        "restriction": cells.line("restriction"),
        "enforced_by": cells.line("enforced_by"),
        "pcn_on": _pcn_on(cells, how),
        "notice_to_owner_posted_on": cells.may("notice_to_owner_posted", _maybe_day, None),
        "charge_certificate_posted_on": cells.may("charge_certificate_posted", _maybe_day, None),
        "keeper_name": cells.line("keeper_name"),
        "keeper_address": cells.may("keeper_address", _address, ""),
        "keeper_postcode": _postcode(row.cells.get("keeper_postcode", "")),
        "keeper_dead": cells.may("keeper_dead", forms.yes, False),
        "band": cells.may("band", lambda cell: forms.choice(cell, columns.BANDS).upper(), ""),
    }
    as_of = cells.need("data_as_of", forms.instant, _NO_INSTANT)
    if cells.faults:
        return cells.faults
    return CaseRow(line=row.line, data_as_of=as_of, row_hash=_hash(*values.values()), **values)


def _letter(row: Row) -> LetterRow | list[Fault]:
    """One row of `correspondence.csv`; its words are kept as they came and, beside them, made safe."""
    cells = _Cells(row)
    words = row.cells["text"]
    values: dict[str, Any] = {
        "id": cells.id(),
        "pcn": cells.pcn(),
        "received_on": cells.need("received", forms.day, _NO_DAY),
        "channel": cells.need("channel", lambda cell: forms.choice(cell, columns.CHANNELS), ""),
        "from_name": cells.line("from_name"),
        "from_address": cells.may("from_address", _address, ""),
        "from_postcode": _postcode(row.cells.get("from_postcode", "")),
        "writer": cells.may("writer", lambda cell: forms.choice(cell, columns.WRITERS), "unknown"),
        "subject": cells.line("subject"),
        "text": clean(words),
        "original": words.encode(),
    }
    if cells.faults:
        return cells.faults
    return LetterRow(line=row.line, row_hash=_hash(*values.values()), **values)


def _payment(row: Row) -> PaymentRow | list[Fault]:
    """One row of `payments.csv`."""
    cells = _Cells(row)
    values: dict[str, Any] = {
        "id": cells.id(),
        "pcn": cells.pcn(),
        "received_on": cells.need("received", forms.day, _NO_DAY),
        "amount_pence": cells.need("amount", forms.pence, 0),
        "method": cells.line("method"),
    }
    if cells.faults:
        return cells.faults
    return PaymentRow(line=row.line, row_hash=_hash(*values.values()), **values)


def _note(row: Row) -> NoteRow | list[Fault]:
    """One row of `notes.csv`."""
    cells = _Cells(row)
    values: dict[str, Any] = {
        "id": cells.id(),
        "pcn": cells.pcn(),
        "noted_at": cells.need("at", forms.instant, _NO_INSTANT),
        "kind": cells.need("kind", lambda cell: forms.choice(cell, columns.NOTE_KINDS), ""),
        "by": cells.line("by"),
        "text": clean(row.cells["text"]),
    }
    if cells.faults:
        return cells.faults
    return NoteRow(line=row.line, row_hash=_hash(*values.values()), **values)


def _evidence(row: Row, held: Folder) -> EvidenceRow | list[Fault]:
    """One row of the manifest, with the file it names: there, inside the folder, and what it says it is."""
    cells = _Cells(row)
    values: dict[str, Any] = {
        "id": cells.id(),
        "pcn": cells.pcn(),
        "kind": cells.need("kind", lambda cell: forms.choice(cell, columns.EVIDENCE_KINDS), ""),
        "sent_by": cells.need("sent_by", lambda cell: forms.choice(cell, columns.SENDERS), ""),
        "taken_at": cells.line("taken_at"),
        "caption": cells.line("caption"),
    }
    told = row.cells.get("sha256", "").strip().lower()
    found = held.evidence(row.cells["file"].strip())
    if isinstance(found, str):
        cells.say("file", found)
    elif not cells.faults:
        film = values["kind"] == "film"
        if not film and found.size > SIZE_CAP:
            wrong: tuple[str, str] | None = (f"{found.size:,} bytes", f"at most {SIZE_CAP:,} bytes (25 MB)")
        else:
            wrong = fault_of(found.head() if film else found.content(), values["kind"])
        if wrong:
            cells.faults.append(row.fault("file", wrong[1], f"{quoted(row.cells['file'])}: {wrong[0]}"))
        elif told and told != found.sha256:
            cells.say("sha256", f"{found.sha256}, which is what the file holds; it was changed on the way")
    if cells.faults or isinstance(found, str):
        return cells.faults
    film = values["kind"] == "film"
    values |= {"name": clean(found.name), "size": found.size, "sha256": found.sha256}
    return EvidenceRow(
        line=row.line,
        path=found.path if film else "",
        content=None if film else found.source,
        row_hash=_hash(*values.values()),
        **values,
    )


def _basis(cells: _Cells, how: str) -> str:
    """Why a PCN came by post: asked for with ``post``, and out of place without."""
    basis = cells.may("basis", lambda cell: forms.choice(cell, columns.BASES), "")
    if how == "post" and not cells.row.cells.get("basis", "").strip():
        cells.say("basis", "for a PCN served by post, one of " + ", ".join(columns.BASES))
    elif basis and how and how != "post":
        cells.say("basis", f"nothing: only a PCN served by post has a basis, and this one was served {how}")
    return basis


def _pcn_on(cells: _Cells, how: str) -> date:
    """The day the PCN was served by an officer or posted, in the one of two columns that fits."""
    here, other = ("pcn_posted", "pcn_served") if how == "post" else ("pcn_served", "pcn_posted")
    on = cells.may(here, forms.day, _NO_DAY)
    if how and not cells.row.cells.get(here, "").strip():
        cells.say(here, f"the day, for a PCN served {how}: {forms.DAY}")
    if how and cells.row.cells.get(other, "").strip():
        cells.say(other, f"nothing for a PCN served {how}: its day stands in {here}")
    return on


def _code(cell: str) -> str:
    """A contravention code as written, without spaces; whether it exists is asked of the law."""
    code = "".join(cell.split()).lower()
    if not _CODE.fullmatch(code):
        raise forms.Unread("two figures and any suffixes, for example 12r or 01")
    return code


def _maybe_day(cell: str) -> date | None:
    return forms.day(cell)


def _line(cell: str) -> str:
    return _short(" ".join(clean(cell).split()))


def _address(cell: str) -> str:
    """An address, its lines parted by new lines, without empty ones."""
    lines = (" ".join(line.split()) for line in clean(cell).replace("|", "\n").split("\n"))
    return _short("\n".join(line for line in lines if line))


def _short(words: str) -> str:
    if len(words) > LINE_CAP:
        raise forms.Unread(f"at most {LINE_CAP:,} characters here (this has {len(words):,})")
    return words


def _postcode(cell: str) -> str:
    return forms.postcode(clean(cell)) if cell else ""
