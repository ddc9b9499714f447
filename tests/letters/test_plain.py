"""The documents' door."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseworker.letters.plain import plain
from caseworker.text import clean


def test_line_ends_are_folded_into_one_space() -> None:
    assert plain("one \r\n\n  two\u2028three") == "one two three"


def test_line_ends_stay_where_the_value_stands_alone() -> None:
    assert plain("one\r\ntwo\n", lines=True) == "one\ntwo"


def test_escape_nul_and_bidi_become_visible_marks_and_no_word_is_lost() -> None:
    safe = plain("a\x1b]52;c;x\x07b\x00c\u202ed")
    assert safe.isprintable()
    assert [safe.count(letter) for letter in "abd"] == [1, 1, 1]


@given(st.text(st.characters()))
def test_no_control_character_and_no_line_end_passes(words: str) -> None:
    safe = plain(words)
    assert "\n" not in safe
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in safe)
    assert plain(safe) == safe


@given(st.text(st.characters()))
def test_only_spaces_are_lost(words: str) -> None:
    assert "".join(plain(words).split()) == "".join(clean(words).split())
