"""What a decision may say of a charge certificate, and must."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.days import days, long_date
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx


def missing_charge_certificate_warning(letter: Letter, case: Case) -> Iterator[Finding]:
    """A rejection that does not say that a charge certificate may follow, where the law has one."""
    if not (case.is_notice_of_rejection and case.rules.certificate):
        return
    for sentence in letter.having(r"\bcharge certificates?\b"):
        if sentence.has(
            r"\b(?:may|might|can|could|will|would|must|shall|going to|bound to|obliged to|required to"
            r"|entitled|free to|able to|power|liable|if|unless|otherwise|failing|should|after)\b"
        ) and not sentence.has(
            r"\b(?:will|shall|would|can|may) not (?:be )?(?:serve|send|issue)|\bno charge certificate\b"
        ):
            return
    after = f" to {_pounds(case)}" if case.facts.surcharged_pence else ""
    repair = (
        f"If within those 28 days you neither pay nor appeal, we may serve a charge certificate, "
        f"which increases the charge{after}."
    )
    yield finding(
        "missing-charge-certificate-warning",
        words=(
            "The letter does not say that a charge certificate may be served if nothing is done in the "
            "28 days."
        ),
        repair=repair,
    )


def _pounds(case: Case) -> str:
    pence = case.facts.surcharged_pence or 0
    return f"£{pence // 100}" if pence % 100 == 0 else f"£{pence / 100:.2f}"


_WILL = (
    r"\bcharge certificate(?: (?:for|of|at) £[\d.]*\d)?,? (?:will|must|shall)(?: then| automatically"
    r"| now)?(?: have to)? (?:be "
    r"|follow|come|issue)|\b(?:will|must|shall|(?:is|are|be) (?:obliged|required|bound|compelled|going) to"
    r"|have to)(?: then| automatically| also| now)? (?:serve|send|issue|be (?:served|sent"
    r"|issued)(?: with)?)(?: you| on you)?(?: with)? (?:a |the )?charge certificate"
    r"|\bcharge certificate (?:is|gets) (?:automatically )?(?:served|sent|issued)\b"
)


_COURT_WILL = (
    r"\b(?:court|we|council|traffic enforcement centre) (?:will|must|shall) (?:now |then "
    r"|also )?(?:register|be registering|record)\b"
    r"|\bdebt (?:will|must|shall) be registered\b"
)


def _certain_of_court(letter: Letter) -> Iterator[Finding]:
    """After the certificate: that the debt will, not may, be registered."""
    for sentence in letter.having(_COURT_WILL):
        match = rx(_COURT_WILL).search(sentence.text)
        if match is not None and not sentence.has(r"\bnot\b"):
            words = (
                "The council may ask the court to register the debt; nothing in law says that it"
                " will or must."
            )
            start, end = sentence.start + match.start(), sentence.start + match.end()
            yield finding(
                "charge-certificate-misstated", start=start, end=end, words=words, repair="may register"
            )


def charge_certificate_misstated(letter: Letter, case: Case) -> Iterator[Finding]:
    """Says that a charge certificate will or must follow, or gives the wrong day for it."""
    if case.is_certificate:
        yield from _certain_of_court(letter)
    if case.is_certificate or case.is_acceptance:
        return
    for sentence in letter.having(_WILL):
        if sentence.has(r"\b(?:will|shall|must) not\b|\bno charge certificate will\b"):
            continue
        match = rx(_WILL).search(sentence.text)
        at = sentence.start + (match.start() if match else 0)
        words = "A charge certificate may follow; nothing in law says that it will or must."
        repair = "we may serve a charge certificate"
        yield finding("charge-certificate-misstated", start=at, end=sentence.end, words=words, repair=repair)
    if not case.is_notice_of_rejection:
        return
    until = case.appeal_until
    for sentence in letter.having(r"\bcharge certificate\b"):
        yield from _certificate_day(letter, case, sentence, until)


def _certificate_day(letter: Letter, case: Case, sentence: Sentence, until: date | None) -> Iterator[Finding]:
    if until is None:
        return
    for day in days(letter):
        if day.sentence.start != sentence.start:
            continue
        on = day.on(until)
        if (
            on
            and on < until
            and has(r"\b(?:by|until|before|after|from|on|end of|later than)\s+(?:the )?$", day.before)
            and not has(
                r"£\d+[^.;]{0,30}$|receiv|serv(?:ed|ice)\b[^.;]{0,20}$|contravention|discount|reduced|dated",
                day.before[-60:],
            )
        ):
            words = (
                f"A charge certificate may not follow before the 28 days have ended on {long_date(until)}."
            )
            yield finding(
                "charge-certificate-misstated",
                start=day.start,
                end=day.end,
                words=words,
                repair=long_date(until),
            )
