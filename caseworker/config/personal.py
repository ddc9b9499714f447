"""``officer.toml``: one person's own keys and colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from caseworker.config.reading import read


@dataclass(frozen=True, slots=True)
class Personal:
    """What one officer has chosen for themselves; nothing here changes what a letter says."""

    keymap: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Keys by action id, for example ``desk.points = "p,f2"``."""
    theme: str = ""
    """Name of a theme; the program's own where empty."""


def load_personal(path: Path) -> Personal:
    """Read ``officer.toml``; where there is none, everything is as it comes."""
    if not path.exists():
        return Personal()
    top = read(path)
    keymap = dict(top.table("keymap").items())
    personal = Personal(keymap=MappingProxyType(keymap), theme=top.text("theme", ""))
    top.done()
    return personal
