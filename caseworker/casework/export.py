"""Rows written to a CSV file that no spreadsheet takes for formulas; that data left the store is audited."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.text import clean

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which a spreadsheet takes a cell for a formula."""


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: a dangerous one gets an apostrophe in front.

    What would act on whoever prints the file stands in it as a mark.
    """
    return f"'{clean(cell)}" if cell.startswith(DANGEROUS) else clean(cell)


def marked(
    office: Office, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Columns and rows of a file; from a practice office each row says TRAINING at its end."""
    if not office.training:
        return columns, rows
    return (*columns, "training"), [(*row, "TRAINING") for row in rows]


def write_csv(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    safe: Callable[[str], str] = inert,
) -> None:
    """Write a new file, readable by its owner only.

    Args:
        safe: what makes a cell safe, where the file is read again and line ends must stay as they are.

    Raises:
        Refused: the folder cannot be written, or the file is there already.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([safe(str(cell)) for cell in row] for row in rows)
    except OSError as error:
        raise Refused(
            f"{path} could not be written: {error.strerror}.",
            do="Free some space, or set CASEWORKER_HOME elsewhere.",
        ) from None


def export_rows(
    office: Office, folder: Path, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> Path:
    """Write the rows of a list to a new file, and enter in the audit that they left the store.

    Args:
        folder: where to write; made where it is missing.
        name: what the list is, in a word: it begins the file's name.
    """
    from caseworker.store import audit

    training = "TRAINING-" if office.training else ""
    path = folder / f"{training}{name}-{office.local_now():%Y%m%d-%H%M%S}.csv"
    fields: dict[str, str | int | None] = {"rows": len(rows), "list": name}
    with office.store.writing() as tx:
        audit.append(
            tx, chain="office", act="export", officer=office.officer.id, at=office.now(), fields=fields
        )
        write_csv(path, *marked(office, columns, rows))
    return path
