"""Points: taken, dropped, added, answered, turned, undone."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList

from caseworker.law.facts import PointOutcome
from caseworker.screens.desk.points import PointsPane, ground_label
from caseworker.screens.ticking import Ticks
from tests.screens.desks import NARROW, Desk, sitting
from tests.screens.small import BARE, BUSY, ROUTINE


def slugs(desk: Desk) -> list[str]:
    return [one.slug for one in desk.case.points]


async def test_a_suggestion_is_taken_with_words_ground_and_evidence(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p")
        assert desk.mode == "POINTS" and "(suggested)" in desk.text()
        await desk.press("enter")
        (point,) = desk.case.points
        assert (point.slug, point.ground, point.mitigation) == (
            "paid-session-valid",
            "no-contravention",
            False,
        )
        assert point.words in desk.case.items[0].text and point.words
        assert point.evidence == (desk.case.evidence[0].id,)
        assert "1 taken, 0 suggested" in desk.text()


async def test_a_suggestion_is_refused_with_one_key_and_stays_refused(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        version = desk.case.version
        await desk.press("p", "minus")
        assert "0 taken, 1 suggested" in desk.text()
        assert desk.case.version == version, "nothing was written"
        await desk.press("v", "escape")
        assert "0 taken, 1 suggested" in desk.text()


async def test_a_suggestion_that_was_dropped_waits_again_after_undo(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("p", "minus", "u")
        assert "0 taken, 2 suggested" in desk.text() and "is suggested again" in desk.said()


async def test_what_was_dropped_stays_dropped_when_the_decision_is_taken_back_later(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("p", "minus", "enter", "v", "v", "escape", "d", "a")
        await desk.type("The plate is bent and could not be read on that day.")
        await desk.press("enter")
        assert desk.case.decision is not None, desk.text()
        await desk.open(ROUTINE)
        await desk.open(BUSY)
        await desk.press("u", "p")
        assert desk.case.decision is None
        assert "1 taken, 0 suggested" in desk.text()
        await desk.press("u")
        assert "1 taken, 1 suggested" in desk.text(), "undo has it wait again"


async def test_what_was_dropped_waits_again_where_more_came_in(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("p", "minus")
        await desk.open(ROUTINE)
        with sqlite3.connect(store) as straight:
            row = "SELECT 'second', pcn_id, case_id, direction, channel, received_on, '', '', '' FROM items"
            straight.execute(
                "INSERT INTO items (source_id, pcn_id, case_id, direction, channel, received_on, from_name,"
                f" subject, row_hash) {row} WHERE pcn_id = (SELECT id FROM pcns WHERE pcn = ?)",
                (BUSY,),
            )
            straight.execute("INSERT INTO item_texts SELECT max(id), 'Well?', x'', '' FROM items")
        await desk.open(BUSY)
        await desk.press("p")
        assert "0 taken, 2 suggested" in desk.text()


async def test_a_point_taken_and_dropped_waits_again_when_both_are_undone(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "minus")
        assert "0 taken, 0 suggested" in desk.text()
        await desk.press("u", "u")
        assert "0 taken, 1 suggested" in desk.text()


async def test_the_cursor_stays_at_the_ends_of_the_list(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("p", "home", "up")
        listed = desk.app.screen.query_one(PointsPane).listed
        assert listed.highlighted == 0
        await desk.press("end", "down")
        assert listed.highlighted == listed.option_count - 1


async def test_all_that_is_left_is_dropped_by_one_key_asked_first_and_had_back(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await desk.open(BUSY)
        version = desk.case.version
        await desk.press("p", "underscore")
        assert "Drop 2 suggestions?" in desk.text()
        await desk.press("escape")
        assert "0 taken, 2 suggested" in desk.text(), "left, nothing is dropped"
        await desk.press("enter", "underscore", "y")
        assert "1 taken, 0 suggested" in desk.text() and "1 suggestion dropped" in desk.said()
        assert desk.case.version == version + 1, "only the point that was taken is written"
        await desk.press("underscore")
        assert desk.window == "" and "No suggestion is left" in desk.said()
        await desk.press("u")
        assert "1 taken, 1 suggested" in desk.text()
        await desk.press("u")
        assert "0 taken, 2 suggested" in desk.text(), "then the point before it"


async def test_deciding_with_several_left_names_the_key_that_drops_them(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("v", "v", "d", "r")
        assert "_ drops all 2 that are left" in desk.said()
        await desk.press("p", "underscore", "enter", "d")
        desk.unsay()
        await desk.press("r")
        assert "was suggested" not in desk.said()


async def test_a_point_is_dropped_and_can_be_had_back(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "minus")
        assert slugs(desk) == []
        await desk.press("u")
        assert slugs(desk) == ["paid-session-valid"]
        assert "points as before" in desk.said()
        await desk.press("u")
        assert slugs(desk) == []
        desk.unsay()
        await desk.press("u")
        assert "There is nothing to undo on this case." in desk.said()


async def test_a_point_is_added_by_words(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BARE)
        await desk.press("p")
        assert "No point found. Press + to add one by words." in desk.text()
        await desk.press("plus")
        assert desk.window == "Pick"
        await desk.type("broke down")
        assert "broke down" in desk.text(), "what is typed can be read"
        await desk.press("enter")
        assert slugs(desk) == ["breakdown"]
        assert desk.case.points[0].mitigation


@pytest.mark.parametrize("words", ["twice", "continu"])
async def test_several_pcns_are_found_as_people_say_it(store: Path, words: str) -> None:
    async with sitting(store) as desk:
        await desk.open(BARE)
        await desk.press("p", "plus")
        await desk.until(lambda: desk.window == "Pick" and desk.app.screen.focused is not None)
        await desk.type(words)
        await desk.press("enter")
        assert slugs(desk) == ["duplicate-pcn"]


async def test_the_cursor_stands_on_the_point_that_was_added(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "plus")
        await desk.type("broke down")
        await desk.press("enter", "enter")
        assert desk.window == "AnswerPoint"
        assert desk.app.screen.point.slug == "breakdown"  # type: ignore[attr-defined]


async def test_words_that_find_no_point_choose_none(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BARE)
        await desk.press("p", "plus")
        await desk.type("qqqq")
        assert "Nothing fits these letters." in desk.text()
        await desk.press("enter")
        assert desk.window == "Pick"
        await desk.press("escape")
        assert slugs(desk) == []


async def test_a_point_is_not_offered_twice(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "plus")
        await desk.type("Paid session was running")
        assert "paid-session-valid" not in [one.id for one in desk.app.screen.choices]  # type: ignore[attr-defined]


async def test_space_turns_the_answer_round(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter")
        turns = []
        for _ in range(3):
            await desk.press("space")
            turns.append(desk.case.points[0].outcome)
        assert turns == [PointOutcome.UPHELD, PointOutcome.NOT_UPHELD, None]


async def test_a_reason_is_asked_for_between_the_words_of_the_letter(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "enter")
        assert desk.words("#why").strip() == "Why (goes into the letter):"
        await desk.press("f5", "f5")
        assert "before “" in desk.words("#why") or "after “" in desk.words("#why")
        assert "{" not in desk.words("#why")


async def test_a_point_is_answered_with_reason_ground_and_evidence(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "enter")
        assert desk.window == "AnswerPoint"
        await desk.type("The session ended at ten.")
        await desk.press("f5", "f5")
        screen = desk.app.screen
        screen.query_one(Ticks).focus()
        await desk.press("space")
        await desk.press("enter")
        (point,) = desk.case.points
        assert point.outcome is PointOutcome.NOT_UPHELD
        assert (point.reason, point.evidence) == ("The session ended at ten.", ())
        assert "why: The session ended at ten." in desk.text()
        await desk.press("u")
        assert (desk.case.points[0].reason, desk.case.points[0].outcome) == ("", None)


async def test_a_point_without_a_ground_of_its_own_gets_none_by_being_answered(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "plus")
        await desk.type("evidence-requested")
        await desk.press("enter", "enter")
        await desk.type("The photographs are enclosed.")
        await desk.press("f5", "enter")
        asked = next(one for one in desk.case.points if one.slug == "evidence-requested")
        assert (asked.ground, asked.mitigation) == ("", False)
        assert asked.outcome is PointOutcome.UPHELD


async def test_the_cursor_starts_anew_in_the_points_of_another_case(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("p", "down")
        pane = desk.app.screen.query_one(PointsPane)
        pane.show(desk.case, focus=pane.row)
        assert pane.listed.highlighted == 1
        pane.show(replace(desk.case, id=desk.case.id + 1), focus=pane.row)
        assert pane.listed.highlighted == 0


async def test_an_answer_left_by_esc_changes_nothing(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter")
        before = desk.case
        await desk.press("enter", "x", "f5", "escape")
        assert desk.case == before


async def test_points_of_a_decided_case_stand_until_the_decision_is_undone(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "v", "escape", "d", "a", "p", "minus")
        assert "its points stand as they were decided" in desk.said()
        assert slugs(desk) == ["paid-session-valid"]


async def test_the_place_of_a_suggestion_is_marked_in_the_words(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("p")
        marked = [
            segment.text
            for strip in desk.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.underline
        ]
        assert any("no sign" in one for one in marked)
        assert any("loading boxes" in one for one in marked)


async def test_a_point_under_what_the_tables_do_not_hold_is_shown_and_can_be_put_right(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "escape", "escape")
        with sqlite3.connect(store) as straight:
            straight.execute("UPDATE points SET \"ground\" = 'compelling', mitigation = 1")
        await desk.open(ROUTINE)
        await desk.press("p")
        assert desk.mode == "POINTS" and "'compelling', unknown" in ground_label(desk.case.points[0])
        await desk.press("enter")
        desk.app.screen.query_one("#grounds", OptionList).highlighted = 0
        await desk.press("f10")
        assert (desk.case.points[0].ground, desk.case.points[0].mitigation) == ("no-contravention", False)


async def test_a_point_under_no_ground_is_answered_under_none(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "plus")
        await desk.type("revenue")
        await desk.press("enter", "enter")
        assert desk.window == "AnswerPoint"
        assert desk.words("#under").startswith("Ground or mitigation"), "no ground is named that nobody chose"
        await desk.type("The camera stays.")
        await desk.press("f10")
        kept = desk.case.points[-1]
        assert (kept.ground, kept.mitigation, kept.reason) == ("", False, "The camera stays.")


async def test_a_field_s_braces_in_a_reason_are_refused_where_it_is_typed(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "enter")
        await desk.type("I asked {officer} about it.")
        await desk.press("enter")
        assert desk.window == "AnswerPoint", "nothing typed is lost"
        assert desk.words("#complaint").startswith("“{officer}” cannot stand in a reason.")
        await desk.press("escape")
        assert desk.case.points[0].reason == ""


async def test_on_a_small_screen_the_grounds_have_room_and_the_chosen_one_stays_in_view(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "enter")
        listed = desk.app.screen.query_one("#grounds", OptionList)
        chosen = "The alleged contravention did not occur"
        assert f"Ground: {chosen}" in desk.text()
        await desk.press("tab")
        assert listed.has_focus and listed.size.height >= 6
        await desk.press(*["down"] * 15)
        _, words, _ = desk.app.screen.grounds[15]  # type: ignore[attr-defined]
        assert f"Mitigation: {words}" in desk.text()
        await desk.press("tab")
        shown = [line for line in desk.lines() if words in line]
        assert len(shown) == 2, "told above, and in view in the list that gave up its room"
        assert "Evidence relied on" in desk.text() and "enter keep" in desk.text()
