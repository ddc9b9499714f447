"""The care route: asked for before a decision, shown with the case, noted once."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from caseworker.casework import case
from caseworker.casework.desk import care, decision
from caseworker.casework.desk.decision import NeedsCare
from caseworker.casework.warnings import care_words
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.store.tables import Case
from tests.casework.office import FORMAL, Desk

CASE = Case.__table__  # type: ignore[attr-defined]


def flagged(desk: Desk) -> None:
    """The case's letter is read with care."""
    with desk().store.writing() as tx:
        tx.execute(sa.update(CASE).where(CASE.c.id == desk.case(FORMAL)).values(flags="care"))


@pytest.mark.parametrize("outcome", [Outcome.CANCEL, Outcome.UPHOLD])
def test_no_decision_before_the_care_route(each_desk: Desk, outcome: Outcome) -> None:
    flagged(each_desk)
    seen = each_desk.pointed(FORMAL)
    route = each_desk().council.care_route
    assert len(route) > 1 and all(step in seen.warnings[0] for step in route)
    assert not seen.facts.care_followed
    before = each_desk.everything()
    with pytest.raises(NeedsCare) as needed:
        decision.decide(each_desk(), seen.id, seen.version, outcome)
    assert needed.value.route == route
    assert each_desk.everything() == before
    care.follow(each_desk(), seen.id, seen.version)
    after = each_desk.see(FORMAL)
    assert after.warnings[0] == "The care route was followed (Asha Verrall, Fri 20 Nov)."
    assert after.timeline[-1].words == "Care route followed"
    assert after.facts.care_followed, "the letter check knows it"
    decision.decide(each_desk(), seen.id, seen.version, outcome)
    assert each_desk.see(FORMAL).decision is not None


def test_it_is_noted_once(desk: Desk) -> None:
    flagged(desk)
    seen = desk.take(FORMAL)
    care.follow(desk(), seen.id, seen.version)
    before = desk.everything()
    with pytest.raises(Refused, match="was noted on 20 November 2026"):
        care.follow(desk(), seen.id, seen.version)
    assert desk.everything() == before


def test_distress_that_an_officer_marks_asks_for_it_too(desk: Desk) -> None:
    seen = desk.pointed(FORMAL, "vulnerability-or-mental-health")
    with pytest.raises(NeedsCare):
        decision.decide(desk(), seen.id, seen.version, Outcome.CANCEL)


def test_other_cases_have_none(desk: Desk) -> None:
    assert not any("care route" in one for one in desk.pointed(FORMAL).warnings)


def test_what_only_the_model_hears_is_a_line_to_read_and_bars_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = desk.pointed(FORMAL)
    incoming = next(one for one in seen.items if one.direction == "in")
    letter = replace(
        incoming, text="The bay was full. Somebody ought to show your warden what a tyre iron feels like."
    )
    said, (line,) = care_words((letter,), flagged=False)
    assert said == []
    assert line.startswith("May be about a threat against somebody: read it with care (“")
    assert "tyre iron" in line
    assert care_words((letter,), flagged=True)[0][0].startswith("Care: somebody may be")
    ill = (replace(incoming, text="I was having a panic attack and stopped."),)
    assert "Follow the care route" in care_words(ill, flagged=True)[0][0]
    (told,), _ = care_words(ill, flagged=True, followed=True)
    assert told == "Care: a person who may need help or more time (“panic attack”)."
    monkeypatch.setattr(case, "items_for", lambda *_: (letter,))
    seen = desk.see(FORMAL)
    assert line in seen.warnings
    decision.decide(desk(), seen.id, seen.version, Outcome.CANCEL)
    assert desk.see(FORMAL).decision is not None
