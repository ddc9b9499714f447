"""The second practice council: outside London, by camera, with a zone, in a store of its own."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from caseworker import config
from caseworker.cli.office import office
from caseworker.law.beside import besides
from caseworker.law.facts import Place
from caseworker.law.kinds import DISPUTES
from caseworker.law.refusals import Refused
from caseworker.practice.build import build
from caseworker.practice.letters import letters
from caseworker.practice.offices import OFFICES, checked, choices_of, office_of, uuid_of
from tests.practice.conftest import TODAY
from tests.stores import once

BESIDE = [one.kind.value for one in besides()]


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its sandbox, never written to."""

    def make(folder: Path) -> None:
        build(folder / "training-outside.db", seed=7, today=TODAY, council="outside")

    built = once(tmp_path_factory, "prepared-outside", make) / "training-outside.db"
    return Path(shutil.copyfile(built, tmp_path_factory.mktemp("outside") / built.name))


def test_its_cases_stand_under_the_laws_of_its_place(outside: Path) -> None:
    db = sqlite3.connect(outside)
    found = db.execute("SELECT DISTINCT regime, basis, place, band FROM pcns ORDER BY 1, 2").fetchall()
    assert found == [
        ("caz-2013", "", "outside", "2"),
        ("clamp", "", "outside", "2"),
        ("removal", "", "outside", "2"),
        ("tma-reg10", "approved-device", "outside", "2"),
        ("tma-reg10", "driven-away", "outside", "2"),
        ("tma-reg10", "outside-traffic", "outside", "2"),
        ("tma-reg10", "prevented", "outside", "2"),
        ("tma-reg9", "", "outside", "2"),
    ]
    opened = dict(db.execute("SELECT kind, count(*) FROM cases WHERE open = 1 GROUP BY 1").fetchall())
    assert sum(opened.pop(kind, 0) for kind in DISPUTES) == len(letters("outside"))
    assert opened == dict.fromkeys(BESIDE, 1) | {"information": 2}, "own data is a request of its own"
    kinds = {"van", "taxi", "minibus", "hgv"}
    assert {row[0] for row in db.execute("SELECT vehicle_class FROM pcns")} == {"", *kinds}


def test_its_films_lie_in_the_store(outside: Path) -> None:
    found = sqlite3.connect(outside).execute(
        "SELECT e.size, length(b.content) FROM evidence e JOIN evidence_bytes b ON b.evidence_id = e.id "
        "WHERE e.kind = 'film'"
    )
    sizes = found.fetchall()
    assert len(sizes) >= 10 and all(told == kept > 10_000 for told, kept in sizes)


def test_the_store_tells_whose_it_is(outside: Path) -> None:
    built = office(str(outside))
    assert built.council.authority == config.OUTSIDE_AUTHORITY
    assert (built.council.place, built.council.band) == (Place.OUTSIDE, "2")
    assert built.council.zone is not None and built.council.zone.charged("van") == 900
    for name in OFFICES:
        assert office_of(uuid_of(name, 7, TODAY), 7, TODAY) == name
    assert choices_of("london").council.authority == config.SAMPLE_AUTHORITY


def test_an_unknown_office_is_refused() -> None:
    with pytest.raises(Refused, match="no practice office"):
        checked("moon")


def test_no_live_letter_bears_an_invented_name() -> None:
    assert set(config.INVENTED) == {choices_of(name).council.authority for name in OFFICES}
