"""The money of one PCN: its ledger from what the store knows, and the view of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import held, sheet
from caseworker.casework.office import LONDON, Office
from caseworker.casework.views import LedgerLine, LedgerView, MoneyView, PaymentView
from caseworker.law import charges, discounts, entries
from caseworker.law.facts import Facts, LetterKind
from caseworker.law.ledger import ASIDE, KINDS, Ledger
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.stages import Amount, stage

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

ASIDE_LABEL = "Kept aside"
REGISTERED = "order-for-recovery"
"""The notice by which a debt was registered."""


def ledger_of(tx: Connection, office: Office, pcn: Row[Any], on: date | None = None) -> Ledger:
    """The ledger of a PCN, as it stands in the store.

    Args:
        pcn: its row.
        on: the day up to which storage is counted; today where none is given.

    Raises:
        Refused: the tables know no charge for it.
    """
    from caseworker.store import cases

    case = cases.by_pcn(tx, pcn.pcn) or sheet.nobody()
    rows = sheet.rows_around(tx, pcn)
    return book(tx, office, sheet.facts_of(office, case, *rows), case, *rows, on)


def book(
    tx: Connection,
    office: Office,
    facts: Facts,
    case: Row[Any],
    pcn: Row[Any],
    notices: sheet.Rows,
    payments: sheet.Rows,
    put_right: sheet.Rows,
    vehicle: held.Held | None,
    on: date | None = None,
) -> Ledger:
    """The ledger of a case whose rows were read already."""
    from caseworker.store import points

    decision = points.decision_of(tx, case.id)
    charge = sheet.tariff_of(pcn)
    happened = entries.Happened(
        payments=held.received(payments),
        adjustments=held.adjusted(put_right),
        offers=_offers(decision),
        vehicle=held.vehicle_of(office, pcn, vehicle),
        daily=_daily(office, pcn),
        court=_court(office, pcn, notices),
        answered_on=_answered_on(case, facts, notices),
        registered_on=next((one.posted_on for one in notices if one.kind == REGISTERED), None),
        stage_on=pcn.stage_on,
        tariff=charge.citation,
    )
    last = discounts.discount_last_on(facts)
    return entries.ledger(facts, happened, discount_last_on=last, on=on or office.today())


def _offers(decision: Row[Any] | None) -> tuple[entries.Offered, ...]:
    """The discount that the decision offers again, from the day it was decided."""
    if decision is None or decision.discount_until is None or decision.discount_pence is None:
        return ()
    since = decision.decided_at.astimezone(LONDON).date()
    return (entries.Offered(since, decision.discount_until, decision.discount_pence),)


def _answered_on(case: Row[Any], facts: Facts, notices: sheet.Rows) -> date | None:
    """When the challenge was answered, where it no longer waits."""
    if stage(facts.stage).amount is Amount.HELD:
        return None
    rejected = [one.posted_on for one in notices if one.kind == LetterKind.NOTICE_OF_REJECTION]
    if rejected:
        day: date = rejected[-1]
        return day
    return case.issued_at.astimezone(LONDON).date() if case.issued_at else None


def _daily(office: Office, pcn: Row[Any]) -> charges.Sum | None:
    """A zone's charge for the day, where the vehicle's class says what it is."""
    if not pcn.vehicle_class:
        return None
    found = charges.daily_charge(pcn.vehicle_class, pcn.contravened_on)
    own = office.council.zone.charged(pcn.vehicle_class) if office.council.zone else None
    return found if own is None else replace(found, pence=own)


def _court(office: Office, pcn: Row[Any], notices: sheet.Rows) -> charges.Sum | None:
    """What registering the debt added: the council's own figure, else the law's of that day.

    Nothing where it was not registered, or on a day before the table begins: a case must still be read.
    """
    days = [one.posted_on for one in notices if one.kind == REGISTERED]
    if not regime(pcn.regime).court_form or not (days or stage(pcn.stage).amount is Amount.REGISTERED):
        return None
    own = office.council.registration_fee_pence
    try:
        found = charges.court_fee(days[-1] if days else pcn.stage_on)
    except Refused:
        if own is None:
            return None
        found = charges.court_fee(office.today())
    return found if own is None else replace(found, pence=own)


def view(ledger: Ledger, on: date) -> LedgerView:
    """The ledger as a screen or a command receives it."""
    due = ledger.due(on)
    labels = {one.id: one.label for one in charges.accounts()} | {ASIDE: ASIDE_LABEL}
    lines, balances = [], dict.fromkeys(labels, 0)
    for one in ledger.until(on):
        balances[one.account] += one.pence
        lines.append(
            LedgerLine(
                on=one.on,
                kind=one.kind,
                kind_label=KINDS[one.kind],
                account=one.account,
                account_label=labels[one.account],
                pence=one.pence,
                balance_pence=balances[one.account],
                words=one.words,
                citation=one.citation,
            )
        )
    return LedgerView(
        on=on,
        lines=tuple(lines),
        due_pence=due.pence,
        why=due.why,
        owed=tuple((labels[name], pence) for name, pence in due.owed),
        received_pence=ledger.received(on),
        overpaid_pence=due.overpaid_pence,
        waiting=due.waiting,
    )


def money_of(ledger: Ledger, pcn: Row[Any], payments: sheet.Rows, on: date) -> MoneyView:
    """Charges, payments, and what is due on a day with why."""
    charge, told = sheet.tariff_of(pcn), view(ledger, on)
    return MoneyView(
        full_pence=charge.full_pence,
        discount_pence=charge.discount_pence,
        surcharged_pence=charge.surcharged_pence,
        payments=tuple(PaymentView(row.received_on, row.amount_pence, row.method) for row in payments),
        due_pence=told.due_pence,
        why=told.why,
        tariff=charge.citation,
        tariff_from=charge.valid_from,
        ledger=told,
    )
