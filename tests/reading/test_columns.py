"""What the guide to the import folder says is what the program reads."""

from __future__ import annotations

from pathlib import Path

from caseworker.reading.columns import FILES

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
