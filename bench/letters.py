"""A letter written on the letterhead: ours, docxtpl and plain python-docx, the same words by all three."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docxtpl import DocxTemplate, RichText

from bench.measure import Row, alone, cpu, in_turns, ms
from caseworker.law.facts import LetterKind
from caseworker.letters.docx_reader import read_back
from caseworker.letters.docx_writer import write
from caseworker.letters.plan import plan
from caseworker.letters.render import Part, Rendered, render
from tests.letters.writing import COUNCIL, PARAGRAPHS, answer, facts, library

LETTERHEAD = PARAGRAPHS / "letterhead.docx"
STYLES = {
    "address": "Address",
    "date": "Letter date",
    "salutation": "salutation",
    "sign-off": "Sign-off",
    "signature": "signature",
    "enclosed": "Enclosed",
    "paragraph": "body text",
    "bullet": "list bullet",
    "heading": "heading 1",
}
COUNCIL_LINES = (*COUNCIL.address, *COUNCIL.contact)
CASE = facts(LetterKind.NOTICE_OF_REJECTION)
ANSWERS = [
    answer("loading", words="I was unloading a cot for my daughter's flat on the fourth floor"),
    answer("lines-worn", words="The yellow lines are so worn that they are not lines"),
    answer("first-offence"),
]


def style(part: Part) -> str:
    """The name of the style in which a part is printed."""
    return STYLES.get(part.role) or STYLES[part.kind]


def plain_docx(letter: Rendered) -> bytes:
    """As one would write it first: open the letterhead, add paragraphs by style name, save."""
    document = Document(str(LETTERHEAD))
    rows = [part for part in letter.parts if part.kind == "table"]
    for part in letter.parts:
        if part.kind == "table":
            if part is rows[0]:
                table = document.add_table(len(rows), 2)
                for row, each in zip(table.rows, rows, strict=True):
                    for cell, words, name in zip(
                        row.cells,
                        (each.runs[0].text.strip(), each.runs[1].text),
                        ("Reference label", "Reference value"),
                        strict=True,
                    ):
                        cell.paragraphs[0].style = name
                        cell.paragraphs[0].add_run(words)
            continue
        paragraph = document.add_paragraph(style=style(part))
        for run in part.runs:
            added = paragraph.add_run(run.text)
            added.bold, added.italic = run.bold or None, run.italic or None
    section = document.sections[0]
    cells = section.first_page_header.tables[0].rows[0].cells
    section.first_page_header.paragraphs[0].text = ""
    section.header.paragraphs[0].text = ""
    cells[0].paragraphs[0].text = COUNCIL.name
    cells[1].paragraphs[0].text = COUNCIL_LINES[0]
    for line in COUNCIL_LINES[1:]:
        cells[1].add_paragraph(line, style="Council line")
    section.header.paragraphs[-1].text = COUNCIL.name
    document.core_properties.title = f"Notice of Rejection {CASE.pcn}"
    document.core_properties.author = CASE.authority
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def template() -> bytes:
    """The same letterhead with docxtpl's marks in it."""
    document = Document(str(LETTERHEAD))
    kinds = list(dict.fromkeys(STYLES.values()))
    before, after = kinds[:2], kinds[2:]

    def loop(name: str, styles: list[str]) -> None:
        document.add_paragraph(f"{{%p for part in {name} %}}")
        for number, each in enumerate(styles):
            word = "if" if number == 0 else "elif"
            document.add_paragraph(f'{{%p {word} part.style == "{each}" %}}')
            document.add_paragraph("{{r part.words }}", style=each)
        document.add_paragraph("{%p endif %}")
        document.add_paragraph("{%p endfor %}")

    loop("head", before)
    table = document.add_table(3, 2)
    table.rows[0].cells[0].text = "{%tr for row in rows %}"
    table.rows[1].cells[0].paragraphs[0].style = "Reference label"
    table.rows[1].cells[0].paragraphs[0].add_run("{{ row.label }}")
    table.rows[1].cells[1].paragraphs[0].style = "Reference value"
    table.rows[1].cells[1].paragraphs[0].add_run("{{ row.value }}")
    table.rows[2].cells[0].text = "{%tr endfor %}"
    loop("body", after)
    section = document.sections[0]
    cells = section.first_page_header.tables[0].rows[0].cells
    section.first_page_header.paragraphs[0].text = ""
    section.header.paragraphs[0].text = ""
    section.header.paragraphs[-1].text = "{{ council }}"
    cells[0].paragraphs[0].text = "{{ council }}"
    cells[1].paragraphs[0].text = "{{ lines }}"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def rich(part: Part) -> dict[str, Any]:
    """A part as docxtpl takes it."""
    words = RichText()
    for run in part.runs:
        words.add(run.text, bold=run.bold, italic=run.italic)
    return {"style": style(part), "words": words}


def with_docxtpl(letter: Rendered, source: bytes) -> bytes:
    """As docxtpl's own pages show it: a template opened for each letter, autoescape on."""
    document = DocxTemplate(BytesIO(source))
    head = [part for part in letter.parts if part.role in ("address", "date")]
    rows = [part for part in letter.parts if part.kind == "table"]
    body = [part for part in letter.parts if part not in head and part not in rows]
    document.render(
        {
            "head": [rich(part) for part in head],
            "rows": [{"label": one.runs[0].text.strip(), "value": one.runs[1].text} for one in rows],
            "body": [rich(part) for part in body],
            "council": COUNCIL.name,
            "lines": "\n".join(COUNCIL_LINES),
        },
        autoescape=True,
    )
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def same_words(ways: Sequence[Callable[[], bytes]]) -> bool:
    """Whether all ways write the same words."""
    return len({tuple(" ".join(read_back(way())).replace("- ", "").split()) for way in ways}) == 1


def measured(runs: int = 40) -> list[Row]:
    """One letter on the letterhead."""
    blocks = plan(CASE, ANSWERS, library())
    letter = render(blocks, CASE, ANSWERS)
    source = template()
    ways = (
        lambda: write(letter, CASE, council=COUNCIL),
        lambda: with_docxtpl(letter, source),
        lambda: plain_docx(letter),
    )
    if not same_words(ways):
        raise AssertionError("the three letters differ")
    ours, theirs, naive = in_turns([lambda way=way: cpu(way) for way in ways], runs, warm=3)  # type: ignore[misc]
    return [
        Row("letter as a document", ms(ours), f"docxtpl {ms(theirs)}", theirs / ours, 2.5, least=True),
        Row("letter as a document", ms(ours), f"plain python-docx {ms(naive)}", ours / naive, 0.5),
    ]


if __name__ == "__main__":
    alone(measured, runs=40)
