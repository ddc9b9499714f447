"""What is refused: by which rule, with which law behind it, and what can be done instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from caseworker.law.beside import beside
from caseworker.law.calendar import Service, allowed, england, last_day, months_end, service_named
from caseworker.law.charges import fee, tariff
from caseworker.law.clocks import work_out
from caseworker.law.contraventions import contravention
from caseworker.law.forms import answer_form, check_sworn, chosen, extended_until, form
from caseworker.law.grounds import ground
from caseworker.law.hire import hire_tests
from caseworker.law.kinds import CaseKind
from caseworker.law.mitigation import mitigation
from caseworker.law.notices import checklist
from caseworker.law.pcn import normal_pcn
from caseworker.law.proceedings import proceeding
from caseworker.law.refunds import Because, refund
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.service import Delivery
from caseworker.law.stages import stage_of, transition
from caseworker.law.vrm import normal

JUNE = date(2026, 6, 1)
REFUSED: list[tuple[Callable[[], object], tuple[str, ...], str]] = [
    (lambda: beside(CaseKind.FORMAL), ("formal", "about the PCN itself", "(d)"), ""),
    (
        lambda: allowed("second class"),
        ("Second-class post cannot carry a statutory notice", "first class, or have it delivered by hand"),
        "GR22 reg 3",
    ),
    (
        lambda: allowed(Service.EMAIL),
        ("cannot go by email here", "first class, or have it delivered by hand"),
        "GR22 reg 3",
    ),
    (lambda: service_named("pigeon"), ('No kind of service is called "pigeon"', "Known: by-hand"), ""),
    (
        lambda: tariff("london", ("ferry",), "A", "higher", JUNE),
        ("No charge is known for ferry in london",),
        "",
    ),
    (lambda: tariff("london", ("a", "b"), "A", "higher", JUNE), ("a or b in london", "Check the regime"), ""),
    (lambda: fee("london", "removal", "realease", JUNE), ("removal fee", 'Did you mean "release"'), ""),
    (
        lambda: work_out("tma-reg9", "discount", JUNE, posted=True),
        ("does not start with a posting", "counts from the day the PCN was served", "without --posted"),
        "GR22 reg 2 (applicable date) and Sch 2 para 2(e)",
    ),
    (
        lambda: work_out("tma-reg9", "discount", JUNE, delivery=Delivery(on=JUNE)),
        ('The clock "discount" of tma-reg9', "Give that day"),
        "GR22 reg 2 (applicable date) and Sch 2 para 2(e)",
    ),
    (
        lambda: work_out("tma-reg9", "reply", JUNE, days=10),
        ("cannot be given 10 days", "council's own standard", "Leave the number of days out"),
        "AR22 reg 6(3), (4) and (7)",
    ),
    (
        lambda: work_out("tma-reg9", "complaint", JUNE, days=0),
        ("cannot be given 0 days", "at least one day"),
        "HOUSE",
    ),
    (lambda: contravention("parking!"), ('"parking!" is not a contravention code', "12r or 01"), ""),
    (lambda: contravention("x" * 21), ("x" * 19 + "…", "two digits"), ""),
    (lambda: contravention("x" * 20), (f'"{"x" * 20}"', "two digits"), ""),
    (
        lambda: contravention("98"),
        ("no contravention code 98", "version 7.0", "nearest listed code"),
        "CODES7",
    ),
    (lambda: contravention("12q"), ('Code 12 does not take the suffix "q"', "It takes:"), "CODES7"),
    (lambda: contravention("34z"), ('suffix "z"', "Check it against the PCN"), "CODES7"),
    (
        lambda: contravention("34", regime_id="tma-reg9"),
        ("Code 34 does not belong to tma-reg9", "It is a bus lane code", "bus-lane-1996"),
        "CODES7",
    ),
    (
        lambda: contravention("34", regime_id="tma-reg10", basis="prevented"),
        ("(PCN served by post", "outside-traffic"),
        "CODES7",
    ),
    (lambda: form("TE9", "bus-lane-1996"), ("wrong form", "PE3", "Reject it"), "CPR75 form PE3"),
    (lambda: form("TE7", "bus-lane-1996"), ("the right one is PE2",), "CPR75 form PE2"),
    (lambda: form("TE9", "removal"), ("answers nothing in removal", "held until payment"), "AR22 Part 4"),
    (lambda: answer_form("clamp"), ("no order for recovery in clamp", "then an appeal"), "GR22 regs 13"),
    (lambda: chosen("TE3", "tma-reg9", ()), ("no grounds to choose from", "which form"), ""),
    (lambda: chosen("TE9", "tma-reg9", ()), ("No ground is ticked", "not-received"), "GR22 reg 23"),
    (lambda: chosen("TE9", "tma-reg9", ("paid", "appeal")), ("2 grounds are ticked",), "GR22 reg 23"),
    (
        lambda: check_sworn("PE3", "bus-lane-1996", sworn=False),
        ("is not sworn", "goes back"),
        "CPR75 form PE3",
    ),
    (lambda: extended_until(JUNE, date(2026, 6, 2)), ("after the last day, Mon 1 Jun 2026",), "PRACTICE"),
    (lambda: ground("caz-hire", "tma-reg9"), ("its own list of grounds", "Choose one of:"), "GR22 reg 9"),
    (lambda: hire_tests("bus-lane-1996"), ("cannot move to a hirer",), "LLA96"),
    (
        lambda: mitigation("badge-not-shown", "bus-lane-1996"),
        ("cannot arise in bus-lane-1996", "its own circumstances", "Weigh it as discretion"),
        "LLA96",
    ),
    (lambda: checklist("notice-to-owner", "caz-2013"), ("There is no", "its own notices"), "RUC13"),
    (lambda: normal_pcn("ZZ1"), ("no known shape", "Two letters", "against the notice"), ""),
    (lambda: proceeding("removal", "warrant"), ('no "warrant" in removal', "Known here: "), "AR22 Part 4"),
    (lambda: refund("bus-lane-1996", Because.DEEMED), ("because time ran out", "Decide what was"), "LLA96"),
    (lambda: regime("caz-2013").checked_basis("prevented"), ("has none", "Leave the basis out"), "RUC13"),
    (
        lambda: regime("tma-reg10").checked_basis(None, needed=True),
        ("needs its basis", "length of the discount", "approved-device, prevented"),
        "GR22 reg 10",
    ),
    (lambda: stage_of("caz-2013", "notice-to-owner"), ("does not exist in caz-2013", "Use one of:"), "RUC13"),
    (lambda: transition("tma-reg9", "void", "rights-given"), ("cannot happen at the stage",), ""),
    (
        lambda: transition("tma-reg9", "appeal", "rights-given"),
        ("cannot happen at the stage", "What can happen here: ", "appeal-refused, "),
        "AR22",
    ),
    (lambda: normal(""), ("1 to 15 letters A to Z and digits",), ""),
]


@pytest.mark.parametrize(
    ("asked", "words", "law"), REFUSED, ids=lambda it: it[0] if isinstance(it, tuple) else ""
)
def test_a_refusal_says_what_by_which_rule_and_what_to_do(
    asked: Callable[[], object], words: tuple[str, ...], law: str
) -> None:
    with pytest.raises(Refused) as no:
        asked()
    said = str(no.value)
    assert [one for one in words if one not in said] == [], said
    cited = no.value.citation.label if no.value.citation else ""
    assert cited.startswith(law) and (law or not no.value.citation or "cannot happen" in said), cited


def test_a_standard_of_one_day_is_the_least_that_a_council_can_have() -> None:
    assert work_out("tma-reg9", "complaint", JUNE, days=1).last_on == date(2026, 6, 2)  # Mon to Tue


def test_a_period_without_a_day_or_a_month_is_no_period() -> None:
    with pytest.raises(ValueError, match=r"^a period has at least one day$"):
        last_day(JUNE, 0)
    with pytest.raises(ValueError, match=r"^a period has at least one month$"):
        months_end(JUNE, 0)


def test_working_days_are_counted_both_ways_and_none_leaves_the_day_where_it_is() -> None:
    days = england()  # Mon 25 May 2026 is the spring bank holiday
    friday, tuesday = date(2026, 5, 22), date(2026, 5, 26)
    assert days.working_days(friday, tuesday) == (friday, tuesday)
    assert days.working_days_after(friday, 1) == tuesday
    assert days.working_days_after(tuesday, -1) == friday
    assert days.working_days_after(date(2026, 5, 24), 0) == date(2026, 5, 24)
    assert [days.why_not_working(date(2026, 5, day)) for day in (22, 23, 24)] == ["", "Saturday", "Sunday"]
    assert days.why_not_working(date(2026, 5, 25)) == days.holiday(date(2026, 5, 25))
