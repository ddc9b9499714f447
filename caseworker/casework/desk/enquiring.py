"""Open a case beside the dispute by hand: a query, a complaint, an enquiry, a request for information."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import lived, opening
from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.casework.views import Done
from caseworker.law.beside import OWN_DATA
from caseworker.law.facts import Party, WriterRole
from caseworker.law.kinds import CaseKind
from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.text import clean, one_line

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

KINDS = {
    "query": "a question that disputes nothing",
    "complaint": "about conduct or service, apart from the decision",
    "member": "a councillor or a member of Parliament asks",
    "information": "a request for what the council holds",
    OWN_DATA: "a request for one's own data",
}
"""What can be opened by hand, in words."""


def enquire(
    office: Office,
    pcn: str,
    kind: str,
    *,
    on: date,
    name: str = "",
    address: str = "",
    postcode: str = "",
    words: str,
) -> Done:
    """Open a case of its own for an enquiry on a PCN; nothing else on the PCN changes.

    Args:
        kind: one of `KINDS`.
        on: the day it came in: its clock begins with it.
        name: who asks, and is answered; the keeper where nobody is named.
        words: what was asked.

    Raises:
        Refused: no such PCN or kind, a day to come, no words, or one of this kind is open already
            for the same person.
    """
    from caseworker.store import correspondence, counters, search

    asked = check(office, kind, on, words)
    with acting(office) as tx:
        row = _pcn(tx, pcn)
        lived.check_day(tx, office, row, "enquiry", on)
        what = CaseKind.INFORMATION if kind == OWN_DATA else CaseKind(kind)
        who = _who(row, name, address, postcode)
        _none_open(tx, row, kind, who)
        before = search.marks(tx)
        keeper = bool(row.keeper_name) and who == _keeper(row)
        role = WriterRole.KEEPER if keeper else WriterRole.UNKNOWN
        case_id = opening.open_case(
            tx, office, row, what, on, writer=who, role=role.value, own_data=kind == OWN_DATA
        )
        number = counters.take(tx, "enquiry")
        correspondence.add_item(
            tx,
            asked,
            source_id=f"caseworker-enquiry-{number}",
            pcn_id=row.id,
            case_id=case_id,
            channel="note",
            received_on=on,
            from_name=who.name,
            subject=what.value,
        )
        search.note_new(tx, before)
    return Done(case_id, 1, f"{row.pcn}: a case of its own ({kind}) is opened. Nothing else on it changed.")


def check(office: Office, kind: str, on: date, words: str) -> str:
    """What was asked, made safe.

    Raises:
        Refused: no such kind, a day to come, or no words.
    """
    if kind not in KINDS:
        raise Refused(f'There is no enquiry "{clean(kind)[:30]}".', do=f"Use one of: {', '.join(KINDS)}.")
    if on > office.today():
        raise Refused(
            f"{on:%A %d %B %Y} is still to come.",
            rule="Its clock begins with the day on which it came in.",
            do="Check the day.",
        )
    asked = clean(words).strip()
    if not asked:
        raise Refused("What was asked is not said.", do="Write it as it was asked, or what it is about.")
    return asked


def _pcn(tx: Connection, pcn: str) -> Row[Any]:
    from caseworker.store import proceedings

    number = normal_pcn(pcn)
    row = proceedings.pcn_by_number(tx, number, hold=True)
    if row is None:
        raise Refused(f"No PCN {number} is known here.", do="Check the number, or import it.")
    return row


def _none_open(tx: Connection, pcn: Row[Any], kind: str, who: Party) -> None:
    """Refuse a second case of one kind for whoever asked already; another person is owed an answer too."""
    same = who.name.casefold().split()
    for one in opening.open_ones(tx, pcn.id, kind):
        if one.writer_name.casefold().split() == same:
            raise Refused(
                f"A case of the kind “{kind}” is open on {pcn.pcn} already.",
                rule="One answer is owed for each; what follows joins it.",
                do=f"Open it (:q kind:{one.kind} pcn:{pcn.pcn}), and note what was added (o).",
            )


def _who(pcn: Row[Any], name: str, address: str, postcode: str) -> Party:
    """Who asks; the keeper where nobody is named."""
    who = one_line(name).strip()
    if not who:
        return _keeper(pcn)
    lines = tuple(one_line(part).strip() for part in address.split(";") if part.strip())
    return Party(who, lines, one_line(postcode).strip())


def _keeper(pcn: Row[Any]) -> Party:
    return Party(pcn.keeper_name, tuple(pcn.keeper_address.splitlines()), pcn.keeper_postcode)
