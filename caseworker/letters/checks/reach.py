"""Whether a letter goes to the very address to which whoever wrote asked that none be sent."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.facts import Facts, Party
from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import rx

_MAIL = (
    r"(?:anything|nothing|it|them|this|things?|(?:any |your |the |more |further |a )*"
    r"(?:letters?|post|mail|papers?|reply|replies|answers?|paperwork))"
)
_REFUSED = (
    r"(?:(?:(?:^|[.;!?,:(-])\s*|\b(?:please|pls|plz|kindly|but|and|so|must|should)\s+)(?:please\s+)?"
    r"(?:do not|don['’]?t|never|not)|\brather (?:that )?you (?:did not|didn['’]?t))\s+(?:\w+\s+){0,2}?"
    rf"(?:write|reply|(?:send|post|mail)\s+(?:me\s+|us\s+)?{_MAIL})\b"
    r"(?:\s+\w+){0,2}?\s+(?:(?:to|at)\s+(?P<where>[^.;!?]{0,90})|(?P<bare>home|here|there)\b)"
)
_AT_HOME = r"\b(?:address|home|house|flat)\b"
_ELSEWHERE = r"\b(?:old|previous|former|last|wrong|other|work|e-?mail)\b"


def address_refused(letter: Letter, case: Case) -> Iterator[Finding]:
    """Whoever wrote asked that nothing be sent to an address, and this letter goes there by post."""
    facts = case.facts
    if facts.emailed_to or _goes_elsewhere(facts):
        return
    said = " ".join(facts.challenge_text.split())
    for match in rx(_REFUSED).finditer(said):
        where = match["where"] or ""
        if match["bare"] or (rx(_AT_HOME).search(where) and not rx(_ELSEWHERE).search(where)):
            words = f"The motorist wrote “{match.group().strip(' .,;:!?(-')}”, and this letter goes there."
            yield finding("address-refused", words=words)
            return


def _goes_elsewhere(facts: Facts) -> bool:
    """Whether it goes to another address than that of whoever wrote."""
    return bool(facts.writer.address) and _where(facts.recipient) != _where(facts.writer)


def _where(person: Party) -> str:
    return "".join(one for one in "".join((*person.address, person.postcode)).lower() if one.isalnum())
