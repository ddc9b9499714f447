"""A form's own pages in the PDF of the letters that promise it: once, with a caption, and never unread."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from caseworker.law.refusals import Refused
from caseworker.letters import pdf_forms, pdf_writer
from tests.letters.pdfs import reader
from tests.letters.test_pdf_writer import docx as letter


def sheet(*lines: str, size: tuple[float, float] = (595, 842), pages: int = 1) -> bytes:
    """A form, drawn for a test."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for number in range(pages):
        for place, line in enumerate((*lines, f"side {number + 1}")):
            canvas.drawString(50, size[1] - 60 - 20 * place, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(content))
    writer.encrypt("secret")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def laid_with(form: pdf_forms.Form, count: int = 1) -> Sequence[pdf_writer.Laid]:
    return [pdf_writer.laid(letter(), form=form) for _ in range(count)]


def test_the_pages_of_a_form_stand_after_its_letter_with_caption_and_foot() -> None:
    form = pdf_forms.form(sheet("Write here why you appeal", pages=2), "Appeal form")
    found = reader(pdf_writer.draw(laid_with(form)))
    alone = len(reader(pdf_writer.pdf(letter())).pages)
    assert len(found.pages) == alone + 2
    first, second = (page.extract_text() for page in found.pages[alone:])
    assert "Enclosed: Appeal form, page 1 of 2" in first and "Write here why you appeal" in first
    assert "Appeal form, page 2 of 2" in second and "side 2" in second


def test_a_form_stands_in_the_file_once_however_many_letters_promise_it() -> None:
    form = pdf_forms.form(sheet(*(f"Question {n}" for n in range(40))), "Appeal form")
    one, many = (pdf_writer.draw(laid_with(form, count)) for count in (1, 20))
    assert many.count(b"/Subtype /Form") == one.count(b"/Subtype /Form") == 1
    assert pdf_writer.draw(laid_with(form, 20)) == many


def test_a_wide_page_is_made_smaller_and_a_turned_one_stands_upright() -> None:
    turned = PdfWriter(clone_from=BytesIO(sheet("Turned", size=(842, 595))))
    turned.pages[0].rotate(90)
    out = BytesIO()
    turned.write(out)
    for content in (sheet("Wide", size=(1200, 900)), out.getvalue()):
        (drawn,) = laid_with(pdf_forms.form(content, "Appeal form"))[0].pages[-1].forms
        left, bottom, right, top = drawn.page.box
        assert drawn.x + left * drawn.scale >= 0 and drawn.x + right * drawn.scale <= 596
        assert drawn.y + bottom * drawn.scale >= 50 and drawn.y + top * drawn.scale <= 842


def test_what_a_form_would_do_is_left_behind() -> None:
    writer = PdfWriter(clone_from=BytesIO(sheet("Form")))
    acts = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert()")}
    )
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): acts})
    out = BytesIO()
    writer.write(out)
    drawn = pdf_writer.draw(laid_with(pdf_forms.form(out.getvalue(), "Appeal form")))
    assert b"/JavaScript" in out.getvalue() and b"/JS" not in drawn and b"JavaScript" not in drawn


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 nothing", "it is damaged, or no PDF"),
        (b"<html>", "it is damaged, or no PDF"),
        (b"%PDF" + b"0" * pdf_forms.MOST_BYTES, "bytes"),
        (sheet("x", pages=pdf_forms.MOST_PAGES + 1), "it has 13 pages"),
        (locked(sheet("x")), "it is locked with a password"),
    ],
    ids=["damaged", "html", "large", "long", "locked"],
)
def test_a_file_that_is_no_form_is_refused_with_where_it_is_kept(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as no:
        pdf_forms.form(content, "Appeal form")
    assert "appeal_form under [posting]" in no.value.do
