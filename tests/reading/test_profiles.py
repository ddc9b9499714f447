"""A supplier's layout becomes ours by a profile; one that cannot be meant is refused with the words."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caseworker.law.refusals import Refused
from caseworker.reading.columns import FILES
from caseworker.reading.extract import read
from caseworker.reading.profiles import load, parsed
from caseworker.reading.rows import Extract
from tests.hostile import payloads
from tests.reading.samples import CASE, folder, table

LAYOUTS = Path(__file__).parent / "layouts"
COLUMNS = "columns = {" + ", ".join(f'{name} = "{name.upper()}"' for name in CASE) + "}"


def laid_out(layout: str) -> Extract:
    """One of the invented suppliers' extracts, read by its profile."""
    return read(LAYOUTS / layout / "extract", profile=load(LAYOUTS / layout / "profile.toml"), apart=False)


def simple(more: str = "", top: str = "", columns: str = COLUMNS) -> bytes:
    """A profile of one file; its columns are ours in capitals."""
    return f'{top}\n[[file]]\nname = "IN.CSV"\nas = "cases.csv"\n{columns}\n{more}\n'.encode()


def mapped(profile: bytes, *rows: dict[str, str]) -> Extract:
    """Rows of `IN.CSV`, read by a profile."""
    named = [{name.upper(): cell for name, cell in row.items()} for row in rows]
    return read({"IN.CSV": table(*named)}, profile=parsed(profile, "p.toml"))


def test_windows_1252_with_semicolons_lost_zeros_and_codes() -> None:
    got = laid_out("a")
    assert got.faults == ()
    assert [len(group) for group in (got.cases, got.correspondence, got.payments)] == [12, 6, 4]
    case = got.cases[2]
    assert (case.pcn, case.vrm, case.served_how, case.code) == ("ZZ00001202", "ZZ21CVX", "fixed", "30u")
    assert (case.contravened_on, case.contravened_time) == (date(2026, 10, 3), "11:08")
    assert case.location == "Quay Lane, outside 4"
    assert case.keeper_address == "5 Elm Row\nEastmere"
    assert case.restriction == "Permit holders Mon–Fri 8.30-18.30; £2.40 an hour"
    assert case.data_as_of == datetime(2026, 11, 20, 7, 10, tzinfo=UTC)
    assert got.cases[4].keeper_name == "Esmé Fournier"
    assert 'it printed “expired” — see "receipt".' in got.correspondence[0].text
    assert [one.amount_pence for one in got.payments] == [8000, 108000, 6500, 4000]


def test_one_file_with_several_kinds_of_rows_and_no_header() -> None:
    got = laid_out("b")
    assert got.faults == ()
    assert [len(group) for group in (got.cases, got.correspondence, got.payments, got.history)] == [
        12,
        5,
        3,
        4,
    ]
    assert got.correspondence[0].text == "Line one of Ada Penhallow.\nLine two: there was | no sign."
    assert [one.keeper_dead for one in got.cases].count(True) == 1
    assert (got.history[0].on, got.history[0].at) == (date(2026, 10, 3), "09:12")
    assert {one.pcn for one in got.payments} < {one.pcn for one in got.cases}


def test_month_first_days_decimal_commas_repeated_rows_and_several_files_as_one() -> None:
    got = laid_out("c")
    assert got.faults == ()
    assert len(got.cases) == 12
    assert {one.file for one in got.cases} == {"tickets_01.csv", "tickets_02.csv"}
    assert got.cases[2].contravened_on == date(2026, 10, 3)
    assert [one.amount_pence for one in got.payments] == [5500, 108000, 8000]
    assert len(got.permits) == 4  # a file that the profile does not name is read as the guide has it
    assert any("a second time: passed over" in one.words for one in got.remarks)


@pytest.mark.parametrize("layout", ["a", "b", "c"])
def test_what_was_put_right_or_may_be_a_slip_is_said(layout: str) -> None:
    words = " ".join(one.words for one in laid_out(layout).remarks)
    assert ("had lost their beginning" in words) is (layout == "a")
    assert ("perhaps ZZ2" in words) is (layout in "ac")


def test_another_profile_makes_it_another_import() -> None:
    first, second = mapped(simple(), CASE), mapped(simple(top='name = "x"'), CASE)
    assert first.faults == second.faults == ()
    assert first.digest != second.digest
    assert first.cases[0].row_hash == read(folder()).cases[0].row_hash


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (b"name = x", "is no TOML (line 1)"),
        (b"\xff", "is not UTF-8"),
        (b'name = "x"', "maps no file"),
        (simple(columns='columns = { pcn = "A", pcn = "B" }'), "names one of our columns twice"),
        (simple(columns='[file.columns]\npcn = "A"\npcn = "B"'), "names one of our columns twice"),
        (b"[a]\n[a]\n", "says one thing twice (line 2)"),
        (b'name = "A"\nname = "B"\n', "says one thing twice (line 2)"),
        (simple('constant = { pcn = "ZZ1" }'), "pcn stands under columns and under constant"),
        (simple('join = { pcn = "{A}{B}" }'), "pcn stands under columns and under join"),
        (
            simple(columns='columns = { pcm = "A" }'),
            'names "pcm", which is no column of cases.csv. Perhaps "pcn".',
        ),
        (simple(columns='columns = { pcn = "A" }'), "nothing becomes vrm. cases.csv needs it"),
        (
            simple('values.served_how = { X = "posted" }'),
            'turns "X" into "posted". served_how is one of: fixed',
        ),
        (simple('values.event = { X = "y" }'), "values.event is for a column that comes from nowhere"),
        (simple(top='encoding = "utf-16"'), "encoding is one of: 'utf-8', 'cp1252'"),
        (simple(top='delimiter = "x"'), "delimiter is one of:"),
        (simple(top='colums = "x"'), 'an unknown key "colums"'),
        (simple("drop_duplicate = true"), 'Perhaps "drop_duplicates".'),
        (simple(top='days = ["%d/%m/%Y", "%m/%d/%Y"]'), "05/06 would be two days"),
        (simple(top='days = ["%d/%m"]'), "It needs a year too."),
        (simple(top='days = ["%d/%m/%Y %d"]'), "Each part stands in it once."),
        (simple(top='days = ["%j"]'), 'days has the pattern "%j"'),
        (simple(top='days = "%d/%m/%Y"'), "days is no list of texts"),
        (simple("skip = -1"), "skip is no number from 0 to 1000"),
        (simple("needed = 1"), "needed is neither true nor false"),
        (simple('only = "x"'), "only is no table"),
        (
            simple('join = { make = "x" }', columns=COLUMNS.replace('make = "MAKE", ', "")),
            "names no column of theirs",
        ),
        (simple(top='[pcn]\nprefix = "Z"\nwidth = 8'), "A PCN begins with two capital letters"),
        (simple().replace(b"cases.csv", b"case.csv"), 'as is "case.csv". Perhaps "cases.csv".'),
        (b'file = "x"', "file is no list of tables"),
        (b"x = " + b"[" * 100_000, "is no TOML"),
    ],
)
def test_a_profile_that_cannot_be_meant_is_refused_with_the_words(profile: bytes, words: str) -> None:
    with pytest.raises(Refused) as no:
        parsed(profile, "p.toml")
    assert words in str(no.value)
    assert "p.toml" in no.value.what


def test_a_profile_that_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        load(tmp_path / "none.toml")
    with (tmp_path / "large.toml").open("wb") as held:
        held.truncate(2 * 1024**3)
    with pytest.raises(Refused, match="at most 262,144 bytes"):
        load(tmp_path / "large.toml")


def test_a_column_of_theirs_that_is_not_in_the_file_is_named_with_the_nearest() -> None:
    (fault,) = mapped(simple(columns=COLUMNS.replace('"COLOUR"', '"Color"')), CASE).faults
    assert (fault.file, fault.line, fault.column) == ("IN.CSV", 1, "Color")
    assert 'perhaps "COLOUR"' in fault.expected


def test_a_code_that_the_profile_does_not_know_is_counted_and_its_first_line_told() -> None:
    profile = simple('values.served_how = { F = "fixed" }')
    rows = [
        CASE | {"pcn": f"ZZ1234567{end}", "served_how": how} for end, how in zip("ABCD", "FXFX", strict=True)
    ]
    got = mapped(profile, *rows)
    (fault,) = got.faults
    assert fault.line == 3
    assert fault.column == "SERVED_HOW"
    assert fault.found == '"X" in 2 rows, of which this is the first'
    assert fault.expected == 'a code of the profile\'s values.served_how: "F"'
    assert got.held_back == {"ZZ1234567B", "ZZ1234567D"}


def test_faults_of_cells_name_their_file_and_their_column() -> None:
    (fault,) = mapped(simple(), CASE | {"contravention_date": "soon"}).faults
    assert (fault.file, fault.column) == ("IN.CSV", "CONTRAVENTION_DATE")


def test_a_kind_of_row_that_no_entry_takes_is_a_fault_and_nothing_passes_it_over() -> None:
    rows = b"K;PCN\nA;ZZ1234567A\nB;x\nB;y;z\n"
    entry = b'delimiter = ";"\n[[file]]\nname = "IN.CSV"\nas = "history.csv"\nonly = { K = "A" }\n'
    entry += b'columns = { id = "PCN", pcn = "PCN" }\nconstant = { on = "2026-10-01", event = "x" }\n'
    got = read({"IN.CSV": rows}, profile=parsed(entry, "p.toml"))
    (fault,) = got.faults
    assert (fault.line, fault.found) == (3, '"B" in 2 rows, of which this is the first')
    entry += b'[[file]]\nname = "IN.CSV"\nas = "nothing"\nonly = { K = "B" }\n'
    got = read({"IN.CSV": rows}, profile=parsed(entry, "p.toml"))
    assert got.faults == ()
    assert len(got.history) == 1


def test_files_that_are_missing_or_not_named_are_faults_unless_the_profile_says_so() -> None:
    files = {"OTHER.CSV": b"a\n1\n"}
    words = [one.words for one in read(files, profile=parsed(simple(), "p.toml")).faults]
    assert any('found no file "IN.CSV"' in one for one in words)
    assert any("OTHER.CSV: found a file that the profile does not name" in one for one in words)
    profile = parsed(simple("needed = false", top='ignore = ["OTHER*"]'), "p.toml")
    assert "none of the import's files" in read(files, profile=profile).faults[0].found


def test_a_profile_in_windows_1252_reads_utf8_with_its_mark_and_names_a_byte_that_is_neither() -> None:
    profile = parsed(simple(top='encoding = "cp1252"'), "p.toml")
    content = table({name.upper(): cell for name, cell in (CASE | {"make": "Citroën £"}).items()})
    for some in (b"\xef\xbb\xbf" + content, content.decode().encode("cp1252")):
        assert read({"IN.CSV": some}, profile=profile).cases[0].make == "Citroën £"
    (fault,) = read({"IN.CSV": content.replace("£".encode(), b"\x81")}, profile=profile).faults
    assert "byte 0x81" in fault.found
    assert "Windows-1252 text, as the profile says" in fault.expected


@pytest.mark.parametrize("words", payloads.SHORT.values(), ids=payloads.SHORT.keys())
def test_hostile_words_in_codes_columns_and_patterns_come_out_safe(words: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    got = mapped(
        simple('values.served_how = { F = "fixed" }'), CASE | {"served_how": f"x{words}", "make": words}
    )
    for text in (one.words for one in got.faults):
        assert "\x1b" not in text
        assert "\u202e" not in text
    told = json.dumps(words, ensure_ascii=False)
    for profile in (
        f'[[file]]\nname = "x"\nas = {told}',
        f'[[file]]\nname = "x"\nas = "cases.csv"\ncolumns = {{ {told} = "x" }}',
        f'[[file]]\nname = "x"\nas = "cases.csv"\nvalues = {{ {told} = {{ a = "b" }} }}',
        f'[[file]]\nname = "x"\nas = "cases.csv"\nonly = {{ {told} = 1 }}',
        f"{told} = 1",
    ):
        with pytest.raises(Refused) as no:
            parsed(profile.encode(), "p.toml")
        assert not re.search("[\x1b\x9b\u202e\x07]", str(no.value))


def test_every_file_of_ours_can_be_mapped() -> None:
    for name, columns in FILES.items():
        lines = ", ".join(f'{column.name} = "{column.name}"' for column in columns)
        profile = parsed(f'[[file]]\nname = "x"\nas = "{name}"\ncolumns = {{ {lines} }}'.encode(), "p.toml")
        assert profile.files[0].target == name


def test_a_file_cut_short_by_a_quote_still_tells_which_numbers_stand_in_it() -> None:
    rows = [CASE | {"pcn": str(number), "location": "Alder Road"} for number in (11, 12, 13)]
    named = [{name.upper(): cell for name, cell in row.items()} for row in rows]
    content = table(*named).replace(b"FORD", b'"FORD', 1)
    profile = parsed(simple(top='[pcn]\nprefix = "ZZ"\nwidth = 8'), "p.toml")
    assert {"ZZ00000011", "ZZ00000012", "ZZ00000013"} <= read({"IN.CSV": content}, profile=profile).held_back
