"""The British dictionary: forms of a word are known, slips are not, and what was meant is offered first."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.letters.dictionary import Dictionary, british, load

AFFIXES = """SET UTF-8
NOSUGGEST !
ONLYINCOMPOUND _
REP 1
REP f ph
PFX U Y 1
PFX U 0 un .
SFX D Y 2
SFX D 0 d e
SFX D y ied [^aeiou]y
SFX G N 1
SFX G e ing e
"""
WORDS = "6\npark\ncite/GD\ntidy/DU\nphone\ndrat/!\n1th/_\n"


@pytest.fixture
def small(tmp_path: Path) -> Dictionary:
    (tmp_path / "x.aff").write_text(AFFIXES, "utf-8-sig")
    (tmp_path / "x.dic").write_text(WORDS, "utf-8-sig")
    return load(tmp_path / "x")


@pytest.fixture(scope="module")
def english() -> Dictionary:
    found = british()
    assert found is not None, "the tests need the dictionary that the extra `spelling` installs"
    return found


def test_endings_and_beginnings_are_taken_off_by_their_own_rules(small: Dictionary) -> None:
    known = ["park", "Park", "PARK", "cited", "citing", "tidied", "untidy", "untidied", "drat"]
    assert [one for one in known if not small.knows(one)] == []
    unknown = ["parked", "citeing", "tidyed", "uncited", "unpark", "1th", "paRk", ""]
    assert [one for one in unknown if small.knows(one)] == []


def test_what_is_offered_is_known_and_has_the_capitals_of_what_was_written(small: Dictionary) -> None:
    assert small.suggest("Fone")[0] == "Phone"
    assert small.suggest("CITTED") == ("CITED",)
    assert small.suggest("dra") == () and small.suggest("x" * 60) == ()
    assert small.suggest("Northmer", ["Northmere"]) == ("Northmere",)


@pytest.mark.parametrize(
    "words",
    [
        "organisation colour cancelled motorist's neighbours unhappily reconsidered labelled cheque",
        "programme windscreen judgement judgment licence licences unclear adjudicator's kerbs",
        "photographed carriageway mitigating website didn't you've Traffic LONDON representations size",
    ],
)
def test_british_words_are_known(english: Dictionary, words: str) -> None:
    assert [one for one in words.split() if not english.knows(one)] == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("recieve", "receive"),
        ("teh", "the"),
        ("goverment", "government"),
        ("accomodate", "accommodate"),
        ("definately", "definitely"),
        ("occured", "occurred"),
        ("adress", "address"),
        ("becuase", "because"),
        ("parkign", "parking"),
        # American spellings, and -ize, which councils write with s.
        ("color", "colour"),
        ("center", "centre"),
        ("traveling", "travelling"),
        ("canceled", "cancelled"),
        ("organization", "organisation"),
        ("Apologize", "Apologise"),
    ],
)
def test_slips_and_american_spellings_are_seen_and_put_right(
    english: Dictionary, wrong: str, right: str
) -> None:
    assert not english.knows(wrong)
    assert right in english.suggest(wrong)[:3]


def test_it_is_read_once_and_a_computer_without_one_does_without(monkeypatch: pytest.MonkeyPatch) -> None:
    from caseworker.letters import dictionary

    assert british() is british()
    monkeypatch.setattr(dictionary, "_OPENED", [])
    monkeypatch.setattr(dictionary, "_places", lambda: iter(()))
    assert british() is None
