"""The library as it stands: the shipped paragraphs, and over them what the council published in its store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from caseworker.casework.office import Office
    from caseworker.letters.library import Library, Problem

NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,62}")
"""How a paragraph and its folder may be called."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The library as it stands at one moment."""

    library: Library
    stamp: tuple[tuple[Any, ...], ...] = ()
    """What of the council's own it was made of."""
    problems: tuple[Problem, ...] = ()
    """What was published and cannot be read by this program: the words before it stand."""


def shelf(office: Office) -> Shelf:
    """The library as it stands now; read again only where something was published or retired since."""
    from caseworker.store import library as kept

    with office.store.raw() as reader:
        stamp = kept.stamp(reader)
        if not stamp:
            return Shelf(office.shipped)
        before: Shelf | None = office.__dict__.get("shelf")
        if before is not None and before.stamp == stamp:
            return before
        standing = kept.standing(reader)
    from caseworker.letters.laying import lay

    files = {f"{one.theme}/{one.paragraph}.md": _text(one.state, one.text) for one in standing}
    library, problems = lay(office.shipped, files)
    fresh = Shelf(library, stamp, problems)
    office.__dict__["shelf"] = fresh
    return fresh


def _text(state: str, text: str) -> str | None:
    return None if state == "retired" else text


def shipped_text(office: Office, path: str) -> str:
    """The whole text of a file that came with the program; empty where it is none of those."""
    if not any(one.path == path for one in office.shipped):
        return ""
    return (office.paragraphs / path).read_text("utf-8").replace("\r\n", "\n")


def standing_text(office: Office, paragraph: str) -> tuple[str, str]:
    """The folder and the whole text of a paragraph as it stands; both empty where none stands."""
    from caseworker.store import library as kept

    with office.store.reading() as tx:
        rows = kept.versions(tx, paragraph)
    for one in rows:
        if one.state == "published":
            return one.theme, one.text
        if one.state == "retired":
            return "", ""
    path = next((one.path for one in office.shipped if one.path.endswith(f"/{paragraph}.md")), "")
    return path.partition("/")[0], shipped_text(office, path) if path else ""


def path_of(library: Library, paragraph: str) -> str:
    """The path of a paragraph's file in a library, whichever of its wordings is named; empty for none."""
    from caseworker.letters.laying import stem

    if paragraph in library:
        return library.get(paragraph).path
    return next((one.path for one in library if stem(one.path) == paragraph), "")


def checked(office: Office, path: str, text: str) -> tuple[Problem, ...]:
    """Everything the lint says of one file, laid over the library as it stands."""
    from caseworker.letters.laying import lay
    from caseworker.letters.lint import look_over

    laid, problems = lay(office.library, {path: text})
    return look_over(laid, office.today(), problems, only=path)


def check_sound(problems: Sequence[Problem], doing: str) -> None:
    """Refuse a text in which something must be mended, with its line.

    Args:
        doing: what is refused, for example ``loading-upheld was not submitted``.

    Raises:
        Refused: an error stands in it.
    """
    wrong = [one for one in problems if one.level == "error"]
    if wrong:
        more = f" ({len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise Refused(
            f"{doing}: line {wrong[0].line}: {wrong[0].what}{more}",
            rule=wrong[0].rule,
            do="Mend it, then do this again; caseworker paragraphs lint tells every rule.",
        )


def check_leader(office: Office, doing: str) -> None:
    """Refuse to whoever is no leader what only a leader does.

    Raises:
        Refused: whoever acts is no leader.
    """
    from caseworker.casework.roles import leaders_words

    if office.officer.role != "leader":
        raise Refused(
            f"{office.officer.name} may not {doing}.",
            rule="Anyone in officers.toml may write wording; a leader who did not write it approves it.",
            do=leaders_words(office),
        )


def seen(office: Office, version_id: int, saves: int) -> Row[Any]:
    """A version as it was read, to be looked over before anything is held up by it.

    Raises:
        Refused: it is gone, or somebody saved it meanwhile.
    """
    with office.store.reading() as tx:
        return held(tx, office, version_id, saves, hold=False)


def held(tx: Connection, office: Office, version_id: int, saves: int, *, hold: bool = True) -> Row[Any]:
    """A version as it was read, kept from changing until the act is over.

    Args:
        saves: how often it had been saved when it was read.

    Raises:
        Refused: it is gone, or somebody saved it meanwhile.
    """
    from caseworker.casework.office import LONDON
    from caseworker.store import library as kept

    row = kept.get(tx, version_id, hold=hold)
    if row is None:
        raise Refused(
            "This draft is no longer there: somebody threw it away.",
            rule="Nothing of yours was written.",
            do="Open the paragraph again; what you wrote is still on your screen.",
        )
    if row.saves != saves:
        who = office.officers.name((row.judged_by or row.author).split()[-1])
        raise Refused(
            f"{row.paragraph} was changed meanwhile by {who}, at {row.changed_at.astimezone(LONDON):%H:%M}.",
            rule="Nothing of yours was written, and nothing of theirs was lost.",
            do="Look at it as it stands now, then do yours again.",
        )
    return row


def fresh(tx: Connection, version_id: int) -> Row[Any]:
    """A version that was just written, read again."""
    from caseworker.store import library as kept

    row = kept.get(tx, version_id)
    assert row is not None
    return row


def entered(tx: Connection, office: Office, act: str, row: Any, **more: str | int | None) -> None:
    """Write the act's one audit entry: which version of which paragraph, never its words."""
    from hashlib import sha256

    from caseworker.store import audit

    fields: dict[str, str | int | None] = {
        "paragraph": row.paragraph,
        "number": str(row.number),
        "sha256": sha256(row.text.encode()).hexdigest(),
        **more,
    }
    audit.append(tx, chain="office", act=act, officer=office.officer.id, at=office.now(), fields=fields)


def made_worse(office: Office, files: dict[str, str | None]) -> tuple[Problem, ...]:
    """What would have to be mended in the whole library once files are laid over it, and is sound now."""
    from caseworker.letters.laying import lay
    from caseworker.letters.lint import look_over

    library, today = office.library, office.today()
    laid, problems = lay(library, files)
    before = {(one.path, one.what) for one in look_over(library, today)}
    return tuple(one for one in look_over(laid, today, problems) if (one.path, one.what) not in before)
