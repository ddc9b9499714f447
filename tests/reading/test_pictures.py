"""Evidence files are what they say they are, and do not unfold to fill the memory."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from caseworker.reading import pictures
from caseworker.reading.pictures import fault_of, format_of
from tests.reading.samples import png


def picture(kind: str) -> bytes:
    """A small real picture."""
    held = io.BytesIO()
    Image.new("RGB", (8, 6)).save(held, kind)
    return held.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_real_pictures_pass_as_photograph_and_as_document(kind: str) -> None:
    assert format_of(picture(kind)) == kind
    assert fault_of(picture(kind), "photo") is None
    assert fault_of(picture(kind), "document") is None


def test_a_pdf_is_a_document_and_not_a_photograph() -> None:
    assert fault_of(b"%PDF-1.7 ...", "document") is None
    found = fault_of(b"%PDF-1.7 ...", "photo")
    assert found is not None
    assert "PDF" in found[0]


@pytest.mark.parametrize("content", [b"<html>", b"GIF89a....", b"PK\x03\x04", b"%!PS-Adobe-3.0 EPSF", b"MZ"])
def test_anything_else_is_refused(content: bytes) -> None:
    for kind in ("photo", "document", "film"):
        assert fault_of(content, kind) is not None


def test_an_empty_and_a_cut_off_file_are_named() -> None:
    assert fault_of(b"", "photo") == ("an empty file", "a real PNG, JPEG, TIFF file")
    cut = fault_of(png()[:20], "photo")
    assert cut is not None
    assert "cannot be opened" in cut[0]


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is very large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\x00" * 64)), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(("width", "height"), [(9_000, 9_000), (13_000, 13_000), (60_000, 60_000)])
def test_a_small_file_that_unfolds_to_a_huge_picture_is_refused(width: int, height: int) -> None:
    found = fault_of(bomb(width, height), "photo")
    assert found is not None
    assert "40,000,000 pixels" in found[1]


def test_a_file_over_25_megabytes_is_refused_before_it_is_looked_into(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "SIZE_CAP", 50)
    found = fault_of(png(), "photo")
    assert found is not None
    assert "at most 50 bytes" in found[1]


def test_films_are_known_by_their_first_bytes() -> None:
    assert fault_of(b"\x00\x00\x00\x18ftypisom", "film") is None
    assert fault_of(b"RIFF\x00\x00\x00\x00AVI LIST", "film") is None
    assert fault_of(b"\x1aE\xdf\xa3....", "film") is None
    assert fault_of(png(), "film") is not None
