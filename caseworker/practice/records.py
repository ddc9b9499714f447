"""What the borough's own records show for a practice case: permits, paid sessions, vouchers, suspensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from caseworker.law.facts import Outcome
from caseworker.practice.days import Days
from caseworker.practice.folder import Folder
from caseworker.practice.letters import INSIDE, Letter, places
from caseworker.practice.people import misread, person, vehicle

_PERMITS = {
    "permit-held": "resident",
    "permit-lapsed": "resident",
    "blue-badge-not-displayed": "blue-badge",
    "blue-badge-displayed": "blue-badge",
    "carer-or-health-worker": "carer",
}
_SESSIONS = (
    *("paid-session-valid", "paid-wrong-location", "paid-wrong-vehicle", "overstayed-briefly"),
    *("grace-period-or-observation", "ticket-not-visible", "visitor-voucher"),
    *("suspension-notice", "dispensation-or-works"),
)
_SURE = ("paid-session-valid", "permit-held")
"""Points that a record would decide: where they were refused, the record is of something else."""
_NEXT_TO = {"Alder Road": "Alder Gardens", "Corn Street": "Market Yard", "Bellfield Square": "Foundry Street"}
"""The place that is paid for by mistake."""
NOISE = 60
"""Permits and sessions of vehicles that nobody disputes anything about."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where a case happened, for its records."""

    day: date
    minute: int
    street: str

    def at(self, minutes: int) -> str:
        """An instant so many minutes from it, on the same day."""
        whole = min(max(self.minute + minutes, 1), 24 * 60 - 1)
        return f"{self.day.isoformat()}T{whole // 60:02d}:{whole % 60:02d}"


def records(made: Folder, letter: Letter, row: Mapping[str, Any], days: Days, rng: Random) -> None:
    """The permit or session that a case turns on, if its records show one."""
    shown = letter.record or _usual(letter)
    if shown == "none":
        return
    moment = Moment(days.contravened_on, minutes(str(row["contravention_time"])), letter.street)
    slugs = (*letter.points, *letter.optional)
    for slug in slugs:
        if slug in _PERMITS:
            made.permits.append(_permit(letter, row, slug, shown, moment, rng))
            break
    for slug in slugs:
        if slug in _SESSIONS:
            made.sessions.append(_session(letter, row, slug, shown, moment, rng))
            break


def _usual(letter: Letter) -> str:
    """What the record shows where nothing is said: what was claimed, unless it was refused."""
    return "other" if letter.outcome == Outcome.UPHOLD and set(letter.points) & set(_SURE) else ""


def minutes(time: str) -> int:
    """Minutes since midnight of ``HH:MM``."""
    return int(time[:2]) * 60 + int(time[3:])


def _permit(
    letter: Letter, row: Mapping[str, Any], slug: str, shown: str, moment: Moment, rng: Random
) -> dict[str, Any]:
    """A permit: for this vehicle and zone, for another of the same keeper, or one that had ended."""
    begins = moment.day - timedelta(days=rng.randrange(40, 300))
    ends = begins + timedelta(days=365)
    if slug == "permit-lapsed" or shown == "ended":
        ends = moment.day - timedelta(days=1 if "midnight" in letter.text else rng.randrange(2, 20))
        begins = ends - timedelta(days=364)
    vrm = str(row["vrm"])
    if shown in ("other", "alike"):
        vrm = misread(vrm) if shown == "alike" else vehicle(rng, set()).vrm
    return {
        "id": f"PM-{letter.id}",
        "vrm": vrm,
        "number": f"{rng.randrange(10_000, 99_999)}",
        "kind": _PERMITS[slug],
        "zone": "" if _PERMITS[slug] == "blue-badge" else zone_of(letter.street),
        "valid_from": begins,
        "valid_to": ends,
        "status": "ended" if ends < moment.day else "valid",
        "holder": row["keeper_name"],
    }


def _session(
    letter: Letter, row: Mapping[str, Any], slug: str, shown: str, moment: Moment, rng: Random
) -> dict[str, Any]:
    """A session, voucher, dispensation or suspension that bears on a case."""
    begun, over = -rng.randrange(45, 100), letter.over or rng.randrange(11, 25)
    if letter.paid_until:
        over = moment.minute - minutes(letter.paid_until)
        begun = -over - (120 if minutes(letter.paid_until) > 11 * 60 else 60)
    late = slug in ("overstayed-briefly", "grace-period-or-observation")
    to = -over if late or letter.paid_until else rng.randrange(8, 50)
    street, vrm = letter.street, str(row["vrm"])
    if slug == "paid-wrong-location":
        street = _NEXT_TO.get(street, "Market Yard")
    if slug == "paid-wrong-vehicle":
        vrm = misread(vrm)
    if shown == "other":
        vrm = vehicle(rng, set()).vrm
    kinds = {
        "visitor-voucher": "voucher",
        "suspension-notice": "suspension",
        "dispensation-or-works": "dispensation",
    }
    kind = kinds.get(slug, "paid")
    made = {
        "id": f"PS-{letter.id}",
        "kind": kind,
        "vrm": "" if kind == "suspension" else vrm,
        "location": street,
        "location_code": number_of(street),
        "starts": moment.at(begun),
        "ends": moment.at(to),
        "amount": (letter.fee or f"{rng.randrange(8, 30) * 20 / 100:.2f}") if kind == "paid" else "",
        "reference": f"{rng.randrange(100_000, 999_999)}",
        "words": "",
    }
    return made | _whole_day(kind, moment)


def _whole_day(kind: str, moment: Moment) -> dict[str, Any]:
    """What stands for a day rather than for some minutes, with the words of its record."""
    day = moment.day.isoformat()
    if kind == "voucher":
        other = (moment.day + timedelta(days=1)).isoformat()
        words = "Visitor voucher from a book sold to this address; one day used, scratched for another."
        return {"starts": f"{other}T08:30", "ends": f"{other}T18:30", "words": words}
    if kind == "suspension":
        words = (
            "Bays suspended for a removal van. Sign put up the afternoon before at 15:20, photograph kept."
        )
        return {"starts": f"{day}T08:00", "ends": f"{day}T18:00", "words": words}
    if kind == "dispensation":
        words = "Dispensation D-4471, emergency drainage works, one vehicle."
        return {"starts": f"{day}T07:00", "ends": f"{day}T19:00", "words": words}
    return {}


def noise(made: Folder, seed: int, today: date, office: str = INSIDE) -> None:
    """Permits and sessions of other people, among which an officer finds the one that matters."""
    rng = Random(f"{seed}:records")
    taken = {str(row["vrm"]) for row in made.cases}
    streets = [street["name"] for street in places()["street"] if street.get("office", INSIDE) == office]
    for n in range(NOISE):
        street, vrm = rng.choice(streets), vehicle(rng, taken).vrm
        begins = today - timedelta(days=rng.randrange(10, 350))
        made.permits.append(
            {
                "id": f"PM-{n:04d}",
                "vrm": vrm,
                "number": f"{rng.randrange(10_000, 99_999)}",
                "kind": rng.choice(("resident", "resident", "visitor", "business", "carer")),
                "zone": zone_of(street),
                "valid_from": begins,
                "valid_to": begins + timedelta(days=365),
                "status": rng.choice(("valid", "valid", "valid", "pending", "cancelled")),
                "holder": person(rng).name,
            }
        )
        moment = Moment(today - timedelta(days=rng.randrange(3, 60)), rng.randrange(540, 1020), street)
        made.sessions.append(
            {
                "id": f"PS-{n:04d}",
                "kind": "paid",
                "vrm": vehicle(rng, taken).vrm,
                "location": street,
                "location_code": number_of(street),
                "starts": moment.at(0),
                "ends": moment.at(rng.randrange(2, 9) * 15),
                "amount": f"{rng.randrange(5, 30) * 20 / 100:.2f}",
                "reference": f"{rng.randrange(100_000, 999_999)}",
                "words": "",
            }
        )


def zone_of(street: str) -> str:
    """The zone that a street lies in."""
    return next((str(one["zone"]) for one in places()["street"] if one["name"] == street), "")


def number_of(street: str) -> str:
    """The number by which a street is paid for."""
    return next((str(one["number"]) for one in places()["street"] if one["name"] == street), "")
