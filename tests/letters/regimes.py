"""Cases of every regime to write letters in tests: their dates, sums and people. All of it invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from caseworker.law.facts import Facts, LetterKind, Outcome, Place
from tests.letters.writing import facts

IR, IA = LetterKind.INFORMAL_REJECTION, LetterKind.INFORMAL_ACCEPTANCE
NOR, NOA = LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE
CC, ASK = LetterKind.CERTIFICATE_RESPONSE, LetterKind.INFORMATION_REQUEST
BESIDE = tuple(one for one in LetterKind if one.beside)
TELL: dict[LetterKind, Outcome] = {
    LetterKind.COMPLAINT_ANSWER: Outcome.COMPLAINT_UPHELD,
    LetterKind.TRIBUNAL_HAND_OVER: Outcome.HAND_OVER,
}

REGIMES: dict[str, dict[str, Any]] = {
    "tma-reg9": {},
    "tma-reg10": {"basis": "approved-device", "pcn_dated_on": date(2026, 1, 12)},
    "outside-traffic": {
        "regime": "tma-reg10",
        "basis": "outside-traffic",
        "code": "34j",
        "contravention": "Being in a bus lane",
    },
    "bus-lane-1996": {"code": "34j", "contravention": "Being in a bus lane"},
    "moving-traffic-2003": {
        "code": "31j",
        "contravention": "Entering and stopping in a box junction when prohibited",
    },
    "removal": {"fees_paid_pence": 28000},
    "clamp": {},
    "caz-2013": {
        "code": "17j",
        "contravention": "Using a charging zone without paying its charge",
        "full_pence": 12000,
        "discount_pence": 6000,
        "surcharged_pence": 18000,
        "daily_charge_pence": 900,
    },
}
PLACES = {"outside-traffic": (Place.OUTSIDE,), "caz-2013": (Place.OUTSIDE,)}
LONDON_ONLY = ("bus-lane-1996", "moving-traffic-2003")
CLAIMS = {"removal": (NOR, NOA, ASK), "clamp": (NOR, NOA, ASK)}


def kinds(name: str) -> tuple[LetterKind, ...]:
    """The letters about the PCN itself that this regime has."""
    if name in CLAIMS:
        return CLAIMS[name]
    informal = (IR, IA) if name in ("tma-reg9", "bus-lane-1996") else ()
    return (*informal, NOR, NOA, CC, ASK)


def places(name: str) -> tuple[Place, ...]:
    """Where it exists."""
    return (Place.LONDON,) if name in LONDON_ONLY else PLACES.get(name, tuple(Place))


def case(name: str, kind: LetterKind, place: Place | None = None, **more: Any) -> Facts:
    """A case of a regime in which a letter of this kind is due."""
    own = dict(REGIMES[name])
    regime = own.pop("regime", name)
    made = facts(kind, place or places(name)[0], regime=regime, **own)
    if kind in BESIDE:
        made = replace(made, outcome=TELL.get(kind, Outcome.ANSWER))
    return replace(made, **more) if more else made


def every() -> Iterator[tuple[str, Facts]]:
    """Each kind of letter in each regime and place, with a name for it."""
    for name in REGIMES:
        for place in places(name):
            for kind in kinds(name):
                yield f"{name}-{place}-{kind}", case(name, kind, place)
