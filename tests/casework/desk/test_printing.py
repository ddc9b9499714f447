"""The combined PDF of a batch: every letter in the manifest's order, and a list of where each begins."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from caseworker.casework.desk import compose, issue, post
from caseworker.casework.desk.view import view
from caseworker.casework.office import Office
from caseworker.law.facts import Outcome
from tests.casework.office import FORMAL, INFORMAL, PAID, Desk, refused
from tests.letters.pdfs import pages
from tests.letters.test_pdf_forms import sheet


def issued(desk: Desk, pcn: str = FORMAL, outcome: Outcome = Outcome.UPHOLD) -> str:
    seen = desk.decided(pcn, outcome)
    return issue.issue(desk(), seen, compose.new_plan(desk(), seen)).number


def duplex(office: Office) -> Office:
    posting = replace(office.council.posting, duplex=True)
    return replace(office, council=replace(office.council, posting=posting))


def listed(folder: Path) -> list[dict[str, str]]:
    with (folder / "print.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_letters_of_a_batch_stand_in_one_pdf_in_the_manifests_order(
    each_desk: Desk, tmp_path: Path
) -> None:
    numbers = [issued(each_desk), issued(each_desk, INFORMAL), issued(each_desk, PAID, Outcome.CANCEL)]
    made = post.make_batch(each_desk("sefton"), tmp_path)
    assert made.folder is not None
    drawn, rows = pages((made.folder / "print.pdf").read_bytes()), listed(made.folder)
    assert [row["number"] for row in rows] == numbers
    at = 1
    for row in rows:
        assert int(row["first_page"]) == at
        for page in range(int(row["pages"])):
            foot = f"{row['pcn']} · letter {row['number']} · page {page + 1} of {row['pages']}"
            assert foot in drawn[at - 1 + page]
        at += int(row["pages"])
    assert len(drawn) == at - 1


def test_printed_on_both_sides_each_letter_begins_on_a_sheet_of_its_own(desk: Desk, tmp_path: Path) -> None:
    issued(desk, INFORMAL, Outcome.CANCEL)
    issued(desk, PAID, Outcome.CANCEL)
    issued(desk)
    made = post.make_batch(duplex(desk("sefton")), tmp_path)
    assert made.folder is not None
    drawn, rows = pages((made.folder / "print.pdf").read_bytes()), listed(made.folder)
    assert any(int(row["pages"]) % 2 for row in rows[:-1])
    for row in rows:
        assert int(row["first_page"]) % 2 == 1
        assert f"letter {row['number']} · page 1 of" in drawn[int(row["first_page"]) - 1]


def test_written_again_nothing_is_doubled_and_a_touched_pdf_is_kept_aside(desk: Desk, tmp_path: Path) -> None:
    issued(desk)
    made = post.make_batch(desk("sefton"), tmp_path)
    assert made.folder is not None
    before = {one.name: (one.stat().st_mtime_ns, one.read_bytes()) for one in made.folder.iterdir()}
    again = post.make_batch(desk("sefton"), tmp_path)
    assert again.again and again.folder == made.folder
    assert before == {one.name: (one.stat().st_mtime_ns, one.read_bytes()) for one in made.folder.iterdir()}
    (made.folder / "print.pdf").write_bytes(b"printed already")
    post.make_batch(desk("sefton"), tmp_path)
    assert (made.folder / "print.pdf").read_bytes() == before["print.pdf"][1]
    assert (tmp_path / f"{made.folder.name}.before-1" / "print.pdf").read_bytes() == b"printed already"


def test_a_recalled_letter_is_out_of_the_pdf(desk: Desk, tmp_path: Path) -> None:
    numbers = [issued(desk), issued(desk, INFORMAL)]
    post.make_batch(desk("sefton"), tmp_path)
    post.recall(desk(), numbers[0], "a wrong sum")
    made = post.make_batch(desk("sefton"), tmp_path)
    assert made.folder is not None
    assert [row["number"] for row in listed(made.folder)] == numbers[1:]
    assert not any(f"letter {numbers[0]}" in page for page in pages((made.folder / "print.pdf").read_bytes()))


def test_a_letter_that_our_fonts_cannot_draw_is_printed_from_its_own_file_and_said(
    desk: Desk, tmp_path: Path
) -> None:
    with desk().store.writing() as tx:
        tx.exec_driver_sql("UPDATE pcns SET keeper_name = ? WHERE pcn = ?", ("Ms 王", FORMAL))
    numbers = [issued(desk), issued(desk, INFORMAL)]
    made = post.make_batch(desk("sefton"), tmp_path)
    assert made.folder is not None
    assert f"Letter {numbers[0]} is printed from {numbers[0]}-{FORMAL}-" in made.words and "王" in made.words
    first, second = listed(made.folder)
    assert (first["first_page"], first["pages"]) == ("", "") and (made.folder / first["print"]).is_file()
    assert (second["first_page"], second["print"]) == ("1", "print.pdf")


def test_where_no_letter_can_be_drawn_there_is_a_list_and_no_pdf(desk: Desk, tmp_path: Path) -> None:
    with desk().store.writing() as tx:
        tx.exec_driver_sql("UPDATE pcns SET keeper_name = ? WHERE pcn = ?", ("Ms 王", FORMAL))
    issued(desk)
    made = post.make_batch(desk("sefton"), tmp_path)
    assert made.folder is not None and not (made.folder / "print.pdf").exists()
    assert len(listed(made.folder)) == 1


def with_form(office: Office, path: Path, name: str = "") -> Office:
    """The office of a council that keeps the tribunal's form."""
    posting = replace(office.council.posting, appeal_form=str(path), appeal_form_name=name)
    return replace(office, council=replace(office.council, posting=posting))


def test_the_tribunals_form_is_printed_after_each_letter_that_promises_it(
    each_desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "form.pdf").write_bytes(sheet("Why I appeal", pages=2))
    issued(each_desk)
    issued(each_desk, INFORMAL, Outcome.CANCEL)
    made = post.make_batch(with_form(each_desk("sefton"), tmp_path / "form.pdf", "Appeal sheet"), tmp_path)
    assert made.folder is not None and "add to each" not in made.words
    drawn, rows = pages((made.folder / "print.pdf").read_bytes()), listed(made.folder)
    first = int(rows[0]["pages"])
    assert len(drawn) == first + int(rows[1]["pages"])
    for n in (1, 2):
        assert f"Enclosed: Appeal sheet, page {n} of 2" in drawn[first - 3 + n]
        assert f"side {n}" in drawn[first - 3 + n]
    assert not any("Appeal sheet" in page for page in drawn[first:])
    manifest = (made.folder / "manifest.csv").read_text("utf-8-sig")
    assert manifest.count("Appeal sheet") == 1


def test_the_form_is_called_in_the_letter_and_its_list_as_the_council_calls_it(
    desk: Desk, tmp_path: Path
) -> None:
    office = with_form(desk(), tmp_path / "form.pdf", "Appeal sheet")
    seen = view(office, desk.decided(FORMAL, Outcome.UPHOLD).id)
    checked = compose.check(office, seen, compose.new_plan(office, seen))
    assert "Enclosed: Appeal sheet" in checked.letter.text and checked.enclosures == ("Appeal sheet",)
    assert "enclosure-missing" not in [one.code for one in checked.findings]


def test_without_a_file_of_the_form_the_post_room_is_told_to_add_it(desk: Desk, tmp_path: Path) -> None:
    issued(desk)
    made = post.make_batch(desk("sefton"), tmp_path)
    assert "1 letter promises a form that print.pdf does not hold" in made.words
    assert "London Tribunals appeal form" in made.words and "appeal_form under [posting]" in made.words


def test_a_form_that_cannot_be_read_stops_the_print_and_once_it_is_back_the_same_batch_is_made(
    desk: Desk, tmp_path: Path
) -> None:
    number = issued(desk)
    form, out = tmp_path / "form.pdf", tmp_path / "out"
    office = with_form(desk("sefton"), form)
    refused(
        lambda: post.make_batch(office, out), f"Letter {number} promises it", "appeal_form in council.toml"
    )
    form.write_bytes(b"%PDF-1.7 torn")
    refused(lambda: post.make_batch(office, out), "it is damaged, or no PDF")
    assert not out.exists() or not list(out.iterdir())
    form.write_bytes(sheet("Why I appeal"))
    made = post.make_batch(office, out)
    assert made.again and made.batch.id == 1 and made.folder is not None
    before = {one.name: one.read_bytes() for one in made.folder.iterdir()}
    post.make_batch(office, out)
    assert before == {one.name: one.read_bytes() for one in made.folder.iterdir()}
