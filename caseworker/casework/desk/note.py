"""Write a note, or the note of a telephone call, on a case."""

from __future__ import annotations

from caseworker.casework.acting import acting, audited
from caseworker.casework.office import Office
from caseworker.casework.views import Done
from caseworker.law.refusals import Refused
from caseworker.text import clean


def write(office: Office, case_id: int, text: str, *, kind: str = "note") -> Done:
    """Keep a note with its writer and time. Notes are never changed or removed.

    Raises:
        Refused: the note is empty, or there is no such case.
    """
    from caseworker.store import cases, correspondence, counters

    words = clean(text).strip()
    if not words:
        raise Refused("The note is empty.", do="Write what was said or found, or press esc.")
    with acting(office) as tx:
        row = cases.get(tx, case_id)
        if row is None:
            raise Refused(f"There is no case {case_id}.", do="Go back to the queue.")
        number = counters.take(tx, "note")
        correspondence.add_note(
            tx,
            pcn_id=row.pcn_id,
            source_id=f"caseworker-note-{number}",
            kind=kind,
            by=office.officer.id,
            text=words,
            at=office.now(),
        )
        cases.record(
            tx,
            pcn_id=row.pcn_id,
            case_id=case_id,
            event="note",
            on=office.today(),
            at=office.now(),
            officer=office.officer.id,
            words="Note written",
        )
        audited(tx, office, case_id, "note", {"note": number, "kind": kind})
        return Done(case_id, row.version, "Note kept.")
