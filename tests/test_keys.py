"""The registry of keys, and what an officer may make of it."""

from __future__ import annotations

import pytest

from caseworker import keys
from caseworker.law.refusals import Refused


def test_each_key_has_one_meaning_as_the_program_comes() -> None:
    keys.check_keymap({}, "officer.toml")


def test_an_action_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        keys.check_keymap({"desk.pionts": "z"}, "officer.toml")
    assert "desk.pionts" in refused.value.what
    assert "desk.points" in refused.value.do


def test_a_key_given_twice_is_refused_with_both_names() -> None:
    with pytest.raises(Refused, match=r"the key d to both desk.points and desk.decision"):
        keys.check_keymap({"desk.points": "d"}, "officer.toml")


def test_keys_inside_lists_are_remapped_too() -> None:
    keys.check_keymap({"points.drop": "x", "desk.points": "z,f2"}, "officer.toml")
