"""Write a paragraph: begin a draft from the words that stand, keep it as it grows, or throw it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseworker.casework import shelf
from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.text import one_line

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

MOST = 64_000
"""Characters of one file."""
NEW = """+++
id = "{name}"
title = ""
slot = "answer"
kinds = ["informal-rejection", "notice-of-rejection"]
points = []
outcome = "not-upheld"
review_on = {review}
+++

*{{words}}* {{reason}}

+++ routine

*{{words}}*
"""
"""What a paragraph begins with; what is missing in it the lint tells."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that is being written."""

    id: int
    paragraph: str
    number: int
    theme: str
    state: str
    text: str
    saves: int
    author: str
    """Ids of everybody who wrote in it."""
    words: str
    """Why it was given back, where it was."""

    @property
    def path(self) -> str:
        """Where its file lies in the library."""
        return f"{self.theme}/{self.paragraph}.md"


def begin(office: Office, paragraph: str, theme: str = "") -> Draft:
    """The open draft of a paragraph; a new one from the words that stand, or from none, where there is none.

    A version that was submitted or approved becomes a draft again, and whoever approved it must look anew.

    Args:
        theme: the folder of a paragraph that does not exist yet.

    Raises:
        Refused: the name cannot be one, or a new paragraph names no folder.
    """
    from caseworker.store import library as kept

    theme_now, text_now = shelf.standing_text(office, paragraph)
    with acting(office) as tx:
        rows = kept.versions(tx, paragraph)
        row = next((one for one in rows if one.state in kept.OPEN), None)
        if row is None:
            last = next((one for one in reversed(rows) if one.state in kept.STANDING), None)
            text = text_now or (last.text if last is not None else "")
            folder = theme_now or (last.theme if last is not None else theme)
            _check_name(paragraph, folder)
            row = _add(tx, office, paragraph, folder, text or _new(office, paragraph))
            shelf.entered(tx, office, "paragraph-begun", row)
        elif row.state != "draft":
            kept.change(tx, row.id, state="draft", judged_by="", judged_at=None)
            shelf.entered(tx, office, "paragraph-taken-back", row, state=row.state)
            row = shelf.fresh(tx, row.id)
        return draft_of(row)


def save(office: Office, version_id: int, saves: int, text: str) -> Draft:
    """Keep a draft as it stands; whatever is wrong in it is told by the lint, and stops it later.

    Args:
        saves: how often it had been saved when it was read.

    Raises:
        Refused: it is no draft any more, somebody saved it meanwhile, or it cannot be kept at all.
    """
    from caseworker.store import library as kept

    _check_text(text)
    me = office.officer.id
    with acting(office) as tx:
        row = shelf.held(tx, office, version_id, saves)
        _check_draft(row)
        if text != row.text:
            author = " ".join([*(one for one in row.author.split() if one != me), me])
            kept.change(tx, row.id, text=text, author=author, changed_at=office.now())
            row = shelf.fresh(tx, row.id)
            shelf.entered(tx, office, "paragraph-saved", row)
    return draft_of(row)


def discard(office: Office, version_id: int, saves: int) -> str:
    """Throw a draft away, and give what was done in words; what stands is not touched.

    Raises:
        Refused: it is no draft any more, or somebody saved it meanwhile.
    """
    from caseworker.store import library as kept

    with acting(office) as tx:
        row = shelf.held(tx, office, version_id, saves)
        _check_draft(row)
        kept.drop(tx, row.id)
        shelf.entered(tx, office, "paragraph-discarded", row)
    return f"The draft of {row.paragraph} was thrown away; what stands still stands."


def _add(tx: Connection, office: Office, paragraph: str, theme: str, text: str) -> Row[Any]:
    from caseworker.store import library as kept

    version = kept.add(
        tx,
        paragraph=paragraph,
        theme=theme,
        state="draft",
        text=text,
        author=office.officer.id,
        changed_at=office.now(),
    )
    return shelf.fresh(tx, version)


def _new(office: Office, paragraph: str) -> str:
    today = office.today()
    review = today.replace(year=today.year + 1, day=min(today.day, 28))
    return NEW.format(name=paragraph, review=review.isoformat())


def _check_name(paragraph: str, theme: str) -> None:
    for name, what in ((paragraph, "paragraph"), (theme, "folder")):
        if not shelf.NAME.fullmatch(name):
            shown = one_line(name)[:40]
            raise Refused(
                f"“{shown}” cannot be the name of a {what}." if name else f"The {what} has no name yet.",
                rule="Names are of small letters, figures and hyphens, at most 63 of them.",
                do="For example: loading-market-upheld in the folder loading.",
            )


def _check_text(text: str) -> None:
    if len(text) > MOST:
        raise Refused(
            f"The draft was not kept: it has {len(text):,} characters.",
            rule=f"A paragraph's file has at most {MOST:,}.",
            do="Take something out; what was kept last is still kept.",
        )
    if "\x00" in text or any("\ud800" <= one <= "\udfff" for one in text):
        raise Refused(
            "The draft was not kept: it holds a character that no text has.",
            rule="It was pasted from something that is not text.",
            do="Take out what was pasted last; what was kept before is still kept.",
        )


def _check_draft(row: Any) -> None:
    if row.state != "draft":
        raise Refused(
            f"{row.paragraph} is {row.state}: it is no draft.",
            rule="What is looked at for approval does not change under the eyes of whoever looks.",
            do="Open it again to take it back as a draft.",
        )


def draft_of(row: Any) -> Draft:
    """A version's row as it is written on."""
    return Draft(
        row.id, row.paragraph, row.number, row.theme, row.state, row.text, row.saves, row.author, row.words
    )
