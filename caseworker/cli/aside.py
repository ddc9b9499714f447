"""Rows that are set aside: which PCNs they are about, and the file in which a person puts them right."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseworker.casework.desk.intake import TakenIn
    from caseworker.reading.again import AsItStands
    from caseworker.reading.delimited import Fault
    from caseworker.reading.profiles import Profile


def check_new(path: Path) -> None:
    """Refuse a file that could not be written once the rest has landed."""
    from caseworker.law.refusals import Refused

    if path.exists():
        raise Refused(f"{path} is there already.", do="Choose another name; nothing is written over.")
    if not path.absolute().parent.is_dir() or not os.access(path.absolute().parent, os.W_OK):
        raise Refused(f"{path} could not be written: its folder.", do="Choose a folder that is there.")


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the rows of an import are looked up as they stand."""

    folder: Path | Mapping[str, bytes]
    profile: Profile | None = None
    bare: Sequence[AsItStands] = ()
    """Rows of a set-aside file that have no cells: they are in none of its files."""

    def at(self, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[AsItStands, ...]]:
        """The rows at some places, and those that share a fault with them."""
        from caseworker.reading.again import rows_again

        lines: dict[str, set[int]] = {}
        for file, line in places:
            lines.setdefault(file, set()).add(line)
        found = rows_again(self.folder, self.profile, lines)
        return found | {(row.file, row.line): (row,) for row in self.bare}

    def pcns(self, faults: Iterable[Fault]) -> set[str]:
        """The PCNs of rows that could not be read, as far as they tell one."""
        from caseworker.casework.landing.pieces import pcns_in

        found: set[str] = set()
        for some in self.at((one.file, one.line) for one in faults).values():
            for row in some:
                found.update(pcns_in(row.cells.get("pcn", "") or row.raw))
        return found


def write(path: Path, source: Rows, done: TakenIn) -> int:
    """Write the file; how many rows it has."""
    from caseworker.casework.export import write_csv
    from caseworker.reading import aside
    from caseworker.reading.again import AsItStands

    found = source.at([*((one.file, one.line) for one in done.faults), *done.aside])
    faults: dict[tuple[str, int], list[Fault]] = {}
    for fault in done.faults:
        faults.setdefault((fault.file, fault.line), []).append(fault)
    for place in {*faults, *done.aside} - set(found):
        found[place] = (AsItStands(place[0], place[0], place[1], {}),)
    rows = [row for place in sorted(found) for row in found[place]]
    write_csv(path, aside.header(), aside.table(rows, faults), safe=aside.inert)
    return len(rows)
