"""A folder is read whole, every fault is listed, and hostile words come through as marked text."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from caseworker.law.refusals import Refused
from caseworker.reading.columns import FILES
from caseworker.reading.extract import read
from caseworker.text import clean
from tests.hostile import payloads
from tests.reading.samples import CASE, EVIDENCE, LETTER, NOTE, PAYMENT, ROWS, everything, folder, png, table


def told(files: dict[str, bytes]) -> list[str]:
    """The faults of a folder, in words."""
    return [one.words for one in read(files).faults]


def test_a_sound_folder_is_read_whole() -> None:
    got = read(folder())
    assert got.faults == ()
    assert got.rows == 5
    (case,) = got.cases
    assert (case.pcn, case.vrm, case.vrm_raw) == ("ZZ1234567A", "ZZ19ABC", "ZZ19 ABC")
    assert case.keeper_address == "3 Elm Row\nEastmere"
    assert got.payments[0].amount_pence == 8000
    assert got.evidence[0].sha256 == hashlib.sha256(png()).hexdigest()


def test_the_same_folder_on_disk_reads_the_same(tmp_path: Path) -> None:
    for name, content in folder().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    held, memory = read(tmp_path), read(folder())
    assert held.faults == ()
    assert held.digest == memory.digest
    assert held.cases == memory.cases
    assert held.evidence[0].content == tmp_path / "evidence" / "one.png"


def test_the_digest_follows_every_file() -> None:
    before = read(folder()).digest
    assert read(folder(notes=table(NOTE | {"text": "Other."}))).digest != before
    assert read(folder(picture=png(9, 9))).digest != before


def test_every_fault_of_every_file_is_listed() -> None:
    files = folder(
        cases=table(CASE | {"pcn": "12", "served_how": "posted"}, CASE | {"contravention_date": "6/10/26"}),
        letters=table(LETTER | {"received": "soon", "channel": "fax"}),
        payments=table(PAYMENT | {"amount": "-80"}),
    )
    places = [(one.file, one.line, one.column) for one in read(files).faults]
    assert places == [
        ("cases.csv", 2, "pcn"),
        ("cases.csv", 2, "served_how"),
        ("cases.csv", 3, "contravention_date"),
        ("correspondence.csv", 2, "channel"),
        ("correspondence.csv", 2, "received"),
        ("payments.csv", 2, "amount"),
    ]


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"pcn": "ZZ12"}, "pcn", "Two letters, 7 or 8 digits"),
        ({"pcn": "ZZ123456７A"}, "pcn", ""),
        ({"pcn": "ΖΖ1234567A"}, "pcn", "Two letters"),
        ({"vrm": "<b>"}, "vrm", "1 to 15 letters"),
        ({"location": " "}, "location", "may not be empty"),
        ({"basis": "pushed"}, "basis", "one of approved-device"),
        ({"regime": "TMA reg 9"}, "regime", "a name of the law's tables"),
        ({"parent": "x"}, "parent", "Two letters, 7 or 8 digits"),
        ({"kind_of_hold": "towed"}, "kind_of_hold", "one of removal, clamp"),
        ({"served_how": "post", "basis": "prevented"}, "pcn_posted", "the day, for a PCN served post"),
        ({"pcn_served": ""}, "pcn_served", "the day, for a PCN served fixed"),
        ({"pcn_posted": "2026-10-08"}, "pcn_posted", "nothing for a PCN served fixed"),
        ({"keeper_dead": "maybe"}, "keeper_dead", "yes, no or nothing"),
        ({"band": "Z"}, "band", "one of a, b, 1, 2"),
        ({"data_as_of": "today"}, "data_as_of", "London time"),
    ],
)
def test_a_bad_cell_of_a_case_is_named_with_what_was_expected(
    change: dict[str, str], column: str, words: str
) -> None:
    found = read(folder(cases=table(CASE | change)))
    if not words:  # full-width figures are figures: the number is read, not refused
        assert found.cases[0].pcn == "ZZ1234567A"
        return
    assert any(one.column == column and words in one.expected for one in found.faults), found.faults


def test_a_folder_without_known_files_and_a_file_with_a_near_name_are_named() -> None:
    words = told({"case.csv": b"pcn\n"})
    assert any("none of the import's files" in one for one in words)
    assert any(
        'case.csv: found a file that is not known; expected perhaps "cases.csv"' in one for one in words
    )


def test_no_folder_is_refused_kindly(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no folder"):
        read(tmp_path / "nowhere")


def test_a_row_repeated_word_for_word_counts_once_and_a_second_version_is_a_fault() -> None:
    assert len(read(folder(cases=table(CASE, CASE))).cases) == 1
    assert read(folder(cases=table(CASE, CASE))).faults == ()
    words = told(folder(letters=table(LETTER, LETTER | {"text": "Other words."})))
    assert 'line 3, column id: found "L-1" a second time' in words[0]


@pytest.mark.parametrize(
    "name",
    ["../cases.csv", "/etc/passwd", "a/../../cases.csv", "..\\x.png", "C:x.png", "x\x00.png", "", "a" * 300],
)
def test_evidence_names_that_leave_the_folder_are_refused(name: str, tmp_path: Path) -> None:
    for held in (folder(evidence=table(EVIDENCE | {"file": name})), tmp_path):
        if isinstance(held, Path):
            for file, content in folder(evidence=table(EVIDENCE | {"file": name})).items():
                (tmp_path / file).parent.mkdir(exist_ok=True)
                (tmp_path / file).write_bytes(content)
        found = read(held)
        assert [one.column for one in found.faults] == ["file"]
        assert found.evidence == ()


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    for file, content in folder().items():
        (tmp_path / "in" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / file).write_bytes(content)
    secret = tmp_path / "secret.png"
    secret.write_bytes(png())
    (tmp_path / "in/evidence/one.png").unlink()
    (tmp_path / "in/evidence/one.png").symlink_to(secret)
    assert "leads out of it" in read(tmp_path / "in").faults[0].expected


def test_a_missing_file_and_a_wrong_sha256_are_named() -> None:
    assert "a file that is there" in told(folder(evidence=table(EVIDENCE | {"file": "two.png"})))[0]
    words = told(folder(evidence=table(EVIDENCE | {"sha256": "0" * 64})))
    assert hashlib.sha256(png()).hexdigest() in words[0]


def test_a_film_is_kept_by_its_path(tmp_path: Path) -> None:
    film = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 100
    files = folder(evidence=table(EVIDENCE | {"file": "clip.mp4", "kind": "film"})) | {
        "evidence/clip.mp4": film
    }
    for file, content in files.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(content)
    (row,) = read(tmp_path).evidence
    assert row.content is None
    assert row.path == str(tmp_path / "evidence" / "clip.mp4")
    (held,) = read(files).evidence
    assert (held.path, held.content) == ("", film), "it lies nowhere: it is kept itself"


def _kept(cell: str, got: str) -> None:
    """No word of a cell is lost, and nothing that could act is left."""
    assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", got) is None
    for word in clean(cell).split():
        assert word in got


@pytest.mark.parametrize("words", payloads.SHORT.values(), ids=payloads.SHORT.keys())
def test_hostile_words_in_every_free_field_come_through_as_marked_text(words: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    hostile = {
        "make": words, "colour": words, "location": f"x {words}", "restriction": words,
        "enforced_by": words, "keeper_name": words, "keeper_postcode": words,
    }  # fmt: skip
    got = read(
        folder(
            cases=table(CASE | hostile),
            letters=table(
                LETTER | {"from_name": words, "subject": words, "text": words, "from_postcode": words}
            ),
            payments=table(PAYMENT | {"method": words}),
            notes=table(NOTE | {"by": words, "text": words}),
            evidence=table(EVIDENCE | {"caption": words, "taken_at": words}),
        )
    )
    assert got.faults == ()
    case, letter = got.cases[0], got.correspondence[0]
    for field in hostile:
        _kept(words, getattr(case, field))
    for text in (letter.from_name, letter.subject, letter.text, letter.from_postcode):
        _kept(words, text)
    for text in (got.payments[0].method, got.notes[0].by, got.notes[0].text):
        _kept(words, text)
    for text in (got.evidence[0].caption, got.evidence[0].taken_at):
        _kept(words, text)
    assert letter.original.decode() == words


@pytest.mark.parametrize("name", list(FILES))
def test_hostile_words_in_every_checked_field_are_faults_made_safe(name: str) -> None:
    free = {"make", "colour", "location", "restriction", "enforced_by", "keeper_name", "keeper_address"}
    free |= {
        "keeper_postcode",
        "from_name",
        "from_address",
        "from_postcode",
        "subject",
        "text",
        "method",
        "by",
    }
    free |= {"taken_at", "caption", "id", "event", "number", "zone", "holder", "location", "location_code"}
    free |= {"pound"}
    free |= {"reference", "words", "street", "place", "hours", "order", "title", "article", "schedule"}
    if name == "post/post.csv":
        free.add("pcn")
    for column in FILES[name]:
        if column.name in free:
            continue
        files = everything() | {name: table(ROWS[name] | {column.name: "\x1b]0;PWN\x07[/] \u202e"})}
        found = [one for one in read(files).faults if one.column == column.name]
        assert found, column.name
        assert "\x1b" not in found[0].words
        assert "\u202e" not in found[0].words


def test_days_are_read_in_both_forms() -> None:
    got = read(folder(cases=table(CASE | {"contravention_date": "06/10/2026"})))
    assert got.cases[0].contravened_on == date(2026, 10, 6)
    assert got.cases[0].row_hash == read(folder()).cases[0].row_hash


def test_the_as_of_instant_alone_does_not_change_a_row() -> None:
    later = read(folder(cases=table(CASE | {"data_as_of": "2026-11-21T07:10"}))).cases[0]
    assert later.row_hash == read(folder()).cases[0].row_hash
    other = read(folder(cases=table(CASE | {"colour": "RED"}))).cases[0]
    assert other.row_hash != later.row_hash


@pytest.mark.parametrize("column", ["location", "make", "keeper_name", "keeper_address", "restriction"])
def test_a_line_longer_than_any_name_or_address_is_refused_with_its_length(column: str) -> None:
    found = read(folder(cases=table(CASE | {column: "x" * 1_001})))
    (fault,) = found.faults
    assert (fault.file, fault.line, fault.column) == ("cases.csv", 2, column)
    assert "at most 1,000 characters here (this has 1,001)" in fault.expected
    assert not read(folder(cases=table(CASE | {column: "x" * 1_000}))).faults
