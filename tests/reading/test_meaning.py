"""A sentence as numbers: like sentences lie near each other, in whatever company they are read."""

from __future__ import annotations

import numpy as np
import pytest

from caseworker.reading import meaning
from caseworker.reading.meaning import MOST, WIDTH, encoder
from caseworker.reading.pieces import pieces, words


def test_sentences_that_mean_the_same_lie_nearer() -> None:
    model = encoder()
    assert model is not None
    rows = model.encode(
        [
            "the machine swallowed my coins",
            "the meter took the money and gave no ticket",
            "my father died in May",
        ]
    )
    assert rows.shape == (3, WIDTH)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    near = rows @ rows.T
    assert near[0, 1] > near[0, 2] + 0.1


def test_a_sentence_is_read_alike_alone_and_in_company() -> None:
    model = encoder()
    assert model is not None
    alone = model.encode(["no sign"])
    beside = model.encode(["a much longer sentence about something else", "no sign", ""])
    assert np.allclose(alone[0], beside[1], atol=1e-5)


def test_hostile_text_is_read() -> None:
    model = encoder()
    assert model is not None
    rows = model.encode(["\ud800", "", "a" * 10_000, "日本語", "\u202e\x00", "é" * 500])
    assert np.isfinite(rows).all()
    assert model.encode([]).shape == (0, WIDTH)


def test_words_lose_accents_and_signs_stand_alone() -> None:
    assert words("Café's £4.10!") == ["cafe", "'", "s", "£4", ".", "10", "!"]
    known = {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "un": 3, "##paid": 4, "paid": 5}
    assert pieces("UNPAID paid xyz", known, MOST) == [0, 3, 4, 5, 2, 1]
    assert pieces("paid " * 50, known, 6) == [0, 5, 5, 5, 5, 1]


def test_where_the_model_is_not_installed_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "PACKAGE", "no_such_package_of_a_model")
    assert not meaning.installed()
    meaning.encoder.cache_clear()
    try:
        assert encoder() is None
    finally:
        meaning.encoder.cache_clear()
