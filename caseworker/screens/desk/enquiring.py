"""`:new complaint`: a case of its own beside the dispute, opened by hand on the open case's PCN."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from caseworker.screens.asking import Choice, Pick
from caseworker.screens.days import day_gone
from caseworker.screens.filling import Fill, Line

if TYPE_CHECKING:
    from caseworker.casework.views import Done
    from caseworker.screens.desk.ways import Ways


async def begin(desk: Ways, typed: str = "") -> None:
    """Ask what came in, and open its case.

    Args:
        typed: which kind; asked where none is given.
    """
    from caseworker.casework.desk.enquiring import KINDS

    view = desk.view
    if view is None:
        desk.app.hint("No case is open: open one of the PCN that it is about, then :new complaint.")
        return
    kind = typed
    if kind not in KINDS:
        rows = [Choice(one, one, words, words) for one, words in KINDS.items()]
        picked = await desk.app.push_screen_wait(
            Pick("What came in?", lambda said: [one for one in rows if said.casefold() in one.label])
        )
        if picked is None:
            return
        kind = picked
    done = await desk.app.push_screen_wait(window(desk, kind, view.pcn))
    if done is not None:
        desk.open_case(done.case_id)
        desk.app.say(done.words)


def window(desk: Ways, kind: str, pcn: str) -> Fill:
    """The window that asks when it came, who asks and what; it stays until the case is open."""
    from caseworker.casework.desk.enquiring import KINDS, check, enquire

    office = desk.app.office
    today = office.today()

    def fits(filled: Mapping[str, str]) -> None:
        check(office, kind, day_gone(filled["on"], today), filled["words"])

    async def keep(filled: dict[str, str]) -> Done:
        given: dict[str, Any] = {**filled, "on": day_gone(filled["on"], today)}
        return await desk.app.ask(enquire, pcn, kind, **given)

    return Fill(
        f"New: {kind} on {pcn}",
        f"{KINDS[kind].capitalize()}. It is a case of its own: the challenge and its clock stay as they are.",
        (
            Line("on", "The day it came in", f"{today:%d %b %Y}", check=lambda day: day_gone(day, today)),
            Line("name", "Who asks (the keeper, where left empty)"),
            Line("address", "Their address, its lines apart by ;"),
            Line("postcode", "Their postcode"),
            Line("words", "What was asked, or what it is about"),
        ),
        check=fits,
        keep=keep,
    )
