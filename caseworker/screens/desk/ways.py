"""What the rooms of the desk ask of the screen they stand on: where the officer is, how to go elsewhere."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import getters
from textual.worker import Worker

from caseworker.screens.base import BaseScreen
from caseworker.screens.desk.header import Header
from caseworker.screens.desk.modes import MODES, Mode
from caseworker.screens.desk.queue import QueuePane

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseworker.casework.office import Office
    from caseworker.casework.views import CaseView, Done
    from caseworker.screens.desk.casefile import CaseFile


class Ways(BaseScreen):
    """The desk as its rooms know it: they call these, and know nothing else of the screen."""

    header = getters.query_one(Header)
    queue = getters.query_one(QueuePane)
    mode: Mode = MODES["queue"]
    file: CaseFile | None = None
    """The panes of a case, once they are built."""

    @property
    @abstractmethod
    def view(self) -> CaseView | None:
        """The case that is open."""

    @abstractmethod
    def action_next(self) -> None:
        """Hand out the next case."""

    @abstractmethod
    def action_keys(self) -> Worker[None]:
        """List every key."""

    @abstractmethod
    def action_command(self) -> Worker[None]:
        """Go anywhere by name."""

    @abstractmethod
    def enter(self, name: str) -> None:
        """Change the mode."""

    @abstractmethod
    def open_case(self, case_id: int | None = None) -> Worker[None]:
        """Claim a case, or the next one, and show it."""

    @abstractmethod
    async def see_again(self) -> None:
        """Read the open case again, and show it where the officer stands."""

    @abstractmethod
    def open_from(self, board: BaseScreen, case_id: int) -> None:
        """Open a case from a screen over the desk; esc from the case shows that screen again."""

    async def keep(self, doing: Callable[[Office, CaseView], Done]) -> Done:
        """Run an act on the open case as it stands now, for a window that stays until it is kept."""
        assert self.file is not None
        case = self.file.seen
        return await self.file.keep(lambda office: doing(office, case))

    async def own(self) -> bool:
        """Whether the open case is the officer's to change; where not, that is said."""
        return self.file is not None and await self.file.own()

    async def reread(self) -> None:
        """Read the open case again, and show it where the officer is."""
        if self.view is not None and self.file is not None:
            await self.file.reread()

    @abstractmethod
    def unsay(self, words: str) -> None:
        """Say no longer what was of another case."""

    @abstractmethod
    def back_to_queue(self) -> None:
        """Show the queue."""

    @abstractmethod
    def count_today(self) -> Worker[None]:
        """Draw the day's count anew."""
