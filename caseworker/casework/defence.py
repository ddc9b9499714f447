"""Would we defend this? What an adjudicator would ask for, against what the case holds; facts, no guess."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseworker.casework.acting import recorded
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView
from caseworker.law.defence import Ask, asked
from caseworker.law.facts import LetterKind

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

EVENT = "defence-gaps"
"""The line of the timeline that says what was missing when a formal rejection was issued."""
NOT_ENOUGH = (
    "What is held is not said to be enough: look at it. What is missing may lie elsewhere: say where."
)


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that would be asked for, and what the case holds of it."""

    ask: Ask
    words: str
    """What is held; empty where nothing is."""

    @property
    def line(self) -> str:
        """In a line: a mark and a word, what is asked, what is held."""
        return f"✔ held     {self.ask.label}: {self.words}" if self.words else f"! missing  {self.ask.label}"


def held(view: CaseView) -> tuple[Held, ...]:
    """All that would be asked for in a case, each with what is held."""
    facts = view.facts
    return tuple(Held(one, _held(view, one.held)) for one in asked(facts.regime, facts.code, facts.basis))


def gaps(view: CaseView) -> tuple[str, ...]:
    """What would be asked for and the case does not hold, each by its label."""
    return tuple(one.ask.label for one in held(view) if not one.words)


def gap_words(view: CaseView) -> tuple[str, ...]:
    """Before a formal rejection: what is missing, in a line; nothing before another letter."""
    if view.decision is None or view.decision.letter_kind != LetterKind.NOTICE_OF_REJECTION:
        return ()
    missing = gaps(view)
    if not missing:
        return ()
    first = "; ".join(missing[:2]) + (f"; and {len(missing) - 2} more" if missing[2:] else "")
    return (f"Would we defend this? The case does not hold: {first}. T shows all; it bars nothing.",)


def note(tx: Connection, office: Office, case: Row[Any], view: CaseView) -> None:
    """Write onto the timeline what was missing, where a formal rejection is issued all the same."""
    if gap_words(view):
        words = f"Rejected although the case did not hold: {'; '.join(gaps(view))}"
        recorded(tx, office, case.pcn_id, case.id, EVENT, words)


def _held(view: CaseView, how: str) -> str:
    """What the case holds of a thing, in words; empty where it holds nothing."""
    return _PROBES[how](view)


def _order(view: CaseView) -> str:
    place = view.background.place
    if place is None or not place.order or place.in_force is False:
        return ""
    return place.order


def _signs(view: CaseView) -> str:
    place = view.background.place
    papers = [one.label for one in place.papers if one.kind in ("sign", "plan")] if place else []
    return _listed(papers) or _named(view, "sign", "signs", "plan", "lines")


def _notes(view: CaseView) -> str:
    count = sum(one.kind == "enforcement" for one in view.notes)
    return f"{count} on file" if count else ""


def _observed(view: CaseView) -> str:
    facts = view.facts
    return view.observed if facts.observed_from and facts.observed_to else ""


def _notice(view: CaseView) -> str:
    day = view.facts.notice_served_on
    return f"our record says it was served on {day.day} {day:%B %Y}" if day else ""


def _letters(view: CaseView) -> str:
    days = [one.received_on for one in view.items if one.direction == "in" and not one.elsewhere]
    return f"{len(days)} received, the last on {max(days):%d %b %Y}" if days else ""


def _answers(view: CaseView) -> str:
    if not view.points or any(one.outcome is None or not one.reason.strip() for one in view.points):
        return ""
    return f"{len(view.points)} decided with a reason"


def _of_kind(view: CaseView, *kinds: str) -> str:
    found = [one.label for one in view.evidence if one.sent_by == "council" and one.kind in kinds]
    return _listed(found)


def _named(view: CaseView, *words: str) -> str:
    """The council's papers that are called so."""
    ours = [one for one in view.evidence if one.sent_by == "council"]
    return _listed([one.label for one in ours if set(words) & set(one.label.casefold().split())])


def _listed(labels: list[str]) -> str:
    """The first of some labels, and how many more."""
    return labels[0] + (f" and {len(labels) - 1} more" if labels[1:] else "") if labels else ""


_PROBES: dict[str, Callable[[CaseView], str]] = {
    "order": _order,
    "signs": _signs,
    "pictures": lambda view: _of_kind(view, "photo", "film"),
    "film": lambda view: _of_kind(view, "film"),
    "device": lambda view: _named(view, "approval", "approved", "certificate", "device"),
    "notes": _notes,
    "observed": _observed,
    "pcn": lambda view: _named(view, "pcn"),
    "notice": _notice,
    "keeper": lambda view: view.keeper,
    "representations": _letters,
    "answers": _answers,
}
