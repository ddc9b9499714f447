"""From decision to the letter on its way: every kind of letter, with sums and days reckoned by hand.

The day is Friday 20 November 2026; a letter posted that day is served on the second working day after,
Tuesday 24 November. London, band A, higher level, from 7 April 2025: £160, £80 discounted, £240 with the
charge certificate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from caseworker.casework import lettering, posted
from caseworker.casework.desk import authority, compose, decision, issue, points
from caseworker.casework.views import CaseView, LetterView, NoteView
from caseworker.law.facts import LetterKind, Outcome, PointOutcome
from caseworker.law.refusals import Refused
from caseworker.letters import preflight
from tests.casework.office import (
    AGENT,
    CERTIFICATE,
    DEAD,
    FORMAL,
    INFORMAL,
    LATE_INFORMAL,
    PAID,
    POSTAL,
    REASON,
    Desk,
    point,
)


@dataclass(frozen=True)
class Letter:
    """What one letter must say, and what it must not."""

    pcn: str
    outcome: Outcome
    kind: str
    slug: str
    says: tuple[str, ...]
    never: tuple[str, ...] = ()


SERVED = "Tuesday 24 November 2026"
CANCELLED = ("ou have nothing to pay",)
LETTERS = {
    "challenge, upheld": Letter(
        INFORMAL,
        Outcome.UPHOLD,
        "informal-rejection",
        "grace-period-or-observation",
        (
            "received on Monday 16 November 2026",
            # Fourteen days beginning with the letter's date: 20 November + 13.
            "the reduced charge of £80. It must reach us by Thursday 3 December 2026",
            "After that day the full charge of £160 is due",
            "Notice to Owner to the registered keeper",
        ),
        ("£240", "tribunal", "Notice of Rejection"),
    ),
    "challenge, cancelled": Letter(
        INFORMAL,
        Outcome.CANCEL,
        "informal-acceptance",
        "grace-period-or-observation",
        ("received your challenge on Monday 16 November 2026", *CANCELLED),
        ("£", "appeal", "charge certificate"),
    ),
    "late challenge, upheld": Letter(
        LATE_INFORMAL,
        Outcome.UPHOLD,
        "informal-rejection",
        "ceo-conduct",
        ("received on Monday 9 November 2026", "£160"),
        ("£80", "£240"),
    ),
    "representations, upheld": Letter(
        FORMAL,
        Outcome.UPHOLD,
        "notice-of-rejection",
        "grace-period-or-observation",
        (
            "Notice of Rejection of Representations",
            "against the Notice to Owner on Monday 9 November 2026",
            f"served on {SERVED}",
            # Twenty-eight days beginning with 24 November: 24 November + 27.
            "The last of the 28 days is then Monday 21 December 2026",
            "penalty charge of £160",
            "London Tribunals",
            "charge certificate. That would increase the penalty charge by half, to £240",
            "frivolous, vexatious or wholly unreasonable",
            "Enclosed: London Tribunals appeal form",
        ),
        ("£80",),
    ),
    "representations, cancelled": Letter(
        FORMAL,
        Outcome.CANCEL,
        "notice-of-acceptance",
        "grace-period-or-observation",
        (
            "Notice of Acceptance of Representations",
            "the alleged contravention did not occur",
            *CANCELLED[1:],
        ),
        ("£", "28 days"),
    ),
    "after the certificate, upheld": Letter(
        CERTIFICATE,
        Outcome.UPHOLD,
        "charge-certificate-response",
        "notice-late-or-missing",
        (
            "received on Thursday 12 November 2026",
            # Posted on Monday 9 November, served on Wednesday the 11th; fourteen days: 11 November + 13.
            "That was Wednesday 11 November 2026, so the last of the 14 days is Tuesday 24 November 2026",
            "The penalty charge is £240",
            "form called a witness statement, TE9",
            "no right to make representations or to appeal",
        ),
        ("£160", "£80", "28 days"),
    ),
    "after the certificate, cancelled": Letter(
        CERTIFICATE,
        Outcome.CANCEL,
        "charge-certificate-response",
        "notice-late-or-missing",
        ("We have cancelled the charge certificate and Penalty Charge Notice", *CANCELLED),
        ("£",),
    ),
    "postal representations, upheld": Letter(
        POSTAL,
        Outcome.UPHOLD,
        "notice-of-rejection",
        "was-not-there",
        (
            "against the Penalty Charge Notice on Wednesday 4 November 2026",
            f"served on {SERVED}",
            "The last of the 28 days is then Monday 21 December 2026",
            "penalty charge of £160",
            "to £240",
            "frivolous, vexatious or wholly unreasonable",
        ),
        ("£80", "Notice to Owner"),
    ),
    "postal representations, cancelled": Letter(
        POSTAL,
        Outcome.CANCEL,
        "notice-of-acceptance",
        "was-not-there",
        ("Notice of Acceptance", "The Penalty Charge Notice and the penalty charge are cancelled"),
        ("£", "Notice to Owner"),
    ),
    "paid, cancelled": Letter(
        PAID,
        Outcome.CANCEL,
        "informal-acceptance",
        "grace-period-or-observation",
        ("we are returning what you paid", "You paid £80. We are returning all of it"),
        ("£160", "nothing to pay"),
    ),
    "paid, upheld": Letter(
        PAID,
        Outcome.UPHOLD,
        "informal-rejection",
        "grace-period-or-observation",
        ("You paid £80 on Thursday 12 November 2026", "in full settlement"),
        ("£160", "refund"),
    ),
    "the keeper has died": Letter(
        DEAD,
        Outcome.CANCEL,
        "notice-of-acceptance",
        "bereavement",
        ("Dear Wren Marsh",),
        ("Dear Aldous Marsh", "£"),
    ),
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_planned_letter_goes_out_right_as_it_is(desk: Desk, name: str) -> None:
    case = LETTERS[name]
    desk.decided(case.pcn, case.outcome, case.slug)
    desk.open_all(case.pcn)
    seen = desk.see(case.pcn)
    blocks = compose.new_plan(desk(), seen)
    checked = compose.check(desk(), seen, blocks)
    assert [one.code for one in checked.findings if one.level == "red"] == []
    assert checked.findings == () and checked.letter.missing == ()
    text = checked.letter.text
    for words in (*case.says, REASON, "Friday 20 November 2026", case.pcn, seen.facts.vrm, "Asha Verrall"):
        assert words in text
    for words in case.never:
        assert words not in text
    receipt = issue.issue(desk(), seen, blocks)
    assert (receipt.kind, receipt.posts_on) == (case.kind, date(2026, 11, 20))
    assert desk.value("SELECT text FROM letter_bytes") == text
    assert desk.rows("SELECT served_on FROM letters")[0][0] in ("2026-11-24", date(2026, 11, 24))


def test_every_point_is_answered_with_its_reason(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD, "grace-period-or-observation", "ceo-conduct", "first-offence")
    blocks = compose.new_plan(desk(), seen)
    assert [one.point for one in blocks if one.slot == "answer"] == [one.slug for one in seen.points]
    checked = compose.check(desk(), seen, blocks)
    assert [one for one in checked.findings if one.level == "red"] == []
    assert checked.letter.text.count(REASON) == 3


def test_a_point_left_out_is_found(desk: Desk) -> None:
    seen = desk.take(FORMAL)
    badge = point("blue-badge-displayed", reason="The photographs show none.", words="My badge was up.")
    points.keep(desk(), seen.id, seen.version, [point("grace-period-or-observation"), badge])
    decision.decide(desk(), seen.id, seen.version + 1, Outcome.UPHOLD)
    seen = desk.see(FORMAL)
    blocks = compose.new_plan(desk(), seen)
    assert compose.check(desk(), seen, blocks).findings == ()
    without = [one for one in blocks if one.point != "blue-badge-displayed"]
    codes = [one.code for one in compose.check(desk(), seen, without).findings]
    assert "point-not-addressed:blue-badge-displayed" in codes


def test_a_letter_is_checked_with_what_the_desk_shows_beside_it(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    blocks = compose.new_plan(desk(), seen)
    checked = lettering.check(desk(), seen, blocks, news=("something came",))
    assert checked.news == ("something came",)
    assert (checked.recipient, checked.posts_on, checked.served_on) == (
        "Jo Example",
        date(2026, 11, 20),
        date(2026, 11, 24),
    )
    assert checked.kind_words == "Notice of Rejection"
    assert checked.words == len(checked.letter.text.split()) > 200


def test_the_same_letter_is_looked_through_once_and_a_changed_one_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    blocks = compose.new_plan(desk(), seen)
    read: list[str] = []

    def counted(text: str, *given: object, **more: object) -> tuple[()]:
        read.append(text)
        return ()

    lettering._found.cache_clear()
    monkeypatch.setattr(preflight, "check", counted)
    lettering.check(desk(), seen, blocks)
    lettering.check(desk(), seen, tuple(blocks))
    assert len(read) == 1
    lettering.check(desk(), seen, blocks[:-1])
    lettering.check(desk(), replace(seen, facts=replace(seen.facts, paid_pence=100)), blocks)
    assert len(read) == 3
    lettering._found.cache_clear()


def test_every_kind_of_letter_has_its_words() -> None:
    assert set(posted.KINDS) == set(LetterKind)


def test_a_letter_stands_on_a_decision(desk: Desk) -> None:
    seen = desk.pointed(FORMAL)
    with pytest.raises(Refused, match="There is no decision yet"):
        lettering.check(desk(), seen, [])


def test_the_facts_of_a_letter_carry_the_decision_and_what_was_said(desk: Desk) -> None:
    seen = desk.decided(INFORMAL, Outcome.UPHOLD)
    facts = lettering.letter_facts(desk(), seen)
    assert (facts.outcome, facts.letter_kind) == (Outcome.UPHOLD, LetterKind.INFORMAL_REJECTION)
    assert (facts.discount_offer_pence, facts.discount_offer_until) == (8_000, date(2026, 12, 3))
    assert facts.points == ("grace-period-or-observation",)
    assert facts.challenge_text == seen.items[0].text
    assert facts.evidence_sent == ("Photograph of the clock",)
    assert "Jo Example" in facts.own_numbers


def test_the_letterhead_is_the_council_s(desk: Desk) -> None:
    head = lettering.letterhead(desk())
    assert head.name == desk().council.authority
    assert "N29 5ZZ" in head.address and "020 7946 0123" in head.contact


def test_every_letter_that_nothing_has_answered_is_told_of(desk: Desk) -> None:
    seen = desk.decided(INFORMAL, Outcome.UPHOLD, "challenge-ignored")
    (item,) = seen.items
    earlier = [replace(item, id=90 + n, received_on=date(2026, 11, 11 + n)) for n in (0, 2)]
    items = (*earlier, replace(item, direction="out", received_on=date(2026, 11, 15)), item)
    days = (date(2026, 11, 11), date(2026, 11, 13), date(2026, 11, 16))
    several = replace(seen, items=items)
    assert lettering.letter_facts(desk(), several).letters_received == days
    assert lettering.letter_facts(desk(), seen).letters_received == days[2:]

    at = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
    sent = LetterView(1, "0000001", "informal-rejection", "Ms Test", at, at.date(), "")
    for letter, left in (
        (sent, days[1:]),
        (replace(sent, kind="information-request"), days),
        (replace(sent, where="slipped"), days),
        (replace(sent, where="recalled"), days),
    ):
        assert lettering.unanswered(replace(several, letters=(letter,))) == left


def test_a_missing_authority_is_told_beside_the_letter(desk: Desk) -> None:
    seen = desk.decided(AGENT, Outcome.UPHOLD)
    checked = lettering.check(desk(), seen, compose.new_plan(desk(), seen))
    assert checked.news == (
        "Otto Plume writes for somebody else: no authority has been seen. :authority notes it.",
    )
    authority.seen(desk(), seen.id, seen.version)
    now = desk.see(AGENT)
    assert lettering.check(desk(), now, compose.new_plan(desk(), now)).news == ()


def test_what_was_noted_of_a_call_is_not_quoted_as_the_caller_s_words(desk: Desk) -> None:
    seen = desk.decided(INFORMAL, Outcome.UPHOLD, "challenge-ignored")
    (item,) = seen.items
    said = replace(seen.points[0], words="Caller says that nobody answered.", item_id=item.id)
    written = replace(seen, points=(said,))
    assert lettering.answers(written)[0].words == said.words
    noted = replace(written, items=(replace(item, channel="phone"),))
    assert lettering.answers(noted)[0].words == ""


def test_a_reason_is_written_between_the_letter_s_own_words(desk: Desk) -> None:
    seen = desk.pointed(FORMAL, "signs-obscured", "evidence-requested")
    around = lettering.around(desk(), seen, seen.points[0])
    before, after = around[PointOutcome.NOT_UPHELD]
    assert before.startswith("I have asked whether a driver could see and read the sign")
    assert after.startswith("I find that a driver")
    assert around[PointOutcome.UPHELD][0].startswith("You are right")
    assert not any(mark in words for both in around.values() for words in both for mark in "{}*«“")
    assert seen.facts.challenge_text == "\n\n".join(one.text for one in seen.items if one.direction == "in")
    asked = lettering.around(desk(), seen, seen.points[1])[PointOutcome.UPHELD]
    assert asked[0].startswith("You are entitled to see"), "what is under no ground cancels nothing"


def test_a_death_that_a_letter_tells_of_goes_with_its_facts_where_the_case_is_read_with_care(
    desk: Desk,
) -> None:
    seen = desk.decided(INFORMAL, Outcome.UPHOLD)
    told = replace(seen.items[0], text="My mother died that week and I was not thinking.")
    care = replace(seen, flags=("care",), items=(told,))
    assert lettering.letter_facts(desk(), care).care == ("bereavement",)
    danger = replace(told, text="My mother died and I do not see the point any more.")
    both = lettering.letter_facts(desk(), replace(care, items=(danger,)))
    assert both.care == ("self-harm", "bereavement")
    assert lettering.letter_facts(desk(), replace(care, flags=())).care == ()
    assert lettering.letter_facts(desk(), replace(seen, flags=("care",))).care == ()
    blocks = compose.new_plan(desk(), care)
    followed = replace(care, facts=replace(care.facts, care_followed=True))
    codes = [one.code for one in lettering.check(desk(), followed, blocks).findings]
    assert "loss-not-met" in codes


def test_a_reason_may_name_a_street_that_the_papers_of_the_case_name(desk: Desk) -> None:
    seen = desk.decided(INFORMAL, Outcome.UPHOLD)
    (said,) = seen.points
    odd = replace(seen, points=(replace(said, reason="The sign of Turnpike Lane could be read from there."),))

    def codes(view: CaseView) -> list[str]:
        return [one.code for one in lettering.check(desk(), view, compose.new_plan(desk(), view)).findings]

    assert "unknown-street" in codes(odd)
    court = "The High Court has not quashed the order."
    assert "unknown-street" not in codes(replace(seen, points=(replace(said, reason=court),)))
    noted = NoteView(
        datetime(2026, 11, 9, 9, tzinfo=UTC), "enforcement", "NM 214", "Corner of Turnpike Lane."
    )
    assert "unknown-street" not in codes(replace(odd, notes=(noted,)))
