"""Whether the letter describes the contravention that is alleged, and not another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from caseworker.law.facts import Place
from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.days import PARTY
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx, table
from caseworker.letters.checks.topics import heard


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of contravention, and how a letter names it."""

    words: str
    codes: frozenset[str]
    said: str
    reason: str = ""
    """How a letter reasons that this is what happened, without naming it."""
    outside: frozenset[str] = frozenset()
    """Codes that outside London allege this too."""
    raised: str = ""
    """What the motorist or the case speaks of where such a reason may be an answer."""
    here: str = ""
    """What names it too, but only where it is the one alleged."""

    @property
    def own(self) -> str:
        """How a letter names it where it is the one alleged."""
        return rf"{self.said}|\b(?:{self.here})" if self.here else self.said


@cache
def sorts() -> tuple[Sort, ...]:
    """Every sort of contravention that a letter's words can be told apart by."""
    rows = table("contraventions")
    return tuple(
        Sort(
            row["words"],
            frozenset(row["codes"]),
            rf"\b(?:{row['said']})",
            row.get("reason", ""),
            frozenset(row.get("outside", ())),
            row.get("raised", ""),
            row.get("here", ""),
        )
        for row in rows.values()
    )


_ALLEGED = (
    r"\bcontravention (?:of|is|was|alleged is|alleged was|in question|here|code|consists?|took place"
    r"|occurred)\b"
    r"|\balleged(?:ly)?\b|\b(?:pcn|penalty charge notice|penalty charge|penalty|notice)\b[^.;]{0,40}"
    r"\b(?:issued|served|given|sent|is|was)\b[^.;]{0,30}\b(?:for|because|as|after|when)\b"
    r"|^\W*contravention:|\bcontravention\b[^.;]{0,10}:"
)
_SEEN = (
    rf"\b(?:your|the) {PARTY}\b[^.;,]{{0,30}}\b(?:was|were|is) (?:\w+ )?(?:seen|observed|recorded|parked"
    rf"|stopped"
    r"|standing|stationary|waiting|left|filmed|photographed|driven|driving|travelling|in)\b"
    rf"|\b(?:your|the) {PARTY} (?:entered|stopped|drove|went|passed|used|turned)\b"
    r"|\byou (?:were|had) (?:\w+ )?(?:parked|stopped|waiting|driving|driven|in|recorded|seen|filmed"
    r"|observed)\b"
    r"|\byou (?:parked|stopped|drove|entered|turned|used)\b"
    rf"|\b(?:film|recording|camera|footage|clip|video|photographs?|pictures?|stills?) (?:has|have|shows?|had"
    rf"|catch(?:es)?|caught) (?:your|the) {PARTY}\b"
)
_NOT_THIS = (
    r"\b(?:not|no|never|if|unless|would|could|another|other|earlier|nearest|nearby|instead|next|opposite"
    r"|beside"
    r"|adjacent|metres|yards|minutes'? walk|away|near|behind|past|before|after the|you (?:say|said|state"
    r"|tell|told"
    r"|explain|write|wrote|believe|thought|think|ask))\b"
)
_CODE = (
    r"\bcontravention code:? ?(?P<code>\d{2})(?P<tail>[a-z]{0,3})\b|\(?\bcode:? ?(?P<other>\d{2})[a-z]{0,3}\b"
)


def _own(case: Case) -> tuple[Sort, ...]:
    code = case.facts.code[:2]
    out = case.facts.place is not Place.LONDON
    return tuple(one for one in sorts() if code in one.codes or (out and code in one.outside))


def wrong_contravention(letter: Letter, case: Case) -> Iterator[Finding]:
    """The letter describes another contravention than the one alleged, by its code or in words."""
    if not case.facts.code[:2].isdigit():
        return
    yield from _another_code(letter, case)
    own = _own(case)
    if not own:
        return
    yield from _another_reason(letter, case, own)
    known = f"{case.facts.contravention} {case.facts.location} {case.facts.restriction}"
    named = any(s.has(one.own) for one in own for s in letter.body)
    for sentence in letter.sentences:
        strong = sentence.has(_ALLEGED) or letter.is_reference(sentence)
        if not (strong or (sentence.has(_SEEN) and not named)) or any(sentence.has(o.own) for o in own):
            continue
        for other in sorts():
            match = None if other in own or has(other.said, known) else rx(other.said).search(sentence.text)
            if match is not None and not _excused(letter, case, sentence, match.start(), strong):
                yield _found(letter, case, sentence.start + match.start(), sentence.start + match.end())
                return


def _another_reason(letter: Letter, case: Case, own: tuple[Sort, ...]) -> Iterator[Finding]:
    """Reasons of another contravention, which neither the case nor the motorist speaks of."""
    if case.is_acceptance or case.asks or case.is_certificate:
        return
    facts = case.facts
    known = (
        f"{facts.contravention} {facts.location} {facts.restriction} {heard(case)} {' '.join(facts.records)}"
    )
    for other in sorts():
        if not other.reason or other in own or has(f"{other.raised}|{other.said}", known):
            continue
        for sentence in letter.body:
            match = rx(other.reason).search(sentence.text)
            if match is None or letter.quoted(sentence.start + match.start()) or sentence.has(_NOT_HERE):
                continue
            yield _found(letter, case, sentence.start + match.start(), sentence.start + match.end())
            return


_NOT_HERE = (
    r"\b(?:if|unless|would|could|had you|another|other (?:car|vehicle|driver|road|street)s?|elsewhere"
    r"|you (?:say|said"
    r"|tell|told|write|wrote|ask|believe|thought|think))\b"
)


def _excused(letter: Letter, case: Case, sentence: Sentence, at: int, strong: bool) -> bool:
    """Whether the words stand for something else: denied, quoted, the motorist's, or a place nearby."""
    if letter.quoted(sentence.start + at) or has(_NOT_THIS, sentence.text[:at]):
        return True
    if strong:
        return False
    raised = f"{case.facts.challenge_summary} {case.facts.challenge_text}"
    return any(has(one.said, raised) and has(one.said, sentence.text) for one in sorts())


def _another_code(letter: Letter, case: Case) -> Iterator[Finding]:
    for match in rx(_CODE).finditer(letter.text):
        code = match.group("code") or match.group("other")
        sentence = letter.at(match.start())
        if code == case.facts.code[:2].zfill(2) or sentence is None:
            continue
        before = letter.text[sentence.start : match.start()]
        strong = match.group("code") or has(r"contravention|alleged|pcn|penalty charge notice", before)
        if strong and not has(_NOT_THIS, before) and not has(r"\b(?:dial|country|location|post)\b", before):
            yield _found(letter, case, match.start(), match.end())


def _found(letter: Letter, case: Case, start: int, end: int) -> Finding:
    alleged = case.facts.contravention or f"code {case.facts.code}"
    words = (
        f"“{letter.text[start:end]}” is another contravention than the one alleged: {alleged.rstrip('.')}"
        f" (code {case.facts.code})."
    )
    return finding("wrong-contravention-described", start=start, end=end, words=words)
