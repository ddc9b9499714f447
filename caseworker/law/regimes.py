"""The regimes: what the law behind each kind of notice gives the motorist and asks of the council."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from caseworker.law.citations import Citation
from caseworker.law.facts import Place
from caseworker.law.refusals import Refused
from caseworker.law.tables import citation, table, unknown


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice of a regime, and who is served with it."""

    id: str
    label: str
    served_on: str
    """Who must be served, in words."""
    service: str
    """How it is served, as in `Service`."""
    citation: Citation


@dataclass(frozen=True, slots=True)
class Regime:
    """The law behind a notice. Ground lists, duties and clocks are properties of it, never copied across."""

    id: str
    label: str
    family: str
    """``parking``, ``bus-lane``, ``moving-traffic``, ``removal``, ``clamp`` or ``clean-air-zone``."""
    law: str
    """The Act in words."""
    citation: Citation
    places: tuple[str, ...]
    bases: tuple[str, ...]
    """Why a postal PCN came by post; empty where no basis is asked."""
    base_places: Mapping[str, tuple[str, ...]]
    """The places where a basis exists, where it does not exist in all of the regime's."""
    base_families: Mapping[str, tuple[str, ...]]
    """The families of contravention of a basis, where they are not the regime's own."""
    notices: tuple[Notice, ...]
    """In the order in which they are served."""
    informal_stage: bool
    """Whether a challenge before the enforcement notice exists."""
    enforcement_notice: str
    """The notice against which formal representations are made."""
    discount_days: Mapping[str, int]
    """By basis; ``any`` where the regime has no bases."""
    discount_counts_from: str
    pay_by_counts_from: str
    reply_days: int
    """Days, beginning with receipt, in which a decision on representations must be served; 0: no limit."""
    deemed_acceptance: bool
    """Whether representations are treated as accepted when that limit is missed."""
    recommendation: bool
    """Whether an adjudicator who refuses an appeal may recommend cancellation."""
    costs_statement: bool
    """Whether a rejection must describe the adjudicator's power to award costs."""
    compelling_reasons: bool
    """Whether compelling reasons must be decided on beside the grounds."""
    procedural_impropriety: bool
    hire_transfer: bool
    court_form: str
    """The form that answers an order for recovery; empty where there is no order."""
    court_form_sworn: bool
    late_form: str
    """The form that asks the court to take the other one out of time."""
    terms: str
    """The enforcement notice's name in a letter."""
    liable: str
    """Who is liable, in the law's word: ``owner`` or ``registered keeper``."""
    certificate: bool
    """Whether a charge certificate exists: not where the vehicle was held until payment."""
    film_bases: tuple[str, ...]
    """The bases (``any``: all) in which a film is the evidence, to be seen before a rejection."""
    instruments: tuple[str, ...]
    """The Acts and regulations of this regime, by short name: a rule of another's is none of this one's."""
    unverified: tuple[str, ...]
    """Properties that were recalled, not read: shown so, and no reason for what cannot be undone."""

    def verified(self, name: str) -> bool:
        """Whether a property of this regime was read in a source."""
        return name not in self.unverified

    def filmed(self, basis: str | None) -> bool:
        """Whether the contravention was seen by camera: its film must be opened before a rejection."""
        return "any" in self.film_bases or bool(basis and basis in self.film_bases)

    def families(self, basis: str | None = None) -> tuple[str, ...]:
        """The families of contravention codes that a notice on this basis may allege."""
        if basis and basis in self.base_families:
            return self.base_families[basis]
        return ("parking",) if self.family in ("removal", "clamp") else (self.family,)

    def exists_in(self, place: str, basis: str | None = None) -> bool:
        """Whether this regime, on this basis, exists in a place."""
        return place in self.places and place in self.base_places.get(basis or "", self.places)

    def checked_basis(self, basis: str | None, *, needed: bool = False) -> str | None:
        """The basis where it is one of this regime's; refused where it is not, or is needed and missing."""
        if not self.bases:
            if basis:
                raise Refused(
                    f'A basis ("{basis}") was given, but {self.id} has none.',
                    rule="Only a PCN served by post has to say why it came by post.",
                    do="Leave the basis out, or check the regime.",
                    citation=self.citation,
                )
            return None
        if not basis:
            if needed:
                raise Refused(
                    f"A PCN of {self.id} needs its basis: why it came by post.",
                    rule="The length of the discount depends on it.",
                    do=f"Give one of: {', '.join(self.bases)}.",
                    citation=self.citation,
                )
            return None
        if basis not in self.bases:
            raise unknown(f"basis of {self.id}", basis, self.bases)
        return basis

    def notice(self, notice_id: str) -> Notice:
        """One of this regime's notices."""
        for one in self.notices:
            if one.id == notice_id:
                return one
        raise unknown(f"notice of {self.id}", notice_id, [n.id for n in self.notices])


@dataclass(frozen=True, slots=True)
class Tribunal:
    """Who hears the appeal."""

    name: str
    body: str
    """The adjudicators, in words."""
    website: str
    citation: Citation


_PLAIN = (
    "id",
    "label",
    "family",
    "law",
    "informal_stage",
    "enforcement_notice",
    "discount_counts_from",
    "pay_by_counts_from",
    "reply_days",
    "deemed_acceptance",
    "recommendation",
    "costs_statement",
    "compelling_reasons",
    "procedural_impropriety",
    "hire_transfer",
    "court_form",
    "court_form_sworn",
    "late_form",
    "terms",
    "liable",
    "certificate",
)


@cache
def _all() -> Mapping[str, Regime]:
    return {row["id"]: _regime(row) for row in table("regimes")["regime"]}


def _regime(row: Mapping[str, Any]) -> Regime:
    notices = tuple(
        Notice(n["id"], n["label"], n["served_on"], n["service"], citation(n)) for n in row["notice"]
    )
    return Regime(
        **{name: row[name] for name in _PLAIN},
        citation=citation(row),
        places=tuple(row["places"]),
        bases=tuple(row["bases"]),
        notices=notices,
        film_bases=tuple(row["film_bases"]),
        instruments=tuple(row["instruments"]),
        unverified=tuple(row["unverified"]),
        base_places=_lists(row.get("base_places", {})),
        base_families=_lists(row.get("base_families", {})),
        discount_days=MappingProxyType(dict(row["discount_days"])),
    )


def _lists(rows: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(some) for name, some in rows.items()})


def regimes() -> tuple[Regime, ...]:
    """Every regime the program knows."""
    return tuple(_all().values())


def regime(regime_id: str) -> Regime:
    """One regime by its id; an unknown one is refused with the nearest known name."""
    found = _all().get(regime_id)
    if found is None:
        raise unknown("regime", regime_id, _all())
    return found


def families_of(regime_id: str, basis: str | None = None) -> tuple[str, ...]:
    """The families of cases that a regime is, on a basis: what its points and its mitigation go by.

    Removal and clamp are families of their own here, though their PCNs allege parking codes.
    """
    law = regime(regime_id)
    return law.base_families.get(law.checked_basis(basis) or "", (law.family,))


def basis_label(basis: str) -> str:
    """Why a PCN came by post, in words."""
    for row in table("regimes")["basis"]:
        if row["id"] == basis:
            label: str = row["label"]
            return label
    raise unknown("basis", basis, [row["id"] for row in table("regimes")["basis"]])


def tribunal(place: Place | str, regime_id: str | Regime) -> Tribunal:
    """The tribunal for this place and regime: London Tribunals, or the Traffic Penalty Tribunal."""
    found = regime_id if isinstance(regime_id, Regime) else regime(regime_id)
    known = [p.value for p in Place]
    if str(place) not in known:
        raise unknown("place", str(place), known)
    for row in table("regimes")["tribunal"]:
        if row["place"] == str(place) and found.family in row["families"]:
            return Tribunal(row["name"], row["body"], row["website"], citation(row))
    raise Refused(
        f"No tribunal stands in the tables for {found.id} in {place}.",
        rule="Regime and place together decide who hears an appeal.",
        do="Check the regime and the place.",
    )
