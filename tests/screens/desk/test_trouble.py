"""What goes wrong: somebody else's change, a locked or full store, a fault, no colours; nothing is lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from caseworker.casework.desk import compose, points
from caseworker.casework.desk.claim import claim, release
from caseworker.casework.desk.view import find, view
from caseworker.law.refusals import Refused
from caseworker.store.engine import Store
from tests.screens.desk.test_letter import to_letter
from tests.screens.desks import NARROW, office, sitting
from tests.screens.small import DEEMED, ROUTINE

FULL = Refused(
    "The disk of the store is full.", rule="Nothing was written.", do="Free some space, then go on."
)


def taken_over(store: Path, pcn: str) -> None:
    """Somebody else took the case and decided it meanwhile."""
    mine, theirs = office(store), office(store, "tobin")
    case_id = find(mine, pcn)
    release(mine, case_id, view(mine, case_id).version)
    claim(theirs, case_id)
    points.keep(theirs, case_id, view(theirs, case_id).version, ())


async def test_a_case_changed_by_somebody_else_shows_both_and_overwrites_nothing(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p")
        taken_over(store, ROUTINE)
        before = view(office(store, "tobin"), desk.case.id)
        await desk.press("enter")
        assert desk.window == "Tell"
        shown = str(desk.app.screen.words)  # type: ignore[attr-defined]
        assert "Tobin Oyelaran changed its points" in shown or "tobin changed its points" in shown
        assert "As you had it" in shown and "As it stands now" in shown
        assert "Nothing of yours was written" in shown or "after you opened this case" in shown
        await desk.press("enter")
        assert view(office(store, "tobin"), before.id) == before, "nothing of theirs was lost"
        await desk.press("enter")
        assert "is with Tobin Oyelaran, not with you" in desk.said()


async def test_a_case_changed_while_its_letter_is_written_is_not_issued(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        mine, theirs = office(store), office(store, "tobin")
        case_id = desk.case.id
        await desk.press("f9")
        release(mine, case_id, desk.case.version)
        now = claim(theirs, case_id)
        await desk.press("y")
        after = view(theirs, case_id)
        assert (after.officer, after.version, after.letters) == ("tobin", now.version, ())
        assert "after you opened this case" in desk.said()
        await desk.press("f4", "f9")
        assert "Somebody changed this case" in desk.words("#verdict")


@pytest.mark.parametrize("size", [(120, 40), NARROW])
async def test_a_full_disk_keeps_the_words_and_says_so(
    store: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(store, size=size) as desk:
        await to_letter(desk)
        plain = compose.save

        def full(*_: Any) -> Any:
            raise FULL

        monkeypatch.setattr(compose, "save", full)
        await desk.press("enter")
        await desk.type(" Not lost.")
        await desk.until(lambda: "The disk of the store is full." in desk.said())
        assert "Free some space" in desk.said()
        assert "Not lost." in desk.file.letter.editor.text
        monkeypatch.setattr(compose, "save", plain)
        await desk.press("escape")
        await desk.until(lambda: "draft kept" in desk.words("#compose-line"))
        opened = compose.open_letter(office(store), desk.case)
        assert any("Not lost." in one.text for one in opened.blocks)


async def test_a_draft_that_could_not_be_kept_is_tried_again_by_itself(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        plain, tries = compose.save, []

        def once_full(*args: Any) -> Any:
            tries.append(1)
            if len(tries) == 1:
                raise FULL
            return plain(*args)

        monkeypatch.setattr(compose, "save", once_full)
        await desk.press("enter")
        await desk.type(" Again by itself.")
        await desk.until(lambda: len(tries) > 1, limit=10)
        await desk.until(lambda: "draft kept" in desk.words("#compose-line"))


async def test_a_full_disk_at_issue_issues_nothing_and_can_be_tried_again(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseworker.store import issued

    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("f9")
        with monkeypatch.context() as patch:

            def full(*_: Any, **__: Any) -> Any:
                raise FULL

            patch.setattr(issued, "keep", full)
            await desk.press("y")
        assert desk.mode == "PREFLIGHT" and "The disk of the store is full." in desk.said()
        assert view(office(store), desk.case.id).letters == ()
        await desk.press("y")
        assert "issued to Petra Voss" in desk.said()


async def test_a_locked_store_is_said_kindly_and_nothing_is_lost(store: Path) -> None:
    impatient = office(store)
    impatient.__dict__["store"] = Store.open(store, expect="training", busy_ms=100)
    other = sqlite3.connect(store, isolation_level=None)
    async with sitting(impatient) as desk:
        await desk.open(ROUTINE)
        await desk.press("p")
        other.execute("BEGIN IMMEDIATE")
        await desk.press("enter")
        assert "Not done" in desk.said() and "reference F-" not in desk.said()
        assert desk.case.points == ()
        other.execute("ROLLBACK")
        await desk.press("enter")
        assert len(desk.case.points) == 1
    other.close()


async def test_a_fault_is_said_with_a_reference_and_the_desk_goes_on(
    store: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p")
        with monkeypatch.context() as patch:

            def broken(*_: Any, **__: Any) -> Any:
                raise ValueError("Petra Voss of Quill Street")

            patch.setattr(points, "keep", broken)
            await desk.press("enter")
        assert "reference F-" in desk.said() and "Petra" not in desk.said()
        assert "Petra" not in (own_home / "faults.log").read_text()
        await desk.press("enter")
        assert len(desk.case.points) == 1


async def test_a_fault_while_the_queue_is_read_leaves_the_desk_standing(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(store) as desk:
        from caseworker.casework.desk.queue import Queue

        with monkeypatch.context() as patch:

            def broken(*_: Any) -> Any:
                raise OSError("gone")

            patch.setattr(Queue, "count", broken)
            await desk.go("q kind:formal")
            assert "reference F-" in desk.said()
        await desk.go("q kind:formal")
        assert "2 cases" in desk.text()


async def test_without_colours_every_state_is_told_by_word_and_shape(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with sitting(store) as desk:
        assert desk.app.no_color
        assert "! DEEMED" in desk.text() and "▸" in desk.text()
        await desk.open(DEEMED)
        await desk.press("p", "enter", "v")
        assert "■ opened" in desk.text()
        await desk.press("escape", "d", "a")
        assert desk.window == "AskWords" and "by other means" in desk.text()
        await desk.type("Nothing in the post book.")
        await desk.press("enter")
        assert "■ Decided: CANCEL the PCN" in desk.text()
        assert "TRAINING" in desk.lines()[0]


async def test_an_officer_who_is_not_authorised_is_told_so(store: Path) -> None:
    async with sitting(office(store, "linnet")) as desk:
        await desk.press("n")
        assert "Linnet Abara is not authorised" in desk.said()
        assert "There is no case for you" not in desk.said(), "there are cases: they are not hers"
        assert desk.mode == "QUEUE"


async def test_an_empty_queue_says_there_is_nothing_to_answer(tmp_path: Path) -> None:
    from tests.screens.desks import AT, TODAY

    empty = tmp_path / "empty.db"
    Store.create(empty, "training", AT, "empty", 7, TODAY).close()
    async with sitting(empty) as desk:
        assert "there is nothing to answer" in desk.text()
        await desk.press("enter", "right_square_bracket")
        assert "No other row" in desk.said()
        desk.unsay()
        await desk.press("n")
        assert "There is no case for you" in desk.said()


async def test_a_fault_in_a_worker_is_written_down_by_its_own_place(own_home: Path) -> None:
    from textual.worker import WorkerFailed

    from caseworker.screens.fault import reference_of, write_down

    try:
        raise KeyError("Petra Voss")
    except KeyError as fault:
        inner = fault
    assert write_down(WorkerFailed(inner)) == reference_of(inner)
    written = (own_home / "faults.log").read_text()
    assert "KeyError" in written and "test_trouble.py" in written and "Petra" not in written
