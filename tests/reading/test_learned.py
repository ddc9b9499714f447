"""What was learned belongs to the sentences and letters that stand there now, and to the vocabulary."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import pytest

from bench.motorists.letters import examples, fingerprint, letters
from caseworker.law.points import slugs
from caseworker.reading import points
from caseworker.reading.grams import counted
from caseworker.reading.learned import learned
from caseworker.reading.signs import BY_WORDS, NAMES


def test_it_was_learned_from_what_stands_there_now() -> None:
    """After a change of a sentence or a letter: `python -m bench.motorists fit`."""
    head = files("caseworker.reading").joinpath("data", "learned", "head.json").read_text("utf-8")
    assert json.loads(head)["learned_from"] == fingerprint()


def test_every_point_was_learned_and_every_sign_is_weighed() -> None:
    known = learned()
    assert known.slugs == tuple(slugs())
    assert known.weighing["full"].signs == NAMES
    assert known.weighing["words"].signs == BY_WORDS
    assert all(len(one.bases) == len(known.slugs) for one in known.weighing.values())
    assert {one.slug for one in examples() if one.raises} == set(slugs())


def test_its_own_examples_sound_like_their_points() -> None:
    known = learned()
    some = [one for one in examples() if one.raises][::97]
    best = [known.slugs[max(range(77), key=known.by_words(one.text).__getitem__)] for one in some]
    assert sum(found == one.slug for found, one in zip(best, some, strict=True)) > 0.9 * len(some)


def test_a_point_is_weighed_from_its_own_base(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The machine would not take my card, and no other was near."
    before = {one.slug: one.score for one in points.ranked(text, regime="parking")}
    known = learned()
    at = known.slugs.index("breakdown")
    raised = {
        name: replace(one, bases=(*one.bases[:at], one.bases[at] + 3, *one.bases[at + 1 :]))
        for name, one in known.weighing.items()
    }
    monkeypatch.setattr(points, "learned", lambda: replace(known, weighing=raised))
    after = {one.slug: one.score for one in points.ranked(text, regime="parking")}
    assert {slug for slug, score in after.items() if score != before[slug]} == {"breakdown"}
    assert after["breakdown"] > before["breakdown"]


def test_a_misspelt_word_shares_most_of_its_boxes() -> None:
    right, wrong = set(counted("the machine was broken")), set(counted("the mashine was brocken"))
    assert len(right & wrong) > 0.4 * len(right)
    assert counted("NO Sign 12") == counted("no sign 98")


def test_the_labels_of_the_letters_are_of_the_vocabulary() -> None:
    known = set(slugs())
    for one in letters("development"):
        assert one.points | one.optional | one.traps <= known, one.id
        assert not one.points & one.traps, one.id
        assert all(quote in one.text for quote in one.quotes.values()), one.id
