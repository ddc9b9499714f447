"""The tables on which what comes in lands, as Core knows them."""

from __future__ import annotations

from sqlalchemy import Table

from caseworker.store.tables import Case, Event, Notice, Payment, Pcn, Proceeding, Removal

CASE: Table = Case.__table__  # type: ignore[attr-defined]
PCN: Table = Pcn.__table__  # type: ignore[attr-defined]
NOTICE: Table = Notice.__table__  # type: ignore[attr-defined]
PAYMENT: Table = Payment.__table__  # type: ignore[attr-defined]
EVENT: Table = Event.__table__  # type: ignore[attr-defined]
PROCEEDING: Table = Proceeding.__table__  # type: ignore[attr-defined]
REMOVAL: Table = Removal.__table__  # type: ignore[attr-defined]
