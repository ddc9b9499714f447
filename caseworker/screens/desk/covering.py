"""A photograph drawn large, a box moved over it by keys: what the box covers is black when it is enclosed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from caseworker.casework.masking import MOST, WHOLE, Mask, masks_of, words_of
from caseworker.law.refusals import Refused
from caseworker.screens.base import CaseworkerApp
from caseworker.screens.desk.evidence import EvidencePane
from caseworker.widgets.literal import literal
from caseworker.widgets.photo import half_cells

if TYPE_CHECKING:
    from caseworker.casework.desk.evidence import Opened
    from caseworker.casework.views import Done
    from caseworker.screens.asking import AskLine
    from caseworker.screens.desk.ways import Ways

STEP, LEAST = 20, 20
"""How far the box moves and grows, and how small it may be, in thousandths of the picture."""
HELP = (
    "arrows move the box · shift+arrows, or + and -, size it · enter covers · backspace uncovers the last · "
    "f10 encloses it so · x leaves it out · esc leaves all as it is"
)
LEAVE_OUT = "leave out"
_WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


class Cover(ModalScreen[str | None]):
    """Cover faces and other vehicles' plates; gives the masks, `LEAVE_OUT`, or nothing."""

    DEFAULT_CSS = """
    Cover { align: center middle; }
    Cover > Vertical { width: 100%; height: 100%; border: round $accent; background: $surface; padding: 0 1; }
    Cover #what { height: auto; max-height: 4; }
    Cover #picture { height: 1fr; }
    Cover #covered { height: 3; color: $text-muted; }
    """
    BINDINGS = [
        *(Binding(key, f"move('{key}')", show=False) for key in _WAYS),
        *(Binding(f"shift+{key}", f"size('{key}')", show=False) for key in _WAYS),
        Binding("plus,equals_sign", "grow(1)", show=False),
        Binding("minus", "grow(-1)", show=False),
        Binding("enter", "cover", "cover"),
        Binding("backspace", "uncover", "uncover"),
        Binding("f10", "keep", "enclose"),
        Binding("x", "leave_out", "leave out"),
        Binding("escape", "dismiss(None)", "leave it"),
    ]
    app = getters.app(CaseworkerApp)
    picture = getters.query_one("#picture", Static)

    def __init__(self, opened: Opened, masks: str, *, chosen: bool) -> None:
        """Cover a picture.

        Args:
            masks: what is covered already.
            chosen: it goes with the letter already, and can be left out.
        """
        super().__init__()
        self.opened, self.chosen = opened, chosen
        self.masks = list(masks_of(masks))
        self.box = Mask(440, 440, 120, 120)
        self.told = ""

    def compose(self) -> ComposeResult:
        """What it shows in words, the picture, what is covered, the keys."""
        with Vertical() as whole:
            whole.border_title = "Enclose"
            yield Static(literal(self.opened.caption or self.opened.name), id="what")
            yield Static(id="picture")
            yield Static(id="covered")

    def on_mount(self) -> None:
        """Draw it once its place is known."""
        self.call_after_refresh(self.draw)

    def on_resize(self) -> None:
        """Draw it again for the new place."""
        self.draw()

    @work(exclusive=True, group="cover")
    async def draw(self) -> None:
        """The picture with its masks black and the box outlined."""
        size = (self.picture.size.width, self.picture.size.height)
        if min(size) < 1:
            return
        try:
            drawn = await self.app.aside(_drawn, self.opened.content, tuple(self.masks), self.box, size)
        except Refused as refused:
            drawn = literal(str(refused))
        self.picture.update(drawn)
        number = len(self.masks)
        covered = f"{number} covered" if number else "nothing covered yet: f10 says that nothing has to be"
        self.query_one("#covered", Static).update(literal(f"{covered} · {self.told or HELP}"))
        self.told = ""

    def action_move(self, way: str) -> None:
        """Move the box."""
        across, down = _WAYS[way]
        x = min(max(self.box.x + across * STEP, 0), WHOLE - self.box.width)
        y = min(max(self.box.y + down * STEP, 0), WHOLE - self.box.height)
        self.box = self.box._replace(x=x, y=y)
        self.draw()

    def action_size(self, way: str) -> None:
        """Make the box wider, narrower, higher or lower."""
        across, down = _WAYS[way]
        self._sized(self.box.width + across * STEP, self.box.height + down * STEP)

    def action_grow(self, by: int) -> None:
        """Make the box larger or smaller."""
        self._sized(self.box.width + by * STEP, self.box.height + by * STEP)

    def _sized(self, width: int, height: int) -> None:
        width = min(max(width, LEAST), WHOLE - self.box.x)
        height = min(max(height, LEAST), WHOLE - self.box.y)
        self.box = self.box._replace(width=width, height=height)
        self.draw()

    def action_cover(self) -> None:
        """Cover what is in the box."""
        if len(self.masks) < MOST:
            self.masks.append(self.box)
        else:
            self.told = f"A picture takes {MOST} masks."
        self.draw()

    def action_uncover(self) -> None:
        """Take the last mask off again."""
        if self.masks:
            self.masks.pop()
        self.draw()

    def action_keep(self) -> None:
        """Enclose it with what is covered now."""
        self.dismiss(words_of(tuple(self.masks)))

    def action_leave_out(self) -> None:
        """Let it not go with the letter."""
        if self.chosen:
            self.dismiss(LEAVE_OUT)
        else:
            self.told = "It does not go with the letter: esc leaves it so."
            self.draw()


def _drawn(content: bytes, masks: tuple[Mask, ...], box: Mask, size: tuple[int, int]) -> Content:
    """The picture in half cells, its masks black, the box outlined."""
    from caseworker.casework.masking import outlined

    return half_cells(outlined(content, masks, box), *size)


def caption_of(desk: Ways, evidence_id: int, masks: str, known: str) -> AskLine:
    """The line that asks what a picture shows; it stays, and the masks with it, until both are kept."""
    from caseworker.casework.desk import enclosing
    from caseworker.screens.asking import AskLine

    async def keep(caption: str) -> Done:
        given = {"caption": caption, "masks": masks}
        return await desk.keep(
            lambda office, case: enclosing.enclose(
                office, case.id, case.version, evidence_id, **given, clear=not masks
            )
        )

    return AskLine("Its caption in the letter", "what the picture shows", initial=known, keep=keep)


async def enclose(desk: Ways) -> None:
    """Cover the photograph that is open, and let it go with the letter."""
    from caseworker.casework.desk import enclosing

    pane = desk.query_one(EvidencePane)
    view, opened = desk.view, pane.opened
    if view is None or opened is None or opened.kind != "photo":
        desk.app.hint("Open a photograph first: v opens the evidence, then :enclose.")
        return
    if not await desk.own():
        return
    before = next((one for one in view.enclosed if one.evidence_id == opened.id), None)
    masks = await desk.app.push_screen_wait(
        Cover(opened, before.masks if before else "", chosen=before is not None)
    )
    if masks is None:
        return
    if masks == LEAVE_OUT:
        done = await desk.try_act(enclosing.leave_out, view.id, view.version, opened.id)
    else:
        known = before.caption if before else opened.caption or opened.name
        done = await desk.app.push_screen_wait(caption_of(desk, opened.id, masks, known))
    if done is not None:
        await desk.see_again()
        # The same picture stays open, to be covered otherwise or left out.
        if desk.view is not None:
            pane.show(desk.view, opened.id)
            pane.draw(opened)
        desk.app.say(done.words)
