"""CSV files are read strictly, and every fault is named with its place."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.reading import delimited
from caseworker.reading.delimited import Column, read

COLUMNS = (
    Column("id", "the id", "text", "1"),
    Column("text", "the words", "text", "hello"),
    Column("method", "how", "text", "card", needed=False),
)


def faults(content: bytes) -> list[str]:
    """The faults of one file, in words."""
    return [one.words for one in read(content, "f.csv", COLUMNS).faults]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_with_and_without_a_byte_order_mark(mark: bytes) -> None:
    sheet = read(mark + "id,text\n1,£5 – ok\n".encode(), "f.csv", COLUMNS)
    assert not sheet.faults
    assert sheet.rows[0].cells == {"id": "1", "text": "£5 – ok"}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_wrong_byte_is_named_with_its_line_and_place(mark: bytes) -> None:
    content = mark + b"id,text\n1,fine\n2,\xa3 5\n"
    (told,) = faults(content)
    assert "line 3" in told
    assert f"0xA3 (perhaps Windows-1252) at place {content.index(0xA3) + 1}" in told
    assert "UTF-8" in told


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_refused_by_name(coding: str) -> None:
    (told,) = faults("id,text\n1,a\n".encode(coding))
    assert "UTF-16" in told


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \n\n"])
def test_an_empty_file_is_a_fault_and_a_header_alone_is_not(content: bytes) -> None:
    assert "an empty file" in faults(content)[0]
    assert faults(b"id,text\n") == []


def test_a_quoted_cell_keeps_its_newlines_and_lines_are_counted_from_where_a_row_begins() -> None:
    sheet = read(b'id,text\r\n1,"a\r\nb\r\nc"\r\n2,x\r\n\r\n3,y,z\r\n', "f.csv", COLUMNS)
    assert [row.line for row in sheet.rows] == [2, 5]
    assert sheet.rows[0].cells["text"] == "a\r\nb\r\nc"
    assert [one.line for one in sheet.faults] == [7]


def test_an_unbalanced_quote_is_named_by_the_line_it_opens_on_and_earlier_rows_are_read() -> None:
    body = "".join(f'{n},"words {n}"\n' for n in range(3, 1000))
    sheet = read(('id,text\n1,fine\n2,"never closed\n' + body).encode(), "f.csv", COLUMNS)
    (fault,) = sheet.faults
    assert fault.line == 3
    assert "quote" in fault.found
    assert len(sheet.rows) == 1
    assert "never closed" in faults(b'id,text\n1,"never closed\n')[0]


def test_cells_too_many_or_too_few_are_counted() -> None:
    assert "found 3 cells; expected 2" in faults(b"id,text\n1,a,b\n")[0]
    assert "found 1 cell; expected 2" in faults(b"id,text\n1\n")[0]


def test_unknown_doubled_and_missing_columns_are_named_with_the_nearest() -> None:
    told = "\n".join(faults(b"id,id,txet\n"))
    assert 'unknown column "txet"; expected perhaps "text"' in told
    assert "column id: found this column 2 times" in told
    assert "column text: found no such column" in told


def test_the_caps_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "1,000,000 characters" in faults(b"id,text\n1," + b"a" * 1_000_001 + b"\n")[0]
    monkeypatch.setattr(delimited, "ROW_CAP", 2)
    sheet = read(b"id,text\n1,a\n2,b\n3,c\n", "f.csv", COLUMNS)
    assert len(sheet.rows) == 2
    assert sheet.faults[0].line == 4
    monkeypatch.setattr(delimited, "FILE_CAP", 5)
    assert "12 bytes" in faults(b"id,text\n1,a\n")[0]


def test_a_fault_repeats_what_it_found_made_safe_and_short() -> None:
    told = delimited.quoted("a\x1b[2J\n" + "b" * 500)
    assert "\x1b" not in told
    assert "␛" in told
    assert len(told) < 100


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=("Cs",))),
            st.text(st.characters(exclude_categories=("Cs",))),
        )
    )
)
def test_what_csv_wrote_is_read_back_whole(rows: list[tuple[str, str]]) -> None:
    held = io.StringIO()
    writer = csv.writer(held, quoting=csv.QUOTE_ALL)
    writer.writerow(("id", "text"))
    writer.writerows(rows)
    sheet = read(held.getvalue().encode(), "f.csv", COLUMNS)
    assert not sheet.faults
    assert [(row.cells["id"], row.cells["text"]) for row in sheet.rows] == rows
