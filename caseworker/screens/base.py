"""What every screen stands on: the app's office, asking acts in a thread, and saying things safely."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from textual import getters
from textual._context import active_message_pump
from textual.app import App
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import WorkerFailed, active_worker

from caseworker.law.refusals import Refused
from caseworker.text import clean
from caseworker.widgets.told import Told

if TYPE_CHECKING:
    from caseworker.casework.office import Office

P = ParamSpec("P")
T = TypeVar("T")


class CaseworkerApp(App[None]):
    """The app as screens know it: an office, and a way to ask its acts."""

    keymap: dict[str, str]
    """Keys by action id, as this officer has remapped them."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.keymap = {}
        super().__init__()

    async def ask(self, act: Callable[Concatenate[Office, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run an act in a thread of its own and give its answer; `Refused` comes back as itself."""
        return await self.aside(act, self.office, *args, **kwargs)

    async def aside(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run slow work in a thread of its own and give its answer.

        Where the screen or window that asks was left meanwhile the asker ends here: what it would show it on
        may be gone.
        """
        try:
            return await asyncio.to_thread(work, *args, **kwargs)
        finally:
            if self.being_left:
                raise asyncio.CancelledError

    @property
    def being_left(self) -> bool:
        """Whether the program, or the screen that works just now, is being taken away: parts may be gone."""
        worker = active_worker.get(None)
        at_work = worker.node if worker is not None else active_message_pump.get(None)
        return not self.is_running or (isinstance(at_work, DOMNode) and at_work._pruning)

    def _handle_exception(self, error: Exception) -> None:
        """End with a fault, but for a part that is looked for on what is being taken away."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if not (isinstance(cause, NoMatches) and self.being_left):
            super()._handle_exception(error)

    def say(self, words: str, *, title: str = "", severity: str = "information") -> None:
        """Say one thing to the officer: what was done in the line at the foot, what was not in the corner.

        Never markup, never raw words from outside.
        """
        screen = self.screen
        if severity == "information" and isinstance(screen, BaseScreen) and screen.tell(words):
            return
        if severity != "information" and isinstance(screen, BaseScreen) and screen.refuse(title, words):
            return
        level: Any = severity
        self.notify(clean(words), title=clean(title), severity=level, markup=False, timeout=6)

    def hint(self, words: str) -> None:
        """Say at the foot why a key did nothing; nothing was done, and nothing is wrong."""
        screen = self.screen
        if not (isinstance(screen, BaseScreen) and screen.tell(words, done=False)):
            self.notify(clean(words), markup=False, timeout=5)

    async def put(self, window: Screen[Any]) -> Any:
        """Put a window that keeps its answer, and say what was done; None where it was left."""
        done = await self.push_screen_wait(window)
        if done is not None:
            self.say(done if isinstance(done, str) else done.words)
        return done

    def say_refused(self, refused: Refused) -> None:
        """Say what was refused, by which rule, and what to do now."""
        rule = refused.rule or (str(refused.citation) if refused.citation else "")
        words = "\n".join(part for part in (refused.what, rule, refused.do) if part)
        self.say(words, title="Not done", severity="warning")

    def say_trouble(self, trouble: Exception) -> None:
        """Say what an act raised: its refusal, or that it failed."""
        if isinstance(trouble, Refused):
            self.say_refused(trouble)
        else:
            self.say_fault(trouble)

    def say_fault(self, fault: Exception) -> None:
        """Say that an act failed for a reason nobody foresaw: the reference, and that nothing was written."""
        from caseworker.screens.fault import words_for

        self.say(words_for(self.note_fault(fault)), title="Fault", severity="error")

    def note_fault(self, fault: Exception) -> str:
        """Write a fault down, and give its reference."""
        from caseworker.screens.fault import write_down

        return write_down(fault)

    async def keep_what_is_written(self) -> bool:
        """Keep at once what any screen holds that is not kept yet; False where something could not be."""
        screens = [one for one in self.screen_stack if isinstance(one, BaseScreen)]
        return all([await one.keep_what_is_written() for one in screens])


class BaseScreen(Screen[None]):
    """A screen that asks acts through the app."""

    app = getters.app(CaseworkerApp)

    @property
    def stands(self) -> bool:
        """Whether this screen is still there: an answer may come back after it was left."""
        return self in self.app.screen_stack

    def tell(self, words: str, *, done: bool = True) -> bool:
        """Say what was done, or why nothing was, in this screen's own line; False where it has none."""
        return self._told(lambda line: line.tell(words, done=done))

    def refuse(self, title: str, words: str) -> bool:
        """Say at the foot what was not done: a corner would cover what is read; False without a foot."""
        return self._told(lambda line: line.refuse(title, words))

    def unsay_all(self) -> None:
        """What was said is over: the officer goes on."""
        for line in self.query(Told):
            line.nothing()

    def on_screen_suspend(self) -> None:
        """A window opens: nothing stands behind it that was said before."""
        self.unsay_all()

    def _told(self, say: Callable[[Told], None]) -> bool:
        found = self.query(Told)
        if found:
            say(found.first())
            self.app.clear_notifications()
        return bool(found)

    def come_back(self) -> None:
        """Shown again, after a case that was opened from it: read anew what may have changed."""

    async def keep_what_is_written(self) -> bool:
        """Keep at once what is not kept yet, before the program ends; False where it could not be."""
        return True

    async def try_act(
        self, act: Callable[Concatenate[Office, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Ask an act; a refusal is said to the officer and gives None."""
        try:
            return await self.app.ask(act, *args, **kwargs)
        except Exception as trouble:
            self.app.say_trouble(trouble)
        return None
