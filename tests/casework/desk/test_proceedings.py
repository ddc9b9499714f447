"""What happened to a PCN: entered as the law walks it, by the guards, once, with all it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from caseworker.casework.desk import proceedings
from caseworker.casework.desk.proceedings import Given, advancing, recording
from caseworker.casework.office import Office
from caseworker.law.facts import Party
from caseworker.law.hire import hire_tests
from caseworker.law.refusals import Refused
from caseworker.store import cases
from caseworker.store.engine import Store
from tests import builders
from tests.casework import office as offices

NUMBER = "ZZ55555550"
SOMEBODY = Party("Ines Calder", ("3 Orchard Row", "London"), "N29 6ZZ")


class Pcn:
    """One PCN, and a clock that is put on."""

    def __init__(self, store: Store, url: str, **values: Any) -> None:
        self.url, self.store = url, store
        with store.writing() as tx:
            row = {"pcn": NUMBER, "contravened_on": date(2026, 3, 2), "served_on": date(2026, 3, 2)}
            self.id = builders.pcn(tx, **(row | values))

    def at(self, day: date, officer: str = "asha") -> Office:
        """The office on a day."""
        return offices.office(self.url, officer, datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC))

    def enter(self, event: str, day: date, **given: Any) -> proceedings.Recorded:
        """Enter an event on its own day."""
        return proceedings.record(self.at(day), NUMBER, event, Given(on=day, **given))

    def value(self, sql: str) -> Any:
        with self.store.raw() as reader:
            return reader.value(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.store.raw() as reader:
            return reader.rows(sql)

    @property
    def stage(self) -> str:
        return str(self.value("SELECT stage FROM pcns"))


@pytest.fixture
def make(store: Store) -> Iterator[Any]:
    def made(**values: Any) -> Pcn:
        return Pcn(store, store.url, **values)

    return made


def test_from_the_notice_to_owner_to_a_warrant(make: Any) -> None:
    pcn = make(stage="issued-full", stage_on=date(2026, 3, 16))
    said = pcn.enter("notice-to-owner-served", date(2026, 3, 31)).words
    assert "treated as served 02 Apr 2026" in said and pcn.stage == "notice-to-owner"
    with pytest.raises(Refused, match="from Thu 30 Apr 2026"):
        pcn.enter("charge-certificate-served", date(2026, 4, 29))
    pcn.enter("charge-certificate-served", date(2026, 4, 30))
    pcn.enter("registered", date(2026, 5, 22))
    pcn.enter("order-served", date(2026, 5, 26))
    with pytest.raises(Refused):
        pcn.enter("warrant-issued", date(2026, 6, 17))
    pcn.enter("warrant-issued", date(2026, 6, 18))
    assert pcn.stage == "warrant"
    assert [row[0] for row in pcn.rows("SELECT kind FROM notices ORDER BY posted_on")] == [
        "notice-to-owner",
        "charge-certificate",
        "order-for-recovery",
    ]
    events = pcn.rows("SELECT event, from_stage, to_stage FROM events ORDER BY id")
    assert events[0] == ("notice-to-owner-served", "issued-full", "notice-to-owner")
    assert events[-1] == ("warrant-issued", "order-for-recovery", "warrant")
    assert len(pcn.rows("SELECT 1 FROM audit WHERE act = 'event'")) == 5


def test_a_statement_undoes_the_certificate_and_a_fresh_notice_follows(make: Any) -> None:
    pcn = make(stage="issued-full", stage_on=date(2026, 3, 16))
    for event, day in (
        ("notice-to-owner-served", date(2026, 3, 31)),
        ("charge-certificate-served", date(2026, 5, 1)),
        ("registered", date(2026, 5, 27)),
        ("order-served", date(2026, 5, 28)),
    ):
        pcn.enter(event, day)
    pcn.enter("statement-lodged", date(2026, 6, 8), form="te9", ground="not-received", reference="TEC-1")
    assert pcn.rows("SELECT form, ground, reference, ended_on FROM proceedings") == [
        ("TE9", "not-received", "TEC-1", None)
    ]
    pcn.enter("statement-not-received", date(2026, 6, 15))
    assert pcn.value("SELECT result FROM proceedings") == "statement-not-received"
    assert pcn.value("SELECT count(*) FROM notices WHERE kind NOT LIKE '%-undone'") == 0
    assert pcn.stage == "order-revoked"
    pcn.enter("fresh-notice-served", date(2026, 6, 22))
    assert pcn.stage == "notice-to-owner"
    assert pcn.value("SELECT kind FROM notices WHERE kind NOT LIKE '%-undone'") == "notice-to-owner"


def test_no_fresh_rejection_after_ground_two_it_is_referred(make: Any) -> None:
    pcn = make(stage="order-for-recovery", stage_on=date(2026, 5, 1))
    pcn.enter("statement-lodged", date(2026, 6, 8), form="TE9", ground="no-rejection")
    pcn.enter("statement-no-rejection", date(2026, 6, 15))
    listed = {one.event for one in proceedings.possible(pcn.at(date(2026, 6, 16)), NUMBER)}
    assert "referred-to-adjudicator" in listed and "fresh-notice-served" not in listed
    pcn.enter("referred-to-adjudicator", date(2026, 6, 17))
    barred = next(
        one for one in proceedings.possible(pcn.at(date(2026, 6, 17)), NUMBER) if one.event == "written-off"
    )
    assert any("open since" in bar.words for bar in barred.bars)


def test_a_wrong_form_and_two_grounds_are_refused(make: Any) -> None:
    pcn = make(stage="order-for-recovery", stage_on=date(2026, 5, 1))
    with pytest.raises(Refused, match="wrong form"):
        pcn.enter("statement-lodged", date(2026, 6, 8), form="PE3", ground="not-received")
    with pytest.raises(Refused, match="No ground"):
        pcn.enter("statement-lodged", date(2026, 6, 8), form="TE9", ground="rain")
    assert pcn.rows("SELECT 1 FROM proceedings") == [] and pcn.stage == "order-for-recovery"


def test_an_appeal_bars_the_certificate_until_it_is_decided(make: Any) -> None:
    pcn = make(stage="rejected", stage_on=date(2026, 6, 1))
    with pcn.store.writing() as tx:
        builders.notice(
            tx, pcn.id, "notice-of-rejection", posted_on=date(2026, 6, 1), served_on=date(2026, 6, 3)
        )
    said = pcn.enter("appeal-registered", date(2026, 6, 22), reference="ETA-9")
    assert "Appeal at the tribunal: due Sun 28 Jun 2026" in said.words
    listed = proceedings.possible(pcn.at(date(2026, 12, 1)), NUMBER)
    assert "charge-certificate-served" not in {one.event for one in listed}
    pcn.enter("papers-sent", date(2026, 6, 25))
    assert str(pcn.value("SELECT answered_on FROM proceedings WHERE kind = 'appeal'")) == "2026-06-25"
    pcn.enter("appeal-refused", date(2026, 8, 3))
    with pytest.raises(Refused, match="Mon 31 Aug 2026"):
        pcn.enter("charge-certificate-served", date(2026, 8, 28))
    pcn.enter("charge-certificate-served", date(2026, 9, 1))
    assert pcn.stage == "charge-certificate"


def test_what_a_letter_or_the_mail_does_is_not_entered(make: Any) -> None:
    pcn = make(stage="representations-hold", stage_on=date(2026, 6, 1))
    for event, words in (("representations-rejected", "by a letter"), ("challenge-received", "the mail")):
        with pytest.raises(Refused, match=words):
            pcn.enter(event, date(2026, 6, 2))


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 6, 3), "still to come"), (date(2026, 3, 1), 'before "The contravention" on Mon 2 Mar')],
)
def test_an_impossible_day_is_refused(make: Any, day: date, words: str) -> None:
    pcn = make()
    with pytest.raises(Refused, match=words):
        proceedings.record(pcn.at(date(2026, 6, 2)), NUMBER, "written-off", Given(on=day, why="old"))
    assert pcn.stage == "issued-discount"


def _waits_since(pcn: Pcn, received: date) -> None:
    """Representations came in too late, and wait."""
    with pcn.store.writing() as tx:
        builders.notice(tx, pcn.id, posted_on=date(2026, 3, 31), served_on=date(2026, 4, 2))
        builders.case(tx, pcn.id, kind="formal", received_on=received)
        at = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
        cases.record(tx, pcn_id=pcn.id, case_id=None, event="representations-received", on=received, at=at)


def test_days_that_contradict_each_other_are_both_named_and_leave_no_trace(make: Any) -> None:
    pcn = make(stage="representations-hold", stage_on=date(2026, 6, 1))
    _waits_since(pcn, date(2026, 6, 1))
    for dry in (True, False):
        with pytest.raises(Refused) as no:
            given = Given(on=date(2026, 5, 29), why="Too late.")
            event = "representations-disregarded"
            proceedings.record(pcn.at(date(2026, 6, 8)), NUMBER, event, given, dry=dry)
        assert "on Fri 29 May 2026 comes before" in no.value.what and "on Mon 1 Jun 2026" in no.value.what
        assert no.value.rule == "A reply follows what it replies to." and "both days" in no.value.do
    assert pcn.stage == "representations-hold" and not pcn.rows("SELECT 1 FROM audit")
    pcn.enter("representations-disregarded", date(2026, 6, 8), why="Too late.")


def test_two_notices_on_one_day_are_refused(make: Any) -> None:
    pcn = make(stage="issued-full", stage_on=date(2026, 3, 16))
    pcn.enter("notice-to-owner-served", date(2026, 3, 31))
    with pytest.raises(Refused, match="on the same day as") as no:
        pcn.enter("charge-certificate-served", date(2026, 3, 31))
    assert "Each notice gives its own time to act before the next." in no.value.do


def test_a_payment_that_crossed_with_a_notice_is_entered(make: Any) -> None:
    pcn = make(stage="issued-full", stage_on=date(2026, 3, 16))
    pcn.enter("notice-to-owner-served", date(2026, 3, 31))
    with pytest.raises(Refused, match="Nothing is served once a case is closed"):
        given = Given(on=date(2026, 3, 30), why="The sign was down.")
        proceedings.record(pcn.at(date(2026, 4, 2)), NUMBER, "cancelled-by-authority", given)
    paid = Given(on=date(2026, 3, 30), pence=16000)
    proceedings.record(pcn.at(date(2026, 4, 2)), NUMBER, "paid-in-full", paid)
    assert pcn.stage == "paid"


@pytest.mark.parametrize(
    ("event", "pence", "owed"),
    [("paid-in-full", 15999, "£0.01"), ("paid-in-full", 100, "£159"), ("paid-at-discount", 8000, "£80")],
)
def test_a_payment_closes_a_pcn_only_where_it_pays_what_was_due_that_day(
    make: Any, event: str, pence: int, owed: str
) -> None:
    pcn = make(stage="issued-full", stage_on=date(2026, 3, 16))
    with pytest.raises(Refused, match=f"{owed} would still be owed on Wed 1 Apr 2026") as no:
        pcn.enter(event, date(2026, 4, 1), pence=pence)
    assert "paid-in-part" in no.value.do
    assert pcn.stage == "issued-full" and pcn.value("SELECT count(*) FROM payments") == 0
    pcn.enter("paid-in-part", date(2026, 4, 1), pence=pence)
    pcn.enter("paid-in-full", date(2026, 4, 2), pence=16000 - pence)
    assert pcn.stage == "paid"


def test_the_discount_pays_what_is_due_on_the_day_it_was_received(make: Any) -> None:
    pcn = make(stage="issued-full", stage_on=date(2026, 3, 16))
    given = Given(on=date(2026, 3, 15), pence=8000)
    proceedings.record(pcn.at(date(2026, 3, 18)), NUMBER, "paid-at-discount", given)
    assert pcn.stage == "paid"


def test_what_is_paid_beyond_what_is_owed_is_said(make: Any) -> None:
    pcn = make(stage="issued-full", stage_on=date(2026, 3, 16))
    said = pcn.enter("paid-in-full", date(2026, 4, 1), pence=100_000).words
    assert "£840 more than was owed: kept aside, to be paid back or explained" in said


def test_the_evidence_is_due_before_the_day_of_the_hearing_and_moves_with_it(make: Any) -> None:
    pcn = make(stage="rejected", stage_on=date(2026, 5, 1))
    pcn.enter("appeal-registered", date(2026, 5, 20), reference="2260000001")
    fixed, heard = date(2026, 6, 1), date(2026, 7, 10)
    with pytest.raises(Refused, match="The day of the hearing is not said"):
        pcn.enter("hearing-fixed", fixed)
    with pytest.raises(Refused, match="was not fixed on Mon 1 Jun 2026, after it"):
        pcn.enter("hearing-fixed", fixed, hearing_on=date(2026, 5, 31))
    said = pcn.enter("hearing-fixed", fixed, hearing_on=heard).words
    assert "Evidence for the hearing: due Fri 03 Jul 2026" in said
    pack = "SELECT due_on, began_on FROM proceedings WHERE kind = 'evidence-pack'"
    assert [tuple(map(str, row)) for row in pcn.rows(pack)] == [("2026-07-03", "2026-06-01")]
    pcn.enter("hearing-fixed", date(2026, 6, 20), hearing_on=date(2026, 8, 14))
    moved = [tuple(map(str, row)) for row in pcn.rows(pack)]
    assert moved == [("2026-08-07", "2026-06-01")], "the same evidence, for the new day"


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"why": "x" * 10_001}, "The reason has 10,001 characters"),
        ({"reference": "x" * 1_001}, "The reference has 1,001 characters"),
        ({"person": Party("x" * 700_000, (), "")}, "The name has 700,000 characters"),
    ],
)
def test_what_is_too_long_to_be_what_it_is_called_is_refused(given: dict[str, Any], what: str) -> None:
    with pytest.raises(Refused, match=what):
        Given(on=date(2026, 4, 1), **given)
    Given(on=date(2026, 4, 1), **{name: words[:1_000] for name, words in given.items() if name != "person"})


def test_a_pcn_that_moved_meanwhile_is_refused(make: Any) -> None:
    pcn, day = make(), date(2026, 6, 2)
    with pytest.raises(Refused, match="has moved meanwhile"):
        proceedings.record(pcn.at(day), NUMBER, "written-off", Given(on=day, why="x"), stage="rejected")


def test_write_off_needs_its_reason_and_an_authorised_officer(make: Any) -> None:
    pcn, day = make(), date(2026, 6, 2)
    with pytest.raises(Refused, match="Say why"):
        pcn.enter("written-off", day)
    with pytest.raises(Refused, match="authorised"):
        proceedings.record(pcn.at(day, "linnet"), NUMBER, "written-off", Given(on=day, why="untraceable"))
    pcn.enter("written-off", day, why="untraceable keeper")
    assert pcn.stage == "written-off"


def test_late_representations_that_are_disregarded_hold_nothing_back(make: Any) -> None:
    pcn = make(stage="representations-hold", stage_on=date(2026, 5, 11))
    with pcn.store.writing() as tx:
        builders.notice(
            tx, pcn.id, "notice-to-owner", posted_on=date(2026, 3, 31), served_on=date(2026, 4, 2)
        )
        builders.case(tx, pcn.id, kind="formal", received_on=date(2026, 5, 11))
    pcn.enter("representations-disregarded", date(2026, 5, 12), why="No reason was given.")
    assert pcn.rows("SELECT status, open FROM cases") == [("closed", 0)]
    assert pcn.rows("SELECT hold FROM outcomes") == [("off",)]
    pcn.enter("charge-certificate-served", date(2026, 5, 13))
    assert pcn.stage == "charge-certificate"


def test_a_review_by_a_judge_holds_the_case_system_back(make: Any) -> None:
    pcn = make(stage="order-for-recovery", stage_on=date(2026, 5, 1))
    with pcn.store.writing() as tx:
        builders.case(tx, pcn.id, open=0, status="issued")
    pcn.enter("review-requested", date(2026, 6, 8))
    pcn.enter("review-refused", date(2026, 6, 22))
    assert pcn.rows("SELECT hold FROM outcomes ORDER BY id") == [("on",), ("off",)]


def test_what_waits_for_an_answer_is_listed_with_what_bars_it(make: Any) -> None:
    pcn, day = make(stage="informal-hold"), date(2026, 6, 2)
    with pcn.store.writing() as tx:
        builders.case(tx, pcn.id)
    listed = {one.event: one.bars for one in proceedings.possible(pcn.at(day), NUMBER)}
    assert [bar.guard for bar in listed["written-off"]] == ["unanswered"]
    assert not listed["paid-in-full"]


def test_the_calendar_waits_for_a_discount_that_was_offered_again(make: Any) -> None:
    pcn = make()
    with pcn.store.writing() as tx:
        case = builders.case(tx, pcn.id, open=0, status="issued")
        builders.decision(tx, case, discount_until=date(2026, 3, 22), discount_pence=8000)
    assert proceedings.advance(pcn.at(date(2026, 3, 22)), apply=True) == ()
    (due,) = proceedings.advance(pcn.at(date(2026, 3, 23)), apply=True)
    assert due.event == "discount-ended" and pcn.stage == "issued-full"


def test_whoever_wrote_is_answered_before_a_pcn_is_given_up(make: Any) -> None:
    pcn, day = make(stage="informal-hold"), date(2026, 6, 2)
    with pcn.store.writing() as tx:
        builders.case(tx, pcn.id)
    with pytest.raises(Refused, match="was not answered"):
        pcn.enter("cancelled-by-authority", day, why="sign down")


def test_a_payment_is_entered_once_and_the_open_case_sees_it(make: Any) -> None:
    pcn, day = make(stage="informal-hold"), date(2026, 6, 2)
    with pcn.store.writing() as tx:
        builders.case(tx, pcn.id)
    with pytest.raises(Refused, match="needs its sum"):
        pcn.enter("paid-while-open", day)
    pcn.enter("paid-while-open", day, pence=8000, method="card")
    assert pcn.rows("SELECT amount_pence, method FROM payments") == [(8000, "card")]
    assert pcn.value("SELECT version FROM cases") == 2
    with pytest.raises(Refused, match="already"):
        pcn.enter("paid-while-open", day, pence=8000, method="card")
    told = pcn.rows("SELECT kind, hold, reasons FROM outcomes")
    assert told == [("moved", "on", "paid-while-open")]


def _answers(regime: str, **changed: bool) -> dict[str, bool]:
    return {one.id: True for one in hire_tests(regime)} | changed


def test_liability_moves_to_a_hirer_on_whole_papers_and_a_new_pcn_goes_out(make: Any) -> None:
    pcn, day = make(stage="representations-hold", stage_on=date(2026, 5, 1)), date(2026, 6, 2)
    with pytest.raises(Refused, match="not judged"):
        pcn.enter("transferred-to-hirer", day)
    missing = hire_tests("tma-reg9")[1].id
    with pytest.raises(Refused, match="do not show"):
        pcn.enter("transferred-to-hirer", day, hire=_answers("tma-reg9", **{missing: False}))
    pcn.enter("transferred-to-hirer", day, hire=_answers("tma-reg9"))
    assert pcn.stage == "transferred"
    new = day + timedelta(days=3)
    with pytest.raises(Refused, match="no number"):
        pcn.enter("hirer-notice-served", new, person=SOMEBODY)
    done = pcn.enter("hirer-notice-served", new, person=SOMEBODY, pcn="ZZ55555551")
    assert done.stage == "notice-to-owner"
    rows = pcn.rows("SELECT pcn, parent, keeper_name, stage FROM pcns ORDER BY id")
    assert rows[1] == ("ZZ55555551", NUMBER, "Ines Calder", "notice-to-owner")
    assert pcn.value(f"SELECT kind FROM notices WHERE pcn_id = {pcn.id + 1}") == "notice-to-owner"


def test_a_bus_lane_pcn_never_moves_to_a_hirer(make: Any) -> None:
    pcn = make(regime="bus-lane-1996", code="34j", stage="representations-hold", dated_on=date(2026, 3, 4))
    with pytest.raises(Refused):
        pcn.enter("transferred-to-hirer", date(2026, 6, 2), hire={})
    assert pcn.stage == "representations-hold"


def test_a_removed_vehicle_from_the_pound_to_its_rights(make: Any) -> None:
    pcn = make(regime="removal", stage="issued-discount")
    pcn.enter("vehicle-taken", date(2026, 3, 2), reference="Quarry Road pound")
    pcn.enter("vehicle-released", date(2026, 3, 4))
    pcn.enter("rights-given", date(2026, 3, 4))
    assert pcn.stage == "notice-of-rights"
    row = pcn.rows("SELECT kind, pound, taken_on, released_on, rights_given_on FROM removals")[0]
    assert tuple(map(str, row)) == ("removal", "Quarry Road pound", "2026-03-02", "2026-03-04", "2026-03-04")


def test_the_calendar_ends_a_discount_alone_and_lists_the_rest_for_a_person(make: Any) -> None:
    pcn = make()
    assert proceedings.advance(pcn.at(date(2026, 3, 15))) == ()
    due = proceedings.advance(pcn.at(date(2026, 3, 16)))
    assert [(one.event, one.alone, one.done) for one in due] == [("discount-ended", True, False)]
    assert pcn.stage == "issued-discount"
    done = proceedings.advance(pcn.at(date(2026, 3, 16)), apply=True)
    assert done[0].done and pcn.stage == "issued-full"
    pcn.enter("notice-to-owner-served", date(2026, 3, 31))
    for apply in (False, True):
        due = proceedings.advance(pcn.at(date(2026, 4, 30)), apply=apply)
        assert [(one.event, one.alone, one.done) for one in due] == [
            ("charge-certificate-served", False, False)
        ]
    assert pcn.stage == "notice-to-owner"


def test_a_move_that_somebody_else_makes_meanwhile_is_passed_over(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pcn, day = make(), date(2026, 3, 16)
    with pcn.store.writing() as tx:
        other = {"contravened_on": date(2026, 3, 2), "served_on": date(2026, 3, 2)}
        builders.pcn(tx, pcn="ZZ66666660", **other)
    made = advancing._made

    def overtaken(office: Office, row: Any, due: Any) -> Any:
        if due.pcn == NUMBER:
            pcn.enter("discount-ended", day)
        return made(office, row, due)

    monkeypatch.setattr(advancing, "_made", overtaken)
    first, second = proceedings.advance(pcn.at(day), apply=True)
    assert not first.done and first.words.startswith("passed over: ZZ55555550 has moved meanwhile")
    assert second.done, "the others are moved all the same"
    assert pcn.value("SELECT count(*) FROM events WHERE event = 'discount-ended'") == 2


def test_advance_is_refused_as_a_whole_where_the_store_is(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise Refused("The store is full.")

    pcn = make()
    monkeypatch.setattr(recording, "_moved", refused)
    with pytest.raises(Refused, match="The store is full"):
        proceedings.advance(pcn.at(date(2026, 3, 16)), apply=True)


def test_advance_stops_when_told_to(make: Any) -> None:
    pcn = make()
    with pcn.store.writing() as tx:
        for _ in range(3):
            builders.pcn(tx)
    looked: list[int] = []
    proceedings.advance(pcn.at(date(2026, 11, 22)), told=lambda n: bool(looked.append(n)))
    assert looked == [4]
