"""How the letter speaks: words of crime, blame, favours for our own mistakes, threats before their time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import has, rx

_OFFENCE = (
    r"\boffen[cs]es?\b|\boffenders?\b|\bguilty\b|\bfined\b|\bfines\b|\b(?:a|the|this|your|parking"
    r"|that|of|pay|any) fine\b(?! (?:day|line|balance|art|example|print|margin|weather|judgement"
    r"|detail|calibration))|\billegal(?:ly)?\b|\bcriminal\b|\bunlawfully parked\b"
    r"|\blaw-?breaking\b"
)


def offence_language(letter: Letter, case: Case) -> Iterator[Finding]:
    """Speaks of fines, offences or guilt: a contravention is a civil matter."""
    for match in rx(_OFFENCE).finditer(letter.text):
        sentence = letter.at(match.start())
        if sentence is None or letter.quoted(match.start()):
            continue
        before = letter.text[sentence.start : match.start()]
        if rx(r"\w+ (?:\([^()]{0,40}\) )?(?:Act|Order)\b", 0).match(letter.text, match.start()):
            continue  # the name of an Act
        if has(r"\byou (?:call|say|describe|wrote|ask|refer)\b[^.;,]{0,40}$", before) or sentence.has(
            r"\bnot (?:a |an )?(?:criminal|fine|offence)\b"
            r"|\b(?:police|false\w*|untrue|knowingly|reckless\w*|swear\w*|sworn|declar\w+"
            r"|statement of truth|to make a"
            r"|crime|contempt|perjury|prosecut\w+|magistrat\w+)\b"
        ):
            continue
        words = f'"{match.group().strip()}" is the language of crime. This is a civil matter.'
        repair = "penalty charge" if "fine" in match.group().lower() else "contravention"
        yield finding("offence-language", start=match.start(), end=match.end(), words=words, repair=repair)


_RUDE = (
    r"\bsorry (?:that )?you feel\b|\bregret that you feel\b|\byou should (?:have known|know better"
    r"|have been more|be more|pay more attention|have paid (?:more )?attention)\b|\byou (?:clearly"
    r"|obviously|simply|evidently|just|blatantly) (?:failed|did not|chose|ignored|cannot|do not"
    r"|don't|have not)\b|\byou (?:failed|neglected) to (?:read|notice|look|check|pay attention"
    r"|bother)\b"
    r"|\byour (?:own fault|carelessness|negligence|ignorance|excuses?|laziness|failure to (?:read"
    r"|look|notice))\b|\bignorance (?:of|is)\b|\b(?:any|every) (?:competent|reasonable|sensible"
    r"|careful) (?:driver|motorist|person)\b|\bnonsense\b"
    r"|(?<!\bto )(?<!\bnot )(?<!can )(?<!ould )(?<!oes )(?<!may )(?<!might )\bexcuses?\b(?! (?:me"
    r"|us)\b)|\bfrankly\b"
    r"|\byou must (?:understand|realise|accept|appreciate)\b|\b(?:trust|hope"
    r"|expect) (?:that )?you will (?:take more|be more|pay more|read|learn)\b"
    r"|\byour responsibility to\b[^.;]{0,30}\bproperly\b"
    r"|\bchose to ignore\b|\bnot our (?:problem|concern|fault)\b|\bbother(?:ed)? to\b"
    r"|\bsurely you\b|\bas you (?:well know|must know|should know|are well aware)\b"
    r"|\bI suggest (?:that )?you (?:learn|read|take more|buy)\b|\byou (?:have )?only (?:yourself"
    r"|yourselves) to blame\b|\bhad you (?:bothered|taken the trouble|paid attention)\b|\bwast(?:e"
    r"|ing) (?:of )?(?:our|the council's) time\b|\bridiculous\b|\bin future,? (?:you should"
    r"|please) (?:take more care|be more careful|pay more attention)\b|\bas (?:already"
    r"|previously) (?:explained|stated)[^.;]{0,20}\b(?:several|many|repeatedly)\b"
    r"|\blike an adult\b|\bchildish\w*\b|\bgrow up\b|\bthe language you (?:used|chose)\b"
    r"|\byour (?:attitude|rant|tirade)\b"
    r"|\b(?:is|was) a choice\b|\blearn to (?:read|drive|park)\b|\bcommon sense\b"
    r"|\byou have nobody (?:else )?to blame\b"
)


_SCORN = (
    r"\bwell advised\b|\binstead of (?:\w+ ){0,8}(?:complaining|blaming|moaning|grumbling|handing"
    r"|expecting)\b"
    r"|\b(?:could|would|should) (?:all )?have been (?:spared|saved)\b|\bspare(?:d)? (?:us|yourself"
    r"|everyone)\b"
    r"|\b(?:(?<!where )(?:any(?:body|one)|every(?:body|one))|a child) (?:who can (?:read|see|count)"
    r"|(?:could|can|would) (?:have )?(?:see|seen|read|tell|told|understand|understood|manage"
    r"|work(?:ed)? (?:it|that)"
    r" out))\b|\bhad you (?:only )?(?:troubled|thought|looked|read|listened|been (?:paying|less|more))\b"
    r"|\bit is (?:a )?(?:pity|shame|a great pity|regrettable|unfortunate) (?:that )?you (?:did|do|had"
    r"|have|could"
    r"|were|are)\b|\b(?:pity|shame) (?:that )?you (?:did|do)\b|\byour responsibilit\w+ (?:to|on) (?:a|an"
    r"|your)\b"
    r"|\b(?:remarkable|striking|curious|convenient|surprising|astonishing|amazing|odd|funny) (?:how|that"
    r"|number"
    r"|coincidence)\b|\bis (?:remarkable|astonishing|laughable|absurd|fanciful|incredible)\b"
    r"|\bconveniently\b"
    r"|\b(?:one|we|i) (?:can only |do |must )?wonders? (?:why|how|what|whether) you\b|\bhow convenient\b"
    r"|\b(?:perhaps )?next time(?:,)? (?:you|try|read|look|leave|please|perhaps|do)\b|\bbeggars\b"
    r"|\b(?:(?:asks?|expects?|wants?) us to (?:believe|swallow)|(?:expects?"
    r"|wants?) us to accept that)\b|\bare we (?:really )?to believe\b"
    r"|\byou people\b|\bpeople like you\b|\b(?:somebody|someone|a (?:man|woman|person|driver"
    r"|motorist)) (?:of your"
    r"|in your) (?:age|years|experience|education|profession|position|standing)\b|\bashamed\b"
    r"|\bof your own making\b"
    r"|\bno sympathy\b|\blittle sympathy\b|\bso-called\b|\btall story\b|\b(?:imaginative"
    r"|ingenious|colourful"
    r"|amusing|entertaining|inventive|creative) (?:story|account|explanation|letter|reading"
    r"|excuse|version)\b"
    r"|\b(?:count|think|consider) yourself (?:lucky|fortunate)\b|\blucky (?:that|not|to)\b"
    r"|\blike everyone else\b"
    r"|\b(?:hardly|scarcely) (?:our|the council's) (?:fault|problem|concern|business)\b|\blesson (?:to"
    r"|for) you\b"
    r"|\b(?:better things|more (?:important|pressing) (?:things|work|matters)) to do\b|\bstop (?:writing"
    r"|complaining)\b"
    r"|\b(?:officer|council|staff|public)(?:'s)? time (?:could|would|should|has|have|was|is)\b[^.;]{0,20}"
    r"\b(?:spared|saved|wasted|better)\b|\byou (?:cannot|can't|could not) be (?:bothered|troubled)\b"
    r"|\b(?:rules|signs) (?:do|are) (?:apply|meant|for|not optional)\b[^.;]{0,14}\byou\b"
    r"|\bnot fooled\b|\b(?:would|might) do well to\b|\bmost (?:people|drivers|motorists) manage\b"
    r"|\b(?:hard|difficult|impossible) to take (?:\w+ )?(?:\w+ )?seriously\b|\bopen your eyes\b"
    r"|\byou (?:would|might|may|should) care to\b"
    r"|\brambling\b|\blong-winded\b|\blargely beside the point\b|\bthis (?:sort|kind) of (?:letter|story"
    r"|excuse)\b"
    r"|\bhear(?:d)? (?:this|that|it|them) (?:sort of thing|kind of thing|all|every day|before)\b"
    r"|\b(?:hear|read) this (?:sort|kind) of thing\b|\bhardly (?:difficult|hard|rocket|a (?:hardship"
    r"|surprise))\b"
    r"|\btry (?:reading|looking|listening)\b"
)
"""Scorn in polite words: what is called a pity, a wonder, a lesson."""

_ABUSE = (
    r"\b(?:stupid|idiots?|idiotic|liars?|morons?|moronic|imbeciles?|pathetic|scum|shut up)\b"
    r"|\byou(?:'re| are) (?:lying|a cheat|a crook|a fool|lazy|an? \w+ (?:cheat|crook|fool))\b"
)


def abuse(letter: Letter, case: Case) -> Iterator[Finding]:
    """Insults: no reason lets them stand on one person's word."""
    for sentence in letter.body:
        match = rx(_ABUSE).search(sentence.text)
        if match is None or letter.quoted(sentence.start + match.start()):
            continue
        start = sentence.start + match.start()
        words = f'"{match.group()}" is an insult. It has no place in a council\'s letter.'
        found = finding(
            "rude-tone", start=start, end=sentence.start + match.end(), words=words, repair="Take it out."
        )
        yield replace(found, level="red", hard=False)


def rude_tone(letter: Letter, case: Case) -> Iterator[Finding]:
    """Blame, sarcasm or scolding."""
    for sentence in letter.body:
        match = rx(f"{_RUDE}|{_SCORN}").search(sentence.text)
        if match is None or letter.quoted(sentence.start + match.start()):
            continue
        if has(
            r"\b(?:no|not|never|without|sorry (?:for|that) (?:our|the))\b[^.;]{0,14}$"
            r"|\byou (?:say|said|write|wrote|told us|describe|complain)\b[^.;]{0,40}$",
            sentence.text[: match.start()],
        ):
            continue
        words = "This blames or scolds. Say what happened and what follows from it."
        yield finding(
            "rude-tone", start=sentence.start + match.start(), end=sentence.start + match.end(), words=words
        )


_NO_BREACH = (
    r"\b(?:contravention|breach)\b[^.;]{0,30}\b(?:did not|didn't|never) (?:occur|take place|happen)\b"
    r"|\bno (?:contravention|breach)\b"
    r"|\b(?:nothing|not)\b[^.;,]{0,12}\b(?:that )?you (?:did|had done) (?:wrong|was wrong)\b"
    r"|\byou did nothing wrong\b"
    r"|\b(?:charge|fee|session|parking|stay)\b[^.;,]{0,20}\b(?:had been|was|were) (?:already |duly "
    r"|properly )?paid\b"
    r"|\bthere was a (?:valid|current)\b|\b(?:permit|badge|ticket|session)\b[^.;,]{0,20}\bwas (?:valid"
    r"|in force"
    r"|on display|displayed|current)\b|\b(?:our|the council's|council)\b[^.;,]{0,30}\b(?:error|mistake"
    r"|fault|failure)\b"
    r"|\bno fault of\b|\bkeyed (?:in )?(?:your|the|it)\b|\b(?:misprint|mix-up|glitch"
    r"|fault)\b[^.;,]{0,30}\b(?:our|ours)\b"
)
"""A letter that says so cancels what was never due."""
_GOODWILL = (
    r"\b(?:gesture of )?good ?will\b|\b(?:as|by way of) a concession\b|\bex gratia\b"
    r"|\bas a (?:one-off )?(?:courtesy|favour)\b"
    r"|\bon this occasion only\b"
)
_OUR_ERROR = (
    r"\b(?:our|the council's|the officer's|officer) (?:own )?(?:error|mistake|fault|failure"
    r"|oversight)\b|\b(?:error|mistake|fault) (?:was|is|of) ours\b|\b(?:we|the officer|the council"
    r"|our \w+) (?:made (?:a|an) (?:error|mistake)|was wrong|were wrong|failed to|got (?:it"
    r"|this) wrong|should (?:not )?have)\b|\b(?:should|ought) (?:not|never) (?:to )?have been"
    r" (?:issued|served|sent|given)\b"
    r"|\b(?:sign|signs|lines?|machine|meter|plate)\b[^.;]{0,40}\b(?:was|were"
    r"|had) (?:been )?(?:missing|wrong|hidden|turned|faded|worn|broken|out of order|not working"
    r"|obscured|covered|faulty|down)\b|\byou (?:were|are) right\b|\bissued (?:in error|by mistake"
    r"|wrongly|incorrectly)\b|\bvalid (?:permit|ticket|session|payment|badge)\b"
    r"|\b(?:misread|miskeyed|mistyped|mis-?recorded|overlooked|mixed up|mislaid)\b"
    r"|\bno fault of (?:yours|your own)\b|\bnot your (?:fault|doing)\b"
    r"|\b(?:our|the council's|the officer's) (?:\w+ )?(?:slip|doing|blunder|omission)\b"
    r"|\b(?:office|officer|clerk|staff|colleague|team|system|handheld|camera"
    r"|contractor) (?:had )?(?:keyed|typed"
    r"|entered|recorded|noted|copied|read|put|gave|told)\b[^.;]{0,60}\b(?:wrong\w*|as|instead|mistake\w*)\b"
)


def goodwill_for_council_error(letter: Letter, case: Case) -> Iterator[Finding]:
    """Cancels for the council's own error as if it were a favour."""
    if not case.is_acceptance:
        return
    text = " ".join(
        s.text
        for s in letter.body
        if not s.has(
            r"\b(?:was|were) (?:not|no) (?:an? )?(?:error|mistake|fault)\b|\bno (?:error|mistake|fault)\b"
        )
    )
    upheld = [
        a
        for a in case.answers
        if str(getattr(a.outcome, "value", a.outcome)) == "upheld" and not a.mitigation
    ]
    if not has(_OUR_ERROR, text) and not has(_NO_BREACH, text) and not (upheld and not case.facts.points):
        return
    for sentence in letter.having(_GOODWILL):
        if sentence.has(r"\bnot (?:a |as a )?(?:gesture|goodwill|favour)|\bnot (?:out )?of good"):
            continue
        words = "The error was the council's. Cancelling is owed, not a favour."
        repair = "We made a mistake, and the Penalty Charge Notice is cancelled."
        yield finding(
            "goodwill-for-council-error", start=sentence.start, end=sentence.end, words=words, repair=repair
        )


_THREAT = (
    r"\bbailiffs?\b|\benforcement agents?\b|\bcounty court\b|\bwarrant(?: of control)?\b(?!y)"
    r"|\bdebt (?:collectors?|recovery|collection|registration)\b|\bcourt (?:action|proceedings"
    r"|order)\b|\bregister(?:ed)? (?:the|this|your|a|as a) debt\b|\border for recovery\b"
    r"|\btake you to court\b|\bcredit rating\b|\bseiz(?:e|ed) (?:your )?(?:goods|vehicle|car)"
)
_COURT_STAGE = (
    r"\bbailiffs?\b|\benforcement agents?\b|\bwarrant of control\b|\bseiz(?:e|ed)"
    r"|\bcredit rating\b|\bdebt collectors?\b"
)


def threat_of_later_stage(letter: Letter, case: Case) -> Iterator[Finding]:
    """Names court or bailiffs before their stage."""
    raised = f"{case.facts.challenge_summary} {case.facts.challenge_text}"
    if case.facts.stage == "warrant":
        return
    pattern = _COURT_STAGE if case.is_court else _THREAT
    for match in rx(pattern).finditer(letter.text, letter.body_at):
        sentence = letter.at(match.start())
        if (
            sentence is None
            or has(rf"\b{match.group()[:6]}", raised)
            or sentence.has(r"\byou (?:say|mention|ask|write|told|refer|worry)\b|\bhigh court\b")
            or has(
                r"\b(?:no|not|never)\b(?! (?:(?:then|now|yet|been) )*(?:receiv|paid|pay|made|settl"
                r"|clear))[^.;]{0,60}$",
                letter.text[sentence.start : match.start()],
            )
        ):
            continue
        if match.group().lower().startswith("warrant") and not has(
            r"\bwarrant of control\b|\ba warrant\b|\bwarrant(?: may| can| will)", sentence.text
        ):
            continue
        words = f'"{match.group()}" belongs to a later stage and reads as a threat here.'
        yield finding("threat-of-later-stage", start=match.start(), end=match.end(), words=words)
        return
