"""``council.toml``: who the authority is, and what it has chosen where the law leaves it a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from types import MappingProxyType

from caseworker.config.reading import Table, read
from caseworker.law.kinds import CaseKind, Place

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_KINDS = (CaseKind.INFORMAL.value, CaseKind.FORMAL.value, CaseKind.CERTIFICATE.value)
"""The kinds of case about the PCN itself: only in these a discount is weighed."""
_BANDS = {Place.LONDON: ("A", "B"), Place.OUTSIDE: ("1", "2")}
_TRIBUNALS = {
    Place.LONDON: ("London Tribunals", "www.londontribunals.gov.uk"),
    Place.OUTSIDE: ("Traffic Penalty Tribunal", "www.trafficpenaltytribunal.gov.uk"),
}
_CARE_ROUTE = (
    "Where somebody may be in danger now, call 999 and tell your team leader at once.",
    "Tell your team leader before you answer, and note what was agreed.",
    "Ask for recovery to be held, and for no proof of illness or loss.",
)
_SERVICE_DAYS = {
    "informal": 10,
    "formal": 21,
    "certificate": 10,
    "tribunal": 5,
    "court": 5,
    "query": 5,
    "complaint": 10,
    "member": 5,
    "information": 20,
}
FAMILIES = ("parking", "bus-lane", "moving-traffic", "removal", "clamp", "clean-air-zone")
"""The families of regimes; a test holds them to the law's table, which is not read before the first frame."""
VEHICLE_CLASSES = ("hgv", "bus", "coach", "minibus", "van", "taxi", "phv", "car", "motorcycle")
HELD_FEES = ("clamp_release", "removal_release", "storage", "disposal")


@dataclass(frozen=True, slots=True)
class Reoffer:
    """Whether, and until when, the discount is offered again in a rejection."""

    base: str
    """What the days are counted from: the ``letter``'s date or its ``service``."""
    days: int
    """How many days; 0 offers nothing."""
    inclusive: bool
    """Whether the day counted from is day one."""
    kinds: tuple[str, ...]
    """The kinds of case in which it is offered: ``informal``, ``formal``."""
    by_family: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The same for a family of regimes for which the council does otherwise."""

    def offered(self, kind: str) -> bool:
        """Whether a rejection of this kind of case carries the offer."""
        return self.days > 0 and kind in self.kinds

    @property
    def words(self) -> str:
        """The rule in words."""
        if not self.days or not self.kinds:
            return "The discount is not offered again."
        start = "the date of the letter" if self.base == "letter" else "service of the letter"
        count = "beginning with" if self.inclusive else "after"
        return f"The discount is offered again for {self.days} days {count} {start}."


@dataclass(frozen=True, slots=True)
class Posting:
    """How and when letters leave the building."""

    service: str
    """``first-class`` or ``by-hand``."""
    cut_off: str
    """Local time ``HH:MM``, Europe/London, after which a letter goes with the next collection."""
    days: tuple[str, ...]
    """Days with a collection: ``Mon`` … ``Sun``. None is made on a bank holiday."""

    provider: str = ""
    """Who prints and posts for the council, where somebody does."""
    appeal_form: str = ""
    """The tribunal's form as a PDF: a path, from where ``council.toml`` lies; empty: it is added by hand."""
    appeal_form_name: str = ""
    """What the form is called on its pages and in the manifest; empty: as its tribunal calls it."""
    duplex: bool = False
    """Whether letters are printed on both sides: each then begins on a sheet of its own."""

    @property
    def cut_off_time(self) -> time:
        """The cut-off as a time of day."""
        return time.fromisoformat(self.cut_off)

    @property
    def weekdays(self) -> frozenset[int]:
        """Days with a collection, Monday being 0."""
        return frozenset(DAYS.index(day) for day in self.days)


@dataclass(frozen=True, slots=True)
class Weights:
    """What a cleared case counts towards a target, in hundredths: the same whatever its outcome."""

    case: int = 100
    """A case with one point, one letter and one PCN."""
    point: int = 25
    """Each point after the first."""
    item: int = 15
    """Each letter answered after the first."""
    pcn: int = 50
    """Each PCN decided after the first."""

    @property
    def words(self) -> str:
        """The rule in words."""
        return (
            f"A case counts {self.case / 100:g}; each further point {self.point / 100:g}, each further "
            f"letter {self.item / 100:g}, each further PCN {self.pcn / 100:g}; cancelled or upheld, the same."
        )


@dataclass(frozen=True, slots=True)
class Discretion:
    """What the council chose where the law leaves it free: policy, to be weighed in each case."""

    observation_minutes: int = 0
    """For how long its officers watch before they serve a PCN for loading and the like; 0: not set."""
    grace_minutes: int = 10
    """Minutes after paid or permitted time in which it serves no PCN; the law asks for ten in many bays."""
    trifle_pence: int = 0
    """So little still owed brings no charge certificate, unless somebody says why; 0: not set."""


@dataclass(frozen=True, slots=True)
class Zone:
    """The council's Clean Air Zone."""

    name: str
    """As it stands in a letter."""
    order: str
    """The charging order under which it stands."""
    charges: Mapping[str, int]
    """The daily charge in pence by class of vehicle; by the law's table where none is given."""

    def charged(self, vehicle_class: str) -> int | None:
        """What a class is charged for a day; nothing known where the law's table holds for it."""
        return self.charges.get(vehicle_class, 0) if self.charges else None


@dataclass(frozen=True, slots=True)
class NextSteps:
    """Whom to turn to where an answer is not accepted, and how: sentences as a letter says them."""

    complaint: str = ""
    """After the answer to a complaint: the next stage, then the ombudsman."""
    information: str = ""
    """After the answer to a request for information: a review, then the Information Commissioner."""
    own_data: str = ""
    """After the answer to a request for one's own data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """The authority that decides, and the choices it has made."""

    authority: str
    """Its full name, as it stands in a letter."""
    place: Place
    """``london`` or ``outside``: it decides tribunal, bands and forms."""
    band: str
    """Charge band: ``A`` or ``B`` in London, ``1`` or ``2`` elsewhere."""
    address: tuple[str, ...]
    """Lines of its postal address, without the postcode."""
    postcode: str
    """In capitals, with its space."""
    phone: str
    """On which the office answers questions."""
    email: str
    """To which the office may be written."""
    website: str
    """The pages on parking."""
    pay_online: str
    """Where a penalty is paid online."""
    pay_phone: str
    """On which a penalty is paid."""
    pay_post: str
    """How a penalty is paid by post, in a sentence that names the address: an email has none at its top."""
    appeals_address: tuple[str, ...]
    """Where challenges and representations are sent; its own address where not given."""
    tribunal: str
    """Who hears appeals; by place where not given."""
    tribunal_website: str
    """Where an appeal is begun; by place where not given."""
    language_help: str
    """The sentence on other languages and formats."""
    signature_office: str
    """What stands under the officer's name in a letter."""
    complaint_route: str
    """How to complain about conduct, apart from the decision on the PCN."""
    care_route: tuple[str, ...]
    """What is done before somebody vulnerable, bereaved or in danger is answered: a sentence a step."""
    debt_advice: str
    """Where free advice on debt is given, in a sentence."""
    registration_fee_pence: int | None
    """What registering the debt adds, as the council understands the court's fee; by the law's table else."""
    reoffer: Reoffer
    """Its rule on offering the discount again: the table below."""
    posting: Posting
    """How its letters leave: the table below."""
    service_days: Mapping[str, int]
    """The council's own standard in working days, by kind of case."""
    next_steps: NextSteps = NextSteps()
    """Whom to turn to where an answer is not accepted: the table below."""
    weights: Weights = Weights()
    """What a cleared case counts towards a target."""
    discretion: Discretion = Discretion()
    """Its policy where the law leaves it free: the table below."""
    held_fees: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Its own fees in pence: ``clamp_release``, ``removal_release``, ``storage`` (a day), ``disposal``;
    others by the law's table."""
    email_signed_off: bool = False
    """Whether its lawyers have agreed that a statutory notice may go by email to whoever consented to it."""
    zone: Zone | None = None
    """Its Clean Air Zone, where it has one: the table below."""

    def next_step(self, kind: CaseKind, *, own_data: bool = False) -> str | None:
        """Whom to turn to next where an answer is not accepted; empty where it is not said.

        None for a case whose letter names nobody: the rights of a dispute stand in the law.
        """
        name = "own_data" if own_data and kind is CaseKind.INFORMATION else kind.value
        return getattr(self.next_steps, name, None)


def load_council(path: Path) -> Council:
    """Read ``council.toml``."""
    top = read(path)
    place = Place(top.choice("place", tuple(Place)))
    address = top.lines("address")
    name, site = _TRIBUNALS[place]
    council = Council(
        authority=top.text("authority"),
        place=place,
        band=top.choice("band", _BANDS[place]),
        address=address,
        postcode=top.text(
            "postcode",
            form=r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}",
            example="N1 1AA, in capitals with a space",
        ),
        phone=top.text("phone"),
        email=top.text("email", form=r"[^@\s]+@[^@\s]+", example="parking@council.example"),
        website=top.text("website"),
        pay_online=top.text("pay_online"),
        pay_phone=top.text("pay_phone", ""),
        pay_post=top.text("pay_post", ""),
        appeals_address=top.lines("appeals_address", address),
        tribunal=top.text("tribunal", name),
        tribunal_website=top.text("tribunal_website", site),
        language_help=top.text("language_help", ""),
        signature_office=top.text("signature_office", "Parking Services"),
        complaint_route=top.text("complaint_route", ""),
        care_route=top.lines("care_route", _CARE_ROUTE),
        debt_advice=top.text("debt_advice", ""),
        registration_fee_pence=top.number("registration_fee_pence", most=100_000),
        reoffer=_reoffer(top.table("reoffer")),
        posting=_posting(top.table("posting"), path.parent),
        service_days=_service_days(top.table("service_days")),
        next_steps=_next_steps(top.table("next_steps")),
        weights=_weights(top.table("weights")),
        discretion=_discretion(top.table("discretion")),
        held_fees=_held_fees(top.table("held_fees")),
        email_signed_off=top.flag("email_signed_off", False),
        zone=_zone(top.table("zone")),
    )
    top.done()
    return council


def _reoffer(table: Table) -> Reoffer:
    rule = Reoffer(
        base=table.choice("base", ("letter", "service"), "letter"),
        days=table.whole("days", 14, most=56),
        inclusive=table.flag("inclusive", True),
        kinds=table.choices("kinds", _KINDS, ("informal",)),
        by_family=_by_family(table.table("by_family")),
    )
    table.done()
    return rule


def _by_family(table: Table) -> Mapping[str, tuple[str, ...]]:
    given = {one: table.choices(one, _KINDS) for one in FAMILIES if table.has(one)}
    table.done()
    return MappingProxyType(given)


def _discretion(table: Table) -> Discretion:
    usual = Discretion()
    chosen = Discretion(
        observation_minutes=table.whole("observation_minutes", usual.observation_minutes, most=240),
        grace_minutes=table.whole("grace_minutes", usual.grace_minutes, most=240),
        trifle_pence=table.whole("trifle_pence", usual.trifle_pence, most=10_000),
    )
    table.done()
    return chosen


def _held_fees(table: Table) -> Mapping[str, int]:
    given = {one: table.whole(one, most=100_000) for one in HELD_FEES if table.has(one)}
    table.done()
    return MappingProxyType(given)


def _zone(table: Table) -> Zone | None:
    if table.empty:
        return None
    charges = table.table("charges")
    classes = charges.keys()
    for one in classes:
        if one not in VEHICLE_CLASSES:
            raise charges.wrong(one, "not a class of vehicle", f"One of: {', '.join(VEHICLE_CLASSES)}.")
    zone = Zone(
        name=table.text("name"),
        order=table.text("order", ""),
        charges=MappingProxyType({one: charges.whole(one, most=100_000) for one in classes}),
    )
    charges.done()
    table.done()
    return zone


def _posting(table: Table, folder: Path) -> Posting:
    form = table.text("appeal_form", "")
    rule = Posting(
        service=table.choice("service", ("first-class", "by-hand"), "first-class"),
        cut_off=table.text("cut_off", "16:00", form=r"([01][0-9]|2[0-3]):[0-5][0-9]", example='"16:00"'),
        days=table.choices("days", DAYS, DAYS[:5]),
        provider=table.text("provider", ""),
        appeal_form=str(folder / form) if form else "",
        appeal_form_name=table.text("appeal_form_name", ""),
        duplex=table.flag("duplex", False),
    )
    if not rule.days:
        raise table.wrong("days", "empty", "Letters need at least one day with a collection.")
    table.done()
    return rule


def _service_days(table: Table) -> Mapping[str, int]:
    days = {kind: table.whole(kind, _SERVICE_DAYS[kind], least=1, most=260) for kind in _SERVICE_DAYS}
    table.done()
    return MappingProxyType(days)


def _next_steps(table: Table) -> NextSteps:
    steps = NextSteps(
        complaint=table.text("complaint", ""),
        information=table.text("information", ""),
        own_data=table.text("own_data", ""),
    )
    table.done()
    return steps


def _weights(table: Table) -> Weights:
    usual = Weights()
    weights = Weights(
        case=table.whole("case", usual.case, least=1, most=10_000),
        point=table.whole("point", usual.point, most=10_000),
        item=table.whole("item", usual.item, most=10_000),
        pcn=table.whole("pcn", usual.pcn, most=10_000),
    )
    table.done()
    return weights
