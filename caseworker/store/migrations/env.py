"""How Alembic reaches the store: by the connection, and in the transaction, that `upgrade` holds."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import caseworker.store.tables  # noqa: F401  (names the tables)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    compare_type=True,
    compare_server_default=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
