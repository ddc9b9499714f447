"""Cases beside the dispute: what opens and closes them, their clocks, and that none is a dispute."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.law import stages
from caseworker.law.beside import beside, besides, closed_by, enquiry_clock, opened_by, papers, step_clock
from caseworker.law.clocks import clock_ids
from caseworker.law.kinds import ANSWERED_BY, DISPUTES, CaseKind, LetterKind, Outcome
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes

ON = date(2026, 11, 2)


def test_every_kind_is_a_dispute_or_beside_one() -> None:
    assert {one.kind for one in besides()} == set(CaseKind) - set(DISPUTES) == set(ANSWERED_BY)
    assert {kind for kind in LetterKind if kind.beside} == set(ANSWERED_BY.values())
    assert [kind for kind in CaseKind if kind.beside] == [one.kind for one in besides()]
    with pytest.raises(Refused, match="about the PCN itself"):
        beside(CaseKind.FORMAL)


def test_nothing_beside_decides_on_the_pcn() -> None:
    for one in besides():
        assert one.outcomes and not any(outcome.on_pcn for outcome in one.outcomes)
        for outcome in one.outcomes:
            assert stages.letter_kind(one.kind, outcome) is one.letter


def test_every_event_named_is_of_the_stage_table() -> None:
    for one in besides():
        assert set(one.opens_with) | set(one.closes_with) <= stages.event_ids(), one.kind
        assert not set(one.opens_with) & set(one.closes_with), one.kind


@pytest.mark.parametrize("law", [one.id for one in regimes()])
def test_a_letter_beside_moves_no_notice(law: str) -> None:
    for stage in stages.stages(law):
        for one in besides():
            for outcome in one.outcomes:
                event = stages.event_of_letter(law, stage.id, one.letter, outcome)
                assert event in ("", "papers-sent")
                if event:
                    assert stages.transition(law, stage.id, event).to == stage.id


def test_what_opens_and_closes() -> None:
    assert [one.kind for one in opened_by("appeal-registered")] == [CaseKind.TRIBUNAL]
    assert [one.kind for one in closed_by("appeal-refused")] == [CaseKind.TRIBUNAL]
    assert [one.kind for one in opened_by("statement-no-rejection")] == [CaseKind.COURT]
    assert [one.kind for one in closed_by("referred-to-adjudicator")] == [CaseKind.COURT]
    assert {one.kind for one in closed_by("cancelled-by-authority")} == {CaseKind.TRIBUNAL, CaseKind.COURT}
    assert opened_by("paid-in-full") == ()


# Working: 2 Nov 2026 is a Monday; working days after it: 5 → Mon 9, 10 → Mon 16, 20 → Mon 30 November.
# One month beginning with 2 November ends on 1 December.
@pytest.mark.parametrize(
    ("kind", "days", "own_data", "last"),
    [
        (CaseKind.QUERY, 5, False, date(2026, 11, 9)),
        (CaseKind.COMPLAINT, 10, False, date(2026, 11, 16)),
        (CaseKind.MEMBER, 5, False, date(2026, 11, 9)),
        (CaseKind.INFORMATION, 3, False, date(2026, 11, 30)),
        (CaseKind.INFORMATION, 3, True, date(2026, 12, 1)),
    ],
)
def test_the_clock_of_an_enquiry(kind: CaseKind, days: int, own_data: bool, last: date) -> None:
    for law in regimes():
        found = enquiry_clock(kind, law.id, ON, days=days, own_data=own_data)
        assert found is not None and found.last_on == last
        assert not found.verified


def test_the_tribunal_and_the_court_have_the_day_of_their_event() -> None:
    assert enquiry_clock(CaseKind.TRIBUNAL, "tma-reg9", ON, days=5) is None
    # 28 days beginning with 2 November end on 29 November; six months beginning with it on 1 May.
    fresh = step_clock("tma-reg10", "statement-not-received", ON)
    assert fresh is not None and fresh.last_on == date(2026, 11, 29)
    again = step_clock("tma-reg9", "statement-not-received", ON)
    assert again is not None and again.last_on == date(2027, 5, 1)
    assert step_clock("bus-lane-1996", "statement-not-received", ON) is None, "no rule on a fresh notice"
    assert step_clock("tma-reg9", "statement-no-rejection", ON) is None


def test_what_the_tribunal_must_be_sent() -> None:
    first = [one.id for one in papers() if one.clock == "tribunal-papers"]
    assert first == ["representations", "pcn", "decision"], "AR22 Sch 1 para 3(3)"
    for one in papers():
        assert any(one.clock in clock_ids(law.id) for law in regimes()), one.id


def test_the_outcomes_of_a_complaint_say_what_was_found() -> None:
    assert beside(CaseKind.COMPLAINT).outcomes == (
        Outcome.COMPLAINT_UPHELD,
        Outcome.COMPLAINT_PART,
        Outcome.COMPLAINT_NOT_UPHELD,
    )
