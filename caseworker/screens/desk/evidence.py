"""The evidence pane: what there is, what was opened, and the picture drawn in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from caseworker.widgets.literal import literal
from caseworker.widgets.photo import Photo

if TYPE_CHECKING:
    from caseworker.casework.desk.evidence import Opened
    from caseworker.casework.views import CaseView, EvidenceView


class EvidencePane(Vertical):
    """A list of evidence, and the one that is open under it."""

    DEFAULT_CSS = """
    EvidencePane { border: round $panel; border-title-color: $text; }
    EvidencePane > OptionList { height: auto; max-height: 8; border: none; padding: 0 1; }
    EvidencePane > OptionList:focus { border: none; }
    EvidencePane > #caption { height: auto; padding: 0 1; color: $text-muted; }
    EvidencePane > Photo { height: 1fr; }
    """
    BORDER_TITLE = "Evidence"
    listed = getters.query_one(OptionList)
    photo = getters.query_one(Photo)

    open_id: int | None = None
    """Which piece is open."""
    opened: Opened | None = None

    class Chosen(Message):
        """The officer chose one piece of evidence to open."""

        def __init__(self, evidence_id: int) -> None:
            super().__init__()
            self.evidence_id = evidence_id

    def compose(self) -> ComposeResult:
        """The list, the caption, the picture."""
        yield OptionList(id="evidence-list", markup=False)
        yield Static(id="caption")
        yield Photo()

    def show(self, view: CaseView, open_id: int | None = None) -> None:
        """List a case's evidence; the open one under the cursor."""
        self.open_id = open_id
        if open_id is None:
            self.opened = None
        self.listed.clear_options()
        self.listed.add_options([Option(evidence_line(one), id=str(one.id)) for one in view.evidence])
        if open_id is not None:
            self.listed.highlighted = next(i for i, one in enumerate(view.evidence) if one.id == open_id)
        left = len(view.unopened)
        self.border_title = (
            f"Evidence · {len(view.evidence)} in all, {left} not opened" if left else "Evidence"
        )
        if open_id is None:
            self.photo.clear()
            words = "v opens the next one." if view.evidence else "There is no evidence on this PCN."
            self.query_one("#caption", Static).update(literal(words))

    def draw(self, opened: Opened) -> None:
        """Draw what was opened, or say how to see it."""
        self.opened = opened
        taken = f" · taken {opened.taken_at}" if opened.taken_at else ""
        caption = f"{opened.caption or opened.name}{taken} · {opened.sha256[:12]}"
        if opened.kind == "photo":
            self.photo.show(opened.content)
            caption += " · V shows it full size"
        else:
            self.photo.clear()
            caption += f" · a {opened.kind}: V opens it in the system's viewer"
        self.query_one("#caption", Static).update(literal(caption))

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter on a row opens it."""
        message.stop()
        self.post_message(self.Chosen(int(message.option.id or 0)))


def evidence_line(one: EvidenceView) -> Content:
    """One piece of evidence in one line; opened or not in word and shape."""
    mark = "■ opened    " if one.opened_at else "□ not opened"
    return literal(f"{mark} {one.kind} from the {one.sent_by}: {one.label}")
