"""The program's own looks: dark, light, and one of high contrast. State is never told by colour alone."""

from __future__ import annotations

from textual.theme import Theme

DEFAULT = "caseworker-dark"

THEMES = (
    Theme(
        name="caseworker-dark",
        primary="#2f5d8a",
        secondary="#4d7c6f",
        accent="#e0a84a",
        warning="#d9822b",
        error="#d65a5a",
        success="#5c9e6a",
        foreground="#e6e3dc",
        background="#16191d",
        surface="#1d2126",
        panel="#2a3038",
        dark=True,
    ),
    Theme(
        name="caseworker-light",
        primary="#1f4e79",
        secondary="#2f6f5e",
        accent="#8a5a00",
        warning="#9a4d00",
        error="#a32020",
        success="#2c6e3c",
        foreground="#1b1e22",
        background="#f6f4ef",
        surface="#fffdf8",
        panel="#e2ded5",
        dark=False,
    ),
    Theme(
        name="caseworker-contrast",
        primary="#003b7a",
        secondary="#005a46",
        accent="#ffd75f",
        warning="#ffaf00",
        error="#ff6b6b",
        success="#7fe08a",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#303030",
        dark=True,
    ),
)
