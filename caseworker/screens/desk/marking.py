"""Marking points: take a suggestion, add one by words, answer it, drop it, undo."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.widgets import OptionList

from caseworker.law.refusals import Refused
from caseworker.screens.desk.answering import AnswerPoint, turned
from caseworker.screens.desk.points import PointsList
from caseworker.screens.desk.room import WHOLE, CaseRoom, Step
from caseworker.screens.filling import OneOf
from caseworker.text import counted

if TYPE_CHECKING:
    from caseworker.casework.office import Office
    from caseworker.casework.views import Done, PointView


class Marking(CaseRoom):
    """What an officer does with points."""

    def marks(self) -> tuple[PointView, ...]:
        """Points that stand, then suggestions still waiting, as they are marked in the words."""
        from caseworker.casework.views import PointView

        waiting = (
            PointView(one.slug, one.label, one.words, one.item_id, one.start, one.end)
            for one in self.waiting()
        )
        return (*self.seen.points, *waiting)

    def action_points(self) -> None:
        """Open the points; each suggestion's place is brought into view."""
        self.go("points")

    @on(OptionList.OptionHighlighted, "#points-list")
    def show_place(self, message: OptionList.OptionHighlighted) -> None:
        """Bring the place of a point into view in the motorist's words."""
        slug = (message.option.id or "").removeprefix("?")
        place = next((one.start for one in self.marks() if one.slug == slug), None)
        self.words.show(self.seen, self.marks(), at=place)

    @on(OptionList.OptionSelected, "#points-list")
    @work
    async def choose(self, message: OptionList.OptionSelected) -> None:
        """Enter: take a suggestion, or answer a point."""
        row = message.option.id or ""
        if row.startswith("?"):
            await self.take(row[1:])
        elif row:
            await self.answer(row)

    @work
    async def on_points_list_asked(self, message: PointsList.Asked) -> None:
        """Drop, add, or turn the answer."""
        slug = message.row.removeprefix("?")
        if message.verb == "add":
            await self.add()
        elif message.verb == "rest":
            await self.drop_rest()
        elif message.row.startswith("?"):
            if message.verb == "drop":
                self.drop_suggested({slug})
        elif slug and message.verb == "drop":
            kept = tuple(one for one in self.seen.points if one.slug != slug)
            # Dropped is dropped: it is not suggested anew. Undo has it back as a point.
            await self.keep_points(kept, "Point dropped.", drop={slug})
        elif slug:
            changed = tuple(turned(one) if one.slug == slug else one for one in self.seen.points)
            await self.keep_points(changed, "Answer turned.")

    def drop_suggested(self, slugs: Set[str]) -> None:
        """These suggestions are no points; undo has them wait again."""
        self.done.append(Step("suggestions", (), self.dropped))
        self.dropped |= slugs
        self.draw()

    async def drop_rest(self) -> None:
        """Drop every suggestion that was neither taken nor dropped; asked first."""
        left = self.waiting()
        if not left:
            self.app.hint("No suggestion is left: each was taken or dropped.")
            return
        which = "the one that is" if len(left) == 1 else f"all {len(left)} that are"
        choices = {"y": f"drop {which} left: no points of this letter", "n": "keep them"}
        title = f"Drop {counted(len(left), 'suggestion')}?"
        if await self.app.push_screen_wait(OneOf(title, choices)) == "y":
            self.drop_suggested({one.slug for one in left})
            self.app.say(f"{counted(len(left), 'suggestion')} dropped: u has them wait again.")

    async def take(self, slug: str) -> None:
        """Take a suggestion as a point, with its words and their place."""
        from caseworker.casework.views import PointView

        one = next(one for one in self.seen.suggested if one.slug == slug)
        point = PointView(slug, one.label, one.words, one.item_id, one.start, one.end)
        await self.keep_points((*self.seen.points, self.grounded(point)), "Point taken.")

    async def add(self) -> None:
        """Add a point by words, from the shared vocabulary."""
        from caseworker.casework.views import PointView
        from caseworker.screens.asking import Pick
        from caseworker.screens.desk.vocabulary import finder, label_of

        taken = {point.slug for point in self.seen.points}
        facts = self.seen.facts
        offered = finder(facts.regime, taken, facts.basis, facts.code)
        slug = await self.app.push_screen_wait(Pick("Add a point", offered))
        if slug is not None:
            point = self.grounded(PointView(slug, label_of(slug)))
            await self.keep_points((*self.seen.points, point), "Point added.")
            self.points.stand_on(slug)

    def grounded(self, point: PointView) -> PointView:
        """The point with its usual ground or mitigation, relying on all evidence of the case."""
        from caseworker.screens.desk.vocabulary import usual_ground

        facts = self.seen.facts
        ground, mitigation = usual_ground(point.slug, facts.regime, facts.basis, facts.code)
        relied = tuple(one.id for one in self.seen.evidence)
        return replace(point, ground=ground, mitigation=mitigation, evidence=relied)

    async def answer(self, slug: str) -> None:
        """Answer one point in its own window."""
        from caseworker.casework import lettering
        from caseworker.screens.desk.vocabulary import grounds_of

        if self.seen.decision is not None:
            self.app.hint("This case is decided: u takes the decision back, then its points can be changed.")
            return
        if not await self.own():
            return
        point = next(one for one in self.seen.points if one.slug == slug)
        offered = grounds_of(self.seen.facts.regime, self.seen.facts.basis)

        async def keep(answered: PointView) -> PointView:
            if answered != point:
                before = self.seen.points
                if slug not in [one.slug for one in before]:
                    raise Refused(f"“{point.label}” is no point of this case any more.", do="Leave by esc.")
                kept = tuple(answered if one.slug == slug else one for one in before)
                await self.keep(self.keeping(kept, "Point answered."))
                self.done.append(Step("points", before, self.dropped))
            return answered

        around = await self.app.ask(lettering.around, self.seen, point)
        await self.app.push_screen_wait(AnswerPoint(point, offered, self.seen.evidence, keep, around))

    async def keep_points(
        self, points: tuple[PointView, ...], words: str, *, drop: Set[str] = frozenset()
    ) -> None:
        """Keep the points as they now are; the ones before can be had back by undo.

        Args:
            drop: slugs that are not suggested anew.
        """
        before, dropped = self.seen.points, self.dropped
        self.dropped |= drop
        if await self.act(self.keeping(points, words)):
            self.done.append(Step("points", before, dropped))
        else:
            self.dropped = dropped

    def keeping(self, points: tuple[PointView, ...], words: str) -> Callable[[Office], Done]:
        """What keeps these points on the open case."""
        from caseworker.casework.desk import points as act

        case = self.seen
        return lambda office: act.keep(office, case.id, case.version, points, what=words)

    @work
    async def action_undo(self) -> None:
        """Undo the last act of this sitting on this case; while a letter is written, its last change."""
        if self.desk.mode.name in WHOLE:
            await self.undo_letter()
        elif self.done:
            await self.take_back(self.done.pop())
        elif self.just_issued and await self.offer_recall():
            # The letter that just went is meant, not an earlier decision on the case that came up.
            return
        elif self.seen.decision is not None and self.seen.status == "decided":
            await self.take_back(Step("decision", self.seen.points, self.dropped))
        elif any(one.slug in self.dropped for one in self.seen.suggested):
            # Dropped before the case was left, or before its decision was taken back.
            await self.take_back(Step("suggestions", (), frozenset()))
        elif not await self.offer_recall():
            self.app.hint("There is nothing to undo on this case.")

    async def take_back(self, last: Step) -> None:
        """Take one act back, and say so; one that could not be taken back can be tried again."""
        dropped, self.dropped = self.dropped, last.dropped
        if last.what == "suggestions":
            await self.see_again()
            self.app.say("Undone: what was dropped is suggested again.")
        elif await self.undo(last.what, last.points):
            words = "the decision is taken back" if last.what == "decision" else "points as before"
            await self.see_again()
            self.app.say(f"Undone: {words}.")
        else:
            self.dropped = dropped
            self.done.append(last)

    async def undo(self, what: str, before: tuple[PointView, ...]) -> Done | None:
        """Have the points as they were before, and no decision."""
        from caseworker.casework.desk import decision as deciding
        from caseworker.casework.desk import points as act

        case = self.seen
        if what == "decision":
            return await self.act(lambda office: deciding.withdraw(office, case.id, case.version, before))
        return await self.act(lambda office: act.keep(office, case.id, case.version, before, what="undone"))
