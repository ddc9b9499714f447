"""What is taken in as it is told, and is worth a look: the case stays workable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from caseworker.casework.landing.known import Known
from caseworker.casework.landing.touched import Touched
from caseworker.casework.office import Office
from caseworker.law import charges
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.tables import day_words
from caseworker.reading.rows import Remark


def of(office: Office, touched: Touched, known: Known) -> Iterator[Remark]:
    """Money beyond what can be due or came in, a PCN dated otherwise than posted, days too early."""
    yield from _money(office, touched)
    row = touched.row
    if row is not None and row.pcn_dated_on is not None and row.pcn_dated_on != row.pcn_on:
        words = f"the PCN is dated {day_words(row.pcn_dated_on)} and was posted on {day_words(row.pcn_on)}"
        yield Remark(
            row.file, row.line, "pcn_dated", f"{words}: the date of a PCN by post is the day it is posted"
        )
    since = row.contravened_on if row is not None else touched.stored.contravened_on  # type: ignore[union-attr]
    for paid in touched.payments:
        if paid.received_on < since:
            words = f"{day_words(paid.received_on)} is before the contravention, {day_words(since)}"
            yield Remark(paid.file, paid.line, "received", f"{words}: check the day and the PCN")
    yield from _adjusted(touched, since)
    yield from _refunded(touched, known)
    for told in touched.history:
        if told.on < since:
            words = f"{day_words(told.on)} is before the contravention, {day_words(since)}"
            yield Remark(
                told.file, told.line, "on", f"{words}: kept as it is told, and nothing follows from it"
            )
    for letter in touched.letters:
        if letter.received_on < since:
            words = f"{day_words(letter.received_on)} is before the contravention, {day_words(since)}"
            yield Remark(letter.file, letter.line, "received", f"{words}: check the day and the PCN")


def _adjusted(touched: Touched, since: date) -> Iterator[Remark]:
    """Money put right before there was any, or on an account that the PCN does not have."""
    law = regime(touched.standing.regime)
    for one in touched.adjustments:
        if one.on < since:
            words = f"{day_words(one.on)} is before the contravention, {day_words(since)}"
            yield Remark(one.file, one.line, "on", f"{words}: check the day and the PCN")
        if not charges.owed_in(one.account, law.family):
            label = charges.account(one.account).label.lower()
            words = f"{label} is nothing that a PCN of {law.id} can owe"
            yield Remark(one.file, one.line, "account", f"{words}: taken in, check the account")


def _refunded(touched: Touched, known: Known) -> Iterator[Remark]:
    """More paid back than ever came in for the PCN."""
    pcn_id = touched.stored.id if touched.stored is not None else 0
    came = known.paid.get(pcn_id, 0) + sum(one.amount_pence for one in touched.payments)
    back = known.refunded.get(pcn_id, 0)
    for one in touched.adjustments:
        if one.kind != "refund":
            continue
        back += one.pence
        if back > came:
            words = f"{charges.pounds(back)} paid back in all is more than came in, {charges.pounds(came)}"
            yield Remark(one.file, one.line, "amount", f"{words}: taken in, check the sum and the PCN")


def _money(office: Office, touched: Touched) -> Iterator[Remark]:
    """Payments larger than anything that could be due: what is over is kept aside by the ledger."""
    for paid in touched.payments:
        most = _most(office, touched, paid.received_on)
        if most is not None and paid.amount_pence > most:
            sums = f"{charges.pounds(paid.amount_pence)} is more than {charges.pounds(most)}"
            words = f"{sums}, the most that could be due on that day: taken in, what is over is kept aside"
            yield Remark(paid.file, paid.line, "amount", words)


def _most(office: Office, touched: Touched, on: date) -> int | None:
    """The most that could be due on a day; nothing where fees of a held vehicle are in it."""
    standing, row = touched.standing, touched.row
    if not regime(standing.regime).certificate:
        return None
    contravened = row.contravened_on if row is not None else touched.stored.contravened_on  # type: ignore[union-attr]
    found = _penalty(
        touched.place, standing.band, standing.level, contravened, standing.regime, standing.basis
    )
    if found is None:
        return None
    full, surcharged = found
    certificate = standing.told("charge-certificate")
    most = full if certificate is None or certificate > on else surcharged
    if standing.told("order-for-recovery"):
        most += charges.court_fee(on).pence
    kind = row.vehicle_class if row is not None else touched.stored.vehicle_class  # type: ignore[union-attr]
    if kind:
        own = office.council.zone.charged(kind) if office.council.zone else None
        most += charges.daily_charge(kind, contravened).pence if own is None else own
    return most


@lru_cache(maxsize=5_000)
def _penalty(
    place: str, band: str, level: str, on: date, regime_id: str, basis: str
) -> tuple[int, int] | None:
    try:
        found = charges.charge(place, band, level, on, regime=regime_id, basis=basis or None)
    except Refused:
        return None
    return found.full_pence, found.surcharged_pence
