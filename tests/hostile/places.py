"""Every place of the screen that can show words from outside, and how a test brings words there.

A class of `caseworker/screens` or `caseworker/widgets` that is not named here fails the house's test: whoever
writes one adds a way to fill it, or says in `FRAMES` why no word from outside comes into it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import patch

from caseworker.casework.acting import Changed
from caseworker.casework.background import Background, PaperView, PermitView, PlaceView, SessionView
from caseworker.casework.desk import compose as composing
from caseworker.casework.desk.decision import choices
from caseworker.casework.desk.evidence import Opened
from caseworker.casework.desk.indexing import Match, PieceView, Whole
from caseworker.casework.desk.post import Board, Posted
from caseworker.casework.desk.queue import Queue
from caseworker.casework.desk.search import Card, Hit, Hits
from caseworker.casework.handover import Wanted
from caseworker.casework.library.looking import listed
from caseworker.casework.library.writing import Draft
from caseworker.casework.views import ProceedingView
from caseworker.law import beside as law_beside
from caseworker.law.book import Rule
from caseworker.law.citations import Citation, Status
from caseworker.law.facts import PointOutcome
from caseworker.law.kinds import CaseKind
from caseworker.law.why import Why, rule
from caseworker.letters.picking import Picker
from caseworker.screens.asking import AskLine, AskWords, Choice, Pick, Tell
from caseworker.screens.completing import Candidate
from caseworker.screens.desk.answering import AnswerPoint
from caseworker.screens.desk.changed import both
from caseworker.screens.desk.covering import Cover
from caseworker.screens.desk.inbox import InboxBoard
from caseworker.screens.desk.law import LawBoard
from caseworker.screens.desk.picking import PickParagraph
from caseworker.screens.desk.post_board import PostBoard
from caseworker.screens.desk.queue import Pages
from caseworker.screens.desk.reason import WhichReason
from caseworker.screens.desk.search import SearchScreen
from caseworker.screens.desk.why import WhyWindow
from caseworker.screens.filling import Fill, Line, OneOf
from caseworker.screens.library.board import LibraryBoard
from caseworker.screens.library.editor import EditorScreen
from caseworker.screens.team.board import TeamBoard
from caseworker.widgets.literal import literal
from caseworker.widgets.mode_line import ModeLine
from caseworker.widgets.row_source import Row
from tests.hostile.poison import poisoned
from tests.reading import samples
from tests.screens.desks import Desk

SCREENS, WIDGETS = "caseworker.screens.", "caseworker.widgets."
DESK = SCREENS + "desk."


@dataclass
class Scene:
    """A case whose letter is being written, open on the desk, and one batch of hostile words."""

    desk: Desk
    words: str
    plain: Any
    """The case as it was read; drawn from it with the words in every field."""
    whole: bool = True
    """Whether each of the words must be found; not where a line is cut to its cells with an ellipsis."""

    @property
    def view(self) -> Any:
        """The case with hostile words."""
        return poisoned(self.plain, self.words)

    def beside(self) -> Any:
        """The case with the words in everything that is known beside its PCN."""
        day, at = date(2026, 11, 2), datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
        permit = PermitView("number", "kind", "vrm", True, "zone", day, day, "status", "standing")
        session = SessionView(
            *("kind", "vrm", True, "location", at, at, 240, "reference", "words", "standing")
        )
        paper = PaperView(1, "kind", "label", day)
        where = PlaceView(
            *("street", "part", "zone", "restriction", "hours", 2, "order", "article", "schedule", "hours"),
            *(day, None, True, (paper,)),
        )
        known = Background((permit,), (session,), where, (), "month")
        return replace(self.view, background=poisoned(known, self.words))

    def over(self, window: Any) -> None:
        """Open a window over the desk."""
        self.desk.app.push_screen(window)


Way = Callable[[Scene], Awaitable[None]]
WAYS: dict[str, tuple[Way, tuple[str, ...]]] = {}
"""How words come to a place, by name, and the classes that show them there."""


def fills(*classes: str) -> Callable[[Way], Way]:
    """Name the classes that a way fills."""

    def keep(way: Way) -> Way:
        WAYS[way.__name__] = (way, classes)
        return way

    return keep


@fills(DESK + "case.MotoristText")
async def letters(scene: Scene) -> None:
    scene.desk.file.go("case")
    scene.desk.file.words.show(scene.view, scene.view.points)


@fills(DESK + "case.CaseSheet", DESK + "case.CaseFacts", DESK + "case.Warnings", DESK + "case.ClockStrip")
async def sheet(scene: Scene) -> None:
    scene.desk.file.go("case")
    scene.desk.file.page = "sheet"
    scene.desk.file.lay_out()
    scene.desk.file.sheet.show(replace(scene.view, warnings=(scene.words, scene.words)))


@fills(DESK + "evidence.EvidencePane", WIDGETS + "photo.Photo")
async def evidence(scene: Scene) -> None:
    scene.desk.file.go("evidence")
    pane, view = scene.desk.file.evidence, scene.view
    pane.show(view, view.evidence[0].id)
    pane.draw(poisoned(opened(scene), scene.words))


def opened(scene: Scene) -> Opened:
    """A photograph as the act gives it."""
    one = scene.plain.evidence[0]
    return Opened(one.id, one.name, "photo", one.caption, one.taken_at, "ab" * 32, samples.png(8, 6), "")


@fills(DESK + "record.RecordPane", WIDGETS + "folded.Folded")
async def timeline(scene: Scene) -> None:
    scene.desk.file.go("record")
    scene.desk.file.record.timeline(replace(scene.view, proceedings=beside_the_pcn(scene)))


def beside_the_pcn(scene: Scene) -> tuple[ProceedingView, ...]:
    """Open and ended proceedings with the words in every part of them."""
    day = date(2026, 11, 2)
    about = ("kind", "label", "words", "reference", "TE9", "ground", day)
    running = ProceedingView(*about, day, -3, None, None, "", "note", (), None)
    ended = ProceedingView(*about, None, None, day, day, "result", "", (), None)
    return poisoned(running, scene.words), poisoned(ended, scene.words)


@fills(DESK + "decision.DecisionPane")
async def settled(scene: Scene) -> None:
    scene.desk.file.go("decision")
    facts = replace(scene.plain.facts, kind=CaseKind.TRIBUNAL)
    view = replace(scene.view, facts=facts, proceedings=beside_the_pcn(scene), also=(scene.words,))
    wanted = [Wanted(paper, None, False, scene.words) for paper in law_beside.papers()[:1]]
    scene.desk.file.decision.show_beside(view, [("answer", scene.words)], wanted)


@fills(DESK + "record.RecordPane")
async def money(scene: Scene) -> None:
    scene.desk.file.go("record")
    scene.desk.file.record.money(scene.view)


@fills(DESK + "record.RecordPane")
async def others(scene: Scene) -> None:
    scene.desk.file.go("record")
    scene.desk.file.record.others(scene.view)


@fills(DESK + "record.RecordPane")
async def permits(scene: Scene) -> None:
    scene.desk.file.go("record")
    scene.desk.file.record.permits(scene.beside())


@fills(DESK + "record.RecordPane")
async def place(scene: Scene) -> None:
    scene.desk.file.go("record")
    scene.desk.file.record.place(scene.beside())


@fills(DESK + "evidence.EvidencePane")
async def papers(scene: Scene) -> None:
    scene.desk.file.go("evidence")
    scene.desk.file.evidence.show(scene.beside())


def told(scene: Scene) -> Why:
    """A rule with the words in every part of it; its citation is the program's own."""
    cited = Citation("GR22", "reg 9", Status.RECALLED)
    return poisoned(rule("title", "words", cited, working=("step",), warnings=("doubt",)), scene.words)


@fills(DESK + "why.WhyWindow", DESK + "why.WhyText")
async def why(scene: Scene) -> None:
    scene.over(WhyWindow([told(scene)]))


@fills(SCREENS + "library.board.LibraryBoard")
async def library(scene: Scene) -> None:
    scene.whole = False
    one = listed(scene.desk.app.office)[0]
    words = dict.fromkeys(("paragraph", "title", "theme", "authors", "words"), scene.words)
    with patch(
        "caseworker.casework.library.looking.listed", lambda _: (replace(one, work="draft", **words),)
    ):
        scene.over(LibraryBoard(scene.desk.desk))
        await scene.desk.settle()


@fills(SCREENS + "library.editor.EditorScreen")
async def editor(scene: Scene) -> None:
    draft = Draft(0, "loading-upheld", 1, "loading", "draft", scene.words, 1, "asha", scene.words)
    scene.over(EditorScreen(draft))
    await scene.desk.settle()


@fills(DESK + "law.LawBoard")
async def law_board(scene: Scene) -> None:
    scene.whole = False
    one = Rule("id", scene.words, told(scene))
    with patch("caseworker.law.book.rules", lambda *_: (one,)):
        scene.over(LawBoard(scene.desk.desk))
        await scene.desk.settle()


@fills(DESK + "points.PointsPane", DESK + "points.PointsList")
async def points(scene: Scene) -> None:
    scene.desk.file.go("points")
    scene.desk.file.points.show(scene.view, frozenset())


@fills(DESK + "decision.DecisionPane")
async def decision(scene: Scene) -> None:
    scene.desk.file.go("decision")
    found = choices(scene.desk.app.office, scene.plain)
    scene.desk.file.decision.show(scene.view, poisoned(found, scene.words), waiting=2)


@fills(DESK + "decision.DecisionPane")
async def undecided(scene: Scene) -> None:
    scene.desk.file.go("decision")
    found = choices(scene.desk.app.office, replace(scene.plain, decision=None))
    pane = scene.desk.file.decision
    pane.show(replace(scene.view, decision=None), poisoned(found, scene.words), offering=True)


def checked(scene: Scene) -> Any:
    """The letter as it is checked, with the words in every part of it and a finding on some."""
    office = scene.desk.app.office
    found = composing.check(office, scene.plain, composing.new_plan(office, scene.plain))
    return poisoned(replace(found, news=("news",), enclosures=("a form",)), scene.words)


@fills(DESK + "compose.ComposePane", DESK + "compose.BlockList", DESK + "compose.Editor")
async def letter(scene: Scene) -> None:
    file = scene.desk.file
    plan = composing.new_plan(scene.desk.app.office, scene.plain)
    file.go("compose")
    file.letter.show(poisoned(plan, scene.words))
    file.letter.preview(checked(scene))
    file.letter.edit(0, composing.new_plan(scene.desk.app.office, scene.plain)[0].text)
    file.letter.editor.load_text(literal(scene.words).plain)


@fills(DESK + "preflight.PreflightPane")
async def preflight(scene: Scene) -> None:
    file = scene.desk.file
    file.letter.close_editor()
    file.go("preflight")
    found = checked(scene)
    file.preflight.show((scene.view,), found, {})


@fills(DESK + "header.Header")
async def header(scene: Scene) -> None:
    scene.desk.desk.header.mode("CASE", scene.words)


@fills(DESK + "desk.DeskScreen", DESK + "casefile.CaseFile", WIDGETS + "told.Told")
async def said(scene: Scene) -> None:
    scene.desk.app.say(scene.words)


@fills(DESK + "desk.DeskScreen")
async def refused(scene: Scene) -> None:
    scene.desk.app.say(scene.words, title=scene.words, severity="warning")


@fills(WIDGETS + "mode_line.ModeLine")
async def footer(scene: Scene) -> None:
    scene.whole = False
    scene.desk.desk.query_one(ModeLine).show(scene.words, [(scene.words, scene.words)], scene.words)


@fills(DESK + "queue.QueuePane", WIDGETS + "queue_table.QueueTable")
async def queue(scene: Scene) -> None:
    scene.whole = False
    scene.desk.desk.back_to_queue()
    await scene.desk.settle()
    pane = scene.desk.desk.queue
    found, records = Queue(scene.desk.app.office, "").page(0, 50)
    pages = Pages(len(found))
    rows = [one._replace(**dict.fromkeys(WORDED, scene.words)) for one in found]
    pages.put(0, rows, records)
    pane.pages, pane.words, pane.imported = pages, scene.words, scene.words
    pane.table.set_source(pages)
    pane.tell()


WORDED = ("pcn", "vrm", "kind", "code", "street", "flags", "officer")
"""The texts of a row of the queue."""


@fills(SCREENS + "asking.AskWords", SCREENS + "asking.WordsArea")
async def ask_words(scene: Scene) -> None:
    scene.over(AskWords(scene.words, scene.words, initial=scene.words, least=99))


@fills(SCREENS + "asking.AskLine")
async def ask_line(scene: Scene) -> None:
    found = [Candidate(scene.words, scene.words), Candidate(f"x {scene.words}", "x")]
    scene.over(AskLine(scene.words, scene.words, initial=scene.words, complete=lambda _: found))


@fills(SCREENS + "asking.Pick", WIDGETS + "listed.Listed")
async def pick(scene: Scene) -> None:
    one = Choice("a", scene.words, scene.words, scene.words)
    scene.over(Pick(scene.words, lambda _: [one], hint=scene.words))


@fills(DESK + "picking.PickParagraph", DESK + "picking.FigureLine")
async def pick_paragraph(scene: Scene) -> None:
    found = composing.choices(scene.desk.app.office, scene.plain)
    first = found.picker.offers[0]
    offer = replace(first, why=scene.words, paragraph=poisoned(first.paragraph, scene.words))
    scene.over(PickParagraph(composing.Choices(Picker([offer]), {1: scene.words}), None))


@fills(SCREENS + "asking.Tell")
async def tell(scene: Scene) -> None:
    found = Changed(by=scene.words, at=None, act="decide")
    scene.over(Tell(scene.words, both(found, scene.view, scene.view)))


@fills(DESK + "answering.AnswerPoint")
async def answer(scene: Scene) -> None:
    view = scene.view
    reason = replace(view.points[0], outcome=PointOutcome.UPHELD, reason=scene.words)
    around = dict.fromkeys(PointOutcome, (scene.words, scene.words))
    scene.over(AnswerPoint(reason, (("late", scene.words, True),), view.evidence, around=around))


@fills(DESK + "reason.WhichReason")
async def reason(scene: Scene) -> None:
    scene.over(WhichReason(scene.words, scene.view.points))


async def board(scene: Scene, window: Any, **answers: Any) -> None:
    """Open a board whose acts, by their names, give what they are told."""
    with ExitStack() as stack:
        for act, answer in answers.items():
            module = window.__module__.rpartition(".")[2].removesuffix("_board")
            name = f"caseworker.casework.desk.{module}.{act}"
            stack.enter_context(patch(name, lambda *_, _answer=answer, **__: _answer))
        scene.over(window)
        await scene.desk.settle()


@fills(DESK + "post_board.PostBoard")
async def post_board(scene: Scene) -> None:
    at, on = datetime(2026, 11, 20, 10, 0, tzinfo=UTC), date(2026, 11, 23)
    one = Posted(
        *(1, 1, "0000001", "ZZ1", "rejection", "words", "to", "asha", at, on, on, on, "! today", "waits"),
        *("where", "first-class", None, None),
    )
    held = poisoned(one, scene.words)
    seen = Board(on, on, "16:00", False, (held,), (held,), (held,), (held,), (held,), ())
    await board(scene, PostBoard(scene.desk.desk), board=seen, letter_text=scene.words)


@fills(DESK + "inbox.InboxBoard")
async def inbox(scene: Scene) -> None:
    on = date(2026, 11, 20)
    one = PieceView(
        *(1, 1, "waiting", "post", on, on, 1, "from", "postcode", "subject", "pcn", "challenge", "text"),
        *("name", "fault", "asha", None, "", None),
    )
    held = poisoned(one, scene.words)
    fits = poisoned(
        Match("ZZ1", "vrm", "street", on, "issued", "keeper", None, 1, ("why",), False), scene.words
    )
    answers = {"count": 1, "inbox": (held,), "matches": (fits,), "whole": Whole(held, scene.words, b"")}
    with ExitStack() as stack:
        for act, answer in answers.items():
            name = f"caseworker.casework.desk.indexing.{act}"
            stack.enter_context(patch(name, lambda *_, _answer=answer, **__: _answer))
        scene.over(InboxBoard(scene.desk.desk))
        await scene.desk.settle()


@fills(SCREENS + "team.board.TeamBoard")
async def team_board(scene: Scene) -> None:
    scene.whole = False
    window = TeamBoard(scene.desk.desk)
    read = window.fetch

    def hostile(office: Any) -> dict[str, list[Row]]:
        return {
            name: [row._replace(cells=tuple(scene.words for _ in row.cells)) for row in rows]
            for name, rows in read(office).items()
        }

    window.fetch = hostile  # type: ignore[method-assign]
    scene.over(window)
    await scene.desk.settle()


@fills(DESK + "search.SearchScreen")
async def search(scene: Scene) -> None:
    hit = Hit(1, 1, "pcn", "vrm", "kind", "status", "name", "postcode", "street", "received", "by")
    card = Card("pcn", ("to",), "anyone", ("read out",), ("keep",))
    answers = {"search": Hits((hit,), "note"), "card": card}
    with ExitStack() as stack:
        for act, answer in answers.items():
            told = poisoned(answer, scene.words)
            name = f"caseworker.casework.desk.search.{act}"
            stack.enter_context(patch(name, lambda *_, _told=told, **__: _told))
        scene.over(SearchScreen(scene.desk.desk, scene.words.replace("\n", " ").replace("\r", " ")))
        await scene.desk.settle()


@fills(SCREENS + "filling.Fill", SCREENS + "ticking.Ticks")
async def fill(scene: Scene) -> None:
    line = Line("words", scene.words, scene.words, scene.words)
    scene.over(Fill(scene.words, scene.words, (line,), choices=(scene.words,)))


@fills(DESK + "covering.Cover")
async def cover(scene: Scene) -> None:
    scene.over(Cover(poisoned(opened(scene), scene.words), "100,100,50,50", chosen=True))


@fills(SCREENS + "filling.OneOf")
async def one_of(scene: Scene) -> None:
    scene.over(OneOf(scene.words, {"a": scene.words}))


FRAMES = {
    SCREENS + "base.BaseScreen": "no screen by itself: others are made from it",
    SCREENS + "keeping.Keeping": "no window by itself: those that ask are made from it",
    DESK + "ways.Ways": "no screen by itself: the desk is made from it",
    DESK + "room.CaseRoom": "no room by itself: CaseFile is made from it",
    DESK + "linking.Linking": "no room by itself: CaseFile is made from it",
    DESK + "marking.Marking": "no room by itself: CaseFile is made from it",
    DESK + "settling.Settling": "no room by itself: CaseFile is made from it",
    DESK + "deciding.Deciding": "no room by itself: CaseFile is made from it",
    DESK + "viewing.Viewing": "no room by itself: CaseFile is made from it",
    DESK + "waiting.Waiting": "no room by itself: CaseFile is made from it",
    DESK + "explaining.Explaining": "no room by itself: CaseFile is made from it",
    DESK + "lettering.Lettering": "no room by itself: CaseFile is made from it",
    DESK + "proofing.Proofing": "no room by itself: CaseFile is made from it",
    DESK + "remembering.Remembering": "no room by itself: CaseFile is made from it",
    DESK + "spelling.Spelling": "no room by itself: CaseFile is made from it",
    SCREENS + "board.BoardScreen": "no board by itself: others are made from it",
}
"""Classes that are never on a screen themselves."""


def named() -> set[str]:
    """Every class that is named here."""
    return {one for _, classes in WAYS.values() for one in classes} | set(FRAMES)
