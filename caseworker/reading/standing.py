"""Where an imported PCN stands in law, and what is impossible about its row.

Regime, stage and kind of case are worked out from the facts, never taken from a supplier's label.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from caseworker.law.calendar import deemed_day, england
from caseworker.law.charges import charge
from caseworker.law.clocks import Clock, work_out
from caseworker.law.contraventions import Contravention, contravention
from caseworker.law.facts import CaseKind, Place
from caseworker.law.refusals import Refused
from caseworker.law.stages import case_kind
from caseworker.law.tables import day_words
from caseworker.reading.delimited import Fault
from caseworker.reading.rows import CaseRow

REGIMES = {"fixed": "tma-reg9", "by-hand": "tma-reg9", "post": "tma-reg10"}
FIRST_DAY = date(2008, 3, 31)
"""Civil enforcement under the Traffic Management Act began on this day: an earlier one is a slip."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the law makes of one row of `cases.csv`."""

    regime: str
    basis: str
    code: str
    level: str
    band: str
    served_how: str
    """``fixed``, ``by-hand`` or ``first-class``."""
    served_on: date
    notice_to_owner_served_on: date | None
    certificate_served_on: date | None
    discount_last_on: date
    stage: str
    """As the notices stand, before any letter is weighed in."""
    stage_on: date

    def kind(self, received_on: date) -> CaseKind:
        """What a letter received on a day is: by the notices served on or before that day."""
        return case_kind(self.regime, self.stage_at(received_on))

    def stage_at(self, day: date) -> str:
        """The stage on a day, by the notices served on or before it."""
        if self.certificate_served_on and self.certificate_served_on <= day:
            return "charge-certificate"
        if self.notice_to_owner_served_on and self.notice_to_owner_served_on <= day:
            return "notice-to-owner"
        return "issued-discount" if day <= self.discount_last_on else "issued-full"


@dataclass(frozen=True, slots=True)
class Limits:
    """The days that matter for one case: the law's, and the council's own."""

    reply_due_on: date | None
    safe_post_on: date | None
    target_on: date

    @property
    def urgency(self) -> str:
        """Order of the queue: last safe posting day first, then the service target."""
        return f"{self.safe_post_on or date(9999, 12, 31)} {self.target_on}"


@lru_cache(maxsize=20_000)
def limits(regime: str, kind: CaseKind, received_on: date, service_days: int) -> Limits:
    """When the reply must be served, by when to post it, and the council's own target (working days)."""
    target = england().working_days_after(received_on, service_days)
    if kind is not CaseKind.FORMAL:
        return Limits(None, None, target)
    reply = work_out(regime, "reply", received_on)
    return Limits(reply.last_on, reply.safe_posting_on, target)


def judge(row: CaseRow, place: Place, band: str, today: date, now: datetime) -> Standing | list[Fault]:
    """What the law makes of a row, or every reason why it cannot be so.

    Args:
        row: one row of `cases.csv`.
        place: where the council is.
        band: the council's usual band, where the row gives none.
        today: the office's day.
        now: the instant, in UTC.
    """
    faults = [*_day_faults(row, today, now), *_order_faults(row)]
    regime = REGIMES[row.served_how]
    found = _contravention(row.code, regime)
    if isinstance(found, str):
        faults.append(_fault(row, "contravention_code", row.code, found))
    else:
        wrong = _charge_fault(place, row.band or band, found.level, row.contravened_on)
        if wrong:
            faults.append(_fault(row, wrong[0], getattr(row, wrong[1]) or band, wrong[2]))
    if faults or isinstance(found, str):
        return faults
    by_post = row.served_how == "post"
    served_on = _deemed(row.pcn_on) if by_post else row.pcn_on
    owner = row.notice_to_owner_posted_on and _deemed(row.notice_to_owner_posted_on)
    certificate = row.charge_certificate_posted_on and _deemed(row.charge_certificate_posted_on)
    discount = _discount(regime, served_on, row.basis).last_on or served_on
    stage, stage_on = _stage(served_on, owner, certificate, discount, today)
    return Standing(
        regime=regime,
        basis=row.basis,
        code=found.code,
        level=found.level,
        band=row.band or band,
        served_how="first-class" if by_post else row.served_how,
        served_on=served_on,
        notice_to_owner_served_on=owner,
        certificate_served_on=certificate,
        discount_last_on=discount,
        stage=stage,
        stage_on=stage_on,
    )


def _stage(
    served_on: date, owner: date | None, certificate: date | None, discount: date, today: date
) -> tuple[str, date]:
    """Where the notices alone put a PCN; one that was posted counts, though served later."""
    if certificate:
        return "charge-certificate", certificate
    if owner:
        return "notice-to-owner", owner
    return ("issued-discount", served_on) if today <= discount else ("issued-full", served_on)


def future(day: date, today: date) -> str:
    """What was expected instead of a day that has not come."""
    return f"a day that has come: today is {day_words(today)}" if day > today else ""


def _day_faults(row: CaseRow, today: date, now: datetime) -> Iterator[Fault]:
    """Days that have not come, or lie before the law began."""
    days = {
        "contravention_date": row.contravened_on,
        "pcn_posted" if row.served_how == "post" else "pcn_served": row.pcn_on,
        "notice_to_owner_posted": row.notice_to_owner_posted_on,
        "charge_certificate_posted": row.charge_certificate_posted_on,
    }
    for column, day in days.items():
        if day and (expected := future(day, today)):
            yield _fault(row, column, day_words(day), expected)
    if row.contravened_on < FIRST_DAY:
        expected = f"a day from {day_words(FIRST_DAY)} on, when this law began"
        yield _fault(row, "contravention_date", day_words(row.contravened_on), expected)
    if row.data_as_of > now:
        yield _fault(row, "data_as_of", f"{row.data_as_of:%Y-%m-%dT%H:%MZ}", "an instant that has come")


def _order_faults(row: CaseRow) -> Iterator[Fault]:
    """Notices in an order that cannot be."""
    owner, certificate = row.notice_to_owner_posted_on, row.charge_certificate_posted_on
    posted = row.served_how == "post"
    if row.pcn_on < row.contravened_on:
        column = "pcn_posted" if posted else "pcn_served"
        expected = f"a day not before the contravention, {day_words(row.contravened_on)}"
        yield _fault(row, column, day_words(row.pcn_on), expected)
    if owner and posted:
        expected = "nothing: a PCN served by post is itself the notice to the owner"
        yield _fault(row, "notice_to_owner_posted", day_words(owner), expected)
    elif owner and owner <= row.pcn_on:
        expected = f"a day after the PCN was served, {day_words(row.pcn_on)}"
        yield _fault(row, "notice_to_owner_posted", day_words(owner), expected)
    if not certificate:
        return
    if not posted and not owner:
        expected = "the notice to owner's day too: without one there can be no charge certificate"
        yield _fault(row, "charge_certificate_posted", day_words(certificate), expected)
    before = row.pcn_on if posted else owner
    if before and certificate <= before:
        name = "PCN" if posted else "notice to owner"
        expected = f"a day after the {name} was posted, {day_words(before)}"
        yield _fault(row, "charge_certificate_posted", day_words(certificate), expected)


def _fault(row: CaseRow, column: str, found: str, expected: str) -> Fault:
    return Fault(row.file, row.line, column, found, expected)


@lru_cache(maxsize=2_000)
def _contravention(code: str, regime: str) -> Contravention | str:
    """The code as the law reads it, or what was expected."""
    try:
        return contravention(code, regime_id=regime)
    except Refused as no:
        return f"a code that the law knows: {_words(no)}"


@lru_cache(maxsize=20_000)
def _charge_fault(place: Place, band: str, level: str, day: date) -> tuple[str, str, str] | None:
    """Column, field and expectation where the law knows no charge for this contravention."""
    try:
        charge(place, band, level, day)
    except Refused as no:
        in_band = "band" in no.what
        column = ("band", "band") if in_band else ("contravention_code", "code")
        if "No charge is known" in no.what:
            column = ("contravention_date", "contravened_on")
        return *column, f"one for which the law knows a charge: {_words(no)}"
    return None


def _words(no: Refused) -> str:
    """What the law says against it, as the end of a sentence."""
    return " ".join(part for part in (no.what, no.rule, no.do) if part).rstrip(".")


@lru_cache(maxsize=20_000)
def _deemed(posted_on: date) -> date:
    """When a notice posted on this day is treated as served."""
    return deemed_day(posted_on, england())


@lru_cache(maxsize=20_000)
def _discount(regime: str, served_on: date, basis: str) -> Clock:
    """The discount's clock."""
    return work_out(regime, "discount", served_on, basis=basis or None)
