"""Looking at evidence: pictures drawn here, films in their own viewer, signs and plans of the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from caseworker.law.refusals import Refused
from caseworker.screens.desk.evidence import EvidencePane
from caseworker.screens.desk.room import WHOLE, CaseRoom

if TYPE_CHECKING:
    from caseworker.casework.desk.evidence import Opened


class Viewing(CaseRoom):
    """What an officer looks at."""

    @work(group="evidence")
    async def action_evidence(self) -> None:
        """Open the next piece of evidence that was not opened; once all are, the one after.

        One at a time: each piece that is noted as opened is drawn as well.
        """
        async with self.opening:
            if not self.seen.evidence:
                self.app.hint("There is no evidence on this PCN.")
                return
            await self.open_evidence(self.next_evidence())

    def next_evidence(self) -> int:
        """The piece that comes next; a film that is on view waits for its viewer and holds nothing up."""
        ids = [one.id for one in self.seen.evidence]
        shown = self.evidence.open_id
        left = [one.id for one in self.seen.unopened if one.id != shown]
        if left:
            return left[0]
        return ids[(ids.index(shown) + 1) % len(ids)] if shown in ids else ids[0]

    @work(group="evidence")
    async def on_evidence_pane_chosen(self, message: EvidencePane.Chosen) -> None:
        """Open the chosen piece, or the chosen paper of the place."""
        async with self.opening:
            if message.paper:
                await self.open_paper(message.evidence_id)
            else:
                await self.open_evidence(message.evidence_id)

    async def open_evidence(self, evidence_id: int) -> None:
        """Open one piece, note that it was opened, draw it."""
        from caseworker.casework.desk.evidence import open_evidence

        opened = await self.desk.try_act(open_evidence, self.seen.id, evidence_id)
        if opened is None or not await self.read(self.seen.id):
            return
        self.draw_opened(opened, evidence_id)

    async def open_paper(self, paper_id: int) -> None:
        """Show a sign photograph or a plan of the place."""
        from caseworker.casework.desk.evidence import open_paper

        opened = await self.desk.try_act(open_paper, self.seen.id, paper_id)
        if opened is not None:
            self.draw_opened(opened, paper_id, paper=True)

    def draw_opened(self, opened: Opened, number: int, *, paper: bool = False) -> None:
        """Show what was opened in the pane."""
        if self.desk.mode.name != "evidence":
            self.go("evidence")
        self.evidence.show(self.seen, number, paper=paper)
        self.evidence.draw(opened)

    @work
    async def action_view_full(self) -> None:
        """Open what is on view in the system's own viewer: evidence; a letter being written, as printed."""
        shown = self.evidence.opened
        if self.desk.mode.name in WHOLE:
            await self.view_printed()
        elif shown is None:
            self.app.hint("Nothing is open yet: v opens the next piece of evidence.")
        elif shown.kind == "film":
            await self.view_film(shown)
        else:
            await self.view_evidence(shown)

    async def view_evidence(self, shown: Opened) -> None:
        """Open a picture or a paper full size."""
        from caseworker.screens.desk.viewer import open_in_viewer

        try:
            self.app.say(await self.app.ask(open_in_viewer, shown))
        except Refused as refused:
            self.app.say_refused(refused)

    async def view_film(self, shown: Opened) -> None:
        """Open a film, note the opening, then ask what was seen: that may be left.

        A film that cannot be opened here may be seen elsewhere: then it is asked how.
        """
        from caseworker.casework.desk.evidence import film_opened
        from caseworker.screens.desk.viewer import open_film

        try:
            words = await self.app.ask(open_film, shown)
        except Refused as refused:
            await self.ask_how_seen(shown, refused)
            return
        viewing = await self.desk.try_act(film_opened, self.seen.id, shown.id)
        if viewing is None:
            return
        await self.show_film(shown)
        self.app.say(words)
        await self.ask_what_was_seen(shown, viewing)
        await self.show_film(shown)

    async def ask_how_seen(self, shown: Opened, refused: Refused) -> None:
        """Say why a film is not opened here, and ask how else the officer saw it, and what it shows."""
        from caseworker.casework.desk.evidence import (
            check_how,
            check_shows,
            film_seen_elsewhere,
            film_span,
            film_time,
        )
        from caseworker.screens.filling import Fill, Line

        case_id = self.seen.id
        window = Fill(
            f"Film: {shown.caption or shown.name}",
            f"{refused.what} {refused.do} Where you have seen it elsewhere, say how: the timeline keeps it.",
            (
                Line("how", "How you saw it", hint="at the camera room's own screen", check=check_how),
                Line("starts", "From (minutes and seconds)", hint="00:40", check=film_time),
                Line("ends", "To", hint="02:15", check=film_time),
                Line("words", "What it shows", hint="what the vehicle does", check=check_shows),
            ),
            check=lambda filled: film_span(filled["starts"], filled["ends"]),
            keep=lambda seen: self.app.ask(film_seen_elsewhere, case_id, shown.id, **seen),
        )
        if await self.app.put(window) is not None:
            await self.show_film(shown)

    async def show_film(self, shown: Opened) -> None:
        """Show a film's row as it now stands."""
        if await self.read(self.seen.id):
            self.evidence.show(self.seen, shown.id)
            self.evidence.draw(shown)

    async def ask_what_was_seen(self, shown: Opened, viewing: int) -> None:
        """From where to where, and what it shows."""
        from caseworker.casework.desk.evidence import film_seen, film_span, film_time
        from caseworker.screens.filling import Fill, Line

        window = Fill(
            f"Film: {shown.caption or shown.name}",
            "The film is open in its own window; that you opened it is noted. What did you see of it?",
            (
                Line("starts", "From (minutes and seconds)", hint="00:40", check=film_time),
                Line("ends", "To", hint="02:15", check=film_time),
                Line("words", "What it shows", hint="what the vehicle does, and what is around it"),
            ),
            check=lambda filled: film_span(filled["starts"], filled["ends"]),
            keep=lambda seen: self.app.ask(film_seen, viewing, **seen),
        )
        await self.app.put(window)
