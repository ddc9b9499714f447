"""Which passage answers which point: in substance and in any words, not by a keyword in a list."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache

from caseworker.letters.checks.case import Case, surest
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import any_of, content_words, rx
from caseworker.letters.checks.told import SETS_ASIDE, Told, particular, said_of, terms, told

FEWEST = 3
"""Words of a sentence that is heard."""
_SAYING = (
    r"(?:say|said|state|stated|mention|mentioned|tell|told|claim|claimed|explain|explained|write"
    r"|wrote|argue|argued|ask|asked|feel|believe|believed"
    r"|raise|raised|suggest|suggested|point out|pointed out|complain|complained|describe|described"
    r"|think|thought|question|refer|add|added|give)"
)


_RESTATES = (
    rf"^[\"'*(\s\d).:-]*(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|next|finally|lastly"
    rf"|you also)?,? *(?:you (?:have |had )?(?:also |then |further )?{_SAYING}\b|your (?:\w+ )?(?:point"
    rf"|ground"
    rf"|reason|argument|claim|complaint|question|request) (?:is|was)\b|that (?:you|the|it|your|this"
    rf"|no)\b)"
    r"|^[\"'*(\s]*[\"'][^\"]{4,200}[.,!?]?[\"'][*]?$|^\*[^*]{4,200}\*$"
    r"|^\W*About [^.;]{4,120}\.\W*$"
)


_ABOUT_THEM = r"^[\"'*(\s\d).:-]*you(?:r|'ve|'re)? (?!can\b|may\b|must\b|should\b|need\b|will\b|have 28)"


_TURNS = (
    r": \w+(?: \w+){4}|[,;:-] ?(?:but|however|yet|though|although|and i|so i|and we|nevertheless)\b"
    r"|\b(?:but|however)\b"
)


_BOILER = (
    r"\b(?:has|have) been (?:carefully |fully )?(?:noted|considered|read|reviewed"
    r"|taken into account)\b|^(?:\W*)(?:thank you|i acknowledge|we acknowledge|i am writing"
    r"|further to|i refer|i write|we write|with reference)"
    r"|\b(?:carefully|fully|thoroughly) (?:considered|reviewed|read|noted|investigated)\b"
    r"|\bafter (?:careful|full|due) consideration\b|\bhaving (?:carefully )?(?:considered"
    r"|reviewed) (?:all|the|your|everything)\b"
    r"|\b(?:was|were|is) (?:issued )?(?:correctly|properly|validly|lawfully) ?(?:issued|served)?\b"
    r"|\bit is (?:for|up to) (?:drivers?|motorists?|keepers?|owners?|everyone|anybody|each)\b"
    r"|\b(?:correct|right|approved|prescribed|required|proper) (?:type|size|design|pattern|height"
    r"|dimensions)\b"
    r"|\bas they (?:ought to|should) be\b|\bcharge (?:may|can|must) (?:only )?be (?:paid|made)\b"
    r"|\bnot (?:considered )?sufficient\b|\bdo(?:es)? not (?:constitute|amount to|warrant|justify"
    r"|merit)\b"
    r"|\b(?:all|every) (?:motorist|driver|road user)s?\b|\b(?:the )?(?:motorist"
    r"|driver)'?s?'? responsib|\bresponsibility of (?:the|all|every)\b|\b(?:motorists|drivers"
    r"|you) (?:must|should(?! have been)|are expected|are required|are advised|need to)\b"
    r"|\bthe highway code\b|\bare (?:\w+ )?(?:checked|tested|inspected|maintained|calibrated|serviced"
    r"|trained)\b(?! (?:on|at) \d)"
    r"|\bcompl(?:y|ies|iant) with (?:the |all )?(?:relevant|current|required|statutory|applicable"
    r"|necessary|traffic signs)\b"
    r"|\b\w+s (?:must|should) (?:always )?be\b|\bit is important\b|\bfor the benefit of\b|\brules (?:are"
    r"|can be found) (?:in|on)\b"
    r"|\b(?:were|was) introduced following\b|\bproves? the contravention\b"
    r"|\bcharge certificate\b|\bnotice to owner\b|\bappeal to\b|\b28 days\b|\bto the tribunal\b"
    r"|\b(?:is|are) (?:provided|important|an important|of the (?:correct|right|approved|prescribed)"
    r"|there|intended|designed|introduced) to\b|\b(?:i|we) (?:have )?(?:noted?"
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
_ACCEPTS = (
    r"\byou (?:are|were) right\b|\b(?:i|we) accept (?:that|what)\b"
    r"|\bshould (?:not|never) have (?:been )?(?:sent|served|issued)\b"
)
"""What accepts a point answers it, whatever notice it names."""


def _tells_rights(sentence: Sentence) -> bool:
    """Whether it tells of rights or next steps and accepts nothing."""
    return sentence.has(_RIGHTS) and not sentence.has(_ACCEPTS)


def _restates(sentence: Sentence) -> bool:
    """Whether the sentence only repeats what the motorist said."""
    return sentence.has(_RESTATES) and not sentence.has(_TURNS)


_ON_A_DAY = (
    r"\bon (?:the )?\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August"
    r"|September|October|November"
    r"|December)\b"
)


_OFFERS = r"\bin (?:\w+ )?(?:(?:equal|monthly|weekly) )?(?:parts|instalments)\b"
"""Who lets somebody pay bit by bit answers that the money is short."""


def substantive(sentence: Sentence) -> bool:
    """Whether a sentence tells something about this case, and is neither a repetition nor boilerplate."""
    if (
        sentence.words < 4
        or _heading(sentence)
        or len(rx(r"(?<!\S)[a-z]{2,}", 0).findall(sentence.text)) < 2
        or sentence.text.rstrip().endswith("?")
        or _restates(sentence)
    ):
        return False
    if _tells_rights(sentence) or sentence.tells_nothing or sentence.has(SETS_ASIDE):
        return False
    if sentence.has(rf"\bbecause\b|, so (?:i|we|it|the)\b|{_ON_A_DAY}|{_OFFERS}"):
        return True
    return not sentence.has(_BOILER)


def score(case: Case, sentence: Sentence, slug: str) -> float:
    """How plainly a sentence speaks of a point: 1 and more where it does."""
    known = terms()[slug]
    marks = 2.0 if any_of(known.sure).search(sentence.text) else 0.0
    near = {word.lower() for word in any_of(known.near).findall(sentence.text)}
    if not marks and near:
        plain = sentence.has(_CASE_WORDS) or _restates(sentence) or _heading(sentence) or len(near) > 1
        marks = 1.0 if plain else 0.6
    said, here = told(case), particular(sentence.text)
    own = said.get(slug, Told())
    others = frozenset().union(*(one.sure for other, one in said.items() if other != slug))
    place = _of_the_notice(case)
    sure, likely = here & own.sure, (here & own.likely) - others - place
    weight = 1.2 * len(sure - others - place) + 0.5 * len(sure & (others - place)) + 1.1 * len(likely)
    weight += 0.5 * len(sure & place)
    if not marks and here & said_of(slug):
        marks = 0.6
    return marks + min(2.4, weight)


def _of_the_notice(case: Case) -> frozenset[str]:
    """The words of the notice itself: who uses them need not speak of what was said."""
    facts = case.facts
    return particular(f"{facts.contravention} {facts.location} {facts.vrm} {facts.pcn}")


@lru_cache(maxsize=8)
def _owners(letter: Letter, case: Case) -> tuple[frozenset[str], ...]:
    """Which of the points raised each sentence is about: as it says, or as the one before it."""
    slugs = [slug for slug in case.points if slug in terms()]
    owners: list[frozenset[str]] = []
    current: frozenset[str] = frozenset()
    paragraph, headed = -1, False
    numbered = _numbered(letter, slugs)
    for sentence in letter.sentences:
        if sentence.paragraph != paragraph and not headed:
            current = frozenset()
        if sentence.index in numbered:
            current, headed = frozenset({numbered[sentence.index]}), True
            owners.append(frozenset())
            continue
        headed_before, headed = headed, _heading(sentence) or _restates(sentence)
        paragraph = sentence.paragraph
        if not _of_the_answer(letter, sentence):
            owners.append(frozenset())
            continue
        marks = {slug: score(case, sentence, slug) for slug in slugs}
        best = max(marks.values(), default=0.0)
        follows = current if headed_before else frozenset()
        if best >= 0.6:
            mine = frozenset(slug for slug in slugs if marks[slug] >= max(0.6, 0.45 * best))
            if len(mine) > 2 and _restates(sentence) and sentence.has(r",|\band\b|;"):
                mine = frozenset()  # it only lists what was said: what follows answers some of it
            if (
                _restates(sentence)
                or _heading(sentence)
                or (sentence.has(_ABOUT_THEM) and not sentence.tells_nothing)
                or substantive(sentence)
            ):
                current = mine or current  # boilerplate begins no answer
            owners.append(mine | follows)  # what follows their words at once answers them
        else:
            current = frozenset() if _heading(sentence) and not headed_before else current
            owners.append(current)
    return tuple(owners)


_ITEM = r"^\W{0,2}(?:(\d)[.)]?|(first|second|third|fourth)(?:ly)?,?)\W*$"


_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _numbered(letter: Letter, slugs: list[str]) -> dict[int, str]:
    """Which point the item that begins at a sentence answers, where each has a numbered item."""
    found: dict[int, int] = {}
    for sentence in letter.body:
        match = rx(_ITEM).match(sentence.text)
        said = letter.around(sentence, after=1)[-1]
        if match is not None and not said.has(r"\bpay\b|\bappeal\b|£"):
            found[sentence.index] = int(match[1]) if match[1] else _ORDER[match[2].lower()]
    items = list(found.values())[: len(slugs)]
    if items != list(range(1, len(slugs) + 1)) or len(slugs) < 2:
        return {}
    return {index: slugs[number - 1] for (index, number) in list(found.items())[: len(slugs)]}


def _of_the_answer(letter: Letter, sentence: Sentence) -> bool:
    if not letter.body_at <= sentence.start < letter.close_at or letter.is_reference(sentence):
        return False
    return not _tells_rights(sentence) and not sentence.has(_OPENING)


_OPENING = (
    r"\b(?:you (?:have )?made|received|reached us|thank you for|in (?:answer|reply|response) to"
    r"|consider(?:ed)?)\b[^.;]{0,20}"
    r"\b(?:representations|challenge)\b|\brepresentations\b[^.;]{0,30}\b(?:received|reached us|came)\b"
)


class Answered(Enum):
    """Whether a letter deals with the substance of a point."""

    YES = auto()
    DOUBTFUL = auto()
    """By its words it does and by its meaning it hardly does, or the other way round."""
    NO = auto()


UNHEARD, HARDLY, PLAINLY = -1.0, -3.0, 1.5
"""How surely a sentence must deal with a point: below the first, with no word of it, none does; below the
second it is doubted whatever the words; from the third on it is enough without any word."""


def answered(letter: Letter, case: Case, slug: str) -> Answered:
    """Whether the letter deals with the substance of a point, by its words and by what they mean."""
    reasoned = _by_reason(letter, case, slug)
    if reasoned is not None or slug not in terms():
        return reasoned or Answered.YES
    speaks = _named(letter, case, slug) and slug in _plainly(letter, case)
    surely = _surely(letter, case).get(slug)
    if surely is None:
        spare = _named(letter, case, slug) and _spare(letter, case)
        return Answered.YES if speaks or spare else Answered.NO
    if speaks:
        return Answered.DOUBTFUL if surely < HARDLY else Answered.YES
    if surely < UNHEARD:
        return Answered.NO
    return Answered.DOUBTFUL if surely < PLAINLY else Answered.YES


def addressed(letter: Letter, case: Case, slug: str) -> bool:
    """Whether the letter deals with the substance of a point, doubtful or not."""
    return answered(letter, case, slug) is not Answered.NO


def _named(letter: Letter, case: Case, slug: str) -> bool:
    """Whether the letter says any of what this point cannot be answered without: the clone, the money.

    Words of this story alone will do as well, two of them in one sentence.
    """
    must = terms()[slug].must
    if not must:
        return True
    own = told(case).get(slug, Told()).sure - _of_the_notice(case)
    return any(
        sentence.has(must) or len(particular(sentence.text) & own) > 1
        for sentence in letter.body
        if _of_the_answer(letter, sentence) and not sentence.has(SETS_ASIDE)
    )


@lru_cache(maxsize=8)
def _surely(letter: Letter, case: Case) -> Mapping[str, float]:
    """How surely some sentence deals with each point; empty where no model can tell."""
    told = [one.text for one in letter.body if one.words >= FEWEST and _of_the_answer(letter, one)]
    return surest(case.deals.points(told, case.points) if case.deals else None, case.points)


@lru_cache(maxsize=8)
def _plainly(letter: Letter, case: Case) -> frozenset[str]:
    """The points of which some passage plainly speaks."""
    owners = _owners(letter, case)
    return frozenset().union(
        *(mine for s, mine in zip(letter.sentences, owners, strict=True) if substantive(s))
    )


@lru_cache(maxsize=8)
def _spare(letter: Letter, case: Case) -> bool:
    """Whether points of which no word is found may have an answer all the same.

    So it is where the letter reasons on this case in passages that answer none of the others, one for each
    such point: people call things by many names.
    """
    owners = _owners(letter, case)
    pairs = [(s, mine) for s, mine in zip(letter.sentences, owners, strict=True) if substantive(s)]
    found = _plainly(letter, case)
    silent = [slug for slug in case.points if slug in terms() and slug not in found]
    taken = {s.paragraph for s, mine in zip(letter.sentences, owners, strict=True) if mine}
    ends = next((s.index for s in letter.body if s.has(_NEXT)), len(letter.sentences))
    taken |= {s.paragraph for s in letter.body if s.has(_DECIDES)}
    spare = [s for s, _ in pairs if s.paragraph not in taken and s.index < ends and _reasons(letter, s)]
    return bool(silent) and len(spare) >= len(silent)


_NEXT = (
    r"£|\bappeal\b|\btribunal|\bnotice to owner\b|\bformal representations\b|\bwhat (?:you can do"
    r"|happens)\b|\byour (?:choices|options)\b"
)
_LOOKED = (
    r"\d|\bphotograph|\bpictures?\b|\bfilm|\brecord|\bclip\b|\bstills?\b|\bofficers?\b|\basked\b"
    r"|\bchecked\b|\blooked\b|\bsearched\b"
    r"|\bshows?\b|\bthe (?:stop|sign|line|plate|box|bay|order|log|notes?|deeds|month|plan)\b"
)
_DECIDES = (
    r"\bcompelling\b|\bdiscretion\b|\bcancel|\breject|\brepresentations\b|\bdecid|\bdecision\b|£|\bpay\b"
    r"|\bserved\b"
    r"|\bcomplain|\bsorry\b|\bapologi|\ball the same\b|\bgrounds?\b"
)


def _reasons(letter: Letter, sentence: Sentence) -> bool:
    """Whether a sentence reasons on this case, and neither decides it nor tells what follows."""
    return (
        sentence.words >= 8
        and _of_the_answer(letter, sentence)
        and sentence.has(_LOOKED)
        and not sentence.has(_DECIDES)
    )


def _heading(sentence: Sentence) -> bool:
    return sentence.words <= 4 or (sentence.words <= 9 and not sentence.text.rstrip().endswith("."))


def _by_reason(letter: Letter, case: Case, slug: str) -> Answered | None:
    """How the officer's own reason for this point answers it; nothing where none stands in the letter.

    One that only takes note leaves it in doubt, whatever stands around it.
    """
    for answer in case.answers:
        wanted = _said(answer.reason) if answer.slug == slug else frozenset()
        if len(wanted) < 3:
            continue
        own = [s for s in letter.body if 2 * len(wanted & _said(s.text)) >= len(_said(s.text))]
        if len(wanted & _said(" ".join(s.text for s in own))) >= 0.6 * len(wanted):
            takes_note = all(s.tells_nothing or _restates(s) for s in own)
            return Answered.DOUBTFUL if takes_note else Answered.YES
    return None


def _said(text: str) -> frozenset[str]:
    return content_words(text, longer_than=3)
