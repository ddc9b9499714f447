"""Whether this case was weighed: reasons given, discretion used, nothing shut out by a blanket rule."""

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
    )
    kept = (
        s.text
        for s in letter.body
        if not s.has(refusing)
        or s.has(r"\bno compelling|\b(?:not|nor)\b[^.;]{0,12}\b(?:find|see|think|believe|consider)")
    )
    return rx(r"\"[^\"]{0,300}\"").sub(" ", " ".join(kept))


_BLANKET = (
    r"\b(?:we|the council|this council|i) (?:never|always)\b(?! (?:try|aim|welcome|read|consider"
    r"|look|listen|say|said|take|be|doubt|tell|told|write|send|sent|ask|answer|check|explain"
    r"|reply))|\bno exceptions?\b(?! (?:was|were) (?:made|asked)"
    r"| (?:for|on|at) (?:\w+ )?(?:holidays?|weekends?|sundays?|evenings?|nights?))"
    r"|\bunder no circumstances\b|\bin (?:any|all) circumstances\b"
    r"|\bregardless of (?:the )?(?:circumstances|reason)"
    r"|\b(?:only|just) (?:consider|take into account|look at|accept|cancel (?:on|for"
    r"|under))[^.;]{0,30}\b(?:statutory|legal|the) grounds\b|\bonly (?:the )?(?:statutory"
    r"|legal) grounds (?:can|may|are|will)\b|\bgrounds (?:that )?(?:we|the council) (?:can"
    r"|may) consider are\b|\bnot (?:one of|a|among) the (?:statutory )?grounds\b[^.;]{0,40}\b(?:so"
    r"|therefore|cannot|and)\b"
    r"|\b(?:we|i|the council) (?:have|has) no (?:discretion|choice(?: but)?(?: to)?|power to"
    r" (?:cancel|consider|take|look|waive|depart|make|show|exercise|use|help))"
    r"|\b(?:we|i|the council|officers?) (?:can|may|could) only (?:look at|consider"
    r"|decide on|deal with|act on)\b[^.;]{0,40}\b(?:grounds|list)\b"
    r"|\b(?:may|can|could|is able to) (?:consider )?only (?:consider )?whether\b[^.;]{0,30}\bgrounds?\b"
    r"|\b(?:cannot|can not|unable to|not able to|do not|does not|not permitted to"
    r"|not allowed to) (?:use|exercise|apply|show|consider)(?: any)? (?:our )?(?:discretion"
    r"|mitigat|compassion)"
    r"|\b(?:is|are|can be) never (?:taken into account|considered|accepted|cancelled|grounds|a (?:ground"
    r"|reason))"
    r"|\bdo(?:es)? not depart from (?:this|it|our policy)\b|\bpolicy (?:does not|doesn't"
    r"|will not) (?:allow|permit|let)\b|\bpolicy is (?:not to"
    r"|to (?:always|reject|refuse|enforce|uphold) (?:all|every|any)?)|\bagainst (?:our"
    r"|council) policy to\b|\bour (?:policy|rules|procedures?) (?:prevents?|forbids?|leaves? (?:us"
    r"|me) no)\b|\bmitigat\w+(?: circumstances)? (?:cannot|can not|is not|are not|will not|can't)\b"
    r"|\bwe do not (?:cancel|accept|make allowances?)[^.;]{0,50}\b(?:for anyone|for any reason"
    r"|at all|whatever|in any case|as a matter of policy)\b"
    r"|\b(?:is|are|be) always (?:upheld|rejected|refused|enforced)\b|\bnothing (?:that )?(?:i|we) can do\b"
    r"|\bonly where (?:a|one of the) (?:statutory |legal )?grounds?\b[^.;]{0,60}\b(?:may|can"
    r"|will) (?:we |i |the council )?cancel"
    r"|\bonly where (?:a|one of the) (?:statutory |legal )?grounds?\b[^.;]{0,40}\bthat (?:we"
    r"|the council) (?:may|can)\b"
    r"|\b(?:cannot|can not) (?:therefore )?look (?:at anything )?beyond\b|\bcannot look at anything\b"
    r"|\bas a matter of policy\b[^.;]{0,40}\b(?:all|every|any|never|not|reject)"
    r"|\b(?:it is|as is|this is) (?:the council's|our|council) (?:practice|policy|rule|line|position)"
    r"(?: is)? (?:not|never) to\b|\b(?:our|the council's) (?:practice|rule|rules|line|position) (?:is"
    r"|are) (?:that"
    r"|never|not to|to enforce|to (?:reject|refuse) (?:all|every|any))\b"
    r"|\b(?:makes?|made|make) no (?:difference|exceptions?|allowances?)\b[^.;]{0,40}\b(?:rules?|policy"
    r"|practice|to us"
    r"|anyone|anybody|any circumstances)\b|\b(?:do|does|can|could|will|would) not (?:make|allow|permit|grant)"
    r" (?:any )?(?:exceptions?|exemptions?|allowances?|concessions?)\b(?! (?:in|on|to) (?:this|your))"
    r"|\bnor do we make\b|\b(?:every|each|all) (?:such )?(?:notices?|pcns?|case|cases|penalt(?:y|ies)"
    r"|contraventions?) (?:like this )?(?:is|are|must be|has to be|will be) (?:enforced|upheld|pursued"
    r"|refused|rejected)\b"
    r"|\b(?:whoever|whatever|whichever) (?:it concerns|the (?:reason|cause|circumstances?|excuse|person"
    r"|driver)"
    r"(?: may be)?|happened|the reason)\b(?=[^.;]*\W*$)"
    r"|\b(?:outside|beyond|not within|falls? outside) (?:of )?what (?:the council|we|i) (?:is|are|am|may"
    r"|can|could)\b"
    r"(?: permitted| allowed| able)?(?: to)? ?(?:look at|consider|take|weigh|go into)?"
    r"|\b(?:parliament|the law|the regulations|the legislation) (?:has|have) (?:laid down|set|given|left"
    r"|fixed) (?:us |a |no )"
    r"[^.;]{0,40}\b(?:list|choice|room|latitude|not on it)\b"
    r"|\b(?:our|my) hands are tied\b|\b(?:no|not any|without) (?:leeway|latitude|flexibility|choice)"
    r" (?:for|to|in|but|here)\b|\b(?:obliged|bound|required|compelled) to (?:refuse|reject|enforce|uphold"
    r"|treat)\b"
    r" (?:all|every|any|each|everyone)|\b(?:cannot|can't|must not|may not|do not) (?:look|go) (?:behind"
    r"|past|outside)"
    r" (?:our|the) (?:policy|rules?|list|grounds)\b|\b(?:policy|rules?|practice) (?:applies|apply|hold"
    r"|holds) (?:to"
    r" (?:all|every\w*)|without exception|in every case)\b|\bwithout exception\b"
    r"|\b(?:computer|system|software) (?:does not|will not|won't|doesn't) (?:allow|let|permit)\b"
    r"|\bzero[- ]tolerance\b|\bblanket\b|\b(?:treats?|treated) (?:all|every\w*)[^.;]{0,20}\b(?:alike"
    r"|(?:exactly )?the same)\b"
    r"|\bonly (?:ever )?cancel(?:s|led)?\b[^.;]{0,20}\b(?:if|where|when|for)\b"
)


_BOUND = (
    r"\bnot (?:been )?open to (?:me|us|the council|an officer)\b[^.;]{0,30}\b(?:depart|deviate|go behind"
    r"|change"
    r"|vary|look behind|make|take|treat|weigh|consider|do otherwise|decide otherwise)\b"
    r"|\bappl(?:y|ies|ied) (?:equally |alike )?to (?:everyone|everybody|all (?:drivers|motorists|cases"
    r"|comers))\b"
    r"[^.;]{0,30}\b(?:whatever|whoever|without exception|regardless|no matter)\b"
    r"|\b(?:hands are tied|without exception|(?:no|not any) (?:room|scope|latitude|leeway|flexibility) to"
    r"(?! (?:the|its|your|pass|turn|park|stop|stand|wait|open|pull|drive|reverse|manoeuvre|unload|load)\b))\b"
    r"|\b(?:am|are|is|feel) (?:therefore )?bound by (?:it|that|this|(?:the|our|council)(?:'s"
    r"| council's)? (?:\w+ )?(?:policy|rules?"
    r"|practice|decision|guidelines))\b|\b(?:no officer|nobody here|no one here|we|i|officers) (?:cannot"
    r"|can not"
    r"|can't|may not|may|can|are not (?:able|allowed|permitted) to|am not (?:able|allowed"
    r"|permitted) to) (?:depart"
    r"|deviate|go behind|look behind|go against)\b|\b(?:all|every|any) (?:such )?(?:requests?|challenges?"
    r"|representations|pleas?) (?:of this (?:kind|sort|type) )?(?:is|are|will be|must be) (?:refused|rejected"
    r"|turned down)\b|\bcouncil(?:lors)? (?:has |have )?(?:decided|resolved|agreed"
    r"|ruled)\b[^.;]{0,40}\bthat\b"
    r"[^.;]{0,60}\b(?:not (?:be )?accepted|never|no(?:t| longer)? (?:be )?(?:cancelled|allowed|considered))\b"
    r"|\b(?:settled|firm|standing|invariable|strict) (?:practice|policy|rule|line)\b[^.;]{0,14}\b(?:to|of)"
    r" (?:refus|reject|enforc|uphold|not )\w*|\b(?:make|have|made) it a rule\b|\brules are (?:the )?rules\b"
    r"|\bno say in\b|\b(?:policy|rules?|guidelines?|procedures?|guidance)\b[^.;]{0,20}\b(?:leaves?|left"
    r"|gives?"
    r"|gave) (?:me|us|officers|an officer) (?:with )?no (?:option|choice|alternative|room|discretion)\b"
    r"|\b(?:is|are) never (?:let off|cancelled|excused|accepted|forgiven|allowed|waived)\b"
    r"|\b(?:have to|need to|must) cancel (?:them all|every|all)\b|\b(?:cancel|excuse) none\b|\bfloodgates?\b"
    r"|\b(?:set|be|create) a precedent\b"
)
"""What binds whoever decides: a rule that leaves nothing to be weighed."""
_OF_THE_SIGN = (
    r"\b(?:signs?|orders?|plates?|restrictions?|stops?|lanes?|ranks?|routes?|bays?|crossings?|marks?)\b"
    r"[^.;]{0,80}\b(?:makes?|made|gives?|names?|shows?|has|have|with|there (?:is|was)) no exceptions?$"
    r"|\b(?:find|found|see|saw) no exceptions?$"
    r"|\b(?!there |policy |rule )\w+ (?:is|was|are|were|being) no exceptions?$"
)
_IN_THE_ORDER = (
    r"^ (?:in|on|under|within|to) (?:it|(?:the|this|that|its|any) (?:\w+ ){0,2}(?:orders?|signs?|plates?"
    r"|restrictions?|regulations?|act|law|rules? of the road|schedule|byelaws?|prohibition|contravention"
    r"|clearway"
    r"|exemptions?))\b"
)
_LIKE_CASES = (
    r"\b(?:where|when|if|whose|with|in) (?:the |their )?(?:same )?(?:facts|circumstances|case|position)\b"
    r"(?: (?:are|is) (?:the same|alike|similar))?"
)
"""Like cases decided alike is no blanket rule."""
"""What a sign or an order says is no rule of how the council decides."""


def fettered_discretion(letter: Letter, case: Case) -> Iterator[Finding]:
    """A blanket rule in place of a decision on this case."""
    for sentence in letter.body:
        match = rx(f"{_BLANKET}|{_BOUND}").search(sentence.text)
        if (
            match is None
            or letter.quoted(sentence.start + match.start())
            or sentence.has(
                r"\byou (?:say|said|feel|ask|suggest|think|believe|write|told)\b[^.;]{0,60}\b(?:never"
                r"|always)\b"
            )
        ):
            continue
        if sentence.has(
            r"\b(?:is not to say|do not (?:say|mean)|not a rule|not bound|even so|except)\b"
        ) or has(r"\bbut (?:each|every|i|we) ", sentence.text[match.end() :]):
            continue
        after = sentence.text[match.end() :]
        if has(_OF_THE_SIGN, sentence.text[: match.end()]) or has(_IN_THE_ORDER, after):
            continue
        if has(r"\btreat", match.group()) and has(_LIKE_CASES, after):
            continue
        words = "This reads as a blanket rule. A policy guides; each case is decided on its own facts."
        start = sentence.start + match.start()
        end = sentence.start + match.end()
        repair = (
            "Say what the usual approach is, that it is a guide, and why it does or does not fit this case."
        )
        yield finding("fettered-discretion", start=start, end=end, words=words, repair=repair)


_REFUSES = (
    r"\b(?:cannot|can not|can't|will not|won't|unable to|not able to|not prepared to"
    r"|not (?:be )?(?:in a position|willing) to|decline to|refuse to) (?:consider|look at|take"
    r"|accept (?!your|this|these|that|the (?:representations|challenge|points?|account|reasons|matter|case))"
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
    for sentence in letter.body:
        near = " ".join(s.text for s in letter.around(sentence, before=1, after=2))
        asks = sentence.has(_MUST_SEND) and sentence.has(_PAPERS)
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
            r"|\byou (?:do not|don't|need not) have to\b|\bnot (?:asking|need)\b|\bcourt\b|\brefund\b"
        ):
            continue
        words = "This makes the ground depend on proof that the law does not ask for. Weigh what was sent."
        yield finding(
            "demand-of-extra-evidence-not-allowed", start=sentence.start, end=sentence.end, words=words
        )
        return
