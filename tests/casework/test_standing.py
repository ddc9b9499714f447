"""What stands around a PCN bars its letters too: the film, a request to see it, an appeal."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.casework.desk import decision, proceedings
from caseworker.casework.desk.proceedings import Given
from caseworker.casework.views import CaseView
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.store import films
from tests import builders
from tests.casework.office import FORMAL, Desk

FILMED = "ZZ66666660"


def _filmed(desk: Desk) -> tuple[CaseView, int]:
    """A moving traffic case with a film, pointed and claimed; and the film's id."""
    with desk().store.writing() as tx:
        pcn = builders.pcn(
            tx,
            pcn=FILMED,
            regime="moving-traffic-2003",
            code="52m",
            served_how="first-class",
            dated_on=date(2026, 11, 4),
            served_on=date(2026, 11, 6),
            stage="representations-hold",
        )
        film = builders.evidence(tx, pcn, name="clip.gif", kind="film")
        case = builders.case(tx, pcn, kind="formal")
        builders.item(tx, pcn, case, "I went through it for a minute only.")
    return desk.pointed(FILMED, "satnav-or-unfamiliar"), film


def _opened(desk: Desk, case: int, film: int) -> None:
    with desk().store.writing() as tx:
        films.opened(tx, case_id=case, evidence_id=film, officer="asha", at=desk().now(), clip="clip.gif")


def _uphold(desk: Desk) -> None:
    seen = desk.see(FILMED)
    decision.decide(desk(), seen.id, seen.version, Outcome.UPHOLD, weighed="The film shows it whole.")


def test_a_rejection_waits_for_the_film_and_a_cancellation_does_not(each_desk: Desk) -> None:
    seen, film = _filmed(each_desk)
    with pytest.raises(Refused, match="film was not opened"):
        _uphold(each_desk)
    _opened(each_desk, seen.id, film)
    _uphold(each_desk)
    assert each_desk.see(FILMED).decision is not None


def test_cancelling_needs_no_film(desk: Desk) -> None:
    seen, _ = _filmed(desk)
    decision.decide(desk(), seen.id, seen.version, Outcome.CANCEL)
    assert desk.see(FILMED).decision is not None


def test_a_request_to_see_the_film_bars_a_rejection_until_it_was_shown(desk: Desk) -> None:
    seen, film = _filmed(desk)
    _opened(desk, seen.id, film)
    proceedings.record(desk(), FILMED, "view-requested", Given(on=date(2026, 11, 18)))
    with pytest.raises(Refused, match="open since Wed 18 Nov 2026"):
        _uphold(desk)
    proceedings.record(desk(), FILMED, "view-given", Given(on=date(2026, 11, 19)))
    _uphold(desk)
    assert desk.see(FILMED).decision is not None


def test_a_case_without_a_camera_needs_no_film(desk: Desk) -> None:
    seen = desk.pointed(FORMAL)
    decision.decide(desk(), seen.id, seen.version, Outcome.UPHOLD, weighed="The notes show twelve minutes.")
    assert desk.see(FORMAL).decision is not None
