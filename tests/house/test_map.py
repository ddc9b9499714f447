"""The map names rooms that stand, and every room of the law."""

from __future__ import annotations

import re

from tests.house.source import ROOT, modules

MAP = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
ROOMS = MAP[MAP.index("## Rooms") : MAP.index("## The way of one case")]

STANDING = {path.stem for path in modules()} | {path.parent.name for path in modules()}
OTHER = {"paragraphs"}
"""What is named there and is no code; keys have one letter."""


def named() -> set[str]:
    """What stands in the map as code, without dots, paths and calls."""
    found = re.findall(r"`([a-z_/.]{2,})`", ROOMS)
    return {one.strip("/").removesuffix(".py").rpartition("/")[2].partition(".")[0] for one in found}


def test_each_room_on_the_map_stands() -> None:
    assert named() - STANDING - OTHER == set()


def test_each_room_of_the_law_is_on_the_map() -> None:
    law = {path.stem for path in modules() if path.parent.name == "law" and path.stem != "__init__"}
    assert law - set(re.findall(r"[a-z_]+", MAP)) == set()
