"""What puts a finding right without new words: the right value in its place, the library's own passage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caseworker.casework import joint
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView
from caseworker.law.facts import Outcome
from caseworker.letters.lacking import put_in
from caseworker.letters.plan import FREE, Block, block
from caseworker.letters.wording import listed

if TYPE_CHECKING:
    from caseworker.casework.lettering import Checked
    from caseworker.law.findings import Finding

TRIES = 60
"""Letters that are checked for repairs at most, of all findings together."""
SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"£[\d,]+(?:\.\d\d)?",
        r"(?:[a-z]+day,? )?\d{1,2}(?:st|nd|rd|th)? [a-z]+(?: \d{4})?",
        r"\d{1,2}[:.]\d\d ?(?:am|pm)?",
        r"(?=[a-z ]*\d)[a-z0-9]{2,5} ?[a-z0-9]{2,8}",
    )
)
"""Sums, days, times, numbers: what one value can stand for another of."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A letter in which one finding is put right."""

    words: str
    """What is done, in a few words."""
    blocks: tuple[Block, ...]
    at: int
    """The paragraph that is changed or put in."""


def repairs(
    office: Office, views: Sequence[CaseView], blocks: Sequence[Block], checked: Checked
) -> tuple[Repair | None, ...]:
    """For each finding what puts it right: tried on the letter, so that the finding goes and no other comes.

    Args:
        views: the cases that the letter answers.
        checked: the letter as it was checked with these blocks.
    """
    fresh = joint.plan(office, views) if checked.findings else ()
    left = TRIES
    found: list[Repair | None] = []
    for finding in checked.findings:
        right = None
        for one in _candidates(office, views, tuple(blocks), checked, finding, fresh):
            if left == 0:
                break
            left -= 1
            if _puts_right(office, views, one, checked, finding):
                right = one
                break
        found.append(right)
    return tuple(found)


def _puts_right(
    office: Office, views: Sequence[CaseView], one: Repair, checked: Checked, finding: Finding
) -> bool:
    """Whether a letter has this finding no more, and none that the letter before had not."""
    before = Counter(each.code for each in checked.findings)
    after = Counter(each.code for each in joint.check(office, views, one.blocks).findings)
    return after[finding.code] < before[finding.code] and after <= before


def _candidates(
    office: Office,
    views: Sequence[CaseView],
    blocks: tuple[Block, ...],
    checked: Checked,
    finding: Finding,
    fresh: Sequence[Block],
) -> Iterator[Repair]:
    """What may put it right, the least change first."""
    at = _block_of(checked, finding)
    if at is not None:
        yield from _value(views, blocks, checked, finding, at)
    changed = [n for n, one in enumerate(blocks) if _library_words(office, one, fresh) not in ("", one.text)]
    # The passage where it shows first: the fault may lie in another that was written over.
    for n in sorted(changed, key=lambda n: n != at):
        own = replace(blocks[n], text=_library_words(office, blocks[n], fresh), changed=False)
        words = f"the own words of {own.paragraph} put back"
        yield Repair(words, (*blocks[:n], own, *blocks[n + 1 :]), n)
    yield from _lacking(blocks, fresh)


def _block_of(checked: Checked, finding: Finding) -> int | None:
    """The paragraph in which a finding begins; None where it is of the whole letter or of its frame."""
    if finding.start is None:
        return None
    here = (one.block for one in checked.letter.parts if one.start <= finding.start < one.end)
    return next((n for n in here if n >= 0), None)


def _value(
    views: Sequence[CaseView], blocks: tuple[Block, ...], checked: Checked, finding: Finding, at: int
) -> Iterator[Repair]:
    """The right value in the place of the wrong one, wherever in the paragraph that one stands."""
    wrong, right = checked.letter.text[finding.start : finding.end].strip(), finding.repair
    if not any(shape.fullmatch(wrong) and shape.fullmatch(right) for shape in SHAPES):
        return
    if right.startswith("£") and any(
        one.decision and one.decision.outcome is Outcome.CANCEL for one in views
    ):
        # Where nothing is owed, another sum does not make a demand for one right.
        return
    text = blocks[at].text
    if wrong not in text:
        # It stands in a reason that is filled in: that is written out into the paragraph.
        reasons = (one.reason for view in views for one in view.points if one.slug == blocks[at].point)
        text = text.replace("{reason}", next(reasons, "").strip())
    for place in re.finditer(re.escape(wrong), text):
        put = replace(blocks[at], text=text[: place.start()] + right + text[place.end() :], changed=True)
        yield Repair(f"{right} in its place", (*blocks[:at], put, *blocks[at + 1 :]), at)


def _library_words(office: Office, one: Block, fresh: Sequence[Block]) -> str:
    """A paragraph's own words, as they would be planned now; empty where it is the officer's own."""
    planned = next(
        (two.text for two in fresh if (two.paragraph, two.point) == (one.paragraph, one.point)), ""
    )
    if planned or one.paragraph == FREE or one.paragraph not in office.library:
        return planned if one.paragraph != FREE else ""
    return block(office.library.get(one.paragraph), one.point).text


def _lacking(blocks: tuple[Block, ...], fresh: Sequence[Block]) -> Iterator[Repair]:
    """Each paragraph that would be planned and is not there; then those of one part together."""
    lacking = put_in(blocks, fresh, lambda one: True)[1]
    for one in lacking:
        yield _with(blocks, fresh, [one])
    for slot in dict.fromkeys(one.slot for one in lacking):
        if len(some := [one for one in lacking if one.slot == slot]) > 1:
            yield _with(blocks, fresh, some)


def _with(blocks: tuple[Block, ...], fresh: Sequence[Block], some: Sequence[Block]) -> Repair:
    """The letter with some of the planned paragraphs put in."""
    put, _, at = put_in(blocks, fresh, lambda one: any(one is two for two in some))
    return Repair(f"{listed([one.paragraph for one in some])} put in", put, at)
