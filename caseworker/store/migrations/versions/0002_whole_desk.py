"""Post and outcomes, permits, sessions, places and orders, the inbox, holds, search, and figures by day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from caseworker.store.migrations.making import (
    contents,
    days,
    guard,
    instants,
    link,
    names,
    numbers,
    table,
    words,
)

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of the whole desk."""
    _post()
    _outcomes()
    _background()
    _inbox()
    _waiting()
    _figures()
    _search()
    for name in ("inbox_texts", "order_paper_bytes", "letter_findings"):
        guard(name)


def _post() -> None:
    """Letters between the press of the key and the postman."""
    table(
        "post_batches",
        *numbers("id", key=True),
        *days("posts_on"),
        *names("state"),
        *numbers("letters"),
        *names("manifest_sha256"),
        *instants("made_at"),
        *names("made_by"),
        *instants("ended_at", null=True),
        *names("ended_by"),
        whole="letters",
    )
    op.create_index("post_batches_by_day", "post_batches", ["posts_on", "id"])
    table(
        "postings",
        link("letter_id", "letters.id", key=True),
        link("case_id", "cases.id"),
        link("pcn_id", "pcns.id"),
        *names("state"),
        *days("posts_on"),
        link("batch_id", "post_batches.id", null=True),
        *names("how"),
        *days("left_on", null=True),
        *names("handed_by handed_time"),
        *words("handed_to words body"),
        *instants("changed_at"),
        *names("changed_by"),
    )
    op.create_index("postings_board", "postings", ["state", "posts_on", "letter_id"])
    op.create_index("postings_of_batch", "postings", ["batch_id"])
    op.create_index("postings_of_pcn", "postings", ["pcn_id"])
    op.create_index("letters_by_officer", "letters", ["officer", "issued_at"])


def _outcomes() -> None:
    """What the council's own case system is told."""
    table(
        "outcome_exports",
        *numbers("id", key=True),
        *instants("made_at"),
        *names("officer"),
        *numbers("rows"),
        *names("sha256"),
        whole="rows",
    )
    table(
        "outcomes",
        *numbers("id", key=True),
        link("pcn_id", "pcns.id"),
        link("case_id", "cases.id"),
        link("letter_id", "letters.id", null=True),
        *names("pcn kind hold decision reasons"),
        *numbers("discount_pence", null=True),
        *days("discount_until", null=True),
        *numbers("refund_pence"),
        *names("stage officer"),
        *instants("at"),
        link("export_id", "outcome_exports.id", null=True),
        *names("acknowledged"),
        *instants("acknowledged_at", null=True),
        *words("answer"),
        whole="discount_pence refund_pence",
    )
    op.create_index("outcomes_to_tell", "outcomes", ["export_id", "id"])
    op.create_index("outcomes_of_pcn", "outcomes", ["pcn", "id"])


def _background() -> None:
    """What is known beside the PCN: permits, sessions, places, orders, earlier history."""
    table(
        "permits",
        *numbers("id", key=True),
        *names("source_id vrm vrm_raw vrm_alike number kind zone"),
        *days("valid_from valid_to"),
        *names("status holder row_hash"),
        sa.UniqueConstraint("source_id"),
    )
    op.create_index("permits_by_vrm", "permits", ["vrm_alike", "valid_to"])
    table(
        "sessions",
        *numbers("id", key=True),
        *names("source_id kind vrm vrm_raw vrm_alike location location_code"),
        *instants("starts_at ends_at"),
        *numbers("amount_pence", null=True),
        *names("reference"),
        *words("words"),
        *names("row_hash"),
        sa.UniqueConstraint("source_id"),
        whole="amount_pence",
    )
    op.create_index("sessions_by_vrm", "sessions", ["vrm_alike", "starts_at"])
    op.create_index("sessions_by_kind", "sessions", ["kind", "starts_at"])
    table(
        "orders",
        *numbers("id", key=True),
        *names("source_id title article schedule hours"),
        *days("made_on from_on"),
        *days("to_on", null=True),
        *words("words"),
        *names("row_hash"),
        sa.UniqueConstraint("source_id"),
    )
    table(
        "locations",
        *numbers("id", key=True),
        *names("source_id street street_key place zone restriction hours location_code"),
        link("order_id", "orders.id", null=True),
        *names("row_hash"),
        sa.UniqueConstraint("source_id"),
    )
    op.create_index("locations_by_street", "locations", ["street_key"])
    table(
        "order_papers",
        *numbers("id", key=True),
        *names("source_id"),
        link("order_id", "orders.id", null=True),
        link("location_id", "locations.id", null=True),
        *names("name kind"),
        *days("taken_on", null=True),
        *names("caption"),
        *numbers("size"),
        *names("sha256 row_hash"),
        sa.UniqueConstraint("source_id"),
        whole="size",
    )
    op.create_index("order_papers_of_order", "order_papers", ["order_id"])
    op.create_index("order_papers_of_location", "order_papers", ["location_id"])
    table("order_paper_bytes", link("paper_id", "order_papers.id", key=True), *contents("content"))
    table(
        "history",
        *numbers("id", key=True),
        *names("source_id"),
        link("pcn_id", "pcns.id"),
        *days("on"),
        *names("time event by row_hash"),
        sa.UniqueConstraint("source_id"),
    )
    op.create_index("history_of_pcn", "history", ["pcn_id", "on"])


def _inbox() -> None:
    """Post and mail that is not on a case yet."""
    table(
        "inbox",
        *numbers("id", key=True),
        *names("source_id channel"),
        *days("received_on"),
        *names("from_name from_address from_postcode subject pcn_read kind state"),
        link("item_id", "items.id", null=True),
        link("case_id", "cases.id", null=True),
        link("part_of", "inbox.id", null=True),
        *names("officer"),
        *instants("changed_at", null=True),
        *words("fault"),
        *names("name media"),
        *numbers("size"),
        *names("sha256 row_hash"),
        *numbers("version"),
        sa.UniqueConstraint("source_id"),
        whole="size version",
    )
    op.create_index("inbox_waiting", "inbox", ["state", "received_on", "id"])
    op.create_index("inbox_of_item", "inbox", ["item_id"])
    table(
        "inbox_texts",
        link("inbox_id", "inbox.id", key=True),
        *words("text"),
        *contents("original"),
        *names("sha256"),
    )


def _waiting() -> None:
    """Holds and requests for information, saved views, what was seen of a film."""
    table(
        "holds",
        *numbers("id", key=True),
        link("case_id", "cases.id"),
        link("pcn_id", "pcns.id"),
        *names("kind"),
        *words("words"),
        *names("officer"),
        *instants("made_at"),
        *days("until_on"),
        *instants("lifted_at", null=True),
        *names("lifted_by"),
    )
    op.create_index("holds_of_case", "holds", ["case_id"])
    op.create_index("holds_running", "holds", ["lifted_at", "until_on"])
    op.add_column("cases", sa.Column("held_until", sa.Date(), nullable=True))
    table("saved_views", *names("officer name", key=True), *words("words"), *instants("made_at"))
    table(
        "film_viewings",
        *numbers("id", key=True),
        link("case_id", "cases.id"),
        link("evidence_id", "evidence.id"),
        *names("officer"),
        *instants("opened_at"),
        *names("clip starts ends"),
        *words("words"),
    )
    op.create_index("film_viewings_of_case", "film_viewings", ["case_id"])


def _figures() -> None:
    """What came in and what was cleared, kept by day."""
    table(
        "arrivals",
        *days("day_on", key=True),
        *names("kind", key=True),
        *numbers("received"),
        whole="received",
    )
    for name in ("items", "pcns", "weight", "on_time", "late"):
        op.add_column("tallies", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.create_index("tallies_by_day", "tallies", ["day_on", "officer"])


_SOURCES = (
    ("search_letters", "item_texts", "item_id", "text"),
    ("search_keepers", "pcns", "id", "keeper_name"),
    ("search_writers", "cases", "id", "writer_name"),
)
"""What is found by its words: index, table, key, column."""
_POSTCODES = (("pcns", "keeper_postcode"), ("cases", "writer_postcode"))


def _search() -> None:
    """Words of letters and names, and postcodes: an index of the engine's own kind.

    On SQLite `store.search` keeps them, in the transaction of whoever writes: no trigger may touch a virtual
    table while the schema is not trusted.
    """
    # ruff: noqa: S608 - the names are those above.
    sqlite = op.get_bind().dialect.name == "sqlite"
    for index, source, key, column in _SOURCES:
        if not sqlite:
            op.execute(f"CREATE INDEX {index} ON {source} USING gin (to_tsvector('simple', {column}))")
            continue
        op.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5({column}, content='{source}', content_rowid='{key}', "
            "tokenize='unicode61 remove_diacritics 2', prefix='3')"
        )
        op.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    plain = "text_pattern_ops" if not sqlite else ""
    for source, column in _POSTCODES:
        op.execute(
            f"CREATE INDEX search_{source}_postcode ON {source} ((upper(replace({column}, ' ', ''))) {plain})"
        )
