"""How words and meaning together decide whether a point was answered and a paper weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from caseworker.letters.preflight import check
from tests.letters.checks.test_said import FACTS, RIGHTS

NAMES = "The branch beside the sign was cut back in March, as the photograph shows."
SILENT = "In the officer's photograph the whole of it can be read from the kerb."


@dataclass(frozen=True)
class Hears:
    """A model that hears every sentence alike."""

    points_at: float = 5.0
    papers_at: float = 5.0

    def points(self, sentences: Sequence[str], slugs: Sequence[str]) -> list[list[float]]:
        """As sure of every point in every sentence."""
        return [[self.points_at] * len(slugs) for _ in sentences]

    def papers(self, sentences: Sequence[str], names: Sequence[str]) -> list[list[float]]:
        """As sure of every paper in every sentence."""
        return [[self.papers_at] * len(names) for _ in sentences]


def told(answer: str, hears: Hears, sent: tuple[str, ...] = ()) -> dict[str, str]:
    """The points and papers that are told as passed over, each with its level."""
    case = replace(
        FACTS,
        points=("signs-obscured",),
        challenge_summary="A branch hid the sign.",
        evidence_sent=sent,
    )
    reasons = "I have considered whether there are compelling reasons to cancel, and find none."
    words = ("Dear Mr Brandt", "Notice of Rejection", answer, reasons, RIGHTS, "Yours sincerely\nT. Osei\n")
    found = check("\n\n".join(words), case, deals=hears)
    wanted = ("point-not-addressed", "evidence-ignored")
    return {one.kind: one.level for one in found if one.kind in wanted}


@pytest.mark.parametrize(
    ("answer", "surely", "level"),
    [
        (NAMES, 1.0, ""),
        (NAMES, -3.0, ""),
        (NAMES, -5.0, "amber"),
        (SILENT, 2.0, ""),
        (SILENT, 0.0, "amber"),
        (SILENT, -2.0, "red"),
    ],
)
def test_words_and_meaning_together_tell_whether_a_point_was_answered(
    answer: str, surely: float, level: str
) -> None:
    assert told(answer, Hears(points_at=surely)).get("point-not-addressed", "") == level


@pytest.mark.parametrize(
    ("answer", "surely", "is_told"),
    [
        ("Your repair invoice is dated two days later.", -3.0, False),
        ("What the garage wrote bears a date two days later.", 1.0, False),
        ("What the garage wrote bears a date two days later.", -1.0, True),
    ],
)
def test_a_paper_is_weighed_by_its_name_or_by_what_is_said_of_it(
    answer: str, surely: float, is_told: bool
) -> None:
    found = told(f"{NAMES}\n\n{answer}", Hears(papers_at=surely), ("repair invoice",))
    assert ("evidence-ignored" in found) is is_told
