"""Quotations, reasons and the names of evidence, as a letter prints them."""

from __future__ import annotations

import pytest

from caseworker.letters.wording import MOST_WORDS, listed, quoted, sentence, things


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a and b"),
        (("a", "b", "c"), "a, b and c"),
        (("the loading", "your record and your mistake"), "the loading, and your record and your mistake"),
        (("the signs of A and of B", "the film"), "the signs of A and of B, and the film"),
    ],
)
def test_things_are_listed_as_one_says_them(items: tuple[str, ...], shown: str) -> None:
    assert listed(items) == shown


def test_the_motorists_words_are_quoted_whole_when_short() -> None:
    assert quoted("I was unloading a cot.") == "“I was unloading a cot.”"
    assert quoted("I was unloading a cot") == "“I was unloading a cot”."
    assert quoted('"Why was I picked?"') == "“Why was I picked?”"


@pytest.mark.parametrize("words", ["left in August", "and then it rained."])
def test_words_from_the_middle_of_a_sentence_show_that_they_are(words: str) -> None:
    assert quoted(words).startswith(f"“…{words}")


@pytest.mark.parametrize("words", ["No sign", "No cash", "But nobody came."])
def test_words_that_are_no_sentence_of_their_own_are_led_in(words: str) -> None:
    assert quoted(words).startswith(f"You say: “{words}")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (", as your officer thinks, it was an 02", "“…as your officer thinks, it was an 02”."),
        ("(2) the order is void", "“…the order is void”."),
        ("Hello, I paid on the app.", "“I paid on the app.”"),
        ("Why was I picked?? Why!!!", "“Why was I picked? Why!”"),
        ('The account said "processing" all day', "“The account said ‘processing’ all day”."),
    ],
)
def test_a_quotation_is_trimmed_to_what_is_said(words: str, shown: str) -> None:
    assert quoted(words) == shown


def test_words_that_were_cut_keep_their_ellipses_and_are_led_in() -> None:
    assert quoted("…where I am allowed to park without…") == "You say: “…where I am allowed to park without…”"
    assert quoted("I had it where I am allowed to park without…") == (
        "“I had it where I am allowed to park without…”"
    )


def test_long_words_end_on_a_word_with_an_ellipsis() -> None:
    shown = quoted("Word, " + "word, " * 39)
    assert shown.startswith("“Word, word,")
    assert shown.endswith("word…”")
    assert shown.lower().count("word") == MOST_WORDS


def test_long_words_end_where_a_phrase_does() -> None:
    said = "It lay face down on the floor of the car when I came back, as the gust from shutting the door"
    shown = quoted(f"{said} lifts anything on that one shelf of the thing every single time that I shut it")
    assert shown == "“It lay face down on the floor of the car when I came back…”"
    long = "I stood in the rain by the wall of the shop near the old church on the hill over the river past"
    shown = quoted(f"{long} the town bridge near the house of the mother of my wife that we had come to see")
    assert shown.endswith("near the house…”")


@pytest.mark.parametrize(
    ("letter", "shown"),
    [
        ("i was unloading a cot. thats all", "“i was unloading a cot”."),
        ("He laughed. i was unloading a cot", "“i was unloading a cot”."),
        ("Hello\n\ni was unloading a cot", "“i was unloading a cot”."),
        ("While i was unloading a cot he came", "“…i was unloading a cot”."),
        ("", "“…i was unloading a cot”."),
    ],
)
def test_a_sentence_that_begins_with_a_small_letter_is_no_middle_of_one(letter: str, shown: str) -> None:
    assert quoted("i was unloading a cot", letter) == shown


def test_a_reason_becomes_a_sentence() -> None:
    assert sentence("the van was empty") == "The van was empty."
    assert sentence("iPhone shows it!") == "iPhone shows it!"
    assert sentence(" ") == ""


def test_evidence_is_named_with_an_article() -> None:
    assert things(["Delivery note", "your photograph 2.", "PCN photo"]) == (
        "the delivery note, your photograph 2 and the PCN photo"
    )


@pytest.mark.parametrize(
    ("captions", "shown"),
    [
        (["The vehicle from behind, with its plate"], "the photograph of the vehicle from behind"),
        (
            ["The vehicle from behind, with its plate", "Delivery note, torn", "The windscreen"],
            "the photographs of the vehicle from behind and of the windscreen, and the delivery note",
        ),
        (["My van, white, with roof rack"], "the photograph of your van"),
        (["Blue Badge on the dashboard"], "the photograph of the Blue Badge on the dashboard"),
        (["Hire agreement, signed, ending early"], "the hire agreement"),
        (["Screen of the app: PROCESSING"], "the photograph of the screen of the app"),
    ],
)
def test_what_a_photograph_shows_is_named_as_a_photograph(captions: list[str], shown: str) -> None:
    assert things(captions) == shown


def test_much_evidence_is_counted() -> None:
    assert things([f"Note {n}" for n in range(9)]).endswith("the note 4 and 4 other items")


def test_one_word_alone_is_not_quoted() -> None:
    assert quoted("Clamp.") == "" and quoted("£240 now") == ""
    assert quoted("Cash cow.") == "You say: “Cash cow.”"
