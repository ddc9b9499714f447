"""The law of one regime, table by table: nothing is left out, nothing of another regime comes in."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseworker.law import book, clocks, forms, grounds, hire, mitigation, moments, proceedings, stages
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime as law_of
from caseworker.law.regimes import regimes
from caseworker.law.tables import table

PAGES = tomllib.loads((Path(__file__).parent / "vectors" / "book.toml").read_text("utf-8"))["page"]
EVERY = [(law.id, name) for law in regimes() for name in book.TABLES]


@pytest.mark.parametrize(("regime", "name"), EVERY)
def test_every_row_can_be_asked_why(regime: str, name: str) -> None:
    for one in book.rules(regime, name):
        assert one.id and one.says and one.why.title and one.why.words
        assert one.why.citation is not None
        assert dict(one.why.rows)["how verified"].startswith(("■", "□"))


@pytest.mark.parametrize("regime", [law.id for law in regimes()])
def test_each_table_holds_what_its_own_module_gives_for_this_regime_and_nothing_else(regime: str) -> None:
    def shown(name: str) -> list[str]:
        return [one.id for one in book.rules(regime, name)]

    assert shown("clocks") == [*clocks.clock_ids(regime), *moments.moment_ids(regime)]
    weighed = [one.id for one in mitigation.mitigations(regime)]
    assert shown("grounds") == [*(one.id for one in grounds.grounds(regime)), *weighed]
    answers = forms.forms(regime)
    tests = hire.hire_tests(regime) if law_of(regime).hire_transfer else ()
    held = [one.id for one in (*proceedings.proceedings(regime), *tests)]
    assert (
        {one.id for one in answers}
        <= set(shown("forms"))
        <= {
            *held,
            *(one.id for one in answers),
            *(f"{one.id}-{ground.id}" for one in answers for ground in one.grounds),
        }
    )
    here = stages.stages(regime)
    events = [moved.event for one in here for moved in stages.events(regime, one.id)]
    assert shown("stages") == [*(one.id for one in here), *dict.fromkeys(events)]
    rows = [row for row in table("notices")["item"] if regime in row.get("regimes", [regime])]
    assert sorted(shown("checklists")) == sorted(row["id"] for row in rows)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page['regime']} {page['table']}")
def test_a_page_reads_as_it_was_read_against_the_law(page: dict[str, Any]) -> None:
    found = book.rules(page["regime"], page["table"])
    shown = [_read(one) for one in found if one.id in page.get("only", [one.id])]
    assert shown == page["rows"]


def _read(one: book.Rule) -> str:
    """A row as a vector writes it: ``=`` where the rule says what the line says."""
    told, cited = one.why, one.why.citation
    assert cited is not None
    words = "=" if told.words == one.says else told.words
    since = f" since {told.in_force_from}" if told.title.startswith("Tariff") and told.in_force_from else ""
    doubts = [f"! {words}" for words in told.warnings]
    return " | ".join((one.id, one.says, told.title, words, f"{cited.label}{since}", *told.working, *doubts))


def test_money_of_the_court_and_of_a_zone_stands_only_where_it_can_be_owed() -> None:
    def sums(regime: str) -> str:
        return " ".join(one.id for one in book.rules(regime, "tariff"))

    assert "daily_charge" in sums("caz-2013") and "daily_charge" not in sums("tma-reg9")
    assert "court_fee" in sums("tma-reg9") and "court_fee" not in sums("removal")


def test_what_is_not_verified_is_marked_and_what_was_read_is_not() -> None:
    marks = {one.id: one.why.mark for one in book.rules("tma-reg9", "clocks")}
    every = (*clocks.clock_rows("tma-reg9"), *moments.moment_rows("tma-reg9"))
    rows = {row["id"]: row["status"] for row in every}
    assert {name for name, mark in marks.items() if mark == "□"} == {
        name for name, status in rows.items() if status in ("R", "I")
    }
    assert "□" in marks.values() and "■" in marks.values()


def test_a_clock_says_how_long_it_runs_and_from_when() -> None:
    says = {one.id: one.says for one in book.rules("tma-reg9", "clocks")}
    assert says["reply"].endswith("56 days beginning with the day the council received the representations")
    assert says["notice-to-owner"].startswith("Serve the Notice to Owner: 6 months beginning with")
    assert "14 (driven-away)" in {one.id: one.says for one in book.rules("tma-reg10", "clocks")}["discount"]
    assert book.period_words({"start": "a", "working_days": 19}) == "19 working days after a"
    assert book.period_words({"start": "a"}) == "counted from a"


def test_the_tariff_tells_sums_in_pounds_and_since_when() -> None:
    says = [one.says for one in book.rules("tma-reg9", "tariff")]
    assert any(
        words.startswith("london A higher, full £160, discount £80, surcharged £240") for words in says
    )
    assert any("from Mon 7 Apr 2025" in words for words in says)


def test_a_row_is_found_by_its_name_in_every_table_that_has_it() -> None:
    found = {name for name, _ in book.find("tma-reg9", "Notice-to-Owner")}
    assert found == {"notices", "clocks", "stages"}


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused, match='Did you mean "reply"'):
        book.find("tma-reg9", "repyl")
    with pytest.raises(Refused, match='Did you mean "clocks"'):
        book.rules("tma-reg9", "clock")
    with pytest.raises(Refused, match='Did you mean "tma-reg9"'):
        book.rules("tma-reg99", "clocks")
