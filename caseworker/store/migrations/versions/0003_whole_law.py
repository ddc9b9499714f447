"""Appeals and court matters, removals, money beyond payments, consents; the date on a postal PCN."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from caseworker.store.migrations.making import days, guard, instants, link, names, numbers, table, words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of the whole law."""
    op.add_column("pcns", sa.Column("dated_on", sa.Date(), nullable=True))
    for name in ("parent", "vehicle_class"):
        op.add_column("pcns", sa.Column(name, sa.String(), nullable=False, server_default=sa.text("''")))
    table(
        "proceedings",
        *numbers("id", key=True),
        link("pcn_id", "pcns.id"),
        link("case_id", "cases.id", null=True),
        *names("kind reference form ground"),
        *days("began_on"),
        *days("due_on answered_on ended_on", null=True),
        *names("result"),
        *words("words"),
        *names("officer"),
        *instants("at"),
        *names("changed_by"),
        *instants("changed_at", null=True),
    )
    op.create_index("proceedings_of_pcn", "proceedings", ["pcn_id", "id"])
    op.create_index("proceedings_open", "proceedings", ["ended_on", "due_on"])
    table(
        "adjustments",
        *numbers("id", key=True),
        *names("source_id"),
        link("pcn_id", "pcns.id"),
        *days("on"),
        *names("kind account"),
        *numbers("pence"),
        *words("words"),
        *names("officer"),
        *instants("at"),
        sa.UniqueConstraint("source_id"),
        whole="pence",
    )
    op.create_index("adjustments_of_pcn", "adjustments", ["pcn_id", "on"])
    table(
        "removals",
        link("pcn_id", "pcns.id", key=True),
        *names("kind"),
        *days("taken_on"),
        *names("taken_time pound"),
        *days("rights_given_on released_on sold_on", null=True),
        *names("row_hash"),
    )
    table(
        "consents",
        link("pcn_id", "pcns.id", key=True),
        *names("email"),
        *days("given_on"),
        *words("words"),
        *names("officer"),
        *instants("at"),
    )
    guard("adjustments")
