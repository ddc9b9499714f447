"""The council's own wording on the command line: write, approve, publish, retire, exchange, look back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from caseworker.cli.office import JSON, OFFICER, STORE, office, refusing, say, say_json
from caseworker.cli.paragraphs import paragraphs
from caseworker.text import counted

if TYPE_CHECKING:
    from caseworker.casework.library.looking import Entry
    from caseworker.casework.office import Office

__all__ = ["paragraphs"]
NAME = typer.Argument(help="The paragraph's file, without folder and .md.")
WHY = typer.Option(..., "--why", help="Why, in at least three words.")


@paragraphs.command()
def write(
    name: str = NAME,
    file: str = typer.Argument(help="The file that it shall be; - reads it from standard input."),
    theme: str = typer.Option("", "--theme", help="The folder of a paragraph that does not exist yet."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Write a paragraph as a draft: the whole text of its file; says what the lint finds."""
    with refusing():
        from caseworker.casework import shelf
        from caseworker.casework.library import writing

        where, text = office(store, officer), _text(file)
        begun = writing.begin(where, name, theme)
        kept = writing.save(where, begun.id, begun.saves, text)
        problems = shelf.checked(where, kept.path, kept.text)
    for one in problems:
        say(f"{one.level}: {one}")
    say(f"{kept.paragraph}, version {kept.number}, is kept as a draft. Next: caseworker paragraphs submit.")


@paragraphs.command()
def discard(name: str = NAME, store: str | None = STORE, officer: str | None = OFFICER) -> None:
    """Throw the draft of a paragraph away; what stands still stands."""
    with refusing():
        from caseworker.casework.library import writing

        where = office(store, officer)
        one = _worked_on(where, name)
        say(writing.discard(where, one.work_id, one.saves))


@paragraphs.command()
def submit(name: str = NAME, store: str | None = STORE, officer: str | None = OFFICER) -> None:
    """Submit a draft for approval; refused with the line where something must be mended."""
    with refusing():
        from caseworker.casework.library import submitting

        where = office(store, officer)
        one = _worked_on(where, name)
        say(submitting.submit(where, one.work_id, one.saves))


@paragraphs.command()
def approve(name: str = NAME, store: str | None = STORE, officer: str | None = OFFICER) -> None:
    """Approve what was submitted: for a leader who did not write it."""
    with refusing():
        from caseworker.casework.library import approving

        where = office(store, officer)
        one = _worked_on(where, name)
        say(approving.approve(where, one.work_id, one.saves))


@paragraphs.command(name="give-back")
def give_back(
    name: str = NAME, why: str = WHY, store: str | None = STORE, officer: str | None = OFFICER
) -> None:
    """Give what was submitted back to whoever wrote it, with words."""
    with refusing():
        from caseworker.casework.library import approving

        where = office(store, officer)
        one = _worked_on(where, name)
        say(approving.give_back(where, one.work_id, one.saves, why))


@paragraphs.command()
def publish(name: str = NAME, store: str | None = STORE, officer: str | None = OFFICER) -> None:
    """Publish what was approved: the next letter that is planned has it."""
    with refusing():
        from caseworker.casework.library import publishing

        where = office(store, officer)
        one = _worked_on(where, name)
        say(publishing.publish(where, one.work_id, one.saves))


@paragraphs.command()
def retire(
    name: str = NAME, why: str = WHY, store: str | None = STORE, officer: str | None = OFFICER
) -> None:
    """Retire a paragraph: it is no longer planned or offered, and every version of it is kept."""
    with refusing():
        from caseworker.casework.library import retiring

        say(retiring.retire(office(store, officer), name, why))


@paragraphs.command()
def mark(
    number: str = typer.Argument(help="The letter's number."),
    kind: str = typer.Argument(help="returned (by quality marking) or tribunal (it found against us)."),
    cause: str = typer.Argument(help="letter, evidence, order or policy."),
    why: str = WHY,
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Say what came of a letter, so that its paragraphs are known by it."""
    with refusing():
        from caseworker.casework.library import marking

        say(marking.mark(office(store, officer), number, kind, cause, why))


@paragraphs.command()
def diff(
    name: str = NAME,
    older: int | None = typer.Option(None, "--from", help="The older version; 0 is the shipped one."),
    newer: int | None = typer.Option(None, "--to", help="The newer version."),
    whole: bool = typer.Option(False, "--whole", help="Show the words that stayed, too."),
    store: str | None = STORE,
    as_json: bool = JSON,
) -> None:
    """Show what changed between two versions, word by word: [-gone-] and {+new+}."""
    with refusing():
        from caseworker.casework.library.looking import differences
        from caseworker.letters.changes import in_marks, shortened

        words, found = differences(office(store), name, older, newer)
    if as_json:
        say_json({"what": words, "changes": [list(one) for one in found]})
        return
    say(f"{words}\n")
    say(in_marks(found if whole else shortened(found)))


@paragraphs.command()
def versions(name: str = NAME, store: str | None = STORE, as_json: bool = JSON) -> None:
    """List the versions of a paragraph, and the marks by which letters record them."""
    with refusing():
        from caseworker.casework.library.looking import history

        found = history(office(store), name)
    if as_json:
        say_json([
            {"number": one.number, "state": one.state, "authors": one.authors, "judged_by": one.judged_by,
             "words": one.words, "in_letters": dict(one.hashes)}
            for one in found
        ])  # fmt: skip
        return
    for one in found:
        by = f", by {one.authors}" if one.authors else ""
        judged = f", judged by {one.judged_by}" if one.judged_by else ""
        say(f"{one.number:>3}  {one.state}{by}{judged}{f': {one.words}' if one.words else ''}")
        for wording, version in one.hashes.items():
            say(f"       {version}  {wording}")


@paragraphs.command()
def usage(
    words: str = typer.Argument("", help="Only those whose name, title or points hold these words."),
    store: str | None = STORE,
    as_json: bool = JSON,
) -> None:
    """Tell how often each paragraph was used, and how the letters with it fared."""
    with refusing():
        from caseworker.casework.library.looking import listed

        found = [one for one in listed(office(store)) if _holds(one, words)]
    found = sorted((one for one in found if one.fared.used), key=lambda one: -one.fared.used)
    if as_json:
        say_json([_usage(one) for one in found])
        return
    for one in found:
        say(f"{one.paragraph:44} {one.fared.words}")
    say(f"{counted(len(found), 'paragraph')} used.")


@paragraphs.command()
def reviews(store: str | None = STORE, as_json: bool = JSON) -> None:
    """List the paragraphs to read again by now or within sixty days."""
    with refusing():
        from caseworker.casework.library.looking import due

        where = office(store)
        found, today = due(where), where.today()
    if as_json:
        say_json([{"paragraph": one.paragraph, "review_on": str(one.review_on)} for one in found])
        return
    for one in found:
        late = "overdue" if one.review_on and one.review_on < today else "due"
        say(f"{late:8} {one.review_on}  {one.paragraph}")
    say(f"{counted(len(found), 'paragraph')} to read again.")


@paragraphs.command(name="import")
def import_(
    folder: Path = typer.Argument(help="A folder as export writes it: THEME/NAME.md."),
    dry: bool = typer.Option(False, "--dry", help="Only show what it would change."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Read a folder of paragraphs as drafts, and show what each changes word by word; all or nothing."""
    with refusing():
        from caseworker.casework.library.exchanging import bring
        from caseworker.letters.changes import in_marks, shortened

        found = bring(office(store, officer), folder, dry=dry)
    for one in found:
        say(f"== {one.path}{'' if one.stood else ' (new)'}")
        if one.stood:
            say(in_marks(shortened(one.changes)))
    what = "would become drafts" if dry else "are drafts now: submit each"
    say(f"{counted(len(found), 'paragraph')} {what}." if found else "Nothing differs from what stands.")


@paragraphs.command()
def export(
    folder: Path = typer.Argument(help="A new folder to write into."),
    everything: bool = typer.Option(False, "--all", help="The paragraphs that came with the program, too."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Write the paragraphs that were published here as files, with the list of fields."""
    with refusing():
        from caseworker.casework.library.exchanging import send_out

        found = send_out(office(store, officer), folder, everything=everything)
    say(f"{counted(len(found), 'paragraph file')} in {folder}.")


def _text(file: str) -> str:
    from caseworker.law.refusals import Refused

    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8").replace("\r\n", "\n")
    except (OSError, ValueError) as error:
        raise Refused(
            f"{file} cannot be read as text.",
            rule="A paragraph is UTF-8 text.",
            do="Check its name, and save it as UTF-8.",
        ) from error


def _worked_on(where: Office, name: str) -> Entry:
    """The paragraph with its version that is being worked on."""
    from caseworker.casework.library.looking import listed
    from caseworker.law.refusals import Refused
    from caseworker.letters.paragraph import nearest

    entries: Sequence[Entry] = listed(where)
    found = next((one for one in entries if one.paragraph == name), None)
    if found is None or not found.work:
        busy = [one.paragraph for one in entries if one.work]
        raise Refused(
            f"No version of {name} is being worked on.",
            rule="A draft is written first: caseworker paragraphs write.",
            do=nearest(name, busy) or f"Worked on: {', '.join(busy) or 'none'}.",
        )
    return found


def _holds(one: Entry, words: str) -> bool:
    hay = f"{one.paragraph} {one.title} {' '.join(one.points)}".casefold()
    return all(word in hay for word in words.casefold().split())


def _usage(one: Entry) -> dict[str, Any]:
    fared = one.fared
    return {
        "paragraph": one.paragraph,
        "letters": fared.used,
        "changed": fared.changed,
        "returned": fared.returned,
        "complaints": fared.complaints,
        "escalated": fared.escalated,
        "lost": fared.lost,
        "causes": [{"kind": kind, "cause": cause, "letters": count} for kind, cause, count in fared.causes],
    }
