"""Appeals, court matters and requests on a PCN: open until they have an end, with a day of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table

from caseworker.store.tables import Case, Notice, Pcn, Proceeding

PROCEEDING: Table = Proceeding.__table__  # type: ignore[attr-defined]
PCN: Table = Pcn.__table__  # type: ignore[attr-defined]
NOTICE: Table = Notice.__table__  # type: ignore[attr-defined]
CASE: Table = Case.__table__  # type: ignore[attr-defined]


def pcn_by_number(tx: Connection, number: str, *, hold: bool = False) -> Row[Any] | None:
    """A PCN by its number, or None.

    Args:
        hold: let nobody move it until this transaction ends.
    """
    found = sa.select(PCN).where(PCN.c.pcn == number)
    return tx.execute(found.with_for_update() if hold else found).one_or_none()


def of_pcn(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """Everything that ran or runs beside a PCN, in the order in which it began."""
    found = sa.select(PROCEEDING).where(PROCEEDING.c.pcn_id == pcn_id)
    return list(tx.execute(found.order_by(PROCEEDING.c.began_on, PROCEEDING.c.id)).all())


def add(tx: Connection, **columns: Any) -> int:
    """Write one of the proceedings, and give its id.

    Args:
        columns: columns of `Proceeding`: at least pcn_id, kind, began_on, officer and at.
    """
    empty = {"reference": "", "form": "", "ground": "", "result": "", "words": "", "changed_by": ""}
    done = tx.execute(sa.insert(PROCEEDING).values(**(empty | columns)).returning(PROCEEDING.c.id))
    return int(done.scalar_one())


def change(tx: Connection, proceeding_id: int, **columns: Any) -> None:
    """Change one of the proceedings: what the council did in it, or its end."""
    tx.execute(sa.update(PROCEEDING).where(PROCEEDING.c.id == proceeding_id).values(**columns))


def cases_of(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """The cases of a PCN, the newest first."""
    found = sa.select(CASE).where(CASE.c.pcn_id == pcn_id).order_by(CASE.c.open.desc(), CASE.c.id.desc())
    return list(tx.execute(found).all())


def undo_notices(tx: Connection, pcn_id: int, kinds: tuple[str, ...]) -> None:
    """Mark notices as undone by the court or the tribunal: they stay on record and no longer count."""
    for kind in kinds:
        here = sa.update(NOTICE).where(NOTICE.c.pcn_id == pcn_id, NOTICE.c.kind == kind)
        tx.execute(here.values(kind=f"{kind}{UNDONE}"))


UNDONE = "-undone"
"""What is added to the kind of a notice that no longer counts."""


def serve_again(tx: Connection, pcn_id: int, dated_on: date, served_on: date) -> None:
    """Give a postal PCN that is served anew its new days."""
    tx.execute(sa.update(PCN).where(PCN.c.id == pcn_id).values(dated_on=dated_on, served_on=served_on))


def add_copy(tx: Connection, pcn_id: int, **columns: Any) -> int:
    """Write a PCN that replaces another: everything of it but what is given; its new id.

    Args:
        columns: at least pcn, keeper_name, keeper_address, keeper_postcode, stage, stage_on and served_on.
    """
    old = tx.execute(sa.select(PCN).where(PCN.c.id == pcn_id)).one()
    row = {name: value for name, value in old._mapping.items() if name != "id"}
    row |= {"parent": old.pcn, "keeper_dead": False, "row_hash": ""} | columns
    return int(tx.execute(sa.insert(PCN).values(**row).returning(PCN.c.id)).scalar_one())


def in_stages(tx: Connection, stages: tuple[str, ...], after: int, limit: int) -> list[Row[Any]]:
    """PCNs that stand at some stages, by id; for a walk through all of them page by page."""
    found = sa.select(PCN).where(PCN.c.stage.in_(stages), PCN.c.id > after)
    return list(tx.execute(found.order_by(PCN.c.id).limit(limit)).all())


def same_day(tx: Connection, pcn: Row[Any]) -> tuple[str, ...]:
    """Other live PCNs under the same regime for this vehicle and day."""
    same = (PCN.c.vrm == pcn.vrm, PCN.c.contravened_on == pcn.contravened_on, PCN.c.regime == pcn.regime)
    closed = ("cancelled", "transferred", "void", "written-off")
    found = sa.select(PCN.c.pcn).where(*same, PCN.c.id != pcn.id, PCN.c.stage.not_in(closed))
    return tuple(tx.execute(found.order_by(PCN.c.pcn)).scalars())
