"""What a letter lacks of its plan: paragraphs that would be planned and are not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from caseworker.letters.joint import scopes
from caseworker.letters.plan import FREE, Block

OWED = ("decision", "money", "refund", "rights", "next-steps")
"""Parts of a letter that tell somebody what was decided, what is owed and what can be done now."""


def put_in(
    blocks: Sequence[Block], planned: Sequence[Block], wanted: Callable[[Block], bool]
) -> tuple[tuple[Block, ...], list[Block], int]:
    """The letter with what is wanted of its plan, each after what it would follow; what was put in; where."""
    whose = zip(blocks, scopes(blocks), strict=True)
    here = {(one.paragraph, one.point, about): n for n, (one, about) in enumerate(whose)}
    gone_in: list[Block] = []
    put, after, first = list(blocks), 0, 0
    for one, about in zip(planned, scopes(planned), strict=True):
        place = here.get((one.paragraph, one.point, about))
        if place is not None:
            after = place + 1
        elif one.paragraph != FREE and wanted(one):
            put.insert(after + len(gone_in), one)
            first = first if gone_in else after
            gone_in.append(one)
    return tuple(put), gone_in, first


def left_out(blocks: Sequence[Block], planned: Sequence[Block]) -> Iterator[Block]:
    """The planned paragraphs that are owed and that nothing else of their part stands in for."""
    written = [one for one in blocks if one.text.strip()]
    known = {one.paragraph for one in planned}
    lacking = put_in(written, planned, lambda one: True)[1]
    for slot in OWED:
        stand_ins = sum(one.slot == slot and one.paragraph not in known for one in written)
        yield from [one for one in lacking if one.slot == slot][stand_ins:]
