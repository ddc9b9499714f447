"""The council's logo: drawn and told in the PDF, and refused where its file is not sound."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from caseworker import locations
from caseworker.law.facts import LetterKind
from caseworker.law.refusals import Refused
from caseworker.letters import logo
from caseworker.letters.docx_reader import read
from caseworker.letters.docx_writer import look_at_letterhead, write
from caseworker.letters.pdf_layout import LEFT, WINDOW_TOP, lay_out
from caseworker.letters.pdf_writer import pdf
from tests.letters.pdfs import reader
from tests.letters.writing import COUNCIL, answer, facts, written

_SPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline {spaces}><wp:extent cx="1270000" cy="635000"/>'
    '<wp:docPr id="1" name="Logo"{descr}/><a:graphic><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
    '<a:blip r:embed="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
    "</w:r></w:p>"
)
_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" {target}/>'
    "</Relationships>"
)


def picture(kind: str = "PNG", size: tuple[int, int] = (200, 100), mode: str = "RGB") -> bytes:
    out = BytesIO()
    Image.new(mode, size, (40, 90, 160) if mode == "RGB" else (40, 90, 160, 0)).save(out, kind)
    return out.getvalue()


def with_logo(
    folder: Path,
    content: bytes,
    target: str = 'Target="media/logo.png"',
    descr: str = ' descr="A bridge over a river"',
) -> Path:
    """The letterhead that comes with the program, with a picture in its first header."""
    made = folder / "letterhead.docx"
    with ZipFile(locations.paragraphs() / "letterhead.docx") as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode()
            if name == "word/header1.xml":
                drawing = _PICTURE.format(spaces=_SPACES, descr=descr)
                data = data.replace("<w:tbl>", f"{drawing}<w:tbl>", 1)
            if name == "[Content_Types].xml":
                png = '<Default Extension="png" ContentType="image/png"/>'
                data = data.replace("<Default", f"{png}<Default", 1)
            new.writestr(name, data)
        new.writestr(logo.RELATIONS, _RELATION.format(target=target))
        new.writestr("word/media/logo.png", content)
    return made


def docx(letterhead: Path) -> bytes:
    case = facts(LetterKind.NOTICE_OF_REJECTION)
    return write(
        written(case, answer("loading")), case, council=COUNCIL, letterhead=letterhead, training=True
    )


@pytest.mark.parametrize("content", [picture(), picture("JPEG"), picture(mode="RGBA")])
def test_the_logo_is_drawn_above_the_councils_name_and_told_to_who_does_not_see_it(
    tmp_path: Path, content: bytes
) -> None:
    data = docx(with_logo(tmp_path, content))
    laid = lay_out(read(data))
    (drawn,) = laid.pages[0].images
    assert (drawn.x, drawn.width, drawn.height) == (LEFT, 100, 50)
    name = next(ink for ink in laid.pages[0].inks if ink.text == COUNCIL.name)
    assert drawn.y + drawn.height < name.y < WINDOW_TOP
    assert laid.nodes[drawn.node].tag == "Figure" and laid.nodes[drawn.node].words == "A bridge over a river"
    made = pdf(data)
    assert len(reader(made).pages[0].images) == 1 and pdf(data) == made


def test_without_words_of_its_own_it_is_told_as_the_councils(tmp_path: Path) -> None:
    found = read(docx(with_logo(tmp_path, picture(), descr=""))).logo
    assert found is not None and found.words == f"Logo of {COUNCIL.name}"


def test_what_is_transparent_lies_on_white(tmp_path: Path) -> None:
    found = read(docx(with_logo(tmp_path, picture(mode="RGBA")))).logo
    assert found is not None
    with Image.open(BytesIO(found.content)) as shown:
        assert shown.mode == "RGB" and shown.getpixel((5, 5)) == (255, 255, 255)


def test_the_letterhead_that_comes_with_the_program_has_none() -> None:
    case = facts(LetterKind.NOTICE_OF_REJECTION)
    assert read(write(written(case, answer("loading")), case, council=COUNCIL)).logo is None


@pytest.mark.parametrize(
    ("content", "target", "words"),
    [
        (b"GIF89a nothing", 'Target="media/logo.png"', "it is damaged, or no PNG or JPEG"),
        (picture("TIFF"), 'Target="media/logo.png"', "no PNG or JPEG"),
        (picture()[:200], 'Target="media/logo.png"', "it is damaged"),
        (picture(size=(4_000, 1_001)), 'Target="media/logo.png"', "4,000 by 1,001 pixels"),
        (picture() + b"0" * logo.MOST_BYTES, 'Target="media/logo.png"', "bytes"),
        (picture(), 'Target="media/other.png"', "cannot be used: it is not a document"),
        (picture(), 'Target="../../etc/logo.png"', "cannot be used: it is not a document"),
        (picture(), 'Target="http://x.example/a.png" TargetMode="External"', "points outside itself"),
    ],
    ids=["gif", "tiff", "torn", "pixels", "bytes", "missing", "elsewhere", "linked"],
)
def test_a_logo_that_is_not_sound_is_refused_before_a_letter_is_written(
    tmp_path: Path, content: bytes, target: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        look_at_letterhead(with_logo(tmp_path, content, target))
