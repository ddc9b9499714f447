"""Word diffs: what stayed, what went, what came, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseworker.letters.changes import changes, in_marks, shortened

WORDS = st.lists(st.sampled_from(["the", "bay", "was", "full", "\n\n", "not", "{reason}"]), max_size=25).map(
    " ".join
)


def test_words_that_went_and_came_are_marked_where_they_stand() -> None:
    found = changes("You were right. I am sorry.", "You were quite right. We are sorry.")
    assert in_marks(found) == "You were {+quite+} right. [-I am-] {+We are+} sorry."


def test_a_sentence_before_the_first_of_a_passage_leaves_that_as_it_was() -> None:
    found = changes("+++\n\nThank you for it.", "+++\n\nWe read it all. Thank you for it.")
    assert in_marks(found) == "+++\n\n{+We read it all.+} Thank you for it."


@given(WORDS, WORDS)
def test_both_texts_can_be_read_out_of_it(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after
    assert all(one.text and one.kind in ("same", "gone", "new") for one in found)


def test_the_same_text_has_no_changes() -> None:
    assert [one.kind for one in changes("a b c", "a b c")] == ["same"]
    assert changes("", "") == ()


def test_what_stayed_far_from_a_change_is_cut() -> None:
    before = " ".join(f"w{n}" for n in range(60))
    found = shortened(changes(before, before.replace("w30", "new")))
    assert in_marks(found) == (
        " …  w22 w23 w24 w25 w26 w27 w28 w29 [-w30-] {+new+} w31 w32 w33 w34 w35 w36 w37 w38 … "
    )
