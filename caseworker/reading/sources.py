"""Where the rows of one of our files come from: a file as the guide has it, or one that a profile maps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from caseworker.reading.columns import FILES
from caseworker.reading.delimited import Row, Told, header_faults, stream
from caseworker.reading.rows import Remark
from caseworker.reading.streams import Hashed

if TYPE_CHECKING:
    from caseworker.reading.mapping import Pad


class Source(Protocol):
    """One file of an import, read as one of ours."""

    @property
    def name(self) -> str:
        """The file as it is named in the folder."""

    @property
    def target(self) -> str:
        """The file of ours as which it is read."""

    @property
    def encoding(self) -> str:
        """How its text is written."""

    @property
    def pad(self) -> Pad | None:
        """How the beginning of its PCNs is put back, where it is."""

    def rows(self, held: Hashed, size: int, told: Told) -> Iterator[Row]:
        """Its rows, with our names for the columns."""

    def remarks(self) -> list[Remark]:
        """What was put right on the way, once its rows were read."""


@dataclass(frozen=True, slots=True)
class OursAsIs:
    """A file as the guide has it."""

    name: str

    @property
    def target(self) -> str:
        """Itself."""
        return self.name

    @property
    def encoding(self) -> str:
        """As the guide has it."""
        return "utf-8"

    @property
    def pad(self) -> Pad | None:
        """Nothing is put back."""
        return None

    def rows(self, held: Hashed, size: int, told: Told) -> Iterator[Row]:
        """Its rows; one whose cells are all empty is none."""
        columns = FILES[self.name]
        found = stream(
            cast(BinaryIO, held),
            size,
            self.name,
            told,
            lambda names: header_faults(names, self.name, columns),
        )
        return (row for row in found if any(cell.strip() for cell in row.cells.values()))

    def remarks(self) -> list[Remark]:
        """Nothing is put right."""
        return []
