"""When liability moves from a hire firm to its hirer: what must be shown, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from caseworker.law.calendar import months_end
from caseworker.law.citations import Citation
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.tables import citation, day_words, table, unknown


@dataclass(frozen=True, slots=True)
class HireTest:
    """One thing that a hire firm must show."""

    id: str
    question: str
    """As the officer is asked."""
    missing: str
    """What is missing where the answer is no."""
    required: bool
    """Without it the ground fails; otherwise it is only told."""
    reason: str
    """The code under which a refusal for want of it is counted; empty where it decides nothing."""
    citation: Citation


@dataclass(frozen=True, slots=True)
class Judged:
    """What the papers show, and what they leave out."""

    missing: tuple[HireTest, ...]
    """What was asked for and is not there: the ground fails while one of these stands."""
    unanswered: tuple[HireTest, ...]
    """What nobody has looked at yet."""
    told: tuple[HireTest, ...] = ()
    """What decides nothing, and is worth settling before the hirer is served."""

    @property
    def accepted(self) -> bool:
        """Whether liability moves to the hirer."""
        return not self.missing and not self.unanswered

    @property
    def words(self) -> str:
        """What is missing, in one sentence for a letter or a list."""
        lacking = [one.missing for one in (*self.missing, *self.unanswered)]
        return f"Missing: {'; '.join(lacking)}." if lacking else "Nothing is missing."


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What a hire firm sent, as the officer reads it. Days are dates, times are local."""

    firm: bool | None = None
    """Whether the recipient is a hire firm in business."""
    starts_on: date | None = None
    starts_at: time = time.min
    ends_on: date | None = None
    """The last day of the hire, counted."""
    ends_at: time = time.max
    signed: bool | None = None
    """The hirer's statement of liability, signed: by hand, or electronically where the council takes it."""
    particulars: bool | None = None
    hirers: int = 1
    others: Mapping[str, bool | None] = field(default_factory=dict)
    """Answers to tests that no date decides, by their ids."""


def hire_tests(regime_id: str) -> tuple[HireTest, ...]:
    """What a hire firm must show in a regime, in the order in which it is asked.

    Raises:
        Refused: the law of this regime has no such ground (law pack HG6, X28).
    """
    law = regime(regime_id)
    data = table("hire")
    if not law.hire_transfer:
        raise Refused(
            f"Liability cannot move to a hirer in {law.id} ({law.label}).",
            rule=data["absent"]["words"],
            do=data["absent"]["do"],
            citation=law.citation,
        )
    return tuple(
        HireTest(
            row["id"],
            row["words"],
            row["missing"],
            row["required"],
            row.get("reason", ""),
            citation(row),
        )
        for row in data["test"]
        if law.id in row["regimes"]
    )


def judge(regime_id: str, answers: Mapping[str, bool | None]) -> Judged:
    """What is missing before liability can move, from the answers to the tests.

    Args:
        answers: by the id of a test: yes, no, or nothing where it was not looked at.

    Raises:
        Refused: no such ground in this regime, or an answer to a test that it does not have.
    """
    tests = hire_tests(regime_id)
    known = {one.id for one in tests}
    for name in answers:
        if name not in known:
            raise unknown(f"hire test of {regime_id}", name, known)
    required = [one for one in tests if one.required]
    return Judged(
        missing=tuple(one for one in required if answers.get(one.id) is False),
        unanswered=tuple(one for one in required if answers.get(one.id) is None),
        told=tuple(one for one in tests if not one.required and answers.get(one.id) is False),
    )


def answers_of(regime_id: str, papers: Papers, at: datetime) -> dict[str, bool | None]:
    """The answers that the papers themselves give, for the regime's own tests.

    Args:
        at: date and local time of the contravention; midnight where the time is not known.
    """
    given: dict[str, bool | None] = {
        "hire-firm": papers.firm,
        "short-agreement": _short(papers),
        "signed": papers.signed,
        "particulars": papers.particulars,
        "covers": _covers(papers, at),
        "one-signatory": None if papers.hirers == 1 else papers.others.get("one-signatory", False),
    }
    asked = {one.id for one in hire_tests(regime_id)}
    return {name: said for name, said in {**given, **papers.others}.items() if name in asked}


def _short(papers: Papers) -> bool | None:
    """Less than six months: the hire ends before the last day of six months beginning with its first."""
    if papers.starts_on is None or papers.ends_on is None:
        return None
    if papers.ends_on < papers.starts_on:
        raise Refused(
            f"The hire ends on {day_words(papers.ends_on)}, before it begins.",
            rule="A hire ends on the day on which it begins, or later.",
            do="Check both days against the agreement.",
        )
    return papers.ends_on < months_end(papers.starts_on, table("hire")["agreement"]["months"])


def _covers(papers: Papers, at: datetime) -> bool | None:
    if papers.starts_on is None or papers.ends_on is None:
        return None
    begins = datetime.combine(papers.starts_on, papers.starts_at)
    return begins <= at <= datetime.combine(papers.ends_on, papers.ends_at)
