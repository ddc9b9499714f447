"""Answers about a vehicle on the street, with no reason typed: they say nothing that the case denies."""

from __future__ import annotations

from dataclasses import replace

from caseworker.law.facts import LetterKind, PointOutcome
from tests.letters.writing import answer, facts, library, written

REFUSED, REJECTED = LetterKind.INFORMAL_REJECTION, LetterKind.NOTICE_OF_REJECTION


def refused(slug: str, *, words: str = "It was so.", **more: object) -> str:
    """An informal rejection of one point, as it stands with no reason typed."""
    said = replace(answer(slug, reason=""), words=words)
    return written(facts(REFUSED, **more), said).text  # type: ignore[arg-type]


def test_a_place_under_a_restriction_is_not_said_to_lie_outside_it() -> None:
    text = refused("footway-or-private-land", code="62")
    assert "nothing there that keeps the restriction from that spot" in text
    assert "shows either" not in text


def test_who_lives_behind_the_dropped_kerb_is_asked_to_show_it_not_to_ask_somebody() -> None:
    assert "If you live there, or somebody who does had agreed to it" in refused(
        "dropped-kerb-consent", code="27"
    )


def test_hours_that_name_a_day_hold_on_holidays_too_unless_sign_or_order_says_otherwise() -> None:
    text = refused(
        "restriction-not-in-force", code="48", restriction="School entrance, no stopping Mon-Fri 8am-5pm"
    )
    assert (
        "every day and at every hour that it names, unless its sign or its order makes an exception" in text
    )


def test_an_exception_for_passengers_is_looked_for_in_the_record_of_the_place() -> None:
    text = refused(
        "picking-up-dropping-off", code="48", restriction="School entrance, no stopping Mon-Fri 8am-5pm"
    )
    assert "at our record of the place: “School entrance, no stopping Mon-Fri 8am-5pm”" in text
    bare = refused("picking-up-dropping-off", code="48")
    assert "record of the place" not in bare and "no exception that covers the stop" in bare


def test_evidence_must_bear_out_more_than_the_place() -> None:
    assert "also bears out what the notice says of it" in refused("evidence-insufficient", code="24")


def test_a_notice_beside_others_is_never_refused_without_words_on_them() -> None:
    paragraph = library().get("several-notices-not-upheld")
    assert paragraph is not None and paragraph.asks
    assert "If you have one, please send us its number" not in refused("duplicate-pcn")


def test_grace_after_paid_time_is_not_denied_before_it_is_counted() -> None:
    text = refused("grace-period-or-observation", code="05")
    assert "ten minutes after a permitted period in a parking place has ended" in text
    assert "They do not apply" not in text


def test_a_driver_who_was_not_named_in_a_quotation_is_not_spoken_of_as_that() -> None:
    text = refused("keeper-not-driver", words="")
    assert "I do not doubt what you say about that." in text


def test_a_need_that_is_no_disability_is_not_called_one() -> None:
    text = refused("disability-equality-act")
    assert (
        "the disability or need" not in text and "for disabled people, and we try to help others too" in text
    )


def test_who_has_named_the_buyer_is_not_asked_again_as_if_they_had_not() -> None:
    won = replace(answer("not-owner-sold", PointOutcome.UPHELD), ground="The recipient had sold the vehicle")
    text = written(facts(LetterKind.NOTICE_OF_ACCEPTANCE), won).text
    assert "than you have told us, please let us know" in text


def test_a_sign_that_was_hidden_was_no_letter_sent() -> None:
    said = answer("signs-obscured", PointOutcome.UPHELD)
    text = written(facts(LetterKind.NOTICE_OF_ACCEPTANCE), said).text
    assert "I am sorry that a notice was served." in text and "you were sent a notice" not in text


def test_hours_that_the_officer_found_are_not_put_in_the_motorist_s_mouth() -> None:
    said = replace(answer("restriction-not-in-force", PointOutcome.UPHELD), words="")
    assert "You are right" not in written(facts(LetterKind.NOTICE_OF_ACCEPTANCE), said).text


def test_nobody_is_told_of_a_short_gap_that_no_record_shows() -> None:
    text = written(facts(REFUSED), answer("permit-lapsed", reason="Our register holds no permit.")).text
    assert "how easily a date slips by" in text and "how short the gap was" not in text
