"""The tables: whole, cited, and loaded only when asked."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import caseworker.law
from caseworker.law.citations import Citation, Status
from caseworker.law.refusals import Refused
from caseworker.law.tables import (
    day_words,
    in_force_from,
    instrument_title,
    nearest,
    source_words,
    table,
    unknown,
)

NAMES = sorted(path.stem for path in (Path(caseworker.law.__file__).parent / "data").glob("*.toml"))


def _cited(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "instrument" in value:
            yield value
        for one in value.values():
            yield from _cited(one)
    elif isinstance(value, list):
        for one in value:
            yield from _cited(one)


@pytest.mark.parametrize("name", [one for one in NAMES if one not in ("instruments", "sources")])
def test_every_citation_names_a_known_instrument_and_how_well_it_is_verified(name: str) -> None:
    for row in _cited(table(name)):
        assert row["instrument"] in table("instruments"), row
        assert row["provision"], row
        assert Status(row["status"])


def test_what_is_verified_says_where_it_was_read() -> None:
    for name in NAMES:
        for row in _cited(table(name)):
            if row["status"] in ("V", "V2"):
                assert row.get("source"), (name, row)


def test_every_key_of_a_source_leads_somewhere_and_every_place_is_used() -> None:
    used = set()
    for name in NAMES:
        for row in _cited(table(name)):
            for part in row.get("source", "").split(";"):
                key = part.strip().split(" (")[0]
                used.add(key)
                if re.fullmatch(r"[A-Z]{2}[A-Z0-9]*(-[A-Za-z0-9]+)?", key):
                    assert key in table("sources"), (name, key)
    assert set(table("sources")) - used <= {"AR22-2", "GR22-S1", "SG-PARK"}


def test_a_source_is_told_by_its_address() -> None:
    told = source_words("GR22-10; hounslow")
    assert told == ("GR22-10: legislation.gov.uk/uksi/2022/71/regulation/10", "hounslow")
    assert source_words("") == ()


def test_every_citation_in_the_code_names_a_known_instrument() -> None:
    from caseworker.law import consequences, discounts

    for module in (consequences, discounts):
        cited = [value for value in vars(module).values() if isinstance(value, Citation)]
        assert cited
        for one in cited:
            assert one.instrument in table("instruments")


def test_an_instrument_has_its_full_title() -> None:
    assert instrument_title("AR22").endswith("(SI 2022/576)")
    with pytest.raises(Refused):
        instrument_title("AR23")


def test_an_instrument_tells_since_when_it_is_in_force() -> None:
    assert in_force_from("GR22") == in_force_from("AR22") == date(2022, 5, 31)
    assert in_force_from("RUC13") == date(2013, 9, 2)
    assert in_force_from("LLA96") is None


def test_day_words_do_not_depend_on_the_machine() -> None:
    assert day_words(date(2026, 11, 22)) == "Sun 22 Nov 2026"


def test_nearest_and_unknown() -> None:
    assert nearest("repsonse", ["response", "reply"]) == "response"
    assert nearest("zzz", ["response"]) == ""
    assert "Known: a, b." in unknown("thing", "zzz", ["b", "a"]).do
    assert len(unknown("thing", "x" * 500, ["b"]).what) < 120


def test_nothing_is_read_at_import() -> None:
    code = (
        "import sys, caseworker.law.decisions, caseworker.law.points, caseworker.law.findings;"
        "import caseworker.law.notices, caseworker.law.contraventions, caseworker.law.vrm;"
        "import caseworker.law.forms, caseworker.law.hire;"
        "from caseworker.law.tables import table as t; "
        "print(t.cache_info().currsize, 'tomllib' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "0 False"
