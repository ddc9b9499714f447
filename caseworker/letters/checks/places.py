"""Streets that an officer's reason names: that of the PCN, or one that the case knows."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.agreeing import STREET
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import rx
from caseworker.letters.checks.topics import heard


def unknown_street(letter: Letter, case: Case) -> Iterator[Finding]:
    """A reason names a street that neither the PCN nor the motorist nor any paper of the case names."""
    facts = case.facts
    people = (*facts.recipient.address, *facts.writer.address, *facts.write_to, facts.authority)
    papers = (*facts.records, *(facts.evidence_held or ()), *facts.enclosed, *facts.papers_tell)
    known = _plain(" ; ".join((facts.location, facts.restriction, heard(case), *people, *papers)))
    told = set()
    for answer in case.answers:
        for match in rx(STREET, 0).finditer(answer.reason):
            street = match.group()
            at = letter.text.find(street)
            if at < 0 or _plain(street) in known or street in told:
                continue
            told.add(street)
            place = f"the PCN says {facts.location}, and nothing else in this case names it"
            words = f"Your reason names {street}: {place}."
            yield finding("unknown-street", start=at, end=at + len(street), words=words)


def _plain(words: str) -> str:
    """Words without what two writers of a street's name do differently."""
    short = {"rd": "road", "st": "street", "ave": "avenue", "ln": "lane"}
    return " ".join(short.get(one, one) for one in rx(r"[a-z0-9]+").findall(words.lower().replace("'", "")))
