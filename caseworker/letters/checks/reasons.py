"""Whether a letter that cancels says why."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.answering import addressed
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter

_FOR_IT = (
    r"\b(?:because|since|shows?|showed|shown|confirms?|confirmed|found|find|right|mistakes?|error"
    r"|wrong\w*|should not"
    r"|not occur|no contravention|was not|were not|is not|had not|had (?:paid|been)|valid|satisfied"
    r"|agree|evidence"
    r"|prove[sdn]?|compelling|discretion|in time|too late|days|fault\w*|broken|missing|exempt|true"
    r"|clear\w*|sold"
    r"|stolen|hir\w+|liable|(?<!to )owner|keeper|benefit of the doubt|doubt|allow\w*|covered|paid for"
    r"|reasons?|circumstances"
    r"|given (?:that|what|how|the)|in view of|in the light of|on the ground|sorry|died|death|ill|illness"
    r"|accept that"
    r"|saw|seen|looked|see|says?|gave|gives|ground)\b"
)
"""What a reason for cancelling cannot well be told without: one of these, in any sentence."""


_BESIDE_IT = (
    "ceo-conduct",
    "discount-request",
    "already-paid",
    "wants-refund-after-paying",
    "unfair-revenue",
)
"""Points whose answer is no reason for cancelling."""


def cancels_unexplained(letter: Letter, case: Case) -> Iterator[Finding]:
    """A decision to cancel that tells no reason: nobody can learn from it."""
    if not case.is_acceptance:
        return
    accepts = next((s for s in letter.body if s.has(r"\b(?:accept\w*|cancel\w*)\b")), None)
    if accepts is None or not case.points or case.is_certificate:
        return
    beside = r"\brefund|\bno payment|\bcomplain|\bother (?:notice|pcn)|\benclosed\b"
    if any(s.has(_FOR_IT) for s in letter.body if not letter.is_reference(s) and not s.has(beside)):
        return
    if any(addressed(letter, case, slug) for slug in case.points if slug not in _BESIDE_IT):
        return
    words = "The letter cancels, and says nothing of why."
    repair = "Say what was looked at, what it shows, and on which ground the notice is cancelled."
    yield finding("unexplained-decision", start=accepts.start, end=accepts.end, words=words, repair=repair)
