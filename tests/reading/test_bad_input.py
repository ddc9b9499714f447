"""What is far too large or folded up is refused in words, within ten seconds of work and half a gigabyte."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from caseworker.reading.extract import read
from caseworker.text import clean
from tests.reading.mails import many_parts, nested
from tests.reading.samples import EVIDENCE, everything, png, table
from tests.reading.test_pictures import bomb
from tests.reading.test_zips import zip_of

ROOT = Path(__file__).parents[2]
LIMITED = """
import json, resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (512 * 2**20, resource.RLIM_INFINITY))
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from caseworker.law.refusals import Refused
from caseworker.reading.extract import read
from caseworker.reading.profiles import load
try:
    profile = load(Path(sys.argv[3])) if len(sys.argv) > 3 else None
    got = read(Path(sys.argv[2]), profile=profile)
    said = [one.words for one in got.faults] + [one.fault for one in got.post if one.fault]
except Refused as no:
    said = [str(no)]
print(json.dumps(said))
"""


def said(folder: Path, *profile: Path) -> str:
    """What is said of an import, read in a process with little time and memory."""
    run = [sys.executable, "-c", LIMITED, str(ROOT), str(folder), *map(str, profile)]
    ran = subprocess.run(run, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr[-2_000:]
    return "\n".join(json.loads(ran.stdout))


def written(place: Path, files: dict[str, bytes]) -> Path:
    """Files in a folder."""
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return place


def huge(path: Path, size: int = 2 * 1024**3, begins: bytes = b"") -> None:
    """A file of two gigabytes that takes no room on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as held:
        held.write(begins)
        held.truncate(size)


def test_files_of_two_gigabytes_are_refused_by_their_size(tmp_path: Path) -> None:
    place = written(tmp_path, everything())
    for name in (
        "correspondence.csv",
        "evidence/one.png",
        "mail/one.eml",
        "post/scan.png",
        "orders/sign.png",
    ):
        huge(place / name)
    words = said(place)
    assert (
        "correspondence.csv: found 2,147,483,648 bytes; expected at most 524,288,000 bytes in one file"
        in words
    )
    for file in ("evidence/manifest.csv", "post/post.csv", "orders/manifest.csv"):
        assert f"{file}, line 2, column file: found " in words
    assert words.count("2,147,483,648 bytes; expected at most 26,214,400 bytes (25 MB)") == 4
    assert "mail/one.eml: found 2,147,483,648 bytes" in words


def test_a_file_of_400_megabytes_without_a_line_end_is_not_read_whole(tmp_path: Path) -> None:
    huge(tmp_path / "cases.csv", 400 * 1024**2, b"pcn," + b"x" * 100)
    assert "cases.csv, line 1: found a line of more than 4,000,000 characters" in said(tmp_path)
    huge(tmp_path / "cases.csv", 400 * 1024**2)
    assert "byte 0x00 at place 1" in said(tmp_path)


def test_a_file_of_one_open_quote_is_not_held_whole(tmp_path: Path) -> None:
    with (tmp_path / "payments.csv").open("wb") as held:
        held.write(b'id,pcn,received,amount,method\nP-1,ZZ1234567A,2026-10-14,80,"card\n')
        for _ in range(200):
            held.write(b"P-2,ZZ1234567A,2026-10-14,80,card\n" * 30_000)
    assert "payments.csv, line 2: found a cell of more than 1,000,000 characters" in said(tmp_path)


def test_zips_of_two_gigabytes_and_of_zips_are_refused(tmp_path: Path) -> None:
    huge(tmp_path / "large.zip", begins=b"PK\x03\x04")
    assert "large.zip has 2,147,483,648 bytes. A zip has at most 524,288,000 bytes" in said(
        tmp_path / "large.zip"
    )
    inner = b"0" * 5_000_000
    for _ in range(4):
        inner = zip_of({"a.zip": inner, "b.zip": inner})
    (tmp_path / "zips.zip").write_bytes(inner)
    assert "holds another zip" in said(tmp_path / "zips.zip")


def test_pictures_that_unfold_to_too_much_are_refused_by_their_header(tmp_path: Path) -> None:
    rows = [EVIDENCE | {"id": f"E-{at}", "file": f"{at}.png"} for at in range(3)]
    files = everything() | {"evidence/manifest.csv": table(*rows)}
    pictures = (bomb(9_000, 9_000), bomb(30_000, 30_000), png())
    files |= {f"evidence/{at}.png": content for at, content in enumerate(pictures)}
    words = said(written(tmp_path, files))
    assert (
        'line 2, column file: found "0.png": a picture of 9,000 by 9,000 pixels; expected at most 40,000,000'
        in words
    )
    assert 'line 3, column file: found "1.png": a picture of more than 178,000,000 pixels' in words
    assert "line 4" not in words


def test_messages_of_many_parts_and_deep_ones_wait_in_the_inbox(tmp_path: Path) -> None:
    words = said(written(tmp_path, {"mail/a.eml": many_parts(50_000), "mail/b.eml": nested(1_500)}))
    assert words.splitlines() == [
        "more than 1,000 parts: only its beginning was read; open the original",
        "parts more than 50 deep: only its beginning was read; open the original",
    ]


def test_a_profile_of_two_columns_for_one_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    profile = tmp_path / "p.toml"
    profile.write_text(
        '[[file]]\nname = "x"\nas = "cases.csv"\ncolumns = { pcn = "A", vrm = "B", pcn = "C" }\n'
    )
    words = said(tmp_path, profile)
    assert words.startswith(
        "The profile p.toml names one of our columns twice (line 4). Each column of ours comes"
    )


@pytest.mark.parametrize("words", ["\u202egnp", "Z" + "\u0301" * 60, "a\u200bb"], ids=ascii)
def test_a_picture_whose_name_and_maker_would_act_is_taken_with_a_safe_name(words: str) -> None:
    held = io.BytesIO()
    exif = Image.Exif()
    exif[271] = f"\x1b]0;PWN\x07{words}"
    Image.new("RGB", (4, 4)).save(held, "JPEG", exif=exif)
    manifest = table(EVIDENCE | {"file": f"{words}.jpg"})
    got = read(everything(**{"evidence/manifest.csv": manifest, f"evidence/{words}.jpg": held.getvalue()}))
    assert got.faults == ()
    assert got.evidence[0].name == clean(f"{words}.jpg")
    assert "⟦" in got.evidence[0].name
