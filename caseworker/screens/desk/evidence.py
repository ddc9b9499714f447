"""The evidence pane: what there is, what was opened, and the picture drawn; signs and plans of the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from caseworker.widgets.listed import Listed
from caseworker.widgets.literal import literal
from caseworker.widgets.photo import Photo

if TYPE_CHECKING:
    from caseworker.casework.background import PaperView
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
    """Which piece of evidence is open; None where it is a paper of the place."""
    opened: Opened | None = None

    class Chosen(Message):
        """The officer chose one piece of evidence, or one paper of the place, to open."""

        def __init__(self, evidence_id: int, *, paper: bool = False) -> None:
            super().__init__()
            self.evidence_id = evidence_id
            self.paper = paper

    def compose(self) -> ComposeResult:
        """The list, the caption, the picture."""
        yield Listed(id="evidence-list", markup=False)
        yield Static(id="caption")
        yield Photo()

    def show(self, view: CaseView, open_id: int | None = None, *, paper: bool = False) -> None:
        """List a case's evidence and the papers of its place; the open one under the cursor."""
        self.open_id = None if paper else open_id
        if open_id is None:
            self.opened = None
        place = view.background.place
        rows = [(str(one.id), evidence_line(one)) for one in view.evidence]
        rows += [(f"paper-{one.id}", paper_line(one)) for one in (place.papers if place else ())]
        self.listed.clear_options()
        self.listed.add_options([Option(words, id=row) for row, words in rows])
        if open_id is not None:
            wanted = f"paper-{open_id}" if paper else str(open_id)
            self.listed.highlighted = [row for row, _ in rows].index(wanted)
        left = len(view.unopened)
        self.border_title = (
            f"Evidence · {len(view.evidence)} in all, {left} not opened" if left else "Evidence"
        )
        if open_id is None:
            self.photo.clear()
            words = "v opens the next one." if view.evidence else "There is no evidence on this PCN."
            if place is not None and place.papers:
                words += " enter opens a sign or plan of the place."
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
            film = opened.kind == "film"
            opens = ", notes that and asks what you saw" if film else " in the system's viewer"
            caption += f" · a {opened.kind}: V opens it{opens}"
        self.query_one("#caption", Static).update(literal(caption))

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter on a row opens it."""
        message.stop()
        kind, _, number = (message.option.id or "0").rpartition("-")
        self.post_message(self.Chosen(int(number), paper=bool(kind)))


def evidence_line(one: EvidenceView) -> Content:
    """One piece of evidence in one line; opened or not in word and shape."""
    mark = "■ opened    " if one.opened_at else "□ not opened"
    line = literal(f"{mark} {one.kind} from the {one.sent_by}: {one.label}")
    return Content("\n").join(
        [line, *(literal(f"             seen by {words}").stylize("dim") for words in one.seen)]
    )


def paper_line(one: PaperView) -> Content:
    """One sign photograph or plan of the place in one line."""
    taken = f", {one.taken_on:%d %b %Y}" if one.taken_on else ""
    return literal(f"· of the place  {one.kind}: {one.label}{taken}")
