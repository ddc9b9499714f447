"""Nothing of one regime stands in another: its grounds, letters, clocks, forms, notices and stages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import permutations
from typing import Any, NamedTuple

import pytest

from caseworker.law.clocks import clock_ids
from caseworker.law.forms import form, forms
from caseworker.law.grounds import ground, grounds
from caseworker.law.hire import hire_tests
from caseworker.law.mitigation import mitigations
from caseworker.law.notices import checklist, letters
from caseworker.law.points import points
from caseworker.law.refusals import Refused
from caseworker.law.regimes import Regime, regimes, tribunal
from caseworker.law.stages import events, stage_of, stages
from caseworker.law.tables import table


class Said(NamedTuple):
    """One thing that the tables say in a regime."""

    kind: str
    where: str
    words: str
    instrument: str


def _rows(law: Regime, name: str, key: str) -> Iterator[Mapping[str, Any]]:
    for row in table(name)[key]:
        if law.id in row.get("regimes", [law.id]):
            yield row


def _notices(law: Regime) -> Iterator[Said]:
    for one in law.notices:
        yield Said("notice", one.id, f"{one.label}. {one.served_on}", one.citation.instrument)
    for place in law.places:
        heard = tribunal(place, law)
        yield Said("tribunal", place, heard.body, heard.citation.instrument)


def _grounds(law: Regime) -> Iterator[Said]:
    for one in grounds(law.id):
        yield Said("ground", one.id, f"{one.label}. {one.short}", one.citation.instrument)
    for weighed in mitigations(law.id):
        yield Said("mitigation", weighed.id, f"{weighed.label}. {weighed.usual}", weighed.citation.instrument)


def _checklists(law: Regime) -> Iterator[Said]:
    for letter in letters(law.id):
        for one in checklist(letter, law.id):
            yield Said("checklist", f"{letter} {one.id}", one.words, one.citation.instrument)


def _forms(law: Regime) -> Iterator[Said]:
    for one in forms(law.id):
        yield Said("form", one.id, f"{one.label}. {one.use}", one.citation.instrument)
        for each in one.grounds:
            yield Said(
                "form", f"{one.id} {each.id}", f"{each.label}. {each.effect}", each.citation.instrument
            )
    if law.hire_transfer:
        for tested in hire_tests(law.id):
            yield Said("hire", tested.id, tested.question, tested.citation.instrument)


def _clocks(law: Regime) -> Iterator[Said]:
    for row in _rows(law, "clocks", "clock"):
        words = ". ".join([row["label"], row["start"], row.get("if_missed", ""), *row.get("notes", [])])
        yield Said("clock", row["id"], words, row["instrument"])


def _stages(law: Regime) -> Iterator[Said]:
    for one in stages(law.id):
        yield Said("stage", one.id, f"{one.label}. {one.meaning}", one.citation.instrument)
        for moved in events(law.id, one.id):
            words = f"{moved.label}. {moved.guard} {moved.effect}"
            yield Said("event", f"{one.id} {moved.event}", words, moved.citation.instrument)


def _proceedings(law: Regime) -> Iterator[Said]:
    for row in _rows(law, "proceedings", "kind"):
        words = " ".join(str(row.get(name, "")) for name in ("label", "words", "effect"))
        yield Said("proceedings", row["id"], words, row["instrument"])


WALKS: dict[str, Callable[[Regime], Iterator[Said]]] = {
    "notices": _notices,
    "grounds": _grounds,
    "checklists": _checklists,
    "forms": _forms,
    "clocks": _clocks,
    "stages": _stages,
    "proceedings": _proceedings,
}


def _named(law: Regime) -> set[str]:
    return {one.id for one in law.notices}


# What may be said only where the law of the regime has it.
ONLY: dict[str, Callable[[Regime], bool]] = {
    r"[Nn]otices? to [Oo]wner|\bNtO\b": lambda law: "notice-to-owner" in _named(law),
    r"Enforcement Notice": lambda law: "enforcement-notice" in _named(law),
    r"enforcement notice": lambda law: law.certificate and "RUC13" not in law.instruments,
    r"\bTE[379]\b|witness statement": lambda law: law.court_form == "TE9",
    r"\bPE[23]\b|statutory declaration|\bsworn\b": lambda law: law.court_form == "PE3",
    r"orders? for recovery|\bN244\b|\bwarrant|registered at the court": lambda law: bool(law.court_form),
    r"\b56 days|[Dd]ay 5[67]\b": lambda law: law.reply_days == 56,
    r"count as accepted|(?<!nothing is )[Dd]eemed accept|treated as accepted": lambda law: (
        law.deemed_acceptance
    ),
    r"[Pp]rocedural impropriety": lambda law: law.procedural_impropriety,
    r"[Cc]ompelling": lambda law: law.compelling_reasons,
    r"\bcosts\b": lambda law: law.costs_statement,
    r"hire firm|\bhirer|[Hh]ire agreement|hiring agreement": lambda law: law.hire_transfer,
    r"[Cc]harge [Cc]ertificate": lambda law: law.certificate,
    r"[Rr]ecommend": lambda law: law.recommendation,
    r"\bpound\b|\bstorage\b|notice of rights|release of the vehicle": lambda law: not law.certificate,
    r"\bowners?\b": lambda law: law.liable == "owner",
    r"[Dd]aily charge|road user charge|Clean Air Zone|\bzone\b": lambda law: law.family == "clean-air-zone",
    r"[Ii]nformal": lambda law: law.informal_stage,
}
PAIRS = list(permutations(regimes(), 2))


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("law", regimes(), ids=lambda law: law.id)
def test_no_regime_says_what_its_law_does_not_have(law: Regime, walk: str) -> None:
    leaks = [
        f"{one.kind} {one.where}: {pattern} in “{one.words}”"
        for one in WALKS[walk](law)
        for pattern, has in ONLY.items()
        if not has(law) and re.search(pattern, one.words)
    ]
    assert not leaks, "\n".join(leaks)


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("law", regimes(), ids=lambda law: law.id)
def test_no_regime_cites_the_law_of_another(law: Regime, walk: str) -> None:
    belongs = {name for each in regimes() for name in each.instruments}
    leaks = [
        f"{one.kind} {one.where} cites {one.instrument}"
        for one in WALKS[walk](law)
        if one.instrument in belongs and one.instrument not in law.instruments
    ]
    assert not leaks, "\n".join(leaks)


@pytest.mark.parametrize(("here", "other"), PAIRS, ids=[f"{a.id}-{b.id}" for a, b in PAIRS])
def test_what_is_another_regimes_alone_is_refused_here(here: Regime, other: Regime) -> None:
    shared = {"tma-reg9", "tma-reg10"} == {here.id, other.id}
    mine = {one.id for one in grounds(here.id)}
    theirs = {one.id for one in grounds(other.id)} - mine
    assert shared or not mine & {one.id for one in grounds(other.id)}
    for name in theirs:
        with pytest.raises(Refused):
            ground(name, here.id)
    for letter in set(letters(other.id)) - set(letters(here.id)):
        with pytest.raises(Refused):
            checklist(letter, here.id)
    for name in {one.id for one in forms(other.id)} - {one.id for one in forms(here.id)}:
        with pytest.raises(Refused):
            form(name, here.id)
    for name in {one.id for one in stages(other.id)} - {one.id for one in stages(here.id)}:
        with pytest.raises(Refused):
            stage_of(here.id, name)
    if here.family != other.family and {here.family, other.family} != {"removal", "clamp"}:
        both = {one.id for one in mitigations(here.id)} & {one.id for one in mitigations(other.id)}
        assert "discretion" in both


def test_the_same_row_of_law_is_never_shared_by_two_laws() -> None:
    """A row that cites an Act names only regimes of that Act."""
    own = {law.id: set(law.instruments) for law in regimes()}
    belongs = set().union(*own.values())
    for name, key in (("notices", "item"), ("grounds", "ground"), ("clocks", "clock"), ("forms", "ground")):
        for row in table(name)[key]:
            if row["instrument"] in belongs:
                for regime_id in row.get("regimes", own):
                    assert row["instrument"] in own[regime_id], (name, row["id"], regime_id)


def test_every_point_and_clock_of_a_regime_is_walked() -> None:
    for law in regimes():
        assert clock_ids(law.id)
        assert points(law.id)
        for walk in WALKS.values():
            assert walk in (_forms, _proceedings) or list(walk(law)), law.id


def test_the_walk_sees_a_leak() -> None:
    """Without what it forbids, the walk would find nothing: it is shown a leak of each kind."""
    law = next(one for one in regimes() if one.id == "moving-traffic-2003")
    for words in (
        "A Notice to Owner follows.",
        "The form TE9 answers it.",
        "An answer within 56 days.",
        "A procedural impropriety.",
        "Compelling reasons.",
        "The power to award costs.",
        "The daily charge stays due.",
    ):
        assert any(re.search(pattern, words) and not has(law) for pattern, has in ONLY.items()), words
