"""Every letter an officer can send without typing: whole, true to the check, and of a length one reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from caseworker.law.facts import CaseKind, Facts, LetterKind, Outcome, Place, PointOutcome
from caseworker.law.points import points as law_points
from caseworker.letters.phrases import CARE_POINTS
from caseworker.letters.plan import Answer, offers, plan
from caseworker.letters.preflight import check
from caseworker.letters.render import render
from tests.letters.writing import REASON, WON, answer, facts, library, written

KINDS = tuple(one for one in LetterKind if not one.beside)
UPHELD, NOT = PointOutcome.UPHELD, PointOutcome.NOT_UPHELD
SEEN: dict[str, Any] = {
    "observed_from": "14:06",
    "observed_to": "14:17",
    "restriction": "No waiting Mon-Sat 8am-6.30pm",
}
COUNCIL: dict[str, Any] = {
    "pay_by": (
        "online at pay.eastmere.example",
        "by telephone on 020 7946 0124",
        "by post: send a cheque payable to Eastmere",
    ),
    "phone": "020 7946 0123",
    "write_to": ("Parking Appeals", "PO Box 1", "Eastmere"),
    "language_help": "If you need this letter in another language or in large print, call 020 7946 0125.",
    "debt_advice": "Free and confidential advice on money: Eastmere Debt Advice, 020 7946 0127.",
    "complaint_route": "A complaint about conduct is looked into apart from this decision: 020 7946 0126.",
    "signature_office": "Parking Services, London Borough of Eastmere",
}
WORDS = "Somebody ought to look at this again with fresh eyes."
RUNS: tuple[tuple[str, dict[str, Any], str], ...] = ((REASON, SEEN, WORDS), ("", SEEN, ""), ("", {}, ""))
"""With a reason; without one; without one and with the hours and minutes unknown."""


def cases() -> Iterator[tuple[str, Facts]]:
    """One case for each kind of letter, regime and outcome."""
    for regime in ("tma-reg9", "tma-reg10"):
        for kind in KINDS:
            if "informal" in kind and regime == "tma-reg10":
                continue
            if kind is LetterKind.INFORMATION_REQUEST:
                continue  # it answers no point
            for outcome in (Outcome.CANCEL, Outcome.UPHOLD):
                if kind is not LetterKind.CERTIFICATE_RESPONSE and (kind in WON) != (
                    outcome is Outcome.CANCEL
                ):
                    continue
                yield f"{kind}-{regime}-{outcome}", facts(kind, regime=regime, outcome=outcome, **COUNCIL)


@pytest.mark.parametrize(("name", "case"), list(cases()), ids=lambda one: one if isinstance(one, str) else "")
def test_every_point_can_be_answered_with_a_reason_and_without(name: str, case: Facts) -> None:
    for slug, outcome in product((one.slug for one in law_points(case.regime)), (UPHELD, NOT)):
        before = ""
        for reason, seen, words in RUNS:
            if reason and case.regime == "tma-reg10":
                continue
            one = replace(case, **seen, points=(slug,))
            point = answer(slug, outcome, reason=reason, words=words)
            letter = written(one, point)
            if letter.text == before:
                continue
            before, where = letter.text, (slug, outcome, bool(reason), bool(seen))
            assert letter.missing == (), where
            findings = check(letter.text, one, answers=[point])
            assert [found.code for found in findings if found.level == "red"] == [], where
            assert 120 <= len(letter.text.split()) <= 650, where
            assert (REASON in letter.text) is bool(reason), where
            if slug in CARE_POINTS:
                assert WORDS not in letter.text, where


@pytest.mark.parametrize("seen", [SEEN, {}], ids=["seen", "unseen"])
@pytest.mark.parametrize("kind", KINDS)
def test_three_points_without_reasons_outside_london(kind: LetterKind, seen: dict[str, Any]) -> None:
    case = facts(kind, Place.OUTSIDE, **seen)
    outcome = UPHELD if kind in WON else NOT
    slugs = ("loading", "medical-emergency", "signs-unclear")
    points = [answer(slug, outcome, reason="") for slug in slugs]
    letter = written(case, *points)
    assert letter.missing == ()
    assert check(letter.text, replace(case, points=slugs), answers=points) == ()


def planned(case: Facts, *points: Answer) -> list[str]:
    case = replace(case, points=tuple(one.slug for one in points))
    return [one.paragraph for one in plan(case, points, library()) if one.slot == "answer"]


def test_the_plan_asks_whether_there_is_a_reason() -> None:
    case = facts(LetterKind.INFORMAL_REJECTION)
    assert planned(case, answer("loading")) == ["loading-not-upheld"]
    assert planned(case, answer("loading", reason="")) == ["loading-not-upheld-routine"]
    assert planned(case, answer("caz-unaware", reason="")) == ["answer-not-upheld-routine"]


def test_a_fact_that_is_not_known_leads_to_the_words_that_do_not_need_it() -> None:
    case = facts(LetterKind.INFORMAL_REJECTION)
    point = answer("restriction-not-in-force", reason="")
    assert planned(case, point) == ["restriction-hours-not-upheld-plain"]
    assert planned(replace(case, **SEEN), point) == ["restriction-hours-not-upheld-routine"]
    blind = replace(case, contravened_time="")
    letter = written(blind, answer("loading", reason=""))
    assert planned(blind, answer("loading", reason="")) == ["answer-not-upheld-routine"]
    assert letter.missing == ()


def test_a_point_that_is_not_decided_is_never_answered_by_itself() -> None:
    letter = written(facts(LetterKind.INFORMAL_REJECTION), Answer("loading", "Loading"))
    assert letter.missing == ("reason",)


def test_the_picker_offers_both_and_says_why() -> None:
    case = facts(LetterKind.INFORMAL_REJECTION, points=("loading",))
    told = {
        reason: {
            one.paragraph.id: one.why for one in offers(case, [answer("loading", reason=reason)], library())
        }
        for reason in ("", REASON)
    }
    plain, routine = "loading-not-upheld", "loading-not-upheld-routine"
    assert told[""][routine] == "Answers “Loading” as you decided it, and needs no reason."
    assert told[""][plain] == "Answers “Loading” as you decided it; write your reason first."
    assert told[REASON][plain] == "Answers “Loading” as you decided it."
    assert told[REASON][routine] == "Answers “Loading” as you decided it; your reason is left out."
    assert next(iter(told[""])) == routine
    assert next(iter(told[REASON])) == plain


def test_what_is_looked_at_and_when_it_was_seen_stand_in_a_routine_answer() -> None:
    case = facts(LetterKind.INFORMAL_REJECTION, **SEEN)
    point = answer("loading", reason="", evidence=("The van from behind, doors shut",))
    text = written(case, point).text
    assert "The vehicle was seen in Alder Road from 14:06 to 14:17." in text
    assert "I looked at the photograph of the van from behind." in text
    assert "saw nobody" not in text


@pytest.mark.parametrize(
    "kind",
    [
        LetterKind.INFORMAL_REJECTION,
        LetterKind.NOTICE_OF_REJECTION,
        LetterKind.CERTIFICATE_RESPONSE,
    ],
)
def test_a_letter_that_asks_for_money_says_how_to_pay_and_how_to_reach_us(kind: LetterKind) -> None:
    text = written(facts(kind, **COUNCIL), answer("loading", reason="")).text
    assert "You can pay online at pay.eastmere.example, by telephone on 020 7946 0124 or by post" in text
    assert "please call us on 020 7946 0123, or write to us at Parking Appeals, PO Box 1, Eastmere" in text
    assert COUNCIL["language_help"] in text
    assert text.split("Yours sincerely")[1].split("\n\nEnclosed")[0].split("\n") == [
        "",
        "",
        "T. Osei",
        "Authorised Officer",
        "Parking Services, London Borough of Eastmere",
    ]


def test_the_debt_advice_and_the_complaint_route_are_the_councils() -> None:
    case = facts(LetterKind.NOTICE_OF_REJECTION, **COUNCIL)
    text = written(case, answer("financial-hardship", reason=""), answer("ceo-conduct", reason="")).text
    assert COUNCIL["debt_advice"] in text
    assert f"\n\n{COUNCIL['complaint_route']}\n\n" in text


def test_a_refund_asked_for_before_anything_was_paid_is_not_called_paid() -> None:
    point = answer("wants-refund-after-paying", reason="")
    assert "You paid" not in written(facts(LetterKind.INFORMAL_REJECTION), point).text
    paid = facts(
        LetterKind.INFORMAL_REJECTION,
        paid_pence=8000,
        paid_on=date(2026, 1, 12),
        discount_offer_pence=None,
        discount_offer_until=None,
    )
    assert paid.kind is CaseKind.INFORMAL
    assert "You paid, and you ask us" in written(paid, point).text


def test_no_answer_of_the_shipped_library_quotes_distress() -> None:
    for one in library():
        if one.slot == "answer" and one.points and CARE_POINTS.issuperset(one.points):
            assert "words" not in one.fields, one.id
    points = [answer(slug, reason="") for slug in sorted(CARE_POINTS)]
    case = facts(LetterKind.NOTICE_OF_REJECTION)
    assert render(plan(case, points, library()), case, points).missing == ()


@pytest.mark.parametrize(
    "paragraph", ["box-junction", "obstruction", "details-camera", "zone-unaware", "satnav", "was-not-there"]
)
def test_what_only_the_officer_can_have_found_is_not_refused_in_routine_words(paragraph: str) -> None:
    """Why a vehicle stopped, what stood in its way, what a notice says: no record on the case holds it."""
    (routine,) = (one for one in library() if one.id == f"{paragraph}-not-upheld-routine")
    assert routine.asks and "reason" not in routine.fields
