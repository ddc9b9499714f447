"""Letters that came back after they had left: work again, never counted as served in silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from caseworker.casework import standing
from caseworker.casework.desk import claim, compose, decision, issue, post, reach
from caseworker.casework.desk.queue import all_rows
from caseworker.casework.desk.reach import Reach
from caseworker.casework.desk.view import view
from caseworker.law.facts import Outcome
from caseworker.reading.returned import Back, read
from caseworker.store import audit, cases
from tests.casework.office import CERTIFICATE, FORMAL, INFORMAL, Desk, refused
from tests.casework.test_acting import steps_of

NEXT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""The Monday after: by first-class post it is served on Wednesday."""
NEW = Reach(address="7 Mill Lane, Ostwick, ZZ4 9QT", found="told by telephone")


def sent(desk: Desk, pcn: str = FORMAL, outcome: Outcome = Outcome.UPHOLD) -> str:
    """A letter that was issued, and has left; its number."""
    desk.decided(pcn, outcome)
    desk.open_all(pcn)
    seen = desk.see(pcn)
    number = issue.issue(desk(), seen, compose.new_plan(desk(), seen)).number
    post.confirm(desk("sefton"), post.make_batch(desk("sefton")).batch.id)
    return number


def stage(desk: Desk, pcn: str = FORMAL) -> str:
    return str(desk.value("SELECT stage FROM pcns WHERE pcn = ?", pcn))


def notices(desk: Desk) -> list[str]:
    sql = "SELECT kind FROM notices WHERE kind LIKE 'notice-of-rejection%' ORDER BY id"
    return [kind for (kind,) in desk.rows(sql)]


def open_cases(desk: Desk) -> tuple[int, int]:
    """How many are open, and how many the counters say."""
    kept = desk.value("SELECT SUM(value) FROM counters WHERE name LIKE 'open:%'")
    return int(desk.value("SELECT COUNT(*) FROM cases WHERE open = 1")), int(kept)


def anew(desk: Desk, pcn: str, at: datetime = NEXT) -> str:
    """The letter issued again as it stands on the case."""
    seen = view(desk("asha", at), desk.case(pcn))
    kept = compose.open_letter(desk("asha", at), seen)
    return issue.issue(desk("asha", at), seen, kept.blocks).number


def test_a_letter_that_came_back_is_work_again_and_counts_as_served_no_longer(each_desk: Desk) -> None:
    before = each_desk.see(FORMAL)
    since = "SELECT stage_on FROM pcns WHERE pcn = ?"
    stood = each_desk.value(since, FORMAL)
    number = sent(each_desk)
    assert (stage(each_desk), notices(each_desk)) == ("rejected", ["notice-of-rejection"])
    done = post.returned(each_desk("sefton"), number, "gone away")
    assert "its case is with Asha Verrall again" in done.words and "does not count as served" in done.words
    after = each_desk.see(FORMAL)
    assert (after.status, after.officer, after.flags[0]) == ("decided", "asha", "returned")
    assert (stage(each_desk), after.stage_label) == (before.facts.stage, before.stage_label)
    assert each_desk.value(since, FORMAL) == stood
    assert notices(each_desk) == ["notice-of-rejection-undone"]
    assert "appeal" not in {one.id for one in after.clocks}
    (told,) = [one for one in after.warnings if "came back: gone away" in one]
    assert "does not count as served" in told and ":reach" in told and "issue it anew (l)" in told
    assert after.timeline[-1].words == f"Letter {number} came back: gone away"
    assert open_cases(each_desk)[0] == open_cases(each_desk)[1]
    with each_desk().store.reading() as tx:
        row = cases.get(tx, after.id)
        assert row is not None
        around = standing.around(tx, each_desk(), cases.pcn_of(tx, row.pcn_id), row)
    assert around.standing.decision_served_on is None and around.standing.undecided
    assert audit.verify(each_desk().store).ok


def test_it_is_found_by_its_flag_and_handed_out_to_whoever_issued_it(desk: Desk) -> None:
    number = sent(desk)
    post.returned(desk("sefton"), number, "gone away")
    assert [one.pcn for one in all_rows(desk(), "flag:returned officer:me")] == [FORMAL]
    assert claim.claim_next(desk()).case_id == desk.case(FORMAL)  # type: ignore[union-attr]


def test_to_another_address_it_is_issued_anew_with_new_days(each_desk: Desk) -> None:
    number = sent(each_desk)
    post.returned(each_desk("sefton"), number, "gone away")
    seen = each_desk.see(FORMAL, at=NEXT)
    done = reach.change(each_desk("asha", NEXT), seen.id, seen.version, NEW)
    assert done.words == "Its letters go to 7 Mill Lane, Ostwick, ZZ4 9QT: told by telephone."
    again = anew(each_desk, FORMAL)
    assert again != number
    text = each_desk.value(
        "SELECT text FROM letter_bytes b JOIN letters l ON l.id = b.letter_id WHERE l.number = ?", again
    )
    assert text.startswith("Jo Example\n7 Mill Lane\nOstwick\nZZ4 9QT\n") and "Elm Row" not in text
    after = view(each_desk("asha", NEXT), each_desk.case(FORMAL))
    assert "returned" not in after.flags and not [one for one in after.warnings if "came back" in one]
    words = "SELECT state, words FROM postings ORDER BY letter_id"
    assert each_desk.rows(words)[0] == ("dealt-with", f"gone away; issued anew as letter {again}")
    assert post.board(each_desk("asha", NEXT)).returned == ()
    made = post.make_batch(each_desk("sefton", NEXT))
    post.confirm(each_desk("sefton", NEXT), made.batch.id)
    assert stage(each_desk) == "rejected"
    served = "SELECT served_on FROM notices WHERE kind = 'notice-of-rejection'"
    assert [str(one) for (one,) in each_desk.rows(served)] == ["2026-11-25"]
    assert open_cases(each_desk)[0] == open_cases(each_desk)[1]


def test_served_all_the_same_it_counts_from_its_own_days(each_desk: Desk) -> None:
    number = sent(each_desk)
    served = "SELECT posted_on, served_on FROM notices WHERE kind = 'notice-of-rejection'"
    before = each_desk.rows(served)
    post.returned(each_desk("sefton"), number, "refused at the door")
    post.dealt_with(each_desk("sefton"), number, "they rang: they have read it")
    after = each_desk.see(FORMAL)
    assert (after.status, stage(each_desk), after.flags) == ("issued", "rejected", ())
    assert each_desk.rows(served) == before
    assert each_desk.value("SELECT COUNT(*) FROM drafts") == 0
    assert open_cases(each_desk)[0] == open_cases(each_desk)[1]
    assert [act for _, act, _, _ in each_desk.entries()][-2:] == ["letter-returned", "letter-dealt-with"]


def test_what_was_decided_anew_is_not_said_to_be_served(desk: Desk) -> None:
    number = sent(desk)
    post.returned(desk("sefton"), number, "gone away")
    seen = desk.see(FORMAL)
    decision.withdraw(desk(), seen.id, seen.version, seen.points)
    refused(lambda: post.dealt_with(desk("sefton"), number, "they rang"), "has gone on since letter")
    assert stage(desk) == seen.facts.stage


def test_a_cancellation_is_not_taken_back_because_its_letter_came_back(desk: Desk) -> None:
    number = sent(desk, FORMAL, Outcome.CANCEL)
    post.returned(desk("sefton"), number, "gone away")
    seen = desk.see(FORMAL)
    decision.withdraw(desk(), seen.id, seen.version, seen.points)
    seen = desk.see(FORMAL)
    act = decision.decide
    refused(lambda: act(desk(), seen.id, seen.version, Outcome.UPHOLD), "was cancelled, and only the letter")
    act(desk(), seen.id, seen.version, Outcome.CANCEL)
    assert stage(desk) != "cancelled"


def test_a_refund_is_told_once_where_its_letter_is_issued_twice(desk: Desk) -> None:
    from tests.casework.office import PAID

    number = sent(desk, PAID, Outcome.CANCEL)
    told = "SELECT refund_pence FROM outcomes WHERE kind = 'decided' ORDER BY id"
    (first,) = desk.rows(told)
    post.returned(desk("sefton"), number, "gone away")
    anew(desk, PAID)
    post.confirm(desk("sefton", NEXT), post.make_batch(desk("sefton", NEXT)).batch.id)
    assert first[0] > 0 and desk.rows(told) == [first, (0,)]


def test_where_the_notice_has_moved_on_nothing_is_taken_back(desk: Desk) -> None:
    number = sent(desk)
    with desk().store.writing() as tx:
        row = cases.get(tx, desk.case(FORMAL))
        assert row is not None
        cases.move_stage(tx, row.pcn_id, "paid", date(2026, 11, 20))
    post.returned(desk("sefton"), number, "gone away")
    after = desk.see(FORMAL)
    assert (stage(desk), after.status, notices(desk)) == ("paid", "open", ["notice-of-rejection"])
    assert any("has moved on since, so nothing was taken back" in one for one in after.warnings)
    post.dealt_with(desk("sefton"), number, "paid in full: nothing follows")
    done = desk.see(FORMAL)
    assert (stage(desk), done.status, done.flags) == ("paid", "issued", ())
    assert open_cases(desk)[0] == open_cases(desk)[1]


def test_a_batch_of_returns_notes_each_once_and_tells_what_it_could_not(each_desk: Desk) -> None:
    first = sent(each_desk)
    each_desk.decided(INFORMAL, Outcome.UPHOLD)
    seen = each_desk.see(INFORMAL)
    waits = issue.issue(each_desk(), seen, compose.new_plan(each_desk(), seen)).number
    rows = (Back(first, "gone away"), Back(waits, "unknown"), Back("9999999", "unknown"))
    done = post.every(each_desk("sefton"), rows)
    assert (done.noted, done.before) == ((first,), ())
    assert [number for number, _ in done.refused] == [waits, "9999999"]
    assert done.words == "1 letter noted as come back, 2 refused."
    entries = each_desk.entries()
    again = post.every(each_desk("sefton"), rows)
    assert (again.noted, again.before) == ((), (first,)) and each_desk.entries() == entries


def test_a_list_of_returns_is_read_strictly() -> None:
    rows, faults = read(b"letter,why\n0000123,gone away\n0000124,\n", "back.csv")
    assert rows == (Back("0000123", "gone away"),)
    (fault,) = faults
    assert (fault.line, fault.column) == (3, "why")
    assert read(b"number\n1\n", "back.csv")[1]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("7 Mill Lane", "is no address that a letter can bear"),
        (", ".join("abcdefgh"), "is no address"),
        (f"{'x' * 61}, Ostwick, ZZ4 9QT", "is no address"),
    ],
)
def test_an_address_that_a_letter_cannot_bear_is_refused(desk: Desk, address: str, words: str) -> None:
    seen = desk.take(FORMAL)
    before = desk.everything()
    wanted = Reach(address=address, found="told by telephone")
    refused(lambda: reach.change(desk(), seen.id, seen.version, wanted), words)
    unsaid = Reach(address=NEW.address)
    refused(lambda: reach.change(desk(), seen.id, seen.version, unsaid), "where the address was found")
    assert desk.everything() == before


def test_another_address_is_only_that_of_whoever_was_written_to(desk: Desk) -> None:
    seen = desk.take(FORMAL)
    reach.change(desk(), seen.id, seen.version, NEW)
    assert desk.see(FORMAL).facts.recipient.address == ("7 Mill Lane", "Ostwick")
    assert "post goes to 7 Mill Lane" in reach.read(desk(), seen.id).sentence
    with desk().store.writing() as tx:
        import sqlalchemy as sa

        tx.execute(sa.text("UPDATE pcns SET keeper_name = 'Sam Sample'"))
    assert desk.see(FORMAL).facts.recipient.address != ("7 Mill Lane", "Ostwick")


Act = Callable[[], Any]


def _returned(desk: Desk) -> Act:
    number = sent(desk)
    return lambda: post.returned(desk("sefton"), number, "gone away")


def _dealt(desk: Desk) -> Act:
    number = sent(desk)
    post.returned(desk("sefton"), number, "gone away")
    return lambda: post.dealt_with(desk("sefton"), number, "they rang")


def _anew(desk: Desk) -> Act:
    number = sent(desk)
    post.returned(desk("sefton"), number, "gone away")
    return lambda: anew(desk, FORMAL)


def _certificate(desk: Desk) -> Act:
    number = sent(desk, CERTIFICATE)
    return lambda: post.returned(desk("sefton"), number, "gone away")


def _readdressed(desk: Desk) -> Act:
    seen = desk.take(FORMAL)
    return lambda: reach.change(desk(), seen.id, seen.version, NEW)


@pytest.mark.parametrize(
    ("prepare", "word"),
    [
        (_returned, "letter-returned"),
        (_certificate, "letter-returned"),
        (_dealt, "letter-dealt-with"),
        (_anew, "issue"),
        (_readdressed, "reach"),
    ],
)
def test_killed_at_any_statement_nothing_is_left_and_done_again_it_is_done_once(
    desk: Desk, prepare: Callable[[Desk], Act], word: str
) -> None:
    act = prepare(desk)
    entries = len(desk.entries())
    assert steps_of(desk, act) > 4
    assert [act for _, act, _, _ in desk.entries()[entries:]] == [word]
    assert audit.verify(desk().store).ok
