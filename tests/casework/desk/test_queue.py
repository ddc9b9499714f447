"""The queue, worded."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from caseworker.casework.desk import claim
from caseworker.casework.desk.queue import (
    Queue,
    all_rows,
    export_queue,
    law_words,
    next_sort,
    target_words,
)
from caseworker.casework.export import inert
from caseworker.casework.office import LONDON
from caseworker.law.refusals import Refused
from caseworker.store import audit
from tests import builders
from tests.casework.office import (
    BY_HAND,
    CERTIFICATE,
    DEEMED,
    FORMAL,
    INFORMAL,
    LATE_INFORMAL,
    NOW,
    POSTAL,
    Desk,
)

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("safe", "due", "words"),
    [
        (None, None, "none"),
        (date(2026, 11, 9), date(2026, 11, 12), "! DEEMED"),
        (date(2026, 11, 17), date(2026, 11, 19), "! DEEMED"),
        (date(2026, 11, 18), date(2026, 11, 20), "! by hand"),
        (date(2026, 11, 19), date(2026, 11, 22), "! by hand"),
        (date(2026, 11, 20), date(2026, 11, 24), "! today 16:00"),
        (date(2026, 11, 21), date(2026, 11, 25), "~ 1d 21 Nov"),
        (date(2026, 11, 25), date(2026, 11, 27), "~ 5d 25 Nov"),
        (date(2026, 11, 26), date(2026, 11, 30), "· 6d 26 Nov"),
        (date(2026, 12, 23), date(2026, 12, 29), "· 33d 23 Dec"),
    ],
)
def test_the_law_s_column_says_the_last_moment_to_post(
    safe: date | None, due: date | None, words: str
) -> None:
    assert law_words(safe, due, FRIDAY, "16:00") == words


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (date(2026, 11, 8), "! 12d over"),
        (date(2026, 11, 19), "! 1d over"),
        (date(2026, 11, 20), "~ 0d"),
        (date(2026, 11, 25), "~ 5d"),
        (date(2026, 11, 26), "· 6d"),
    ],
)
def test_the_council_s_own_standard_stands_apart(target: date, words: str) -> None:
    assert target_words(target, FRIDAY) == words


def test_rows_are_worded_for_the_officer_most_urgent_first(each_desk: Desk) -> None:
    claim.claim(each_desk("asha"), each_desk.case(POSTAL))
    claim.claim(each_desk("tobin"), each_desk.case(FORMAL))
    rows = {row.pcn: row for row in all_rows(each_desk("asha"))}
    assert list(rows)[:4] == [DEEMED, BY_HAND, POSTAL, FORMAL]
    deemed = rows[DEEMED]
    assert (deemed.law, deemed.kind, deemed.vrm, deemed.received) == (
        "! DEEMED",
        "formal reps",
        "ZZ16 ABC",
        "18 Sep",
    )
    assert (deemed.regime, rows[POSTAL].regime) == ("tma-reg9", "tma-reg10")
    assert (rows[POSTAL].officer, rows[FORMAL].officer, deemed.officer) == ("you", "tobin", "—")
    # Received on 4 November, day 56 is 29 December (28 is a holiday in lieu): posted by 23 December.
    assert rows[POSTAL].law == "· 33d 23 Dec"
    # Ten working days after Monday 9 November.
    assert (rows[LATE_INFORMAL].law, rows[LATE_INFORMAL].target) == ("none", "~ 3d")
    assert rows[CERTIFICATE].kind == "certificate"
    assert [pcn for pcn, row in rows.items() if row.urgent] == [DEEMED, BY_HAND]


def test_a_filter_narrows_the_same_rows(desk: Desk) -> None:
    claim.claim(desk("asha"), desk.case(INFORMAL))
    assert [row.pcn for row in all_rows(desk("asha"), "officer:me")] == [INFORMAL]
    assert all_rows(desk("tobin"), "officer:me") == []
    assert {row.kind for row in all_rows(desk(), "kind:certificate")} == {"certificate"}
    assert Queue(desk(), "kind:formal").count() == 7
    with pytest.raises(Refused, match="kind:formel is not known"):
        all_rows(desk(), "kind:formel")


def test_the_whole_queue_comes_whatever_the_page(desk: Desk) -> None:
    with desk().store.writing() as tx:
        for _ in range(500):
            builders.case(tx)
    rows = all_rows(desk())
    assert len(rows) == len({row.id for row in rows}) == 512
    assert all_rows(desk(), limit=501) == rows[:501]
    queue = Queue(desk())
    first, records = queue.page(0, 40)
    second, _ = queue.page(1, 40, after=records[-1])
    assert [*first, *second] == rows[:80]


def test_the_next_order_goes_round_and_keeps_the_filter() -> None:
    by_received = next_sort("kind:formal officer:me")
    assert by_received == "kind:formal officer:me sort:received"
    assert next_sort(by_received) == "kind:formal officer:me"
    assert next_sort("") == "sort:received"


def test_a_cell_that_a_spreadsheet_would_run_is_made_inert() -> None:
    assert [inert(cell) for cell in ("=1+1", "+44", "-2", "@x", "\tx", "ZZ1", "")] == [
        "'=1+1",
        "'+44",
        "'-2",
        "'@x",
        "'    x",
        "ZZ1",
        "",
    ]


def test_an_export_holds_the_rows_of_the_queue_and_is_entered_in_the_audit(
    desk: Desk, tmp_path: Path
) -> None:
    office = desk("asha")
    path = export_queue(office, tmp_path / "exports", "kind:formal")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = all_rows(office, "kind:formal")
    assert [row["pcn"] for row in rows] == [row.pcn for row in listed]
    one = export_queue(office, tmp_path / "marked", "", {listed[0].id})
    assert len(one.read_text(encoding="utf-8-sig").splitlines()) == 2
    with office.store.reading() as tx:
        found = tx.exec_driver_sql("SELECT count(*) FROM audit WHERE act = 'export'").scalar()
    assert found == 2
    assert audit.verify(office.store).ok


def test_the_queue_says_how_old_its_data_is(each_desk: Desk) -> None:
    taken_at = f"{NOW.astimezone(LONDON):%d %b %H:%M}"
    assert Queue(each_desk("asha")).imported() == f"imported {taken_at}"
