"""How a migration writes columns: the kinds of value a store holds, each in one place."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op


def _columns(kind: sa.types.TypeEngine[Any], names: str, key: bool, null: bool) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, primary_key=key, nullable=null) for name in names.split()]


def names(names: str, *, key: bool = False) -> list[sa.Column[Any]]:
    return _columns(sa.String(), names, key, False)


def words(names: str) -> list[sa.Column[Any]]:
    return _columns(sa.Text(), names, False, False)


def numbers(names: str, *, key: bool = False, null: bool = False) -> list[sa.Column[Any]]:
    return _columns(sa.Integer(), names, key, null)


def flags(names: str) -> list[sa.Column[Any]]:
    return _columns(sa.Boolean(), names, False, False)


def days(names: str, *, key: bool = False, null: bool = False) -> list[sa.Column[Any]]:
    return _columns(sa.Date(), names, key, null)


def instants(names: str, *, null: bool = False) -> list[sa.Column[Any]]:
    fixed = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")
    return _columns(fixed, names, False, null)


def contents(names: str) -> list[sa.Column[Any]]:
    return _columns(sa.LargeBinary(), names, False, False)


def link(name: str, target: str, *, key: bool = False, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target), primary_key=key, nullable=null)


def table(name: str, *parts: sa.Column[Any] | sa.Constraint, whole: str = "") -> None:
    """Make a table; on SQLite the columns named in `whole` must hold integers.

    Left to itself SQLite would keep ``12abc`` in an integer column.
    """
    checks = []
    if op.get_bind().dialect.name == "sqlite":
        checks = [sa.CheckConstraint(f"typeof({c}) IN ('integer', 'null')") for c in whole.split()]
    op.create_table(name, *parts, *checks)


def guard(table: str) -> None:
    """Let rows be added, never changed or removed; `written_once` is made by the first migration."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
            )
        return
    for verb, when in (("update", "UPDATE"), ("delete", "DELETE OR TRUNCATE")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {when} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION written_once()"
        )
