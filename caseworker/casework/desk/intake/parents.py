"""Which PCN replaces which: a chain that begins nowhere, or comes back to itself, is worth a look."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from caseworker.reading.rows import CaseRow, Remark
from caseworker.store.bulk import Bulk


class Parents:
    """The PCNs that others replace, as an import and the store tell them."""

    def __init__(self, bulk: Bulk, told: Mapping[str, str], here: Collection[str]) -> None:
        """Look up in the store what the import does not tell.

        Args:
            told: by PCN of the import, the one that it replaces; others replace none.
            here: every PCN of the import.
        """
        self.told, self.here = dict(told), here
        self.stored: dict[str, str] = {}
        wanted = {pcn for pcn in told.values() if pcn not in here}
        while wanted:
            found = dict(bulk.found("pcns", "pcn parent", "pcn", sorted(wanted)))
            self.stored |= found
            named = {pcn for pcn in found.values() if pcn}
            wanted = {pcn for pcn in named if pcn not in here and pcn not in self.stored}

    def of(self, row: CaseRow) -> Iterator[Remark]:
        """What is odd in the PCN that a row replaces."""
        if not row.parent:
            return
        if row.parent not in self.here and row.parent not in self.stored:
            words = f"{row.parent} is known neither here nor in this import: taken in, check the number"
            yield Remark(row.file, row.line, "parent", words)
        chain = [row.pcn]
        at = row.parent
        while at and at not in chain:
            chain.append(at)
            at = self.told.get(at, "") if at in self.here else self.stored.get(at, "")
        if at == row.pcn:
            words = f"{' replaces '.join([*chain, at])}: taken in, but one of them came first"
            yield Remark(row.file, row.line, "parent", words)
