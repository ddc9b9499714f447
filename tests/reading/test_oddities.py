"""What is unusual about a letter is said in words; an ordinary one is left in peace."""

from __future__ import annotations

import pytest

from caseworker.reading.oddities import language, oddities

PLAIN = (
    "I was only in the chemist for ten minutes and when I came out there was a ticket on my car."
    " The sign was behind a tree and I could not see it from where I had parked."
)


def test_an_ordinary_letter_has_nothing_odd() -> None:
    assert oddities(PLAIN, pcn="ZZ1234567A") == ()
    assert oddities(PLAIN.upper()) == ()
    assert oddities("yo the meter took my 2 quid n wouldnt spit it back, not fair is it m8") == ()


@pytest.mark.parametrize("text", ["", "   \n\t ", "…!!", "\u200b"])
def test_a_letter_without_words_says_so(text: str) -> None:
    (said,) = oddities(text)
    assert "no words" in said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Dzień dobry, nie było tam żadnego znaku i nie jest to moja wina, proszę o anulowanie",
            "Polish",
        ),
        (
            "Buongiorno, il cartello non era visibile e la mia macchina era nel parcheggio con il biglietto",
            "Italian",
        ),
        (
            "Bom dia, eu não vi o sinal porque estava escuro e o meu carro avariou com a minha filha",
            "Portuguese",
        ),
        (
            "Doedd yr arwydd ddim i weld ac roedd fy nghar yn y maes parcio am ddeg munud yn unig",
            "Welsh",
        ),
        ("আমি কোনো চিহ্ন দেখতে পাইনি এবং আমার গাড়ি সেখানে ছিল না", "Bengali"),
        ("Знака не было и я ничего не видел, машина стояла у дома", "Russian"),
    ],
)
def test_another_language_is_named(text: str, name: str) -> None:
    assert name in language(text)
    assert "translated" in oddities(text)[0]


def test_a_letter_on_several_pcns_or_on_another_s_says_so() -> None:
    assert "2 PCNs (ZZ1234567A, ZZ7654321B)" in oddities(f"{PLAIN} ZZ1234567A and zz 7654321b")[0]
    assert "not ZZ1111111A" in oddities(f"{PLAIN} ZZ1234567A", pcn="ZZ1111111A")[0]
    assert oddities(f"{PLAIN} zz1234567a", pcn="ZZ1234567A") == ()


def test_a_long_letter_says_how_far_it_was_read() -> None:
    (said,) = oddities(PLAIN, heard=20)
    assert "first 20" in said


def test_a_table_a_page_and_a_bad_scan_are_known() -> None:
    assert "table" in oddities("date\tplace\tsum\n1 May\tElm Row\t35\n2 May\tElm Row\t35\n")[0]
    assert "web page" in oddities(f"<div><p>{PLAIN}</p></div>")[0]
    assert "garbled" in oddities("Tne s1gn w|as h1dden b}y a tr~ee a|nd 1 c0uld n0t s{ee")[0]


def test_hostile_text_is_taken() -> None:
    for text in ("\ud800", "<" * 50_000, "ZZ1234567A " * 5_000, "\t" * 100_000, "<p" * 50_000):
        oddities(text)
