"""What a sentence of a reply deals with: its point, and not what is only named or lies beside it."""

from __future__ import annotations

from math import inf

import pytest

from caseworker.law.points import slugs
from caseworker.letters.checks.answering import PLAINLY, UNHEARD
from caseworker.letters.checks.evidence import WEIGHED
from caseworker.reading import dealing

ANSWERS = {
    "signs-obscured": "The branch in your snapshot hangs a good foot clear of the plate.",
    "pay-machine-faulty": "Its own log has it selling tickets every few minutes that morning, in coin.",
    "loading": "Nobody carried anything to or from the van in the twelve minutes that she watched.",
    "not-owner-sold": "The keeper's slip that you tore off was dated nine days after the camera saw the car.",
    "medical-emergency": "What the ward wrote puts her with the nurses from ten, and I accept it.",
    "financial-hardship": "Being out of work is hard, and so I offer you four monthly payments of £20.",
}
BESIDE = {
    "signs-obscured": "Every plate in the borough is of the size that the regulations prescribe.",
    "pay-machine-faulty": "Machines are serviced by a contractor, and income from them is spent on roads.",
    "loading": "Businesses depend upon deliveries, and we know how hard a driver's day can be.",
    "not-owner-sold": "Your remarks about the vehicle have been placed on our file.",
    "medical-emergency": "We hope that things are easier for you and your family now.",
    "financial-hardship": "We understand that this is a worrying time for many households.",
}


def heard(sentence: str, slug: str) -> float:
    """How surely a sentence deals with a point."""
    rows = dealing.points([sentence], [slug])
    assert rows is not None
    return rows[0][0]


def test_there_is_a_judge_for_every_point_and_one_for_papers() -> None:
    held = dealing.heads()
    assert set(held.slugs) == set(slugs())
    assert held.weights.shape[1] == len(held.bases) == len(held.slugs) + 1
    assert held.likeness > 0


@pytest.mark.parametrize("slug", ANSWERS)
def test_what_answers_in_unlike_words_is_heard_and_what_lies_beside_it_is_not(slug: str) -> None:
    assert heard(ANSWERS[slug], slug) > UNHEARD > heard(BESIDE[slug], slug)
    assert heard(ANSWERS[slug], slug) > heard(BESIDE[slug], slug) + 2


def test_an_answer_deals_with_no_other_point() -> None:
    others = [slug for slug in ANSWERS if slug != "signs-obscured"]
    rows = dealing.points([ANSWERS["signs-obscured"]], others)
    assert rows is not None and max(rows[0]) < PLAINLY


def test_a_paper_is_dealt_with_by_what_it_shows_and_not_by_having_come() -> None:
    rows = dealing.papers(
        [
            "The garage's bill is for a wheel bearing and gives a collection time of half past four.",
            "Thank you for the papers, which are on our file.",
        ],
        ["invoice from the garage", "hospital letter"],
    )
    assert rows is not None
    (bill, letter), (thanks, _) = rows
    assert bill > WEIGHED > thanks
    assert bill > letter + 1 and bill > thanks + 2


def test_a_point_that_was_never_learned_is_dealt_with_by_all() -> None:
    assert dealing.points(["We looked."], ["no-such-point"]) == [[inf]]


def test_nothing_is_told_without_the_model_or_without_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    assert dealing.points([], ["loading"]) == []
    assert dealing.papers([], ["a note"]) == []
    monkeypatch.setattr(dealing, "fitted_encoder", lambda file: None)
    assert dealing.points(["We looked."], ["loading"]) is None
    assert dealing.papers(["We looked."], ["a note"]) is None
