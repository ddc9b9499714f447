"""The practice letters: our own words in many voices, and what each truly raises, for trainers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from caseworker.law.kinds import DISPUTES, CaseKind, Place
from caseworker.law.regimes import Regime, regime
from caseworker.reading.regimes import Home, home_of

INSIDE, OUTSIDE = "london", "outside"
"""The two practice councils, by where they are."""
PLACES = {INSIDE: Place.LONDON, OUTSIDE: Place.OUTSIDE}
_FILES = {
    INSIDE: ("mess", "routine", "lanes", "moving", "held", "recovery", "linked", "postal"),
    OUTSIDE: ("outside", "outside_lanes", "outside_parking"),
}
"""The files of letters of each council, beside those of London that are named after their kind."""
PREFIX = "PR-"
"""Before a letter's id in the store: `of_source` finds it again."""


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier letter of the same case, which nobody answered."""

    days: int
    """How many days before the letter itself it came."""
    channel: str
    text: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What runs beside a PCN when its letter comes: an appeal, a statement to the court."""

    kind: str
    before: int
    """How many days before the letter it began."""
    reference: str = ""
    form: str = ""
    ground: str = ""
    ended_before: int = 0
    """How many days before the letter it ended, where it has."""
    result: str = ""
    told: str = ""
    """What the tribunal or the court wrote of it, as it was copied to the notes of the PCN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter written for practice, and the case it stands in."""

    id: str
    kind: CaseKind
    text: str
    points: tuple[str, ...]
    """The points it truly raises."""
    optional: tuple[str, ...] = ()
    """Points that could be read into it, and need not be."""
    ago: int
    """How many days before the practice day it came in."""
    channel: str = "web"
    subject: str = ""
    code: str
    street: str
    location_on_pcn: str = ""
    time: str = ""
    vrm: str = ""
    how: str = "fixed"
    basis: str = ""
    writer: str = "keeper"
    agent: str = ""
    """Who writes for the keeper."""
    firm: bool = False
    """Whether the keeper is a hire firm."""
    dead: bool = False
    restriction: str = ""
    note: str = ""
    sent: tuple[str, ...] = ()
    """Captions of what the motorist sent."""
    film: int = 0
    """Seconds for which the vehicle stands in the camera's film; 0 where there is no film."""
    paid: int = 0
    """Pence received for the penalty."""
    paid_ago: int = 0
    crossed: bool = False
    """Whether the notice to owner was in the post when it came."""
    other_pcn: bool = False
    """Whether it names a second PCN of the same morning."""
    same_vrm_as: str = ""
    """An earlier PCN of the same vehicle, cancelled for the same reason."""
    weekday: int = -1
    """The weekday of the contravention, Monday being 0; -1 for any working day."""
    fixed_day: str = ""
    """A contravention day given once for all, ISO."""
    fixed_notice: str = ""
    before: tuple[Before, ...] = ()
    record: str = ""
    """What permits and sessions show: the claim where empty; ``none``, ``other``, ``alike``, ``ended``."""
    paid_until: str = ""
    """When the paid time ended, where the letter tells; worked out else."""
    fee: str = ""
    """What was paid for the parking, where the letter tells."""
    over: int = 0
    """How many minutes before the notice it ended, where that is told."""
    vehicle_of: str = ""
    """The letter of the month before that was about the same vehicle, on another PCN."""
    keeper_of: str = ""
    """The letter of the same day whose keeper writes here about another PCN."""
    same_vehicle: bool = False
    """Whether that PCN is of the same vehicle."""
    of: str = ""
    """The letter whose words stand here again, about another vehicle and place."""
    follows: str = ""
    """The letter of the month before whose answer this one takes further: the same PCN."""
    office: str = INSIDE
    """The practice council to which it was sent."""
    upto: str = ""
    """The last notice that had been served: ``enforcement``, ``rejection``, ``certificate``, ``order``."""
    hold: str = ""
    """``removal`` or ``clamp``, where the vehicle was held until everything was paid."""
    vehicle_class: str = ""
    """What the vehicle is charged as in a Clean Air Zone."""
    beside: tuple[Beside, ...] = ()
    outcome: str = ""
    """What was decided, for a case of the month before."""
    reason: str = ""
    officer: str = ""
    """Who answered it; whoever comes next where empty."""

    @property
    def source_id(self) -> str:
        """Its id in the store."""
        return PREFIX + self.id

    @property
    def law(self) -> Regime:
        """The regime under which its PCN stands."""
        home = home_of(self.code, PLACES[self.office], self.how, self.hold, self.basis)
        assert isinstance(home, Home), home
        return regime(home.regime)

    @property
    def by_camera(self) -> bool:
        """Whether a camera saw it."""
        return self.how == "post" and self.basis not in ("prevented", "driven-away")

    @property
    def filmed(self) -> bool:
        """Whether a film is the evidence: a passage into a zone is shown by pictures."""
        basis = self.basis or next(iter(self.law.film_bases), None)
        return self.by_camera and self.law.filmed(basis)

    @property
    def routine(self) -> bool:
        """One point, nothing sent in: what an officer clears in a few keys."""
        return len(self.points) == 1 and not self.sent and not self.paid


@cache
def letters(office: str = INSIDE) -> tuple[Letter, ...]:
    """The letters of the practice day of one office, in the order in which they were written down."""
    own = [one for kind in DISPUTES for row in _data(kind.value)["letter"] for one in _all(row, kind)]
    further = [one for name in _FILES[office] for one in _file(name)]
    return tuple(own + further if office == INSIDE else further)


@cache
def answered() -> tuple[Letter, ...]:
    """The letters of the month before, which the practice officers of the London office have answered."""
    return tuple(one for row in _data("history")["letter"] for one in _all(row))


def of_source(source_id: str) -> Letter | None:
    """The practice letter behind a piece of correspondence, for marking; nothing for any other."""
    return next(
        (one for one in (*letters(), *letters(OUTSIDE), *answered()) if one.source_id == source_id), None
    )


def _file(name: str) -> list[Letter]:
    """The letters of one file; what all of them share stands at its head."""
    data = _data(name)
    return [one for row in data["letter"] for one in _all(data.get("default", {}) | row)]


def _all(row: Mapping[str, Any], kind: CaseKind | None = None) -> list[Letter]:
    """A letter, and each further case in which the same words stand."""
    first = {name: value for name, value in row.items() if name not in ("again", "kind")}
    first["kind"] = kind or CaseKind(row["kind"])
    again = [
        first
        | {"vrm": "", "time": "", "paid_until": "", "vehicle_of": ""}
        | other
        | {"id": f"{row['id']}-{n}", "of": row["id"]}
        for n, other in enumerate(row.get("again", ()), start=2)
    ]
    return [_letter(one) for one in (first, *again)]


def _letter(row: Mapping[str, Any]) -> Letter:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    values["text"] = row["text"].strip("\n")
    values["before"] = tuple(
        Before(one["days"], one["channel"], one["text"].strip("\n")) for one in row.get("before", ())
    )
    values["beside"] = tuple(Beside(**one) for one in row.get("beside", ()))
    return Letter(**values)


@cache
def unsorted() -> tuple[Mapping[str, Any], ...]:
    """Post and mail that is on no case yet."""
    return tuple(_data("inbox")["item"])


@cache
def asked(office: str = INSIDE) -> tuple[Mapping[str, Any], ...]:
    """Enquiries that stand beside the disputes of one office."""
    return tuple(row for row in _data("enquiries")["item"] if row.get("office", INSIDE) == office)


@cache
def people() -> Mapping[str, Any]:
    """Names, roads and makes to draw from."""
    return _data("people")


@cache
def places() -> Mapping[str, Any]:
    """Streets, restrictions and officers' notes."""
    return _data("places")


def _data(name: str) -> Mapping[str, Any]:
    text = files("caseworker.practice").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
