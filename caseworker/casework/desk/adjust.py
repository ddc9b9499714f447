"""Record money that was paid back, waived or written off on a PCN: each written once, with its words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import lived, money
from caseworker.casework.acting import acting, audited, recorded
from caseworker.casework.office import Office
from caseworker.casework.views import Done, LedgerView
from caseworker.law import charges
from caseworker.law.ledger import ASIDE, KINDS, Ledger
from caseworker.law.refusals import Refused
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

DONE = ("refund", "waiver", "write-off")
"""What an officer records here; other entries follow from the case, or come from its system."""


def read(office: Office, pcn: str, on: date | None = None) -> LedgerView:
    """The ledger of a PCN on a day; today where none is given.

    Raises:
        Refused: no such PCN is known.
    """
    from caseworker.law.pcn import normal_pcn
    from caseworker.store import proceedings

    day, number = on or office.today(), normal_pcn(pcn)
    with office.store.reading() as tx:
        row = proceedings.pcn_by_number(tx, number)
        if row is None:
            raise Refused(f"No PCN {number} is known here.", do="Check the number, or import it.")
        return money.view(money.ledger_of(tx, office, row, day), day)


def record(
    office: Office,
    case_id: int,
    version: int,
    kind: str,
    pence: int,
    words: str,
    *,
    account: str = "penalty",
    on: date | None = None,
) -> Done:
    """Record a refund that was paid, or a sum that is no longer asked for.

    It may be done on a closed case, as refunds are. No stage moves by it.

    Args:
        kind: ``refund``, ``waiver`` or ``write-off``.
        pence: how much, above nothing.
        words: why, and how it was paid back.
        account: which kind of money it is of.
        on: its day; today where none is given.

    Raises:
        Refused: no words, no such kind or account, more than was received or is owed, a day to come,
            another officer has the case, or whoever acts may let no money go.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases, counters, ledger
    from caseworker.store.imported import adjustment_digest

    day, why = on or office.today(), _check(office, kind, pence, words, on)
    _may(office, kind)
    label = charges.account(account).label
    with acting(office) as tx:
        row = _row(tx, office, case_id, version)
        pcn = cases.pcn_of(tx, row.pcn_id)
        lived.check_day(tx, office, pcn, kind, day)
        _fits(money.ledger_of(tx, office, pcn), kind, pence, account, office.today())
        new = cases.change(tx, case_id, version)
        number = counters.take(tx, "adjustment")
        signed = pence if kind == "refund" else -pence
        source = f"caseworker-adjustment-{number}"
        ledger.add_adjustment(
            tx,
            pcn_id=pcn.id,
            source_id=source,
            on=day,
            kind=kind,
            account=account,
            pence=signed,
            words=why,
            officer=office.officer.id,
            at=office.now(),
        )
        told = f"{KINDS[kind]} of {charges.pounds(pence)}, {label.lower()}: {why}"
        recorded(tx, office, pcn.id, case_id, "adjusted", told, on=day)
        fields: dict[str, str | int | None] = {"version": new, "kind": kind, "number": source}
        fields["digest"] = adjustment_digest(source, pcn.id, day, kind, account, signed, why)
        audited(tx, office, case_id, "adjust", fields)
    return Done(case_id, new, f"Recorded: {KINDS[kind].lower()} of {charges.pounds(pence)}.")


def _check(office: Office, kind: str, pence: int, words: str, on: date | None) -> str:
    why = clean(words).strip()
    if kind not in DONE:
        raise Refused(f'"{clean(kind)[:40]}" is not recorded here.', do=f"Use one of: {', '.join(DONE)}.")
    if not why:
        raise Refused(
            "There are no words on it.",
            rule="Money that is paid back or let go is recorded with its reason.",
            do="Write why; for a refund also how it was paid.",
        )
    if pence <= 0:
        raise Refused("The sum must be more than nothing.", do="Give it in pounds, for example 80 or 57.50.")
    if on is not None and on > office.today():
        raise Refused(f"{on:%d %B %Y} is a day to come.", do="Record it once it has been done.")
    return why


def _may(office: Office, kind: str) -> None:
    """What is let go is let go by an authorised officer; that a refund was paid is a fact to record."""
    if kind != "refund" and not office.officer.authorised:
        raise Refused(
            f"{office.officer.name} is not authorised to let money go.",
            rule="Only an officer whom the council has authorised waives or writes off what is owed.",
            do="Ask your team leader.",
        )


def _row(tx: Connection, office: Office, case_id: int, version: int) -> Row[Any]:
    """The case, as it was read; open with nobody else."""
    from caseworker.store import cases

    row = cases.get(tx, case_id)
    if row is None:
        raise Refused(f"There is no case {case_id}.", do="Go back to the queue.")
    if row.version != version:
        raise cases.stale(tx, case_id)
    if row.open and row.officer not in ("", office.officer.id):
        raise Refused(
            f"The case on {row.pcn} is with {office.officers.name(row.officer)}, not with you.",
            rule="One officer at a time works on a case.",
            do="Ask them.",
        )
    return row


def _fits(ledger: Ledger, kind: str, pence: int, account: str, today: date) -> None:
    """Refuse to pay back more than came in, or to let go more than is owed."""
    if kind == "refund":
        _came_in(ledger, pence, account, today)
        return
    owed = max(0, ledger.balance(account, today))
    if pence > owed:
        label = charges.account(account).label.lower()
        raise Refused(
            f"{charges.pounds(pence)} is more than is owed: {label} {charges.pounds(owed)}.",
            do="Give what is to be let go, or less.",
        )


def _came_in(ledger: Ledger, pence: int, account: str, today: date) -> None:
    """Refuse to pay back more than came in, or more of one kind of money than came in for it.

    What lies aside belongs to no account, and is paid back under any.
    """
    back = [one for one in ledger.until(today) if one.kind == "refund"]
    there = ledger.received(today) - sum(one.pence for one in back)
    if pence > there:
        raise Refused(
            f"{charges.pounds(pence)} is more than was received and not paid back: {charges.pounds(there)}.",
            do="Check the payments of the case.",
        )
    mine = ledger.paid(account) - sum(one.pence for one in back if one.account == account)
    mine += ledger.paid(ASIDE)
    if pence > mine:
        label = charges.account(account).label.lower()
        raise Refused(
            f"{charges.pounds(pence)} is more than was received for this and not paid back: {label} "
            f"{charges.pounds(max(0, mine))}.",
            rule="Each kind of money is paid back by itself, so that the ledger says what is left of each.",
            do="Record the rest as a refund of its own (--account): case ledger tells what each received.",
        )
