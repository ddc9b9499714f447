"""The council's own words, and what the composer says of spelling and of how hard a letter is to read."""

from __future__ import annotations

import pytest

from caseworker.casework.desk import compose, words
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.letters import dictionary
from caseworker.letters.plan import free
from tests.casework.office import FORMAL, Desk


def test_words_are_the_whole_council_s_with_who_added_each(each_desk: Desk) -> None:
    assert words.add(each_desk("asha"), " Kwczyk ") == "Kwczyk"
    words.add(each_desk("tobin"), "kerbstrip")
    words.add(each_desk("asha"), "kerbstrip")
    assert [(one.word, one.by) for one in words.listed(each_desk("asha"))] == [
        ("kerbstrip", each_desk().officers.name("tobin")),
        ("Kwczyk", each_desk().officers.name("asha")),
    ]
    assert words.drop(each_desk("asha"), "KERBSTRIP") == "kerbstrip"
    acts = [act for _, act, _, _ in each_desk.entries()][-3:]
    assert acts == ["word-added", "word-added", "word-dropped"]
    assert b"kerbstrip" not in each_desk.entries()[-1][3]


@pytest.mark.parametrize("word", ["", "two words", "x1", "[/]", "a" * 41])
def test_what_is_no_word_is_refused_and_leaves_no_trace(desk: Desk, word: str) -> None:
    before = desk.entries()
    with pytest.raises(Refused, match="is not a single word"):
        words.add(desk(), word)
    with pytest.raises(Refused, match="is not among the council's words"):
        words.drop(desk(), word)
    assert words.listed(desk()) == () and desk.entries() == before


def test_the_letter_being_written_is_read_for_spelling_and_for_ease(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    blocks = compose.open_letter(desk(), seen).blocks
    clean = compose.check(desk(), seen, blocks).reading
    assert clean is not None and clean.misspelt == () and not clean.no_dictionary
    assert 8 < clean.age < 18 and 10 < clean.longest < 60

    long = "We recieved it " + "and looked at it again " * 20 + "at Kwczyk House."
    blocks = (*blocks, free(long))
    checked = compose.check(desk(), seen, blocks)
    assert checked.reading is not None
    assert [one.word for one in checked.reading.misspelt] == ["recieved", "Kwczyk"]
    assert checked.reading.longest == 106 and checked.reading.age > clean.age
    wrong = checked.reading.misspelt[0]
    assert checked.letter.text[wrong.start : wrong.end] == "recieved"
    assert compose.suggestions(desk(), "recieved")[0] == "received"
    blocks = compose.put_right((seen,), blocks, wrong, "received")
    words.add(desk("tobin"), "Kwczyk")
    again = compose.check(desk(), seen, blocks).reading
    assert again is not None and again.misspelt == ()
    assert "Kwczyk" in compose.suggestions(desk(), "Kwczyc")


def test_without_a_dictionary_no_spelling_is_looked_at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "_OPENED", [None])
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    reading = compose.check(desk(), seen, (*compose.new_plan(desk(), seen), free("Recieved."))).reading
    assert reading is not None and reading.no_dictionary and reading.misspelt == () and reading.age
    assert compose.suggestions(desk(), "recieved") == ()
