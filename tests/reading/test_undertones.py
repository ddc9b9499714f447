"""What no phrase says is heard by its meaning: a line to read, in bounds, and nothing without the model."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bench.care import KEPT
from bench.motorists.letters import LEARNED, PASSAGES, WEIGHED, fingerprint_of
from caseworker.reading import meaning, undertones
from caseworker.reading.care import flags
from caseworker.reading.fitting import CARED
from caseworker.reading.points import worth_hearing
from caseworker.reading.undertones import CLAUSES, MARKS, WINDOW, judges, read_with_care, windows, words

BREAK = "Somebody ought to show your warden what a tyre iron feels like."
LETTER = f"The bay was full and the machine was out of order.\n\n{BREAK}\n\nI enclose the receipt."


def test_it_was_learned_from_what_stands_there_now() -> None:
    """After a change of a passage or a letter `python -m bench.care tune` and `fit`; of weighing `fit`."""
    head = json.loads((KEPT / "caring.json").read_text("utf-8"))
    assert head["learned_from"] == fingerprint_of(*LEARNED, *PASSAGES)
    assert head["told_by"] == fingerprint_of(WEIGHED)


def test_the_longer_a_text_the_surer_it_must_sound() -> None:
    known = judges()
    one, two, more = known.least
    assert (known.told(1), known.told(2), known.told(3), known.told(40)) == (one, two, more, more)
    assert sum(one) < sum(two) < sum(more)


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


def test_neighbouring_clauses_are_read_at_once() -> None:
    model = meaning.fitted_encoder(CARED)
    assert model is not None
    search = " ".join(f"The sign of bay {n} stood behind a tree that nobody had cut." for n in range(20))
    some = windows(model, search)
    sizes = [len(model.cut(words(search, one))) - MARKS for one in some]
    assert [place for one in some for place in one] == worth_hearing(search)
    assert 1 < len(some) < 5 and max(sizes) <= WINDOW
    assert all(
        size + len(model.cut(search[slice(*after[0])])) - MARKS > WINDOW
        for size, after in zip(sizes, some[1:], strict=False)
    )


def test_a_clause_longer_than_a_window_is_read_by_itself() -> None:
    model = meaning.fitted_encoder(CARED)
    assert model is not None
    long = "x" * 90 + " " + "y" * 90 + " " + "z" * 90 + "."
    search = f"I paid. {long} I left."
    assert [len(one) for one in windows(model, search)] == [1, 1, 1]


@pytest.mark.parametrize("text", ["\ud800\x00" * 50_000, "a. " * 60_000, "word " * 200_000, "\n" * 9_999])
def test_hostile_text_is_read(text: str) -> None:
    assert all(text[one.start : one.end] == one.words for one in read_with_care(text))


def test_a_text_without_end_is_heard_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    model = meaning.fitted_encoder(CARED)
    assert model is not None
    read: list[int] = []
    through = meaning.Encoder.through
    monkeypatch.setattr(
        model, "through", lambda some, layers: read.extend(map(len, some)) or through(model, some, layers)
    )
    kinds = ("bay", "sign", "line", "van", "road")
    text = " ".join(f"The {kinds[n % 5]} number {n} was {kinds[n % 3]}." for n in range(3_000))
    undertones.undertones.__wrapped__(text)
    assert 0 < len(read) <= CLAUSES and max(read) <= meaning.MOST
