"""Write what came in for some PCNs: the rows of one table together, ids given out beforehand."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from caseworker.casework.landing import beside, money, papers
from caseworker.casework.landing.disputes import Dispute
from caseworker.casework.landing.money import Money
from caseworker.casework.landing.touched import Touched
from caseworker.casework.office import Office
from caseworker.reading.rows import LetterRow
from caseworker.reading.told import STEPS, VEHICLE
from caseworker.store import counters, figures, holds, search
from caseworker.store.bulk import Bulk

_PCN_COLUMNS = (
    "pcn vrm vrm_raw make colour regime basis code level band location restriction contravened_on "
    "contravened_time observed_from observed_to enforced_by served_how served_on stage stage_on keeper_name "
    "keeper_address keeper_postcode keeper_dead data_as_of row_hash place dated_on parent vehicle_class"
)
_CASE_COLUMNS = (
    "pcn vrm regime code street kind urgency received_on reply_due_on safe_post_on target_on in_discount "
    "flags informal_by"
)
_NEW_CASE = (
    "pcn_id writer_name writer_address writer_postcode writer_role status open points officer authority_seen "
    "outcome version"
)
_ITEM_COLUMNS = "id source_id pcn_id case_id direction channel received_on from_name subject row_hash"
_EVENT_COLUMNS = "pcn_id case_id event on at officer from_stage to_stage words"
_HELD_COLUMNS = "pcn_id kind taken_on taken_time pound rights_given_on released_on sold_on row_hash"
_TOLD_COLUMNS = (
    "pcn_id case_id pcn kind hold decision reasons refund_pence stage officer at acknowledged answer"
)

_NONE: Mapping[str, int] = MappingProxyType({})


def land(
    tx: Connection,
    office: Office,
    touched: Sequence[Touched],
    *,
    imported: bool = True,
    moved: Mapping[str, int] = _NONE,
    sealed: Money | None = None,
) -> None:
    """Write everything of some PCNs, in the transaction of the caller: if any line fails, nothing happened.

    Afterwards each `Touched` and each `Dispute` knows its id. The counts are kept by `keep_counts`.

    Args:
        imported: whether the timeline says that these came by an import.
        moved: ids of letters that are kept already, by the supplier's id: they only change their place.
        sealed: where the digests of money are gathered, for the import's entry.
    """
    bulk = Bulk(tx)
    before = search.marks(tx)
    _pcns(bulk, touched)
    _notices(bulk, touched)
    _cases(bulk, office, touched)
    _letters(bulk, touched, moved)
    answered = [each.id for one in touched for each in one.disputes if each.stored and each.all_letters]
    holds.lift_for_mail(tx, answered, office.now())
    papers.append(bulk, touched)
    beside.write(bulk, office, touched)
    money.write(bulk, office, touched, sealed or Money())
    papers.evidence(bulk, touched)
    bulk.insert("events", _EVENT_COLUMNS, _event_rows(bulk, office, touched, imported))
    search.note_new(tx, before)


def _pcns(bulk: Bulk, touched: Sequence[Touched]) -> None:
    """Write new PCNs, change those that differ."""
    new = [one for one in touched if one.stored is None]
    for one, pcn_id in zip(new, bulk.ids("pcns", len(new)), strict=True):
        one.id = pcn_id
    bulk.insert("pcns", "id " + _PCN_COLUMNS, [(one.id, *_pcn_row(bulk, one)) for one in new])
    changed: list[tuple[Any, ...]] = []
    moved: list[tuple[Any, ...]] = []
    for one in touched:
        if one.stored is None:
            continue
        one.id = int(one.stored.id)
        if one.row is not None:
            search.note_name(bulk.tx, "search_keepers", one.id, one.stored.keeper_name, one.row.keeper_name)
            changed.append((*_pcn_row(bulk, one), one.id))
        elif one.stage != one.stored.stage:
            moved.append((one.stage, bulk.day(one.stage_on), one.id))
    bulk.change("pcns", _PCN_COLUMNS, changed)
    bulk.change("pcns", "stage stage_on", moved)


def _pcn_row(bulk: Bulk, one: Touched) -> tuple[Any, ...]:
    row, standing = one.row, one.standing
    if row is None:
        raise AssertionError("a PCN is written from a supplier's row")
    return (
        *(row.pcn, row.vrm, row.vrm_raw, row.make, row.colour),
        *(standing.regime, standing.basis, standing.code, standing.level, standing.band),
        *(row.location, row.restriction, bulk.day(row.contravened_on), row.contravened_time),
        *(row.observed_from, row.observed_to, row.enforced_by, standing.served_how),
        *(bulk.day(standing.served_on), one.stage, bulk.day(one.stage_on)),
        *(row.keeper_name, row.keeper_address, row.keeper_postcode, bulk.flag(row.keeper_dead)),
        *(bulk.at(row.data_as_of), row.row_hash, one.place),
        *(bulk.day(standing.dated_on), row.parent, row.vehicle_class),
    )


def _notices(bulk: Bulk, touched: Sequence[Touched]) -> None:
    """Write statutory notices and vehicles that were held; those of a changed row replace what was told.

    What an officer entered here stays where the row does not tell of it.
    """
    rows: list[tuple[Any, ...]] = []
    held: list[tuple[Any, ...]] = []
    old: dict[str, list[tuple[int]]] = {}
    gone: list[tuple[int]] = []
    for one in touched:
        if one.row is None:
            continue
        told = {each.kind: each for each in one.standing.notices}
        if one.stored is not None:
            gone.append((one.id,))
            for step in STEPS:
                stays = step.kept or step.kind in one.recorded
                if step.kind not in VEHICLE and (step.kind in told or not stays):
                    old.setdefault(step.kind, []).append((one.id,))
        for kind, each in told.items():
            if kind not in VEHICLE:
                rows.append((one.id, kind, bulk.day(each.on), bulk.day(each.served_on)))
        if one.row.kind_of_hold:
            held.append(_held(bulk, one))
    for kind, ids in old.items():
        bulk.remove("notices", "pcn_id", ids, also=f"kind = '{kind}'")
    bulk.insert("notices", "pcn_id kind posted_on served_on", rows)
    bulk.remove("removals", "pcn_id", gone, also="row_hash <> ''")
    bulk.insert("removals", _HELD_COLUMNS, held)


def _held(bulk: Bulk, one: Touched) -> tuple[Any, ...]:
    """A vehicle that was held, as the row tells it; what was entered here meanwhile is kept."""
    row, there = one.row, one.held
    if row is None:
        raise AssertionError("a vehicle is written from a supplier's row")
    released = row.released_on or (there and there.released_on)
    rights = row.rights_given_on or (there and there.rights_given_on)
    return (
        *(one.id, row.kind_of_hold, bulk.day(row.taken_on), row.taken_time, row.pound),
        *(bulk.day(rights), bulk.day(released), bulk.day(there.sold_on if there else None), row.row_hash),
    )


def _cases(bulk: Bulk, office: Office, touched: Sequence[Touched]) -> None:
    """Open new cases; change open ones and raise their versions."""
    new: list[tuple[Touched, Dispute]] = []
    changed: list[tuple[Any, ...]] = []
    for one in touched:
        for dispute in one.disputes:
            if dispute.stored is None:
                new.append((one, dispute))
            else:
                dispute.id = int(dispute.stored.id)
                changed.append((*_case_row(bulk, one, dispute), dispute.id))
    bulk.change("cases", _CASE_COLUMNS, changed, raise_version=True)
    rows: list[tuple[Any, ...]] = []
    no = bulk.flag(False)
    for (one, dispute), case_id in zip(new, bulk.ids("cases", len(new)), strict=True):
        dispute.id = case_id
        first = dispute.letters[0]
        writer = (first.from_name, first.from_address, first.from_postcode, first.writer)
        rows.append((case_id, *_case_row(bulk, one, dispute), one.id, *writer, "new", 1, 0, "", no, "", 1))
    bulk.insert("cases", f"id {_CASE_COLUMNS} {_NEW_CASE}", rows)
    _tell(bulk, office, new)


def _case_row(bulk: Bulk, one: Touched, dispute: Dispute) -> tuple[Any, ...]:
    source: Any = one.row if one.row is not None else one.stored
    days = dispute.days
    return (
        *(one.pcn, source.vrm, one.standing.regime, one.standing.code, source.location),
        *(dispute.kind.value, days.urgency, bulk.day(dispute.received_on), bulk.day(days.reply_due_on)),
        *(bulk.day(days.safe_post_on), bulk.day(days.target_on), bulk.flag(dispute.in_discount)),
        *(dispute.flags, dispute.informal_by),
    )


def _tell(bulk: Bulk, office: Office, new: Sequence[tuple[Touched, Dispute]]) -> None:
    """Tell the case system of each case that was opened: it serves nothing meanwhile."""
    now, officer = bulk.at(office.now()), office.officer.id
    told = [
        (one.id, dispute.id, one.pcn, "received", "on", "", "", 0, one.stage, officer, now, "", "")
        for one, dispute in new
    ]
    bulk.insert("outcomes", _TOLD_COLUMNS, told)


def count(touched: Iterable[Touched]) -> Counter[tuple[date, str]]:
    """How many cases were opened, by day and kind."""
    return Counter(
        (dispute.received_on, dispute.kind.value)
        for one in touched
        for dispute in one.disputes
        if dispute.stored is None
    )


def keep_counts(tx: Connection, opened: Counter[tuple[date, str]]) -> None:
    """Keep the counters and the arrivals in step, in the same transaction; last: others wait."""
    by_kind: Counter[str] = Counter()
    for (on, kind), number in sorted(opened.items()):
        by_kind[kind] += number
        figures.add_arrivals(tx, on, kind, number)
    for kind, number in sorted(by_kind.items()):
        counters.add(tx, counters.open_cases(kind), number)


def _letters(bulk: Bulk, touched: Sequence[Touched], moved: Mapping[str, int]) -> None:
    """Write correspondence; its words and the bytes they came as stand in a table of their own."""
    found: list[tuple[Touched, int | None, LetterRow]] = []
    for one in touched:
        found += [(one, dispute.id, letter) for dispute in one.disputes for letter in dispute.all_letters]
        open_case = one.disputes[-1].id if one.disputes else None
        found += [(one, open_case, letter) for letter, _ in one.loose]
    placed = [(one.id, case_id, moved[row.id]) for one, case_id, row in found if row.id in moved]
    bulk.change("items", "pcn_id case_id", placed)
    found = [each for each in found if each[2].id not in moved]
    items: list[tuple[Any, ...]] = []
    texts: list[tuple[Any, ...]] = []
    for item_id, (one, case_id, letter) in zip(bulk.ids("items", len(found)), found, strict=True):
        on = bulk.day(letter.received_on)
        items.append(
            (
                *(item_id, letter.id, one.id, case_id, "in", letter.channel, on),
                *(letter.from_name, letter.subject, letter.row_hash),
            )
        )
        digest = hashlib.sha256(letter.original).hexdigest()
        texts.append((item_id, letter.text, letter.original, digest))
    bulk.insert("items", _ITEM_COLUMNS, items)
    bulk.insert("item_texts", "item_id text original sha256", texts)


def _event_rows(
    bulk: Bulk, office: Office, touched: Sequence[Touched], imported: bool
) -> list[tuple[Any, ...]]:
    """The timeline's lines, in the order of their days."""
    now, today, officer = bulk.at(office.now()), bulk.day(office.today()), office.officer.id
    rows: list[tuple[Any, ...]] = []
    for one in touched:
        for move in one.moves:
            case_id = move.dispute.id if move.dispute else None
            on = bulk.day(move.on)
            rows.append((one.id, case_id, move.event, on, now, "", move.start, move.to, move.words))
        for payment in one.payments:
            words = f"Payment of £{payment.amount_pence / 100:.2f} received"
            on = bulk.day(payment.received_on)
            rows.append((one.id, None, "payment-received", on, now, "", "", "", words))
        if imported:
            words = "Facts changed by an import" if one.facts_changed else "Imported"
            words = "More imported" if one.row is None else words
            rows.append((one.id, None, "imported", today, now, officer, "", "", words))
    return rows
