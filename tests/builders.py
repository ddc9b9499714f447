"""Rows for tests, each with sensible values of its own: name only what the test is about.

Every function takes a connection of `Store.writing()` and gives the new row's id.
Plates, PCNs, names and numbers are invented.
"""

from __future__ import annotations

import hashlib
import itertools
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from caseworker.law.vrm import look_alike
from caseworker.store import tables
from caseworker.store.engine import Store

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def store(path: Path | str, kind: str = "live", **values: Any) -> Store:
    """A new store, made by the migrations."""
    return Store.create(path, kind, NOW, values.pop("uuid", "test-store"), **values)


def pcn(tx: Connection, **values: Any) -> int:
    """A parking PCN served by an officer, not disputed yet."""
    n = next(_numbers)
    return _insert(
        tx,
        tables.Pcn,
        {
            "pcn": f"ZZ{n:08d}",
            "vrm": "ZZ19ABC",
            "vrm_raw": "ZZ19 ABC",
            "make": "Vauxhall",
            "colour": "blue",
            "regime": "tma-reg9",
            "code": "12r",
            "level": "higher",
            "band": "A",
            "place": "london",
            "location": "Tollgate Walk",
            "restriction": "Permit holders only, Mon-Fri 8.30am-6.30pm",
            "contravened_on": date(2026, 11, 2),
            "contravened_time": "10:14",
            "enforced_by": "NM 214",
            "served_on": date(2026, 11, 2),
            "stage": "issued-discount",
            "stage_on": date(2026, 11, 2),
            "keeper_name": "Petra Voss",
            "keeper_address": "14 Quay Lane\nLondon",
            "keeper_postcode": "N29 4ZZ",
            "data_as_of": NOW,
        }
        | values,
    )


def notice(tx: Connection, pcn_id: int, kind: str = "notice-to-owner", **values: Any) -> int:
    """A statutory notice on a PCN."""
    row = {"pcn_id": pcn_id, "kind": kind, "posted_on": date(2026, 12, 2), "served_on": date(2026, 12, 4)}
    return _insert(tx, tables.Notice, row | values)


def case(tx: Connection, pcn_id: int | None = None, **values: Any) -> int:
    """A new informal challenge about a PCN; a PCN is made where none is given."""
    pcn_id = pcn(tx) if pcn_id is None else pcn_id
    notices = tables.Pcn.__table__  # type: ignore[attr-defined]
    about = tx.execute(sa.select(notices).where(notices.c.id == pcn_id)).one()
    row: dict[str, Any] = {
        "pcn_id": pcn_id,
        "pcn": about.pcn,
        "vrm": about.vrm,
        "regime": about.regime,
        "code": about.code,
        "street": about.location,
        "kind": "informal",
        "received_on": date(2026, 11, 16),
        "safe_post_on": None,
        "target_on": date(2026, 11, 30),
        "writer_name": about.keeper_name,
        "writer_address": about.keeper_address,
        "writer_postcode": about.keeper_postcode,
        "writer_role": "keeper",
    } | values
    row.setdefault("urgency", f"{row['safe_post_on'] or '9999-12-31'} {row['target_on']}")
    return _insert(tx, tables.Case, row)


def item(
    tx: Connection, pcn_id: int, case_id: int | None = None, text: str = "I was loading.", **values: Any
) -> int:
    """A letter from the motorist, with its words."""
    n = next(_numbers)
    row = {
        "source_id": f"C-{n}",
        "pcn_id": pcn_id,
        "case_id": case_id,
        "channel": "web",
        "received_on": date(2026, 11, 16),
        "from_name": "Petra Voss",
        "subject": "Challenge",
    }
    made = _insert(tx, tables.Item, row | values)
    original = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(original).hexdigest()
    tx.execute(sa.insert(tables.ItemText).values(item_id=made, text=text, original=original, sha256=digest))
    return made


def payment(tx: Connection, pcn_id: int, amount_pence: int = 8000, **values: Any) -> int:
    """Money for a PCN."""
    row = {"source_id": f"P-{next(_numbers)}", "pcn_id": pcn_id, "received_on": date(2026, 11, 17)}
    return _insert(tx, tables.Payment, row | {"amount_pence": amount_pence, "method": "card"} | values)


def note(tx: Connection, pcn_id: int, text: str = "No activity seen.", **values: Any) -> int:
    """The enforcement officer's note."""
    row = {"source_id": f"N-{next(_numbers)}", "pcn_id": pcn_id, "noted_at": NOW, "kind": "enforcement"}
    return _insert(tx, tables.Note, row | {"by": "NM 214", "text": text} | values)


def evidence(tx: Connection, pcn_id: int, content: bytes = b"picture", **values: Any) -> int:
    """A photograph of the council's, with its bytes."""
    row = {
        "source_id": f"E-{next(_numbers)}",
        "pcn_id": pcn_id,
        "name": "photo-1.jpg",
        "kind": "photo",
        "sent_by": "council",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    made = _insert(tx, tables.Evidence, row | values)
    tx.execute(sa.insert(tables.EvidenceBytes).values(evidence_id=made, content=content))
    return made


def viewing(tx: Connection, case_id: int, evidence_id: int, officer: str = "asha", **values: Any) -> int:
    """That an officer opened a piece of evidence."""
    row = {"case_id": case_id, "evidence_id": evidence_id, "officer": officer, "opened_at": NOW}
    return _insert(tx, tables.Viewing, row | values)


def point(tx: Connection, case_id: int, slug: str = "loading", **values: Any) -> int:
    """A point that the motorist made, not answered yet."""
    row = {"case_id": case_id, "seq": next(_numbers), "slug": slug, "words": "I was loading."}
    return _insert(tx, tables.Point, row | values)


def decision(tx: Connection, case_id: int, outcome: str = "uphold", **values: Any) -> int:
    """A decision on a case."""
    row = {
        "case_id": case_id,
        "case_version": 1,
        "outcome": outcome,
        "letter_kind": "informal-rejection" if outcome == "uphold" else "informal-acceptance",
        "officer": "asha",
        "decided_at": NOW,
    }
    return _insert(tx, tables.Decision, row | values)


def draft(tx: Connection, case_id: int, officer: str = "asha", body: str = "[]", **values: Any) -> None:
    """A letter being written."""
    row = {"case_id": case_id, "officer": officer, "case_version": 1, "saved_at": NOW, "body": body}
    tx.execute(sa.insert(tables.Draft).values(**_with_defaults(tables.Draft, row | values)))


def letter(tx: Connection, case_id: int, pcn_id: int, docx: bytes = b"docx", **values: Any) -> int:
    """An issued letter with its bytes; a decision is made where none is given."""
    n = next(_numbers)
    row = {
        "number": f"{n:07d}",
        "idempotency_key": f"issue:{case_id}:{n}",
        "case_id": case_id,
        "pcn_id": pcn_id,
        "decision_id": values.pop("decision_id", None) or decision(tx, case_id),
        "kind": "informal-rejection",
        "recipient": "Petra Voss",
        "officer": "asha",
        "issued_at": NOW,
        "posts_on": date(2026, 11, 23),
        "served_on": date(2026, 11, 25),
        "sha256": hashlib.sha256(docx).hexdigest(),
    }
    made = _insert(tx, tables.Letter, row | values)
    tx.execute(sa.insert(tables.LetterBytes).values(letter_id=made, docx=docx, text="Dear Petra Voss"))
    return made


def posting(tx: Connection, letter_id: int, case_id: int, pcn_id: int, **values: Any) -> None:
    """Where an issued letter is on its way to the post: waiting for it."""
    row = {"letter_id": letter_id, "case_id": case_id, "pcn_id": pcn_id, "posts_on": date(2026, 11, 23)}
    row |= {"changed_at": NOW, "changed_by": "asha"} | values
    tx.execute(sa.insert(tables.Posting).values(**_with_defaults(tables.Posting, row)))


def permit(tx: Connection, vrm: str = "ZZ19ABC", **values: Any) -> int:
    """A resident's permit that runs for the whole of 2026."""
    n = next(_numbers)
    row = {"source_id": f"R-{n}", "vrm": vrm, "vrm_alike": look_alike(vrm), "number": f"RP{n}"}
    row |= {"kind": "resident", "valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}
    return _insert(tx, tables.Permit, row | values)


def session(tx: Connection, vrm: str = "ZZ19ABC", **values: Any) -> int:
    """A paid session, ten to eleven on the sample PCN's day."""
    row = {"source_id": f"S-{next(_numbers)}", "kind": "paid", "vrm": vrm, "vrm_alike": look_alike(vrm)}
    row |= {"starts_at": datetime(2026, 11, 2, 10, 0, tzinfo=UTC), "amount_pence": 240}
    row |= {"ends_at": datetime(2026, 11, 2, 11, 0, tzinfo=UTC), "location": "Tollgate Walk"}
    return _insert(tx, tables.Session, row | values)


def order(tx: Connection, **values: Any) -> int:
    """A traffic order in force since 2019."""
    row = {"source_id": f"O-{next(_numbers)}", "title": "The Testmere (Waiting) Order 2019", "article": "4"}
    row |= {"made_on": date(2019, 3, 1), "from_on": date(2019, 4, 1), "schedule": "2", "hours": "8.30-18.30"}
    return _insert(tx, tables.Order, row | values)


def location(tx: Connection, street: str = "Tollgate Walk", **values: Any) -> int:
    """A street with its restriction."""
    row = {"source_id": f"G-{next(_numbers)}", "street": street, "street_key": street.casefold()}
    return _insert(tx, tables.Location, row | {"restriction": "Permit holders only"} | values)


def paper(tx: Connection, content: bytes = b"picture", **values: Any) -> int:
    """A photograph of a sign, with its bytes."""
    row = {"source_id": f"Q-{next(_numbers)}", "name": "sign.png", "kind": "sign", "caption": "Sign at 14"}
    row |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    made = _insert(tx, tables.OrderPaper, row | values)
    tx.execute(sa.insert(tables.OrderPaperBytes).values(paper_id=made, content=content))
    return made


def history(tx: Connection, pcn_id: int, event: str = "Reminder sent", **values: Any) -> int:
    """A line of the supplier's history."""
    row = {"source_id": f"H-{next(_numbers)}", "pcn_id": pcn_id, "on": date(2026, 11, 5), "event": event}
    return _insert(tx, tables.History, row | values)


def _insert(tx: Connection, model: Any, row: dict[str, Any]) -> int:
    table = model.__table__
    return int(
        tx.execute(sa.insert(table).values(**_with_defaults(model, row)).returning(table.c.id)).scalar_one()
    )


def _with_defaults(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    """The table's own defaults for what is not named; a name that is no column is a slip of the test."""
    unknown = row.keys() - model.__table__.c.keys()
    assert not unknown, f"{model.__name__} has no {', '.join(sorted(unknown))}"
    defaults = {
        name: field.get_default()
        for name, field in model.model_fields.items()
        if not field.is_required() and name != "id"
    }
    return defaults | row
