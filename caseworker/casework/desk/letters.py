"""Letters that were issued: their files, byte for byte."""

from __future__ import annotations

import hashlib

from caseworker.casework.office import Office
from caseworker.law.refusals import Refused


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
