"""What every command needs: an office built from options, environment and files, and refusals said kindly."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import typer

if TYPE_CHECKING:
    from caseworker.casework.office import Office
    from caseworker.config import Choices
    from caseworker.store.opening import Seen

STORE = typer.Option(
    None, "--store", help="File or URL of the store. Default: $CASEWORKER_STORE, or your data folder."
)
OFFICER = typer.Option(
    None, "--officer", help="Who acts, by id in officers.toml. Default: $CASEWORKER_OFFICER."
)
JSON = typer.Option(False, "--json", help="Print JSON.")


def day_typed(words: str) -> date:
    """A day of an option: four figures of the year, two of the month, two of the day.

    Raises:
        Refused: it is no day.
    """
    from caseworker.law.refusals import Refused

    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", words):
            raise ValueError
        return date.fromisoformat(words)
    except ValueError:
        raise Refused(
            f'"{words[:30]}" is not a day.', do="Write it as YYYY-MM-DD, for example 2026-11-20."
        ) from None


@contextmanager
def refusing() -> Iterator[None]:
    """Say a refusal on the error stream, made safe, and leave with status 2."""
    from caseworker.law.refusals import Refused
    from caseworker.text import clean

    try:
        yield
    except Refused as refused:
        rule = refused.rule or (str(refused.citation) if refused.citation else "")
        for part in (refused.what, rule, refused.do):
            if part:
                typer.echo(clean(part), err=True)
        raise typer.Exit(2) from None


def content_of(file: Path, cap: int) -> bytes:
    """A file's bytes, never more than one beyond what its reader takes."""
    from caseworker.law.refusals import Refused

    try:
        with file.open("rb") as held:
            return held.read(cap + 1)
    except OSError as error:
        raise Refused(f"{file} could not be read ({error.strerror}).", do="Check the file's name.") from None


def say(words: str, *, err: bool = False) -> None:
    """Print words that may hold some from outside."""
    from caseworker.text import clean

    typer.echo(clean(words), err=err)


def say_json(value: Any, indent: int | None = 1) -> None:
    """Print a value as JSON: what would act on a terminal stands in it by its number, and is read back."""
    import json

    from caseworker.text import escaped

    typer.echo(escaped(json.dumps(value, ensure_ascii=False, indent=indent)))


class Gate(io.TextIOWrapper):
    """The last gate of the command line: what slipped past `say` still cannot act on a terminal."""

    def write(self, words: str) -> int:
        """Write words; a character that acts stands there as a mark, but for those of a progress bar."""
        from caseworker.text import clean

        if not (words.isascii() and words.isprintable()):
            kept = re.split(PROGRESS, words)
            words = "".join(part if at % 2 else clean(part) for at, part in enumerate(kept))
        return super().write(words)

    def close(self) -> None:
        """Write what is waiting; what lies under the gate is not ours to close."""
        if not self.buffer.closed:
            self.flush()


PROGRESS = "(\t|\r\n?|\x1b\\[(?:\\?25[lh]|[0-2]?K))"
"""A tab, to the start of the line, the cursor hidden and shown, the line erased."""


def gated(stream: TextIO | None) -> TextIO | None:
    """A stream of the command line behind the gate; one without bytes under it stays as it is."""
    under = getattr(stream, "buffer", None)
    if stream is None or under is None or isinstance(stream, Gate):
        return stream
    stream.flush()
    return Gate(under, encoding=stream.encoding, errors="backslashreplace", line_buffering=True)


def office(
    store: str | None,
    officer: str | None = None,
    *,
    kind: str = "",
    practice_day: date | None = None,
    folder: Path | None = None,
) -> Office:
    """Build the office.

    Args:
        kind: ``live`` or ``training``; found out from the store where not given.
        practice_day: the day of a sandbox; found out from the store where neither it nor the kind is given.
        folder: where the council's files lie; the data folder, or the sample's for training.
    """
    import os

    from caseworker import locations
    from caseworker.casework.office import Office, wall_clock
    from caseworker.store.engine import default_url

    url = store or default_url()
    seen = None if kind else look(url)
    kind = kind or (seen.kind if seen else "live")
    if seen and kind == "training":
        practice_day = seen.today_on
    choices = _choices(url, kind, folder)
    officers = choices.officers
    if practice_day is not None:
        from caseworker.practice.targets import dated

        officers = dated(officers, practice_day)
    name = officer or os.environ.get("CASEWORKER_OFFICER") or choices.officers.everyone[0].id
    return Office(
        officer=officers.get(name),
        officers=officers,
        council=choices.council,
        guidelines=choices.guidelines,
        store_url=url,
        kind=kind,
        paragraphs=locations.paragraphs(),
        clock=wall_clock if practice_day is None else practice_clock(practice_day),
    )


def _choices(url: str, kind: str, folder: Path | None) -> Choices:
    """The council's files: of a folder, of the practice office that a training store is of, or its own."""
    from caseworker import config

    if folder is not None or kind != "training":
        return config.load(folder or council_folder())
    from caseworker.practice.offices import choices_of, office_of

    seen = look(url)
    return choices_of(office_of(seen.uuid, seed=seen.seed, today=seen.today_on) if seen else "london")


def look(url: str) -> Seen | None:
    """What a store says of itself, read without opening it for use; nothing where there is none yet."""
    from caseworker.law.refusals import Refused
    from caseworker.store import opening
    from caseworker.store.places import place_of

    place = place_of(url)
    if place.path is not None and not place.path.exists():
        return None
    try:
        return opening.look(place, 2_000)
    except Refused:
        return None


def council_folder() -> Path:
    """The folder of the council's own files; the sample's are put there where there are none yet."""
    from caseworker import config, locations

    folder = locations.data_folder()
    for name in ("council.toml", "policy.toml", "officers.toml"):
        if not (folder / name).exists():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(config.SAMPLE / name, folder / name)
            typer.echo(
                f"{name} was not there: the sample's was put into {folder}. Edit it before work begins.",
                err=True,
            )
    return folder


SLOW_FROM = time(15)
"""From when on the practice clock goes slowly, in London."""
SLOWED = 18
"""How much slower: midnight is half past three."""


def practice_clock(today: date) -> Callable[[], datetime]:
    """A clock that shows the practice day with the real time of day; in the evening it hardly goes on.

    What is practised late is still in time for the day's post, before any council's cut-off.
    """
    from caseworker.casework.office import LONDON

    def clock() -> datetime:
        """Now, on the practice day."""
        real = datetime.now(LONDON)
        shown, late = datetime.combine(today, real.timetz()), datetime.combine(today, SLOW_FROM, LONDON)
        return (shown if shown <= late else late + (shown - late) / SLOWED).astimezone(UTC)

    return clock
