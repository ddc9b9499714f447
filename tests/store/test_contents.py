"""Bytes that are kept are held against their digests."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from caseworker.store import audit, contents, tables
from caseworker.store.engine import Store
from tests import builders


def _without_guard(tx: Connection, model: Any, **values: Any) -> None:
    """Change rows that are written once, as somebody with the file in hand could."""
    name = model.__tablename__
    if name in ("letters", "letter_bytes", "inbox_texts", "item_texts", "order_paper_bytes"):
        if tx.dialect.name == "sqlite":
            tx.exec_driver_sql(f"DROP TRIGGER {name}_no_update")
        else:
            tx.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    tx.execute(sa.update(model).values(**values))


def _inbox(tx: Connection, words: bytes) -> None:
    row = {"source_id": "I-1", "channel": "post", "received_on": builders.TODAY}
    piece = tx.execute(sa.insert(tables.Inbox).values(**row).returning(sa.literal_column("id"))).scalar_one()
    digest = hashlib.sha256(words).hexdigest()
    values = {"inbox_id": piece, "text": words.decode(), "original": words, "sha256": digest}
    tx.execute(sa.insert(tables.InboxText).values(**values))


@pytest.mark.parametrize(
    ("model", "column", "words"),
    [
        (tables.ItemText, "original", "correspondence C-1 is not as it was kept"),
        (tables.EvidenceBytes, "content", "evidence E-1 is not as it was kept"),
        (tables.InboxText, "original", "inbox I-1 is not as it was kept"),
        (tables.OrderPaperBytes, "content", "paper Q-1 is not as it was kept"),
    ],
)
def test_each_kind_of_bytes_is_held_against_its_digest(
    store: Store, model: Any, column: str, words: str
) -> None:
    with store.writing() as tx:
        pcn = builders.pcn(tx)
        builders.item(tx, pcn, source_id="C-1")
        builders.evidence(tx, pcn, source_id="E-1")
        builders.paper(tx, source_id="Q-1")
        _inbox(tx, b"I was loading.")
    with store.raw() as reader:
        assert list(contents.changed(reader)) == []
    with store.writing() as tx:
        _without_guard(tx, model, **{column: b"other"})
    with store.raw() as reader:
        assert list(contents.changed(reader)) == [words]


def test_a_letter_changed_with_its_digest_is_not_the_one_that_was_entered(store: Store) -> None:
    with store.writing() as tx:
        pcn = builders.pcn(tx)
        case = builders.case(tx, pcn)
        letter = builders.letter(tx, case, pcn, docx=b"as issued", number="0000042")
        digest = hashlib.sha256(b"as issued").hexdigest()
        fields = {"letter": letter, "number": "0000042", "sha256": digest}
        audit.append(tx, chain=f"case:{case}", act="issue", officer="asha", at=builders.NOW, fields=fields)
    with store.raw() as reader:
        assert {one.kind: one.looked for one in contents.compared(reader)}["record"] == 1
        assert list(contents.changed(reader)) == []
    with store.writing() as tx:
        _without_guard(tx, tables.LetterBytes, docx=b"other")
        _without_guard(tx, tables.Letter, sha256=hashlib.sha256(b"other").hexdigest())
    with store.raw() as reader:
        assert list(contents.changed(reader)) == ["letter 0000042 is not the one of entry 1"]


def test_a_letter_that_is_not_as_it_was_issued_is_named(store: Store) -> None:
    with store.writing() as tx:
        pcn = builders.pcn(tx)
        case = builders.case(tx, pcn)
        builders.letter(tx, case, pcn)
        builders.item(tx, pcn, case)
    with store.raw() as reader:
        assert list(contents.changed(reader)) == []
        number = reader.value("SELECT number FROM letters")
    with store.writing() as tx:
        if store.dialect == "sqlite":
            tx.exec_driver_sql("DROP TRIGGER letter_bytes_no_update")
        else:
            tx.exec_driver_sql("ALTER TABLE letter_bytes DISABLE TRIGGER USER")
        byte = "x'00'" if store.dialect == "sqlite" else r"'\x00'::bytea"
        tx.exec_driver_sql(f"UPDATE letter_bytes SET docx = {byte}")
    with store.raw() as reader:
        assert list(contents.changed(reader)) == [f"letter {number} is not as it was kept"]
