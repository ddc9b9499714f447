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
from caseworker.law.pcn import as_misread, has_shape, normal_pcn
from caseworker.law.refusals import Refused
from caseworker.law.stages import stage
from caseworker.law.vrm import look_alike_marks, shown

if TYPE_CHECKING:
    from caseworker.store.raw import Reader

MOST = 8
"""PCNs that are offered."""
SCORES = {
    "exact": 100,
    "misread": 70,
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
_MISREAD = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{2}[ -]?[0-9OQDILBSZG]{7,8}[A-Z0-9]?(?![A-Z0-9])")
_LIKE = re.compile("[A-Z0-9]{8,12}")
_DIGITS = 5
"""Digits that a misread PCN has at least: fewer are a word."""
_ON_A_TIE = 200
"""PCNs at most whose cases and days are looked at where as much speaks for each."""
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
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

    def best(self) -> list[tuple[int, int, dict[str, str]]]:
        """The likeliest and all that weigh as much as the last of them, with their scores and reasons."""
        scored = [
            (pcn_id, sum(SCORES[reason] for reason in reasons), reasons)
            for pcn_id, reasons in self.found.items()
        ]
        scored.sort(key=lambda one: (-one[1], -one[0]))
        least = scored[:MOST][-1][1] if scored else 0
        return [one for one in scored if one[1] >= least][:_ON_A_TIE]


def matches(office: Office, inbox_id: int) -> tuple[Match, ...]:
    """The PCNs that a piece may be about, the likeliest first, at most eight.

    Where as much speaks for two, one with an open case comes first, then the newer.

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
    likely = [_match(rows[pcn_id], score, why) for pcn_id, score, why in best if pcn_id in rows]
    likely.sort(key=lambda one: (-one.score, one.case_id is None, -one.contravened_on.toordinal()))
    return tuple(likely[:MOST])


def _by_number(reader: Reader, pcn_read: str, words: str, reasons: _Reasons) -> None:
    """PCNs that are named, and those that differ by one slip."""
    from caseworker.store import matching as store

    named = _few([*_normal(pcn_read), *pcns_in(words)])
    read = set(_normal(pcn_read))
    misread = _few([pcn_read.upper(), *_misread_in(words)])
    for one in misread:
        reasons.add(
            store.by_pcns(reader, as_misread(one)).values(), "misread", f"{one} is easily read for it"
        )
    for pcn, pcn_id in store.by_pcns(reader, named).items():
        reasons.add([pcn_id], "exact", "the PCN it came with" if pcn in read else "its PCN is named")
    for pcn in _few([*named, *(one for one in misread if _LIKE.fullmatch(one))]):
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


def _misread_in(words: str) -> Iterator[str]:
    """Words that would be PCNs, were a letter in them the digit that it looks like."""
    for found in _MISREAD.findall(words[:_READ].upper()):
        plain = found.replace(" ", "").replace("-", "")
        if sum(map(str.isdigit, plain)) >= _DIGITS and not has_shape(plain):
            yield plain


def _swapped(pcn: str) -> Iterator[str]:
    """The number with two neighbours the other way round."""
    for at in range(len(pcn) - 1):
        if pcn[at] != pcn[at + 1]:
            yield pcn[:at] + pcn[at + 1] + pcn[at] + pcn[at + 2 :]


def _one_off(pcn: str) -> Iterator[str]:
    """PCNs that differ from what was read by one character: another, one too many or one too few."""
    for at in range(len(pcn) + 1):
        before, after = pcn[:at], pcn[at:]
        near = [before + after[1:]]
        near += [before + other + rest for other in _SIGNS for rest in (after[1:], after)]
        yield from (one for one in near if one != pcn and has_shape(one))


def _few(words: Iterable[str]) -> list[str]:
    """Each once, without spaces, the first few."""
    return list(dict.fromkeys("".join(one.split()) for one in words if one.strip()))[:_FEW]


def _match(row: Any, score: int, reasons: dict[str, str]) -> Match:
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
        reasons=tuple(reasons.values()),
        named="exact" in reasons,
    )
