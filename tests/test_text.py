"""Words from outside: nothing acts, nothing hides, and no word is lost."""

from __future__ import annotations

import os
import re
import sys
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseworker.text import MARKS_PER_LETTER, clean, counted, cut, holds_marks, one_line, telling
from tests.hostile.payloads import ALL, SHORT

EXAMPLES = 10_000 if os.environ.get("CASEWORKER_LONG") else 500

ANY = st.text(st.characters())  # every category, lone surrogates (Cs) among them
NASTY = st.text(
    st.sampled_from(
        "ab \n\r\t\x00\x1b\x07\x85\x9b\xad\u0301\u0327\u200b\u200c\u200d\u202e\u2028\ud800\ufffe"
        "\ufe0f\u0915\u094d\U0001f468\U000e0041⟦⟧␛+marks9BU"
    ),
    max_size=40,
)
TEXTS = st.one_of(ANY, NASTY)

STOPPED_CF = {  # format characters that are seen, and joiners, which letters need
    *"\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\u200c\u200d"
}


@settings(max_examples=EXAMPLES)
@given(TEXTS)
@example("a" + "\u0301" * 5 + "\u200d\u0915")
@example("\u0915\u200d\x9b\u200d\u0915")
@example("\x9b\u200d\u200d" + "\u0301" * 9)
def test_cleaning_what_is_clean_changes_nothing(s: str) -> None:
    once = clean(s)
    assert clean(once) == once
    assert holds_marks(s) == holds_marks(once)


@settings(max_examples=EXAMPLES)
@given(TEXTS)
def test_nothing_that_could_act_or_hide_is_left(s: str) -> None:
    for char in clean(s):
        category = unicodedata.category(char)
        assert category not in ("Cs", "Zl", "Zp"), f"U+{ord(char):04X}"
        assert category != "Cc" or char == "\n", f"U+{ord(char):04X}"
        assert category != "Cf" or char in STOPPED_CF, f"U+{ord(char):04X}"
    clean(s).encode("utf-8")


@settings(max_examples=EXAMPLES)
@given(TEXTS)
def test_every_letter_stays_in_its_place(s: str) -> None:
    """Take the letters, digits, signs out of both: the clean text has the same ones in the same order."""

    def kept(text: str) -> str:
        return "".join(
            c
            for c in text
            if unicodedata.category(c)[0] in "LNPS" and c not in "\u115f\u1160\u2800\u3164\uffa0"
        )

    s = re.sub("[⟦⟧\u2400-\u2421\ufffd]", "", s)
    shown = re.sub("⟦[^⟦⟧]+⟧|[\u2400-\u2421\ufffd]", "", clean(s))
    assert kept(shown) == kept(s)


def test_every_character_there_is_comes_through_once_as_itself_or_as_a_mark() -> None:
    changed = 0
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        shown = clean(f"a{char}b")
        assert shown.startswith("a") and shown.endswith("b"), hex(code)
        assert len(shown) >= 3, f"U+{code:04X} was dropped"
        changed += shown != f"a{char}b"
    assert 65 + 2048 + 66 + 4096 < changed < 8000


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("a\x00b", "a␀b"),
        ("a\x7fb", "a␡b"),
        ("a\x9b2J", "a⟦9B⟧2J"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\u202e00.07£", "⟦U+202E⟧00.07£"),
        ("ZZ\u200b19", "ZZ⟦U+200B⟧19"),
        ("ZZ\u200d19", "ZZ⟦U+200D⟧19"),
        ("a\ud800b", "a\ufffdb"),
        ("a\ufffeb\U0001ffff", "a\ufffdb\ufffd"),
        ("ok\U000e0041\U000e0042 no", "ok⟦tags⟧ no"),
        ("e" + "\u0301" * 9 + "f", "e" + "\u0301" * MARKS_PER_LETTER + "⟦+marks⟧f"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
        ("\U0001f468\u200d\u200d\u200d\U0001f469", "\U0001f468⟦U+200D⟧\U0001f469"),
        ("a\tb", "a   b"),
        ("café – “Zażółć” £20 €5 …", "café – “Zażółć” £20 €5 …"),
        ("see [annex a] [/]", "see [annex a] [/]"),
        ("", ""),
    ],
)
def test_each_kind_has_its_mark(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@pytest.mark.parametrize(
    "raw", ["\x1b", "a\x00", "\u202e", "\ud800", "\U000e0041", "e" + "\u0301" * 5, "\x80"]
)
def test_a_replaced_text_is_told_from_a_tidied_one(raw: str) -> None:
    assert holds_marks(raw)
    assert not holds_marks("two\r\nlines\tand a tab, – “quotes” é")


@pytest.mark.parametrize("name", ALL)
def test_hostile_text_is_cleaned_and_cut_in_no_time(name: str) -> None:
    start = time.process_time()
    shown = cut(clean(ALL[name]))
    assert time.process_time() - start < 5, "a second would be too long; five is a hang"
    assert len(shown) < 200_000 + 1_000
    assert shown.count("\n") <= 5_000


@settings(max_examples=EXAMPLES)
@given(TEXTS, st.integers(1, 30), st.integers(1, 9), st.integers(1, 5))
def test_what_is_shown_and_what_is_said_to_be_missing_make_the_whole(
    s: str, max_chars: int, max_line: int, max_lines: int
) -> None:
    s = clean(s)
    shown = cut(s, max_chars=max_chars, max_line=max_line, max_lines=max_lines)
    said = re.search(r"\n⟦cut: ([\d,]+) more characters?; open the original⟧\Z", shown)
    left_out = int(said[1].replace(",", "")) if said else 0
    body = shown[: said.start()] if said else shown
    assert s[: len(s) - left_out].replace("\n", "") == body.replace("\n", "")
    assert all(len(line) <= max_line for line in body.split("\n"))
    assert body.count("\n") < max_lines


def test_a_short_text_is_not_cut() -> None:
    assert cut("two\nlines") == "two\nlines"
    assert cut("x" * 2_500) == "x" * 2_000 + "\n" + "x" * 500
    assert cut("x" * 250_000).endswith("\n⟦cut: 50,000 more characters; open the original⟧")


@pytest.mark.parametrize("name", SHORT)
def test_a_list_cell_is_one_line_that_fits(name: str) -> None:
    line = one_line(SHORT[name], 12)
    assert "\n" not in line
    assert (
        sum(
            2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line if unicodedata.combining(c) == 0
        )
        <= 24
    )


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Mare Street", 11, "Mare Street"),
        ("Mare Street", 8, "Mare St…"),
        ("Mare Street", 6, "Mare…"),
        ("two\nlines", None, "two lines"),
        ("漢字漢字", 5, "漢字…"),
        ("漢字漢字", 4, "漢…"),
        ("é" * 5, 3, "éé…"),
        ("abc", 0, ""),
        ("\x1b]0;x", None, "␛]0;x"),
    ],
)
def test_a_line_ends_in_an_ellipsis_where_it_was_shortened(text: str, width: int | None, shown: str) -> None:
    assert one_line(text, width) == shown


def test_a_count_and_what_is_counted_agree() -> None:
    assert (counted(0, "row"), counted(1, "row"), counted(1_200, "row")) == ("0 rows", "1 row", "1,200 rows")
    assert (counted(1, "entry", "entries"), counted(2, "entry", "entries")) == ("1 entry", "2 entries")
    assert counted(1, "goes as it is", "go as they are") == "1 goes as it is"


def test_of_a_search_the_words_are_left_that_tell_something() -> None:
    assert telling(["the", "app", "would", "not", "work"]) == ["app", "not", "work"]
    assert telling(["it", "was"]) == []
