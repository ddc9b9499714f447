"""A payment that an officer enters: its sum, once, and whether it pays what its event says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseworker.casework import money
from caseworker.casework.desk.proceedings.given import Given
from caseworker.casework.office import Office
from caseworker.casework.standing import Around
from caseworker.law.charges import pounds
from caseworker.law.refusals import Refused
from caseworker.law.tables import day_words, table
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection

PAID = frozenset(table("chronology")["money"]["kinds"])
"""The events that are a payment."""


def pay(
    tx: Connection,
    office: Office,
    found: Around,
    event: str,
    given: Given,
    fields: dict[str, str | int | None],
) -> list[str]:
    """Enter the payment that an event is, and give it in words; nothing where it is none.

    Args:
        fields: what the record keeps: the payment's id and digest are added.

    Raises:
        Refused: it has no sum, stands there already, or closes the PCN and does not pay what is owed.
    """
    if event not in PAID:
        return []
    from caseworker.store import ledger
    from caseworker.store.imported import payment_digest

    if given.pence <= 0:
        raise Refused(
            "A payment needs its sum.", rule="It is entered as it was received.", do="Give the sum."
        )
    source = f"desk-{found.pcn.pcn}-{given.on}-{given.pence}-{clean(given.reference)}"
    row = (given.on, given.pence, clean(given.method))
    payment = ledger.add_payment(tx, found.pcn.id, source, *row)
    if payment is None:
        raise Refused(
            f"{pounds(given.pence)} received on {given.on:%d %b %Y} stand on {found.pcn.pcn} already.",
            rule="A payment is entered once.",
            do="If it was paid twice, give each its own reference.",
        )
    fields |= {"payment": payment, "digest": payment_digest(source, found.pcn.id, *row)}
    due = money.ledger_of(tx, office, found.pcn).due(given.on)
    if event in table("guards")["acts"]["closing-payment"] and due.pence:
        raise Refused(
            f"{pounds(given.pence)} does not pay {found.pcn.pcn}: {pounds(due.pence)} would still be owed on "
            f"{day_words(given.on)}. {due.why}",
            rule="A payment closes a PCN where the amount due on the day of receipt was received.",
            do="Enter it as paid in part (paid-in-part); what is let go is waived (case adjust).",
        )
    over = f"{pounds(due.overpaid_pence)} more than was owed: kept aside, to be paid back or explained"
    return [
        f"{pounds(given.pence)} received on {given.on:%d %b %Y}",
        *([over] if due.overpaid_pence else []),
    ]
