"""The document: the same words as the letter, on the letterhead, the same bytes each time."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.law.facts import LetterKind, Party, Place
from caseworker.law.refusals import Refused
from caseworker.letters import letterhead
from caseworker.letters.docx_body import WORDS_WITH_SIGNATURE
from caseworker.letters.docx_reader import read_back
from caseworker.letters.docx_writer import Letterhead, write
from caseworker.letters.letterhead import DOCUMENT, FOOTER
from caseworker.letters.ziparchive import joined, packed
from tests.letters.test_render import HOSTILE
from tests.letters.writing import COUNCIL, PARAGRAPHS, WON, answer, facts, written

NOR = LetterKind.NOTICE_OF_REJECTION
KINDS = tuple(one for one in LetterKind if not one.beside)


def made(kind: LetterKind = NOR, *, training: bool = False, **more: object) -> bytes:
    case = facts(kind, **more)
    return write(written(case, answer("loading")), case, council=COUNCIL, training=training)


def member(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", tuple(Place))
def test_the_document_holds_every_word_of_the_letter_and_no_other(kind: LetterKind, place: Place) -> None:
    case = facts(kind, place)
    letter = written(case, answer("loading"), answer("first-offence"))
    document = write(letter, case, council=COUNCIL)
    assert list(read_back(document)) == [line for line in letter.text.split("\n") if line]


def test_the_letters_number_stands_at_the_foot_of_each_page_once_it_has_one() -> None:
    case = facts(NOR)
    letter = written(case, answer("loading"))
    assert "letter" not in member(write(letter, case, council=COUNCIL), FOOTER)
    numbered = write(letter, case, council=COUNCIL, number="0000012")
    assert "ZZ1234567A · letter 0000012" in member(numbered, FOOTER)


def test_the_code_of_the_contravention_stands_in_the_box() -> None:
    assert "during prescribed hours (code 01)" in written(facts(NOR), answer("loading")).text


def kept(data: bytes) -> list[tuple[str, bool, bool]]:
    """Each paragraph's words, whether it stays with the next and whether it stays whole."""
    paragraphs = re.findall(r"<w:p>.*?</w:p>", member(data, DOCUMENT))
    return [
        ("".join(re.findall(r"<w:t[^>]*>([^<]*)", one)), "<w:keepNext/>" in one, "<w:keepLines/>" in one)
        for one in paragraphs
    ]


def test_a_list_stays_with_the_words_that_lead_into_it() -> None:
    (lead,) = (n for n, one in enumerate(kept(made())) if "one of two things" in one[0])
    words = kept(made())
    assert words[lead][1] and words[lead + 1][1:] == (True, True) and words[lead + 2][2]


def test_no_page_holds_only_the_closing_and_the_signature() -> None:
    words = kept(made())
    end = next(n for n, one in enumerate(words) if one[0].startswith("Yours"))
    first = end
    while words[first - 1][1]:
        first -= 1
    assert sum(len(one[0].split()) for one in words[first:end]) >= WORDS_WITH_SIGNATURE
    assert "widowControl" in member(made(), DOCUMENT)


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert made() == made()
    assert made() != made(pcn="ZZ7654321B")


def test_the_archive_is_sound_and_carries_no_day_of_the_clock() -> None:
    with zipfile.ZipFile(BytesIO(made())) as archive:
        assert archive.testzip() is None
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_letterhead_carries_the_councils_lines_and_no_sample() -> None:
    data = made()
    first = member(data, letterhead.FIRST_HEADER)
    lines = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", first)
    assert lines == ["London Borough of Eastmere", *COUNCIL.address, *COUNCIL.contact]
    assert "London Borough of Eastmere" in member(data, letterhead.NEXT_HEADER)


def test_a_council_without_lines_leaves_no_sample_line() -> None:
    case = facts(NOR)
    data = write(written(case, answer("loading")), case, council=Letterhead("Fenmere"))
    assert "Council line" not in member(data, letterhead.FIRST_HEADER)


def test_a_practice_letter_says_training_on_each_page_and_a_live_one_nowhere() -> None:
    parts = (letterhead.FIRST_HEADER, letterhead.NEXT_HEADER)
    assert all("TRAINING" in member(made(training=True), name) for name in parts)
    with zipfile.ZipFile(BytesIO(made())) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name, text in texts.items() if b">TRAINING<" in text]


def test_pages_are_numbered_with_the_pcn() -> None:
    footer = member(made(), letterhead.FOOTER)
    assert "ZZ1234567A" in footer
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer


def test_the_documents_particulars_are_set_and_name_no_motorist() -> None:
    properties = Document(BytesIO(made())).core_properties
    assert properties.title == "Notice of Rejection ZZ1234567A"
    assert properties.author == "London Borough of Eastmere"
    assert properties.language == "en-GB"
    assert str(properties.created).startswith("2026-03-20")
    assert "Brandt" not in member(made(), letterhead.CORE)


def test_the_last_words_of_the_letter_stand_on_the_page_of_the_signature() -> None:
    staying = re.findall(
        r"<w:p>(?:(?!</w:p>).)*<w:keepNext/>(?:(?!</w:p>).)*</w:p>", member(made(), DOCUMENT)
    )
    assert "If anything in this letter is not clear" in staying[-1]


def test_every_style_used_is_in_the_letterhead_and_there_are_few() -> None:
    data = made(LetterKind.INFORMAL_REJECTION)
    known = set(re.findall(r'w:styleId="(\w+)"', member(data, "word/styles.xml")))
    used = set(re.findall(r'<w:pStyle w:val="(\w+)"', member(data, letterhead.DOCUMENT)))
    assert used <= known
    assert len(known) <= 20
    assert {"Address", "RefLabel", "Salutation", "BodyText", "Signature"} <= used


def test_the_language_is_british_english() -> None:
    assert '<w:lang w:val="en-GB"' in member(made(), "word/styles.xml")


def test_nothing_points_outside_and_no_field_code_is_carried() -> None:
    with zipfile.ZipFile(BytesIO(made())) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"External" not in whole
    assert b"instrText" not in whole


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_reach_the_document_as_words(words: str) -> None:
    case = facts(NOR, recipient=Party(f"Mr {words} B", (words,), "ZZ1 1ZZ"), location=f"Alder {words} Road")
    letter = written(case, answer("loading", words=f"start {words} end", reason=f"Because {words} so."))
    document = write(letter, case, council=Letterhead(f"Eastmere {words}", (words,), (words,)))
    assert list(read_back(document)) == [line for line in letter.text.split("\n") if line]
    Document(BytesIO(document))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_any_words_come_back_from_the_document(words: str) -> None:
    case = facts(NOR)
    letter = written(case, answer("loading", words=f"Qx{words}xQ", reason=f"Zx{words}xZ"))
    back = read_back(write(letter, case, council=COUNCIL))
    assert list(back) == [line for line in letter.text.split("\n") if line]


def test_the_kept_letterhead_is_the_one_that_is_made() -> None:
    assert (PARAGRAPHS / "letterhead.docx").read_bytes() == letterhead.make()


def test_a_councils_own_letterhead_is_used(tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    with zipfile.ZipFile(BytesIO(letterhead.make())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"Arial", b"Verdana")
    own.write_bytes(joined(packed(name, data) for name, data in parts.items()))
    case = facts(NOR)
    data = write(written(case, answer("loading")), case, council=COUNCIL, letterhead=own)
    assert "Verdana" in member(data, "word/styles.xml")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda parts: parts.pop("word/footer1.xml"), "it is not a document"),
        (lambda parts: parts.update({"word/numbering.xml": b"<w:broken"}), "it is not a document"),
        (
            lambda parts: parts.update(
                {
                    "word/footer1.xml": parts["word/footer1.xml"].replace(
                        b"</w:p>", b"<w:r><w:instrText>DDE</w:instrText></w:r></w:p>"
                    )
                }
            ),
            "field codes",
        ),
    ],
)
def test_a_letterhead_that_does_not_fit_is_refused(tmp_path: Path, change: object, why: str) -> None:
    with zipfile.ZipFile(BytesIO(letterhead.make())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)  # type: ignore[operator]
    bad = tmp_path / "bad.docx"
    bad.write_bytes(joined(packed(name, data) for name, data in parts.items()))
    case = facts(NOR)
    with pytest.raises(Refused, match=why):
        write(written(case, answer("loading")), case, council=COUNCIL, letterhead=bad)


@pytest.mark.parametrize("data", [b"", b"no document", None])
def test_a_letterhead_that_cannot_be_read_is_refused(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "letterhead.docx"
    if data is not None:
        path.write_bytes(data)
    case = facts(NOR)
    with pytest.raises(Refused, match="letterhead"):
        write(written(case, answer("loading")), case, council=COUNCIL, letterhead=path)


@pytest.mark.parametrize("kind", KINDS)
def test_the_title_says_what_letter_it_is(kind: LetterKind) -> None:
    title = Document(BytesIO(made(kind))).core_properties.title
    assert title.endswith("ZZ1234567A")
    assert not title.startswith("Letter")
    assert kind not in WON or "Rejection" not in title
