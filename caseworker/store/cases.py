"""Cases and PCNs: read one whole, claim one, change one where its version still stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row
from sqlmodel import col

from caseworker.store.tables import AuditEntry, Case, Event, Notice, Pcn

LOOKING = (
    *("evidence-opened", "film-opened", "film-seen", "note"),
    *("posted", "handed", "slip-waits", "letter-returned", "letter-dealt-with"),
)
"""Acts on a case that do not raise its version."""


class Stale(Exception):
    """The case was changed since it was read: by whom, when, by which act."""

    def __init__(self, case_id: int, *, by: str, at: datetime | None, act: str) -> None:
        super().__init__(f"case {case_id} was changed by {by}")
        self.case_id = case_id
        self.by = by
        self.at = at
        self.act = act


def get(tx: Connection, case_id: int, *, hold: bool = False) -> Row[Any] | None:
    """One case's row, or None.

    Args:
        tx: the transaction.
        case_id: which.
        hold: let nobody change it until this transaction ends (on SQLite nobody can anyhow).
    """
    found = sa.select(Case.__table__).where(col(Case.id) == case_id)  # type: ignore[attr-defined]
    return tx.execute(found.with_for_update(read=True) if hold else found).one_or_none()


def add(tx: Connection, **columns: Any) -> int:
    """Write a new case, and give its id.

    Args:
        columns: columns of `Case`: at least pcn_id, kind, received_on, target_on and urgency; those that
            repeat the PCN's are taken from it.
    """
    pcn = pcn_of(tx, columns["pcn_id"])
    row = {
        name: field.get_default()
        for name, field in Case.model_fields.items()
        if not field.is_required() and name != "id"
    }
    row |= {name: getattr(pcn, name) for name in ("pcn", "vrm", "regime", "code")} | {"street": pcn.location}
    table = Case.__table__  # type: ignore[attr-defined]
    return int(tx.execute(sa.insert(table).values(**row | columns).returning(table.c.id)).scalar_one())


def open_on(tx: Connection, pcn_id: int, kind: str) -> Row[Any] | None:
    """The open case of one kind on a PCN, or None."""
    table = Case.__table__  # type: ignore[attr-defined]
    found = sa.select(table).where(table.c.pcn_id == pcn_id, table.c.kind == kind, table.c.open == 1)
    return tx.execute(found.order_by(table.c.id.desc()).limit(1)).one_or_none()


def by_pcn(tx: Connection, pcn: str) -> Row[Any] | None:
    """The case of a PCN that an officer would open: the newest open one, else the newest."""
    found = sa.select(Case.__table__).where(col(Case.pcn) == pcn)  # type: ignore[attr-defined]
    return tx.execute(found.order_by(col(Case.open).desc(), col(Case.id).desc()).limit(1)).one_or_none()


def pcn_of(tx: Connection, pcn_id: int) -> Row[Any]:
    """The PCN's row."""
    return tx.execute(sa.select(Pcn.__table__).where(col(Pcn.id) == pcn_id)).one()  # type: ignore[attr-defined]


def notices_of(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """Statutory notices of a PCN, oldest first."""
    found = sa.select(Notice.__table__).where(col(Notice.pcn_id) == pcn_id)  # type: ignore[attr-defined]
    return list(tx.execute(found.order_by(col(Notice.posted_on))).all())


def others_of(
    tx: Connection, pcn_id: int, vrm: str, keeper: str, postcode: str, limit: int = 20
) -> list[Row[Any]]:
    """Other PCNs of the same vehicle, or of the same keeper at the same postcode; newest first."""
    same = col(Pcn.vrm) == vrm
    if keeper and postcode:
        same = sa.or_(same, sa.and_(col(Pcn.keeper_name) == keeper, col(Pcn.keeper_postcode) == postcode))
    found = sa.select(Pcn.__table__).where(same, col(Pcn.id) != pcn_id)  # type: ignore[attr-defined]
    return list(tx.execute(found.order_by(col(Pcn.contravened_on).desc()).limit(limit)).all())


def mine_or_next(tx: Connection, officer: str, *, today: date, soon: date) -> int | None:
    """The case to hand out: an officer's own open one first, then the most urgent that nobody has.

    A case whose informal stage the officer decided is never handed to them, nor one on hold before its day,
    unless the law leaves no time to wait.
    On PostgreSQL rows that another transaction is claiming are passed over.

    Args:
        today: a hold until this day or an earlier one is over.
        soon: a case to be posted by this day is handed out whether it is on hold or not.
    """
    table = Case.__table__  # type: ignore[attr-defined]
    held = table.c.held_until
    free_to_go = sa.or_(held.is_(None), held <= today, table.c.safe_post_on <= soon)
    own = (
        sa.select(table.c.id)
        .where(table.c.open == 1, table.c.officer == officer, free_to_go)
        .order_by(table.c.urgency, table.c.id)
        .limit(1)
    )
    found = tx.execute(own).scalar()
    if found is not None:
        return int(found)
    free = (
        sa.select(table.c.id)
        .where(table.c.open == 1, table.c.officer == "", table.c.informal_by != officer, free_to_go)
        .order_by(table.c.urgency, table.c.id)
        .limit(1)
    )
    if tx.dialect.name != "sqlite":
        free = free.with_for_update(skip_locked=True)
    found = tx.execute(free).scalar()
    return None if found is None else int(found)


def change(tx: Connection, case_id: int, version: int, **columns: Any) -> int:
    """Change a case that still has the version that was read, and give its new version.

    Raises:
        Stale: somebody else changed it meanwhile; nothing was written.
    """
    table = Case.__table__  # type: ignore[attr-defined]
    done = tx.execute(
        sa.update(table)
        .where(table.c.id == case_id, table.c.version == version)
        .values(version=version + 1, **columns)
    )
    if done.rowcount != 1:
        raise stale(tx, case_id)
    return version + 1


def stale(tx: Connection, case_id: int) -> Stale:
    """Who changed a case last, when and by which act, from the audit."""
    last = tx.execute(
        sa.select(col(AuditEntry.officer), col(AuditEntry.at), col(AuditEntry.act))
        .where(col(AuditEntry.chain) == f"case:{case_id}", col(AuditEntry.act).not_in(LOOKING))
        .order_by(col(AuditEntry.link).desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        return Stale(case_id, by="somebody", at=None, act="changed")
    return Stale(case_id, by=last.officer, at=last.at, act=last.act)


def move_stage(tx: Connection, pcn_id: int, stage: str, on: date) -> None:
    """Set where the PCN stands in law: called only with the answer of the stage table."""
    table = Pcn.__table__  # type: ignore[attr-defined]
    tx.execute(sa.update(table).where(table.c.id == pcn_id).values(stage=stage, stage_on=on))


def record(
    tx: Connection,
    *,
    pcn_id: int,
    case_id: int | None,
    event: str,
    on: date,
    at: datetime,
    officer: str = "",
    from_stage: str = "",
    to_stage: str = "",
    words: str = "",
) -> None:
    """Write one line of the timeline."""
    tx.execute(
        sa.insert(Event.__table__).values(  # type: ignore[attr-defined]
            pcn_id=pcn_id,
            case_id=case_id,
            event=event,
            on=on,
            at=at,
            officer=officer,
            from_stage=from_stage,
            to_stage=to_stage,
            words=words,
        )
    )


def events_of(tx: Connection, pcn_id: int, limit: int = 200) -> list[Row[Any]]:
    """The timeline of a PCN, oldest first."""
    table = Event.__table__  # type: ignore[attr-defined]
    found = sa.select(table).where(table.c.pcn_id == pcn_id).order_by(table.c.on, table.c.id).limit(limit)
    return list(tx.execute(found).all())
