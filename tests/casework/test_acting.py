"""One act, one transaction, one audit entry: every act, on both engines, and with a fault at every step."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event

from caseworker.casework.acting import Changed
from caseworker.casework.desk import claim, compose, decision, evidence, issue, note, points
from caseworker.law.facts import Outcome
from caseworker.store import audit, connections
from tests.casework.office import FORMAL, INFORMAL, Desk, point

Act = Callable[[], Any]


def _claim(desk: Desk) -> Act:
    number = desk.case(FORMAL)
    return lambda: claim.claim(desk(), number)


def _claim_next(desk: Desk) -> Act:
    return lambda: claim.claim_next(desk())


def _release(desk: Desk) -> Act:
    seen = desk.take(FORMAL)
    return lambda: claim.release(desk(), seen.id, seen.version)


def _points(desk: Desk) -> Act:
    seen = desk.pointed(FORMAL, "loading", "breakdown")
    marked = [point("first-offence", evidence=(seen.evidence[0].id,))]
    return lambda: points.keep(desk(), seen.id, seen.version, marked)


def _evidence(desk: Desk) -> Act:
    seen = desk.see(FORMAL)
    return lambda: evidence.open_evidence(desk(), seen.id, seen.evidence[0].id)


def _note(desk: Desk) -> Act:
    number = desk.case(FORMAL)
    return lambda: note.write(desk(), number, "Rang the garage.")


def _decide(outcome: Outcome) -> Callable[[Desk], Act]:
    def made(desk: Desk) -> Act:
        seen = desk.pointed(FORMAL)
        return lambda: decision.decide(desk(), seen.id, seen.version, outcome)

    return made


def _withdraw(desk: Desk) -> Act:
    before = desk.pointed(FORMAL)
    decision.decide(desk(), before.id, before.version, Outcome.CANCEL)
    seen = desk.see(FORMAL)
    return lambda: decision.withdraw(desk(), seen.id, seen.version, before.points)


def _issue(outcome: Outcome) -> Callable[[Desk], Act]:
    def made(desk: Desk) -> Act:
        seen = desk.decided(FORMAL, outcome)
        blocks = compose.new_plan(desk(), seen)
        compose.save(desk(), seen.id, seen.version, blocks)
        return lambda: issue.issue(desk(), seen, blocks)

    return made


ACTS: dict[str, tuple[Callable[[Desk], Act], str]] = {
    "claim": (_claim, "claim"),
    "claim next": (_claim_next, "claim"),
    "release": (_release, "release"),
    "points": (_points, "points"),
    "evidence": (_evidence, "evidence-opened"),
    "note": (_note, "note"),
    "cancel": (_decide(Outcome.CANCEL), "decide"),
    "uphold": (_decide(Outcome.UPHOLD), "decide"),
    "withdraw": (_withdraw, "withdraw"),
    "issue a cancellation": (_issue(Outcome.CANCEL), "issue"),
    "issue a rejection": (_issue(Outcome.UPHOLD), "issue"),
}
EACH = pytest.mark.parametrize("name", ACTS)


class Fault(Exception):
    """What goes wrong in the middle."""


@contextmanager
def failing_at(step: int) -> Iterator[list[str]]:
    """Every SQL statement that changes something is counted; the given one raises before it runs."""
    seen: list[str] = []

    def before(con: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.split(None, 1)[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            seen.append(statement)
            if len(seen) == step:
                raise Fault(statement)

    event.listen(Engine, "before_cursor_execute", before)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", before)


@EACH
def test_an_act_is_one_transaction_with_one_audit_entry(
    each_desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare, word = ACTS[name]
    act = prepare(each_desk)
    before = each_desk.entries()
    writes = []
    begin = connections.begin

    def counted(connection: Any, place: Any, *, write: bool) -> None:
        writes.append(write)
        begin(connection, place, write=write)

    monkeypatch.setattr(connections, "begin", counted)
    act()
    monkeypatch.undo()
    added = each_desk.entries()[len(before) :]
    assert writes.count(True) == 1
    assert [(entry[1], entry[2]) for entry in added] == [(word, "asha")]
    assert added[0][0].startswith("case:") and int(added[0][0][5:]) in {each_desk.case(FORMAL), 6}
    verified = audit.verify(each_desk().store)
    assert verified.ok and verified.entries == len(before) + 1


@EACH
def test_a_fault_in_the_audit_leaves_nothing_behind(
    each_desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = ACTS[name][0](each_desk)
    before = each_desk.everything()

    def broken(*_: Any, **__: Any) -> None:
        raise Fault("audit")

    monkeypatch.setattr(audit, "append", broken)
    with pytest.raises(Fault):
        act()
    monkeypatch.undo()
    assert each_desk.everything() == before
    act()
    assert each_desk.everything() != before


def steps_of(desk: Desk, act: Callable[[], object]) -> int:
    """An act tried with a fault at each of its statements, none of which leaves anything, then done.

    Gives how many statements it has, and one.
    """
    before, steps = desk.everything(), 0
    while True:
        steps += 1
        with failing_at(steps) as seen:
            try:
                act()
                return steps
            except Fault:
                assert len(seen) == steps
        assert desk.everything() == before, f"after a fault at {seen[-1]}"


@EACH
def test_a_fault_at_any_statement_leaves_nothing_behind(desk: Desk, name: str) -> None:
    act = ACTS[name][0](desk)
    before = desk.everything()
    assert steps_of(desk, act) > 2
    assert desk.everything() != before
    assert audit.verify(desk().store).ok


@EACH
def test_the_audit_holds_ids_and_digests_and_nobody_s_words(desk: Desk, name: str) -> None:
    ACTS[name][0](desk)()
    told = b" ".join(bytes(body) for _, _, _, body in desk.entries())
    for words in (b"Jo Example", b"Elm Row", b"ZZ13", b"ten minutes", b"garage", FORMAL.encode()):
        assert words not in told
    assert json.loads(desk.entries()[-1][3])["act"] == ACTS[name][1]


def test_a_draft_is_no_act(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    before = desk.entries()
    compose.save(desk(), seen.id, seen.version, compose.new_plan(desk(), seen))
    assert desk.entries() == before and desk.see(FORMAL).version == seen.version


def test_a_whole_day_leaves_a_record_that_verifies(each_desk: Desk) -> None:
    for pcn, outcome in ((FORMAL, Outcome.UPHOLD), (INFORMAL, Outcome.CANCEL)):
        each_desk.decided(pcn, outcome)
        each_desk.open_all(pcn)
        seen = each_desk.see(pcn)
        issue.issue(each_desk(), seen, compose.new_plan(each_desk(), seen))
    chains = {f"case:{each_desk.case(pcn)}": pcn for pcn in (FORMAL, INFORMAL)}
    acts = {chain: [a for c, a, _, _ in each_desk.entries() if c == chain] for chain in chains}
    assert [acts[chain] for chain in chains] == [
        ["claim", "points", "decide", "evidence-opened", "issue"],
        ["claim", "points", "decide", "evidence-opened", "evidence-opened", "issue"],
    ]
    assert audit.verify(each_desk().store).ok


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (
            datetime(2026, 7, 1, 9, 5, tzinfo=UTC),
            "Maren Quill issued its letter at 10:05 on 01 July, after you opened this case.",
        ),
        (None, "Maren Quill issued its letter, after you opened this case."),
    ],
)
def test_what_was_changed_meanwhile_is_told_in_london_s_time(at: datetime | None, words: str) -> None:
    changed = Changed(by="Maren Quill", at=at, act="issue")
    assert changed.what == words
    assert changed.rule == "Nothing of yours was written, and nothing of theirs was lost."
