"""Contravention codes and their suffixes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseworker.law.contraventions import codes, contravention, suffix_meaning
from caseworker.law.refusals import Refused
from caseworker.law.tables import table

VECTORS: dict[str, list[dict[str, Any]]] = tomllib.loads(
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
    assert contravention("12r", regime_id="tma-reg9").is_parking


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
