"""Paragraphs between files and the store: a folder read as drafts, and the library written as a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from caseworker.casework import shelf
from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.letters.changes import Change, changes
from caseworker.text import one_line

MOST_FILES = 5_000


@dataclass(frozen=True, slots=True)
class Brought:
    """One file of a folder beside what stands."""

    paragraph: str
    theme: str
    text: str
    stood: str
    """The text that stands; empty where the paragraph is new."""

    @property
    def path(self) -> str:
        """Where its file lies in the library."""
        return f"{self.theme}/{self.paragraph}.md"

    @property
    def changes(self) -> tuple[Change, ...]:
        """What it changes, word by word."""
        return changes(self.stood, self.text)


def bring(office: Office, folder: Path, *, dry: bool = False) -> tuple[Brought, ...]:
    """Make a draft of each file of a folder that says something else than what stands; gives those.

    Args:
        dry: nothing is written.

    Raises:
        Refused: there is no such folder, something in a file must be mended (with file and line), or a
            paragraph is being worked on already. Then nothing is written.
    """
    from caseworker.letters.laying import lay
    from caseworker.letters.lint import look_over
    from caseworker.store import library as kept

    found = tuple(one for one in _read(office, folder) if one.text != one.stood)
    files: dict[str, str | None] = {one.path: one.text for one in found}
    laid, problems = lay(office.library, files)
    wrong = [one for one in look_over(laid, office.today(), problems) if one.path in files]
    wrong = [one for one in wrong if one.level == "error"]
    if wrong:
        more = f" ({len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise Refused(
            f"Nothing was imported: {wrong[0].path}, line {wrong[0].line}: {wrong[0].what}{more}",
            rule=wrong[0].rule,
            do=f"Mend it; caseworker paragraphs lint --folder {folder} tells all.",
        )
    if dry or not found:
        return found
    with acting(office) as tx:
        busy = {row.paragraph: row for row in kept.heads(tx) if row.state in kept.OPEN}
        for one in found:
            if one.paragraph in busy:
                row = busy[one.paragraph]
                raise Refused(
                    f"Nothing was imported: {one.paragraph} is {row.state} already, "
                    f"by {office.officers.name(row.author.split()[-1])}.",
                    rule="One draft of a paragraph at a time.",
                    do="Publish or throw that draft away first, or take the file out of the folder.",
                )
            kept.add(
                tx,
                paragraph=one.paragraph,
                theme=one.theme,
                state="draft",
                text=one.text,
                author=office.officer.id,
                changed_at=office.now(),
            )
        _entered(tx, office, found)
    return found


def send_out(office: Office, folder: Path, *, everything: bool = False) -> tuple[str, ...]:
    """Write the library as it stands into a new folder; gives the paths of its files.

    Args:
        everything: the shipped paragraphs too; else only those that were published here.

    Raises:
        Refused: the folder holds something already, or cannot be written.
    """
    from caseworker.store import library as kept

    with office.store.raw() as reader:
        standing = kept.standing(reader)
    texts = {f"{one.theme}/{one.paragraph}.md": one.text for one in standing if one.state == "published"}
    if everything:
        stand = {one.path for one in office.library}
        shipped = dict.fromkeys(one.path for one in office.shipped if one.path in stand)
        texts = {path: shelf.shipped_text(office, path) for path in shipped if path not in texts} | texts
    fields = (office.paragraphs / "fields.toml").read_text("utf-8")
    try:
        if folder.exists() and any(folder.iterdir()):
            raise Refused(
                f"Nothing was exported: {folder} is not empty.",
                rule="An export never writes over files.",
                do="Name a new folder.",
            )
        for path, text in {**texts, "fields.toml": fields}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
    except OSError as error:
        raise Refused(
            f"The export was not written: {error.strerror}: {folder}.",
            rule="What is there may be incomplete.",
            do="Name a folder that can be written.",
        ) from error
    return tuple(sorted(texts))


def _read(office: Office, folder: Path) -> Iterator[Brought]:
    """The files of a folder, each with what stands under its name."""
    if not folder.is_dir():
        raise Refused(
            f"There is no folder {folder}.",
            rule="Paragraphs lie in folders by theme, as export writes them.",
            do="Give the folder that holds them.",
        )
    paths = sorted(folder.glob("*/*.md"))
    if not paths or len(paths) > MOST_FILES:
        raise Refused(
            f"{folder} holds {len(paths):,} paragraph files.",
            rule=f"At least one, at most {MOST_FILES:,}: THEME/NAME.md.",
            do="Give the folder that holds them.",
        )
    for path in paths:
        name, theme = path.stem, path.parent.name
        for one in (name, theme):
            if not shelf.NAME.fullmatch(one):
                raise Refused(
                    f"Nothing was imported: “{one_line(one)[:40]}” cannot be a name.",
                    rule="Names are of small letters, figures and hyphens.",
                    do="Rename the file or its folder.",
                )
        stood_in, stood = shelf.standing_text(office, name)
        yield Brought(name, stood_in or theme, _text(path), stood)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes() if path.stat().st_size < 4 * 64_000 else b"\xff"
        return raw.decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            f"Nothing was imported: {path.name} cannot be read as text.",
            rule="A paragraph's file is UTF-8 text of at most 64,000 characters.",
            do="Save it as UTF-8, or take it out of the folder.",
        ) from error


def _entered(tx: object, office: Office, found: tuple[Brought, ...]) -> None:
    from sqlalchemy import Connection

    from caseworker.store import audit

    assert isinstance(tx, Connection)
    digest = sha256("\n".join(f"{one.path}\n{one.text}" for one in found).encode()).hexdigest()
    fields: dict[str, str | int | None] = {"paragraphs": str(len(found)), "digest": digest}
    me, now = office.officer.id, office.now()
    audit.append(tx, chain="office", act="paragraphs-imported", officer=me, at=now, fields=fields)
