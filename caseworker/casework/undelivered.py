"""A letter that had left comes back: it does not count as served, and its case is work again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import posted, proceedings
from caseworker.casework.acting import audited
from caseworker.casework.office import Office
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

FLAG = "returned"
"""Flag of a case whose letter came back after it had left; it goes when that is dealt with or issued anew."""


def came_back(tx: Connection, office: Office, row: Row[Any], words: str) -> int:
    """What leaving did is undone, and whoever issued the letter has the case again; the case's new version.

    The notice stands where it stood, and a notice of rejection no longer counts: that first-class post is
    taken as served holds only until the contrary is proved. Where the notice has moved on since, nothing is
    undone: the case is open again, for somebody to look at what follows.

    Args:
        row: its posting, held.
        words: why it came back.
    """
    from caseworker.store import cases, post

    case, now, who = cases.get(tx, row.case_id), office.now(), office.officer.id
    assert case is not None
    moved = _undone(tx, office, row, case)
    post.change(tx, [row.letter_id], state="returned", words=words, changed_at=now, changed_by=who)
    new, anew = _opened(tx, case, row, undone=bool(moved[1]))
    if anew:
        _written_again(tx, office, row, new)
    told = f"Letter {row.number} came back: {words}"
    posted.note(tx, office, row, "letter-returned", told, stages_of=moved)
    posted.tell(tx, office, row, "returned", "on")
    fields = {**posted.letter_fields(row), "version": new, "words": words, "stage": moved[1]}
    audited(tx, office, row.case_id, "letter-returned", fields)
    return new


def _undone(tx: Connection, office: Office, row: Row[Any], case: Row[Any]) -> tuple[str, str]:
    """Where the PCN stood with the letter and stands again; empty where it has moved on since."""
    from caseworker.store import cases, post

    moves = cases.moves_of(tx, row.pcn_id)
    at = next((n for n, one in enumerate(moves) if _left(one, row)), None)
    if at is None:
        return "", ""
    left, since = moves[at], moves[:at]
    stands = cases.pcn_of(tx, row.pcn_id).stage
    if stands != left.to_stage or any(one.from_stage != one.to_stage for one in since):
        return "", ""
    if left.from_stage != left.to_stage:
        cases.move_stage(tx, row.pcn_id, left.from_stage, _since(moves[at + 1 :], left.from_stage, case))
    if row.letter_kind == posted.REJECTION:
        post.undo_notice(tx, row.pcn_id, row.letter_kind, row.left_on)
    proceedings.unanswered(tx, row.pcn_id, left.event, row.left_on, office.officer.id, office.now())
    return str(left.to_stage), str(left.from_stage)


def _left(line: Row[Any], row: Row[Any]) -> bool:
    """Whether a line of the timeline is the one by which a letter left."""
    mine = line.case_id == row.case_id and line.words.startswith(f"Letter {row.number} ")
    return bool(mine and line.event not in ("letter-issued", "letter-returned"))


def _since(before: Sequence[Row[Any]], stage: str, case: Row[Any]) -> date:
    """Since when the PCN stood at a stage, from the lines before; else since the case came in."""
    found: date = next(
        (one.on for one in before if one.to_stage == stage != one.from_stage), case.received_on
    )
    return found


def _opened(tx: Connection, case: Row[Any], row: Row[Any], *, undone: bool) -> tuple[int, bool]:
    """The case open again with whoever issued the letter: its new version, and whether it is issued anew.

    A case that is open anyhow has gone on, with another decision to come: it only bears the flag.
    """
    from caseworker.store import cases, counters
    from caseworker.store import points as store_points

    flags = " ".join([FLAG, *(flag for flag in case.flags.split() if flag != FLAG)])
    if row.outcome == Outcome.ASK:
        decision = store_points.decision_of(tx, case.id, asked=True)
        asks = decision is not None and decision.id == row.decision_id
        if not case.open:
            return int(case.version), False  # it was answered meanwhile, and asks no more
        if case.status != "decided" and asks and case.officer in ("", row.officer):
            back = {"status": "decided", "outcome": Outcome.ASK, "officer": row.officer, "flags": flags}
            return cases.change(tx, case.id, case.version, held_until=None, **back), True
    if case.open:
        return cases.change(tx, case.id, case.version, flags=flags), False
    counters.add(tx, counters.open_cases(case.kind), 1)
    status = "decided" if undone else "open"
    again = {"status": status, "open": 1, "issued_at": None, "officer": row.officer, "flags": flags}
    return cases.change(tx, case.id, case.version, **again), undone


def _written_again(tx: Connection, office: Office, row: Row[Any], version: int) -> None:
    """The letter as it was composed, with what went with it, to be issued anew."""
    from caseworker.store import drafts, enclosures

    enclosures.again(tx, row.letter_id)
    if row.body:  # that of a letter on several PCNs lies with the first
        drafts.save(
            tx, case_id=row.case_id, officer=row.officer, case_version=version, at=office.now(), body=row.body
        )


def dealt_with(tx: Connection, office: Office, row: Row[Any], words: str, *, keep_hold: bool) -> int:
    """A letter that came back counts after all, as somebody says: its case is done; the case's version.

    Raises:
        Refused: the case has gone on since: another decision, or the notice stands elsewhere.
    """
    from caseworker.store import cases, post

    case, now, who = cases.get(tx, row.case_id), office.now(), office.officer.id
    assert case is not None
    new, moved = int(case.version), ("", "")
    if FLAG in case.flags.split():
        back = next((one for one in cases.moves_of(tx, row.pcn_id) if _returned(one, row)), None)
        if back is not None:
            moved = _counts_again(tx, office, row, case, back)
        new = _done(tx, case, row)
    post.change(tx, [row.letter_id], state="dealt-with", words=words, changed_at=now, changed_by=who)
    told = f"Letter {row.number} came back and was dealt with: {words}"
    posted.note(tx, office, row, "letter-dealt-with", told, stages_of=moved)
    held = keep_hold or post.another_open(tx, row.pcn_id, row.case_id)
    posted.tell(tx, office, row, "corrected", "on" if held else "off")
    fields = {**posted.letter_fields(row), "version": new, "words": words, "stage": moved[1]}
    audited(tx, office, row.case_id, "letter-dealt-with", fields)
    return new


def _returned(line: Row[Any], row: Row[Any]) -> bool:
    """Whether a line of the timeline is the one by which a letter came back."""
    mine = line.case_id == row.case_id and line.words.startswith(f"Letter {row.number} ")
    return bool(mine and line.event == "letter-returned")


def _counts_again(
    tx: Connection, office: Office, row: Row[Any], case: Row[Any], back: Row[Any]
) -> tuple[str, str]:
    """The letter counts from its own days; where the notice stood, and stands."""
    from caseworker.store import cases
    from caseworker.store import points as store_points

    decision = store_points.decision_of(tx, case.id, asked=True)
    same = decision is not None and decision.id == row.decision_id
    if case.status != "decided" or not same or cases.pcn_of(tx, row.pcn_id).stage != back.to_stage:
        raise Refused(
            f"The case on {row.pcn} has gone on since letter {row.number} came back.",
            rule="What was decided since, or where the notice stands now, is not what the letter says.",
            do="Go on with the case, and issue its letter (l).",
        )
    if row.outcome == Outcome.ASK:
        return str(back.to_stage), str(back.to_stage)
    facts, _, stage, _ = posted.counts(tx, office, row, row.left_on)
    return facts.stage, stage


def _done(tx: Connection, case: Row[Any], row: Row[Any]) -> int:
    """Nothing is left to do about the letter: its case is as it was when it had left; its new version."""
    from caseworker.store import cases, counters, drafts, enclosures

    flags = " ".join(flag for flag in case.flags.split() if flag != FLAG)
    drafts.drop(tx, case.id)
    enclosures.drop_chosen(tx, case.id)
    if row.outcome == Outcome.ASK:
        return cases.change(tx, case.id, case.version, status="open", outcome="", flags=flags)
    if case.outcome != row.outcome:
        return cases.change(tx, case.id, case.version, flags=flags)  # it is decided anew
    counters.add(tx, counters.open_cases(case.kind), -1)
    done = {"status": "issued", "open": 0, "issued_at": row.issued_at, "flags": flags}
    return cases.change(tx, case.id, case.version, **done)


def replaced(tx: Connection, case: Row[Any], number: str, office: Office) -> None:
    """A case is issued anew: the letters of it that came back are dealt with by the new one."""
    from caseworker.store import post

    if FLAG not in case.flags.split():
        return
    for row in post.returned(tx, case.id):
        words = f"{row.words}; issued anew as letter {number}"
        done = {"changed_at": office.now(), "changed_by": office.officer.id}
        post.change(tx, [row.letter_id], state="dealt-with", words=words, **done)


def check_outcome(tx: Connection, case: Row[Any], outcome: Outcome) -> None:
    """Refuse to take back what the council has decided for the motorist, because its letter came back.

    Raises:
        Refused: a letter that cancels left, and the PCN would now be upheld.
    """
    from caseworker.store import post

    if outcome is not Outcome.UPHOLD or FLAG not in case.flags.split():
        return
    if any(one.outcome == Outcome.CANCEL for one in post.returned(tx, case.id)):
        raise Refused(
            f"{case.pcn} was cancelled, and only the letter that says so came back.",
            rule="What the council has accepted it does not reject because of the post.",
            do="Cancel it again (a), and issue the letter to another address (:reach).",
        )


def warning(number: str, where: str, *, undone: bool) -> str:
    """What came back, and what to do next, in words."""
    if not undone:
        return (
            f"Letter {number} {where}. The notice has moved on since, so nothing was taken back: look at "
            "what follows, and say on the post board what was done (D)."
        )
    return (
        f"Letter {number} {where}. It does not count as served: the notice stands where it stood. Find "
        "another address (:reach) and issue it anew (l), with new days; or say on the post board how it "
        "was served all the same (D)."
    )
