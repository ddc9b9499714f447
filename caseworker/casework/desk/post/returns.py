"""Letters that came back: work again, until they are issued anew or somebody says what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseworker.casework import posted, roles, undelivered
from caseworker.casework.office import Office
from caseworker.casework.views import Done
from caseworker.law.refusals import Refused
from caseworker.text import counted

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from caseworker.reading.returned import Back


@dataclass(frozen=True, slots=True)
class Returns:
    """What became of a batch of letters that came back."""

    noted: tuple[str, ...]
    """Numbers of the letters that were noted now."""
    before: tuple[str, ...]
    """Those that were noted before in the same words."""
    refused: tuple[tuple[str, Refused], ...]
    """Numbers that could not be noted, and why."""

    @property
    def words(self) -> str:
        """How many of each."""
        told = f"{counted(len(self.noted), 'letter')} noted as come back"
        told += f", {len(self.before)} noted before" if self.before else ""
        return told + (f", {len(self.refused)} refused." if self.refused else ".")


def returned(office: Office, number: str, why: str) -> Done:
    """Note that a letter came back by post; the case system holds the notice until it is dealt with.

    It no longer counts as served, and its case is open again for whoever issued it: decided, with the letter
    as it was composed, to be issued anew. What has moved the notice on since stands.

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
        lambda tx: _return(tx, office, posted.find(tx, number), words),
        lambda tx: _stands(tx, number, "returned"),
        "noted",
    )


def bounced(office: Office, number: str, why: str) -> Done:
    """Note that an email came back; the agreement to email is ended, so that it goes by post from now on.

    What was not confirmed as sent goes back to whoever issued it: their case is open again at its decision,
    the letter as it was written. What was confirmed comes back as any letter that had left.

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
        lambda tx: _bounce(tx, office, posted.find(tx, number), words),
        lambda tx: _stands(tx, number, "returned") or _stands(tx, number, "slipped"),
        "noted",
    )


def every(office: Office, rows: Sequence[Back]) -> Returns:
    """Note a batch of letters that came back, each in its own act; once more, it notes what is left.

    Args:
        rows: letters and why each came back, by post or by email.

    Raises:
        Refused: the post is not theirs. What is refused of a single letter is told with the rest.
    """
    roles.check_post(office)
    found: dict[str, list[str]] = {"noted": [], "before": []}
    refused: list[tuple[str, Refused]] = []
    for one in rows:
        try:
            found["before" if _known(office, one) else _any(office, one)].append(one.number)
        except Refused as no:
            refused.append((one.number, no))
    return Returns(tuple(found["noted"]), tuple(found["before"]), tuple(refused))


def _known(office: Office, one: Back) -> bool:
    """Whether a letter was noted as come back before, in the same words."""
    from caseworker.store import post

    with office.store.reading() as tx:
        row = post.by_number(tx, one.number)
    words = posted.said(one.why, "why it came back")
    return row is not None and row.state in ("returned", "slipped", "dealt-with") and words in row.words


def _any(office: Office, one: Back) -> str:
    """Note one that came back by the way it went."""
    from caseworker.store import post

    with office.store.reading() as tx:
        row = post.by_number(tx, one.number)
    act = bounced if row is not None and row.how == posted.EMAIL else returned
    act(office, one.number, one.why)
    return "noted"


def _return(tx: Connection, office: Office, row: Row[Any], words: str) -> Done:
    """A letter that had left: on each case of it."""
    from caseworker.store import consents, post

    if row.state != "left":
        raise _not_now(row, "returned")
    if row.handed_by:
        raise Refused(
            f"Letter {row.number} did not go by post: it {posted.where(row)}.",
            rule="What was put into somebody's hand does not come back by post. Nothing was changed.",
            do="Write a note on its case (o) of what was found.",
        )
    back = {one.case_id: undelivered.came_back(tx, office, one, words) for one in post.together(tx, row)}
    if row.how == posted.EMAIL:
        for one in post.together(tx, row):
            consents.drop(tx, one.pcn_id)
    return Done(row.case_id, back[row.case_id], _goes_to(office, row))


def _goes_to(office: Office, row: Row[Any]) -> str:
    who = office.officers.name(row.officer)
    return f"Letter {row.number} came back: its case is with {who} again, and it does not count as served."


def _bounce(tx: Connection, office: Office, row: Row[Any], words: str) -> Done:
    from caseworker.store import consents, post

    if row.how != posted.EMAIL:
        raise Refused(
            f"Letter {row.number} does not go by email: it {posted.where(row)}.",
            rule="An email comes back to where it was sent from; a letter comes back by post.",
            do="Note it as returned: caseworker post returned NUMBER --why.",
        )
    if row.state not in post.HERE:
        return _return(tx, office, row, words)
    why = f"the email to {row.handed_to} came back: {words}"
    together = post.together(tx, row)
    back = {one.case_id: posted.come_back(tx, office, one, "slipped", why) for one in together}
    for one in together:
        consents.drop(tx, one.pcn_id)
    if row.state == "batched":
        posted.thin(tx, office, row.batch_id)
    said = f"Letter {row.number} came back to whoever issued it, to go by post."
    return Done(row.case_id, back[row.case_id], said)


def dealt_with(office: Office, number: str, words: str, *, keep_hold: bool = False) -> Done:
    """Note how a letter that came back was served all the same, or what was done; it leaves the board.

    From then on it counts from its own days again, and its case is done.

    Args:
        keep_hold: the case system goes on holding the notice, for example while an address is looked for.

    Raises:
        Refused: there is no such letter, it did not come back, its case has gone on since, or the post is not
            theirs.
    """
    roles.check_post(office)
    said = posted.said(words, "what was done")
    return posted.surely(
        office,
        lambda tx: _deal(tx, office, posted.find(tx, number), said, keep_hold=keep_hold),
        lambda tx: _stands(tx, number, "dealt-with"),
        "noted",
    )


def _deal(tx: Connection, office: Office, row: Row[Any], words: str, *, keep_hold: bool) -> Done:
    from caseworker.store import post

    if row.state != "returned":
        raise _not_now(row, "dealt-with")
    done = {
        one.case_id: undelivered.dealt_with(tx, office, one, words, keep_hold=keep_hold)
        for one in post.together(tx, row)
    }
    return Done(row.case_id, done[row.case_id], f"Letter {row.number} {_SAID['dealt-with']}: kept.")


_SAID = {
    "returned": "came back",
    "slipped": "came back to whoever issued it",
    "dealt-with": "came back and was dealt with",
}


def _not_now(row: Row[Any], state: str) -> Refused:
    return Refused(
        f"Letter {row.number} cannot be noted as one that {_SAID[state]}: it {posted.where(row)}.",
        rule="A letter comes back after it has left, and once. Nothing was changed.",
        do="Open its case to see what stands.",
    )


def _stands(tx: Connection, number: str, state: str) -> Done | None:
    from caseworker.store import cases, post

    row = post.by_number(tx, number)
    if row is None or row.state != state:
        return None
    case = cases.get(tx, row.case_id)
    return Done(row.case_id, case.version if case else 0, f"Letter {number} {_SAID[state]}: kept.")
