"""The inbox: post and mail that is on no case yet, what each may be about, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from caseworker import keys
from caseworker.screens.board import BoardScreen, bindings
from caseworker.screens.desk.pieces import (
    COLUMNS,
    MEDIA,
    SPLIT_HINT,
    doubt,
    drawn,
    keepers_words,
    kinds,
    match_words,
    pcns_typed,
    question,
)
from caseworker.screens.sections import Section
from caseworker.text import counted, cut
from caseworker.widgets.listed import Listed
from caseworker.widgets.literal import literal
from caseworker.widgets.mode_line import ModeLine
from caseworker.widgets.photo import Photo
from caseworker.widgets.row_source import Row

if TYPE_CHECKING:
    from caseworker.casework.desk.indexing import Match, PieceView, Whole
    from caseworker.casework.office import Office


OF_INDEXED = (
    "board.open",
    "inbox.move",
    "inbox.original",
    "board.filter",
    "board.next_section",
    "board.keys",
)
"""The footer where pieces are on their PCN already."""


class InboxBoard(BoardScreen):
    """Pieces above; under them what the cursor's one says, and beside it the PCNs it may be about."""

    WORD = "INBOX"
    SECTIONS = (
        Section("waiting", "waiting", COLUMNS, empty="Nothing waits: every piece is on its PCN."),
        Section("indexed", "indexed", COLUMNS, empty="Nothing was indexed yet."),
        Section("set-aside", "set aside", COLUMNS, empty="Nothing was set aside."),
    )
    FOOTER = (
        *("board.open", "inbox.next_match", "inbox.type", "inbox.kind", "board.keys"),
        *("inbox.split", "inbox.move", "inbox.aside"),
    )
    BINDINGS = bindings(keys.INBOX)
    DEFAULT_CSS = """
    InboxBoard #board, InboxBoard.-narrow #board { layout: vertical; }
    InboxBoard #lists, InboxBoard.-narrow #lists { width: 100%; height: 2fr; }
    InboxBoard #piece { width: 100%; height: 3fr; border-top: solid $panel; }
    InboxBoard #detail, InboxBoard.-narrow #detail { width: 3fr; height: 100%; border: none; padding: 0 1; }
    InboxBoard #detail:focus { border: none; background: $boost; }
    InboxBoard #scan { height: 100%; display: none; }
    InboxBoard #matches { width: 2fr; height: 100%; border: none; border-left: solid $panel; padding: 0 1; }
    """
    photo = getters.query_one("#scan", Photo)
    offered = getters.query_one("#matches", OptionList)

    def __init__(self, desk: Any) -> None:
        super().__init__(desk)
        self.pieces: dict[int, PieceView] = {}
        self.wholes: dict[int, Whole] = {}
        self.found: dict[int, tuple[Match, ...]] = {}
        self.chosen = 0
        self.picked = False
        """Whether the officer chose among the PCNs of this piece themself."""
        self.shown_id = 0
        self.waiting = 0

    # -- the frame ---------------------------------------------------------------------------------

    def compose_detail(self) -> ComposeResult:
        """Under the list: the piece, and the PCNs it may be about."""
        with Horizontal(id="piece"):
            with VerticalScroll(id="detail"):
                yield Photo(id="scan")
                yield Static(id="detail-words")
            yield Listed(id="matches", markup=False)

    def on_mount(self) -> None:
        """The arrow keys stay with the list of pieces."""
        self.offered.can_focus = False

    def foot(self) -> None:
        """The footer's keys: enter says what it does here."""
        remapped = self.app.keymap
        indexed = self.section.id == "indexed"
        enters = "open" if indexed else "index"
        found = [keys.BY_ID[one] for one in (OF_INDEXED if indexed else self.FOOTER)]
        pairs = [
            (keys.shown(remapped.get(one.id, one.keys)), enters if one.id == "board.open" else one.label)
            for one in found
        ]
        self.query_one(ModeLine).show(self.WORD, pairs)

    def show_section(self, at: int) -> None:
        """Another list, and its keys."""
        super().show_section(at)
        self.foot()

    # -- what it shows -----------------------------------------------------------------------------

    def fetch(self, office: Office) -> Mapping[str, Sequence[Row]]:
        """The three lists."""
        from caseworker.casework.desk.indexing import count, inbox

        self.waiting = count(office)
        lists = {one.id: inbox(office, one.id) for one in self.SECTIONS}
        self.pieces = {piece.id: piece for some in lists.values() for piece in some}
        self.found, self.wholes = {}, {}
        return {name: [drawn(piece) for piece in some] for name, some in lists.items()}

    def notes(self) -> Sequence[str]:
        """How many wait, and since when."""
        waiting = [piece for piece in self.pieces.values() if piece.state == "waiting"]
        if not waiting:
            return ["nothing waits"]
        first, wait = min(piece.received_on for piece in waiting), counted(self.waiting, "waits", "wait")
        return [f"{wait} · the oldest came on {first:%a %d %b}", f"{wait} · oldest {first:%a %d %b}"]

    def draw_detail(self) -> None:
        """The piece under the cursor and its PCNs."""
        super().draw_detail()
        row = self.row
        if row is None:
            self.shown_id = 0
            self.photo.display = False
            self.offered.clear_options()
            return
        if row.id != self.shown_id:
            self.shown_id, self.chosen, self.picked = row.id, 0, False
        self.draw_matches(row.id)
        self.draw_scan(row.id)
        if row.id not in self.wholes:
            self.read_piece(row.id)

    def detail(self, section: str, row_id: int) -> Content:
        """Who wrote, when and what."""
        piece, whole = self.pieces[row_id], self.wholes.get(row_id)
        lines = [f"{piece.from_name or 'Nobody named'} · {piece.channel}, {piece.received_on:%a %d %b %Y}"]
        if piece.subject:
            lines.append(piece.subject)
        if piece.fault:
            lines.append(f"! {piece.fault}")
        if piece.media in MEDIA:
            lines.append(f"The original is {MEDIA[piece.media]}: V opens it.")
        if piece.state != "waiting":
            where = f" on {piece.pcn}" if piece.pcn else ""
            lines.append(f"{piece.state.capitalize().replace('-', ' ')}{where} by {piece.officer}.")
        text = cut(whole.text) if whole is not None else "…"
        return Content("\n").join(literal(line) for line in (*lines, "", text))

    def draw_matches(self, row_id: int) -> None:
        """The PCNs that fit, the chosen one marked by shape and word."""
        piece, found = self.pieces[row_id], self.found.get(row_id)
        self.offered.clear_options()
        if piece.state != "indexed" and found:
            options = [match_words(one, n == self.chosen) for n, one in enumerate(found)]
            self.offered.add_options([Option(words) for words in options])
            self.offered.highlighted = self.chosen
            return
        if piece.state == "indexed":
            words = f"It is on {piece.pcn}.\n\nenter opens its case; z moves it to another PCN."
        else:
            words = "Looking for its PCN …" if found is None else "No PCN fits. + types one; - sets it aside."
        self.offered.add_option(Option(literal(words), disabled=True))

    def draw_scan(self, row_id: int) -> None:
        """The picture, where the original is one and holds the place of words."""
        whole = self.wholes.get(row_id)
        drawn_ = whole is not None and whole.piece.media == "photo"
        self.photo.display = drawn_
        if drawn_ and whole is not None:
            self.photo.show(whole.original)

    @work(exclusive=True, group="piece")
    async def read_piece(self, piece_id: int) -> None:
        """Read the words of a piece and find its PCNs; show them if it is still looked at."""
        from caseworker.casework.desk.indexing import matches, whole

        got = await self.try_act(whole, piece_id)
        if got is None:
            return
        self.wholes[piece_id] = got
        if got.piece.state != "indexed":
            self.found[piece_id] = await self.try_act(matches, piece_id) or ()
        if self.row is not None and self.row.id == piece_id:
            self.draw_detail()

    def case_of(self, section: str, row_id: int) -> int | None:
        """The case of an indexed piece."""
        return self.pieces[row_id].case_id

    def pcn_of(self, section: str, row_id: int) -> str:
        """The chosen PCN, or the one it is on."""
        match = self.match
        return match.pcn if match is not None else self.pieces[row_id].pcn

    # -- what it does ------------------------------------------------------------------------------

    @property
    def piece(self) -> PieceView | None:
        """The piece under the cursor."""
        return self.pieces.get(self.row.id) if self.row is not None else None

    @property
    def match(self) -> Match | None:
        """The PCN that is chosen."""
        found = self.found.get(self.row.id, ()) if self.row is not None else ()
        return found[self.chosen] if self.chosen < len(found) else None

    def opened(self, row_id: int) -> None:
        """Enter: index to the chosen PCN; on an indexed piece, open its case."""
        if self.pieces[row_id].state == "indexed":
            super().opened(row_id)
        elif row_id not in self.found:
            self.app.hint("Still looking for its PCN.")
        elif self.match is None:
            self.app.hint("No PCN fits: + types one.")
        else:
            self.index_to(self.match.pcn, "" if self.picked else doubt(self.found[row_id]))

    @work
    async def index_to(self, pcn: str, why: str = "") -> None:
        """Index the piece under the cursor; where the PCN is not certain, ask first."""
        from caseworker.casework.desk.indexing import index
        from caseworker.screens.asking import Tell

        piece, match = self.piece, self.match
        if why and match is not None:
            window = Tell(f"Index it to {pcn}?", question(match, why))
            if not await self.app.push_screen_wait(window):
                return
        if piece is not None:
            await self.done(index, piece.id, piece.version, pcn, piece.kind)

    async def done(self, act: Any, *args: Any) -> None:
        """Run an act and say what it did."""
        found = await self.act(lambda office: act(office, *args))
        if found is not None:
            self.app.say(found.words)

    def free(self) -> PieceView | None:
        """The piece under the cursor, where it is on no PCN yet; else a hint."""
        piece = self.piece
        if piece is None or piece.state == "indexed":
            self.app.hint("Choose a piece that waits (tab goes to the next list).")
            return None
        return piece

    def action_next_match(self) -> None:
        """The next PCN."""
        self.choose(1)

    def action_last_match(self) -> None:
        """The PCN before."""
        self.choose(-1)

    def choose(self, by: int) -> None:
        """Choose another PCN of those that fit."""
        found = self.found.get(self.row.id, ()) if self.row is not None else ()
        if found and self.row is not None:
            self.chosen, self.picked = (self.chosen + by) % len(found), len(found) > 1
            self.draw_matches(self.row.id)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """A click chooses a PCN."""
        message.stop()
        self.table.focus()
        self.choose(message.option_index - self.chosen)

    @work
    async def action_type(self) -> None:
        """Index to a PCN that is typed."""
        from caseworker.screens.asking import AskLine

        piece = self.free()
        if piece is None:
            return
        hint = "the number of the PCN it is about"
        asked = AskLine("Index to PCN", hint, initial=piece.pcn_read, keep=self.one_known)
        pcn = await self.app.push_screen_wait(asked)
        if pcn:
            self.index_to(pcn)

    @work
    async def action_kind(self) -> None:
        """Say what it is."""
        from caseworker.casework.desk.indexing import change_kind
        from caseworker.screens.asking import Pick

        piece = self.free()
        if piece is None:
            return
        kind = await self.app.push_screen_wait(Pick("What is it?", kinds))
        if kind is not None:
            await self.done(change_kind, piece.id, piece.version, kind)

    @work
    async def action_split(self) -> None:
        """Index to several PCNs."""
        from caseworker.casework.desk.indexing import split
        from caseworker.screens.asking import AskLine

        piece = self.free()
        if piece is None:
            return
        read = [one.pcn for one in self.found.get(piece.id, ()) if one.named]
        asked = AskLine("Split between PCNs", SPLIT_HINT, initial=" ".join(read), keep=self.all_known)
        words = await self.app.push_screen_wait(asked)
        pcns = pcns_typed(words or "")
        if words and await self.keepers_meant(pcns):
            await self.done(split, piece.id, piece.version, pcns, piece.kind)

    async def all_known(self, line: str) -> str:
        """A line of PCNs between which a letter can be split; refused where it cannot."""
        from caseworker.casework.desk.indexing import to_split

        await self.app.ask(to_split, pcns_typed(line))
        return line

    async def keepers_meant(self, pcns: Sequence[str]) -> bool:
        """Whether a letter may go to these PCNs; asked once where they are not one keeper's."""
        from caseworker.casework.desk.indexing import to_split
        from caseworker.screens.asking import Tell

        found = await self.try_act(to_split, pcns)
        if found is None or len({" ".join(one.keeper.casefold().split()) for one in found}) == 1:
            return found is not None
        window = Tell("These PCNs are not one keeper's", keepers_words(found))
        return await self.app.push_screen_wait(window) is True

    async def one_known(self, line: str) -> str:
        """A line that is a PCN known here; refused where it is none."""
        from caseworker.casework.desk.indexing import named

        await self.app.ask(named, [line])
        return line

    @work
    async def action_move(self) -> None:
        """Move an indexed letter to the right PCN."""
        from caseworker.casework.desk.indexing import move
        from caseworker.screens.asking import AskLine

        piece = self.piece
        if piece is None or piece.state != "indexed":
            self.app.hint("It is on no PCN yet: enter indexes it. The next list (tab) holds what is indexed.")
            return
        hint = f"the PCN it is about; it is on {piece.pcn} now, and keeps the day it was received"
        keep = self.keeper(partial(move, inbox_id=piece.id))
        await self.app.put(AskLine("Wrong PCN: move to", hint, keep=keep))

    @work
    async def action_aside(self) -> None:
        """Set aside, with words."""
        from caseworker.casework.desk.indexing import set_aside
        from caseworker.screens.asking import AskWords

        piece = self.free()
        if piece is None:
            return
        prompt = "Spam, not ours, a duplicate … It is kept, and can still be indexed."
        keep = self.keeper(set_aside, piece.id, piece.version)
        await self.app.put(AskWords("Why is it set aside?", prompt, keep=keep))

    @work
    async def action_original(self) -> None:
        """Open the original in the system's viewer."""
        from caseworker.screens.desk.pieces import original
        from caseworker.screens.desk.viewer import open_in_viewer

        piece = self.piece
        whole = self.wholes.get(piece.id) if piece is not None else None
        if piece is None or whole is None:
            return
        said = await self.try_act(open_in_viewer, original(whole))
        if said is not None:
            self.app.say(said)
