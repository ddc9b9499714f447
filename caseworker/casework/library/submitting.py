"""Submit a draft for approval: only what the lint finds nothing to mend in."""

from __future__ import annotations

from caseworker.casework import shelf
from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused


def submit(office: Office, version_id: int, saves: int) -> str:
    """Submit a draft, and give what was done in words.

    Args:
        saves: how often it had been saved when it was read.

    Raises:
        Refused: it is no draft, was saved meanwhile, says what stands already, or something in it must be
            mended: with the line.
    """
    from caseworker.store import library as kept

    read = shelf.seen(office, version_id, saves)
    problems = shelf.checked(office, f"{read.theme}/{read.paragraph}.md", read.text)
    with acting(office) as tx:
        row = shelf.held(tx, office, version_id, saves)
        if row.state != "draft":
            raise Refused(
                f"{row.paragraph} is {row.state} already.", do="Look at it in the list of the library."
            )
        shelf.check_sound(problems, f"{row.paragraph} was not submitted")
        kept.change(tx, row.id, state="submitted", words="", judged_by="", judged_at=None)
        shelf.entered(tx, office, "paragraph-submitted", row)
    return f"{row.paragraph}, version {row.number}, is submitted: a leader who did not write it approves it."
