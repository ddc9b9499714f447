"""What 80 columns show whole: the list of keys, the board's words, the hold in the queue."""

from __future__ import annotations

from caseworker import keys
from caseworker.screens.desk.commands import HELP_WIDTH, keys_content
from caseworker.screens.desk.inbox import OF_INDEXED
from caseworker.screens.desk.queue import COLUMNS


def test_no_line_of_the_keys_is_wider_than_its_window() -> None:
    lines = keys_content(keys.DESK, {}).plain.split("\n")
    assert len(lines) > 40 and max(len(line) for line in lines) <= HELP_WIDTH


def test_flags_go_last_of_what_a_narrow_queue_leaves_out() -> None:
    flags = next(one for one in COLUMNS if one.key == "flags")
    assert flags.narrow and flags.priority == min(one.priority for one in COLUMNS if one.priority)


def test_of_what_is_indexed_enter_and_z_are_named() -> None:
    assert {"board.open", "inbox.move"} <= set(OF_INDEXED)
