"""Whether what the letter says was looked at, was: what nobody opened for the case shows nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.answering import FEWEST
from caseworker.letters.checks.case import Case, surest
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx
from caseworker.letters.checks.told import SETS_ASIDE

_LOOKED = (
    r"\b(?:i|we)(?: have|'ve)? (?:\w+ )?"
    r"(?:looked|viewed|watched|studied|examined|saw|seen|compared|checked|read)"
    r"\b[^.;]{0,60}?\b"
)
_THINGS = (
    (
        r"film|footage|recording|video|cctv",
        r"film|footage|recording|video|clip|cctv",
        "a film",
    ),
    (r"(?:sign|site|street|order) plan|plan of", r"plan", "a plan"),
    (r"both plates|(?:sign )?plates", r"plate|sign", "a photograph of the sign"),
)
_NOTICE = (
    r"\b(?:photographed|photographs? (?:of|shows?|showing))\b[^.;,]{0,30}\b(?:notice|ticket|pcn|envelope)\b"
    r"[^.;,]{0,30}\b(?:windscreen|vehicle|car|van|wiper)\b"
)
_SEVERAL = (
    r"\b(?P<count>both|two|three|four|five|six)\b(?: of)?(?: \w+){0,3} "
    r"(?:photographs|photos|pictures|images)\b"
)
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PAPER = (
    r"\b(?:note|receipt|letter|email|form|agreement|invoice|statement|certificate|permit|ticket|sheet|film)\b"
)
_THEIRS = (
    r"\byou(?:'ve| have)? (?:\w+ )?(?:sent|enclosed|attached|supplied)\b"
    r"|\byour (?:\w+ )?(?:photo|film|video|plan)"
)


def evidence_not_opened(letter: Letter, case: Case) -> Iterator[Finding]:
    """The letter speaks of what no point relies on, and which nobody need have opened.

    Asked only where the points are known with the evidence they rely on.
    """
    known = [getattr(one, "evidence", None) for one in case.answers]
    if not known or any(one is None for one in known):
        return
    captions = tuple(dict.fromkeys(caption for one in known for caption in one or ()))
    opened = " ; ".join((*captions, *case.facts.evidence_sent))
    for sentence in letter.body:
        if sentence.has(_THEIRS):
            continue
        for said, shown, what in _THINGS:
            match = rx(f"{_LOOKED}(?P<what>{said})\\b").search(sentence.text)
            if match is not None and not has(rf"\b(?:{shown})", opened):
                yield _found(sentence.start + match.start("what"), sentence.start + match.end("what"), what)
        match = rx(_NOTICE).search(sentence.text)
        if match is not None and not has(r"\b(?:windscreen|notice|pcn|ticket|wiper|envelope)", opened):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            yield _found(start, end, "a photograph of the notice")
        match = rx(_SEVERAL).search(sentence.text)
        if match is not None and _COUNTS[match["count"].lower()] > len(
            [one for one in captions if not has(_PAPER, one)]
        ):
            yield _found(sentence.start + match.start(), sentence.start + match.end(), "so many photographs")


def _found(start: int, end: int, what: str) -> Finding:
    words = f"The letter speaks of {what}, and none was opened for the points of this case."
    return finding("evidence-not-opened", start=start, end=end, words=words)


_FILM = r"(?:film|footage|recording|video|cctv)"
_FILM_SHOWS = (
    rf"\b(?:the|our|this|that|council's|camera's|camera) (?:\w+ )?{_FILM}\b[^.;,]{{0,30}}"
    r"\b(?:shows?|showed|begins|began|records?|recorded|confirms?|confirmed|proves?|leaves no doubt)\b"
    rf"|\b(?:on|in|from) (?:the|our) (?:\w+ )?{_FILM}\b"
    rf"|{_LOOKED}{_FILM}\b"
)
_NO_FILM = (
    rf"\b(?:if|no|not|nor|never|without|whether|would|could|call|telephone|body-worn|dash-?cam)\b|{_THEIRS}"
)


def film_not_held(letter: Letter, case: Case) -> Iterator[Finding]:
    """The letter tells what a film shows, and the case holds none: an adjudicator would ask for it.

    Asked only where all that the case holds is known.
    """
    held = case.facts.evidence_held
    if held is None or has(rf"\b{_FILM}|\bclip\b", " ; ".join((*held, *case.facts.evidence_sent))):
        return
    for sentence in letter.body:
        match = rx(_FILM_SHOWS).search(sentence.text)
        if match is None or sentence.has(_NO_FILM) or letter.quoted(sentence.start + match.start()):
            continue
        words = "The letter tells what a film shows, and this case holds no film."
        start, end = sentence.start + match.start(), sentence.start + match.end()
        yield finding("wrong-fact", start=start, end=end, words=words)
        return


def tribunal_paper_missing(letter: Letter, case: Case) -> Iterator[Finding]:
    """Hands the papers over while the case does not hold all of them."""
    if case.facts.papers_missing:
        listed = ", ".join(case.facts.papers_missing)
        yield finding(
            "tribunal-paper-missing", words=f"The case does not hold what must go with it: {listed}."
        )


_SENT = (
    r"\b(?:enclos\w+|attach\w+|supplie[sd]|sends?|sent|produce[sd]|provide[sd]|submit\w*|uploaded"
    r"|photos?|photographs?|photographed|filmed|screenshot)\b"
)


_SENT_BY_THEM = (
    r"\b(?:you|your) (?!own )(?:\w+ ){0,2}(?:photographs?|photos?|pictures?|documents?|evidence|receipts?"
    r"|screenshots?|enclosures?|papers?|statement|video|letter from|attachments?)\b"
    r"|\b(?:documents?|photographs?|photos|papers?|evidence|pictures|screenshots?|material|printout"
    r"|note|receipt|agreement|log|invoice)\b[^.;]{0,40}\byou(?:'ve| have)? (?:\w+ )?(?:sent"
    r"|supplied|enclosed|attached|gave|provided)\b|\bwhat you (?:have )?sent\b|\byou(?:'ve"
    r"| have)? (?:also )?(?:sent|enclosed|attached|supplied) (?:us )?(?:a|an|the|your|two|three"
    r"|four|five|some|photo|copies)\b"
)


_ALL_SENT = (
    r"\b(?:you|your) (?!own )(?:\w+ ){0,2}(?:documents|evidence|enclosures?|papers|attachments?)\b"
    r"|\b(?:documents|papers|evidence|material)\b[^.;]{0,40}\byou(?:'ve| have)? (?:\w+ )?(?:sent|supplied"
    r"|enclosed|attached|gave|provided)\b|\b(?:what|everything|all that) you (?:have )?sent\b"
    r"|\b(?:both|neither|none|all) of (?:them|these|those|the (?:documents|papers))\b"
)
"""What takes up several papers at once."""


_CAME = (
    r"\bin receipt of\b|\b(?:on|to) (?:the|your|our) (?:case )?file\b|\bbeen filed\b|\bon file\b"
    r"|\b(?:was|were|has been|have been) (?:duly |safely )?(?:received|seen|noted|provided)\W*$"
    r"|^\W*(?:we|i) (?:also )?have (?:also )?(?:your|yours|an?|the)\b[^.;,]{0,40}\W*$"
    r"|\b(?:i|we) (?:also )?(?:note|acknowledge)\b[^.;]{0,80}\b(?:sent|enclosed|attached|supplied)\b"
)
_BUT_TELLS = (
    r"\b(?:but|because|however|shows?|showed|dated|timed|gives?|confirms?|bears?|valid|proves?)\b"
    r"|\bwhich (?!has been|have been|was|were|you|i|we)\w+|:"
)
_TELLS_NEXT = (
    r"^\W*(?:it|its|they|this|these|that|those|both|neither|none|one|each|from|in|on|by"
    r"|the (?:first|last|other))\b|^\W*(?:i|we)\b[^.;,]{0,30}\b(?:it|them)\b"
)


def _only_came(letter: Letter, sentence: Sentence) -> bool:
    """Whether a sentence says of a paper only that it came, and the next tells no more of it."""
    if not sentence.has(_CAME) or sentence.has(_BUT_TELLS):
        return False
    follows = [one for one in letter.around(sentence, after=1)[1:] if one.paragraph == sentence.paragraph]
    return not any(one.has(_TELLS_NEXT) for one in follows)


def evidence_ignored(letter: Letter, case: Case) -> Iterator[Finding]:
    """The motorist sent evidence that the letter does not mention."""
    if case.is_acceptance:
        return
    sent = _evidence(case)
    surely = _surely(letter, case, sent)
    for caption in sent:
        if _named(letter, caption, len(sent)) or surely.get(caption, -inf) >= WEIGHED:
            continue
        words = f"The motorist sent {caption.strip()}, and the letter does not say what it shows."
        yield finding(
            "evidence-ignored", words=words, repair="Say what this shows and what weight it was given."
        )


WEIGHED = 0.5
"""How surely a sentence must say what a paper shows, where none names it."""


def _surely(letter: Letter, case: Case, sent: Sequence[str]) -> Mapping[str, float]:
    """How surely some sentence says what each paper shows; empty where no model can tell."""
    told = [one.text for one in letter.body if one.words >= FEWEST]
    return surest(case.deals.papers(told, sent) if case.deals and sent else None, sent)


def _named(letter: Letter, caption: str, many: int) -> bool:
    """Whether the letter speaks of a paper by name, or of all that was sent at once."""
    telling = [one for one in letter.body if not _only_came(letter, one)]
    letter_says = " ".join(one.text for one in telling if not one.has(r"^\W*thank you\b"))
    if has(_SENT_BY_THEM if many < 2 else _ALL_SENT, letter_says):
        return True
    wanted = _stems(caption)
    papers = wanted & _NAMED_PAPERS
    return any(_mentions(sentence, wanted, papers) for sentence in telling)


_NAMED_PAPERS = frozenset(
    {"note", "slip", "receip", "invoic", "screen", "video", "film", "photog", "photo", "photos"}
) | {
    "statem",
    "agreem",
    "log",
    "printo",
    "email",
    "map",
    "ticket",
    "badge",
    "permit",
    "certif",
    "report",
    "tracke",
}
"""Stems of the names of papers: the paper named is the paper looked at."""


def _stems(text: str) -> frozenset[str]:
    small = {"the", "and", "for", "one", "two", "her", "his", "from", "with", "are", "was", "has", "its"}
    words = (word.lower() for word in rx(r"[A-Za-z0-9]{3,}").findall(text))
    return frozenset(word[:6] for word in words if word not in small)


_PAPER_SAYS = (
    r"\b(?:writes?|written|wrote|says?|said|sent|sends?|shows?|confirms?|states?|gives?|sets? out"
    r"|bears? (?:it |this )?out|timed|dated"
    r"|read|looked)\b"
)


_DENIED = (
    r"\bthere (?:is|was|are|were) (?:none|nothing|not any|no (?:such |sign|trace|evidence|proof|paper|letter"
    r"|document|note))|\bnothing (?:from|of the (?:kind|sort)|like that|to (?:show|support|back))\b"
    r"|\b(?:no|without|lack of|absence of|not any) (?:\w+ ){0,2}(?:evidence|proof|papers?|documents?"
    r"|confirmation"
    r"|corroboration)\b|\bwe (?:would )?(?:look|looked|ask|need|expect|like) (?:for|to see)\b"
    r"|\b(?:have|has|had) (?:seen|received|been (?:sent|shown|given)) (?:none|nothing|no)\b"
    r"|\b(?:have|has|had|did|do) not (?:been )?(?:sent|send|supplied|supply|provided|provide|enclosed|enclose"
    r"|produced|produce|shown|show)\b"
)
"""What says that there is no such paper takes no account of it."""
_OTHER_PAPERS = r"\bcharge certificates?\b|\bwitness statements?\b|\bappeal forms?\b|\bnotice of appeal\b"
_WHAT_THEY_SAY = r"\b(?:what|as|all that) you (?:have )?(?:say|said|tell|told|write|wrote|mention)\b"


def _mentions(sentence: Sentence, wanted: frozenset[str], papers: frozenset[str]) -> bool:
    """Whether a sentence speaks of a paper: by its name, or by what somebody says in it."""
    if sentence.has(_DENIED) or sentence.has(SETS_ASIDE):
        return False
    text = rx(_OTHER_PAPERS).sub(" ", sentence.text)
    said = _stems(text)
    if papers & said or len(wanted & said) >= min(2, len(wanted)):
        return True
    return bool(wanted & said) and has(_PAPER_SAYS, rx(_WHAT_THEY_SAY).sub(" ", text))


_QUOTES = (
    r"\b(?:gives?|quotes?|gave|quoted) (?:\w+ ){0,4}(?:code|reference|ref|number|log)\b"
    r"(?: [A-Z0-9-]*\d[A-Z0-9-]*)?"
)
"""A number by which somebody can look it up is evidence too."""


_AND = (
    r"\band\b(?= (?:(?:an?|the|his|her|their|some|two|three|four|\d)\b"
    r"|(?:photo|letter|e-?mail|receipt|statement|note)\w*\b))"
)
"""Where one paper ends and the next begins."""


def _thing(said: str) -> str:
    """A paper without the words around it, or nothing where no name of one is left."""
    thing = rx(_SENT).sub(" ", said)
    thing = rx(r"\b(?:of|the|a|an|and|is|are|with|it|them|us|he|she|they|to)\b").sub(" ", thing)
    return " ".join(thing.split()) if has(r"[a-z]{3}|\d{3}|V5C", thing) else ""


def _evidence(case: Case) -> tuple[str, ...]:
    """What the motorist sent: as listed, or else as the summary of the challenge tells."""
    if case.facts.evidence_sent:
        return case.facts.evidence_sent
    clauses = rx(r"[;.,()]").split(case.facts.challenge_summary)
    found = []
    for clause in clauses:
        quotes = rx(_QUOTES).search(clause)
        if quotes is not None:
            found.append(quotes.group().split(maxsplit=1)[1])
        elif has(_SENT, clause) and not has(
            r"\bno\b|\bnot\b|\bwithout\b|\b(?:ask|say|want|demand)s?\b|\bnothing\b", clause
        ):
            found += (thing for part in rx(_AND).split(clause) if (thing := _thing(part)))
    return tuple(found)
