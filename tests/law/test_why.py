"""Why a date, a sum, a stage or a fault is as it is: each answer with its rule, its law and its working."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.law import (
    contraventions,
    findings,
    forms,
    grounds,
    hire,
    mitigation,
    notices,
    proceedings,
    regimes,
    stages,
    why,
)
from caseworker.law.calendar import Service, deemed_served_on, england
from caseworker.law.citations import Citation, Status
from caseworker.law.clocks import work_out
from caseworker.law.consequences import Consequence

READ = Citation("AR22", "reg 6", Status.VERIFIED, "AR22-5")
RECALLED = Citation("AR22", "reg 6", Status.RECALLED)


def test_a_clock_tells_its_days_the_holidays_it_crosses_and_the_day_to_post() -> None:
    told = why.of_clock(work_out("tma-reg9", "reply", date(2026, 11, 5)))
    assert told.title == "Serve the decision on representations: Wed 30 Dec 2026"
    assert "Day 1 is Thu 5 Nov 2026" in told.working[0] and "Day 56 is Wed 30 Dec 2026." in told.working
    assert "Post it by Thu 24 Dec 2026." in told.words, "Christmas and its weekend stand between"
    assert told.citation is not None and told.citation.label == "AR22 reg 6(3), (4) and (7)"
    assert told.in_force_from == date(2022, 5, 31) and told.verified
    rows = dict(told.rows)
    assert rows["law"].startswith("AR22 reg 6") and "SI 2022/576" in rows["law"]
    assert rows["in force from"] == "Tue 31 May 2022"
    assert rows["how verified"] == "■ verified second-hand"


@pytest.mark.parametrize(
    ("clock", "kept", "other"),
    [
        # with Mon 15 Jun 2026 as day 1, day 28 is Sun 12 Jul; with the day after as day 1, Mon 13 Jul
        ("pcn-by-post-restarted", "Sun 12 Jul 2026", "Mon 13 Jul 2026"),
        ("hire-transfer", "Sun 12 Jul 2026", "Mon 13 Jul 2026"),
        # fourteen days to ask for the keeper: Sun 28 Jun, else Mon 29 Jun
        ("keeper-request", "Sun 28 Jun 2026", "Mon 29 Jun 2026"),
    ],
)
def test_where_the_act_says_from_the_earlier_day_is_kept_and_the_other_is_told(
    clock: str, kept: str, other: str
) -> None:
    told = why.of_clock(work_out("moving-traffic-2003", clock, date(2026, 6, 15)))
    assert told.title.endswith(kept) and f"Read the other way the last day would be {other}." in told.working
    assert any("“from” that day" in one and "in doubt" in one for one in told.warnings)
    assert told.citation is not None and told.citation.provision.startswith("s.6")


def test_where_the_act_says_beginning_with_no_day_is_in_doubt() -> None:
    told = why.of_clock(work_out("moving-traffic-2003", "pcn-by-post", date(2026, 6, 15)))
    assert told.title.endswith("Sun 12 Jul 2026")
    assert not told.warnings and not any("other way" in one for one in told.working)


def test_what_is_doubtful_in_the_counting_is_not_called_verified() -> None:
    told = why.of_clock(work_out("tma-reg9", "reply", date(2015, 11, 5)))
    assert not told.verified and told.mark == "□"
    assert "NOT VERIFIED as worked out here" in told.how_verified
    assert any("came into force" in words for words in told.warnings)


@pytest.mark.parametrize(
    ("citation", "mark", "words"),
    [
        (READ, "■", "verified in the source"),
        (RECALLED, "□", "NOT VERIFIED (recalled)"),
        (None, "·", why.NO_LAW),
    ],
)
def test_how_well_it_is_verified_is_told_by_word_and_shape(
    citation: Citation | None, mark: str, words: str
) -> None:
    told = why.rule("title", "words", citation)
    assert (told.mark, told.how_verified) == (mark, words)
    assert told.verified is (citation is not RECALLED)


def test_a_rule_without_a_law_says_so_and_names_no_day() -> None:
    assert why.rule("title", "words", None).rows == (("law", "no law is cited for it"),)


def test_a_stage_tells_what_is_due_and_whether_a_certificate_is_barred() -> None:
    told = why.of_stage(stages.stage("informal-hold"))
    assert "held as it stood" in told.words and "as it stood" in told.working[0]
    assert any("No charge certificate" in words for words in told.working)
    assert len(why.of_stage(stages.stage("issued-full")).working) == 1
    for one in stages.stages():
        assert str(one.amount) in why.AMOUNTS, "a new kind of amount wants its words"


def test_an_event_tells_from_where_to_where_and_under_which_guard() -> None:
    every = [one for here in stages.stages("tma-reg9") for one in stages.events("tma-reg9", here.id)]
    one = next(one for one in every if one.guard)
    told = why.of_event([one])
    assert f"“{stages.stage(one.start).label}”" in told.working[0]
    assert told.working[-1] == f"Only where: {one.guard}"
    assert told.words == one.effect or told.words == one.label
    both = why.of_event([two for two in every if two.event == one.event])
    assert all(
        stages.stage(two.start).label in " ".join(both.working) for two in every if two.event == one.event
    )


def test_grounds_and_mitigation_tell_what_follows_and_what_is_asked_for() -> None:
    sold = why.of_ground(grounds.ground("not-owner-before"))
    assert sold.citation is not None and sold.citation.label == "AR22 reg 5(4)(b)(ii)"
    assert "somebody else may be served" in sold.working[0]
    beside = next(one for one in grounds.grounds("tma-reg9") if not one.is_ground)
    assert any("beside them" in words for words in why.of_ground(beside).working)
    told = why.of_mitigation(mitigation.mitigation("breakdown"))
    assert "garage invoice" in told.working[0] and "accept where" in told.working[1]


def test_findings_tell_how_heavy_they_are_by_their_own_rule() -> None:
    said = {why.of_finding(findings.finding(code)).working[1] for code in findings.known_codes()}
    assert len(said) == 3
    told = why.of_finding(findings.finding("point-not-addressed:loading", words="Loading is not answered."))
    assert told.title == "Finding: point not addressed"
    assert told.working[0] == "Loading is not answered." and told.citation is not None


def test_items_codes_notices_tribunals_days_of_service_and_consequences() -> None:
    item = notices.checklist("notice-of-rejection", "tma-reg9")[0]
    assert why.of_item(item, "notice of rejection").title == f"{item.id}, notice of rejection"
    assert why.of_contravention(contraventions.contravention("12r")).title == "Contravention 12r"
    law = regimes.regime("tma-reg9")
    served = why.of_notice(law.notice("notice-to-owner"))
    assert "appears to be the owner" in served.words and "first class" in served.working[0]
    assert "London Tribunals" in why.of_tribunal(regimes.tribunal("london", law)).title
    posted = deemed_served_on(date(2026, 11, 20), Service.FIRST_CLASS, england())
    told = why.of_service("Served", posted)
    assert told.title == "Served: Tue 24 Nov 2026"
    assert any("not counted (Sunday)" in words for words in told.working)
    barred = why.of_consequence(Consequence("settled", "It was rejected already.", READ, "bar"))
    assert barred.working == ("It stops this decision.",) and barred.words == "It was rejected already."


def test_a_form_tells_whether_it_is_sworn_and_each_ground_what_follows() -> None:
    form = forms.answer_form("bus-lane-1996")
    told = why.of_form(form)
    assert told.title.startswith("Form PE3") and told.working[0] == "It must be sworn."
    assert why.of_form(forms.answer_form("tma-reg9")).working[0].startswith("It is signed")
    late = why.of_form(forms.answer_form("tma-reg9", late=True))
    assert any("TE9 after its time" in words for words in late.working)
    for regime in ("tma-reg9", "bus-lane-1996"):
        form = forms.answer_form(regime)
        for ground in form.grounds:
            told = why.of_form_ground(form, ground)
            assert told.words == ground.effect and told.citation == ground.citation
            assert told.verified is (ground.citation.status.verified and ground.effect_status.verified)
            assert told.verified or "NOT VERIFIED" in told.how_verified


def test_proceedings_tell_what_they_bar_and_hire_tests_what_is_missing() -> None:
    kind = proceedings.proceeding("tma-reg9", "appeal")
    told = " ".join(why.of_proceeding(kind).working)
    assert "Barred while it is open: certificate, rejection" in told and "It ends with: " in told
    test = next(one for one in hire.hire_tests("tma-reg9") if one.required)
    assert test.missing in why.of_hire_test(test).working[1]
    assert why.of_hire_test(test).working[0] == "Without it the ground fails."
