"""Reasons for care are seen, hints too, with their words; and the quick look passes over none of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bench.care import FOLDER, measure
from caseworker.practice.letters import letters
from caseworker.reading.care import Flag, Phrase, Text, book, flags, needed
from caseworker.reading.needles import needles, parted
from caseworker.reading.phrases import searchable

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
    "abuse": [
        "domestic abuse",
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
        "I left the house at six because of my wife's operation",
        "We left the flat that night with the children because of my wife, who had missed her last train",
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
    assert one.flag == "abuse" and text[one.start : one.end] == one.words
    assert needed(text)


HINTED = {
    "self-harm": [
        "I have been saving up my tablets since August",
        "I've written letters to my children and left them on the table",
        "we found someone to take the dog and gave my tools away",
        "she was on the wrong side of the railings and they talked her down",
        "my life insurance pays out whatever the cause and the family needs it",
        "I am only a burden to my family",
    ],
    "threat": [
        "it would be a shame if something happened to your van",
        "tell him to look over his shoulder",
        "I know what car she drives home in",
        "my brother is just out of prison and wants a word with him",
        "he will leave here in an ambulance",
    ],
    "abuse": [
        "he keeps my bank card and my passport",
        "I am not allowed a phone",
        "he doesn't know I'm writing to you",
        "there is a tracker on my car so he can see where I go",
        "I had to get out in the middle of the night with the children because of him",
    ],
    "bereavement": [
        "I was collecting her ashes",
        "the keeper is no longer with us",
        "it was our first Christmas without him",
        "I held her hand until she went",
        "I am waiting for the grant of probate",
        "she was born sleeping",
    ],
    "vulnerability": [
        "I am on dialysis",
        "I hear voices",
        "I was sectioned in June",
        "my PIP was stopped",
        "I was thirty weeks pregnant",
        "my mother is housebound and on oxygen",
        "I take lithium",
    ],
}


@pytest.mark.parametrize(("flag", "text"), [(flag, text) for flag, some in HINTED.items() for text in some])
def test_what_people_hint_at_is_found_by_families_of_phrases(flag: str, text: str) -> None:
    assert flag in {one.flag for one in flags(f"The bay was full. {text}. Thank you.")}


WORKED = {
    "self-harm": [
        "I nearly stepped in front of the 7.15 train",
        "he was found with a belt round his neck",
        "I'd have done it by now but for my daughter",
        "she swallowed bleach and I drove her in",
        "there isn't going to be a next month for me",
        "I am not afraid of dying any more",
        "my brother jumped off the multi-storey",
    ],
    "threat": [
        "I'll drag your officer out by the throat",
        "he wants stringing up",
        "next time I'll throw acid over him",
        "she's got it coming to her",
        "I have got your rota",
    ],
    "abuse": [
        "my nephew has been stealing from my account and has my pension",
        "I write this while he's at work",
        "he broke my wrist in the spring",
        "I owe them for the boat",
    ],
    "bereavement": [
        "I was the one who found Dad",
        "they handed me his watch",
        "they let us brush her hair before they took her",
        "he was stabbed to death",
    ],
    "vulnerability": [
        "we are living on toast",
        "the carers come in four times a day",
        "I have a spinal injury",
        "the electric is on emergency credit",
    ],
}


@pytest.mark.parametrize(("flag", "text"), [(flag, text) for flag, some in WORKED.items() for text in some])
def test_what_is_said_in_other_words_is_found_among_talk_of_tickets(flag: str, text: str) -> None:
    found = {one.flag for one in flags(f"The sign was behind a tree. {text}. I enclose the receipt.")}
    assert flag in found


@pytest.mark.parametrize(
    "text",
    [
        "if he wanted to give me a ticket he could have given me one",
        "If he wanted to give me a ticket he could have given me one, I walked past him twice",
        "your officer stood there and watched me carry a wardrobe",
        "I was with a patient near the end of her life",
        "I stood on the edge of the kerb to photograph the sign",
        "my laptop died and the photographs are gone",
        "I am drowning in paperwork",
        "sorry for my english",
        "you'll pay for this, as I have put in for costs",
        "I know where your office is, so I'll drop the receipt in",
        "I was delivering a wheelchair to a shop",
    ],
)
def test_worked_innocents_raise_none(text: str) -> None:
    assert flags(f"The bay was empty. {text}. Please cancel it.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "I gave away my old sofa to a neighbour, and the van was outside for that",
        "this is my last letter on the subject before the tribunal",
        "my brother is just out of university and it is his car",
        "please do not send me a diagram of the hours",
        "my father passed me the permit through the window",
        "we were delivering to the hospice shop",
        "I lost my keys and my receipt",
        "the high street was dead quiet",
        "I know where the sign is, it is behind the bin",
        "you will regret it at the next election",
        "I had to go to the dentist",
    ],
)
def test_the_same_words_of_something_else_raise_none(text: str) -> None:
    assert flags(f"The bay was full. {text}. Thank you.") == ()


def test_the_measure_tells_how_each_was_said(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "flag": "bereavement", "how": "plain", "text": "My mum died."},
        {"id": "2", "flag": "bereavement", "how": "oblique", "text": "Her slippers are by the door."},
    ]
    path = tmp_path / "some.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    sums = measure(path)
    assert (sums["plain"], sums["oblique"]) == ({"bereavement": "1 of 1"}, {"bereavement": "0 of 1"})


def test_a_denial_or_a_dead_phone_beside_it_does_not_drop_a_flag() -> None:
    assert [one.flag for one in flags("I'm not saying I will kill myself")] == ["self-harm"]
    assert [one.flag for one in flags("my phone had died and then my mum passed away")] == ["bereavement"]


def test_the_most_pressing_comes_first() -> None:
    found = flags("My dad died. I have anxiety. I want to end it all.")
    assert [one.flag for one in found] == ["self-harm", "bereavement", "vulnerability"]


def test_no_phrase_is_missed_by_the_quick_look() -> None:
    texts = [letter.text for letter in letters()] + [text for some in SAID.values() for text in some]
    for text in texts:
        search = Text(searchable(text))
        for flag in book().values():
            quick = set(flag.likely(search))
            for phrase in set(flag.phrases) - quick:
                assert not phrase.pattern.search(search.search), (phrase.written, text)


@pytest.mark.parametrize(
    ("phrase", "pieces"),
    [
        ("kill(s|ing)? (myself|himself)", ("himself", "myself")),
        ("don't want to be here", ("want",)),
        ("(he|she) (hits|beats) me", ("beats", "hits")),
        ("suicid\\w*", ("suicid",)),
        ("(no )?(one|body)?", ()),
        ("colou?rs", ("colo",)),
        ("(?<!x)[ab]out.{0,20}there", ("there",)),
        ("he|there", ()),
    ],
)
def test_the_pieces_of_a_phrase_are_such_that_it_cannot_be_without_one(
    phrase: str, pieces: tuple[str, ...]
) -> None:
    assert needles(phrase) == pieces


def test_a_phrase_that_begins_with_many_choices_is_parted_into_one_for_each() -> None:
    many = "|".join(f"word{chr(97 + n)}" for n in range(20))
    assert parted(f"({many}) here")[:2] == ["worda here", "wordb here"]
    assert parted("(a|b) here") == ["(a|b) here"] and parted(f"({many})? here") == [f"({many})? here"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I WILL KILL MYSELF", "KILL MYSELF"),
        ("i will k1ll myself tonight", "k1ll myself"),
        ("I want to <b>kill</b>&nbsp;myself", "kill</b>&nbsp;myself"),
        ("I don&#39;t want to be here anymore", "don&#39;t want to be here"),
        ("I don’t want\nto be here any more", "don’t want\nto be here"),
        ("İİİ I want to kill myself", "kill myself"),
    ],
)
def test_capitals_scans_and_markup_hide_nothing_and_the_place_is_true(text: str, words: str) -> None:
    (one,) = flags(text)
    assert (one.flag, one.words, text[one.start : one.end]) == ("self-harm", words, words)


@pytest.mark.parametrize(
    "text", ["not " * 175_000, "<td>" * 175_000, "k1ll " * 140_000, "a" * 700_000, "&" * 700_000]
)
def test_700_kilobytes_are_looked_through(text: str) -> None:
    assert flags(text) == ()
    assert [one.flag for one in flags(f"{text} I will kill myself.")] == ["self-harm"]


@pytest.mark.parametrize(
    ("text", "flag"),
    [("I am in a wheelchair.", "vulnerability"), ("I have epilepsy", "vulnerability")],
)
def test_what_is_only_to_be_known_asks_for_no_care_route(text: str, flag: str) -> None:
    (one,) = flags(text)
    assert one.flag == flag and not one.pressing and not needed(text)


def test_what_the_words_mean_elsewhere_excuses_them_only_where_it_touches_them() -> None:
    flag = Flag("x", "x", (Phrase("kill myself"),), ("kill myself laughing",))
    text = Text("i could kill myself laughing. i could kill myself.")
    found = flag.find(text)
    assert found is not None and found[0] == 38
    assert replace(flag, phrases=(Phrase("could kill"),)).find(Text("could kill myself laughing")) is None


def test_the_passages_that_were_written_for_it_are_found() -> None:
    rows = [json.loads(line) for line in (FOLDER / "care-development.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) > 500 and len({row["id"] for row in rows}) == len(rows)
    sums = measure(FOLDER / "care-development.jsonl")
    recall = sums["recall"]
    assert isinstance(recall, dict)
    share = {flag: int(words.split()[0]) / int(words.split()[2]) for flag, words in recall.items()}
    assert share["self-harm"] >= 0.97 and min(share.values()) >= 0.95, share
    false = sums["false alarms"]
    assert isinstance(false, dict) and false["any"] <= 5, false


def test_what_the_portions_say_plainly_is_found_by_phrases() -> None:
    rows = [json.loads(line) for line in (FOLDER / "care-third.jsonl").read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) > 1200
    assert {row["portion"] for row in rows} == {"1", "2", "3", "4"}
    plain = measure(FOLDER / "care-third.jsonl")["plain"]
    assert isinstance(plain, dict)
    share = {flag: int(words.split()[0]) / int(words.split()[2]) for flag, words in plain.items()}
    assert share["self-harm"] >= 0.97 and min(share.values()) >= 0.95, share


def test_the_measure_counts_what_is_missed_and_what_is_false(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "flag": "self-harm", "text": "I will kill myself.", "also": ["bereavement"]},
        {"id": "2", "flag": "none", "text": "my late husband"},
        {"id": "3", "flag": "none", "text": "the sign"},
    ]
    path = tmp_path / "some.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    sums = measure(path)
    assert sums["innocent"] == 2 and sums["false alarms"] == {"bereavement": 1, "any": 1}
    assert isinstance(sums["recall"], dict)
    assert (sums["recall"]["self-harm"], sums["recall"]["bereavement"]) == ("1 of 1", "0 of 1")


def test_the_practice_letters_that_need_care_are_seen() -> None:
    found = {letter.id for letter in letters() if needed(letter.text)}
    assert {"rant-with-wall", "mum-passed", "daughter-for-dead-keeper", "breathing-space"} <= found
    assert "angry-second-certificate" in found
