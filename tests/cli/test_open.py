"""`caseworker sandbox` and `caseworker open`: practice and live work never meet."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from caseworker.casework.desk.queue import all_rows
from caseworker.casework.office import LONDON, Office
from caseworker.cli import app
from caseworker.cli import open as opening
from caseworker.cli.office import practice_clock
from caseworker.store.engine import Store
from tests.casework.office import Desk
from tests.stores import once

RUN = CliRunner()
DAY = "2026-11-20"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sandbox, built once by the command."""

    def make(folder: Path) -> None:
        path = folder / "deep" / "training.db"
        told = RUN.invoke(app, ["sandbox", "--prepare", "--today", DAY, "--store", str(path)])
        assert told.exit_code == 0, told.stderr
        assert told.stdout == f"The sandbox is ready: {path} (practice day 20 November 2026).\n"
        assert "Building the practice cases (once)" in told.stderr

    return once(tmp_path_factory, "by-command", make) / "deep" / "training.db"


@pytest.fixture
def sandbox(prepared: Path, tmp_path: Path) -> Path:
    """A copy to practise in."""
    return shutil.copy2(prepared, tmp_path / "training.db")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Office]]:
    """The offices that the app would have been opened on."""
    offices: list[Office] = []
    monkeypatch.setattr(opening, "run", offices.append)
    yield offices
    for one in offices:
        one.store.close()


def cases(path: Path) -> int:
    """How many cases a store holds."""
    with Store.open(path, expect="training").raw() as reader:
        return int(reader.value("SELECT count(*) FROM cases"))


@pytest.fixture
def command(sandbox: Path) -> Callable[..., Result]:
    """`caseworker sandbox` on the copy."""
    return lambda *words: RUN.invoke(app, ["sandbox", "--store", str(sandbox), *words])


def test_a_sandbox_holds_at_least_forty_cases_and_is_marked(sandbox: Path) -> None:
    assert cases(sandbox) >= 40
    found = Store.open(sandbox, expect="training")
    assert (found.kind, found.seed, found.today_on) == ("training", 7, date(2026, 11, 20))


def test_preparing_again_builds_nothing(sandbox: Path, command: Callable[..., Result]) -> None:
    before = sandbox.read_bytes()
    for words in (["--prepare"], ["--prepare", "--today", DAY]):
        told = command(*words)
        assert told.exit_code == 0 and "practice day 20 November 2026" in told.stdout
        assert "Building" not in told.stderr
    assert sandbox.read_bytes() == before


def test_another_day_is_refused_and_nothing_is_built_over(
    sandbox: Path, command: Callable[..., Result]
) -> None:
    before = sandbox.read_bytes()
    told = command("--prepare", "--today", "2026-11-23")
    assert told.exit_code == 2
    assert "was built for 20 Nov 2026, not for 23 Nov 2026." in told.stderr
    assert "add --fresh to build it anew" in told.stderr
    assert sandbox.read_bytes() == before


def test_fresh_builds_it_anew_for_another_day_and_seed(sandbox: Path, command: Callable[..., Result]) -> None:
    told = command("--prepare", "--fresh", "--today", "2026-11-23", "--seed", "8")
    assert told.exit_code == 0, told.stderr
    found = Store.open(sandbox, expect="training")
    assert (found.seed, found.today_on) == (8, date(2026, 11, 23))
    assert sorted(one.name for one in sandbox.parent.iterdir()) == ["training.db"]


@pytest.mark.parametrize("day", ["tomorrow", "20/11/2026", "2026-02-30"])
def test_a_day_that_is_none_is_refused(tmp_path: Path, day: str) -> None:
    path = tmp_path / "none.db"
    told = RUN.invoke(app, ["sandbox", "--prepare", "--today", day, "--store", str(path)])
    assert told.exit_code == 2 and f'"{day}" is not a day.' in told.stderr
    assert not path.exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2022-12-31"])
def test_a_day_for_which_no_practice_office_can_be_made_is_refused(sandbox: Path, day: str) -> None:
    command = ["sandbox", "--prepare", "--fresh", "--today", day, "--store", str(sandbox)]
    told = RUN.invoke(app, command)
    assert told.exit_code == 2 and f"No practice office can be made for {day}." in told.stderr
    assert sandbox.exists(), "the old one was dropped"


def test_the_sandbox_opens_on_its_practice_day(command: Callable[..., Result], opened: list[Office]) -> None:
    told = command("--officer", "tobin")
    assert told.exit_code == 0, told.stderr
    (office,) = opened
    assert (office.kind, office.training, office.officer.id) == ("training", True, "tobin")
    assert office.today() == date(2026, 11, 20)
    assert all_rows(office)


def test_the_queue_of_a_sandbox_is_told_on_its_practice_day(
    sandbox: Path, command: Callable[..., Result], opened: list[Office]
) -> None:
    command()
    told = RUN.invoke(app, ["queue", "--store", str(sandbox), "--json"])
    assert json.loads(told.stdout) == [row._asdict() for row in all_rows(opened[0])]


@pytest.mark.parametrize("words", [[], ["--fresh"], ["--prepare"], ["--prepare", "--fresh"]])
def test_live_work_is_never_opened_nor_built_over_as_practice(
    desk: Desk, words: list[str], opened: list[Office]
) -> None:
    before = Path(desk.url).read_bytes()
    told = RUN.invoke(app, ["sandbox", "--store", desk.url, *words])
    assert told.exit_code == 2 and opened == []
    assert "This is the live store, not a training one" in told.stderr
    assert Path(desk.url).read_bytes() == before


def test_practice_is_never_opened_as_live(sandbox: Path, opened: list[Office]) -> None:
    before = sandbox.read_bytes()
    told = RUN.invoke(app, ["open", "--store", str(sandbox)])
    assert told.exit_code == 2 and opened == []
    assert "This is a TRAINING store" in told.stderr
    assert sandbox.read_bytes() == before


def test_the_live_store_opens_with_the_machine_s_own_clock(desk: Desk, opened: list[Office]) -> None:
    told = RUN.invoke(app, ["open", "--store", desk.url, "--officer", "maren"])
    assert told.exit_code == 0, told.stderr
    (office,) = opened
    assert (office.kind, office.officer.id, office.training) == ("live", "maren", False)
    from caseworker.casework.office import wall_clock

    assert office.clock is wall_clock


@pytest.mark.parametrize("command", ["open", "sandbox"])
def test_what_is_no_store_is_refused_and_left_alone(
    tmp_path: Path, command: str, opened: list[Office]
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir")
    told = RUN.invoke(app, [command, "--store", str(path)])
    assert told.exit_code == 2 and told.stderr and opened == []
    assert path.read_text() == "Dear Sir"
    if command == "sandbox":
        assert RUN.invoke(app, ["sandbox", "--fresh", "--store", str(path)]).exit_code == 2
        assert path.read_text() == "Dear Sir"


@pytest.mark.parametrize("command", ["open", "sandbox"])
def test_an_officer_who_is_not_known_opens_nothing(
    desk: Desk, sandbox: Path, command: str, opened: list[Office]
) -> None:
    url = desk.url if command == "open" else str(sandbox)
    told = RUN.invoke(app, [command, "--store", url, "--officer", "ahsa"])
    assert told.exit_code == 2 and "Did you mean asha?" in told.stderr and opened == []


def test_without_a_name_the_sandbox_and_the_live_store_lie_apart(own_home: Path, opened: list[Any]) -> None:
    assert opening.sandbox_path(None) == own_home / "training.db"
    told = RUN.invoke(app, ["open"])
    assert told.exit_code == 2 and opened == []
    assert not (own_home / "caseworker.db").exists()


def test_the_office_outside_london_has_a_store_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEWORKER_HOME", str(tmp_path))
    assert opening.sandbox_path(None, "outside").name == "training-outside.db"
    assert opening.sandbox_path(None) != opening.sandbox_path(None, "outside")
    told = RUN.invoke(app, ["sandbox", "--prepare", "--office", "moon", "--store", str(tmp_path / "m.db")])
    assert told.exit_code == 2
    assert "no practice office" in told.stderr
    assert not (tmp_path / "m.db").exists()


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 22, 12, tzinfo=LONDON), date(2026, 11, 20)),
        (datetime(2026, 11, 20, 12, tzinfo=LONDON), date(2026, 11, 20)),
        (datetime(2026, 12, 28, 9, tzinfo=LONDON), date(2026, 12, 24)),
    ],
)
def test_the_practice_day_is_a_working_day_where_none_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, now: datetime, day: date
) -> None:
    class Fixed(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return now

    monkeypatch.setattr(opening, "datetime", Fixed)
    assert opening.day_of(None) == day
    assert opening.day_of("2026-11-22") == date(2026, 11, 22), "a day that is asked for is taken"


@pytest.mark.parametrize(
    ("now", "shown"), [((9, 12), (9, 12)), ((15, 0), (15, 0)), ((18, 0), (15, 10)), ((23, 59), (15, 29))]
)
def test_the_practice_clock_never_misses_the_days_post(
    monkeypatch: pytest.MonkeyPatch, now: tuple[int, int], shown: tuple[int, int]
) -> None:
    class Fixed(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 11, 22, *now, tzinfo=LONDON)

    monkeypatch.setattr("caseworker.cli.office.datetime", Fixed)
    at = practice_clock(date(2026, 11, 20))().astimezone(LONDON)
    assert (at.date(), (at.hour, at.minute)) == (date(2026, 11, 20), shown)


def test_a_sandbox_that_is_built_says_on_which_day_it_lives() -> None:
    assert opening._said(date(2026, 11, 20)).startswith("Friday 20 November 2026 (--fresh --today DATE")
    assert "no working day: nothing is posted on it" in opening._said(date(2026, 11, 22))
