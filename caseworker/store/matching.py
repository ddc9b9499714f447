"""Looking PCNs up by what a letter says: its numbers, marks and postcodes; by plain SQL, each by an index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from caseworker.store.raw import Reader

MOST = 40
"""PCNs that one mark or postcode may find."""
AT_ONCE = 500
_KEEPERS = (
    "SELECT id, keeper_name FROM pcns WHERE upper(replace(keeper_postcode, ' ', '')) = ? "
    "ORDER BY id DESC LIMIT ?"
)
_WRITERS = (
    "SELECT pcn_id, writer_name FROM cases WHERE upper(replace(writer_postcode, ' ', '')) = ? "
    "ORDER BY id DESC LIMIT ?"
)
_PCNS = (
    "SELECT p.id, p.pcn, p.vrm, p.location, p.contravened_on, p.stage, p.keeper_name, "
    "(SELECT max(c.id) FROM cases c WHERE c.pcn_id = p.id AND c.open = 1) FROM pcns p"
)


class Found(NamedTuple):
    """One PCN, with its open case."""

    id: int
    pcn: str
    vrm: str
    location: str
    contravened_on: Any
    """A day as the driver gives it."""
    stage: str
    keeper_name: str
    case_id: int | None


def by_pcns(reader: Reader, pcns: Sequence[str]) -> dict[str, int]:
    """Ids of PCNs, of those that are known."""
    found: dict[str, int] = {}
    for at in range(0, len(pcns), AT_ONCE):
        some = tuple(pcns[at : at + AT_ONCE])
        rows = reader.rows(f"SELECT pcn, id FROM pcns WHERE pcn IN ({_marks(some)})", some)  # noqa: S608
        found.update((row[0], int(row[1])) for row in rows)
    return found


def by_vrms(reader: Reader, vrms: Sequence[str]) -> dict[tuple[str, int], int]:
    """Ids of PCNs by mark and id, the newest first."""
    if not vrms:
        return {}
    sql = f"SELECT vrm, id FROM pcns WHERE vrm IN ({_marks(vrms)}) ORDER BY id DESC LIMIT {MOST}"  # noqa: S608
    return {(row[0], int(row[1])): int(row[1]) for row in reader.rows(sql, tuple(vrms))}


def by_postcode(reader: Reader, postcode: str) -> list[tuple[int, str]]:
    """Ids of PCNs whose keeper or writer has this postcode, each with that person's name."""
    plain = postcode.replace(" ", "").upper()
    rows = [*reader.rows(_KEEPERS, (plain, MOST)), *reader.rows(_WRITERS, (plain, MOST))]
    return [(int(row[0]), str(row[1])) for row in rows]


def pcns(reader: Reader, ids: Sequence[int]) -> dict[int, Found]:
    """PCNs by their ids, each with its newest open case."""
    if not ids:
        return {}
    sql = f"{_PCNS} WHERE p.id IN ({_marks(ids)})"
    return {int(row[0]): Found._make(row) for row in reader.rows(sql, tuple(ids))}


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
