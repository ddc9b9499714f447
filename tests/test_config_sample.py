"""The invented council that comes with the program."""

from __future__ import annotations

from caseworker import config


def test_the_sample_is_known_by_its_name() -> None:
    assert config.load(config.SAMPLE).council.authority == config.SAMPLE_AUTHORITY
