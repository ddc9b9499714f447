"""Recording refunds, waivers and write-offs."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from caseworker.casework.acting import Changed
from caseworker.casework.desk import adjust, claim
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.store import contents
from tests import builders
from tests.casework.office import FORMAL, LATE_INFORMAL, PAID, TODAY, Desk


def test_a_refund_is_recorded_once_with_its_words_and_shows_in_ledger_and_timeline(each_desk: Desk) -> None:
    seen = each_desk.decided(PAID, Outcome.CANCEL, "loading")
    before = seen.money.ledger
    done = adjust.record(each_desk(), seen.id, seen.version, "refund", 3_000, "By card, reference 12\x1b[2J.")
    after = each_desk.see(PAID)
    assert (done.version, done.words) == (after.version, "Recorded: refund of £30.")
    told = [one for one in after.money.ledger.lines if one.kind == "refund"]
    assert [(one.on, one.pence, one.account_label) for one in told] == [(TODAY, 3_000, "Penalty charge")]
    assert "\x1b" not in told[0].words and "reference 12" in told[0].words
    assert after.money.ledger.received_pence == before.received_pence == 8_000
    assert after.money.due_pence == before.due_pence + 3_000
    assert any(one.words.startswith("Refund of £30, penalty charge: By card") for one in after.timeline)
    chain, act, officer, body = each_desk.entries()[-1]
    assert (chain, act, officer) == (f"case:{seen.id}", "adjust", "asha")
    assert b"reference" not in body and b'"digest":"' in body
    with pytest.raises(Changed):
        adjust.record(each_desk(), seen.id, seen.version, "refund", 3_000, "Pressed twice.")


def test_what_is_let_go_is_no_longer_owed(each_desk: Desk) -> None:
    seen = each_desk.see(FORMAL)
    adjust.record(each_desk(), seen.id, seen.version, "waiver", 8_000, "Late by a day in the post.")
    after = each_desk.see(FORMAL)
    assert after.money.due_pence == seen.money.due_pence - 8_000
    assert "Waiver: £80." in after.money.why
    adjust.record(each_desk(), after.id, after.version, "write-off", 1_000, "Not worth a letter.")
    assert each_desk.see(FORMAL).money.due_pence == seen.money.due_pence - 9_000


def test_an_adjustment_that_was_changed_behind_the_program_is_found(desk: Desk) -> None:
    seen = desk.see(PAID)
    adjust.record(desk(), seen.id, seen.version, "refund", 3_000, "By card.")
    with desk().store.raw() as reader:
        assert list(contents.changed(reader)) == []
    with desk().store.writing() as tx:
        for (name,) in tx.execute(
            sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'adjustments'")
        ).all():
            tx.execute(sa.text(f"DROP TRIGGER {name}"))
        tx.execute(sa.text("UPDATE adjustments SET pence = 300"))
    with desk().store.raw() as reader:
        found = list(contents.changed(reader))
    assert len(found) == 1
    assert found[0].startswith("adjustment caseworker-adjustment-1 is not the one of entry")
    with desk().store.writing() as tx:
        tx.execute(sa.text("DELETE FROM adjustments"))
    with desk().store.raw() as reader:
        assert ["is not in the store" in one for one in contents.changed(reader)] == [True]


@pytest.mark.parametrize(
    ("kind", "pence", "words", "account", "what"),
    [
        ("refund", 8_001, "By card.", "penalty", "more than was received and not paid back: £80"),
        ("refund", 100, "By card.", "release", "more than was received for this and not paid back: release"),
        ("waiver", 1, "Kindness.", "penalty", "more than is owed: penalty charge £0"),
        ("waiver", 1, "Kindness.", "storage", "more than is owed: storage £0"),
        ("refund", 100, " \n", "penalty", "no words"),
        ("refund", 0, "By card.", "penalty", "more than nothing"),
        ("fee", 100, "For fun.", "penalty", "not recorded here"),
        ("refund", 100, "By card.", "parking", "No account is called"),
    ],
)
def test_a_refusal_leaves_no_trace(
    desk: Desk, kind: str, pence: int, words: str, account: str, what: str
) -> None:
    seen, before = desk.see(PAID), desk.everything()
    with pytest.raises(Refused, match=what):
        adjust.record(desk(), seen.id, seen.version, kind, pence, words, account=account)
    assert desk.everything() == before
    assert desk.value("SELECT count(*) FROM adjustments") == 0


def test_a_day_that_cannot_be_and_a_case_of_somebody_else_are_refused(desk: Desk) -> None:
    seen = desk.see(PAID)
    with pytest.raises(Refused, match="a day to come"):
        adjust.record(desk(), seen.id, seen.version, "refund", 100, "Soon.", on=date(2026, 11, 21))
    with pytest.raises(Refused, match=r'"A refund" on .* comes before "A payment" on') as no:
        adjust.record(desk(), seen.id, seen.version, "refund", 100, "By card.", on=date(2026, 1, 5))
    assert no.value.rule == "Nothing is paid back before it came."
    claim.claim(desk("maren"), seen.id)
    seen = desk.see(PAID)
    with pytest.raises(Refused, match="not with you"):
        adjust.record(desk(), seen.id, seen.version, "refund", 100, "By card.")
    with pytest.raises(Refused, match="There is no case 999"):
        adjust.record(desk(), 999, 1, "refund", 100, "By card.")


def test_the_ledger_is_read_for_any_day(desk: Desk) -> None:
    then, now = adjust.read(desk(), PAID, date(2026, 11, 11)), adjust.read(desk(), PAID)
    assert (then.due_pence, now.due_pence) == (8_000, 0)
    assert (then.received_pence, now.received_pence) == (0, 8_000)
    with pytest.raises(Refused, match="No PCN ZZ9999999Z is known"):
        adjust.read(desk(), "ZZ9999999Z")


def test_the_ledger_of_a_pcn_that_nobody_disputed_is_read(desk: Desk) -> None:
    with desk().store.writing() as tx:
        builders.pcn(tx, pcn="ZZ7777777A", contravened_on=date(2026, 11, 2), served_on=date(2026, 11, 2))
    assert adjust.read(desk(), "ZZ7777777A", date(2026, 11, 15)).due_pence == 8_000
    assert adjust.read(desk(), "ZZ7777777A", date(2026, 11, 16)).due_pence == 16_000


@pytest.mark.parametrize("kind", ["waiver", "write-off"])
def test_only_an_authorised_officer_lets_money_go(desk: Desk, kind: str) -> None:
    seen, before = desk.see(LATE_INFORMAL), desk.everything()
    with pytest.raises(Refused, match="Linnet Abara is not authorised to let money go"):
        adjust.record(desk("linnet"), seen.id, seen.version, kind, 100, "Kindness.")
    assert desk.everything() == before
    adjust.record(desk(), seen.id, seen.version, kind, 100, "Kindness.")
