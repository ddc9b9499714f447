"""Proofing: a finding put right by one key, the letter undone step by step, and seen as it will print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from caseworker.screens.desk.lettering import Lettering

if TYPE_CHECKING:
    from caseworker.casework.desk.compose import Checked, Composition
    from caseworker.casework.repairing import Repair
    from caseworker.letters.plan import Block


class Proofing(Lettering):
    """What an officer does with a letter that is nearly done."""

    def begin(self) -> None:
        """Forget the letter of the case before, and what was changed in it."""
        super().begin()
        self.letters_before: list[tuple[tuple[Block, ...], int]] = []
        self.written_on: int | None = None
        """The paragraph whose words were changed last: all that is typed into it is one step."""

    def opened(self, opened: Composition) -> None:
        """Show the letter that was opened: nothing of it was changed yet."""
        self.letters_before.clear()
        self.written_on = None
        super().opened(opened)

    # -- undoing ------------------------------------------------------------------------------------

    def change(self, blocks: tuple[Block, ...], *, at: int, show: bool = True) -> None:
        """Take the letter as it now is; as it was, it can be had back."""
        begun = show or (at != self.written_on and bool(self.blocks[at].text))
        if begun:
            self.letters_before.append((self.blocks, self.letter.listed.highlighted or 0))
        self.written_on = None if show else at
        super().change(blocks, at=at, show=show)

    def on_compose_pane_finished(self) -> None:
        """The editor was left: what is typed next is another step."""
        self.written_on = None

    async def undo_letter(self) -> None:
        """Have the letter as it was before its last change; on preflight it is checked anew."""
        if not self.letters_before:
            self.app.hint("Nothing was changed in this letter since it was opened: esc leaves it, then u.")
            return
        before, at = self.letters_before.pop()
        self.written_on = None
        super().change(before, at=at)
        if self.desk.mode.name == "preflight":
            await self.look_again()
        self.app.say("Undone: the letter is as it was before.")

    # -- putting right ------------------------------------------------------------------------------

    def show_preflight(self, checked: Checked) -> None:
        """Show the letter as it was checked; then look for what puts its findings right."""
        super().show_preflight(checked)
        self.find_repairs()

    @work(exclusive=True, group="repairs")
    async def find_repairs(self) -> None:
        """Find what puts each finding right, and show it in its line."""
        await self.repairs()

    async def repairs(self) -> tuple[Repair | None, ...]:
        """What puts each finding right, shown too; nothing where the letter was changed meanwhile."""
        from caseworker.casework.repairing import repairs

        checked = self.checked
        if checked is None or not checked.findings:
            return ()
        found = await self.desk.try_act(repairs, self.answered, self.blocks, checked)
        if found is None or checked is not self.checked:
            return ()
        self.preflight.offer(found)
        return found

    async def look_again(self) -> None:
        """Check the letter as it now stands, and show it on preflight."""
        from caseworker.casework.desk.compose import recheck

        # Now, not after a pause: by then the letter may be issued, and another case open.
        self.pause()
        checked = await self.desk.try_act(recheck, self.answered[0], self.blocks, self.answered[1:])
        if checked is not None:
            self.show_preflight(checked)

    @work
    async def action_repair(self) -> None:
        """Put right the finding under the cursor, where the program knows how; checked anew."""
        index = self.preflight.chosen
        if index is None or self.checked is None:
            self.app.hint("No finding is chosen.")
            return
        found = self.preflight.offers or await self.repairs()
        repair = found[index] if found else None
        if repair is None:
            self.app.hint("Only words of your own put this right: f4 goes back to the letter.")
            return
        self.change(repair.blocks, at=repair.at)
        await self.look_again()
        self.app.say(f"Put right: {repair.words}. u takes it back.")

    # -- as printed ---------------------------------------------------------------------------------

    async def view_printed(self) -> None:
        """Open the letter in the system's viewer as it will be printed."""
        from caseworker.screens.desk.viewer import open_unissued

        words = await self.desk.try_act(open_unissued, self.answered, self.blocks)
        if words is not None:
            self.app.say(words)
