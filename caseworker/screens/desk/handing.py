"""A leader's approval that a letter is handed over: asked for by `:hand`, taken back by it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.views import CaseView, Done
    from caseworker.screens.desk.ways import Ways
    from caseworker.screens.filling import Fill


async def approve(desk: Ways) -> None:
    """Note which leader approved delivery by hand, and why; where that stands, offer to take it back."""
    from caseworker.casework.desk import by_hand

    view = desk.view
    if view is None:
        desk.app.hint("No case is open.")
        return
    if view.facts.by_hand:
        await take_back(desk, view)
        return
    until = await desk.try_act(by_hand.until, view)
    if until is None or not await desk.own():
        return
    done = await desk.app.push_screen_wait(asking(desk, view, f"{until:%A} {until.day} {until:%B}"))
    if done is not None:
        await desk.see_again()
        desk.app.say(done.words)


def asking(desk: Ways, view: CaseView, until: str) -> Fill:
    """The window that asks who approved it, and why; it stays until that is kept."""
    from caseworker.casework import roles
    from caseworker.casework.desk import by_hand
    from caseworker.screens.filling import Fill, Line

    office = desk.app.office
    known = roles.leaders(office)

    def check(filled: Mapping[str, str]) -> None:
        by_hand.check(office, filled["leader"], filled["words"])

    async def keep(filled: Mapping[str, str]) -> Done:
        said = {"leader": filled["leader"].strip(), "words": filled["words"]}
        return await desk.keep(lambda office, case: by_hand.approve(office, case.id, case.version, **said))

    return Fill(
        f"Hand over the decision on {view.pcn}",
        f"The post is too late; by hand it is in time until {until}. The letter is dated for the day it is "
        "issued, and must be handed over on that day. A leader approves it: named, not signed in. "
        f"{roles.leaders_words(office)}",
        (
            Line(
                "leader",
                "Which leader approved it",
                initial=known[0] if len(known) == 1 else "",
                check=lambda leader: by_hand.check_leader(office, leader),
            ),
            Line("words", "Why, in their words"),
        ),
        check=check,
        keep=keep,
    )


async def take_back(desk: Ways, view: CaseView) -> None:
    """Ask whether the approval is taken back."""
    from caseworker.casework.desk import by_hand
    from caseworker.screens.asking import Tell

    words = "Delivery by hand is approved. enter takes that back: the letter goes by post; esc leaves it."
    if not await desk.app.push_screen_wait(Tell(f"Not by hand: {view.pcn}?", literal(words))):
        return
    done = await desk.try_act(by_hand.withdraw, view.id, view.version)
    if done is not None:
        await desk.see_again()
        desk.app.say(done.words)
