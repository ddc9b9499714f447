"""Two officers on the same cases, by every turn and with crashes: what the model says is what is there."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from caseworker.store import audit
from tests.hard import desks
from tests.hard.model import ACTS, CRASHES, Both

LONG = bool(os.environ.get("CASEWORKER_LONG"))
TWO = desks.OFFICERS[:2]
CASES = 2
EXAMPLES, STEPS = (100, 40) if LONG else (8, 25)
EACH = 2 if LONG else 47
"""Of the 1,536 turns every second is taken in the long set, every forty-seventh in the quick one."""

STARTS = {
    "free": (),
    "marked": ("claim", "points"),
    "decided": ("claim", "points", "decide"),
    "issued": ("claim", "points", "decide", "issue"),
}
"""How far the first officer has brought the case before the second comes."""


class Officers(RuleBasedStateMachine):
    """Two officers who read, act and crash in any order."""

    built: Path
    counted: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.both = Both(Path(shutil.copyfile(self.built, self.folder / "live.db")), CASES)

    @rule(who=st.sampled_from(TWO), case=st.integers(1, CASES))
    def read(self, who: str, case: int) -> None:
        """Open a case, or look again."""
        self.both.read(who, case)

    @rule(
        who=st.sampled_from(TWO),
        case=st.integers(1, CASES),
        act=st.sampled_from(ACTS),
        crash=st.sampled_from(("", "", "", *CRASHES)),
    )
    def act(self, who: str, case: int, act: str, crash: str) -> None:
        """Act on what was read last."""
        self.counted[self.both.act(who, case, act, crash)] += 1

    @rule(who=st.sampled_from(TWO), case=st.integers(1, CASES), act=st.sampled_from(ACTS))
    def read_and_act(self, who: str, case: int, act: str) -> None:
        """What officers mostly do."""
        self.both.read(who, case)
        self.counted[self.both.act(who, case, act)] += 1

    @rule(case=st.integers(1, CASES))
    def bring_on(self, case: int) -> None:
        """The officer whose turn it is does what comes next."""
        known = self.both.known[case]
        who = known.officer or TWO[known.version % 2]
        done = (known.officer, known.points, known.decided_by == who)
        after = "claim" if not done[0] else "points" if not done[1] else "issue" if done[2] else "decide"
        self.read_and_act(who, case, after)

    @invariant()
    def nothing_impossible(self) -> None:
        """What may never be is not."""
        assert desks.faults_of(self.both.path) == []

    def teardown(self) -> None:
        """The record still holds."""
        assert audit.verify(self.both.desk().store).ok
        self.both.close()
        shutil.rmtree(self.folder)


def test_any_order_of_reading_acting_and_crashing(stores: Callable[[int], Path]) -> None:
    Officers.built, Officers.counted = stores(CASES), Counter()
    run_state_machine_as_test(
        Officers,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    counted = Officers.counted
    assert {"done", "refused", "changed", "unknown", "unknown-saved"} <= set(counted), counted
    assert counted["again"] or not LONG, "a letter was pressed for again"


def turns() -> list[tuple[str, tuple[str, str], tuple[str, ...]]]:
    """Each start, each pair of acts of two officers, each order of their reading and acting."""
    orders = [
        order
        for order in sorted(set(itertools.permutations(("read a", "act a", "read b", "act b"))))
        if order.index("read a") < order.index("act a") and order.index("read b") < order.index("act b")
    ]
    return list(itertools.product(STARTS, itertools.product(ACTS, ACTS), orders))


def test_every_turn_of_two_officers_on_one_case(stores: Callable[[int], Path], tmp_path: Path) -> None:
    found: Counter[str] = Counter()
    for start in STARTS:
        began = tmp_path / f"{start}.db"
        shutil.copyfile(stores(1), began)
        before = Both(began, 1)
        for act in STARTS[start]:
            before.read(TWO[0], 1)
            before.act(TWO[0], 1, act)
        for _, acts, order in [one for one in turns() if one[0] == start][::EACH]:
            both = Both(Path(shutil.copyfile(began, tmp_path / "turn.db")), 1)
            known = before.known[1]
            both.known[1] = type(known)(**{**vars(known), "letters": [*known.letters], "drafts": {}})
            for what, who in (step.split() for step in order):
                officer, act = (TWO[0], acts[0]) if who == "a" else (TWO[1], acts[1])
                if what == "read":
                    both.read(officer, 1)
                else:
                    found[both.act(officer, 1, act)] += 1
            assert desks.faults_of(both.path) == []
            both.close()
        before.close()
    assert sum(found.values()) >= 2 * len(turns()) // EACH
    assert found["done"] and found["refused"] and found["changed"]


@pytest.mark.parametrize("act", ["points", "decide", "withdraw", "release", "issue"])
def test_the_model_is_held_against_the_store(act: str, stores: Callable[[int], Path], tmp_path: Path) -> None:
    """Where the store does not do what the model says, it is found."""
    both = Both(Path(shutil.copyfile(stores(1), tmp_path / "live.db")), 1)
    for one in ("claim", "points", "decide"):
        both.read(TWO[0], 1)
        both.act(TWO[0], 1, one)
    both.known[1].version += 1
    both.read(TWO[0], 1)
    with pytest.raises(AssertionError):
        both.act(TWO[0], 1, act)
    both.close()
