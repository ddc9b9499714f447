"""What no phrase says is heard by its meaning: a line to read, in bounds, and nothing without the model."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bench.care import WEIGHTS
from bench.motorists.letters import PASSAGES, fingerprint
from caseworker.reading import meaning, undertones
from caseworker.reading.care import flags
from caseworker.reading.points import hear
from caseworker.reading.undertones import BRIEF, CLAUSES, SHORT, read_with_care, together, weights

BREAK = "Somebody ought to show your warden what a tyre iron feels like."
LETTER = f"The bay was full and the machine was out of order.\n\n{BREAK}\n\nI enclose the receipt."


def test_it_was_learned_from_what_stands_there_now() -> None:
    """After a change of a passage, a letter or a sentence: `python -m bench.care fit`."""
    assert json.loads(WEIGHTS.read_text("utf-8"))["learned_from"] == fingerprint(*PASSAGES)


def test_the_shorter_a_text_the_sooner_it_is_told() -> None:
    known = weights()
    for shorter, longer in ((known.briefly, known.midway), (known.midway, known.least)):
        assert all(one < other for one, other in zip(shorter, longer, strict=True))
    assert (known.told(1), known.told(BRIEF)) == (known.briefly, known.briefly)
    assert (known.told(BRIEF + 1), known.told(SHORT)) == (known.midway, known.midway)
    assert known.told(SHORT + 1) == known.least


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No model of meanings is installed."""
    monkeypatch.setattr(meaning, "PACKAGE", "no_such_package_of_a_model")
    meaning.fitted_encoder.cache_clear()
    undertones.undertones.cache_clear()
    yield
    meaning.fitted_encoder.cache_clear()
    undertones.undertones.cache_clear()


def test_what_no_phrase_says_is_heard_and_bars_nothing() -> None:
    assert flags(LETTER) == ()
    (found,) = read_with_care(LETTER)
    assert (found.flag, found.heard, found.pressing) == ("threat", True, False)


def test_its_place_is_where_its_words_stand() -> None:
    text = f"İ\n\n\t{BREAK}\r\n\r\nThank you."
    (found,) = read_with_care(text)
    assert text[found.start : found.end] == found.words
    assert BREAK[:-1] in found.words


def test_what_a_phrase_says_is_told_once_and_as_the_phrase_tells_it() -> None:
    text = "I will be outside your depot with a hammer when he finishes his shift."
    assert "threat" in {one.flag for one in undertones.undertones(text)}
    (found,) = (one for one in read_with_care(text) if one.flag == "threat")
    assert not found.heard and found in flags(text)


@pytest.mark.parametrize(
    "text",
    [
        "The sign was behind a tree and I paid for an hour.",
        "I loaded a sofa for ten minutes. The machine was broken, and the app would not open.",
        "",
        " \n ",
    ],
)
def test_ordinary_letters_are_left_alone(text: str) -> None:
    assert read_with_care(text) == ()


@pytest.mark.usefixtures("without")
def test_without_the_model_the_phrases_stand_alone() -> None:
    assert read_with_care(LETTER) == ()
    said = "I want to end my life."
    assert read_with_care(said) == flags(said) != ()


def test_clauses_that_points_heard_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    model = meaning.fitted_encoder()
    assert model is not None
    text = LETTER + "\n\nIt was my neighbour's first day with the van."
    hear(text)
    read: list[str] = []
    monkeypatch.setattr(
        model, "encode", lambda some: read.extend(some) or meaning.Encoder.encode(model, some)
    )
    undertones.undertones.__wrapped__(text)
    assert read == []
    undertones.undertones.__wrapped__("Nobody has ever written this about a lamp post in Maundry.")
    assert len(read) == 1


@pytest.mark.parametrize("text", ["\ud800\x00" * 50_000, "a. " * 60_000, "word " * 200_000, "\n" * 9_999])
def test_hostile_text_is_read(text: str) -> None:
    assert all(text[one.start : one.end] == one.words for one in read_with_care(text))


def test_a_text_without_end_is_heard_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    model = meaning.fitted_encoder()
    assert model is not None
    sizes: list[int] = []
    monkeypatch.setattr(
        model, "encode", lambda some: sizes.append(len(some)) or meaning.Encoder.encode(model, some)
    )
    words = ("bay", "sign", "line", "van", "road")
    text = " ".join(f"The {words[n % 5]} number {n} was {words[n % 3]}." for n in range(3_000))
    undertones.undertones.__wrapped__(text)
    assert sizes == [CLAUSES]
    assert len(model._read) <= meaning.KEPT


def test_neighbours_are_heard_together() -> None:
    assert together(3) == [(0, 1), (1, 2), (2, 3), (0, 2), (1, 3), (0, 3)]
    assert together(1) == [(0, 1)]
