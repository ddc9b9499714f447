"""The library: every paragraph with its state, its review day, how letters fared, and its next step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import work
from textual.content import Content

from caseworker import keys
from caseworker.law.refusals import Refused
from caseworker.screens.asking import AskWords, Tell
from caseworker.screens.board import BoardScreen, bindings
from caseworker.screens.filling import Fill, Line, OneOf
from caseworker.screens.library import drawing
from caseworker.screens.sections import Section
from caseworker.widgets.row_source import Row

if TYPE_CHECKING:
    from caseworker.casework.library.looking import Entry, Version
    from caseworker.casework.library.writing import Draft
    from caseworker.casework.office import Office
    from caseworker.screens.keeping import Keep

NEEDS = "Nothing waits: no draft, nothing to approve, no review that is due."


STANDS = (
    *("library.write", "library.new", "library.sample", "board.filter", "board.keys"),
    *("library.versions", "library.retire", "library.mark"),
)
RETIRED = ("library.versions", "library.sample", "board.filter", "board.keys")
"""What is done with paragraphs of a list, for its foot."""


class LibraryBoard(BoardScreen):
    """The council's paragraphs."""

    WORD = "LIBRARY"
    SECTIONS = (
        Section("due", "to do", drawing.COLUMNS, empty=NEEDS),
        Section("all", "paragraphs", drawing.COLUMNS, "No paragraph stands.", STANDS),
        Section("retired", "retired", drawing.COLUMNS, "Nothing was retired.", RETIRED),
    )
    FOOTER = (
        *("library.write", "library.submit", "library.approve", "library.publish"),
        *("board.keys", "library.give_back", "library.differences", "library.sample"),
    )
    BINDINGS = bindings(keys.LIBRARY)

    def __init__(self, desk: Any, words: str = "") -> None:
        """The library over a desk.

        Args:
            words: which paragraphs to begin with, as the filter takes it.
        """
        super().__init__(desk)
        self.begin = words
        self.entries: Sequence[Entry] = ()
        self.texts: Mapping[str, Sequence[str]] = {}
        if words:
            self.section, self.words = self.SECTIONS[1], words

    # -- what it shows -----------------------------------------------------------------------------

    def fetch(self, office: Office) -> Mapping[str, Sequence[Row]]:
        """Every paragraph, and how letters with it fared."""
        from caseworker.casework.library.looking import listed

        self.entries = listed(office)
        texts: dict[str, list[str]] = {}
        for one in office.library:
            texts.setdefault(one.path, []).append(one.text)
        self.texts = texts
        today = office.today()
        rows = [(one, drawing.row_of(number, one, today)) for number, one in enumerate(self.entries)]
        order = {"submitted": 0, "approved": 1, "draft": 2, "": 3}
        waits = [
            (one, row) for one, row in rows if one.work or (one.stands != "retired" and one.review_due(today))
        ]
        waits.sort(key=lambda pair: (order[pair[0].work], pair[0].review_on or today))
        return {
            "due": [row for _, row in waits],
            "all": [row for one, row in rows if one.stands != "retired"],
            "retired": [row for one, row in rows if one.stands == "retired"],
        }

    def notes(self) -> Sequence[str]:
        """How many stand, and how many are the council's own."""
        own = sum(one.stands == "published" for one in self.entries)
        stand = sum(one.stands != "retired" for one in self.entries)
        return [f"{stand:,} paragraphs · {own:,} of our own", f"{stand:,}"]

    def detail(self, section: str, row_id: int) -> Content:
        """What it is for, how letters with it fared, and its words."""
        one = self.entries[row_id]
        return drawing.said_of(one, self.texts.get(one.path, ()))

    def on_mount(self) -> None:
        """The list that was asked for."""
        self.lists.current = f"list-{self.section.id}"

    @property
    def chosen(self) -> Entry | None:
        """The paragraph under the cursor; where there is none, that is said."""
        if self.row is None:
            self.app.hint("No paragraph is chosen.")
            return None
        return self.entries[self.row.id]

    def opened(self, row_id: int) -> None:
        """Enter looks: at what a version that is worked on changes, else at how it reads."""
        if self.entries[row_id].work:
            self.action_differences()
        else:
            self.action_sample()

    # -- looking -----------------------------------------------------------------------------------

    @work
    async def action_differences(self) -> None:
        """What changed, word by word."""
        from caseworker.casework.library.looking import differences

        one = self.chosen
        found = None if one is None else await self.try_act(differences, one.paragraph)
        if found is not None:
            await self.app.push_screen_wait(Tell(found[0], drawing.drawn_changes(found[1])))

    @work
    async def action_sample(self) -> None:
        """How the paragraph as it stands, or its draft, reads on a sample case."""
        from caseworker.casework.library.looking import history

        one = self.chosen
        versions = None if one is None else await self.try_act(history, one.paragraph)
        if one is not None and versions:
            await self.show_sample(one, versions)

    async def show_sample(self, one: Entry, versions: Sequence[Version]) -> None:
        """The version that is worked on, else the one that stands, on a sample case."""
        from caseworker.casework.library.looking import looked_over

        stands = [each for each in versions if each.state in ("shipped", "published")]
        shown = versions[-1] if one.work or not stands else stands[-1]
        found = await self.try_act(looked_over, one.path, shown.text)
        if found is not None:
            words = drawing.drawn_samples(found[1]) if found[1] else drawing.drawn_problems(found[0])
            title = f"{one.paragraph}, version {shown.number}, on a sample case"
            await self.app.push_screen_wait(Tell(title, words))

    @work
    async def action_versions(self) -> None:
        """Every version of the paragraph."""
        from caseworker.casework.library.looking import history

        one = self.chosen
        found = None if one is None else await self.try_act(history, one.paragraph)
        if one is not None and found is not None:
            await self.app.push_screen_wait(
                Tell(f"Versions of {one.paragraph}", drawing.drawn_versions(found))
            )

    # -- doing -------------------------------------------------------------------------------------

    @work
    async def action_write(self) -> None:
        """Write on: a draft is opened, or begun from the words that stand."""
        from caseworker.casework.library.writing import begin

        one = self.chosen
        if one is None:
            return
        if one.work in ("submitted", "approved"):
            choices = {"y": "take it back as a draft and write on", "n": "leave it as it is"}
            title = f"{one.paragraph} is {one.work}"
            if await self.app.push_screen_wait(OneOf(title, choices)) != "y":
                return
        await self.write_on(await self.try_act(begin, one.paragraph, one.theme))

    @work
    async def action_new(self) -> None:
        """A new paragraph: its name and its folder are asked."""
        from caseworker.casework.library.writing import begin

        lines = [
            Line("name", "Its name", hint="loading-market-upheld"),
            Line("theme", "Its folder", hint="loading"),
        ]
        prompt = "Small letters, figures and hyphens. The folder groups paragraphs of one theme."
        window = Fill(
            "A new paragraph",
            prompt,
            lines,
            keep=lambda filled: self.app.ask(begin, filled["name"], filled["theme"]),
        )
        await self.write_on(await self.app.push_screen_wait(window))

    async def write_on(self, draft: Draft | None) -> None:
        """Open the editor on a draft, where one was begun."""
        from caseworker.screens.library.editor import EditorScreen

        if draft is not None:
            await self.app.push_screen_wait(EditorScreen(draft))
            self.load()

    @work
    async def action_submit(self) -> None:
        """Submit the draft for approval."""
        from caseworker.casework.library.submitting import submit

        await self.step(submit)

    @work
    async def action_approve(self) -> None:
        """Approve what was submitted."""
        from caseworker.casework.library.approving import approve

        await self.step(approve)

    @work
    async def action_publish(self) -> None:
        """Publish what was approved."""
        from caseworker.casework.library.publishing import publish

        await self.step(publish)

    @work
    async def action_give_back(self) -> None:
        """Give what was submitted back, with words."""
        from caseworker.casework.library.approving import give_back

        one = self.worked_on
        if one is None or not self.leads("give wording back"):
            return
        prompt = f"{one.paragraph}: what should be mended? Whoever wrote it reads this."
        keep = self.keeper(give_back, one.work_id, one.saves)
        await self.app.put(AskWords("Give it back", prompt, least=3, keep=keep))

    @work
    async def action_discard(self) -> None:
        """Throw the draft away; asked first."""
        from caseworker.casework.library.writing import discard

        choices = {"y": "throw the draft away; what stands still stands", "n": "keep it"}
        if self.worked_on is None:
            return
        if await self.app.push_screen_wait(OneOf("Throw the draft away?", choices)) == "y":
            await self.step(discard)

    @property
    def worked_on(self) -> Entry | None:
        """The paragraph under the cursor, where a version of it is worked on; else that is said."""
        one = self.chosen
        if one is not None and not one.work:
            self.app.hint("No version of it is being worked on: W writes one.")
            return None
        return one

    def leads(self, doing: str) -> bool:
        """Whether the officer may do what a leader does; where not, that is said before they write."""
        from caseworker.casework.shelf import check_leader

        try:
            check_leader(self.app.office, doing)
        except Refused as refused:
            self.app.say_refused(refused)
            return False
        return True

    async def step(self, act: Any) -> None:
        """Do one step with the version under the cursor, as it was read, and say what was done."""
        one = self.worked_on
        if one is None:
            return
        done = await self.act(lambda office: act(office, one.work_id, one.saves))
        if done is not None:
            self.app.say(done)
        else:
            self.load()

    @work
    async def action_retire(self) -> None:
        """Retire the paragraph; asks why."""
        from caseworker.casework.library.retiring import retire

        one = self.chosen
        if one is None or not self.leads("retire wording"):
            return
        prompt = f"{one.paragraph} is no longer planned or offered; every version of it is kept. Why?"
        keep = self.keeper(retire, one.paragraph)
        await self.app.put(AskWords("Retire a paragraph", prompt, least=3, keep=keep))

    @work
    async def action_mark(self) -> None:
        """Say what came of a letter: quality marking returned it, or a tribunal found against it."""
        from caseworker.casework.library.marking import mark

        async def keep(filled: Mapping[str, str]) -> str:
            given = [filled[one] for one in ("number", "kind", "cause", "words")]
            return str(await self.keep(lambda office: mark(office, *given)))

        if self.leads("mark a letter"):
            await self.app.put(which_letter(keep))


def which_letter(keep: Keep) -> Fill:
    """The window that asks which letter is marked, for what; it stays until that is kept."""
    from caseworker.casework.library.marking import CAUSES, KINDS, check_given

    lines = [
        Line("number", "The letter's number"),
        Line("kind", "What came of it", hint=", ".join(KINDS)),
        Line("cause", "Because of", hint=", ".join(CAUSES)),
        Line("words", "What was found"),
    ]
    told = "\n".join(f"{one}: {words}" for one, words in (KINDS | CAUSES).items())
    return Fill(
        "What came of a letter",
        told,
        lines,
        check=lambda filled: check_given(filled["kind"], filled["cause"], filled["words"]),
        keep=keep,
    )
