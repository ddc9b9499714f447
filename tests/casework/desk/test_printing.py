"""The combined PDF of a batch: every letter in the manifest's order, and a list of where each begins."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from caseworker.casework.desk import compose, issue, post
from caseworker.casework.office import Office
from caseworker.law.facts import Outcome
from tests.casework.office import FORMAL, INFORMAL, PAID, Desk
from tests.letters.pdfs import pages


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
