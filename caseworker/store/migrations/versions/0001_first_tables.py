"""The first tables, and the triggers that keep issued letters and the audit as they were written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from caseworker.store.migrations.making import (
    contents,
    days,
    flags,
    guard,
    instants,
    link,
    names,
    numbers,
    table,
    words,
)

revision = "0001"
down_revision = None

_CHECKED = {
    "audit": ("link",),
    "cases": ("open", "points", "version"),
    "counters": ("value",),
    "decisions": ("case_version", "discount_pence", "refund_pence"),
    "drafts": ("case_version",),
    "payments": ("amount_pence",),
    "tallies": ("done", "points"),
}
"""Numbers that SQLite must hold as integers: left to itself it would keep ``12abc`` in an integer column."""

_APPEND_ONLY = ("audit", "audit_seals", "item_texts", "letter_bytes", "letter_paragraphs", "letters")


def upgrade() -> None:
    """Make the tables, then guard those whose rows are written once."""
    _pcns()
    _cases()
    _decisions()
    _letters()
    _office()
    _written_once()
    for name in _APPEND_ONLY:
        guard(name)


def _table(name: str, *parts: sa.Column | sa.Constraint) -> None:
    table(name, *parts, whole=" ".join(_CHECKED.get(name, ())))


def _written_once() -> None:
    """What the guards of PostgreSQL call."""
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute(
        "CREATE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; "
        "END $$"
    )


def _pcns() -> None:
    """PCNs with what belongs to them, whoever disputes them."""
    _table(
        "pcns",
        *numbers("id", key=True),
        *names("pcn vrm vrm_raw make colour regime basis code level band place location restriction"),
        *days("contravened_on"),
        *names("contravened_time observed_from observed_to enforced_by served_how"),
        *days("served_on"),
        *names("stage"),
        *days("stage_on"),
        *names("keeper_name keeper_address keeper_postcode"),
        *flags("keeper_dead"),
        *instants("data_as_of"),
        *names("row_hash"),
        sa.UniqueConstraint("pcn"),
    )
    op.create_index("pcns_by_location", "pcns", ["location"])
    op.create_index("pcns_by_vrm", "pcns", ["vrm"], postgresql_ops={"vrm": "text_pattern_ops"})
    _table(
        "notices",
        *numbers("id", key=True),
        link("pcn_id", "pcns.id"),
        *names("kind"),
        *days("posted_on served_on"),
        sa.UniqueConstraint("pcn_id", "kind", "posted_on"),
    )
    op.create_index("ix_notices_pcn_id", "notices", ["pcn_id"])
    _table(
        "payments",
        *numbers("id", key=True),
        *names("source_id"),
        link("pcn_id", "pcns.id"),
        *days("received_on"),
        *numbers("amount_pence"),
        *names("method row_hash"),
        sa.CheckConstraint("amount_pence > 0"),
        sa.UniqueConstraint("source_id"),
    )
    op.create_index("ix_payments_pcn_id", "payments", ["pcn_id"])
    _table(
        "notes",
        *numbers("id", key=True),
        *names("source_id"),
        link("pcn_id", "pcns.id"),
        *instants("noted_at"),
        *names("kind by"),
        *words("text"),
        *names("row_hash"),
        sa.UniqueConstraint("source_id"),
    )
    op.create_index("ix_notes_pcn_id", "notes", ["pcn_id"])
    _table(
        "evidence",
        *numbers("id", key=True),
        *names("source_id"),
        link("pcn_id", "pcns.id"),
        *names("name kind sent_by taken_at caption"),
        *numbers("size"),
        *names("sha256 path row_hash"),
        sa.CheckConstraint("size >= 0"),
        sa.UniqueConstraint("source_id"),
    )
    op.create_index("ix_evidence_pcn_id", "evidence", ["pcn_id"])
    _table("evidence_bytes", link("evidence_id", "evidence.id", key=True), *contents("content"))


def _cases() -> None:
    """Disputes, and what was written and looked at."""
    _table(
        "cases",
        *numbers("id", key=True),
        link("pcn_id", "pcns.id"),
        *names("pcn vrm regime code street kind status"),
        *numbers("open"),
        *names("urgency"),
        *days("received_on"),
        *days("reply_due_on safe_post_on", null=True),
        *days("target_on"),
        *flags("in_discount"),
        *numbers("points"),
        *names("flags officer"),
        *instants("claimed_at", null=True),
        *names("informal_by writer_name writer_address writer_postcode writer_role"),
        *flags("authority_seen"),
        *names("outcome"),
        *instants("decided_at issued_at", null=True),
        *numbers("version"),
    )
    op.create_index("cases_by_pcn", "cases", ["pcn"], postgresql_ops={"pcn": "text_pattern_ops"})
    op.create_index("cases_by_vrm", "cases", ["vrm"], postgresql_ops={"vrm": "text_pattern_ops"})
    op.create_index("cases_queue", "cases", ["open", "urgency", "id"])
    op.create_index("cases_queue_kind", "cases", ["open", "kind", "urgency", "id"])
    op.create_index("cases_queue_officer", "cases", ["open", "officer", "urgency", "id"])
    op.create_index("cases_received", "cases", ["open", "received_on", "id"])
    op.create_index("ix_cases_pcn_id", "cases", ["pcn_id"])
    _table(
        "items",
        *numbers("id", key=True),
        *names("source_id"),
        link("pcn_id", "pcns.id"),
        link("case_id", "cases.id", null=True),
        *names("direction channel"),
        *days("received_on"),
        *names("from_name subject row_hash"),
        sa.UniqueConstraint("source_id"),
    )
    op.create_index("ix_items_case_id", "items", ["case_id"])
    op.create_index("ix_items_pcn_id", "items", ["pcn_id"])
    _table(
        "item_texts",
        link("item_id", "items.id", key=True),
        *words("text"),
        *contents("original"),
        *names("sha256"),
    )
    _table(
        "viewings",
        *numbers("id", key=True),
        link("case_id", "cases.id"),
        link("evidence_id", "evidence.id"),
        *names("officer"),
        *instants("opened_at"),
        sa.UniqueConstraint("case_id", "evidence_id", "officer"),
    )
    op.create_index("ix_viewings_case_id", "viewings", ["case_id"])
    _table(
        "events",
        *numbers("id", key=True),
        link("pcn_id", "pcns.id"),
        link("case_id", "cases.id", null=True),
        *names("event"),
        *days("on"),
        *instants("at"),
        *names("officer from_stage to_stage words"),
    )
    op.create_index("events_of_pcn", "events", ["pcn_id", "on", "id"])


def _decisions() -> None:
    """What was said, what was decided, and letters being written."""
    _table(
        "points",
        *numbers("id", key=True),
        link("case_id", "cases.id"),
        *numbers("seq"),
        *names("slug"),
        link("item_id", "items.id", null=True),
        *numbers("start end", null=True),
        *words("words"),
        *names("ground"),
        *flags("mitigation"),
        *names("outcome"),
        *words("reason"),
        sa.UniqueConstraint("case_id", "slug"),
    )
    op.create_index("ix_points_case_id", "points", ["case_id"])
    _table(
        "point_evidence",
        link("point_id", "points.id", key=True),
        link("evidence_id", "evidence.id", key=True),
    )
    _table(
        "decisions",
        *numbers("id", key=True),
        link("case_id", "cases.id"),
        *numbers("case_version"),
        *names("outcome letter_kind officer officer_role"),
        *instants("decided_at"),
        *flags("withdrawn"),
        *numbers("discount_pence", null=True),
        *days("discount_until", null=True),
        *numbers("refund_pence"),
        *names("guideline followed"),
        *words("weighed"),
    )
    op.create_index("ix_decisions_case_id", "decisions", ["case_id"])
    _table(
        "drafts",
        link("case_id", "cases.id", key=True),
        *names("officer", key=True),
        *numbers("case_version"),
        *instants("saved_at"),
        *words("body"),
    )


def _letters() -> None:
    """What was issued."""
    _table(
        "letters",
        *numbers("id", key=True),
        *names("number idempotency_key"),
        link("case_id", "cases.id"),
        link("pcn_id", "pcns.id"),
        link("decision_id", "decisions.id"),
        *names("kind recipient officer"),
        *instants("issued_at"),
        *days("posts_on served_on"),
        *names("sha256"),
        sa.UniqueConstraint("idempotency_key"),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_letters_case_id", "letters", ["case_id"])
    op.create_index("ix_letters_pcn_id", "letters", ["pcn_id"])
    _table("letter_bytes", link("letter_id", "letters.id", key=True), *contents("docx"), *words("text"))
    _table(
        "letter_paragraphs",
        link("letter_id", "letters.id", key=True),
        *numbers("seq", key=True),
        *names("paragraph version"),
        *flags("changed"),
    )
    _table(
        "letter_findings",
        link("letter_id", "letters.id", key=True),
        *numbers("seq", key=True),
        *names("code level"),
        *words("reason"),
        *names("officer"),
    )


def _office() -> None:
    """What the store is, what was done in it, and the kept counts."""
    _table(
        "installation",
        *numbers("id", key=True),
        *names("kind uuid"),
        *instants("made_at"),
        *days("today_on", null=True),
        *numbers("seed", null=True),
        sa.CheckConstraint("id = 1"),
        sa.CheckConstraint("kind IN ('live', 'training')"),
    )
    _table(
        "batches",
        *numbers("id", key=True),
        *names("digest"),
        *instants("taken_at"),
        *names("officer"),
        *words("counts"),
        sa.UniqueConstraint("digest"),
    )
    _table(
        "audit",
        *numbers("seq", key=True),
        *names("chain"),
        *numbers("link"),
        *names("act officer"),
        *instants("at"),
        *contents("body"),
        *names("previous hash"),
        sa.UniqueConstraint("chain", "link"),
    )
    _table(
        "audit_seals",
        *numbers("id", key=True),
        *instants("sealed_at"),
        *numbers("up_to_seq"),
        *names("heads previous hash"),
    )
    _table("counters", *names("name", key=True), *numbers("value"))
    _table(
        "tallies",
        *names("officer", key=True),
        *days("day_on", key=True),
        *names("kind outcome", key=True),
        *numbers("done points"),
    )
