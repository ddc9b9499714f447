"""Writing notes."""

from __future__ import annotations

import pytest

from caseworker.casework.desk import note
from caseworker.law.refusals import Refused
from tests.casework.office import INFORMAL, NOW, Desk


def test_a_note_is_kept_with_its_writer_and_time_and_changes_no_version(each_desk: Desk) -> None:
    seen = each_desk.see(INFORMAL)
    done = note.write(each_desk("maren"), seen.id, "  Rang back, no answer.\n", kind="telephone")
    note.write(each_desk("maren"), seen.id, "Rang again.")
    after = each_desk.see(INFORMAL)
    assert done.version == after.version == seen.version
    told = [(one.noted_at, one.kind, one.by, one.text) for one in after.notes]
    assert told == [
        (NOW, "telephone", "maren", "Rang back, no answer."),
        (NOW, "note", "maren", "Rang again."),
    ]
    assert not any("note written" in one.words.lower() for one in after.timeline), "each stands there once"


@pytest.mark.parametrize("nothing", ["", "   \n\t"])
def test_an_empty_note_is_refused(desk: Desk, nothing: str) -> None:
    with pytest.raises(Refused, match="The note is empty"):
        note.write(desk(), desk.case(INFORMAL), nothing)


def test_what_is_no_number_is_not_kept_as_one(desk: Desk) -> None:
    before = desk.everything()
    for words in ("ring me", "12", "call on Monday 020 7946 0011"):
        with pytest.raises(Refused, match="is no telephone number"):
            note.telephone(desk(), desk.case(INFORMAL), caller="Jo", said="x", told="", number=words)
    assert desk.everything() == before
    for words in ("020 7946 0011", "+44 (0)20 7946 0011", "01632-960-123 ext 4", ""):
        assert note.check_number(words) == words


def test_a_note_stands_once_in_the_timeline_and_acts_have_their_time(desk: Desk) -> None:
    note.write(desk(), desk.case(INFORMAL), "They rang.")
    desk.take(INFORMAL)
    seen = desk.see(INFORMAL)
    assert [one.text for one in seen.notes].count("They rang.") == 1
    assert all(one.at is not None for one in seen.timeline if one.officer == "asha")


def test_a_note_on_no_case_is_refused_and_takes_no_number(desk: Desk) -> None:
    with pytest.raises(Refused, match="There is no case 999"):
        note.write(desk(), 999, "words")
    note.write(desk(), desk.case(INFORMAL), "words")
    assert desk.value("SELECT source_id FROM notes WHERE by = 'asha'") == "caseworker-note-1"


def test_a_note_s_words_are_safe_and_never_in_the_audit(desk: Desk) -> None:
    note.write(desk(), desk.case(INFORMAL), "She said \x1b]52;c;eA==\x07 hush")
    kept = desk.see(INFORMAL).notes[0].text
    assert "\x1b" not in kept and "\x07" not in kept and "hush" in kept
    body = desk.entries()[-1][3]
    assert b"hush" not in body and b'"act":"note"' in body


def test_the_note_of_a_call_names_the_caller_and_no_number_that_was_not_given(each_desk: Desk) -> None:
    case = each_desk.case(INFORMAL)
    note.telephone(each_desk(), case, caller=" Jo\nExample ", said="When?", told="By the 30th.")
    note.telephone(each_desk(), case, caller="would not say", said="x", told="", number="020 7946 0011")
    first, second = each_desk.see(INFORMAL).notes
    assert (first.kind, first.text) == (
        "telephone",
        "Called: Jo Example\nSaid: When?\nWas told: By the 30th.",
    )
    assert second.text == "Called: would not say\nNumber: 020 7946 0011\nSaid: x"
    assert b"7946" not in each_desk.entries()[-1][3]


@pytest.mark.parametrize(
    ("caller", "said", "told", "words"),
    [("", "x", "y", "Nobody is named"), ("Jo", " ", "\n", "The note of the call is empty")],
)
def test_a_call_without_caller_or_words_is_refused(
    desk: Desk, caller: str, said: str, told: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        note.telephone(desk(), desk.case(INFORMAL), caller=caller, said=said, told=told)
