"""Both sides of a case that somebody else changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from caseworker.screens.desk.points import ANSWERS
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.acting import Changed
    from caseworker.casework.views import CaseView


def both(changed: Changed, yours: CaseView, theirs: CaseView) -> Content:
    """What happened, the case as it was read, and the case as it stands now."""
    parts = [literal(str(changed)), Content("")]
    for title, view in (("As you had it", yours), ("As it stands now", theirs)):
        parts.append(literal(f"{title} (version {view.version}, {view.status})").stylize("bold"))
        parts += [literal(f"  {point.label}   {ANSWERS[point.outcome]}") for point in view.points]
        outcome = view.decision.outcome if view.decision else "not decided"
        parts += [
            literal(f"  decision: {outcome}"),
            literal(f"  with: {view.officer or 'nobody'}"),
            Content(""),
        ]
    return Content("\n").join(parts)
