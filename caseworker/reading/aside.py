"""The file of rows that were set aside: written for a person to put right, and read again as an import."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from caseworker.law.refusals import Refused
from caseworker.reading.again import AsItStands
from caseworker.reading.columns import FILES
from caseworker.reading.delimited import FIELD_CAP, FILE_CAP, Fault, near
from caseworker.reading.folder import folder_of
from caseworker.reading.pictures import SIZE_CAP
from caseworker.text import clean

HEAD = ("file", "read_from", "line", "column", "found", "expected", "raw")
"""What each row begins with; then come the columns of all files of ours, each once."""
WITH = "left out with another row of the same PCN"
_ROOMS = {"evidence/manifest.csv": "evidence", "orders/manifest.csv": "orders", "post/post.csv": "post"}
"""Files whose rows name a file, and where that lies."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
_LINES = re.compile("\r\n|[\r\n]")
_BREAKS = re.compile("(\r\n|[\r\n\t])")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file of set-aside rows as the folder it stands for."""

    name: str
    files: dict[str, bytes]
    lines: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """Where a row of these files stands in the file itself."""
    bare: tuple[AsItStands, ...] = ()
    """Rows without a cell: what they were meant to say stands in their line alone, if anywhere."""

    def faults(self) -> tuple[Fault, ...]:
        """A fault for each row without a cell: it would go unread."""
        return tuple(Fault(self.name, row.line, "raw", *_bare_words(row.raw)) for row in self.bare)

    def fault(self, fault: Fault) -> Fault:
        """A fault with its place in the file itself."""
        line = self.lines.get((fault.file, fault.line))
        if line is None:
            return fault
        return Fault(self.name, line, fault.column, fault.found, fault.expected)


def columns() -> tuple[str, ...]:
    """The columns of all files of ours, each once, in their order."""
    return tuple(dict.fromkeys(column.name for known in FILES.values() for column in known))


def header() -> tuple[str, ...]:
    """The header of the file; a column of ours named as one of the head's is told apart by its ending."""
    return (*HEAD, *(_head(name) for name in columns()))


def _head(name: str) -> str:
    return f"{name}_" if name in HEAD else name


def table(rows: Iterable[AsItStands], faults: Mapping[tuple[str, int], list[Fault]]) -> Iterator[list[str]]:
    """The rows of the file, each once, with everything that is wrong with it."""
    names = columns()
    for row in rows:
        wrong = _wrong(row, faults.get((row.file, row.line), ()))
        told = (
            " | ".join(row.heads.get(one.column, one.column) for one in wrong),
            " | ".join(one.found for one in wrong),
            " | ".join(one.expected for one in wrong) or WITH,
        )
        head = (row.target, row.file, str(row.line), *told, row.raw)
        yield [*head, *(row.cells.get(name, "") for name in names)]


def _wrong(row: AsItStands, told: Iterable[Fault]) -> list[Fault]:
    """What is wrong with a row: its own part of a fault that many share, then what was told of its line."""
    own = {one.column for one in row.wrong}
    return [*row.wrong, *(one for one in told if one.column not in own and row.concerns(one))]


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula and no terminal obeys; its line ends are kept."""
    safe = "".join(part if at % 2 else clean(part) for at, part in enumerate(_BREAKS.split(cell)))
    return f"'{safe}" if safe.startswith(_DANGEROUS) else safe


def unpacked(path: Path, papers: Path | None = None) -> Unpacked:
    """Read a file of set-aside rows as the folder it stands for.

    Args:
        path: the file.
        papers: the folder that was imported, in which the files that its rows name lie.

    Raises:
        Refused: it cannot be read, or is no such file.
    """
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    csv.field_size_limit(FIELD_CAP)
    try:
        names = next(reader, [])
        if tuple(names[: len(HEAD)]) != HEAD:
            raise _no(path, "its header does not begin with " + ", ".join(HEAD[:4]))
        found: dict[str, list[tuple[int, dict[str, str]]]] = {}
        line = reader.line_num + 1
        for cells in reader:
            row = {name: _plain(cell) for name, cell in zip(names, cells, strict=False)}
            if any(row.values()):
                _check_target(path, line, row["file"])
                found.setdefault(row["file"], []).append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise _no(path, f"line {reader.line_num}: {error}") from None
    return _folder(path.name, found, papers)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > FILE_CAP:
            raise _no(path, f"it has more than {FILE_CAP:,} bytes")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _no(path, error.strerror or "it could not be opened") from None
    except UnicodeDecodeError:
        raise _no(path, "it is not UTF-8: save it as “CSV UTF-8”") from None


def _check_target(path: Path, line: int, target: str) -> None:
    if target not in FILES:
        like = near(target, list(FILES))
        hint = f" (perhaps {like})" if like else ""
        raise _no(path, f'line {line}: the column file says "{clean(target)[:80]}"{hint}')


def _bare_words(raw: str) -> tuple[str, str]:
    """What was found, and expected, of a row without a cell."""
    if raw.strip():
        return "a row that stands only as raw", "its cells filled in (raw is not read), or no such row"
    return "a row without any cell", "its cells filled in, or no such row"


def _folder(
    name: str, found: Mapping[str, list[tuple[int, dict[str, str]]]], papers: Path | None
) -> Unpacked:
    """The files for which the rows stand, and where each row stands."""
    files: dict[str, bytes] = {}
    lines: dict[tuple[str, int], int] = {}
    bare: list[AsItStands] = []
    for target, rows in found.items():
        held = io.StringIO(newline="")
        writer = csv.writer(held, lineterminator="\n")
        known = [column.name for column in FILES[target]]
        writer.writerow(known)
        at = 2
        for line, row in rows:
            cells = [row.get(_head(one), "") for one in known]
            if not any(cell.strip() for cell in cells):
                bare.append(AsItStands(name, target, line, {}, row.get("raw", "")))
                continue
            start = held.tell()
            writer.writerow(cells)
            lines[target, at] = line
            held.seek(start)
            at += len(_LINES.findall(held.read()))
            if target in _ROOMS:
                files.update(_papers(papers, _ROOMS[target], row.get(_head("file"), "")))
        files[target] = held.getvalue().encode()
    return Unpacked(name, files, lines, tuple(bare))


def _papers(papers: Path | None, room: str, name: str) -> dict[str, bytes]:
    """The file that a row names, from the folder that was imported."""
    if papers is None or not name:
        return {}
    held = folder_of(papers)
    try:
        found = held.paper(room, name, SIZE_CAP)
        return {} if isinstance(found, str) else {f"{room}/{name}": found.content()}
    finally:
        held.close()


def _plain(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_DANGEROUS) else cell


def _no(path: Path, why: str) -> Refused:
    return Refused(
        f"{clean(path.name)} is no file of set-aside rows: {why}.",
        rule="What --set-aside wrote can be put right and imported again; its columns stay as they are.",
        do="Name the folder to import, or the file that --set-aside wrote.",
    )
