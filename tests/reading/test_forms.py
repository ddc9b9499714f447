"""Days, times and sums are read in the stated forms and refused in any other."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.reading import forms


@given(st.dates(date(1900, 1, 1)))
def test_both_forms_of_a_day_are_the_same_day(day: date) -> None:
    assert forms.day(day.isoformat()) == forms.day(f"{day:%d/%m/%Y}") == day


@pytest.mark.parametrize(
    "cell",
    [
        "6/5/2026",
        "06/05/26",
        "2026/05/06",
        "05-06-2026",
        "6 May 2026",
        "31/02/2026",
        "2026-13-01",
        "٠٦/٠٥/٢٠٢٦",
        "",
    ],
)
def test_other_days_are_refused_with_the_form(cell: str) -> None:
    with pytest.raises(forms.Unread, match="2026-05-06 or 06/05/2026"):
        forms.day(cell)


@pytest.mark.parametrize(
    ("cell", "pence"), [("65", 6500), ("65.00", 6500), ("£65.00", 6500), (" £ 57.50 ", 5750), ("0.01", 1)]
)
def test_sums_are_read_to_the_penny(cell: str, pence: int) -> None:
    assert forms.pence(cell) == pence


@pytest.mark.parametrize("cell", ["0", "0.00", "65.5", "65,00", "1e3", "sixty", "$65", "٦٥", "65.00.00"])
def test_other_sums_are_refused(cell: str) -> None:
    with pytest.raises(forms.Unread, match="above zero"):
        forms.pence(cell)


@pytest.mark.parametrize("cell", ["-65", "£-65.00", "(65)", "−5"])
def test_a_negative_sum_is_told_to_be_a_refund(cell: str) -> None:
    with pytest.raises(forms.Unread, match="paid back"):
        forms.pence(cell)


def test_an_instant_without_offset_is_london_time() -> None:
    assert forms.instant("2026-05-20T07:10") == datetime(2026, 5, 20, 6, 10, tzinfo=UTC)
    assert forms.instant("20/11/2026 07:10") == datetime(2026, 11, 20, 7, 10, tzinfo=UTC)
    assert forms.instant("2026-05-20T07:10Z") == datetime(2026, 5, 20, 7, 10, tzinfo=UTC)
    assert forms.instant("2026-05-20T07:10+02:00") == datetime(2026, 5, 20, 5, 10, tzinfo=UTC)
    assert forms.instant("2026-05-20") == datetime(2026, 5, 19, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "cell", ["now", "07:10", "2026-05-20T25:00", "20/05/26 07:10", "2026-05-20T07:10+99:99"]
)
def test_other_instants_are_refused(cell: str) -> None:
    with pytest.raises(forms.Unread):
        forms.instant(cell)


def test_times_choices_and_yes() -> None:
    assert forms.clock_time("9:05".zfill(5)) == "09:05"
    assert forms.clock_time("14.05") == forms.clock_time("14:05:33") == "14:05"
    with pytest.raises(forms.Unread):
        forms.clock_time("24:00")
    assert forms.choice("By Hand", ("by-hand",)) == "by-hand"
    assert forms.yes("Yes")
    assert not forms.yes("")
    with pytest.raises(forms.Unread):
        forms.yes("perhaps")


@given(st.text())
def test_no_reader_fails_in_any_other_way(cell: str) -> None:
    for reader in (forms.day, forms.clock_time, forms.instant, forms.pence, forms.yes):
        try:
            reader(cell)
        except forms.Unread as no:
            assert str(no)
    assert forms.postcode(cell) is not None
