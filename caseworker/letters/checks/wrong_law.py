"""Whether the letter applies rules that there are, and of its own law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from caseworker.law.findings import Finding, finding
from caseworker.law.grounds import ground_for
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.days import days
from caseworker.letters.checks.letter import Letter, Sentence, read
from caseworker.letters.checks.patterns import has, rx, table


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something that letters say of the law, and that is not so."""

    said: str
    unless: str
    """Found in the same sentence, it says that the mistake is denied, or the motorist's own."""
    families: frozenset[str]
    """The families of law in which it is a mistake; empty for all."""
    codes: frozenset[str]
    """The contraventions of which it is one; empty for all."""
    words: str
    repair: str
    about: str = ""
    """What the sentence, or the one before it, must speak of."""
    compelling: bool = False
    """Whether it is one only where the law asks for compelling reasons."""

    ground: bool = False
    """Whether it is one only where the law has a ground for a hire firm."""

    clock: bool = False
    """Whether it is one only where the law gives the council a last day for its decision."""

    def holds(self, case: Case) -> bool:
        """Whether this would be a mistake in a letter of this case."""
        law = case.rules.law
        return (
            (not self.families or law.family in self.families)
            and (not self.codes or case.facts.code[:2] in self.codes)
            and (not self.compelling or case.rules.compelling)
            and (not self.clock or bool(case.rules.reply_days))
            and (not self.ground or ground_for("hire-firm", law.id) is not None)
        )

    def heard(self, letter: Letter, sentence: Sentence) -> bool:
        """Whether the sentence speaks of this, and denies nothing of it."""
        if sentence.has(self.unless):
            return False
        return not self.about or any(one.has(self.about) for one in letter.around(sentence, before=1))


@cache
def mistakes() -> tuple[Mistake, ...]:
    """Every mistake that is known."""
    return tuple(
        Mistake(
            row["said"],
            row["unless"],
            frozenset(row.get("families", ())),
            frozenset(row.get("codes", ())),
            row["words"],
            row.get("repair", ""),
            row.get("about", ""),
            row.get("compelling", False),
            row.get("ground", False),
            row.get("clock", False),
        )
        for row in table("false_law")["mistake"]
    )


def wrong_law(letter: Letter, case: Case) -> Iterator[Finding]:
    """Applies a rule that does not exist, or that belongs to another regime."""
    for one in mistakes():
        for match in rx(one.said).finditer(letter.text) if one.holds(case) else ():
            sentence = letter.at(match.start())
            if sentence is None or not one.heard(letter, sentence) or letter.quoted(match.start()):
                continue
            yield finding(
                "wrong-law", start=match.start(), end=match.end(), words=one.words, repair=one.repair
            )
            break
    yield from _paid_in_time(letter, case)


_LATE = (
    r"\b(?:is|was|came|were|paid|made|therefore|that|it) (?:\w+ )?(?:too )?late\b|\bout of time\b"
    r"|\btoo late\b"
    r"|\bafter the (?:deadline|window|time|period|last day)\b|\bwindow (?:had|has) (?:already )?closed\b"
)
_NOT_LATE = r"\b(?:not|no|never|if|letter|reply|representations|challenge|discount|delay)\b"
WINDOW = 6
"""Days after a journey until the end of which the daily charge of a zone can be paid."""


def _paid_in_time(letter: Letter, case: Case) -> Iterator[Finding]:
    """A daily charge called late that was paid, as the motorist writes, in the days that the law gives."""
    on, said = case.facts.contravened_on, case.facts.challenge_summary
    if not case.rules.zone or case.is_acceptance or on is None:
        return
    clauses = [(one, rx(r"[,;]|\. ").split(one.before)[-1]) for one in days(read(said))]
    paid = [one.on(on) for one, clause in clauses if has(r"\bpaid\b|\bpayment\b", clause)]
    if len(paid) != 1 or paid[0] is None or not 0 <= (paid[0] - on).days <= WINDOW:
        return
    for sentence in letter.body:
        match = rx(_LATE).search(sentence.text)
        if match is not None and not sentence.has(_NOT_LATE):
            words = "The daily charge can be paid until the end of the sixth day after the journey."
            start, end = sentence.start + match.start(), sentence.start + match.end()
            yield finding("wrong-law", start=start, end=end, words=words)
            return
