"""The words of a page of HTML, without acting on any of it and in one pass over it."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#[0-9]{1,10}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_NAME = re.compile(r"/?\s*([A-Za-z][A-Za-z0-9]{0,20})")
_LINES = frozenset(
    (
        *("p", "div", "br", "tr", "li", "ul", "ol", "dt", "dd", "table", "hr", "pre", "body", "html"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "header", "footer"),
    )
)
"""Tags that begin a new line."""
_SILENT = ("script", "style", "head", "title", "template")
"""What stands between these is nobody's words."""
_BLANK = re.compile(r"[ \t\r\f\v\xa0]+")


def words_of(page: str) -> str:
    """The words of a page, lines where it has lines; a tag that never ends is taken for words."""
    lowered = page.lower() if page.isascii() else _lower(page)
    parts: list[str] = []
    at, gone = 0, set[str]()
    while (opens := page.find("<", at)) >= 0:
        parts.append(page[at:opens])
        if page.startswith("<!--", opens) and "--" not in gone:
            ends = page.find("-->", opens + 4)
            if ends >= 0:
                at = ends + 3
                continue
            gone.add("--")
        ends = page.find(">", opens)
        if ends < 0:
            at = opens
            break
        found = _NAME.match(page, opens + 1)
        if found is None and page[opens + 1 : opens + 2] not in ("!", "?", "/"):
            parts.append("<")
            at = opens + 1
            continue
        name = found[1].lower() if found else ""
        at = ends + 1
        if name in _LINES:
            parts.append("\n")
        if name in _SILENT and page[opens + 1] != "/" and name not in gone:
            closes = lowered.find(f"</{name}", at)
            if closes < 0:
                gone.add(name)
            else:
                at = closes
    parts.append(page[at:])
    return _tidy(_ENTITY.sub(_letter, "".join(parts)))


def _lower(page: str) -> str:
    """In small letters and of the same length, which a few letters of other scripts would change."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in page)


def _letter(found: re.Match[str]) -> str:
    return html.unescape(found.group())


def _tidy(words: str) -> str:
    """Single spaces, and never more than one empty line."""
    lines = [_BLANK.sub(" ", line).strip() for line in words.split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
