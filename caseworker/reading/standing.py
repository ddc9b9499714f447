"""Where an imported PCN stands in law, and what is impossible about its row.

Regime, stage and kind of case are worked out from the facts, never taken from a supplier's label.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from caseworker.law.calendar import deemed_day, england
from caseworker.law.charges import charge
from caseworker.law.chronology import History, Lived, faults
from caseworker.law.clocks import Clock, work_out
from caseworker.law.facts import CaseKind, Place
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.stages import case_kind
from caseworker.law.tables import day_words
from caseworker.reading.delimited import Fault
from caseworker.reading.regimes import Home, home_of
from caseworker.reading.rows import CaseRow
from caseworker.reading.told import STEPS, Told

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
    dated_on: date | None
    """The date on a PCN by post."""
    notices: tuple[Told, ...]
    """What was told of since: notices, and what became of a vehicle that was held; first to last."""
    discount_last_on: date
    stage: str
    """As the notices stand, before any letter is weighed in."""
    stage_on: date

    def told(self, kind: str) -> date | None:
        """When a notice was served, or a thing happened; nothing where nobody told of it."""
        return next((one.served_on for one in self.notices if one.kind == kind), None)

    @property
    def enforcement_served_on(self) -> date | None:
        """Service of the notice against which formal representations are made; maybe the PCN itself."""
        notice = regime(self.regime).enforcement_notice
        return self.served_on if notice == "pcn" else self.told(notice)

    def kind(self, received_on: date) -> CaseKind:
        """What a letter received on a day is: by the notices served on or before that day."""
        return case_kind(self.regime, self.stage_at(received_on))

    def stage_at(self, day: date) -> str:
        """The stage on a day, by the notices served on or before it."""
        for one in reversed(self.notices):
            if one.served_on <= day:
                return one.stage
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

    @property
    def columns(self) -> dict[str, Any]:
        """What a case keeps of them, by the name of its column."""
        names = ("reply_due_on", "safe_post_on", "target_on", "urgency")
        return {name: getattr(self, name) for name in names}


@lru_cache(maxsize=20_000)
def limits(regime_id: str, kind: CaseKind, received_on: date, service_days: int) -> Limits:
    """When the reply must be served, by when to post it, and the council's own target (working days).

    Where the law sets no limit for a decision on representations, there is none, and the target is left.
    """
    target = england().working_days_after(received_on, service_days)
    if kind is not CaseKind.FORMAL or not regime(regime_id).reply_days:
        return Limits(None, None, target)
    reply = work_out(regime_id, "reply", received_on)
    return Limits(reply.last_on, reply.internal_safe_on or reply.safe_posting_on, target)


def judge(row: CaseRow, place: Place, band: str, today: date, now: datetime) -> Standing | list[Fault]:
    """What the law makes of a row, or every reason why it cannot be so.

    Args:
        row: one row of `cases.csv`.
        place: where the council is.
        band: the council's usual band, where the row gives none.
        today: the office's day.
        now: the instant, in UTC.
    """
    wrong = list(_day_faults(row, today, now))
    home = home_of(row.code, place, row.served_how, row.kind_of_hold, row.basis)
    if not isinstance(home, Home):
        return [*wrong, _fault(row, *home)]
    wrong += [*_named_faults(row, home), *_order_faults(row, home.regime)]
    charged = _charge_fault(
        place, row.band or band, home.level, row.code, row.contravened_on, home.regime, home.basis
    )
    if charged and row.contravened_on >= FIRST_DAY:
        wrong.append(_fault(row, *charged))
    if wrong:
        return wrong
    by_post = row.served_how == "post"
    served_on = _deemed(row.pcn_on) if by_post else row.pcn_on
    dated_on = (row.pcn_dated_on or row.pcn_on) if by_post else None
    discount = _discount(home.regime, discount_from(home.regime, served_on, dated_on), home.basis)
    notices = _notices(row)
    stage, stage_on = _stage(served_on, notices, discount.last_on or served_on, today)
    return Standing(
        regime=home.regime,
        basis=home.basis,
        code=home.code,
        level=home.level,
        band=row.band or band,
        served_how="first-class" if by_post else row.served_how,
        served_on=served_on,
        dated_on=dated_on,
        notices=notices,
        discount_last_on=discount.last_on or served_on,
        stage=stage,
        stage_on=stage_on,
    )


@lru_cache(maxsize=100)
def _counts_from_date(regime_id: str) -> bool:
    return regime(regime_id).discount_counts_from == "the date of the notice"


def discount_from(regime_id: str, served_on: date, dated_on: date | None) -> date:
    """The day from which the discount counts: service of the PCN, or its date in London's own Acts."""
    return dated_on if dated_on is not None and _counts_from_date(regime_id) else served_on


def _notices(row: CaseRow) -> tuple[Told, ...]:
    """What a row tells of, with the days of deemed service."""
    return tuple(
        Told(step, on, _deemed(on) if step.posted else on)
        for step in STEPS
        if (on := getattr(row, step.field)) is not None
    )


def _stage(served_on: date, notices: tuple[Told, ...], discount: date, today: date) -> tuple[str, date]:
    """Where the notices alone put a PCN; one that was posted counts, though served later."""
    if notices:
        return notices[-1].stage, notices[-1].served_on
    return ("issued-discount", served_on) if today <= discount else ("issued-full", served_on)


def future(day: date, today: date) -> str:
    """What was expected instead of a day that has not come."""
    return f"a day that has come: today is {day_words(today)}" if day > today else ""


def _pcn_column(row: CaseRow) -> str:
    return "pcn_posted" if row.served_how == "post" else "pcn_served"


def _day_faults(row: CaseRow, today: date, now: datetime) -> Iterator[Fault]:
    """Days that have not come, or lie before the law began."""
    days = {"contravention_date": row.contravened_on, _pcn_column(row): row.pcn_on}
    days |= {step.column: on for step in STEPS if (on := getattr(row, step.field)) is not None}
    for column, day in days.items():
        if day > today:
            yield _fault(row, column, day_words(day), future(day, today))
    if row.contravened_on < FIRST_DAY:
        expected = f"a day from {day_words(FIRST_DAY)} on, when this law began"
        yield _fault(row, "contravention_date", day_words(row.contravened_on), expected)
    if row.data_as_of > now:
        yield _fault(row, "data_as_of", f"{row.data_as_of:%Y-%m-%dT%H:%MZ}", "an instant that has come")


def _named_faults(row: CaseRow, home: Home) -> Iterator[Fault]:
    """What the row says of its regime that its facts do not; a PCN that replaces itself."""
    law = regime(home.regime)
    if row.parent == row.pcn:
        yield _fault(row, "parent", row.parent, "another PCN: none replaces itself")
    if row.regime and row.regime != law.id:
        expected = f"{law.id}, or nothing: that is the regime by code, place and service ({law.label})"
        yield _fault(row, "regime", row.regime, expected)
    zone = law.family == "clean-air-zone"
    if zone and not row.vehicle_class:
        yield _fault(row, "vehicle_class", "nothing", "what the vehicle was charged as in the zone")
    if row.vehicle_class and not zone:
        yield _fault(
            row, "vehicle_class", row.vehicle_class, f"nothing: {law.id} charges no class of vehicle"
        )
    if law.family == row.kind_of_hold and row.taken_on is None:
        yield _fault(row, "taken", "nothing", f"the day of the {row.kind_of_hold}")
    if not row.kind_of_hold:
        for column, told in (
            ("taken", row.taken_on),
            ("released", row.released_on),
            ("rights_given", row.rights_given_on),
        ):
            if told:
                yield _fault(
                    row, column, day_words(told), "nothing: the row says of no vehicle that was held"
                )
    if row.pcn_dated_on is None:
        return
    if row.served_how != "post":
        expected = "nothing: only a PCN by post has a date of its own"
        yield _fault(row, "pcn_dated", day_words(row.pcn_dated_on), expected)
    elif row.pcn_dated_on > row.pcn_on:
        expected = f"a day not after it was posted, {day_words(row.pcn_on)}"
        yield _fault(row, "pcn_dated", day_words(row.pcn_dated_on), expected)


def _order_faults(row: CaseRow, regime_id: str) -> Iterator[Fault]:
    """Days in an order that cannot be."""
    columns = {
        "contravention": "contravention_date",
        "pcn-dated": "pcn_dated",
        "pcn-served": _pcn_column(row),
    }
    lived = [("contravention", row.contravened_on)]
    if row.pcn_dated_on is not None and row.pcn_dated_on <= row.pcn_on:
        lived.append(("pcn-dated", row.pcn_dated_on))
    lived.append(("pcn-served", row.pcn_on))
    for step in STEPS:
        on = getattr(row, step.field)
        if on is not None:
            columns |= dict.fromkeys(step.events, step.column)
            lived += [(event, on) for event in step.events]
    for kind, on, words in clashes(regime_id, tuple(lived)):
        yield _fault(row, columns[kind], day_words(on), words)


@lru_cache(maxsize=50_000)
def clashes(regime_id: str, lived: tuple[tuple[str, date], ...]) -> tuple[tuple[str, date, str], ...]:
    """What cannot be so of some events and their days: the event, its day, and what was expected."""
    history = History(regime_id, date.max, tuple(Lived(kind, on) for kind, on in lived))
    return tuple(
        (one.kind, one.on, f"what can be so. {one.what} {one.rule} {one.do}".rstrip("."))
        for one in faults(history)
    )


def _fault(row: CaseRow, column: str, found: str, expected: str) -> Fault:
    return Fault(row.file, row.line, column, found, expected)


@lru_cache(maxsize=20_000)
def _charge_fault(
    place: Place, band: str, level: str, code: str, day: date, regime_id: str, basis: str
) -> tuple[str, str, str] | None:
    """Column, what was found and what was expected where the law knows no charge for this contravention."""
    try:
        charge(place, band, level, day, regime=regime_id, basis=basis or None)
    except Refused as no:
        column = ("band", band) if "band" in no.what else ("contravention_code", code)
        if "No charge is known" in no.what:
            column = ("contravention_date", day_words(day))
        return *column, f"one for which the law knows a charge: {str(no).rstrip('.')}"
    return None


@lru_cache(maxsize=20_000)
def _deemed(posted_on: date) -> date:
    """When a notice posted on this day is treated as served."""
    return deemed_day(posted_on, england())


@lru_cache(maxsize=20_000)
def _discount(regime_id: str, counted_from: date, basis: str) -> Clock:
    """The discount's clock."""
    return work_out(regime_id, "discount", counted_from, basis=basis or None)
