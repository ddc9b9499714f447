"""Any value that crosses to a screen, with hostile words in every field that words from outside can reach."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Mapping
from typing import Any

from caseworker.text import clean

KEPT = {
    *("id", "regime", "place", "code", "suffix", "level", "band", "stage", "kind", "letter_kind", "status"),
    *("slug", "ground", "channel", "direction", "state", "sha256", "version", "paragraph", "slot", "point"),
    *("instrument", "provision", "outcome", "discount", "officer", "style", "writer_role", "own_numbers"),
    *("contravened_time", "if_missed", "usual_outcome", "working", "verified", "name_of_kind"),
}
"""Fields that the program or the law fills: ids, codes, words of a list. All others are taken for words."""


def poisoned(value: Any, words: str) -> Any:
    """The value with `words` in place of each text; what is no text, and what is a code, stays."""
    if isinstance(value, enum.Enum):
        return value
    if isinstance(value, str):
        return words
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {one.name: getattr(value, one.name) for one in dataclasses.fields(value) if one.init}
        return dataclasses.replace(value, **_fields(fields, words))
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return value._replace(**_fields(value._asdict(), words))
    if isinstance(value, tuple | list):
        return type(value)(poisoned(one, words) for one in value)
    return value


def _fields(fields: Mapping[str, Any], words: str) -> dict[str, Any]:
    return {name: one if name in KEPT else poisoned(one, words) for name, one in fields.items()}


def squeezed(text: str) -> str:
    """A text without the white space that laying it out may change."""
    return "".join(text.split())


def batches(payloads: Mapping[str, str], size: int) -> dict[str, str]:
    """Payloads a few at a time, each between two words of its own, so that a loss is seen and named."""
    listed = [f"begin{at:02} {payload} end{at:02}" for at, payload in enumerate(payloads.values())]
    return {f"{at:02}": "  ".join(listed[at : at + size]) for at in range(0, len(listed), size)}


def missing(words: str, read: str) -> list[str]:
    """The payloads of a batch that cannot be read whole."""
    pieces = words.split("  begin")
    wanted = [pieces[0], *(f"begin{piece}" for piece in pieces[1:])]
    return [one for one in wanted if squeezed(clean(one)) not in read]


Draw = Callable[[str], Any]
