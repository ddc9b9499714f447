"""Letters to write in tests: a case of each kind, its answers, the shipped library. All of it invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from caseworker.law.facts import CaseKind, Facts, LetterKind, Outcome, Party, Place, PointOutcome
from caseworker.letters.docx_writer import Letterhead
from caseworker.letters.library import Library, load
from caseworker.letters.plan import Answer, plan
from caseworker.letters.render import Rendered, render

ROOT = Path(__file__).resolve().parents[2]
PARAGRAPHS = ROOT / "paragraphs"
COUNCIL = Letterhead(
    "London Borough of Eastmere",
    ("Parking Disputes", "PO Box 1", "Eastmere ZZ1 0AA"),
    ("020 7946 0123", "parking@eastmere.example"),
)
REASON = "The officer's second photograph shows it from two metres away, and so does yours."
MITIGATION = {
    "medical-emergency", "breakdown", "bereavement", "financial-hardship", "first-offence",
    "vulnerability-or-mental-health", "carer-or-health-worker", "pregnancy-or-child",
}  # fmt: skip
GROUND = "The alleged contravention did not occur"
WON = (LetterKind.INFORMAL_ACCEPTANCE, LetterKind.NOTICE_OF_ACCEPTANCE)


@cache
def library() -> Library:
    return load(PARAGRAPHS)


def facts(kind: LetterKind, place: Place = Place.LONDON, regime: str = "tma-reg9", **more: Any) -> Facts:
    """A case in which a letter of this kind is due."""
    london = place is Place.LONDON
    person = Party("Mr J. Brandt", ("14 Fen Street", "Eastmere"), "ZZ1 1ZZ")
    case = Facts(
        authority="London Borough of Eastmere" if london else "Fenmere City Council",
        place=place,
        regime=regime,
        basis="approved-device" if regime == "tma-reg10" else None,
        pcn="ZZ1234567A",
        vrm="ZZ19 ABC",
        code="01",
        contravention="Parked in a restricted street during prescribed hours",
        contravened_on=date(2026, 1, 6),
        contravened_time="14:17",
        location="Alder Road",
        letter_kind=kind,
        outcome=_outcome(kind),
        full_pence=16000 if london else 7000,
        discount_pence=8000 if london else 3500,
        surcharged_pence=24000 if london else 10500,
        pcn_served_on=date(2026, 1, 6),
        recipient=person,
        writer=person,
        officer_name="T. Osei",
        officer_role="Authorised Officer",
    )
    return replace(case, **(_dated(kind, case) | more))


def _outcome(kind: LetterKind) -> Outcome:
    if kind is LetterKind.INFORMATION_REQUEST:
        return Outcome.ASK
    return Outcome.CANCEL if kind in WON else Outcome.UPHOLD


def _dated(kind: LetterKind, case: Facts) -> dict[str, Any]:
    if kind in (LetterKind.INFORMAL_REJECTION, LetterKind.INFORMAL_ACCEPTANCE):
        dates: dict[str, Any] = {
            "kind": CaseKind.INFORMAL,
            "received_on": date(2026, 1, 9),
            "posts_on": date(2026, 1, 16),
            "served_on": date(2026, 1, 20),
        }
        if kind is LetterKind.INFORMAL_REJECTION:
            dates |= {"discount_offer_pence": case.discount_pence, "discount_offer_until": date(2026, 2, 2)}
        return dates
    dates = {
        "kind": CaseKind.FORMAL,
        "notice_served_on": date(2026, 2, 20),
        "received_on": date(2026, 3, 3),
        "posts_on": date(2026, 3, 20),
        "served_on": date(2026, 3, 24),
    }
    if kind is LetterKind.INFORMATION_REQUEST:
        dates |= {"asked": ("a copy of the delivery note",), "answer_by": date(2026, 4, 3)}
    if kind is LetterKind.CERTIFICATE_RESPONSE:
        dates |= {
            "kind": CaseKind.CERTIFICATE,
            "certificate_served_on": date(2026, 5, 5),
            "received_on": date(2026, 5, 8),
            "posts_on": date(2026, 5, 12),
            "served_on": date(2026, 5, 14),
        }
    return dates


def answer(slug: str, outcome: PointOutcome = PointOutcome.NOT_UPHELD, **more: Any) -> Answer:
    """A point with its outcome and a reason."""
    weighed = slug in MITIGATION
    known: dict[str, Any] = {"reason": REASON, "mitigation": weighed, "ground": "" if weighed else GROUND}
    return Answer(slug, slug.replace("-", " ").capitalize(), outcome, **(known | more))


def written(case: Facts, *answers: Answer) -> Rendered:
    """The letter planned and rendered."""
    case = replace(case, points=tuple(one.slug for one in answers))
    return render(plan(case, answers, library()), case, answers)
