"""Points are suggested by phrases, with what is denied or quoted left out, and true places in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.law.points import slugs
from caseworker.law.refusals import Refused
from caseworker.reading.phrases import book
from caseworker.reading.points import MOST, Suggestion, family_of, suggest


def found(text: str, regime: str = "tma-reg9", code: str = "") -> list[str]:
    """The slugs suggested for a text."""
    return [one.slug for one in suggest(text, regime=regime, code=code)]


def place_of(text: str, slug: str) -> Suggestion:
    """Where a point is suggested."""
    return next(one for one in suggest(text, regime="parking") if one.slug == slug)


def test_the_phrases_cover_the_shared_vocabulary() -> None:
    assert set(book("points")) == set(slugs())


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("There was no sign anywhere.", "signs-missing"),
        ("the sign is behind a tree", "signs-obscured"),
        ("the yellow lines are worn away", "lines-worn"),
        ("your machine was out of order", "pay-machine-faulty"),
        ("the app crashed three times", "pay-app-failure"),
        ("I put a 0 instead of the letter O in the reg", "paid-wrong-vehicle"),
        ("My ticket fell face down", "ticket-not-visible"),
        ("we were unloading a sofa", "loading"),
        ("My mum passed away", "bereavement"),
        ("I sold the car in May", "not-owner-sold"),
        (
            "we are a hire firm and the vehicle was on hire to a customer, hire agreement attached",
            "hire-vehicle",
        ),
        ("You get a ten minute grace period", "grace-period-or-observation"),
        ("please keep the discount open", "discount-request"),
        ("I cant afford this", "financial-hardship"),
        ("never had a ticket before", "first-offence"),
        ("your warden was rude to me", "ceo-conduct"),
        ("I’ve written twice and had no reply", "challenge-ignored"),
        ("send me the photos", "evidence-requested"),
        ("I cannot pay a notice I was never given.", "pcn-not-served"),
    ],
)
def test_a_point_said_outright_is_suggested_at_its_place(text: str, slug: str) -> None:
    some = {one.slug: one for one in suggest(f"Hello.\n{text}\nThanks", regime="tma-reg9")}
    assert slug in some
    one = some[slug]
    assert one.words == f"Hello.\n{text}\nThanks"[one.start : one.end]
    assert one.words.strip()
    assert 0 < one.score < 1


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("I'm not saying there was no sign.", "signs-missing"),
        ("I never mentioned loading, I was ill.", "loading"),
        ("I do not dispute that the lines are worn.", "lines-worn"),
        ("I broke down in tears.", "breakdown"),
        ("I cannot pay a notice I was never given.", "financial-hardship"),
        ("I cannot pay a notice I was never given.", "notice-late-or-missing"),
        ("the tow truck could not get past the washing machine, which had broken", "pay-machine-faulty"),
    ],
)
def test_what_is_denied_or_means_something_else_is_not_suggested(text: str, slug: str) -> None:
    assert slug not in found(text)


def test_the_councils_earlier_letter_is_not_the_motorists_words() -> None:
    text = (
        "You answered somebody else.\n\n---------- Forwarded message ---------\n"
        "From: Parking Challenges <noreply@council.example>\n\nDear Sir\nThe machine was out of order.\n"
        "-------------------------\n\nMy permit had run out the day before."
    )
    assert "pay-machine-faulty" not in found(text)
    assert "permit-lapsed" in found(text)
    assert "loading" not in found("> you were not unloading\nThe sign was hidden by a tree")
    assert "loading" not in found('Your letter says "loading was not seen". There was no sign.')


def test_the_motorists_own_forwarded_letter_is_read() -> None:
    text = "see below\n\n----- Original Message -----\nFrom: Jo <jo@motorist.example>\n\nThere was no sign."
    assert "signs-missing" in found(text)


def test_a_regime_keeps_out_points_it_does_not_have_and_a_code_raises_its_own() -> None:
    assert "suspension-notice" not in found("the bay was suspended", "caz")
    assert "suspension-notice" in found("the bay was suspended", "parking")
    plain = suggest("the bay was suspended", regime="parking")[0].score
    assert suggest("the bay was suspended", regime="parking", code="21")[0].score > plain
    with pytest.raises(Refused, match="moon"):
        found("x", "moon")


def test_at_most_eight_the_plainest_first() -> None:
    text = (
        "The lines of the bay are worn away. The pay machine was broken and took no coins. The app crashed"
        " when I tried to pay. My mother died that week and it was her funeral. I sold the car in March. I"
        " cannot afford to pay this, I am on benefits. The officer was rude to me and laughed. I wrote in May"
        " and nobody replied. I have never had a ticket before. This is a cash cow for the council."
    )
    some = suggest(text, regime="tma-reg9")
    assert len(some) == MOST
    assert [one.score for one in some] == sorted((one.score for one in some), reverse=True)


@given(st.text())
def test_any_text_is_taken_and_places_are_inside_it(text: str) -> None:
    for one in suggest(text, regime="tma-reg9"):
        assert 0 <= one.start <= one.end <= len(text)
        assert one.words.strip("…") == text[one.start : one.end].strip("…")


def test_a_letter_that_grows_when_lowered_keeps_its_places() -> None:
    text = "İİİ İstanbul. There was no sign. İ"
    one = place_of(text, "signs-missing")
    assert "no sign" in text[one.start : one.end]


def test_a_place_in_a_long_sentence_holds_whole_words() -> None:
    text = (
        "My wife left in August and I am going to lose the flat where we have lived for eleven years with "
        "both of the children, and some nights I think I should just end it all and then you would "
        "write to nobody."
    )
    found = suggest(text, regime="tma-reg9")
    assert found
    for one in found:
        assert one.start == 0 or not text[one.start - 1].isalnum()
        assert one.end == len(text) or not text[one.end].isalnum()


LONG = (
    "I looked and there was no sign on the side of the very road where I live and where I am allowed to park "
    "without limit on any day that I like, whatever the officer who came by may think of it all."
)


def test_where_a_long_sentence_is_cut_an_ellipsis_says_so() -> None:
    one = place_of(f"Hello.\n\n{LONG}\n\nThanks", "signs-missing")
    assert one.words.startswith("I looked and there was no sign")
    assert one.words.endswith("…")
    assert one.words[:-1] in LONG


def test_the_front_of_a_long_sentence_is_cut_with_an_ellipsis_too() -> None:
    text = f"{'We walked on and on ' * 12}and there was no sign."
    one = place_of(text, "signs-missing")
    assert one.words.startswith("…")
    assert one.words.endswith("there was no sign")


def test_a_long_sentence_is_cut_where_a_phrase_ends() -> None:
    text = (
        "right so we got there about ten and my wife was in a bad way with her asthma she had left"
        " the inhaler at home and i went to the machine and it ate two pound and gave no ticket at all"
        " and the screen said to ring a number so i rang the number and the girl said to leave a note"
    )
    one = place_of(text, "pay-machine-faulty")
    before, after = text[: one.start].rstrip(), text[one.end :].lstrip()
    assert text[one.start :].split()[0] in ("and", "she", "so") and before
    assert after.split()[0] in ("and", "so")


@pytest.mark.parametrize(
    "text",
    [
        "I went all the way along the road and back with my mother to look, and there was no sign.",
        "There was no sign anywhere near the place where I left it, though I looked and looked again.",
        "there was no sign\nThanks",
    ],
)
def test_a_sentence_that_a_letter_can_quote_is_marked_whole(text: str) -> None:
    one = place_of(text, "signs-missing")
    assert one.words == text.split("\n")[0].rstrip(".")


def test_a_question_keeps_its_mark() -> None:
    text = "Taxis go down there all day. Why is there no sign for the rest of us? I saw none."
    assert place_of(text, "signs-missing").words == "Why is there no sign for the rest of us?"


@pytest.mark.parametrize("regime", ["tma-reg9", "bus-lane-1996", "moving-traffic-2003"])
@pytest.mark.parametrize(
    "text",
    [
        "The contravention did not occur.",
        "I dispute this. The alleged contravention did not occur. Please cancel.",
        "Ground: the alleged contravention did not take place\n\nJ. Brandt",
        "There was no breach of the order. I ask you to cancel the notice.",
    ],
)
def test_a_ground_of_the_law_that_stands_alone_asks_what_shows_it(text: str, regime: str) -> None:
    assert found(text, regime) == ["evidence-insufficient"]


def test_a_denial_with_its_reason_is_that_reason() -> None:
    text = "The contravention did not occur. There was no sign at all where the bus lane begins."
    assert found(text, "bus-lane-1996", "34j") == ["signs-missing"]


def test_a_hidden_sign_says_nothing_of_the_hours_of_the_lane() -> None:
    hidden = "The blue sign at the beginning of the lane stands behind a sycamore"
    sunday = "It was a Sunday and the lane is not in force then."
    points = found(hidden, "bus-lane-1996", "34j")
    assert "signs-obscured" in points and "bus-lane-outside-hours" not in points
    assert "bus-lane-outside-hours" in found(sunday, "bus-lane-1996", "34j")


def test_sign_writing_on_a_van_is_no_road_sign() -> None:
    phrases = book("points")["signs-missing"]
    assert not list(phrases.hits("our van has a ladder rack and no sign-writing."))
    assert list(phrases.hits("there was no sign where the lane begins."))


def test_a_regime_has_the_points_of_its_family_only() -> None:
    text = "It was imported and the record has an empty box. Yeah I paid it but on the Monday."
    assert {"box-junction-traffic", "paid-session-valid"}.isdisjoint(found(text, "caz-2013"))
    assert found(text, "caz-2013") == found(text, "caz")


def test_outside_london_the_contravention_says_which_points_can_arise() -> None:
    hours, brief = "The bus lane was not in force when I drove there.", "I was in the lane for two seconds."
    for text, slug in ((hours, "bus-lane-outside-hours"), (brief, "bus-lane-brief-entry")):
        assert slug in [one.slug for one in suggest(text, regime="tma-reg10", code="34j")]
        assert slug not in [one.slug for one in suggest(text, regime="tma-reg10", code="46")]
    assert family_of("tma-reg10", "34j") == "bus-lane" and family_of("tma-reg10", "31j") == "moving-traffic"
    assert family_of("tma-reg10", "not a code") == family_of("tma-reg10") == "parking"
    assert family_of("removal", "01") == "removal"


@pytest.mark.parametrize(
    ("text", "code", "slug", "not_this"),
    [
        (
            "it was clear, then it wasnt. bloke in front bottled it at the amber.",
            "31j",
            "box-junction-traffic",
            "",
        ),
        ("I was only in the bus lane for two seconds.", "34j", "bus-lane-brief-entry", ""),
        (
            "My van is exempt from the gate. I had paid for it with the old van's number by mistake.",
            "33e",
            "resident-or-exempt-vehicle",
            "paid-wrong-vehicle",
        ),
    ],
)
def test_outside_london_the_code_of_a_pcn_by_post_tells_what_can_be_raised(
    text: str, code: str, slug: str, not_this: str
) -> None:
    found = [one.slug for one in suggest(text, regime="tma-reg10", code=code)]
    assert slug in found and not_this not in found
    assert found != [one.slug for one in suggest(text, regime="tma-reg10", code="46j")]
    assert suggest(text, regime="tma-reg10", code="banana") == suggest(text, regime="tma-reg10")


def test_the_name_under_a_letter_is_no_part_of_its_last_sentence() -> None:
    text = "We had sacks for the bakery. Delivery note attached, timed, signed.\n\nOperations, Sallow Mill"
    (one,) = [one for one in suggest(text, regime="moving-traffic-2003", code="52g") if one.slug == "loading"]
    assert one.words == text[one.start : one.end] and "Sallow" not in one.words


@pytest.mark.parametrize(
    ("text", "regime", "code", "slug"),
    [
        (
            "Why clamp me when the place next door was free for all to use?",
            "clamp",
            "25",
            "removal-unjustified",
        ),
        ("You have to wait before you can remove a van, surely.", "removal", "05", "removal-unjustified"),
        (
            "It was collected on the Friday and yet there are two days of storage.",
            "removal",
            "01",
            "removal-fees-or-damage",
        ),
        ("The lorry could not have reversed out of there.", "caz-2013", "17j", "no-escape-route"),
        ("The minibus was on the back of a recovery truck all day.", "caz-2013", "17j", "was-not-there"),
    ],
)
def test_a_held_vehicle_and_a_zone_are_told_of_in_their_own_words(
    text: str, regime: str, code: str, slug: str
) -> None:
    assert slug in {one.slug for one in suggest(text, regime=regime, code=code)}


def test_a_notice_handed_over_before_the_vehicle_was_held_did_not_come_late() -> None:
    text = "The ticket came thirty weeks later, far too late."
    assert "pcn-late" in {one.slug for one in suggest(text, regime="tma-reg10", code="46")}
    for regime in ("removal", "clamp"):
        assert "pcn-late" not in {one.slug for one in suggest(text, regime=regime, code="46")}
