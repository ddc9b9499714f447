"""A team of three and their leader on an empty store, on both engines."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from caseworker import config, locations
from caseworker.casework.counting import count
from caseworker.casework.office import Office
from caseworker.config import Absence, Officer, Officers, Target
from caseworker.store import cases, counters, figures
from caseworker.store.engine import Store
from tests import builders

NOON = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
"""Friday 20 November 2026, half of the working day."""
TODAY = NOON.date()

PEOPLE = Officers(
    (
        Officer("asha", "Asha Verrall"),
        Officer("tobin", "Tobin Oyelaran"),
        Officer("maren", "Maren Quill"),
        Officer("sefton", "Idris Sefton", "leader"),
        Officer("linnet", "Linnet Abara", "trainer"),
    ),
    (
        Target("asha", date(2026, 10, 1), 2),
        Target("asha", date(2026, 11, 16), 4),
        Target("tobin", date(2026, 10, 1), 2),
    ),
    absences=(Absence("tobin", date(2026, 11, 9), date(2026, 11, 13)),),
)


class Team:
    """One store, and whoever looks at it."""

    def __init__(self, url: str) -> None:
        self.store = Store.open(url, expect="live")
        self.url = url
        self.people = PEOPLE

    def office(self, officer: str = "sefton", at: datetime = NOON) -> Office:
        """Somebody's office at an instant."""
        made = Office(
            officer=self.people.get(officer) if officer in PEOPLE_IDS else Officer(officer, officer),
            officers=self.people,
            council=config.load_council(config.SAMPLE / "council.toml"),
            guidelines=(),
            store_url=self.url,
            kind="live",
            paragraphs=locations.paragraphs(),
            clock=lambda: at,
        )
        made.__dict__["store"] = self.store
        return made

    def answer(
        self,
        officer: str,
        at: datetime,
        outcome: str = "uphold",
        *,
        points: int = 1,
        letters: int = 1,
        posts_on: date | None = None,
        state: str = "waiting",
        **case: Any,
    ) -> int:
        """A case that an officer answered at an instant; one recalled or slipped was taken back."""
        office = self.office(officer, at)
        with self.store.writing() as tx:
            pcn = builders.pcn(tx)
            made = builders.case(tx, pcn, open=0, status="issued", **case)
            for slug in ("loading", "blue-badge", "signs", "grace")[:points]:
                builders.point(tx, made, slug)
            for _ in range(letters):
                builders.item(tx, pcn, made)
            posts_on = posts_on or office.today()
            decided = builders.decision(tx, made, outcome, officer=officer)
            sent = {"officer": officer, "issued_at": at, "posts_on": posts_on, "decision_id": decided}
            letter = builders.letter(tx, made, pcn, **sent)
            builders.posting(tx, letter, made, pcn, state=state, posts_on=posts_on)
            row = cases.get(tx, made)
            assert row is not None
            count(tx, office, row, outcome=outcome, posts_on=posts_on)
            if state in ("recalled", "slipped"):
                count(tx, office, row, outcome=outcome, posts_on=posts_on, done=-1)
        return made

    def wait(self, n: int = 1, **case: Any) -> None:
        """Open cases."""
        with self.store.writing() as tx:
            pcn = builders.pcn(tx)
            for _ in range(n):
                builders.case(tx, pcn, **case)
            counters.recount_open(tx)

    def arrive(self, day: date, kind: str = "informal", n: int = 1) -> None:
        """Cases that came in."""
        with self.store.writing() as tx:
            figures.add_arrivals(tx, day, kind, n)


PEOPLE_IDS = tuple(one.id for one in PEOPLE.everyone)


@pytest.fixture
def sqlite_team(template: Path, tmp_path: Path) -> Iterator[Team]:
    """The team on SQLite."""
    team = Team(str(shutil.copy2(template, tmp_path / "live.db")))
    yield team
    team.store.close()


@pytest.fixture
def postgres_team(new_database: Callable[[bool], str]) -> Iterator[Team]:
    """The team on PostgreSQL."""
    team = Team(new_database(True))
    yield team
    team.store.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def team(request: pytest.FixtureRequest) -> Team:
    """The team on each engine in turn."""
    found: Team = request.getfixturevalue(f"{request.param}_team")
    return found


@pytest.fixture
def at() -> Callable[..., datetime]:
    """An instant of November 2026, at noon by UTC where no hour is named."""
    return lambda day, hour=12: datetime(2026, 11, day, hour, tzinfo=UTC)
