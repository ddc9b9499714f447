"""The first tables, and the triggers that keep issued letters and the audit as they were written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

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
    for table in _APPEND_ONLY:
        _guard(table)


def _columns(kind: sa.types.TypeEngine, names: str, key: bool, null: bool) -> list[sa.Column]:
    return [sa.Column(name, kind, primary_key=key, nullable=null) for name in names.split()]


def _names(names: str, *, key: bool = False) -> list[sa.Column]:
    return _columns(sa.String(), names, key, False)


def _words(names: str) -> list[sa.Column]:
    return _columns(sa.Text(), names, False, False)


def _numbers(names: str, *, key: bool = False, null: bool = False) -> list[sa.Column]:
    return _columns(sa.Integer(), names, key, null)


def _flags(names: str) -> list[sa.Column]:
    return _columns(sa.Boolean(), names, False, False)


def _days(names: str, *, key: bool = False, null: bool = False) -> list[sa.Column]:
    return _columns(sa.Date(), names, key, null)


def _instants(names: str, *, null: bool = False) -> list[sa.Column]:
    fixed = sa.String(27).with_variant(sa.DateTime(timezone=True), "postgresql")
    return _columns(fixed, names, False, null)


def _contents(names: str) -> list[sa.Column]:
    return _columns(sa.LargeBinary(), names, False, False)


def _link(name: str, target: str, *, key: bool = False, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target), primary_key=key, nullable=null)


def _table(name: str, *parts: sa.Column | sa.Constraint) -> None:
    checks = []
    if op.get_bind().dialect.name == "sqlite":
        checks = [sa.CheckConstraint(f"typeof({c}) IN ('integer', 'null')") for c in _CHECKED.get(name, ())]
    op.create_table(name, *parts, *checks)


def _guard(table: str) -> None:
    """Let rows be added, never changed or removed."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
            )
        return
    if table == _APPEND_ONLY[0]:
        op.execute(
            "CREATE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; "
            "END $$"
        )
    for verb, when in (("update", "UPDATE"), ("delete", "DELETE OR TRUNCATE")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {when} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION written_once()"
        )


def _pcns() -> None:
    """PCNs with what belongs to them, whoever disputes them."""
    _table(
        "pcns",
        *_numbers("id", key=True),
        *_names("pcn vrm vrm_raw make colour regime basis code level band place location restriction"),
        *_days("contravened_on"),
        *_names("contravened_time observed_from observed_to enforced_by served_how"),
        *_days("served_on"),
        *_names("stage"),
        *_days("stage_on"),
        *_names("keeper_name keeper_address keeper_postcode"),
        *_flags("keeper_dead"),
        *_instants("data_as_of"),
        *_names("row_hash"),
        sa.UniqueConstraint("pcn"),
    )
    op.create_index("pcns_by_location", "pcns", ["location"])
    op.create_index("pcns_by_vrm", "pcns", ["vrm"], postgresql_ops={"vrm": "text_pattern_ops"})
    _table(
        "notices",
        *_numbers("id", key=True),
        _link("pcn_id", "pcns.id"),
        *_names("kind"),
        *_days("posted_on served_on"),
        sa.UniqueConstraint("pcn_id", "kind", "posted_on"),
    )
    op.create_index("ix_notices_pcn_id", "notices", ["pcn_id"])
    _table(
        "payments",
        *_numbers("id", key=True),
        *_names("source_id"),
        _link("pcn_id", "pcns.id"),
        *_days("received_on"),
        *_numbers("amount_pence"),
        *_names("method row_hash"),
        sa.CheckConstraint("amount_pence > 0"),
        sa.UniqueConstraint("source_id"),
    )
    op.create_index("ix_payments_pcn_id", "payments", ["pcn_id"])
    _table(
        "notes",
        *_numbers("id", key=True),
        *_names("source_id"),
        _link("pcn_id", "pcns.id"),
        *_instants("noted_at"),
        *_names("kind by"),
        *_words("text"),
        *_names("row_hash"),
        sa.UniqueConstraint("source_id"),
    )
    op.create_index("ix_notes_pcn_id", "notes", ["pcn_id"])
    _table(
        "evidence",
        *_numbers("id", key=True),
        *_names("source_id"),
        _link("pcn_id", "pcns.id"),
        *_names("name kind sent_by taken_at caption"),
        *_numbers("size"),
        *_names("sha256 path row_hash"),
        sa.CheckConstraint("size >= 0"),
        sa.UniqueConstraint("source_id"),
    )
    op.create_index("ix_evidence_pcn_id", "evidence", ["pcn_id"])
    _table("evidence_bytes", _link("evidence_id", "evidence.id", key=True), *_contents("content"))


def _cases() -> None:
    """Disputes, and what was written and looked at."""
    _table(
        "cases",
        *_numbers("id", key=True),
        _link("pcn_id", "pcns.id"),
        *_names("pcn vrm regime code street kind status"),
        *_numbers("open"),
        *_names("urgency"),
        *_days("received_on"),
        *_days("reply_due_on safe_post_on", null=True),
        *_days("target_on"),
        *_flags("in_discount"),
        *_numbers("points"),
        *_names("flags officer"),
        *_instants("claimed_at", null=True),
        *_names("informal_by writer_name writer_address writer_postcode writer_role"),
        *_flags("authority_seen"),
        *_names("outcome"),
        *_instants("decided_at issued_at", null=True),
        *_numbers("version"),
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
        *_numbers("id", key=True),
        *_names("source_id"),
        _link("pcn_id", "pcns.id"),
        _link("case_id", "cases.id", null=True),
        *_names("direction channel"),
        *_days("received_on"),
        *_names("from_name subject row_hash"),
        sa.UniqueConstraint("source_id"),
    )
    op.create_index("ix_items_case_id", "items", ["case_id"])
    op.create_index("ix_items_pcn_id", "items", ["pcn_id"])
    _table(
        "item_texts",
        _link("item_id", "items.id", key=True),
        *_words("text"),
        *_contents("original"),
        *_names("sha256"),
    )
    _table(
        "viewings",
        *_numbers("id", key=True),
        _link("case_id", "cases.id"),
        _link("evidence_id", "evidence.id"),
        *_names("officer"),
        *_instants("opened_at"),
        sa.UniqueConstraint("case_id", "evidence_id", "officer"),
    )
    op.create_index("ix_viewings_case_id", "viewings", ["case_id"])
    _table(
        "events",
        *_numbers("id", key=True),
        _link("pcn_id", "pcns.id"),
        _link("case_id", "cases.id", null=True),
        *_names("event"),
        *_days("on"),
        *_instants("at"),
        *_names("officer from_stage to_stage words"),
    )
    op.create_index("events_of_pcn", "events", ["pcn_id", "on", "id"])


def _decisions() -> None:
    """What was said, what was decided, and letters being written."""
    _table(
        "points",
        *_numbers("id", key=True),
        _link("case_id", "cases.id"),
        *_numbers("seq"),
        *_names("slug"),
        _link("item_id", "items.id", null=True),
        *_numbers("start end", null=True),
        *_words("words"),
        *_names("ground"),
        *_flags("mitigation"),
        *_names("outcome"),
        *_words("reason"),
        sa.UniqueConstraint("case_id", "slug"),
    )
    op.create_index("ix_points_case_id", "points", ["case_id"])
    _table(
        "point_evidence",
        _link("point_id", "points.id", key=True),
        _link("evidence_id", "evidence.id", key=True),
    )
    _table(
        "decisions",
        *_numbers("id", key=True),
        _link("case_id", "cases.id"),
        *_numbers("case_version"),
        *_names("outcome letter_kind officer officer_role"),
        *_instants("decided_at"),
        *_flags("withdrawn"),
        *_numbers("discount_pence", null=True),
        *_days("discount_until", null=True),
        *_numbers("refund_pence"),
        *_names("guideline followed"),
        *_words("weighed"),
    )
    op.create_index("ix_decisions_case_id", "decisions", ["case_id"])
    _table(
        "drafts",
        _link("case_id", "cases.id", key=True),
        *_names("officer", key=True),
        *_numbers("case_version"),
        *_instants("saved_at"),
        *_words("body"),
    )


def _letters() -> None:
    """What was issued."""
    _table(
        "letters",
        *_numbers("id", key=True),
        *_names("number idempotency_key"),
        _link("case_id", "cases.id"),
        _link("pcn_id", "pcns.id"),
        _link("decision_id", "decisions.id"),
        *_names("kind recipient officer"),
        *_instants("issued_at"),
        *_days("posts_on served_on"),
        *_names("sha256"),
        sa.UniqueConstraint("idempotency_key"),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_letters_case_id", "letters", ["case_id"])
    op.create_index("ix_letters_pcn_id", "letters", ["pcn_id"])
    _table("letter_bytes", _link("letter_id", "letters.id", key=True), *_contents("docx"), *_words("text"))
    _table(
        "letter_paragraphs",
        _link("letter_id", "letters.id", key=True),
        *_numbers("seq", key=True),
        *_names("paragraph version"),
        *_flags("changed"),
    )
    _table(
        "letter_findings",
        _link("letter_id", "letters.id", key=True),
        *_numbers("seq", key=True),
        *_names("code level"),
        *_words("reason"),
        *_names("officer"),
    )


def _office() -> None:
    """What the store is, what was done in it, and the kept counts."""
    _table(
        "installation",
        *_numbers("id", key=True),
        *_names("kind uuid"),
        *_instants("made_at"),
        *_days("today_on", null=True),
        *_numbers("seed", null=True),
        sa.CheckConstraint("id = 1"),
        sa.CheckConstraint("kind IN ('live', 'training')"),
    )
    _table(
        "batches",
        *_numbers("id", key=True),
        *_names("digest"),
        *_instants("taken_at"),
        *_names("officer"),
        *_words("counts"),
        sa.UniqueConstraint("digest"),
    )
    _table(
        "audit",
        *_numbers("seq", key=True),
        *_names("chain"),
        *_numbers("link"),
        *_names("act officer"),
        *_instants("at"),
        *_contents("body"),
        *_names("previous hash"),
        sa.UniqueConstraint("chain", "link"),
    )
    _table(
        "audit_seals",
        *_numbers("id", key=True),
        *_instants("sealed_at"),
        *_numbers("up_to_seq"),
        *_names("heads previous hash"),
    )
    _table("counters", *_names("name", key=True), *_numbers("value"))
    _table(
        "tallies",
        *_names("officer", key=True),
        *_days("day_on", key=True),
        *_names("kind outcome", key=True),
        *_numbers("done points"),
    )
