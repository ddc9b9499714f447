"""Whether the letter answers what was said, what was asked and what came before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from caseworker.law.findings import Finding, finding
from caseworker.law.points import point
from caseworker.letters.checks.answering import Answered, answered
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.outcome import cancels, contradictory_outcome
from caseworker.letters.checks.patterns import has


def point_not_addressed(letter: Letter, case: Case) -> Iterator[Finding]:
    """A point raised that is nowhere answered."""
    points = [slug for slug in case.points if slug != "discount-request"]
    if (case.is_certificate and not points) or (case.is_acceptance and case.is_out_of_time):
        return  # where the time has passed the law cancels, whatever was said
    told = {slug: answered(letter, case, slug) for slug in points}
    silent = [slug for slug in points if told[slug] is not Answered.YES]
    both = case.is_acceptance and any(contradictory_outcome(letter, case))
    won = case.is_acceptance or (case.is_certificate and case.outcome is None and cancels(letter, case))
    if won and not both and (len(silent) < len(points) or _accepted(case)):
        silent = [slug for slug in silent if slug in _accepted(case) and told[slug] is Answered.NO]
    for slug in silent:
        sure = told[slug] is Answered.NO
        hardly = "does not answer" if sure else "hardly seems to answer"
        words = f"The letter {hardly} “{point(slug).label}”, which was raised."
        repair = (
            "Say what was looked at on this point, what it shows, and why it does or does not change the "
            "decision."
        )
        found = finding(f"point-not-addressed:{slug}", words=words, repair=repair)
        yield found if sure else replace(found, level="amber")


def _accepted(case: Case) -> frozenset[str]:
    """The points that the officer accepts: a cancellation need not decide the others."""
    return frozenset(
        one.slug for one in case.answers if str(getattr(one.outcome, "value", one.outcome)) == "upheld"
    )


_WROTE = r"(?:letters?|e-?mails?|messages?|correspondence|challenges?|representations|anything|nothing)"


_BEFORE = (
    rf"(?:(?:earlier|previous|prior|other|first) (?:\w+ )?{_WROTE}"
    rf"|{_WROTE}\b[^.;]{{0,30}}\b(?:before|earlier|previously|until now))"
)


_DENIED = (
    rf"\b(?:i|we)\b[^.;,]{{0,20}}(?:\bnot|\bnever|\bcannot|n't) (?:\w+ )?"
    rf"(?:find|found|see|seen|trace|traced|hold|have|had|receive|received|get"
    rf"|got)\b[^.;]{{0,40}}\b{_BEFORE}"
    rf"|\b(?:no|nor any) (?:(?:record|trace|sign|copy) of )?(?:an |any |your |such )?{_BEFORE}"
    r"|\b(?:find|found|hold|have|had|received|is|was) nothing\b[^.;]{0,30}\b(?:before|earlier)\b"
    r"|\b(?:this|yours?) (?:\w+ ){0,3}is the (?:first|only) (?:letter|e-?mail|message|time)\b"
    rf"|\bearlier {_WROTE}\b[^.;]{{0,30}}\b(?:not|never) (?:been )?(?:received|reach(?:ed)?|arrived?)\b"
)


def earlier_letter_denied(letter: Letter, case: Case) -> Iterator[Finding]:
    """The letter says that nothing came before, though something did, and no letter has answered it."""
    came = case.facts.letters_received
    if len(came) < 2:
        return
    for sentence in letter.body:
        if sentence.has(_DENIED) and not sentence.has(r"^\W*you (?:say|write|wrote|tell|told)\b"):
            days = ", ".join(f"{day:%d %B %Y}".lstrip("0") for day in came[:-1])
            words = (
                f"The letter denies an earlier letter, but one came on {days}, and none of ours answers it."
            )
            yield finding("earlier-letter-denied", start=sentence.start, end=sentence.end, words=words)


_DISCOUNT = (
    r"\bdiscount|\breduced (?:charge|rate|amount|sum|penalty)|\blower (?:charge|rate|amount|sum)"
    r"|\bhalf (?:the|price)|\bas full payment\b|\bfull settlement\b|\bfull (?:charge|amount) (?:is"
    r"|now)"
)


def discount_not_addressed(letter: Letter, case: Case) -> Iterator[Finding]:
    """The motorist asked about the discount, and the letter is silent."""
    if "discount-request" not in case.points or case.is_acceptance:
        return
    reduced = case.facts.discount_offer_pence or case.facts.discount_pence
    offered = reduced is not None and has(rf"£\s?{reduced // 100}(?!\d|,\d)", letter.text)
    if offered or has(_DISCOUNT, letter.text):
        return
    yield finding(
        "discount-not-addressed",
        words=(
            "The motorist asked about the reduced charge, and the letter does not say whether it is "
            "still open."
        ),
        repair="Say whether the reduced charge can still be paid, and if so by which day.",
    )
