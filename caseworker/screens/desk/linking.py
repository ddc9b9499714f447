"""Linking: the cases that stand with the open one, what is taken over from them, and one letter for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import work

from caseworker.law.facts import Outcome, PointOutcome
from caseworker.screens.desk.deciding import Deciding, Given
from caseworker.screens.desk.lettering import Lettering
from caseworker.screens.desk.marking import Marking
from caseworker.screens.filling import Fill, Line, OneOf
from caseworker.text import counted

if TYPE_CHECKING:
    from caseworker.casework.links import LinkedView
    from caseworker.casework.office import Office
    from caseworker.casework.views import CaseView, Done

SHOWN = 9
"""Linked cases that have a key of their own."""
VERBS = {Outcome.CANCEL: "cancel", Outcome.UPHOLD: "uphold"}


class Linking(Marking, Deciding, Lettering):
    """What an officer does with cases that stand together."""

    @work
    async def action_linked(self) -> None:
        """Offer what can be done with the linked cases: go to one, take over, decide alike, link, unlink."""
        from caseworker.casework.desk.links import near, together

        others = await self.desk.try_act(together, self.seen)
        around = await self.desk.try_act(near, self.seen.id)
        if others is None or around is None:
            return
        choices = offered(self.seen, others, around)
        if not choices:
            self.app.hint("No other open case of this vehicle or keeper is known: nothing to link.")
            return
        title = f"Linked with {counted(len(self.seen.linked), 'other case')}"
        chosen = await self.app.push_screen_wait(OneOf(title, choices))
        if chosen is not None:
            await self.do_linked(chosen, others, around)

    async def do_linked(self, chosen: str, others: Sequence[CaseView], around: Sequence[LinkedView]) -> None:
        """Do what was chosen."""
        if chosen.isdigit():
            await self.desk.open_case(self.seen.linked[int(chosen) - 1].id).wait()
        elif chosen == "n":
            waiting = next_of(self.seen)
            assert waiting is not None
            await self.desk.open_case(waiting.id).wait()
        elif chosen == "+":
            await self.link_others(around)
        elif chosen == "-":
            await self.stand_alone()
        else:
            other = source(others)
            if other is not None and await self.take_over(other) and chosen == "d":
                await self.decide_alike(other)

    async def take_over(self, other: CaseView) -> bool:
        """Take over the points of a linked case, with answers and reasons; False where that was refused."""
        from caseworker.casework.links import same_words, taken_over

        if self.seen.decision is not None:
            self.app.hint("This case is decided: u takes the decision back, then its points can be changed.")
            return False
        points = taken_over(self.seen, other)
        if points != self.seen.points:
            version = self.seen.version
            await self.keep_points(points, f"Points taken over from {other.pcn}.")
            if self.seen.version == version:
                return False
            self.app.say(f"{counted(len(points), 'point')} stand here now, as on {other.pcn}.")
        taken = {one.slug for one in self.seen.points}
        if any(same_words(self.seen, item) for item in other.items if item.direction == "in"):
            # What was found not to be a point of the same words is none here either.
            self.dropped |= {one.slug for one in self.seen.suggested} - taken
            self.draw()
        return True

    async def decide_alike(self, other: CaseView) -> None:
        """Decide this case as a linked one was, on its own evidence; what is lacking is asked as ever."""
        decided = other.decision
        if decided is None:
            return
        upheld = [one.slug for one in other.points if one.outcome is PointOutcome.UPHELD]
        given = Given(
            offer=decided.discount_until is not None,
            because=tuple(upheld) if decided.outcome is Outcome.CANCEL else (),
            weighed=decided.weighed,
        )
        self.go("decision")
        # Drawn first: what is lacking may leave the pane as it stood on the case before.
        await self.draw_decision()
        await self.decide(decided.outcome, given)

    async def link_others(self, around: Sequence[LinkedView]) -> None:
        """Tick which other cases stand with this one, or type their PCNs."""
        from caseworker.casework.desk.links import link
        from caseworker.casework.desk.view import find

        if not await self.own():
            return

        labels = {
            f"{one.pcn} · {one.vrm} · {one.received_on:%d %b} · {one.street} · {one.words}": one.id
            for one in around
        }

        def wanted(office: Office, filled: Mapping[str, str]) -> list[int]:
            ticked = [labels[one] for one in filled["ticked"].splitlines()] if labels else []
            typed = [one.strip() for one in filled["pcns"].split(";") if one.strip()]
            return [*ticked, *(find(office, one) for one in typed)]

        async def keep(filled: Mapping[str, str]) -> Done:
            return await self.keep(
                lambda one: link(one, self.seen.id, self.seen.version, wanted(one, filled))
            )

        window = Fill(
            f"Link with {self.seen.pcn}",
            "Open cases of the same vehicle or keeper. Each keeps its own clock, points and decision.",
            (Line("pcns", "Or other PCNs (several apart by ;)"),),
            keep=keep,
            choices=list(labels),
            ticked=list(labels),
        )
        await self.app.put(window)

    async def stand_alone(self) -> None:
        """Take this case out of those it stands with."""
        from caseworker.casework.desk.links import unlink

        case = self.seen
        done = await self.act(lambda one: unlink(one, case.id, case.version))
        if done is not None:
            self.app.say(done.words)

    async def which_letter(self) -> tuple[CaseView, ...] | None:
        """The cases that the letter is to answer: asked where linked ones are decided too; None leaves it."""
        from caseworker.casework import joint
        from caseworker.casework.desk.links import together

        if not self.seen.linked or self.seen.decision is None:
            return (self.seen,)
        others = await self.desk.try_act(together, self.seen)
        ready = joint.ready(self.app.office, (self.seen, *(others or ())))
        if others is None or len(ready) < 2 or self.seen.id not in [one.id for one in ready]:
            return (self.seen,)
        every = len(others) + 1
        which = f"all {every}" if len(ready) == every else f"the {len(ready)} of {every} that are decided"
        choices = {"a": f"one letter for {which}", "o": f"a letter on {self.seen.pcn} alone"}
        chosen = await self.app.push_screen_wait(OneOf("Letter", choices))
        return None if chosen is None else ready if chosen == "a" else (self.seen,)


def next_of(view: CaseView) -> LinkedView | None:
    """The next linked case that waits for its decision, from this one on; None where all have one."""
    waiting = [one for one in view.linked if one.status in ("new", "open")]
    return next((one for one in waiting if one.id > view.id), next(iter(waiting), None))


def source(others: Sequence[CaseView]) -> CaseView | None:
    """The linked case from which points are taken over: one that is decided before one with points only."""
    ranked = sorted((one for one in others if one.points), key=lambda one: one.decision is None)
    return next(iter(ranked), None)


def offered(view: CaseView, others: Sequence[CaseView], around: Sequence[LinkedView]) -> dict[str, str]:
    """What can be done here, by its key: the next case first."""
    found: dict[str, str] = {}
    if (waiting := next_of(view)) is not None:
        found["n"] = f"the next that is not decided: {waiting.pcn}"
    other = source(others)
    if other is not None and view.decision is None:
        found["t"] = f"take over {counted(len(other.points), 'point')} of {other.pcn}"
        if other.decision is not None and other.decision.outcome in VERBS:
            found["d"] = f"the same, and decide alike: {VERBS[other.decision.outcome]}"
    for n, one in enumerate(view.linked[:SHOWN], start=1):
        found[str(n)] = f"{one.pcn} · {one.vrm} · {one.words}"
    if around:
        found["+"] = f"link others: {len(around)} open of this vehicle or keeper"
    if view.linked:
        found["-"] = "take this case out: it stands alone"
    return found
