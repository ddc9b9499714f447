"""What an officer writes beside the letter: notes, telephone notes, holds, requests for information."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import work

from caseworker.screens.desk.room import CaseRoom, Step
from caseworker.screens.filling import Fill, Line, OneOf

if TYPE_CHECKING:
    from caseworker.casework.views import Done
    from caseworker.law.decisions import Allowed


class Waiting(CaseRoom):
    """Notes, holds, requests for information."""

    @work
    async def action_note(self) -> None:
        """Write a note, or the note of a telephone call."""
        choices = {"o": "a note", "t": "a telephone call: who called, what was said, what they were told"}
        which = await self.app.push_screen_wait(OneOf(f"Note on {self.seen.pcn}", choices))
        if which == "o":
            await self.write_note()
        elif which == "t":
            await self.write_call()

    async def write_note(self) -> None:
        """A note in the officer's words."""
        from caseworker.casework.desk.note import write
        from caseworker.screens.asking import AskWords

        prompt = "A note stays on the PCN with your name and the time; it is never printed."
        window = AskWords(
            f"Note on {self.seen.pcn}", prompt, keep=lambda words: self.app.ask(write, self.seen.id, words)
        )
        if await self.app.push_screen_wait(window) is not None:
            self.app.say("Note kept.")
            await self.reread()

    async def write_call(self) -> None:
        """The note of a telephone call."""
        from caseworker.casework.desk.note import telephone

        window = Fill(
            f"Telephone call on {self.seen.pcn}",
            "It stays on the PCN with your name and the time; it is never printed.",
            (
                Line("caller", "Who called", hint="name, and who they are to the keeper"),
                Line("number", "Number, only where they ask to be called", hint="left empty, none is kept"),
                Line("said", "What they said"),
                Line("told", "What they were told"),
            ),
            check=_call,
            keep=lambda call: self.app.ask(telephone, self.seen.id, **call),
        )
        if await self.app.push_screen_wait(window) is not None:
            self.app.say("Telephone note kept.")
            await self.reread()

    @work
    async def action_hold(self) -> None:
        """Put the case on hold until a day; where it is on hold, lift that."""
        from caseworker.casework.desk import hold

        case = self.seen
        if case.hold is not None and not case.hold.over:
            done = await self.act(lambda office: hold.lift(office, case.id, case.version))
            if done is not None:
                self.app.say(done.words)
            return
        await self.put_on_hold()

    async def put_on_hold(self) -> None:
        """Ask why and until when, and put the case on hold."""
        from caseworker.casework.desk import hold
        from caseworker.casework.warnings import clock_runs_on
        from caseworker.screens.days import HINT, day_typed

        case, office = self.seen, self.app.office
        found = await self.desk.try_act(hold.days, case)
        if found is None or not await self.own():
            return
        until, last = found
        due_on = next((one.last_on for one in case.clocks if one.id == "reply"), None)
        parts = (
            "The case stays with you; n hands it out again on its day, or when new mail comes.",
            "" if last is None else clock_runs_on(case.safe_post_on),
        )

        def fits(words: str) -> None:
            hold.in_time(office, day_typed(words, office.today()), case.safe_post_on, due_on)

        def check(filled: Mapping[str, str]) -> None:
            hold.check(office, filled["words"], day_typed(filled["until"], office.today()))

        async def keep(filled: Mapping[str, str]) -> Done:
            words, day = filled["words"], day_typed(filled["until"], office.today())
            return await self.keep(lambda one: hold.put(one, self.seen.id, self.seen.version, words, day))

        window = Fill(
            f"Hold {case.pcn}",
            "\n".join(part for part in parts if part),
            (
                Line("words", "Why (what it waits for)"),
                Line("until", f"Until ({HINT})", initial=f"{until.day} {until:%b %Y}", check=fits),
            ),
            check=check,
            keep=keep,
        )
        await self.app.put(window)

    @work
    async def action_event(self) -> None:
        """Enter what happened to this PCN."""
        from caseworker.screens.desk.events import enter

        await enter(self.desk)

    @work
    async def action_ask(self) -> None:
        """Ask the motorist for something: tick what, say until when; then the letter is written."""
        from caseworker.casework.desk.information import days, effect

        case = self.seen
        found, served_on = await self.desk.try_act(effect, case), case.facts.served_on
        if found is None or served_on is None:
            return
        if found.bars:
            self.app.say(f"{found.bars[0].words}\nPress d and decide.", title="Not done", severity="warning")
            return
        fitting = await self.desk.try_act(days, served_on, case.safe_post_on)
        if fitting is None or not await self.own():
            return
        if await self.app.put(self.asking(clocks_words(found), *fitting)) is not None:
            self.done.append(Step("decision", case.points, self.dropped))

    def asking(self, effect: str, first: date, last: date) -> Fill:
        """The window that asks what is asked for, with what that does to the clocks; what cannot stand stays.

        Args:
            first: the first day that fits, and `last` the last.
        """
        from caseworker.casework.desk import information
        from caseworker.law.asking import things
        from caseworker.screens.days import HINT, day_typed

        case, office = self.seen, self.app.office
        today, served_on = office.today(), case.facts.served_on
        raised = [one.slug for one in case.points] or [one.slug for one in case.suggested]
        until = max(first, min(today + timedelta(days=14), last))

        def check(filled: Mapping[str, str]) -> None:
            assert served_on is not None
            until = day_typed(filled["until"], today)
            information.check(office, served_on, case.safe_post_on, wanted(filled), until)

        return Fill(
            f"Ask for information on {case.pcn}",
            f"{effect}\nWe need something from you:",
            (
                Line("own", "Or in your own words (several apart by ;)"),
                Line("until", f"Until ({HINT})", initial=f"{until:%d %b %Y}"),
            ),
            check=check,
            keep=self.ask_for,
            choices=[one.words for one in things(raised, case.facts.regime)],
        )

    async def ask_for(self, asked: Mapping[str, str]) -> Done:
        """Note what is asked for."""
        from caseworker.casework.desk import information
        from caseworker.screens.days import day_typed

        until = day_typed(asked["until"], self.app.office.today())
        return await self.keep(
            lambda one: information.ask(one, self.seen.id, self.seen.version, wanted(asked), until)
        )


def wanted(filled: Mapping[str, str]) -> list[str]:
    """What was ticked, and what was written."""
    return [*filled["ticked"].splitlines(), *filled["own"].split(";")]


def clocks_words(effect: Allowed) -> str:
    """What asking does to the clocks."""
    return " ".join(one.words for one in effect.consequences if one.id.startswith("asking"))


def _call(filled: Mapping[str, str]) -> None:
    """A call has a caller and words."""
    from caseworker.casework.desk.note import check_call, check_number

    check_number(filled["number"])
    check_call(filled["caller"], filled["said"], filled["told"])
