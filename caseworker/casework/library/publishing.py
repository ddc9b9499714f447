"""Publish an approved paragraph: from now on it stands over the shipped one, in every letter."""

from __future__ import annotations

from typing import Any

from caseworker.casework import shelf
from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused


def publish(office: Office, version_id: int, saves: int) -> str:
    """Publish a version, and give what was done in words; the one before it is kept as past.

    Args:
        saves: how often it had been saved when it was read.

    Raises:
        Refused: whoever acts is neither a leader nor wrote it, it is not approved, it changed meanwhile, or
            the library with it would no longer be sound.
    """
    from caseworker.store import library as kept

    read = shelf.seen(office, version_id, saves)
    _check_may(office, read)
    # It may leave a hole elsewhere: a twin that is gone, a kind of letter without words.
    worse = shelf.made_worse(office, {f"{read.theme}/{read.paragraph}.md": read.text})
    shelf.check_sound(worse, f"{read.paragraph} was not published")
    with acting(office) as tx:
        row = shelf.held(tx, office, version_id, saves)
        kept.outdate(tx, row.paragraph)
        now = office.now()
        kept.change(tx, row.id, state="published", published_by=office.officer.id, published_at=now)
        shelf.entered(tx, office, "paragraph-published", row)
    return f"{row.paragraph}, version {row.number}, is published: the next letter that is planned has it."


def _check_may(office: Office, row: Any) -> None:
    if office.officer.id not in row.author.split():
        shelf.check_leader(office, "publish wording that somebody else wrote")
    if row.state != "approved":
        raise Refused(
            f"{row.paragraph} is not approved: it is {row.state}.",
            rule="A leader who did not write it approves wording before it stands in a letter.",
            do="Submit it, and let it be approved, first.",
        )
