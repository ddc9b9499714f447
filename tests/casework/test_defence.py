"""Would we defend this? What a case holds is told by its record; what it does not hold is said and noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from caseworker.casework import defence
from caseworker.casework.background import Background, PaperView, PlaceView
from caseworker.casework.desk import compose, issue
from caseworker.casework.views import CaseView, EvidenceView, NoteView
from caseworker.law.facts import Outcome
from tests.casework.office import FORMAL, INFORMAL, Desk

AT = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def words(view: CaseView) -> dict[str, str]:
    return {one.ask.id: one.words for one in defence.held(view)}


def place(*, in_force: bool | None = True, kind: str = "sign") -> Background:
    day = date(2020, 1, 1)
    paper = PaperView(1, kind, "Sign at Mill Lane", day)
    order = ("Parking Order 2020", "4", "1", "")
    return Background(place=PlaceView("Mill Lane", "", "", "", "", 1, *order, day, None, in_force, (paper,)))


def picture(kind: str = "photo", sent_by: str = "council", caption: str = "Vehicle") -> EvidenceView:
    return EvidenceView(9, "one.png", kind, sent_by, "", caption, 1, None)


def test_what_is_held_is_told_by_its_record_and_nothing_is_guessed(desk: Desk) -> None:
    seen = replace(desk.see(FORMAL), evidence=(), notes=(), background=Background())
    found = words(seen)
    missing = {one for one, told in found.items() if not told}
    assert {"order", "signs", "photographs", "notes", "pcn", "answers"} <= missing
    assert "served on" in found["notice"] and "1 received" in found["representations"]
    assert len(defence.gaps(seen)) == len(missing)


@pytest.mark.parametrize(
    ("change", "ask", "told"),
    [
        ({"background": place()}, "order", "Parking Order 2020"),
        ({"background": place(in_force=False)}, "order", ""),
        ({"background": place()}, "signs", "Sign at Mill Lane"),
        ({"background": place(kind="order")}, "signs", ""),
        ({"evidence": (picture(caption="Sign by the bay"),)}, "signs", "Sign by the bay"),
        ({"evidence": (picture(), picture("film"))}, "photographs", "Vehicle and 1 more"),
        ({"evidence": (picture(sent_by="motorist"),)}, "photographs", ""),
        ({"evidence": (picture(caption="Windscreen with the PCN"),)}, "pcn", "Windscreen with the PCN"),
        ({"notes": (NoteView(AT, "enforcement", "", "Watched."),)}, "notes", "1 on file"),
        ({"notes": (NoteView(AT, "note", "", "Called."),)}, "notes", ""),
        ({"keeper": ""}, "keeper", ""),
    ],
)
def test_each_thing_is_seen_where_it_lies(desk: Desk, change: dict[str, object], ask: str, told: str) -> None:
    bare = replace(desk.see(FORMAL), evidence=(), notes=(), background=Background())
    assert words(replace(bare, **change))[ask] == told  # type: ignore[arg-type]


def test_a_formal_rejection_says_what_is_missing_and_notes_it_when_issued(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    (line,) = [one for one in compose.news_since(desk(), seen) if "defend" in one]
    assert line == defence.gap_words(seen)[0] and "T shows all" in line
    blocks = compose.new_plan(desk(), seen)
    ambers = {issue.mark(one): ("", "It is right.") for one in compose.check(desk(), seen, blocks).findings}
    issue.issue(desk(), seen, blocks, ambers)
    noted = [one for one in desk.see(FORMAL).timeline if one.event == defence.EVENT]
    assert len(noted) == 1 and all(gap in noted[0].words for gap in defence.gaps(seen))


def test_another_letter_asks_and_notes_nothing(desk: Desk) -> None:
    for pcn, outcome in ((INFORMAL, Outcome.UPHOLD), (FORMAL, Outcome.CANCEL)):
        seen = desk.decided(pcn, outcome)
        assert defence.gap_words(seen) == ()
        assert not [one for one in compose.news_since(desk(), seen) if "defend" in one]


def test_a_point_without_a_reason_is_a_gap(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    assert words(seen)["answers"]
    silent = tuple(replace(one, reason=" ") for one in seen.points)
    assert not words(replace(seen, points=silent))["answers"]
    assert not words(replace(seen, points=()))["answers"]
