"""The board of the post, by keys; and the recall that undo offers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Input

from caseworker import locations
from caseworker.casework.desk import claim, compose, decision, issue, points, post
from caseworker.casework.desk.view import find, view
from caseworker.casework.office import Office
from caseworker.law.facts import Outcome
from caseworker.screens.desk.post_board import PostBoard
from caseworker.store import cases
from caseworker.store import post as store_post
from caseworker.text import clean
from tests import builders
from tests.casework.office import point
from tests.hostile.payloads import SHORT, words_of
from tests.hostile.test_journey import BAD
from tests.screens.desks import NARROW, WIDE, Desk, office, sitting
from tests.screens.small import CERTIFICATE, FORMAL, ROUTINE

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOSTILE = "gone [/] [@click=app.quit]away[/] \x1b[2J"


def issued(built: Office, pcn: str, slug: str = "ceo-conduct") -> str:
    """A letter issued by an act."""
    case_id = find(built, pcn)
    done = claim.claim(built, case_id)
    done = points.keep(built, case_id, done.version, [point(slug)])
    done = decision.decide(built, case_id, done.version, Outcome.UPHOLD)
    seen = view(built, case_id)
    checked = compose.check(built, seen, blocks := compose.new_plan(built, seen))
    reasons = {issue.mark(one): ("", "Looked at; it stands.") for one in checked.findings}
    return issue.issue(built, seen, blocks, reasons).number


async def test_the_day_s_count_follows_what_is_done_on_a_board(store: Path) -> None:
    built = office(store, at=MONDAY)
    first = issued(built, FORMAL)
    async with sitting(built) as desk:

        def done() -> int:
            figures = desk.desk.header.figures
            assert figures is not None
            return figures.done

        assert done() == 1
        await opened(desk)
        await desk.press("u")
        await desk.type("the wrong enclosure")
        await desk.press("enter")
        assert f"Letter {first} is recalled" in desk.said() and done() == 0
        issued(built, ROUTINE)
        await desk.press("escape")
        assert desk.window == "" and done() == 1


async def test_who_may_not_recall_a_letter_is_told_before_they_write_why(store: Path) -> None:
    issued(office(store, at=MONDAY), FORMAL)
    async with sitting(office(store, "tobin", MONDAY)) as desk:
        await opened(desk)
        await desk.press("u")
        assert desk.window == "PostBoard" and "was issued by Asha Verrall, not by you." in desk.said()
    async with sitting(office(store, "sefton", MONDAY)) as desk:
        await opened(desk)
        await desk.press("u")
        assert desk.window == "AskWords"


async def opened(desk: Desk) -> PostBoard:
    await desk.go("post")
    board = desk.app.screen
    assert isinstance(board, PostBoard)
    return board


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_batch_is_made_confirmed_and_a_letter_comes_back(store: Path, size: tuple[int, int]) -> None:
    built = office(store, at=MONDAY)
    first = issued(built, FORMAL)
    async with sitting(built, size=size) as desk:
        await opened(desk)
        text = desk.text()
        assert (
            "▸1 today (1)" in text and "post goes 16:00" in text and ("1 for today" in text) == (size == WIDE)
        )
        said = desk.words("#detail-words")
        assert f"Letter {first} on {FORMAL}: Notice of Rejection" in said and "Dear " in said
        assert "POST" in desk.lines()[-1] and "? keys" in desk.lines()[-1]
        await desk.press("C")
        assert "No batch waits" in desk.said()
        await desk.press("M")
        assert "Batch 1: 1 letter for the post of Monday 23 November." in desk.said()
        drawn = "".join(line.strip() for line in desk.lines())
        assert "TRAINING-batch-0001-2026-11-23" in drawn, "where the files are is not cut"
        assert (locations.data_folder() / "post" / "TRAINING-batch-0001-2026-11-23" / "manifest.csv").exists()
        await desk.press("C")
        assert desk.screen_input().value == "23 Nov 2026", "the day of its letters stands there"
        desk.screen_input().value = "tomorrow"
        await desk.press("enter")
        assert "is no day" in desk.words("#complaint")
        desk.screen_input().value = "23 nov"
        await desk.press("enter")
        assert "Batch 1: 1 letter left on Monday 23 November." in desk.said()
        assert "M make batch" in desk.lines()[-1] and "R came back" not in desk.lines()[-1]
        await desk.press("4")
        assert "left (1)" in desk.text()
        assert "R came back" in desk.lines()[-1], "the foot names what is done with this list"
        await desk.press("R")
        await desk.type(HOSTILE)
        await desk.press("enter", "5")
        assert "gone [/] [@click=app.quit]away[/]" in desk.words("#detail-words")
        assert "\x1b" not in desk.text() + desk.words("#detail-words")
        await desk.press("D")
        await desk.type("sent to the new address")
        await desk.press("enter")
        assert "Nothing has come back." in desk.text()
        await desk.press("escape")
        assert desk.window == ""


async def test_a_letter_is_recalled_with_words_and_enter_opens_its_case(store: Path) -> None:
    built = office(store, at=MONDAY)
    number = issued(built, CERTIFICATE)
    async with sitting(built) as desk:
        await opened(desk)
        await desk.press("2", "u")
        assert "Choose a letter under “today”" in desk.said()
        await desk.press("1", "u", "escape")
        assert post.board(built).must[0].number == number
        await desk.press("enter")
        await desk.until(lambda: desk.mode == "CASE")
        assert desk.case.pcn == CERTIFICATE and desk.window == ""
        await opened(desk)
        await desk.press("u")
        await desk.type("wrong enclosure")
        await desk.press("enter")
        assert f"Letter {number} is recalled" in desk.said() and "today (0)" in desk.text()


async def test_a_slip_asks_first(store: Path) -> None:
    built = office(store, at=MONDAY)
    number = issued(built, FORMAL)
    post.make_batch(built)
    evening = office(store, at=MONDAY.replace(hour=17))
    async with sitting(evening) as desk:
        await opened(desk)
        await desk.press("3", "S")
        assert "Did batch 1 not go?" in desk.text()
        await desk.press("escape")
        assert post.board(built).made[0].number == number
        await desk.press("S", "enter")
        assert "slipped: 1 came back to be issued anew" in desk.said()
    assert "slipped" in view(built, find(built, FORMAL)).flags


async def test_a_letter_handed_over_is_asked_who_when_and_where(store: Path) -> None:
    built = office(store, at=MONDAY)
    issued(built, FORMAL)
    async with sitting(built) as desk:
        await opened(desk)
        await desk.press("H")
        for words in ("enforcement agent 7", "10:00", "14 Quay Lane"):
            await desk.type(words)
            await desk.press("enter")
        assert "was handed over at 10:00 by enforcement agent 7" in desk.said()
        assert desk.window == "PostBoard"
        await desk.press("4")
        assert "by hand" in desk.text()


async def test_undo_after_issue_offers_the_recall(store: Path) -> None:
    built = office(store, at=MONDAY)
    number = issued(built, ROUTINE)
    async with sitting(built) as desk:
        await desk.open(ROUTINE)
        assert desk.case.status == "issued"
        await desk.press("m")
        assert "waits for the post of Monday 23 November" in desk.text()
        await desk.press("escape", "u")
        assert desk.window == "AskWords" and number in desk.text()
        await desk.type("decided too fast")
        await desk.press("enter")
        await desk.until(lambda: desk.case.status == "decided")
        assert "recalled" in desk.case.flags and desk.case.draft_saved_at is not None
        # What comes before the letter is undone as ever.
        await desk.press("u")
        assert desk.case.decision is None


async def test_hostile_words_on_each_list_are_marked_text(store: Path) -> None:
    built = office(store, at=MONDAY)
    case_id = find(built, FORMAL)
    with built.store.writing() as tx:
        case = cases.get(tx, case_id)
        assert case is not None
        for payload in SHORT.values():
            letter = builders.letter(tx, case_id, case.pcn_id, recipient=clean(payload)[:200] or "x")
            way = {"case_id": case_id, "pcn_id": case.pcn_id, "body": "[]", "words": clean(payload)}
            changed = {"changed_at": MONDAY, "changed_by": "asha", "left_on": MONDAY.date()}
            store_post.keep(
                tx, letter_id=letter, state="returned", posts_on=MONDAY.date(), how="x", **way, **changed
            )
    async with sitting(built) as desk:
        board = await opened(desk)
        await desk.press("5")
        assert f"returned ({len(SHORT)})" in desk.text()
        for payload in SHORT.values():
            assert board.letter is not None
            said = desk.words("#detail-words")
            assert all(one in said for one in words_of(payload)), (payload, said)
            for strip in desk.app.screen._compositor.render_strips():
                assert not BAD.search(strip.text), strip.text
                assert not any(one.style and "@click" in one.style.meta for one in strip)
            await desk.press("down")


async def test_a_time_that_is_none_keeps_what_was_typed(store: Path) -> None:
    built = office(store, at=MONDAY)
    issued(built, FORMAL)
    async with sitting(built, size=NARROW) as desk:
        await opened(desk)
        await desk.press("H")
        for words in ("enforcement agent 7", "25:99", "14 Quay Lane"):
            await desk.type(words)
            await desk.press("enter")
        assert desk.window == "Fill" and "is no time of day" in desk.text()
        typed = [one.value for one in desk.app.screen.query(Input)]
        assert typed == ["enforcement agent 7", "25:99", "14 Quay Lane"]


async def test_at_eighty_columns_every_list_is_named(store: Path) -> None:
    async with sitting(office(store, at=MONDAY), size=NARROW) as desk:
        await opened(desk)
        assert "3 made, not confirmed (0)" in desk.text() and "5 returned (0)" in desk.text()
        await desk.press("C")
        assert desk.said(), "what was not done is said"
        assert not desk.app._notifications, "and covers no corner of a narrow screen"


async def test_the_letter_under_the_cursor_opens_as_it_is_printed(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseworker.screens.desk import viewer

    number, shown = issued(office(store, at=MONDAY), FORMAL), []
    monkeypatch.setattr(viewer, "viewer", lambda: ("true",))
    monkeypatch.setattr(viewer, "_opened", lambda _command, path: shown.append(path))
    async with sitting(office(store, at=MONDAY)) as desk:
        await opened(desk)
        await desk.press("V")
        await desk.until(lambda: bool(shown))
        assert shown[0].read_bytes().startswith(b"%PDF-1.7") and number in shown[0].name
        assert shown[0].stat().st_mode & 0o077 == 0
        assert f"Letter {number} opened" in desk.said()


async def test_what_goes_by_email_is_made_ready_beside_the_batch_and_comes_back_by_the_same_key(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date

    from caseworker.casework.desk import reach

    monkeypatch.setattr(locations, "data_folder", lambda: tmp_path / "data")
    built = office(store, at=MONDAY)
    issued(built, FORMAL)
    done = claim.claim(built, find(built, ROUTINE))
    agreed = reach.Reach("jo@mail.example", date(2026, 11, 20), "in their letter")
    done = reach.change(built, done.case_id, done.version, agreed)
    done = points.keep(built, done.case_id, done.version, [point("ceo-conduct")])
    decision.decide(built, done.case_id, done.version, Outcome.UPHOLD)
    seen = view(built, done.case_id)
    blocks = compose.new_plan(built, seen)
    reasons = {issue.mark(one): ("", "Looked at.") for one in compose.check(built, seen, blocks).findings}
    number = issue.issue(built, seen, blocks, reasons).number
    async with sitting(built) as desk:
        board = await opened(desk)
        assert board.seen is not None
        assert sorted(one.how for one in board.seen.must) == ["email", "first-class"]
        await desk.press("M")
        await desk.until(lambda: (tmp_path / "data" / "post").is_dir())
        await desk.until(lambda: "to email on Monday 23 November" in desk.said())
        kinds = sorted(one.name.split("-")[1] for one in (tmp_path / "data" / "post").iterdir())
        assert kinds == ["batch", "outbox"]
        await desk.press("tab", "tab")
        while board.letter is None or board.letter.number != number:
            await desk.press("down")
        await desk.press("R")
        assert desk.window == "AskWords"
        await desk.type("mailbox unknown")
        await desk.press("enter")
        assert f"Letter {number} came back to whoever issued it" in desk.said()
        assert "slipped" in view(built, seen.id).flags
