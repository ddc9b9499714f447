"""Cases beside the dispute: opened by events and by hand, answered by letters of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from caseworker.casework.desk import (
    claim,
    compose,
    decision,
    enquiring,
    indexing,
    issue,
    post,
    proceedings,
    settling,
)
from caseworker.casework.desk.intake import take_in
from caseworker.casework.desk.proceedings import Given
from caseworker.casework.desk.queue import all_rows
from caseworker.casework.desk.view import view
from caseworker.casework.handover import checklist
from caseworker.casework.views import CaseView
from caseworker.config.council import NextSteps
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.reading.extract import read
from tests import builders
from tests.casework.desk import posted as pieces
from tests.casework.office import CERTIFICATE, FORMAL, INFORMAL, NOW, Desk
from tests.reading import samples

REFUSED = "ZZ7000001A"
LATER = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def rejected(desk: Desk, stage: str = "rejected") -> None:
    """A PCN whose representations were rejected, and nothing else on it."""
    with desk().store.writing() as tx:
        pcn_id = builders.pcn(
            tx,
            pcn=REFUSED,
            contravened_on=date(2026, 7, 1),
            served_on=date(2026, 7, 1),
            stage=stage,
            stage_on=date(2026, 10, 19),
        )
        for kind, on in (("notice-to-owner", date(2026, 8, 10)), ("notice-of-rejection", date(2026, 10, 19))):
            builders.notice(tx, pcn_id, kind, posted_on=on, served_on=date(on.year, on.month, on.day + 2))


def enter(desk: Desk, event: str, on: date, **given: Any) -> str:
    return proceedings.record(desk(), REFUSED, event, Given(on=on, **given)).words


def opened(desk: Desk, kind: str, pcn: str = REFUSED) -> CaseView:
    """The case of one kind, taken by asha."""
    (case_id,) = (
        row[0]
        for row in desk.rows("SELECT id FROM cases WHERE pcn = ? AND kind = ? ORDER BY id", pcn, kind)[-1:]
    )
    claim.claim(desk(), case_id)
    return view(desk(), case_id)


def sent(desk: Desk, seen: CaseView) -> str:
    """The letter of a settled case, issued and posted; its text."""
    seen = view(desk(), seen.id)
    blocks = compose.new_plan(desk(), seen)
    checked = compose.check(desk(), seen, blocks)
    assert [one.words for one in checked.findings if one.level == "red"] == []
    reasons = {issue.mark(one): ("", "It is right here.") for one in checked.findings}
    issue.issue(desk(), seen, blocks, reasons)
    post.confirm(desk("sefton"), post.make_batch(desk("sefton")).batch.id)
    return checked.letter.text


def about(desk: Desk, pcn: str) -> list[tuple[Any, ...]]:
    """Everything of a PCN that a case beside it must not touch."""
    return [
        *desk.rows("SELECT stage, stage_on FROM pcns WHERE pcn = ?", pcn),
        *desk.rows(
            "SELECT status, received_on, reply_due_on, safe_post_on, target_on, urgency, in_discount "
            "FROM cases WHERE pcn = ? AND kind IN ('informal', 'formal', 'certificate')",
            pcn,
        ),
        *desk.rows("SELECT count(*) FROM outcomes WHERE pcn = ?", pcn),
        *desk.rows("SELECT count(*) FROM notices"),
    ]


def test_an_appeal_is_handed_over_issued_and_posted(each_desk: Desk) -> None:
    desk = each_desk
    rejected(desk)
    assert "a case “Tribunal” is opened" in enter(
        desk, "appeal-registered", date(2026, 11, 16), reference="ETA-1"
    )
    seen = opened(desk, "tribunal")
    # Seven days, the day of receipt being day 1: Sunday 22 November; the working day before it is the Friday.
    assert (seen.safe_post_on, seen.proceedings[0].due_on) == (date(2026, 11, 20), date(2026, 11, 22))
    assert [(one.id, one.last_on) for one in seen.clocks] == [("tribunal-papers", date(2026, 11, 22))]
    wanted = {one.paper.id: one.held for one in checklist(seen)}
    assert wanted["representations"] is False and wanted["order"] is False
    missing = [one.words for one in checklist(seen) if not one.held]
    assert "missing: the representations as they came" in missing
    settling.settle(desk(), seen.id, seen.version, Outcome.HAND_OVER)
    handed = view(desk(), seen.id)
    assert handed.facts.recipient.name == "London Tribunals"
    found = compose.check(desk(), handed, compose.new_plan(desk(), handed)).findings
    (lacks,) = [one for one in found if one.code == "tribunal-paper-missing"]
    assert lacks.level == "amber" and "the PCN" in lacks.words and "order" not in lacks.words
    assert "manifest.csv" in lacks.repair
    sent(desk, seen)
    after = view(desk(), seen.id)
    assert after.status == "issued" and after.proceedings[0].answered_on is not None
    assert after.facts.stage == "appeal"
    assert desk.rows("SELECT count(*) FROM outcomes WHERE kind = 'decided' AND pcn = ?", REFUSED) == [(0,)]
    assert desk.rows("SELECT value FROM counters WHERE name = 'open:tribunal'") == [(0,)]
    assert desk.rows("SELECT done, weight FROM tallies WHERE kind = 'tribunal'") == [(1, 100)]


def test_an_appeal_not_contested_closes_its_case_and_cancels(each_desk: Desk) -> None:
    desk = each_desk
    rejected(desk)
    enter(desk, "appeal-registered", date(2026, 11, 16))
    seen = opened(desk, "tribunal")
    said = enter(desk, "appeal-not-contested", date(2026, 11, 18), why="The sign was down")
    assert "the case “Tribunal” is closed" in said
    after = view(desk(), seen.id)
    assert (after.status, after.facts.stage, after.proceedings[0].open) == ("closed", "cancelled", False)
    with pytest.raises(Refused, match="can no longer be changed"):
        settling.settle(desk(), after.id, after.version, Outcome.HAND_OVER)


def test_ground_two_is_referred_never_rejected_again(each_desk: Desk) -> None:
    desk = each_desk
    rejected(desk, "order-for-recovery")
    enter(desk, "statement-lodged", date(2026, 11, 9), form="TE9", ground="no-rejection")
    enter(desk, "statement-no-rejection", date(2026, 11, 16))
    seen = opened(desk, "court")
    with pytest.raises(Refused, match="decides nothing about the PCN"):
        decision.decide(desk(), seen.id, seen.version, Outcome.UPHOLD)
    with pytest.raises(Refused, match="decides nothing about the PCN"):
        settling.settle(desk(), seen.id, seen.version, Outcome.UPHOLD, words="No, it stands as it was.")
    assert "closed" in enter(desk, "referred-to-adjudicator", date(2026, 11, 18))
    after = view(desk(), seen.id)
    assert (after.status, after.facts.stage) == ("closed", "referred")
    assert [one.kind for one in after.proceedings if one.open] == ["referral"]


@pytest.mark.parametrize(
    ("ground", "says"),
    [
        ("no-rejection", "no notice of rejection reached you. We will not send you another one"),
        ("appeal", "We are asking the tribunal what became of it"),
        ("paid", "You told the court that the charge was paid."),
    ],
)
def test_the_courts_letter_is_planned_for_the_ground_that_was_declared(
    desk: Desk, ground: str, says: str
) -> None:
    rejected(desk, "order-for-recovery")
    enter(desk, "statement-lodged", date(2026, 11, 9), form="TE9", ground=ground)
    enter(desk, f"statement-{ground}", date(2026, 11, 16))
    seen = opened(desk, "court")
    settling.settle(desk(), seen.id, seen.version, Outcome.ANSWER, words="The tribunal has our papers now.")
    blocks = compose.new_plan(desk(), view(desk(), seen.id))
    assert [one.paragraph for one in blocks if one.slot == "next-steps"] == [f"court-{ground}"]
    assert says in sent(desk, seen)


def test_where_no_ground_is_known_the_letter_says_what_the_adjudicator_does(desk: Desk) -> None:
    rejected(desk, "order-for-recovery")
    enter(desk, "statement-lodged", date(2026, 11, 9), form="TE9", ground="appeal")
    enter(desk, "statement-appeal", date(2026, 11, 16))
    with desk().store.writing() as tx:
        tx.exec_driver_sql("UPDATE proceedings SET ground = ''")
    seen = opened(desk, "court")
    settling.settle(desk(), seen.id, seen.version, Outcome.ANSWER, words="The tribunal has our papers now.")
    blocks = compose.new_plan(desk(), view(desk(), seen.id))
    assert [one.paragraph for one in blocks if one.slot == "next-steps"] == ["court-refer"]


def test_a_late_form_opens_a_court_case_due_by_its_nineteen_working_days(each_desk: Desk) -> None:
    desk = each_desk
    rejected(desk, "order-for-recovery")
    enter(desk, "out-of-time-received", date(2026, 11, 2), form="TE7", ground="not-received")
    seen = opened(desk, "court")
    # 19 working days after Monday 2 November: Friday 27 November; a working day inside, the 26th.
    assert seen.proceedings[0].due_on == seen.safe_post_on == date(2026, 11, 26)
    settling.settle(desk(), seen.id, seen.version, Outcome.ANSWER, words="We ask the court to let it stand.")
    text = sent(desk, seen)
    assert "We ask the court to let it stand." in text and "Your form came after its time." in text
    assert view(desk(), seen.id).facts.stage == "out-of-time"


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Outcome.COMPLAINT_UPHELD, "I uphold your complaint, and I apologise."),
        (Outcome.COMPLAINT_PART, "I uphold your complaint in part."),
        (Outcome.COMPLAINT_NOT_UPHELD, "I do not uphold your complaint."),
    ],
)
def test_a_complaint_beside_an_open_challenge_leaves_its_clock_alone(
    each_desk: Desk, outcome: Outcome, says: str
) -> None:
    desk = each_desk
    before, money = about(desk, FORMAL), desk.see(FORMAL).money
    done = enquiring.enquire(
        desk(), FORMAL, "complaint", on=date(2026, 11, 16), name="Ines Calder", words="Your officer was rude."
    )
    assert about(desk, FORMAL) == before
    seen = opened(desk, "complaint", FORMAL)
    assert seen.id == done.case_id and seen.money == money and seen.suggested == ()
    assert [(one.id, one.last_on) for one in seen.clocks] == [("complaint", date(2026, 11, 30))]
    assert [one.text for one in seen.items if not one.elsewhere] == ["Your officer was rude."]
    row = next(one for one in all_rows(desk(), "kind:complaint"))
    assert (row.kind, row.law, row.pcn) == ("◇ complaint", "none", FORMAL)
    words = "The officer spoke too sharply to you."
    settling.settle(desk(), seen.id, seen.version, outcome, words=words)
    text = sent(desk, seen)
    assert says in text and words in text
    assert desk().council.next_steps.complaint in text, "the council's own words, stage 2 and ombudsman"
    assert text.startswith("Ines Calder") or "Ines Calder" in text
    assert about(desk, FORMAL) == before
    assert [one.text for one in desk.see(FORMAL).items if not one.elsewhere] == [
        desk.see(FORMAL).items[0].text
    ]


@pytest.mark.parametrize(
    ("kind", "due", "step"),
    [("information", "2026-12-11", "information"), ("subject-access", "2026-12-12", "own_data")],
)
def test_a_request_for_information_has_the_laws_time(each_desk: Desk, kind: str, due: str, step: str) -> None:
    desk = each_desk
    before = about(desk, INFORMAL)
    enquiring.enquire(desk(), INFORMAL, kind, on=date(2026, 11, 13), words="Please send me the notes.")
    seen = opened(desk, "information", INFORMAL)
    assert str(seen.clocks[0].last_on) == due and not seen.clocks[0].verified, "its law was not read"
    words = "The officer's notes of that day come with this letter."
    settling.settle(desk(), seen.id, seen.version, Outcome.ANSWER, words=words)
    text = sent(desk, seen)
    assert words in text and getattr(desk().council.next_steps, step) in text
    assert about(desk, INFORMAL) == before


def test_what_an_answer_sends_is_listed_under_it_and_for_the_post_room(desk: Desk) -> None:
    enquiring.enquire(desk(), INFORMAL, "information", on=date(2026, 11, 13), words="The notes, please.")
    seen = opened(desk, "information", INFORMAL)
    settling.settle(desk(), seen.id, seen.version, Outcome.ANSWER, words="A copy of the notes is enclosed.")
    seen = view(desk(), seen.id)
    blocks = compose.new_plan(desk(), seen)
    checked = compose.check(desk(), seen, blocks)
    assert "\nEnclosed: the information that we can send you" in checked.letter.text
    assert checked.enclosures == ("the information that we can send you",)
    assert "enclosure-missing" not in {one.code for one in checked.findings}
    own = [
        replace(one, text="Enclosed: the officer's notes, 2 pages") if one.slot == "enclosed" else one
        for one in blocks
    ]
    assert compose.check(desk(), seen, own).enclosures == ("the officer's notes, 2 pages",)
    nothing = compose.check(desk(), seen, [one for one in blocks if one.slot != "enclosed"])
    assert nothing.enclosures == ()
    assert "enclosure-missing" in {one.code for one in nothing.findings}


@pytest.mark.parametrize(
    ("kind", "outcome", "named"),
    [
        ("complaint", Outcome.COMPLAINT_UPHELD, "complaint"),
        ("information", Outcome.ANSWER, "information"),
        ("subject-access", Outcome.ANSWER, "own_data"),
    ],
)
def test_an_answer_that_must_name_whom_to_turn_to_next_is_refused_where_the_council_is_silent(
    desk: Desk, kind: str, outcome: Outcome, named: str
) -> None:
    enquiring.enquire(desk(), FORMAL, kind, on=date(2026, 11, 16), words="Please send me the notes.")
    seen = opened(desk, kind if kind == "complaint" else "information", FORMAL)
    before = desk.everything()
    silent = replace(desk(), council=replace(desk().council, next_steps=NextSteps()))
    with pytest.raises(Refused, match="has not said whom to turn to") as refused:
        settling.settle(silent, seen.id, seen.version, outcome, words="The notes come with this letter.")
    assert f"“{named}” written under [next_steps] in council.toml" in refused.value.do
    assert desk.everything() == before


def test_ones_own_data_and_another_persons_request_are_cases_of_their_own(each_desk: Desk) -> None:
    desk, on = each_desk, date(2026, 11, 16)
    one = enquiring.enquire(desk(), FORMAL, "information", on=on, name="Ines Calder", words="All mails.")
    own = enquiring.enquire(desk(), FORMAL, "subject-access", on=on, words="Send me what you hold on me.")
    other = enquiring.enquire(desk(), FORMAL, "information", on=on, name="Abel Quince", words="The films.")
    assert len({one.case_id, own.case_id, other.case_id}) == 3
    with pytest.raises(Refused, match="is open on"):
        enquiring.enquire(desk(), FORMAL, "information", on=on, name="ines  calder", words="And the plans.")
    with pytest.raises(Refused, match="is open on"):
        enquiring.enquire(desk(), FORMAL, "subject-access", on=on, words="And the rest of it.")
    assert settling.find(desk(), FORMAL, "subject-access") == own.case_id
    with pytest.raises(Refused, match="2 cases of the kind “information” are open"):
        settling.find(desk(), FORMAL, "information")


def test_the_keeper_is_known_as_such_where_nobody_else_is_named(desk: Desk) -> None:
    on = date(2026, 11, 16)
    mine = enquiring.enquire(desk(), FORMAL, "query", on=on, words="Where does it stand?")
    theirs = enquiring.enquire(desk(), FORMAL, "query", on=on, name="Ines Calder", words="How much is it?")
    roles = [view(desk(), one.case_id).facts.writer_role for one in (mine, theirs)]
    assert roles == ["keeper", "unknown"]


@pytest.mark.parametrize("kind", ["query", "member"])
def test_a_query_and_a_members_enquiry_are_answered(desk: Desk, kind: str) -> None:
    enquiring.enquire(desk(), CERTIFICATE, kind, on=date(2026, 11, 19), words="Where does it stand?")
    with pytest.raises(Refused, match="open on"):
        enquiring.enquire(desk(), CERTIFICATE, kind, on=date(2026, 11, 19), words="Where does it stand?")
    seen = opened(desk, kind, CERTIFICATE)
    with pytest.raises(Refused, match="The answer has no words"):
        settling.settle(desk(), seen.id, seen.version, Outcome.ANSWER, words="Yes.")
    settling.settle(desk(), seen.id, seen.version, Outcome.ANSWER, words="It is not registered at court.")
    assert "It is not registered at court." in sent(desk, seen)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "grudge"}, "There is no enquiry"),
        ({"on": date(2026, 11, 30)}, "still to come"),
        ({"on": date(2026, 1, 2)}, '"What was asked" on Fri 2 Jan 2026 comes before "The contravention" on'),
        ({"words": " \n "}, "What was asked is not said."),
        ({"pcn": "ZZ9999999Z"}, "No PCN ZZ9999999Z is known here."),
    ],
)
def test_an_enquiry_that_cannot_be_leaves_no_trace(desk: Desk, changed: dict[str, Any], said: str) -> None:
    before = desk.everything()
    given = {
        "pcn": FORMAL,
        "kind": "query",
        "on": date(2026, 11, 19),
        "words": "Where does it stand?",
    } | changed
    with pytest.raises(Refused, match=said):
        enquiring.enquire(desk(), given.pop("pcn"), given.pop("kind"), **given)
    assert desk.everything() == before


def test_taking_back_an_answer_opens_it_again(desk: Desk) -> None:
    enquiring.enquire(desk(), FORMAL, "query", on=date(2026, 11, 19), words="Where does it stand?")
    seen = opened(desk, "query", FORMAL)
    done = settling.settle(desk(), seen.id, seen.version, Outcome.ANSWER, words="It waits for our answer.")
    decision.withdraw(desk(), seen.id, done.version, ())
    assert view(desk(), seen.id).decision is None and NOW < LATER


@pytest.mark.parametrize(
    ("kind", "case"), [("complaint", "complaint"), ("other", "query"), ("both", "complaint")]
)
def test_a_piece_of_the_inbox_becomes_a_case_of_its_own(each_desk: Desk, kind: str, case: str) -> None:
    desk = each_desk
    before = about(desk, FORMAL)
    (piece,) = pieces.put(desk(), {"text": "Your officer was rude to me.", "from_name": "Ines Calder"})
    placed = indexing.index(desk(), piece.id, piece.version, FORMAL, kind)
    found = desk.rows("SELECT id, received_on FROM cases WHERE pcn = ? AND kind = ?", FORMAL, case)
    assert len(found) == 1 and (found[0][0] in placed.cases or kind == "both")
    assert str(found[0][1]) == "2026-11-17"
    seen = opened(desk, case, FORMAL)
    assert [one.text for one in seen.items if not one.elsewhere] == ["Your officer was rude to me."]
    assert about(desk, FORMAL)[1][1:5] == before[1][1:5], "no day of the challenge has changed"


def test_an_import_opens_an_enquiry_and_leaves_open_ones_alone(each_desk: Desk) -> None:
    desk = each_desk
    row = samples.LETTER | {"id": "L-900", "pcn": FORMAL, "received": "2026-11-19", "kind": "information"}
    folder = {"correspondence.csv": samples.table(row | {"text": "Send me the notes, please."})}
    before = about(desk, FORMAL)
    done = take_in(desk("sefton"), read(folder))
    assert not done.faults, [one.words for one in done.faults]
    assert about(desk, FORMAL) == before
    seen = opened(desk, "information", FORMAL)
    assert seen.facts.received_on == date(2026, 11, 19)
    # Again, with a payment beside it: the letter is known, and the enquiry is not taken for a dispute.
    paid = samples.PAYMENT | {"id": "P-901", "pcn": FORMAL, "received": "2026-11-19", "amount": "10.00"}
    done = take_in(desk("sefton"), read(folder | {"payments.csv": samples.table(paid)}))
    assert not done.faults, [one.words for one in done.faults]
    assert len(desk.rows("SELECT id FROM cases WHERE kind = 'information'")) == 1
    assert view(desk(), seen.id).safe_post_on == seen.safe_post_on
