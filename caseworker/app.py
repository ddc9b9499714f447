"""The app: one office, one desk, its theme and its keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.app import App, SystemCommand
from textual.screen import Screen

from caseworker import locations, themes
from caseworker.screens.desk.desk import DeskScreen
from caseworker.screens.in_turn import KeysInTurn
from caseworker.screens.leaving import Leaving
from caseworker.widgets import gate

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider

    from caseworker.casework.office import Office


def _desk_actions() -> type[Provider]:
    """The palette's provider, imported when the palette is first opened."""
    from caseworker.palette import DeskActions

    return DeskActions


class Caseworker(KeysInTurn):
    """The workstation."""

    CSS_PATH = locations.stylesheet()
    COMMANDS = App.COMMANDS | {_desk_actions}
    TITLE = "caseworker"
    AUTO_FOCUS = None
    failed = False
    """Whether a fault ended it: then its status is not zero, whatever was asked afterwards."""

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the palette offers beside the desk's actions."""
        yield SystemCommand("Theme", "Choose how the program looks.", self.action_change_theme)
        yield SystemCommand("Leave", "Leave the program; drafts are kept.", self.action_quit)

    def __init__(self, office: Office, *, keymap: Mapping[str, str] | None = None, theme: str = "") -> None:
        """Build the app; nothing is opened yet.

        Args:
            office: who works here, in which store.
            keymap: keys by action id, from `officer.toml`.
            theme: one of `themes.THEMES` or of Textual's own; the dark one where empty.
        """
        gate.install()
        super().__init__(office)
        self.keymap = dict(keymap or {})
        self.leaving = Leaving(self)
        for one in themes.THEMES:
            self.register_theme(one)
        chosen = theme if theme in self.available_themes else themes.DEFAULT
        # Setting `theme` outright would parse every stylesheet a second time.
        self.set_reactive(App.theme, chosen)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> DeskScreen:
        """The desk is the screen under all others: a blank one below it would be drawn first."""
        return DeskScreen()

    def on_mount(self) -> None:
        """The officer's own keys, and an answer to signals where there is a terminal."""
        if not self.is_headless:
            self.leaving.begin()
        if self.keymap:
            self.set_keymap(self.keymap)

    def _fatal_error(self) -> None:
        """Leave after a fault with a reference: Textual's own report would print names and letters."""
        from caseworker.screens.fault import write_down

        self.fall(write_down(self._exception) if self._exception is not None else "F-UNKNOWN")

    def panic(self, *renderables: RenderableType) -> None:
        """Leave after a fault in Textual itself: its report can hold what was typed and is not said."""
        from caseworker.screens.fault import note

        if self._exception is not None:
            self._fatal_error()
            return
        note("F-TERMINAL " + ", ".join(type(one).__name__ for one in renderables))
        self.fall("F-TERMINAL")

    def fall(self, reference: str) -> None:
        """Leave with the words for a fault; of several, the first is said."""
        from caseworker.screens.fault import words_for

        super().panic(*([] if self.failed else [Text(words_for(reference))]))
        self.failed = True

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Links are shown, never followed: letters from the public may hold any."""
        self.say(f"Links are not opened from here: {url}", severity="warning")
