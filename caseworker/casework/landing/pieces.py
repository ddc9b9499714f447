"""A piece of post or mail as what it becomes on a PCN: correspondence, and evidence that came with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caseworker.law.pcn import normal_pcn
from caseworker.reading.rows import EvidenceRow, LetterRow, PostRow

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


def attached(row: PostRow, pcn: str) -> Iterator[EvidenceRow]:
    """The pictures and documents that came with a message, as evidence that the motorist sent."""
    for n, one in enumerate(row.attachments, start=1):
        if one.content is not None:
            yield EvidenceRow(
                line=row.line,
                id=f"{row.id}/{n}",
                pcn=pcn,
                name=one.name,
                kind=one.kind,
                sent_by="motorist",
                taken_at="",
                caption="Came with the letter",
                size=one.size,
                sha256=one.sha256,
                path="",
                content=one.content,
                row_hash=row.row_hash,
                file=row.file,
            )
