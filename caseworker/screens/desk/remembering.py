"""Before a decision: would we defend it, and how the council decided before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from caseworker.screens.desk.room import CaseRoom
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.defence import Held
    from caseworker.casework.desk.remember import Earlier


class Remembering(CaseRoom):
    """What an officer holds a case against."""

    @work
    async def action_defend(self) -> None:
        """Show what an adjudicator would ask for, and what the case holds of it."""
        from caseworker.casework.defence import held
        from caseworker.screens.asking import Tell

        title = f"Would we defend this? · {self.seen.pcn}"
        await self.app.push_screen_wait(Tell(title, defence_content(held(self.seen))))

    @work
    async def action_remember(self) -> None:
        """Show the last cases like this one."""
        from caseworker.casework.desk.remember import like
        from caseworker.screens.asking import Tell

        view = self.seen
        found = await self.desk.try_act(like, view)
        if found is not None:
            title = f"Decided before · {view.pcn}"
            await self.app.push_screen_wait(Tell(title, earlier_content(found)))


def defence_content(held: tuple[Held, ...]) -> Content:
    """Each thing that would be asked for: what is held of it or that it is missing, and the rule."""
    from caseworker.casework.defence import NOT_ENOUGH

    missing = sum(not one.words for one in held)
    head = literal(f"{missing} of {len(held)} things that an adjudicator would ask for are not held here.")
    lines = [head.stylize("bold"), literal(NOT_ENOUGH), Content("")]
    for one in sorted(held, key=lambda each: bool(each.words)):
        lines.append(literal(one.line).stylize("" if one.words else "bold"))
        lines.append(literal(f"           {one.ask.citation}").stylize("dim"))
    return Content("\n").join(lines)


def earlier_content(found: tuple[Earlier, ...]) -> Content:
    """The cases like this one: what became of each, why, and what the tribunal said."""
    from caseworker.casework.desk.remember import NO_RULE

    lines = [literal(NO_RULE).stylize("bold")]
    for one in found:
        head = f"{one.pcn}  {one.decided_on:%d %b %Y}  {one.kind}: {one.outcome}  ({one.like})"
        lines += [Content(""), literal(head).stylize("bold"), literal(f"  code {one.code} · {one.location}")]
        for point in one.points:
            answer = {True: "accepted", False: "not accepted", None: "not answered"}[point.accepted]
            reason = f": {point.reason}" if point.reason else ""
            lines.append(literal(f"  {point.label}: {answer}{reason}"))
        lines.append(literal(f"  {one.tribunal}"))
    if not found:
        lines += [Content(""), literal("No decided case with one of these points is on file.")]
    return Content("\n").join(lines)
