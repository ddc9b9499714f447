"""Contravention codes and their suffixes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseworker.law.contraventions import codes, contravention, homes, suffix_meaning
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes
from caseworker.law.tables import table

VECTORS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "vectors" / "contraventions.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("row", VECTORS["good"], ids=lambda row: str(row["code"]))
def test_a_code_is_read_with_its_suffixes(row: dict[str, Any]) -> None:
    found = contravention(row["code"])
    assert (found.base, found.level, found.family) == (row["base"], row["level"], row["family"])
    assert row["says"] in found.words


@pytest.mark.parametrize("row", VECTORS["bad"], ids=lambda row: row["code"] or "empty")
def test_a_wrong_code_is_refused_in_exact_words(row: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        contravention(row["code"])
    assert row["why"] in refused.value.what


def test_a_suffix_means_what_its_code_makes_of_it() -> None:
    assert suffix_meaning("33", "h") == "local buses and cycles only"
    assert suffix_meaning("21", "h") == "hospital bay"


def test_a_code_of_another_law_is_refused_for_a_parking_regime() -> None:
    with pytest.raises(Refused, match="does not belong to tma-reg9") as refused:
        contravention("34j", regime_id="tma-reg9")
    assert "bus lane" in refused.value.rule
    with pytest.raises(Refused, match="does not belong"):
        contravention("52jm", regime_id="tma-reg10")
    assert contravention("12r", regime_id="tma-reg9").family == "parking"


FAMILY_HOMES = [
    ("12r", "parking", {"tma-reg9", "tma-reg10", "removal", "clamp"}),
    ("46", "parking", {"tma-reg9", "tma-reg10", "removal", "clamp"}),
    ("99", "parking", {"tma-reg9", "tma-reg10", "removal", "clamp"}),
    ("34j", "bus-lane", {"bus-lane-1996", "tma-reg10 outside-traffic"}),
    ("33h", "moving-traffic", {"moving-traffic-2003", "tma-reg10 outside-traffic"}),
    ("52jm", "moving-traffic", {"moving-traffic-2003", "tma-reg10 outside-traffic"}),
    ("17j", "clean-air-zone", {"caz-2013"}),
    ("58", "lorry-control", set()),
]


@pytest.mark.parametrize(("code", "family", "right"), FAMILY_HOMES, ids=[one[0] for one in FAMILY_HOMES])
def test_a_code_is_taken_in_its_own_regimes_only(code: str, family: str, right: set[str]) -> None:
    assert contravention(code).family == family
    for law in regimes():
        for basis in law.bases or (None,):
            outside = basis == "outside-traffic"
            mine = (f"{law.id} {basis}" if outside else law.id) in right
            if mine:
                assert contravention(code, regime_id=law.id, basis=basis).family == family
                continue
            with pytest.raises(Refused, match="does not belong") as refused:
                contravention(code, regime_id=law.id, basis=basis)
            for one in right:
                assert one.split()[0] in refused.value.do
            assert right or "No regime of this program holds it" in refused.value.do


def test_a_bare_bus_lane_is_never_assumed() -> None:
    both = homes("bus-lane")
    assert [(one.regime, one.bases, one.places) for one in both] == [
        ("tma-reg10", ("outside-traffic",), ("outside",)),
        ("bus-lane-1996", (), ("london",)),
    ]
    assert [one.regime for one in homes("bus-lane", "london")] == ["bus-lane-1996"]
    assert [one.regime for one in homes("bus-lane", "outside")] == ["tma-reg10"]
    with pytest.raises(Refused) as refused:
        contravention("34j", regime_id="tma-reg10", basis="approved-device")
    assert refused.value.do == (
        "A bus lane code belongs to tma-reg10 with the basis outside-traffic (outside London); "
        "bus-lane-1996 (in London): check code and regime against the PCN."
    )


def test_a_parking_code_is_refused_on_the_basis_of_traffic_outside_london() -> None:
    with pytest.raises(Refused, match="does not belong to tma-reg10") as refused:
        contravention("12r", regime_id="tma-reg10", basis="outside-traffic")
    assert "approved-device or prevented or driven-away" in refused.value.do


def test_a_basis_of_another_regime_is_refused_with_a_code() -> None:
    with pytest.raises(Refused, match="has none"):
        contravention("34j", regime_id="bus-lane-1996", basis="outside-traffic")


def test_cameras_enforce_parking_only_where_they_may() -> None:
    def told(code: str, basis: str = "approved-device") -> tuple[str, ...]:
        return contravention(code, regime_id="tma-reg10", basis=basis).warnings

    for code in ("46", "47j", "48j", "49j", "40n", "62n"):
        assert told(code) == (), code
    for code in ("12r", "01", "99"):
        assert "Cameras may enforce parking only" in told(code)[0], code
    assert told("12r", "prevented") == ()


def test_a_meaning_that_was_not_read_is_told_so() -> None:
    assert "was not read" in contravention("01z").warnings[0]
    for code in ("16z", "85z", "33z"):
        assert contravention(code).warnings == ()


def test_the_clean_air_zone_code_says_how_it_is_known() -> None:
    assert contravention("17j").citation.instrument == "PRACTICE"
    assert contravention("12r").citation.instrument == "CODES7"


def test_the_whole_list_has_its_levels_and_suffixes() -> None:
    rows = table("contraventions")["code"]
    for base, words in VECTORS["whole"].items():
        level, suffixes = words.split(" ")
        assert (rows[base]["level"] or "none", "".join(sorted(rows[base]["suffixes"]))) == (
            level,
            suffixes,
        ), base
    listed = {base for base, row in rows.items() if row["family"] not in ("reserved", "clean-air-zone")}
    assert listed == set(VECTORS["whole"])


def test_the_traffic_list_is_whole() -> None:
    assert set(codes("moving-traffic")) == {
        "29",
        "31",
        "32",
        "33",
        "36",
        "37",
        "38",
        "50",
        "51",
        "52",
        "53",
        "54",
    }
    assert codes("bus-lane") == ("34",)
    assert codes("lorry-control") == ("58", "59") and codes("lorry-safety") == ("67", "68")
    assert codes("clean-air-zone") == ("17",)


def test_a_suffix_in_one_transcription_only_is_taken_with_a_warning() -> None:
    assert contravention("48l").warnings
    assert not contravention("48j").warnings


def test_every_permitted_suffix_has_a_meaning_and_every_code_a_level_or_a_reason() -> None:
    for base, row in table("contraventions")["code"].items():
        for one in row["suffixes"] + row.get("doubtful", ""):
            assert suffix_meaning(base, one), f"{base}{one}"
        assert len(set(row["suffixes"])) == len(row["suffixes"]), base
        if row["family"] == "parking":
            assert row["level"] or base in ("64", "65", "66")


def test_the_parking_list_is_whole() -> None:
    on_street = (
        "01 02 04 05 06 07 08 09 10 11 12 14 16 18 19 20 21 22 23 24 25 26 27 28 30 35 40 41 42 43 45 46"
    )
    on_street += " 47 48 49 55 56 57 61 62 63 64 65 66 99"
    off_street = "70 71 73 74 78 80 81 82 83 84 85 86 87 89 90 91 92 93 94 95 96"
    assert set(codes("parking")) == set(on_street.split()) | set(off_street.split())
