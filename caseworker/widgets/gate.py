"""The last gate before the terminal: what slipped past `literal` still cannot act there.

This is the project's one named exception for private attributes of Textual. Every widget's lines become bytes
in `Strip.render`, and nowhere else, so one gate there stands under all of them, today's and tomorrow's.
"""

from __future__ import annotations

import re

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

STOPPED = "·"
"""Stands where a character was stopped: it is seen that something was there."""

_BAD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_render_style = Strip.render_style
_render = Strip.render


def install() -> None:
    """Put the gate in place; a second time changes nothing."""
    if Strip.render is not _gated_render:
        Strip.render_style = classmethod(_gated_render_style)  # type: ignore[assignment, arg-type]
        Strip.render = _gated_render  # type: ignore[method-assign]


def installed() -> bool:
    """Whether the gate stands."""
    return Strip.render is _gated_render


def _stopped(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return _BAD.sub(STOPPED, text)


def _gated_render_style(cls: type[Strip], style: Style, text: str, *args: object, **kwargs: object) -> str:
    if style._link:
        style = style.update_link(None)
    return _render_style(style, _stopped(text), *args, **kwargs)  # type: ignore[arg-type]


def _gated_render(self: Strip, *args: object, **kwargs: object) -> str:
    """Lines without a style do not pass `render_style`: they are looked at here."""
    if self._render_cache is None and any(style is None for _, style, _ in self._segments):
        self._segments = [
            Segment(_stopped(text), None, control) if style is None else Segment(text, style, control)
            for text, style, control in self._segments
        ]
    return _render(self, *args, **kwargs)  # type: ignore[arg-type]
