"""Open evidence: give its bytes, and note who opened it for which case and when."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused


@dataclass(frozen=True, slots=True)
class Opened:
    """One piece of evidence, opened."""

    id: int
    name: str
    kind: str
    caption: str
    taken_at: str
    sha256: str
    content: bytes
    """Empty for a film, which lies at `path`."""
    path: str


def open_evidence(office: Office, case_id: int, evidence_id: int) -> Opened:
    """Open one piece of evidence for a case.

    The first opening by an officer is kept in the timeline and the audit: a decision may rest only on
    evidence that was opened. It does not raise the case's version: looking changes nothing.

    Raises:
        Refused: there is no such case, or the evidence is not of its PCN.
    """
    from caseworker.store import audit, cases, evidence

    with acting(office) as tx:
        case = cases.get(tx, case_id)
        if case is None:
            raise Refused(f"There is no case {case_id}.", do="Go back to the queue.")
        if evidence_id not in evidence.ids_of_pcn(tx, case.pcn_id):
            raise Refused(
                f"Evidence {evidence_id} does not belong to {case.pcn}.",
                rule="Evidence is opened for the case whose PCN it came with.",
                do="Open the case it belongs to.",
            )
        row, content = evidence.content(tx, evidence_id)
        first = evidence.opened(
            tx, case_id=case_id, evidence_id=evidence_id, officer=office.officer.id, at=office.now()
        )
        if first:
            cases.record(
                tx,
                pcn_id=row.pcn_id,
                case_id=case_id,
                event="evidence-opened",
                on=office.today(),
                at=office.now(),
                officer=office.officer.id,
                words=f"Evidence opened: {row.name}",
            )
            audit.append(
                tx,
                chain=f"case:{case_id}",
                act="evidence-opened",
                officer=office.officer.id,
                at=office.now(),
                fields={"evidence": evidence_id, "sha256": row.sha256},
            )
    return Opened(row.id, row.name, row.kind, row.caption, row.taken_at, row.sha256, content, row.path)
