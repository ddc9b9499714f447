"""The board of the post: what must go today, what waits, what is made, what has left, what came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import work
from textual.content import Content

from caseworker import keys
from caseworker.screens.board import BoardScreen, bindings
from caseworker.screens.sections import Section
from caseworker.widgets.literal import literal
from caseworker.widgets.queue_table import Column
from caseworker.widgets.row_source import Row

if TYPE_CHECKING:
    from caseworker.casework.desk.post import Board, Posted
    from caseworker.casework.office import Office
    from caseworker.casework.views import Done
    from caseworker.law.why import Why
    from caseworker.screens.asking import AskLine
    from caseworker.screens.filling import Fill

COLUMNS = (
    Column("law", "Post by (law)", 13),
    Column("number", "Letter", 11),
    Column("pcn", "PCN", 11),
    Column("posts", "Post of", 7),
    Column("recipient", "To", 22, narrow=14),
    Column("kind", "Kind", 22, priority=2),
    Column("officer", "Officer", 9, priority=3),
    Column("where", "Where", 24, priority=1, narrow=16),
)


HANDED = {
    "by": "Who served it: a role or a number",
    "at": "When today, HH:MM",
    "to": "At which address",
}
"""What is asked of a letter that was handed over."""
SLIPS = (
    "Each letter whose dates no longer hold comes back to whoever issued it, as it was written; the others "
    "wait for the next post. Enter brings them back, esc leaves all as it is."
)


BOUNCED = "What does the message say that came back?"
BACK = "It goes back to whoever issued it, and counts as served no longer; from now on it goes by post."
ENVELOPE = (
    "What stands on the envelope. It counts as served no longer: whoever issued it has the case again, and "
    "the case system holds the notice."
)
DEALT = (
    "For example: they rang, they have read it. It then counts from its own days again, and the hold is "
    "taken off. To send it to another address, open its case (enter): :reach, then l."
)


MADE = ("board.open", "post.confirm", "post.slip", "board.keys", "post.recall", "post.printed")
LEFT = ("board.open", "post.returned", "post.printed", "board.keys", "board.filter")
RETURNED = ("board.open", "post.dealt", "post.printed", "board.keys", "board.filter")
"""What is done with letters of a list, for its foot."""


class PostBoard(BoardScreen):
    """Letters between the key and the postman."""

    WORD = "POST"
    SECTIONS = (
        Section("must", "today", COLUMNS, empty="No letter must be posted today."),
        Section("waiting", "issued, not left", COLUMNS, empty="No letter waits for a later post."),
        Section("made", "made, not confirmed", COLUMNS, "No batch waits to be confirmed.", MADE),
        Section("left", "left", COLUMNS, "No letter left in the last days.", LEFT),
        Section("returned", "returned", COLUMNS, "Nothing has come back.", RETURNED),
    )
    FOOTER = (
        *("board.open", "post.make", "post.recall", "board.keys", "post.printed", "post.hand"),
        *("post.slip", "board.filter"),
    )
    BINDINGS = bindings(keys.POST)

    def __init__(self, desk: Any) -> None:
        super().__init__(desk)
        self.seen: Board | None = None
        self.letters: dict[int, Posted] = {}
        self.texts: dict[int, str] = {}

    # -- what it shows -----------------------------------------------------------------------------

    def fetch(self, office: Office) -> Mapping[str, Sequence[Row]]:
        """The five lists."""
        from caseworker.casework.desk.post import board

        seen = board(office)
        lists = {one.id: getattr(seen, one.id) for one in self.SECTIONS}
        self.letters = {letter.letter_id: letter for some in lists.values() for letter in some}
        self.seen = seen
        return {name: [drawn(letter) for letter in some] for name, some in lists.items()}

    def notes(self) -> Sequence[str]:
        """Counts, and when the post goes; on few columns that alone, since each list tells its count."""
        seen = self.seen
        if seen is None:
            return [""]
        goes = f"next post {seen.next_on:%a %d %b}" if seen.gone else f"post goes {seen.cut_off}"
        batches = ", ".join(str(one.id) for one in seen.batches)
        made = f" · not confirmed: batch {batches}" if batches else ""
        counts = f"{len(seen.must)} for today · {len(seen.returned)} returned"
        return [f"{counts} · {goes}{made}", f"{goes}{made}", goes]

    def detail(self, section: str, row_id: int) -> Content:
        """Where a letter is, and its words."""
        one = self.letters[row_id]
        lines = [
            f"Letter {one.number} on {one.pcn}: {one.kind_words}",
            f"To {one.recipient}; issued by {one.officer}, dated {one.dated_on:%a %d %b %Y}.",
            f"It {'goes ' if one.where.startswith('by hand') else ''}{one.where}.",
        ]
        if one.safe_post_on is not None and one.state in ("waiting", "batched"):
            law = f"post it by {one.safe_post_on:%a %d %b} ({one.law})"
            if "by hand" in one.law:
                law = "too late for the post, not by hand"
            lines.append(f"The law: {law}.")
        lines.append("")
        if row_id not in self.texts:
            self.read_letter(row_id)
        return Content("\n").join([*(literal(line) for line in lines), literal(self.texts.get(row_id, "…"))])

    @work(exclusive=True, group="letter")
    async def read_letter(self, letter_id: int) -> None:
        """Read the words of a letter, and show them if it is still looked at."""
        from caseworker.casework.desk.post import letter_text

        text = await self.try_act(letter_text, letter_id)
        if text is not None:
            self.texts[letter_id] = text
            if self.row is not None and self.row.id == letter_id:
                self.draw_detail()

    def case_of(self, section: str, row_id: int) -> int | None:
        """The letter's case."""
        return self.letters[row_id].case_id

    def whys(self, office: Office, section: str, row_id: int) -> Sequence[Why]:
        """The days of a letter."""
        from caseworker.casework.why import of_posted

        one = self.letters[row_id]
        return of_posted(office, one.case_id, one.kind, one.left_on or one.posts_on, one.how)

    def pcn_of(self, section: str, row_id: int) -> str:
        """The letter's PCN."""
        return self.letters[row_id].pcn

    # -- what it does ------------------------------------------------------------------------------

    @property
    def letter(self) -> Posted | None:
        """The letter under the cursor."""
        return self.letters.get(self.row.id) if self.row is not None else None

    def chosen(self, *sections: str) -> Posted | None:
        """The letter under the cursor, where it stands in one of these lists; else a hint where to go."""
        if self.letter is not None and self.section.id in sections:
            return self.letter
        labels = " or ".join(f"“{one.label}”" for one in self.SECTIONS if one.id in sections)
        self.app.hint(f"Choose a letter under {labels} first (tab goes to the next list).")
        return None

    def batch_meant(self) -> int | None:
        """The batch that is meant: the cursor's, or the only one that waits."""
        if self.letter is not None and self.section.id == "made":
            return self.letter.batch_id
        batches = self.seen.batches if self.seen is not None else ()
        if len(batches) == 1:
            return batches[0].id
        what = "Several batches wait: choose a letter of one" if batches else "No batch waits"
        self.app.hint(f"{what} (“made, not confirmed”).")
        return None

    @work
    async def action_make(self) -> None:
        """Make the day's batch, and the outbox of what goes by email; or write them again."""
        from caseworker import locations
        from caseworker.casework.desk.post import make_batch, make_outbox

        folder = locations.data_folder() / "post"
        here = (*self.seen.must, *self.seen.made) if self.seen is not None else ()
        ways, said = {one.how for one in here}, []
        for make in (*((make_outbox,) * ("email" in ways)), *((make_batch,) * (ways != {"email"}))):
            made = await self.act(partial(make, folder=folder))
            if made is not None:
                said.append(f"{made.words} In {made.folder}")
        if said:
            self.app.say("\n".join(said))

    @work
    async def action_printed(self) -> None:
        """Open the letter under the cursor as it is printed."""
        from caseworker.screens.desk.viewer import open_letter

        one = self.letter
        if one is None:
            self.app.hint("Choose a letter first.")
            return
        words = await self.try_act(open_letter, one.number)
        if words is not None:
            self.app.say(words)

    @work
    async def action_confirm(self) -> None:
        """Confirm that a batch left; the day is asked."""
        batch = self.batch_meant()
        if batch is not None:
            await self.app.put(self.day_it_left(batch))

    def day_it_left(self, batch: int) -> AskLine:
        """The line that asks on which day a batch left; it stays until that is confirmed."""
        from caseworker.casework.desk.post import confirm
        from caseworker.screens.asking import AskLine
        from caseworker.screens.days import HINT, day_gone

        assert self.seen is not None
        posts_on = next(one.posts_on for one in self.seen.batches if one.id == batch)
        dated = f"{posts_on:%A} {posts_on.day} {posts_on:%B}"
        hint = f"the day it left ({HINT}); its letters are dated for {dated}.  enter confirms"
        first, today = f"{posts_on.day} {posts_on:%b %Y}", self.seen.today

        async def keep(typed: str) -> Done:
            done: Done = await self.keep(lambda office: confirm(office, batch, day_gone(typed, today)))
            return done

        return AskLine(f"Batch {batch} left on", hint, initial=first, keep=keep)

    @work
    async def action_slip(self) -> None:
        """Say that a batch, or a day's post, did not go; asks first."""
        from caseworker.casework.desk.post import slip
        from caseworker.screens.asking import Tell

        loose = self.letter if self.section.id == "must" else None
        what = loose.posts_on if loose is not None else self.batch_meant()
        if what is None:
            return
        title = f"Did batch {what} not go?" if isinstance(what, int) else f"Did the post of {what} not go?"
        if await self.app.push_screen_wait(Tell(title, literal(SLIPS))):
            done = await self.act(lambda office: slip(office, what))
            if done is not None:
                self.app.say(done.words)

    @work
    async def action_recall(self) -> None:
        """Take a letter back before it has left; asks why."""
        from caseworker.casework.desk.post import check_recall, recall

        one = self.letter
        here = one is not None and one.state in ("waiting", "batched")
        # Who may not is told before they write why.
        if one is not None and here and await self.try_act(check_recall, one.number) is None:
            return
        await self.with_words(
            recall,
            ("must", "waiting", "made"),
            "Why is it recalled?",
            "Its case is open again at its decision, with the letter as it was written.",
        )

    @work
    async def action_returned(self) -> None:
        """Note that a letter came back, or an email."""
        from caseworker.casework.desk.post import bounced, returned

        if self.letter is not None and self.letter.how == "email":
            await self.with_words(bounced, ("must", "waiting", "made", "left"), BOUNCED, BACK)
            return
        await self.with_words(returned, ("left",), "Why did it come back?", ENVELOPE)

    @work
    async def action_dealt(self) -> None:
        """Note what was done about a letter that came back."""
        from caseworker.casework.desk.post import dealt_with

        await self.with_words(
            dealt_with,
            ("returned",),
            "How was it served all the same, or what was done?",
            DEALT,
        )

    async def with_words(self, act: Any, sections: tuple[str, ...], title: str, prompt: str) -> None:
        """Ask for words on the letter under the cursor, and run an act with them."""
        from caseworker.screens.asking import AskWords

        one = self.chosen(*sections)
        if one is None:
            return
        prompt = f"{one.pcn}, to {one.recipient}. {prompt}"
        keep = self.keeper(act, one.number)
        await self.app.put(AskWords(f"Letter {one.number}: {title}", prompt, keep=keep))

    @work
    async def action_hand(self) -> None:
        """Record that a letter was handed over: who, when, where."""
        one = self.chosen("must", "waiting", "made")
        if one is not None:
            await self.app.put(self.who_when_where(one))

    def who_when_where(self, one: Posted) -> Fill:
        """The window that asks who handed a letter over, when and where; it stays until that is kept."""
        from caseworker.casework.desk.post import check_hand, hand
        from caseworker.screens.filling import Fill, Line

        lines = [Line(name, label) for name, label in HANDED.items()]
        said = f"{one.recipient} has the letter in hand: it leaves at once, and in no batch."
        return Fill(
            f"Letter {one.number} handed over",
            said,
            lines,
            check=lambda filled: check_hand(self.app.office, **filled, issued_at=one.issued_at),
            keep=lambda filled: self.keep(lambda office: hand(office, one.number, **filled)),
        )


def shortly(one: Posted) -> str:
    """Where a letter is, in as few words as a narrow list has room for; the whole stands beside it."""
    if one.where.startswith("by hand"):
        return one.where
    if one.state == "left" and one.left_on is not None:
        return f"left {one.left_on:%a} {one.left_on.day} {one.left_on:%b}"
    if one.state == "waiting" and one.how == "email":
        return "to be emailed"
    return {"waiting": "waits", "batched": f"in batch {one.batch_id}"}.get(one.state, one.where)


def drawn(one: Posted) -> Row:
    """A letter as the list draws it: what the law wants now stands out by shape, word and colour."""
    here = one.state in ("waiting", "batched")
    urgent = here and one.law.startswith("!")
    cells = (
        *(one.law if here else "—", one.number, one.pcn, f"{one.posts_on:%d %b}", one.recipient, one.kind),
        *(one.officer, shortly(one)),
    )
    return Row(one.letter_id, cells, style="urgent" if urgent else "")
