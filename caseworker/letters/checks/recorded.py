"""Whether what the letter tells agrees with the records: machines, pictures, payments."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.agreeing import NUMBERS
from caseworker.letters.checks.amounts import pounds
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.identity import of_another_notice
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx


def against_records(letter: Letter, case: Case) -> Iterator[Finding]:
    """Tells otherwise than a record of the council has it."""
    yield from _machine_worked(letter, case)
    yield from _fewer_pictures(letter, case)
    yield from _paid_after_all(letter, case)


def _found(what: str, start: int, end: int, words: str, repair: str = "") -> Finding:
    return finding(f"wrong-fact:{what}", start=start, end=end, words=words, repair=repair)


_THEIRS = r"\byou (?:say|said|tell|told|write|wrote|state|claim|believe)\b|\bif\b|\bunless\b|\bwhether\b"
_FAILED = (
    r"\bout of (?:order|service|paper|use)\b|\bno (?:power|sales|paper|tickets?)\b|\bnot working\b"
    r"|\bbroken\b|\bdead\b"
)
_WORKED = r"\bworking\b|\bin (?:order|service|use)\b|\b[1-9]\d* (?:sales|tickets?|payments?)\b"
_DID_WORK = (
    r"\b(?:took|takes|accepted|was taking|was accepting) (?:\w+ ){0,2}(?:cards?|coins?|cash|payments?"
    r"|money)\b"
    r"|\bwithout (?:interruption|a fault|any fault|fault|a break|trouble)\b"
    r"|\b(?:people|drivers|motorists|customers|others|visitors|payments?|tickets?|sales) (?:had |have "
    r"|were )?"
    r"(?:paid|bought|made|sold|taken|issued|printed) (?:at|from|by|on) (?:it|the machine|that machine)\b"
    r"|\bmachine(?: \d+)? (?:was|had been) (?:fully |perfectly )?(?:working|in (?:working )?order"
    r"|in service)\b"
    r"|\bsold [1-9]\d* tickets?\b|\bno fault\b"
)
_NUMBERED = r"\bmachine (?:no\.? |number )?(\d+)"


def _machine_worked(letter: Letter, case: Case) -> Iterator[Finding]:
    """Says that a machine worked, where its own log has it out of order, or the other way."""
    for shown in (one for one in case.facts.records if has(r"\bmachine\b", one)):
        if not has(_FAILED, shown) or has(_WORKED, shown):
            continue
        held = set(rx(_NUMBERED).findall(shown))
        for sentence in letter.body:
            match = rx(_DID_WORK).search(sentence.text)
            near = " ".join(s.text for s in letter.around(sentence, before=1))
            named = set(rx(_NUMBERED).findall(sentence.text) or rx(_NUMBERED).findall(near))
            other = bool(held and named and not held & named)
            if match is None or other or not has(r"\bmachine\b", near) or sentence.has(_ANOTHER_MACHINE):
                continue
            words = f"The record on the case says otherwise: {shown}."
            yield _found("machine", sentence.start + match.start(), sentence.start + match.end(), words)
            return


_ANOTHER_MACHINE = (
    rf"{_THEIRS}|\b(?:other|another|second|next|nearest) (?:machine|one)\b"
    r"|\b(?:phone|app|telephone|until|before|after|again|since)\b"
)
_PICTURES = r"(?:photographs?|photos|pictures|images|stills)"
_COUNT = rf"\b(\d{{1,2}}|{'|'.join(NUMBERS)})(?: \w+)? {_PICTURES}\b|\b{_PICTURES} (\d{{1,2}})\b"
_TOOK = (
    rf"\b(?:officer|warden|she|he)\b[^.;]{{0,40}}\b(?:took|taken|take|has|had|made)\b(?: (?:only|just"
    rf"|no more than|all of))?"
    rf"(?: the)? (?P<n>\d{{1,2}}|{'|'.join(NUMBERS)})\b(?=(?: \w+){{0,2}} {_PICTURES}|[^.;]{{0,20}}[.;]"
    rf"| before| and| as)"
)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _fewer_pictures(letter: Letter, case: Case) -> Iterator[Finding]:
    """Gives another number of the officer's pictures than the record."""
    ours = " ; ".join(one for one in case.facts.records if has(r"\bceo\b|\bofficer\b|\blog\b", one))
    known = {_number(one or other) for one, other in rx(_COUNT).findall(ours)}
    for sentence in letter.body if len(known) == 1 else ():
        match = rx(_TOOK).search(sentence.text)
        near = " ".join(s.text for s in letter.around(sentence, before=1))
        if match is None or not has(rf"\b{_PICTURES}\b", near) or sentence.has(_THEIRS):
            continue
        if _number(match["n"]) not in known:
            words = f"The record on the case says otherwise: {ours}."
            yield _found("pictures", sentence.start + match.start(), sentence.start + match.end(), words)
            return


_NEVER = (
    r"\b(?:hold|have|find|found|traced?|see|shows?|received|had) no (?:(?:record|trace|sign) of (?:an?"
    r"|any) )?payments?\b"
    r"|\bno payment (?:of any kind|at all|whatever|from you|has ever|was ever|ever)\b"
    r"|\bno (?:credit|money) at all\b|\bnothing (?:has|had|was) (?:ever )?(?:been )?(?:paid|received)\b"
    r"|\b(?:have|had) never (?:been )?(?:paid|received (?:a|any) payment)\b"
)
_IN_PART = r"\b(?:in full|in time|within|before|by then|since|further|other|more|second|after|beyond)\b"


def _paid_after_all(letter: Letter, case: Case) -> Iterator[Finding]:
    """After a charge certificate: says that nothing was ever paid, where something was."""
    paid = case.facts.paid_pence
    for sentence in letter.body if paid and case.is_certificate else ():
        match = rx(_NEVER).search(sentence.text)
        if match is None or _set_aside(sentence, case):
            continue
        words = f"{pounds(paid)} was paid on this PCN."
        yield _found("payment", sentence.start + match.start(), sentence.start + match.end(), words)
        return


def _set_aside(sentence: Sentence, case: Case) -> bool:
    alone = rx(r"\bany other\b").sub("", sentence.text)
    return has(_THEIRS, alone) or has(_IN_PART, alone) or of_another_notice(sentence.text, case.facts)
