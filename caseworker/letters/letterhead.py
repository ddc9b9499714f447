"""Makes the slim letterhead on which letters are written; run once, the file is kept with the paragraphs.

python -m caseworker.letters.letterhead paragraphs/letterhead.docx
"""

from __future__ import annotations

import sys
from pathlib import Path

from caseworker.letters.ziparchive import joined, packed

FIRST_HEADER = "word/header1.xml"
"""Page one: the council's name, address and how to reach it."""
NEXT_HEADER = "word/header2.xml"
"""Every other page."""
FOOTER = "word/footer1.xml"
CORE = "docProps/core.xml"
STYLES = "word/styles.xml"
DOCUMENT = "word/document.xml"
BODY = 22
"""The size of a letter's words, in half points."""
LARGE_BODY, LARGE, LARGEST = 36, 32, 44
"""In large print: of its words, of the smallest and of the largest, in half points."""
PCN_MARK = "PCN"
"""The word in the letterhead that the writer replaces by the number of the notice."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONT = "Arial"


def make() -> bytes:
    """The letterhead as a document."""
    return joined(packed(name, (_XML + text).encode()) for name, text in _parts().items())


def _parts() -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("officeDocument", DOCUMENT),
            ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", CORE),
        ),
        DOCUMENT: _document(),
        "word/_rels/document.xml.rels": _relationships(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("numbering", "numbering.xml"),
            ("header", "header1.xml"),
            ("header", "header2.xml"),
            ("footer", "footer1.xml"),
        ),
        STYLES: _styles(),
        "word/settings.xml": _settings(),
        "word/numbering.xml": _numbering(),
        FIRST_HEADER: _first_header(),
        NEXT_HEADER: _next_header(),
        FOOTER: _footer(),
        CORE: _core(),
    }


def _content_types() -> str:
    kinds = {
        "/word/document.xml": "document.main",
        "/word/styles.xml": "styles",
        "/word/settings.xml": "settings",
        "/word/numbering.xml": "numbering",
        "/word/header1.xml": "header",
        "/word/header2.xml": "header",
        "/word/footer1.xml": "footer",
    }
    rows = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPES}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}<Override PartName="/{CORE}"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind if ":" in kind else f"{_R}/{kind}"}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def _document() -> str:
    # A4; the first page's header reaches down to the window of the envelope, 45 mm from the top.
    return (
        f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body><w:sectPr>'
        '<w:headerReference w:type="first" r:id="rId4"/><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="first" r:id="rId6"/><w:footerReference w:type="default" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1361" w:bottom="1134" w:left="1361"'
        ' w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>'
    )


def _style(key: str, name: str, paragraph: str = "", run: str = "", based: str = "Normal") -> str:
    default = ' w:default="1"' if key == "Normal" else ""
    on = "" if key == "Normal" else f'<w:basedOn w:val="{based}"/>'
    own = "" if name[0].islower() or key == "Normal" else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{key}">'
        f'<w:name w:val="{name}"/>{on}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _spaced(before: int, after: int, line: int = 0) -> str:
    exact = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{exact}/>'


def _styles() -> str:
    bold, small, grey = "<w:b/>", '<w:sz w:val="18"/><w:szCs w:val="18"/>', '<w:color w:val="595959"/>'
    keep, right, centre = "<w:keepNext/>", '<w:jc w:val="right"/>', '<w:jc w:val="center"/>'
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    styles = (
        _style("Normal", "Normal"),
        _style("Header", "header", _spaced(0, 160), grey + small),
        _style("Footer", "footer", _spaced(0, 0) + centre, grey + small),
        _style("CouncilName", "Council name", _spaced(0, 0), f'{bold}<w:sz w:val="30"/><w:szCs w:val="30"/>'),
        _style("CouncilLine", "Council line", _spaced(0, 0) + right, small),
        _style("Training", "Training mark", _spaced(0, 60) + centre, f'{bold}<w:sz w:val="26"/>'),
        _style("Address", "Address", _spaced(0, 0), '<w:sz w:val="22"/><w:szCs w:val="22"/>'),
        _style("LetterDate", "Letter date", _spaced(280, 200)),
        _style("RefLabel", "Reference label", _spaced(20, 20), bold),
        _style("RefValue", "Reference value", _spaced(20, 20)),
        _style("Salutation", "salutation", _spaced(260, 160)),
        _style("BodyText", "body text", _spaced(0, 160, 264)),
        _style(
            "Heading1",
            "heading 1",
            f'{keep}{_spaced(120, 120)}<w:outlineLvl w:val="0"/>',
            f'{bold}<w:sz w:val="24"/>',
        ),
        _style("ListBullet", "list bullet", f"{bullet}{_spaced(0, 120, 264)}", based="BodyText"),
        _style("SignOff", "Sign-off", keep + _spaced(200, 480)),
        _style("Signature", "signature", keep + _spaced(0, 0)),
        _style("Enclosed", "Enclosed", _spaced(240, 0), small),
    )
    return (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
        '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f"{''.join(styles)}</w:styles>"
    )


def _settings() -> str:
    return (
        f'<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/></w:settings>'
    )


def _numbering() -> str:
    return (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="454" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _line(style: str, text: str = "") -> str:
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _first_header() -> str:
    def cell(width: int, inside: str) -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'

    return (
        f'<w:hdr xmlns:w="{_W}" xmlns:r="{_R}">{_line("Training", "TRAINING")}<w:tbl><w:tblPr>'
        '<w:tblW w:w="9184" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="5384"/><w:gridCol w:w="3800"/></w:tblGrid>'
        '<w:tr><w:trPr><w:trHeight w:val="1700" w:hRule="atLeast"/></w:trPr>'
        f"{cell(5384, _line('CouncilName', 'Council'))}{cell(3800, _line('CouncilLine', 'Council line'))}"
        f"</w:tr></w:tbl>{_line('Header')}</w:hdr>"
    )


def _next_header() -> str:
    lines = _line("Training", "TRAINING") + _line("Header", "Council")
    return f'<w:hdr xmlns:w="{_W}" xmlns:r="{_R}">{lines}</w:hdr>'


def _footer() -> str:
    def counted(instruction: str) -> str:
        return f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    def words(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

    return (
        f'<w:ftr xmlns:w="{_W}" xmlns:r="{_R}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"{words(PCN_MARK)}{words(' · page ')}{counted('PAGE')}{words(' of ')}{counted('NUMPAGES')}"
        "</w:p></w:ftr>"
    )


def _core() -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Letterhead</dc:title>'
        "<dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def main(arguments: list[str]) -> None:
    """Write the letterhead to the path that is given."""
    Path(arguments[0]).write_bytes(make())


if __name__ == "__main__":
    main(sys.argv[1:])
