"""Which points a letter seems to raise, by simple phrases: suggestions that an officer takes or drops."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime as law_regime
from caseworker.law.regimes import regimes
from caseworker.reading.phrases import Hit, Phrases, book, searchable, sentence

MOST = 8
"""How many points are suggested at most."""
_WHOLE = 25
"""Words up to which a sentence is marked whole; a letter quotes no more."""
_REST = 25
"""Characters: fewer are not cut off."""
ZONE = "caz"
"""What a Clean Air Zone is called here."""
FAMILIES = ("parking", "bus-lane", "moving-traffic", ZONE)
_LONGEST = 180
"""Characters of the letter that one suggestion marks at most."""
_HEADER = re.compile(
    r"^[ \t>]*(-{2,}.{0,40}(original|forwarded) message.{0,20}-*|on .{6,80} wrote:)[ \t]*$", re.M
)
_FROM = re.compile(r"^[ \t>]*from:[ \t]*(.+)$", re.M)
_COUNCIL = re.compile(
    r"council|parking|no-?reply|donotreply|enforcement|appeals|penalt|borough|challenges|\.gov"
)
_END = re.compile(r"^[ \t]*-{5,}[ \t]*$|^(dear|hi|hello|good (morning|afternoon|evening))\b", re.M)
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.M)
_THEY_SAID = re.compile(
    r"(you|your (letter|reply|rejection|email|notice|website)|the council|reply) "
    r"(say|said|says|wrote|state|states|stated|claim|claimed|claims)[^\"\n.]{0,30}(\"[^\"\n]{1,400}\")"
)


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
        code: the contravention code; it raises a little what goes with it.
        stage: ``informal``, ``formal`` or a later one; kept for finer rules.
    """
    family = family_of(regime)
    search = _own_words(searchable(text))
    base = code[:2]
    found: list[Suggestion] = []
    for slug, phrases in book("points").items():
        if family in phrases.not_for:
            continue
        one = _best(text, search, slug, phrases, raised=bool(base) and base in phrases.codes)
        if one:
            found.append(one)
    found.sort(key=lambda one: (-one.score, one.start, one.slug))
    return tuple(_without_shadows(found)[:MOST])


def family_of(regime: str) -> str:
    """The family of law a regime belongs to; a family's own name stands for itself."""
    if regime in FAMILIES:
        return regime
    try:
        family = law_regime(regime).family
    except Refused:
        known = ", ".join((*FAMILIES, *(one.id for one in regimes())))
        raise Refused(f'No regime is called "{regime}".', do=f"Give one of: {known}.") from None
    return ZONE if family == "clean-air-zone" else family


def _best(text: str, search: str, slug: str, phrases: Phrases, *, raised: bool) -> Suggestion | None:
    """The plainest place of one point: strong before weak, more than one place a little surer."""
    hits = list(phrases.hits(search))
    if not hits:
        return None
    best = min(hits, key=lambda hit: (not hit.strong, hit.start))
    score = (0.8 if best.strong else 0.55) + 0.05 * min(3, len(hits) - 1) + (0.04 if raised else 0)
    start, end, words = _marked(text, search, best)
    return Suggestion(slug, start, end, round(min(score, 0.97), 2), words)


def _marked(text: str, search: str, hit: Hit) -> tuple[int, int, str]:
    """The place that a hit marks, and its words: its sentence, or where that is long a part of it.

    Where a sentence is cut, an ellipsis stands in the words: what goes into a letter must not read as if the
    motorist had ended there.
    """
    begin, stop = _trimmed(text, *sentence(search, hit.start, hit.end))
    start, end = begin, stop
    if stop - begin > _LONGEST or len(text[begin:stop].split()) > _WHOLE:
        start, end = max(begin, hit.start - _LONGEST // 2), min(stop, hit.end + _LONGEST // 2)
        start = begin if start - begin < _REST else start
        end = stop if stop - end < _REST else end
        start, end = _trimmed(text, start, end)
    before = "…" if start > begin or _inside(text, start) else ""
    after = "…" if end < stop or _inside(text, end) else ""
    return start, end, f"{before}{text[start:end]}{after}"


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


_SHADOWS = {
    "permit-held": ("permit-lapsed", "visitor-voucher"),
    "paid-session-valid": ("already-paid", "wants-refund-after-paying", "overstayed-briefly"),
    "paid-wrong-location": ("pcn-details-wrong",),
    "blue-badge-displayed": ("blue-badge-not-displayed",),
    "signs-missing": ("signs-obscured",),
    "vehicle-misidentified": ("vehicle-cloned",),
}
"""A weaker reading, and the plainer ones beside which it is dropped where it scores lower."""


def _without_shadows(found: list[Suggestion]) -> list[Suggestion]:
    """Drop a reading that a plainer one of the same words explains."""
    scores = {one.slug: one.score for one in found}
    return [
        one
        for one in found
        if not any(scores.get(other, 0) > one.score for other in _SHADOWS.get(one.slug, ()))
    ]


def _own_words(search: str) -> str:
    """The text with what somebody else wrote blanked out: the council's earlier letter, quoted lines."""
    masked = _QUOTED_LINE.sub(lambda found: " " * len(found[0]), search)
    for header in _HEADER.finditer(masked):
        sender = _FROM.search(masked, header.start(), min(len(masked), header.end() + 400))
        if sender and not _COUNCIL.search(sender[1]):
            continue
        if not sender and "wrote:" in header[0] and not _COUNCIL.search(header[0]):
            continue
        after = _END.search(masked, header.end() + 1)
        first_blank = masked.find("\n\n", header.end())
        if after and "dear" in after[0] and first_blank >= 0 and after.start() <= first_blank + 3:
            # The greeting of the quoted letter itself, not of the answer to it.
            after = _END.search(masked, after.end())
        end = after.start() if after else len(masked)
        masked = masked[: header.start()] + " " * (end - header.start()) + masked[end:]
    return _THEY_SAID.sub(lambda found: " " * len(found[0]), masked)
