"""Each check of a regime: five faults that it finds, and five letters that it lets pass."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from caseworker.law.facts import Facts, LetterKind, Place
from caseworker.law.regimes import regimes
from caseworker.letters.checks.case import case_of
from caseworker.letters.preflight import check
from tests.letters.regimes import CC, IA, IR, NOA, NOR, case
from tests.letters.writing import PointOutcome, answer, written

Row = tuple[str, LetterKind, str]
"""A regime, a kind of letter, and what is put into the good letter: a sentence, or ``old => new``."""


@cache
def good(name: str, kind: LetterKind) -> tuple[Facts, str]:
    """A letter of a regime without a fault, with the facts of its case."""
    one = case(name, kind)
    won = kind in (NOA, IA)
    point = answer("signs-obscured", PointOutcome.UPHELD if won else PointOutcome.NOT_UPHELD)
    return one, written(one, point).text


def edited(row: Row) -> tuple[Facts, str]:
    name, kind, change = row
    one, text = good(name, kind)
    old, arrow, new = change.partition(" => ")
    if arrow:
        assert text.count(old) == 1, (old, text)
        return one, text.replace(old, new)
    if not change:
        return one, text
    close = "\n\nYours sincerely"
    assert text.count(close) == 1
    return one, text.replace(close, f"\n\n{change}{close}")


BUS, MOVING, ZONE = "bus-lane-1996", "moving-traffic-2003", "caz-2013"
DAILY = "The daily charge. For Tuesday 6 January 2026 it was £9. That is a sum of its own, separate from the "
DAILY += "penalty and not increased with it. If it has not been paid, it is still due as well, "
DAILY += "and can be paid in the same ways.\n\n"
WAIVED = "Anything still owing, for the penalty charge or for the release, storage or disposal of the "
WAIVED += "vehicle, is waived, so you have nothing to pay."
UNCLAMPED = WAIVED.replace(", storage or disposal", "")

FAULTS: dict[str, list[Row]] = {
    "wrong-law": [
        (MOVING, NOR, "If you do nothing, we may send a Notice to Owner to the registered keeper."),
        (BUS, IR, "The Notice to Owner tells you how to make formal representations."),
        (MOVING, CC, "You can answer the order with a witness statement, form TE9."),
        ("tma-reg9", CC, "The order comes with a statutory declaration, form PE3, to be sworn."),
        (ZONE, CC, "You may also use form PE3 for this."),
        (MOVING, CC, "If you did not get the notice, say on form TE9 that you never received it."),
        ("tma-reg9", CC, "If the notice never reached you, swear a statutory declaration."),
        ("tma-reg10", NOR, "An Enforcement Notice will follow."),
        (MOVING, NOR, "We have decided this under the Traffic Management Act 2004."),
        (ZONE, NOR, "This notice was given under the Traffic Management Act 2004."),
        ("tma-reg9", NOR, "This is enforced under the London Local Authorities Act 1996."),
        (BUS, NOR, "There has been a procedural impropriety by the driver of the bus."),
        (MOVING, NOR, "The law asks whether there are compelling reasons, and I find that there are few."),
        (BUS, NOR, "Liability passes to the hirer once you send us the agreement."),
        (MOVING, NOR, "The adjudicator may also recommend that we cancel."),
        (MOVING, NOR, "Representations are treated as accepted when we are late."),
        (BUS, NOR, "We must answer you within 56 days."),
        ("removal", NOR, "If you do nothing, we may serve a charge certificate."),
        (ZONE, NOR, "The owner is liable for this."),
        ("tma-reg9", NOR, "The daily charge is also due."),
    ],
    "nothing-left-to-pay": [
        ("removal", NOR, "We will accept the reduced charge of £80 if we receive it by 2 April 2026."),
        ("clamp", NOR, "You have 28 days to pay the penalty or to appeal."),
        ("removal", NOR, "Please pay £160 now."),
        ("clamp", NOR, "The discount is still open until 2 April 2026."),
        ("removal", NOR, "You must now pay the penalty charge."),
        ("clamp", NOR, "You can pay online."),
    ],
    "wrong-discount-base": [
        (MOVING, NOR, "The reduced charge could be paid within 14 days of service of the notice."),
        (BUS, NOR, "The discount was open for 14 days, beginning with the day on which it was served."),
        (BUS, IR, "You had fourteen days from when you received it to pay at half the price."),
        ("tma-reg10", NOR, "The discount lasted for 21 days, beginning with the date of the notice."),
        (ZONE, NOR, "The lower rate ran for 14 days from the date on the notice."),
    ],
    "misstated-costs-power": [
        (MOVING, NOR, "If you lose, you will have to pay the council's costs."),
        ("tma-reg9", NOR, "The loser pays the costs of an appeal."),
        (BUS, NOR, "Costs will be awarded if your appeal fails."),
        (ZONE, NOR, "The adjudicator usually awards costs to the council."),
        ("removal", NOR, "We will ask for our costs if you appeal."),
    ],
    "charge-and-penalty-merged": [
        (ZONE, NOR, "You now have to pay £129."),
        (ZONE, NOR, "Pay the penalty of £120. => Pay the penalty of £129."),
        (ZONE, NOR, "The reduced sum was £69."),
        (ZONE, NOR, "A charge certificate would make it £189."),
        (ZONE, CC, "The whole charge of £189 is to be paid."),
    ],
    "missing-daily-charge": [
        (ZONE, NOR, f"{DAILY} => "),
        (ZONE, NOR, f"{DAILY} => The penalty is not increased by this letter.\n\n"),
        (ZONE, NOR, f"{DAILY} => What you drove that day is known to us.\n\n"),
        (ZONE, NOR, f"{DAILY} => Please see the back of the notice for other sums.\n\n"),
        (ZONE, NOR, f"{DAILY} => Your payment is kept apart.\n\n"),
    ],
    "missing-waiver": [
        ("removal", NOA, f"{WAIVED} => This matter is closed."),
        ("removal", NOA, f"{WAIVED} => You need do no more."),
        ("clamp", NOA, f"{UNCLAMPED} => This matter is closed."),
        ("clamp", NOA, f"{UNCLAMPED} => We will not write to you again about it."),
        ("clamp", NOA, f"{UNCLAMPED} => Thank you for your patience."),
    ],
    "missing-refund": [
        ("removal", NOA, "all"),
        ("clamp", NOA, "all"),
        ("removal", NOA, "penalty"),
        ("clamp", NOA, "penalty"),
        ("clamp", NOA, "later"),
    ],
}
NEAR: dict[str, list[Row]] = {
    "wrong-law": [
        (MOVING, NOR, "There is no Notice to Owner in a case like this."),
        (BUS, IR, "A Notice to Owner is sent for parking, not for a bus lane."),
        (MOVING, NOR, "You say that a Notice to Owner should have come first."),
        (MOVING, CC, "It is not the witness statement that is used for parking."),
        (
            MOVING,
            NOR,
            "You write that there was a procedural impropriety; I have answered that as it stands.",
        ),
        (BUS, NOR, "The law of bus lanes has no ground of procedural impropriety."),
        (MOVING, NOR, "You refer to the Traffic Management Act 2004, and I have read it."),
        (BUS, NOR, "No limit of 56 days applies to this decision."),
        (MOVING, NOR, "You had good reasons to hurry, and I have weighed them."),
        (MOVING, NOR, "I did not find that compelling."),
        (ZONE, NOR, "The registered keeper is liable, and not the owner."),
        ("tma-reg10", NOR, "An enforcement notice in the sense of the law is what you hold."),
        ("removal", NOR, "No charge certificate can follow."),
        (BUS, CC, "The statutory declaration has to be sworn."),
        ("tma-reg9", CC, "The witness statement need not be sworn."),
        (MOVING, CC, "You will not receive form TE9, and you were never sent one."),
    ],
    "nothing-left-to-pay": [
        ("removal", NOR, "Nothing more is to be paid, and no discount can be given on what was paid."),
        ("clamp", NOR, "You paid £80 for the penalty charge, which was the reduced charge."),
        ("removal", NOR, "You say that you should not have to pay for the storage."),
        ("clamp", NOR, "The adjudicator may order either side to pay costs, but that is not usual."),
        ("removal", NOA, ""),
        ("tma-reg9", NOR, ""),
    ],
    "wrong-discount-base": [
        (MOVING, NOR, "The reduced charge was open for 14 days, beginning with the date of the notice."),
        ("tma-reg10", NOR, "The discount was open for 21 days, beginning with service of the notice."),
        (MOVING, NOR, "You say that the discount runs for 14 days from service."),
        (
            BUS,
            NOR,
            "The discount counts from the date of the notice, not from the day it was served: 14 days.",
        ),
        (ZONE, NOR, "The lower rate was open for 14 days, beginning with the day on which it was served."),
    ],
    "misstated-costs-power": [
        (MOVING, NOR, ""),
        (MOVING, NOR, "An appeal costs you nothing."),
        (MOVING, NOR, "The adjudicator may order costs, but only where somebody was wholly unreasonable."),
        ("tma-reg9", NOR, "People rarely have to pay costs, and nobody has to pay to appeal."),
        (BUS, NOR, "It is not usual for costs to be ordered against you or against us."),
    ],
    "charge-and-penalty-merged": [
        (
            ZONE,
            NOR,
            "The penalty of £120 and the daily charge of £9 are two sums; together they come to £129.",
        ),
        (ZONE, NOR, "The daily charge of £9 is still due."),
        (ZONE, NOR, "A charge certificate would increase the penalty to £180."),
        (MOVING, NOR, "The invoice of the garage is for £129."),
        (ZONE, NOR, "Your invoice shows £129 for the new tyre that you bought that day."),
    ],
    "missing-daily-charge": [
        (ZONE, NOR, ""),
        (ZONE, NOA, ""),
        (ZONE, NOR, f"{DAILY} => The £9 for the day is still due as well.\n\n"),
        (ZONE, NOR, f"{DAILY} => The charge for the day has been paid and stays paid.\n\n"),
        (ZONE, NOR, f"{DAILY} => The road user charge is a sum of its own.\n\n"),
    ],
    "missing-waiver": [
        ("removal", NOA, ""),
        ("clamp", NOA, f"{UNCLAMPED} => You have nothing more to pay."),
        ("removal", NOA, f"{WAIVED} => Whatever is still outstanding for it need not be paid."),
        ("clamp", NOA, f"{UNCLAMPED} => You do not have to pay anything for it."),
        (MOVING, NOA, ""),
    ],
    "missing-refund": [
        ("removal", NOA, ""),
        ("clamp", NOA, ""),
        ("clamp", NOA, "fees"),
        ("removal", NOA, "sum"),
        ("clamp", NOA, "part"),
    ],
}
REFUNDS = {
    "all": "",
    "penalty": "We are refunding the penalty.",
    "later": "A colleague will write to you about money.",
    "fees": "We are refunding the penalty charge, the release fee and the storage.",
    "sum": "We are refunding every sum that you paid.",
    "part": "We are refunding part of what was paid for the release: £50, because you came late.",
}
CODES = {"wrong-discount-base": "wrong-law", "nothing-left-to-pay": "wrong-stage-information"}


def refunded(row: Row) -> tuple[Facts, str]:
    """The letter with another word on the refund in the place of its own."""
    name, kind, how = row
    one, text = good(name, kind)
    if not how:
        return one, text
    text = text.replace(" All that was paid for the release of the vehicle comes back to you.", "")
    head, _, rest = text.partition("Your refund.")
    tail = rest.partition("\n\n")[2]
    return one, f"{head}{REFUNDS[how]}\n\n{tail}"


def rows(table: dict[str, list[Row]]) -> list[object]:
    return [
        pytest.param(code, row, id=f"{code}-{n}")
        for code, some in table.items()
        for n, row in enumerate(some, start=1)
    ]


def made(code: str, row: Row) -> tuple[Facts, str]:
    return refunded(row) if code == "missing-refund" else edited(row)


@pytest.mark.parametrize(("code", "row"), rows(FAULTS))
def test_a_fault_of_the_regime_is_found(code: str, row: Row) -> None:
    facts, text = made(code, row)
    assert CODES.get(code, code) in [found.kind for found in check(text, facts)]


@pytest.mark.parametrize(("code", "row"), rows(NEAR))
def test_a_near_miss_of_the_regime_stays_clean(code: str, row: Row) -> None:
    facts, text = made(code, row)
    found = check(text, facts)
    assert [(f.code, f.words) for f in found if f.level == "red" or f.kind == CODES.get(code, code)] == []


def test_each_check_has_five_faults_and_five_near_misses() -> None:
    assert set(FAULTS) == set(NEAR)
    assert all(len(some) >= 5 for table in (FAULTS, NEAR) for some in table.values())


def test_a_challenge_is_answered_only_where_the_law_has_one() -> None:
    for law in regimes():
        one, text = case(law.id, IR), good("tma-reg9", IR)[1]
        found = "wrong-stage-information" in [f.kind for f in check(text, one) if "informal" in f.words]
        assert found is not law.informal_stage


def test_the_day_paid_for_as_well_as_the_penalty_is_returned_or_told_of() -> None:
    one, text = case(ZONE, NOA), good(ZONE, NOA)[1]
    one = replace(one, daily_charge_pence=900, challenge_summary="Paid £60 and £9.")
    bare = text.partition("The daily charge.")[0]
    for back, missing in (("the £60", True), ("the £60 and the £9", False), ("the £69", False)):
        letter = f"{bare}We are refunding {back} that you paid.\n\nYours sincerely\nT. Osei\n"
        found = [f.kind for f in check(letter, one)]
        assert ("missing-refund" in found) is missing, back
        assert "wrong-amount" not in found


def test_a_witness_statement_is_no_remedy_where_the_form_is_sworn() -> None:
    text = "Dear Mr Brandt\n\nThe charge certificate stands. {}\n\nYours sincerely\n"
    for words, missing in (
        ("You can make a witness statement later.", True),
        ("Form PE3 can be sworn.", False),
    ):
        found = [f.kind for f in check(text.format(words), case(MOVING, CC))]
        assert ("missing-remedy-information" in found) is missing


MISSING = {
    "missing-costs-power": {"tma-reg9", "tma-reg10", BUS, "removal", "clamp", ZONE},
    "missing-charge-certificate-warning": {"tma-reg9", "tma-reg10", BUS, MOVING, ZONE},
    "missing-28-days-appeal": {one.id for one in regimes()},
    "missing-appeal-form-and-manner": {one.id for one in regimes()},
    "missing-decision-on-compelling-reasons": {"tma-reg9", "tma-reg10", "removal", "clamp", ZONE},
}


@pytest.mark.parametrize("code", MISSING)
def test_what_a_rejection_lacks_is_asked_for_by_its_own_law(code: str) -> None:
    bare = "Dear Mr Brandt\n\nI do not accept your representations.\n\nYours sincerely\nT. Osei\n"
    for law in regimes():
        found = [one for one in check(bare, case(law.id, NOR)) if one.kind == code]
        assert bool(found) is (law.id in MISSING[code]), law.id
        if found:
            assert law.label in found[0].rule and found[0].source.instrument in (*law.instruments, "PRACTICE")


def test_the_days_of_a_held_vehicle_are_to_appeal_not_to_pay() -> None:
    text = "You have 28 days beginning with the date of service of this notice to appeal to the tribunal."
    for name, needs in (("removal", False), ("clamp", False), ("tma-reg9", True), (MOVING, True)):
        found = [f.kind for f in check(f"Dear Mr Brandt\n\n{text}\n\nYours sincerely\n", case(name, NOR))]
        assert ("missing-28-days-appeal" in found) is needs


@pytest.mark.parametrize(("named", "place", "regime"), [
    ("bus-lane", Place.LONDON, BUS),
    ("moving-traffic", Place.LONDON, MOVING),
    ("bus-lane", Place.OUTSIDE, "tma-reg10"),
    ("moving-traffic", Place.OUTSIDE, "tma-reg10"),
    ("caz", Place.OUTSIDE, ZONE),
    ("clean-air-zone", Place.OUTSIDE, ZONE),
])  # fmt: skip
def test_a_family_stands_for_its_regime_in_that_place(named: str, place: Place, regime: str) -> None:
    found = case_of(case("tma-reg9", NOR, place, regime=named))
    assert found.rules.law.id == found.facts.regime == regime
    assert (found.facts.basis == "outside-traffic") is (regime == "tma-reg10")


def test_the_rules_are_the_laws_own() -> None:
    for law in regimes():
        rules = case_of(case(law.id, NOR)).rules
        assert (rules.costs, rules.reply_days, rules.sworn) == (
            law.costs_statement,
            law.reply_days,
            law.court_form_sworn,
        )
        assert rules.compelling is not rules.general_discretion
        assert rules.pays_and_appeals is law.certificate
        assert (rules.form is None) is (law.court_form == "")
        assert law.terms in rules.next_notice
        assert rules.discount_dated is (law.discount_counts_from == "the date of the notice")
