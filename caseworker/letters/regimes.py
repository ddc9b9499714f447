"""Under which law a letter is written: the regime of its facts, and the words that belong to another's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Protocol

from caseworker.law.clocks import clock_ids, work_out
from caseworker.law.contraventions import families_alleged, homes
from caseworker.law.discounts import paid_off
from caseworker.law.facts import CaseKind, Facts
from caseworker.law.regimes import Regime, regime, regimes
from caseworker.letters.claims import claims_days, decision_named, to_be_shown

ANY = "any"
"""In a paragraph's head: every regime, or every family."""
HELD = ("removal", "clamp")
"""The families in which a vehicle is held until what is asked for has been paid."""
ANSWERED = ("parking", *HELD)
"""The families of which an answer speaks that names none: a vehicle that was parked."""
ALIASES = {"caz": "clean-air-zone"}
"""Other names for a family, as files from outside write them."""


class Speaks(Protocol):
    """What of a paragraph says where it may stand."""

    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes in whose letters it may stand."""

    @property
    def families(self) -> tuple[str, ...]:
        """The families of cases of which it speaks; empty where it fits them all."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that are right under some laws and wrong under the others."""

    id: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    """Where this is found in the same sentence, the words only say that the thing does not exist here."""
    property: str
    """The property of a regime that decides whether the words belong to it."""
    values: tuple[object, ...]
    """What that property must be, or hold."""
    words: str
    """Why the words are wrong elsewhere; ``{law}`` is the regime's label."""
    in_paragraphs: bool
    """Whether the library is held to it; otherwise only whole letters."""

    def fits(self, law: Regime) -> bool:
        """Whether the words belong to this law."""
        held = getattr(law, self.property)
        if isinstance(held, tuple):
            return any(one in held for one in self.values)
        return held in self.values

    def known(self, law: Regime) -> bool:
        """Whether that property of the law was read, and not only recalled."""
        return law.verified(self.property)


@cache
def terms() -> tuple[Term, ...]:
    """Every term that belongs to some laws only."""
    path = files("caseworker.letters").joinpath("data", "regime_terms.toml")
    return tuple(
        Term(
            id=row["id"],
            pattern=re.compile(row["pattern"], 0 if row.get("capitals") else re.IGNORECASE),
            unless=re.compile(row["unless"], re.IGNORECASE) if "unless" in row else None,
            property=row["property"],
            values=tuple(row["values"]),
            words=row["words"],
            in_paragraphs=row.get("in_paragraphs", True),
        )
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["term"]
    )


def foreign(text: str, law: Regime, *, recalled: bool = False) -> Iterator[tuple[Term, re.Match[str]]]:
    """The terms of other laws in a text, and where.

    Args:
        recalled: also those that rest on a property of this law that was recalled, not read.
    """
    for term in terms():
        if term.fits(law) or not (recalled or term.known(law)):
            continue
        for match in term.pattern.finditer(text):
            yield term, match


def law_of(facts: Facts) -> tuple[Regime, str | None]:
    """The regime of the facts with its basis; a family's name stands for its regime in that place."""
    if any(one.id == facts.regime for one in regimes()):
        return regime(facts.regime), facts.basis
    named = ALIASES.get(facts.regime, facts.regime)
    families = {one.family for one in regimes()} | {"parking", "bus-lane", "moving-traffic"}
    if named in families:
        here = homes(named, facts.place.value) or homes(named)
        if here:
            return regime(here[0].regime), here[0].bases[0] if here[0].bases else facts.basis
        return next(one for one in regimes() if one.family == named), facts.basis
    return regime(facts.regime), facts.basis  # refuses, and names the nearest


def resolved(facts: Facts) -> Facts:
    """The facts with the regime's own id and basis, where only its family was named."""
    law, basis = law_of(facts)
    return facts if facts.regime == law.id else replace(facts, regime=law.id, basis=basis)


def families(facts: Facts) -> tuple[str, ...]:
    """Of which families the case is: what its answers speak of. A code that is known tells which."""
    law, basis = law_of(facts)
    return families_alleged(law.id, basis, facts.code)


def applies(paragraph: Speaks, facts: Facts) -> bool:
    """Whether a paragraph may stand in a letter under the law of this case, and speaks of its family."""
    law, _ = law_of(facts)
    if law.id not in paragraph.regimes:
        return False
    return not paragraph.families or not set(paragraph.families).isdisjoint(families(facts))


_CODES = {
    "31": "box-junction",
    "32": "banned-turn",
    "50": "banned-turn",
    "51": "no-entry",
    "52": "vehicle-ban",
    "53": "pedestrian-zone",
    "54": "pedestrian-zone",
    "33": "bus-gate",
}
"""What a contravention is about, where the words of a letter depend on it, by its code."""
ORDER_DAYS = 21
"""Days to answer an order for recovery, beginning with the day on which it was served."""
NO_STOPPING = frozenset({"46", "47", "48", "99"})
"""Codes of places where stopping itself is banned, whatever for: red routes and clearways, bus stops, the
entrances of schools and hospitals, crossings. Source: CODES7."""
LOADING_BANNED = frozenset({"02", "49"})
"""Codes of places where loading is restricted as waiting is, or where nobody may stand: kerbs on which both
are restricted, cycle tracks and lanes. Whether goods were moved decides nothing there. Source: CODES7."""
_ORDER = {
    "registered": "order-due",
    "order-for-recovery": "order-served",
    "warrant": "warrant-issued",
    "statement-lodged": "form-at-court",
    "out-of-time": "late-form-at-court",
}
"""What the court has done or is asked, by the stage; before all of these no order was made."""
CHARGE_FALLS = frozenset(
    {"caz-compliant-vehicle", "caz-exempt-vehicle", "caz-paid-wrong-vrm", "was-not-there", "vehicle-cloned"}
    | {"vehicle-misidentified", "not-owner-sold", "hire-vehicle", "vehicle-stolen-or-taken"}
)
"""Points that, once accepted, mean that this person owes no daily charge, or has paid it."""


CHARGE_PAID = frozenset({"caz-paid-wrong-vrm"})
"""Those of them that mean that it was paid."""


PAID_LATE = "caz-paid-late"
"""The point of whoever did pay the daily charge, too late to count or elsewhere."""


_POSTED = {"prevented": "officer-prevented", "driven-away": "driven-away"}
"""Conditions by why an officer's PCN came by post."""


def _long_waited(facts: Facts) -> bool:
    """Whether representations waited longer than custom bears, where the law sets no last day."""
    if facts.kind is not CaseKind.FORMAL or "overdue" not in clock_ids(facts.regime):
        return False
    if facts.received_on is None or facts.posts_on is None:
        return False
    since = work_out(facts.regime, "overdue", facts.received_on).first_on
    return since is not None and since <= facts.posts_on


def _past_standard(facts: Facts) -> bool:
    """Whether this answer leaves after the council's own standard for it."""
    return bool(facts.standard_on and facts.posts_on and facts.posts_on > facts.standard_on)


def of_regime(facts: Facts, upheld: set[str]) -> frozenset[str]:
    """The conditions that the law, the code and the money of a regime add.

    Args:
        upheld: the slugs of the points that are accepted.
    """
    law, basis = law_of(facts)
    camera = law.filmed(basis) or basis == "approved-device" or law.family == "clean-air-zone"
    held = {"filmed" if camera else "not-filmed"}
    if basis in _POSTED:
        held.add(_POSTED[basis])
    if facts.written_for:
        held.add("agent-answered")
    about = _CODES.get(facts.code[:2])
    if about and "parking" not in families(facts):
        held.add(about)
    if facts.code[:2] in NO_STOPPING:
        held.add("no-stopping")
    if facts.code[:2] in LOADING_BANNED:
        held.add("loading-banned")
    held.add("days-claimed" if claims_days(facts.challenge_text) else "no-days-claimed")
    held.add("decision-named" if decision_named(facts.challenge_text) else "no-decision-named")
    held.add("to-be-shown" if to_be_shown(facts.challenge_text) else "to-be-sent")
    long = _long_waited(facts)
    held.add("long-waited" if long else "not-long-waited")
    held.add("past-standard" if _past_standard(facts) and not long else "within-standard")
    if law.family == "clean-air-zone":
        held.add("daily-charge-known" if facts.daily_charge_pence else "daily-charge-not-known")
        held.add("daily-charge-falls" if upheld & CHARGE_FALLS else "daily-charge-stands")
        held.add("daily-charge-paid" if upheld & CHARGE_PAID else "daily-charge-not-paid")
        held.add("late-payment-told" if PAID_LATE in facts.points else "no-late-payment-told")
    if facts.outcome is not None and facts.outcome.value.startswith("complaint-"):
        held.add(facts.outcome.value)
    held.add(facts.stage if facts.stage in ("order-revoked", "order-revoked-refer") else "order-stands")
    held.add(_ORDER.get(facts.stage, "before-order"))
    if facts.stage == "appeal":
        held.add("appeal-made")
    held.add(_order_days(facts))
    if facts.court_ground:
        held.add(f"declared-{facts.court_ground}")
    if law.family in HELD:
        held.add("fees-paid" if facts.fees_paid_pence else "fees-not-known")
        held.add("released" if paid_off(facts) else "still-held")
    return frozenset(held)


def _order_days(facts: Facts) -> str:
    """Whether the twenty-one days to answer the order for recovery still run, where that is known."""
    if facts.order_served_on is None or facts.posts_on is None:
        return "order-day-not-known"
    over = facts.posts_on >= facts.order_served_on + timedelta(days=ORDER_DAYS)
    return "order-over" if over else "order-running"


def article(name: str) -> str:
    """``a`` or ``an``, as the name sounds."""
    return "an" if name[:1] in "AEIOU" else "a"
