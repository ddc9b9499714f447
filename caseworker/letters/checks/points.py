"""Whether the letter answers what was said: in substance and in any words, not by a keyword in a list."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from caseworker.law.findings import Finding, finding
from caseworker.law.points import point
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import any_of, content_words, has, rx


@dataclass(frozen=True, slots=True)
class Terms:
    """The words by which a letter deals with a point."""

    sure: tuple[str, ...]
    """Words used only by somebody who deals with the point."""
    near: tuple[str, ...]
    """Words that also stand in boilerplate."""
    mitigation: bool


@cache
def terms() -> dict[str, Terms]:
    """The words for each point, by slug."""
    path = files("caseworker.letters.checks").joinpath("data", "point_terms.toml")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        slug: Terms(tuple(row["sure"]), tuple(row["near"]), bool(row.get("mitigation", False)))
        for slug, row in rows.items()
    }


_SAYING = (
    r"(?:say|said|state|stated|mention|mentioned|tell|told|claim|claimed|explain|explained|write"
    r"|wrote|argue|argued|ask|asked|feel|believe|believed"
    r"|raise|raised|suggest|suggested|point out|pointed out|complain|complained|describe|described"
    r"|think|thought|question|refer|add|added|give)"
)
_RESTATES = (
    rf"^[\"'*(\s\d).:-]*(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|next|finally|lastly"
    rf"|you also)?,? *(?:you (?:also |then |further )?{_SAYING}\b|your (?:\w+ )?(?:point|ground"
    rf"|reason|argument|claim|complaint|question|request) (?:is|was)\b|that (?:you|the|it|your|this"
    rf"|no)\b)"
    r"|^[\"'*(\s]*[\"'][^\"]{4,200}[.,!?]?[\"'][*]?$|^\*[^*]{4,200}\*$"
)
_ABOUT_THEM = r"^[\"'*(\s\d).:-]*you(?:r|'ve|'re)? (?!can\b|may\b|must\b|should\b|need\b|will\b|have 28)"
_TURNS = r"[,;:-] ?(?:but|however|yet|though|although|and i|so i|and we|nevertheless)\b|\b(?:but|however)\b"
_BOILER = (
    r"\b(?:has|have) been (?:carefully |fully )?(?:noted|considered|read|reviewed"
    r"|taken into account)\b|^(?:\W*)(?:thank you|i acknowledge|we acknowledge|i am writing"
    r"|further to|i refer|i write|we write|with reference)"
    r"|\b(?:carefully|fully|thoroughly) (?:considered|reviewed|read|noted|investigated)\b"
    r"|\bafter (?:careful|full|due) consideration\b|\bhaving (?:carefully )?(?:considered"
    r"|reviewed) (?:all|the|your|everything)\b"
    r"|\b(?:was|were|is) (?:issued )?(?:correctly|properly|validly|lawfully) ?(?:issued|served)?\b"
    r"|\bnot (?:considered )?sufficient\b|\bdo(?:es)? not (?:constitute|amount to|warrant|justify"
    r"|merit)\b"
    r"|\b(?:all|every) (?:motorist|driver|road user)s?\b|\b(?:the )?(?:motorist"
    r"|driver)'?s?'? responsib|\bresponsibility of (?:the|all|every)\b|\b(?:motorists|drivers"
    r"|you) (?:must|should(?! have been)|are expected|are required|are advised|need to)\b"
    r"|\bthe highway code\b"
    r"|\bcharge certificate\b|\bnotice to owner\b|\bappeal to\b|\b28 days\b|\bto the tribunal\b"
    r"|\b(?:is|are) (?:there|intended|designed|introduced) to\b|\b(?:i|we) (?:have )?(?:noted?"
    r"|note)\b(?![^.]{0,80}\b(?:but|however)\b)"
    r"|\b(?:i|we) (?:understand|appreciate|sympathise|recognise)\b(?![^.]{0,120}\b(?:but|however"
    r"|and (?:i|we) have|so|reported)\b)|\bwe pride ourselves\b|\bpurpose of\b"
    r"|^(?:\W*)(?:please|you can|you may|you must|if you|yours)\b|\bhelps? to (?:improve|keep|make"
    r"|reduce)\b|\btaken (?:that|this|it|these|them|your comments|everything) into account\b"
)


_CASE_WORDS = (
    r"\b(?:you|your) (?!(?:vehicle|car|van|representations|challenge|letter|comments"
    r"|correspondence|case|appeal|email|points?|reasons?|notice|pcn|penalty|can|may|must|should"
    r"|will|need|have 28|have the right)\b)"
    r"|\b(?:photograph|photo|recording|image|still|footage|film|video|record|log|note|receipt"
    r"|order|plan)s?\b[^.;]{0,40}\b(?:show|shows|showed|begin|begins|record|records|give|gives"
    r"|confirm|confirms|prove)\b"
    r"|\bin (?:the|our|your|his|her) (?:stills|recording|photographs?|images?|footage|notes?)\b"
    r"|\b(?:i|we)(?: have|'ve)? (?:also )?(?:looked|watched|checked|asked|visited|inspected"
    r"|examined|compared|found|read|rang|spoken|searched|tested|measured)\b"
    r"|\b\d{1,2}[:.]\d\d\b|\b\d+ (?:metres|yards|minutes|seconds|feet|cm)\b|\b(?:i|we) (?:accept"
    r"|agree|cannot find|do not find|find|do not think|think|am sorry|are sorry|apologise"
    r"|have thought|have asked|have weighed|am satisfied)\b"
    r"|\bthis (?:is|was|counts|does|did|made|makes) |\bthe officer (?:who|saw|watched|noted|waited"
    r"|recorded|photographed)\b|\b(?:does|did|do) not (?:change|alter|help|make|apply|cover|affect"
    r"|mean|matter)\b|\bin this case\b|\bon this occasion\b"
)


_RIGHTS = (
    r"\bappeal|\btribunal|\badjudicator|\bcharge certificate\b|\border for recovery\b|\bcosts\b"
    r"|\bwitness statement\b"
    r"|\bform\b[^.;]{0,30}\b(?:explains?|tells?|enclosed)\b|\benclosed form\b"
    r"|\bthis letter in\b|\bformal representations\b"
)
"""What tells of rights and next steps answers no point."""


def _restates(sentence: Sentence) -> bool:
    """Whether the sentence only repeats what the motorist said."""
    return sentence.has(_RESTATES) and not sentence.has(_TURNS)


def substantive(sentence: Sentence) -> bool:
    """Whether a sentence tells something about this case, and is neither a repetition nor boilerplate."""
    if sentence.words < 4 or sentence.text.rstrip().endswith("?") or _restates(sentence):
        return False
    if sentence.has(_RIGHTS):
        return False
    return not sentence.has(_BOILER) or sentence.has(r"\bbecause\b|, so (?:i|we|it|the)\b")


def addressed(letter: Letter, case: Case, slug: str) -> bool:
    """Whether the letter deals with the substance of a point."""
    known = terms().get(slug)
    if known is None:
        return True
    return (
        _by_terms(letter, case, slug, known)
        or _by_reason(letter, case, slug)
        or _by_summary(letter, case, slug)
    )


def _by_terms(letter: Letter, case: Case, slug: str, known: Terms) -> bool:
    sure, near = any_of(known.sure), any_of(known.near)
    for sentence in letter.body:
        hit = sure.search(sentence.text) is not None
        if not hit and (not near.search(sentence.text) or _anothers(case, sentence, slug)):
            continue
        if letter.is_reference(sentence):
            continue
        answer = _answer(letter, case, sentence, slug)
        if answer and (hit or any(s.has(_CASE_WORDS) for s in answer) or _restates(sentence)):
            return True
    return False


def _anothers(case: Case, sentence: Sentence, slug: str) -> bool:
    """Whether the sentence surely deals with another of the points raised."""
    rest = (terms().get(other) for other in case.points if other != slug)
    return any(known is not None and any_of(known.sure).search(sentence.text) for known in rest)


def _answer(letter: Letter, case: Case, sentence: Sentence, slug: str) -> tuple[Sentence, ...]:
    """The sentences that answer a point touched in a sentence; none where it is only mentioned."""
    if substantive(sentence):
        return (sentence,)
    if not (_restates(sentence) or _heading(sentence) or sentence.has(_ABOUT_THEM)):
        return ()
    if _list_of_points(case, sentence, slug):
        return ()
    following = [s for s in letter.around(sentence, after=4)[1:] if s.start < letter.close_at]
    kept: list[Sentence] = []
    for one in following:
        last = kept[-1].paragraph if kept else sentence.paragraph
        if one.paragraph > last and (kept or one.paragraph > sentence.paragraph + 1):
            break
        if _restates(one) and kept:
            break
        if substantive(one):
            kept.append(one)
    return (sentence, *kept) if kept else ()


def _heading(sentence: Sentence) -> bool:
    return sentence.words <= 9 and not sentence.text.rstrip().endswith(".")


def _list_of_points(case: Case, sentence: Sentence, slug: str) -> bool:
    """Whether a sentence names several of the points at once, so that what follows answers only some."""
    others = 0
    for other in case.points:
        known = terms().get(other)
        if other != slug and known and any_of(known.sure + known.near).search(sentence.text):
            others += 1
    return others >= 1 and sentence.has(r",|\band\b|;")


def _by_reason(letter: Letter, case: Case, slug: str) -> bool:
    """Whether the officer's own reason for this point stands in the letter."""
    for answer in case.answers:
        if answer.slug != slug or not answer.reason:
            continue
        wanted = content_words(answer.reason)
        if len(wanted) < 3:
            continue
        for sentence in letter.body:
            near = content_words(" ".join(s.text for s in letter.around(sentence, after=2)))
            if len(wanted & near) >= 0.6 * len(wanted):
                return True
    return False


def _by_summary(letter: Letter, case: Case, slug: str) -> bool:
    """Whether a passage takes up the particular things that the motorist said about this point."""
    wanted = _said(case, slug)
    if len(wanted) < 2:
        return False
    for sentence in letter.body:
        window = letter.around(sentence, after=1)
        if len(wanted & content_words(" ".join(s.text for s in window))) < 2:
            continue
        answer = _answer(letter, case, sentence, slug)
        if answer and any(s.has(_CASE_WORDS) for s in answer):
            return True
    return False


def _said(case: Case, slug: str) -> frozenset[str]:
    """The content words of what was said about one point."""
    for answer in case.answers:
        if answer.slug == slug and answer.words:
            return content_words(answer.words)
    known = terms()[slug]
    clauses = rx(r"[;.:]| and (?:says|asks|also)|, (?:says|asks)").split(case.facts.challenge_summary)
    chosen = [c for c in clauses if any_of(known.sure + known.near).search(c)]
    return content_words(" ".join(chosen))


def point_not_addressed(letter: Letter, case: Case) -> Iterator[Finding]:
    """A point raised that is nowhere answered."""
    points = [slug for slug in case.points if slug != "discount-request"]
    if (case.is_certificate and not points) or (case.is_acceptance and case.is_out_of_time):
        return  # where the time has passed the law cancels, whatever was said
    silent = [slug for slug in points if not addressed(letter, case, slug)]
    if case.is_acceptance and (len(silent) < len(points) or _accepted(case)):
        silent = [slug for slug in silent if slug in _accepted(case)]
    for slug in silent:
        words = f"The letter does not answer “{point(slug).label}”, which was raised."
        repair = (
            "Say what was looked at on this point, what it shows, and why it does or does not change the "
            "decision."
        )
        yield finding(f"point-not-addressed:{slug}", words=words, repair=repair)


def _accepted(case: Case) -> frozenset[str]:
    """The points that the officer accepts: a cancellation need not decide the others."""
    return frozenset(
        one.slug for one in case.answers if str(getattr(one.outcome, "value", one.outcome)) == "upheld"
    )


_WROTE = r"(?:letters?|e-?mails?|messages?|correspondence|challenges?|representations|anything|nothing)"
_BEFORE = (
    rf"(?:(?:earlier|previous|prior|other|first) (?:\w+ )?{_WROTE}"
    rf"|{_WROTE}\b[^.;]{{0,30}}\b(?:before|earlier|previously|until now))"
)
_DENIED = (
    rf"\b(?:i|we)\b[^.;,]{{0,20}}(?:\bnot|\bnever|\bcannot|n't) (?:\w+ )?"
    rf"(?:find|found|see|seen|trace|traced|hold|have|had|receive|received|get|got)\b[^.;]{{0,40}}\b{_BEFORE}"
    rf"|\b(?:no|nor any) (?:(?:record|trace|sign|copy) of )?(?:an |any |your |such )?{_BEFORE}"
    r"|\b(?:find|found|hold|have|had|received|is|was) nothing\b[^.;]{0,30}\b(?:before|earlier)\b"
    r"|\b(?:this|yours?) (?:\w+ ){0,3}is the (?:first|only) (?:letter|e-?mail|message|time)\b"
    rf"|\bearlier {_WROTE}\b[^.;]{{0,30}}\b(?:not|never) (?:been )?(?:received|reach(?:ed)?|arrived?)\b"
)


def earlier_letter_denied(letter: Letter, case: Case) -> Iterator[Finding]:
    """The letter says that nothing came before, though something did, and no letter has answered it."""
    came = case.facts.letters_received
    if len(came) < 2:
        return
    for sentence in letter.body:
        if sentence.has(_DENIED) and not sentence.has(r"^\W*you (?:say|write|wrote|tell|told)\b"):
            days = ", ".join(f"{day:%d %B %Y}".lstrip("0") for day in came[:-1])
            words = (
                f"The letter denies an earlier letter, but one came on {days}, and none of ours answers it."
            )
            yield finding("earlier-letter-denied", start=sentence.start, end=sentence.end, words=words)


_DISCOUNT = (
    r"\bdiscount|\breduced (?:charge|rate|amount|sum|penalty)|\blower (?:charge|rate|amount|sum)"
    r"|\bhalf (?:the|price)|\bas full payment\b|\bfull settlement\b|\bfull (?:charge|amount) (?:is"
    r"|now)"
)


def discount_not_addressed(letter: Letter, case: Case) -> Iterator[Finding]:
    """The motorist asked about the discount, and the letter is silent."""
    if "discount-request" not in case.points or case.is_acceptance:
        return
    reduced = case.facts.discount_offer_pence or case.facts.discount_pence
    offered = reduced is not None and has(rf"£\s?{reduced // 100}(?!\d|,\d)", letter.text)
    if offered or has(_DISCOUNT, letter.text):
        return
    yield finding(
        "discount-not-addressed",
        words=(
            "The motorist asked about the reduced charge, and the letter does not say whether it is "
            "still open."
        ),
        repair="Say whether the reduced charge can still be paid, and if so by which day.",
    )


_SENT = (
    r"\b(?:enclos\w+|attach\w+|supplie[sd]|sends?|sent|produce[sd]|provide[sd]|submit\w*|uploaded"
    r"|photos?|photographs?|screenshot)\b"
)
_THEIRS = (
    r"\b(?:you|your) (?!own )(?:\w+ ){0,2}(?:photographs?|photos?|pictures?|documents?|evidence|receipts?"
    r"|screenshots?|enclosures?|papers?|statement|video|letter from|attachments?)\b"
    r"|\b(?:documents?|photographs?|photos|papers?|evidence|pictures|screenshots?|material|printout"
    r"|note|receipt|agreement|log|invoice)\b[^.;]{0,40}\byou(?:'ve| have)? (?:\w+ )?(?:sent"
    r"|supplied|enclosed|attached|gave|provided)\b|\bwhat you (?:have )?sent\b|\byou(?:'ve"
    r"| have)? (?:also )?(?:sent|enclosed|attached|supplied) (?:us )?(?:a|an|the|your|two|three"
    r"|four|five|some|photo|copies)\b"
)


def evidence_ignored(letter: Letter, case: Case) -> Iterator[Finding]:
    """The motorist sent evidence that the letter does not mention."""
    if case.is_acceptance:
        return
    letter_says = " ".join(s.text for s in letter.body if not s.has(r"^\W*thank you\b"))
    if has(_THEIRS, letter_says):
        return
    for caption in _evidence(case):
        wanted = _stems(caption)
        papers = wanted & _PAPERS
        if any(
            papers & said or len(wanted & said) >= min(2, len(wanted)) for said in map(_said_in, letter.body)
        ):
            continue
        words = f"The motorist sent {caption.strip()}, and the letter does not say what it shows."
        yield finding(
            "evidence-ignored", words=words, repair="Say what this shows and what weight it was given."
        )


_PAPERS = frozenset(
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


def _said_in(sentence: Sentence) -> frozenset[str]:
    return _stems(sentence.text)


def _evidence(case: Case) -> tuple[str, ...]:
    """What the motorist sent: as listed, or else as the summary of the challenge tells."""
    if case.facts.evidence_sent:
        return case.facts.evidence_sent
    clauses = rx(r"[;.,]").split(case.facts.challenge_summary)
    found = []
    for clause in clauses:
        if has(_SENT, clause) and not has(
            r"\bno\b|\bnot\b|\bwithout\b|\basks?\b|\bsays?\b|\bnothing\b", clause
        ):
            thing = rx(_SENT).sub(" ", clause)
            thing = rx(r"\b(?:of|the|a|an|and|is|are|with|it|them|us|he|she|they|to)\b").sub(" ", thing)
            if has(r"[a-z]{3}|\d{3}", thing):
                found.append(" ".join(thing.split()))
    return tuple(found)
