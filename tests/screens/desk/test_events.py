"""`e` and `:event`: what can happen to a PCN, what bars it, one of it entered; what runs beside the PCN."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseworker.casework.desk.proceedings import Asks, Possible
from caseworker.law.barring import Bar
from caseworker.law.citations import Citation, Status
from caseworker.screens.asking import Pick
from caseworker.screens.desk.events import choice
from caseworker.screens.filling import Fill
from tests.screens.desk.test_waiting import fill
from tests.screens.desks import NARROW, WIDE, Desk, sitting
from tests.screens.small import CERTIFICATE, FORMAL, ROUTINE


def choices(desk: Desk) -> list[str]:
    window = desk.app.screen
    assert isinstance(window, Pick)
    return [one.id for one in window.choices]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_order_and_a_form_of_the_court_are_entered_and_shown(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await desk.open(CERTIFICATE)
        await desk.press("e")
        assert "registered" in choices(desk)
        await desk.type("registered")
        await desk.press("enter")
        await fill(desk, on="20/11/2026", why="TEC list")
        assert desk.case.facts.stage == "registered"
        await desk.go("event")
        await desk.type("witness")
        await desk.press("enter")
        await fill(desk, on="21 nov", ground="no-rejection", reference="TEC-[7]")
        (one,) = desk.case.proceedings
        assert (one.kind, one.form, one.ground, one.began_on) == (
            *("statement", "TE9", "no-rejection"),
            date(2026, 11, 21),
        )
        await desk.press("t")
        assert "Form filed at the court (TE9 · no-rejection · TEC-[7]): open since" in desk.words("#record")


async def test_what_cannot_stand_is_said_and_nothing_typed_is_lost(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await desk.open(CERTIFICATE)
        await desk.press("e")
        await desk.type("registered")
        await desk.press("enter")
        await fill(desk, on="someday", why="TEC list")
        assert "“someday” is no day" in desk.words("#complaint")
        await fill(desk, on="1 may 2026")
        assert isinstance(desk.app.screen, Fill)
        said = " ".join(line.strip(" │") for line in desk.lines())
        assert 'on Fri 1 May 2026 comes before "A Charge Certificate was served"' in said
        assert desk.app.screen.query_one("#line-why").value == "TEC list"  # type: ignore[attr-defined]
        await desk.press("escape", "escape")
        assert desk.window == "" and desk.case.proceedings == ()


async def test_what_is_barred_says_what_bars_it_and_is_not_asked(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.go("event")
        listed = choices(desk)
        assert "representations-rejected" not in listed, "a letter does that"
        await desk.type("written off")
        window = desk.app.screen
        assert isinstance(window, Pick)
        await desk.press("escape")


async def test_event_names_another_pcn_and_an_unknown_one_is_refused(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("event")
        assert "No case is open: :event PCN" in desk.said()
        await desk.go(f"event {ROUTINE.lower()}")
        assert "notice-to-owner-served" in choices(desk)
        await desk.press("escape")
        await desk.go("event ZZ9999999Z")
        assert "No PCN ZZ9999999Z is known here." in desk.said()


async def test_an_event_of_another_stage_says_where_it_can_happen(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await desk.open(FORMAL)
        await desk.press("e")
        await desk.type("warrant")
        assert choices(desk) == []
        why = desk.words("#pick-preview")
        assert why.startswith("Not where this PCN stands (Formal representations being considered):"), why
        assert "It can happen at: Order for Recovery served." in why
        await desk.press("backspace", "x")
        assert desk.words("#pick-preview") == "", "letters that name no event"


def test_what_bars_an_event_says_how_far_its_law_is_verified() -> None:
    law = Citation("GR22", "reg 22", Status.RECALLED)
    bar = Bar("T16", "Register the debt: from Thu 26 Nov 2026, and not before.", law)
    one = Possible("tma-reg9", "registered", "Registered", "rejected", "", "", "", (bar,), law, Asks())
    assert "! T16: Register the debt" in choice(one).preview
    assert "  GR22 reg 22, NOT VERIFIED (recalled)" in choice(one).preview.splitlines()


async def test_a_payment_has_a_reference_of_its_own(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(CERTIFICATE)
        await desk.press("e")
        await desk.type("paid-in-part")
        await desk.press("enter")
        assert "The payment's own reference" in desk.text()
        await desk.press("escape")
