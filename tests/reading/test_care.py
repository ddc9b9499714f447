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
        "I had to leave home in the middle of the night because of my partner and I slept at my sister's",
        "We left the house with nothing to get away from him",
        "Please do not write to the address you have for the car because he opens the post there",
        "dont send anything to my home, my ex reads all my post",
        "please don't write to the keeper's address",
        "I am afraid of what he will do",
        "we are hiding from my husband",
        "my ex-partner threatened me",
        "there is a non-molestation order",
        "he must not know where we are",
        "it is not safe at home",
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
        "I left the house at six because of my wife's operation",
        "We left the flat that night with the children because of my wife, who was in labour",
        "My wife opens the post and only told me on Friday",
        "please write to the address on this letter, I moved",
        "Do not write to my old address, we moved in May",
        "the bay by the chip shop is not safe to reverse out of",
        "he cannot see where I parked",
        "my partner drove home",
        "the van hit me from behind",
    ],
)
def test_ordinary_letters_raise_none(text: str) -> None:
    assert flags(text) == ()
    assert not needed(text)


def test_the_place_of_such_words_is_marked_and_a_folded_line_does_not_hide_them() -> None:
    text = "Hello. Please do not write to\nmy home as he opens\nthe post there."
    (one,) = flags(text)
    assert one.flag == "vulnerability" and text[one.start : one.end] == one.words
    assert needed(text)


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
