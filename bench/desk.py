"""The desk under measurement: the real app without a terminal, drawing to bytes all the same."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from textual import events
from textual._compositor import CompositorUpdate

from caseworker.__main__ import look_less
from caseworker.app import Caseworker

if TYPE_CHECKING:
    from caseworker.casework.office import Office
    from caseworker.screens.desk.casefile import CaseFile
    from caseworker.screens.desk.desk import DeskScreen

SIZE = (120, 40)


class Watched(Caseworker):
    """The app, telling when what is waited for stands on its screen."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.wanted: Callable[[], object] | None = None
        self.stood: asyncio.Future[float] | None = None
        self.drawing = 0.0

    def _display(self, screen: Any, renderable: Any) -> None:
        """Draw to bytes as in a terminal: without one, Textual leaves that out."""
        if isinstance(renderable, CompositorUpdate):
            start = time.perf_counter()
            renderable.render_segments(self.console)
            self.drawing += time.perf_counter() - start
        super()._display(screen, renderable)

    def post_display_hook(self) -> None:
        """After each drawing, look whether it is there."""
        if self.wanted is not None and self.stood is not None and self.wanted():
            self.wanted = None
            self.stood.set_result(time.perf_counter())

    @property
    def desk(self) -> DeskScreen:
        """The screen of the desk."""
        from caseworker.screens.desk.desk import DeskScreen

        return next(one for one in self.screen_stack if isinstance(one, DeskScreen))

    @property
    def file(self) -> CaseFile:
        """The room of the case."""
        assert self.desk.file is not None
        return self.desk.file

    async def until(self, wanted: Callable[[], object], key: str = "", limit: float = 30.0) -> float:
        """Press a key, and give the seconds until something stands on the screen.

        Args:
            wanted: looked at after each drawing.
        """
        assert self._driver is not None
        self.wanted, self.stood = wanted, asyncio.get_running_loop().create_future()
        start = time.perf_counter()
        if key:
            pressed = events.Key(key, key if len(key) == 1 else None)
            pressed.set_sender(self)
            self._driver.send_message(pressed)
        else:
            self.desk.refresh()
        return await asyncio.wait_for(self.stood, limit) - start

    async def rest(self) -> None:
        """Wait until nothing is under way any more."""
        calm = 0
        while calm < 3:
            await asyncio.sleep(0.02)
            calm = 0 if any(not one.is_finished for one in self.workers) else calm + 1

    def strips(self) -> str:
        """What stands on the screen."""
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())


@asynccontextmanager
async def sitting(office: Office) -> AsyncIterator[Watched]:
    """The desk on a store, its queue read and its panes built."""
    look_less()
    app = Watched(office)
    app.animation_level = "none"
    async with app.run_test(size=SIZE):
        while app.desk.queue.queue is None or app.desk.file is None:
            await asyncio.sleep(0.01)
        await app.rest()
        yield app
