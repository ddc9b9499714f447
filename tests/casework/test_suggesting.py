"""What the words of an enquiry raise beside what it asks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from caseworker.casework.suggesting import disputes_too
from tests.letters import regimes

FOI = "FOI please: what the zone took in daily charges last year, and what the cameras cost to run."


@pytest.mark.parametrize(
    ("text", "raised"),
    [(FOI, False), (f"{FOI} And I had sold the car three weeks before your date.", True)],
)
def test_what_is_asked_for_is_no_challenge_by_itself(text: str, raised: bool) -> None:
    item: Any = SimpleNamespace(direction="in", elsewhere=False, text=text)
    assert bool(disputes_too((item,), regimes.case("caz-2013", regimes.NOR))) is raised
