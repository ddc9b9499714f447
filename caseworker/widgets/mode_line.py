"""The bottom line: where the officer is, and what the next keys do."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from caseworker.text import one_line
from caseworker.widgets.literal import literal

MOST_KEYS = 8
"""More keys than this are looked up with `?`."""
GAP = "   "


class ModeLine(Static):
    """``QUEUE  row 1 of 12,480      n next   enter open``: a mode word, a note, and a few keys."""

    DEFAULT_CSS = """
    ModeLine { height: 1; width: 1fr; background: $panel; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__("", markup=False, id=id, classes=classes)
        self._mode = ""
        self._keys: tuple[tuple[str, str], ...] = ()
        self._note = ""

    def show(self, mode: str, keys: Sequence[tuple[str, str]], note: str = "") -> None:
        """Say the mode, the keys in the order of the task, and a short note.

        Args:
            mode: one word in capitals.
            keys: key as printed on the keyboard, and what it does; eight are shown.
            note: a few words between the two.
        """
        self._mode, self._keys, self._note = mode, tuple(keys)[:MOST_KEYS], note
        self._redraw()

    def on_resize(self) -> None:
        """Fit the new width."""
        self._redraw()

    def _redraw(self) -> None:
        width = self.content_region.width
        if width:
            self.update(fitted_line(self._mode, self._keys, self._note, width))


def fitted_line(mode: str, keys: Sequence[tuple[str, str]], note: str, width: int) -> Content:
    """Mode, note and keys in a width: what does not fit whole is left out, last key first, then the note."""
    mode, note = one_line(mode), one_line(note)
    pairs = [(one_line(key), one_line(label)) for key, label in keys[:MOST_KEYS]]
    left = f" {mode} "
    room = width - cell_len(left)
    first = _length(pairs[:1])
    if note and 1 + cell_len(note) + (len(GAP) + first if pairs else 0) <= room:
        room -= 1 + cell_len(note)
    else:
        note = ""
    while pairs and len(GAP) + _length(pairs) > room:
        pairs.pop()
    parts: list[Content | tuple[str, str]] = [(literal(left).plain, "bold reverse")]
    if note:
        parts.append(literal(f" {note}"))
    parts.append((" " * max(0, room - _length(pairs)), ""))
    for at, (key, label) in enumerate(pairs):
        parts += [(GAP if at else "", ""), (key, "bold"), (f" {label}", "")]
    return Content.assemble(*parts)


def _length(pairs: Sequence[tuple[str, str]]) -> int:
    return sum(cell_len(key) + 1 + cell_len(label) for key, label in pairs) + len(GAP) * max(
        0, len(pairs) - 1
    )
