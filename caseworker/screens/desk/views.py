"""Views: filters of the queue under a name, to pick, keep and forget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caseworker.screens.asking import AskLine, Choice, Pick

if TYPE_CHECKING:
    from caseworker.screens.desk.ways import Ways

KEEP = "+"
"""The row that keeps the filter now shown."""


async def pick(desk: Ways) -> None:
    """Pick a view and show it; the first row keeps the filter that is shown."""
    from caseworker.casework.desk.saved_views import listed

    views = await desk.try_act(listed)
    if views is None:
        return
    now = desk.queue.words
    rows = [Choice(KEEP, "Keep the filter now shown under a name", now, now)] if now else []
    rows += [
        Choice(f"view {one.name}", one.name, one.words, f"{one.words}\n\n:forget {one.name}") for one in views
    ]
    if not rows:
        desk.app.hint("You keep no view yet: / filters the queue, then * keeps the filter.")
        return

    def find(typed: str) -> Sequence[Choice]:
        """Views that hold every word typed."""
        words = typed.casefold().split()
        return [one for one in rows if all(word in f"{one.label} {one.why}".casefold() for word in words)]

    chosen = await desk.app.push_screen_wait(
        Pick("Views of the queue", find, hint="a few letters of its name")
    )
    if chosen == KEEP:
        name = await desk.app.push_screen_wait(AskLine("Keep this filter as", f"a short name for: {now}"))
        await keep(desk, name or "")
    elif chosen is not None:
        await show(desk, chosen.removeprefix("view "))


async def keep(desk: Ways, name: str) -> None:
    """Keep the filter that is shown under a name."""
    from caseworker.casework.desk.saved_views import keep as act

    if name:
        kept = await desk.try_act(act, name, desk.queue.words)
        if kept is not None:
            desk.app.say(f"Kept as {kept.name}: :q {kept.name} shows it.")


async def forget(desk: Ways, name: str) -> None:
    """Forget a view."""
    from caseworker.casework.desk.saved_views import drop

    gone = await desk.try_act(drop, name)
    if gone is not None:
        desk.app.say(f"{gone.name} is forgotten; it was: {gone.words}")


async def show(desk: Ways, words: str) -> None:
    """Show the queue under a view of that name, else under the words as a filter."""
    from caseworker.casework.desk.saved_views import words_of

    kept = await desk.try_act(words_of, words) if words else words
    if kept is not None:
        desk.back_to_queue()
        desk.queue.show(kept)
