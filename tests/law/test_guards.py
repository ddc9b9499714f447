"""What no screen and no command can pass."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from caseworker.law.calendar import Service
from caseworker.law.clocks import clock_ids
from caseworker.law.facts import Facts, Place
from caseworker.law.guards import Open, Served, Standing, alerts, bars, check, event_of
from caseworker.law.proceedings import begun_by, ended_by, proceeding, proceedings
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes
from caseworker.law.stages import event_ids, events, stage_of
from caseworker.law.tables import table

ROWS = tomllib.loads((Path(__file__).parent / "vectors" / "guards.toml").read_text("utf-8"))["vector"]


def facts(regime: str, stage: str, basis: str | None = None, **more: Any) -> Facts:
    place = Place.OUTSIDE if basis == "outside-traffic" or regime == "caz-2013" else Place.LONDON
    return Facts(
        authority="Exampleton",
        place=place,
        regime=regime,
        basis=basis,
        pcn="ZZ1234567A",
        vrm="ZZ19ABC",
        stage=stage,
        **more,
    )


def standing(row: dict[str, Any]) -> Standing:
    """A standing in which nothing is missing, but for what the row says."""
    said = dict(row)
    today = said.pop("today")
    opened = [Open(kind, date(2026, 1, 5)) for kind in said.pop("open", [])]
    opened += [Open(kind, on) for kind, on in said.pop("began", {}).items()]
    notices = tuple(Served(kind, on) for kind, on in said.pop("notices", {}).items())
    hire = said.pop("hire", "")
    return Standing(
        today=today,
        proceedings=tuple(opened),
        notices=notices,
        film_opened_on=today if said.pop("film", True) else None,
        authorised=said.pop("authorised", True),
        confirmed=said.pop("confirmed", True),
        reason=said.pop("reason", "a reason"),
        hire_missing=None if hire == "unjudged" else (hire,) if hire else (),
        service=Service(said.pop("service", "first-class")),
        holds=tuple(said.pop("holds", ())),
        same_day=tuple(said.pop("same_day", ())),
        **said,
    )


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_what_bars_an_act(row: dict[str, Any]) -> None:
    case = facts(row["regime"], row["stage"], row.get("basis"), **row.get("facts", {}))
    found = bars(row["act"], case, standing(row["standing"]))
    assert [bar.guard for bar in found] == row["bars"]
    for bar in found:
        assert bar.words.endswith(".") and bar.citation.instrument in table("instruments")


def test_every_guard_and_every_wait_is_held_by_a_vector() -> None:
    barred = {guard for row in ROWS for guard in row["bars"]}
    assert {row["id"] for row in table("guards")["guard"]} - {"open"} <= barred
    assert {row["guard"] for row in table("guards")["wait"]} <= barred
    waited = {(event_of(row["act"]), row["regime"]) for row in ROWS if row["bars"]}
    for row in table("guards")["wait"]:
        assert {(row["event"], regime) for regime in row["regimes"]} & waited, row


def test_the_tables_name_events_clocks_and_acts_that_exist() -> None:
    rows, issue = table("guards"), set(table("guards")["acts"]["issue"])
    for names in [*rows["acts"].values(), *(row.get("events", []) for row in rows["guard"])]:
        assert set(names) <= event_ids() | issue
    assert set(rows["letters"].values()) <= event_ids()
    for row in rows["guard"]:
        assert set(row.get("acts", [])) <= set(rows["acts"])
        assert row.get("acts") or row.get("events")
    for row in rows["wait"]:
        assert row["event"] in event_ids() | issue
        for regime in row["regimes"]:
            assert {row["clock"], row.get("longer", row["clock"])} <= set(clock_ids(regime)), row
            for at in row.get("at", []):
                if at in {one.id for law in regimes() if law.id == regime for one in _stages(regime)}:
                    assert stage_of(regime, at)


def _stages(regime: str) -> list[Any]:
    from caseworker.law.stages import stages

    return list(stages(regime))


def test_each_certificate_has_exactly_one_wait_at_its_stage() -> None:
    for law in regimes():
        for one in _stages(law.id):
            if "charge-certificate-served" in {event.event for event in events(law.id, one.id)}:
                waits = [
                    row
                    for row in table("guards")["wait"]
                    if row["event"] == "charge-certificate-served"
                    and law.id in row["regimes"]
                    and one.id in row["at"]
                ]
                assert len(waits) == 1, (law.id, one.id)


def test_an_unknown_act_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        event_of("charge-certificat")
    assert "charge-certificate" in refused.value.do
    assert event_of("notice-of-rejection") == "representations-rejected"


def test_a_check_refuses_with_everything_in_the_way() -> None:
    case = facts("bus-lane-1996", "representations-hold")
    around = standing({"today": date(2026, 6, 22), "film": False, "authorised": False})
    with pytest.raises(Refused) as refused:
        check("notice-of-rejection", case, around)
    assert "film was not opened" in refused.value.what and "authorised" in refused.value.do
    assert refused.value.citation is not None and refused.value.rule.startswith("film")
    check("notice-of-rejection", case, standing({"today": date(2026, 6, 22)}))


def test_nothing_is_taken_for_granted() -> None:
    bare = Standing(today=date(2026, 6, 22))
    case = facts("moving-traffic-2003", "representations-hold", received_on=date(2026, 6, 1))
    assert [bar.guard for bar in bars("representations-rejected", case, bare)] == ["film", "HG7"]
    assert [bar.guard for bar in bars("transferred-to-hirer", case, bare)] == ["HG6", "HG7"]


def test_the_words_say_what_to_do_while_days_remain_and_after() -> None:
    case = facts("tma-reg9", "representations-hold", received_on=date(2025, 11, 1))
    [late] = bars("representations-rejected", case, standing({"today": date(2025, 12, 23)}))
    assert "by hand by Fri 26 Dec 2025" in late.words and "day 56" in late.words
    [over] = bars("representations-rejected", case, standing({"today": date(2025, 12, 29)}))
    assert "by hand" not in over.words and "treated as accepted" in over.words


def test_what_waits_says_its_first_day_and_why() -> None:
    case = facts("tma-reg9", "notice-to-owner", notice_served_on=date(2026, 6, 10))
    [early] = bars("charge-certificate-served", case, standing({"today": date(2026, 7, 1)}))
    assert "from Wed 8 Jul 2026, and not before. Served earlier" in early.words
    assert early.citation.label == "GR22 reg 21"
    owner = facts("tma-reg9", "issued-full", pcn_served_on=date(2026, 3, 2))
    [early] = bars("notice-to-owner-served", owner, standing({"today": date(2026, 3, 29)}))
    assert early.words.endswith("from Mon 30 Mar 2026, and not before.")
    [late] = bars("notice-to-owner-served", owner, standing({"today": date(2026, 8, 28)}))
    assert "served Wed 2 Sep 2026, after the last day, Tue 1 Sep 2026" in late.words


def test_a_trifle_is_told_with_both_sums_and_what_to_do() -> None:
    case = facts("tma-reg9", "notice-to-owner", notice_served_on=date(2026, 6, 10))
    around = replace(standing({"today": date(2026, 7, 8), "reason": ""}), owed_pence=300, trifle_pence=500)
    [told] = bars("charge-certificate-served", case, around)
    assert "Only £3 is still owed" in told.words and "(up to £5)" in told.words and "waiver" in told.words
    assert told.citation.label == "PRACTICE no certificate on a trifling balance"
    assert not told.citation.status.verified


def test_the_latest_of_two_days_counts() -> None:
    case = facts("tma-reg9", "rejected")
    around = replace(
        standing({"today": date(2026, 4, 1)}),
        notices=(
            Served("notice-of-rejection", date(2026, 3, 5)),
            Served("notice-of-rejection", date(2026, 3, 4)),
        ),
    )
    assert [bar.guard for bar in bars("charge-certificate-served", case, around)] == ["HG1"]


# DV7: received Mon 15 Jun 2026, last day Sun 9 Aug, last safe posting day Wed 5 Aug.
@pytest.mark.parametrize(
    ("today", "levels"),
    [
        (date(2026, 7, 28), []),
        (date(2026, 7, 29), ["alert"]),
        (date(2026, 8, 1), ["alert"]),
        (date(2026, 8, 2), ["alert", "escalate"]),
        (date(2026, 8, 9), ["alert", "escalate"]),
        (date(2026, 8, 10), []),
    ],
)
def test_a_reply_near_its_limit_is_told_by_the_last_safe_posting_day(today: date, levels: list[str]) -> None:
    case = facts("caz-2013", "representations-hold", received_on=date(2026, 6, 15))
    found = alerts(case, replace(standing({"today": today}), undecided=True))
    assert [one.level for one in found] == levels
    for one in found:
        assert "post by Wed 5 Aug 2026" in one.words and "Sun 9 Aug 2026" in one.words


def test_nothing_is_told_of_what_is_decided_or_has_no_limit() -> None:
    around = replace(standing({"today": date(2026, 8, 2)}), undecided=True)
    day = date(2026, 6, 15)
    assert not alerts(facts("moving-traffic-2003", "representations-hold", received_on=day), around)
    assert not alerts(facts("tma-reg9", "representations-hold", received_on=day), around)
    assert not alerts(facts("caz-2013", "representations-hold"), around)
    case = facts("caz-2013", "representations-hold", received_on=day)
    assert not alerts(case, replace(around, undecided=False))


BASES = {"tma-reg10": "outside-traffic"}


def walk(law: Any, rng: Random, steps: int = 40) -> list[tuple[str, str, frozenset[str], bool, bool]]:
    """A life that stages and guards allow: event, stage before, what was open, undecided, film seen."""
    case = facts(
        law.id,
        "issued-discount",
        BASES.get(law.id),
        **{name: date(2025, 1, 6) for name in ("contravened_on", "pcn_dated_on", "notice_served_on")},
        pcn_served_on=date(2026, 1, 5),
        received_on=date(2026, 6, 1),
        certificate_served_on=date(2025, 3, 3),
    )
    opened: set[str] = set()
    film = undecided = False
    lived = []
    days = tuple(
        Served(kind, date(2025, 2, 3))
        for kind in ("notice-of-rejection", "appeal-decision", "appeal-withdrawal", "order-for-recovery")
    )
    for _ in range(steps):
        around = replace(
            standing({"today": date(2026, 6, 15)}),
            proceedings=tuple(Open(kind, date(2026, 1, 5)) for kind in sorted(opened)),
            notices=(*days, Served("restart", date(2026, 6, 1))),
            undecided=undecided,
            film_opened_on=date(2026, 6, 2) if film else None,
        )
        here = [event.event for event in events(law.id, case.stage)]
        free = [event for event in here if not bars(event, case, around)]
        if not free:
            break
        open_ways = [one.event for one in events(law.id, case.stage) if not stage_of(law.id, one.to).closed]
        on = [one for one in free if one in open_ways and one != "paid-in-part"]
        event = rng.choice(on if on and rng.random() < 0.97 else free)
        lived.append((event, case.stage, frozenset(opened), undecided, film))
        if event in ("challenge-received", "representations-received"):
            undecided = True
        elif event.startswith(("challenge-", "representations-")) and "considered" not in event:
            undecided = False
        opened -= {one.id for one in ended_by(law.id, event, opened)}
        opened |= {one.id for one in begun_by(law.id, event)}
        film = film or rng.random() < 0.1
        case = replace(case, stage={one.event: one.to for one in events(law.id, case.stage)}[event])
    return lived


@pytest.mark.parametrize("law", regimes(), ids=lambda law: law.id)
def test_no_life_of_a_pcn_reaches_a_certificate_or_a_rejection_over_what_is_open(law: Any) -> None:
    certificates = rejections = 0
    barring = {one.id for one in proceedings(law.id) if "certificate" in one.bars}
    for seed in range(300):
        for event, stage, opened, undecided, film in walk(law, Random(seed)):
            if event == "charge-certificate-served":
                certificates += 1
                assert not undecided and not opened & barring, (seed, stage, opened)
            if event in table("guards")["acts"]["rejection"]:
                rejections += 1
                assert "view-request" not in opened
                assert film or not law.filmed(BASES.get(law.id))
                assert not opened & {"appeal", "recommendation", "referral", "statement", "out-of-time"}
    assert bool(certificates) is law.certificate
    assert rejections


@pytest.mark.parametrize("law", regimes(), ids=lambda law: law.id)
def test_each_kind_of_proceedings_is_opened_and_closed_by_events_of_its_regime(law: Any) -> None:
    here = {event.event for one in _stages(law.id) for event in events(law.id, one.id)}
    for kind in proceedings(law.id):
        assert set(kind.begins_with) <= here, kind.id
        assert set(kind.ends_with) <= here, kind.id
        assert not set(kind.begins_with) & set(kind.ends_with)
        assert set(kind.bars) <= set(table("guards")["acts"])
        assert not kind.clock or kind.clock in clock_ids(law.id)


@pytest.mark.parametrize(
    ("regime", "kinds"),
    [
        ("tma-reg9", "appeal recommendation referral statement out-of-time review warrant evidence-pack"),
        (
            "tma-reg10",
            "appeal recommendation referral statement out-of-time review warrant view-request evidence-pack",
        ),
        (
            "bus-lane-1996",
            "appeal referral statement out-of-time review warrant view-request evidence-pack",
        ),
        (
            "moving-traffic-2003",
            "appeal referral statement out-of-time review warrant view-request evidence-pack",
        ),
        ("removal", "appeal recommendation evidence-pack"),
        ("clamp", "appeal recommendation evidence-pack"),
        ("caz-2013", "appeal referral statement out-of-time review warrant evidence-pack"),
    ],
)
def test_the_proceedings_of_each_regime(regime: str, kinds: str) -> None:
    assert {one.id for one in proceedings(regime)} == set(kinds.split())


@pytest.mark.parametrize(
    ("kind", "barred", "clock"),
    [
        ("appeal", "certificate rejection registration warrant fresh-notice write-off", "tribunal-papers"),
        (
            "recommendation",
            "certificate rejection registration warrant fresh-notice write-off",
            "recommendation",
        ),
        ("referral", "certificate rejection registration warrant fresh-notice write-off", ""),
        ("statement", "certificate rejection registration warrant fresh-notice", ""),
        (
            "out-of-time",
            "certificate rejection registration warrant fresh-notice write-off",
            "out-of-time-reply",
        ),
        ("review", "certificate rejection registration warrant fresh-notice write-off", ""),
        ("warrant", "", ""),
        ("view-request", "rejection certificate", ""),
        ("evidence-pack", "", "evidence-pack"),
    ],
)
def test_what_each_kind_bars(kind: str, barred: str, clock: str) -> None:
    for law in regimes():
        if kind in {one.id for one in proceedings(law.id)}:
            found = proceeding(law.id, kind)
            assert set(found.bars) == set(barred.split()) and found.clock == clock


def test_proceedings_of_another_regime_are_refused() -> None:
    with pytest.raises(Refused, match="There is no"):
        proceeding("moving-traffic-2003", "recommendation")
    with pytest.raises(Refused) as refused:
        proceeding("tma-reg9", "apeal")
    assert '"appeal"' in refused.value.do


def test_events_open_and_close_proceedings() -> None:
    assert [one.id for one in begun_by("tma-reg9", "appeal-registered")] == ["appeal"]
    assert [one.id for one in begun_by("tma-reg9", "out-of-time-granted")] == ["statement"]
    closed = ended_by("tma-reg9", "appeal-allowed", ["appeal", "evidence-pack", "warrant"])
    assert {one.id for one in closed} == {"appeal", "evidence-pack"}
    assert not ended_by("tma-reg9", "appeal-allowed", ["warrant"])
