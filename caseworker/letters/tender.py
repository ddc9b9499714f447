"""Words of distress and loss: whose they are, and that a letter does not quote them back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseworker.law.facts import Facts
    from caseworker.letters.plan import Answer

_DISTRESS = (
    r"(?:depress\w+|anxi\w+|panic\w*|mental\w*|ptsd|bipolar|suicid\w*|self[- ]?harm\w*|breaking point"
    r"|breakdown|distress\w*|desperate|crying|tears|cop(?:e|ing)|overwhelm\w*|end it|(?:kill|hurt) myself"
    r"|my (?:own )?life|go on|carry on|take (?:it |this )?any ?more|afraid|scared|homeless|vulnerable"
    r"|autis\w*|adhd|(?:not|un) ?well)"
)
_MY = r"(?:depression|anxiety|mental health|panic|ptsd|breakdown|distress)"
_PERSON = (
    r"(?:carer|nurse|doctor|client|patient|mother|mum|father|dad|wife|husband|partner|son|daughter|brother"
    r"|sister|friend|neighbour|resident|passenger|tenant)"
)
_SELF = re.compile(
    rf"\b(?:i|i'm|im|i've|i'll|i'd)\b(?! (?:am|was) (?:an? |the |her |his |their )?{_PERSON})[^.;!?]{{0,80}}"
    rf"\b{_DISTRESS}\b|\bmy (?:own )?{_MY}\b",
    re.IGNORECASE,
)
_ABUSE = re.compile(
    r"\bI (?:had to |have had to |have )?(?:leave|left|flee|fled|get away|got away|got out)\b[^.;!?]{0,40}"
    r"\b(?:home|house|flat|him|night)\b[^.;!?]{0,60}\b(?:because of|from|away from) (?:my|him|her) ?"
    r"(?:ex|partner|husband|wife|boyfriend|girlfriend|father|son)?\b"
    r"|\b(?:hits?|hurts?|beats?|chokes?|threaten(?:s|ed)|controls?|follow(?:s|ed)|stalk(?:s|ed)) me\b"
    r"|\bI (?:am|was|'m) (?:in|at|staying in) a refuge\b",
    re.IGNORECASE,
)
"""Somebody tells of being hurt or controlled, or of having had to get away."""
_ATTACK = re.compile(r"\bpanic attacks?\b|\battacks? of panic\b", re.IGNORECASE)
_MORE = re.compile(rf"\b{_DISTRESS}\b", re.IGNORECASE)
"""Any word of distress, whoever's it is."""
_OTHER = re.compile(rf"\b(?:he|she|they|(?:my|our|the|an?) {_PERSON})\b", re.IGNORECASE)
_LOSS = re.compile(
    r"\b(?:died|death|dying|deceased|passed away|funeral|bereave\w*"
    r"|cremat\w*|probate|stillb\w*|miscarr\w*|suicid\w*|self[- ]?harm\w*|kill(?:ing)? myself|end it all"
    r"|overdos\w*|hospice|terminally|late (?:mother|mum|father|dad|husband|wife|partner|son|daughter|brother"
    r"|sister))\b",
    re.IGNORECASE,
)

_OF_A_THING = re.compile(
    r"\b(?:phone|mobile|battery|engine|car|van|bike|signal|screen|laptop|app|machine|sat ?nav)"
    r"(?: (?:of my \w+|had|has|just|then|also|completely|finally|suddenly))* died\b",
    re.IGNORECASE,
)
"""What is said of a thing that stopped working: no loss."""
_SORRY = re.compile(r"\bI apologise\b|\bI am sorry(?! to (?:hear|learn|have)\b| that money\b)", re.IGNORECASE)
"""An apology; sorrow for somebody's news is none."""


def apologises(texts: Iterable[str]) -> bool:
    """Whether something in a letter says sorry for what was done."""
    return any(_SORRY.search(one) for one in texts)


def of_self(words: str) -> bool:
    """Whether somebody speaks of distress of their own, and not only of somebody else's."""
    plain = words.replace("’", "'")
    if _ABUSE.search(plain):
        return True
    return any(_OTHER.search(own[0]) is None for own in _SELF.finditer(plain))


def spoke_of_self(facts: Facts, answers: Sequence[Answer]) -> bool:
    """Whether whoever wrote spoke of distress of their own."""
    said = [one.words for one in answers if one.slug == "vulnerability-or-mental-health"]
    return any(of_self(one) for one in (*said, facts.challenge_text))


def panic_alone(facts: Facts, answers: Sequence[Answer]) -> bool:
    """Whether all that whoever wrote tells of their own distress is an attack of panic that is over.

    Where anything else in the letter tells of distress, or of somebody who may come to harm, it is not.
    """
    said = [one.words for one in answers if one.slug == "vulnerability-or-mental-health"]
    whole = [one for one in (*said, facts.challenge_text) if one]
    if "self-harm" in facts.care or not any(_ATTACK.search(one) for one in whole):
        return False
    rest = [_ATTACK.sub(" ", one) for one in whole]
    return not any(_MORE.search(one) or of_loss(one) or _ABUSE.search(one) for one in rest)


def of_loss(words: str) -> bool:
    """Whether words tell of a death, or of somebody who may harm themselves: they are never quoted back."""
    return _LOSS.search(_OF_A_THING.sub(" ", words)) is not None
