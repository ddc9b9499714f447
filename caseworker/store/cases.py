"""Cases and PCNs: read one whole, claim one, change one where its version still stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table

from caseworker.store.tables import AuditEntry, Case, Consent, Event, Notice, Pcn, Readdressed

CASE: Table = Case.__table__  # type: ignore[attr-defined]
PCN: Table = Pcn.__table__  # type: ignore[attr-defined]
CONSENT: Table = Consent.__table__  # type: ignore[attr-defined]
MOVED: Table = Readdressed.__table__  # type: ignore[attr-defined]
NOTICE: Table = Notice.__table__  # type: ignore[attr-defined]
EVENT: Table = Event.__table__  # type: ignore[attr-defined]
AUDIT: Table = AuditEntry.__table__  # type: ignore[attr-defined]

LOOKING = (
    *("evidence-opened", "film-opened", "film-seen", "note"),
    *("posted", "handed", "slip-waits"),
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
    return tx.execute(_HELD if hold else _CASE, {"case": case_id}).one_or_none()


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


def every_open_on(tx: Connection, pcn_id: int, kind: str) -> list[Row[Any]]:
    """The open cases of one kind on a PCN, the newest first."""
    found = sa.select(CASE).where(CASE.c.pcn_id == pcn_id, CASE.c.kind == kind, CASE.c.open == 1)
    return list(tx.execute(found.order_by(CASE.c.id.desc())).all())


def by_pcn(tx: Connection, pcn: str) -> Row[Any] | None:
    """The case of a PCN that an officer would open: the newest open one, else the newest."""
    found = sa.select(CASE).where(CASE.c.pcn == pcn).order_by(CASE.c.open.desc(), CASE.c.id.desc())
    return tx.execute(found.limit(1)).one_or_none()


def pcn_of(tx: Connection, pcn_id: int) -> Row[Any]:
    """The PCN's row."""
    return tx.execute(_PCN, {"pcn": pcn_id}).one()


def notices_of(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """Statutory notices of a PCN, oldest first."""
    return list(tx.execute(_NOTICES, {"pcn": pcn_id}).all())


def others_of(
    tx: Connection, pcn_id: int, vrm: str, keeper: str, postcode: str, limit: int = 20
) -> list[Row[Any]]:
    """Other PCNs of the same vehicle, or of the same keeper at the same postcode; newest first."""
    given = {"pcn": pcn_id, "vrm": vrm, "most": limit}
    if keeper and postcode:
        return list(tx.execute(_OF_EITHER, given | {"keeper": keeper, "postcode": postcode}).all())
    return list(tx.execute(_OF_VEHICLE, given).all())


def mine_or_next(tx: Connection, officer: str, *, today: date, soon: date) -> int | None:
    """The case to hand out: an officer's own open one first, then the most urgent that nobody has.

    A case whose informal stage the officer decided is never handed to them, nor one on hold before its day,
    unless the law leaves no time to wait.
    On PostgreSQL rows that another transaction is claiming are passed over.

    Args:
        today: a hold until this day or an earlier one is over.
        soon: a case to be posted by this day is handed out whether it is on hold or not.
    """
    given = {"who": officer, "today": today, "soon": soon}
    for command in (_OWN, _FREE):
        found = tx.execute(command, given).scalar()
        if found is not None:
            return int(found)
    return None


def change(tx: Connection, case_id: int, version: int, **columns: Any) -> int:
    """Change a case that still has the version that was read, and give its new version.

    Raises:
        Stale: somebody else changed it meanwhile; nothing was written.
    """
    given = {"case": case_id, "read": version, "version": version + 1, **columns}
    if tx.execute(_CHANGE, given).rowcount != 1:
        raise stale(tx, case_id)
    return version + 1


def stale(tx: Connection, case_id: int) -> Stale:
    """Who changed a case last, when and by which act, from the audit."""
    last = tx.execute(
        sa.select(AUDIT.c.officer, AUDIT.c.at, AUDIT.c.act)
        .where(AUDIT.c.chain == f"case:{case_id}", AUDIT.c.act.not_in(LOOKING))
        .order_by(AUDIT.c.link.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        return Stale(case_id, by="somebody", at=None, act="changed")
    return Stale(case_id, by=last.officer, at=last.at, act=last.act)


def move_stage(tx: Connection, pcn_id: int, stage: str, on: date) -> None:
    """Set where the PCN stands in law: called only with the answer of the stage table."""
    tx.execute(sa.update(PCN).where(PCN.c.id == pcn_id).values(stage=stage, stage_on=on))


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
    row = {"pcn_id": pcn_id, "case_id": case_id, "event": event, "on": on, "at": at, "officer": officer}
    moved = {"from_stage": from_stage, "to_stage": to_stage, "words": words}
    tx.execute(sa.insert(EVENT), row | moved)


def events_of(tx: Connection, pcn_id: int, limit: int = 200) -> list[Row[Any]]:
    """The timeline of a PCN, oldest first."""
    return list(tx.execute(_EVENTS, {"pcn": pcn_id, "most": limit}).all())


def moves_of(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """The lines of a PCN's timeline that say where it stood before and after, the newest first."""
    found = sa.select(EVENT).where(EVENT.c.pcn_id == pcn_id, EVENT.c.to_stage != "")
    return list(tx.execute(found.order_by(EVENT.c.id.desc())).all())


def recorded(tx: Connection, case_id: int, event: str) -> Row[Any] | None:
    """The first line of the timeline that tells of such an event on this case; None where there is none."""
    return tx.execute(_RECORDED, {"case": case_id, "event": event}).first()


# The commands are built once: built up anew for each case, they take longer than they run.

_CASE = sa.select(CASE).where(CASE.c.id == sa.bindparam("case"))
_HELD = _CASE.with_for_update(read=True)
_PCN = (
    sa.select(
        PCN,
        CONSENT.c.email.label("agreed_email"),
        *(MOVED.c[name].label(f"moved_{name}") for name in ("name", "address", "postcode")),
    )
    .outerjoin(CONSENT, CONSENT.c.pcn_id == PCN.c.id)
    .outerjoin(MOVED, MOVED.c.pcn_id == PCN.c.id)
    .where(PCN.c.id == sa.bindparam("pcn"))
)
_NOTICES = sa.select(NOTICE).where(NOTICE.c.pcn_id == sa.bindparam("pcn")).order_by(NOTICE.c.posted_on)
_EVENTS = (
    sa.select(EVENT)
    .where(EVENT.c.pcn_id == sa.bindparam("pcn"))
    .order_by(EVENT.c.on, EVENT.c.id)
    .limit(sa.bindparam("most"))
)
_RECORDED = (
    sa.select(EVENT)
    .where(EVENT.c.case_id == sa.bindparam("case"), EVENT.c.event == sa.bindparam("event"))
    .order_by(EVENT.c.id)
    .limit(1)
)
_SAME_VEHICLE = PCN.c.vrm == sa.bindparam("vrm")
_SAME_KEEPER = sa.and_(
    PCN.c.keeper_name == sa.bindparam("keeper"), PCN.c.keeper_postcode == sa.bindparam("postcode")
)
_OTHERS = (
    sa.select(PCN)
    .where(PCN.c.id != sa.bindparam("pcn"))
    .order_by(PCN.c.contravened_on.desc())
    .limit(sa.bindparam("most"))
)
_OF_VEHICLE = _OTHERS.where(_SAME_VEHICLE)
_OF_EITHER = _OTHERS.where(sa.or_(_SAME_VEHICLE, _SAME_KEEPER))
_NEXT = (
    sa.select(CASE.c.id)
    .where(
        CASE.c.open == 1,
        sa.or_(
            CASE.c.held_until.is_(None),
            CASE.c.held_until <= sa.bindparam("today"),
            CASE.c.safe_post_on <= sa.bindparam("soon"),
        ),
    )
    .order_by(CASE.c.urgency, CASE.c.id)
    .limit(1)
)
_OWN = _NEXT.where(CASE.c.officer == sa.bindparam("who"))
# SQLite knows no FOR UPDATE and needs none: it is left out there.
_FREE = _NEXT.where(CASE.c.officer == "", CASE.c.informal_by != sa.bindparam("who")).with_for_update(
    skip_locked=True
)
_CHANGE = sa.update(CASE).where(CASE.c.id == sa.bindparam("case"), CASE.c.version == sa.bindparam("read"))
