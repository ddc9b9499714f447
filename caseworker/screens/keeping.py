"""Windows that stay open until their answer is kept: no refusal loses what was typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from textual import getters, work
from textual.screen import ModalScreen
from textual.widgets import Static

from caseworker.law.refusals import Refused
from caseworker.screens.base import CaseworkerApp
from caseworker.widgets.literal import literal

UNKEPT = "What you wrote is not kept yet: esc again leaves it all the same."

Keep = Callable[[Any], Awaitable[Any]]
"""Does with an answer what it was asked for, and gives what the window gives back; never None.

Raises `Refused` where that cannot be: the window stays, and says why.
"""


class Keeping(ModalScreen[Any]):
    """A window that asks: it closes with what became of its answer, or with None for esc."""

    DEFAULT_CSS = """
    Keeping #complaint { height: auto; color: $text-error; }
    """
    app = getters.app(CaseworkerApp)
    keep: Keep | None = None
    """What is done with the answer while the window stands; where there is none, the answer is given back."""
    warned = False
    under_way = False

    def begun(self) -> bool:
        """Whether something was written that leaving would lose."""
        return False

    def complain(self, words: str) -> None:
        """Say in the window what stands in the way; a window longer than the screen scrolls there."""
        said = self.query_one("#complaint", Static)
        said.update(literal(words))
        said.display = True
        self.call_after_refresh(said.scroll_visible, animate=False)

    def action_leave(self) -> None:
        """Leave; where something was written, only once that was said."""
        if self.under_way:
            self.complain("This is being kept.")
        elif self.warned or not self.begun():
            self.dismiss(None)
        else:
            self.warned = True
            self.complain(UNKEPT)

    def stands(self, check: Callable[[], object]) -> bool:
        """Whether what was written can stand; what is wrong with it is said in the window."""
        try:
            check()
        except Refused as refused:
            self.complain(complaint(refused))
            return False
        return True

    def give(self, answer: Any) -> None:
        """Give the answer back, where it is to be kept first only once it is."""
        if self.keep is None:
            self.dismiss(answer)
        elif not self.under_way:
            self.keep_answer(self.keep, answer)

    @work
    async def keep_answer(self, keep: Keep, answer: object) -> None:
        """Keep it, or say in the window why that could not be."""
        self.under_way = True
        try:
            done = await keep(answer)
        except Refused as refused:
            self.complain(complaint(refused))
        except Exception as fault:
            from caseworker.screens.fault import words_for

            self.complain(words_for(self.app.note_fault(fault)))
        else:
            self.dismiss(done)
        finally:
            self.under_way = False


def complaint(refused: Refused) -> str:
    """A refusal in the window that stays open for it."""
    return " ".join(part for part in (refused.what, refused.rule, refused.do) if part)
