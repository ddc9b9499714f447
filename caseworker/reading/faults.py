"""Faults that a sentence of a reply has by itself: a rule that shuts out the case, a threat, scorn.

Two judges learned them from example sentences, and their mean counts. One knows words, pairs of words and
pieces of words; the other hears what a sentence means (`meaning`), with the small words on which it turns:
not, only, must. The first is quick and chooses which sentences the second hears; without the model it judges
alone. `data/learned/faults.json` and `faults.bin` hold what was learned, by `python -m bench.replies fit`.
"""

from __future__ import annotations

import json
import re
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import inf, sqrt
from operator import mul
from typing import TYPE_CHECKING, Any

from caseworker.reading.grams import BOXES, counted
from caseworker.reading.learned import LENGTH
from caseworker.reading.meaning import WIDTH, encoder

if TYPE_CHECKING:
    from caseworker.reading.meaning import Array

FAULTS = (
    "fettered-discretion",
    "refused-to-consider",
    "demand-of-extra-evidence-not-allowed",
    "threat-of-later-stage",
    "rude-tone",
    "unexplained-decision",
    "compelling-reasons-not-considered",
)
"""What a sentence can have by itself, in the words of the letter check."""
TELLS_NOTHING = "tells-nothing"
"""What a sentence is called that says nothing of its case: no fault, but no answer either."""
KINDS = (*FAULTS, TELLS_NOTHING)
MOST_AT_FAULT = 4
"""Sentences of one reply that are heard for a fault: those that sound worst by their words."""
MOST_EMPTY = 6
"""So many more are heard for whether they say anything: those of which words tell least."""
DOUBT = 1.5
"""How far from the least score of a kind a sentence may lie by its words and still be heard."""
TURNS = (
    r"",
    r"\bnot\b|n't\b|\bcannot\b",
    r"\bno\b|\bnone\b|\bnothing\b|\bnobody\b",
    r"\bnever\b",
    r"\bonly\b|\bsolely\b|\bunless\b",
    r"\bmust\b|\bha(?:s|ve) to\b|\brequire|\boblig|\bbound\b|\bneeds? to\b",
    r"\bmay\b|\bmight\b|\bcould\b|\bcan\b",
    r"\ball\b|\bevery|\bany\b|\balways\b|\bwhatever\b|\bwhoever\b",
    r"\bconclusive|\bfinal\b|\bautomatic|\bsettles\b|\bproof\b",
    r"\bwill\b|\bshall\b",
    r"\birrelevant|\bimmaterial|\bno (?:bearing|part|difference)|\bregardless",
    r"\bbut\b|\bthough\b|\balthough\b|\bhowever\b|\byet\b|\bnevertheless\b",
    r"\bi\b|\bi've\b",
    r"\byou\b|\byour\b",
    r"\bwe\b|\bour\b|\bcouncil\b",
    r"\blaw\b|\bact\b|\bregulation|\bstatut|\blegal",
    r"\buntil\b|\bbefore\b|\bafter\b|\bonce\b|\bas soon as\b",
    r"\bif\b|\bwhere\b|\bwhether\b",
    r"\d|\bten\b|\bfive\b|\bfourteen\b",
)
"""Small words on which a sentence turns, a kind each; the first is in every sentence."""


@dataclass(frozen=True, slots=True)
class Learned:
    """All that was learned, read once."""

    rare: bytes
    """How rare each box is, as a byte; nought for a box that tells nothing."""
    boxes: tuple[array[int], ...]
    """For each kind a signed byte for each box."""
    scales: tuple[float, ...]
    bases: tuple[float, ...]
    meaning_bases: tuple[float, ...]
    places: bytes
    """The middle of all sentences, and the directions in which they differ most."""
    turned: bytes
    """A weight for each of those directions, each kind of small word and each kind of sentence."""
    least: tuple[float, ...]
    """From which score on a sentence may be of each kind."""
    sure: tuple[float, ...]
    """From which score on it surely is; endless where it never is."""


def faults(sentences: Sequence[str]) -> list[Mapping[str, bool]]:
    """The kinds that each sentence sounds like, faults or `TELLS_NOTHING`, and whether surely so."""
    told = [_by_words(one) for one in sentences]
    model = encoder()
    if model is None:
        return [_kinds(one) for one in told]
    # What the second does not hear is held against nobody, but what plainly tells nothing needs no second.
    plainly = learned().least[-1] + DOUBT
    found: list[Mapping[str, bool]] = [{TELLS_NOTHING: False} if one[-1] >= plainly else {} for one in told]
    doubtful = _in_doubt(told)
    if doubtful:
        texts = [sentences[n] for n in doubtful]
        for n, meant in zip(doubtful, by_meaning(model.heard(texts), texts), strict=True):
            found[n] = _kinds([(one + two) / 2 for one, two in zip(told[n], meant, strict=True)])
    return found


def _in_doubt(told: Sequence[Sequence[float]]) -> list[int]:
    """The sentences that are heard for what they mean, by what their words tell."""
    least = learned().least
    over = [[score - one for score, one in zip(scores, least, strict=True)] for scores in told]
    bad = [n for n, one in enumerate(over) if max(one[:-1]) > -DOUBT]
    empty = [n for n, one in enumerate(over) if abs(one[-1]) < DOUBT]
    bad.sort(key=lambda n: -max(over[n][:-1]))
    empty.sort(key=lambda n: abs(over[n][-1]))
    return sorted({*bad[:MOST_AT_FAULT], *empty[:MOST_EMPTY]})


def _kinds(scores: Sequence[float]) -> Mapping[str, bool]:
    held = learned()
    each = zip(KINDS, scores, held.least, held.sure, strict=True)
    return {name: score >= sure for name, score, least, sure in each if score >= least}


@lru_cache(maxsize=1_024)
def _by_words(sentence: str) -> tuple[float, ...]:
    """How much a sentence sounds like each kind by its words; one that was judged a moment ago is known."""
    held = learned()
    values = {box: n * held.rare[box] for box, n in counted(sentence).items() if held.rare[box]}
    length = LENGTH / (sqrt(sum(value * value for value in values.values())) or 1.0)
    sums = [sum(map(mul, values.values(), [kind[box] for box in values])) for kind in held.boxes]
    each = zip(held.bases, held.scales, sums, strict=True)
    return tuple(base + length * scale * one for base, scale, one in each)


def by_meaning(rows: Array, sentences: Sequence[str]) -> list[list[float]]:
    """How much each sentence sounds like each kind by what it means and how it turns.

    Args:
        rows: as `meaning.Encoder.encode` gives them.
    """
    import numpy as np

    held = learned()
    places = np.frombuffer(held.places, "<f2").reshape(-1, WIDTH).astype(np.float32)
    weights = np.frombuffer(held.turned, "<f2").reshape(-1, len(KINDS)).astype(np.float32)
    found: list[list[float]] = (
        crossed(rows, sentences, places) @ weights + np.asarray(held.meaning_bases, np.float32)
    ).tolist()
    return found


def crossed(rows: Array, sentences: Sequence[str], places: Array) -> Array:
    """Each sentence by where it lies among others, once for each kind of small word that it has.

    Args:
        places: the middle of all sentences, and under it the directions in which they differ most.
    """
    import numpy as np

    lies = (rows - places[0]) @ places[1:].T
    lies = lies / np.maximum(np.linalg.norm(lies, axis=1, keepdims=True), 1e-6)
    lies = np.hstack([lies, np.ones((len(rows), 1), np.float32)])
    both: Array = (lies[:, :, None] * _turns(sentences)[:, None, :]).reshape(len(rows), -1)
    return both * np.float32(LENGTH)


def _turns(sentences: Sequence[str]) -> Array:
    """Which kinds of small words each sentence has, as a row of length one."""
    import numpy as np

    has = [[re.search(one, text, re.IGNORECASE) is not None for one in TURNS] for text in sentences]
    rows = np.array(has, np.float32).reshape(-1, len(TURNS))
    evened: Array = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return evened


@cache
def learned() -> Learned:
    """What was learned; the first call reads its files."""
    folder = files("caseworker.reading").joinpath("data", "learned")
    head: dict[str, Any] = json.loads(folder.joinpath("faults.json").read_text(encoding="utf-8"))
    unpacked = zlib.decompress(folder.joinpath("faults.bin").read_bytes())
    boxes_end = BOXES * (1 + len(KINDS))
    boxes = array("b", unpacked[BOXES:boxes_end])
    places_end = boxes_end + 2 * WIDTH * (head["directions"] + 1)
    return Learned(
        rare=unpacked[:BOXES],
        boxes=tuple(boxes[kind :: len(KINDS)] for kind in range(len(KINDS))),
        scales=tuple(head["scales"]),
        bases=tuple(head["bases"]),
        meaning_bases=tuple(head["meaning_bases"]),
        places=unpacked[boxes_end:places_end],
        turned=unpacked[places_end:],
        least=tuple(head["least"][name] for name in KINDS),
        sure=tuple(head["sure"].get(name, inf) for name in KINDS),
    )
