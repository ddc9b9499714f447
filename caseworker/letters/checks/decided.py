"""Whether a letter tells a decision as taken now, on this PCN."""

from __future__ import annotations

from caseworker.letters.checks.case import Case
from caseworker.letters.checks.days import days
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx

NOT_NOW = (
    r"\b(?:if|unless|whether|until|when(?:ever)?|would|could|might|may be|asked? (?:us|me) to"
    r"|want(?:ed)? us to|should (?:we|i)|for us to|reasons? to|before we|again|earlier"
    r"|previous(?:ly)?|first letter"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)|last (?:year|month|time|january|february|march|april|june|july|august|september"
    r"|october|november|december)"
    r"|(?:informal|earlier|first|original) challenge|at first|another|other (?:notice|pcn|penalty)"
    r"|a notice for you|that (?:notice|one|pcn)|a first mistake|in another case|did so"
    r"|adjudicator (?:may|can)|neighbour"
    r"|friend|you (?:say|told|state|wrote|ask))\b"
)
"""What says that a decision is not taken now, or not on this PCN."""


_OF_THE = (
    r"^ (?:(?:that |which )?(?:was |we )?(?:issued|served|given|sent|gave)(?: (?:to )?you)? (?:for|on|of)"
    r"|for|of|from|dated)(?: the)? $"
)
"""What leads from a decision to the day of the notice that it was about."""


def _of_another_day(letter: Letter, case: Case, end: int) -> bool:
    """Whether a decision is told of a notice for another day than any of this case."""
    facts = case.facts
    ours = (
        *(facts.contravened_on, facts.pcn_dated_on, facts.pcn_served_on),
        *(facts.notice_dated_on, facts.notice_served_on, facts.certificate_served_on),
        *(facts.posts_on, case.served_on),
    )
    after = (day for day in days(letter) if end < day.start <= end + 40)
    day = next((one for one in after if has(_OF_THE, letter.text[end : one.start])), None)
    return day is not None and not any(day.is_(one) for one in ours)


def live(letter: Letter, case: Case, pattern: str) -> list[tuple[Sentence, int, int]]:
    """Where a decision of this kind is told as taken now on this PCN."""
    found = []
    for sentence in letter.sentences:
        for match in rx(pattern).finditer(sentence.text):
            if letter.quoted(sentence.start + match.start()):
                continue  # the motorist's words about the notice decide nothing
            before = sentence.text[max(0, match.start() - 70) : match.start()]
            after = sentence.text[match.end() : match.end() + 60]
            if _of_another_day(letter, case, sentence.start + match.end()):
                continue
            if (
                has(NOT_NOW, before)
                or has(NOT_NOW, match.group())
                or has(
                    (
                        r"^[^.;]{0,30}\b(?:if|unless|until|in (?:january|february|march|april|may|june|july"
                        r"|august"
                        r"|september|october|november|december))\b|^ (?:an?|another|that|(?:the"
                        r"|your) (?:other|first|second|earlier|previous)"
                        r"|your earlier|your first"
                        r"|your informal)\b|^ (?:the |your |both |two )*(?:other )?(?:notices"
                        r"|pcns) (?:for|of)\b"
                    ),
                    after,
                )
            ):
                continue
            found.append((sentence, sentence.start + match.start(), sentence.start + match.end()))
    return found
