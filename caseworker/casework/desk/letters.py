"""Letters that were issued: their files, byte for byte, and editions drawn from them; one not issued too."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from caseworker.casework import enclosed, joint, lettering, sheet
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from caseworker.casework.views import CaseView
    from caseworker.letters.pdf_layout import Picture
    from caseworker.letters.plan import Block


def issued_file(office: Office, number: str) -> bytes:
    """The .docx of an issued letter.

    Raises:
        Refused: no letter has this number, or its bytes are no longer those that were issued.
    """
    from caseworker.store import issued

    with office.store.reading() as tx:
        row = issued.by_number(tx, number)
        if row is None:
            raise Refused(
                f"No letter {number} was issued here.",
                do="Look at the case's letters: caseworker case show PCN.",
            )
        content = issued.docx_of(tx, row.id)
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise Refused(
            f"The file of letter {number} is not the one that was issued.",
            rule="Its SHA-256 was kept when it was issued, and differs.",
            do="Run caseworker audit verify, and tell whoever looks after the store.",
        )
    return content


EDITIONS = ("docx", "pdf", "txt")
"""The file as issued; drawn from it for print and screen; its words alone."""


def edition(office: Office, number: str, kind: str, *, large: bool = False) -> bytes:
    """An issued letter in one of its editions, always made from the file that was issued.

    Args:
        kind: one of `EDITIONS`.
        large: the PDF in large print, whether or not the letter was written so.

    Raises:
        Refused: as `issued_file`; there is no such edition; or its words cannot all be drawn.
    """
    if kind not in EDITIONS or (large and kind != "pdf"):
        raise Refused(
            f"A letter has no edition “{kind}”{' in large print' if large else ''}.",
            rule="It is given as .docx, .pdf or .txt; a letter that was issued is drawn large as a .pdf.",
            do="End the file's name with .docx, .pdf or .txt.",
        )
    content = issued_file(office, number)
    if kind == "pdf":
        from caseworker.letters.pdf_writer import pdf

        return pdf(content, large=large, pictures=_pictures(office, number))
    if kind == "txt":
        return _words(office, number).encode()
    return content


def unissued(office: Office, views: Sequence[CaseView], blocks: Sequence[Block]) -> bytes:
    """A letter as it will be printed, before it is issued: a PDF without a number, with what goes with it.

    Args:
        views: the cases that it answers.

    Raises:
        Refused: nothing is decided, the cases cannot stand in one letter, or its words cannot all be drawn.
    """
    from caseworker.letters.docx_writer import write
    from caseworker.letters.pdf_writer import pdf

    letter = joint.check(office, views, blocks).letter
    facts = joint.facts_of(office, views)[0]
    large = any(sheet.LARGE in view.flags for view in views)
    head = lettering.letterhead(office)
    content = write(letter, facts, council=head, training=office.training, large=large)
    return pdf(content, pictures=enclosed.chosen(office, views[0].id))


def _pictures(office: Office, number: str) -> tuple[Picture, ...]:
    from caseworker.store import issued

    with office.store.reading() as tx:
        row = issued.by_number(tx, number)
    assert row is not None
    return enclosed.pictures(office, [row.id]).get(row.id, ())


def _words(office: Office, number: str) -> str:
    from caseworker.store import issued, post

    with office.store.reading() as tx:
        row = issued.by_number(tx, number)
        assert row is not None
        return post.text_of(tx, row.id) + "\n"
