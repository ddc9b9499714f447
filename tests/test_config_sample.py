"""The invented council that comes with the program."""

from __future__ import annotations

from caseworker import config


def test_the_sample_is_known_by_its_name() -> None:
    assert config.load(config.SAMPLE).council.authority == config.SAMPLE_AUTHORITY


def test_a_guideline_that_speaks_of_the_discount_names_the_stages_of_the_councils_own_rule() -> None:
    choices = config.load(config.SAMPLE)
    speaking = [one for one in choices.guidelines if "discount is offered" in one.first_time_rule]
    assert speaking
    for one in speaking:
        for kind in choices.council.reoffer.kinds:
            assert f"at the {kind} stage the discount is offered" in one.first_time_rule.lower()
        assert "at the formal stage it is not" in one.first_time_rule.lower()
