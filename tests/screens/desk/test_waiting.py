"""Holds, requests for information, telephone notes, views, films, permits and places: by their keys."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from caseworker.practice.build import office_at
from caseworker.practice.drawing import Scene
from caseworker.practice.filming import film
from caseworker.screens.filling import Fill
from caseworker.store import tables
from tests import builders
from tests.hostile.payloads import SHORT
from tests.reading import samples
from tests.screens.desks import AT, NARROW, WIDE, Desk, office, sitting
from tests.screens.small import BUSY, FORMAL, ROUTINE

PCN: Any = tables.Pcn.__table__  # type: ignore[attr-defined]


def write(path: Path, *rows: Any) -> None:
    """Write rows into the store, before anybody sits down."""
    office = office_at(path, AT)
    with office.store.writing() as tx:
        for row in rows:
            row(tx)
    office.store.close()


async def fill(desk: Desk, **lines: str) -> None:
    """Fill in the window's lines, and keep it."""
    await desk.until(lambda: desk.app.screen.query(", ".join(f"#line-{name}" for name in lines)))
    assert isinstance(desk.app.screen, Fill)
    for name, words in lines.items():
        desk.app.screen.query_one(f"#line-{name}").value = words  # type: ignore[attr-defined]
    await desk.press("f10")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_h_puts_on_hold_and_h_again_lifts(store: Path, size: tuple[int, int]) -> None:
    async with sitting(store, size=size) as desk:
        await desk.open(FORMAL)
        await desk.press("h")
        assert "A hold does not stop the 56 days: the last safe posting day is" in " ".join(
            line.strip(" │") for line in desk.lines()
        )
        await fill(desk, words="", until="+10")
        assert "A hold needs a reason." in desk.words("#complaint")
        await fill(desk, words="Waiting for the log", until="yesterday")
        assert "is no day" in desk.words("#complaint")
        await fill(desk, until="+10")
        assert desk.case.hold is not None and desk.case.hold.until_on == date(2026, 12, 2)
        assert "On hold until Wednesday 2 December 2026." in desk.said()
        await desk.press("escape")
        assert any("hold" in line and FORMAL in line for line in desk.lines()) or size == NARROW
        await desk.go("q held:yes")
        assert desk.words("#queue-line").startswith("1 case")
        await desk.open(FORMAL)
        await desk.press("h")
        assert desk.case.hold is None and "The hold is lifted." in desk.said()


async def test_i_asks_and_the_letter_is_written_and_issued(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.press("i")
        assert "Asking does not stop the 56 days" in " ".join(line.strip(" │") for line in desk.lines())
        await desk.press("space")
        await fill(desk, own="[b]the buyer's number[/b]", until="10 dec")
        decision = desk.case.decision
        assert decision is not None and decision.answer_by == date(2026, 12, 10)
        assert len(decision.asked) == 2 and "[b]the buyer's number[/b]" in decision.asked
        await desk.press("d")
        assert "Nothing is decided: asked for, until Thursday 10 December 2026" in desk.words("#decision")
        await desk.press("l")
        assert desk.mode == "COMPOSE" and "10 December 2026" in desk.words("#preview")
        assert "A hold does not stop the 56 days" in desk.words("#compose-line")
        await desk.press("f9")
        assert "A hold does not stop the 56 days" in desk.words("#verdict")
        for _ in range(6):
            if desk.file.checked is None or not desk.file.checked.findings:
                break
            await desk.press("f8")
            if desk.window != "AskWords":
                break
            await desk.type("It is as it should be here.")
            await desk.press("enter")
        await desk.press("y")
        await desk.settle()
        await desk.go(f"case {FORMAL}")
        assert desk.case.hold is not None and desk.case.hold.kind == "information"
        assert (desk.case.status, desk.case.decision) == ("open", None)


async def test_a_request_that_cannot_stand_keeps_its_form(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.press("i")
        await fill(desk, own="the buyer's number", until="tomorrow")
        assert "is no day" in desk.words("#complaint")
        for until, said in (("23 nov", "is treated as served on"), ("+92", "no time to decide")):
            await fill(desk, until=until)
            assert said in desk.words("#complaint") and desk.window == "Fill"
        await fill(desk, own=" ; ", until="10 dec")
        assert "Nothing is asked for." in desk.words("#complaint")
        await fill(desk, own="the buyer's number")
        assert desk.case.decision is not None and desk.case.decision.asked == ("the buyer's number",)


async def test_i_says_at_once_that_no_day_is_left(store: Path) -> None:
    soon = sa.update(tables.Case.__table__).values(safe_post_on=date(2026, 11, 25))  # type: ignore[attr-defined]
    write(store, lambda tx: tx.execute(soon))
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.press("i")
        assert desk.window == "" and "There is no time to ask" in desk.said()


async def test_u_takes_a_request_back(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.press("i", "space")
        await fill(desk, until="10 dec")
        assert desk.case.decision is not None
        await desk.press("u")
        assert desk.case.decision is None and desk.case.hold is None


async def test_a_telephone_note_says_who_called_and_what_they_were_told(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await desk.open(FORMAL)
        await desk.press("o", "t")
        await fill(desk, caller="", said="x")
        assert "Nobody is named as the caller." in desk.words("#complaint")
        await fill(desk, caller="x", number="ring me")
        assert "is no telephone number" in desk.words("#complaint")
        right = {"caller": "Milo Ferrant, keeper", "said": "asks when we answer", "told": "by 4 January"}
        await fill(desk, number="", **right)
        (note,) = desk.case.notes
        assert note.kind == "telephone"
        assert note.text == (
            "Called: Milo Ferrant, keeper\nSaid: asks when we answer\nWas told: by 4 January"
        ), "no number is kept that was not typed"
        await desk.press("t")
        assert "telephone: Called: Milo Ferrant" in desk.words("#record")


async def test_the_arrows_choose_too(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.press("o")
        assert "▸ o" in desk.text()
        await desk.press("down")
        assert "▸ t" in desk.text() and "▸ o" not in desk.text()
        await desk.press("enter")
        assert desk.window == "Fill"
        await desk.press("escape", "o", "enter")
        assert desk.window == "AskWords"


async def test_hostile_words_of_a_call_stand_as_words(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        for words in list(SHORT.values())[:8]:
            await desk.press("o", "t")
            await fill(desk, caller="x " + words.replace("\n", " ").replace("\r", " "), said="y")
            assert desk.window == ""
        await desk.press("t")
        assert len(desk.case.notes) == 8 and "\x1b" not in desk.words("#record")


async def test_views_are_kept_picked_and_forgotten(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.press("asterisk")
        assert "You keep no view yet" in desk.said()
        await desk.go("q kind:formal")
        await desk.press("asterisk", "enter")
        desk.screen_input().value = "my formals"
        await desk.press("enter")
        assert "Kept as my formals" in desk.said()
        await desk.go("q")
        await desk.go("q My Formals")
        assert "filter: kind:formal" in desk.words("#queue-line")
        await desk.go("q")
        await desk.press("asterisk", "enter")
        assert "filter: kind:formal" in desk.words("#queue-line")
        await desk.go("forget my formals")
        assert "my formals is forgotten" in desk.said()
        await desk.go("keep kind:x")
        assert "A view needs a name of its own." in desk.said()


async def test_permits_and_sessions_stand_with_their_look_alikes(store: Path) -> None:
    hours = [datetime(2026, 10, 26, hour, 0, tzinfo=UTC) for hour in (9, 10, 11)]
    write(
        store,
        lambda tx: builders.permit(tx, "ZZ10AAB", number="RP77", holder="[b]x[/b]"),
        lambda tx: builders.session(tx, "ZZ1OAAB", starts_at=hours[0], ends_at=hours[1], location="[red]Q"),
        lambda tx: builders.session(tx, "ZZ10AAB", starts_at=hours[1], ends_at=hours[2], kind="voucher"),
    )
    async with sitting(store, size=NARROW) as desk:
        await desk.open(ROUTINE)
        await desk.press("E")
        seen = desk.words("#record")
        assert "■ resident RP77" in seen and "valid on the day" in seen
        assert "look-alike: ZZ1OAAB" in seen and "[red]Q" in seen
        assert "■ voucher 26 Oct 10:00 to 11:00" in seen and "running at 10:42" in seen
        await desk.open(FORMAL)
        await desk.press("E")
        assert desk.words("#record").count("None on the day") == 2


async def test_the_place_its_order_and_its_sign(store: Path) -> None:
    def place(tx: Any) -> None:
        order = builders.order(tx, to_on=date(2026, 10, 1))
        where = builders.location(tx, "Quill Street", order_id=order)
        builders.paper(tx, samples.png(40, 30), location_id=where)

    write(store, place)
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        assert any("was not in force on 26 Oct 2026" in one for one in desk.case.warnings)
        await desk.press("L")
        seen = desk.words("#record")
        assert "article 4, schedule 2" in seen and "! The order for Quill Street" in seen
        assert "1 challenge about this place" in seen
        await desk.press("escape", "v", "down", "enter")
        assert "▀" in desk.text() and "Sign at 14" in desk.words("#caption")
        await desk.press("v")
        assert desk.file.evidence.open_id == desk.case.evidence[0].id
        await desk.open(FORMAL)
        await desk.press("L")
        assert "its order is not known here" in desk.words("#record")


async def test_a_film_counts_as_opened_once_its_viewer_had_it(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = tmp_path / "clip.mp4"
    film.write_bytes(b"\x00\x00\x00\x18ftypmp42")
    opened: list[list[str]] = []
    monkeypatch.setattr("caseworker.screens.desk.viewer.viewer", lambda: ("viewer",))
    monkeypatch.setattr("subprocess.Popen", lambda command, **_: opened.append(command))

    def add(tx: Any) -> None:
        about = tx.execute(sa.select(PCN.c.id).where(PCN.c.pcn == BUSY)).scalar_one()
        builders.evidence(tx, about, b"", name="clip.mp4", kind="film", path=str(film))

    write(store, add)
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("v", "v", "v")
        assert [one.kind for one in desk.case.unopened] == ["film"], "described, not opened"
        assert "V opens it" in desk.words("#caption")
        await desk.press("V")
        assert opened == [["viewer", str(film)]] and not desk.case.unopened
        await fill(desk, starts="0:40", ends="soon", words="nobody comes")
        assert "is no place in a film" in desk.words("#complaint")
        await fill(desk, ends="0:15")
        assert "cannot be seen from 00:40 to 00:15" in desk.words("#complaint"), "nothing typed is lost"
        await fill(desk, ends="2:15")
        (seen,) = desk.case.evidence[-1].seen
        assert seen == "asha 22 Nov 10:00 00:40 to 02:15: nobody comes"
        assert "seen by asha" in desk.text()
        await desk.press("V", "escape")
        assert [one.endswith("opened") for one in desk.case.evidence[-1].seen] == [False, True]
        film.unlink()
        await desk.press("V")
        await desk.until(lambda: desk.window == "Fill" and "is not where it was" in desk.text())


async def test_without_a_viewer_an_officer_says_how_the_film_was_seen(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = tmp_path / "clip.mp4"
    film.write_bytes(b"\x00\x00\x00\x18ftypmp42")
    monkeypatch.setattr("caseworker.screens.desk.viewer.viewer", lambda: None)

    def add(tx: Any) -> None:
        about = tx.execute(sa.select(PCN.c.id).where(PCN.c.pcn == BUSY)).scalar_one()
        builders.evidence(tx, about, b"", name="clip.mp4", kind="film", path=str(film))

    write(store, add)
    async with sitting(store, size=NARROW) as desk:
        await desk.open(BUSY)
        await desk.press("v", "v", "v", "V")
        await desk.until(lambda: "There is no film viewer on this machine." in desk.text())
        await desk.press("escape")
        assert [one.kind for one in desk.case.unopened] == ["film"], "left: nothing is noted"
        await desk.press("V")
        await desk.until(lambda: desk.window == "Fill")
        await fill(desk, how="elsewhere", words="nobody comes to the car")
        assert "not said how you saw the film" in desk.words("#complaint")
        await fill(desk, how="on the camera room's screen")
        assert desk.window == "" and not desk.case.unopened
        (seen,) = desk.case.evidence[-1].seen
        assert seen.endswith("nobody comes to the car (seen elsewhere: on the camera room's screen)")


async def test_a_film_of_the_practice_office_is_opened_from_the_store(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving = film(Scene("ZZ19 ABC", "RED", "Northgate", "", "20/11/2026 10:43"), "one", 3)
    opened: list[list[str]] = []
    monkeypatch.setattr("caseworker.screens.desk.viewer.viewer", lambda: ("viewer",))
    monkeypatch.setattr("subprocess.Popen", lambda command, **_: opened.append(command))

    def add(tx: Any) -> None:
        about = tx.execute(sa.select(PCN.c.id).where(PCN.c.pcn == BUSY)).scalar_one()
        builders.evidence(tx, about, moving, name="x.avi", kind="film")

    write(store, add)
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("v", "v", "v", "V")
        ((_, path),) = opened
        assert path.endswith(".avi") and Path(path).read_bytes() == moving
        assert Path(path).stat().st_mode & 0o077 == 0
        await fill(desk, starts="0:06", ends="0:09", words="nobody gets out")
        assert desk.case.evidence[-1].seen == ("asha 22 Nov 10:00 00:06 to 00:09: nobody gets out",)


async def test_the_plan_lists_words_as_they_will_be_printed(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.press("i", "space")
        await fill(desk, until="10 dec")
        await desk.press("l")
        listed = [str(desk.file.letter.listed.get_option_at_index(n).prompt) for n in range(4)]
        assert not any("{" in one or "**" in one for one in listed)
        assert any(FORMAL in one for one in listed)


async def test_a_refusal_stands_at_the_foot_whatever_the_width(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await desk.go("case ZZ9999999Z")
        assert "✖ Not done: No case on PCN ZZ9999999Z" in desk.text()
        assert not desk.app._notifications
        await desk.pilot.resize_terminal(*WIDE)
        await desk.settle()
        await desk.go("case ZZ9999999Z")
        assert "✖ Not done: No case on PCN ZZ9999999Z" in desk.text() and not desk.app._notifications


async def test_the_day_s_count_takes_the_room_of_a_new_width(store: Path) -> None:
    monday = office(store, at=AT + timedelta(days=1))
    async with sitting(monday, size=NARROW) as desk:
        await desk.until(lambda: "░░░░░" in desk.text())
        assert "░░░░░░░░░░" not in desk.text()
        await desk.pilot.resize_terminal(*WIDE)
        await desk.settle()
        assert "░░░░░░░░░░" in desk.text()
