"""The lint: what a careful editor would say of a library."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseworker.letters.lint import lint
from caseworker.letters.readability import longest_sentence, reading_age, sentences
from tests.letters.test_library import GOOD, folder
from tests.letters.writing import PARAGRAPHS

TODAY = date(2026, 11, 22)


def said(tmp_path: Path, text: str) -> list[str]:
    return [str(one) for one in lint(folder(tmp_path, text), TODAY) if one.path == "frame/one.md"]


def said_of(tmp_path: Path, regime: str, words: str) -> list[str]:
    """What is said of these words in a notice of rejection of one regime."""
    formal = GOOD.replace("informal-rejection", "notice-of-rejection")
    named = formal.replace("review_on", f'regimes = ["{regime}"]\nreview_on')
    return said(tmp_path, named.replace("Thank you for writing about {pcn}.", words))


def test_the_shipped_library_is_clean() -> None:
    assert lint(PARAGRAPHS, TODAY) == ()


def test_a_plain_paragraph_is_clean(tmp_path: Path) -> None:
    # The regimes are named because no informal challenge exists for a PCN that came by post.
    good = GOOD.replace("review_on", 'regimes = ["tma-reg9"]\nreview_on')
    assert said(tmp_path, good) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("You must pay the fine.", "fine"),
        ("This is an offence.", "offence"),
        ("We cancel it as a gesture of goodwill.", "gesture of goodwill"),
        ("We never cancel such notices.", "We never"),
        ("We cannot consider this.", "We cannot consider"),
        ("I am sorry you feel that way.", "sorry you feel"),
        ("The warden saw it.", "warden"),
        ("The DVLA's record is conclusive.", "conclusive"),
        ("The bailiffs will call.", "bailiffs"),
        ("You should have read the sign.", "You should have read"),
        ("Appeal to London Tribunals.", "London Tribunals"),
        ("We will send a charge certificate.", "charge certificate"),
        ("Send us your challenge to the NtO.", "NtO"),
    ],
)
def test_words_that_do_not_belong_are_found(tmp_path: Path, words: str, found: str) -> None:
    lines = said(tmp_path, GOOD.replace("Thank you for writing about {pcn}.", f"Thank you.\n\n{words}"))
    assert any(f":11: “{found}” does not belong here." in line for line in lines), lines


@pytest.mark.parametrize(
    "words", ["The sum is defined.", "Finely done.", "We nevertheless agree.", "A finite sum."]
)
def test_words_that_only_look_alike_are_left_alone(tmp_path: Path, words: str) -> None:
    lines = said(tmp_path, GOOD.replace("Thank you for writing about {pcn}.", words))
    assert not [line for line in lines if "does not belong" in line]


def test_a_letter_to_somebody_who_has_won_does_not_warn(tmp_path: Path) -> None:
    won = GOOD.replace("informal-rejection", "informal-acceptance").replace(
        "Thank you", "In future, thank you"
    )
    assert any("Nobody who has won is warned." in line for line in said(tmp_path, won))


def test_the_formal_stage_has_its_own_words(tmp_path: Path) -> None:
    formal = GOOD.replace("informal-rejection", "notice-of-rejection")
    lines = said(tmp_path, formal.replace("writing about", "your challenge to the Notice to Owner"))
    assert any("they are representations" in line for line in lines)
    assert any("Write {notice}" in line for line in lines)


def test_an_informal_paragraph_of_the_postal_regime_is_found(tmp_path: Path) -> None:
    assert any("no informal challenge under tma-reg10" in line for line in said(tmp_path, GOOD))


@pytest.mark.parametrize(
    ("regime", "words"),
    [
        ("moving-traffic-2003", "We may send a Notice to Owner."),
        ("tma-reg9", "The Enforcement Notice may follow."),
        ("moving-traffic-2003", "The form is the witness statement TE9."),
        ("caz-2013", "The form is the statutory declaration PE3."),
        ("bus-lane-1996", "We have 56 days to answer."),
        ("caz-2013", "It is under the Traffic Management Act 2004."),
        ("removal", "A charge certificate may follow."),
        ("bus-lane-1996", "Liability passes to the hirer."),
    ],
)
def test_words_of_another_law_are_found(tmp_path: Path, regime: str, words: str) -> None:
    lines = said_of(tmp_path, regime, words)
    assert any(f"is not of the law of {regime}" in line for line in lines), lines


@pytest.mark.parametrize(
    ("regime", "words"),
    [
        ("tma-reg9", "We may send a Notice to Owner."),
        ("bus-lane-1996", "The Enforcement Notice may follow."),
        ("caz-2013", "The form is the witness statement TE9."),
        ("moving-traffic-2003", "The form is the statutory declaration PE3."),
        ("bus-lane-1996", "The law gives a hire firm no way to pass its charge on."),
    ],
)
def test_words_of_its_own_law_are_left_alone(tmp_path: Path, regime: str, words: str) -> None:
    assert not [line for line in said_of(tmp_path, regime, words) if "is not of the law" in line]


def test_a_long_sentence_is_found_with_its_line(tmp_path: Path) -> None:
    long = " ".join(["word"] * 31)
    lines = said(tmp_path, GOOD.replace("Thank you for writing about {pcn}.", f"Short.\n\n{long}."))
    assert any(":11: A sentence has 31 words" in line for line in lines)


def test_an_overdue_review_is_found(tmp_path: Path) -> None:
    lines = said(tmp_path, GOOD.replace("2027-01-31", "2026-11-21"))
    assert any("review was due on 2026-11-21" in line for line in lines)
    assert not any("review" in line for line in said(tmp_path, GOOD.replace("2027-01-31", "2026-11-22")))


def test_an_answer_without_its_twin_is_found(tmp_path: Path) -> None:
    lone = GOOD.replace('slot = "opening"', 'slot = "answer"\noutcome = "upheld"\npoints = ["loading"]')
    assert any("“loading” has no answer for the outcome not-upheld" in line for line in said(tmp_path, lone))
    excused = lone.replace('slot = "answer"', 'slot = "answer"\nalone = "It cannot be refused."')
    assert not any("has no answer" in line for line in said(tmp_path, excused))


def test_an_answer_that_is_written_only_one_way_is_found(tmp_path: Path) -> None:
    head = GOOD.replace('slot = "opening"', 'slot = "answer"\noutcome = "upheld"\nalone = "One of a kind."')
    (tmp_path / "more").mkdir()
    with_reason = head.replace("about {pcn}.", "about it. {words}")
    assert any("only written without {reason}" in line for line in said(tmp_path, with_reason))
    fields = '[reason]\nmeaning = "Why."\n[words]\nmeaning = "Words."\n[pcn]\nmeaning = "Number."\n'
    both = with_reason.replace("{words}", "{reason}") + "\n+++ routine\n\nThank you for writing.\n"
    path = folder(tmp_path, both)
    (path / "fields.toml").write_text(fields, encoding="utf-8")
    assert not any("only written" in str(one) for one in lint(path, TODAY))


def test_an_answer_that_quotes_distress_is_found(tmp_path: Path) -> None:
    answer = GOOD.replace("{pcn}", "{words}").replace(
        'slot = "opening"', 'slot = "answer"\noutcome = "upheld"\nalone = "x"\npoints = ["bereavement"]'
    )
    assert any("quotes distress back" in line for line in said(tmp_path, answer))
    other = answer.replace("bereavement", "loading")
    assert not any("quotes distress back" in line for line in said(tmp_path, other))


def test_a_kind_of_letter_that_cannot_be_planned_is_found(tmp_path: Path) -> None:
    found = [str(one) for one in lint(folder(tmp_path), TODAY)]
    assert any("No decision for letters of the kind informal-rejection" in line for line in found)


def test_two_texts_that_are_nearly_the_same_are_found(tmp_path: Path) -> None:
    long = GOOD.replace("{pcn}.", "{pcn}. We received it and have read it with care today.")
    folder(tmp_path, long)
    folder(tmp_path, long.replace('"one"', '"two"').replace("today", "now"), "two")
    assert any("% that of two" in str(one) for one in lint(tmp_path, TODAY))


def test_sentences_are_cut_at_their_ends_and_bullets_count_alone() -> None:
    assert sentences("One. Two costs £2.60 at 10.30.\n- a bullet\n## Head") == [
        "One.",
        "Two costs £2.60 at 10.30.",
        "a bullet",
        "Head",
    ]
    assert longest_sentence("One two. Three four five.") == (3, "Three four five.")


def test_plain_words_read_younger_than_heavy_ones() -> None:
    plain = "I have read your letter. You were in the bay for ten minutes. I will not cancel the notice."
    heavy = "Notwithstanding representations regarding extenuating circumstances, enforcement is warranted."
    assert reading_age(plain) < 10 < 18 < reading_age(heavy)
