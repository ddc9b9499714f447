"""Whether what the letter says was looked at, was: what nobody opened for the case shows nothing."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import has, rx

_LOOKED = (
    r"\b(?:i|we)(?: have|'ve)? (?:\w+ )?"
    r"(?:looked|viewed|watched|studied|examined|saw|seen|compared|checked|read)"
    r"\b[^.;]{0,60}?\b"
)
_THINGS = (
    (
        r"film|footage|recording|video|cctv",
        r"film|footage|recording|video|clip|cctv",
        "a film",
    ),
    (r"(?:sign|site|street|order) plan|plan of", r"plan", "a plan"),
    (r"both plates|(?:sign )?plates", r"plate|sign", "a photograph of the sign"),
)
_NOTICE = (
    r"\b(?:photographed|photographs? (?:of|shows?|showing))\b[^.;,]{0,30}\b(?:notice|ticket|pcn|envelope)\b"
    r"[^.;,]{0,30}\b(?:windscreen|vehicle|car|van|wiper)\b"
)
_SEVERAL = (
    r"\b(?P<count>both|two|three|four|five|six)\b(?: of)?(?: \w+){0,3} "
    r"(?:photographs|photos|pictures|images)\b"
)
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PAPER = (
    r"\b(?:note|receipt|letter|email|form|agreement|invoice|statement|certificate|permit|ticket|sheet|film)\b"
)
_THEIRS = (
    r"\byou(?:'ve| have)? (?:\w+ )?(?:sent|enclosed|attached|supplied)\b"
    r"|\byour (?:\w+ )?(?:photo|film|video|plan)"
)


def evidence_not_opened(letter: Letter, case: Case) -> Iterator[Finding]:
    """The letter speaks of what no point relies on, and which nobody need have opened.

    Asked only where the points are known with the evidence they rely on.
    """
    known = [getattr(one, "evidence", None) for one in case.answers]
    if not known or any(one is None for one in known):
        return
    captions = tuple(dict.fromkeys(caption for one in known for caption in one or ()))
    opened = " ; ".join((*captions, *case.facts.evidence_sent))
    for sentence in letter.body:
        if sentence.has(_THEIRS):
            continue
        for said, shown, what in _THINGS:
            match = rx(f"{_LOOKED}(?P<what>{said})\\b").search(sentence.text)
            if match is not None and not has(rf"\b(?:{shown})", opened):
                yield _found(sentence.start + match.start("what"), sentence.start + match.end("what"), what)
        match = rx(_NOTICE).search(sentence.text)
        if match is not None and not has(r"\b(?:windscreen|notice|pcn|ticket|wiper|envelope)", opened):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            yield _found(start, end, "a photograph of the notice")
        match = rx(_SEVERAL).search(sentence.text)
        if match is not None and _COUNTS[match["count"].lower()] > len(
            [one for one in captions if not has(_PAPER, one)]
        ):
            yield _found(sentence.start + match.start(), sentence.start + match.end(), "so many photographs")


def _found(start: int, end: int, what: str) -> Finding:
    words = f"The letter speaks of {what}, and none was opened for the points of this case."
    return finding("evidence-not-opened", start=start, end=end, words=words)


def tribunal_paper_missing(letter: Letter, case: Case) -> Iterator[Finding]:
    """Hands the papers over while the case does not hold all of them."""
    if case.facts.papers_missing:
        listed = ", ".join(case.facts.papers_missing)
        yield finding(
            "tribunal-paper-missing", words=f"The case does not hold what must go with it: {listed}."
        )
