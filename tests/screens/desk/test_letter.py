"""The letter: planned, changed, kept as it is typed, checked, released, issued."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from caseworker.casework.desk import claim, compose
from caseworker.casework.office import Office
from caseworker.casework.views import Done
from caseworker.screens.desk import lettering
from caseworker.store.engine import Store
from tests.screens.desks import NARROW, TINY, Desk, office, sitting
from tests.screens.small import BARE, FORMAL, GUIDED, ROUTINE

TO_DECISION = ("p", "enter", "v", "escape", "d")


async def to_letter(desk: Desk, pcn: str = ROUTINE, key: str = "a") -> None:
    """From the queue to the letter of a case."""
    await desk.open(pcn)
    await desk.press(*TO_DECISION, key)
    if desk.window == "AskWords":
        await desk.type("The garage invoice fits that day.")
        await desk.press("enter")
    await desk.press("l")
    assert desk.mode == "COMPOSE", desk.said()


def slots(desk: Desk) -> list[str]:
    return [one.slot for one in desk.file.blocks]


async def down_to(desk: Desk, slot: str) -> None:
    """The cursor on the first paragraph of a slot."""
    await desk.press(*["down"] * slots(desk).index(slot))
    await desk.until(lambda: slots(desk)[desk.file.letter.listed.highlighted or 0] == slot)


@pytest.mark.parametrize("size", [(120, 40), NARROW])
async def test_the_letter_is_planned_whole_and_shown_as_it_will_read(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await to_letter(desk)
        assert [slots(desk)[0], slots(desk)[-1]] == ["opening", "closing"]
        assert {"decision", "answer"} <= set(slots(desk))
        letter = desk.words("#preview")
        assert "Petra Voss" in letter and ROUTINE in letter and "ZZ10 AAB" in letter
        assert "{" not in letter
        assert "words" in desk.words("#compose-line")


async def test_nothing_of_the_letter_before_stands_beside_another_s_paragraphs(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, late = compose.check, threading.Event()

    def checked_late(*given: Any) -> Any:
        late.wait(20)
        return check(*given)

    async with sitting(store) as desk:
        await to_letter(desk)
        assert ROUTINE in desk.words("#preview")
        await desk.press("escape", "escape", "escape")
        monkeypatch.setattr(compose, "check", checked_late)
        await desk.open(BARE)
        await desk.press("p", "plus")
        await desk.type("Several PCNs")
        await desk.press("enter", "v", "escape", "d", "a")
        if desk.window == "AskWords":
            await desk.type("The notices came together that day.")
            await desk.press("enter")
        desk.file.action_letter()
        await desk.until(lambda: desk.mode == "COMPOSE")
        shown = desk.words("#preview")
        late.set()
        assert ROUTINE not in shown
        await desk.until(lambda: BARE in desk.words("#preview"))


async def test_a_paragraph_is_edited_and_reads_so(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        assert "{reason} your reason" not in " ".join(desk.text().split())
        await desk.press("enter")
        assert desk.file.letter.query_one("#fields").display
        assert "{reason} your reason" in desk.words("#fields")
        await desk.type(" We also rang you.")
        await desk.press("escape")
        await desk.until(lambda: "We also rang you." in desk.words("#preview"))
        assert desk.file.blocks[0].changed and "(changed)" in desk.text()


async def test_own_words_are_added_moved_and_removed(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        before = desk.file.blocks
        await desk.press("plus")
        await desk.type("Our own words.")
        await desk.press("escape")
        assert [one.text for one in desk.file.blocks if one.paragraph == "free"] == ["Our own words."]
        await desk.press("ctrl+down")
        assert desk.file.blocks[2].paragraph == "free"
        await desk.press("ctrl+up", "ctrl+up", "ctrl+up")
        assert desk.file.blocks[0].paragraph == "free", "the first stays the first"
        await desk.press("minus")
        assert desk.file.blocks == before
        assert "removed" in desk.said()


async def test_the_picker_finds_by_words_and_shows_what_would_go_in(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        count = len(desk.file.blocks)
        await desk.press("k")
        assert desk.window == "PickParagraph"
        await desk.until(lambda: desk.window == "PickParagraph" and desk.app.screen.focused is not None)
        await desk.type("other formats")
        chosen = desk.app.screen.choices[0]  # type: ignore[attr-defined]
        assert chosen.why and chosen.preview in desk.words("#pick-preview")
        await desk.press("enter")
        assert len(desk.file.blocks) == count + 1
        assert [one.paragraph for one in desk.file.blocks].count(chosen.id) == 2


async def test_the_picker_replaces_the_answer_to_the_same_point(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk, key="r")
        at = slots(desk).index("answer")
        count, before = len(desk.file.blocks), desk.file.blocks[at]
        await desk.press(*["down"] * at, "k")
        await desk.until(lambda: desk.window == "PickParagraph" and desk.app.screen.focused is not None)
        await desk.type("any point")
        await desk.press("enter")
        after = desk.file.blocks[at]
        assert len(desk.file.blocks) == count
        assert after.paragraph != before.paragraph and after.point == before.point == "paid-session-valid"


async def test_typing_is_kept_within_two_seconds_without_leaving_the_paragraph(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("enter")
        await desk.type(" Kept while typing.")

        def kept() -> bool:
            opened = compose.open_letter(office(store), desk.case)
            return any("Kept while typing." in one.text for one in opened.blocks)

        await desk.until(kept, limit=2.0)
        await desk.until(lambda: "draft kept" in desk.words("#compose-line"))


async def test_steady_typing_is_kept_all_the_same(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("enter")
        kept: list[int] = []
        plain = compose.save

        def noted(*args: object) -> object:
            kept.append(len(typed))
            return plain(*args)  # type: ignore[arg-type]

        typed: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compose, "save", noted)
            for _ in range(20):  # a key each 0.15 s: no pause is ever as long as the one that is waited for
                await desk.pilot.press("x")
                typed.append("x")
                await desk.pilot.pause(0.12)
        assert kept and kept[0] < 15


async def test_the_draft_is_offered_again_after_the_app_was_killed(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("enter")
        await desk.type(" Before the fall.")
        await desk.until(lambda: "draft kept" in desk.words("#compose-line"))
        # The app ends here with the editor open: nothing of it is asked to tidy up.
    async with sitting(store) as desk:
        await desk.press("n")
        assert desk.case.pcn == ROUTINE
        assert "A draft of your letter" in desk.said() and "l goes on with it" in desk.said()
        await desk.press("l")
        assert "Before the fall." in desk.words("#preview")
        assert "opened again" in desk.words("#compose-line")


async def test_another_decision_plans_anew_and_keeps_own_words(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("plus")
        await desk.type("Only I wrote this.")
        await desk.press("escape", "escape", "d", "u", "r", "l")
        assert "planned anew" in desk.said()
        assert "Only I wrote this." in desk.words("#preview")
        assert "not to cancel" in desk.words("#preview")


async def test_preflight_shows_letter_recipient_days_and_verdict(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("f9")
        assert desk.mode == "PREFLIGHT"
        verdict = desk.words("#verdict")
        assert "To Petra Voss" in verdict and "posts Mon 23 Nov 2026 · served Wed 25 Nov 2026" in verdict
        assert "y issues this letter" in verdict
        await desk.press("f4")
        assert desk.mode == "COMPOSE"
        await desk.press("f9", "escape")
        assert desk.mode == "COMPOSE"


async def with_fault(desk: Desk, words: str, pcn: str = ROUTINE) -> None:
    """A letter with words of one's own, on preflight."""
    await to_letter(desk, pcn)
    await desk.press("plus")
    await desk.type(words)
    await desk.press("escape", "f9")


async def test_a_hard_red_is_not_waved_through(store: Path) -> None:
    async with sitting(store) as desk:
        await with_fault(desk, "Your reference is «name of the place».")
        assert "red" in desk.words("#verdict") and "cannot be issued yet" in desk.words("#verdict")
        assert "! RED" in desk.text() and "repair:" in desk.text()
        await desk.press("f8")
        assert desk.window == "" and "cannot be waved through" in desk.said()
        await desk.press("y")
        assert desk.mode == "PREFLIGHT" and not desk.case.letters
        assert "f4 goes back to the letter" in desk.said()


async def test_a_judged_red_is_released_by_a_second_person_with_words(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk, key="r")
        await down_to(desk, "answer")
        await desk.press("minus")
        assert "answer" not in slots(desk)
        await desk.press("f9")
        await desk.until(lambda: "a second person may release" in desk.text())
        await desk.press("y")
        assert not desk.case.letters and "f8 asks for the release" in desk.said()
        for _ in range(5):
            if "Nothing stands in the way" in desk.words("#verdict"):
                break
            await desk.press("f8")
            if desk.window == "Pick":
                offered = [one.label for one in desk.app.screen.choices]  # type: ignore[attr-defined]
                assert offered == ["Idris Sefton (leader)"], "never the officer themselves"
                await desk.press("enter")
            await desk.type("Seen, and it may go.")
            await desk.press("enter")
        assert "released by" in desk.text()
        await desk.press("y")
        assert "issued to Petra Voss" in desk.said()


async def test_an_amber_stands_only_with_a_reason(store: Path) -> None:
    async with sitting(store) as desk:
        await with_fault(desk, "Unfortunately you failed to read the sign. Thank you for your patience.")
        ambers = [one for one in desk.file.checked.findings if one.level == "amber"]  # type: ignore[union-attr]
        assert ambers and all(one.level == "amber" for one in desk.file.checked.findings)  # type: ignore[union-attr]
        await desk.press("y")
        assert desk.mode == "PREFLIGHT" and not desk.case.letters
        for _ in ambers:
            await desk.press("f8")
            assert desk.window == "AskWords"
            await desk.type("too short")
            await desk.press("enter")
            assert "at least 3 words" in desk.words("#complaint")
            await desk.type(" no longer so")
            await desk.press("enter")
        assert "reason: too short no longer so" in desk.text()
        assert "Nothing stands in the way" in desk.words("#verdict")
        await desk.press("y")
        assert "issued to" in desk.said()


async def test_y_issues_says_so_opens_the_next_case_and_moves_the_bar(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        assert "Today 0 · no working day" in desk.lines()[0]
        await desk.press("f9", "y")
        said = desk.said()
        assert "Letter TR-0000001" in said and "issued to Petra Voss" in said and "Mon 23 Nov" in said
        await desk.until(lambda: desk.mode == "CASE" and desk.case.pcn != ROUTINE)
        await desk.until(lambda: "Today 1 · no working day" in desk.lines()[0])
        await desk.go(f"case {ROUTINE}")
        assert desk.case.status == "issued" and len(desk.case.letters) == 1
        await desk.press("m")
        assert "Letter TR-0000001" in desk.words("#record")


async def test_what_was_issued_is_said_though_the_next_case_has_to_be_waited_for(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, plain = threading.Event(), claim.claim_next

    def waiting(office: Office) -> Done | None:
        assert held.wait(30)
        return plain(office)

    monkeypatch.setattr(claim, "claim_next", waiting)
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("f9")
        await desk.pilot.press("y")
        await desk.until(lambda: "issued to Petra Voss" in desk.said())
        assert desk.mode == "PREFLIGHT"
        held.set()
        await desk.until(lambda: desk.mode == "CASE" and desk.case.pcn != ROUTINE)


async def test_y_means_nothing_anywhere_but_on_preflight(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("f9", "f4", "y", "escape", "y", "p", "y", "d", "y")
        assert not desk.case.letters and desk.case.status == "decided"


async def test_y_pressed_twice_issues_one_letter(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("f9")
        await desk.pilot.press("y", "y", "y")
        await desk.settle()
        await desk.go(f"case {ROUTINE}")
        assert len(desk.case.letters) == 1
        await desk.go("q")
        with office(store).store.reading() as tx:
            from sqlalchemy import text

            assert tx.execute(text("select count(*) from letters")).scalar() == 1


async def test_after_issue_nothing_is_undone_but_the_letter_can_be_recalled(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("f9", "y")
        await desk.go(f"case {ROUTINE}")
        desk.unsay()
        await desk.press("u")
        assert desk.window == "AskWords" and "is recalled: what it answers is" in desk.text()
        await desk.press("escape")
        assert desk.case.status == "issued"
        await desk.press("p", "plus")
        if desk.window == "Pick":
            await desk.press("enter")
        assert len(desk.case.points) == 1


async def test_a_payment_that_came_in_meanwhile_is_shown_before_issue(store: Path) -> None:
    from tests import builders

    async with sitting(store) as desk:
        await to_letter(desk)
        with Store.open(store, expect="training").writing() as tx:
            from sqlalchemy import text

            pcn_id = tx.execute(text("select id from pcns where pcn = :p"), {"p": ROUTINE}).scalar_one()
            builders.payment(tx, pcn_id, 8000, source_id="P-later")
        await desk.press("f9")
        assert "1 payment came in" in desk.words("#verdict")
        await desk.press("y")
        assert not desk.case.letters
        assert "came in while you wrote" in desk.said()


async def test_the_editor_has_the_whole_width_on_a_narrow_screen(store: Path) -> None:
    async with sitting(store, size=TINY) as desk:
        await to_letter(desk)
        await desk.press("enter")
        await desk.type(" Even here.")
        assert "Even here." in desk.text()
        await desk.press("escape", "f9")
        assert "y issues this letter" in desk.text()
        await desk.press("y")
        assert "issued to" in desk.said()


@pytest.mark.parametrize(("pcn", "key"), [(FORMAL, "a"), (GUIDED, "a"), (GUIDED, "r")])
async def test_letters_of_other_kinds_are_planned(store: Path, pcn: str, key: str) -> None:
    async with sitting(store) as desk:
        await to_letter(desk, pcn, key)
        assert pcn in desk.words("#preview")


async def test_preflight_names_the_officer_s_own_key(store: Path) -> None:
    async with sitting(store, keymap={"desk.issue": "n", "desk.next": "f12"}) as desk:
        await to_letter(desk)
        await desk.press("f9")
        assert "n issues this letter; nothing else does." in desk.words("#verdict")


async def test_a_draft_of_one_case_is_not_told_of_on_the_next(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("enter")
        await desk.type(" Before the fall.")
        await desk.until(lambda: "draft kept" in desk.words("#compose-line"))
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        assert "A draft of your letter" in desk.said()
        await desk.open(BARE)
        assert "A draft of your letter" not in desk.said()


async def test_a_pause_in_the_typing_does_not_outlive_the_letter(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lettering, "PAUSE", 1.0)
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("enter")
        await desk.type(" Even here.")
        await desk.press("escape", "f9", "y")
        await desk.pilot.pause(1.2)
        assert "issued to" in desk.said() and "no decision yet" not in desk.said()
