"""What a PCN costs: the charge in force on the day of the contravention, and what is due now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.law.citations import Citation
from caseworker.law.dated import in_force
from caseworker.law.facts import Place
from caseworker.law.refusals import Refused
from caseworker.law.stages import Amount, stage
from caseworker.law.tables import citation, day_words, table, unknown


@dataclass(frozen=True, slots=True)
class Charge:
    """The three figures of one PCN, in pence."""

    full_pence: int
    discount_pence: int
    surcharged_pence: int
    """After a charge certificate."""
    band: str
    level: str
    citation: Citation
    valid_from: date
    """The first day of contravention to which this tariff applies."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is due on a day, in pence, and why."""

    pence: int
    why: str
    citation: Citation
    overpaid_pence: int = 0
    """Received beyond what was due: to be refunded or explained."""


def pounds(pence: int) -> str:
    """``£160`` or ``£57.50``."""
    sign = "-" if pence < 0 else ""
    whole, rest = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}" + (f".{rest:02d}" if rest else "")


def bands(place: Place | str) -> tuple[str, ...]:
    """The charging bands of a place."""
    return tuple(
        dict.fromkeys(row["band"] for row in table("charges")["tariff"] if row["place"] == str(place))
    )


def court_fee_pence() -> int:
    """The fee that registration adds, as the tables have it: the council may set another."""
    fee: int = table("charges")["court_fee"]["pence"]
    return fee


def charge(place: Place | str, band: str, level: str, contravened_on: date) -> Charge:
    """The charge for a contravention of this level, in this band, on this day.

    Args:
        place: ``london`` or ``outside``.
        band: ``A`` or ``B`` in London, ``1`` or ``2`` outside.
        level: ``higher`` or ``lower``.
        contravened_on: the day of the alleged contravention, which decides the tariff.
    """
    known = [one.value for one in Place]
    if str(place) not in known:
        raise unknown("place", str(place), known)
    if band.upper() not in bands(place):
        raise unknown(f"charging band of {place}", band, bands(place))
    if level not in ("higher", "lower"):
        raise unknown("level of contravention", level, ("higher", "lower"))
    series = [
        row
        for row in table("charges")["tariff"]
        if (row["place"], row["band"], row["level"]) == (str(place), band.upper(), level)
    ]
    row = in_force(series, contravened_on)
    if row is None:
        first = min(one["valid_from"] for one in series)
        raise Refused(
            f"No charge is known for a contravention on {day_words(contravened_on)}.",
            rule=f"The table for {place}, band {band.upper()}, {level} level begins on {day_words(first)}.",
            do="Check the date of the contravention.",
        )
    return Charge(
        full_pence=row["full"],
        discount_pence=row["discount"],
        surcharged_pence=row["surcharged"],
        band=row["band"],
        level=row["level"],
        citation=citation(row),
        valid_from=row["valid_from"],
    )


def amount_due(
    tariff: Charge,
    stage_id: str,
    on: date,
    *,
    discount_last_on: date | None = None,
    frozen_on: date | None = None,
    reoffer_until: date | None = None,
    reoffer_pence: int | None = None,
    paid_pence: int = 0,
    paid_on: date | None = None,
    fee_pence: int | None = None,
) -> Due:
    """What is due at this stage on this day, and why.

    Args:
        tariff: the charge of this PCN.
        stage_id: where the notice stands.
        on: the day asked about.
        discount_last_on: the last day of the statutory discount.
        frozen_on: the day on which a challenge came in, where the amount is held as it stood then.
        reoffer_until: the last day of a discount offered again.
        reoffer_pence: that offer; the usual discount where none is given.
        paid_pence: received so far.
        paid_on: the day the (last) payment was received: it decides whether the discount was met.
        fee_pence: the court fee, where the council has set one.
    """
    amount = stage(stage_id).amount
    if amount is Amount.NOTHING:
        return Due(0, f"{stage(stage_id).label}: nothing is due.", stage(stage_id).citation)
    if paid_pence and paid_on and discount_last_on and paid_on <= discount_last_on:
        beyond = paid_pence - tariff.discount_pence
        if beyond >= 0:
            words = f"Paid: {pounds(paid_pence)} received on {day_words(paid_on)}, within the discount."
            return Due(0, words, tariff.citation, overpaid_pence=beyond)
    judged_on = paid_on if paid_pence and paid_on else on
    price, why = _price(
        tariff, amount, judged_on, discount_last_on, frozen_on, reoffer_until, reoffer_pence, fee_pence
    )
    if paid_pence and paid_on and paid_pence < price:
        # A part payment does not keep a discount open that has since ended.
        price, why = _price(
            tariff, amount, on, discount_last_on, frozen_on, reoffer_until, reoffer_pence, fee_pence
        )
    if not paid_pence:
        return Due(price, why, tariff.citation)
    rest = price - paid_pence
    if rest <= 0:
        over = f", {pounds(-rest)} more than was due" if rest else ""
        return Due(
            0, f"Paid: {pounds(paid_pence)} received{over}. {why}", tariff.citation, overpaid_pence=-rest
        )
    return Due(rest, f"{why} {pounds(paid_pence)} received, so {pounds(rest)} is still due.", tariff.citation)


def _price(
    tariff: Charge,
    amount: Amount,
    on: date,
    discount_last_on: date | None,
    frozen_on: date | None,
    reoffer_until: date | None,
    reoffer_pence: int | None,
    fee_pence: int | None,
) -> tuple[int, str]:
    if amount in (Amount.SURCHARGED, Amount.REGISTERED):
        words = f"Increased by half by the charge certificate: {pounds(tariff.surcharged_pence)}."
        if amount is Amount.SURCHARGED:
            return tariff.surcharged_pence, words
        fee = court_fee_pence() if fee_pence is None else fee_pence
        total = tariff.surcharged_pence + fee
        return total, f"{words} With the court fee of {pounds(fee)}: {pounds(total)}."
    if reoffer_until and on <= reoffer_until:
        offer = tariff.discount_pence if reoffer_pence is None else reoffer_pence
        return offer, f"Discount offered again: {pounds(offer)} if received by {day_words(reoffer_until)}."
    if amount is not Amount.FULL and discount_last_on:
        if on <= discount_last_on:
            return tariff.discount_pence, (
                f"Discount: {pounds(tariff.discount_pence)} if received by {day_words(discount_last_on)}."
            )
        if amount is Amount.HELD and frozen_on and frozen_on <= discount_last_on:
            return tariff.discount_pence, (
                f"Held at the discount of {pounds(tariff.discount_pence)} until it is answered: it came in "
                f"on {day_words(frozen_on)}, by the last day of the discount, {day_words(discount_last_on)}."
            )
        return tariff.full_pence, (
            f"Full charge: {pounds(tariff.full_pence)}. The discount ended on {day_words(discount_last_on)}."
        )
    return tariff.full_pence, f"Full charge: {pounds(tariff.full_pence)}."
