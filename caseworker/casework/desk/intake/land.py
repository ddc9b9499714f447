"""Write an import: all of it in one transaction, rows of one table together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table

from caseworker.casework.desk.intake.disputes import Dispute
from caseworker.casework.desk.intake.known import (
    BATCH,
    CASE,
    EVIDENCE,
    ITEM,
    NOTE,
    NOTICE,
    PAYMENT,
    PCN,
    ids_by,
)
from caseworker.casework.desk.intake.plan import Plan, Touched
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.reading.rows import EvidenceRow, LetterRow
from caseworker.store.tables import Event, EvidenceBytes, ItemText

TEXT: Table = ItemText.__table__  # type: ignore[attr-defined]
BYTES: Table = EvidenceBytes.__table__  # type: ignore[attr-defined]
EVENT: Table = Event.__table__  # type: ignore[attr-defined]


def land(tx: Connection, office: Office, plan: Plan) -> None:
    """Write everything a plan holds. The transaction is the caller's: if any line fails, nothing happened."""
    from caseworker.store import audit

    touched = list(plan.touched.values())
    ids = _pcns(tx, touched)
    _notices(tx, touched, ids)
    _cases(tx, office, touched, ids)
    _letters(tx, touched, ids)
    _append_only(tx, touched, ids)
    _evidence(tx, touched, ids)
    _events(tx, office, touched, ids)
    for pcn_id, as_of in plan.newer:
        tx.execute(sa.update(PCN).where(PCN.c.id == pcn_id).values(data_as_of=as_of))
    batch = _batch(tx, office, plan)
    fields: dict[str, str | int | None] = {
        "batch": batch,
        "digest": plan.extract.digest,
        "rows_new": plan.new,
        "rows_changed": plan.changed,
        "cases_opened": plan.cases_opened,
    }
    officer, at = office.officer.id, office.now()
    audit.append(tx, chain="office", act="intake", officer=officer, at=at, fields=fields)
    changed = [dispute.id for one in touched for dispute in one.disputes if dispute.stored is not None]
    for case_id in changed:
        audit.append(
            tx, chain=f"case:{case_id}", act="intake", officer=officer, at=at, fields={"batch": batch}
        )


def _insert(tx: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        tx.execute(sa.insert(table), rows)


def _pcns(tx: Connection, touched: list[Touched]) -> dict[str, int]:
    """Write new PCNs, change those that differ; the id of each."""
    new = [one for one in touched if one.stored is None]
    _insert(tx, PCN, [_pcn_row(one) for one in new])
    ids = {one.pcn: int(one.stored.id) for one in touched if one.stored is not None}
    ids.update(ids_by(tx, PCN, PCN.c.pcn, [one.pcn for one in new]))
    for one in touched:
        if one.stored is None:
            continue
        if one.row is not None:
            tx.execute(sa.update(PCN).where(PCN.c.id == ids[one.pcn]).values(**_pcn_row(one)))
        elif one.stage != one.stored.stage:
            change = {"stage": one.stage, "stage_on": one.stage_on}
            tx.execute(sa.update(PCN).where(PCN.c.id == ids[one.pcn]).values(**change))
    return ids


def _pcn_row(one: Touched) -> dict[str, Any]:
    row, standing = one.row, one.standing
    if row is None:
        raise AssertionError("a PCN is written from a supplier's row")
    return {
        "pcn": row.pcn,
        "vrm": row.vrm,
        "vrm_raw": row.vrm_raw,
        "make": row.make,
        "colour": row.colour,
        "regime": standing.regime,
        "basis": standing.basis,
        "code": standing.code,
        "level": standing.level,
        "band": standing.band,
        "location": row.location,
        "restriction": row.restriction,
        "contravened_on": row.contravened_on,
        "contravened_time": row.contravened_time,
        "observed_from": row.observed_from,
        "observed_to": row.observed_to,
        "enforced_by": row.enforced_by,
        "served_how": standing.served_how,
        "served_on": standing.served_on,
        "stage": one.stage,
        "stage_on": one.stage_on,
        "keeper_name": row.keeper_name,
        "keeper_address": row.keeper_address,
        "keeper_postcode": row.keeper_postcode,
        "keeper_dead": row.keeper_dead,
        "data_as_of": row.data_as_of,
        "row_hash": row.row_hash,
        "place": one.place,
    }


def _notices(tx: Connection, touched: list[Touched], ids: dict[str, int]) -> None:
    """Write statutory notices; those of a changed row replace what the supplier told before."""
    rows: list[dict[str, Any]] = []
    for one in touched:
        if one.row is None:
            continue
        if one.stored is not None:
            kinds = ("notice-to-owner", "charge-certificate")
            old = sa.and_(NOTICE.c.pcn_id == ids[one.pcn], NOTICE.c.kind.in_(kinds))
            tx.execute(sa.delete(NOTICE).where(old))
        standing = one.standing
        told = (
            ("notice-to-owner", one.row.notice_to_owner_posted_on, standing.notice_to_owner_served_on),
            ("charge-certificate", one.row.charge_certificate_posted_on, standing.certificate_served_on),
        )
        rows += [
            {"pcn_id": ids[one.pcn], "kind": kind, "posted_on": posted, "served_on": served}
            for kind, posted, served in told
            if posted
        ]
    _insert(tx, NOTICE, rows)


def _cases(tx: Connection, office: Office, touched: list[Touched], ids: dict[str, int]) -> None:
    """Open new cases; change open ones and raise their versions."""
    last = int(tx.execute(sa.select(sa.func.coalesce(sa.func.max(CASE.c.id), 0))).scalar_one())
    new: list[tuple[int, Dispute]] = []
    rows: list[dict[str, Any]] = []
    for one in touched:
        for dispute in one.disputes:
            columns = _case_row(one, dispute)
            if dispute.stored is None:
                rows.append(columns | {"pcn_id": ids[one.pcn]} | _writer(dispute))
                new.append((ids[one.pcn], dispute))
            else:
                dispute.id = int(dispute.stored.id)
                change = columns | {"version": CASE.c.version + 1}
                tx.execute(sa.update(CASE).where(CASE.c.id == dispute.id).values(**change))
    _insert(tx, CASE, rows)
    if not new:
        return
    query = sa.select(CASE.c.id, CASE.c.pcn_id, CASE.c.kind).where(CASE.c.id > last, CASE.c.open == 1)
    found = {(row.pcn_id, row.kind): int(row.id) for row in tx.execute(query)}
    opened: dict[str, int] = {}
    for pcn_id, dispute in new:
        dispute.id = found[(pcn_id, dispute.kind.value)]
        opened[dispute.kind.value] = opened.get(dispute.kind.value, 0) + 1
    _count(tx, opened)


def _case_row(one: Touched, dispute: Dispute) -> dict[str, Any]:
    source: Any = one.row if one.row is not None else one.stored
    return {
        "pcn": one.pcn,
        "vrm": source.vrm,
        "regime": one.standing.regime,
        "code": one.standing.code,
        "street": source.location,
        "kind": dispute.kind.value,
        "urgency": dispute.days.urgency,
        "received_on": dispute.received_on,
        "reply_due_on": dispute.days.reply_due_on,
        "safe_post_on": dispute.days.safe_post_on,
        "target_on": dispute.days.target_on,
        "in_discount": dispute.in_discount,
        "flags": dispute.flags,
        "informal_by": dispute.informal_by,
    }


def _writer(dispute: Dispute) -> dict[str, Any]:
    """Who wrote: the first letter's writer."""
    first = dispute.letters[0]
    return {
        "writer_name": first.from_name,
        "writer_address": first.from_address,
        "writer_postcode": first.from_postcode,
        "writer_role": first.writer,
    }


def _count(tx: Connection, opened: dict[str, int]) -> None:
    """Keep the counters of open cases in step, in the same transaction."""
    from caseworker.store import counters

    for kind, number in sorted(opened.items()):
        counters.add(tx, counters.open_cases(kind), number)


def _letters(tx: Connection, touched: list[Touched], ids: dict[str, int]) -> None:
    """Write correspondence; its words and the bytes they came as stand in a table of their own."""
    found = [
        (one, dispute, letter)
        for one in touched
        for dispute in one.disputes
        for letter in dispute.all_letters
    ]
    rows = [
        {
            "source_id": letter.id,
            "pcn_id": ids[one.pcn],
            "case_id": dispute.id,
            "direction": "in",
            "channel": letter.channel,
            "received_on": letter.received_on,
            "from_name": letter.from_name,
            "subject": letter.subject,
            "row_hash": letter.row_hash,
        }
        for one, dispute, letter in found
    ]
    _insert(tx, ITEM, rows)
    item_ids = ids_by(tx, ITEM, ITEM.c.source_id, [letter.id for _, _, letter in found])
    _insert(tx, TEXT, [_text_row(item_ids[letter.id], letter) for _, _, letter in found])


def _text_row(item_id: int, letter: LetterRow) -> dict[str, Any]:
    digest = hashlib.sha256(letter.original).hexdigest()
    return {"item_id": item_id, "text": letter.text, "original": letter.original, "sha256": digest}


def _append_only(tx: Connection, touched: list[Touched], ids: dict[str, int]) -> None:
    """Write payments and notes."""
    payments = [
        {
            "source_id": row.id,
            "pcn_id": ids[one.pcn],
            "received_on": row.received_on,
            "amount_pence": row.amount_pence,
            "method": row.method,
            "row_hash": row.row_hash,
        }
        for one in touched
        for row in one.payments
    ]
    notes = [
        {
            "source_id": row.id,
            "pcn_id": ids[one.pcn],
            "noted_at": row.noted_at,
            "kind": row.kind,
            "by": row.by,
            "text": row.text,
            "row_hash": row.row_hash,
        }
        for one in touched
        for row in one.notes
    ]
    _insert(tx, PAYMENT, payments)
    _insert(tx, NOTE, notes)


def _evidence(tx: Connection, touched: list[Touched], ids: dict[str, int]) -> None:
    """Write evidence, then its bytes one by one, so that a large import does not hold them all at once."""
    found = [(one, row) for one in touched for row in one.evidence]
    names = ("name", "kind", "sent_by", "taken_at", "caption", "size", "sha256", "path", "row_hash")
    rows = [
        {"source_id": row.id, "pcn_id": ids[one.pcn]} | {name: getattr(row, name) for name in names}
        for one, row in found
    ]
    _insert(tx, EVIDENCE, rows)
    evidence_ids = ids_by(tx, EVIDENCE, EVIDENCE.c.source_id, [row.id for _, row in found])
    for _, row in found:
        if row.content is not None:
            values = {"evidence_id": evidence_ids[row.id], "content": _bytes(row)}
            tx.execute(sa.insert(BYTES).values(**values))


def _bytes(row: EvidenceRow) -> bytes:
    """The bytes of a file, which must still be those that were checked."""
    if isinstance(row.content, bytes):
        return row.content
    content = row.content.read_bytes() if row.content else b""
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise Refused(
            f"evidence/{row.name} was changed while it was being imported.",
            rule="What is kept is what was checked.",
            do="Import the folder again once nothing writes to it.",
        )
    return content


def _events(tx: Connection, office: Office, touched: list[Touched], ids: dict[str, int]) -> None:
    """Write the timeline's lines, in the order of their days."""
    _insert(tx, EVENT, list(_event_rows(office, touched, ids)))


def _event_rows(office: Office, touched: list[Touched], ids: dict[str, int]) -> Iterator[dict[str, Any]]:
    now, today = office.now(), office.today()
    blank = {"case_id": None, "at": now, "officer": "", "from_stage": "", "to_stage": ""}
    for one in touched:
        pcn = blank | {"pcn_id": ids[one.pcn]}
        for move in one.moves:
            yield pcn | {
                "case_id": move.dispute.id if move.dispute else None,
                "event": move.event,
                "on": move.on,
                "from_stage": move.start,
                "to_stage": move.to,
                "words": move.words,
            }
        for payment in one.payments:
            words = f"Payment of £{payment.amount_pence / 100:.2f} received"
            yield pcn | {"event": "payment-received", "on": payment.received_on, "words": words}
        words = "Facts changed by an import" if one.facts_changed else "Imported"
        if one.row is None:
            words = "More imported"
        yield pcn | {"event": "imported", "on": today, "officer": office.officer.id, "words": words}


def _batch(tx: Connection, office: Office, plan: Plan) -> int:
    """Write the batch's own row; its id."""
    counts = "; ".join(
        f"{one.file}: {one.new} new, {one.changed} changed, {one.unchanged} as before" for one in plan.files
    )
    values = {
        "digest": plan.extract.digest,
        "taken_at": office.now(),
        "officer": office.officer.id,
        "counts": counts,
    }
    done = tx.execute(sa.insert(BATCH).values(**values).returning(BATCH.c.id))
    return int(done.scalar_one())
