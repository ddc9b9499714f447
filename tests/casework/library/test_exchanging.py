"""Between files and the store: a folder as drafts, all or nothing; the library as a folder."""

from __future__ import annotations

from pathlib import Path

from caseworker.casework.library import exchanging, retiring, writing
from caseworker.letters.changes import in_marks
from caseworker.letters.library import load
from tests.casework.library.shelves import NEW, OLD, UPHELD, published
from tests.casework.office import Desk, refused


def folder(desk: Desk, tmp_path: Path, **changes: str) -> Path:
    """A folder with two shipped files, one of them with other words."""
    where = tmp_path / "files"
    for name in (UPHELD, "loading-not-upheld"):
        text = (desk("asha").paragraphs / "loading" / f"{name}.md").read_text("utf-8")
        (where / "loading").mkdir(parents=True, exist_ok=True)
        (where / "loading" / f"{name}.md").write_text(text.replace(OLD, changes.get("new", NEW)), "utf-8")
    return where


def test_what_differs_becomes_a_draft_and_nothing_else(each_desk: Desk, tmp_path: Path) -> None:
    where = folder(each_desk, tmp_path)
    tried = exchanging.bring(each_desk("asha"), where, dry=True)
    assert each_desk.rows("SELECT * FROM paragraph_versions") == []
    found = exchanging.bring(each_desk("asha"), where)
    assert found == tried and [one.paragraph for one in found] == [UPHELD]
    assert "[-am sorry-] {+apologise+}" in in_marks(found[0].changes)
    assert each_desk.rows("SELECT paragraph, state, author FROM paragraph_versions") == [
        (UPHELD, "draft", "asha")
    ]
    assert [act for _, act, _, _ in each_desk.entries()][-1] == "paragraphs-imported"
    refused(lambda: exchanging.bring(each_desk("tobin"), where), f"{UPHELD} is draft already, by Asha")


def test_one_broken_file_and_nothing_is_imported(each_desk: Desk, tmp_path: Path) -> None:
    where = folder(each_desk, tmp_path, new="{{ attack }}")
    refused(
        lambda: exchanging.bring(each_desk("asha"), where), f"loading/{UPHELD}.md, line 11", "Nothing was"
    )
    (where / "loading" / f"{UPHELD}.md").write_bytes(b"\xff\xfe")
    refused(lambda: exchanging.bring(each_desk("asha"), where), "cannot be read as text")
    (where / "loading" / f"{UPHELD}.md").unlink()
    (where / "loading" / "A b.md").write_text("x")
    refused(lambda: exchanging.bring(each_desk("asha"), where), "cannot be a name")
    refused(lambda: exchanging.bring(each_desk("asha"), tmp_path / "none"), "no folder")
    assert each_desk.rows("SELECT * FROM paragraph_versions") == []


def test_an_export_is_a_library_and_an_import_of_it_changes_nothing(each_desk: Desk, tmp_path: Path) -> None:
    published(each_desk)
    retiring.retire(each_desk("sefton"), "information-none-held", "We always look it up.")
    asha, out = each_desk("asha"), tmp_path / "out"
    assert exchanging.send_out(asha, out) == (f"loading/{UPHELD}.md",)
    assert NEW in (out / "loading" / f"{UPHELD}.md").read_text("utf-8")
    refused(lambda: exchanging.send_out(asha, out), "is not empty")
    every = tmp_path / "every"
    exchanging.send_out(asha, every, everything=True)
    again, stands = load(every), asha.library
    assert [(one.id, one.version) for one in again] == [(one.id, one.version) for one in stands]
    assert exchanging.bring(asha, every) == ()


def test_a_folder_that_cannot_be_written_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(lambda: exchanging.send_out(desk("asha"), tmp_path / "file" / "x"), "was not written")
    assert writing.begin(desk("asha"), UPHELD).number == 1
