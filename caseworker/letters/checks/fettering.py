"""Whether a rule stands in the place of a decision on this case."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import has, rx

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
    r"|anyone|anybody|any circumstances)\b|\b(?:do|does|can|could|will|would) not (?:make|allow"
    r"|permit|grant)"
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
    r"(?! (?:the|its|your|pass|turn|park|stop|stand|wait|open|pull|drive|reverse|manoeuvre|unload"
    r"|load)\b))\b"
    r"|\b(?:am|are|is|feel) (?:therefore )?bound by (?:it|that|this|(?:the|our|council)(?:'s"
    r"| council's)? (?:\w+ )?(?:policy|rules?"
    r"|practice|decision|guidelines))\b|\b(?:no officer|nobody here|no one here|we|i|officers) (?:cannot"
    r"|can not"
    r"|can't|may not|may|can|are not (?:able|allowed|permitted) to|am not (?:able|allowed"
    r"|permitted) to) (?:depart"
    r"|deviate|go behind|look behind|go against)\b|\b(?:all|every|any) (?:such )?(?:requests?|challenges?"
    r"|representations|pleas?) (?:of this (?:kind|sort|type) )?(?:is|are|will be"
    r"|must be) (?:refused|rejected"
    r"|turned down)\b|\bcouncil(?:lors)? (?:has |have )?(?:decided|resolved|agreed"
    r"|ruled)\b[^.;]{0,40}\bthat\b"
    r"[^.;]{0,60}\b(?:not (?:be )?accepted|never|no(?:t| longer)? (?:be )?(?:cancelled|allowed"
    r"|considered))\b"
    r"|\b(?:settled|firm|standing|invariable|strict) (?:practice|policy|rule|line)\b[^.;]{0,14}\b(?:to|of)"
    r" (?:refus|reject|enforc|uphold|not )\w*|\b(?:make|have|made) it a rule\b|\brules are (?:the )?rules\b"
    r"|\bno say in\b|\b(?:policy|rules?|guidelines?|procedures?|guidance)\b[^.;]{0,20}\b(?:leaves?|left"
    r"|gives?"
    r"|gave) (?:me|us|officers|an officer) (?:with )?no (?:option|choice|alternative|room|discretion)\b"
    r"|\b(?:is|are) never (?:let off|cancelled|excused|accepted|forgiven|allowed|waived)\b"
    r"|\b(?:have to|need to|must) cancel (?:them all|every|all)\b|\b(?:cancel|excuse) none\b"
    r"|\bfloodgates?\b"
    r"|\b(?:set|be|create) a precedent\b"
    r"|\b(?:outside|out of|beyond|not in) (?:the |our |my )?(?:discretionary|discretion\b)"
    r"|\b(?:is|are|am|was|were) spared (?:having to|the need to|from having to) (?:choose|decide"
    r"|judge|weigh)\b"
    r"|\bthe answer (?:is|must be|has to be|will be) (?:always |simply |then |therefore )?(?:the same|no)\b"
    r"(?= for (?:all|every|any)|[^.;]{0,20}\b(?:whatever|whoever|however)\b)"
    r"|\b(?:where|when|if|once|unless)\b[^.;]{0,40}\b(?:card|list|table|system|matrix|chart|sheet"
    r"|flow ?chart)\b"
    r"[^.;]{0,30}\bthe answer is (?:no|the same)\b"
    r"|\bthe answer is no\b[^.;]{0,20}\b(?:card|list|table|system|matrix|chart|sheet)\b"
    r"|\b(?:do|does|did|may|can)(?: not|n't) go behind (?:it|that|this|them|the (?:policy|rule"
    r"|list|system))\b"
    r"|\bnothing (?:further |more |else )?(?:that |which )?(?:i|we) (?:can|could"
    r"|may) (?:bring into|put in(?:to)?"
    r"|weigh in|add to) the (?:balance|scales?)\b|\bleaves? (?:me|us) nothing to (?:weigh|decide"
    r"|consider)\b"
    r"|\b(?:apply|work(?:ing)? (?:to|from)|go(?:es|ing)? by|keep to) (?:the|a|our) (?:list|tariff"
    r"|card|matrix)\b"
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
    """A blanket rule in place of a decision on this case; who cancels was bound by none."""
    if case.is_acceptance:
        return
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
