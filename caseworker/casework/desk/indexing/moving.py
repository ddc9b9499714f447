"""A letter stands on the wrong PCN: move it to the right one, as if it had come there on its first day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import opening
from caseworker.casework.acting import acting, audited, recorded
from caseworker.casework.desk.indexing.placing import enter
from caseworker.casework.desk.indexing.views import Placed
from caseworker.casework.desk.indexing.waiting import got, parts
from caseworker.casework.landing.arrive import arrive, no_such
from caseworker.casework.landing.disputes import FLAGS, raised_by
from caseworker.casework.landing.enquiries import BOTH, HALF
from caseworker.casework.landing.known import look
from caseworker.casework.landing.touched import Touched
from caseworker.casework.office import Office
from caseworker.law.beside import OWN_DATA
from caseworker.law.facts import CaseKind
from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.reading.rows import LetterRow
from caseworker.reading.standing import Limits, limits

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


def move(office: Office, to_pcn: str, *, inbox_id: int | None = None, item_id: int | None = None) -> Placed:
    """Move a letter to another PCN; it keeps the day it was received.

    The case it stood on loses it: with the points made of its words, and with any decision taken on it. A
    case that it alone had opened is closed, and its PCN stands where it stood before. A case with other
    letters loses the flags that only this one raised, and is answered to whoever wrote them. A letter that
    complains too moves as a whole, whichever of its two cases it was named by.

    Args:
        inbox_id: the piece of the inbox that it was; or
        item_id: the letter itself.

    Raises:
        Refused: no such letter or PCN, or a letter was issued on a case it stands on.
    """
    from caseworker.store import moving

    wanted = normal_pcn(to_pcn)
    with acting(office) as tx:
        item = _item(tx, inbox_id, item_id)
        if item.pcn == wanted:
            return Placed((item.case_id,) if item.case_id else (), f"It is on {wanted} already.", again=True)
        to_id = moving.pcn_id(tx, wanted)
        if to_id is None:
            raise no_such(wanted)
        half = _half(tx, item)
        _hold(tx, to_id, item, half)
        left = _take_away(tx, office, item)
        left_beside = _take_away(tx, office, half) if half is not None else {}
        touched = _arrived(tx, office, item, half, wanted, left)
        closed = " The case that it had opened there is closed." if left.get("closed") else ""
        words = f"Moved from {item.pcn} to {wanted}, received {item.received_on:%d %b %Y}.{closed}"
        if half is not None:
            _half_arrived(tx, office, half, left_beside)
            words += " The complaint in it has moved too."
        return Placed(tuple(one.id for one in touched.disputes), words)


def _item(tx: Connection, inbox_id: int | None, item_id: int | None) -> Row[Any]:
    """The letter that is meant; of one that complains too, the letter and not its other half."""
    from caseworker.store import correspondence, moving

    wanted = _item_id(tx, inbox_id, item_id)
    item = moving.item(tx, wanted)
    if item is None:
        raise Refused(f"There is no letter {wanted}.", do="Open its case, and look it up there.")
    if not item.source_id.endswith(HALF):
        return item
    whole = correspondence.by_source(tx, item.source_id.removesuffix(HALF))
    return item if whole is None else moving.item(tx, whole) or item


def _half(tx: Connection, item: Row[Any]) -> Row[Any] | None:
    """The same words as they stand on the complaint, where the letter is one too."""
    from caseworker.store import correspondence, moving

    half = correspondence.by_source(tx, item.source_id + HALF)
    return None if half is None else moving.item(tx, half)


def _hold(tx: Connection, to_id: int, item: Row[Any], half: Row[Any] | None) -> None:
    """Let nobody else move what is about to move; refused where any of it was answered."""
    from caseworker.store import post

    there = [item] if half is None else [item, half]
    for pcn_id in sorted({to_id, *(one.pcn_id for one in there)}):
        post.lock_pcn(tx, pcn_id)
    for one in there:
        _check_nothing_issued(tx, one)


def _arrived(
    tx: Connection,
    office: Office,
    item: Row[Any],
    half: Row[Any] | None,
    wanted: str,
    left: dict[str, str | int | None],
) -> Touched:
    """Let the letter arrive on its new PCN, with what came with it, and enter that on both sides."""
    from caseworker.store import inbox as store
    from caseworker.store import moving

    piece = store.of_item(tx, item.id)
    kind = BOTH if half is not None else _kind(tx, item, piece)
    touched = arrive(tx, office, wanted, _letter(item, wanted), kind, moved={item.source_id: item.id})
    moving.evidence(tx, item.source_id, item.pcn_id, touched.id)
    case_id = store.case_of_item(tx, item.id)
    if piece is not None:
        store.change(tx, piece.id, piece.version, case_id=case_id)
    if item.case_id is not None:
        audited(tx, office, item.case_id, "move-away", left | {"to_case": case_id})
    enter(tx, office, touched, "move-here", {"item": item.id, "from_case": item.case_id})
    return touched


def _kind(tx: Connection, item: Row[Any], piece: Row[Any] | None) -> str:
    """What a letter arrives as: as it was indexed, else as the case says on which it stands."""
    from caseworker.store import cases

    if piece is not None:
        return str(piece.kind)
    case = cases.get(tx, item.case_id) if item.case_id is not None else None
    if case is None or not CaseKind(case.kind).enquiry:
        return "challenge"
    return OWN_DATA if OWN_DATA in case.flags.split() else str(case.kind)


def _half_arrived(tx: Connection, office: Office, half: Row[Any], left: dict[str, str | int | None]) -> None:
    """Enter on the complaint that the letter's other half left, and on that which has it now."""
    from caseworker.store import inbox as store

    here = store.case_of_item(tx, half.id)
    if half.case_id is not None:
        audited(tx, office, half.case_id, "move-away", left | {"to_case": here})
    if here is not None:
        audited(tx, office, here, "move-here", {"item": half.id, "from_case": half.case_id})


def _item_id(tx: Connection, inbox_id: int | None, item_id: int | None) -> int:
    """The letter that is meant."""
    if item_id is not None:
        return item_id
    if inbox_id is None:
        raise ValueError("a letter is named by its inbox piece or by itself")
    row = got(tx, inbox_id)
    if row.state == "split":
        raise Refused(
            f"Piece {inbox_id} was split: {parts(tx, inbox_id)}.",
            rule="Each part of it is moved by itself.",
            do="Move the part that is on the wrong PCN, by its own number.",
        )
    if row.item_id is None:
        raise Refused(
            f"Piece {inbox_id} is on no PCN yet ({row.state.replace('-', ' ')}).",
            rule="Only what was indexed can be moved.",
            do="Index it.",
        )
    return int(row.item_id)


def _check_nothing_issued(tx: Connection, item: Row[Any]) -> None:
    """A letter that was answered stays where it was answered."""
    from caseworker.store import moving

    number = moving.issued(tx, item.case_id) if item.case_id is not None else ""
    if number:
        raise Refused(
            f"Letter {number} was issued on the case of {item.pcn}: what it answers cannot be moved.",
            rule="A letter that was issued stands with what it answered.",
            do="Recall it while it has not left (:post), then move; else write to both, with a note on each.",
        )


def _take_away(tx: Connection, office: Office, item: Row[Any]) -> dict[str, str | int | None]:
    """Take a letter from its PCN and case; what was left behind, by ids."""
    from caseworker.store import cases, moving

    recorded(
        tx,
        office,
        item.pcn_id,
        item.case_id,
        "letter-moved",
        "A letter that is about another PCN was taken away",
    )
    if item.case_id is None:
        return {}
    case = cases.get(tx, item.case_id)
    assert case is not None
    rest = moving.others(tx, case.id, item.id)
    gone = moving.drop_work(tx, case.id, item.id if rest else None)
    left: dict[str, str | int | None] = {
        "item": item.id,
        "points": ",".join(map(str, gone.points)),
        "drafts": gone.drafts,
        "decisions": gone.decisions,
    }
    if not rest:
        if case.open:
            _withdraw(tx, office, case)
        return left | {"closed": 1, "status": "closed"}
    first = rest[0].received_on
    days = _days(office, case, first)
    status = ("open" if case.officer else "new") if case.status == "decided" else case.status
    cases.change(
        tx,
        case.id,
        case.version,
        status=status,
        outcome="" if status != case.status else case.outcome,
        decided_at=None if status != case.status else case.decided_at,
        received_on=first,
        reply_due_on=days.reply_due_on,
        safe_post_on=days.safe_post_on,
        target_on=days.target_on,
        urgency=days.urgency,
        points=moving.count_points(tx, case.id),
        flags=(flags := _flags_left(tx, case, item, rest)),
        **_writer_left(case, item, rest),
    )
    dropped = [flag for flag in case.flags.split() if flag not in flags.split()]
    return left | {"received_on": first.isoformat(), "flags": " ".join(dropped)}


def _flags_left(tx: Connection, case: Row[Any], item: Row[Any], rest: Sequence[Row[Any]]) -> str:
    """A case's flags without those that came from the letter alone: no other letter raises them."""
    known = look(tx, [item.pcn])
    pcn, kind = known.pcns[item.pcn], CaseKind(case.kind)
    if kind.beside:
        return str(case.flags)

    def raised(letters: Sequence[Row[Any]]) -> set[str]:
        """What letters raise on this PCN."""
        rows = [_letter(one, item.pcn) for one in letters]
        return raised_by(known.standing(pcn), kind, rows, pcn.keeper_name, rows[0].received_on)

    others = raised(rest)
    # Without the letter, those that stay may be the ones that came too late.
    stay = set(case.flags.split()) - (raised([item]) - others) | others & {"late"}
    return " ".join(flag for flag in FLAGS if flag in stay)


def _writer_left(case: Row[Any], item: Row[Any], rest: Sequence[Row[Any]]) -> dict[str, Any]:
    """Who is answered, where it was whoever wrote the letter alone: the first writer of what stays."""
    if item.from_name != case.writer_name or any(one.from_name == case.writer_name for one in rest):
        return {}
    one = rest[0]
    return {
        "writer_name": one.from_name,
        "writer_address": one.from_address,
        "writer_postcode": one.from_postcode,
        "writer_role": one.writer,
        "authority_seen": False,
    }


def _days(office: Office, case: Row[Any], rest: date) -> Limits:
    """The days of a case that begins with another letter now."""
    kind = CaseKind(case.kind)
    if not kind.beside:
        return limits(case.regime, kind, rest, office.council.service_days[case.kind])
    return opening.limits(office, kind, case.regime, rest, own_data=OWN_DATA in case.flags.split())


def _withdraw(tx: Connection, office: Office, case: Row[Any]) -> None:
    """Close what the letter alone had opened: a dispute, or a case beside one."""
    from caseworker.store import figures

    if not CaseKind(case.kind).beside:
        _close(tx, office, case)
        return
    figures.add_arrivals(tx, case.received_on, case.kind, -1)
    opening.close_case(tx, office, case, "the letter that opened it is about another PCN")


def _close(tx: Connection, office: Office, case: Row[Any]) -> None:
    """Close a case that only this letter had opened: counts, stage and hold go back to what they were."""
    from caseworker.store import cases, counters, figures, moving, outcomes, post

    cases.change(
        tx,
        case.id,
        case.version,
        status="closed",
        open=0,
        officer="",
        claimed_at=None,
        outcome="",
        decided_at=None,
        points=0,
        held_until=None,
    )
    counters.add(tx, counters.open_cases(case.kind), -1)
    figures.add_arrivals(tx, moving.opened_on(tx, case), case.kind, -1)
    moving.lift_holds(tx, case.id, office.officer.id, office.now())
    pcn = cases.pcn_of(tx, case.pcn_id)
    stage, on = moving.stage_before(tx, case, pcn)
    if stage != pcn.stage:
        cases.move_stage(tx, case.pcn_id, stage, on)
    recorded(
        tx,
        office,
        case.pcn_id,
        case.id,
        "case-withdrawn",
        "Case withdrawn: the letter that opened it is about another PCN",
        moved=(pcn.stage, stage) if stage != pcn.stage else ("", ""),
    )
    held = post.another_open(tx, case.pcn_id, case.id)
    outcomes.tell(
        tx,
        pcn_id=case.pcn_id,
        case_id=case.id,
        pcn=case.pcn,
        kind="corrected",
        hold="on" if held else "off",
        stage=stage,
        officer=office.officer.id,
        at=office.now(),
    )


def _letter(item: Row[Any], pcn: str) -> LetterRow:
    """A letter that is kept already, as it arrives on another PCN."""
    return LetterRow(
        line=0,
        id=item.source_id,
        pcn=pcn,
        received_on=item.received_on,
        channel=item.channel,
        from_name=item.from_name,
        from_address=item.from_address,
        from_postcode=item.from_postcode,
        writer=item.writer,
        subject=item.subject,
        text=item.text,
        original=b"",
        row_hash=item.row_hash,
    )
