"""Each regime by keys: its longest path, and every way out that its table of stages has."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from caseworker.law.regimes import regime, regimes
from caseworker.law.stages import events, stage_of, stages
from caseworker.store.engine import Store
from tests.journeys.walking import Step, steps, walking

WALKS = Path(__file__).parent / "walks"
BOOKS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(WALKS.glob("*.toml"))}
JOURNEYS = [
    # The longest of each regime always, and every third way out; all of them in the long set.
    pytest.param(law, one, id=f"{law}: {one['name']}", marks=() if number % 3 == 0 else pytest.mark.long)
    for law, book in BOOKS.items()
    for number, one in enumerate(book["journey"])
]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty practice store."""
    path = tmp_path_factory.mktemp("walks") / "training.db"
    Store.create(path, "training", datetime(2026, 1, 5, 8, 0, tzinfo=UTC), "walks").close()
    return path


@pytest.mark.parametrize(("law", "journey"), JOURNEYS)
async def test_a_case_is_walked_by_keys(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, law: str, journey: dict[str, Any]
) -> None:
    monkeypatch.setattr("caseworker.screens.desk.viewer.viewer", lambda: ("viewer",))
    monkeypatch.setattr("subprocess.Popen", lambda command, **_: None)
    start = BOOKS[law]["start"] | journey.get("start", {})
    walk = list(steps(journey["walk"]))
    async with walking(empty, tmp_path, start, walk[0].day) as walker:
        for one in walk:
            await walker.step(one)
        await walker.at_the_end()


def walked(law: str) -> Iterator[Step]:
    """Every step that the journeys of a regime do, and are not refused."""
    for one in BOOKS[law]["journey"]:
        yield from (step for step in steps(one["walk"]) if not step.refused)


@pytest.mark.parametrize("law", [law.id for law in regimes()])
def test_every_way_out_of_a_regime_is_walked(law: str) -> None:
    """A new event in the table that ends a PCN needs a journey."""
    ways = {
        one.event
        for stage in stages(law)
        for one in events(law, stage.id)
        if one.to != one.start and stage_of(law, one.to).closed
    }
    done = {step.event for step in walked(law) if stage_of(law, step.stage).closed}
    assert not ways - done


@pytest.mark.parametrize("law", [law.id for law in regimes()])
def test_every_stage_of_a_regime_is_walked(law: str) -> None:
    begins = {"issued-discount", "issued-full"}
    assert not {one.id for one in stages(law)} - {step.stage for step in walked(law)} - begins


@pytest.mark.parametrize("law", [law.id for law in regimes()])
def test_a_wrong_key_is_refused_in_every_regime(law: str) -> None:
    refused = [step for one in BOOKS[law]["journey"] for step in steps(one["walk"]) if step.refused]
    assert len(refused) >= 3
    assert any(step.act == "reject" for step in refused), "a rejection that may not leave"


def test_every_basis_of_a_postal_parking_pcn_is_walked() -> None:
    book = BOOKS["tma-reg10"]
    bases = {one.get("start", {}).get("basis", book["start"]["basis"]) for one in book["journey"]}
    assert bases == set(regime("tma-reg10").bases)
