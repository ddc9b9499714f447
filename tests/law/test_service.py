"""How something was served: what must be recorded, and a day of receipt that was proved."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.law.calendar import Service
from caseworker.law.refusals import Refused
from caseworker.law.service import Delivery, missing, served

POSTED = date(2026, 3, 2)


def test_first_class_post_needs_nothing_more() -> None:
    sent = Delivery(on=POSTED)
    assert missing(sent) == ()
    assert served(sent).day == date(2026, 3, 4)
    assert served(sent).warnings == ()


def test_hybrid_mail_counts_from_the_providers_day_and_names_the_provider() -> None:
    sent = Delivery(on=POSTED, service=Service.HYBRID)
    assert missing(sent) == ("which provider posted it",)
    assert "which provider posted it" in served(sent).warnings[-1]
    assert "by the mail provider" in served(sent).working[0]
    assert missing(Delivery(on=POSTED, service=Service.HYBRID, provider="Example Mail")) == ()


def test_by_hand_asks_who_when_and_where() -> None:
    sent = Delivery(on=POSTED, service=Service.BY_HAND, server="A. Officer")
    assert missing(sent) == ("at what time", "where")
    assert served(sent).day == POSTED
    whole = Delivery(
        on=POSTED, service=Service.BY_HAND, server="A. Officer", at="10:20", place="1 Mock Street"
    )
    assert missing(whole) == () and served(whole).warnings == ()


@pytest.mark.parametrize(("consent", "signed_off"), [(False, False), (True, False), (False, True)])
def test_email_needs_both_consent_and_the_councils_sign_off(consent: bool, signed_off: bool) -> None:
    sent = Delivery(on=POSTED, service=Service.EMAIL, consent=consent, signed_off=signed_off)
    with pytest.raises(Refused, match="cannot go by email"):
        served(sent)


def test_email_with_both_is_served_the_next_working_day_and_not_verified() -> None:
    sent = Delivery(on=POSTED, service=Service.EMAIL, consent=True, signed_off=True)
    assert served(sent).day == date(2026, 3, 3)
    assert not served(sent).citation.status.verified


def test_an_informal_letter_may_go_second_class_or_by_email() -> None:
    second = Delivery(on=POSTED, service=Service.SECOND_CLASS, statutory=False)
    assert served(second).day == date(2026, 3, 6)
    assert served(Delivery(on=POSTED, service=Service.EMAIL, statutory=False)).day == date(2026, 3, 3)
    with pytest.raises(Refused, match="Second-class"):
        served(Delivery(on=POSTED, service=Service.SECOND_CLASS))


@pytest.mark.parametrize("received_on", [date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 15)])
def test_a_proved_day_of_receipt_overrides_the_presumption(received_on: date) -> None:
    answer = served(Delivery(on=POSTED, received_on=received_on))
    assert answer.day == received_on
    assert "Treated as served Wed 4 Mar 2026" in " ".join(answer.working)
    assert "that day counts, not Wed 4 Mar 2026" in answer.working[-1]
    assert "Keep the proof" in answer.warnings[0]


def test_nothing_is_received_before_it_was_sent() -> None:
    with pytest.raises(Refused, match="before it was sent"):
        served(Delivery(on=POSTED, received_on=date(2026, 3, 1)))


def test_the_law_of_the_regime_is_cited() -> None:
    assert served(Delivery(on=POSTED), "moving-traffic-2003").citation.instrument == "IA78"
    assert served(Delivery(on=POSTED), "caz-2013").citation.instrument == "RUC13"
