"""Completion: commands after the colon, names and values of the filter."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes
from caseworker.screens.completing import FILTER_NAMES, FILTER_VALUES, command_completer, filter_completer
from caseworker.screens.desk.commands import COMMANDS
from caseworker.store.filtering import Filter
from tests.screens.desks import NARROW, WIDE, sitting

FILTERS = filter_completer(["asha", "tobin"])
COMMAND = command_completer(COMMANDS, FILTERS)


def lines(typed: str, complete: object = FILTERS) -> list[str]:
    return [one.line for one in complete(typed)]  # type: ignore[operator]


def test_names_then_values_and_what_stands_before_stays() -> None:
    assert lines("ki") == ["kind:"]
    assert lines("kind:f") == ["kind:formal"]
    assert lines("due<5 officer:") == [f"due<5 officer:{one}" for one in ("me", "none", "asha", "tobin")]
    assert lines("due<5 ") == [] and lines("Mare") == [] and lines("kind:formal") == []
    assert len(lines("")) == 6


def test_every_regime_of_the_law_is_offered() -> None:
    for law in regimes():
        assert f"regime:{law.id}" in lines(f"regime:{law.id[:-1]}")
        assert Filter.parse(f"regime:{law.id}", officer="asha").regime == law.id


def test_commands_and_the_filter_of_the_queue() -> None:
    assert lines("c", COMMAND) == ["case ", "care "]
    assert lines(":re", COMMAND) == ["release ", "reach "]
    assert lines("q kind:ce", COMMAND) == ["q kind:certificate"]
    assert lines("case ZZ", COMMAND) == []


def test_whatever_is_offered_is_understood_by_the_filter() -> None:
    for name in FILTER_NAMES.keys() - {"regime:"}:
        for value in FILTER_VALUES.get(name, ("1",)):
            assert Filter.parse(f"{name}{value}", officer="asha") != Filter() or name == "sort:"
    with pytest.raises(Refused):
        Filter.parse("kinds:formal")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_tab_takes_what_is_marked(store: Path, size: tuple[int, int]) -> None:
    async with sitting(store, size=size) as desk:
        await desk.press("slash", "k", "tab")
        assert desk.screen_input().value == "kind:"
        assert "▸ kind:informal" in desk.text() and "kind:certificate" in desk.text()
        await desk.press("down", "tab", "enter")
        assert desk.desk.queue.words == "kind:formal"
        await desk.press("colon", "q", "tab")
        assert desk.screen_input().value == "q "
        await desk.press("enter")
        assert desk.desk.queue.words == ""
