"""The PDF: every word of the letter and no other, where it belongs, the same bytes each time."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from PIL import Image

from caseworker.law.facts import LetterKind, Party, Place
from caseworker.law.refusals import Refused
from caseworker.letters.docx_reader import read, read_back
from caseworker.letters.docx_writer import Letterhead, write
from caseworker.letters.markup import Run
from caseworker.letters.pdf_fonts import width
from caseworker.letters.pdf_layout import BOTTOM, MM, PAGE_HEIGHT, Picture
from caseworker.letters.pdf_lines import wrap
from caseworker.letters.pdf_writer import draw, laid, pdf
from tests.letters.pdfs import elements, pages, placed, reader, words
from tests.letters.writing import COUNCIL, answer, facts, written

NOR = LetterKind.NOTICE_OF_REJECTION
KINDS = tuple(one for one in LetterKind if not one.beside)
LINES = (COUNCIL.name, *COUNCIL.address, *COUNCIL.contact)


def docx(
    kind: LetterKind = NOR,
    place: Place = Place.LONDON,
    *,
    large: bool = False,
    points: int = 2,
    **more: object,
) -> bytes:
    case = facts(kind, place, **more)
    some = [answer(one) for one in ("loading", "first-offence", "lines-worn", "blue-badge")[:points]]
    return write(written(case, *some), case, council=COUNCIL, number="0000012", large=large)


def jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (80, 60), (40, 180, 60)).save(out, "JPEG")
    return out.getvalue()


def of_letter(kind: LetterKind, place: Place) -> list[str]:
    case = facts(kind, place)
    text = written(case, answer("loading"), answer("first-offence")).text
    return [word for line in text.split("\n") for word in line.removeprefix("- ").split()]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", tuple(Place))
def test_the_pdf_holds_every_word_of_the_preview_in_order_and_no_other(
    kind: LetterKind, place: Place, large: bool
) -> None:
    data = pdf(docx(kind, place, large=large))
    assert words(data, council=LINES, foot="ZZ1234567A · letter") == of_letter(kind, place)


@pytest.mark.parametrize("large", [False, True])
def test_the_document_in_large_print_holds_the_same_words(large: bool) -> None:
    assert read_back(docx(large=large)) == read_back(docx())
    assert read(docx(large=large)).large is large


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert pdf(docx()) == pdf(docx())
    assert pdf(docx()) != pdf(docx(pcn="ZZ7654321B"))


def test_nothing_of_the_clock_stands_in_it() -> None:
    info = reader(pdf(docx())).metadata
    assert info is not None and info.creation_date is not None and info.creation_date.year == 2000


def test_title_author_and_language_are_set() -> None:
    found = reader(pdf(docx()))
    assert found.metadata is not None
    assert found.metadata.title == "Notice of Rejection ZZ1234567A"
    assert found.metadata.author == "London Borough of Eastmere"
    root = found.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - the library's own boolean
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712


def test_a_screen_reader_meets_headings_lists_and_the_reference_box() -> None:
    found = elements(pdf(docx()))
    assert found[0] == "Document"
    assert found.count("H1") == 2
    assert found.count("TR") == 5 and found.count("TH") == 5 and found.count("TD") == 5
    assert found.count("L") == 1 and found.count("LI") == 2 and found.count("LBody") == 2


def test_each_mark_on_a_page_leads_to_its_element() -> None:
    found = reader(pdf(docx()))
    tree = found.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for number, page in enumerate(found.pages):
        content = page.get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]
        marks = [int(one) for one in re.findall(r"/MCID (\d+)", content)]
        assert marks == list(range(len(marks))) and marks
        assert page["/StructParents"] == number
        assert len(tree[number * 2 + 1].get_object()) == len(marks)
        assert content.count("BDC") + content.count("BMC") == content.count("EMC")


def test_every_font_is_embedded() -> None:
    for page in reader(pdf(docx())).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object().get("/FontDescriptor")
            if described is not None:
                assert "/FontFile2" in described.get_object()
            else:
                assert font.get_object()["/BaseFont"] == "/Helvetica"  # named by the writer, never used


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("lines", [1, 4, 6, 8])
def test_the_address_stands_in_the_window_and_nothing_else_does(lines: int, large: bool) -> None:
    to = Party("Ms A. Okafor", tuple(f"Line {n}" for n in range(lines - 1)), "ZZ1 1ZZ")
    data = pdf(docx(recipient=to, writer=to, large=large))
    address = {"Ms A. Okafor", "ZZ1 1ZZ", *to.address}
    inside = {text for text, x, y in placed(data) if 50 <= y <= 80 and x < 110}
    assert inside == address
    # The right-hand column of the letterhead may run past the window's right edge, never into it.
    assert all(x >= 20 for _, x, _ in placed(data))


def test_the_address_of_the_document_is_placed_by_the_page_and_not_by_what_stands_above() -> None:
    with ZipFile(BytesIO(docx())) as archive:
        body = archive.read("word/document.xml").decode()
    framed = re.findall(r'<w:p>(?:(?!</w:p>).)*w:framePr[^>]*w:x="1361" w:y="2835".*?</w:p>', body)
    assert len(framed) == 4
    assert pytest.approx(50, abs=0.1) == 2835 / 1440 * 25.4


def test_pages_are_numbered_with_pcn_and_letter() -> None:
    found = pages(pdf(docx(points=4)))
    assert len(found) > 1
    for number, page in enumerate(found, start=1):
        assert f"ZZ1234567A · letter 0000012 · page {number} of {len(found)}" in page


def test_a_heading_never_ends_a_page() -> None:
    for points in range(1, 5):
        for large in (False, True):
            letter = laid(docx(points=points, large=large))
            heads = {n for n, node in enumerate(letter.nodes) if node.tag == "H1"}
            for page in letter.pages:
                lowest = max((one for one in page.inks if one.node >= 0), key=lambda one: one.y)
                assert lowest.node not in heads


@pytest.mark.parametrize("written_large", [True, False])
def test_in_large_print_no_page_but_the_last_is_left_a_third_empty(written_large: bool) -> None:
    for points in range(1, 5):
        letter = laid(docx(points=points, large=written_large), large=True)
        for page in letter.pages[:-1]:
            lowest = max(one.y for one in page.inks if one.node >= 0)
            end, head = PAGE_HEIGHT - BOTTOM, 25 * MM
            assert (end - lowest) / (end - head) < 0.3, (points, letter.pages.index(page))


def test_the_signature_never_stands_alone_on_a_page() -> None:
    for points in range(1, 5):
        letter = laid(docx(points=points, large=True))
        texts = [" ".join(ink.text for ink in page.inks if ink.node >= 0) for page in letter.pages]
        assert "Yours" in texts[-1] and len(texts[-1].split()) >= 60


def test_a_line_is_broken_before_the_margin_even_in_a_word_that_has_no_end() -> None:
    data = docx(location="A" * 400)
    for page in laid(data).pages:
        assert all(one.x + width(one.font, one.size, one.text) <= 188 / 25.4 * 72 + 0.5 for one in page.inks)
    assert "A" * 400 in "".join("".join(pages(pdf(data))).split())


@pytest.mark.parametrize(
    "one",
    [
        "14 November 2026",
        "020 7946 0127",
        "01632 960127",
        "N29 5ZY",
        "ZZ63 NGG",
        "5 pm",
        "8.30 am",
        "Camera 07",
        "code 12r",
    ],
)
def test_no_line_ends_inside_what_is_read_as_one(one: str) -> None:
    for before in range(60, 100):
        runs = [Run("i" * before + " as it was " + one[:4]), Run(one[4:] + " on the sign", bold=True)]
        lines = wrap(runs, 11, 300)
        texts = ["".join(text for _, text in line) for line in lines]
        assert any(one in text for text in texts), texts


def test_no_sum_stands_alone_on_the_last_line_of_a_paragraph() -> None:
    for before in range(20, 110):
        said = "i " * before + "That would increase the penalty charge by half, to £240."
        texts = ["".join(text for _, text in line) for line in wrap([Run(said)], 11, 300)]
        assert " ".join(texts) == said
        assert texts[-1] != "£240.", texts


def test_a_letter_of_many_pages_loses_no_word() -> None:
    case = facts(NOR)
    long = answer("loading", reason="The officer watched the vehicle for ten minutes. " * 400)
    letter = written(case, long)
    data = pdf(write(letter, case, council=COUNCIL, number="0000012"))
    expected = [word for line in letter.text.split("\n") for word in line.removeprefix("- ").split()]
    assert words(data, council=LINES, foot="ZZ1234567A · letter") == expected


def test_what_the_fonts_do_not_draw_is_refused_and_named() -> None:
    to = Party("Ms 王", ("14 Fen Street",), "ZZ1 1ZZ")
    with pytest.raises(Refused, match=r"王 \(U\+738B\)"):
        pdf(docx(recipient=to, writer=to))
    backwards = Party("Ms שרה", ("14 Fen Street",), "ZZ1 1ZZ")
    with pytest.raises(Refused, match=r"do not draw"):
        pdf(docx(recipient=backwards, writer=backwards))


def test_names_of_welsh_polish_and_greek_people_are_drawn() -> None:
    to = Party("Ms Siân Ŵyn-Łukasiewicz Παππά", ("14 Fen Street",), "ZZ1 1ZZ")
    assert "Siân Ŵyn-Łukasiewicz Παππά" in pages(pdf(docx(recipient=to, writer=to)))[0]


def test_training_stands_on_each_page() -> None:
    case = facts(NOR)
    letter = written(case, answer("loading"), answer("first-offence"))
    shown = Picture(jpeg(), "The sign")
    data = pdf(write(letter, case, council=COUNCIL, training=True), pictures=[shown])
    assert "photograph 1 of 1" in pages(data)[-1]
    assert all("TRAINING" in page for page in pages(data))
    assert not any("TRAINING" in page for page in pages(pdf(docx())))


def test_what_is_no_letter_is_refused() -> None:
    with pytest.raises(Refused, match="cannot be read"):
        pdf(b"PK no letter")


def test_large_print_has_no_word_below_16_points_but_the_address() -> None:
    letter = laid(docx(large=True))
    address = {"Mr J. Brandt", "14 Fen Street", "Eastmere", "ZZ1 1ZZ"}
    small = {ink.text for page in letter.pages for ink in page.inks if ink.size < 15}
    assert small <= address | {"TRAINING"}
    body = [ink.size for page in letter.pages for ink in page.inks if ink.text.startswith("About")]
    assert body and set(body) == {18.0}


def test_a_letter_not_written_large_can_be_drawn_large() -> None:
    assert len(laid(docx(), large=True).pages) > len(laid(docx()).pages)


def test_many_letters_in_one_pdf_begin_on_odd_pages_where_both_sides_are_printed() -> None:
    some = [laid(docx(points=n)) for n in (1, 3, 1, 2)]
    lengths = [len(one.pages) for one in some]
    assert len(pages(draw(some))) == sum(lengths)
    turned = pages(draw(some, duplex=True))
    starts = [n for n, page in enumerate(turned, start=1) if "page 1 of" in page]
    assert len(starts) == 4 and all(n % 2 for n in starts)
    assert [page for page in turned if page.strip()] == pages(draw(some))


def test_a_council_of_many_lines_pushes_the_letter_down_and_never_into_it() -> None:
    case = facts(NOR, recipient=Party("", (), ""))
    head = Letterhead("London Borough of Eastmere", tuple(f"Line {n}" for n in range(30)), ())
    data = pdf(write(written(case, answer("loading")), case, council=head))
    ys = {text: y for text, _, y in placed(data)}
    dated = next(y for text, y in ys.items() if text.startswith("Friday 20 March"))
    assert ys["Line 29"] < dated


def test_pictures_come_after_their_letter_each_with_its_caption_and_fit_the_page() -> None:
    some = [Picture(jpeg(), "The sign"), Picture(jpeg(), "The bay")]
    for large in (False, True):
        alone, whole = laid(docx(), large=large), laid(docx(), large=large, pictures=some)
        assert len(whole.pages) == len(alone.pages) + 2
        for page, caption in zip(whole.pages[-2:], ("The sign", "The bay"), strict=True):
            (image,) = page.images
            assert image.x + image.width <= 189 / 25.4 * 72 and image.y + image.height <= 276 / 25.4 * 72
            assert any(caption in ink.text for ink in page.inks)
            assert whole.nodes[image.node].words == caption
    assert pdf(docx(), pictures=some) == pdf(docx(), pictures=some)


@pytest.mark.parametrize("kind", [LetterKind.INFORMAL_ACCEPTANCE, LetterKind.NOTICE_OF_ACCEPTANCE])
def test_an_acceptance_of_two_points_stands_on_one_page_in_letters_of_eleven_points(kind: LetterKind) -> None:
    letter = laid(docx(kind))
    assert len(letter.pages) == 1
    text = [ink.size for ink in letter.pages[0].inks if ink.text.startswith("What you need to do")]
    assert text == [11.0]


def test_lines_stand_closer_where_that_saves_a_page_and_nowhere_else() -> None:
    longest = 0
    for count in range(1, 16):
        reason = "The officer watched the vehicle. " * count
        case = facts(LetterKind.INFORMAL_REJECTION)
        letter = written(case, answer("loading", reason=reason))
        found = laid(write(letter, case, council=COUNCIL, number="1"))
        tops = [one.y for one in found.pages[0].inks if one.size == 11 and one.node >= 0]
        close = any(abs(b - a - 11 * 1.18) < 0.01 for a, b in pairwise(sorted(set(tops))))
        assert not (close and len(found.pages) > 1)
        longest += close
    assert longest
