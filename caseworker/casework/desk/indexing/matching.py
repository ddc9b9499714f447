"""Which PCNs a piece of post may be about, with the reasons in words: a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework.desk.indexing.views import Match
from caseworker.casework.desk.indexing.waiting import got
from caseworker.casework.landing.pieces import pcns_in
from caseworker.casework.office import Office
from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.law.stages import stage
from caseworker.law.vrm import look_alike_marks, shown

if TYPE_CHECKING:
    from caseworker.store.raw import Reader

MOST = 8
"""PCNs that are offered."""
SCORES = {
    "exact": 100,
    "swapped": 65,
    "one-off": 60,
    "vrm": 50,
    "person": 45,
    "alike": 35,
    "earlier": 20,
    "postcode": 15,
}
"""What a reason weighs: several add up."""
_VRM = re.compile(
    r"(?<![A-Z0-9])([A-Z]{2}[0-9]{2} ?[A-Z]{3}|[A-Z][0-9]{1,3} ?[A-Z]{3}|[A-Z]{3} ?[0-9]{1,3} ?[A-Z]"
    r"|[A-Z]{2}[0-9OIQ]{2} ?[A-Z0-9]{3})(?![A-Z0-9])"
)
_POSTCODE = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})(?![A-Z0-9])")
_READ = 50_000
"""Characters of a letter in which marks and postcodes are looked for."""
_FEW = 12
"""Marks, PCNs or postcodes of one letter that are looked up."""


@dataclass(slots=True)
class _Reasons:
    """Why each PCN may be meant, by its id."""

    found: dict[int, dict[str, str]] = field(default_factory=dict)

    def add(self, pcn_ids: Iterable[int], reason: str, words: str) -> None:
        """A reason for some PCNs; each kind of reason counts once."""
        for pcn_id in pcn_ids:
            self.found.setdefault(pcn_id, {}).setdefault(reason, words)

    def best(self) -> list[tuple[int, int, tuple[str, ...]]]:
        """The likeliest, with their scores and reasons."""
        scored = [
            (pcn_id, sum(SCORES[reason] for reason in reasons), tuple(reasons.values()))
            for pcn_id, reasons in self.found.items()
        ]
        return sorted(scored, key=lambda one: (-one[1], -one[0]))[:MOST]


def matches(office: Office, inbox_id: int) -> tuple[Match, ...]:
    """The PCNs that a piece may be about, the likeliest first, at most eight.

    Raises:
        Refused: there is no such piece.
    """
    from caseworker.store import inbox as store

    with office.store.reading() as tx:
        row = got(tx, inbox_id)
        text, _ = store.words(tx, inbox_id)
    with office.store.raw() as reader:
        return _matches(reader, row, f"{row.subject}\n{text}")


def _matches(reader: Reader, row: Any, words: str) -> tuple[Match, ...]:
    from caseworker.store import matching as store

    reasons = _Reasons()
    _by_number(reader, row.pcn_read, words, reasons)
    capitals = words[:_READ].upper()
    marks = _few(_VRM.findall(capitals))
    reasons.add(store.by_vrms(reader, marks).values(), "vrm", "its vehicle is named")
    for mark in marks:
        alike = [one for one in look_alike_marks(mark, 64) if one != mark]
        for found, pcn_id in store.by_vrms(reader, alike).items():
            reasons.add([pcn_id], "alike", f"{shown(mark)} is named, easily taken for {shown(found[0])}")
    _by_person(reader, row, capitals, reasons)
    best = reasons.best()
    rows = store.pcns(reader, [pcn_id for pcn_id, _, _ in best])
    return tuple(_match(rows[pcn_id], score, why) for pcn_id, score, why in best if pcn_id in rows)


def _by_number(reader: Reader, pcn_read: str, words: str, reasons: _Reasons) -> None:
    """PCNs that are named, and those that differ by one slip."""
    from caseworker.store import matching as store

    named = _few([*_normal(pcn_read), *pcns_in(words)])
    read = set(_normal(pcn_read))
    for pcn, pcn_id in store.by_pcns(reader, named).items():
        reasons.add([pcn_id], "exact", "the PCN it came with" if pcn in read else "its PCN is named")
    for pcn in named:
        swapped = list(_swapped(pcn))
        for _, pcn_id in store.by_pcns(reader, swapped).items():
            reasons.add([pcn_id], "swapped", f"{pcn} with two characters the other way round")
        for _, pcn_id in store.by_pcns(reader, list(_one_off(pcn))).items():
            reasons.add([pcn_id], "one-off", f"one character off from {pcn}")


def _by_person(reader: Reader, row: Any, capitals: str, reasons: _Reasons) -> None:
    """PCNs of whoever wrote: by name and postcode, by postcode alone, by earlier letters."""
    from caseworker.store import matching as store
    from caseworker.store import search

    name = " ".join(row.from_name.casefold().split())
    postcodes = _few([row.from_postcode.upper(), *_POSTCODE.findall(capitals)])
    for postcode in postcodes:
        for pcn_id, known in store.by_postcode(reader, postcode):
            same = bool(name) and name == " ".join(known.casefold().split())
            if same:
                reasons.add([pcn_id], "person", "same name and postcode")
            else:
                reasons.add([pcn_id], "postcode", "same postcode")
    if len(name.split()) > 1:
        for found in search.find(reader, row.from_name, ("name",))[:20]:
            told = reasons.found.get(found.pcn_id, {})
            if "person" not in told and " ".join(found.name.casefold().split()) == name:
                reasons.add([found.pcn_id], "earlier", "same name on an earlier letter or notice")


def _normal(pcn: str) -> Iterator[str]:
    """A PCN as it was read, if it has a shape."""
    try:
        yield normal_pcn(pcn)
    except Refused:
        return


def _swapped(pcn: str) -> Iterator[str]:
    """The number with two neighbours the other way round."""
    for at in range(len(pcn) - 1):
        if pcn[at] != pcn[at + 1]:
            yield pcn[:at] + pcn[at + 1] + pcn[at] + pcn[at + 2 :]


def _one_off(pcn: str) -> Iterator[str]:
    """The number with one character another, one too many or one too few."""
    letters, digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
    for at, char in enumerate(pcn):
        yield pcn[:at] + pcn[at + 1 :]
        for other in digits if char.isdigit() else letters:
            if other != char:
                yield pcn[:at] + other + pcn[at + 1 :]
            if char.isdigit():
                yield pcn[:at] + other + pcn[at:]
    yield from (pcn + other for other in letters + digits)


def _few(words: Iterable[str]) -> list[str]:
    """Each once, without spaces, the first few."""
    return list(dict.fromkeys("".join(one.split()) for one in words if one.strip()))[:_FEW]


def _match(row: Any, score: int, reasons: tuple[str, ...]) -> Match:
    on = row.contravened_on
    return Match(
        pcn=row.pcn,
        vrm=shown(row.vrm),
        street=row.location,
        contravened_on=date.fromisoformat(on) if isinstance(on, str) else on,
        stage=stage(row.stage).label,
        keeper=row.keeper_name,
        case_id=row.case_id,
        score=score,
        reasons=reasons,
    )
