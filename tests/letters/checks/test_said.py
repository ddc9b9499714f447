"""What the check holds a letter against beside the law: what was said, what is on record, and itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.law.facts import LetterKind, Outcome
from caseworker.letters.preflight import check
from tests.letters.writing import facts

FACTS = replace(
    facts(LetterKind.NOTICE_OF_REJECTION),
    points=("loading",),
    challenge_summary="Unloading a piano for eleven minutes; encloses the delivery note of 5 January.",
)
RIGHTS = (
    "You have 28 days beginning with the date of service of this notice to pay £160 or to appeal to London"
    " Tribunals on the form enclosed. If you do neither, we may serve a charge certificate for £240. The"
    " adjudicator can order either side to pay costs, but only where somebody has been frivolous, vexatious"
    " or wholly unreasonable."
)
ANSWER = (
    "You say that you were unloading a piano. Your delivery note gives 13:10, an hour before, and the officer"
    " saw nobody at the van. I have considered whether there are compelling reasons to cancel, and find none."
)


def told(text: str, summary: str = "", points: tuple[str, ...] = (), **known: object) -> set[str]:
    """The codes found in a letter that holds these words beside its answer and the rights."""
    case = replace(FACTS, **known)  # type: ignore[arg-type]
    if summary:
        case = replace(case, challenge_summary=summary, points=points or case.points)
    words = ("Dear Mr Brandt", "Notice of Rejection", ANSWER, text, RIGHTS, "Yours sincerely\nT. Osei\n")
    letter = "\n\n".join(words)
    return {one.kind for one in check(letter, case)}


def test_the_letter_without_a_fault_is_clean() -> None:
    assert told("The street is narrow.") == set()


FAULTS = [
    ("misstated-appeal-period", "The decision is final and you cannot appeal."),
    ("misstated-appeal-period", "You have no right to appeal to a tribunal."),
    ("misstated-appeal-period", "There is no further appeal against this decision."),
    ("misstated-appeal-period", "Our decision in this matter may not be appealed."),
    ("wrong-amount", "You can pay £160,0 by telephone."),
    ("wrong-amount", "The bay costs £2,40 an hour."),
    ("wrong-fact", "You say that it took you forty minutes."),
    ("wrong-fact", "You have sent no evidence of this."),
    ("wrong-fact", "Your car was parked in Mill Lane that day."),
    ("wrong-fact", "You state that the vehicle was on hire."),
    ("wrong-fact", "You tell us that your vehicle had been stolen."),
    ("contradictory-content", "You must appeal within 14 days of this letter."),
    ("contradictory-content", "The time for paying or appealing is 21 days."),
    ("contradictory-content", "The full charge is £170. Please pay the penalty of £170."),
    ("contradictory-content", "The officer watched for six minutes. She observed it for nine minutes."),
    ("wrong-contravention-described", "The alleged contravention is being in a bus lane."),
    ("wrong-contravention-described", "The notice was issued because the car stood in a disabled bay."),
    ("wrong-contravention-described", "The contravention code 40 applies."),
    ("wrong-contravention-described", "The contravention was stopping in a box junction."),
    ("wrong-contravention-described", "The penalty was issued for stopping on a taxi rank."),
    ("wrong-law", "DVLA records are conclusive."),
    ("wrong-law", "The ten minutes' grace does not apply in car parks."),
    ("wrong-law", "It is for you to prove that the contravention did not occur."),
    ("wrong-law", "The burden is on you to prove that the signs were wrong, and you have not proved it."),
    ("wrong-law", "The onus lies with the motorist."),
    ("wrong-law", "You have failed to prove that the lines were worn."),
    ("wrong-law", "The seller remains liable until the DVLA has registered the buyer."),
    ("wrong-law", "The Equality Act does not apply to parking."),
    ("wrong-law", "Parking on the pavement is forbidden everywhere in the country."),
    ("fettered-discretion", "The council can only look at the six grounds in Schedule 1."),
    ("irrelevant-content", "Blue Badge holders must apply for a clock."),
    ("irrelevant-content", "Visitors can only use a machine ticket with a voucher."),
    ("irrelevant-content", "We apologise that the lift in our library was broken."),
    ("irrelevant-content", "Hire firms must send an agreement."),
    ("irrelevant-content", "School streets must be kept clear by all drivers."),
]
NEAR = [
    "If you pay the charge you cannot appeal.",
    "You cannot appeal by telephone or by e-mail.",
    "You say that our officer told you that you cannot appeal.",
    "Repairs of the road cost £1.5 million that year.",
    "You cannot appeal to us, only to the tribunal.",
    "Your receipt shows £2.40, and £1,160 was never asked for by us.",
    "You say that it took you eleven minutes.",
    "You have sent no other evidence, beside the delivery note.",
    "You paid in Mill Lane, and your car was in Alder Road.",
    "You do not say that the vehicle was on hire.",
    "We cannot tell you how others fared.",
    "The tribunal aims to decide within 14 days.",
    "The reduced charge was open for 14 days.",
    "The full charge is £160.",
    "The officer watched for six minutes.",
    "Your delivery note shows a delivery.",
    "There is a bus lane at the next corner, which is another matter.",
    "The nearest disabled bay is fifty metres away.",
    "The alleged contravention is parking on double yellow lines.",
    "You were not in a box junction.",
    "DVLA records are not conclusive.",
    "Our still shows no room to the right of the van, and no room to pass it.",
    "We always tell a driver how to ask for the film, and we always check the plate.",
    "Outside London the pavement is not closed to parking in every street.",
    "The adjudicator can only look at the grounds in the law.",
    "Please write to us about each of the two other PCNs, ZZ7654321B and ZZ7654322B.",
    "The vehicle was first registered on 3 March 2013.",
    "You say that the Equality Act does not apply.",
    "It is for us to prove that the contravention took place.",
    "The burden of showing that you were loading lies with you, and a delivery note would do.",
    "You have not shown us that the badge was displayed.",
    "The grace period is ten minutes.",
    "I am sorry to disappoint you.",
    "Drivers can unload here before 7am.",
    "The sign says Monday to Friday, and makes no exception for days on which the school is shut.",
    "The sign gives Monday to Friday, 8 am to 5 pm, with no exception for days when the school is closed.",
    "I looked at the signs. I found no exception there that covers the stop in Northgate.",
    "The stop is kept for buses at any time, and there is no exception for passengers of cars.",
]


@pytest.mark.parametrize(("code", "text"), FAULTS)
def test_a_fault_is_found(code: str, text: str) -> None:
    assert code in told(text)


@pytest.mark.parametrize("text", NEAR)
def test_a_near_miss_stays_clean(text: str) -> None:
    assert told(text) <= {"hard-to-read"}


def test_the_day_of_service_of_the_notice_is_not_taken_for_that_of_the_letter() -> None:
    known = {"pcn_dated_on": date(2026, 1, 8), "pcn_served_on": date(2026, 1, 12)}
    came = "The notice is dated 8 January 2026, the day on which it was posted, and is treated as served on"
    assert "wrong-date" not in told(f"{came} 12 January 2026.", **known)
    assert "wrong-date" in told(f"{came} 14 January 2026.", **known)
    assert "wrong-date" in told("We treat this notice as served on 12 January 2026.", **known)


def test_bought_is_not_sold_and_a_badge_is_no_permit() -> None:
    bought = "Bought the car on 10 January, after the contravention."
    assert "point-misread" in told("You say that you had sold the vehicle.", bought, ("not-owner-sold",))
    assert "point-misread" not in told("You say that you bought it later.", bought, ("not-owner-sold",))
    badge = "Blue badge was on the dashboard."
    assert "point-misread" in told("You say that you hold a permit.", badge, ("blue-badge-displayed",))
    assert "point-misread" not in told("Your badge was face down.", badge, ("blue-badge-displayed",))
    asks: dict[str, object] = {"outcome": Outcome.ASK, "letter_kind": LetterKind.INFORMATION_REQUEST}
    asked = told("Please send us your permit.", badge, ("blue-badge-displayed",), **asks)
    assert "point-misread" not in asked, "what is asked for is put to nobody"


def test_somebody_who_is_dropped_at_a_ramp_is_a_passenger() -> None:
    said = "I drop her at the ramp. There was a page that never finished loading."
    assert "point-misread" not in told("You say that you had a passenger to set down.", said, ("loading",))


def test_what_is_on_record_is_not_denied() -> None:
    held = ("permit R-1, zone E, valid to 30 June 2026",)
    assert "wrong-fact" in told("You hold no permit for this vehicle.", records=held)
    assert "wrong-fact" not in told("You hold no permit for this vehicle.")


def test_care_is_met_with_words_or_by_the_route() -> None:
    summary = "Unloading a piano; some days does not want to be here any more."
    assert "care-route-not-followed" in told("The street is narrow.", summary)
    assert "care-route-not-followed" not in told("The street is narrow.", summary, care_followed=True)
    helped = "I am worried about you: the Samaritans listen on 116 123."
    assert "care-route-not-followed" not in told(helped, summary)


def test_a_driver_s_health_is_not_told_to_the_firm() -> None:
    from caseworker.law.facts import Party

    firm = Party("Swift Vans Ltd", ("1 Dray Park",), "ZZ1 1ZZ")
    said = "Your driver told us that he is treated for depression."
    assert "third-party-medical-detail" in told(said, recipient=firm)
    assert "third-party-medical-detail" not in told("Your driver told us that he was unwell.", recipient=firm)


def test_no_delay_is_apologised_for_where_there_was_none() -> None:
    prompt = {"received_on": date(2026, 3, 18), "posts_on": date(2026, 3, 20)}
    assert "irrelevant-content" in told("I apologise for the delay.", **prompt)
    late = {"received_on": date(2026, 2, 18), "posts_on": date(2026, 3, 20)}
    assert "irrelevant-content" not in told("I apologise for the delay.", **late)


BOX = {"code": "31", "contravention": "Entering and stopping in a box junction when prohibited"}


@pytest.mark.parametrize(
    "text",
    [
        "A driver turning right may wait in the box while oncoming cars keep it there.",
        "A driver must wait before the box until there is room beyond it.",
        "Stopping in the box is a contravention only because of stationary vehicles.",
    ],
)
def test_the_law_of_a_box_may_be_told(text: str) -> None:
    assert "wrong-law" not in told(text, **BOX)


@pytest.mark.parametrize(
    "text",
    [
        "The reason for stopping in the box makes no difference.",
        "A car turning right must wait behind the box until oncoming cars have passed.",
        "Oncoming traffic is no excuse for stopping in a box.",
        "Any stop within the box is a contravention.",
    ],
)
def test_what_is_not_the_law_of_a_box_is_told(text: str) -> None:
    assert "wrong-law" in told(text, **BOX)


PAID = {"code": "05", "contravention": "Parked after the expiry of paid for time"}
OTHER_WORDS = [
    ("wrong-law", "A penalty is payable from one minute past the end of the paid time.", PAID),
    ("wrong-law", "The ten-minute allowance is at the officer's discretion.", PAID),
    ("wrong-law", "There is no period of grace where parking is paid for.", PAID),
    ("wrong-law", "Once the paid time has run out a notice can be issued at once.", PAID),
    ("wrong-law", "Waiting in a yellow box is never permitted, whichever way a driver means to go.", BOX),
    ("wrong-law", "It does not matter why you stopped in the box.", BOX),
    ("wrong-law", "Only the police can say that a car was taken without consent.", {}),
    ("wrong-law", "Mitigation is something only the adjudicator may look at.", {}),
    ("wrong-law", "The law leaves us no room to consider why you were late.", {}),
    ("wrong-law", "The law says that whoever was driving has to pay.", {}),
    ("wrong-law", "A hire company remains liable for all penalties of its customers.", {}),
    ("wrong-law", "Liability ends only when the DVLA sends its letter.", {}),
    ("wrong-law", "If you appeal and lose, the charge rises to £240.", {}),
    ("wrong-law", "We are not required by law to put up signs.", {}),
    ("wrong-law", "As the keeper you are obliged to tell us who was driving.", {}),
    ("wrong-law", "An email does not count as representations.", {}),
    ("fettered-discretion", "It is our settled practice to refuse such requests.", {}),
    ("fettered-discretion", "We make it a rule not to cancel for illness.", {}),
    ("fettered-discretion", "Our guidelines leave me no option.", {}),
    ("fettered-discretion", "Delivery drivers are never let off.", {}),
    ("rude-tone", "You would do well to read the Highway Code.", {}),
    ("rude-tone", "Most people manage to read a sign.", {}),
    ("rude-tone", "I find your story hard to take seriously.", {}),
]


@pytest.mark.parametrize(("code", "text", "known"), OTHER_WORDS)
def test_the_same_fault_is_heard_in_other_words(code: str, text: str, known: dict[str, str]) -> None:
    assert code in told(text, **known)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The officer issued the notice eleven minutes after the end of the paid time.", PAID),
        ("The ten minutes had gone when the officer came back.", PAID),
        ("No grace applied, because nothing had been paid.", PAID),
        ("It does not matter to the council who was driving.", {}),
        ("The adjudicator may ask us to think again about compelling reasons.", {}),
        ("The law gives us room to cancel, and I thought about it.", {}),
        ("You need not tell us who was driving.", {}),
        ("An appeal that is refused does not raise the charge.", {}),
        ("The law asks for signs, though not for one at every door.", {}),
        ("Our usual practice is a guide and no more.", {}),
        ("Take care to look for the plate when you come again.", {}),
        ("Your account is easy to follow.", {}),
    ],
)
def test_what_only_sounds_like_it_is_left_alone(text: str, known: dict[str, str]) -> None:
    assert not told(text, **known) & {"wrong-law", "fettered-discretion", "rude-tone"}


def test_what_no_record_shows_is_no_second_account() -> None:
    faulty = "The pay machine was not working as it should."
    assert "contradictory-content" in told(f"{faulty} Our log shows that the machine was working.")
    assert "contradictory-content" not in told(
        f"{faulty} Nothing in our record would show that the machine was working."
    )


@pytest.mark.parametrize("known", [BOX, {"code": "31j", "contravention": "stopped in a box junction"}])
def test_the_yellow_lines_of_a_box_are_told_in_a_letter_about_it(known: dict[str, str]) -> None:
    text = "The film shows that your car stopped on the yellow lines until the road was clear."
    assert "wrong-contravention-described" not in told(text, **known)
    bus = {"code": "34", "contravention": "Being in a bus lane"}
    assert "wrong-contravention-described" in told(text, **bus)


def test_the_wait_that_our_standard_calls_long_is_no_delay_without_cause() -> None:
    short = {"received_on": date(2026, 3, 4), "posts_on": date(2026, 3, 20)}
    text = "We aim to answer sooner than this, and I am sorry that you had to wait."
    assert "irrelevant-content" not in told(text, **short)
