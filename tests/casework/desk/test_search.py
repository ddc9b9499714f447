"""The search as the officer sees it, and what may be read out to whom."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from caseworker.casework.desk import authority, compose, hold, issue, note, post, search
from caseworker.law.facts import Outcome
from caseworker.store import search as store_search
from caseworker.store.raw import Reader, TooLong
from tests.casework.office import AGENT, DEAD, FORMAL, PAID, Desk


def card(desk: Desk, pcn: str) -> search.Card:
    """A PCN's card."""
    return search.card(desk(), desk.case(pcn))


def test_rows_say_by_what_they_were_found(each_desk: Desk) -> None:
    found = search.search(each_desk(), "zz13 abc", "vrm")
    assert found.note == "1 found"
    (row,) = found.rows
    assert (row.pcn, row.vrm, row.kind, row.status, row.received, row.by) == (
        FORMAL,
        "ZZ13 ABC",
        "formal",
        "new",
        "09 Nov 2026",
        "VRM",
    )
    assert row.case_id == each_desk.case(FORMAL)
    assert [one.by for one in search.search(each_desk(), "2213A8C").rows] == ["VRM look-alike"]
    washing = search.search(each_desk(), "washing mach").rows
    assert [one.by for one in washing] == ["words of a letter"]
    assert search.search(each_desk(), "  ").note.startswith("Type a PCN")
    assert search.search(each_desk(), "xyzzy").note.startswith("Nothing was found")


def test_too_much_is_said_in_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(reader: Reader, *_: object) -> None:
        raise TooLong

    monkeypatch.setattr(store_search, "find", endless)
    assert search.search(desk(), "a").note == "Too much would be found: type another word."


def test_the_card_says_who_what_when_and_until_when(each_desk: Desk) -> None:
    told = card(each_desk, FORMAL)
    assert told.to == ("The registered keeper, Jo Example, who gives the PCN, the VRM and their postcode.",)
    assert told.anyone.startswith("Anybody else: only that the council has a case")
    words = " ".join(told.read_out)
    for part in (
        f"PCN {FORMAL}, ZZ13 ABC, 1 October 2026",
        "Received 9 November 2026, by web form.",
        "Due today: £160",
        "The law gives the council until 3 January 2027 to serve its reply.",
        "We aim to answer by 8 December 2026.",
    ):
        assert part in words, part
    assert "What the letter says and what the officer makes of it." in told.keep


def test_an_agent_hears_nothing_until_their_authority_was_seen(each_desk: Desk) -> None:
    told = card(each_desk, AGENT)
    assert any("Not to Otto Plume" in one and "no authority has been seen" in one for one in told.to)
    seen = each_desk.take(AGENT)
    authority.seen(each_desk(), seen.id, seen.version)
    assert any("with the authority that was seen" in one for one in card(each_desk, AGENT).to)


def test_of_the_dead_it_is_read_to_nobody_unasked(desk: Desk) -> None:
    assert "recorded as dead: read to nobody before your leader has been asked" in card(desk, DEAD).to[0]


def test_payments_are_told_notes_and_holds_are_not(desk: Desk) -> None:
    seen = desk.take(PAID)
    note.write(desk(), seen.id, "secret")
    hold.put(desk(), seen.id, seen.version, "waits for the insurer", date(2026, 11, 30))
    told = card(desk, PAID)
    assert "Paid £80, received 12 November 2026." in told.read_out
    assert "The case waits, until 30 November 2026." in told.read_out
    whole = " ".join((*told.read_out, *told.to, *told.keep))
    assert "secret" not in whole and "insurer" not in whole
    assert any(one.startswith("Notes,") for one in told.keep)
    assert "Why the case waits, in the officer's words." in told.keep


def test_a_decision_is_not_read_out_before_its_letter_has_left(each_desk: Desk) -> None:
    desk = each_desk
    seen = desk.decided(FORMAL, Outcome.CANCEL)
    assert "The decision: it is given in writing, and the letter has not left." in card(desk, FORMAL).keep
    assert not any("Due today" in one for one in card(desk, FORMAL).read_out)
    receipt = issue.issue(desk(), seen, compose.new_plan(desk(), seen))
    told = card(desk, FORMAL)
    assert "Answer to the representations goes out on 20 November 2026: it can be read then." in told.read_out
    assert "A decision is on its way: do not pay now, the letter says what follows." in told.read_out
    assert not any("£" in one for one in told.read_out), "no sum beside a decision that is on its way"
    assert any(one.startswith("The decision") for one in told.keep)
    assert not any("cancel" in one.lower() for one in told.read_out)
    post.confirm(desk(), post.make_batch(desk()).batch.id)
    told = card(desk, FORMAL)
    assert any(f"posted 20 November 2026, number {receipt.number}" in one for one in told.read_out)
    assert not any(one.startswith(("The decision", "We aim")) for one in (*told.keep, *told.read_out))


def test_no_day_that_has_gone_is_promised(desk: Desk) -> None:
    late = desk("asha", datetime(2026, 12, 10, 9, 0, tzinfo=UTC))
    words = " ".join(search.card(late, desk.case(FORMAL)).read_out)
    assert "We aim to answer by" not in words and "The day by which we aim to answer has passed" in words
    assert "until 3 January 2027" in words
    later = desk("asha", datetime(2027, 1, 4, 9, 0, tzinfo=UTC))
    over = " ".join(search.card(later, desk.case(FORMAL)).read_out)
    assert "The law gives" not in over and "The law's last day for our reply has passed" in over
