"""Build the practice office: a store marked TRAINING, filled by running the acts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

from caseworker.casework.desk.intake import TakenIn, take_in
from caseworker.casework.office import LONDON, Office
from caseworker.law.refusals import Refused
from caseworker.practice.folder import Folder
from caseworker.practice.letters import INSIDE
from caseworker.practice.office import folder
from caseworker.practice.offices import choices_of, uuid_of
from caseworker.practice.targets import dated
from caseworker.reading.extract import read

OPENS = time(7, 30)
"""When the practice day's import is taken in, London time."""


def build(
    path: Path,
    *,
    seed: int,
    today: date,
    told: Callable[[str], None] | None = None,
    weeks: int = 4,
    council: str = INSIDE,
) -> TakenIn:
    """Build the practice office at a path where nothing is yet.

    It is built in a temporary file beside it and renamed when it is whole: a build that is killed leaves
    no sandbox, and the next one sweeps its remains away.

    Args:
        path: the store's file.
        seed: which names, plates and numbers.
        today: the practice day, from which every due date is worked out.
        told: called with a line for the person at each step.
        weeks: how many weeks of the month before are played.
        council: which of the practice councils; the month before is that of the London one.
    """
    from caseworker.practice.workshop import Workshop

    if path.exists():
        raise Refused(
            f"There is a file at {path} already.",
            rule="A sandbox is never built over another file.",
            do="Name another path, or open the sandbox with --fresh.",
        )
    _sweep(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.building")
    at = datetime.combine(today, OPENS, LONDON).astimezone(UTC)
    uuid = uuid_of(council, seed, today)
    try:
        Workshop.create(temporary, "training", at, uuid, seed, today).close()
        office = office_at(temporary, at, council=council)
        store = Workshop.open(temporary, expect="training")
        assert isinstance(store, Workshop)
        office.__dict__["store"] = store
        done = _fill(office, seed, today, told, weeks if council == INSIDE else 0)
        store.finish()
        temporary.rename(path)
    finally:
        _remove(temporary)
    return done


def office_at(path: Path, at: datetime, officer: str = "", council: str = INSIDE) -> Office:
    """The practice council's office on a training store, its clock standing at an instant."""
    from caseworker import locations

    choices = choices_of(council)
    officers = dated(choices.officers, at.astimezone(LONDON).date())
    return Office(
        officer=officers.get(officer) if officer else officers.everyone[0],
        officers=officers,
        council=choices.council,
        guidelines=choices.guidelines,
        store_url=str(path),
        kind="training",
        paragraphs=locations.paragraphs(),
        clock=lambda: at,
    )


def _fill(
    office: Office,
    seed: int,
    today: date,
    told: Callable[[str], None] | None,
    weeks: int = 4,
) -> TakenIn:
    """Play the month before, then take the practice day's folder in, as any folder is taken in."""
    from caseworker.practice import begun, history

    say = told or (lambda words: None)
    before = Folder()
    for words, so_far in history.play(office, seed, today, weeks) if weeks else ():
        say(words)
        before = so_far
    council = office.council.place.value
    made = folder(seed, today, before=before, office=council)
    made.payments += history.paid_since(before, seed, today)
    say(f"The practice day: {len(made.correspondence)} letters, {len(made.pictures)} pictures.")
    done = take_in(office, read(made.files()))
    if done.faults:
        raise AssertionError("the practice folder is faulty: " + "; ".join(one.words for one in done.faults))
    if council == INSIDE:
        begun.begin(office, today)
    return done


def _sweep(path: Path) -> None:
    """Remove what builds left that were killed; one that still runs keeps its file."""
    ours = re.compile(rf"\.+{re.escape(path.name)}\.(\d+)\.building")
    for left in path.parent.iterdir():
        found = ours.match(left.name)
        if found and not _runs(int(found[1])):
            left.unlink(missing_ok=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)
