"""Letters of every regime: each can be written, passes the check, and speaks only its own law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from caseworker.law.facts import Facts, LetterKind, Outcome, Place, PointOutcome
from caseworker.law.points import points as law_points
from caseworker.law.regimes import regime, regimes
from caseworker.letters.preflight import check
from caseworker.letters.regimes import families, foreign, law_of
from tests.letters.regimes import BESIDE, CC, IR, NOA, NOR, case, every
from tests.letters.writing import REASON, answer, library, written

UPHELD, NOT = PointOutcome.UPHELD, PointOutcome.NOT_UPHELD
PAID = {
    "paid_pence": 8000,
    "paid_on": date(2026, 1, 10),
    "discount_offer_pence": None,
    "discount_offer_until": None,
}
EVERY = [pytest.param(one, id=name) for name, one in every()]


def outcome(one: Facts) -> PointOutcome:
    return UPHELD if one.outcome is Outcome.CANCEL else NOT


@pytest.mark.parametrize("one", EVERY)
@pytest.mark.parametrize("more", [{}, PAID, {"evidence_sent": ("Dashcam film",)}], ids=["", "paid", "sent"])
def test_every_letter_of_every_regime_passes_the_check(one: Facts, more: dict[str, object]) -> None:
    one = replace(one, **more)  # type: ignore[arg-type]
    points = [answer(slug, outcome(one)) for slug in ("signs-obscured", "first-offence")]
    letter = written(one, *points)
    assert letter.missing == ()
    found = check(letter.text, replace(one, points=tuple(p.slug for p in points)), answers=points)
    assert [(f.code, f.words) for f in found] == []


@pytest.mark.parametrize("one", EVERY)
def test_no_letter_speaks_another_law(one: Facts) -> None:
    law, _ = law_of(one)
    letter = written(one, answer("signs-obscured", outcome(one)), answer("financial-hardship", outcome(one)))
    found = [
        (term.id, match[0])
        for term, match in foreign(letter.text, law, recalled=True)
        if not (term.unless and term.unless.search(letter.text[: match.end() + 60].rpartition(".")[2]))
    ]
    assert found == []


NAMES = ["outside-traffic", "bus-lane-1996", "moving-traffic-2003", "removal", "clamp", "caz-2013"]


@pytest.mark.parametrize(("name", "kind"), list(product(NAMES, (NOR, NOA))))
def test_every_point_can_be_answered_in_every_regime(name: str, kind: LetterKind) -> None:
    one = case(name, kind)
    law, basis = law_of(one)
    for point, decided, reason in product(law_points(law.id, basis), (UPHELD, NOT), (REASON, "")):
        if set(point.families).isdisjoint(families(one)):
            continue
        said = answer(point.slug, decided, reason=reason)
        asked = replace(one, points=(point.slug,))
        letter = written(asked, said)
        where = (point.slug, decided, bool(reason))
        assert letter.missing == (), where
        assert (REASON in letter.text) is bool(reason), where
        found = check(letter.text, asked, answers=[said])
        assert [(f.code, f.words) for f in found if f.level == "red"] == [], where


@pytest.mark.parametrize("kind", BESIDE)
@pytest.mark.parametrize("name", ["tma-reg9", "tma-reg10", *NAMES[1:]])
def test_every_answer_beside_the_pcn_can_be_written(name: str, kind: LetterKind) -> None:
    one = replace(case(name, kind), next_step="Write to the Complaints Manager, Eastmere Town Hall.")
    letter = written(one)
    to_public = kind not in (LetterKind.MEMBER_ANSWER, LetterKind.TRIBUNAL_HAND_OVER)
    assert ("in another language" in letter.text) is to_public
    assert letter.missing == ()
    assert [(f.code, f.words) for f in check(letter.text, one) if f.level == "red"] == []


@pytest.mark.parametrize("code", ["31j", "50lj", "51j", "52mj", "53j", "33cj"])
@pytest.mark.parametrize("slug", ["evidence-insufficient", "resident-or-exempt-vehicle"])
def test_what_is_said_of_a_moving_traffic_code_is_about_that_code(code: str, slug: str) -> None:
    one = case("moving-traffic-2003", NOR, code=code)
    own = {"31": "box", "50": "turn", "51": "no-entry", "52": "closes the road", "53": "people on foot"}
    text = written(one, answer(slug)).text
    if slug == "evidence-insufficient":
        assert own.get(code[:2], "kept for the vehicles that its signs name") in text
    assert "parked" not in text


def test_a_challenge_to_a_bus_lane_notice_names_its_own_next_notice() -> None:
    text = written(case("bus-lane-1996", IR), answer("bus-lane-brief-entry")).text
    assert "an Enforcement Notice" in text and "Notice to Owner" not in text


def test_the_court_form_is_the_regimes_own() -> None:
    for law in regimes():
        if not law.certificate:
            continue
        text = written(case(law.id, CC), answer("signs-obscured")).text
        assert f"form {law.court_form}" in text or f", {law.court_form}" in text
        assert ("sworn" in text) is law.court_form_sworn


def test_london_weighs_its_discretion_and_the_others_compelling_reasons() -> None:
    for law in regimes():
        text = written(case(law.id, NOR), answer("first-offence")).text
        assert ("compelling reasons" in text) is law.compelling_reasons
        assert ("discretion" in text) is not law.compelling_reasons


def test_costs_stand_in_a_rejection_where_the_law_asks_for_them() -> None:
    for law in regimes():
        text = written(case(law.id, NOR), answer("first-offence")).text
        assert ("costs" in text.casefold()) is law.costs_statement


def test_a_held_vehicle_brings_everything_back() -> None:
    text = written(case("removal", NOA, paid_pence=8000), answer("removal-unjustified", UPHELD)).text
    assert "£360" in text and "£80" in text and "£280" in text and "waived" in text
    unknown = written(case("clamp", NOA, paid_pence=8000), answer("removal-unjustified", UPHELD)).text
    assert "All that was paid for the release of the vehicle comes back to you" in unknown


def test_a_zone_says_what_becomes_of_the_daily_charge() -> None:
    falls = written(case("caz-2013", NOA), answer("caz-compliant-vehicle", UPHELD)).text
    stands = written(case("caz-2013", NOA), answer("bereavement", UPHELD, mitigation=True)).text
    assert "You do not owe it for this journey." in falls and "it is still due" in stands
    refused = written(case("caz-2013", NOR), answer("caz-unaware")).text
    assert "The daily charge. For Tuesday 6 January 2026 it was £9." in refused
    unknown = written(case("caz-2013", NOR, daily_charge_pence=None), answer("caz-unaware")).text
    assert "The daily charge." in unknown and "£9" not in unknown
    paying = [line.partition(" ")[2] for line in unknown.split("\n") if line.startswith("- ")]
    assert [line.split()[0] for line in paying] == ["Pay", "Appeal"]


def test_paragraphs_of_a_family_are_offered_to_no_other() -> None:
    zone = [one for one in library() if one.families == ("clean-air-zone",)]
    assert len(zone) >= 15
    assert regime("moving-traffic-2003").family not in {name for one in zone for name in one.families}
    assert families(case("outside-traffic", NOR)) == ("bus-lane",)
    assert families(case("tma-reg9", NOR, Place.OUTSIDE)) == ("parking",)


def test_a_discount_on_a_vehicle_that_is_still_held_is_told_with_its_last_day() -> None:
    more = {"discount_offer_pence": 8000, "discount_offer_until": date(2026, 4, 6)}
    held = {"notice_served_on": None, "fees_paid_pence": 0}
    one = case("removal", NOR, points=("removal-fees-or-damage",), **held, **more)
    point = answer("removal-fees-or-damage")
    text = written(one, point).text
    assert "£80 if we receive it by Monday 6 April 2026" in text
    assert check(text, one, answers=[point]) == ()
