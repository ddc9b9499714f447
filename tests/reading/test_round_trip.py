"""What was read and is written again reads the same, and no changed byte makes the reading fail."""

from __future__ import annotations

import csv
import io
import os
import random
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.law.refusals import Refused
from caseworker.reading.columns import FILES
from caseworker.reading.extract import read
from caseworker.reading.proceedings import AdjustmentRow
from caseworker.reading.rows import AnyRow
from tests.reading.samples import ROWS, everything

RENAMED = {
    "vrm": "vrm_raw",
    "contravention_code": "code",
    "contravention_date": "contravened_on",
    "contravention_time": "contravened_time",
    "notice_to_owner_posted": "notice_to_owner_posted_on",
    "charge_certificate_posted": "charge_certificate_posted_on",
    "received": "received_on",
    "amount": "amount_pence",
    "at": "noted_at",
    "file": "name",
    "starts": "starts_at",
    "ends": "ends_at",
    "made": "made_on",
    "in_force_from": "from_on",
    "in_force_to": "to_on",
    "taken": "taken_on",
    "pcn_dated": "pcn_dated_on",
    "enforcement_notice_posted": "enforcement_notice_posted_on",
    "rejection_posted": "rejection_posted_on",
    "order_posted": "order_posted_on",
    "released": "released_on",
    "rights_given": "rights_given_on",
    "began": "began_on",
    "answered": "answered_on",
    "ended": "ended_on",
}
"""Columns that a row has under another name."""
FREE = {
    "cases.csv": ("make", "colour", "restriction", "enforced_by", "keeper_name", "keeper_address"),
    "correspondence.csv": ("from_name", "from_address", "from_postcode", "subject", "text"),
    "payments.csv": ("method",),
    "notes.csv": ("by", "text"),
    "evidence/manifest.csv": ("taken_at", "caption"),
    "history.csv": ("by",),
    "permits.csv": ("zone", "holder"),
    "sessions.csv": ("location_code", "reference", "words"),
    "locations.csv": ("place", "zone", "hours", "location_code", "order"),
    "orders/orders.csv": ("schedule", "hours", "words"),
    "orders/manifest.csv": ("caption",),
    "post/post.csv": ("from_name", "from_address", "subject", "pcn"),
    "proceedings.csv": ("reference", "words"),
    "adjustments.csv": (),
}
"""Columns of each file that take any words."""
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


def table(row: dict[str, str]) -> bytes:
    """A row as a CSV file, every cell in quotes: a lone carriage return needs them."""
    held = io.StringIO()
    writer = csv.DictWriter(held, list(row), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerow(row)
    return held.getvalue().encode()


def cell_of(row: AnyRow, column: str) -> str:
    """One cell of a row, written as the guide has it."""
    if column in ("pcn_served", "pcn_posted"):
        return row.pcn_on.isoformat() if (row.served_how == "post") is (column == "pcn_posted") else ""  # type: ignore[union-attr]
    name = RENAMED.get(column, column)
    if isinstance(row, AdjustmentRow) and column == "amount":
        name = "pence"
    value: Any = getattr(row, name if hasattr(row, name) else column)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in ("amount_pence", "pence"):
        return f"{value / 100:.2f}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%S}Z"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@pytest.mark.parametrize("file", list(FILES))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_written_again_reads_the_same(file: str, data: st.DataObject) -> None:
    free = {name: data.draw(WORDS) for name in FREE[file]}
    files = everything(**{file: table(ROWS[file] | free)})
    at = list(FILES).index(file)
    first = read(files)
    assert first.faults == ()
    (row,) = (one for one in first.groups[at] if one.file == file)
    again = table({column.name: cell_of(row, column.name) for column in FILES[file]})
    second = read(everything(**{file: again}))
    (other,) = (one for one in second.groups[at] if one.file == file)
    assert other == row or "original" in type(row).__dataclass_fields__
    for name in type(row).__dataclass_fields__:
        if name not in ("original", "row_hash", "size", "sha256"):
            assert getattr(other, name) == getattr(row, name)


def _swapped(raw: bytearray, draw: random.Random) -> None:
    at = draw.randrange(len(raw))
    raw[at] = draw.randrange(256)


def _cut(raw: bytearray, draw: random.Random) -> None:
    del raw[draw.randrange(len(raw)) :]


def _doubled(raw: bytearray, draw: random.Random) -> None:
    at = draw.randrange(len(raw))
    raw[at:at] = raw[at : at + draw.randrange(1, 60)]


def _inserted(raw: bytearray, draw: random.Random) -> None:
    some = (
        b'"',
        b",",
        b"\n",
        b"\r",
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xae",
        b'""',
        b"\x1b[2J",
        b"|",
    )
    at = draw.randrange(len(raw))
    raw[at:at] = draw.choice(some) * draw.randrange(1, 4)


CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (_swapped, _cut, _doubled, _inserted)
MUTATED = 5_000 if os.environ.get("CASEWORKER_LONG") else 240


def test_no_changed_byte_makes_the_reading_fail() -> None:
    whole = everything()
    names = sorted(whole)
    draw = random.Random(7)
    faulty = 0
    for number in range(MUTATED):
        name = names[number % len(names)]
        raw = bytearray(whole[name])
        for _ in range(draw.randrange(1, 4)):
            draw.choice(CHANGES)(raw, draw)
            raw = raw or bytearray(b"x")
        try:
            got = read(whole | {name: bytes(raw)})
        except Refused as no:
            assert str(no)
            continue
        faulty += bool(got.faults)
        for fault in got.faults:
            assert fault.words.isprintable() or "\u200d" in fault.words
            assert fault.expected
    assert faulty > MUTATED / 5
