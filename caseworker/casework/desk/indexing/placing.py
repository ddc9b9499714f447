"""Put a piece of the inbox where it belongs: on a PCN, on several, aside; or say what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from caseworker.casework import links
from caseworker.casework.acting import acting, audited
from caseworker.casework.desk.indexing.naming import parts_wanted
from caseworker.casework.desk.indexing.views import KINDS, Placed
from caseworker.casework.desk.indexing.waiting import got, parts
from caseworker.casework.landing.arrive import arrive
from caseworker.casework.landing.pieces import attached, scanned
from caseworker.casework.office import LONDON, Office
from caseworker.law.kinds import DISPUTES
from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.reading.rows import Attachment, EvidenceRow, LetterRow
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from caseworker.casework.landing.touched import Touched

STATES = {"indexed": "indexed it", "split": "indexed it to several PCNs", "set-aside": "set it aside"}


def index(office: Office, inbox_id: int, version: int, pcn: str, kind: str = "challenge") -> Placed:
    """Put a piece on the PCN it is about; the day it was received stays.

    Args:
        version: as it was read.
        kind: what it is, of `views.KINDS`.

    Raises:
        Refused: no such piece or PCN, no known kind, or somebody else dealt with it meanwhile.
    """
    return _place(office, inbox_id, version, [pcn], kind)


def split(
    office: Office, inbox_id: int, version: int, pcns: Sequence[str], kind: str = "challenge"
) -> Placed:
    """Put a piece that is about several PCNs on each of them, with the same day of receipt.

    Raises:
        Refused: as `index`; or fewer than two PCNs are named.
    """
    return _place(office, inbox_id, version, parts_wanted(pcns), kind)


def change_kind(office: Office, inbox_id: int, version: int, kind: str) -> Placed:
    """Say what a piece is, before it is indexed.

    Raises:
        Refused: no such piece, no known kind, or somebody else dealt with it meanwhile.
    """
    _check_kind(kind)
    with acting(office) as tx:
        row = got(tx, inbox_id)
        if row.kind == kind and row.state == "waiting":
            return Placed((), f"It is {KINDS[kind]} already.", again=True)
        _change(tx, office, row, version, kind=kind)
        _office_entry(tx, office, "inbox-kind", {"inbox": inbox_id, "kind": kind})
        return Placed((), f"It is now {KINDS[kind]}.")


def set_aside(office: Office, inbox_id: int, version: int, words: str) -> Placed:
    """Set a piece aside that is on no PCN of ours; it is kept, with the words why.

    Raises:
        Refused: no words, no such piece, or somebody else dealt with it meanwhile.
    """
    why = clean(words).strip()
    if not why:
        raise Refused("Why it is set aside is not said.", do="Write a word or two: spam, not ours, …")
    with acting(office) as tx:
        row = got(tx, inbox_id)
        if row.state == "set-aside" and row.officer == office.officer.id and row.fault.endswith(why):
            return Placed((), "It was set aside already.", again=True)
        fault = f"{row.fault}\n{why}" if row.fault else why
        _change(tx, office, row, version, state="set-aside", fault=fault)
        _office_entry(tx, office, "inbox-set-aside", {"inbox": inbox_id, "words": why})
        return Placed((), "Set aside; it is kept, and can still be indexed.")


def _place(office: Office, inbox_id: int, version: int, pcns: Sequence[str], kind: str) -> Placed:
    """Put a piece on one PCN, or on several as parts."""
    _check_kind(kind)
    wanted = [normal_pcn(pcn) for pcn in pcns]
    came_with = _came_with(office, inbox_id)
    with acting(office) as tx:
        row = got(tx, inbox_id)
        if (done := _done_before(tx, office, row, wanted)) is not None:
            return done
        _change(tx, office, row, version, state="indexed" if len(wanted) == 1 else "split", kind=kind)
        cases: list[int] = []
        for n, pcn in enumerate(wanted, start=1):
            source = row.source_id if len(wanted) == 1 else f"{row.source_id}/{n}"
            cases += _arrive(tx, office, row, source, pcn, kind, came_with)
        links.join(tx, office, _disputes(tx, cases))
        where = " and ".join(wanted)
        return Placed(tuple(cases), f"Indexed to {where}, received {row.received_on:%d %b %Y}.")


def _disputes(tx: Connection, case_ids: Sequence[int]) -> list[int]:
    """Of the cases that one letter opened or joined, one open dispute of each PCN: they stand together."""
    from caseworker.store import cases as store

    rows = [row for row in (store.get(tx, one) for one in case_ids) if row is not None]
    return list({row.pcn_id: row.id for row in rows if row.open and row.kind in DISPUTES}.values())


def _arrive(
    tx: Connection,
    office: Office,
    row: Row[Any],
    source: str,
    pcn: str,
    kind: str,
    came_with: tuple[Attachment, ...],
) -> list[int]:
    """Let a piece, or a part of it, arrive on a PCN; the cases it opened or joined."""
    from caseworker.store import inbox as store

    text, original = store.words(tx, row.id)
    letter = letter_of(row, source, pcn, text, original)
    evidence = _evidence(letter, row, original, came_with)
    touched = arrive(tx, office, pcn, letter, kind, evidence=evidence)
    item_id = store.item_of(tx, source)
    case_id = store.case_of_item(tx, item_id)
    if source == row.source_id:
        store.change(tx, row.id, row.version + 1, item_id=item_id, case_id=case_id)
    else:
        store.add_part(
            tx,
            row,
            source,
            state="indexed",
            item_id=item_id,
            case_id=case_id,
            kind=kind,
            officer=office.officer.id,
            changed_at=office.now(),
        )
    enter(tx, office, touched, "index", {"inbox": row.id, "item": item_id, "kind": kind})
    own = [case_id] if case_id is not None else []
    return list(dict.fromkeys([*(dispute.id for dispute in touched.disputes), *own]))


def letter_of(row: Row[Any], source: str, pcn: str, text: str, original: bytes) -> LetterRow:
    """A piece as correspondence about a PCN."""
    return LetterRow(
        line=0,
        id=source,
        pcn=pcn,
        received_on=row.received_on,
        channel=row.channel,
        from_name=row.from_name,
        from_address=row.from_address,
        from_postcode=row.from_postcode,
        writer="unknown",
        subject=row.subject,
        text=text or row.fault or "No words were read from it: see the original.",
        original=original,
        row_hash=row.row_hash,
    )


def enter(
    tx: Connection, office: Office, touched: Touched, act: str, fields: dict[str, str | int | None]
) -> None:
    """One audit entry on each case that the piece opened or joined; else one on the office's chain."""
    for dispute in touched.disputes:
        audited(tx, office, dispute.id, act, fields)
    if not touched.disputes:
        _office_entry(tx, office, act, fields | {"pcn_id": touched.id})


def _evidence(
    letter: LetterRow, row: Row[Any], original: bytes, came_with: tuple[Attachment, ...]
) -> list[EvidenceRow]:
    """What came with a piece: its attachments, or the scan itself."""
    found = list(attached(letter, came_with))
    if row.media != "text":
        found.append(scanned(letter, row.name, row.media, original))
    return found


def _came_with(office: Office, inbox_id: int) -> tuple[Attachment, ...]:
    """The attachments of a message, read in a process apart; none where it cannot be read."""
    from caseworker.store import inbox as store

    with office.store.reading() as tx:
        row = got(tx, inbox_id)
        if not row.name.casefold().endswith(".eml") or row.fault:
            return ()
        _, original = store.words(tx, inbox_id)
    from caseworker.reading.apart import Apart

    with Apart() as look:
        return tuple(look.mail(original).attachments)


def _done_before(tx: Connection, office: Office, row: Row[Any], wanted: Sequence[str]) -> Placed | None:
    """The answer to the same act seen twice."""
    from caseworker.store import inbox as store

    if row.state not in ("indexed", "split") or row.officer != office.officer.id:
        return None
    parts = [row] if row.state == "indexed" else store.parts_of(tx, row.id)
    on = store.pcns_of(tx, [part.item_id for part in parts])
    if sorted(on.values()) != sorted(wanted):
        return None
    cases = tuple(part.case_id for part in parts if part.case_id is not None)
    return Placed(cases, f"It was indexed to {' and '.join(wanted)} already.", again=True)


def _change(tx: Connection, office: Office, row: Row[Any], version: int, **columns: Any) -> None:
    """Change a piece that nobody dealt with since it was read.

    Raises:
        Refused: somebody did: who, when, and what.
    """
    from caseworker.store import inbox as store

    who = {"officer": office.officer.id, "changed_at": office.now()}
    free = row.state in ("waiting", "set-aside")
    if free and store.change(tx, row.id, version, **who, **columns):
        return
    row = got(tx, row.id)
    mine = row.officer == office.officer.id
    name = "You" if mine else office.officers.name(row.officer) if row.officer else "Somebody"
    when = f" at {row.changed_at.astimezone(LONDON):%H:%M on %d %B}" if row.changed_at else ""
    pcn = store.pcns_of(tx, [row.item_id]).get(row.item_id, "") if row.item_id is not None else ""
    what = STATES.get(row.state, "changed it") + (f" to {pcn}" if pcn else "")
    told = f"{name} {what}{when}" + (", after you read this piece" if row.version != version else "")
    split_ = row.state == "split"
    raise Refused(
        f"{told}: {parts(tx, row.id)}." if split_ else f"{told}.",
        rule="A piece is dealt with once; nothing was written now.",
        do=_instead(row),
    )


def _instead(row: Row[Any]) -> str:
    """What to do about a piece that was dealt with."""
    if row.state in ("waiting", "set-aside"):
        return "Read it again, then decide."
    number = "PART" if row.state == "split" else row.id
    return f"If it is on the wrong PCN, move it: z in the inbox, or caseworker inbox move {number} PCN."


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise Refused(f'There is no kind "{clean(kind)}".', do="Use one of: " + ", ".join(KINDS) + ".")


def _office_entry(tx: Connection, office: Office, act: str, fields: dict[str, str | int | None]) -> None:
    from caseworker.store import audit

    audit.append(tx, chain="office", act=act, officer=office.officer.id, at=office.now(), fields=fields)
