"""Stages as lived: each regime walked from its first notice to every way out, and every event it has."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseworker.law.forms import answer_form
from caseworker.law.regimes import regimes
from caseworker.law.stages import event_ids, events, stage_of, stages, transition

VECTORS = Path(__file__).parent / "vectors"
PATHS = tomllib.loads((VECTORS / "paths.toml").read_text("utf-8"))["path"]
TRANSITIONS = tomllib.loads((VECTORS / "transitions.toml").read_text("utf-8"))
ENDS = {"paid", "cancelled", "written-off", "transferred", "void"}


def steps(path: dict[str, Any]) -> list[list[str]]:
    """Each line of a walk: event, stage, amount, ``barred`` or ``free``."""
    return [line.split() for line in path["walk"].strip().splitlines()]


@pytest.mark.parametrize("path", PATHS, ids=[f"{one['regime']}: {one['name']}" for one in PATHS])
def test_a_path_is_walked_event_by_event(path: dict[str, Any]) -> None:
    at = ""
    for event, to, amount, certificate in steps(path):
        at = "issued-discount" if event == "start" else transition(path["regime"], at, event).to
        here = stage_of(path["regime"], at)
        assert (at, here.amount, here.certificate_barred) == (to, amount, certificate == "barred"), event


def test_every_regime_is_walked_to_every_end_that_it_has() -> None:
    ended = {(one["regime"], steps(one)[-1][1]) for one in PATHS}
    for law in regimes():
        reached = {end for regime, end in ended if regime == law.id}
        assert {"cancelled", "paid"} <= reached, law.id
        assert reached <= ENDS
        if law.hire_transfer:
            assert "transferred" in reached, law.id
    assert {end for _, end in ended} == ENDS


def test_every_open_stage_of_every_regime_is_walked() -> None:
    walked = {(one["regime"], step[1]) for one in PATHS for step in steps(one)}
    missed = [
        (law.id, one.id)
        for law in regimes()
        for one in stages(law.id)
        if not one.closed and (law.id, one.id) not in walked
    ]
    assert not missed


def test_every_event_of_the_table_is_walked_somewhere() -> None:
    walked = {step[0] for one in PATHS for step in steps(one)} - {"start"}
    assert event_ids() == walked | {"voided"}


@pytest.mark.parametrize("regime", list(TRANSITIONS))
def test_each_regime_has_these_events_and_no_others(regime: str) -> None:
    wanted: dict[tuple[str, str], str] = {}
    for event, ways in TRANSITIONS[regime].items():
        for way in ways:
            starts, _, to = way.partition(" > ")
            wanted |= {(start, event): to or start for start in starts.split()}
    found = {(one.id, event.event): event.to for one in stages(regime) for event in events(regime, one.id)}
    assert found == wanted


def test_every_regime_has_its_vectors() -> None:
    assert set(TRANSITIONS) == {law.id for law in regimes()}


@pytest.mark.parametrize("law", regimes(), ids=lambda law: law.id)
def test_the_events_follow_from_the_properties_of_the_regime(law: Any) -> None:
    here = {event.event for one in stages(law.id) for event in events(law.id, one.id)}
    assert ("challenge-received" in here) is law.informal_stage
    assert ("deemed-accepted" in here) is law.deemed_acceptance
    assert ("reply-overdue" in here) is not law.deemed_acceptance
    assert ("representations-late-considered" in here) is bool(law.reply_days)
    assert ("appeal-refused-recommended" in here) is law.recommendation
    assert ("transferred-to-hirer" in here) is law.hire_transfer
    assert ("charge-certificate-served" in here) is law.certificate
    assert ("registered" in here) is bool(law.court_form)
    assert ("statement-not-received" in here) is bool(law.court_form)
    assert ("vehicle-taken" in here) is not law.certificate
    assert ("view-requested" in here) is bool(law.film_bases)


def test_a_revoked_order_never_leads_to_a_fresh_rejection() -> None:
    for law in regimes():
        for start in ("order-revoked", "order-revoked-refer", "referred"):
            if law.court_form:
                assert not {event.event for event in events(law.id, start)} & {
                    "representations-rejected",
                    "challenge-rejected",
                }


def test_each_ground_of_a_form_has_its_own_effect() -> None:
    for law in regimes():
        if not law.court_form:
            continue
        here = {event.event: event.to for event in events(law.id, "order-for-recovery")}
        assert here["statement-not-received"] == "order-revoked"
        assert here["statement-no-rejection"] == here["statement-appeal"] == "order-revoked-refer"
        assert here.get("statement-paid", "order-revoked-refer") == "order-revoked-refer"
        assert ("statement-paid" in here) is (law.court_form == "TE9")
        revoked = {event.event for event in events(law.id, "order-revoked")}
        assert "fresh-notice-served" in revoked and "referred-to-adjudicator" not in revoked
        refer = {event.event for event in events(law.id, "order-revoked-refer")}
        assert "referred-to-adjudicator" in refer and "fresh-notice-served" not in refer


@pytest.mark.parametrize("law", regimes(), ids=lambda law: law.id)
def test_no_stage_and_no_event_cites_anothers_law(law: Any) -> None:
    own = {
        "tma-reg9": {"GR22", "AR22", "SG-PARK"},
        "tma-reg10": {"GR22", "AR22", "SG-PARK"},
        "bus-lane-1996": {"LLA96"},
        "moving-traffic-2003": {"LTA03"},
        "removal": {"GR22", "AR22", "RTRA"},
        "clamp": {"GR22", "AR22"},
        "caz-2013": {"RUC13"},
    }[law.id] | {"PRACTICE", "HOUSE", "LGO"}
    if law.court_form:
        own |= {"TERD93", "CPR75", "TCEA07"}
    for one in stages(law.id):
        assert one.citation.instrument in own, one.id
        for event in events(law.id, one.id):
            assert event.citation.instrument in own, (one.id, event.event)


@pytest.mark.parametrize("law", regimes(), ids=lambda law: law.id)
def test_no_words_of_anothers_law_stand_in_a_regime(law: Any) -> None:
    foreign = {
        "56": not law.reply_days,
        "35 days": not law.recommendation,
        "charge certificate": not law.certificate,
        "TE9": law.court_form != "TE9",
        "PE3": law.court_form != "PE3",
        "Notice to Owner": law.enforcement_notice != "notice-to-owner",
        "Enforcement Notice": law.enforcement_notice != "enforcement-notice",
        "daily charge": law.family != "clean-air-zone",
    }
    for one in stages(law.id):
        said = [one.label, one.meaning]
        for event in events(law.id, one.id):
            said += [event.label, event.guard, event.effect]
        for words, not_here in foreign.items():
            if not_here:
                assert not [text for text in said if words in text], words


@pytest.mark.parametrize("law", [law for law in regimes() if law.court_form], ids=lambda law: law.id)
def test_each_ground_of_the_courts_form_leads_to_where_its_next_event_can_happen(law: Any) -> None:
    here = {event.event: event.to for event in events(law.id, "order-for-recovery")}
    told = {ground.id: ground.event for ground in answer_form(law.id).grounds}
    assert {f"statement-{ground}" for ground in told} == {
        one for one in here if one.startswith("statement-")
    } - {"statement-lodged"}
    for ground, event in told.items():
        assert transition(law.id, here[f"statement-{ground}"], event)
