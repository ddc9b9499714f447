"""The letters of a batch in one PDF for the printer, in the manifest's order, with a list of their pages."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseworker.casework import enclosed
from caseworker.casework.export import inert
from caseworker.casework.folders import safe_name
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.text import counted

if TYPE_CHECKING:
    from sqlalchemy import Row

    from caseworker.letters.pdf_layout import Laid

PRINT, PRINT_LIST = "print.pdf", "print.csv"
COLUMNS = ("number", "pcn", "first_page", "pages", "print")
"""What the list says of each letter: where it begins in the PDF, or that it is printed from its own file."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A batch ready for the printer."""

    files: Mapping[str, bytes]
    """The combined PDF, where a letter can be drawn, and the list."""
    words: str
    """Which letters are printed from their own files, and why; empty where there is none."""


def printed(office: Office, rows: Sequence[Row[Any]]) -> Printed:
    """The letters drawn one after another; where both sides are printed, each on a sheet of its own.

    A letter that answers several PCNs stands in it once. The same letters give the same bytes.

    Raises:
        Refused: a letter's file is not the one that was issued.
    """
    from caseworker.letters.pdf_writer import Undrawn, draw, laid

    duplex = office.council.posting.duplex
    drawn: list[Laid] = []
    listed: list[tuple[str, ...]] = []
    apart: list[str] = []
    first_pages: dict[str, tuple[int, int]] = {}
    pictures = enclosed.pictures(office, [row.letter_id for row in rows])
    page = 1
    for row in rows:
        if row.sha256 not in first_pages:
            try:
                letter = laid(content(office, row), pictures=pictures.get(row.letter_id, ()))
            except Undrawn as refused:
                apart.append(f" Letter {row.number} is printed from {file_name(row)}: {refused.what}")
                listed.append((row.number, row.pcn, "", "", file_name(row)))
                continue
            pages = len(letter.pages)
            drawn.append(letter)
            first_pages[row.sha256] = (page, pages)
            page += pages + (pages % 2 if duplex else 0)
        first, pages = first_pages[row.sha256]
        listed.append((row.number, row.pcn, str(first), str(pages), PRINT))
    files = {PRINT_LIST: _list(listed)}
    if drawn:
        title = f"{counted(len(drawn), 'letter')} to post"
        files[PRINT] = draw(drawn, duplex=duplex, title=title)
    return Printed(files, "".join(apart))


def content(office: Office, row: Row[Any]) -> bytes:
    """A letter's file, byte for byte as issued.

    Raises:
        Refused: it is another.
    """
    from caseworker.store import issued

    with office.store.reading() as tx:
        found = issued.docx_of(tx, row.letter_id)
    if hashlib.sha256(found).hexdigest() != row.sha256:
        raise Refused(
            f"The file of letter {row.number} is not the one that was issued.",
            rule="Its SHA-256 was kept when it was issued, and differs.",
            do="Run caseworker audit verify, and tell whoever looks after the store.",
        )
    return found


def file_name(row: Row[Any]) -> str:
    """The name of a letter's file in its batch."""
    return f"{safe_name(row.number, row.pcn)}-{row.sha256[:8]}.docx"


def _list(rows: Sequence[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
