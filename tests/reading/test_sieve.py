"""The sieve says of every text what trying each piece would say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseworker.reading.sieve import Sieve

PIECES = ("end it", "harm", " be here", "can't go on", "x")
WORDS = st.sampled_from(
    [*PIECES, "end", "it", "the end it was", "charm", "here", "\n", "ca", "n't go on", "y" * 50 + "x"]
)


@given(st.lists(WORDS, max_size=6), st.sampled_from([" ", "", "\n"]))
def test_a_text_passes_where_and_only_where_a_piece_stands_in_it(words: list[str], between: str) -> None:
    text = between.join(words)
    assert Sieve(PIECES).lets_through(text) == any(piece in text for piece in PIECES)
