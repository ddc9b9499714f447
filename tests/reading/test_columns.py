"""What the guide to the import folder says is what the program reads."""

from __future__ import annotations

import re
from pathlib import Path

from caseworker.reading.columns import FILES
from caseworker.reading.profiles import FILE_KEYS, TOP_KEYS, parsed

GUIDE = Path(__file__).parents[2] / "docs" / "import.md"


def test_the_guide_tells_every_file_and_column_as_it_is() -> None:
    text = GUIDE.read_text("utf-8")
    for name, columns in FILES.items():
        part = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        told = [line.split("`")[1] for line in part.splitlines() if line.startswith("| `")]
        assert told == [column.name for column in columns]
        for column in columns:
            line = next(line for line in part.splitlines() if line.startswith(f"| `{column.name}` "))
            assert column.meaning in line
            assert column.form.replace("|", "\\|") in line
            assert ("may be left out" in line) is not column.needed


def test_the_guides_profile_is_one_that_loads_and_tells_every_key() -> None:
    text = GUIDE.read_text("utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    profile = parsed(example.encode(), "example.toml")
    assert [one.target for one in profile.files] == ["cases.csv", "payments.csv"]
    assert profile.forms.day("06-May-2026").isoformat() == "2026-05-06"
    assert profile.pad is not None
    assert profile.pad.whole("1234") == "ZZ00001234"
    for key in (*TOP_KEYS, *FILE_KEYS):
        assert re.search(rf"(^\[*(?:file\.)?|[ {{]){key}\b", example, re.MULTILINE), key
