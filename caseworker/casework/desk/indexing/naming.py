"""The PCNs that an officer names by typing: known or refused, with whose each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseworker.casework.landing.arrive import no_such
from caseworker.casework.office import Office
from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.law.vrm import shown
from caseworker.text import counted

MOST_PARTS = 20
"""PCNs that one letter may be indexed to at once."""


@dataclass(frozen=True, slots=True)
class Named:
    """A PCN, and whose it is."""

    pcn: str
    vrm: str
    street: str
    keeper: str


def parts_wanted(pcns: Sequence[str]) -> list[str]:
    """The PCNs between which a letter is split, each once.

    Raises:
        Refused: one has no PCN's shape, or they are fewer than two or too many.
    """
    wanted = list(dict.fromkeys(map(normal_pcn, pcns)))
    if not 2 <= len(wanted) <= MOST_PARTS:
        raise Refused(
            f"{counted(len(wanted), 'PCN')} named: a letter is split between 2 to {MOST_PARTS}.",
            do="Name each PCN once, or index it to the one.",
        )
    return wanted


def named(office: Office, pcns: Sequence[str]) -> tuple[Named, ...]:
    """The PCNs that are named, in that order.

    Raises:
        Refused: one has no PCN's shape, or is not known here.
    """
    from caseworker.store import matching as store

    wanted = [normal_pcn(pcn) for pcn in pcns]
    with office.store.raw() as reader:
        ids = store.by_pcns(reader, wanted)
        rows = store.pcns(reader, list(ids.values()))
    if unknown := [pcn for pcn in wanted if pcn not in ids]:
        raise no_such(unknown[0])
    found = [rows[ids[pcn]] for pcn in wanted]
    return tuple(Named(one.pcn, shown(one.vrm), one.location, one.keeper_name) for one in found)


def to_split(office: Office, pcns: Sequence[str]) -> tuple[Named, ...]:
    """The PCNs between which a letter may be split.

    Raises:
        Refused: as `named` and `parts_wanted`.
    """
    return named(office, parts_wanted(pcns))
