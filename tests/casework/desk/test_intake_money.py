"""Money that came by an import, or at the desk, is held against its digest in the record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from caseworker.casework.desk.intake import take_in
from caseworker.casework.desk.proceedings import Given, record
from caseworker.reading.extract import read
from caseworker.store import contents
from tests.casework.office import FORMAL, INFORMAL, PAID, TODAY, Desk
from tests.reading import samples


def _compared(desk: Desk) -> tuple[dict[str, int], list[str]]:
    with desk().store.raw() as reader:
        found = contents.compared(reader)
        return {one.kind: one.looked for one in found}, [words for one in found for words in one.changed]


def _behind(desk: Desk, sql: str) -> None:
    """Change what is written once, as somebody with the store in hand could."""
    with desk().store.writing() as tx:
        if tx.dialect.name == "sqlite":
            names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'adjustments'"
            for (name,) in tx.execute(sa.text(names)).all():
                tx.execute(sa.text(f"DROP TRIGGER {name}"))
        else:
            tx.execute(sa.text("ALTER TABLE adjustments DISABLE TRIGGER USER"))
        tx.execute(sa.text(sql))


def _import(desk: Desk, tmp_path: Path, **tables: list[dict[str, str]]) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_bytes(samples.table(*rows))
    assert not take_in(desk(), read(folder)).faults


def _more(desk: Desk, tmp_path: Path) -> None:
    """A second import: two payments, and a refund that the case system made."""
    paid = {"received": "2026-11-18", "amount": "20.00", "method": "card"}
    payments = [samples.PAYMENT | paid | {"id": f"P-{n}", "pcn": pcn} for n, pcn in enumerate((FORMAL, PAID))]
    back = samples.ADJUSTMENT | {"pcn": PAID, "on": "2026-11-19", "amount": "20.00"}
    _import(desk, tmp_path, payments=payments, adjustments=[back])


def _entry(desk: Desk) -> dict[str, Any]:
    """The newest entry of an import that brought payments."""
    last = [body for _, act, _, body in desk.entries() if act == "intake" and b'"payments"' in body][-1]
    found: dict[str, Any] = json.loads(last)["fields"]
    return found


def test_what_an_import_brought_stands_in_its_entry(each_desk: Desk, tmp_path: Path) -> None:
    _more(each_desk, tmp_path)
    looked, wrong = _compared(each_desk)
    assert (looked["payment"], looked["adjustment"], wrong) == (2, 1, [])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE payments SET amount_pence = 200 WHERE source_id = 'P-0'",
        "UPDATE payments SET received_on = '2026-11-17' WHERE source_id = 'P-1'",
        "UPDATE payments SET method = 'cash' WHERE source_id = 'P-1'",
        "DELETE FROM payments WHERE source_id = 'P-0'",
    ],
)
def test_a_payment_that_was_changed_or_taken_out_is_told(each_desk: Desk, tmp_path: Path, sql: str) -> None:
    _more(each_desk, tmp_path)
    _behind(each_desk, sql)
    _, wrong = _compared(each_desk)
    assert len(wrong) == 1 and wrong[0].startswith("payments 2-3, imported with entry ")


def test_an_imported_refund_that_was_changed_is_told(each_desk: Desk, tmp_path: Path) -> None:
    _more(each_desk, tmp_path)
    _behind(each_desk, "UPDATE adjustments SET pence = 200")
    _, wrong = _compared(each_desk)
    assert len(wrong) == 1 and wrong[0].startswith("adjustments 1-1, imported with entry ")


def test_a_payment_entered_at_the_desk_stands_in_its_own_entry(each_desk: Desk) -> None:
    given = Given(on=TODAY, pence=2_000, method="card", reference="Till 4")
    record(each_desk(), INFORMAL, "paid-while-open", given)
    body = each_desk.entries()[-1][3]
    assert b'"payment":' in body and b'"digest":"' in body and b"Till" not in body
    assert _compared(each_desk)[1] == []
    _behind(each_desk, "UPDATE payments SET amount_pence = 200 WHERE method = 'card' AND amount_pence = 2000")
    _, wrong = _compared(each_desk)
    assert len(wrong) == 1 and "is not the one of entry" in wrong[0]
    _behind(each_desk, "DELETE FROM payments WHERE amount_pence = 200")
    assert "is not in the store" in _compared(each_desk)[1][0]


def test_payments_in_between_do_not_belong_to_the_import(each_desk: Desk, tmp_path: Path) -> None:
    record(each_desk(), INFORMAL, "paid-while-open", Given(on=TODAY, pence=2_000))
    _more(each_desk, tmp_path)
    assert _entry(each_desk)["payments"] == "3-4"
    assert _compared(each_desk)[1] == []
