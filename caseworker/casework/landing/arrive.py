"""One letter arrives on a PCN that is known, as it would by an import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from caseworker.casework.landing.enquiries import BOTH, open_for
from caseworker.casework.landing.known import look
from caseworker.casework.landing.touched import Touched, settle
from caseworker.casework.landing.write import count, keep_counts, land
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.reading.rows import EvidenceRow, LetterRow

WHAT = {
    "challenge": "Challenge",
    "authority": "Authority to act",
    "payment": "Letter about a payment",
    "complaint": "Complaint",
    "query": "Query",
    "member": "Member's enquiry",
    "information": "Request for information",
    "subject-access": "Request for own data",
    "other": "Letter",
}
"""What a piece of post is called on the timeline, by its kind."""


def arrive(
    tx: Connection,
    office: Office,
    pcn: str,
    letter: LetterRow,
    kind: str,
    *,
    evidence: Sequence[EvidenceRow] = (),
    moved: Mapping[str, int] | None = None,
) -> Touched:
    """Let a letter open or join the case of a PCN; one that asks or complains has its own.

    Args:
        pcn: the number in its normal form.
        kind: a kind of `store.inbox.KINDS`.
        evidence: what came with it.
        moved: where the letter is kept already: its id, by the supplier's.

    Raises:
        Refused: no such PCN is known.
    """
    known = look(tx, [pcn], hold=True)
    if pcn not in known.pcns:
        raise no_such(pcn)
    stored = known.pcns[pcn]
    touched = Touched(pcn, known.standing(stored), None, stored, stored.place)
    touched.evidence.extend(evidence)
    what = replace(letter, kind="query" if kind == "other" else kind)
    if kind in ("challenge", BOTH):
        touched.letters.append(what)
    else:
        touched.loose.append((what, WHAT[kind]))
    settle(office, touched, known)
    land(tx, office, [touched], imported=False, moved=moved or {})
    keep_counts(tx, count([touched]))
    open_for(tx, office, [touched])
    return touched


def no_such(pcn: str) -> Refused:
    """A PCN that stands nowhere here."""
    return Refused(
        f"No PCN {pcn} is known here.",
        rule="A letter goes to a PCN whose facts were imported.",
        do="Check the number, or import its case first; the letter waits.",
    )
