"""Keys in turn: what is typed while a window is being opened waits for it, and never works behind it."""

from __future__ import annotations

from collections import deque
from typing import Any

from textual import events
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, TextArea
from textual.worker import Worker

from caseworker.screens import bursts
from caseworker.screens.base import BaseScreen, CaseworkerApp
from caseworker.text import counted

A_MOMENT = 0.01
"""Seconds between two looks at whether a key that waits can go on."""
OPENING = ("show_case", "choose", "on_points_list_asked")
"""What an officer sets going beside the actions of keys."""
NEVER_WAITS = ("escape",)
"""Keys that are heard at once, beside those with ctrl: the way out is never held up, and drops what waits."""
TIMES = 3
"""How often the way of a key is gone again: what it said is heard, and what is said of that in turn."""


class Passed(Message):
    """Goes the way of a key behind it: when it comes to the app, all that was said on that way was heard."""

    def __init__(self, times: int) -> None:
        """Go the way.

        Args:
            times: how often it is gone, this time too.
        """
        super().__init__()
        self.times = times


class KeysInTurn(CaseworkerApp):
    """An app in which one key's action has opened its window, or is done, before the next key is heard."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.held: deque[events.Key] = deque()
        self.begun: Screen[Any] | None = None
        """The screen last seen to hear keys."""
        self.first: events.Key | None = None
        """The key that has its turn: others wait behind it."""
        self.meant_for: dict[int, tuple[events.Key, Screen[Any]]] = {}
        self.behind_key: tuple[Passed, MessagePump] | None = None
        """What goes behind the last key, and where its way begins."""
        super().__init__(*args, **kwargs)

    @property
    def opening(self) -> bool:
        """Whether a key's action is under way with no window of its own yet, or a window is not drawn yet."""
        screen = self.screen
        if screen.focused is not None:
            self.begun = screen
        if isinstance(screen, ModalScreen) and screen is not self.begun:
            return True
        return not screen.is_mounted or any(
            _asked_for(one) and not one.is_finished and one.node.is_attached and one.node.screen is screen
            for one in self.workers
        )

    @property
    def on_its_way(self) -> bool:
        """Whether what the last key said has not been heard by all yet: it may be about to open a window."""
        return self.behind_key is not None and self.behind_key[1].is_attached

    def waits(self, event: events.Key) -> bool:
        """Whether a key must wait its turn."""
        return _plain(event) and (bool(self.held) or self.opening)

    def no_field(self, event: events.Key) -> bool:
        """Whether a letter is typed where nothing can be written: it may be one of many, and no key."""
        over_desk = isinstance(self.screen, BaseScreen) and not isinstance(self.focused, Input | TextArea)
        return event.is_printable and over_desk

    async def on_event(self, event: events.Event) -> None:
        """Hold a key that comes too early; remember for which screen the others were typed."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self.waits(event) or (_plain(event) and self.on_its_way) or self.no_field(event):
                self.hold(event)
                return
            if event.key == "escape":
                self.held.clear()
            self.meant(event)
            await super().on_event(event)
            self.follow(event)
        else:
            await super().on_event(event)

    def follow(self, event: events.Key) -> None:
        """Send something behind a key; what is typed into a field needs none, since no window comes of it."""
        if not self.screen_stack:
            return
        begins = self.screen.focused or self.screen
        if not (event.is_printable and isinstance(begins, Input | TextArea)):
            self.first = event
            self.send_behind(begins, TIMES)

    def send_behind(self, begins: MessagePump, times: int) -> None:
        """Send it; one that went before it counts no more."""
        passed = Passed(times)
        self.behind_key = (passed, begins) if begins.post_message(passed) else None

    def on_passed(self, message: Passed) -> None:
        """All on the way heard what was there to be heard; what they said of it goes the same way."""
        if self.behind_key is not None and message is self.behind_key[0]:
            begins, self.behind_key = self.behind_key[1], None
            if message.times > 1:
                self.send_behind(begins, message.times - 1)

    async def _on_key(self, event: events.Key) -> None:
        """A key that no field took: an action, unless a window has come, or is coming, in between."""
        if not self.screen_stack:
            event.prevent_default()
            return
        _, typed_on = self.meant_for.pop(id(event), (event, self.screen))
        first = event is self.first
        if typed_on is not self.screen or (self.opening if first else self.waits(event)):
            event.prevent_default()
            self.hold(events.Key(event.key, event.character), first=first)

    def meant(self, event: events.Key) -> None:
        """Remember for which screen a key was typed, until it comes back or many others came."""
        self.meant_for[id(event)] = event, self.screen
        if len(self.meant_for) > 64:
            del self.meant_for[next(iter(self.meant_for))]

    def hold(self, event: events.Key, *, first: bool = False) -> None:
        """Let a key wait, after the others that do or before them."""
        (self.held.appendleft if first else self.held.append)(event)
        if len(self.held) == 1:
            self.set_timer(bursts.A_LOOK if self.no_field(event) else A_MOMENT, self.let_go)

    async def let_go(self) -> None:
        """Let the first key that waits go on, where nothing is being opened; the others look again."""
        if not self.screen_stack:
            self.held.clear()
        elif self.screen.is_mounted and self.begun is not self.screen:
            # Where it sets its focus, that was asked for before this, and is done before this.
            self.call_later(setattr, self, "begun", self.screen)
        if self.held and not self.opening and not self.on_its_way and not self.let_fall():
            self.first = key = self.held.popleft()
            self.meant(key)
            await super().on_event(key)
            self.follow(key)
        if self.held:
            self.set_timer(A_MOMENT, self.let_go)

    def let_fall(self) -> bool:
        """Let letters fall that came all at once and open no window to write in; whether there were any."""
        key = self.held[0]
        many = bursts.burst(self.held) if self.no_field(key) and not bursts.asks(self.screen, key) else 0
        for _ in range(many):
            self.held.popleft()
        if many:
            self.hint(f"{counted(many, 'key')} came at once where nothing is written: none was taken.")
        return bool(many)

    def on_paste(self, event: events.Paste) -> None:
        """What was pasted and no field took: nothing is done with it."""
        event.stop()
        self.hint("There is no field here for what was pasted: nothing was done with it.")


def _plain(event: events.Key) -> bool:
    """Whether a key may be held: all but the way out."""
    return event.key not in NEVER_WAITS and not event.key.startswith("ctrl+")


def _asked_for(worker: Worker[Any]) -> bool:
    """Whether an officer's key set it going."""
    return worker.name.startswith("action_") or worker.name in OPENING
