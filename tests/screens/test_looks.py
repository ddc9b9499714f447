"""How settled panes look: a few pictures, compared as drawn. `--snapshot-update` takes new ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.screens.desks import NARROW, WIDE, sitting
from tests.screens.small import BUSY, DEEMED, FORMAL, ROUTINE


class Picture(SingleFileSnapshotExtension):
    """A picture a file, as SVG."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT
    write_mode = WriteMode.TEXT


FONTS = re.compile(r"@font-face \{[^}]*\}|<!-- Generated with Rich [^>]*-->")
"""Where a browser would fetch letters from: no picture of ours names an address."""

LOOKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "queue": ("", ()),
    "filter": ("", ("slash",)),
    "case": (FORMAL, ()),
    "deemed": (DEEMED, ()),
    "points": (BUSY, ("p", "enter")),
    "evidence": (ROUTINE, ("v",)),
    "money": (BUSY, ("m",)),
    "note": (FORMAL, ("o", "o")),
}
"""The case and the keys that lead to each look. Panes that hold law or letters are left to other tests."""


@pytest.mark.parametrize(
    ("look", "size"),
    [(look, WIDE) for look in LOOKS] + [(look, NARROW) for look in ("queue", "deemed", "points", "evidence")],
    ids=[f"{look}-120" for look in LOOKS] + ["queue-80", "deemed-80", "points-80", "evidence-80"],
)
async def test_it_looks_as_it_did(
    look: str, size: tuple[int, int], store: Path, snapshot: SnapshotAssertion
) -> None:
    pcn, keys = LOOKS[look]
    async with sitting(store, size=size) as desk:
        if pcn:
            await desk.open(pcn)
        await desk.press(*keys)
        desk.unsay()
        await desk.settle()
        drawn = FONTS.sub("", desk.app.export_screenshot())
    assert drawn == snapshot.use_extension(Picture)
