"""The other outcome in words of its own, and letters that only come near it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.law.facts import LetterKind, Party
from caseworker.letters.preflight import check
from tests.letters.writing import facts


def told(kind: LetterKind, *words: str, greeting: str = "Mr Brandt", **known: object) -> set[str]:
    """The codes found in a letter of a kind that says these words."""
    case = replace(facts(kind), **known)  # type: ignore[arg-type]
    letter = "\n\n".join((f"Dear {greeting}", *words, "Yours sincerely\nT. Osei\n"))
    return {one.kind for one in check(letter, case)}


LET_GO = [
    "The account has been set to nil.",
    "As of Monday the charge is off the ledger.",
    "We are glad to draw a line under it.",
    "I am letting you off.",
    "We are happy to let this penalty go.",
    "Please tear up the ticket.",
    "You can put the notice in the bin.",
    "You do not have to send us a penny.",
    "We have found in your favour.",
    "The council does not intend to pursue it.",
    "This penalty has now been waived.",
    "On these facts your challenge succeeds.",
]
HELD = [
    "We thought about whether to let it go, and did not.",
    "Had the sign been down we would have written it off the books.",
    "If you pay £160 the account is set to nil.",
    "In March we let you off.",
    "The charge cannot be waived.",
    "We will not drop the charge.",
    "You do not have to send us any money if you appeal online.",
    "You need not send us anything about your loss.",
    "Do not throw the notice away.",
    "You asked us to draw a line under it.",
    "I am not letting you off.",
]


@pytest.mark.parametrize("words", LET_GO)
def test_an_upheld_notice_that_is_let_go_is_told(words: str) -> None:
    assert "contradictory-outcome" in told(LetterKind.NOTICE_OF_REJECTION, words)
    assert "contradictory-outcome" in told(LetterKind.INFORMAL_REJECTION, words)


@pytest.mark.parametrize("words", HELD)
def test_what_comes_near_it_is_not(words: str) -> None:
    assert "contradictory-outcome" not in told(LetterKind.NOTICE_OF_REJECTION, words)


ASKED = [
    "The balance of £160 is to be paid by 4 May.",
    "I ask that the penalty be met within 28 days.",
    "The penalty charge goes on as it was.",
    "The sum of £80 will do if we have it this month.",
    "In the end I came down on the side of the officer.",
    "As to the £160, it still has to be settled.",
]
NOT_ASKED = [
    "The penalty no longer has to be paid.",
    "Nothing needs to be paid.",
    "The £80 will be sent back to you.",
    "The daily charge of £9 still has to be paid.",
    "Another notice of £70 has to be paid.",
    "Nobody has to pay. The case for better signs goes on.",
]


@pytest.mark.parametrize("words", ASKED)
def test_a_cancelled_notice_that_goes_on_is_told_and_lacks_nothing_else(words: str) -> None:
    found = told(LetterKind.NOTICE_OF_ACCEPTANCE, "You were right about the sign.", words)
    assert "contradictory-outcome" in found and "missing-remedy-information" not in found


@pytest.mark.parametrize("words", NOT_ASKED)
def test_what_is_owed_no_more_or_beside_it_is_not(words: str) -> None:
    won = "The Penalty Charge Notice is cancelled and you have nothing to pay."
    assert "contradictory-outcome" not in told(LetterKind.NOTICE_OF_ACCEPTANCE, won, words)


def test_a_certificate_that_stands_is_not_taken_back() -> None:
    stands = "The charge certificate stands, and £240 is due."
    back = "We have withdrawn the charge certificate."
    kind = LetterKind.CERTIFICATE_RESPONSE
    assert "contradictory-outcome" in told(kind, stands, back, outcome=None)
    assert "contradictory-outcome" not in told(kind, stands, outcome=None)
    assert "contradictory-outcome" not in told(kind, back, outcome=None)


def test_whoever_drove_is_not_served_for_the_firm() -> None:
    firm, won = Party("Pell & Cray Joiners"), "The notice is cancelled."
    drove = "As you were driving, this goes to you."
    kind = LetterKind.NOTICE_OF_ACCEPTANCE
    assert "wrong-recipient" in told(kind, won, drove, greeting="Mr Owusu", recipient=firm)
    assert "wrong-recipient" not in told(kind, won, greeting="Mr Owusu", recipient=firm)
    assert "wrong-recipient" not in told(kind, won, drove, greeting="Sirs", recipient=firm)
    assert "wrong-recipient" not in told(kind, won, drove, greeting="Mr Cray", recipient=firm)


def test_whoever_has_died_is_told_once() -> None:
    known = {"recipient": Party("Mrs Ivy Lomax"), "deceased": "Mr Ned Lomax", "points": ("bereavement",)}
    words = "I am sorry for your loss. The notice is cancelled and there is nothing to pay."
    kind = LetterKind.NOTICE_OF_ACCEPTANCE
    assert told(kind, words, greeting="Mr Ned Lomax", **known) == {"deceased-addressed"}
    assert told(kind, words, greeting="Mrs Ivy Lomax", **known) == set()


def test_the_full_charge_after_the_reduced_one_is_of_no_certificate() -> None:
    words = "We will take £80 until 20 January 2026; it goes up to £{} after."
    kind = LetterKind.INFORMAL_REJECTION
    assert "wrong-amount" not in told(kind, words.format(160))
    assert "wrong-amount" in told(kind, words.format(170))


def test_a_plate_that_was_searched_for_by_mistake_is_not_given_as_the_vehicle() -> None:
    known = {"vrm": "ZZ19 ABC"}
    won = "The handheld searched for ZZ19 A8C, and so no permit came up. The notice is cancelled."
    assert "wrong-vehicle" not in told(LetterKind.NOTICE_OF_ACCEPTANCE, won, **known)
    assert "wrong-vehicle" in told(LetterKind.NOTICE_OF_ACCEPTANCE, "Your car ZZ19 A8C was there.", **known)


def test_a_paper_says_from_whom_it_is() -> None:
    note = "Your letter came with a note signed by Mrs Ferrars of 9 Alder Close."
    assert "other-persons-data" not in told(LetterKind.NOTICE_OF_REJECTION, note)
    theirs = "Mrs Ferrars of 9 Alder Close was refused too."
    assert "other-persons-data" in told(LetterKind.NOTICE_OF_REJECTION, theirs)


def test_what_is_no_exception_is_a_rule_of_the_road() -> None:
    assert "fettered-discretion" not in told(LetterKind.NOTICE_OF_REJECTION, "Dropping off is no exception.")
    assert "fettered-discretion" in told(LetterKind.NOTICE_OF_REJECTION, "There is no exception for anyone.")


def test_a_general_power_that_was_thought_of_was_weighed() -> None:
    known = {"regime": "moving-traffic-2003", "points": ("pregnancy-or-child",)}
    words = "I asked whether our general power to forgo a penalty should be exercised."
    assert "discretion-not-considered" not in told(LetterKind.NOTICE_OF_REJECTION, words, **known)


RETURNED = [
    "We will refund £80 to your card.",
    "We are sending the £80 back to your account.",
    "A cheque for £80 is on its way, and nothing stays on your account.",
]
KEPT = [
    "It stays on your account as a credit towards any later charge.",
    "The £80 will be set against your next penalty.",
    "We will return £30 to your card, and the remainder is kept for our costs.",
    "The £80 has gone back to the parking service.",
]


@pytest.mark.parametrize("words", RETURNED)
def test_money_that_is_returned_is_no_missing_refund(words: str) -> None:
    won = "The notice is cancelled and there is nothing to pay."
    assert "missing-refund" not in told(LetterKind.NOTICE_OF_ACCEPTANCE, won, words, paid_pence=8000)


@pytest.mark.parametrize("words", KEPT)
def test_money_that_is_kept_is_not_returned(words: str) -> None:
    won = "The notice is cancelled and there is nothing to pay."
    assert "missing-refund" in told(LetterKind.NOTICE_OF_ACCEPTANCE, won, words, paid_pence=8000)


LEFT = [
    "[Copy in the wording for hirers]",
    "[Say whether the form was signed]",
    "Ring us on 020 7946 0xxx.",
    "Ring extension 12 (to follow).",
    "Please delete this sentence.",
    "Draft 3: with Priya",
    "TL to approve.",
    "To be checked with the permit team before sending.",
]
WRITTEN = [
    "The sign says [sic] no parking.",
    "I had our records team to check that.",
    "The officer has to check the plate before issuing a notice.",
    "You told us how to fill it in.",
    "The draft order was published in May.",
]


@pytest.mark.parametrize("words", LEFT)
def test_what_a_writer_was_told_is_left_in_the_letter(words: str) -> None:
    assert "placeholder-left" in told(LetterKind.NOTICE_OF_REJECTION, "We do not accept it.", words)


@pytest.mark.parametrize("words", WRITTEN)
def test_what_only_looks_like_it_is_part_of_it(words: str) -> None:
    assert "placeholder-left" not in told(LetterKind.NOTICE_OF_REJECTION, "We do not accept it.", words)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Your notice was printed at 15:02 and put on the screen.", True),
        ("At 15:02, when the ticket was handed over, it rained.", True),
        ("Your notice was printed at 14:19 and put on the screen.", False),
        ("You say that the notice was printed at 15:02.", False),
        ("Another notice was issued at 15:02.", False),
    ],
)
def test_the_time_at_which_the_notice_was_given_is_that_of_the_notice(words: str, wrong: bool) -> None:
    assert ("wrong-time" in told(LetterKind.NOTICE_OF_REJECTION, words)) is wrong


def test_a_certificate_for_a_sum_may_follow_and_does_not_have_to() -> None:
    kind = LetterKind.NOTICE_OF_REJECTION
    assert "charge-certificate-misstated" in told(kind, "A charge certificate of £240 will follow.")
    assert "charge-certificate-misstated" not in told(kind, "A charge certificate of £240 may follow.")
