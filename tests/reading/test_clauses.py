"""A letter is cut where one thought ends and the next begins, whatever its stops, and in little time."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from caseworker.reading.clauses import CHARACTERS, LONGEST, clauses


def said(text: str) -> list[str]:
    """The words of each clause."""
    return [text[start:end] for start, end in clauses(text)]


def test_sentences_lines_of_a_list_and_cells_of_a_table_stand_apart() -> None:
    assert said("It rained. Was it you?  Yes!\n\nBye") == ["It rained.", "Was it you?", "Yes!", "Bye"]
    assert said("Because:\n- no sign\n- no line") == ["Because:", "- no sign", "- no line"]
    assert said("Monday\tno sign\t£35") == ["Monday", "no sign", "£35"]


def test_a_line_that_was_only_folded_goes_on() -> None:
    assert said("I looked up and down\nthe road.") == ["I looked up and down\nthe road."]


def test_what_has_no_stop_is_cut_before_a_new_thought() -> None:
    text = (
        "i was only in there to get my tablets from the chemist on the corner and the lad said you get ten"
        " minutes anyway when i came out there was a ticket on it and he had gone"
    )
    parts = said(text)
    assert len(parts) == 2
    assert " ".join(parts) == text
    assert parts[1].split()[0] in ("and", "you", "when", "the", "anyway", "i", "there")
    assert all(len(part.split()) <= LONGEST for part in parts)


def test_a_word_without_end_is_cut_too() -> None:
    assert all(end - start <= CHARACTERS for start, end in clauses("a" * 5_000))
    assert "".join(said("a" * 5_000)) == "a" * 5_000


@given(
    st.text(alphabet=st.characters(codec="utf-16", categories=("L", "N", "P", "Z", "C", "S")), max_size=400)
)
def test_nothing_but_blanks_is_lost_and_places_follow_each_other(text: str) -> None:
    places = clauses(text)
    assert all(a < b for a, b in places)
    assert all(b <= c for (_, b), (c, _) in pairwise(places))
    kept = {n for start, end in places for n in range(start, end)}
    lost = [one for n, one in enumerate(text) if n not in kept]
    assert all(one.isspace() or one in "\"')];" for one in lost)
