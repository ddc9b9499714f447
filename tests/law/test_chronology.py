"""What cannot be so in a history."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseworker.law.chronology import History, Lived, against, faults, label
from caseworker.law.refusals import Refused
from caseworker.law.stages import event_ids
from caseworker.law.tables import table

VECTORS = tomllib.loads((Path(__file__).parent / "vectors" / "chronology.toml").read_text("utf-8"))
ROWS, NEXT = VECTORS["history"], VECTORS["next"]
PATHS = tomllib.loads((Path(__file__).parent / "vectors" / "paths.toml").read_text("utf-8"))["path"]
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_what_cannot_be_is_told(row: dict[str, Any]) -> None:
    lived = tuple(Lived(kind, on) for kind, on in row["events"])
    found = faults(History(row["regime"], TODAY, lived))
    assert [[one.code, one.kind] for one in found] == row["faults"]
    for one in found:
        assert one.what.endswith(".") and one.rule.endswith(".") and one.do.endswith(".")
        assert one.on in {other.on for other in lived}


@pytest.mark.parametrize("row", NEXT, ids=[row["name"] for row in NEXT])
def test_one_more_event_is_told_only_what_it_brings_about(row: dict[str, Any]) -> None:
    known = History(row["regime"], TODAY, tuple(Lived(kind, on) for kind, on in row["events"]))
    found = against(known, Lived(*row["then"]))
    assert [[one.code, one.kind] for one in found] == row["faults"]
    said = " ".join(f"{one.what} {one.rule}" for one in found)
    assert [name for name in row["names"] if name not in said] == []


def test_one_more_event_that_has_not_come_is_told() -> None:
    known = History("tma-reg9", TODAY, (Lived("contravention", date(2026, 1, 5)),))
    assert [one.code for one in against(known, Lived("enquiry", date(2026, 11, 23)))] == ["future"]
    assert not against(known, Lived("enquiry", TODAY))


def test_every_kind_of_fault_and_every_rule_is_held() -> None:
    told = {code for row in ROWS for code, _ in row["faults"]}
    assert told == {"future", "foreign", "missing", "order", "same-day", "twice", "both", "ended"}
    known = event_ids() | set(table("chronology")["days"])
    for row in table("chronology")["order"]:
        assert set(row["then"]) | set(row["after"]) <= known
    for row in table("chronology")["only"]:
        assert set(row["kinds"]) <= known
    assert set(table("chronology")["restart"]["kinds"]) <= known
    assert set(table("chronology")["notices"]["kinds"]) <= known
    assert set(table("chronology")["notices"]["again"]) <= known
    assert table("chronology")["first"]["kind"] in known


def test_the_words_name_both_days() -> None:
    lived = (
        Lived("contravention", date(2026, 1, 5)),
        Lived("pcn-served", date(2026, 1, 5)),
        Lived("notice-to-owner-served", date(2026, 3, 10)),
        Lived("charge-certificate-served", date(2026, 3, 9)),
    )
    [fault] = faults(History("tma-reg9", TODAY, lived))
    assert fault.what == (
        '"A Charge Certificate was served" on Mon 9 Mar 2026 comes before '
        '"A Notice to Owner was served" on Tue 10 Mar 2026.'
    )
    assert fault.rule == "A charge certificate follows the notice to the owner."
    same = (*lived[:3], Lived("charge-certificate-served", date(2026, 3, 10)))
    assert "on the same day as" in faults(History("tma-reg9", TODAY, same))[0].what


def test_what_is_missing_is_named_as_the_regime_has_it() -> None:
    lived = (Lived("rights-given", date(2026, 1, 5)),)
    [fault] = faults(History("clamp", TODAY, lived))
    assert "released on payment" in fault.what and "disposed" not in fault.what
    [fault] = faults(History("removal", TODAY, lived))
    assert "disposed" in fault.what


@pytest.mark.parametrize("path", PATHS, ids=[f"{one['regime']}: {one['name']}" for one in PATHS])
def test_every_path_that_can_be_walked_is_a_history_that_can_be(path: dict[str, Any]) -> None:
    steps = [line.split()[0] for line in path["walk"].strip().splitlines()][1:]
    lived = [Lived("contravention", date(2026, 1, 5)), Lived("pcn-served", date(2026, 1, 9))]
    lived += [
        Lived(event, date.fromordinal(date(2026, 1, 10).toordinal() + day)) for day, event in enumerate(steps)
    ]
    assert not faults(History(path["regime"], TODAY, tuple(lived)))


def test_an_unknown_event_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        faults(History("tma-reg9", TODAY, (Lived("contraventoin", date(2026, 1, 5)),)))
    assert '"contravention"' in refused.value.do
    assert label("contravention") == "The contravention"
