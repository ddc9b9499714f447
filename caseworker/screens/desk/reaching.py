"""`:reach`: how the letters of the open case reach their reader, by email or post and in which print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseworker.casework.desk.reach import Reach
    from caseworker.casework.office import Office
    from caseworker.casework.views import Done
    from caseworker.screens.desk.ways import Ways
    from caseworker.screens.filling import Fill
    from caseworker.screens.keeping import Keep

LARGE = "letters in large print (18 points)"


async def ask(desk: Ways, email: str = "") -> None:
    """Ask how the open case's letters reach their reader, and keep it.

    Args:
        email: an address that stands there to begin with.
    """
    from caseworker.casework.desk import reach

    view = desk.view
    if view is None:
        desk.app.hint("No case is open.")
        return
    before = await desk.try_act(reach.read, view.id)
    if before is None or not await desk.own():
        return

    async def keep(filled: Mapping[str, str]) -> Done:
        return await desk.keep(
            lambda office, case: reach.change(office, case.id, case.version, _wanted(office, filled))
        )

    done = await desk.app.push_screen_wait(_asking(desk.app.office, view.pcn, before, keep, email))
    if done is not None:
        await desk.see_again()
        desk.app.say(done.words)


def _asking(office: Office, pcn: str, before: Reach, keep: Keep, email: str) -> Fill:
    """The window that asks, and stays until it is kept."""
    from caseworker.casework.desk import reach
    from caseworker.screens.days import HINT
    from caseworker.screens.filling import Fill, Line

    given = f"{before.given_on.day} {before.given_on:%b %Y}" if before.given_on else ""
    return Fill(
        f"Letters on {pcn}",
        "By email only where the recipient agreed to it; else by post, to the address that is known or to "
        "another that you found. Space ticks large print.",
        (
            Line("email", "Agreed to email to", initial=email or before.email, check=reach.mailbox),
            Line("on", "On which day", initial=given, hint=HINT),
            Line("words", "How: in which letter, form or call", initial=before.words),
            Line("address", "Post goes elsewhere: to", initial=before.address, check=reach.address_of),
            Line("found", "Where that address was found", initial=before.found),
        ),
        check=lambda filled: _wanted(office, filled),
        keep=keep,
        choices=(LARGE,),
        ticked=(LARGE,) if before.large else (),
    )


def _wanted(office: Office, filled: Mapping[str, str]) -> Reach:
    """What was filled in."""
    from caseworker.casework.desk.reach import Reach
    from caseworker.screens.days import day_gone

    email, on = filled["email"].strip(), filled["on"].strip()
    given = day_gone(on, office.today()) if email and on else None
    large = LARGE in filled.get("ticked", "").split("\n")
    address, found = filled["address"], filled["found"]
    return Reach(email, given, filled["words"], large=large, address=address, found=found)
