"""A piece of post or mail as what it becomes on a PCN: correspondence, and evidence that came with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from caseworker.law.pcn import normal_pcn
from caseworker.reading.rows import Attachment, EvidenceRow, LetterRow, PostRow

_PCN = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2}[ -]?[0-9]{7,8})([ -]?[A-Za-z])?(?![A-Za-z0-9])")
_DIGITS = re.compile("[0-9]{7}")
SEARCHED = 200_000
"""Characters of a text in which a PCN is looked for."""


def pcns_in(words: str) -> list[str]:
    """The PCNs that words may name: a letter that stands apart after one may belong to it or not."""
    return list(dict.fromkeys(pcn for either in _named(words) for pcn in either))


def names_another(words: str, pcn: str) -> bool:
    """Whether words name another PCN than this one."""
    return any(pcn not in either for either in _named(words))


def _named(words: str) -> Iterator[tuple[str, ...]]:
    """Each PCN that words name, as it may be meant."""
    if not _DIGITS.search(words, 0, SEARCHED):
        return
    for number, letter in _PCN.findall(words[:SEARCHED]):
        either = (number + letter, number) if letter[:1] in (" ", "-") else (number + letter,)
        yield tuple(normal_pcn(one) for one in either)


def as_letter(row: PostRow, pcn: str) -> LetterRow:
    """A message as correspondence about a PCN."""
    return LetterRow(
        line=row.line,
        id=row.id,
        pcn=pcn,
        received_on=row.received_on,
        channel=row.channel,
        from_name=row.from_name,
        from_address=row.from_address,
        from_postcode=row.from_postcode,
        writer="unknown",
        subject=row.subject,
        text=row.text,
        original=row.original,
        row_hash=row.row_hash,
        file=row.file,
    )


def attached(letter: LetterRow, attachments: Iterable[Attachment]) -> Iterator[EvidenceRow]:
    """The pictures and documents that came with a letter, as evidence that the motorist sent."""
    for n, one in enumerate(attachments, start=1):
        if one.content is not None:
            yield _evidence(letter, str(n), one.name, one.kind, "Came with the letter", one.content)


def scanned(letter: LetterRow, name: str, kind: str, content: bytes) -> EvidenceRow:
    """The scan of a letter, to be looked at as it came."""
    return _evidence(letter, "scan", name, kind, "The letter as it came", content)


def _evidence(
    letter: LetterRow, part: str, name: str, kind: str, caption: str, content: bytes
) -> EvidenceRow:
    return EvidenceRow(
        line=letter.line,
        id=f"{letter.id}/{part}",
        pcn=letter.pcn,
        name=name or f"{part}",
        kind=kind,
        sent_by="motorist",
        taken_at="",
        caption=caption,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        path="",
        content=content,
        row_hash=letter.row_hash,
        file=letter.file,
    )
