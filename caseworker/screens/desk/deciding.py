"""Deciding: cancel or uphold, with the officer's own words where a guideline asks for them."""

from __future__ import annotations

from textual import work

from caseworker.law.facts import Outcome
from caseworker.screens.desk.settling import Settling


class Deciding(Settling):
    """What an officer does with the outcome of a case."""

    @work
    async def action_decision(self) -> None:
        """Show both outcomes; from preflight, go back to the letter."""
        if self.desk.mode.name == "preflight":
            self.go("compose")
            return
        self.go("decision")
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

    async def decide(self, outcome: Outcome, words: str = "") -> None:
        """Decide; where the officer's own words are needed first, ask for them and decide again."""
        from caseworker.casework.desk import decision as deciding
        from caseworker.casework.reasons import check_reason
        from caseworker.screens.asking import AskWords

        case, before = self.seen, self.seen.points
        if waiting := self.waiting():
            self.app.say(
                f"“{waiting[0].label}” was suggested, and neither taken nor dropped.\n"
                "Every point raised is answered, or found not to be one.\n"
                "Press p, then enter takes it and - drops it.",
                title="Not done",
                severity="warning",
            )
            return
        try:
            done = await self.act(
                lambda office: deciding.decide(
                    office, case.id, case.version, outcome, weighed=words, offer=self.offering
                )
            )
        except deciding.NeedsWords as needed:
            title = f"{'Cancel' if outcome is Outcome.CANCEL else 'Uphold'} {case.pcn}"
            window = AskWords(title, needed.what, least=deciding.FEWEST_WORDS, check=check_reason)
            answer = await self.app.push_screen_wait(window)
            if answer is not None:
                await self.decide(outcome, answer)
            return
        if done is not None:
            self.done.append(("decision", before))
            self.app.say(done.words)
        await self.draw_decision()
