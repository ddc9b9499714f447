"""A paragraph as it would read on a sample case: its fields filled, its marks drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from caseworker.law.facts import Facts, LetterKind, Outcome, Party, Place, PointOutcome
from caseworker.law.regimes import regime
from caseworker.letters import markup
from caseworker.letters.fields import fill, point_values, values
from caseworker.letters.library import Library, Paragraph
from caseworker.letters.plan import ACCEPTANCES, Answer

_CODES = {"bus-lane": "34j", "moving-traffic": "31j"}
_WORDS = {
    "bus-lane": "Being in a bus lane",
    "moving-traffic": "Entering and stopping in a box junction when prohibited",
}
REASON = "The officer's second photograph shows it from two metres away, and so does yours."
WORDS = "I was only there for as long as it took."


@dataclass(frozen=True, slots=True)
class Sample:
    """One wording on the sample case."""

    id: str
    title: str
    where: str
    """The letter and the law of the sample case."""
    text: str


def samples(library: Library, path: str, today: date) -> tuple[Sample, ...]:
    """Every wording of a file on a sample case; what the case does not hold stands by the field's example.

    Args:
        today: the day the sample letter is dated.
    """
    return tuple(_sample(one, library, today) for one in library if one.path == path)


def _sample(one: Paragraph, library: Library, today: date) -> Sample:
    facts, answer = case_for(one, today)
    known = {name: field.example for name, field in library.fields.items()}
    known |= values(facts, (answer,)) | point_values(answer)
    lines = []
    for line in markup.lines(one.text):
        lead = "• " if line.kind == "bullet" else ""
        lines.append(lead + fill("".join(run.text for run in line.runs), known).text)
    place = "London" if facts.place is Place.LONDON else "outside London"
    where = f"{one.kinds[0]} · {facts.regime} · {place}" if one.kinds else facts.regime
    return Sample(one.id, one.title, where, "\n\n".join(lines))


def case_for(one: Paragraph, today: date) -> tuple[Facts, Answer]:
    """An invented case in which a paragraph may stand, and the point that it answers."""
    law = regime(one.regimes[0])
    london = "outside" not in one.when and "london" in law.places
    kind = LetterKind(one.kinds[0]) if one.kinds else LetterKind.INFORMAL_REJECTION
    person = Party("Mr J. Brandt", ("14 Fen Street", "Eastmere"), "ZZ1 1ZZ")
    facts = Facts(
        authority="London Borough of Eastmere" if london else "Fenmere City Council",
        place=Place.LONDON if london else Place.OUTSIDE,
        regime=law.id,
        basis=law.bases[0] if law.bases else None,
        pcn="ZZ1234567A",
        vrm="ZZ19 ABC",
        code=_CODES.get(law.family, "01"),
        contravention=_WORDS.get(law.family, "Parked in a restricted street during prescribed hours"),
        contravened_on=today - timedelta(days=40),
        contravened_time="14:17",
        location="Alder Road",
        letter_kind=kind,
        outcome=Outcome.CANCEL if kind in ACCEPTANCES else Outcome.UPHOLD,
        full_pence=16000 if london else 7000,
        discount_pence=8000 if london else 3500,
        surcharged_pence=24000 if london else 10500,
        received_on=today - timedelta(days=20),
        posts_on=today,
        served_on=today + timedelta(days=4),
        recipient=person,
        writer=person,
        officer_name="T. Osei",
        officer_role="Authorised Officer",
    )
    slug = one.points[0] if one.points else "grace-period-or-observation"
    upheld = PointOutcome.UPHELD if one.outcome == "upheld" else PointOutcome.NOT_UPHELD
    ground = "The alleged contravention did not occur"
    label = slug.replace("-", " ").capitalize()
    return facts, Answer(slug, label, upheld, reason=REASON, words=WORDS, ground=ground)
