"""The inbox by keys: a piece goes to the PCN that fits, a typed one, several or none; a slip is undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.casework.desk import indexing
from caseworker.casework.desk.intake import take_in
from caseworker.casework.desk.view import find, view
from caseworker.casework.office import Office
from caseworker.reading.extract import read
from caseworker.screens.desk.inbox import InboxBoard
from tests.casework.desk.posted import mail, post
from tests.hostile import payloads
from tests.reading.samples import png
from tests.screens.desks import NARROW, WIDE, Desk, office, sitting
from tests.screens.small import BARE, FORMAL, GUIDED, NAMES, ROUTINE


def filled(where: Path, *rows: dict[str, str], **files: bytes) -> Office:
    """The office with post in its inbox."""
    built = office(where)
    done = take_in(built, read(post(*rows, **files)))
    assert not done.faults, [one.words for one in done.faults]
    return built


async def opened(desk: Desk) -> InboxBoard:
    """Open the inbox by command."""
    await desk.go("inbox")
    board = desk.app.screen
    assert isinstance(board, InboxBoard)
    await desk.until(lambda: board.read_once and (board.row is None or board.row.id in board.found))
    await desk.settle()
    return board


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_enter_indexes_to_the_chosen_pcn_and_opens_its_case(store: Path, size: tuple[int, int]) -> None:
    built = filled(
        store, {"pcn": ROUTINE, "text": f"About {GUIDED}. I was loading a piano.", "subject": "Piano"}
    )
    async with sitting(built, size=size) as desk:
        board = await opened(desk)
        text, foot = desk.text(), desk.lines()[-1]
        assert "▸1 waiting (1)" in text and "1 waits · " in text and "oldest" in text
        assert "I was loading a piano." in text
        assert f"▸ {GUIDED}" in text and "because: its PCN is" in text
        assert "INBOX" in foot and "enter index" in foot and "? keys" in foot
        await desk.press("right")
        assert f"▸ {ROUTINE}" in desk.text() and "because: the PCN" in desk.text()
        await desk.press("left", "left", "right", "enter")
        assert f"Indexed to {GUIDED}, received 17 Nov 2026." in desk.said()
        assert "Nothing waits" in desk.text()
        await desk.press("tab")
        assert f"It is on {GUIDED}." in desk.text()
        assert board.pcn_of("indexed", board.row.id) == GUIDED
        await desk.press("enter")
        assert desk.window == "" and desk.case.pcn == GUIDED
        assert desk.case.items[-1].text == f"About {GUIDED}. I was loading a piano."


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_where_the_pcn_is_not_certain_enter_asks_first(store: Path, size: tuple[int, int]) -> None:
    built = filled(
        store,
        {"id": "S-1", "from_name": "Jo Example", "from_postcode": "", "text": "Cancel it."},
        {"id": "S-2", "received": "2026-11-18", "text": f"{ROUTINE} and {GUIDED}", "from_postcode": ""},
    )
    async with sitting(built, size=size) as desk:
        board = await opened(desk)
        first = board.match
        assert first is not None and not first.named
        await desk.press("enter")
        said = " ".join(desk.text().split())
        assert desk.window == "Tell" and f"Index it to {first.pcn}?" in said
        assert f"keeper: {first.keeper}" in said and f"because: {first.reasons[0]}" in said
        assert "! As much speaks for" in said or "! Its number does not stand in the piece." in said
        await desk.press("escape")
        assert len(indexing.inbox(built)) == 2
        await desk.press("enter", "enter")
        assert f"Indexed to {first.pcn}" in desk.said()
        desk.unsay()
        await desk.press("enter")
        assert "! Several PCNs are named:" in desk.text() and "= splits it" in " ".join(desk.text().split())
        await desk.press("escape", "right", "left", "enter")
        assert desk.window == "InboxBoard" and "Indexed to" in desk.said()


async def test_a_wrong_pcn_is_moved_with_its_day(store: Path) -> None:
    built = filled(store, {"pcn": ROUTINE})
    async with sitting(built, size=NARROW) as desk:
        await opened(desk)
        await desk.press("z")
        assert "It is on no PCN yet" in desk.text()
        await desk.press("enter", "tab", "z")
        assert f"it is on {ROUTINE} now" in desk.text()
        desk.screen_input().value = "ZZ578O949"
        await desk.press("enter")
        assert desk.window == "AskLine" and "no known shape" in desk.words("#complaint")
        desk.screen_input().value = BARE
        await desk.press("enter")
        assert f"Moved from {ROUTINE} to {BARE}, received 17 Nov 2026." in desk.said()
        assert f"It is on {BARE}." in desk.text()
    assert [one.from_name for one in view(built, find(built, BARE)).items] == ["Jo Example", "Jo Example"]


async def test_a_pcn_is_typed_and_a_wrong_one_is_refused_in_words(store: Path) -> None:
    built = filled(store, {"from_name": "Nobody Known", "from_postcode": "", "text": "Cancel it."})
    async with sitting(built) as desk:
        await opened(desk)
        assert "No PCN fits. + types one" in desk.text()
        await desk.press("enter")
        assert "No PCN fits: + types one." in desk.text()
        await desk.press("plus")
        for wrong, why in (("ZZ7777777Z", "No PCN ZZ7777777Z is known here."), ("n", "no known shape")):
            desk.screen_input().value = wrong
            await desk.press("enter")
            assert desk.window == "AskLine" and why in desk.words("#complaint")
        desk.screen_input().value = FORMAL
        await desk.press("enter")
        assert f"Indexed to {FORMAL}" in desk.said()


async def test_kind_split_and_aside_by_keys(store: Path) -> None:
    rows = ({"id": "S-1", "text": f"{ROUTINE} and {GUIDED}"}, {"id": "S-2", "received": "2026-11-18"})
    built = filled(store, *rows)
    async with sitting(built, size=NARROW) as desk:
        await opened(desk)
        await desk.press("c")
        await desk.type("compl")
        await desk.press("enter")
        assert "It is now complaint." in desk.said()
        await desk.press("equals_sign")
        assert set(desk.screen_input().value.split()) == {ROUTINE, GUIDED}
        both = desk.screen_input().value
        for wrong, why in ((f"{ROUTINE} ZZ12", "no known shape"), (ROUTINE, "1 PCN named")):
            desk.screen_input().value = wrong
            await desk.press("enter")
            assert desk.window == "AskLine" and why in desk.words("#complaint")
        desk.screen_input().value = both
        await desk.press("enter", "escape")
        assert indexing.inbox(built, "split") == () and desk.window == "InboxBoard"
        await desk.press("equals_sign", "enter")
        assert desk.window == "Tell" and "not one keeper's" in desk.text()
        assert all(
            pcn in desk.text() and NAMES.get(pcn, "Jo Example") in desk.text() for pcn in (ROUTINE, GUIDED)
        )
        await desk.press("enter")
        assert "Indexed to" in desk.said()
        await desk.press("minus")
        await desk.type("spam")
        await desk.press("enter")
        assert "Set aside" in desk.said()
        await desk.press("3")
        assert "! spam" in desk.text()
    assert [one.kind for one in indexing.inbox(built, "split")] == ["complaint"]


async def test_a_scan_is_drawn_and_handed_to_no_viewer_but_as_a_picture(store: Path) -> None:
    built = filled(store, {"file": "scan.png", "text": ""}, **{"post/scan.png": png(40, 30)})
    async with sitting(built) as desk:
        board = await opened(desk)
        await desk.settle()
        assert board.photo.display
        assert "▀" in desk.text()
        assert "The original is a picture: V opens it." in desk.words("#detail-words")


async def test_somebody_else_was_quicker(store: Path) -> None:
    built = filled(store, {"pcn": ROUTINE})
    async with sitting(built) as desk:
        await opened(desk)
        (piece,) = indexing.inbox(built)
        other = office(store, "dara" if built.officer.id != "dara" else "asha") if False else built
        indexing.index(other, piece.id, piece.version, GUIDED)
        await desk.press("enter")
        assert f"indexed it to {GUIDED}" in desk.said()
        assert len(indexing.inbox(built, "indexed")) == 1


async def test_a_message_cut_short_says_so_in_its_row_though_it_has_a_subject(store: Path) -> None:
    built = filled(store, {"pcn": ROUTINE})
    head = b"From: a@b.example\r\nSubject: many\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    parts = b"--x\r\n\r\npart\r\n" * 1_200
    assert not take_in(built, read({"mail/many.eml": head + parts + b"--x--\r\n"})).faults
    async with sitting(built) as desk:
        await opened(desk)
        assert "! more than 1,000 parts" in desk.text()


async def test_hostile_post_and_mail_act_on_nothing(store: Path) -> None:
    words = [one.encode("utf-8", "replace").decode() for one in payloads.SHORT.values()]
    rows = [
        {"id": f"S-{n}", "text": "\n".join(words[n::8]), "subject": one, "from_name": one, "pcn": one}
        for n, one in enumerate(words[:8])
    ]
    built = filled(store, *rows)
    assert not take_in(built, read({"mail/a.eml": mail("[/] \x1b[2J", "\n".join(words))})).faults
    async with sitting(built, size=NARROW) as desk:
        board = await opened(desk)
        for _ in rows:
            shown = desk.text() + desk.words("#detail-words")
            assert not any(char in shown for char in "\x1b\u202e\x07\x9b")
            await desk.press("down")
        assert isinstance(desk.app.screen, InboxBoard)
        await desk.press("minus")
        await desk.type("[@click=app.quit]x[/] \x1b[2J")
        await desk.press("enter", "3")
        assert "[@click=app.quit]x[/]" in desk.words("#detail-words")
        assert board.is_current
