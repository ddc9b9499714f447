"""The command palette (ctrl+p): the same actions as the keys, found by words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from caseworker import keys
from caseworker.screens.board import BoardScreen
from caseworker.screens.desk.desk import DeskScreen


class DeskActions(Provider):
    """Every action that works where the officer is now."""

    def open_actions(self) -> Iterator[tuple[keys.Action, Callable[[], object]]]:
        """Actions of this mode or board, each with how it is run."""
        screen = self.screen
        if isinstance(screen, BoardScreen):
            own = keys.PLACES.get(screen.WORD.lower(), ())
            for one in (*own, *keys.BOARD):
                if hasattr(screen, f"action_{one.verb}"):
                    yield one, partial(screen.run_action, one.verb)
        if not isinstance(screen, DeskScreen):
            return
        for one in keys.DESK:
            target = screen if hasattr(screen, f"action_{one.verb}") else screen.file
            if target is not None and screen.mode.allows(one.id):
                yield one, partial(target.run_action, one.verb)

    async def discover(self) -> Hits:
        """All of them, in the order of the task."""
        for one, run in self.open_actions():
            yield DiscoveryHit(f"{one.label} ({keys.shown(one.keys)})", run, help=one.help)

    async def search(self, query: str) -> Hits:
        """Those that the words find."""
        matcher = self.matcher(query)
        for one, run in self.open_actions():
            title = f"{one.label} ({keys.shown(one.keys)})"
            score = max(matcher.match(title), matcher.match(one.help))
            if score > 0:
                yield Hit(score, matcher.highlight(title), run, help=one.help)
