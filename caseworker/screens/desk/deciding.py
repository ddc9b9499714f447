"""Deciding: cancel or uphold, with the officer's own words where a guideline asks for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from textual import work

from caseworker.law.facts import Outcome
from caseworker.screens.desk import caring
from caseworker.screens.desk.room import Step
from caseworker.screens.desk.settling import Settling

if TYPE_CHECKING:
    from caseworker.casework.owing import Needs


@dataclass(slots=True)
class Given:
    """What the officer has given so far for a decision that is being made."""

    offer: bool
    """Whether the discount is offered again, where it may be."""
    because: tuple[str, ...] = ()
    """Slugs of the points that are the reason for cancelling."""
    weighed: str = ""
    said: dict[str, str] = field(default_factory=dict)
    """Words on single points, by slug."""

    def asdict(self) -> dict[str, Any]:
        """As the act takes it."""
        return {name: getattr(self, name) for name in ("offer", "because", "weighed", "said")}


class Deciding(Settling):
    """What an officer does with the outcome of a case."""

    unkept: dict[str, str]
    """Words written for a decision that was not made yet, by the slug of the point that they are for."""

    @work
    async def action_decision(self) -> None:
        """Show both outcomes; from preflight, go back to the letter."""
        if self.desk.mode.name == "preflight":
            self.go("compose")
            return
        self.go("decision")
        await self.draw_decision()

    async def see_again(self) -> None:
        """In the decision pane, what each outcome would do is asked again."""
        await super().see_again()
        if self.desk.mode.name == "decision":
            await self.draw_decision()

    async def draw_decision(self) -> None:
        """Ask what each outcome would do, and show it."""
        from caseworker.casework.desk.decision import choices

        if self.seen.facts.kind.beside:
            await self.draw_beside()
            return
        found = await self.desk.try_act(choices, self.seen)
        if found is not None:
            self.decision.show(self.seen, found, offering=self.offering, waiting=len(self.waiting()))

    def begin(self) -> None:
        """Forget what was chosen on the case before."""
        super().begin()
        self.offering = False
        self.unkept = {}

    @work
    async def action_offer(self) -> None:
        """Choose whether the discount is offered again, where the rule leaves it to the officer."""
        from caseworker.casework.desk.decision import choices

        if self.seen.decision is not None:
            self.app.hint("This case is decided: u takes the decision back, then g chooses.")
            return
        found = await self.desk.try_act(choices, self.seen)
        if found is None:
            return
        if found.uphold.discount != "may":
            self.app.hint(f"There is nothing to choose: {found.uphold.discount_why}")
            return
        self.offering = not self.offering
        await self.draw_decision()
        self.app.say(f"If you uphold, the discount is {'' if self.offering else 'not '}offered again.")

    @work
    async def action_cancel(self) -> None:
        """Decide to cancel the PCN."""
        await self.decide(Outcome.CANCEL)

    @work
    async def action_uphold(self) -> None:
        """Decide to uphold the PCN."""
        await self.decide(Outcome.UPHOLD)

    async def decide(self, outcome: Outcome, given: Given | None = None) -> None:
        """Decide; what the decision needs of the officer first is asked for, then it is decided again.

        Args:
            given: what was given already, on a linked case that was decided alike.
        """
        from caseworker.casework.desk import decision as deciding

        case, before = self.seen, self.seen.points
        if waiting := self.waiting():
            self.app.say(
                f"“{waiting[0].label}” was suggested, and neither taken nor dropped.\n"
                "Every point raised is answered, or found not to be one.\n"
                "Press p, then enter takes it and - drops it"
                + (f"; _ drops all {len(waiting)} that are left." if len(waiting) > 1 else "."),
                title="Not done",
                severity="warning",
            )
            return
        given = given or Given(offer=self.offering)
        while True:
            try:
                done = await self.act(
                    lambda office: deciding.decide(office, case.id, case.version, outcome, **given.asdict())
                )
                break
            except deciding.Needs as needed:
                if not await self.give(outcome, needed, given):
                    return
        if done is not None:
            self.unkept.clear()
            self.done.append(Step("decision", before, self.dropped))
            self.app.say(done.words)
        await self.draw_decision()

    async def give(self, outcome: Outcome, needed: Needs, given: Given) -> bool:
        """Ask the officer for what a decision needs, and keep it; False where the officer leaves it."""
        from caseworker.casework.desk import decision as deciding
        from caseworker.casework.reasons import check_reason
        from caseworker.screens.asking import AskWords
        from caseworker.screens.desk.reason import WhichReason

        title = f"{'Cancel' if outcome is Outcome.CANCEL else 'Uphold'} {self.seen.pcn}"
        if isinstance(needed, deciding.NeedsReason):
            chosen = await self.app.push_screen_wait(WhichReason(title, needed.points))
            given.because = chosen or ()
            return bool(chosen)
        if isinstance(needed, deciding.NeedsCare):
            return await caring.follow(self.desk)
        assert isinstance(needed, deciding.NeedsWords)
        window = AskWords(
            title,
            needed.what,
            initial=self.unkept.get(needed.point, ""),
            least=deciding.FEWEST_WORDS,
            passage=True,
            check=check_reason,
        )
        words = await self.app.push_screen_wait(window)
        if words is None:
            return False
        self.unkept[needed.point] = words
        if needed.point:
            given.said[needed.point] = words
        else:
            given.weighed = words
        return True
