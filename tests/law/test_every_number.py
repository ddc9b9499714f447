"""Every number and day of the law's tables is held by a vector: moved by one, something fails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from caseworker.law import tables
from caseworker.law.barring import Standing
from caseworker.law.facts import CaseKind, Facts, Place
from caseworker.law.forms import extended_until, yardstick_on
from caseworker.law.guards import alerts
from caseworker.law.hire import Papers, answers_of
from caseworker.law.regimes import regimes
from caseworker.law.tables import in_force_from
from tests.law.nudging import survivors, values

DISCOUNT = {
    # Days, by regime and basis: law pack T2; zone pack N2.
    "tma-reg9": {"any": 14},
    "tma-reg10": {"approved-device": 21, "prevented": 14, "driven-away": 14, "outside-traffic": 21},
    "bus-lane-1996": {"any": 14},
    "moving-traffic-2003": {"any": 14},
    "removal": {"any": 14},
    "clamp": {"any": 14},
    "caz-2013": {"any": 14},
}
REPLY = {
    # Days for a decision, 0 where the law sets none: law pack T8; zone pack N5.
    "tma-reg9": 56,
    "tma-reg10": 56,
    "bus-lane-1996": 0,
    "moving-traffic-2003": 0,
    "removal": 56,
    "clamp": 56,
    "caz-2013": 56,
}


def _regimes() -> bool:
    return {law.id: dict(law.discount_days) for law in regimes()} == DISCOUNT and {
        law.id: law.reply_days for law in regimes()
    } == REPLY


def _forms() -> bool:
    # Registered Wed 1 Jul 2026: 36 days on is Thu 6 Aug.
    # 21 days end on Tue 11 Aug 2026: four weeks on, Tue 8 Sep.
    yardstick = yardstick_on(date(2026, 7, 1)).day == date(2026, 8, 6)
    return yardstick and extended_until(date(2026, 8, 11), date(2026, 8, 3)).day == date(2026, 9, 8)


def _hire() -> bool:
    """Six months beginning with 1 January end on 30 June: to 29 June is less, to 30 June is not."""

    def short(last: date) -> bool | None:
        papers = Papers(starts_on=date(2026, 1, 1), ends_on=last)
        return answers_of("tma-reg9", papers, datetime(2026, 3, 2, 10, 0)).get("short-agreement")

    found = [short(date(2026, 6, 29)), short(date(2026, 6, 30))]
    return found == [True, False]


def _instruments() -> bool:
    days = {"GR22": date(2022, 5, 31), "AR22": date(2022, 5, 31), "RUC13": date(2013, 9, 2)}
    return all(in_force_from(name) == day for name, day in days.items())


def _guards() -> bool:
    """DV7: received Mon 15 Jun 2026, safe posting Wed 5 Aug: told from Wed 29 Jul, escalated from 2 Aug."""
    facts = Facts(
        authority="x",
        place=Place.OUTSIDE,
        regime="caz-2013",
        pcn="ZZ1",
        vrm="ZZ1",
        kind=CaseKind.FORMAL,
        stage="representations-hold",
        received_on=date(2026, 6, 15),
    )

    def levels(day: date) -> list[str]:
        return [one.level for one in alerts(facts, Standing(today=day, undecided=True))]

    days = (date(2026, 7, 28), date(2026, 7, 29), date(2026, 8, 1), date(2026, 8, 2))
    return [levels(day) for day in days] == [[], ["alert"], ["alert"], ["alert", "escalate"]]


HERE: dict[str, Callable[[], bool]] = {
    "regimes": _regimes,
    "forms": _forms,
    "hire": _hire,
    "instruments": _instruments,
    "guards": _guards,
}
ELSEWHERE = {
    "charges": "test_charges.py",
    "clocks": "test_clocks.py",
    "holidays": "test_calendar.py",
    "moments": "test_moments.py",
    "service": "test_calendar.py",
}


@pytest.mark.parametrize("name", HERE)
def test_each_number_is_held(name: str) -> None:
    assert survivors(name, lambda: not HERE[name]()) == []


def test_no_table_with_a_number_is_left_out() -> None:
    folder = Path(tables.__file__).parent / "data"
    numbered = {path.stem for path in folder.glob("*.toml") if any(values(tables.table(path.stem)))}
    assert numbered == set(HERE) | set(ELSEWHERE)
    for name, module in ELSEWHERE.items():
        assert f'survivors("{name}"' in (Path(__file__).parent / module).read_text("utf-8").replace(
            "survivors(\n        ", "survivors("
        )
