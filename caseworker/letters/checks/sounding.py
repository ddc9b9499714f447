"""What single sentences sound like, whatever their words: told where no pattern has told it already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from caseworker.law.facts import Outcome
from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.answering import substantive
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has

TELLS_NOTHING = "tells-nothing"
"""What a sentence is called that says nothing of its case: no fault, but no answer either."""
FEWEST = 4
"""Words of a sentence that is judged by its sound: a shorter one says too little."""
FEWEST_AT_FAULT = 6
"""Words of one that is told of: many a sound letter has “They are not accepted” beside the reason."""
_WORDS = {
    "fettered-discretion": "This sounds like a rule that leaves nothing to be weighed in this case.",
    "refused-to-consider": "This sounds as if something that was written was not looked at.",
    "demand-of-extra-evidence-not-allowed": "This seems to ask for proof that the law does not ask for.",
    "threat-of-later-stage": "This sounds like a threat of a later stage.",
    "rude-tone": "This may read as blame or scorn.",
    "unexplained-decision": "This tells a decision, and no reason from this case.",
    "compelling-reasons-not-considered": "This sets aside what happened to somebody, instead of weighing it.",
}
_THEIRS = (
    r"^\W*(?:you(?:r (?:letter|email|representations|challenge))?|he|she|they)"
    r" (?:also |then |further |have |had )?(?:say|said|tell|told|write|wrote|ask|asked|feel|felt|believe"
    r"|think|thought|suggest|point|mention|argue|complain|explain|describe|refer)(?:s|ed)?\b"
)
_TURNS = r"[,;:] ?(?:but|however|yet|though|so|and (?:i|we))\b|\bbut\b|\bhowever\b"
_REASON = (
    r"\bbecause\b|\bas (?:you|your|the|it|there|no)\b|\bsince\b|\bfor (?:this|that|these) reasons?\b"
    r"|\bso (?:i|we|the|it)\b|\bwhich is why\b|\bhence\b|\bshows?\b|\bgave\b"
)
_WEIGHS = (
    r"\b(?:i|we|the council)(?:'ve| have| has)? (?:also |then )?(?:considered|weighed|thought|asked|looked)\b"
    r"[^.]*\bwhether\b|\bnot bound\b|(?<!not )\bopen to (?:me|us)\b|\bcircumstances are (?:alike|the same)\b"
)
"""Who weighed something shuts nothing out."""


_TAKEN_IN = (
    r"^(?!.*\b(?:not|never|nor|cannot)\b)(?!.*n't\b).*\b(?:taken|considered|weighed|read|looked at)\b"
    r"[^.;]{0,20}\b(?:into account|fully|carefully|in full)\b"
)
"""Who says that it was taken into account did look at it."""


class Sounds(Protocol):
    """The faults that each sentence sounds like, by code, and whether surely so."""

    def __call__(self, sentences: Sequence[str]) -> Sequence[Mapping[str, bool]]:
        """The faults of each sentence."""


Heard = Sequence[tuple[Sentence, Mapping[str, bool]]]
"""Sentences of a letter with what each sounds like."""


def marked(letter: Letter, sounds: Sounds | None) -> tuple[Letter, Heard]:
    """The letter with those sentences marked that say nothing of the case, and the faults of the others."""
    if sounds is None:
        return letter, ()
    asked = [one for one in letter.body if one.words >= FEWEST and not letter.is_reference(one)]
    heard = list(zip(asked, sounds([one.text for one in asked]), strict=True))
    empty = {one.index for one, told in heard if TELLS_NOTHING in told}
    sentences = tuple(replace(one, tells_nothing=one.index in empty) for one in letter.sentences)
    return replace(letter, sentences=sentences), heard


def sounds_at_fault(letter: Letter, case: Case, heard: Heard, told: Iterable[Finding]) -> Iterator[Finding]:
    """The faults that sentences sound like, beside those already told of them.

    Args:
        told: what the other checks found.
    """
    if case.asks or case.kind.beside:
        return
    given = {one.kind for one in told if one.start is not None}
    for sentence, kinds in heard:
        for fault, sure in kinds.items() if _stated(letter, sentence) else ():
            code = _code(fault, letter, case, sentence)
            if code is None or code in given:
                continue
            given.add(code)
            found = finding(code, start=sentence.start, end=sentence.end, words=_WORDS[fault])
            yield found if sure else replace(found, level="amber", hard=False)


def _stated(letter: Letter, sentence: Sentence) -> bool:
    """Whether the council says it itself, in a sentence long enough to say something wrong."""
    theirs = letter.quoted(sentence.start) or (sentence.has(_THEIRS) and not sentence.has(_TURNS))
    return sentence.words >= FEWEST_AT_FAULT and not theirs and not sentence.text.rstrip().endswith("?")


def _code(fault: str, letter: Letter, case: Case, sentence: Sentence) -> str | None:
    """The code under which a fault is told in this letter, or nothing where it is none here."""
    if fault == TELLS_NOTHING:
        return None
    if fault == "rude-tone":
        return fault
    if fault == "refused-to-consider":
        return None if case.outcome is Outcome.CANCEL or sentence.has(_TAKEN_IN) else fault
    if fault == "threat-of-later-stage":
        return None if case.is_court else fault
    if case.outcome is not Outcome.UPHOLD or case.is_certificate:
        return None
    if fault == "unexplained-decision":
        return None if _reasoned(letter, sentence) else fault
    if fault == "demand-of-extra-evidence-not-allowed":
        return fault
    if sentence.has(_WEIGHS):
        return None
    if fault == "fettered-discretion" or not case.is_notice_of_rejection:
        return "fettered-discretion"
    if any(one.has(r"\bcomplain") for one in letter.around(sentence, before=1)):
        return None  # how an officer behaved is answered apart, and decides nothing
    return fault if case.rules.compelling else "discretion-not-considered"


def _reasoned(letter: Letter, sentence: Sentence) -> bool:
    """Whether a reason stands in the same sentence, or beside it in its paragraph."""
    near = [one for one in letter.around(sentence, before=2, after=1) if one.paragraph == sentence.paragraph]
    return any(has(_REASON, one.text) or (one.index != sentence.index and substantive(one)) for one in near)
