"""Letters that came back by post: noted, and kept on the board until somebody has dealt with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseworker.casework import posted, roles
from caseworker.casework.acting import audited
from caseworker.casework.office import Office
from caseworker.casework.views import Done
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


def returned(office: Office, number: str, why: str) -> Done:
    """Note that a letter came back; the case system holds the notice until it is dealt with.

    Args:
        why: what stands on the envelope.

    Raises:
        Refused: there is no such letter, it has not left, was handed over or came back before, or the post
            is not theirs.
    """
    roles.check_post(office)
    words = posted.said(why, "why it came back")
    return posted.surely(
        office,
        lambda tx: _change(tx, office, number, "left", "returned", words, "on"),
        lambda tx: _stands(tx, number, "returned"),
        "noted",
    )


def bounced(office: Office, number: str, why: str) -> Done:
    """Note that an email came back: what was not confirmed as sent goes back to whoever issued it.

    Their case is open again at its decision, the letter as it was written, and the agreement to email is
    ended, so that it goes by post when it is issued anew. What was confirmed stays on the board as any letter
    that came back.

    Args:
        why: what the message says that came back.

    Raises:
        Refused: there is no such letter, it did not go by email, it came back before, or the post is not
            theirs.
    """
    roles.check_post(office)
    words = posted.said(why, "why it came back")
    return posted.surely(
        office,
        lambda tx: _bounce(tx, office, number, words),
        lambda tx: _stands(tx, number, "returned") or _stands(tx, number, "slipped"),
        "noted",
    )


def _bounce(tx: Connection, office: Office, number: str, words: str) -> Done:
    from caseworker.store import consents, post

    row = posted.find(tx, number)
    if row.how != posted.EMAIL:
        raise Refused(
            f"Letter {number} does not go by email: it {posted.where(row)}.",
            rule="An email comes back to where it was sent from; a letter comes back by post.",
            do="Note it as returned: caseworker post returned NUMBER --why.",
        )
    if row.state not in post.HERE:
        return _change(tx, office, number, "left", "returned", words, "on")
    why = f"the email to {row.handed_to} came back: {words}"
    together = post.together(tx, row)
    back = {one.case_id: posted.come_back(tx, office, one, "slipped", why) for one in together}
    for one in together:
        consents.drop(tx, one.pcn_id)
    if row.state == "batched":
        posted.thin(tx, office, row.batch_id)
    return Done(
        row.case_id, back[row.case_id], f"Letter {number} came back to whoever issued it, to go by post."
    )


def dealt_with(office: Office, number: str, words: str, *, keep_hold: bool = False) -> Done:
    """Note what was done about a letter that came back; it leaves the board.

    Args:
        keep_hold: the case system goes on holding the notice, for example while an address is looked for.

    Raises:
        Refused: there is no such letter, it did not come back, or the post is not theirs.
    """
    roles.check_post(office)
    said = posted.said(words, "what was done")
    return posted.surely(
        office,
        lambda tx: _change(tx, office, number, "returned", "dealt-with", said, "on" if keep_hold else "off"),
        lambda tx: _stands(tx, number, "dealt-with"),
        "noted",
    )


_SAID = {
    "returned": "came back",
    "slipped": "came back to whoever issued it",
    "dealt-with": "came back and was dealt with",
}
_TOLD = {"returned": "returned", "dealt-with": "corrected"}


def _change(
    tx: Connection, office: Office, number: str, before: str, state: str, words: str, hold: str
) -> Done:
    from caseworker.store import cases, post

    row = posted.find(tx, number)
    if row.state != before:
        raise Refused(
            f"Letter {number} cannot be noted as one that {_SAID[state]}: it {posted.where(row)}.",
            rule="A letter comes back after it has left, and once. Nothing was changed.",
            do="Open its case to see what stands.",
        )
    if state == "returned" and row.handed_by:
        raise Refused(
            f"Letter {number} did not go by post: it {posted.where(row)}.",
            rule="What was put into somebody's hand does not come back by post. Nothing was changed.",
            do="Write a note on its case (o) of what was found.",
        )
    for one in post.together(tx, row):
        _changed(tx, office, one, state, words, hold)
    case = cases.get(tx, row.case_id)
    assert case is not None
    return Done(row.case_id, case.version, f"Letter {number} {_SAID[state]}: kept.")


def _changed(tx: Connection, office: Office, row: Row[Any], state: str, words: str, hold: str) -> None:
    """Note it on one case of the letter."""
    from caseworker.store import post

    now, who = office.now(), office.officer.id
    post.change(tx, [row.letter_id], state=state, words=words, changed_at=now, changed_by=who)
    posted.note(tx, office, row, f"letter-{state}", f"Letter {row.number} {_SAID[state]}: {words}")
    held = "on" if hold == "off" and post.another_open(tx, row.pcn_id, row.case_id) else hold
    posted.tell(tx, office, row, _TOLD[state], held)
    audited(tx, office, row.case_id, f"letter-{state}", {**posted.letter_fields(row), "words": words})


def _stands(tx: Connection, number: str, state: str) -> Done | None:
    from caseworker.store import cases, post

    row = post.by_number(tx, number)
    if row is None or row.state != state:
        return None
    case = cases.get(tx, row.case_id)
    return Done(row.case_id, case.version if case else 0, f"Letter {number} {_SAID[state]}: kept.")
