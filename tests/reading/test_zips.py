"""A zip is looked at before anything of it is unfolded."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from caseworker.law.refusals import Refused
from caseworker.reading.extract import read
from tests.reading.samples import EVIDENCE, everything, folder, png, table


def zip_of(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    held = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(held, "w", compression) as made:
        warnings.simplefilter("ignore")
        for name, content in files.items():
            made.writestr(name, content)
    return held.getvalue()


def refused(tmp_path: Path, content: bytes) -> str:
    """What is said of a zip that is not read."""
    held = tmp_path / "extract.zip"
    held.write_bytes(content)
    with pytest.raises(Refused) as no:
        read(held, apart=False)
    assert no.value.rule
    assert no.value.do
    return str(no.value)


@pytest.mark.parametrize("around", ["", "october/"])
def test_a_zip_reads_as_its_folder_does(around: str, tmp_path: Path) -> None:
    held = tmp_path / "extract.zip"
    held.write_bytes(zip_of({around + name: content for name, content in everything().items()}))
    got, folder_itself = read(held, apart=False), read(everything())
    assert got.faults == ()
    assert got.digest == folder_itself.digest
    assert got.cases == folder_itself.cases
    assert got.evidence[0].content == png()
    assert got.post == folder_itself.post


def test_a_zip_of_zips_is_refused_whatever_it_is_called(tmp_path: Path) -> None:
    inner = zip_of({"cases.csv": b"x"})
    for name in ("more.zip", "cases.csv", "evidence/one.png"):
        words = refused(tmp_path, zip_of(folder() | {name: inner}))
        assert f'extract.zip holds another zip: "{name}". A zip inside a zip is not opened' in words
    assert "holds another zip" in refused(tmp_path, zip_of(folder() | {"a.7z": b"x"}))


@pytest.mark.parametrize(
    "name", ["../cases.csv", "/cases.csv", "a/../../b.csv", "a\\b.csv", "C:x.csv", "a" * 300]
)
def test_names_that_lead_out_are_refused(name: str, tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        entry = zipfile.ZipInfo("x")
        entry.filename = name
        made.writestr(entry, b"x")
    assert "No name in a zip leads out of it" in refused(tmp_path, held.getvalue())


def test_bombs_are_refused_by_what_the_zip_says_of_itself(tmp_path: Path) -> None:
    words = refused(tmp_path, zip_of({"cases.csv": b"\0" * 30_000_000}))
    assert "would unfold to 30,000,000 bytes from" in words
    assert "at most 100 times its size" in words
    assert "holds too many files" in refused(tmp_path, zip_of({f"{n}.csv": b"" for n in range(1_001)}))


def test_a_zip_that_would_unfold_to_too_much_is_refused(tmp_path: Path) -> None:
    content = bytearray(zip_of({"cases.csv": b"x" * 100}, zipfile.ZIP_STORED))
    at = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 2_000_000_000)
    assert "would unfold to 2,000,000,000 bytes" in refused(tmp_path, bytes(content))


def test_a_zip_that_lies_about_a_file_is_refused_when_it_is_read(tmp_path: Path) -> None:
    content = bytearray(zip_of(folder(), zipfile.ZIP_STORED))
    at = content.index(b"ZZ1234567A")
    content[at] ^= 1
    assert "in the zip cannot be read. It may be damaged" in refused(tmp_path, bytes(content))


def test_links_passwords_and_doubled_names_are_refused(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        link = zipfile.ZipInfo("cases.csv")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "elsewhere")
    assert "holds a link" in refused(tmp_path, held.getvalue())
    content = bytearray(zip_of({"cases.csv": b"x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "locked with a password" in refused(tmp_path, bytes(content))
    held = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(held, "w") as made:
        warnings.simplefilter("ignore")
        for _ in range(2):
            made.writestr("cases.csv", b"x")
    assert 'holds "cases.csv" twice' in refused(tmp_path, held.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 5_000, b"PK\x05\x06", b"PK\x05\x06" + b"\x01" * 18])
def test_what_is_no_zip_is_refused(content: bytes, tmp_path: Path) -> None:
    assert "zip" in refused(tmp_path, content)


def test_a_zip_that_was_cut_or_changed_never_fails_in_another_way(tmp_path: Path) -> None:
    whole = zip_of(everything())
    held = tmp_path / "x.zip"
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        for changed in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :]):
            held.write_bytes(changed)
            try:
                read(held, apart=False)
            except Refused as no:
                assert str(no)


def test_a_film_in_a_zip_is_told_to_lie_beside_it(tmp_path: Path) -> None:
    film = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 100
    files = folder(evidence=table(EVIDENCE | {"file": "clip.mp4", "kind": "film"})) | {
        "evidence/clip.mp4": film
    }
    held = tmp_path / "x.zip"
    held.write_bytes(zip_of(files))
    (fault,) = read(held, apart=False).faults
    assert "a film in a folder on disk" in fault.expected
