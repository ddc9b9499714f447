"""Spelling: what the officer typed is looked at, the case's own is let be, and a slip is put right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from caseworker.law.facts import LetterKind, Party
from caseworker.letters import dictionary as dictionaries
from caseworker.letters.dictionary import Dictionary, british
from caseworker.letters.lint import lint
from caseworker.letters.plan import Answer, Block, free
from caseworker.letters.render import render
from caseworker.letters.spelling import as_word, corrected, known_words, misspelt, misspelt_in
from tests.letters.test_library import GOOD, folder
from tests.letters.test_lint import TODAY, said
from tests.letters.writing import facts


@pytest.fixture(scope="module")
def english() -> Dictionary:
    found = british()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("We recieved your letter.", ["recieved"]),
        ("RECIEVED by post", ["RECIEVED"]),
        ("the keeper’s adress, and your photograph’s date", ["adress"]),
        ("a re-recieved and well-wrten letter", ["recieved", "wrten"]),
        ("PCN ZZ1234567A, plate ZZ19 ABC, N29 5ZZ, code 12r, at 12:30pm, £65", []),
        ("See www.northmere.example/paymnt or parkng@northmere.example or a/b/kerbsyde.docx", []),
        ("You wrote “I never recieved it”. We did.", []),
        ('You said "teh sign was gone" and we looked.', []),
        ("{reason} {writer}", []),
        ("The DVLA and the TMO agree", []),
        ("", []),
    ],
)
def test_only_words_are_looked_at(english: Dictionary, text: str, wrong: list[str]) -> None:
    found = misspelt(text, english)
    assert [one.word for one in found] == wrong
    assert [text[one.start : one.end] for one in found] == wrong


def test_names_and_places_of_the_case_and_the_council_s_words_are_let_be(english: Dictionary) -> None:
    case = replace(
        facts(LetterKind.INFORMAL_REJECTION),
        recipient=Party("Zbigniew Kwczyk", ("1 Ostrava Mews",), "N1 1AA"),
        location="Wexcombe Passage",
        challenge_text="my Skodda brokd down by Fennimoor",
    )
    known = known_words(case, ["kerbstrip"], ["Thrapsley Lane"])
    text = "Mr Kwczyk's Skodda stood in Wexcombe Passage by Fennimoor and Thrapsley, at two kerbstrips, brokd"
    assert [one.word for one in misspelt(text, english, known)] == ["brokd"]


def test_a_letter_of_700_kilobytes_is_looked_through(english: Dictionary) -> None:
    text = "We recieved it. " * 44_000
    assert len(misspelt(text, english)) == 44_000
    assert misspelt("x" * 700_000 + ' "“' * 1000, english)


def typed_letter() -> tuple[tuple[Block, ...], tuple[Answer, ...]]:
    """A standard paragraph with the officer's reason in it, one changed, one of their own."""
    blocks = (
        Block("answer", "signs", "v", "A standrd text. {reason}", point="signs-unclear"),
        Block("answer", "loading", "v", "We changd this.", changed=True),
        free("My own wrods stand here. You wrote “wrods”."),
    )
    return blocks, (Answer("signs-unclear", "signs", reason="The sighn faces you. It is lit."),)


def test_only_what_the_officer_typed_is_looked_at(english: Dictionary) -> None:
    blocks, answers = typed_letter()
    letter = render(blocks, facts(LetterKind.INFORMAL_REJECTION), answers)
    found = misspelt_in(letter, blocks, answers, english, frozenset())
    assert [(one.word, one.block) for one in found] == [("sighn", 0), ("changd", 1), ("wrods", 2)]
    assert [letter.text[one.start : one.end] for one in found] == ["sighn", "changd", "wrods"]


def test_a_word_is_put_right_in_its_paragraph_and_a_reason_is_written_out(english: Dictionary) -> None:
    blocks, answers = typed_letter()
    letter = render(blocks, facts(LetterKind.INFORMAL_REJECTION), answers)
    sighn, changd, _ = misspelt_in(letter, blocks, answers, english, frozenset())
    first = corrected(blocks, answers, sighn, "sign")
    assert first[0].text == "A standrd text. The sign faces you. It is lit."
    assert first[0].changed and first[1:] == blocks[1:]
    assert corrected(blocks, answers, changd, "changed")[1].text == "We changed this."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Kwczyk", "Kwczyk"), (" o’neil ", "o’neil"), ("two words", ""), ("x1", ""), ("", ""), ("a" * 41, "")],
)
def test_one_word_at_a_time_is_the_council_s(typed: str, kept: str) -> None:
    assert as_word(typed) == kept


def test_the_lint_reads_the_spelling_of_standard_wording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = GOOD.replace(
        "Thank you for writing about {pcn}.", "Thank you.\n\nYour adress, {pcn} at the organization."
    )
    lines = [one for one in said(tmp_path, text) if "spelt" in one]
    assert len(lines) == 2 and ":11: “adress”" in lines[0] and "Write address?" in lines[0]
    assert "Write organisation?" in lines[1]
    assert not [one for one in said(tmp_path, GOOD) if "spelt" in one]
    monkeypatch.setattr(dictionaries, "_OPENED", [None])
    found = lint(folder(tmp_path, text), TODAY)
    assert not [one for one in found if "spelt" in one.what]
