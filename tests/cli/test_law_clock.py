"""`caseworker law clock` in every regime: ways of service, proved receipt, minutes, the list."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from caseworker.cli.law import law
from caseworker.law.clocks import clock_ids
from caseworker.law.moments import moment_ids
from caseworker.law.regimes import regimes

RUN = CliRunner()


def ask(*words: str) -> dict[str, Any]:
    told = RUN.invoke(law, ["clock", *words, "--json"])
    assert told.exit_code == 0, told.stderr
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_a_notice_dated_clock_and_a_service_clock_of_one_pcn_differ() -> None:
    pay = ask("moving-traffic-2003", "pay-by", "--from", "2026-06-12")
    write = ask("moving-traffic-2003", "representations", "--from", "2026-06-12", "--posted")
    assert (pay["last_day"], write["last_day"]) == ("2026-07-09", "2026-07-13")
    assert any(words.startswith("Posted Fri 12 Jun 2026") for words in write["working"])


def test_the_other_reading_is_shown() -> None:
    words = ["caz-2013", "discount", "--from", "2026-03-16", "--posted"]
    assert ask(*words)["other_reading"] == "2026-03-31"
    told = RUN.invoke(law, ["clock", *words])
    assert "read otherwise    Tue 31 Mar 2026" in told.stdout


def test_a_proved_day_of_receipt_overrides_the_posting() -> None:
    found = ask("tma-reg9", "appeal", "--from", "2026-03-02", "--posted", "--received", "2026-03-09")
    assert (found["served"], found["last_day"]) == ("2026-03-09", "2026-04-05")
    assert any("Keep the proof" in words for words in found["warnings"])


@pytest.mark.parametrize(
    ("service", "served"), [("hybrid", "2026-04-08"), ("by-hand", "2026-04-02"), ("email", "2026-04-07")]
)
def test_how_the_notice_went_decides_its_service(service: str, served: str) -> None:
    words = ["tma-reg9", "appeal", "--from", "2026-04-02", "--posted", "--service", service, "--agreed"]
    assert ask(*words)["served"] == served


def test_how_our_notice_goes_decides_the_last_safe_day() -> None:
    assert ask("removal", "reply", "--from", "2025-11-03")["last_safe_posting"] == "2025-12-22"
    by_hand = ask("removal", "reply", "--from", "2025-11-03", "--service", "by-hand")
    assert by_hand["last_safe_posting"] == "2025-12-24"
    email = ask("removal", "reply", "--from", "2025-11-04", "--service", "email", "--agreed")
    assert (email["last_day"], email["last_safe_posting"]) == ("2025-12-29", "2025-12-24")


def test_minutes_and_the_charging_day_are_answered_too() -> None:
    assert ask("tma-reg9", "penalty-grace", "--from", "2026-03-02T08:30")["first"][:16] == "2026-03-02T08:41"
    wait = ask("removal", "removal-grace", "--from", "2026-03-02T08:30", "--unpaid", "3")
    assert wait["first"][:16] == "2026-03-02T08:45"
    assert ask("caz-2013", "charging-day", "--from", "2026-06-30T23:30Z")["day"] == "2026-07-01"
    told = RUN.invoke(law, ["clock", "caz-2013", "charging-day", "--from", "2026-06-30T23:30Z"])
    assert "Wed 1 Jul 2026" in told.stdout and "verified in the source" in told.stdout


@pytest.mark.parametrize("regime", [law.id for law in regimes()])
def test_the_list_names_every_clock_of_the_regime(regime: str) -> None:
    told = RUN.invoke(law, ["clock", regime, "--list"])
    assert told.exit_code == 0
    names = [line.split()[0] for line in told.stdout.splitlines()]
    assert names == [*clock_ids(regime), *moment_ids(regime)]
    record = json.loads(RUN.invoke(law, ["clock", regime, "--list", "--json"]).stdout)
    assert [row["clock"] for row in record] == names
    for line, row in zip(told.stdout.splitlines(), record, strict=True):
        assert ("NOT VERIFIED" in line) is (row["status"] in ("R", "I"))
        assert row["counts"] in line


def test_the_list_says_how_long_each_clock_is() -> None:
    rows = json.loads(RUN.invoke(law, ["clock", "tma-reg10", "--list", "--json"]).stdout)
    counts = {row["clock"]: row["counts"] for row in rows}
    assert counts["discount"].startswith("21 days (approved-device), 14 days (prevented)")
    assert counts["evidence-pack"] == "7 days back"
    assert counts["out-of-time-reply"] == "19 working days"
    assert counts["subject-access"] == "1 month"
    assert counts["penalty-grace"] == "10 minutes"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["bus-lane-1996", "reply", "--from", "2026-03-02"], "No clock of bus-lane-1996"),
        (["moving-traffic-2003", "deemed-acceptance", "--from", "2026-03-02"], "No clock of moving-traffic"),
        (["moving-traffic-2003", "recommendation", "--from", "2026-03-02"], "No clock of moving-traffic"),
        (["bus-lane-1996", "hire-transfer", "--from", "2026-03-02"], "No clock of bus-lane-1996"),
        (["removal", "registration", "--from", "2026-03-02"], "No clock of removal"),
        (["caz-2013", "recommendation", "--from", "2026-03-02"], "No clock of caz-2013"),
        (["moving-traffic-2003", "discount", "--from", "2026-03-02", "--posted"], "does not start with"),
        (["tma-reg9", "reply"], "needs its name and the day"),
        (["tma-reg9"], "--list names the clocks"),
        (["tma-reg99", "--list"], 'Did you mean "tma-reg9"?'),
        (["tma-reg9", "appeal", "--from", "2026-03-02", "--received", "2026-03-09"], "needs the posting"),
        (
            ["tma-reg9", "appeal", "--from", "2026-03-02", "--posted", "--received", "2026-03-01"],
            "before it was sent",
        ),
        (
            ["tma-reg9", "appeal", "--from", "2026-03-02", "--posted", "--service", "second class"],
            "Second-class post cannot carry",
        ),
        (["tma-reg9", "reply", "--from", "2026-03-02", "--service", "2nd class"], "Second-class post"),
        (["tma-reg9", "appeal", "--from", "2026-03-02", "--posted", "--service", "email"], "by email"),
        (["tma-reg9", "reply", "--from", "2026-03-02", "--service", "email"], "by email"),
        (["tma-reg9", "reply", "--from", "2026-03-02", "--service", "pigeon"], "kind of service"),
        (["removal", "removal-grace", "--from", "2026-03-02"], "is not a moment"),
        (["removal", "removal-grace", "--from", "2026-03-02T25:00"], "is not a moment"),
        (["removal", "removal-grace", "--from", "9999-12-31T23:59Z"], "end of time"),
    ],
)
def test_what_cannot_be_answered_is_refused(words: list[str], says: str) -> None:
    told = RUN.invoke(law, ["clock", *words])
    assert (told.exit_code, told.stdout) == (2, "")
    assert says in told.stderr
