"""Drafts of paragraphs: begun from what stands, kept as typed, refused where somebody saved meanwhile."""

from __future__ import annotations

import pytest

from caseworker.casework.library import submitting, writing
from caseworker.law.refusals import Refused
from tests.casework.library.shelves import NEW, OLD, UPHELD, drafted, published
from tests.casework.office import Desk, refused
from tests.hostile.payloads import SHORT


def test_a_draft_begins_with_the_words_that_stand(each_desk: Desk) -> None:
    asha = each_desk("asha")
    begun = writing.begin(asha, UPHELD)
    assert (begun.number, begun.theme, begun.state) == (1, "loading", "draft")
    assert begun.text == (asha.paragraphs / begun.path).read_text("utf-8")
    assert writing.begin(each_desk("tobin"), UPHELD) == begun, "one draft of a paragraph at a time"
    published(each_desk, old=OLD)
    after = writing.begin(asha, UPHELD)
    assert (after.number, NEW in after.text) == (2, True)


def test_a_draft_changes_no_letter(each_desk: Desk) -> None:
    before = each_desk("asha").library.get(UPHELD).version
    drafted(each_desk("asha"))
    assert each_desk("asha").library.get(UPHELD).version == before


def test_whoever_saves_an_older_reading_is_refused_kindly(each_desk: Desk) -> None:
    begun = writing.begin(each_desk("asha"), UPHELD)
    mine = writing.save(each_desk("asha"), begun.id, begun.saves, begun.text + "\n")
    no = refused(
        lambda: writing.save(each_desk("tobin"), begun.id, begun.saves, "other"), "changed meanwhile by Asha"
    )
    assert "nothing of theirs was lost" in no.rule
    assert writing.begin(each_desk("tobin"), UPHELD).text == mine.text
    both = writing.save(each_desk("tobin"), begun.id, mine.saves, mine.text + "\n")
    assert both.author == "asha tobin"


def test_a_new_paragraph_needs_a_name_and_a_folder(each_desk: Desk) -> None:
    asha = each_desk("asha")
    for name, theme in (("../x", "loading"), ("x y", "a"), ("", "a"), ("market", ""), ("market", "../b")):
        refused(lambda name=name, theme=theme: writing.begin(asha, name, theme), "name")
    made = writing.begin(asha, "market", "loading")
    assert made.path == "loading/market.md" and 'id = "market"' in made.text
    assert each_desk.value("SELECT COUNT(*) FROM paragraph_versions") == 1


def test_what_no_store_can_hold_is_not_kept(each_desk: Desk) -> None:
    begun = writing.begin(each_desk("asha"), UPHELD)
    for text in ("\x00", "\ud800", "a" * 64_001):
        refused(lambda text=text: writing.save(each_desk(), begun.id, begun.saves, text), "not kept")
    assert writing.begin(each_desk("asha"), UPHELD) == begun


@pytest.mark.parametrize("payload", SHORT.values(), ids=SHORT)
def test_hostile_words_are_kept_as_typed_and_stopped_at_the_door(desk: Desk, payload: str) -> None:
    begun = writing.begin(desk("asha"), UPHELD)
    text = begun.text.replace("{reason}", f"{payload} {{reason}}")
    try:
        kept = writing.save(desk("asha"), begun.id, begun.saves, text)
    except Refused as no:
        assert "not kept" in no.what
        return
    assert desk.value("SELECT text FROM paragraph_versions") == text
    if any(one in payload for one in ("\x1b", "\u202e", "{{", "{%")):
        refused(lambda: submitting.submit(desk("asha"), kept.id, kept.saves), "not submitted", "line")


def test_a_draft_thrown_away_leaves_what_stood(each_desk: Desk) -> None:
    made = drafted(each_desk("asha"))
    refused(lambda: writing.discard(each_desk("asha"), made.id, made.saves - 1), "changed meanwhile")
    assert "thrown away" in writing.discard(each_desk("asha"), made.id, made.saves)
    assert each_desk.rows("SELECT * FROM paragraph_versions") == []
    refused(lambda: writing.save(each_desk("asha"), made.id, made.saves, "x"), "threw it away")
    acts = [act for _, act, _, _ in each_desk.entries()][-3:]
    assert acts == ["paragraph-begun", "paragraph-saved", "paragraph-discarded"]
    assert all(b"apologise" not in bytes(body) for *_, body in each_desk.entries())


def test_nothing_is_entered_where_nothing_changed(each_desk: Desk) -> None:
    begun = writing.begin(each_desk("asha"), UPHELD)
    count = len(each_desk.entries())
    again = writing.save(each_desk("asha"), begun.id, begun.saves, begun.text)
    assert (again.saves, len(each_desk.entries())) == (begun.saves, count)


def test_what_was_submitted_is_taken_back_to_be_written_on(each_desk: Desk) -> None:
    made = drafted(each_desk("asha"))
    submitting.submit(each_desk("asha"), made.id, made.saves)
    refused(lambda: writing.save(each_desk("asha"), made.id, made.saves + 1, "x"), "is submitted")
    refused(lambda: writing.discard(each_desk("asha"), made.id, made.saves + 1), "is submitted")
    back = writing.begin(each_desk("asha"), UPHELD)
    assert (back.id, back.state, back.text) == (made.id, "draft", made.text)
