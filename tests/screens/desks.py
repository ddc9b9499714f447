"""A desk that a test sits at: the real app on a copy of a practice store, by the keys an officer presses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Static

from caseworker.app import Caseworker
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView
from caseworker.practice.build import office_at
from caseworker.screens.base import BaseScreen
from caseworker.screens.desk.casefile import CaseFile
from caseworker.screens.desk.desk import DeskScreen
from caseworker.widgets.folded import Folded
from caseworker.widgets.told import Told

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
FRAME = 0.02
"""Seconds: a little more than the screen takes to draw what changed."""
WHILE = 4.0
"""Seconds for which a key's action is waited for, though nothing of it is seen: it may be held on purpose."""
WIDE, NARROW, TINY = (120, 40), (80, 24), (60, 15)


class Desk:
    """The app under a pilot, with what tests ask of it."""

    def __init__(self, app: Caseworker, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.pressed = 0
        self.under_way = 0

    # -- what the officer does ----------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys, each after all that the one before has set going."""
        for key in keys:
            self.pressed += 1
            await self.pilot.press(key)
            await self.settle()

    async def type(self, words: str) -> None:
        """Type words into what has the focus; settled once at the end."""
        self.pressed += len(words)
        # As one paste: after each key alone the screen would be drawn anew.
        await self.until(lambda: self.app.screen.focused)
        self.app.post_message(Paste(words))
        await self.settle()

    async def go(self, words: str) -> None:
        """A command after the colon."""
        await self.press("colon")
        self.screen_input().value = words
        await self.press("enter")

    async def open(self, pcn: str) -> CaseView:
        """Open the case of a PCN by command."""
        await self.go(f"case {pcn}")
        return self.case

    def screen_input(self) -> Any:
        """The line of the window that asks."""
        return self.app.screen.query_one("Input")

    async def settle(self, limit: float = 60.0) -> None:
        """Wait until no act is under way, no key waits its turn and the screen is drawn.

        A worker between two acts of its own is given longer: it may also be waiting for a window's answer.
        """
        end = time.monotonic() + limit
        calm, busy, screen = 0, False, self.app.screen
        while calm < (12 if self.at_work else 2):
            await self.pilot.pause()
            await asyncio.sleep(0.005 if busy else FRAME)
            # Judged last: what began during the wait above is not taken for rest.
            acting = self.acting and time.monotonic() < end - limit + WHILE
            busy = bool(
                self.under_way or self.app.held or self.undrawn or acting or screen is not self.app.screen
            )
            calm, screen = 0 if busy else calm + 1, self.app.screen
            assert time.monotonic() < end, "the desk did not come to rest"

    @property
    def undrawn(self) -> bool:
        """Whether something is still to be put on the screen, or asked to be laid out or drawn anew."""
        screen = self.app.screen
        if not all(one.is_mounted for one in screen.walk_children(with_self=True)):
            return True
        return bool(screen._layout_required or screen._repaint_required or screen._dirty_widgets)

    @property
    def acting(self) -> bool:
        """Whether a key's action is not done yet, and no window of its own asks for something."""
        running = (one for one in self.app.workers if one.is_running)
        return self.window == "" and any(one.name.startswith("action_") for one in running)

    @property
    def at_work(self) -> bool:
        """Whether a worker of the app runs that no open window holds."""
        return self.window == "" and any(one.is_running for one in self.app.workers)

    async def until(self, holds: Callable[[], object], limit: float = 60.0) -> None:
        """Wait until something holds."""
        end = time.monotonic() + limit
        while not holds():
            await self.pilot.pause(0.02)
            assert time.monotonic() < end, "it never came to hold"

    # -- what the officer sees ----------------------------------------------------------------------

    @property
    def desk(self) -> DeskScreen:
        """The desk, under whatever window asks something."""
        return next(one for one in self.app.screen_stack if isinstance(one, DeskScreen))

    @property
    def file(self) -> CaseFile:
        """The room of the case."""
        assert self.desk.file is not None
        return self.desk.file

    @property
    def case(self) -> CaseView:
        """The case as the screen holds it."""
        return self.file.seen

    @property
    def mode(self) -> str:
        """The mode's word, bottom left."""
        return self.desk.mode.word

    @property
    def window(self) -> str:
        """The kind of window that stands over the desk, or nothing."""
        return "" if isinstance(self.app.screen, DeskScreen) else type(self.app.screen).__name__

    def lines(self) -> list[str]:
        """What is on the screen, line by line."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.lines())

    def words(self, selector: str) -> str:
        """The words of one static part, whether they fit on the screen or not."""
        part = self.app.screen.query_one(selector, Static)
        return "\n".join(one.plain for one in part.lines) if isinstance(part, Folded) else str(part.visual)

    def said(self) -> str:
        """All that was said: at the foot, and in the corner."""
        screen = next(one for one in reversed(self.app.screen_stack) if isinstance(one, BaseScreen))
        foot = screen.query_one("#told", Static)
        corner = [f"{one.title}\n{one.message}" for one in self.app._notifications]
        return "\n".join([str(foot.visual) if foot.display else "", *corner])

    def unsay(self) -> None:
        """Forget what was said so far."""
        self.app.clear_notifications()
        self.desk.query_one(Told).nothing()


def office(path: Path, officer: str = "asha", at: datetime = AT) -> Office:
    """The practice council's office on a store, at a fixed moment."""
    return office_at(path, at, officer)


@asynccontextmanager
async def sitting(
    where: Path | Office, *, size: tuple[int, int] = WIDE, wait: bool = True, **options: Any
) -> AsyncIterator[Desk]:
    """Sit down at the desk: the app on a store, the queue read.

    Args:
        where: the store's file, or an office of the test's own.
        options: given to the app: `keymap`, `theme`.
    """
    app = Caseworker(office(where) if isinstance(where, Path) else where, **options)
    app.animation_level = "none"
    with pytest.MonkeyPatch.context() as patch:
        async with app.run_test(size=size) as pilot:
            desk = Desk(app, pilot)
            plain, plain_sleep = asyncio.to_thread, asyncio.sleep

            async def counted(*args: Any, **kwargs: Any) -> Any:
                desk.under_way += 1
                try:
                    return await plain(*args, **kwargs)
                finally:
                    desk.under_way -= 1

            async def at_once(*_: float) -> None:
                """Textual waits for an idle processor after each key; `settle` knows better."""
                await plain_sleep(0)

            patch.setattr(asyncio, "to_thread", counted)
            # What is said at the foot goes after seconds: on a busy machine before a test has read it.
            patch.setattr("caseworker.widgets.told.TOLD_FOR", WHILE * 30)
            patch.setattr("caseworker.widgets.told.REFUSED_FOR", WHILE * 30)
            patch.setattr("textual.pilot.wait_for_idle", at_once)
            patch.setattr("textual.app.wait_for_idle", at_once)
            if wait:
                await desk.until(lambda: desk.desk.file is not None and desk.desk.queue.queue is not None)
                await desk.settle()
            yield desk
            # A worker that goes on while the widgets are being taken away would fail on what is gone.
            app.workers.cancel_all()
