"""Whether the letter fits its stage: the right tribunal, no right too early, the next step told."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.facts import LetterKind, Place
from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import has, rx
from caseworker.letters.checks.rights import WITHIN_28

_WRONG_IN_LONDON = r"\btraffic penalty tribunal\b|\bTPT\b"
_WRONG_OUTSIDE = (
    r"\blondon tribunals?\b|\benvironment and traffic adjudicators?\b|\bPATAS\b"
    r"|\bparking and traffic appeals service\b"
)
_WRONG_ANYWHERE = (
    r"\bPOPLA\b|\bparking on private land appeals\b|\bindependent appeals service\b"
    r"|\bfirst[- ]tier tribunal\b|\bappeal to (?:the|a) magistrates\b"
)


def wrong_tribunal(letter: Letter, case: Case) -> Iterator[Finding]:
    """Names a tribunal that does not hear this case."""
    london = case.facts.place is Place.LONDON
    wrong = f"{_WRONG_IN_LONDON if london else _WRONG_OUTSIDE}|{_WRONG_ANYWHERE}"
    if london:
        wrong += r"|\bPATAS\b|\bparking and traffic appeals service\b"
    heard_by = case.rules.tribunal.name if case.rules.tribunal else "the tribunal of this place"
    right = heard_by if london else f"the {heard_by}".replace("the the ", "the ")
    for match in rx(wrong).finditer(letter.text):
        before = letter.text[max(0, match.start() - 40) : match.start()]
        sentence = letter.at(match.start())
        if has(
            r"\bnot (?:to |by |with )?(?:the )?$|\brather than (?:the )?$|\binstead of (?:the )?$", before
        ):
            continue
        if sentence and sentence.has(
            r"\bdoes not (?:hear|deal)|\bhas no power|\boutside london\b|\bin another case\b|\byou (?:say"
            r"|mention|refer|quote|cite)"
        ):
            continue
        words = f"{match.group()} does not hear this case: an appeal goes to {right}."
        yield finding("wrong-tribunal", start=match.start(), end=match.end(), words=words, repair=right)


_OFFERS_APPEAL = (
    r"\byou (?:can|may|could|are (?:now )?(?:entitled|able) to|(?:now )?have (?:the|a) right (?:to"
    r"|of)|have a right of|have 28 days to)\b[^.;]{0,40}\bappeal\b"
    r"|\b(?:appeal form|notice of appeal)\b[^.;]{0,30}\benclosed\b"
    r"|\benclosed?\b[^.;]{0,30}\b(?:appeal form|notice of appeal)\b|\bform (?:of"
    r"|for) (?:an )?appeal\b[^.;]{0,30}\benclos"
    rf"|{WITHIN_28}[^.;]{{0,80}}\bappeal\b|\bappeal (?:now |directly |straight )?to (?:the "
    rf"|an )?(?:independent )?(?:adjudicator|london tribunals"
    rf"|traffic penalty tribunal)[^.;]{{0,30}}\b(?:now|today|straight away|using|online)\b"
    r"|^(?:or )?appeal (?:to|against|online)\b"
    r"|\byou (?:can|may|could)(?: also| now| instead| still)?\b[^.;]{0,20}\b(?:take|bring|refer"
    r"|put|go|write|complain)\b"
    r"[^.;]{0,24}\b(?:to|before) (?:the |an |our )?(?:independent )?"
    r"(?:adjudicators?|london tribunals|traffic penalty tribunal|tribunal)\b"
    r"|\b(?:fill in|complete|use|sign|return)\b[^.;]{0,20}\b(?:appeal|tribunal(?:'s)?) form\b"
    r"|\b(?:send|post|take|put|submit) (?:it|them|this|your (?:case|reasons|appeal))\b[^.;]{0,20}\b(?:to"
    r"|before) (?:the )?"
    r"(?:traffic penalty tribunal|london tribunals|tribunal|adjudicator)\b[^.;]{0,20}\b(?:within|now|by"
    r"|at once|today)\b"
    r"|\bappeal to (?:the |an )?(?:independent )?(?:london tribunals|traffic penalty tribunal|tribunal"
    r"|adjudicators?)[^.;]{0,30}"
    r"\b(?:at this (?:point|stage)|now|please complete|using the (?:enclosed|attached))\b"
)
_LATER = (
    r"\b(?:if (?:we|that|those|they|these|the council|your (?:formal )?representations|it|then)"
    r"|only if|only after|then|later|until|cannot|can't|can not|no right|not (?:yet|now"
    r"|at this stage)"
    r"|not appeal|once|reject(?:s|ed)? (?:those|them|your formal)|refuse(?:s|d)? (?:those|them|your formal)"
    r"|do not appeal|at that (?:stage|point)|after that|from there)\b"
)


_TOLD_THEN = (
    r"\b(?:rejection|notice|letter|form|leaflet|it|which|we|council)\b[^.;]{0,40}"
    r"\b(?:told|said|gave|explained|set out|warned|stated|informed|offered|came with)\b"
    r"|\b(?:(?:that|this) (?:time|period|right|chance)|(?:28|twenty-eight) days|right (?:to|of) appeal)\b"
    r"[^.;]{0,100}\b(?:began|ended|ran (?:out|from|until)|passed|expired|were|was)\b"
    r"|\b(?:you|there) (?:then )?(?:had|were|was)\b|\bcould have\b"
    r"|\bdid not appeal\b|\b(?:no|any) appeal (?:was|came|had)\b"
)
"""Of a letter after a charge certificate: it tells which right there was, and offers none."""
_OFFERS_REPRESENTATIONS = (
    r"\b(?:wait for|will (?:be sent|receive)|we (?:may"
    r"|will) (?:then )?send)\b[^.;]{0,30}\bnotice to owner\b|\byou (?:can|may) (?:now |still "
    r"|then )?(?:make|send|submit) (?:further |new |more |formal )*representations\b"
)
_OFFERS_AGAIN = (
    r"\b(?:until|once|when|wait (?:for|until)) (?:you (?:get|receive|are sent) )?a notice to owner\b"
    r"|\b(?:further|another|second|fresh|new) (?:\w+ )?(?:opportunity|chance|right|set|round) (?:to"
    r"|of)(?: \w+)?"
    r"[^.;]{0,20}\brepresentations\b"
    r"|\brepresentations\b[^.;]{0,40}\b(?:can|may|could) (?:now |then |still |again )?be (?:made"
    r"|sent) (?:again|to us"
    r"|in (?:reply|answer|response))\b"
    r"|\bnotice to owner (?:will|may|can) (?:then )?(?:follow|come|be (?:sent|served))\b"
    r"|\b(?:with|send|make) (?:further|more|new|fresh) representations\b"
)
"""What a rejection may not offer: they were decided on."""


def wrong_stage_information(letter: Letter, case: Case) -> Iterator[Finding]:
    """Offers a right that this stage does not give."""
    if case.is_informal_rejection or case.is_certificate:
        for sentence in letter.body:
            match = rx(_OFFERS_APPEAL).search(sentence.text)
            if match is None or sentence.has(_LATER) or sentence.has(r"\bcourt\b"):
                continue
            if case.is_certificate and sentence.has(_TOLD_THEN):
                continue
            words = "There is no appeal to the tribunal at this stage."
            if case.is_informal_rejection:
                words = "An appeal exists only after formal representations, not at the informal stage."
            start = sentence.start + match.start()
            yield finding(
                "wrong-stage-information", start=start, end=sentence.start + match.end(), words=words
            )
    if case.is_notice_of_rejection or case.is_certificate:
        offers = _OFFERS_REPRESENTATIONS
        if case.is_notice_of_rejection:
            offers = f"{offers}|{_OFFERS_AGAIN}"
        for sentence in letter.having(offers):
            if sentence.has(
                r"\bnot\b|\bno\b|\bcannot\b|\bother\b|\bhirer\b|\bif the court\b|\brevoke|\bcancel"
            ):
                continue
            words = "Representations were already decided on: the next step at this stage is another one."
            yield finding("wrong-stage-information", start=sentence.start, end=sentence.end, words=words)


def _beyond_thanks(letter: Letter) -> str:
    """What stands near where the next notice is named, or all of the letter but its thanks."""
    return " ".join(
        s.text for s in letter.body if not s.has(r"^\W*(?:thank you|you say|you challenge|your challenge)\b")
    )


def missing_next_step(letter: Letter, case: Case) -> Iterator[Finding]:
    """An informal rejection that does not say what may come next, or a request without its day."""
    if case.asks:
        yield from _request_without_day(letter, case)
        return
    if case.kind is not LetterKind.INFORMAL_REJECTION:
        return
    text = letter.text
    notice = case.rules.next_notice
    named = has(case.rules.next_notice_pattern, text) or has(
        r"\b(?:formal|next|statutory|further|enforcement) notice\b", text
    )
    how = has(
        r"\bformal(?:ly)?\b(?! notice)|\brepresentations?\b|\bobject(?:ion|ions|ing)?\b|\bdisput(?:e"
        r"|ing)\b|\bcontest"
        r"|\bchalleng(?:e|ing) (?:it|that|the|this|further|formally)|\bput (?:the|your|their|its) case\b"
        r"|\bcase to us\b",
        _beyond_thanks(letter),
    )
    if named and how:
        return
    lacks = [
        w
        for ok, w in (
            (named, f"that {notice} may be sent to the registered keeper"),
            (how, "that formal representations can then be made"),
        )
        if not ok
    ]
    words = "The letter does not say " + " nor ".join(lacks) + "."
    repair = (
        f"If the charge is not paid, we may send {notice} to the vehicle's registered keeper, who "
        f"can then make"
        " formal representations and, if we refuse them, appeal to an independent adjudicator."
    )
    yield finding("missing-next-step", words=words, repair=repair)


_BY_A_DAY = r"\b(?:by|until|before|within)\b[^.;]{0,30}\b\d{1,2} (?:[A-Z][a-z]+\b|days\b)"
"""Until when an answer is waited for, where the facts do not tell the day."""


def _request_without_day(letter: Letter, case: Case) -> Iterator[Finding]:
    """A letter that asks for something says what, until when, and what happens without it."""
    day = case.facts.answer_by
    told = has(rf"\b{day.day} {day:%B}\b" if day else _BY_A_DAY, letter.text)
    if told and letter.having(r"\bif (?:we|you|nothing)\b"):
        return
    by = f" by {day.day} {day:%B %Y}" if day else ""
    words = f"The letter does not say until when{by} an answer is waited for, or what happens without one."
    repair = f"Please send it{by}. If we hear nothing, we will decide on what we have."
    yield finding("missing-next-step", words=words, repair=repair)
