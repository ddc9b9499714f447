"""Evidence files, looked at before they are taken in: what they are, and how large they would become."""

from __future__ import annotations

import io
import warnings

SIZE_CAP = 25 * 1024 * 1024
"""Largest photograph or document, in bytes; film is kept by its path and has no such cap."""
PIXEL_CAP = 40_000_000
"""Most pixels a picture may unfold to."""

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%PDF-", "PDF"),
    (b"\x1aE\xdf\xa3", "film"),
)
_ALLOWED = {
    "photo": ("PNG", "JPEG", "TIFF"),
    "document": ("PDF", "PNG", "JPEG", "TIFF"),
    "film": ("film",),
}


def format_of(content: bytes) -> str:
    """What a file is by its first bytes: ``PNG``, ``JPEG``, ``TIFF``, ``PDF``, ``film`` or nothing known."""
    for magic, name in _MAGIC:
        if content.startswith(magic):
            return name
    if content[4:8] == b"ftyp" or (content[:4] == b"RIFF" and content[8:12] == b"AVI "):
        return "film"
    return ""


def fault_of(content: bytes, kind: str) -> tuple[str, str] | None:
    """What is wrong with an evidence file: what was found and what was expected; nothing where it is sound.

    Args:
        content: the file's bytes; for a film its first few will do.
        kind: ``photo``, ``document`` or ``film``.
    """
    allowed = _ALLOWED[kind]
    wanted = {"film": "a film (MP4, MOV, AVI or MKV)"}.get(kind, "a real " + ", ".join(allowed) + " file")
    if not content:
        return "an empty file", wanted
    if kind != "film" and len(content) > SIZE_CAP:
        return (
            f"{len(content):,} bytes",
            f"at most {SIZE_CAP:,} bytes (25 MB); send a smaller copy, or film by path",
        )
    found = format_of(content)
    if found not in allowed:
        return f"a file that is {found or 'neither a picture, a PDF nor a film'}", wanted
    return _picture_fault(content) if found in ("PNG", "JPEG", "TIFF") else None


def _picture_fault(content: bytes) -> tuple[str, str] | None:
    """Read a picture's header only: nothing is unfolded, so that a small file cannot fill the memory."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "TIFF"]) as picture:
                wide, high = picture.size
    except Image.DecompressionBombError:
        return "a picture of more than 178,000,000 pixels", f"at most {PIXEL_CAP:,} pixels"
    except Exception:  # Pillow raises many kinds for a damaged header; each means the same here.
        return "a picture that cannot be opened", "a sound picture (it may have been cut off on the way)"
    if wide * high > PIXEL_CAP:
        return f"a picture of {wide:,} by {high:,} pixels", f"at most {PIXEL_CAP:,} pixels"
    return None
