"""Choose a photograph to go with the letter, covered where a face or another plate must not be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseworker.casework import masking
from caseworker.casework.acting import acting, audited, own, recorded
from caseworker.casework.office import Office
from caseworker.casework.views import Done
from caseworker.law.refusals import Refused
from caseworker.text import counted, one_line

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

MOST = 12
"""The most pictures that go with one letter."""


def enclose(
    office: Office,
    case_id: int,
    version: int,
    evidence_id: int,
    *,
    caption: str,
    masks: str,
    clear: bool = False,
) -> Done:
    """Let a photograph go with the next letter, with its places covered; again, to cover it otherwise.

    Nobody encloses a picture that was not looked at: it is covered somewhere, or the officer says that it
    shows no face and no other vehicle's plate.

    Args:
        caption: what the letter's list calls it.
        masks: places to cover, as `masking.masks_of` reads them.
        clear: the officer looked, and nothing has to be covered.

    Raises:
        Refused: it is no photograph of this PCN or was not opened, has no caption, was not judged, cannot be
            drawn, or there are too many.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases, enclosures

    covered = masking.masks_of(masks)
    words = one_line(caption, 200).strip()
    _judged(covered, words, clear=clear)
    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        shown = _photo(tx, office, row, evidence_id)
        before = [one.evidence_id for one in enclosures.chosen(tx, case_id)]
        if evidence_id not in before and len(before) >= MOST:
            raise Refused(f"{MOST} photographs go with one letter at most.", do="Leave one out first.")
        masking.masked(shown, covered, widest=200)
        kept = masking.words_of(covered)
        enclosures.put(
            tx, case_id, evidence_id, caption=words, masks=kept, officer=office.officer.id, at=office.now()
        )
        new = cases.change(tx, case_id, version, flags=row.flags)
        told = f"{counted(len(covered), 'place')} covered" if covered else "nothing to cover"
        recorded(tx, office, row.pcn_id, case_id, "enclosed", f"Goes with the letter: {words} ({told})")
        audited(
            tx,
            office,
            case_id,
            "enclose",
            {"version": new, "evidence": evidence_id, "masks": kept, "words": words},
        )
    return Done(case_id, new, f"{words} goes with the letter: {told}.")


def leave_out(office: Office, case_id: int, version: int, evidence_id: int) -> Done:
    """Let a photograph not go with the letter after all.

    Raises:
        Refused: it was not chosen.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases, enclosures

    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        if not enclosures.drop(tx, case_id, evidence_id):
            raise Refused("That picture does not go with the letter.", do="Go on with the case.")
        new = cases.change(tx, case_id, version, flags=row.flags)
        recorded(tx, office, row.pcn_id, case_id, "left-out", "A photograph was left out of the letter")
        audited(tx, office, case_id, "enclose-out", {"version": new, "evidence": evidence_id})
    return Done(case_id, new, "The photograph does not go with the letter.")


def _judged(covered: tuple[masking.Mask, ...], words: str, *, clear: bool) -> None:
    """Refuse what nobody looked at, or what has no name."""
    if not covered and not clear:
        raise Refused(
            "Nothing on this picture is covered, and nobody said that nothing has to be.",
            rule="Faces and other vehicles' plates are never sent out.",
            do="Cover them, or say that there are none.",
        )
    if not words:
        raise Refused(
            "The picture has no caption.", rule="The letter lists what goes with it.", do="Write one."
        )


def _photo(tx: Connection, office: Office, case: Row[Any], evidence_id: int) -> bytes:
    """The bytes of a photograph of the case's PCN that this officer has opened."""
    from caseworker.store import evidence

    if evidence_id not in evidence.ids_of_pcn(tx, case.pcn_id):
        raise Refused(f"Evidence {evidence_id} does not belong to {case.pcn}.", do="Choose one of its own.")
    row, content = evidence.content(tx, evidence_id)
    if row.kind != "photo":
        raise Refused(
            f"{row.name} is no photograph.",
            rule="Only a photograph is covered and enclosed here.",
            do="Send a document or a film by the post room, and say so in the letter.",
        )
    if evidence_id not in evidence.opened_ids(tx, case.id, office.officer.id):
        raise Refused(
            f"{row.name} was not opened by you.",
            rule="Whoever encloses a picture has looked at it.",
            do="Open it first (v).",
        )
    return content
