"""Who releases a judged red: a second person, named here and recorded with their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseworker.screens.asking import Choice, Pick

if TYPE_CHECKING:
    from caseworker.screens.base import CaseworkerApp


async def who_releases(app: CaseworkerApp) -> str | None:
    """Ask for the second person; never the officer who wrote the letter."""
    office = app.office
    leaders = [
        Choice(one.id, f"{one.name} ({one.role})", "named, not signed in: say their words as they gave them")
        for one in office.officers.everyone
        if one.id != office.officer.id and one.role == "leader"
    ]
    if not leaders:
        app.say("officers.toml names no leader who could release this.", severity="warning")
        return None

    def find(typed: str) -> list[Choice]:
        """Leaders by name."""
        return [one for one in leaders if typed.lower() in one.label.lower()]

    return await app.push_screen_wait(Pick("Second person who releases this", find))
