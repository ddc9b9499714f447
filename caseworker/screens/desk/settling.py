"""Settling a case beside the dispute: an answer, a finding, the papers, or what the court asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import work

from caseworker.law.kinds import CaseKind, Outcome
from caseworker.law.refusals import Refused
from caseworker.screens.desk.room import CaseRoom, Step

if TYPE_CHECKING:
    from caseworker.casework.desk.proceedings import Possible
    from caseworker.casework.views import Done

NAMES = {
    Outcome.ANSWER: "answer",
    Outcome.COMPLAINT_UPHELD: "the complaint is upheld",
    Outcome.COMPLAINT_PART: "the complaint is upheld in part",
    Outcome.COMPLAINT_NOT_UPHELD: "the complaint is not upheld",
    Outcome.HAND_OVER: "hand the papers over to the tribunal",
}
"""What can be decided, as the officer chooses it."""
KEYS = "123456789"


class Settling(CaseRoom):
    """What an officer does with a case that decides nothing about the PCN."""

    async def draw_beside(self) -> None:
        """Show what can be done in this case, with what the tribunal must be sent."""
        from caseworker.casework.handover import checklist

        view = self.seen
        tribunal = view.facts.kind is CaseKind.TRIBUNAL
        wanted = checklist(view) if tribunal else ()
        self.decision.show_beside(view, list(self.ways(await self.steps()).values()), wanted)

    async def steps(self) -> tuple[Possible, ...]:
        """The events that are this case's own next steps: of tribunal and court, never a rejection."""
        from caseworker.casework.desk.proceedings import possible
        from caseworker.law.beside import beside

        if self.seen.facts.kind.enquiry:
            return ()
        about = beside(self.seen.facts.kind)
        own = {*about.opens_with, *about.closes_with} - {"paid-in-full", "written-off"}
        found = await self.desk.try_act(possible, self.seen.pcn) or ()
        return tuple(one for one in found if one.event in own)

    def ways(self, steps: tuple[Possible, ...]) -> dict[str, tuple[str, str]]:
        """What can be chosen: by its key, what it is and how it reads."""
        from caseworker.law.beside import beside

        outcomes = [(one.value, NAMES[one]) for one in beside(self.seen.facts.kind).outcomes]
        events = [
            (one.event, f"{'! ' if one.bars else ''}enter: {one.label}{' (barred)' if one.bars else ''}")
            for one in steps
        ]
        return dict(zip(KEYS, [*outcomes, *events], strict=False))

    @work
    async def action_settle(self) -> None:
        """Choose what is done in a case beside the dispute, and do it."""
        if self.seen.decision is not None:
            self.app.hint("This case is settled: l writes its letter, u takes the answer back.")
            return
        name = await self.chosen()
        if name in {one.value for one in Outcome}:
            await self.settle(Outcome(name))
        elif name:
            await self.enter_step(name)

    async def chosen(self) -> str:
        """What the officer chooses to do; the only thing that there is without asking; nothing for esc."""
        from caseworker.screens.filling import OneOf

        ways = self.ways(await self.steps())
        if len(ways) == 1:
            return next(iter(ways.values()))[0]
        listed: Mapping[str, str] = {key: words for key, (_, words) in ways.items()}
        key = await self.app.push_screen_wait(OneOf(f"{self.seen.pcn}: what is done?", listed))
        return ways[key][0] if key is not None else ""

    async def enter_step(self, event: str) -> None:
        """Enter the event that is the next step."""
        from caseworker.screens.desk.events import enter

        await enter(self.desk, self.seen.pcn, event)
        if self.desk.mode.name == "decision":
            await self.draw_beside()

    async def settle(self, outcome: Outcome) -> None:
        """Ask for the answer in words, where it has any, and settle the case."""
        from caseworker.casework.desk import settling
        from caseworker.screens.asking import AskWords

        view = self.seen
        try:
            settling.check_next_step(self.app.office, view.facts.kind, view.flags)
        except Refused as refused:
            self.app.say_refused(refused)
            return
        if not await self.own():
            return

        async def keep(words: str) -> Done:
            return await self.keep(
                lambda office: settling.settle(office, view.id, self.seen.version, outcome, words=words)
            )

        if outcome is Outcome.HAND_OVER:
            done = await self.act(lambda office: settling.settle(office, view.id, view.version, outcome))
        else:
            window = AskWords(
                f"{NAMES[outcome].capitalize()}: {view.pcn}",
                "Your answer, in whole sentences: it goes into the letter.",
                least=settling.FEWEST_WORDS,
                check=lambda said: settling.check_answer(outcome, said),
                keep=keep,
            )
            done = await self.app.push_screen_wait(window)
        if done is not None:
            self.done.append(Step("decision", view.points, self.dropped))
            self.app.say(done.words)
        if self.desk.mode.name == "decision":
            await self.draw_beside()
