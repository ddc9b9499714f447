"""What the council's case system is told, in files: each thing once, each file whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseworker.casework import posted
from caseworker.casework.export import inert
from caseworker.casework.office import LONDON, Office
from caseworker.law.refusals import Refused
from caseworker.text import counted

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

FORMS = ("csv", "json")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing the case system must know of a PCN: the columns of the file, in their order."""

    id: int
    """By which it is acknowledged."""
    pcn: str
    what: str
    """``received``, ``decided``, ``information-asked``, ``returned`` or ``corrected``."""
    hold: str
    """``on``: serve nothing; ``off``: go on."""
    decision: str
    reasons: str
    discount_pounds: str
    discount_until: date | None
    refund_pounds: str
    stage: str
    officer: str
    letter: int | None
    """The letter's id here, where there is one."""
    time: datetime
    """Europe/London, with its offset."""
    training: str
    """``TRAINING`` in a practice office, else empty."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing with what became of it."""

    outcome: Outcome
    file: int | None
    acknowledged: str
    answer: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of outcomes was written."""

    number: int
    path: Path
    rows: int
    sha256: str
    words: str


class NothingNew(Refused):
    """There is nothing to tell; no harm, and no file."""

    def __init__(self, finished: Sequence[Path] = ()) -> None:
        names = ", ".join(one.name for one in finished)
        super().__init__(
            "There is nothing new to tell the case system."
            + (f" A file that had been stopped was finished: {names}." if names else ""),
            rule="Each thing is told once; a file can be written again by its number.",
            do="See what was told: caseworker outcomes list.",
        )


def export(
    office: Office, to: Path, form: str = "csv", *, named: bool = False, again: int | None = None
) -> Exported:
    """Write what was not told yet, oldest first, to a new file; or write a file made before once more.

    The file is finished under another name before it is entered, and gets its own after: where anything stops
    in between, the next export in that folder gives it its name, so nothing is told twice or never.

    Args:
        to: the folder, in which the file is named by its number; or the file itself.
        form: ``csv`` or ``json``.
        named: `to` is the file itself.
        again: the number of a file made before.

    Raises:
        NothingNew: there is nothing to tell.
        Refused: the form or the number is unknown, the file is there already.
    """
    if form not in FORMS:
        raise Refused(f"There is no form {form!r}.", do=f"Choose one of: {', '.join(FORMS)}.")
    finished = finish(office, to.parent if named else to)
    part = (to.parent if named else to) / f".outcomes.{os.getpid()}.{form}.part"
    try:
        done = posted.surely(
            office,
            lambda tx: _export(tx, office, to, part, form, named, again),
            lambda tx: _exported(tx, office, to, part, form, named),
            "exported",
        )
    except NothingNew:
        raise NothingNew(finished) from None
    except BaseException:
        _drop(office, part)
        raise
    _settle(part, done.path)
    names = ", ".join(one.name for one in finished)
    late = f" A file that had been stopped was finished first: {names}." if finished else ""
    return Exported(done.number, done.path, done.rows, done.sha256, done.words + late)


def _drop(office: Office, part: Path) -> None:
    """Remove a file that was not entered; one that may have been is left to be finished."""
    from caseworker.store import outcomes
    from caseworker.store.files import digest_of

    with suppress(OSError, Refused):
        digest = digest_of(part)
        with office.store.reading() as tx:
            entered = outcomes.export_with(tx, digest)
        if entered is None:
            part.unlink()


def finish(office: Office, folder: Path) -> tuple[Path, ...]:
    """Give their names to files that were entered but stopped before they had them."""
    from caseworker.store import outcomes
    from caseworker.store.files import digest_of

    found = []
    for part in sorted(folder.glob(".outcomes.*.part")) if folder.is_dir() else ():
        with office.store.reading() as tx:
            row = outcomes.export_with(tx, digest_of(part))
        if row is not None:
            target = folder / _name(office, row.id, part.suffixes[-2].lstrip("."))
            if target.exists():
                part.unlink()
                continue
            _settle(part, target)
            found.append(target)
    return tuple(found)


def _settle(part: Path, target: Path) -> None:
    """Give a finished file its name, unless it has it."""
    from caseworker.store.files import settle

    if part.exists():
        settle(part, target)


def _export(
    tx: Connection, office: Office, to: Path, part: Path, form: str, named: bool, again: int | None
) -> Exported:
    from caseworker.store import audit, outcomes

    at, who = office.now(), office.officer.id
    rows = outcomes.to_send(tx) if again is None else _told_before(tx, again)
    if not rows:
        raise NothingNew
    number = again
    if number is None:
        number = outcomes.add_export(tx, made_at=at, officer=who, rows=len(rows), sha256="")
        outcomes.send(tx, [row.id for row in rows], number)
    path = to if named else to / _name(office, number, form)
    content = _content(office, number, rows, form)
    sha256 = hashlib.sha256(content).hexdigest()
    if again is None:
        outcomes.seal_export(tx, number, sha256)
    act = "outcomes-export" if again is None else "outcomes-again"
    entered: dict[str, str | int | None] = {"export": number, "rows": len(rows), "sha256": sha256}
    audit.append(tx, chain="office", act=act, officer=who, at=at, fields=entered)
    _write(part, path, content)
    words = f"File {number}: {counted(len(rows), 'row')} in {path.name}."
    return Exported(number, path, len(rows), sha256, words)


def _exported(
    tx: Connection, office: Office, to: Path, part: Path, form: str, named: bool
) -> Exported | None:
    """After a fault whose end is not known: the file that was entered, where it was."""
    from caseworker.store import outcomes
    from caseworker.store.files import digest_of

    sha256 = digest_of(part) if part.exists() else ""
    row = outcomes.export_with(tx, sha256) if sha256 else None
    if row is None:
        return None
    path = to if named else to / _name(office, row.id, form)
    return Exported(
        row.id, path, row.rows, sha256, f"File {row.id}: {counted(row.rows, 'row')} in {path.name}."
    )


def _told_before(tx: Connection, number: int) -> list[Row[Any]]:
    from caseworker.store import outcomes

    if outcomes.export(tx, number) is None:
        raise Refused(f"No file {number} was made.", do="See the numbers: caseworker outcomes list.")
    return outcomes.of_export(tx, number)


def _write(part: Path, path: Path, content: bytes) -> None:
    """Finish the file under another name; refused where its own is taken."""
    from caseworker.store.files import exists, refused, sync_folder

    if path.exists():
        raise exists(str(path))
    try:
        part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(part.parent)
    except OSError as error:
        raise refused(error, path) from error


def _name(office: Office, number: int, form: str) -> str:
    return f"{'TRAINING-' if office.training else ''}outcomes-{number:06d}.{form}"


def outcome_of(office: Office, row: Row[Any]) -> Outcome:
    """One row of the file."""
    return Outcome(
        id=row.id,
        pcn=row.pcn,
        what=row.kind,
        hold=row.hold,
        decision=row.decision,
        reasons=row.reasons,
        discount_pounds=_pounds(row.discount_pence),
        discount_until=row.discount_until,
        refund_pounds=_pounds(row.refund_pence or None),
        stage=row.stage,
        officer=row.officer,
        letter=row.letter_id,
        time=row.at.astimezone(LONDON),
        training="TRAINING" if office.training else "",
    )


def _pounds(pence: int | None) -> str:
    return "" if pence is None else f"{pence // 100}.{pence % 100:02d}"


def _content(office: Office, number: int, rows: Sequence[Row[Any]], form: str) -> bytes:
    """The file: the same bytes for the same rows, whenever it is written."""
    told = [plain(outcome_of(office, row)) for row in rows]
    if form == "json":
        whole = {"file": number, "training": office.training, "outcomes": told}
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([one.name for one in fields(Outcome)])
    writer.writerows([inert("" if cell is None else str(cell)) for cell in row.values()] for row in told)
    return out.getvalue().encode("utf-8-sig")


def plain(outcome: Outcome) -> Mapping[str, Any]:
    """One outcome with its days and times as text."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(outcome).items()
    }


def listed(office: Office, which: str = "all") -> tuple[Told, ...]:
    """What was told, newest first.

    Args:
        which: ``refused``, ``waiting``, ``unheard`` or ``all``.
    """
    from caseworker.store import outcomes

    with office.store.reading() as tx:
        rows = outcomes.listed(tx, which)
    return tuple(Told(outcome_of(office, row), row.export_id, row.acknowledged, row.answer) for row in rows)
