"""What a motorist claims that the letter must meet, whatever points are marked."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DAYS = re.compile(
    r"\b(?:56|fifty[- ]?six)[ -]?days?\b"
    r"|\b(?:deemed|taken|treated|regarded|count(?:s|ed)?) (?:to (?:be|have been) |as )?(?:being )?accepted\b"
    r"|\bdeemed acceptance\b",
    re.IGNORECASE,
)


def claims_days(text: str) -> bool:
    """Whether somebody relies on a last day for our answer, after which what they said would be accepted.

    Args:
        text: the motorist's own words.
    """
    return _DAYS.search(text) is not None


_NAME = r"[A-Z][\w'’&-]{0,30}"
_PARTY = rf"{_NAME}(?: (?:of|and|the|for|\([A-Z]\w{{1,30}}\)|{_NAME})){{0,6}}"
_SHOWN = re.compile(
    r"\b(?:show\w*|see|seen)\b[^.!?\n]{0,80}\b(?:(?:one|a) (?:named )?person|in person|face to face)\b",
    re.IGNORECASE,
)


def to_be_shown(text: str) -> bool:
    """Whether somebody would show a paper to one person, and not send it.

    Args:
        text: the motorist's own words.
    """
    return _SHOWN.search(text) is not None


_LEADS = r"(?!(?:In|See|And|But|As|Under|Following|Since|Also) )"
_DECISION = re.compile(rf"(?<![\w'’&-]){_LEADS}{_PARTY} v\.? {_PARTY}(?: ?[\[(]\d{{4}}[\])])?")


def decision_named(text: str) -> str:
    """The decision of a court or tribunal that somebody relies on, as they name it; empty where none is.

    Args:
        text: the motorist's own words.
    """
    found = _DECISION.search(text)
    return found.group() if found else ""


_SENTENCE = re.compile(r"[^.;!?\n]+")
_DONE = re.compile(
    r"\b(?:told|reported|informed|notified|contacted|rang|called|phoned|wrote|written|spoke|spoken|been to"
    r"|logged|gave|given|went to|emailed)\b|\b(?:have|has|had|got) (?:it|this|that|the|a|my|been)\b"
    r"|\b(?:know|knows|aware|investigat\w+|looking into)\b|\b(?:ref|reference|number|log)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"n['’]t\b|\b(?:not|never|will|shall|should|would|could|must|(?<!\d )may(?! \d)|might|going to|yet to)\b"
    r"|\b(?:if|unless|whether)\b",
    re.IGNORECASE,
)
_POLICE = re.compile(r"\bpolice\b|\baction fraud\b|\bcrime (?:ref\w*|number|no)\b|\bon 101\b", re.IGNORECASE)
_DVLA = re.compile(r"\bDVLA\b|\bSwansea\b", re.IGNORECASE)


def told_of_copy(text: str) -> tuple[bool, bool]:
    """Whether somebody says that the police, and that the DVLA, were told of a copied number plate.

    Args:
        text: the motorist's own words. What is only meant, asked or denied was not done.
    """
    done = [
        one
        for one in _SENTENCE.findall(text)
        if _DONE.search(one) is not None and _NOT_DONE.search(one) is None
    ]
    police, dvla = (any(body.search(one) is not None for one in done) for body in (_POLICE, _DVLA))
    return police, dvla


_TO_TELL = {
    (False, False): "If you have not told the police and the DVLA, please do, so that others can help too.",
    (True, False): "It was right to tell the police. If you have not told the DVLA as well, please do.",
    (False, True): "It was right to tell the DVLA. If you have not told the police as well, please do.",
    (True, True): "It was right to tell the police and the DVLA. Please keep the numbers that they gave you.",
}
"""Who is to know of a copied number plate, by whether the police and the DVLA were told."""


def to_tell(text: str) -> str:
    """What a letter says of who is to know of a copied number plate, after what the motorist wrote."""
    return _TO_TELL[told_of_copy(text)]


_DVLA_PAPERS = re.compile(
    r"\bDVLA\b|\bV5C?(?:/?2)?\b|\blog ?book\b|\bSwansea\b|\b(?:yellow|green|keeper) slip\b", re.IGNORECASE
)
_SENT = re.compile(
    r"\b(?:told|informed|notified|sent|posted|returned|handed|did|filled|completed|updated|transferred|online"
    r"|acknowledg\w+|confirm\w*|letter from)\b",
    re.IGNORECASE,
)


def change_told(text: str, papers: Iterable[str] = ()) -> str:
    """What a letter says of telling the DVLA of a sale, after what the motorist wrote and sent.

    Args:
        text: the motorist's own words. What is only meant, asked or denied was not done.
        papers: captions of what was sent.
    """
    told = any(
        _DVLA_PAPERS.search(one) and _SENT.search(one) and not _NOT_DONE.search(one)
        for one in _SENTENCE.findall(text)
    )
    if told or any(_DVLA_PAPERS.search(one) for one in papers):
        return "As the DVLA was told of the change, other letters should not come to you."
    return "If you have not told the DVLA of the change, please do, so that other letters do not come to you."


_REF = r"(?=[A-Z0-9/.-]{0,30}[0-9])[A-Z0-9][A-Z0-9/.-]{2,22}[A-Z0-9](?![A-Z0-9])"
_REFS = re.compile(
    rf"\b(?:our|my) (?:own )?(?:file )?ref(?:erence)?s?\b\.?(?: (?:no\.?|numbers?))?(?: is| are)?[ :–-]*"
    rf"(?P<ours>{_REF}(?:(?:,| and| &) {_REF}){{0,5}})"
    rf"|\bplease quote (?:(?:our |the )?ref(?:erence)?\.?(?: (?:no\.?|number))?[ :–-]*)?(?P<quoted>{_REF})",
    re.IGNORECASE,
)


def own_reference(text: str, *numbers: str) -> str:
    """The number under which whoever wrote keeps the matter, as last given; empty where none was.

    Args:
        text: all that was written, oldest first.
        numbers: the PCN and the vehicle, which are no reference of theirs.
    """
    ours = {_squeezed(one) for one in numbers}
    given = [match["ours"] or match["quoted"] for match in _REFS.finditer(re.sub(r"[ \t]+", " ", text))]
    return next((one for one in reversed(given) if _squeezed(one) not in ours), "")


def _squeezed(number: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", number.upper())
