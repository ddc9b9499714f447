"""Bytes that are kept are held against their digests."""

from __future__ import annotations

from caseworker.store import contents
from caseworker.store.engine import Store
from tests import builders


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
