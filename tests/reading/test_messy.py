"""Extracts as they really come: what can be meant in one way is read, the rest is named with its place."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from caseworker.law.refusals import Refused
from caseworker.reading import extract
from caseworker.reading.extract import read
from caseworker.reading.slips import perhaps
from tests.reading.samples import (
    CASE,
    LETTER,
    MESSAGE,
    PAYMENT,
    PERMIT,
    ROWS,
    SESSION,
    everything,
    folder,
    table,
)


def many(number: int) -> list[dict[str, str]]:
    """So many cases."""
    return [CASE | {"pcn": f"ZZ{at:08d}"} for at in range(number)]


def test_every_file_there_is_reads_whole() -> None:
    got = read(everything())
    assert got.faults == ()
    assert got.remarks == ()
    assert [len(group) for group in got.groups] == [1] * 11 + [2, 1, 1]
    assert got.rows == 15
    session, post, mail = got.sessions[0], got.post[0], got.post[1]
    assert (session.vrm, session.amount_pence, session.starts_at.isoformat()) == (
        "ZZ19ABC",
        240,
        "2026-10-06T09:00:00+00:00",
    )
    assert (post.pcn, post.kind, post.pages, post.fault) == ("ZZ12345G7A", "photo", 2, "")
    assert (mail.channel, mail.pcn, mail.original) == ("email", "ZZ1234567A", MESSAGE)
    assert mail.id == "M-" + mail.sha256[:32]


@pytest.mark.parametrize(
    ("file", "change", "column", "expected"),
    [
        ("permits.csv", {"valid_to": "2025-12-31"}, "valid_to", "a day that is not before valid_from"),
        ("permits.csv", {"kind": "staff"}, "kind", "one of resident, visitor"),
        ("permits.csv", {"status": "lost"}, "status", "one of valid, ended"),
        ("sessions.csv", {"vrm": ""}, "vrm", "only a suspension has none"),
        ("sessions.csv", {"ends": "2026-10-06T09:00"}, "ends", "not before starts"),
        ("sessions.csv", {"amount": "-2"}, "amount", "a sum as 2, 2.40"),
        ("sessions.csv", {"location": ""}, "location", "may not be empty"),
        ("locations.csv", {"street": ""}, "street", "may not be empty"),
        ("orders/orders.csv", {"in_force_to": "2024-03-31"}, "in_force_to", "not before in_force_from"),
        ("orders/manifest.csv", {"order": "", "location": ""}, "order", "at least one of the two"),
        ("orders/manifest.csv", {"file": "no.png"}, "file", "a file that is there, inside orders/"),
        ("orders/manifest.csv", {"file": "../evidence/one.png"}, "file", "a name inside orders/"),
        ("orders/manifest.csv", {"sha256": "0" * 64}, "sha256", "changed on the way"),
        ("post/post.csv", {"file": "", "text": ""}, "file", "this row has neither"),
        ("post/post.csv", {"pages": "two"}, "pages", "a whole number"),
        ("history.csv", {"event": "x" * 1_001}, "event", "at most 1,000 characters"),
        ("history.csv", {"at": "9am"}, "at", "a time as 14:05"),
    ],
)
def test_bad_cells_of_the_newer_files_are_named(
    file: str, change: dict[str, str], column: str, expected: str
) -> None:
    (fault,) = read(everything(**{file: table(ROWS[file] | change)})).faults
    assert (fault.file, fault.line, fault.column) == (file, 2, column)
    assert expected in fault.expected


def test_a_suspension_needs_no_mark_and_a_sum_may_be_nothing() -> None:
    rows = (
        SESSION | {"id": "S-2", "kind": "suspension", "vrm": "", "amount": ""},
        SESSION | {"amount": "0.00"},
    )
    got = read(everything(**{"sessions.csv": table(*rows)}))
    assert [(one.vrm, one.amount_pence) for one in got.sessions] == [("", None), ("ZZ19ABC", 0)]


def test_an_unbalanced_quote_is_named_with_the_lines_it_swallowed_and_letters_keep_their_case() -> None:
    rows = [row | {"location": "Alder Road"} for row in many(50)]
    content = table(*rows).decode().splitlines()
    content[10] = content[10].replace("FORD", '"FORD')
    letters = [LETTER | {"id": f"L-{at}", "pcn": row["pcn"]} for at, row in enumerate(rows)]
    got = read(folder(cases="\n".join(content).encode(), letters=table(*letters)))
    fault = next(one for one in got.faults if one.file == "cases.csv")
    assert (fault.line, fault.found) == (
        11,
        "a quote that is opened and never closed; it swallowed the 40 lines after it",
    )
    assert len(got.cases) == 9
    assert {one.pcn for one in got.cases} | got.held_back == {row["pcn"] for row in rows}


def test_a_quote_out_of_balance_says_where_it_was_noticed() -> None:
    text = table(CASE, CASE).decode().replace("FORD", '"FORD', 1).replace("BLUE", '"BLUE"')
    (fault,) = read({"cases.csv": text.encode()}).faults
    assert fault.found.startswith("a quote out of balance")


def test_a_row_that_swallowed_another_says_over_how_many_lines() -> None:
    body = b'id,pcn,received,amount,method\nP-1,ZZ1234567A,2026-10-14,80,"card\nP-2,x",y\n'
    (fault,) = read(folder(payments=body)).faults
    assert (fault.line, fault.found) == (2, "6 cells over 2 lines")


@pytest.mark.parametrize(
    "change",
    [{"served_how": "posted"}, {"contravention_date": "13/13/2026"}, {"vrm": "<b>"}, {"location": ""}],
)
def test_a_case_whose_row_is_faulty_is_held_back_and_not_unknown(change: dict[str, str]) -> None:
    got = read(folder(cases=table(CASE | change)))
    assert got.cases == ()
    assert got.held_back == {"ZZ1234567A"}
    assert read(folder()).held_back == frozenset()


def test_a_case_whose_row_has_a_cell_too_many_or_a_wrong_byte_after_it_is_held_back() -> None:
    text = table(CASE, CASE | {"pcn": "ZZ7654321B"})
    assert read(folder(cases=text.replace(b"FORD", b"FO,RD", 1))).held_back == {"ZZ1234567A"}
    got = read(folder(cases=text.replace(b"BLUE", b"BL\xa3E", 1)))
    assert got.held_back == {"ZZ1234567A", "ZZ7654321B"}
    assert len(got.faults) == 1


def test_days_of_both_forms_stand_in_one_column_and_month_first_is_refused_with_the_reason() -> None:
    rows = [
        CASE | {"pcn": "ZZ1234567A", "contravention_date": "2026-10-06"},
        CASE | {"pcn": "ZZ1234567B", "contravention_date": "06/10/2026"},
        CASE | {"pcn": "ZZ1234567C", "contravention_date": "10/16/2026"},
    ]
    got = read(folder(cases=table(*rows)))
    assert len(got.cases) == 2
    assert got.cases[0].contravened_on == got.cases[1].contravened_on
    (fault,) = got.faults
    assert fault.line == 4
    assert "this one has its month first: days are read day first, unless a profile says" in fault.expected


@pytest.mark.parametrize(
    ("cell", "pence"), [("£1,080.00", 108000), ("1,080", 108000), ("£ 65", 6500), ("12,345.67", 1234567)]
)
def test_pound_signs_and_commas_between_thousands_are_read(cell: str, pence: int) -> None:
    assert read(folder(payments=table(PAYMENT | {"amount": cell}))).payments[0].amount_pence == pence


@pytest.mark.parametrize("cell", ["1,08.00", ",080", "1,0800", "10,80,000"])
def test_commas_elsewhere_are_refused(cell: str) -> None:
    assert read(folder(payments=table(PAYMENT | {"amount": cell}))).faults[0].column == "amount"


def test_a_mark_that_may_be_a_slip_is_kept_and_said() -> None:
    got = read(everything(**{"permits.csv": table(PERMIT | {"vrm": "ZZI9 A8C"})}))
    assert got.permits[0].vrm == "ZZI9A8C"
    (remark,) = got.remarks
    assert (remark.file, remark.line, remark.column) == ("permits.csv", 2, "vrm")
    assert remark.words == "ZZI9A8C is no usual mark: perhaps ZZ19 ABC. Kept as it is"


@pytest.mark.parametrize(
    ("vrm", "usual"),
    [
        *(("ZZI9ABC", "ZZ19ABC"), ("2Z19ABC", "ZZ19ABC"), ("ZZ1OABC", "ZZ10ABC"), ("ZZIIIII", "ZZ11III")),
        *(("ZZ19ABC", ""), ("Q123ABC", ""), ("DIPLO1", ""), ("1", ""), ("WWWWWWW", "")),
    ],
)
def test_slips_are_guessed_only_where_a_usual_mark_comes_of_it(vrm: str, usual: str) -> None:
    assert perhaps(vrm) == usual


def test_slips_beyond_the_first_hundreds_are_counted() -> None:
    rows = [row | {"vrm": "ZZI9 ABC"} for row in many(250)]
    got = read(folder(cases=table(*rows)))
    assert len(got.remarks) == 201
    assert any(one.words == "50 more marks that look like a slip" for one in got.remarks)


def test_rows_that_stand_twice_are_taken_once_and_said_and_other_facts_are_a_fault() -> None:
    got = read(folder(letters=table(LETTER, LETTER, LETTER)))
    assert len(got.correspondence) == 1
    assert [(one.line, one.words) for one in got.remarks] == [
        (3, "2 rows stand a second time, word for word: taken once")
    ]
    got = read(folder(letters=table(LETTER, LETTER | {"text": "x"})))
    assert "with other facts" in got.faults[0].found
    assert got.remarks == ()


def test_rows_of_empty_cells_at_the_end_and_files_of_a_header_alone_are_nothing() -> None:
    empty = "," * (len(CASE) - 1) + "\r\n"
    got = read(folder(cases=table(CASE) + empty.encode() * 3))
    assert got.faults == ()
    assert len(got.cases) == 1
    headers = {name: (",".join(row) + "\n").encode() for name, row in ROWS.items()}
    got = read(headers)
    assert (got.faults, got.rows) == ((), 0)


def test_a_file_that_is_not_what_its_header_says_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(extract, "FAULT_CAP", 20)
    rows = [row | {"served_how": "no"} for row in many(100)]
    got = read(folder(cases=table(*rows)))
    faults = [one for one in got.faults if one.file == "cases.csv"]
    assert 20 < len(faults) < 50
    assert any("more than 20 faults" in one.found for one in faults)
    assert got.held_back == {row["pcn"] for row in rows}


def test_how_far_it_is_is_told_and_somebody_may_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "TOLD_EVERY", 1_000)
    (tmp_path / "cases.csv").write_bytes(table(*many(2_500)))
    told: list[tuple[str, int]] = []
    read(tmp_path, told=lambda file, rows: told.append((file, rows)))
    assert told == [("cases.csv", 1_000), ("cases.csv", 2_000), ("cases.csv", 2_500)]
    told.clear()
    with pytest.raises(Refused) as no:
        read(tmp_path, told=lambda file, rows: told.append((file, rows)), stop=lambda: bool(told))
    assert no.value.what == "The import was stopped."
    assert told == [("cases.csv", 1_000)]


def test_an_import_of_mail_can_be_stopped_and_the_same_message_twice_is_one() -> None:
    files = {f"mail/{at}.eml": MESSAGE for at in range(5)}
    assert len(read(files).post) == 1
    with pytest.raises(Refused, match="stopped"):
        read(files, stop=lambda: True)


def test_a_message_that_cannot_be_read_waits_as_it_came_and_refuses_nothing() -> None:
    got = read({"mail/bad.eml": b"\x00" * 50, "mail/good.eml": MESSAGE})
    assert got.faults == ()
    bad = next(one for one in got.post if one.file == "mail/bad.eml")
    assert bad.fault == "no message: could not be read: open the original"
    assert bad.original == b"\x00" * 50


def test_a_file_whose_name_acts_is_named_safely(tmp_path: Path) -> None:
    name = "\x1b[2J\u202eZ" + "\u0301" * 40
    (tmp_path / f"{name}.csv").write_bytes(b"x")
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / f"{name}.eml").write_bytes(MESSAGE)
    got = read(tmp_path, apart=False)
    for told in (*(one.words for one in got.faults), got.post[0].name, got.post[0].file):
        assert "\x1b" not in told
        assert "\u202e" not in told


def test_a_column_of_sixty_thousand_lines_keeps_what_csv_means() -> None:
    held = io.StringIO()
    writer = csv.DictWriter(held, list(LETTER))
    writer.writeheader()
    writer.writerow(LETTER | {"text": "line\r\n" * 60_000})
    got = read(folder(letters=held.getvalue().encode()))
    assert got.correspondence[0].text.count("line\n") == 60_000


def test_files_that_nobody_reads_are_said() -> None:
    got = read(
        everything(**{"cases.xlsx": b"x", "mail/one.msg": b"x", "evidence/spare.png": b"x", ".hidden": b""})
    )
    assert got.faults == ()
    assert [(one.file, one.words) for one in got.remarks] == [
        ("cases.xlsx", "this file is not read: it is none of the import's files"),
        ("mail/one.msg", "this file is not read: only .eml files are messages"),
    ]
