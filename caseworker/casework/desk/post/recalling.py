"""Recall a letter until it has left: its case is open again at the decision, the letter as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseworker.casework import posted, roles
from caseworker.casework.desk.post import outbox
from caseworker.casework.desk.post.printing import file_name
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.letters.wording import listed
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


@dataclass(frozen=True, slots=True)
class Recalled:
    """A letter was recalled."""

    number: str
    case_id: int
    version: int
    paper: str
    """Which paper to pull out of which batch; empty where none was made."""
    words: str


def recall(office: Office, number: str, why: str) -> Recalled:
    """Take a letter back before it has left, also out of a batch that was made.

    Raises:
        Refused: there is no such letter, it has left or came back before, or it is neither theirs nor are
            they a leader.
    """
    words = posted.said(why, "why it is recalled")
    return posted.surely(
        office,
        lambda tx: _recall(tx, office, number, words),
        lambda tx: _recalled(tx, number),
        "recalled",
    )


def check_recall(office: Office, number: str) -> str:
    """The PCN of a letter that whoever acts may recall; of one on several, all of them in words.

    Raises:
        Refused: as `recall` would, words apart.
    """
    from caseworker.store import post

    with office.store.reading() as tx:
        row = post.by_number(tx, clean(number).strip())
        pcns = [] if row is None else post.pcns_of(tx, row)
    if row is None:
        raise posted.unknown(number)
    _may_come_back(office, row)
    return listed(pcns)


def _recall(tx: Connection, office: Office, number: str, why: str) -> Recalled:
    from caseworker.store import post

    row = posted.find(tx, number)
    _may_come_back(office, row)
    together = post.together(tx, row)
    for one in together:
        _may_come_back(office, one)
    back = {one.case_id: posted.come_back(tx, office, one, "recalled", why) for one in together}
    if row.state == "batched":
        posted.thin(tx, office, row.batch_id)
    return _words(together, row, back[row.case_id], _paper(together) if row.state == "batched" else "")


def _paper(together: Sequence[Row[Any]]) -> str:
    row = together[0]
    if row.how == posted.EMAIL:
        return f"Take its message out of outbox {row.batch_id}: {outbox.file_name(row)}, to {row.handed_to}."
    return f"Take its paper out of batch {row.batch_id}: {file_name(row)}, to {row.recipient}."


def _words(together: Sequence[Row[Any]], row: Row[Any], version: int, paper: str) -> Recalled:
    on = listed([one.pcn for one in together])
    one = f"the case on {on} is open again at its decision"
    words = one if len(together) == 1 else f"the cases on {on} are open again, each at its decision"
    words = f"Letter {together[0].number} is recalled: {words}. {paper}"
    return Recalled(row.number, row.case_id, version, paper, words.strip())


def _recalled(tx: Connection, number: str) -> Recalled | None:
    """What recalling gave, where it stands."""
    from caseworker.store import cases, post

    row = post.by_number(tx, number)
    if row is None or row.state != "recalled":
        return None
    case = cases.get(tx, row.case_id)
    together = post.together(tx, row)
    return _words(together, row, case.version if case else 0, _paper(together) if row.batch_id else "")


def _may_come_back(office: Office, row: Row[Any]) -> None:
    if row.state in ("left", "returned", "dealt-with"):
        raise Refused(
            f"Letter {row.number} {posted.where(row)}: it can no longer be recalled.",
            rule="A letter can be recalled until it has left. Nothing was changed.",
            do="What can be done: answer a further letter on the PCN, which may cancel it; or where the "
            "council did wrong, tell your team leader, who writes under the complaint route.",
        )
    if row.state in ("recalled", "slipped"):
        raise Refused(
            f"Letter {row.number} was {row.state} before.",
            rule="Its case is open again since then. Nothing was changed.",
            do=f"Open the case: :case {row.pcn}.",
        )
    roles.check_recall(office, row.number, row.officer)
