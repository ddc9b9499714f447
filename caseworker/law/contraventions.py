"""Contravention codes: what they allege, at which level, and what their suffixes mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseworker.law.citations import Citation
from caseworker.law.refusals import Refused
from caseworker.law.regimes import Regime, basis_label, families_of, regime, regimes
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
    """What sort of contravention it is: ``parking``, ``moving-traffic``, ``bus-lane``, ``clean-air-zone``."""
    where: str
    """``on-street`` or ``off-street``."""
    citation: Citation
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """A regime in which a family of codes can be alleged."""

    regime: str
    bases: tuple[str, ...]
    """Why its PCN came by post, where only some bases will do; empty where any will."""
    places: tuple[str, ...]

    @property
    def words(self) -> str:
        """The regime, its basis and its place, in one phrase."""
        only = {"london": " (in London)", "outside": " (outside London)"}
        where = only[self.places[0]] if len(self.places) == 1 else ""
        basis = f" with the basis {' or '.join(self.bases)}" if self.bases else ""
        return f"{self.regime}{basis}{where}"


def contravention(code: str, *, regime_id: str | None = None, basis: str | None = None) -> Contravention:
    """Read a code such as ``12r``.

    Args:
        code: one or two digits and any suffixes, in any case, with or without spaces.
        regime_id: where given, a code of another law is refused.
        basis: for a PCN by post, why it came by post: it decides which codes it can allege.

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
        _check_family(base, row, regime(regime_id), basis)
        warnings += _camera_doubts(base, tail, basis)
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
        citation=citation(row if "instrument" in row else data["citation"]),
        warnings=warnings,
    )


def families_alleged(regime_id: str, basis: str | None, code: str) -> tuple[str, ...]:
    """The families of which a case is, on its basis: a code that is known tells which of several."""
    law = regime(regime_id)
    found = families_of(law.id, basis if basis in law.bases else None)
    if len(found) > 1 and code:
        try:
            own = contravention(code).family
        except Refused:
            return found
        return (own,) if own in found else found
    return found


def homes(family: str, place: str = "") -> tuple[Home, ...]:
    """The regimes in which codes of a family can be alleged: London or outside decides for bus lanes.

    Args:
        family: ``parking``, ``bus-lane``, ``moving-traffic`` or ``clean-air-zone``.
        place: ``london`` or ``outside`` leaves out the regimes that do not exist there.
    """
    found = []
    for law in regimes():
        bases = tuple(one for one in law.bases if family in law.families(one))
        if not bases and (law.bases or family not in law.families()):
            continue
        only = bases if len(bases) < len(law.bases) else ()
        there = tuple(one for one in law.places if law.exists_in(one, only[0] if len(only) == 1 else None))
        if not place or place in there:
            found.append(Home(law.id, only, there))
    return tuple(found)


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
    data = table("contraventions")
    allowed, doubtful, permits = row["suffixes"], row.get("doubtful", ""), data["permit_only"]
    warnings = []
    for one in tail:
        if one not in allowed + doubtful:
            listed = f"It takes: {' '.join(allowed)}." if allowed else "It takes none."
            raise Refused(
                f'Code {base} does not take the suffix "{one}".',
                rule=listed,
                do="Check it against the PCN.",
                citation=citation(data["citation"]),
            )
        if tail.count(one) > 1:
            raise Refused(
                f'The suffix "{one}" stands twice in {base}{tail}.',
                rule="A suffix says one thing, once.",
                do="Check it against the PCN.",
            )
        if one in doubtful:
            warnings.append(f'Suffix "{one}" of code {base} stands in one transcription of the list only.')
        elif one in permits["suffixes"] and base not in permits["codes"]:
            warnings.append(f'What suffix "{one}" means with code {base} was not read in the list.')
    return tuple(warnings)


def _camera_doubts(base: str, tail: str, basis: str | None) -> tuple[str, ...]:
    """Where a camera is said to have enforced parking in a place where it may not."""
    camera = table("contraventions")["camera"]
    if basis != "approved-device" or base in camera["codes"] or set(tail) & set(camera["suffixes"]):
        return ()
    words: str = camera["words"]
    return (words,)


def _check_family(base: str, row: Mapping[str, Any], law: Regime, basis: str | None) -> None:
    law.checked_basis(basis)
    family: str = row["family"]
    if family in law.families(basis):
        return
    right = homes(family)
    words = family.replace("-", " ")
    on = f", {basis_label(basis)}" if basis else ""
    raise Refused(
        f"Code {base} does not belong to {law.id} ({law.label}{on}).",
        rule=f"It is a {words} code: it {_alleges(row)}.",
        do=(
            f"A {words} code belongs to {'; '.join(one.words for one in right)}: check code and regime "
            "against the PCN."
            if right
            else "No regime of this program holds it: check it against the PCN, and keep the case aside."
        ),
        citation=citation(row if "instrument" in row else table("contraventions")["citation"]),
    )


def _alleges(row: Mapping[str, Any]) -> str:
    return f'alleges "{row["label"]}"'


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:19] + "…"
