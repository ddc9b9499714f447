"""What the law of a regime asks of a letter, and where it says so. Nothing here names a regime."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from caseworker.law.clocks import clock_ids
from caseworker.law.facts import Facts, LetterKind, Place
from caseworker.law.findings import Finding
from caseworker.law.forms import Form, answer_form
from caseworker.law.notices import Item, checklist
from caseworker.law.refusals import Refused
from caseworker.law.regimes import Regime, Tribunal, regime, tribunal
from caseworker.letters.regimes import HELD, article, law_of

REJECTION, ACCEPTANCE = LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE
ASKED_BY: dict[str, tuple[LetterKind, tuple[str, ...]]] = {
    "missing-28-days-appeal": (REJECTION, ("NOR-3", "R3", "DN-6")),
    "missing-charge-certificate-warning": (REJECTION, ("NOR-3", "R3")),
    "missing-costs-power": (REJECTION, ("NOR-4", "R4", "DN-6")),
    "misstated-costs-power": (REJECTION, ("NOR-4", "R4", "DN-6")),
    "missing-appeal-form-and-manner": (REJECTION, ("NOR-5", "R5", "DN-6")),
    "misstated-appeal-period": (REJECTION, ("NOR-10", "R3", "DN-6")),
    "late-beyond-56-days": (REJECTION, ("NOR-1", "R9", "DN-2")),
    "compelling-reasons-not-considered": (REJECTION, ("NOR-2", "R1", "DN-3")),
    "missing-decision-on-compelling-reasons": (REJECTION, ("NOR-2", "R1", "DN-3")),
    "discretion-not-considered": (REJECTION, ("NOR-7",)),
    "charge-and-penalty-merged": (REJECTION, ("R7",)),
    "missing-daily-charge": (REJECTION, ("R7",)),
    "missing-refund": (ACCEPTANCE, ("NOA-4", "A2", "DN-4")),
    "missing-waiver": (ACCEPTANCE, ("DN-4",)),
    "missing-next-step": (LetterKind.INFORMAL_REJECTION, ("IR-4",)),
}
"""Which item of a letter's checklist a finding is about: the first of these that the regime's list has."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the law of one regime asks of a letter."""

    law: Regime
    basis: str | None
    tribunal: Tribunal | None
    """Who hears the appeal; nothing where this regime does not exist in the place."""
    form: Form | None
    """The court's form that answers an order for recovery; nothing where there is no order."""
    pays_and_appeals: bool
    """Whether the days of a rejection are to pay or to appeal; where all was paid, they are to appeal."""

    @property
    def costs(self) -> bool:
        """Whether a rejection must say what power the adjudicator has to award costs."""
        return self.law.costs_statement

    @property
    def reply_days(self) -> int:
        """The days, beginning with receipt, in which a decision must be served; 0 where the law sets none."""
        return self.law.reply_days

    @property
    def compelling(self) -> bool:
        """Whether compelling reasons must be decided on beside the grounds."""
        return self.law.compelling_reasons

    @property
    def general_discretion(self) -> bool:
        """Whether there is no such limb: the general discretion is weighed where mitigation is raised."""
        return not self.law.compelling_reasons

    @property
    def certificate(self) -> bool:
        """Whether a charge certificate can follow, and a rejection must say so."""
        return self.law.certificate

    @property
    def sworn(self) -> bool:
        """Whether the court's form is sworn."""
        return self.law.court_form_sworn

    @property
    def held(self) -> bool:
        """Whether the vehicle was held until everything was paid: a refund is of every fee."""
        return self.law.family in HELD

    @property
    def zone(self) -> bool:
        """Whether a daily charge stands behind the penalty, apart from it."""
        return self.law.family == "clean-air-zone"

    @property
    def next_notice(self) -> str:
        """What follows a rejected challenge, in words: ``a Notice to Owner``."""
        return f"{article(self.law.terms)} {self.law.terms}"

    @property
    def next_notice_pattern(self) -> str:
        """How a letter names that notice."""
        named = re.escape(self.law.terms.lower()).replace(r"\ ", r"\s+")
        short = "".join(word[0] for word in self.law.terms.split())
        return rf"\b{named}\b|\b{short}\b"

    @property
    def discount_dated(self) -> bool:
        """Whether the discount counts from the date of the notice, not from its service."""
        return self.law.discount_counts_from == "the date of the notice"

    @property
    def court_words(self) -> str:
        """The court's form in words; empty where there is no order for recovery."""
        if self.form is None:
            return ""
        return f"{self.form.label.lower()} (form {self.form.id})"

    def item(self, code: str) -> Item | None:
        """The item of this regime's checklist that a finding is about."""
        letter, ids = ASKED_BY.get(code, (REJECTION, ()))
        found = {one.id: one for one in _items(letter, self.law.id)}
        return next((found[one] for one in ids if one in found), None)

    def sourced(self, found: Finding) -> Finding:
        """A finding with the rule and the source of this regime, where its checklist has the item."""
        item = self.item(found.kind)
        if item is not None:
            return replace(found, rule=_rule(item, self.law), source=item.citation)
        if found.kind == "wrong-tribunal" and self.tribunal is not None:
            return replace(found, source=self.tribunal.citation)
        return found


def _rule(item: Item, law: Regime) -> str:
    need = "By law" if item.required else "By guidance and good practice"
    return f"{need}, here ({law.label}): {item.words} ({item.id})."


@cache
def _items(letter: LetterKind, regime_id: str) -> tuple[Item, ...]:
    try:
        return checklist(letter, regime_id)
    except Refused:
        return ()


def rules_of(facts: Facts) -> Rules:
    """What the law of a case asks of its letter: from the law's tables, by regime, basis and place."""
    law, basis = law_of(facts)
    return _rules(law.id, basis if basis in law.bases else None, facts.place)


@cache
def _rules(regime_id: str, basis: str | None, place: Place) -> Rules:
    law = regime(regime_id)
    return Rules(
        law=law,
        basis=basis,
        tribunal=_tribunal(law, place),
        form=answer_form(law.id) if law.court_form else None,
        pays_and_appeals="charge-certificate-rejected" in clock_ids(law.id),
    )


def _tribunal(law: Regime, place: Place) -> Tribunal | None:
    try:
        return tribunal(place, law)
    except Refused:
        return None
