"""How many keys a case takes, from opened to the next opened: the same for both outcomes, and few."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from caseworker.casework import sheet
from caseworker.casework.desk.view import view
from caseworker.casework.views import CaseView
from caseworker.law.facts import Outcome
from caseworker.law.kinds import PointOutcome
from caseworker.letters.plan import Answer, wordings
from tests.journeys.test_issue import cases, decide, pass_ambers, plain, sound
from tests.journeys.test_linked import films_opened
from tests.screens.desks import Desk, office, sitting

AT_MOST = 10
ROUTE = ("p", "enter", "v", "escape", "d", "{key}", "l", "f9", "y")


def routine(case: CaseView) -> bool:
    """One point, one piece of evidence, nothing to weigh, no guideline that asks for words."""
    guided = any(one.usual_outcome is not None for one in case.guidelines)
    return plain(case) and len(case.suggested) == len(case.evidence) == 1 and not guided


def spoken(store: Path, case: CaseView) -> bool:
    """Whether the standard wording speaks to the point itself, so that upholding asks for no sentence."""
    there = office(store)
    decided = sheet.refusing(case.facts, sheet.allowed(there, case.facts, Outcome.UPHOLD))
    answers = [Answer(one.slug, one.label, PointOutcome.NOT_UPHELD) for one in case.suggested]
    chosen = wordings(decided, answers, there.library)
    return len(chosen) == len(answers) and not any(one.asks for one in chosen.values())


async def count(desk: Desk, pcn: str, route: tuple[str, ...]) -> int:
    """Open a case and press a route; the keys it took to the next opened case."""
    await desk.open(pcn)
    desk.pressed = 0
    await desk.press(*route)
    return desk.pressed


@pytest.mark.parametrize("kind", ["informal", "formal"])
async def test_a_routine_case_takes_at_most_ten_keys_the_same_for_both(sandbox: Path, kind: str) -> None:
    found = cases(sandbox, lambda one: routine(one) and one.facts.kind == kind)
    found.sort(key=lambda one: not spoken(sandbox, one))
    assert len(found) >= 2, "the sandbox holds too few routine cases of this kind"
    taken = {}
    async with sitting(sandbox) as desk:
        for case, key in zip(found, "ra", strict=False):
            taken[key] = await count(desk, case.pcn, tuple(one.format(key=key) for one in ROUTE))
            assert "issued to" in desk.said(), (case.pcn, desk.mode, desk.said(), desk.words("#verdict"))
            assert desk.mode == "CASE" and desk.case.pcn != case.pcn
            issued = view(office(sandbox), case.id)
            assert issued.status == "issued" and issued.letters
            desk.unsay()
    assert taken["a"] == taken["r"] <= AT_MOST
    assert sound(sandbox)


@pytest.mark.parametrize("key", ["a", "r"])
async def test_the_same_case_without_its_evidence_opened_is_refused(sandbox: Path, key: str) -> None:
    case = cases(sandbox, routine)[0]
    decided = ("p", "enter", "d", key)
    async with sitting(sandbox) as desk:
        await count(desk, case.pcn, decided)
        assert "is relied on and was not opened" in desk.said()
        await desk.press("l", "f9", "y")
        assert "issued to" not in desk.said()
        assert desk.case.pcn == case.pcn
        after = view(office(sandbox), case.id)
    assert (after.decision, after.letters) == (None, ())


@pytest.mark.long
async def test_the_median_case_of_the_sandbox_takes_few_keys(
    prepared: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Every fifth case, whatever it raises: all suggestions taken, all evidence opened; words not counted."""
    store = Path(shutil.copyfile(prepared, tmp_path / "training.db"))
    counts, stopped = [], []
    async with sitting(store) as desk:
        for case in cases(store, lambda _: True)[::5]:
            films_opened(store, [case.pcn])
            await desk.open(case.pcn)
            usual = next((one.usual_outcome for one in case.guidelines if one.usual_outcome), Outcome.UPHOLD)
            desk.pressed = sum(one.kind == "film" for one in case.evidence)
            typed = await decide(desk, "a" if usual is Outcome.CANCEL else "r")
            await desk.press("l", "f9")
            typed += await pass_ambers(desk)
            await desk.press("y")
            after = view(office(store), case.id)
            (counts if after.letters else stopped).append(desk.pressed - typed)
            await desk.go("release")
            desk.unsay()
    record_property("keys a case", f"median {median(counts)} of {sorted(counts)}, stopped {stopped}")
    assert median(counts) <= 15
    assert len(stopped) * 4 <= len(counts), "a case in five may need more than the shortest way"
