"""Whether the letter speaks the law of its own notice: no other law's words, sums, days or forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from caseworker.law.discounts import paid_off
from caseworker.law.facts import LetterKind
from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.amounts import Role, daily_charges, pounds, sums
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx
from caseworker.letters.regimes import Term, foreign

_OURS = (LetterKind.INFORMAL_REJECTION, LetterKind.INFORMAL_ACCEPTANCE)


def words_of_another_law(letter: Letter, case: Case) -> Iterator[Finding]:
    """A notice, form, Act or right of another regime, used as if it were this one's."""
    law = case.rules.law
    told: set[str] = set()
    for term, match in foreign(letter.text, law, recalled=True):
        sentence = letter.at(match.start())
        if sentence is None or term.id in told or _excused(letter, sentence, term, match.start()):
            continue
        told.add(term.id)
        doubt = "" if term.known(law) else " This was recalled, not read in a source: check it."
        words = f"“{match.group().strip()}”: {term.words.format(law=law.label)}.{doubt}"
        repair = f"Use the words of this law: {law.law}."
        found = finding("wrong-law", start=match.start(), end=match.end(), words=words, repair=repair)
        yield replace(found, rule=f"{law.label}: {law.law}.", source=law.citation)


def _excused(letter: Letter, sentence: Sentence, term: Term, at: int) -> bool:
    """Whether the words are quoted, or the sentence only says that there is no such thing here."""
    if letter.quoted(at):
        return True
    near = letter.text[max(sentence.start, at - 70) : min(sentence.end, at + 90)]
    return term.unless is not None and term.unless.search(near) is not None


def no_informal_stage(letter: Letter, case: Case) -> Iterator[Finding]:
    """An answer to a challenge, where representations go straight against the notice."""
    law = case.rules.law
    if case.kind not in _OURS or law.informal_stage:
        return
    words = f"There is no informal challenge here ({law.label}): the first letter is already representations."
    repair = "Decide on them as representations, by a Notice of Acceptance or of Rejection."
    found = finding("wrong-stage-information", words=words, repair=repair)
    yield replace(found, source=law.citation)


_COSTS_WRONG = (
    r"\b(?:you|the (?:loser|losing (?:side|party))|whoever loses)\b[^.;]{0,30}\b(?:will|must|shall"
    r"|would|have to"
    r"|has to)\b[^.;]{0,20}\b(?:pay|meet|bear)\b[^.;]{0,30}\bcosts\b|\b(?:loser|losing (?:side|party)) pays\b"
    r"|\bcosts (?:are|will be|shall be) (?:always |usually |normally |automatically )?"
    r"(?:awarded|ordered|added|payable|charged|claimed)\b|\b(?:usually|normally|always|automatically|often)"
    r" (?:awards?|orders?)\b[^.;]{0,20}\bcosts\b|\b(?:can|could|may) never (?:be )?(?:award"
    r"|order)\w*\b[^.;]{0,20}"
    r"\bcosts\b|\b(?:no power|cannot|can not|can't|may not) (?:to )?(?:award|order)\b[^.;]{0,20}\bcosts\b"
    r"|\bcosts\b[^.;]{0,40}\b(?:only|solely) against (?:you|the (?:appellant|motorist|keeper|owner))"
    r"|\b(?:we|the council) (?:will|shall) (?:ask for|seek|claim|apply for|recover)\b[^.;]{0,20}\bcosts\b"
    r"|\bcosts\b[^.;]{0,30}\bif (?:your appeal (?:fails|is (?:refused|dismissed))|you lose)"
    r"|\b(?:if|where|when) (?:you (?:appeal and )?lose|(?:your|the|an) appeal (?:fails|is (?:lost|refused"
    r"|dismissed))|you"
    r" appeal and (?:fail|lose))\b[^.;]{0,90}\bcosts\b"
)
_COSTS_RIGHT = (
    r"\b(?:frivolous|vexatious|wholly unreasonabl|not usual|rarely|seldom|unusual)|\bcosts (?:you )?nothing\b"
    r"|\bfree\b|\b(?:nobody|no one|not|never)\b[^.;]{0,40}\b(?:have|has|asked|ordered|made"
    r"|required) (?:to )?pay\b"
)


def misstated_costs_power(letter: Letter, case: Case) -> Iterator[Finding]:
    """Says something untrue of costs: that the loser pays, that they are usual, or one-sided."""
    if not (case.is_notice_of_rejection or case.is_informal_rejection):
        return
    for sentence in letter.having(r"\bcosts\b"):
        match = rx(_COSTS_WRONG).search(sentence.text)
        if match is None or sentence.has(_COSTS_RIGHT) or letter.quoted(sentence.start + match.start()):
            continue
        words = (
            "This misstates the power to award costs: it is for either side, for bad conduct, and not usual."
        )
        repair = (
            "The adjudicator can order either side to pay costs, but only where somebody has been "
            "frivolous, vexatious or wholly unreasonable; it is not usual."
        )
        start = sentence.start + match.start()
        yield finding(
            "misstated-costs-power", start=start, end=sentence.start + match.end(), words=words, repair=repair
        )


def charge_and_penalty_merged(letter: Letter, case: Case) -> Iterator[Finding]:
    """The penalty and the daily charge given as one sum, its two parts nowhere beside it."""
    daily = daily_charges(case)
    facts = case.facts
    prices = [one for one in (facts.full_pence, facts.discount_pence, facts.surcharged_pence) if one]
    merged = {price + day: (price, day) for price in prices for day in daily}
    for one in sums(letter, case):
        parts = merged.get(one.pence)
        other = one.role is Role.OTHER and not one.sentence.has(r"\b(?:to pay|owe|owing|due|outstanding)\b")
        if parts is None or other or one.pence in prices or one.pence == facts.paid_pence:
            continue
        told = {part.paragraph for part in letter.around(one.sentence, before=1, after=1)}
        near = " ".join(part.text for part in letter.sentences if part.paragraph in told)
        if letter.quoted(one.start) and has(r"\bno such\b|\btwo\b|\bseparate|\bapart\b", near):
            continue  # the motorist's sum, put right
        if all(has(rf"£\s?{part // 100}(?!\d|,\d)", near) for part in parts):
            continue
        penalty, charge = (pounds(part) for part in parts)
        words = (
            f"{pounds(one.pence)} is the penalty and the daily charge in one. They are two sums: "
            f"{penalty} and {charge}."
        )
        repair = f"The penalty is {penalty}. The daily charge of {charge} is a sum of its own."
        yield finding("charge-and-penalty-merged", start=one.start, end=one.end, words=words, repair=repair)


def _due_after_all(letter: Letter) -> Iterator[Finding]:
    """Words by which a daily charge stays due although the decision came too late (RUC13 reg 8(10)(b))."""
    for sentence in letter.having(r"\b(?:still|stays?|remains?) (?:due|owed|payable|to be paid)\b"):
        if not sentence.has(r"\b(?:no longer|nothing|(?:is|does|do) not)\b"):
            words = "The decision came too late: the daily charge is paid back, and does not stay due."
            yield finding("missing-daily-charge", start=sentence.start, end=sentence.end, words=words)


def missing_daily_charge(letter: Letter, case: Case) -> Iterator[Finding]:
    """A decision in a zone that does not say what becomes of the daily charge."""
    if not (case.rules.zone and case.is_formal):
        return
    told = letter.having(r"\b(?:daily|day's|zone|road user) charge\b|\bcharge for (?:the|that|each) day\b")
    if told and case.is_acceptance and case.is_out_of_time:
        yield from _due_after_all(letter)
    if told:
        return
    for pence in daily_charges(case):
        if has(rf"£\s?{pence // 100}(?!\d|,\d)", letter.text):
            return
    if next(charge_and_penalty_merged(letter, case), None) is not None:
        return  # told there, with both sums
    words = "The letter does not say what becomes of the daily charge: due on a line of its own, or not due."
    repair = "Say whether the daily charge is still to be paid, apart from the penalty, or is paid back."
    yield finding("missing-daily-charge", words=words, repair=repair)


_FEES = (
    r"\b(?:all|every(?:thing)?|each|whole|both|any)\b[^.;]{0,60}\b(?:paid|sum|fees?|charges?|taken)\b"
    r"|\b(?:all|whole|every penny) of (?:it|this|that)\b"
    r"|\b(?:release|removal|storage|clamp)\b[^.;]{0,30}\b(?:fees?|charges?)\b|\bfees?\b|\bpart of\b"
)


def missing_refund_of_fees(letter: Letter, case: Case) -> Iterator[Finding]:
    """An acceptance after a removal or a clamp that pays back less than everything paid for the release."""
    if not (case.is_acceptance and case.is_formal and case.rules.held):
        return
    refund = r"\brefund|\breturn(?:ing|ed)?\b|\brepa(?:y|id)|\bpay(?:ing)? (?:it |that |you )?back|\breimburs"
    refund += r"|\bcomes? back to you\b|\bsend(?:ing)? (?:it |all of it |everything )?back\b"
    for sentence in letter.body:
        near = " ".join(one.text for one in letter.around(sentence, before=2, after=1))
        if sentence.has(refund) and has(_FEES, near):
            return
    words = "The letter does not say that everything paid for the release of the vehicle is paid back."
    repair = "We are returning everything that was paid for the release: the penalty charge and every fee."
    yield finding("missing-refund", words=words, repair=repair)


def missing_waiver(letter: Letter, case: Case) -> Iterator[Finding]:
    """An acceptance after a removal or a clamp that does not waive what is still owing."""
    if not (case.is_acceptance and case.is_formal and case.rules.held):
        return
    waived = (
        r"\bwaive|\bnothing (?:more |further |else )?to pay\b|\bno longer (?:owe|due|payable)"
        r"|\b(?:owe|owing|outstanding|unpaid|still due)\b|\bask (?:you )?for nothing\b"
        r"|\bnot have to pay anything\b"
    )
    if letter.having(waived):
        return
    words = "The letter does not say that what is still owing is waived: penalty, removal, storage, disposal."
    repair = (
        "Anything still owing for the penalty, the removal or the storage is waived. You have nothing to pay."
    )
    yield finding("missing-waiver", words=words, repair=repair)


_ASKS = (
    r"\b(?:you|please)\b[^.;]{0,25}\b(?:must|should|have to|need to|can|may|will|please|still|now)\b"
    r"[^.;]{0,20}\bpay\b|\bplease pay\b|\b(?:28|twenty-eight) days[^.;]{0,50}\bto pay\b"
    r"|\bwe (?:will|can|shall|would)(?: still)? (?:take|accept)\b[^.;]{0,40}(?:£|\breduced|\bdiscount)"
    r"|\b(?:discount|reduced charge|penalty(?: charge)?)\b[^.;]{0,30}\b(?:is (?:still )?(?:open|payable|due)"
    r"|can (?:still )?be paid|remains (?:payable|due|open)|must be paid)\b"
)
_ASKS_NOT = r"\bnot\b|\bnothing\b|\bno (?:more|longer|discount)\b|\bcosts\b|\bcannot\b|\bbefore\b|\bonce\b"


def nothing_left_to_pay(letter: Letter, case: Case) -> Iterator[Finding]:
    """A rejection that asks for the penalty, or offers the discount, after the vehicle was given back."""
    if not (case.is_notice_of_rejection and case.rules.held and paid_off(case.facts)):
        return
    for sentence in letter.having(_ASKS):
        match = rx(_ASKS).search(sentence.text)
        if match is None or sentence.has(_ASKS_NOT) or letter.quoted(sentence.start + match.start()):
            continue
        words = "The vehicle was given back on payment: nothing more is asked, and nothing is left to reduce."
        repair = "Say what was paid, and that it stands."
        found = finding(
            "wrong-stage-information", start=sentence.start, end=sentence.end, words=words, repair=repair
        )
        yield replace(found, rule=words, source=case.rules.law.citation)


_WINDOW = r"\b(?:14|fourteen|21|twenty[- ]one)(?: calendar)?[- ]days?\b"
_REDUCED = (
    r"\bdiscount|\breduced (?:charge|amount|rate|sum|penalty)|\bhalf (?:the|price)|\blower (?:charge"
    r"|amount|rate)"
)
_SERVED = (
    r"\b(?:date of |day of )?(?:service|serving)\b|\b(?:was|is|were|being) served\b|\byou (?:received"
    r"|got|were given)\b"
    r"|\breceipt\b"
)
_DATED = (
    r"\bdate (?:of|on|shown on|printed on) (?:the|your|that) (?:notice|pcn|penalty charge notice)\b"
    r"|\b(?:notice|pcn)'s (?:own )?date\b|\bdate it bears\b|\bdate of posting\b"
)
_HERE = (
    r"\bthis (?:letter|notice)\b|\bwe (?:will|can|shall)(?: still)? (?:take|accept|offer)"
    r"|\bour (?:letter|offer)\b|\boffer"
)


def wrong_discount_base(letter: Letter, case: Case) -> Iterator[Finding]:
    """Counts the discount of the PCN from service where its law counts from its date, or the reverse."""
    law = case.rules.law
    if case.rules.held:
        return
    for sentence in letter.body:
        if not (sentence.has(_WINDOW) and sentence.has(_REDUCED)) or sentence.has(_HERE):
            continue
        served, dated = sentence.has(_SERVED), sentence.has(_DATED)
        wrong = served and not dated if case.rules.discount_dated else dated and not served
        if not wrong or sentence.has(r"\bnot (?:from|of)\b|\byou (?:say|said|write|wrote|believe|think)\b"):
            continue
        words = f"The discount of this PCN counts from {law.discount_counts_from}, under {law.law}."
        found = finding(
            "wrong-law",
            start=sentence.start,
            end=sentence.end,
            words=words,
            repair=f"Count it from {law.discount_counts_from}.",
        )
        yield replace(found, rule=f"{law.label}: {law.law}.", source=law.citation)
