"""Reasons for care are seen, and the quick look never passes over one that the slow look would find."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.practice.letters import letters
from caseworker.reading.care import ORDER, flags, needed
from caseworker.reading.phrases import book, searchable

SAID = {
    "self-harm": [
        "I should just end it all",
        "I will kill myself",
        "feeling suicidal",
        "dont want to be here any more",
        "no point in living",
        "I can't go on",
        "I can’t take it anymore",
        "better off without me",
        "he overdosed",
        "I don't want to wake up",
        "I self-harm",
        "thinking of taking my life",
        "jump off the bridge",
    ],
    "threat": [
        "I will find you",
        "ill kill that warden",
        "watch your back",
        "I know where you live",
        "you'll regret this",
        "youll be sorry",
        "next time I see him I will punch him",
        "a bomb in your office",
        "he will regret it",
    ],
    "bereavement": [
        "my mum passed away",
        "his funeral",
        "my late husband",
        "we lost our baby",
        "Dad died",
        "probate",
    ],
    "vulnerability": [
        "my depression",
        "I have anxiety",
        "domestic abuse",
        "going through chemo",
        "I am 84",
        "English is not good",
        "on the food bank",
        "accepted for breathing space",
        "I was in tears",
        "she has dementia",
    ],
}


@pytest.mark.parametrize(("flag", "text"), [(flag, text) for flag, some in SAID.items() for text in some])
def test_what_is_said_raises_its_flag_with_the_words(flag: str, text: str) -> None:
    found = {one.flag: one for one in flags(f"Hello there. {text}. Bye")}
    assert flag in found
    assert needed(text)
    assert found[flag].words
    assert found[flag].label


@pytest.mark.parametrize(
    "text",
    [
        "The sign was hidden.",
        "my phone died",
        "a bus jumped the lights",
        "I will take this to the ombudsman",
        "I am 28",
    ],
)
def test_ordinary_letters_raise_none(text: str) -> None:
    assert flags(text) == ()
    assert not needed(text)


def test_a_denial_or_a_dead_phone_beside_it_does_not_drop_a_flag() -> None:
    assert [one.flag for one in flags("I'm not saying I will kill myself")] == ["self-harm"]
    assert [one.flag for one in flags("my phone had died and then my mum passed away")] == ["bereavement"]


def test_the_most_pressing_comes_first() -> None:
    found = flags("My dad died. I have anxiety. I want to end it all.")
    assert [one.flag for one in found] == ["self-harm", "bereavement", "vulnerability"]


def test_no_phrase_is_missed_by_the_quick_look() -> None:
    texts = [letter.text for letter in letters()] + [text for some in SAID.values() for text in some]
    for flag in ORDER:
        phrases = book("care")[flag]
        slow = replace(phrases, stems=())
        for text in texts:
            search = searchable(text)
            assert bool(list(phrases.hits(search))) == bool(list(slow.hits(search))), (flag, text)


def test_the_practice_letters_that_need_care_are_seen() -> None:
    found = {letter.id for letter in letters() if needed(letter.text)}
    assert {"rant-with-wall", "mum-passed", "daughter-for-dead-keeper", "breathing-space"} <= found
    assert "angry-second-certificate" in found
