"""What the tribunal must be sent: by when, whether the case holds it, and what a hand-over still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.casework import posted
from caseworker.casework.views import CaseView
from caseworker.law.beside import Paper, papers

PAPERS = "tribunal-papers"
"""The clock by which what goes with the hand-over is due; the rest follows before the hearing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that the tribunal must be sent, and whether the case holds it."""

    paper: Paper
    by: date | None
    """The last day, where the proceedings say it."""
    held: bool
    words: str
    """What is held, or what is missing."""


def checklist(view: CaseView) -> tuple[Wanted, ...]:
    """What the tribunal must be sent, by when, and whether the case holds it."""
    appeal = next((one for one in view.proceedings if one.open and one.kind == "appeal"), None)
    found = []
    for paper in papers():
        by = appeal.due_on if appeal and paper.clock == PAPERS else None
        words = _held(view, paper.held)
        found.append(Wanted(paper, by, bool(words), words or f"missing: {paper.label}"))
    return tuple(found)


def missing(view: CaseView) -> tuple[str, ...]:
    """What goes with the hand-over and the case does not hold, each by its name."""
    return tuple(one.paper.label for one in checklist(view) if one.paper.clock == PAPERS and not one.held)


def _held(view: CaseView, how: str) -> str:
    """What the case holds of a thing, in words; empty where it holds nothing."""
    if how == "letter-in":
        days = [one.received_on for one in view.items if one.direction == "in"]
        return f"{len(days)} received, the first on {min(days):%d %b %Y}" if days else ""
    if how == "letter-out":
        sent = [one for one in view.letters if "rejection" in one.kind and one.where not in posted.BACK]
        return f"letter {sent[-1].number}, {sent[-1].where_words or 'issued'}" if sent else ""
    if how == "evidence:pcn":
        named = [one.label for one in view.evidence if "pcn" in f"{one.kind} {one.label}".casefold().split()]
        return named[0] if named else ""
    if how == "evidence-or-notes":
        seen = sum(one.sent_by == "council" for one in view.evidence)
        return f"{seen} pieces of evidence, {len(view.notes)} notes" if seen or view.notes else ""
    if how == "keeper":
        return f"the keeper is {view.keeper}" if view.keeper else ""
    place = view.background.place
    return place.order if place is not None else ""
