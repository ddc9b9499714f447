"""`caseworker paragraphs`: the council's own wording, from draft to letter."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from caseworker.cli import app
from tests.casework.library.shelves import NEW, OLD, UPHELD
from tests.casework.office import Desk


def told(desk: Desk, *words: str, officer: str = "", text: str = "") -> Result:
    """What a command on the paragraphs says."""
    who = ["--officer", officer] if officer else []
    return CliRunner().invoke(app, ["paragraphs", *words, "--store", desk.url, *who], input=text)


def test_from_draft_to_letter(desk: Desk, tmp_path: Path) -> None:
    text = (desk("asha").paragraphs / "loading" / f"{UPHELD}.md").read_text("utf-8").replace(OLD, NEW)
    done = told(desk, "write", UPHELD, "-", officer="asha", text=text)
    assert (done.exit_code, "kept as a draft" in done.output) == (0, True), done.output
    changed = told(desk, "diff", UPHELD).output
    assert "[-am sorry-] {+apologise+}" in changed and "review_on" not in changed
    assert "review_on" in told(desk, "diff", UPHELD, "--whole").output
    assert told(desk, "submit", UPHELD, officer="asha").exit_code == 0
    no = told(desk, "approve", UPHELD, officer="asha")
    assert (no.exit_code, "may not approve" in no.stderr) == (2, True)
    back = told(desk, "give-back", UPHELD, "--why", "It is too stiff.", officer="sefton")
    assert "is a draft again" in back.output
    for verb, who in (("submit", "asha"), ("approve", "sefton"), ("publish", "asha")):
        assert told(desk, verb, UPHELD, officer=who).exit_code == 0, verb
    assert NEW in told(desk, "show", UPHELD).output
    assert NEW not in CliRunner().invoke(app, ["paragraphs", "show", UPHELD]).output
    rows = json.loads(told(desk, "versions", UPHELD, "--json").output)
    assert [(one["number"], one["state"]) for one in rows] == [(0, "shipped"), (1, "published")]
    assert "published, by Asha" in told(desk, "versions", UPHELD).output
    assert told(desk, "lint").exit_code == 0
    again = told(desk, "submit", UPHELD, officer="asha")
    assert (again.exit_code, "No version of" in again.stderr) == (2, True)


def test_a_broken_draft_is_kept_told_and_not_submitted(desk: Desk) -> None:
    text = (desk("asha").paragraphs / "loading" / f"{UPHELD}.md").read_text("utf-8")
    done = told(desk, "write", UPHELD, "-", officer="asha", text=text.replace("{words}", "{wrods}"))
    assert f"error: loading/{UPHELD}.md:11: There is no field {{wrods}}." in done.output
    no = told(desk, "submit", UPHELD, officer="asha")
    assert (no.exit_code, "line 11" in no.stderr) == (2, True)
    assert "thrown away" in told(desk, "discard", UPHELD, officer="asha").output


def test_files_go_out_and_come_back_as_drafts(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert "0 paragraph files" in told(desk, "export", str(out)).output
    every = tmp_path / "every"
    assert told(desk, "export", str(every), "--all").exit_code == 0
    assert "Nothing differs" in told(desk, "import", str(every), officer="asha").output
    file = every / "loading" / f"{UPHELD}.md"
    file.write_text(file.read_text("utf-8").replace(OLD, NEW), "utf-8")
    tried = told(desk, "import", str(every), "--dry", officer="asha").output
    assert "[-am sorry-] {+apologise+}" in tried and "1 paragraph would become drafts" in tried
    assert "are drafts now" in told(desk, "import", str(every), officer="asha").output
    assert (
        "retired" in told(desk, "retire", "information-none-held", "--why", "a b c", officer="sefton").output
    )


def test_reviews_and_use_are_told(desk: Desk) -> None:
    assert told(desk, "reviews").output.endswith("to read again.\n")
    assert json.loads(told(desk, "usage", "--json").output) == []
    assert "0 paragraphs used." in told(desk, "usage").output
    no = told(
        desk, "mark", "0000001", "returned", "letter", "--why", "It misses the point.", officer="sefton"
    )
    assert (no.exit_code, "There is no letter" in no.stderr) == (2, True)
