"""A program that falls over where it is told to, canaries at hand: `crashing.py PLACE STORE`."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import threading
import warnings
from typing import Any

CANARIES = ("Quillon Zebranski", "ZZ77CNY", "77 Canarygate Rise", "ZZ7 7CN", "my kestrel took ill")
"""A name, a plate, an address, a postcode and a letter's words, none of them anybody's."""


class Fallen(Exception):
    """A fault whose message, arguments and notes hold what was at hand."""


def fall(*_: object, **__: object) -> Any:
    """Fail with canaries in locals, arguments, message, note and the chain of causes."""
    writer, plate, address, postcode, letter = CANARIES
    try:
        {writer: plate}[letter]
    except KeyError as error:
        fault = Fallen(f"cannot take {address}, {postcode}: {letter}", {"vrm": plate})
        fault.add_note(f"while reading the letter of {writer}")
        raise fault from error


async def fall_later(*_: object, **__: object) -> None:
    """Fail in a task."""
    fall()


class Falls:
    """Fails where Python cannot raise."""

    def __del__(self) -> None:
        fall()


PLACES: dict[str, str] = {
    "key": "what a key does",
    "drawing": "drawing a line",
    "worker": "a worker",
    "markup": "words that a widget takes for markup",
    "panic": "Textual's own report, as of its input thread",
    "act": "an act that was asked in a thread",
    "thread": "a thread",
    "task": "a task that nobody waits for",
    "del": "an object thrown away",
    "log": "a library's log",
    "warning": "a library's warning",
    "command": "a command",
}
LIVES = ("act", "thread", "task", "del", "log", "warning")
"""The places of which the program says that something fell there, and goes on."""


async def at(place: str, pilot: Any) -> None:
    """Fall at a place of the running app, then leave."""
    app = pilot.app
    await pilot.pause(0.3)
    screen = app.screen
    if place == "key":
        type(screen).action_sort = fall
        await pilot.press("s")
    elif place == "drawing":
        type(screen.queue.table).render_line = fall
        screen.queue.table.refresh()
    elif place == "worker":
        screen.run_worker(fall_later())
    elif place == "markup":
        from textual.widgets import Static

        screen.mount(Static(f"[/] {CANARIES[0]}"))
    elif place == "panic":
        from rich.traceback import Traceback

        try:
            fall()
        except Fallen:
            app.call_later(app.panic, Traceback(show_locals=True))
    elif place == "act":
        await screen.try_act(fall)
    elif place == "lives":
        await screen.try_act(fall)
        for one in LIVES:
            elsewhere(one)
            await pilot.pause(0.1)
    await asyncio.sleep(0.3)
    app.exit()


def elsewhere(place: str) -> None:
    """Fall outside the app's own loop."""
    if place == "thread":
        one = threading.Thread(target=fall)
        one.start()
        one.join()
    elif place == "task":
        falling = asyncio.get_running_loop().create_task(fall_later())
        falling.add_done_callback(lambda _: gc.collect())
        del falling
    elif place == "del":
        Falls()
    elif place == "log":
        for level in (logging.WARNING, logging.CRITICAL):
            logging.getLogger("a.library").log(level, "took %s", CANARIES)
        try:
            fall()
        except Fallen:
            logging.getLogger("another").exception(CANARIES[0])
    elif place == "warning":
        warnings.warn(" ".join(CANARIES), RuntimeWarning, stacklevel=1)


def main() -> None:
    """Run the program as its own command does."""
    place, store = sys.argv[1:]
    from caseworker.__main__ import main as program

    if place == "command":
        from caseworker.casework.desk import queue

        queue.all_rows = fall
        sys.argv = ["caseworker", "queue", "--store", store]
        program()
        return
    from textual.app import App

    run = App.run

    def piloted(self: Any, **options: Any) -> Any:
        return run(self, headless=True, size=(120, 40), auto_pilot=lambda pilot: at(place, pilot))

    App.run = piloted  # type: ignore[method-assign]
    sys.argv = ["caseworker", "sandbox", "--store", store]
    program()


if __name__ == "__main__":
    main()
