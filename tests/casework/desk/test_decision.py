"""Deciding a case, and taking the decision back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from caseworker.casework.acting import Changed
from caseworker.casework.desk import compose, decision, evidence, points
from caseworker.casework.desk.decision import NeedsReason, NeedsWords
from caseworker.casework.views import CaseView
from caseworker.law.facts import Outcome, PointOutcome
from caseworker.law.refusals import Refused
from caseworker.store.tables import Case
from tests.casework.office import (
    AGENT,
    BY_HAND,
    CERTIFICATE,
    DEAD,
    DEAD_ALONE,
    DEEMED,
    FORMAL,
    INFORMAL,
    LATE_INFORMAL,
    LOADING,
    NOW,
    PAID,
    POSTAL,
    REASON,
    Desk,
    point,
)

CASE = Case.__table__  # type: ignore[attr-defined]
WORDS = "He had the receipt for the machine with him."
BOTH = pytest.mark.parametrize("outcome", [Outcome.CANCEL, Outcome.UPHOLD])


def decide(desk: Desk, seen: CaseView, outcome: Outcome, **words: object) -> CaseView:
    """Decide, and read the case again."""
    decision.decide(desk(), seen.id, seen.version, outcome, **words)  # type: ignore[arg-type]
    return desk.see(seen.pcn)


@BOTH
def test_a_decision_is_kept_whole(each_desk: Desk, outcome: Outcome) -> None:
    seen = each_desk.pointed(FORMAL)
    done = decision.decide(each_desk(), seen.id, seen.version, outcome)
    after = each_desk.see(FORMAL)
    assert after.decision is not None
    assert (after.version, after.status) == (done.version, "decided") == (seen.version + 1, "decided")
    kept = after.decision
    assert (kept.outcome, kept.officer, kept.decided_at, kept.refund_pence) == (outcome, "asha", NOW, 0)
    accepted = outcome is Outcome.CANCEL
    assert kept.letter_kind == ("notice-of-acceptance" if accepted else "notice-of-rejection")
    assert [one.outcome for one in after.points] == [
        PointOutcome.UPHELD if accepted else PointOutcome.NOT_UPHELD
    ]
    assert after.timeline[-1].words == f"Decided to {outcome} the PCN"
    row = each_desk.rows("SELECT outcome, officer_role, case_version FROM decisions WHERE NOT withdrawn")
    assert row == [(outcome.value, "Parking Appeals Officer", after.version)]


@BOTH
def test_a_case_without_a_point_is_not_decided(desk: Desk, outcome: Outcome) -> None:
    seen = desk.take(FORMAL)
    with pytest.raises(Refused, match="No point is marked on this case"):
        decide(desk, seen, outcome)
    assert desk.see(FORMAL).decision is None


@BOTH
def test_evidence_relied_on_is_opened_first_by_whoever_decides(desk: Desk, outcome: Outcome) -> None:
    numbers = tuple(one.id for one in desk.see(INFORMAL).evidence)
    seen = desk.pointed(INFORMAL, evidence=numbers)
    with pytest.raises(Refused) as no:
        decide(desk, seen, outcome)
    assert no.value.what == "“Windscreen with the PCN” and 1 more are relied on and were not opened."
    evidence.open_evidence(desk(), seen.id, numbers[0])
    evidence.open_evidence(desk("tobin"), seen.id, numbers[1])
    with pytest.raises(Refused, match="“Photograph of the clock” is relied on and was not opened"):
        decide(desk, seen, outcome)
    evidence.open_evidence(desk(), seen.id, numbers[1])
    assert decide(desk, seen, outcome).decision is not None


@BOTH
def test_evidence_that_is_not_relied_on_may_stay_closed(desk: Desk, outcome: Outcome) -> None:
    seen = desk.pointed(INFORMAL)
    assert len(seen.unopened) == 2
    assert decide(desk, seen, outcome).decision is not None


def test_cancelling_and_upholding_ask_for_the_same_and_leave_the_same(desk: Desk) -> None:
    seen = desk.pointed(FORMAL)
    left = []
    for outcome in Outcome:
        before = desk.everything()
        after = decide(desk, seen, outcome)
        changed = {name for name, rows in desk.everything().items() if rows != before[name]}
        left.append((changed, desk.entries()[-1][:3], after.version - seen.version))
        decision.withdraw(desk(), after.id, after.version, seen.points)
        seen = desk.see(FORMAL)
    assert left[0] == left[1]
    assert left[0][0] == {"cases", "points", "decisions", "events", "audit"}


def test_a_ground_that_is_made_out_bars_upholding(desk: Desk) -> None:
    seen = desk.pointed(FORMAL, "loading", outcome=PointOutcome.UPHELD)
    with pytest.raises(Refused) as no:
        decide(desk, seen, Outcome.UPHOLD, weighed=WORDS)
    assert no.value.rule == "A ground that is made out ends the charge."
    assert decide(desk, seen, Outcome.CANCEL, weighed=WORDS).decision is not None


def test_mitigation_that_is_believed_leaves_both_ways_open(desk: Desk) -> None:
    seen = desk.pointed(FORMAL, "first-offence", outcome=PointOutcome.UPHELD)
    after = decide(desk, seen, Outcome.UPHOLD)
    assert after.points[0].outcome is PointOutcome.UPHELD


def test_nothing_accepted_cancels_nothing(desk: Desk) -> None:
    seen = desk.pointed(FORMAL, "loading", "first-offence", outcome=PointOutcome.NOT_UPHELD)
    with pytest.raises(Refused, match="Every point is marked as not accepted, but the PCN"):
        decide(desk, seen, Outcome.CANCEL, weighed=WORDS)


def test_answers_that_were_given_stand_and_the_rest_follow_the_outcome(desk: Desk) -> None:
    seen = desk.take(FORMAL)
    marked = [point("ceo-conduct", PointOutcome.NOT_UPHELD), point("grace-period-or-observation")]
    points.keep(desk(), seen.id, seen.version, marked)
    after = decide(desk, desk.see(FORMAL), Outcome.CANCEL)
    assert [one.outcome for one in after.points] == [PointOutcome.NOT_UPHELD, PointOutcome.UPHELD]


TWO = ("grace-period-or-observation", "ceo-conduct")


def test_with_several_open_points_a_cancellation_asks_which_is_the_reason(desk: Desk) -> None:
    seen = desk.pointed(FORMAL, *TWO)
    assert decision.choices(desk(), seen).asks_cancel == "asks which point is the reason"
    with pytest.raises(NeedsReason) as needed:
        decide(desk, seen, Outcome.CANCEL)
    assert tuple(one.slug for one in needed.value.points) == TWO
    assert desk.see(FORMAL).decision is None
    after = decide(desk, seen, Outcome.CANCEL, because=("ceo-conduct",))
    assert [one.outcome for one in after.points] == [None, PointOutcome.UPHELD]


def test_where_a_point_is_accepted_already_the_others_stay_open(desk: Desk) -> None:
    seen = desk.take(FORMAL)
    marked = [point("ceo-conduct"), point("grace-period-or-observation", PointOutcome.UPHELD)]
    points.keep(desk(), seen.id, seen.version, [*marked, point("first-offence")])
    after = decide(desk, desk.see(FORMAL), Outcome.CANCEL)
    assert [one.outcome for one in after.points] == [None, PointOutcome.UPHELD, None]


def test_what_is_left_open_is_named_in_the_letter_and_admitted_nowhere(desk: Desk) -> None:
    seen = desk.pointed(FORMAL, "ceo-conduct", "challenge-ignored", reason="")
    after = decide(desk, seen, Outcome.CANCEL, because=("ceo-conduct",))
    text = compose.check(desk(), after, compose.new_plan(desk(), after)).letter.text
    assert "You also told us about your earlier letter." in text
    assert "The notice is cancelled, so you need not tell us more about it." in text
    assert "full answer" not in text


def test_a_rejection_asks_for_words_where_the_wording_says_nothing_of_the_case(desk: Desk) -> None:
    seen = desk.pointed(FORMAL, "not-owner-sold", "grace-period-or-observation", "vehicle-cloned", reason="")
    assert decision.choices(desk(), seen).asks_uphold == "asks for 2 sentences on this case"
    said: dict[str, str] = {}
    for slug in ("not-owner-sold", "vehicle-cloned"):
        with pytest.raises(NeedsWords) as needed:
            decide(desk, seen, Outcome.UPHOLD, said=said)
        assert needed.value.point == slug
        said[slug] = f"{WORDS} {slug}"
    after = decide(desk, seen, Outcome.UPHOLD, said=said)
    assert [one.reason for one in after.points] == [said["not-owner-sold"], "", said["vehicle-cloned"]]


def test_words_typed_with_the_point_are_words_enough_for_a_rejection(desk: Desk) -> None:
    seen = desk.pointed(FORMAL, "not-owner-sold")
    assert decision.choices(desk(), seen).asks_uphold == ""
    assert decide(desk, seen, Outcome.UPHOLD).decision is not None


def test_an_officer_without_authority_decides_nothing(desk: Desk) -> None:
    seen = desk.pointed(FORMAL)
    with desk().store.writing() as tx:
        tx.execute(sa.update(CASE).where(CASE.c.id == seen.id).values(officer="linnet"))
    with pytest.raises(Refused, match="Linnet Abara is not authorised to decide"):
        decision.decide(desk("linnet"), seen.id, seen.version, Outcome.CANCEL)


def test_a_case_that_changed_meanwhile_is_not_decided(each_desk: Desk) -> None:
    seen = each_desk.pointed(FORMAL)
    points.keep(each_desk(), seen.id, seen.version, seen.points)
    before = each_desk.everything()
    with pytest.raises(Changed, match="Asha Verrall changed its points"):
        decide(each_desk, seen, Outcome.CANCEL)
    assert each_desk.everything() == before


# -- guidelines -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "asks", "how"),
    [
        (Outcome.CANCEL, "fits. Why is it right in this case?", "followed"),
        (Outcome.UPHOLD, "usually leads the other way. Why not here?", "departed"),
    ],
)
def test_a_guideline_asks_for_words_followed_or_departed_from(
    desk: Desk, outcome: Outcome, asks: str, how: str
) -> None:
    seen = desk.pointed(LOADING, "loading", reason="")
    for too_few in ("", "Three words only"):
        with pytest.raises(NeedsWords) as needed:
            decide(desk, seen, outcome, weighed=too_few)
        assert needed.value.guideline == "loading"
        assert needed.value.what.startswith("The guideline on “Goods too heavy")
        assert asks in needed.value.what
    assert desk.see(LOADING).decision is None
    after = decide(desk, seen, outcome, weighed=WORDS)
    assert after.decision is not None
    assert (after.decision.guideline, after.decision.followed, after.decision.weighed) == (
        "loading",
        how,
        WORDS,
    )
    assert after.points[0].reason == WORDS


def test_a_reason_on_the_point_is_words_enough_and_is_not_written_over(desk: Desk) -> None:
    seen = desk.pointed(LOADING, "loading")
    after = decide(desk, seen, Outcome.UPHOLD)
    assert after.decision is not None
    assert (after.decision.followed, after.decision.weighed) == ("departed", "")
    decision.withdraw(desk(), after.id, after.version, seen.points)
    after = decide(desk, desk.see(LOADING), Outcome.UPHOLD, weighed=WORDS)
    assert after.points[0].reason == REASON


def test_words_on_a_guideline_answer_only_its_own_points(desk: Desk) -> None:
    seen = desk.take(LOADING)
    points.keep(desk(), seen.id, seen.version, [point("loading", reason=""), point("ceo-conduct", reason="")])
    after = decide(desk, desk.see(LOADING), Outcome.CANCEL, weighed=WORDS, because=("loading", "ceo-conduct"))
    assert [one.reason for one in after.points] == [WORDS, ""]


def test_where_no_guideline_speaks_no_words_are_asked_for(desk: Desk) -> None:
    after = decide(desk, desk.pointed(FORMAL, reason=""), Outcome.UPHOLD)
    assert after.decision is not None
    assert (after.decision.guideline, after.decision.followed) == ("", "")


def test_a_guideline_with_no_usual_outcome_asks_for_nothing(desk: Desk) -> None:
    after = decide(desk, desk.pointed(FORMAL, "financial-hardship", reason=""), Outcome.CANCEL)
    assert after.decision is not None and after.decision.guideline == ""


# -- the discount -----------------------------------------------------------------------------------


def test_the_discount_that_must_be_offered_is_offered_unasked(desk: Desk) -> None:
    after = decide(desk, desk.pointed(INFORMAL), Outcome.UPHOLD)
    assert after.decision is not None
    # Fourteen days beginning with Friday 20 November, the date of the letter.
    assert (after.decision.discount_pence, after.decision.discount_until) == (8_000, date(2026, 12, 3))


@pytest.mark.parametrize(
    ("offer", "weighed", "kept"),
    [(False, "", None), (False, WORDS, None), (True, WORDS, (8_000, date(2026, 12, 3)))],
)
def test_the_discount_that_may_be_offered_is_the_officer_s_choice(
    desk: Desk, offer: bool, weighed: str, kept: tuple[int, date] | None
) -> None:
    after = decide(desk, desk.pointed(LATE_INFORMAL), Outcome.UPHOLD, offer=offer, weighed=weighed)
    assert after.decision is not None
    assert (after.decision.discount_pence, after.decision.discount_until) == (kept or (None, None))


def test_an_offer_that_is_a_choice_asks_for_a_reason(desk: Desk) -> None:
    seen = desk.pointed(LATE_INFORMAL)
    with pytest.raises(NeedsWords, match="Why is it offered in this case"):
        decide(desk, seen, Outcome.UPHOLD, offer=True, weighed="be kind")
    assert desk.see(LATE_INFORMAL).decision is None


@pytest.mark.parametrize(
    ("pcn", "outcome"),
    [
        (FORMAL, Outcome.UPHOLD),
        (POSTAL, Outcome.UPHOLD),
        (CERTIFICATE, Outcome.UPHOLD),
        (PAID, Outcome.UPHOLD),
        (INFORMAL, Outcome.CANCEL),
    ],
)
def test_the_discount_that_cannot_be_offered_is_not_even_where_asked(
    desk: Desk, pcn: str, outcome: Outcome
) -> None:
    after = decide(desk, desk.pointed(pcn), outcome, offer=True, weighed=WORDS)
    assert after.decision is not None
    assert (after.decision.discount_pence, after.decision.discount_until) == (None, None)


# -- what the law bars -------------------------------------------------------------------------------


@pytest.mark.parametrize("pcn", [DEEMED, BY_HAND])
def test_a_rejection_that_would_be_served_after_day_56_is_barred(desk: Desk, pcn: str) -> None:
    seen = desk.pointed(pcn)
    assert [one.id for one in decision.choices(desk(), seen).uphold.bars] == ["reply-late"]
    with pytest.raises(Refused) as no:
        decide(desk, seen, Outcome.UPHOLD)
    assert no.value.citation is not None and "56" in no.value.what
    after = decide(desk, seen, Outcome.CANCEL, weighed=WORDS)
    assert after.decision is not None and after.decision.letter_kind == "notice-of-acceptance"


@pytest.mark.parametrize(("hour", "late"), [(15, False), (16, True)])
def test_the_last_safe_post_is_the_collection_of_that_day(desk: Desk, hour: int, late: bool) -> None:
    """Received on 9 November: day 56 is Sunday 3 January 2027.

    Posted on Wednesday 30 December it is served on the second working day after: 31 December, then (past
    New Year's Day, Friday, and the weekend) Monday 4 January: too late. Posted on Tuesday the 29th it is
    served on Thursday the 31st.
    """
    seen = desk.pointed(FORMAL)
    office = desk("asha", datetime(2026, 12, 29, hour, 0, tzinfo=UTC))
    if late:
        with pytest.raises(Refused, match="posted Wed 30 Dec 2026 would be served Mon 4 Jan 2027"):
            decision.decide(office, seen.id, seen.version, Outcome.UPHOLD)
    else:
        assert decision.decide(office, seen.id, seen.version, Outcome.UPHOLD).version == seen.version + 1


@BOTH
def test_nobody_writes_to_the_dead(desk: Desk, outcome: Outcome) -> None:
    seen = desk.pointed(DEAD_ALONE)
    with pytest.raises(Refused, match="recorded as dead"):
        decide(desk, seen, outcome)
    seen = desk.pointed(DEAD, officer="tobin")
    assert seen.facts.recipient.name == "Wren Marsh"
    assert decision.decide(desk("tobin"), seen.id, seen.version, outcome).version == seen.version + 1


def test_an_agent_without_authority_is_warned_of_and_the_keeper_is_served(desk: Desk) -> None:
    seen = desk.pointed(AGENT)
    assert (seen.facts.writer.name, seen.facts.recipient.name) == ("Otto Plume", "Jo Example")
    assert "authority" in {one.id for one in decision.choices(desk(), seen).uphold.consequences}
    with desk().store.writing() as tx:
        tx.execute(sa.update(CASE).where(CASE.c.id == seen.id).values(authority_seen=True))
    assert desk.see(AGENT).facts.recipient.name == "Otto Plume"


@pytest.mark.parametrize(("outcome", "refund"), [(Outcome.CANCEL, 8_000), (Outcome.UPHOLD, 0)])
def test_what_was_paid_is_refunded_where_the_pcn_is_cancelled(
    desk: Desk, outcome: Outcome, refund: int
) -> None:
    after = decide(desk, desk.pointed(PAID), outcome)
    assert after.decision is not None and after.decision.refund_pence == refund


# -- taking it back -----------------------------------------------------------------------------------


def test_a_decision_taken_back_leaves_the_points_as_they_were_before_it(each_desk: Desk) -> None:
    before = each_desk.pointed(FORMAL)
    after = decide(each_desk, before, Outcome.CANCEL)
    assert after.points != before.points
    done = decision.withdraw(each_desk(), after.id, after.version, before.points)
    now = each_desk.see(FORMAL)
    assert (now.decision, now.status, now.points) == (None, "open", before.points)
    assert now.version == done.version == after.version + 1
    assert now.timeline[-1].words == "Decision taken back before issue"
    assert each_desk.rows("SELECT outcome, decided_at FROM cases WHERE pcn = ?", FORMAL) == [("", None)]
    assert decide(each_desk, now, Outcome.UPHOLD).decision is not None
    withdrawn = [bool(one) for (one,) in each_desk.rows("SELECT withdrawn FROM decisions ORDER BY id")]
    assert withdrawn == [True, False]


def test_there_must_be_a_decision_to_take_back_and_it_must_be_as_read(desk: Desk) -> None:
    seen = desk.pointed(FORMAL)
    with pytest.raises(Refused, match="There is no decision to take back"):
        decision.withdraw(desk(), seen.id, seen.version, seen.points)
    after = decide(desk, seen, Outcome.CANCEL)
    with pytest.raises(Changed):
        decision.withdraw(desk(), seen.id, seen.version, seen.points)
    with pytest.raises(Refused, match="with Asha Verrall"):
        decision.withdraw(desk("tobin"), after.id, after.version, seen.points)
    assert desk.see(FORMAL).decision == after.decision


# -- evidence that the motorist sent ------------------------------------------------------------------


@BOTH
def test_evidence_that_was_sent_asks_for_a_sentence_whatever_is_decided(desk: Desk, outcome: Outcome) -> None:
    seen = desk.pointed(INFORMAL, reason="")
    desk.open_all(INFORMAL)
    told = decision.choices(desk(), desk.see(INFORMAL))
    assert told.asks_cancel == told.asks_uphold == "asks for a sentence on this case"
    with pytest.raises(NeedsWords, match="sent evidence"):
        decision.decide(desk(), seen.id, seen.version, outcome)
    assert desk.see(INFORMAL).decision is None
    after = decide(desk, seen, outcome, weighed=WORDS)
    assert [one.reason for one in after.points] == [WORDS]


def test_a_reason_typed_before_is_that_sentence(desk: Desk) -> None:
    seen = desk.pointed(INFORMAL, reason=REASON)
    desk.open_all(INFORMAL)
    assert not decision.choices(desk(), desk.see(INFORMAL)).asks_uphold
    assert decide(desk, seen, Outcome.UPHOLD).decision is not None


def test_out_of_time_it_is_asked_whether_a_decision_went_out_by_other_means(desk: Desk) -> None:
    seen = desk.pointed(DEEMED, "loading", "ceo-conduct", reason="")
    told = decision.choices(desk(), seen)
    assert told.cancel.out_of_time and told.asks_cancel == "asks whether a decision went out by other means"
    with pytest.raises(NeedsWords, match="Did a decision go out by other means"):
        decide(desk, seen, Outcome.CANCEL)
    assert desk.see(DEEMED).decision is None
    looked = "Nothing in the post book or by e-mail."
    after = decide(desk, seen, Outcome.CANCEL, weighed=looked)
    assert after.decision is not None and after.decision.weighed == looked
    assert after.timeline[-1].words.endswith(f"Whether a decision went out by other means: {looked}")
    assert [(one.outcome, one.reason) for one in after.points] == [(None, ""), (None, "")]
    assert looked not in compose.check(desk(), after, compose.new_plan(desk(), after)).letter.text


def test_where_nothing_was_sent_nothing_is_asked(desk: Desk) -> None:
    seen = desk.pointed(FORMAL, reason="")
    desk.open_all(FORMAL)
    assert not decision.choices(desk(), desk.see(FORMAL)).asks_cancel
    assert decide(desk, seen, Outcome.UPHOLD).decision is not None


def test_what_a_point_brings_with_it_is_told_before_the_decision(desk: Desk) -> None:
    desk.pointed(FORMAL, "hire-vehicle", reason="")
    told = decision.choices(desk(), desk.see(FORMAL))
    assert "hire-tests" in {one.id for one in told.cancel.consequences}
