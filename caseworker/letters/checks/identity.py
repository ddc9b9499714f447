"""What the letter is about: its vehicle, its numbers, and nobody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caseworker.law.facts import Facts
from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx

_PCN = r"(?<![A-Z0-9])[A-Z]{2} ?\d{7,8}(?!\d)[A-Z]?"
"""A number of a PCN, also where other words were typed against it."""
_VRM = r"\b[A-Z]{2}\d{2} ?[A-Z][A-Z0-9]{2}\b"
"""A registration, and one with a slip of the finger in its last letters."""
_OLD_VRM = r"\b[A-Z]\d{1,3} ?[A-Z]{3}\b|\b[A-Z]{3} ?\d{1,3}[A-Z]\b"
_AS_VEHICLE = (
    r"\b(?:vehicle|registration(?: mark| number)?|vrm|reg\.?|plate|car|van|lorry|motorcycle"
    r"|taxi)\b[^.;]{0,28}$"
)
_QUOTED = (
    r"\b(?:paid for|payment|session|permit for|permit|entered|keyed|typed|put in|instead|receipt"
    r"|booked|booking|ticket"
    r"|another vehicle|different (?:vehicle|car|registration)|other (?:vehicle|car|registration)"
    r"|courtesy|hire car|not for"
    r"|badge|cloned?|you (?:say|wrote|told|state)|registered to|your own car|your other|bought (?:for|under)"
    r"|search(?:ed|ing|es)?|look(?:ed|s|ing)? up|look-?up|copied|mistyp\w+|misread|read as|recorded as"
    r"|wrote down|exempt\w*|characters?|digits?|two letters"
    r"|(?:old|new|previous|same) (?:plate|car|vehicle|registration))\b"
)
_OF_TWO_PLATES = frozenset(
    [
        "paid-wrong-vehicle",
        "caz-paid-wrong-vrm",
        "vehicle-misidentified",
        "vehicle-cloned",
        "not-owner-sold",
        "resident-or-exempt-vehicle",
    ]
)
"""Points whose answer tells of two registrations that are much alike."""
_TITLES = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "rev",
    "reverend",
    "sir",
    "lady",
    "lord",
    "madam",
    "cllr",
    "councillor",
    "captain",
    "commander",
    "wing",
    "major",
    "colonel",
    "sgt",
    "sergeant",
    "the",
    "late",
]


def squeeze(token: str) -> str:
    """A number without spaces, in capitals."""
    return re.sub(r"[^A-Z0-9]", "", token.upper())


_ANOTHERS = r"\b(?:an?|another|the other) (?:\w+ )?(?:car|van|lorry|vehicle|taxi|motorcycle|bus),? $"
"""A vehicle first told of here is not the one of the case."""


def of_another_notice(text: str, facts: Facts) -> bool:
    """Whether a text names a PCN number that is not this case's."""
    return any(squeeze(match.group()) != squeeze(facts.pcn) for match in rx(_PCN, 0).finditer(text))


def _own(facts: Facts) -> frozenset[str]:
    """The numbers that this letter may mention."""
    return frozenset(squeeze(number) for number in (*facts.own_numbers, facts.vrm, facts.pcn) if number)


def wrong_vehicle(letter: Letter, case: Case) -> Iterator[Finding]:
    """A registration, presented as the vehicle's, which is another one."""
    facts = case.facts
    own = _own(facts)
    if not facts.vrm:
        return
    for match in rx(f"{_VRM}|{_OLD_VRM}", 0).finditer(letter.text):
        token = squeeze(match.group())
        if token in own or _in_reference_number(letter, match):
            continue
        if not _presented(letter, match, token, case):
            continue
        words = f"The letter gives the vehicle as {match.group()}; the vehicle on the case is {facts.vrm}."
        yield finding("wrong-vehicle", start=match.start(), end=match.end(), words=words, repair=facts.vrm)


def _in_reference_number(letter: Letter, match: re.Match[str]) -> bool:
    around = letter.text[max(0, match.start() - 1) : match.end() + 1]
    return has(r"^[/\w-]\S|\S[/\w-]$", around) and has(r"[/\d-]$|^[/\d-]", around)


def _presented(letter: Letter, match: re.Match[str], token: str, case: Case) -> bool:
    """Whether this is said to be the vehicle of the case, and not one quoted from a payment."""
    vrm = squeeze(case.facts.vrm)
    sentence = letter.at(match.start())
    if sentence is None or (sentence.start > letter.body_at and _third_person(letter, case, sentence)):
        return False
    before = letter.text[sentence.start : match.start()]
    if letter.is_reference(sentence):
        return not has(r"\byour ref", before)
    if of_another_notice(sentence.text, case.facts) or has(_ANOTHERS, before):
        return False  # told of another notice
    compared = vrm in squeeze(sentence.text) or bool(_OF_TWO_PLATES & set(case.points))
    if sentence.has(_QUOTED) or (compared and not has(r"\byour \w+,? $", before)):
        return False
    return has(_AS_VEHICLE, before) or distance(token, vrm) <= 2


def distance(one: str, other: str) -> int:
    """How many characters must change, a swap of neighbours counting as one."""
    if len(one) != len(other):
        return max(len(one), len(other))
    differ = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = len(differ) == 2 and differ[1] == differ[0] + 1 and one[differ[0]] == other[differ[1]]
    return 1 if swapped else len(differ)


_THEIR_OWN = (
    r"\b(?:your|you)\b[^.;]{0,40}\b(?:notice|pcn|penalty|case|one)\b[^.;]{0,30}$"
    r"|\b(?:issued|served|sent|given) (?:to|on) you\b[^.;]{0,30}$"
)
_YOURS = (
    r"^\W{0,3}(?:which (?:is|was) )?(?:your|another of your|a notice of yours|also yours|issued to you"
    r"|served on you)\b"
)


def _of_the_reader(letter: Letter, case: Case, match: re.Match[str]) -> bool:
    """Whether the motorist named this number, or the letter says that it is another notice of theirs."""
    facts = case.facts
    if squeeze(match.group()) in squeeze(f"{facts.challenge_summary} {facts.challenge_text}"):
        return True
    sentence = letter.at(match.start())
    if sentence is None or sentence.has(
        r"\b(?:Mr|Mrs|Ms|Miss|Dr) [A-Z]|\bof another (?:person|motorist|driver|keeper)"
    ):
        return False
    after = letter.text[match.end() : sentence.end]
    return has(_YOURS, after) or has(_THEIR_OWN, letter.text[sentence.start : match.start()])


def other_persons_data(letter: Letter, case: Case) -> Iterator[Finding]:
    """A PCN, registration, name or address that belongs to another case."""
    facts = case.facts
    own = _own(facts)
    for match in rx(_PCN, 0).finditer(letter.text):
        if squeeze(match.group()) in own or not facts.pcn or _of_the_reader(letter, case, match):
            continue
        sentence = letter.at(match.start())
        if (
            not facts.own_numbers
            and sentence
            and not _third_person(letter, case, sentence)
            and sentence.has(
                r"\b(?:your|the) (?:other|earlier|second|first|previous|later)\b|\bnotices (?:for|of)\b"
                r"|\b(?:two|three|four|several|some|any|more) other (?:pcns|notices|penalt)"
            )
        ):
            continue
        if sentence and has(
            (
                r"\b(?:our|your|crime|police|log|ticket|agreement|account|receipt"
                r"|serial|permit|session|payment|invoice|order|complaint|application|case)"
                r" (?:ref(?:erence)?"
                r"|number|no)\b\W{0,3}$"
            ),
            letter.text[sentence.start : match.start()],
        ):
            continue
        if sentence and _mistyped(letter, case, sentence, match):
            continue
        words = f"{match.group()} is not the number of this case ({facts.pcn})."
        yield finding(
            "other-persons-data", start=match.start(), end=match.end(), words=words, repair=facts.pcn
        )
    yield from _other_vehicle(letter, case, own)
    yield from _another_person(letter, case)
    yield from _other_name(letter, case)


_MISTYPED = (
    r"\b(?:has|had|have|bore|bears|gave|gives|carried|carries|shows?|showed|typed|keyed|entered|quoted"
    r"|sent (?:under|to)|made (?:out )?to)\b(?: \w+){0,3}(?: (?:reference|number|ref))?:? $"
)


_SAID_TO_BE_WRONG = (
    r"\b(?:figures?|digits?|letters? (?:is|was)|mistyp\w+|miskey\w+|instead|wrong(?:ly)?"
    r"|(?:another|somebody else's|someone else's|a different) (?:case|notice|pcn|person))\b"
)


def _mistyped(letter: Letter, case: Case, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether it is this case's number a figure or two away, told as what a payment came in under."""
    near = " ".join(one.text for one in letter.around(sentence, before=1, after=2))
    told = has(_MISTYPED, letter.text[sentence.start : match.start()])
    alike = distance(squeeze(match.group()), squeeze(case.facts.pcn)) <= 2
    return told and alike and has(_SAID_TO_BE_WRONG, near)


_TITLED = r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? ((?:[A-Z][A-Za-z'-]+ ){0,2}[A-Z][A-Za-z'-]+)"
_THEIR_HOME = (
    r"\b(?:of|at) (?:(?:flat|unit) )?\d{1,4}[a-z]?,? (?:[A-Z][A-Za-z'-]+ ){1,3}(?:Road|Street|Lane"
    r"|Avenue|Close|Way"
    r"|Drive|Place|Court|Square|Gardens|Terrace|Crescent|Row|House|Mews|Grove|Hill|Walk|Parade|Rise)\b"
)


_PAPER_OF = (
    r"\b(?:note|letter|statement|email|card|receipt|consent|permission)\b(?: \w+){0,2}? (?:by|from"
    r"|of) (?:the )?$"
)
"""Whose paper came with the representations is no secret to whoever sent it."""


def _third_person(letter: Letter, case: Case, sentence: Sentence) -> re.Match[str] | None:
    """A person named in a sentence who neither wrote nor is written to, nor was spoken of by them."""
    facts = case.facts
    said = f"{facts.challenge_summary} {facts.challenge_text} {' '.join(facts.records)}".lower()
    known = {*names_in(letter.greeting), *names_in(facts.recipient.name), *names_in(facts.writer.name)}
    for match in rx(_TITLED, 0).finditer(sentence.text):
        surname = match[1].split()[-1].lower().removesuffix("'s")
        if known and surname not in known and surname not in said:
            return match
    return None


def _another_person(letter: Letter, case: Case) -> Iterator[Finding]:
    """Another motorist: a name with a home, a plate or a notice that are not of this case."""
    own = _own(case.facts)
    for sentence in letter.body:
        match = _third_person(letter, case, sentence)
        if match is None:
            continue
        numbers = [m.group() for m in rx(f"{_PCN}|{_VRM}", 0).finditer(sentence.text)]
        home = rx(_THEIR_HOME, 0).search(sentence.text, match.end())
        if home and has(_PAPER_OF, sentence.text[: match.start()]):
            home = None
        if home or any(squeeze(number) not in own for number in numbers):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            words = f"{match.group()} is another person, and this letter gives away their affairs."
            yield finding("other-persons-data", start=start, end=end, words=words)


def _other_vehicle(letter: Letter, case: Case, own: frozenset[str]) -> Iterator[Finding]:
    vrm = squeeze(case.facts.vrm)
    for match in rx(_VRM, 0).finditer(letter.text):
        token = squeeze(match.group())
        sentence = letter.at(match.start())
        if token in own or not vrm or sentence is None or _presented(letter, match, token, case):
            continue
        if sentence.has(_QUOTED) or distance(token, vrm) <= 2 or _in_reference_number(letter, match):
            continue
        words = f"{match.group()} is not the vehicle of this case and is not known to be the recipient's."
        yield finding("other-persons-data", start=match.start(), end=match.end(), words=words)


def _other_name(letter: Letter, case: Case) -> Iterator[Finding]:
    """A person addressed inside the letter by another surname than the recipient's or the writer's."""
    known = (
        set(names_in(case.facts.recipient.name))
        | set(names_in(case.facts.writer.name))
        | set(names_in(letter.greeting))
    )
    if not case.facts.recipient.name:
        return
    known |= {part for number in case.facts.own_numbers for part in names_in(number)}
    pattern = (
        r"\b(?:you,|[Yy]our (?:appeal|letter|representations|challenge|point|account|case|email),"
        r"|thank you,?|as you know,?|sorry,?|I am grateful,?) (?:Mr|Mrs|Ms|Miss"
        r"|Dr) ([A-Z][A-Za-z'-]+)|\b(?:Mr|Mrs|Ms|Miss|Dr) ([A-Z][A-Za-z'-]+)'s (?:representations"
        r"|challenge|letter|vehicle|car|van|case|notice|pcn)"
    )
    for match in rx(pattern, 0).finditer(letter.text, letter.body_at):
        name = (match.group(1) or match.group(2)).lower()
        if name not in known and name not in case.facts.challenge_summary.lower():
            words = f"{match.group(1) or match.group(2)} is not the person this letter is for."
            yield finding("other-persons-data", start=match.start(), end=match.end(), words=words)


def names_in(name: str) -> tuple[str, ...]:
    """The parts of a name in small letters, without its titles."""
    parts = (part.lower() for part in re.findall(r"[A-Za-z][A-Za-z'-]*", name))
    return tuple(part for part in parts if part not in _TITLES)


def is_firm(name: str) -> bool:
    """Whether a name is that of a firm or a body."""
    return has(
        (
            r"\b(?:ltd|limited|plc|llp|company|group|hire|leasing|rentals?|fleet|council|services|trust"
            r"|charity|association|estate|executors?)\b|&"
        ),
        name,
    )
