"""What belongs to another situation: an apology for no delay, advice that is not about this case."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import any_of, has, rx, table
from caseworker.letters.checks.told import particular, terms
from caseworker.letters.checks.topics import heard, known

_DELAY = (
    r"\b(?:apologi[sz]e|apologies|sorry|regret)\b[^.;]{0,40}\b(?:delay|late reply|length of time"
    r"|time (?:it has )?taken|wait|waiting)\b"
)
PROMPT = 14
"""Days within which an answer is prompt, and no delay is there to be sorry for."""

_GENERAL = (
    r"\b(?:drivers|motorists|residents|holders?|visitors|customers|people|firms|companies|businesses"
    r"|those|anyone|all|must|should"
    r"|are (?:only|required|allowed|permitted|expected|available)|can (?:be|apply|only)|may (?:be|apply"
    r"|only)|apply)\b"
)


def irrelevant_content(letter: Letter, case: Case) -> Iterator[Finding]:
    """A passage of another situation."""
    yield from _no_delay(letter, case)
    yield from _sorry_for_another(letter, case)
    yield from _other_advice(letter, case)
    yield from _of_another_case(letter, case)


def _no_delay(letter: Letter, case: Case) -> Iterator[Finding]:
    facts = case.facts
    if not (facts.received_on and facts.posts_on):
        return
    took = (facts.posts_on - min((facts.received_on, *facts.letters_received))).days
    if took > PROMPT or "challenge-ignored" in case.points:
        return
    for sentence in letter.body:
        match = rx(_DELAY).search(sentence.text)
        if match is not None and not sentence.has(
            r"\bearlier\b|\brefund\b|\bno\b|\bpermit\b|\bapplication\b|\byou say\b|\bfirst\b"
        ):
            words = f"This apologises for a delay, and the answer goes out after {took} days."
            yield finding("irrelevant-content", start=sentence.start, end=sentence.end, words=words)
            return


_SORRY = (
    r"^\W*(?:we|i)(?: (?:do|must|also|would like to))* (?:apologi[sz]e|am sorry|are sorry"
    r"|regret)\b(?: to)?(?: (?:that|for))\b"
)
_USUAL = (
    r"\b(?:trouble|inconvenience|worry|upset|distress|delay|waiting|hear|read|learn|tell|say"
    r"|wait|silence|things (?:are|were|have been)|hard|difficult\w*|tight|tough|unwell|ill|worse"
    r"|disappoint\w*|news|notice|mistake|error|fault|loss"
    r"|(?:pcn|penalty(?: charge)?|charge) was (?:ever |first )?(?:sent|served|issued|made)"
    r"|you (?:were|had|are|have|feel)|this|it|not)\b"
)


_CAUSED = (
    r"\b(?:inconvenience|trouble|disruption|delay)s?\b[^.;]{0,30}"
    r"\b(?:caused by|due to|from|during) (?P<by>[^.;]{4,})"
)
_OURS = (
    r"\b(?:our|my|this|that|us|you|your|it"
    r"|the (?:delay|notice|pcn|letter|error|mistake|slip|officer|council))\b"
)


def _sorry_for_another(letter: Letter, case: Case) -> Iterator[Finding]:
    """An apology for something that neither the case nor the rest of the letter knows of."""
    for sentence in letter.body:
        caused = rx(_CAUSED).search(sentence.text)
        usual = sentence.has(_USUAL) and (caused is None or has(_OURS, caused.group("by")))
        if not sentence.has(_SORRY) or usual or _of_a_point(sentence, case):
            continue
        rest = " ".join(one.text for one in letter.body if one.start != sentence.start)
        if not particular(sentence.text) & particular(f"{rest} {heard(case)}"):
            words = "Nothing else in this case speaks of what this apologises for."
            yield finding("irrelevant-content", start=sentence.start, end=sentence.end, words=words)
            return


def _of_a_point(sentence: Sentence, case: Case) -> bool:
    """Whether it speaks of a point that was raised, in whatever words it was said."""
    known = [terms()[slug] for slug in case.points if slug in terms()]
    return any(any_of((*one.sure, *one.near)).search(sentence.text) for one in known)


def _other_advice(letter: Letter, case: Case) -> Iterator[Finding]:
    facts = case.facts
    about = (
        f"{heard(case)} {' '.join(case.points)} {facts.contravention} {facts.location} {facts.restriction}"
    )
    for sentence in letter.body:
        if (
            not sentence.has(_GENERAL)
            or sentence.has(r"\byou(?:r|'ve)?\b(?! (?:can apply|may apply|should))")
            or _told(sentence)
        ):
            continue
        for row in table("advice")["advice"]:
            name, said, known, codes = row["about"], row["said"], row["known"], row["codes"]
            match = rx(said).search(sentence.text)
            if match is None or facts.code[:2] in codes or has(rf"(?:{known})", about):
                continue
            words = f"This is about {name}, and nothing in this case is."
            yield finding("irrelevant-content", start=sentence.start, end=sentence.end, words=words)
            return


_POUND = (
    r"\b(?:released|collected|recovered|fetched|taken|removed|towed)\b[^.;]{0,30}\b(?:from|to) (?:the"
    r"|our) (?:\w+ )?pound\b"
    r"|\b(?:release|storage|removal) (?:fees?|charges?)\b|\bclamp (?:was )?(?:taken off|removed|fitted)\b"
)
_SERVICE = (
    r"\b(?:library (?:books?|fines?|card)|council tax|(?:garden|household) waste|recycling (?:crew"
    r"|collections?|cent(?:re|er)"
    r"|box|day)|bin (?:collections?|day)|wheelie bins?|allotments?|planning (?:application|permission)"
    r"|school (?:admissions?"
    r"|place)|electoral (?:roll|register)|housing (?:repairs?|register)|dog (?:licen[cs]e|fouling)"
    r"|pest control)\b"
)
_BY_THE_WAY = (
    r"\b(?:by the way|remind\w*|may i|please|hope|wish you|good luck|take this (?:chance|opportunity)"
    r"|while (?:i am|we are) writing"
    r"|remember|don't forget|do not forget|should be|must be)\b"
)
_SHOWN = (
    r"\b(?:proof|prove\w*|evidence|bill|statement|show\w*|permit|address|copy|copies|account|debt|arrears)\b"
)


def _of_another_case(letter: Letter, case: Case) -> Iterator[Finding]:
    """Tells of a pound where no vehicle was held, or of a service that is none of the case's."""
    about = f"{known(case)} {' '.join(case.points)}"
    held = case.rules.held or has(r"\bpound\b|\bclamp|\btow|\bremov|\breleas", about)
    for sentence in letter.body:
        pound = None if held else rx(_POUND).search(sentence.text)
        service = rx(_SERVICE).search(sentence.text)
        if service and (
            sentence.has(_SHOWN)
            or not sentence.has(_BY_THE_WAY)
            or has(rf"\b{service.group().split()[0]}", about)
        ):
            service = None
        match = pound or service
        if match is None or letter.quoted(sentence.start + match.start()):
            continue
        if sentence.has(r"\b(?:if|may|might|could|would|complain\w*)\b(?! (?:i|we)\b)") and match is pound:
            continue
        words = f"Nothing in this case speaks of “{match.group()}”."
        yield finding("irrelevant-content", start=sentence.start, end=sentence.end, words=words)
        return


def _told(sentence: Sentence) -> bool:
    """Whether it tells of this street or this day, and so is no general advice."""
    return sentence.has(
        r"\b(?:both|they|it|you) (?:was|were|had)\b|\bon record\b|"
        r"\b(?:except|exception|apart from|other than|save for|nobody|no one|at that|"
        r"photograph|photo|recording|film|footage|still|officer|sign|plate|lines?|here|this|there"
        r"|saw|shows?|\d{1,2}[:.]\d\d)s?\b"
    )
