"""Whether somebody who may be at risk is met with care, and nobody's health is told to another."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.addressed import deceased_addressed
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.identity import is_firm
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx

_MET = {
    "self-harm": (
        r"\bsamaritans\b|\bhelpline\b|\b(?:get|find|offer|more|of|some|with) (?:\w+ ){0,2}(?:support"
        r"|help)\b|\bsupport (?:is|for you)\b"
        r"|\bsafe\b|\b(?:worried|concerned) (?:about|for|by) (?:you|what you)|\bnot alone\b|\bGP\b"
        r"|\bcrisis\b|\b116 ?123\b|\b111\b"
        r"|\b(?:colleague|team|adviser|somebody|someone|welfare|officer)\b[^.;]{0,60}\b(?:ring|call"
        r"|contact|speak|talk|support|in touch)"
        r"|\btalk (?:to|with) (?:someone|somebody|us)\b|\b(?:(?-i:Mind)|citizens advice)\b"
    ),
    "vulnerability": (
        r"\bsorry (?:to|that|for|you)\b(?! (?:feel|are unhappy))|\bsupport\b|\bhelp (?:you|is|for|with"
        r"|from|line)|\bhelpline\b|\badjust"
        r"|\bbreathing space\b|\bhold\b|\bpaused?\b|\bextra time\b|\bmore time\b|\binstalments?\b"
        r"|\bdifficult (?:time|for you)\b"
        r"|\bhow (?:hard|difficult)\b|\bGP\b|\badvis(?:er|or|e)\b|\btalk (?:to|with|this)\b|\bspeak to\b"
        r"|\bI (?:understand|recognise|appreciate)\b"
        r"|\bhope (?:that )?(?:you|things|he|she|they|your)\b|\bwelfare\b|\bweigh|\bcondition\b|\bhealth\b"
    ),
    "bereavement": (
        r"\bsorry\b|\bcondolence|\bsympath|\bsad\b|\bloss\b|\bthinking of you\b"
        r"|\bdifficult time\b|\bgrie[fv]"
    ),
    "abuse": (
        r"\bsafe|\brefuge\b|\bsupport|\bhelp|\bsorry\b|\bconfidential"
        r"|\baddress\b[^.;]{0,40}\b(?:not|withheld|secret)"
    ),
}
_AT_RISK = (
    r"\bsuicid\w*|\bself[- ]harm\w*|\b(?:kill|hurt|harm)(?:ing)? (?:my|him|her|them)sel\w*"
    r"|\bend(?:ing)? (?:it all|my life|his life|her life)"
    r"|\b(?:do|does|did)(?: not|n't) want to (?:live|be here|go on|carry on)|\bno (?:reason"
    r"|point) (?:to live|living|going on|in going on)"
    r"|\bwhy (?:i|he|she|they) (?:should |ought to |still )?(?:go|carry|keep)(?:es|ing)? on\b"
    r"|\bthis is the end\b|\bend of the road\b"
    r"|\bbetter off (?:dead|without)|\bcan(?:no|')t (?:go on(?! (?:paying|writing|driving|with (?:this"
    r"|the|these)))|see a way|cope any ?more)|\btake (?:my|his"
    r"|her) (?:own )?life\b"
    r"|\bwish(?:es)? (?:i|he|she|they) (?:was|were|had) (?:dead|not)\b"
)
_IN_WORDS = {
    "self-harm": "The letter from the motorist speaks of not wanting to live",
    "vulnerability": "The motorist told of distress or of being vulnerable",
    "bereavement": "The motorist told of a death",
    "abuse": "The motorist told of abuse",
}
_BY_POINT = {"vulnerability-or-mental-health": "vulnerability", "bereavement": "bereavement"}


def _flags(case: Case) -> tuple[str, ...]:
    """The reasons for care that stand: as the case knows them, or as points and summary tell."""
    facts = case.facts
    found = list(facts.care)
    if case.cared:
        return ()
    if has(_AT_RISK, f"{facts.challenge_summary} {facts.challenge_text}"):
        found.append("self-harm")
    found += [flag for slug, flag in _BY_POINT.items() if slug in case.points]
    return tuple(dict.fromkeys(flag for flag in found if flag in _MET))


def care_route_not_followed(letter: Letter, case: Case) -> Iterator[Finding]:
    """A reason for care stands, and neither words nor a referral meet it."""
    body = " ".join(s.text for s in letter.body)
    for flag in _flags(case):
        met = has(_MET[flag], body)
        if (
            flag == "bereavement"
            and any(deceased_addressed(letter, case))
            and not (met and case.is_acceptance)
        ):
            yield finding("care-route-not-followed", words="The letter greets the person who has died.")
            return
        if flag == "bereavement" and case.is_acceptance and has(r"\bdeath|died|funeral\b", body):
            continue
        if not met:
            words = f"{_IN_WORDS[flag]}, and nothing in this letter meets it."
            yield finding("care-route-not-followed", words=words)
            return


_LOSS = (
    r"\bcondolence|\bsympath|\bloss\b|\bbereave|\bdeath\b|\bdied\b|\bpassed away\b|\bfuneral\b|\bgrie[fv]"
    r"|\bmourn|\bthinking of you\b"
)


def loss_not_met(letter: Letter, case: Case) -> Iterator[Finding]:
    """The motorist told of a death, the care route was followed, and the letter itself has no word for it."""
    told = case.cared and "bereavement" in case.facts.care
    if told and not has(_LOSS, " ".join(s.text for s in letter.body)):
        yield finding("loss-not-met")


_ILLNESS = (
    r"\b(?:diagnos\w+|epilep\w+|seizures?|diabet\w+|hypoglyc\w+|insulin|cancer|chemotherapy|tumour"
    r"|leukaemia|HIV|dementia|alzheimer\w*"
    r"|schizophren\w+|bipolar|psycho\w+|psychiatr\w+|depressi\w+|anxiety|panic (?:attack|disorder)|PTSD"
    r"|autis\w+|ADHD|medicat\w+"
    r"|antidepress\w+|prescription\w*|prescribe|prescribing"
    r"|prescribed(?! (?:order|form|period|time|route|hours?|signs?|description|manner)\b)"
    r"|alcohol\w*|addict\w+|rehab\w*|miscarr\w+|pregnan\w+|IVF|stroke"
    r"|heart (?:attack|condition|failure|disease)"
    r"|angina|asthma\w*|multiple sclerosis|parkinson\w*|crohn\w*|colitis|kidney|dialysis"
    r"|(?<!\bthe )(?<!\bGP )(?<!\bGP's )(?<!\bdoctor's )(?<!\bdoctors' )(?<!\bthat )(?<!\ba )surgery"
    r"|operation on|bowel|bladder|incontinen\w+"
    r"|mental (?:health|illness|breakdown)|medical (?:condition|history|notes|records?)|disorder"
    r"|septic\w*|sepsis|antibiotics?|infusions?|infect(?:ed|ion)|(?:hip|knee|joint) replacement|tumors?"
    r"|biops\w+"
    r"|transplant\w*|hernia|thrombosis|arthrit\w+|hepatitis|tubercul\w+"
    r"|syndrome|therapy|counselling|overdos\w*)\b"
)
_ERRAND = r"\b(?:collect|fetch|pick|drop|buy|get)\w*\b[^.;]{0,30}\b(?:prescription|medication)"
"""What somebody went for tells nothing of anybody's illness."""
_ANOTHER = (
    r"\b(?:[Tt]he|[Yy]our|[Oo]ur) (?:driver|employee|colleague|worker|hirer|lessee|customer"
    r"|tenant|neighbour"
    r"|staff member|member of staff|uncle|aunt|nephew|niece|cousin|brother|sister|father|mother"
    r"|husband|wife"
    r"|son|daughter|partner|friend|grandson|granddaughter|keeper|owner|lodger|flatmate"
    r"|passenger|courier|engineer|technician)(?:'s)?\b|\b(?:Mr|Mrs|Ms|Miss|Dr) [A-Z][a-z'-]+"
)


def third_party_medical_detail(letter: Letter, case: Case) -> Iterator[Finding]:
    """One person's health is told to another: a driver's to the firm, a neighbour's to the motorist."""
    facts = case.facts
    firm = _to_a_firm(letter, case)
    known = f"{facts.challenge_summary} {facts.challenge_text}"
    for sentence in letter.body:
        match = rx(_ILLNESS).search(sentence.text)
        if match is None or letter.quoted(sentence.start + match.start()):
            continue
        near = " ".join(s.text for s in letter.around(sentence, before=1))
        if sentence.has(_ERRAND) and not firm:
            continue
        person = _named(letter, sentence.text) or _named(letter, near)
        told = has(rf"\b{match.group()[:5]}", known)
        if person and (firm or not told) and not _own_illness(sentence, match.start()):
            words = f"“{match.group()}” tells of somebody's health to another person."
            yield finding(
                "third-party-medical-detail",
                start=sentence.start + match.start(),
                end=sentence.start + match.end(),
                words=words,
            )
            return


def _own_illness(sentence: Sentence, at: int) -> bool:
    own = rx(r"\byour (?:own )?(?:\w+ ){0,2}$").search(sentence.text[:at])
    if own is not None and rx(_ANOTHER, 0).search(own.group()) is None:
        return True
    return sentence.has(r"\bnot (?:name|tell|disclose|discuss)\b")


def _to_a_firm(letter: Letter, case: Case) -> bool:
    name = case.facts.recipient.name or letter.greeting
    return is_firm(name) or has(r"\b(?:team|department|office|manager|sirs|fleet|company)\b", letter.greeting)


def _named(letter: Letter, text: str) -> bool:
    """Whether somebody else than the reader is spoken of."""
    greeted = {word.lower() for word in letter.greeting.split()}
    named = (match.group().split()[-1].lower() for match in rx(_ANOTHER, 0).finditer(text))
    return any(name not in greeted for name in named)
