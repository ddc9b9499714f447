"""Explaining: which rules stand behind what the open pane shows, and which the officer stands on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from caseworker.screens.desk.lettering import Lettering

if TYPE_CHECKING:
    from caseworker.law.why import Why

Asked = tuple[Sequence["Why"], int]
"""All that can be asked about here, and which of them the officer stands on."""


class Explaining(Lettering):
    """What an officer can ask about."""

    @work(exclusive=True, group="why")
    async def explain(self) -> None:
        """Open the rule behind what the officer stands on."""
        from caseworker.screens.desk.why import WhyWindow

        whys, at = await self.asked()
        if whys:
            self.app.push_screen(WhyWindow(whys, at))

    async def asked(self) -> Asked:
        """What the pane of this mode shows, and where its cursor stands."""
        from caseworker.casework import why

        name = self.desk.mode.name
        if name == "points":
            return self.asked_of_points()
        if name == "decision":
            return await self.asked_of_decision(), 0
        if name in ("compose", "preflight"):
            letter = self.preflight.checked if name == "preflight" else self.checked
            at = self.preflight.chosen if name == "preflight" else 0
            return why.of_letter(self.seen, letter), at or 0
        if name == "record" and self.recorded is not None:
            if self.recorded == self.record.money:
                return why.of_money(self.seen), 0
            return why.of_timeline(self.seen), 0
        return why.of_case(self.seen), 0

    def asked_of_points(self) -> Asked:
        """The ground of each point, the cursor's first; all of the case where none has one."""
        from caseworker.casework import why

        found = why.of_points(self.seen)
        slug = (self.points.row or "").removeprefix("?")
        if slug and slug not in found:
            self.app.hint("This point stands under no ground yet: enter chooses one.")
            return (), 0
        whys = (*found.values(), *why.of_case(self.seen))
        return whys, list(found).index(slug) if slug else 0

    async def asked_of_decision(self) -> Sequence[Why]:
        """What each outcome would do; of a case beside the dispute, what holds of the case."""
        from caseworker.casework import why
        from caseworker.casework.desk.decision import choices

        if self.seen.facts.kind.beside:
            return why.of_case(self.seen)
        found = await self.desk.try_act(choices, self.seen)
        return () if found is None else why.of_choices(self.seen, found)
