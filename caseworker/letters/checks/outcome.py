"""The decision the letter tells, and what must go with it: one outcome, the refund, what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caseworker.law.facts import LetterKind, Outcome
from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.amounts import daily_charges, pounds, sums
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.decided import NOT_NOW, live
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx

_THING = (
    r"(?:pcn|penalty charge notice|penalty charge|penalty|charge|notice to owner|notice"
    r"|enforcement notice|case|it|charge certificate)"
)
_CANCELS = (
    r"\b(?:we|i|the council)(?: have|'ve| has) (?:(?:now|therefore|also"
    r"|accordingly) )?(?:cancelled|decided to cancel|agreed to cancel|decided to accept"
    r"|accepted your|upheld your|withdrawn the)\b"
    r"|\b(?:we|i|the council) (?:(?:now|therefore|also|accordingly) )?(?:decided to cancel|agreed to cancel"
    r"|decided to accept|accepted your|upheld your)\b"
    rf"|\b(?:we|i|the council) (?:(?:now|therefore|also|accordingly) )?(?:cancelled|withdrew)"
    rf" (?:this|the|your) {_THING}\b"
    r"|\b(?:we|i) (?:(?:now|therefore|hereby) )?(?:are cancelling|am cancelling|cancel (?:this"
    r"|the|your|it)\b"
    r"|accept your (?:challenge|representations|appeal)|uphold your (?:challenge"
    r"|representations))\b"
    rf"|\b{_THING}\b[^.;,]{{0,60}}\b(?:(?:has|have) (?:now |therefore )?been|is|are)(?: now| both"
    rf"| hereby| therefore)? cancelled\b"
    r"|\byour (?:challenge|representations?) (?:has|have|is|are)(?: now)?(?: been)? (?:accepted"
    r"|upheld|successful)\b"
    r"|\b(?:there is|you have) nothing (?:more |further )?to pay\b|\byou (?:do not|don't"
    r"|need not) (?:have to |need to )?pay anything\b|^notice of acceptance\b"
)
_UPHOLDS = (
    r"\b(?:decided|decision(?: is)?|going|am|are|have)(?: therefore)? not to (?:cancel|accept)\b"
    r"|\b(?:we|i|the council)(?: do| does)? (?:(?:therefore|still) )?(?:do not|don't|cannot|can't"
    r"|does not|will not) (?:accept your (?:challenge|representations|appeal)|cancel (?:this|the"
    r"|your) (?:pcn|penalty|notice|charge)|uphold your)\b"
    r"|\b(?:we|i|the council)(?: have|'ve| has)? (?:(?:now|nevertheless|therefore) )*(?:rejected"
    r"|decided to reject|refused|have to reject|must reject|reject|decided to uphold the"
    r"|upheld the (?:pcn|penalty|notice))\b"
    r"|\byour (?:challenge|representations?|appeal) (?:has|have|is|are)(?: now"
    r"| therefore)?(?: been)? (?:rejected|refused|unsuccessful|not (?:been )?(?:accepted"
    r"|successful))\b"
    rf"|\b{_THING}\b (?:still |therefore )*(?:stands|remains payable|remains due|is upheld"
    rf"|must be paid|is still payable)\b|^notice of rejection\b"
    r"|\byou (?:must|still have to|have to) (?:now )?pay the (?:penalty|charge|pcn)\b"
    r"|\byou have (?:28|twenty-eight) days\b[^.]{0,80}\bpay\b"
)
_STILL_OWED = (
    r"\byou (?:(?:still|now|therefore|do) )*owe (?:us )?(?!nothing|no\b)[^.;]{0,20}£"
    r"|\b(?:penalty(?: charge)?|charge|balance|sum|amount|£\d+)\b[^.;]{0,30}"
    r"\b(?:is|remains|will be|becomes?|falls?|stays?) (?:still )?(?:due|owing|outstanding|payable|unpaid)\b"
    r"|\b(?:penalty(?: charge)?|charge|balance|sum)\b[^.;]{0,20}\b(?:is|will be|has been|stays?|remains) "
    r"(?:held|kept|frozen|fixed) at\b"
    r"|\b(?:please|you (?:must|should|need to|have to|still have to)) (?:now |still )?(?:pay|send"
    r"|remit) (?:us )?£"
    r"|£[\d.]+ (?:must|should|needs? to|has to) (?:now |still )?(?:reach us|be (?:paid|sent|received))\b"
    r"|\b(?:discount(?:ed charge)?|reduced charge|lower charge)\b[^.;]{0,15}"
    r"\b(?:is|stays|remains|will be|will stay|has been) (?:(?:kept|held|left|still) )?open\b"
)
"""What asks for the penalty, though it is cancelled."""
_OWED_OTHERWISE = (
    r"\b(?:daily|day's|zone|other|another|different|separate|would|was|were|until|before|had"
    r"|hirer|driver)\b"
)
_OWED_FOR = rf"{_OWED_OTHERWISE}|\bunless\b"
_NOT_CANCELLED = (
    r"\bnot (?:been )?(?:cancelled|cancel|to cancel|accept|accepted|to accept|upheld|successful)\b"
    r"|\bcannot\b|\bno longer\b|\bnever\b|\bwe do cancel\b|\bcan only\b"
)


_OF_OTHERS = (
    r"\b(?:no|none|neither|nor|not|any|every|each|either|other|others|another|second|third|earlier|later"
    r"|remaining|separate|different|previous|next)\b[^.;,]{0,30}$"
)
"""What stands before a decision told of other notices, or of none."""


def cancels(letter: Letter, case: Case) -> bool:
    """Whether the letter tells, as decided now, that something is cancelled, withdrawn or accepted."""
    return bool(live(letter, case, _CANCELS))


def contradictory_outcome(letter: Letter, case: Case) -> Iterator[Finding]:
    """The letter tells another outcome than the one decided, or two."""
    if case.asks:
        for _, start, end in sorted(
            (*live(letter, case, _CANCELS), *live(letter, case, _UPHOLDS)), key=lambda one: one[1]
        ):
            words = "Nothing is decided yet: this letter asks for something, but this tells a decision."
            yield finding("contradictory-outcome", start=start, end=end, words=words)
        return
    if case.outcome is Outcome.UPHOLD:
        for sentence, start, end in live(letter, case, _CANCELS):
            if has(_NOT_CANCELLED, sentence.text) or has(r"\bfail|\bdid not\b", sentence.text[:20]):
                continue
            words = "The decision is to uphold the PCN, but this says that it is cancelled or accepted."
            yield finding("contradictory-outcome", start=start, end=end, words=words)
    elif case.outcome is Outcome.CANCEL:
        for sentence, start, end in live(letter, case, _UPHOLDS):
            if sentence.has(
                r"\bnothing to pay\b|\byour other\b|\bno longer\b|\bfirst (?:letter|reply|decision)\b"
                r"|\bwrong(?:ly)?\b|\bshould not have\b|\bsorry\b"
            ) or has(_OF_OTHERS, letter.text[sentence.start : start + 1][:-1]):
                continue
            words = (
                "The decision is to cancel the PCN, but this says that it stands or that the representations "
                "fail."
            )
            yield finding("contradictory-outcome", start=start, end=end, words=words)
        yield from _still_owed(letter)
        if not case.is_court:
            yield from _of_a_rejection(letter)


_IF_NOTHING_IS_DONE = (
    r"\bpaying\b[^.;]{0,40}\b(?:or|and)\b[^.;]{0,20}\bappeal|\bneither pa(?:y|id)\w*\b[^.;]{0,40}\bappeal"
    r"|\bpay\b[^.;]{0,90}\b(?:or|unless)\b[^.;]{0,40}\bappeal"
    r"|\byou (?:may|can|could|might|have (?:the|a) right to|are entitled to)\b[^.;]{0,20}\bappeal"
    r"|\bappeal\b[^.;]{0,60}\bwithin (?:the |those )?(?:28|twenty-eight) days\b"
    r"|\b(?:we|the council) (?:may|can|will|shall)(?: then)? (?:serve|issue"
    r"|send)\b[^.;]{0,30}\bcharge certificate"
    r"|\bcharge certificate (?:may|will|can|could)(?: then)? (?:be (?:served|sent|issued)|follow)\b"
)
"""What only a rejection tells: to pay or to appeal, and what follows otherwise."""


_SAID_BEFORE = r"\b(?:reminder|told|said|asked|demanded|ignore|disregard|in error|by mistake)\b"


def _of_a_rejection(letter: Letter) -> Iterator[Finding]:
    """A letter that cancels tells somebody all the same to pay or to appeal."""
    for sentence in letter.body:
        match = rx(_IF_NOTHING_IS_DONE).search(sentence.text)
        if match is None or letter.quoted(sentence.start + match.start()):
            continue
        start, end = sentence.start + match.start(), sentence.start + match.end()
        if sentence.has(_OWED_OTHERWISE) or sentence.has(r"\b(?:no|not|nothing|never)\b|n't\b"):
            continue
        words = "The PCN is cancelled, but this tells of paying or appealing, as a rejection does."
        yield finding("contradictory-outcome", start=start, end=end, words=words)
        return


def _still_owed(letter: Letter) -> Iterator[Finding]:
    """A letter that cancels asks for money all the same; what is owed beside the PCN is another matter."""
    for sentence in letter.sentences:
        match = rx(_STILL_OWED).search(sentence.text)
        if match is None or letter.quoted(sentence.start + match.start()):
            continue
        before = sentence.text[max(0, match.start() - 70) : match.start()]
        about = before + match.group()
        if has(NOT_NOW, about) or has(_OWED_FOR, sentence.text[: match.end()]) or sentence.has(_SAID_BEFORE):
            continue
        if sentence.has(r"\b(?:no|not|nothing|never|daily|day's|other|another)\b|n't\b"):
            continue
        words = "The PCN is cancelled, but this asks for money on it."
        start, end = sentence.start + match.start(), sentence.start + match.end()
        yield finding("contradictory-outcome", start=start, end=end, words=words)


_REFUNDS = (
    r"\brefund|(?:£[\d.,]+|\b(?:money|sum|amount|payment|it|that|this|paid|all|you))\b[^.;]{0,60}"
    r"\b(?:com(?:e|es|ing)|sent?d?|sending|get|have|handed?|given?|pass(?:ed)?|put"
    r"|transfer(?:red)?|tak\w+) "
    r"(?:[^.;]{0,40} )?back\b"
    r"|\b(?:send|sent|pay|paid|pass|transfer|restor|credit|mov|put)\w*\b[^.;]{0,40}\b(?:to|into|onto|on|in)"
    r" (?:the|your|his|her|their|that) (?:\w+ ){0,2}(?:card|account|bank)\b|\bBACS\b"
    r"|\breturn(?:ing|ed)? (?:the |your |it|that|£|this|all)|\brepa(?:y|id)"
    r"|(?:£|\bmoney\b|\bsums?\b|\bpaid\b|\bamount\b|\b(?:both|it|all|this|that|they)\b)[^.;]{0,60}"
    r"\b(?:is|are|be|being|been) (?:\w+ )?(?:returned|given back|sent back|paid back)\b"
    r"|\bpay(?:ing)? (?:it |that |you |£\d+ )?back|\breimburs|\bsen(?:d|t|ding) (?:it |£\d+ )?back"
    r"|\bcredit(?:ed|ing)? (?:it |the |your |to )"
    r"|\b(?:go(?:es|ing)?|be|is|on its way|have it|your money|the money|paid) back\b"
    r"|\bcheque\b|\bon its way\b|\btransferr(?:ed|ing) (?:it |£|the |your )|\byou will (?:get|receive"
    r"|have|see)\b[^.;]{0,30}(?:£|\bmoney)"
    r"|£[\d.]+[^.;]{0,20}\bwill be (?:paid|credited|sent|transferred)\b"
    r"|\bback (?:to|on|onto|into|in) (?:the|your) (?:\w+ )?(?:card|account|bank)"
)
_NO_REFUND = (
    r"\b(?:no|not|cannot|can't|unable to|without) (?:a |any |be |give (?:you )?a |make a "
    r"|entitled to a |due a )?(?:refund|return|repay|reimburs)"
)


_KEPT = (
    r"\b(?:kept|keep\w*|held|retain\w*)\b[^.;]{0,30}\b(?:account|credit|against|as)\b"
    r"|(?<!nothing )\b(?:stay|stays|remain|remains|left|leave|leaving|sits?)\b[^.;]{0,20}\b(?:on|in"
    r"|to) (?:your|the) "
    r"(?:\w+ )?(?:account|file|record)\b"
    r"|\bcredit (?:against|towards|for|with us)\b|\bset (?:it |that |this |them )?(?:off )?against\b"
    r"|\bback (?:to|into) (?:the|our) (?:\w+ ){0,2}(?:funds?|budget|council|service|pot|revenue)\b"
    r"|\bwritten back\b"
)
_REST_KEPT = (
    r"\b(?:remainder|remaining|rest|balance|difference|other £\d+)\b[^.;]{0,100}\b(?:kept|keep|keeping"
    r"|retain\w*"
    r"|not (?:be )?(?:returned|refunded|repaid|given back))\b"
    r"|\b(?:keep|keeping|retain|retaining|kept|retained) (?:the (?:rest|remainder|balance|difference)|£\d+)"
)
"""What is paid back only in part."""


def missing_refund(letter: Letter, case: Case) -> Iterator[Finding]:
    """An acceptance after payment that does not return the money."""
    paid = case.facts.paid_pence or (_told_paid(letter, case) if case.is_acceptance else 0)
    if not (case.is_acceptance and paid):
        return
    if case.is_certificate and letter.having(r"\bin full\b|\bsettled\b"):
        return
    returned = [
        s
        for s in letter.having(_REFUNDS)
        if not s.has(_NO_REFUND) and not s.has(_KEPT) and not s.has(r"\bif you (?:have )?(?:paid|pay)\b")
    ]
    if returned and not _only_a_part(letter, case, returned):
        return
    words = f"{pounds(paid)} was paid, and the letter does not say that it is returned."
    repair = f"You paid {pounds(paid)}. We are returning it to you."
    yield finding("missing-refund", words=words, repair=repair)


_PAID = (
    r"\b(?:paid|paying|received|settled) (?:us |the council |already |also |in full |the charge at )?"
    r"(?:the |a |your )?£|\bpayment of £|\bthe £[\d.]+ (?:which "
    r"|that )?you (?:have )?(?:already )?(?:paid|sent)\b"
    r"|£[\d.]+ was received from you\b"
    r"|£[\d.]+(?:,)? (?:was|had been|has been|were|which|that|you|he|she|they)\b[^.;,]{0,30}\bpaid\b"
)
_NOT_PAID_HERE = (
    r"\b(?:if|would|should|could|may|other|another|different|separate|second|session|parking charge|tariff"
    r"|permit|machine|app|ticket|not|never|no|nothing|none|nobody|instead)\b|n't\b|\b[A-Z]{2} ?\d{7,8}\b"
)
_NONE_PAID = (
    r"\b(?:no|not|never|nothing|none|any)\b[^.;]{0,40}\b(?:paid|payments?|money)\b"
    r"|\b(?:paid|payments?|money)\b[^.;]{0,40}\b(?:nothing|none|not|never|another|other)\b"
)


def _told_paid(letter: Letter, case: Case) -> int:
    """What was paid on the penalty, in pence, as the letter says, or the motorist where no line denies it.

    The case may not hold the payment; then the sum must be one of the PCN's own.
    """
    facts = case.facts
    own = {facts.full_pence, facts.discount_pence, facts.surcharged_pence}
    for one in sums(letter, case):
        if one.pence in own and one.sentence.has(_PAID) and not one.sentence.has(_NOT_PAID_HERE):
            return one.pence
    if letter.having(_NONE_PAID):
        return 0
    for clause in rx(r"[;.]\s").split(f"{facts.challenge_summary}. {facts.challenge_text}"):
        paid = rx(r"\bpaid (?:the |a )?£(\d+)(?![\d.,])").search(clause)
        said = clause[: paid.end() + 12] if paid else ""
        if paid and int(paid.group(1)) * 100 in own and not has(_NOT_PAID_HERE, said):
            return int(paid.group(1)) * 100
    return 0


def _paid_beside(case: Case) -> int:
    """What the motorist says was paid for the day as well as the penalty, beside the payment on record."""
    said = f"{case.facts.challenge_summary} {case.facts.challenge_text}"
    for pence in daily_charges(case):
        told = rx(rf"\bpaid (?:the )?£(\d+)(?:\.(\d\d))? and (?:the )?{pounds(pence)}(?!\d|\.\d)").search(
            said
        )
        if told:
            return pence + (0 if case.facts.paid_pence else int(told[1]) * 100 + int(told[2] or 0))
    return 0


def _only_a_part(letter: Letter, case: Case, returned: Sequence[Sentence]) -> bool:
    """Whether the rest of what was paid is kept, or a zone's daily charge that was paid though not due."""
    if not case.rules.zone and letter.having(_REST_KEPT):
        here = {one.start for one in returned}
        back = sum({one.pence for one in sums(letter, case) if one.sentence.start in here})
        return 0 < back < (case.facts.paid_pence or 0)
    if not case.rules.zone or letter.having(r"\b(?:both|all of it|everything|whole|altogether|in all)\b"):
        return False
    paid, places = (case.facts.paid_pence or 0) + _paid_beside(case), {one.start for one in returned}
    told = {one.pence for one in sums(letter, case) if one.sentence.start in places}
    daily = letter.having(r"\b(?:daily|day's|zone) charge\b|\bcharge for (?:the|that|each) day\b")
    return bool(told) and not daily and all(one < paid for one in told) and sum(told) < paid


_CLOSED = (
    r"\bnothing (?:more |further |else )?to pay\b|\bno (?:further )?action\b|\b(?:need"
    r"|have) (?:to )?(?:do|pay) nothing\b|\b(?:do not|don't|need not|not) (?:have to "
    r"|need to )?(?:do|pay|take)\b[^.;]{0,20}\b(?:anything|more|further|action|it|the)"
    r"|\bnothing (?:more |further |else )?(?:you need |for you )?to do\b|\bclosed\b"
    r"|\bnothing (?:is |more is )?(?:owed|due|owing|outstanding)\b|\bowe (?:us )?nothing\b"
    r"|\bno more (?:for you )?to (?:do|pay)\b"
    r"|\bwithdrawn\b|\bignore (?:any|the)\b|\bsettles the matter\b|\bend of the matter\b"
    r"|\bno payment is (?:due|needed)\b|\bis cancelled\b|\bare cancelled\b|\b(?:has"
    r"|have) (?:now )?been cancelled\b|\bhave cancelled\b|\bcancelling\b|\bcancelled\b"
)
_COURT = (
    r"\bwitness statement\b|\bTE9\b|\bTE7\b|\bstatutory declaration\b|\bPE3\b|\bPE2\b"
    r"|\btraffic enforcement centre\b|\border for recovery\b|\bcounty court\b"
)


_COURT_SWORN = (
    r"\bstatutory declaration\b|\bPE3\b|\bPE2\b|\btraffic enforcement centre\b|\border for recovery\b"
    r"|\bcounty court\b"
)
"""The same where the court's form is sworn: another form is none."""


def missing_remedy(letter: Letter, case: Case) -> Iterator[Finding]:
    """An acceptance or certificate letter that does not say what the person may or need do next."""
    if case.is_acceptance:
        if not has(_CLOSED, letter.text) and not any(_still_owed(letter)):
            words = "The letter does not say that nothing more need be paid or done."
            repair = "The Penalty Charge Notice is cancelled and you have nothing to pay."
            yield finding("missing-remedy-information", words=words, repair=repair)
    elif (
        case.kind is LetterKind.CERTIFICATE_RESPONSE
        and case.rules.form is not None
        and not (case.facts.outcome is None and cancels(letter, case))
        and not has(_COURT if case.rules.law.court_form != "PE3" else _COURT_SWORN, letter.text)
    ):
        form = case.rules.court_words
        words = "The letter does not say what can be done after a charge certificate."
        repair = (
            "If the charge is not paid we may register it at the Traffic Enforcement Centre. You would "
            "then be sent an"
            f" order for recovery, and can answer it with a {form}."
        )
        yield finding("missing-remedy-information", words=words, repair=repair)
