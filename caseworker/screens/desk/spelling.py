"""Spelling: a misspelt word of the officer's put right, or added to the council's own words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work

from caseworker.screens.asking import Choice
from caseworker.screens.desk.lettering import Lettering

if TYPE_CHECKING:
    from caseworker.letters.plan import Block
    from caseworker.letters.spelling import Misspelt

OFFERED = 12
"""Misspelt words for which suggestions are looked up at once."""


class Spelling(Lettering):
    """What an officer does with words that stand in no dictionary."""

    def misspelt(self) -> tuple[Misspelt, ...]:
        """The misspelt words of the letter as it was looked at last, each once; said where there is none."""
        checked = self.letter.checked
        reading = checked.reading if checked is not None else None
        if reading is None or not reading.misspelt:
            none = reading is not None and reading.no_dictionary
            self.app.hint(NO_DICTIONARY if none else "No word of yours is misspelt.")
            return ()
        return tuple({one.word: one for one in reversed(reading.misspelt)}.values())[::-1]

    @work
    async def action_spelling(self) -> None:
        """Offer what may have been meant by each misspelt word, and put the chosen one in its place."""
        from caseworker.casework.desk.compose import put_right, suggestions
        from caseworker.screens.asking import Pick

        wrong = self.misspelt()[:OFFERED]
        offered = [(one, await self.desk.try_act(suggestions, one.word) or ()) for one in wrong]
        if not wrong:
            return
        title = "Misspelt: what was meant?"
        chosen = await self.app.push_screen_wait(Pick(title, finder(offered, self.letter_text())))
        if chosen is not None and not await self.taken_as_own(chosen, wrong):
            at, _, right = chosen.partition(":")
            one = next(one for one in wrong if str(one.start) == at)
            self.replaced(put_right(self.answered, self.blocks, one, right), one.block)

    @work
    async def action_own_word(self) -> None:
        """Add a misspelt word to the council's own; which one is asked where there are several."""
        from caseworker.screens.asking import Pick

        wrong = self.misspelt()
        chosen: str | None = own_id(wrong[0]) if len(wrong) == 1 else None
        if len(wrong) > 1:
            choose = finder([(one, ()) for one in wrong], self.letter_text())
            chosen = await self.app.push_screen_wait(Pick("Add to the council's words", choose))
        if chosen is not None:
            await self.taken_as_own(chosen, wrong)

    async def taken_as_own(self, chosen: str, wrong: Sequence[Misspelt]) -> bool:
        """Add the chosen word to the council's own; False where something else was chosen."""
        from caseworker.casework.desk.words import add

        one = next((one for one in wrong if own_id(one) == chosen), None)
        if one is None:
            return False
        kept = await self.desk.try_act(add, one.word)
        if kept is not None:
            self.app.say(f"“{kept}” is one of the council's words now: it is marked no more, in any letter.")
            self.check()
        return True

    def replaced(self, blocks: tuple[Block, ...], index: int) -> None:
        """Show a word put right in the list, the editor and the preview."""
        editing = self.letter.editing
        self.change(blocks, at=index)
        if editing is not None:
            self.letter.edit(editing, blocks[editing].text)
        self.check()

    def letter_text(self) -> str:
        """The letter as it was looked at last."""
        return self.letter.checked.letter.text if self.letter.checked is not None else ""


NO_DICTIONARY = (
    "No British dictionary is installed, so no spelling is looked at: pip install 'caseworker[spelling]', "
    "or the system's hunspell-en-gb."
)


def own_id(one: Misspelt) -> str:
    """How the choice of adding a word is told from its suggestions."""
    return f"own:{one.start}"


def finder(offered: Sequence[tuple[Misspelt, Sequence[str]]], text: str) -> Callable[[str], Sequence[Choice]]:
    """A finder over the misspelt words: what may have been meant by each, then to add it as it is."""
    choices = []
    for one, suggested in offered:
        around = " ".join(text[max(0, one.start - 160) : one.end + 160].split())
        choices += [
            Choice(f"{one.start}:{right}", f"{one.word} → {right}", "", around) for right in suggested
        ]
        why = "Added for every officer, with your name; caseworker words drop takes it away."
        choices.append(Choice(own_id(one), f"{one.word}: add to the council's words", why, around))

    def find(typed: str) -> Sequence[Choice]:
        """Those with the letters that were typed."""
        low = typed.casefold().strip()
        return [one for one in choices if low in one.label.casefold()]

    return find
