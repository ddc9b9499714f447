"""The app: one office, one desk, its theme and its keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import App

from caseworker import locations
from caseworker.screens.base import CaseworkerApp
from caseworker.screens.desk.desk import DeskScreen
from caseworker.widgets import gate

if TYPE_CHECKING:
    from caseworker.casework.office import Office

THEME = "textual-dark"


class Caseworker(CaseworkerApp):
    """The workstation."""

    CSS_PATH = locations.stylesheet()
    TITLE = "caseworker"
    ENABLE_COMMAND_PALETTE = True
    AUTO_FOCUS = None

    def __init__(self, office: Office, *, keymap: Mapping[str, str] | None = None, theme: str = "") -> None:
        """Build the app; nothing is opened yet.

        Args:
            office: who works here, in which store.
            keymap: keys by action id, from `officer.toml`.
            theme: one of Textual's themes; its own where empty.
        """
        gate.install()
        super().__init__(office)
        self.keymap = dict(keymap or {})
        if theme:
            self.set_reactive(App.theme, theme)

    def on_mount(self) -> None:
        """The desk is the first screen."""
        if self.keymap:
            self.set_keymap(self.keymap)
        self.push_screen(DeskScreen())

    def _fatal_error(self) -> None:
        """Leave after a fault with a reference: Textual's own report would print names and letters."""
        from caseworker.screens.fault import words_for, write_down

        fault = self._exception
        reference = write_down(fault) if fault is not None else "F-UNKNOWN"
        self.panic(Text(words_for(reference)))

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Links are shown, never followed: letters from the public may hold any."""
        self.say(f"Links are not opened from here: {url}", severity="warning")
