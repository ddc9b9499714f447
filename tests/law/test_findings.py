"""The codes of the letter check."""

from __future__ import annotations

import pytest

from caseworker.law.findings import finding, known_codes
from caseworker.law.refusals import Refused

HARD = [
    "wrong-vehicle",
    "wrong-date",
    "wrong-time",
    "wrong-amount",
    "wrong-discount-deadline",
    "wrong-tribunal",
    "missing-28-days-appeal",
    "missing-charge-certificate-warning",
    "missing-costs-power",
    "missing-appeal-form-and-manner",
    "missing-refund",
    "misstated-appeal-period",
    "late-beyond-56-days",
    "contradictory-outcome",
    "placeholder-left",
    "enclosure-missing",
    "wrong-recipient",
    "other-persons-data",
    "deceased-addressed",
    "missing-next-step",
    "charge-and-penalty-merged",
]
AMBER = [
    "evidence-ignored",
    "evidence-not-opened",
    "demand-of-extra-evidence-not-allowed",
    "irrelevant-content",
    "rude-tone",
    "hard-to-read",
    "missing-decision-on-compelling-reasons",
    "discount-not-addressed",
    "threat-of-later-stage",
    "offence-language",
    "goodwill-for-council-error",
    "missing-daily-charge",
    "outside-the-hours",
    "said-twice",
    "loss-not-met",
    "unknown-street",
    "part-left-out",
    "tribunal-paper-missing",
]


def test_every_code_has_words_a_rule_a_source_and_a_repair() -> None:
    assert len(known_codes()) == len(set(known_codes())) == 59
    for code in known_codes():
        one = finding(code)
        assert one.words and one.rule and one.repair and one.source.label


@pytest.mark.parametrize("code", known_codes())
def test_levels(code: str) -> None:
    one = finding(code)
    assert one.hard == (code in HARD)
    assert one.level == ("amber" if code in AMBER else "red")


def test_a_point_travels_with_its_code() -> None:
    one = finding("point-not-addressed:loading", start=3, end=9)
    assert (one.code, one.kind, one.level, one.hard) == (
        "point-not-addressed:loading",
        "point-not-addressed",
        "red",
        False,
    )
    assert (one.start, one.end) == (3, 9)


def test_the_checks_own_words_take_the_place_of_the_tables() -> None:
    assert finding("wrong-amount", words="It says £130.", repair="£160").words == "It says £130."
    assert finding("wrong-amount", repair="£160").repair == "£160"


def test_an_unknown_code_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        finding("wrong-amuont")
    assert '"wrong-amount"' in refused.value.do
