"""The letters of a batch in one PDF for the printer, in the manifest's order, with a list of their pages."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseworker.casework import enclosed
from caseworker.casework.desk.post import tribunal_form
from caseworker.casework.export import inert
from caseworker.casework.folders import safe_name
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.text import counted

if TYPE_CHECKING:
    from sqlalchemy import Row

    from caseworker.letters.pdf_forms import Form
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


def printed(office: Office, rows: Sequence[Row[Any]], rejecting: frozenset[int]) -> Printed:
    """The letters drawn one after another; where both sides are printed, each on a sheet of its own.

    A letter that answers several PCNs stands in it once. The same letters give the same bytes.

    Args:
        rejecting: ids of the letters that promise the tribunal's form: it is printed after each, where the
            council keeps its file.

    Raises:
        Refused: a letter's file is not the one that was issued, or the form's cannot be read.
    """
    from caseworker.letters.pdf_writer import Undrawn, draw, laid

    duplex = office.council.posting.duplex
    drawn: list[Laid] = []
    listed: list[tuple[str, ...]] = []
    apart: list[str] = []
    first_pages: dict[str, tuple[int, int]] = {}
    pictures = enclosed.pictures(office, [row.letter_id for row in rows])
    page = 1
    promising = [row for row in rows if row.letter_id in rejecting]
    forms = _forms(office, promising)
    for row in rows:
        form = forms.get(row.place) if row.letter_id in rejecting else None
        if row.sha256 not in first_pages:
            try:
                letter = laid(content(office, row), pictures=pictures.get(row.letter_id, ()), form=form)
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
    return Printed(files, "".join([*apart, _by_hand(office, promising)]))


def _forms(office: Office, promising: Sequence[Row[Any]]) -> dict[str, Form]:
    """The tribunal's form by the place of the letters that promise it, read once."""
    found = {row.place: row for row in promising}
    read = {place: tribunal_form.form(office, row.number, place) for place, row in found.items()}
    return {place: form for place, form in read.items() if form is not None}


def _by_hand(office: Office, promising: Sequence[Row[Any]]) -> str:
    """What the post room must add, where the council keeps no file of the form; empty where nothing."""
    if not promising or office.council.posting.appeal_form:
        return ""
    names = ", ".join(sorted({tribunal_form.name(office, row.place) for row in promising}))
    letters, promise = counted(len(promising), "letter"), "promises" if len(promising) == 1 else "promise"
    return (
        f" {letters} {promise} a form that print.pdf does not hold: add to each the {names} (or name its "
        "file as appeal_form under [posting] in council.toml, and make the batch again)."
    )


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
