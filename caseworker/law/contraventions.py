"""Contravention codes: what they allege, at which level, and what their suffixes mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseworker.law.citations import Citation
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.tables import citation, nearest, table

_SHAPE = re.compile(r"([0-9]{1,2})([a-z0-9]*)")


@dataclass(frozen=True, slots=True)
class Contravention:
    """One contravention code with its suffixes, read."""

    code: str
    """As it is written: ``12r``."""
    base: str
    """Two digits: ``12``."""
    suffixes: tuple[str, ...]
    label: str
    """What is alleged, in our own words."""
    level: str
    """``higher``, ``lower``, or empty where the code has none."""
    words: str
    """The label with what the suffixes mean."""
    family: str
    """Which law it belongs to: ``parking``, ``moving-traffic``, ``bus-lane`` and others."""
    where: str
    """``on-street`` or ``off-street``."""
    citation: Citation
    warnings: tuple[str, ...] = ()

    @property
    def is_parking(self) -> bool:
        """Whether it belongs to the parking regimes."""
        return self.family == "parking"


def contravention(code: str, *, regime_id: str | None = None) -> Contravention:
    """Read a code such as ``12r``.

    Args:
        code: one or two digits and any suffixes, in any case, with or without spaces.
        regime_id: where given, a code of another law is refused.

    Raises:
        Refused: bad shape, unknown code, a suffix that the code does not take, or another law's code.
    """
    plain = "".join(code.split()).lower()
    found = _SHAPE.fullmatch(plain)
    if not found:
        raise Refused(
            f'"{_short(code)}" is not a contravention code.',
            rule="A code is two digits, then its suffixes: letters or digits, for example 12r or 01.",
            do="Check it against the PCN.",
        )
    base, tail = found[1].zfill(2), found[2]
    data = table("contraventions")
    row = data["code"].get(base)
    if row is None or row["family"] == "reserved":
        raise _not_listed(base, row)
    warnings = _check_suffixes(base, row, tail)
    if regime_id is not None:
        _check_family(base, row, regime_id)
    meanings = [suffix_meaning(base, one) for one in tail]
    return Contravention(
        code=base + tail,
        base=base,
        suffixes=tuple(tail),
        label=row["label"],
        level=row["level"],
        words=row["label"] + (f" ({', '.join(meanings)})" if meanings else ""),
        family=row["family"],
        where=row["where"],
        citation=citation(data["citation"]),
        warnings=warnings,
    )


def suffix_meaning(base: str, suffix: str) -> str:
    """What a suffix means with this code: its own meaning first, then the general one."""
    data = table("contraventions")
    meaning: str = data["override"].get(base, {}).get(suffix) or data["suffix"].get(suffix, "")
    return meaning


def codes(family: str | None = None) -> tuple[str, ...]:
    """The listed codes, all or of one family."""
    rows = table("contraventions")["code"].items()
    return tuple(
        sorted(c for c, row in rows if row["family"] != "reserved" and family in (None, row["family"]))
    )


def _not_listed(base: str, row: Mapping[str, Any] | None) -> Refused:
    known = codes()
    near = nearest(base, known)
    why = f"It is {row['label']}." if row else "It is not in the standard list, version 7.0."
    return Refused(
        f"There is no contravention code {base} that a council's PCN can carry.",
        rule=why,
        do=f"Check it against the PCN{f'; the nearest listed code is {near}' if near else ''}.",
        citation=citation(table("contraventions")["citation"]),
    )


def _check_suffixes(base: str, row: Mapping[str, Any], tail: str) -> tuple[str, ...]:
    allowed, doubtful = row["suffixes"], row.get("doubtful", "")
    for one in tail:
        if one not in allowed + doubtful:
            listed = f"It takes: {' '.join(allowed)}." if allowed else "It takes none."
            raise Refused(
                f'Code {base} does not take the suffix "{one}".',
                rule=listed,
                do="Check it against the PCN.",
                citation=citation(table("contraventions")["citation"]),
            )
        if tail.count(one) > 1:
            raise Refused(f'The suffix "{one}" stands twice in {base}{tail}.', do="Check it against the PCN.")
    doubts = [one for one in tail if one in doubtful]
    return tuple(
        f'Suffix "{one}" of code {base} stands in one transcription of the list only.' for one in doubts
    )


def _check_family(base: str, row: Mapping[str, Any], regime_id: str) -> None:
    law = regime(regime_id)
    if row["family"] != law.family:
        raise Refused(
            f"Code {base} does not belong to {law.id} ({law.label}).",
            rule=f"It is a {row['family'].replace('-', ' ')} code: it {_alleges(row)}.",
            do="Check the code and the regime against the PCN: another law applies, with other rights.",
            citation=citation(table("contraventions")["citation"]),
        )


def _alleges(row: Mapping[str, Any]) -> str:
    return f'alleges "{row["label"]}"'


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:19] + "…"
