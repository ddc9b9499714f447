"""Whether this case was weighed: reasons given, discretion used, nothing left unread."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.facts import Outcome
from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.answering import addressed, substantive
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import has, rx
from caseworker.letters.checks.told import terms

_WEIGHED = (
    r"\bcompelling\b|\bdiscretion\b|\bexceptional(?:ly)?\b|\bmitigat|\bwhether (?:i|we) (?:should"
    r"|could|ought to|can) (?:still |nevertheless |also )?cancel\b|\bwhether to cancel\b"
    r"|\bcancel (?:it )?(?:anyway|even so|all the same)\b"
    r"|\b(?:strong|good|serious) enough\b(?! to (?:write|send|say|tell|ring|let|give|bring|come))"
    r"|\bwhatever the rules\b"
    r"|\bwhether\b[^.;?]{0,40}\bpower\b[^.;?]{0,60}\b(?:used|use|exercised?)\b"
    r"|\bcalls? for us to\b|\bmake an exception\b|\bon balance\b|\ball the same\b|\beven so\b"
    r"|\boutweigh|\bnot think (?:that )?(?:it|this) (?:would be|is) right\b|\bwe (?:could"
    r"|can) (?:still )?cancel\b"
    r"|\bweigh(?:ed|ing)?\b|\bleniency\b|\bsympath\w+[^.;]{0,60}\b(?:but|however|cancel)\b"
    r"|\bnot (?:in my view |i think )?(?:a |enough )?(?:sufficient |strong )?reason to cancel\b"
)


def _mitigation(case: Case) -> bool:
    raised = [terms().get(slug) for slug in case.points]
    return any(t is not None and t.mitigation for t in raised) or any(a.mitigation for a in case.answers)


def compelling_reasons(letter: Letter, case: Case) -> Iterator[Finding]:
    """A formal rejection that does not show that compelling reasons, or discretion, were weighed."""
    if not case.is_notice_of_rejection or has(_WEIGHED, _own_words(letter)):
        return
    mitigation = _mitigation(case)
    repair = (
        "Say that you considered whether there are compelling reasons to cancel, which they might "
        "be, and what you decided."
    )
    if case.rules.compelling and mitigation:
        words = "Mitigation was raised, and nothing shows that compelling reasons were weighed."
        yield finding("compelling-reasons-not-considered", words=words, repair=repair)
    elif case.rules.compelling:
        words = "The letter decides the grounds but says nothing of compelling reasons."
        yield finding("missing-decision-on-compelling-reasons", words=words, repair=repair)
    elif case.rules.general_discretion and mitigation:
        words = "Mitigation was raised, and nothing shows that the general discretion to cancel was weighed."
        repair = "Say that you considered whether to cancel all the same, and why you did not."
        yield finding("discretion-not-considered", words=words, repair=repair)


def _own_words(letter: Letter) -> str:
    """The letter without what it quotes from the motorist and without refusals to weigh."""
    refusing = (
        r"\b(?:no|not (?:have|use|exercise|able to)|cannot (?:use|exercise|consider)"
        r"|only)\b[^.;]{0,40}\b(?:discretion|mitigat|compelling)"
        r"|\bnothing\b[^.;]{0,20}\bto (?:be )?weigh(?:ed)?\b|\bno question of discretion\b"
        r"|\b(?:not|never)(?: been)? (?:necessary|needed|required|called for) to (?:consider|weigh"
        r"|ask|look|decide)\b"
        r"|\b(?:no need|unnecessary|need not) (?:for \w+ )?(?:to )?(?:consider|weigh|ask|go into|look)\b"
        r"|\bleave (?:it |that |this )?unasked\b|\bdo(?:es)? not ask\b"
    )
    kept = (
        s.text
        for s in letter.body
        if not s.has(refusing)
        or s.has(r"\bno compelling|\b(?:not|nor)\b[^.;]{0,12}\b(?:find|see|think|believe|consider)")
    )
    return rx(r"\"[^\"]{0,300}\"").sub(" ", " ".join(kept))


_REFUSES = (
    r"\b(?:cannot|can not|can't|will not|won't|unable to|not able to|not prepared to"
    r"|not (?:be )?(?:in a position|willing) to|decline to|refuse to) (?:consider|look at|take"
    r"|accept (?!your|this|these|that|the (?:representations|challenge|points?|account|reasons"
    r"|matter|case))"
    r"|enter(?:tain)?|deal with|respond to|be considered)\b[^.;]{0,14}\b(?:your |these |those |this "
    r"|any |the |further |into )?(?:comments|challenge|representations|points|circumstances"
    r"|account|letters?|arguments?|correspondence|reasons|matter|case|what you|discussion|mitigating"
    r"|mitigation)\b"
    r"|\byour (?:challenge|representations|comments|letter|points) (?:cannot|can not|will not"
    r"|can't|won't|has not been|have not been) (?:be )?(?:considered|looked at|taken into account"
    r"|dealt with|entertained)\b|\bdisregard(?:ed|ing)? your (?:challenge|representations|comments)\b"
    r"|\b(?:cannot|can not|can|are unable to|may not) have (?:no )?regard\b|\bnot (?:something|a matter"
    r"|a thing)\b[^.;]{0,24}\b(?:have"
    r" regard|consider|take into account)\b|\btake into account only\b"
    r"|\bno (?:further )?consideration (?:will|can) be given\b"
    r"|\b(?:have|has|had|will|shall|do|does|did|are|is|be|going)(?: not|n't)(?: \w+)? (?:gone|go"
    r"|look(?:ed)?|looking|going"
    r"|inquired?|enquired?) into (?:it|them|this|that|what|your|any|the)\b"
    r"|\b(?:points?|reasons|arguments?|matters?|letters?|challenge|representations|account)\b[^.;]{0,40}"
    r"\b(?:will|can|shall|have|has|are|is)(?: not|n't| never) (?:be |been )?(?:dealt with|answered|read"
    r"|looked at"
    r"|gone into|entertained|addressed|opened|responded to|considered)\b"
    r"|\b(?:not|nor) (?:going |about |prepared |willing |minded )?(?:to )?(?:spend|waste|devote"
    r"|give) (?:any |more |further )?"
    r"(?:time|attention|thought)\b"
    r"|\b(?:have|has)(?: not|n't) (?:been )?(?:read|considered|opened|looked at)\b[^.;]{0,40}\b(?:because"
    r"|since|as|your"
    r"|form|late)\b|\b(?:put|set|laid|left) (?:it|them|your \w+) (?:to one side|aside|unread|unopened)\b"
    r"|\bwithout (?:reading|considering|looking at|going into) (?:it|them|your|what)\b"
    r"|\bnot entitled to (?:a |any )?(?:reply|answer|hearing|consideration)\b"
    r"|\b(?:have|has|did|do|will|shall|can)(?: not|n't) (?:therefore |then )?(?:gone"
    r"|go) behind (?:that|the|our|this|it)\b"
    r"|\b(?:not|nor|n't) (?:been )?(?:re-?)?(?:open(?:ed)?|re-?examined?"
    r"|looked at) (?:\w+ ){1,3}(?:afresh|again|anew)\b"
    r"|\b(?:looked at|considered|dealt with|decided|examined) (?:only )?once\b(?! (?:we|i|the|you"
    r"|it|your)\b)"
    r"|\b(?:ground|point|matter|question|representations?)\b[^.;]{0,30}\btreated as (?:closed"
    r"|disposed of|settled"
    r"|decided|determined)\b"
)


_MAY_REFUSE = (
    r"\b(?:appeal|tribunal|adjudicator|witness statement|other (?:notice|pcn|letter)|until"
    r"|if (?:they|it|you|the)|after the 28|late|outside the 28|has not been considered by|before"
    r"|too late|order for recovery|court)\b"
)


def refused_to_consider(letter: Letter, case: Case) -> Iterator[Finding]:
    """The letter declines to look at what was written."""
    if case.is_certificate:
        return
    for sentence in letter.body:
        match = rx(_REFUSES).search(sentence.text)
        if match is None or letter.quoted(sentence.start + match.start()) or sentence.has(_MAY_REFUSE):
            continue
        words = "The letter declines to consider what was written. It must be considered and answered."
        start = sentence.start + match.start()
        yield finding("refused-to-consider", start=start, end=sentence.start + match.end(), words=words)


_FORMULA = (
    r"\b(?:issued|served) (?:correctly|properly|validly|lawfully)\b|\b(?:correctly|properly"
    r"|validly|lawfully) (?:issued|served)\b|\bnot (?:considered |deemed "
    r"|felt )?(?:to be )?(?:sufficient|enough|grounds?)\b[^.;]{0,40}\bcancel|\bnot (?:constitute"
    r"|amount to)\b"
    r"|\bafter (?:careful|full|due) consideration\b|\bhaving (?:carefully )?(?:considered"
    r"|reviewed)\b|\bbeen (?:carefully |fully )?(?:considered|noted|reviewed)\b|\b(?:decided"
    r"|decision is) (?:not to cancel|to reject|to uphold)\b|\bcontravention (?:did occur|occurred"
    r"|took place|is proved|was committed)\b|\breject(?:ed)?\b|\bno grounds\b"
    r"|\bwill not (?:be )?cancel"
)


_REASON = (
    r"\bbecause\b|\btherefore\b|\bfor (?:that|this|these) reasons?\b|\bfor which reason\b"
    r"|\bso (?:i|we|it|a|the|there)\b|\bthis means\b|\bwhich means\b|\bsince (?:you|the|your|it)\b"
    r"|\bas (?:you|your|the|there|it|no)\b|\bon balance\b"
)


def unexplained_decision(letter: Letter, case: Case) -> Iterator[Finding]:
    """A refusal that gives no reason from this case."""
    if case.outcome is not Outcome.UPHOLD or case.is_certificate:
        return
    points = [slug for slug in case.points if slug != "discount-request"]
    formula = next((s for s in letter.body if s.has(_FORMULA)), None)
    if formula is None:
        return
    reasons = [
        s
        for s in letter.body
        if substantive(s)
        and not letter.is_reference(s)
        and s.has(_REASON)
        and not s.has(r"\bpay\b|\bappeal\b|£")
    ]
    told = [
        s
        for s in letter.body
        if substantive(s)
        and not letter.is_reference(s)
        and not s.has(_FORMULA)
        and not s.has(r"\bpay\b|\bpaid\b|\bappeal\b|£|\bcosts\b|\bcertificate\b|\benclosed\b|\btribunal")
    ]
    if any(addressed(letter, case, slug) for slug in points) and (reasons or told):
        return
    if (reasons and not points) or (not points and len(told) >= 2):
        return
    words = "The decision is told, but no reason from this case is given for it."
    repair = "Say what was looked at, what it shows, and why that leads to this decision."
    yield finding("unexplained-decision", start=formula.start, end=formula.end, words=words, repair=repair)


_MUST_SEND = (
    r"\b(?:must|have to|need to|required to|are to|should) (?:first |also )?(?:provide|send|supply"
    r"|produce|submit|give us|let us have|have|see|obtain)\b|\bmust be (?:provided|sent|supplied"
    r"|produced|certified|signed|sworn|notarised)\b"
)
_WE_NEED = (
    r"\b(?:i|we|the council) (?:would |will |do |shall )?(?:first |also |still )?(?:need"
    r"|requires?|insist on)\b"
)
_PAPERS = (
    r"\bmedical (?:notes|records|evidence|certificate)\b|\bcertified\b|\bdoctor's (?:note"
    r"|letter)\b|\bGP\b|\bdeath certificate\b|\bV5C|\bbill of sale\b|\bproof (?:of|that)\b"
    r"|\bsworn\b|\bnotarised\b|\boriginals?\b|\bcrime (?:number|reference)\b|\bbuyer's (?:address"
    r"|signature)\b"
    r"|\bbirth certificate\b|\bbank statements?\b|\breceipts?\b|\binvoices?\b|\bsolicitor\b"
    r"|\bpolice report\b|\bwitness(?:es)?\b|\bstatutory declaration\b|\bsigned statement\b"
    r"|\boath\b|\bconvict\w+|\bcourt record\b|\bpolice (?:reference|letter)\b|\bconsultant\b|\baffidavit\b"
    r"|\bcommissioner for oaths\b|\blodged\b|\bnotary\b|\bcrime report\b|\bheaded paper\b"
    r"|\bletter from (?:a|the|your)\b"
)


_WITHOUT = (
    r"\b(?:without|unless|in the absence of|until)\b[^.;]{0,70}\b(?:cannot|unable|not able"
    r"|will not|can not|can't|no alternative)\b|\b(?:cannot|unable to|not able to"
    r"|will not)\b[^.;]{0,60}\b(?:without|unless|until)\b"
    r"|\b(?:accept|consider|treat|regard|recogni[sz]e|believe|count)s?\b[^.;]{0,60}\b(?:only"
    r"|solely) (?:where|if|when|on|with"
    r"|upon)\b|\bonly (?:accept|consider|treat|recogni[sz]e|count)s?\b"
    r"|\b(?:is|are) not (?:sufficient|enough|acceptable|adequate)\b|\bwill not do\b|\bdoes not (?:suffice"
    r"|count)\b"
)


def demand_of_extra_evidence(letter: Letter, case: Case) -> Iterator[Finding]:
    """A ground is made to depend on proof that the law does not ask for."""
    if case.is_acceptance or case.is_certificate:
        return
    hire = "hire-vehicle" in case.points
    needs = case.outcome is Outcome.UPHOLD and not case.asks
    for sentence in letter.body:
        near = " ".join(s.text for s in letter.around(sentence, before=1, after=2))
        asks = (sentence.has(_MUST_SEND) or (needs and sentence.has(_WE_NEED))) and sentence.has(_PAPERS)
        bars = (
            sentence.has(_WITHOUT)
            and has(_PAPERS, near)
            and sentence.has(
                r"\b(?:accept|consider|cancel|account|agree|transfer|treat|recogni|regard|sufficient"
                r"|enough|count)"
            )
        )
        if not (asks or bars) or (hire and has(r"agreement|statement of liability", sentence.text)):
            continue
        if sentence.has(
            r"\bif you (?:wish|want|would like|choose) to (?:appeal|add)|\btribunal\b|\badjudicator\b"
            r"|\byou (?:do not|don't|need not) have to\b|\bnot (?:asking|need)\b|\brefund\b"
        ) or (sentence.has(r"\bcourt\b") and not sentence.has(r"\bconvict")):
            continue
        words = "This makes the ground depend on proof that the law does not ask for. Weigh what was sent."
        yield finding(
            "demand-of-extra-evidence-not-allowed", start=sentence.start, end=sentence.end, words=words
        )
        return
