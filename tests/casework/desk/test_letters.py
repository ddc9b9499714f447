"""The files of letters that were issued."""

from __future__ import annotations

import hashlib
import sqlite3

import pytest

from caseworker.casework.desk import compose, issue
from caseworker.casework.desk.letters import edition, issued_file
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from tests.casework.office import FORMAL, Desk
from tests.letters.pdfs import pages, reader


def issued(desk: Desk) -> str:
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    return issue.issue(desk(), seen, compose.new_plan(desk(), seen)).number


def test_the_file_comes_back_byte_for_byte(each_desk: Desk) -> None:
    number = issued(each_desk)
    content = issued_file(each_desk("tobin"), number)
    assert content.startswith(b"PK")
    assert hashlib.sha256(content).hexdigest() == each_desk.value("SELECT sha256 FROM letters")


def test_bytes_that_are_not_those_that_were_issued_are_refused(desk: Desk) -> None:
    number = issued(desk)
    content = issued_file(desk(), number)
    with sqlite3.connect(desk.url) as con:
        for (trigger,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            con.execute(f'DROP TRIGGER "{trigger}"')
        con.execute("UPDATE letter_bytes SET docx = ?", (content[:-1] + b"\x01",))
    con.close()
    with pytest.raises(Refused, match=f"The file of letter {number} is not the one that was issued"):
        issued_file(desk(), number)


def test_a_number_that_was_not_issued_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="No letter 0000042 was issued here"):
        issued_file(desk(), "0000042")


def test_every_edition_has_the_words_of_the_letter(each_desk: Desk) -> None:
    number = issued(each_desk)
    text = each_desk.value("SELECT text FROM letter_bytes")
    assert edition(each_desk("tobin"), number, "docx") == issued_file(each_desk(), number)
    assert edition(each_desk(), number, "txt").decode() == f"{text}\n"
    drawn = " ".join(" ".join(pages(edition(each_desk(), number, "pdf"))).split())
    for paragraph in text.split("\n"):
        assert " ".join(paragraph.removeprefix("- ").split())[:60] in drawn
    large = edition(each_desk(), number, "pdf", large=True)
    assert len(reader(large).pages) > len(reader(edition(each_desk(), number, "pdf")).pages)


@pytest.mark.parametrize(("kind", "large"), [("doc", False), ("", False), ("docx", True), ("txt", True)])
def test_an_edition_that_is_none_is_refused(desk: Desk, kind: str, large: bool) -> None:
    number = issued(desk)
    with pytest.raises(Refused, match="has no edition"):
        edition(desk(), number, kind, large=large)
