"""The letters of a batch as messages ready to be sent, and the list of where each goes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from caseworker.casework import enclosed, posted
from caseworker.casework.desk.post import printing, tribunal_form
from caseworker.casework.export import inert
from caseworker.casework.folders import safe_name
from caseworker.casework.office import Office
from caseworker.law.facts import LetterKind

if TYPE_CHECKING:
    from sqlalchemy import Row

    from caseworker.letters.email_writer import Attached

COLUMNS = ("batch", "sends_on", "number", "pcn", "letter", "recipient", "email", "sha256", "file")
"""What the list says of each message."""


def manifest(batch: Row[Any], rows: Sequence[Row[Any]]) -> bytes:
    """What is in the outbox: one row a message, with the address to which the recipient agreed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        kind = LetterKind(row.letter_kind).value
        about = (batch.id, batch.posts_on, row.number, row.pcn, kind, row.recipient)
        cells = (*about, row.handed_to, row.sha256, file_name(row))
        writer.writerow([inert(str(cell)) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def file_name(row: Row[Any]) -> str:
    """The name of a message in its outbox."""
    return f"{safe_name(row.number, row.pcn)}-{row.sha256[:8]}.eml"


def messages(office: Office, rows: Sequence[Row[Any]], at: datetime) -> dict[str, bytes]:
    """Each letter as a message: its words, and its file as a PDF.

    Args:
        at: when the batch was made: the messages' date, so that written again they are the same.
    """
    from caseworker.letters.email_writer import eml
    from caseworker.store import post

    with office.store.reading() as tx:
        texts = post.texts_of(tx, [row.letter_id for row in rows])
    council, made = office.council, {}
    for row in rows:
        kind = posted.kind_words(row.letter_kind)
        # A letter to somebody whose PCN it is not names none; nor does its message.
        named = row.pcn in texts[row.letter_id]
        about = f", {row.pcn}" if named else f", letter {row.number}"
        form = (_form(office, row),) if row.letter_kind == posted.REJECTION else ()
        made[file_name(row)] = eml(
            texts[row.letter_id],
            subject=f"{'TRAINING: ' if office.training else ''}{kind[:1].upper()}{kind[1:]}{about}",
            sender=(council.authority, council.email),
            to=row.handed_to,
            at=at,
            number=row.number,
            attached=(_file(office, row, named=named), *form),
        )
    return made


def _form(office: Office, row: Row[Any]) -> Attached:
    """The tribunal's form, which a notice of rejection promises."""
    from caseworker.letters.email_writer import Attached

    return Attached("appeal-form.pdf", "application/pdf", tribunal_form.content(office, row.number))


def _file(office: Office, row: Row[Any], *, named: bool) -> Attached:
    """The letter's file: the PDF, or the .docx where our fonts do not draw all its words."""
    from caseworker.letters import docx_writer, pdf_writer
    from caseworker.letters.email_writer import Attached

    content = printing.content(office, row)
    name = safe_name(row.number, row.pcn) if named else safe_name(row.number)
    try:
        pictures = enclosed.pictures(office, [row.letter_id]).get(row.letter_id, ())
        return Attached(f"{name}.pdf", pdf_writer.TYPE, pdf_writer.pdf(content, pictures=pictures))
    except pdf_writer.Undrawn:
        return Attached(f"{name}.docx", docx_writer.TYPE, content)
