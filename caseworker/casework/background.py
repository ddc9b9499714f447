"""What is known beside a PCN, worded: its vehicle's permits and sessions, its place, how others ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from caseworker.casework.office import LONDON
from caseworker.law import points as law_points
from caseworker.law.moments import runs_for, work_out_moment
from caseworker.law.vrm import look_alike, shown

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from caseworker.casework.office import Office

YEAR = 12
"""Months for which an earlier cancellation for the same reason is told."""


@dataclass(frozen=True, slots=True)
class PermitView:
    """A permit or badge that was valid on or about the day."""

    number: str
    kind: str
    vrm: str
    alike: bool
    """Whether its mark is not the PCN's, but easily taken for it."""
    zone: str
    valid_from: date
    valid_to: date
    status: str
    standing: str
    """In words, whether it was valid on the day."""


@dataclass(frozen=True, slots=True)
class SessionView:
    """A paid session, voucher, dispensation or suspension about the time."""

    kind: str
    vrm: str
    """Empty where it is of a place, not of a vehicle."""
    alike: bool
    location: str
    starts_at: datetime
    ends_at: datetime
    amount_pence: int | None
    reference: str
    words: str
    standing: str
    """In words, whether it ran at the time of the contravention."""


@dataclass(frozen=True, slots=True)
class PaperView:
    """A sign photograph, plan or copy of an order, without its bytes."""

    id: int
    kind: str
    label: str
    taken_on: date | None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """The place of a contravention: its restriction, and the order that makes it law."""

    street: str
    part: str
    zone: str
    restriction: str
    hours: str
    parts: int
    """How many parts of this street are listed, each with a restriction of its own."""
    order: str
    """The order's title; empty where none is named."""
    article: str
    schedule: str
    order_hours: str
    from_on: date | None
    to_on: date | None
    in_force: bool | None
    """Whether the order was in force on the day; None where it is not known."""
    papers: tuple[PaperView, ...]

    def warning(self, day: date) -> str:
        """That the order was not in force on the day, in words; empty where it was, or nobody knows."""
        if self.in_force is not False or self.from_on is None:
            return ""
        if day < self.from_on:
            when = f"it came into force on {self.from_on:%d %b %Y}"
        else:
            when = f"it ended on {self.to_on:%d %b %Y}"
        return f"The order for {self.street} was not in force on {day:%d %b %Y}: {when}."


@dataclass(frozen=True, slots=True)
class Ended:
    """How another case of this vehicle or keeper was decided."""

    pcn: str
    outcome: str
    on: date
    slugs: tuple[str, ...]
    """The points that were upheld."""

    @property
    def words(self) -> str:
        """``cancelled 03 Aug 2026: loading``."""
        done = "cancelled" if self.outcome == "cancel" else "upheld"
        why = ", ".join(law_points.point(one).label for one in self.slugs)
        return f"{done} {self.on:%d %b %Y}" + (f": {why}" if why else "")


@dataclass(frozen=True, slots=True)
class Background:
    """What is known beside the PCN."""

    permits: tuple[PermitView, ...] = ()
    sessions: tuple[SessionView, ...] = ()
    place: PlaceView | None = None
    ended: tuple[Ended, ...] = ()
    grace: str = ""
    """That the paid time ended less than the minutes of grace before, in words; empty where it did not."""
    month: str = ""
    """How many challenges came in about this place this month, and how they ended."""

    def same_reason(self, slugs: Sequence[str], today: date) -> tuple[Ended, ...]:
        """Cancellations of the last twelve months for a reason that is raised here too."""
        first = _months_before(today, YEAR)
        return tuple(
            one
            for one in self.ended
            if one.outcome == "cancel" and one.on >= first and set(one.slugs) & set(slugs)
        )

    def warnings(self, slugs: Sequence[str], day: date | None, today: date) -> list[str]:
        """What of all this stands in the way of a right answer, in words."""
        found = []
        if self.place is not None and day is not None and (words := self.place.warning(day)):
            found.append(words)
        if self.grace:
            found.append(self.grace)
        for one in self.same_reason(slugs, today):
            found.append(f"Cancelled for the same reason in the last twelve months: {one.pcn}, {one.words}.")
        return found


def read(tx: Connection, office: Office, pcn: Row[Any], others: Sequence[Row[Any]]) -> Background:
    """Everything that is known beside a PCN.

    Args:
        others: rows of the other PCNs of this vehicle or keeper.
    """
    day = pcn.contravened_on
    at = _instant(day, pcn.contravened_time)
    location, parts = _location(tx, pcn)
    sessions = _sessions(tx, pcn, day, at, location)
    return Background(
        permits=_permits(tx, pcn, day),
        sessions=sessions,
        grace=_grace(pcn, at, sessions),
        place=None if location is None else _place(tx, location, parts, day),
        ended=_ended(tx, others),
        month=_month(tx, pcn.location, office.today()),
    )


def _permits(tx: Connection, pcn: Row[Any], day: date) -> tuple[PermitView, ...]:
    from caseworker.store import background

    one_day = timedelta(days=1)
    rows = background.permits_of(tx, look_alike(pcn.vrm), day - one_day, day + one_day)
    return tuple(
        PermitView(
            number=row.number,
            kind=row.kind,
            vrm=shown(row.vrm),
            alike=row.vrm != pcn.vrm,
            zone=row.zone,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            status=row.status,
            standing=_valid(row, day),
        )
        for row in rows
    )


def _valid(row: Row[Any], day: date) -> str:
    """Whether a permit was valid on a day."""
    if day < row.valid_from:
        return "began the day after"
    if day > row.valid_to:
        return "ended the day before"
    return "valid on the day" if row.status == "valid" else f"in its dates on the day, but {row.status}"


def _sessions(
    tx: Connection, pcn: Row[Any], day: date, at: datetime | None, location: Row[Any] | None
) -> tuple[SessionView, ...]:
    from caseworker.store import background

    start, end = _instant(day - timedelta(days=1)), _instant(day + timedelta(days=2))
    assert start is not None and end is not None
    rows = background.sessions_of(tx, look_alike(pcn.vrm), start, end)
    rows += [row for row in background.suspensions(tx, start, end) if _at_place(row, pcn, location)]
    return tuple(
        SessionView(
            kind=row.kind,
            vrm=shown(row.vrm) if row.vrm else "",
            alike=bool(row.vrm) and row.vrm != pcn.vrm,
            location=row.location,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            amount_pence=row.amount_pence,
            reference=row.reference,
            words=row.words,
            standing=_running(row, at),
        )
        for row in rows
    )


def _grace(pcn: Row[Any], at: datetime | None, sessions: Sequence[SessionView]) -> str:
    """That the time paid for this vehicle ended less than the minutes of grace before (GR22 reg 5(2))."""
    if at is None or not runs_for(pcn.regime, "penalty-grace", pcn.code):
        return ""
    for one in sessions:
        if one.kind != "paid" or one.alike or not one.ends_at <= at < one.ends_at + timedelta(hours=1):
            continue
        first = work_out_moment(pcn.regime, "penalty-grace", one.ends_at).first_at
        if first is not None and at < first:
            return (
                f"Paid time of this vehicle ended at {one.ends_at.astimezone(LONDON):%H:%M}: within the "
                f"minutes of grace no penalty charge is due, and a contravention is seen from {first:%H:%M} "
                f"on. This one was seen at {at.astimezone(LONDON):%H:%M}. Look whether it was paid there (E)."
            )
    return ""


def _running(row: Row[Any], at: datetime | None) -> str:
    """Whether a session ran at an instant, or how far beside it began or ended."""
    if at is None:
        return "the time of the contravention is not known"
    seen = f"{at.astimezone(LONDON):%H:%M}"
    if row.ends_at <= at:
        return f"ended {_length(at - row.ends_at)} before {seen}"
    if row.starts_at > at:
        return f"began {_length(row.starts_at - at)} after {seen}"
    return f"running at {seen}"


def _length(span: timedelta) -> str:
    """A span in minutes, or in hours and minutes."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"


def _at_place(row: Row[Any], pcn: Row[Any], location: Row[Any] | None) -> bool:
    """Whether a suspension is of the PCN's place: by its code, else by its street."""
    if location is not None and row.location_code and row.location_code == location.location_code:
        return True
    mine, theirs = street_key(pcn.location), street_key(row.location)
    street = location.street_key if location is not None else mine
    return bool(theirs) and (theirs in beginnings(mine) or (bool(street) and street in beginnings(theirs)))


def street_key(words: str) -> str:
    """A place as streets are compared: case-folded, with single spaces."""
    return " ".join(words.casefold().split())


def beginnings(key: str) -> list[str]:
    """Every beginning of a place that ends with a whole word."""
    found = [key[:n] for n in range(1, len(key)) if key[n - 1].isalnum() and not key[n].isalnum()]
    return [*found, key][-60:]


def _location(tx: Connection, pcn: Row[Any]) -> tuple[Row[Any] | None, int]:
    """The location of a PCN, of its street's parts the one that its words or restriction name; how many."""
    from caseworker.store import background

    mine = street_key(pcn.location)
    found = background.locations_of(tx, beginnings(mine))
    parts = [row for row in found if row.street_key == found[0].street_key]

    def fits(row: Row[Any]) -> tuple[bool, bool]:
        """Its part is named; its restriction is the PCN's."""
        part = street_key(row.place)
        return bool(part) and part in mine, bool(row.restriction) and row.restriction in pcn.restriction

    return max(parts, key=fits, default=None), len(parts)


def _place(tx: Connection, row: Row[Any], parts: int, day: date) -> PlaceView:
    from caseworker.store import background

    order = background.order_of(tx, row.order_id)
    papers = background.papers_of(tx, row.id, row.order_id)
    return PlaceView(
        street=row.street,
        part=row.place,
        zone=row.zone,
        restriction=row.restriction,
        hours=row.hours,
        parts=parts,
        order=order.title if order else "",
        article=order.article if order else "",
        schedule=order.schedule if order else "",
        order_hours=order.hours if order else "",
        from_on=order.from_on if order else None,
        to_on=order.to_on if order else None,
        in_force=order.from_on <= day <= (order.to_on or date.max) if order else None,
        papers=tuple(PaperView(one.id, one.kind, one.caption or one.name, one.taken_on) for one in papers),
    )


def _ended(tx: Connection, others: Sequence[Row[Any]]) -> tuple[Ended, ...]:
    """How the other PCNs' cases were decided, each with the points upheld."""
    from caseworker.store import background

    cases: dict[int, list[Row[Any]]] = {}
    for row in background.decided_on(tx, [one.id for one in others]):
        cases.setdefault(row.id, []).append(row)
    return tuple(
        Ended(
            pcn=rows[0].pcn,
            outcome=rows[0].outcome,
            on=rows[0].decided_at.astimezone(LONDON).date(),
            slugs=tuple(row.slug for row in rows if row.slug),
        )
        for rows in cases.values()
    )


def _month(tx: Connection, place: str, today: date) -> str:
    """The challenges about one place that came in this month, counted by how they ended."""
    from caseworker.store import background

    found = background.challenges_at(tx, place, today.replace(day=1), today)
    total = sum(found.values())
    if not total:
        return "No challenge about this place came in this month."
    ended = {"cancel": "cancelled", "uphold": "upheld", "": "not decided"}
    told = [f"{found[one]} {words}" for one, words in ended.items() if found.get(one)]
    came = "challenge about this place came" if total == 1 else "challenges about this place came"
    return f"{total} {came} in this month: {', '.join(told)}."


def _instant(day: date, clock: str = "00:00") -> datetime | None:
    """A local day and time as an instant; None where the time cannot be read."""
    try:
        return datetime.combine(day, time.fromisoformat(clock), LONDON)
    except ValueError:
        return None


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last."""
    count = day.year * 12 + day.month - 1 - months
    first = date(count // 12, count % 12 + 1, 1)
    following = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
