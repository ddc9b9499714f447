"""The last look: each letter from its head."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.casework.desk.letters import edition
from caseworker.screens.desk import viewer
from tests.letters.pdfs import pages
from tests.screens.desk.test_letter import to_letter
from tests.screens.desks import NARROW, WIDE, Desk, office, sitting
from tests.screens.small import FORMAL, ROUTINE


async def test_each_letter_is_shown_from_its_head(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await to_letter(desk)
        await desk.press("f9", "end")
        assert desk.file.preflight.letter.scroll_y > 0
        await desk.press("f4", "f9")
        assert desk.file.preflight.letter.scroll_y == 0
        await desk.press("end", "y")
        await desk.press("escape")
        await to_letter(desk, FORMAL)
        await desk.press("f9")
        assert desk.file.preflight.letter.scroll_y == 0


async def test_a_finding_far_down_does_not_hide_the_head(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await to_letter(desk, ROUTINE)
        for _ in range(len(desk.file.blocks) - 1):
            await desk.press("down")
        await desk.press("enter")
        await desk.type(" XXXX TBC {name}")
        await desk.press("escape", "f9")
        assert desk.file.checked is not None and desk.file.checked.findings
        assert desk.file.preflight.letter.scroll_y == 0


async def written_over(desk: Desk, wrong: str, right: str) -> None:
    """The letter of a challenge that is upheld, in which one value is written over; on preflight."""
    await to_letter(desk, key="r")
    at = next(n for n, one in enumerate(desk.file.blocks) if one.slot == "decision")
    await desk.press(*["down"] * at, "enter")
    await desk.type(f" You still owe {wrong} on this Penalty Charge Notice.")
    await desk.press("escape", "f9")
    assert desk.mode == "PREFLIGHT" and right not in desk.file.blocks[at].text


def codes(desk: Desk) -> list[str]:
    assert desk.file.checked is not None
    return [one.code for one in desk.file.checked.findings]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_wrong_sum_is_put_right_by_one_key_checked_anew_and_had_back(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await written_over(desk, "£999.00", "£35.00")
        assert "c put right" in desk.lines()[-1]
        await desk.until(lambda: "c puts it right: £" in desk.text())
        before = desk.file.blocks
        assert "wrong-amount" in codes(desk)
        await desk.press(*["down"] * codes(desk).index("wrong-amount"), "c")
        assert desk.mode == "PREFLIGHT" and "wrong-amount" not in codes(desk)
        assert "Put right: £" in desk.said() and "£999.00" not in desk.file.preflight.checked.letter.text
        await desk.press("u")
        assert desk.file.blocks == before and "wrong-amount" in codes(desk)
        assert "Undone: the letter is as it was" in desk.said() and desk.mode == "PREFLIGHT"
        await desk.press("y")
        assert not desk.case.letters, "what was had back stands against the letter again"


async def test_a_statement_that_was_taken_out_is_put_in_again_and_the_letter_can_go(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk, FORMAL, key="r")
        planned = desk.file.blocks
        while "rights" in (slots := [one.slot for one in desk.file.blocks]):
            desk.file.letter.listed.highlighted = slots.index("rights")
            await desk.press("minus")
        await desk.press("f9")
        assert {"missing-28-days-appeal", "missing-charge-certificate-warning"} <= set(codes(desk))
        for _ in range(len(codes(desk))):
            await desk.until(lambda: "c puts it right" in desk.text())
            index = next(n for n, one in enumerate(desk.file.preflight.offers) if one is not None)
            desk.file.preflight.listed.highlighted = index
            await desk.press("c")
            if not codes(desk):
                break
        assert desk.file.blocks == planned, "each where the plan has it"
        await desk.press("y")
        assert "issued to" in desk.said()


async def test_what_only_a_person_can_put_right_is_said_so(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("plus")
        await desk.type("You should have known better.")
        await desk.press("escape", "f9")
        assert codes(desk) == ["rude-tone"]
        before = desk.file.blocks
        assert "c puts it right" not in desk.text()
        await desk.press("c")
        assert "Only words of your own put this right" in desk.said() and desk.file.blocks == before


async def test_u_takes_back_each_change_of_the_letter_in_turn(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        planned = desk.file.blocks
        await desk.press("u")
        assert "Nothing was changed in this letter" in desk.said() and desk.case.decision is not None
        await desk.press("minus")
        removed = desk.file.blocks
        await desk.press("enter")
        await desk.type(" One.")
        await desk.type(" Two.")
        await desk.press("escape", "ctrl+down")
        await desk.press("u", "u")
        assert desk.file.blocks == removed, "what was typed into one paragraph is one step"
        await desk.press("u")
        assert desk.file.blocks == planned
        await desk.until(lambda: desk.file.unkept_since is None)
        await desk.press("escape", "l")
        assert desk.file.blocks == planned, "and the draft is kept so"


async def test_the_letter_opens_as_it_will_be_printed_before_it_is_issued(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bytes] = []
    monkeypatch.setattr(viewer, "viewer", lambda: ("looks-at",))
    monkeypatch.setattr(viewer, "_opened", lambda command, path: shown.append(path.read_bytes()))
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("V")
        await desk.press("f9")
        assert "V as printed" in desk.lines()[-1]
        await desk.press("V")
        assert "not issued yet" in desk.said() and not desk.case.letters and desk.mode == "PREFLIGHT"
        assert len(shown) == 2 and shown[0] == shown[1]
        await desk.press("y")
    # The same but for the number, which it has only from its issue.
    issued = edition(office(store), "TR-0000001", "pdf")
    foot = [page.split("\n")[-1] for page in pages(issued)]
    assert all("TR-0000001" in line for line in foot)
    body = [[page.split("\n")[:-1] for page in pages(one)] for one in (shown[0], issued)]
    assert body[0] == body[1] and "Petra Voss" in str(body)


async def test_without_a_viewer_it_is_said_where_the_letter_can_be_read(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewer, "viewer", lambda: None)
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("f9", "V")
        assert "no viewer for a PDF" in desk.said() and "pgdn" in desk.said()
