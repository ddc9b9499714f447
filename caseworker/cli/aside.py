"""Rows that are set aside: which PCNs they are about, and the file in which a person puts them right."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseworker.casework.desk.intake import TakenIn
    from caseworker.reading.delimited import Fault
    from caseworker.reading.profiles import Profile


def check_new(path: Path) -> None:
    """Refuse a file that could not be written once the rest has landed."""
    from caseworker.law.refusals import Refused

    if path.exists():
        raise Refused(f"{path} is there already.", do="Choose another name; nothing is written over.")
    if not path.absolute().parent.is_dir() or not os.access(path.absolute().parent, os.W_OK):
        raise Refused(f"{path} could not be written: its folder.", do="Choose a folder that is there.")


def pcns_of(folder: Path | Mapping[str, bytes], profile: Profile | None, faults: Iterable[Fault]) -> set[str]:
    """The PCNs of rows that could not be read, as far as they tell one."""
    from caseworker.casework.landing.pieces import pcns_in
    from caseworker.reading.again import rows_again

    found: set[str] = set()
    for row in rows_again(folder, profile, _lines((one.file, one.line) for one in faults)).values():
        found.update(pcns_in(row.cells.get("pcn", "") or row.raw))
    return found


def write(path: Path, folder: Path | Mapping[str, bytes], profile: Profile | None, done: TakenIn) -> int:
    """Write the file; how many rows it has."""
    from caseworker.casework.export import write_csv
    from caseworker.reading import aside
    from caseworker.reading.again import AsItStands, rows_again

    places = dict.fromkeys([*((one.file, one.line) for one in done.faults), *done.aside])
    found = rows_again(folder, profile, _lines(places))
    faults: dict[tuple[str, int], list[Fault]] = {}
    for fault in done.faults:
        faults.setdefault((fault.file, fault.line), []).append(fault)
    rows = [found.get(place) or AsItStands(place[0], place[0], place[1], {}) for place in sorted(places)]
    write_csv(path, aside.header(), aside.table(rows, faults), safe=aside.inert)
    return len(rows)


def _lines(places: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    lines: dict[str, set[int]] = {}
    for file, line in places:
        lines.setdefault(file, set()).add(line)
    return lines
