"""Reading a letter's shape: sentences, wrapped lines, greeting, reference lines."""

from __future__ import annotations

from caseworker.letters.checks.letter import LONGEST, read

TEXT = (
    "20 March 2026\n\nDear Mr. T. Osei,\n\nPCN ZZ1234567A, vehicle ZZ19 ABC, 6 May 2026\n\n"
    "We may send a Notice to\nOwner. That is at no. 12 High St. today, at 10.42 a.m. exactly.\n"
    "1. Pay £55.\n2. Or write.\n\nYours sincerely\nR. Hale\n"
)


def test_sentences_keep_their_places_in_the_text_given() -> None:
    letter = read(TEXT)
    assert len(letter.text) == len(TEXT)
    for sentence in letter.sentences:
        assert TEXT[sentence.start : sentence.end].split() == sentence.text.split()


def test_initials_and_abbreviations_end_no_sentence() -> None:
    said = [s.text for s in read(TEXT).body]
    assert "That is at no. 12 High St. today, at 10.42 a.m. exactly." in said


def test_a_list_item_stands_alone_and_a_wrapped_line_does_not() -> None:
    wrapped = "We have looked at this again, and after that we may send you a Notice to\nOwner about it.\n"
    letter = read("Dear Ms Voss\n\n" + wrapped + "- Pay £55.\n- Or write.\n")
    assert [s.text for s in letter.body] == [wrapped.replace("\n", " ").strip(), "- Pay £55.", "- Or write."]


def test_greeting_and_close_bound_the_body() -> None:
    letter = read(TEXT)
    assert letter.greeting == "Mr. T. Osei"
    assert "Hale" not in " ".join(s.text for s in letter.body) and "20 March" in letter.head


def test_a_reference_line_is_told_from_a_sentence() -> None:
    letter = read(
        "Dear Mr Reid\n\nPCN ZZ1234567A, vehicle ZZ19 ABC, 6 May 2026\n\nYour vehicle was in Alder Road.\n"
    )
    assert [letter.is_reference(s) for s in letter.body] == [True, False]


def test_quotation_marks_and_dashes_become_plain() -> None:
    assert read("It\u2019s \u201cso\u201d \u2013 now").text == 'It\'s "so" - now'


def test_a_text_without_full_stops_is_read_in_pieces() -> None:
    assert max(len(s.text) for s in read("word " * 2_000).sentences) <= LONGEST


def test_what_follows_a_quotation_that_breaks_off_is_a_sentence_of_its_own() -> None:
    letter = read(
        "Dear Ms Voss\n\nYou say: “…and it ate two pound and…” Where a machine fails, use another.\n"
    )
    assert [s.text for s in letter.body] == [
        'You say: "…and it ate two pound and…"',
        "Where a machine fails, use another.",
    ]
