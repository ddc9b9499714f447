"""Cases that stand together, and letters that are one letter on several PCNs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import Case, CaseLink, JointLetter, Pcn

CASE = Case.__table__  # type: ignore[attr-defined]
LINK = CaseLink.__table__  # type: ignore[attr-defined]
JOINT = JointLetter.__table__  # type: ignore[attr-defined]
PCN = Pcn.__table__  # type: ignore[attr-defined]

MOST = 50
"""Cases that are offered for linking, the oldest first."""


def first_of(tx: Connection, case_id: int) -> int | None:
    """The first of the cases that a case stands with, or None where it stands alone."""
    found = tx.execute(_FIRST, {"case": case_id}).scalar()
    return None if found is None else int(found)


def of_case(tx: Connection, case_id: int) -> list[Row[Any]]:
    """The cases that stand together with a case, itself among them, in the order of their ids."""
    return list(tx.execute(_TOGETHER, {"case": case_id}).all())


def near(tx: Connection, case: Row[Any], kinds: Sequence[str]) -> list[Row[Any]]:
    """Open disputes on other PCNs of the same vehicle, the same keeper or the same writer; oldest first.

    A name counts only with its postcode.

    Args:
        kinds: the kinds of case that are looked for.
    """
    pcn = tx.execute(sa.select(PCN).where(PCN.c.id == case.pcn_id)).one()
    alike = [PCN.c.vrm == pcn.vrm]
    if pcn.keeper_name and pcn.keeper_postcode:
        alike.append(
            sa.and_(PCN.c.keeper_name == pcn.keeper_name, PCN.c.keeper_postcode == pcn.keeper_postcode)
        )
    found = (
        sa.select(CASE)
        .join(PCN, PCN.c.id == CASE.c.pcn_id)
        .where(CASE.c.open == 1, CASE.c.pcn_id != case.pcn_id, CASE.c.kind.in_(kinds), sa.or_(*alike))
        .order_by(CASE.c.id)
        .limit(MOST)
    )
    return list(tx.execute(found).all())


def join(tx: Connection, case_ids: Sequence[int]) -> list[int]:
    """Let cases stand together, with all that each stood with before; every one of them, in order."""
    firsts = {one: first_of(tx, one) for one in case_ids}
    whole = set(case_ids)
    for first in {one for one in firsts.values() if one is not None}:
        found = sa.select(LINK.c.case_id).where(LINK.c.first_id == first)
        whole |= {int(one) for one in tx.execute(found).scalars()}
    part(tx, sorted(whole))
    first = min(whole)
    tx.execute(sa.insert(LINK), [{"case_id": one, "first_id": first} for one in sorted(whole)])
    return sorted(whole)


def part(tx: Connection, case_ids: Sequence[int]) -> None:
    """Let cases stand alone again; nothing is said here of those that are left."""
    tx.execute(sa.delete(LINK).where(LINK.c.case_id.in_(case_ids)))


def joined(tx: Connection, letter_ids: Sequence[int]) -> None:
    """Note that letters are one letter; the first of them is the one whose number is printed."""
    first = letter_ids[0]
    tx.execute(sa.insert(JOINT), [{"letter_id": one, "first_id": first} for one in letter_ids])


_FIRST = sa.select(LINK.c.first_id).where(LINK.c.case_id == sa.bindparam("case"))
_TOGETHER = (
    sa.select(CASE)
    .join(LINK, LINK.c.case_id == CASE.c.id)
    .where(LINK.c.first_id == _FIRST.scalar_subquery())
    .order_by(CASE.c.id)
)
