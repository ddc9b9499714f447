"""The rows of an import as they were understood, for a look before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseworker.cli.office import say

if TYPE_CHECKING:
    from caseworker.reading.rows import AnyRow, Extract

LEFT_OUT = ("line", "file", "row_hash", "original", "content", "sha256")
"""What a person has no use for."""
LONGEST = 60
"""Characters shown of one value."""
REMARKS = 50


def show(extract: Extract, rows: int) -> None:
    """Print how many rows each file has, the first of them, what is odd and what is wrong."""
    from caseworker.reading.delimited import place_of
    from caseworker.text import counted, one_line

    for file, group in files(extract):
        say(f"{file}: {counted(len(group), 'row')}")
        for row in group[:rows]:
            shown = ", ".join(
                f"{name}: {one_line(value, LONGEST)}" for name, value in understood(row).items()
            )
            say(f"  line {row.line}  {shown}")
    for remark in extract.remarks[:REMARKS]:
        say(f"note: {place_of(remark.file, remark.line)}: {remark.words}.")
    if len(extract.remarks) > REMARKS:
        say(f"… and {counted(len(extract.remarks) - REMARKS, 'more note')}: see them all with --json.")
    for fault in extract.faults[:REMARKS]:
        say(fault.words)
    number = len(extract.faults)
    what = f"{number:,} fault{'' if number == 1 else 's'}" if number else "No faults in the rows themselves"
    say(f"{what}. Nothing was written; the law and the store were not asked yet.")


def record(extract: Extract, rows: int) -> dict[str, Any]:
    """The same for another program."""
    from dataclasses import asdict

    return {
        "files": [
            {"file": file, "rows": len(group), "first": [understood(row) for row in group[:rows]]}
            for file, group in files(extract)
        ],
        "remarks": [asdict(one) for one in extract.remarks],
        "faults": [asdict(one) for one in extract.faults],
    }


def files(extract: Extract) -> Iterator[tuple[str, list[AnyRow]]]:
    """Rows by the file they stand in; messages together."""
    for group in extract.groups:
        by_file: dict[str, list[AnyRow]] = {}
        for row in group:
            name = "mail/" if row.file.casefold().endswith(".eml") else row.file
            by_file.setdefault(name, []).append(row)
        yield from by_file.items()


def understood(row: AnyRow) -> dict[str, str]:
    """A row's values in words; what is empty is left out."""
    found: dict[str, str] = {}
    for one in fields(row):
        value = getattr(row, one.name)
        if one.name in LEFT_OUT or value in ("", None, ()) or isinstance(value, (bytes, Path)):
            continue
        if one.name.endswith("_pence"):
            found[one.name.removesuffix("_pence")] = f"£{value / 100:.2f}"
        elif isinstance(value, datetime):
            found[one.name] = f"{value:%Y-%m-%dT%H:%MZ}"
        elif isinstance(value, date):
            found[one.name] = value.isoformat()
        elif one.name == "attachments":
            found[one.name] = ", ".join(each.name for each in value)
        else:
            found[one.name] = str(value)
    return found
