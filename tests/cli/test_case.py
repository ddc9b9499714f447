"""`caseworker case show` and `caseworker case letter`."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from caseworker.casework.desk import compose, enquiring, issue
from caseworker.cli import app
from caseworker.law.facts import Outcome
from caseworker.store.tables import Pcn
from tests import builders
from tests.casework.office import DEEMED, FORMAL, PAID, Desk

RUN = CliRunner()
PCN = Pcn.__table__  # type: ignore[attr-defined]


def issued(desk: Desk) -> str:
    """A letter's number."""
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    return issue.issue(desk(), seen, compose.new_plan(desk(), seen)).number


def test_a_case_is_told_with_its_clocks_warnings_and_letters(desk: Desk) -> None:
    number = issued(desk)
    told = RUN.invoke(app, ["case", "show", f" {FORMAL.lower()} ", "--store", desk.url])
    assert told.exit_code == 0, told.stderr
    for words in (
        f"{FORMAL}  ZZ13 ABC  12r parked in a residents'",
        "2026-10-01 10:42  Alder Road, outside 14",
        "stage: Formal representations being considered   case: formal, issued   with: asha",
        "due now: 160.00",
        "2027-01-03 (AR22 reg 6",
        "point: Grace period or observation  not-upheld",
        f"letter {number}: notice-of-rejection to Jo Example, posts 2026-11-20; waits for the post of",
    ):
        assert words in told.stdout
    told = RUN.invoke(app, ["case", "show", DEEMED, "--store", desk.url])
    assert "! Day 56 has ended" in told.stdout


def test_json_carries_the_same_for_programs(desk: Desk) -> None:
    number = issued(desk)
    told = RUN.invoke(app, ["case", "show", FORMAL, "--store", desk.url, "--json"])
    found = json.loads(told.stdout)
    assert (found["pcn"], found["vrm"], found["kind"], found["status"]) == (
        FORMAL,
        "ZZ13 ABC",
        "formal",
        "issued",
    )
    assert (found["stage"], found["decision"], found["due_pence"]) == (
        "representations-hold",
        "uphold",
        16_000,
    )
    assert found["clocks"][0]["clock"] == "reply" and found["clocks"][0]["last_day"] == "2027-01-03"
    assert found["clocks"][0]["last_safe_posting"] == "2026-12-29"
    assert found["points"] == [
        {"slug": "grace-period-or-observation", "outcome": "not-upheld", "ground": "no-contravention"}
    ]
    (letter,) = found["letters"]
    assert (letter["number"], letter["kind"]) == (number, "notice-of-rejection")
    assert letter["sha256"] == desk.value("SELECT sha256 FROM letters")
    paid = json.loads(RUN.invoke(app, ["case", "show", PAID, "--store", desk.url, "--json"]).stdout)
    assert (paid["due_pence"], paid["decision"], paid["letters"]) == (0, None, [])


def test_every_open_case_of_the_pcn_is_named(desk: Desk) -> None:
    enquiring.enquire(desk(), FORMAL, "complaint", on=date(2026, 11, 19), words="About a call.")
    told = RUN.invoke(app, ["case", "show", FORMAL, "--store", desk.url]).stdout
    assert "case: complaint" in told and "also open: formal, to be answered by 2027-01-03" in told
    found = json.loads(RUN.invoke(app, ["case", "show", FORMAL, "--store", desk.url, "--json"]).stdout)
    assert found["other_cases"] == [{"kind": "formal", "due_on": "2027-01-03"}]


def test_a_pcn_that_nobody_wrote_about_is_not_said_to_be_unknown(desk: Desk) -> None:
    with desk().store.writing() as tx:
        builders.pcn(tx, pcn="ZZ7777777A", contravened_on=date(2026, 11, 2), served_on=date(2026, 11, 2))
    told = RUN.invoke(app, ["case", "show", "ZZ7777777A", "--store", desk.url])
    assert told.exit_code == 2 and "nobody wrote about it" in told.stderr
    assert "case ledger ZZ7777777A" in told.stderr
    assert RUN.invoke(app, ["case", "ledger", "ZZ7777777A", "--store", desk.url]).exit_code == 0


def test_an_unknown_pcn_is_refused(desk: Desk) -> None:
    told = RUN.invoke(app, ["case", "show", "ZZ9999999Z", "--store", desk.url])
    assert told.exit_code == 2 and told.stdout == ""
    assert "No case on PCN ZZ9999999Z is known here." in told.stderr


def test_a_letter_comes_out_byte_for_byte_and_overwrites_nothing(desk: Desk, tmp_path: Path) -> None:
    number, out = issued(desk), tmp_path / "letter.docx"
    told = RUN.invoke(app, ["case", "letter", number, "--out", str(out), "--store", desk.url])
    assert told.exit_code == 0, told.stderr
    assert hashlib.sha256(out.read_bytes()).hexdigest() == desk.value("SELECT sha256 FROM letters")
    assert out.stat().st_mode & 0o777 == 0o600, "it holds a name and an address"
    out.write_bytes(b"mine")
    told = RUN.invoke(app, ["case", "letter", number, "--out", str(out), "--store", desk.url])
    assert told.exit_code == 2 and "is there already" in told.stderr
    assert out.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("number", "folder", "said"),
    [("0000042", "", "No letter 0000042 was issued here."), ("0000001", "none/", "could not be written")],
)
def test_a_letter_that_cannot_be_written_is_refused(
    desk: Desk, tmp_path: Path, number: str, folder: str, said: str
) -> None:
    issued(desk)
    out = tmp_path / f"{folder}letter.docx"
    told = RUN.invoke(app, ["case", "letter", number, "--out", str(out), "--store", desk.url])
    assert told.exit_code == 2 and said in told.stderr and not out.exists()


def test_words_from_outside_reach_the_terminal_as_marked_text(desk: Desk) -> None:
    with desk().store.writing() as tx:
        hostile = "Alder \x1b]0;x\x07Road \u202e[/]"
        tx.execute(sa.update(PCN).where(PCN.c.pcn == FORMAL).values(location=hostile, keeper_name=hostile))
    told = RUN.invoke(app, ["case", "show", FORMAL, "--store", desk.url])
    assert told.exit_code == 0, told.stderr
    assert not set("\x1b\x07\u202e") & set(told.stdout)
    assert "Road" in told.stdout and "[/]" in told.stdout


def test_the_ledger_is_printed_line_by_line_for_a_day(desk: Desk) -> None:
    told = RUN.invoke(app, ["case", "ledger", PAID, "--on", "2026-11-12", "--store", desk.url])
    assert told.exit_code == 0, told.stderr
    for words in (
        "2026-11-09       £160  Penalty charge £160  Penalty charge: £160.  (LC25 TMA Sch 9",
        "2026-11-09       -£80  Penalty charge £80  Discount: £80 if received by Sun 22 Nov 2026.",
        "2026-11-12       -£80  Penalty charge £0  £80 of £80 received by card: penalty charge.",
        "due on 2026-11-12: £0  Paid: £80 received, the last on Thu 12 Nov 2026.",
    ):
        assert words in told.stdout
    told = RUN.invoke(app, ["case", "ledger", FORMAL, "--store", desk.url, "--json"])
    found = json.loads(told.stdout)
    assert (found["due_pence"], found["owed"], found["waiting"]) == (16_000, {"Penalty charge": 16_000}, True)
    assert sum(one["pence"] for one in found["lines"]) == found["due_pence"]
    assert RUN.invoke(app, ["case", "ledger", PAID, "--on", "12/11", "--store", desk.url]).exit_code == 2


def test_money_is_recorded_from_the_command_line(desk: Desk) -> None:
    line = ["case", "adjust", PAID, "refund", "57.50", "--words", "By card.", "--store", desk.url]
    told = RUN.invoke(app, [*line, "--officer", "asha", "--on", "2026-11-19"])
    assert told.exit_code == 0, told.stderr
    assert "Recorded: refund of £57.50." in told.stdout
    assert [one.pence for one in desk.see(PAID).money.ledger.lines if one.kind == "refund"] == [5_750]
    for sum_ in ("57.5", "-3", "one", "1e3"):
        line[4] = sum_
        told = RUN.invoke(app, [*line, "--officer", "asha"])
        assert told.exit_code == 2, told.stdout


def test_linked_cases_are_listed_linked_and_taken_out(desk: Desk) -> None:
    seen = desk.take(FORMAL)
    on = ["--store", desk.url, "--officer", "asha"]
    near = RUN.invoke(app, ["case", "links", FORMAL, *on])
    assert near.exit_code == 0, near.stderr
    assert f"near: {PAID}  ZZ18 ABC  informal, nobody has it  received 2026-11-17" in near.stdout
    linked = RUN.invoke(app, ["case", "links", FORMAL, "--with", PAID, "--with", DEEMED, "--json", *on])
    told = json.loads(linked.stdout)
    assert [one["pcn"] for one in told["linked"]] == [DEEMED, PAID]
    assert PAID not in [one["pcn"] for one in told["near"]]
    alone = RUN.invoke(app, ["case", "links", FORMAL, "--alone", *on])
    assert alone.exit_code == 0 and "linked:" not in alone.stdout
    assert desk.see(PAID).linked[0].pcn == DEEMED and not desk.see(FORMAL).linked
    # What is not one's own is refused, and nothing is written.
    other = RUN.invoke(app, ["case", "links", PAID, "--with", FORMAL, *on])
    assert other.exit_code == 2 and "with nobody" in other.stderr
    assert seen.id == desk.case(FORMAL)
