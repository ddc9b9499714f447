"""Letters do not take back in one paragraph what they said in another."""

from __future__ import annotations

from datetime import date

from caseworker.law.facts import LetterKind, PointOutcome
from caseworker.letters.preflight import check
from caseworker.letters.tender import apologises
from tests.letters.writing import answer, facts, written

REJECTION = LetterKind.NOTICE_OF_REJECTION


def test_who_has_paid_is_not_told_that_doing_nothing_raises_the_charge() -> None:
    case = facts(REJECTION, paid_pence=16000, paid_on=date(2026, 3, 5))
    text = written(case, answer("loading")).text
    assert "Leave your payment to stand." in text
    assert "If you do neither" not in text
    assert "this does not concern you as long as your payment stands" in text
    codes = {one.code for one in check(text, case) if one.level == "red"}
    assert not codes & {"missing-charge-certificate-warning", "charge-certificate-misstated"}
    assert "If you do neither" in written(facts(REJECTION), answer("loading")).text


def test_who_asked_for_photographs_is_told_how_to_get_them() -> None:
    text = written(facts(REJECTION), answer("evidence-requested", PointOutcome.NOT_UPHELD, reason="")).text
    assert "tell us which, and we will send them to you" in text
    assert "tell us what it is" not in text


def test_after_the_certificate_the_time_is_not_said_to_run_once_it_is_over() -> None:
    case = facts(LetterKind.CERTIFICATE_RESPONSE, posts_on=date(2026, 6, 12))
    text = written(case, answer("loading")).text
    assert "ended on" in text
    assert "If the charge is not paid in time" not in text
    assert "the penalty charge has been paid." in text


def test_more_time_is_not_promised_beside_the_last_day() -> None:
    case = facts(REJECTION, challenge_text="I cannot cope with this.")
    text = written(case, answer("vulnerability-or-mental-health", reason="")).text
    assert "we can give you more time" not in text
    assert "If you need more time" in text


def test_who_was_told_sorry_in_an_answer_is_not_told_again_at_the_end() -> None:
    case = facts(LetterKind.NOTICE_OF_ACCEPTANCE)
    text = written(case, answer("signs-missing", PointOutcome.UPHELD, reason="")).text
    assert text.count("I am sorry") == 1
    assert "Thank you for taking the trouble to tell us." in text
    other = written(case, answer("visitor-voucher", PointOutcome.UPHELD, reason="")).text
    assert "I am sorry for the trouble this has caused you." in other
    own = written(
        case, answer("visitor-voucher", PointOutcome.UPHELD, reason="We failed you, and I apologise.")
    ).text
    assert "for the trouble this has caused" not in own


def test_sorrow_for_an_illness_is_no_apology() -> None:
    assert not apologises(["I am sorry to hear of the illness.", "I am sorry that money is short."])
    assert apologises(["The fault was ours, and I am sorry."])


def test_after_a_death_the_letter_does_not_say_that_it_is_short() -> None:
    text = written(facts(REJECTION), answer("bereavement", PointOutcome.NOT_UPHELD)).text
    assert "condolences" in text and "kept this letter short" not in text


def test_what_was_weighed_in_an_answer_is_not_weighed_again_in_the_same_words() -> None:
    case = facts(REJECTION, code="48", restriction="School entrance, no stopping Mon-Fri 8am-5pm")
    text = written(case, answer("picking-up-dropping-off", PointOutcome.NOT_UPHELD, mitigation=True)).text
    assert text.count("I have weighed what you say about your passenger") == 1
    assert "I have kept in mind what you say about your passenger" in text
