"""A letter that complains and disputes the PCN moves as a whole; one that only asks moves as what it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseworker.casework.desk import compose, enquiring, indexing, issue, settling
from caseworker.casework.desk.claim import claim
from caseworker.casework.desk.intake import take_in
from caseworker.casework.desk.view import view
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.reading.extract import read
from caseworker.store import audit
from tests.casework.desk import posted as pieces
from tests.casework.office import FORMAL, INFORMAL, LATE_INFORMAL, Desk
from tests.reading import samples

TEXT = "Your officer was rude to me, and I was loading."


def _kinds(desk: Desk, pcn: str) -> list[tuple[str, int]]:
    """The kinds of a PCN's cases, and whether each is open; in the order in which they were opened."""
    found = desk.rows("SELECT kind, open FROM cases WHERE pcn = ? ORDER BY id", pcn)
    return [(str(kind), int(open_)) for kind, open_ in found]


def _complaint(desk: Desk, pcn: str) -> Any:
    sql = "SELECT id, open, received_on, writer_name FROM cases WHERE pcn = ? AND kind = 'complaint'"
    return desk.rows(sql, pcn)[-1]


def _indexed(desk: Desk, pcn: str) -> int:
    """A piece that is both, on a PCN: its number."""
    (piece,) = pieces.put(desk(), {"text": TEXT, "from_name": "Ines Calder"})
    indexing.index(desk(), piece.id, piece.version, pcn, "both")
    return int(piece.id)


def _halves(desk: Desk) -> list[str]:
    """The PCNs on which the letter and its other half stand."""
    sql = (
        "SELECT p.pcn FROM items i JOIN pcns p ON p.id = i.pcn_id JOIN item_texts t ON t.item_id = i.id "
        "WHERE t.text = ? ORDER BY i.id"
    )
    return [str(row[0]) for row in desk.rows(sql, TEXT)]


@pytest.mark.parametrize("by_half", [False, True], ids=["by its piece", "by the complaint's letter"])
def test_the_complaint_goes_with_the_challenge(each_desk: Desk, by_half: bool) -> None:
    desk = each_desk
    piece = _indexed(desk, INFORMAL)
    here = _complaint(desk, INFORMAL)
    assert _halves(desk) == [INFORMAL, INFORMAL]
    half = desk.value("SELECT id FROM items WHERE case_id = ?", here[0])
    done = (
        indexing.move(desk("sefton"), FORMAL, item_id=half)
        if by_half
        else indexing.move(desk("sefton"), FORMAL, inbox_id=piece)
    )
    assert done.words.endswith("The complaint in it has moved too.") and FORMAL in done.words
    assert _halves(desk) == [FORMAL, FORMAL]
    assert _kinds(desk, INFORMAL) == [("informal", 1), ("complaint", 0)]
    assert _kinds(desk, FORMAL) == [("formal", 1), ("complaint", 1)]
    there = _complaint(desk, FORMAL)
    assert str(there[2]) == "2026-11-17" and there[3] == "Ines Calder"
    seen = view(desk(), there[0])
    assert [one.text for one in seen.items if not one.elsewhere] == [TEXT]
    told = [(chain, act) for chain, act, *_ in desk.entries() if act in ("move-away", "move-here")]
    assert (f"case:{here[0]}", "move-away") in told and (f"case:{there[0]}", "move-here") in told
    assert audit.verify(desk().store).ok
    open_ = desk.value("SELECT value FROM counters WHERE name = 'open:complaint'")
    assert open_ == 1


def test_moved_there_and_back_it_is_as_it_was(each_desk: Desk) -> None:
    desk = each_desk
    piece = _indexed(desk, INFORMAL)
    indexing.move(desk(), FORMAL, inbox_id=piece)
    indexing.move(desk(), INFORMAL, inbox_id=piece)
    assert _halves(desk) == [INFORMAL, INFORMAL]
    assert _kinds(desk, INFORMAL) == [("informal", 1), ("complaint", 0), ("complaint", 1)]
    assert [one for one in _kinds(desk, FORMAL) if one[1]] == [("formal", 1)]


def test_a_letter_of_an_import_brings_its_complaint_too(each_desk: Desk) -> None:
    desk = each_desk
    row = samples.LETTER | {"id": "L-901", "pcn": INFORMAL, "received": "2026-11-18", "kind": "both"}
    folder = {"correspondence.csv": samples.table(row | {"text": TEXT})}
    assert not take_in(desk("sefton"), read(folder)).faults
    item = desk.value("SELECT id FROM items WHERE source_id = 'L-901'")
    indexing.move(desk(), FORMAL, item_id=item)
    assert _halves(desk) == [FORMAL, FORMAL]
    assert _kinds(desk, FORMAL) == [("formal", 1), ("complaint", 1)]


def test_where_the_complaint_was_answered_nothing_moves(desk: Desk) -> None:
    piece = _indexed(desk, INFORMAL)
    seen = view(desk(), _complaint(desk, INFORMAL)[0])
    taken = claim(desk(), seen.id)
    words = "I am sorry: our officer should not have spoken to you in that way."
    settling.settle(desk(), taken.case_id, taken.version, Outcome.COMPLAINT_UPHELD, words=words)
    seen = view(desk(), seen.id)
    blocks = compose.new_plan(desk(), seen)
    checked = compose.check(desk(), seen, blocks)
    reasons = {issue.mark(one): ("", "It is right here.") for one in checked.findings}
    number = issue.issue(desk(), seen, blocks, reasons).number
    before = desk.everything()
    with pytest.raises(Refused, match=f"Letter {number} was issued"):
        indexing.move(desk(), FORMAL, inbox_id=piece)
    assert desk.everything() == before


@pytest.mark.parametrize("kind", ["query", "information", "subject-access", "member", "complaint"])
def test_an_enquiry_that_moves_opens_its_own_case_there_and_no_challenge(desk: Desk, kind: str) -> None:
    enquiring.enquire(desk(), INFORMAL, kind, on=date(2026, 11, 18), words="Please send me the notes.")
    case = "information" if kind == "subject-access" else kind
    item = desk.value(
        "SELECT i.id FROM items i JOIN cases c ON c.id = i.case_id WHERE c.kind = ? AND c.pcn = ?",
        case,
        INFORMAL,
    )
    challenge = "SELECT id, received_on, version, flags FROM cases WHERE pcn = ? AND kind = 'informal'"
    before = desk.rows(challenge, LATE_INFORMAL)
    indexing.move(desk(), LATE_INFORMAL, item_id=item)
    assert [row for row in _kinds(desk, LATE_INFORMAL) if row[0] == case] == [(case, 1)]
    assert (case, 0) in _kinds(desk, INFORMAL)
    flags = desk.value("SELECT flags FROM cases WHERE pcn = ? AND kind = ?", LATE_INFORMAL, case)
    assert ("subject-access" in flags) is (kind == "subject-access")
    now = [row[:2] for row in desk.rows(challenge, LATE_INFORMAL)]
    assert now == [row[:2] for row in before], "the challenge there has its own day still"
