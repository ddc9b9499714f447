"""Which points a letter seems to raise, and where: suggestions that an officer takes or drops.

Three things are heard in each clause: phrases that say a point outright, words as example sentences use them,
and (where the model is installed) what the clause means. What each is worth was learned from labels;
`docs/figures.md` says how well it does on letters it never saw.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

from caseworker.law import points as law_points
from caseworker.law.contraventions import contravention
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime as law_regime
from caseworker.law.regimes import regimes
from caseworker.reading.clauses import clauses
from caseworker.reading.learned import Weighing, by_numbers, learned
from caseworker.reading.meaning import fitted_encoder
from caseworker.reading.phrases import Hit, book, searchable, sentence
from caseworker.reading.scope import denies, only_denies, own_words
from caseworker.reading.signs import NAMES, Sounding, signs

MOST = 8
"""How many points are suggested at most."""
_WHOLE = 30
"""Words up to which a sentence is marked whole; a letter quotes no more."""
_REST = 25
"""Characters: fewer are not cut off."""
_LONGEST = 180
"""Characters that one suggestion marks; a few more where a phrase ends there."""
_NEAR = 60
"""Characters further in which the end of a phrase is looked for."""
_PHRASE_ENDS = re.compile(
    r"[,;:–—]\s+|\s+(?=(?:and|but|because|so|as|which|who|when|while|where|if|then)\s)", re.IGNORECASE
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
FULLY = 32
"""Clauses that are heard fully: those of a letter of a page; of a longer one the most telling."""
HEARD = 1_000
"""Clauses that are heard at all."""
STRONG = 0.8
"""How plainly a phrase says a point that it says outright."""
FAINT = 0.02
"""The score below which even that is not believed."""
SUREST = 0.99
"""The highest score: no finder is certain."""
READ = 100_000
"""Characters that are heard at all: some forty pages."""
BARE = "evidence-insufficient"
"""What a denial of the contravention raises that gives no reason and stands alone."""
FAMILIES = ("parking", "bus-lane", "moving-traffic", "caz")
HOME = {"clean-air-zone": "caz", "removal": "parking", "clamp": "parking"}
"""The family whose letters a letter is like, where its own has another name or too few of them."""
ARISES = {"caz": ("clean-air-zone",), "parking": ("parking", "removal", "clamp")}
"""The law's families of points that may arise in a letter, where they are not the one of its name."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One point that a letter seems to raise, and where."""

    slug: str
    start: int
    end: int
    score: float
    """From 0 to 1: how plainly it is said. A guide for sorting, not a chance."""
    words: str


def suggest(text: str, *, regime: str, code: str = "", stage: str = "") -> tuple[Suggestion, ...]:
    """The points a letter seems to raise, the plainest first, at most eight.

    Args:
        text: the motorist's words, made safe.
        regime: a regime id, or a family: ``parking``, ``bus-lane``, ``moving-traffic`` or ``caz``.
        code: the contravention code; what is usual with it counts for a little.
        stage: ``informal``, ``formal`` or a later one; kept for finer rules.
    """
    least = learned().weighing["full" if fitted_encoder() else "words"].least
    found: list[Suggestion] = []
    for one in ranked(text, regime=regime, code=code)[:MOST]:
        if one.score >= least:
            start, end, words = _marked(text, one.search, one.hit)
            found.append(Suggestion(one.slug, start, end, round(one.score, 2), words))
    return tuple(found) or _denied(text, least)


def _denied(text: str, score: float) -> tuple[Suggestion, ...]:
    """A letter that denies the contravention and says nothing else asks what shows it."""
    search = own_words(searchable(text[:READ]))
    for begin, stop in clauses(search):
        if only_denies(search[begin:stop]):
            start, end, words = _marked(text, search, Hit(begin, stop, strong=False))
            return (Suggestion(BARE, start, end, round(score, 2), words),)
    return ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A point with its score, whether or not it is plain enough to be suggested."""

    slug: str
    score: float
    hit: Hit
    search: str


def ranked(text: str, *, regime: str, code: str = "") -> list[Ranked]:
    """Every point that can arise, the most plainly raised first; none where nothing is said."""
    own = family_of(regime, code)
    family = HOME.get(own, own)
    heard = hear(text)
    if not heard.places:
        return []
    known = learned()
    said = spoken(heard.search, family, code)
    weighing = known.weighing["full" if heard.sounding.meaning else "words"]
    rows, places = signs(
        heard.sounding,
        [said[slug].score if slug in said else 0 for slug in known.slugs],
        *known.usually(family, code),
    )
    found = []
    for slug, base, row, place in zip(known.slugs, weighing.bases, rows, places, strict=True):
        needs = book("points")[slug].needs
        if fits(slug, own) and (slug in said or not needs or needs.search(heard.search)):
            hit = said[slug].hit if slug in said else _at(heard, place)
            found.append(Ranked(slug, weighed(weighing, base, row), hit, heard.search))
    return sorted(found, key=lambda one: (-one.score, one.hit.start, one.slug))


def _at(heard: Heard, place: int) -> Hit:
    """A clause as the place of a point, without its full stop."""
    start, end = heard.places[place]
    return Hit(start, start + len(heard.search[start:end].rstrip(".!? ")), strong=False)


@dataclass(frozen=True, slots=True)
class Heard:
    """A letter as it was heard: its own words, where each clause stands, and how each sounds."""

    search: str
    places: list[tuple[int, int]]
    sounding: Sounding


def hear(text: str) -> Heard:
    """Cut a letter into clauses and hear how each sounds; what others wrote in it is left out."""
    search = own_words(searchable(text[:READ]))
    places = [one for one in worth_hearing(search) if not only_denies(search[slice(*one)])]
    sentences = [search[start:end] for start, end in places]
    known = learned()
    words = [known.by_words(one) for one in sentences]
    if len(places) > FULLY:
        # The clauses that sound most like something; the others say nothing plainly.
        kept = sorted(by_numbers([max(row) for row in words])[:FULLY])
        places, sentences = [places[n] for n in kept], [sentences[n] for n in kept]
        words = [words[n] for n in kept]
    model = fitted_encoder()
    meaning = known.by_meaning(model.heard(sentences)) if model and sentences else None
    return Heard(search, places, Sounding(words, meaning, [denies(search[s:e]) for s, e in places]))


def worth_hearing(search: str) -> list[tuple[int, int]]:
    """The clauses of a text that hold words, each wording once, up to `HEARD`."""
    seen: set[str] = set()
    found: list[tuple[int, int]] = []
    for start, end in clauses(search):
        words = " ".join(search[start:end].split())
        if words in seen or not any(one.isalnum() for one in words):
            continue
        seen.add(words)
        found.append((start, end))
        if len(found) == HEARD:
            break
    return found


@dataclass(frozen=True, slots=True)
class Spoken:
    """A point that a phrase says outright or hints at: the plainest place, and how plainly, from 0 to 1."""

    hit: Hit
    score: float


def spoken(search: str, family: str, code: str) -> dict[str, Spoken]:
    """The points that phrases find in a letter's own words."""
    base = code[:2]
    found: dict[str, Spoken] = {}
    for slug, phrases in book("points").items():
        hits = [] if family in phrases.not_for else list(phrases.hits(search))
        if hits:
            best = min(hits, key=lambda hit: (not hit.strong, hit.start))
            more = 0.05 * min(3, len(hits) - 1) + (0.04 if base and base in phrases.codes else 0)
            found[slug] = Spoken(best, (STRONG if best.strong else 0.55) + more)
    return found


def weighed(weighing: Weighing, base: float, row: Sequence[float]) -> float:
    """The signs of a point as one score from 0 to 1.

    What a phrase says outright is suggested where it is among the three points that a letter sounds most
    like: in a note of a line or two there is little else to go by.
    """
    total = base + sum(
        weight * row[NAMES.index(name)] for name, weight in zip(weighing.signs, weighing.weights, strict=True)
    )
    score = 1 / (1 + exp(-max(-30.0, min(30.0, total))))
    outright = row[NAMES.index("phrase")] >= STRONG and row[NAMES.index("rank")] <= log(3) and score >= FAINT
    return min(SUREST, max(score, weighing.least if outright else 0))


def fits(slug: str, family: str) -> bool:
    """Whether a point can arise in a family of law; a parking letter may be about a removal."""
    families = law_points.point(slug).families
    return any(one in families for one in ARISES.get(family, (family,)))


def family_of(regime: str, code: str = "") -> str:
    """The family of law a letter is about; a family's own name stands for itself.

    Where one regime holds several families, as outside London parking by post, bus lanes and moving traffic
    are one law, the contravention that is alleged decides.
    """
    if regime in FAMILIES:
        return regime
    try:
        law = law_regime(regime)
    except Refused:
        known = ", ".join((*FAMILIES, *(one.id for one in regimes())))
        raise Refused(f'No regime is called "{regime}".', do=f"Give one of: {known}.") from None
    with suppress(Refused):
        alleged = contravention(code).family
        if any(alleged in families for families in law.base_families.values()):
            return alleged
    return law.family


def _marked(text: str, search: str, hit: Hit) -> tuple[int, int, str]:
    """The place that a hit marks, and its words: its sentence, or where that is long a part of it.

    Where a sentence is cut, an ellipsis stands in the words: what goes into a letter must not read as if the
    motorist had ended there. A question keeps its mark.
    """
    begin, stop = _trimmed(text, *_one_paragraph(text, *sentence(search, hit.start, hit.end)))
    hit = Hit(max(begin, hit.start), min(stop, hit.end), hit.strong)
    start, end = begin, stop
    if stop - begin > _LONGEST or len(text[begin:stop].split()) > _WHOLE:
        start, end = max(begin, hit.start - _LONGEST // 2), min(stop, hit.end + _LONGEST // 2)
        start = begin if start - begin < _REST else _phrase_from(text, begin, start, hit.start)
        end = stop if stop - end < _REST else _phrase_to(text, hit.end, end, stop)
        start, end = _trimmed(text, start, end)
    before = "…" if start > begin or _inside(text, start) else ""
    after = "…" if end < stop or _inside(text, end) else ""
    if not after and text[end : end + 1] == "?":
        end += 1
    return start, end, f"{before}{text[start:end]}{after}"


def _one_paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The longest paragraph of a place: the name under a letter is no part of its last sentence."""
    ends = [start, *(start + match.start() for match in _BLANK_LINE.finditer(text[start:end])), end]
    return max(pairwise(ends), key=lambda one: len(text[one[0] : one[1]].split()))


def _phrase_from(text: str, begin: int, start: int, place: int) -> int:
    """Where a phrase begins between a start and a place; else a little before the start; else the start."""
    later = [match.end() for match in _PHRASE_ENDS.finditer(text, start, place)]
    sooner = [match.end() for match in _PHRASE_ENDS.finditer(text, max(begin, start - _NEAR), start)]
    return later[0] if later else sooner[-1] if sooner else start


def _phrase_to(text: str, place: int, end: int, stop: int) -> int:
    """Where a phrase ends between a place and an end; else a little after the end; else the end."""
    sooner = [match.start() for match in _PHRASE_ENDS.finditer(text, place, end)]
    later = [match.start() for match in _PHRASE_ENDS.finditer(text, end, min(stop, end + _NEAR))]
    return sooner[-1] if sooner else later[0] if later else end


def _inside(text: str, place: int) -> bool:
    """Whether a place stands between two words of one line: no sentence begins or ends there."""
    pair = text[:place].rstrip(" \t")[-1:] + text[place:].lstrip(" \t")[:1]
    return len(pair) == 2 and pair.isalnum()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A place of whole words, without blanks at its ends."""
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
