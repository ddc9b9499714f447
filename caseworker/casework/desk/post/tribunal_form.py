"""The tribunal's form that a notice of rejection promises: where its file lies, and what it is called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.casework.office import Office
from caseworker.law.facts import APPEAL_FORMS, Place
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from caseworker.letters.pdf_forms import Form


def name(office: Office, place: str) -> str:
    """What the form is called: by the council, else as its tribunal does."""
    return office.council.posting.appeal_form_name or APPEAL_FORMS[Place(place)]


def content(office: Office, number: str) -> bytes:
    """The form's file.

    Args:
        number: a letter that promises it.

    Raises:
        Refused: it cannot be read, or is no PDF.
    """
    from caseworker.letters.pdf_forms import MOST_BYTES

    path = Path(office.council.posting.appeal_form or "appeal.pdf")
    try:
        with path.open("rb") as file:
            found = file.read(MOST_BYTES + 1)
        trouble = "" if found.startswith(b"%PDF-") else "it is no PDF"
    except OSError as error:
        found, trouble = b"", str(error.strerror)
    if trouble:
        raise Refused(
            f"The tribunal's form {path} cannot be read: {trouble}. Letter {number} promises it.",
            rule="A rejection goes with the form by which it is appealed. Nothing was written.",
            do="Put the file back (appeal_form in council.toml), and do it again: the same batch is written.",
        )
    return found


def form(office: Office, number: str, place: str) -> Form | None:
    """The form to be printed after a letter that promises it; None where the council keeps no file of it.

    Raises:
        Refused: its file cannot be read or drawn.
    """
    from caseworker.letters import pdf_forms

    if not office.council.posting.appeal_form:
        return None
    return pdf_forms.form(content(office, number), name(office, place))
