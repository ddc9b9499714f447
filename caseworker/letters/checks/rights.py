"""What a decision must tell somebody about their rights, and what it may not tell them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.days import days, long_date
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx

WITHIN_28 = r"\b(?:28|twenty[- ]eight)(?:[- ]day|\s+(?:calendar )?days)"
_APPEAL = r"\bappeal|\badjudicator|\btribunal"
_PAY = r"\bpay|\bpaid\b|\bdischarg|\bsettl|£\s?\d|\bsend (?:us )?the (?:sum|money|amount)"
_FROM_SERVICE = (
    r"\b(?:service|served|serve|delivered|delivery|you (?:receive|get|received)|receipt|receiving"
    r"|from then|(?:from|with) that (?:day|date))\b"
)


def _letter_date(text: str) -> bool:
    """Whether a period is counted from the letter's own date instead of its service."""
    plain = (
        r"\b(?:date|day) (?:of|on|at (?:the )?(?:top|head) of|shown (?:on|at the top of)|printed on"
        r"|given (?:on|in)) (?:this|the|our) (?:letter|notice|decision|page)\b"
        r"(?! (?:is|was|of rejection is|of rejection was) (?:served|delivered))"
        r"|\b(?:from|after|of) (?:today|the above date|the date (?:above|shown))\b|\b(?:date"
        r"|day) (?:of|on which) (?:issue|posting|this (?:letter|notice) (?:is|was) (?:posted|issued"
        r"|sent|dated|written))\b"
        r"|(?<!service )(?<!delivery )(?<!receipt )\b(?:from|of|after) this (?:letter"
        r"|notice)(?:'s date)?\b(?! (?:is|was|being) (?:served|delivered))|\b(?:letter"
        r"|notice) is dated\b|\bposting (?:of )?this\b"
    )
    return has(plain, text)


_NOT_DONE = (
    r"\b(?:no|not|neither|nor|without|unless|until)\b(?! (?:agree|accept|content|satisfied|happy))"
    r"[^.;]{0,60}\b(?:appeal|paid|pay|payment)"
    r"|n't\b[^.;]{0,60}\b(?:appeal|paid|pay)"
)
_NAMED_ONLY = (
    r"\b(?:either (?:side|party)|award|order)\w*\b[^.;]{0,60}\bcosts\b"
    r"|\bcosts\b[^.;]{0,60}\b(?:award|order)|^\W*costs (?:of|in|at) an? appeal\W*$|^\W*enclos(?:ed|ures?)\W*:"
    r"|\b(?:offer|discount)\b[^.;]{0,40}\b(?:ends?|lapses?|goes|falls)\b[^.;]{0,20}\bif you appeal"
    r"|^[^.]*\b(?:parking|traffic|penalty charge) appeals\b(?![^.]*\badjudicator|[^.]*\btribunal)"
    r"|\bappeals (?:officer|team|manager|section|office)\b"
)
_OFFERED = (
    r"\byou (?:may|can|could|must|should|have|are (?:able|entitled|free))\b|\bright (?:of|to)\b|\beither\b"
)


def _windows(letter: Letter) -> list[tuple[Sentence, str]]:
    """Each sentence with 28 days in it, and what is offered around it."""
    found = []
    for sentence in letter.having(WITHIN_28):
        near = letter.around(sentence, before=6, after=9)
        found.append((sentence, " ".join(s.text for s in near if s is sentence or not _aside(s))))
    return found


def _aside(sentence: Sentence) -> bool:
    """Whether a sentence speaks of paying and appealing without offering either."""
    if sentence.has(r"\bpay £\d"):
        return False
    return sentence.has(_NAMED_ONLY) or (sentence.has(_NOT_DONE) and not sentence.has(_OFFERED))


def missing_28_days_appeal(letter: Letter, case: Case) -> Iterator[Finding]:
    """A rejection that does not give 28 days, from service, to pay or to appeal."""
    if not case.is_notice_of_rejection:
        return
    both = case.rules.pays_and_appeals
    act = "to pay or to appeal" if both else "to appeal"
    repair = f"You have 28 days beginning with the date of service of this notice in which {act}."
    for sentence, near in _windows(letter):
        if _aside(sentence) or not has(_APPEAL, near) or sentence.has(r"\bcontravention\b|notice to owner"):
            continue
        if both and not has(_PAY, near):
            words = "The 28 days are given for an appeal only. They are the time to pay or to appeal."
            yield finding(
                "missing-28-days-appeal", start=sentence.start, end=sentence.end, words=words, repair=repair
            )
        return
    words = f"The letter does not give the 28 days, beginning with the date of service, {act}."
    yield finding("missing-28-days-appeal", words=words, repair=repair)


_DAYS = (
    r"\b(?:(?:\d{1,2}|seven|ten|fourteen|twenty[- ]one|thirty)[- ](?:calendar |working )?days?"
    r"|(?:a|one) (?:fortnight|week|month|calendar month)|(?:two|three|five|six|2|3|5|6) weeks)\b"
)
_DEADLINE = (
    r"\b(?:you (?:have|may|can|must|should)|within|before the end of|time (?:limit )?(?:to|for)|period of)\b"
)


def another_period(letter: Letter) -> Sentence | None:
    """A sentence that gives another number of days for the appeal."""
    for sentence in letter.body:
        if not sentence.has(_APPEAL) or not sentence.has(_DEADLINE) or sentence.has(WITHIN_28):
            continue
        aside = sentence.has(
            r"discount|reduced|refund|\b(?:aims?|decides?|decided|heard|hears?|repl(?:y|ies))\b"
        )
        if sentence.has(_DAYS) and not aside:
            return sentence
    return None


_LOST = (
    r"\b(?:lose|lost|forfeit(?:ed)?|forgo)\b[^.;]{0,30}\bright\b[^.;]{0,24}\bappeal"
    r"|\b(?:forfeit|forgo|have given up) (?:any|the|your|an) appeal|\bright (?:to"
    r"|of) appeal\b[^.;]{0,40}\b(?:lost|expires?|ends|lapses?|gone|extinguished|forfeited)\b"
    r"|\b(?:cannot|can not|can't|may not|will not be able to"
    r"|no longer(?: be able to)?) appeal\b[^.;]{0,50}\b(?:after|later|then|once|outside)\b"
    r"|\b(?:after|once|outside)\b[^.;]{0,60}\b(?:cannot|can't|may not"
    r"|no longer) (?:be able to )?appeal\b|\bafter[^.;]{0,50}\b(?:there (?:is|will be|can be)"
    r"|you (?:will )?have) no (?:further )?"
    r"(?:right (?:of|to) )?appeal\b"
    r"|\bno (?:late )?appeals? (?:can|will|may) be (?:made|accepted|considered|heard|possible)\b"
    r"|\blate appeals? (?:cannot|can't|will not|are not|won't)\b"
    r"|\bappeals? (?:made|received|sent) (?:later|late|after)[^.;]{0,40}\b(?:cannot|will not|can't"
    r"|won't|refused|rejected)\b"
)


_NO_APPEAL = (
    r"\b(?:you (?:cannot|can not|can't|may not|have no(?: further)? right (?:to|of))"
    r"|there is no(?: further)?(?: right (?:to|of))?) appeal"
    r"(?: (?:against )?(?:this|our|the) (?:decision|notice|letter))?"
    r"(?: to (?:the|an?|any) (?:\w+ ){0,2}(?:tribunals?|adjudicators?))?\s*(?:[.;,!]|$|and\b)"
    r"|\b(?:decision|rejection|notice)\b[^.;]{0,40}\b(?:cannot|can not|can't|may not) be appealed\b"
)
"""What denies the appeal that every rejection of representations has."""


def misstated_appeal_period(letter: Letter, case: Case) -> Iterator[Finding]:
    """The appeal period is wrongly counted, has the wrong length or last day, or is said to be lost."""
    if not case.is_notice_of_rejection:
        return
    repair = "28 days beginning with the date of service of this notice"
    tied = _tied_to_service(letter)
    for sentence, near in _windows(letter):
        if not has(_APPEAL, near) or sentence.has(r"\bcontravention\b|notice to owner|discount|reduced"):
            continue
        if _letter_date(sentence.text):
            words = "The 28 days begin with the date of service, not with the date of the letter."
            yield finding(
                "misstated-appeal-period", start=sentence.start, end=sentence.end, words=words, repair=repair
            )
        elif not tied and not _letter_date(near):
            words = "The letter does not say that the 28 days begin with the date of service."
            yield finding(
                "misstated-appeal-period", start=sentence.start, end=sentence.end, words=words, repair=repair
            )
            break
    other = another_period(letter)
    if other is not None:
        words = "The time to appeal is 28 days beginning with the date of service."
        yield finding("misstated-appeal-period", start=other.start, end=other.end, words=words, repair=repair)
    yield from _lost(letter)
    yield from _last_day(letter, case)


_CERTIFICATE_SERVED = (
    r"\b(?:serve|send|issue)\b[^.;,]{0,24}\bcharge certificate"
    r"|\bcharge certificate\b[^.;,]{0,24}\b(?:served|sent|issued)"
)


_COUNTED = r"\b(?:begin\w*|start\w*|runs?|count\w*|first|day (?:1|one)|from|last)\b"


def _tied_to_service(letter: Letter) -> bool:
    for sentence in letter.having(WITHIN_28):
        if has(_FROM_SERVICE, rx(_CERTIFICATE_SERVED).sub(" ", sentence.text)):
            return True
        for beside in letter.around(sentence, before=1, after=2):
            said = rx(_CERTIFICATE_SERVED).sub(" ", beside.text)
            if (
                has(r"\bserv(?:ed|ice)\b", said)
                and has(_COUNTED, said)
                and not has(r"\bcontravention\b", said)
            ):
                return True
    return False


def _lost(letter: Letter) -> Iterator[Finding]:
    for sentence in letter.having(f"{_LOST}|{_NO_APPEAL}"):
        if sentence.has(
            r"\b(?:do|does|will|would) not (?:lose|forfeit)|\bnot (?:lost|lose|end)\b|\bif you pay\b"
            r"|\bby paying\b|\bpaying\b|\bonce you (?:have )?pa(?:y|id)\b|\bunless the adjudicator\b"
            r"|\bmay still\b|\byou (?:say|said|tell|told|write|wrote|ask|asked|believe|think|thought)\b"
        ):
            continue
        if sentence.has(_LOST):
            words = (
                "The right of appeal is not lost after the 28 days: the adjudicator may still allow a late "
                "appeal."
            )
            repair = "An appeal made later may still be accepted if the adjudicator allows it."
        else:
            words = "The letter denies the appeal that follows every rejection of representations."
            repair = "You can appeal against this decision to the tribunal named in this notice."
        yield finding(
            "misstated-appeal-period", start=sentence.start, end=sentence.end, words=words, repair=repair
        )


def _last_day(letter: Letter, case: Case) -> Iterator[Finding]:
    until = case.appeal_until
    if until is None:
        return
    for day in days(letter):
        pattern = (
            r"\b(?:last (?:day|of (?:the|those) (?:28 )?days|date)[^.;]{0,40}|28 days (?:therefore "
            r"|then )?(?:end|run out|expire)s? on|appeal[^.;£]{0,40}\b(?:by|until|no later than"
            r"|on or before|before))\s*(?:is |then |was |the end of )*\s*$"
        )
        if not has(pattern, day.before) or day.is_(until) or has(r"discount|reduced", day.sentence.text):
            continue
        if has(r"representations|you (?:had|could)", day.before):
            continue
        # The day for a zone's own charge is another matter.
        if case.rules.zone and has(
            r"\blast day (?:for|of|to) pay(?:[^.;]{0,20}\bcharge\b|ing was\s*$| was\s*$)", day.before
        ):
            continue
        # A day that was the last of something before this letter is none of its own.
        posted = case.facts.posts_on or case.served_on
        on = day.on(until)
        if (
            posted
            and on
            and on < posted
            and has(r"\b(?:was|had been|ended|expired|ran out)\b[^.;]{0,20}$", day.before)
        ):
            continue
        if any(day.is_(one) for one in (case.facts.discount_offer_until,)) and not day.sentence.has(
            r"\bappeal"
        ):
            continue
        if has(r"\bbefore\s*$", day.before) and day.is_(until + timedelta(days=1)):
            continue  # before a day is until the one before it
        found = letter.text[day.start : day.end]
        words = f"The letter ends the 28 days on {found}; they end on {long_date(until)}."
        yield finding(
            "misstated-appeal-period", start=day.start, end=day.end, words=words, repair=long_date(until)
        )


def missing_costs_power(letter: Letter, case: Case) -> Iterator[Finding]:
    """A rejection that does not say what power the adjudicator has to award costs, where asked."""
    if not (case.is_notice_of_rejection and case.rules.costs):
        return
    for sentence in letter.having(r"\bcosts\b|\bexpenses\b"):
        near = " ".join(s.text for s in letter.around(sentence, before=1, after=2))
        if has(
            r"\b(?:award|power|order(?:ed)? (?:either|costs|a party|for|one|you|by|to pay)"
            r"|(?:make|made|require|direct|tell|told)s?(?:ed)? (?:\w+ ){1,3}(?:to )?(?:pay|meet|bear)"
            r"|made against|frivolous|vexatious|wholly unreasonabl)",
            near,
        ) and has(r"adjudicator|tribunal|frivolous|vexatious", near):
            return
    repair = (
        "The adjudicator can order either side to pay costs, but only where somebody has been "
        "frivolous, vexatious"
        " or wholly unreasonable; it is not usual."
    )
    words = "The letter does not say what power the adjudicator has to award costs."
    yield finding("missing-costs-power", words=words, repair=repair)


_HOW = (
    r"\bforms?\b|\bonline\b|\bwebsite\b|\bweb site\b|\bportal\b|\bby post\b|\bpost\b|\bpin\b"
    r"|\b(?:verification|appeal|access) code\b|\bthe code\b|\bits code\b"
    r"|\bwww\.|\.gov\.uk|\.org\.uk|\btelephone|\bring\b|\bleaflet\b|\bnotice of appeal\b"
    r"|\benclosed\b|\binsert\b|\battached\b|\boverleaf\b|\baccompan\w+|\bherewith\b|\bsheet\b|\blog in\b"
    r"|\be-?mail\b"
    r"|\bphone|\bweb (?:link|address|page)\b|\breverse\b|\b(?:personal|unique|own) code\b|\binternet\b"
    r"|\bon (?:page|side) \d\b|\bpage \d\b|\bpaper copy\b|\bon paper\b|\bin writing\b"
)
_TOLD_HOW = (
    r"\b(?:instructions?|details|directions|guidance|information|notes|explanation)\b[^.;]{0,30}\bappeal"
    r"|\bhow (?:to|you can|you may|an|the|it|that)\b[^.;]{0,20}\bappeal|\bappeals?\b[^.;]{0,20}\b(?:is"
    r"|are|can be|may be) (?:made|started|lodged|sent)"
    r"[^.;]{0,20}\b(?:on|by|at|through|with|in|to|using)\b"
)


def missing_appeal_form_and_manner(letter: Letter, case: Case) -> Iterator[Finding]:
    """A rejection that does not say, in general terms, how to appeal."""
    if not case.is_notice_of_rejection:
        return
    if any(_tells_how(letter, sentence) for sentence in letter.sentences):
        return
    words = "The letter does not say how an appeal is made."
    repair = "How to appeal, by post or online with the code on it, is explained on the form enclosed."
    yield finding("missing-appeal-form-and-manner", words=words, repair=repair)


def _tells_how(letter: Letter, sentence: Sentence) -> bool:
    """Whether a way of appealing is told here: the last thing named before the way must not be payment."""
    if sentence.has(_TOLD_HOW):
        return True
    for match in rx(_HOW).finditer(sentence.text):
        said = sentence.text[: match.start()]
        named = [
            m.group().lower()
            for m in rx(
                r"\bappeal\w*|\badjudicator\w*|\btribunal\w*|\bpay\w*|\bpaid\b|\brepresentations\b"
                r"|\bphotograph\w*|\brefund\w*"
            ).finditer(said)
        ]
        if named:
            if has(r"appeal|adjudic|tribunal", named[-1]):
                return True
            continue
        if match.group().lower() in ("enclosed", "post"):
            continue
        if has(r"^[^.;]{0,60}\b(?:appeal|adjudicator|tribunal)", sentence.text[match.end() :]):
            return True
        earlier = letter.around(sentence, before=2)[:-1]
        if any(s.has(r"\bappeal|\badjudicator|\btribunal") for s in earlier) and not sentence.has(_PAY):
            return True
    return False
