"""The letter check on whole letters: good ones stay clean, faults are found, near misses let through."""

from __future__ import annotations

import dataclasses
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from caseworker.law.facts import CaseKind, Facts, LetterKind, Outcome, Party, Place, PointOutcome
from caseworker.law.findings import Finding, known_codes
from caseworker.letters.checks.sounding import Sounds
from caseworker.letters.plan import Answer
from caseworker.letters.preflight import check
from caseworker.reading.faults import faults

CORPUS = Path(__file__).parent / "corpus"
OF_THE_PLAN = {"part-left-out"}
"""Told by comparing a letter with its plan: its five and five stand in casework/test_joint_lacking."""
LETTERS = sorted(path.stem for path in (CORPUS / "letters").glob("*.toml"))


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    """The keyword arguments of a case's facts, from TOML."""
    made: dict[str, Any] = dict(row)
    kinds = {"place": Place, "kind": CaseKind, "letter_kind": LetterKind, "outcome": Outcome}
    for key, kind in kinds.items():
        if key in made:
            made[key] = kind(made[key])
    for key in (
        "points",
        "evidence_sent",
        "care",
        "records",
        "letters_received",
        "papers_missing",
        "evidence_held",
        "papers_tell",
        "linked",
    ):
        if key in made:
            made[key] = tuple(made[key])
    if "own_numbers" in made:
        made["own_numbers"] = frozenset(made["own_numbers"])
    if "recipient" in made:
        person = made["recipient"]
        address = tuple(person.get("address", ()))
        made["recipient"] = Party(person["name"], address, person.get("postcode", ""))
    return made


@cache
def good(name: str) -> tuple[Facts, str]:
    """A good letter of the corpus with the facts of its case."""
    row = tomllib.loads((CORPUS / "letters" / f"{name}.toml").read_text(encoding="utf-8"))
    return Facts(**_facts(row["facts"])), row["letter"]["text"].strip() + "\n"


def _cases(wanted: str) -> list[Any]:
    found = []
    for path in sorted((CORPUS / "faults").glob("*.toml")):
        row = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, case in enumerate(row[wanted], start=1):
            found.append(pytest.param(row["code"], case, id=f"{row['code']}-{number}"))
    return found


def _edited(case: dict[str, Any]) -> tuple[Facts, str]:
    facts, text = good(case["letter"])
    for old, new in case.get("edits", []):
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {case['letter']}"
        text = text.replace(old, new)
    return dataclasses.replace(facts, **_facts(case.get("facts", {}))), text


def _found(case: dict[str, Any], sounds: Sounds | None = None) -> tuple[Finding, ...]:
    facts, text = _edited(case)
    given = case.get("answers", ())
    answers = [
        Answer(
            one["slug"],
            "",
            PointOutcome.NOT_UPHELD,
            reason=one.get("reason", ""),
            evidence=tuple(one.get("evidence", ())),
        )
        for one in given
    ]
    return check(text, facts, answers=answers, enclosures=case.get("enclosures"), sounds=sounds)


BOTH_WAYS = pytest.mark.parametrize("sounds", [None, faults], ids=["read", "heard"])
"""What stays clean stays so whether or not its sentences are heard for what they say."""


@BOTH_WAYS
@pytest.mark.parametrize("name", LETTERS)
def test_a_good_letter_has_no_red(name: str, sounds: Sounds | None) -> None:
    facts, text = good(name)
    assert [(f.code, f.words) for f in check(text, facts, sounds=sounds) if f.level == "red"] == []


@pytest.mark.parametrize(("code", "case"), _cases("fault"))
def test_an_injected_fault_is_found(code: str, case: dict[str, Any]) -> None:
    wanted = f"{code}:{case['slug']}" if "slug" in case else code
    assert wanted in {told for found in _found(case) for told in (found.code, found.kind)}


@BOTH_WAYS
@pytest.mark.parametrize(("code", "case"), _cases("near"))
def test_a_near_miss_stays_clean(code: str, case: dict[str, Any], sounds: Sounds | None) -> None:
    found = _found(case, sounds)
    assert [(f.code, f.words) for f in found if f.level == "red" or f.kind == code] == []


@pytest.mark.parametrize("number", range(9))
def test_rights_in_other_words_stay_clean(number: int) -> None:
    row = tomllib.loads((CORPUS / "wordings.toml").read_text(encoding="utf-8"))["wording"][number]
    facts, text = good(row["letter"])
    text = text.partition(row["from"])[0] + row["text"] + "\n\nYours sincerely\nR. Hale\n"
    assert [(f.code, f.words) for f in check(text, facts) if f.level == "red"] == []


def test_each_code_has_five_faults_and_five_near_misses() -> None:
    rows = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (CORPUS / "faults").glob("*.toml")]
    counts = {row["code"]: (len(row["fault"]), len(row["near"])) for row in rows}
    told = set(known_codes()) - OF_THE_PLAN
    assert set(counts) == told, "a code that the check can report has no letters to show it"
    assert {code: n for code, n in counts.items() if min(n) < 5} == {}


def test_the_good_letters_cover_each_kind_place_and_regime() -> None:
    facts = [good(name)[0] for name in LETTERS]
    assert len(facts) >= 12
    assert {f.letter_kind for f in facts} == {one for one in LetterKind if not one.beside}
    assert {(f.place, f.regime) for f in facts} >= {(p, r) for p in Place for r in ("tma-reg9", "tma-reg10")}


def test_worst_comes_first_and_places_lie_in_the_text() -> None:
    facts, text = good("nor-sold")
    text = text.replace("or £50 after that", "or £60 after that, as a fine").replace(" It rarely does.", "")
    found = check(text.replace("Dear Mr Tait", "Dear Mr Tate"), facts)
    ranks = [0 if f.hard else 1 if f.level == "red" else 2 for f in found]
    assert ranks == sorted(ranks) and {"wrong-recipient", "wrong-amount", "offence-language"} <= {
        f.code for f in found
    }
    wrong = next(f for f in found if f.code == "wrong-amount")
    assert wrong.start is not None and text[wrong.start : wrong.end] == "£60"
    assert wrong.repair == "£50" and "£50" in wrong.words and wrong.rule and str(wrong.source)


def test_the_same_letter_gives_the_same_findings() -> None:
    facts, text = good("nor-lines")
    first = check(text, facts)
    assert all(check(text, facts) == first for _ in range(3))


def test_an_answer_of_the_officer_counts_in_its_own_words() -> None:
    facts, text = good("ir-badge")
    facts = dataclasses.replace(facts, points=("blue-badge-not-displayed",))
    silent = Answer(slug="unfair-revenue", label="", outcome=PointOutcome.NOT_UPHELD, reason="", words="")
    codes = [f.code for f in check(text, facts, answers=(silent,))]
    assert "point-not-addressed:unfair-revenue" in codes
    said = "At that time we sent you a holder which keeps the badge upright"
    told = dataclasses.replace(silent, reason=said)
    assert "point-not-addressed:unfair-revenue" not in [f.code for f in check(text, facts, answers=(told,))]


@pytest.mark.parametrize(
    ("regime", "place", "needed"),
    [
        ("tma-reg9", Place.LONDON, True),
        ("tma-reg10", Place.OUTSIDE, True),
        ("bus-lane", Place.LONDON, True),
        ("moving-traffic", Place.LONDON, False),
        ("moving-traffic", Place.OUTSIDE, True),
        ("caz", Place.OUTSIDE, True),
    ],
)
def test_costs_are_asked_for_only_where_the_law_asks(regime: str, place: Place, needed: bool) -> None:
    facts, text = good("nor-hire")
    facts = dataclasses.replace(facts, regime=regime, place=place)
    text = text.split("Costs: ")[0] + "Yours faithfully\nS. Bannerman\n"
    assert ("missing-costs-power" in [f.code for f in check(text, facts)]) is needed


@pytest.mark.parametrize(
    ("regime", "place", "late"),
    [
        ("tma-reg9", Place.LONDON, True),
        ("caz", Place.OUTSIDE, True),
        ("bus-lane", Place.OUTSIDE, True),
        ("bus-lane", Place.LONDON, False),
        ("moving-traffic", Place.LONDON, False),
    ],
)
def test_56_days_bind_only_where_the_law_sets_them(regime: str, place: Place, late: bool) -> None:
    facts, text = good("nor-hire")
    old = dataclasses.replace(
        facts, regime=regime, place=place, received_on=facts.received_on.replace(month=3)
    )  # type: ignore[union-attr]
    assert ("late-beyond-56-days" in [f.code for f in check(text, old)]) is late


def test_an_empty_letter_and_a_huge_one_are_survived() -> None:
    facts, text = good("nor-lines")
    assert "missing-28-days-appeal" in [f.code for f in check("", facts)]
    assert not any(one.hard for one in check(text * 40, facts))
    for huge in ("Dear " + "a" * 50_000, "£1 " * 5_000 + '( [ " ' * 5_000):
        assert "missing-28-days-appeal" in [f.code for f in check(huge, facts)]
