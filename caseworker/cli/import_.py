"""Take in a folder of cases, correspondence, payments, evidence, mail and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from caseworker.cli.office import OFFICER, STORE, office, refusing, say, say_json
from caseworker.text import counted

if TYPE_CHECKING:
    from caseworker.casework.desk.intake import TakenIn
    from caseworker.casework.office import Office
    from caseworker.cli.aside import Rows
    from caseworker.reading.aside import Unpacked
    from caseworker.reading.profiles import Profile
    from caseworker.reading.rows import Extract
    from caseworker.store.places import Place

SHOWN = 200
"""Faults printed for a person; `--json` prints all."""
STOPPED = 130
"""The status after ctrl-c."""
_WHAT = "A folder or a zip with cases.csv, correspondence.csv, mail/ …, or the file that --set-aside wrote."


def import_command(
    folder: Path = typer.Argument(metavar="FOLDER", help=_WHAT),
    profile: Path | None = typer.Option(None, "--profile", help="How a supplier's files become ours: TOML."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Work everything out, write nothing."),
    preview: int | None = typer.Option(
        None,
        "--preview",
        min=1,
        max=1000,
        help="Show so many rows of each file as understood; write nothing.",
    ),
    set_aside: Path | None = typer.Option(
        None, "--set-aside", help="Leave faulty rows out with all of their PCN, into this new CSV file."
    ),
    papers: Path | None = typer.Option(
        None, "--papers", help="With a set-aside file: the folder in which the files it names lie."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Take in an import folder: all of it, or nothing where any row is wrong.

    Leaves with 0 where it landed or changed nothing, 1 where rows are wrong or were set aside, 2 where it was
    refused, 130 where it was stopped: then nothing landed.
    """
    wanted = _Wanted(folder, profile, dry_run, preview, set_aside, papers, as_json)
    import_(wanted, store=store, officer=officer)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was asked for."""

    folder: Path
    profile: Path | None = None
    dry_run: bool = False
    preview: int | None = None
    set_aside: Path | None = None
    papers: Path | None = None
    as_json: bool = False


@dataclass(slots=True)
class _Read:
    """What was read, and how."""

    extract: Extract
    profile: Profile | None
    unpacked: Unpacked | None
    pcns: set[str] = field(default_factory=set)
    """PCNs of rows that could not be read."""

    def rows(self, folder: Path) -> Rows:
        """Its rows as they stand."""
        from caseworker.cli.aside import Rows

        packed = self.unpacked
        return Rows(packed.files if packed else folder, self.profile, packed.bare if packed else ())


def import_(wanted: _Wanted, *, store: str | None, officer: str | None) -> None:
    """Read a folder, take it in, and say what was done; leave with the status that `import_command` names."""
    from caseworker.casework.desk.intake import take_in
    from caseworker.cli import aside
    from caseworker.cli.progress import Stop, progress

    with Stop() as stop, _stopping(stop), refusing():
        if wanted.set_aside is not None:
            aside.check_new(wanted.set_aside)
        with progress(quiet=wanted.as_json) as steps:
            read = _read(wanted, steps.read, stop)
            if wanted.preview is not None:
                steps.end()
                _preview(read, wanted)
                return
            held = read.extract.faults and wanted.set_aside is None
            made = first_store(store, dry_run=wanted.dry_run, faulty=bool(held))
            try:
                built = office(store, officer)
                _live(built)
                apart = None if wanted.set_aside is None else read.pcns | read.extract.held_back
                done = take_in(
                    built, read.extract, dry_run=wanted.dry_run, set_aside=apart, told=steps.step, stop=stop
                )
            except BaseException:
                _remove(made)
                raise
        if made is not None:
            _keep_or_remove(made, landed=done.landed)
        rows = 0
        if wanted.set_aside is not None and done.faults and not wanted.dry_run:
            rows = aside.write(wanted.set_aside, read.rows(wanted.folder), done)
    _report(done, wanted, read, rows)
    if done.faults:
        raise typer.Exit(1)


def _read(wanted: _Wanted, told: Any, stop: Any) -> _Read:
    """Read the folder, or the folder for which a set-aside file stands."""
    from caseworker.reading.aside import unpacked
    from caseworker.reading.extract import read
    from caseworker.reading.profiles import load

    profile = load(wanted.profile) if wanted.profile is not None else None
    packed = None
    if wanted.folder.is_file() and wanted.folder.suffix.lower() == ".csv":
        packed = unpacked(wanted.folder, wanted.papers)
    source = packed.files if packed is not None else wanted.folder
    extract = read(source, profile=profile, told=told, stop=stop, apart=True)
    if packed is not None and packed.bare:
        extract = _with_bare(extract, packed)
    found = _Read(extract, profile, packed)
    if wanted.set_aside is not None:
        found.pcns = found.rows(wanted.folder).pcns(extract.faults)
    return found


def _with_bare(extract: Extract, packed: Unpacked) -> Extract:
    """What was read of a set-aside file, with the rows that have no cells named as faults."""
    from dataclasses import replace

    return replace(extract, faults=tuple(sorted((*extract.faults, *packed.faults()))))


@contextmanager
def _stopping(stop: Any) -> Iterator[None]:
    """After ctrl-c: say that nothing landed, and leave with the status for it."""
    try:
        yield
    except typer.Exit:
        if stop.asked:
            raise typer.Exit(STOPPED) from None
        raise
    except KeyboardInterrupt:
        typer.echo("Broken off. Import again: what has landed, if anything, changes nothing.", err=True)
        raise typer.Exit(STOPPED) from None


def first_store(store: str | None, *, dry_run: bool, faulty: bool) -> Place | None:
    """Make the live store where the first import finds none; None where one is there.

    Args:
        dry_run: nothing is written, so there must be a store to compare with.
        faulty: the folder cannot land; the store that is made goes again.
    """
    from caseworker.cli.store import make
    from caseworker.law.refusals import Refused
    from caseworker.store.engine import default_url
    from caseworker.store.places import place_of

    place = place_of(store or default_url())
    if place.path is None or place.path.exists():
        return None
    if dry_run and not faulty:
        raise Refused(
            f"There is no store at {place.words} yet.",
            rule="A dry run compares with what the store holds, and makes nothing.",
            do="Make the store with: caseworker store upgrade.",
        )
    make(place)
    return place


def _keep_or_remove(place: Place, *, landed: bool) -> None:
    """A store made for an import stays only where the import landed."""
    if landed:
        typer.echo(f"A new live store was made: {place.words}", err=True)
    else:
        _remove(place)


def _remove(place: Place | None) -> None:
    if place is not None and place.path is not None:
        place.path.unlink(missing_ok=True)


def _live(built: Office) -> None:
    """Practice never meets real cases."""
    from caseworker.law.refusals import Refused

    if built.store.kind == "training":
        raise Refused(
            f"{built.store.words} is a TRAINING store.",
            rule="Real cases are never taken into the sandbox, nor practice cases into the live store.",
            do="Name the live store with --store, or leave --store out.",
        )


def _preview(read: _Read, wanted: _Wanted) -> None:
    """What was understood; nothing is written."""
    from caseworker.cli import preview

    assert wanted.preview is not None
    if wanted.as_json:
        say_json(preview.record(read.extract, wanted.preview))
    else:
        preview.show(read.extract, wanted.preview)
    if read.extract.faults:
        raise typer.Exit(1)


def _report(done: TakenIn, wanted: _Wanted, read: _Read, set_aside: int) -> None:
    """What was done, in words or for another program."""
    from caseworker.reading.delimited import place_of

    place = read.unpacked.fault if read.unpacked is not None else (lambda fault: fault)
    faults = [place(fault) for fault in done.faults]
    if wanted.as_json:
        _say_json(done, wanted, faults, read.extract, set_aside)
        return
    for fault in faults[:SHOWN]:
        say(fault.words)
    if len(faults) > SHOWN:
        say(f"… and {len(faults) - SHOWN:,} more: see them all with --json.")
    left = bool(faults) and wanted.set_aside is None
    for one in () if left else done.files:
        say(f"{one.file:<22} {one.new:>9,} new  {one.changed:>7,} changed  {one.unchanged:>9,} as before")
    for remark in () if left else (*read.extract.remarks, *done.remarks)[:20]:
        say(f"note: {place_of(remark.file, remark.line)}: {remark.words}.")
    say(_last_line(done, wanted, read.extract.rows, len(faults), set_aside))


def _last_line(done: TakenIn, wanted: _Wanted, rows: int, faults: int, set_aside: int) -> str:
    """What became of it."""
    number = f"{faults:,} fault{'' if faults == 1 else 's'}"
    inbox = f" {done.to_inbox:,} for the inbox." if done.to_inbox else ""
    if faults and wanted.set_aside is None:
        return f"{number}: nothing was taken in. Put right, import again."
    if not rows and not faults:
        return "Nothing to take in: there is not one row in these files."
    if done.again:
        return "This folder was taken in before: nothing has changed."
    if wanted.dry_run:
        return f"Dry run: nothing was written. {_cases(done.cases_opened)} would be opened.{inbox}"
    if faults:
        rest = f"Taken in but for these. {_cases(done.cases_opened)} opened.{inbox}"
        rest = rest if done.landed else "Nothing else was new."
        words = f"{number}: {counted(set_aside, 'row')} set aside in {wanted.set_aside}. {rest}"
        return f"{words} Put that file right, and import it."
    if done.landed:
        return f"Taken in. {_cases(done.cases_opened)} opened.{inbox}"
    return "Nothing new: everything was known already."


def _cases(number: int) -> str:
    return f"{number:,} case{'' if number == 1 else 's'}"


def _say_json(done: TakenIn, wanted: _Wanted, faults: list[Any], extract: Extract, set_aside: int) -> None:
    """What was done, for another program."""
    from dataclasses import asdict

    record = {
        "landed": done.landed,
        "dry_run": wanted.dry_run,
        "again": done.again,
        "new": done.new,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "cases_opened": done.cases_opened,
        "to_inbox": done.to_inbox,
        "set_aside": set_aside,
        "files": [asdict(one) for one in done.files],
        "faults": [asdict(one) for one in faults],
        "remarks": [asdict(one) for one in (*extract.remarks, *done.remarks)],
    }
    say_json(record)
