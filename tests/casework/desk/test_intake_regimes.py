"""What an import makes of the other regimes: stages, limits, what runs beside a PCN, and what cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from caseworker.casework.desk.intake import TakenIn, take_in
from caseworker.casework.desk.proceedings import Given, record
from caseworker.casework.desk.view import view
from caseworker.casework.office import Office
from caseworker.law.facts import Place
from caseworker.reading.extract import read
from tests.reading.samples import ADJUSTMENT, CASE, LETTER, PAYMENT, PROCEEDING, table

POSTED = CASE | {"served_how": "post", "pcn_served": "", "pcn_posted": "2026-10-12"}
MOVING = POSTED | {"contravention_code": "52m"}
LANE = POSTED | {"contravention_code": "34j"}
REMOVED = CASE | {
    "kind_of_hold": "removal",
    "taken": "2026-10-06",
    "taken_time": "11:20",
    "pound": "Wharf pound",
    "released": "2026-10-08",
    "rights_given": "2026-10-08",
}
REJECTED = MOVING | {"rejection_posted": "2026-11-02"}


def take(office: Office, case: dict[str, str] | None, set_aside: bool = False, **others: Any) -> TakenIn:
    """Take a PCN in with a letter of 16 October, and what else came for it."""
    names = {
        "letters": "correspondence.csv",
        "payments": "payments.csv",
        "proceedings": "proceedings.csv",
        "adjustments": "adjustments.csv",
        "history": "history.csv",
    }
    files = {} if case is None else {"cases.csv": table(case)}
    others.setdefault("letters", [LETTER | {"received": "2026-10-16"}])
    files |= {names[name]: table(*rows) for name, rows in others.items() if rows}
    return take_in(office, read(files), set_aside=() if set_aside else None)


def rows(office: Office, name: str) -> list[dict[str, Any]]:
    """A table's rows."""
    with office.store.reading() as tx:
        return [dict(row._mapping) for row in tx.execute(sa.text(f"SELECT * FROM {name}"))]


def one(office: Office, name: str) -> dict[str, Any]:
    """The only row of a table."""
    (row,) = rows(office, name)
    return row


@pytest.mark.parametrize(
    ("case", "kind", "stage", "due"),
    [
        (LANE, "informal", "informal-hold", None),
        (LANE | {"enforcement_notice_posted": "2026-11-12"}, "informal", "enforcement-notice", None),
        (MOVING, "formal", "representations-hold", None),
        (REMOVED, "formal", "representations-hold", "2026-12-10"),
        (
            CASE | {"kind_of_hold": "clamp", "taken": "2026-10-06"},
            "formal",
            "representations-hold",
            "2026-12-10",
        ),
    ],
)
def test_a_letter_opens_the_case_that_its_regime_has(
    office: Office, case: dict[str, str], kind: str, stage: str, due: str | None
) -> None:
    assert take(office, case).faults == ()
    opened, pcn = one(office, "cases"), one(office, "pcns")
    assert (opened["kind"], opened["reply_due_on"], pcn["stage"]) == (kind, due, stage)
    if due is None:
        assert opened["urgency"].startswith("9999-12-31 ")
    assert pcn["dated_on"] == ("2026-10-12" if case["served_how"] == "post" else None)


def test_late_is_counted_from_the_notice_of_rights_and_from_the_enforcement_notice(office: Office) -> None:
    late = [LETTER | {"received": "2026-11-05"}]
    take(office, REMOVED, letters=late)
    assert "late" in one(office, "cases")["flags"].split()


def test_representations_on_the_last_day_after_release_are_in_time(office: Office) -> None:
    take(office, REMOVED, letters=[LETTER | {"received": "2026-11-04"}])
    assert "late" not in one(office, "cases")["flags"].split()


def test_a_vehicle_that_was_held_is_kept_with_its_days(office: Office) -> None:
    take(office, REMOVED)
    held = one(office, "removals")
    assert (held["kind"], held["taken_on"], held["taken_time"], held["pound"]) == (
        "removal",
        "2026-10-06",
        "11:20",
        "Wharf pound",
    )
    assert (held["released_on"], held["rights_given_on"]) == ("2026-10-08", "2026-10-08")
    events = [row["event"] for row in rows(office, "events")]
    assert events[:4] == ["pcn-served", "vehicle-taken", "vehicle-released", "rights-given"]


def test_a_zone_outside_london_keeps_the_class_of_vehicle(office: Office) -> None:
    office = replace(office, council=replace(office.council, place=Place.OUTSIDE, band="2"))
    take(office, POSTED | {"contravention_code": "17j", "vehicle_class": "van", "parent": "ZZ7654321A"})
    pcn = one(office, "pcns")
    assert (pcn["regime"], pcn["vehicle_class"], pcn["parent"]) == ("caz-2013", "van", "ZZ7654321A")
    assert one(office, "cases")["reply_due_on"] == "2026-12-10"


def test_an_appeal_moves_the_pcn_and_its_end_again(office: Office) -> None:
    assert take(office, REJECTED, proceedings=[PROCEEDING]).faults == ()
    assert one(office, "pcns")["stage"] == "appeal"
    running = one(office, "proceedings")
    assert (running["kind"], running["began_on"], running["due_on"]) == ("appeal", "2026-11-10", "2026-11-16")
    end = PROCEEDING | {"ended": "2026-11-20", "result": "appeal-refused", "words": ""}
    done = take(office, None, proceedings=[end], letters=[])
    assert [(each.file, each.changed) for each in done.files] == [("proceedings.csv", 1)]
    ended = one(office, "proceedings")
    assert (ended["result"], ended["words"], one(office, "pcns")["stage"]) == (
        "appeal-refused",
        "Registered late",
        "appeal-refused",
    )
    again = take(
        office, None, proceedings=[end | {"reference": "2260123456", "words": "Registered late"}], letters=[]
    )
    assert not again.landed


def cases_of(office: Office, kind: str) -> list[dict[str, Any]]:
    """The cases of one kind, oldest first."""
    return [row for row in rows(office, "cases") if row["kind"] == kind]


def test_an_appeal_by_an_import_opens_its_case_as_the_event_does_and_its_end_closes_it(
    office: Office,
) -> None:
    assert take(office, REJECTED, proceedings=[PROCEEDING]).faults == ()
    (case,) = cases_of(office, "tribunal")
    assert (case["received_on"], case["reply_due_on"], case["open"]) == ("2026-11-10", "2026-11-16", 1)
    assert case["urgency"].startswith("2026-11-")
    (clock,) = view(office, case["id"]).clocks
    assert (clock.id, clock.last_on, clock.state) == ("tribunal-papers", date(2026, 11, 16), "past")
    told = "SELECT value FROM counters WHERE name = 'open:tribunal'"
    with office.store.reading() as tx:
        assert tx.execute(sa.text(told)).scalar_one() == 1
    end = PROCEEDING | {"ended": "2026-11-20", "result": "appeal-refused"}
    take(office, None, proceedings=[end], letters=[])
    (case,) = cases_of(office, "tribunal")
    assert (case["open"], case["status"]) == (0, "closed") and view(office, case["id"]).clocks == ()
    again = take(office, None, proceedings=[end], letters=[])
    assert not again.landed and len(cases_of(office, "tribunal")) == 1


@pytest.mark.parametrize(
    "told",
    [{"ended": "2026-11-20", "result": "appeal-refused"}, {"answered": "2026-11-12"}],
)
def test_an_appeal_that_ended_or_was_answered_before_it_came_opens_no_case(
    office: Office, told: dict[str, str]
) -> None:
    assert take(office, REJECTED, proceedings=[PROCEEDING | told]).faults == ()
    assert cases_of(office, "tribunal") == []


def test_what_the_court_ordered_opens_a_case_by_the_day_of_the_fresh_notice(office: Office) -> None:
    case = MOVING | {
        "contravention_date": "2026-05-01",
        "pcn_posted": "2026-05-06",
        "charge_certificate_posted": "2026-08-03",
        "order_posted": "2026-09-07",
    }
    stated = PROCEEDING | {
        "kind": "statement",
        "form": "PE3",
        "ground": "not-received",
        "began": "2026-10-19",
    }
    take(office, case, proceedings=[stated], letters=[])
    (court,) = cases_of(office, "court")
    assert (court["received_on"], court["reply_due_on"]) == ("2026-10-19", None)
    take(
        office,
        None,
        proceedings=[stated | {"ended": "2026-11-09", "result": "statement-not-received"}],
        letters=[],
    )
    (court,) = cases_of(office, "court")
    clocks = view(office, court["id"]).clocks
    assert clocks and court["reply_due_on"] == clocks[0].last_on.isoformat() > "2026-12-01"


def test_a_court_that_revokes_undoes_certificate_and_order_for_good(office: Office) -> None:
    case = MOVING | {
        "contravention_date": "2026-05-01",
        "pcn_posted": "2026-05-06",
        "charge_certificate_posted": "2026-08-03",
        "order_posted": "2026-09-07",
    }
    stated = PROCEEDING | {
        "kind": "statement",
        "form": "PE3",
        "ground": "not-received",
        "began": "2026-09-21",
        "ended": "2026-10-05",
        "result": "statement-not-received",
    }
    assert take(office, case, proceedings=[stated], letters=[]).faults == ()
    assert one(office, "pcns")["stage"] == "order-revoked"
    kinds = {row["kind"] for row in rows(office, "notices")}
    assert kinds == {"charge-certificate-undone", "order-for-recovery-undone"}
    take(office, case | {"keeper_name": "Jo Sample", "data_as_of": "2026-11-21T07:10"}, letters=[])
    assert one(office, "pcns")["stage"] == "order-revoked"
    assert {row["kind"] for row in rows(office, "notices")} == kinds


def test_what_an_officer_entered_stays_when_the_row_comes_again(office: Office) -> None:
    case = LANE | {"contravention_date": "2026-09-07", "pcn_posted": "2026-09-09"}
    take(office, case, letters=[])
    with office.store.reading() as tx:
        assert tx.execute(sa.text("SELECT stage FROM pcns")).scalar_one() == "issued-full"
    record(office, "ZZ1234567A", "enforcement-notice-served", Given(on=date(2026, 11, 13)))
    changed = case | {"keeper_name": "Jo Sample", "data_as_of": "2026-11-21T07:10"}
    assert take(office, changed, letters=[]).faults == ()
    assert [row["kind"] for row in rows(office, "notices")] == ["enforcement-notice"]
    assert one(office, "pcns")["stage"] == "enforcement-notice"


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"kind": "recommendation"}, "kind", "one of appeal, referral"),
        ({"began": "2026-10-20"}, "began", "An appeal is made against a rejection"),
        ({"began": "2026-12-20"}, "began", "a day that has come"),
        ({"answered": "2026-11-09"}, "answered", "not before it began"),
        ({"ended": "2026-11-09", "result": "appeal-refused"}, "ended", "not before it began"),
        ({"ended": "2026-11-20", "result": "paid-in-full"}, "result", "for appeal, one of"),
        ({"kind": "statement", "form": "TE9"}, "form", "the right one is PE3"),
        ({"kind": "statement"}, "began", "answers an order on a registered debt"),
    ],
)
def test_proceedings_that_cannot_be_are_named_and_nothing_lands(
    office: Office, change: dict[str, str], column: str, words: str
) -> None:
    done = take(office, REJECTED, proceedings=[PROCEEDING | change])
    assert not done.landed
    assert any(
        (fault.file, fault.line, fault.column) == ("proceedings.csv", 2, column) and words in fault.expected
        for fault in done.faults
    ), done.faults
    assert rows(office, "pcns") == []


def test_two_ends_of_one_appeal_are_refused_and_the_case_stays_as_it_is(office: Office) -> None:
    take(office, REJECTED, proceedings=[PROCEEDING | {"ended": "2026-11-20", "result": "appeal-refused"}])
    before = rows(office, "cases")
    other = PROCEEDING | {"ended": "2026-11-20", "result": "appeal-allowed"}
    done = take(office, None, proceedings=[other], letters=[], set_aside=True)
    assert [(fault.column, fault.found) for fault in done.faults] == [("result", "appeal-allowed")]
    assert rows(office, "cases") == before
    assert one(office, "pcns")["stage"] == "appeal-refused"


def test_an_appeal_without_its_rejection_is_refused(office: Office) -> None:
    done = take(office, MOVING, proceedings=[PROCEEDING])
    assert ["An appeal is made against a rejection" in fault.expected for fault in done.faults] == [True]


def test_adjustments_are_kept_once_and_for_ever(office: Office) -> None:
    waived = ADJUSTMENT | {"id": "A-2", "kind": "waiver", "amount": "30"}
    assert take(office, CASE, payments=[PAYMENT], adjustments=[ADJUSTMENT, waived]).faults == ()
    assert [(row["kind"], row["pence"]) for row in rows(office, "adjustments")] == [
        ("refund", 8000),
        ("waiver", -3000),
    ]
    again = take(office, None, adjustments=[ADJUSTMENT], letters=[], payments=[PAYMENT])
    assert not again.landed and again.faults == ()
    other = take(office, None, adjustments=[ADJUSTMENT | {"amount": "70"}], letters=[])
    assert [fault.column for fault in other.faults] == ["id"]


def test_money_beyond_what_can_be_due_is_taken_in_with_a_note(office: Office) -> None:
    paid = [PAYMENT | {"amount": "260.00"}]
    done = take(office, MOVING, payments=paid)
    (remark,) = done.remarks
    assert done.landed
    assert (remark.file, remark.line, remark.column) == ("payments.csv", 2, "amount")
    assert remark.words.startswith("£260 is more than £160")
    assert one(office, "payments")["amount_pence"] == 26000


def test_money_out_of_its_day_or_of_its_account_is_taken_in_with_a_note(office: Office) -> None:
    wrong = {"id": "A-1", "kind": "waiver", "account": "storage", "on": "2026-01-05", "words": "x"}
    right = wrong | {"id": "A-2", "account": "court", "on": "2026-10-20"}
    done = take(
        office,
        CASE,
        payments=[PAYMENT | {"received": "2026-01-04"}],
        adjustments=[ADJUSTMENT | wrong, ADJUSTMENT | right],
    )
    assert done.landed
    assert [(one.file, one.line, one.column) for one in done.remarks] == [
        ("adjustments.csv", 2, "account"),
        ("adjustments.csv", 2, "on"),
        ("payments.csv", 2, "received"),
    ]
    assert "storage is nothing that a PCN of tma-reg9 can owe" in done.remarks[0].words


@pytest.mark.parametrize(
    ("wrong", "found", "expected"),
    [
        ({"contravention_date": "2001-10-06"}, "Sat 6 Oct 2001", "a day from Mon 31 Mar 2008 on"),
        ({"contravention_date": "2009-10-06"}, "Tue 6 Oct 2009", "one for which the law knows a charge"),
        ({"parent": CASE["pcn"]}, CASE["pcn"], "another PCN: none replaces itself"),
    ],
)
def test_a_day_before_the_tables_and_a_pcn_of_itself_are_named(
    office: Office, wrong: dict[str, str], found: str, expected: str
) -> None:
    days = {"pcn_served": wrong.get("contravention_date", CASE["pcn_served"])}
    done = take(office, CASE | days | wrong, letters=[])
    assert not done.landed
    assert [one.found for one in done.faults if one.expected.startswith(expected)] == [found]
    assert len({(one.line, one.column) for one in done.faults}) == len(done.faults), "each cell once"


def test_more_paid_back_than_came_in_is_noted_over_all_that_is_known(office: Office) -> None:
    back = ADJUSTMENT | {"kind": "refund"}
    done = take(office, CASE, payments=[PAYMENT], adjustments=[back | {"id": "A-7", "amount": "80"}])
    assert done.landed and not [one for one in done.remarks if one.file == "adjustments.csv"]
    later = take(office, None, letters=[], adjustments=[back | {"id": "A-8", "amount": "9999"}])
    (remark,) = later.remarks
    assert later.landed and (remark.line, remark.column) == (2, "amount")
    assert remark.words.startswith("£10,079 paid back in all is more than came in, £80")


def _replacing(office: Office, *pairs: tuple[str, str], as_of: str = "2026-11-21T07:10") -> TakenIn:
    cases = [CASE | {"pcn": pcn, "parent": parent, "data_as_of": as_of} for pcn, parent in pairs]
    return take_in(office, read({"cases.csv": table(*cases)}))


def test_a_replaced_pcn_that_is_nowhere_and_two_that_replace_each_other_are_noted(office: Office) -> None:
    first, second, third = "ZZ1234567A", "ZZ2345678A", "ZZ3456789A"
    done = _replacing(office, (first, "ZZ9999999A"))
    assert done.landed and [(one.line, one.column) for one in done.remarks] == [(2, "parent")]
    assert done.remarks[0].words.startswith("ZZ9999999A is known neither here nor in this import")
    assert _replacing(office, (second, first), (third, second)).remarks == (), "here, and in this import"
    ring = _replacing(office, (first, third), as_of="2026-11-22T07:10")
    assert ring.landed and [one.column for one in ring.remarks] == ["parent"]
    assert ring.remarks[0].words.startswith(f"{first} replaces {third} replaces {second} replaces {first}:")


def test_days_before_the_contravention_and_a_date_that_is_not_of_posting_are_noted(office: Office) -> None:
    told = {"id": "H-1", "pcn": "ZZ1234567A", "on": "2026-10-01", "at": "", "event": "Posted", "by": ""}
    early = [LETTER | {"received": "2026-10-05"}]
    done = take(office, MOVING | {"pcn_dated": "2026-10-09"}, letters=early, history=[told])
    assert done.landed
    assert [remark.column for remark in done.remarks] == ["pcn_dated", "received", "on"]


@pytest.mark.postgres
def test_the_other_engine_takes_the_same(on_postgres: Office) -> None:
    assert take(on_postgres, REJECTED, proceedings=[PROCEEDING], adjustments=[ADJUSTMENT]).faults == ()
    held = REMOVED | {"pcn": "ZZ7654321A"}
    assert take(on_postgres, held, letters=[]).faults == ()
    assert take(on_postgres, held | {"pound": "Other", "data_as_of": "2026-11-21T07:10"}, letters=[]).landed
    end = PROCEEDING | {"ended": "2026-11-20", "result": "appeal-refused"}
    assert take(on_postgres, None, proceedings=[end], adjustments=[ADJUSTMENT], letters=[]).landed
    (appeal,) = rows(on_postgres, "proceedings")
    assert (appeal["result"], appeal["due_on"]) == ("appeal-refused", date(2026, 11, 16))
    (vehicle,) = rows(on_postgres, "removals")
    assert (vehicle["pound"], vehicle["released_on"]) == ("Other", date(2026, 10, 8))
