"""Open the desk: on the live store, or on the sandbox with practice cases."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from caseworker.cli.office import OFFICER, STORE, day_typed, office, refusing

if TYPE_CHECKING:
    from caseworker.casework.office import Office

FIRST_DAY = date(2023, 1, 1)
"""The first practice day: its oldest cases are months older, and the law they stand under is no older yet."""
SEED = 7
"""The practice office that is built where none is asked for."""


def open_command(store: str | None = STORE, officer: str | None = OFFICER) -> None:
    """Open the desk on the live store."""
    with refusing():
        built = office(store, officer, kind="live")
        _ = built.store
    run(built)


def sandbox(
    seed: int | None = typer.Option(None, help="Which practice office (7): seed and day make its cases."),
    today: str | None = typer.Option(
        None, metavar="DATE", help="The practice day, YYYY-MM-DD. Default: today, or the working day before."
    ),
    prepare: bool = typer.Option(False, "--prepare", help="Build the sandbox and leave."),
    fresh: bool = typer.Option(False, "--fresh", help="Build it anew; what was practised in it is dropped."),
    council: str = typer.Option(
        "london",
        "--office",
        help="Which practice council: london, or outside (camera PCNs, a Clean Air Zone).",
    ),
    store: str | None = typer.Option(
        None, "--store", help="File of the sandbox. Default: in your data folder."
    ),
    officer: str | None = OFFICER,
) -> None:
    """Open the sandbox: practice cases in a store marked TRAINING, never to be opened as live."""
    with refusing():
        path = sandbox_path(store, council)
        wanted = day_of(today)
        practice_day = prepared(path, seed, wanted, fresh=fresh, given=today is not None, council=council)
        if prepare:
            day = f"{practice_day.day} {practice_day:%B %Y}"
            typer.echo(f"The sandbox is ready: {path} (practice day {day}).")
            return
        built = office(str(path), officer, kind="training", practice_day=practice_day)
        _ = built.store
    run(built)


def sandbox_path(store: str | None, council: str = "london") -> Path:
    """The sandbox's file; each practice council has its own."""
    from caseworker import locations

    if store:
        return Path(store)
    usual = locations.default_store("training")
    return usual if council == "london" else usual.with_name(f"{usual.stem}-{council}{usual.suffix}")


def day_of(today: str | None) -> date:
    """The practice day that was asked for; else today in London, or the last working day before it."""
    from caseworker.casework.office import LONDON
    from caseworker.casework.periods import LAST
    from caseworker.law.calendar import england
    from caseworker.law.refusals import Refused

    if today is None:
        return england().previous_working_day(datetime.now(LONDON).date())
    wanted = day_typed(today)
    if not FIRST_DAY <= wanted <= LAST:
        raise Refused(
            f"No practice office can be made for {today}.",
            rule="Its cases stand under the Regulations of 31 May 2022, and each must have a last day.",
            do=f"Take a day from {FIRST_DAY.isoformat()} to {LAST.isoformat()}.",
        )
    return wanted


def prepared(
    path: Path, seed: int | None, today: date, *, fresh: bool, given: bool, council: str = "london"
) -> date:
    """Build the sandbox where it is missing or asked for anew, and give its practice day."""
    from caseworker.law.refusals import Refused
    from caseworker.store.engine import Store

    if council != "london":
        from caseworker.practice.offices import checked

        checked(council)
    if path.exists():
        found = Store.open(path, expect="training")
        if not fresh:
            if given and found.today_on != today:
                raise Refused(
                    f"The sandbox {path} was built for {found.today_on:%d %b %Y}, not for {today:%d %b %Y}.",
                    rule="Its due dates belong to its own day.",
                    do="Leave out --today to go on with it, or add --fresh to build it anew.",
                )
            if seed is not None and seed != found.seed:
                raise Refused(
                    f"The sandbox {path} was built with seed {found.seed}, not {seed}.",
                    rule="Another seed makes other cases.",
                    do="Leave out --seed to go on with it, or add --fresh to build it anew.",
                )
            return found.today_on or today
        path.unlink()
    from caseworker.practice.build import build

    typer.echo(f"Building the practice cases (once) for {_said(today)} …", err=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    tell = partial(typer.echo, err=True)
    build(path, seed=SEED if seed is None else seed, today=today, told=tell, council=council)
    return today


def _said(today: date) -> str:
    """The practice day, with what it is good for."""
    from caseworker.law.calendar import england

    day = f"{today:%A} {today.day} {today:%B %Y}"
    if england().is_working_day(today):
        return f"{day} (--fresh --today DATE builds another day)"
    return f"{day}, no working day: nothing is posted on it (--fresh --today DATE builds another)"


def run(built: Office) -> None:
    """Run the app until the officer leaves; a fault leaves a non-zero status and no case text behind."""
    from caseworker import locations
    from caseworker.app import Caseworker
    from caseworker.config.personal import load_personal
    from caseworker.keys import check_keymap

    with refusing():
        own = locations.data_folder() / "officer.toml"
        personal = load_personal(own)
        check_keymap(personal.keymap, str(own))
    desk = Caseworker(built, keymap=personal.keymap, theme=personal.theme)
    try:
        desk.run()
    except OSError:
        # A terminal that went away takes no last words; whatever else failed is a fault.
        if not desk.leaving.asked:
            raise
    finally:
        desk.leaving.end()
    raise typer.Exit(1 if desk.failed else desk.return_code or 0)
