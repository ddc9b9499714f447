"""The care route: what comes before somebody vulnerable, bereaved or in danger is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.screens.desk.ways import Ways


async def follow(desk: Ways) -> bool:
    """Show the council's care route; enter notes once that it was followed. False where it was not noted."""
    from caseworker.casework.desk.care import follow as act
    from caseworker.screens.asking import Tell

    view = desk.view
    if view is None:
        desk.app.hint("No case is open.")
        return False
    steps = [literal(f"{n}. {one}") for n, one in enumerate(desk.app.office.council.care_route, 1)]
    asked = literal("Enter notes that each step was followed, or does not apply here.").stylize("bold")
    words = Content("\n").join([*steps, Content(""), asked])
    if not await desk.app.push_screen_wait(Tell(f"Care route · {view.pcn}", words)):
        return False
    done = await desk.try_act(act, view.id, view.version)
    if done is None:
        return False
    await desk.see_again()
    desk.app.say(done.words)
    return True
