"""A PCN walked from what comes in to its end: keys for what an officer does, imports for what the world does.

A walk is a few lines, each a day, an act, and what stands after it: the stage, what is owed, and words that
the screen says. An act is an event of the stage table (entered by ``e``), a letter (``reject``, ``accept``),
or the world's: ``comes`` (a letter from outside), ``stands`` (a stage of which no import tells). ``!`` before
it: it must be refused, and nothing moves. ``not:`` before words: they are not on the screen.
"""

from __future__ import annotations

import shlex
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from textual.widgets import Input, Static

from caseworker.casework.desk.intake import take_in
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView, ProceedingView
from caseworker.law.charges import pounds
from caseworker.law.kinds import Outcome
from caseworker.practice.build import office_at
from caseworker.reading.extract import read
from caseworker.screens.asking import Pick
from caseworker.screens.filling import Fill
from caseworker.store import tables
from caseworker.store.audit_check import verify
from tests import builders
from tests.journeys.test_issue import choose, decide, pass_ambers
from tests.reading import samples
from tests.screens.desks import Desk, sitting

PCN = "ZZ2600001A"
LETTERS = {"reject": Outcome.UPHOLD, "accept": Outcome.CANCEL}
KEYS = {"reject": "r", "accept": "a"}
WAITING = frozenset(
    {
        *("informal-hold", "representations-hold", "appeal", "recommendation", "referred"),
        *("statement-lodged", "out-of-time", "order-revoked", "order-revoked-refer"),
    }
)
"""Stages at which the case system may serve nothing."""
WRITTEN = "I paid at the machine and my session was still running."
Removals: Any = tables.Removal.__table__  # type: ignore[attr-defined]
Pcns: Any = tables.Pcn.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a walk."""

    day: date
    act: str
    given: Mapping[str, str]
    stage: str
    due: str
    """What is owed that day in pounds, all kinds of money together; empty where it is not looked at."""
    said: tuple[str, ...]
    """Words of the screen."""
    refused: bool

    @property
    def event(self) -> str:
        """What it is in the table of stages; of a letter, as the walk says."""
        return self.given.get("event", self.act)

    @property
    def world(self) -> bool:
        """Whether it comes from outside."""
        return self.act in ("comes", "stands")


def steps(walk: str) -> Iterator[Step]:
    """The lines of a walk: ``day act given… | stage | due | words; words``."""
    for line in walk.strip().splitlines():
        did, stage, due, said = (part.strip() for part in f"{line}|||".split("|")[:4])
        day, act, *given = shlex.split(did)
        words = tuple(part.strip() for part in said.split(";") if part.strip())
        pairs = dict(one.split("=", 1) for one in given)
        yield Step(date.fromisoformat(day), act.lstrip("!"), pairs, stage, due, words, act.startswith("!"))


class Clock:
    """The office's clock: ten in the morning of the day it is put on."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.minutes = 0

    def __call__(self) -> datetime:
        """An instant a minute after the one before it was put on."""
        day = datetime(self.day.year, self.day.month, self.day.day, 9, 0, tzinfo=UTC)
        return day + timedelta(minutes=self.minutes)


@dataclass(slots=True)
class World:
    """The store of one PCN, and what comes to it from outside."""

    office: Office
    clock: Clock
    row: dict[str, Any]
    wrote: str
    """What is written about it."""
    letters: int = 0

    def begin(self, film: bool) -> None:
        """The case system's first export holds the PCN."""
        self.take_in({"cases.csv": samples.table(samples.CASE | {"keeper_name": "Jo Example"} | self.row)})
        if film:
            with self.office.store.writing() as tx:
                builders.evidence(tx, 1, b"RIFF0000AVI ", name="lane.avi", kind="film", caption="The film")

    def stands(self, stage: str) -> None:
        """The PCN was at this stage before it came here: for stages that no import tells of."""
        with self.office.store.writing() as tx:
            tx.execute(sa.update(Pcns).values(stage=stage, stage_on=self.clock.day))
            tx.execute(sa.delete(Removals))

    def comes(self, words: str = "", **values: str) -> None:
        """A letter comes in about it."""
        self.letters += 1
        about = {"id": f"L-{self.letters}", "pcn": PCN, "received": f"{self.clock.day}"}
        about["text"] = words or self.wrote
        self.take_in(
            {
                "cases.csv": samples.table(samples.CASE | {"keeper_name": "Jo Example"} | self.row),
                "correspondence.csv": samples.table(samples.LETTER | about | values),
            }
        )

    def take_in(self, files: dict[str, bytes]) -> None:
        """An import, as the case system exports it."""
        done = take_in(self.office, read(files))
        assert not done.faults, [one.words for one in done.faults]


class Walker:
    """The officers who walk one PCN, one at a time at the desk, and what stands after each step."""

    desk: Desk

    def __init__(self, world: World) -> None:
        self.world = world
        self.officer = ""
        self.sits = AsyncExitStack()
        self.told: list[str] = []
        """Words of the timeline that the walk has left."""

    async def sit(self, officer: str) -> None:
        """Another officer sits down at the desk."""
        if officer == self.officer:
            return
        await self.sits.aclose()
        self.officer = officer
        office = replace(self.world.office, officer=self.world.office.officers.get(officer))
        self.desk = await self.sits.enter_async_context(sitting(office))

    # -- what is done -------------------------------------------------------------------------------

    async def step(self, step: Step) -> None:
        """Do one line of the walk, and look at everything that should stand after it."""
        self.world.clock.day = step.day
        self.world.clock.minutes += 1
        await self.sit(step.given.get("as", "asha"))
        before = self.marks()
        self.desk.unsay()
        self.complaint = ""
        if step.act == "comes":
            self.world.comes(**{name: said for name, said in step.given.items() if name != "as"})
            await self.desk.open(PCN)
        elif step.act == "stands":
            self.world.stands(step.stage)
        elif step.act in LETTERS:
            await self.letter(step)
        else:
            await self.event(step)
        self.look(step, before)

    async def letter(self, step: Step) -> None:
        """Decide, write, check, issue and post the letter, by keys."""
        desk = self.desk
        await desk.open(PCN)
        for _ in range(step.given.get("film") == "seen"):
            await desk.press("v", "V", "escape")
        if desk.case.points:
            await choose(desk, KEYS[step.act])
        else:
            await decide(desk, KEYS[step.act])
        if step.refused:
            return
        assert desk.case.decision is not None, desk.said()
        await desk.press("l", "f9")
        await pass_ambers(desk)
        await desk.press("y")
        assert "issued to" in desk.said(), (desk.said(), desk.words("#verdict"), desk.text())
        await desk.go("post")
        await desk.press("M", "C", "enter")
        assert "left on" in desk.said(), desk.said()
        await desk.press("escape")
        await desk.open(PCN)

    async def event(self, step: Step) -> None:
        """Enter an event: choose it from what can happen, fill in what it asks for."""
        desk = self.desk
        if not self.value("SELECT count(*) FROM cases"):
            await desk.go(f"event {PCN}")
        else:
            if self.view is None:
                await desk.open(PCN)
            await desk.press("e")
        window = desk.app.screen
        assert isinstance(window, Pick), desk.said()
        await desk.type(step.act)
        if [one.id for one in window.choices][:1] != [step.act]:
            assert step.refused, f"{step.act} is not offered: {[one.id for one in window.find('')]}"
            self.complaint = desk.text()
            await desk.press("escape")
            return
        await desk.press("enter")
        if isinstance(desk.app.screen, Fill):
            await self.fill(desk.app.screen, step)
        if self.view is None and self.value("SELECT count(*) FROM cases"):
            self.complaint += desk.said()
            await desk.open(PCN)

    async def fill(self, window: Fill, step: Step) -> None:
        """Fill in a window by its keys: space ticks, tab goes on, f10 keeps."""
        desk, given = self.desk, step.given
        for name in window.choices:
            if given.get("ticks") == "all" and name:
                await desk.press("space", "down")
        for line in window.lines:
            if line.id in given:
                while desk.app.focused is not window.query_one(f"#line-{line.id}"):
                    await desk.press("tab")
                field = window.query_one(f"#line-{line.id}", Input)
                if field.value:
                    await desk.press("end", "ctrl+u")
                await desk.type(given[line.id])
        await desk.press("f10")
        if step.refused and isinstance(desk.app.screen, Fill):
            self.complaint = " ".join(str(one.visual) for one in desk.app.screen.query(Static))
            await desk.press("escape")
            if desk.window:
                await desk.press("escape")
        assert desk.window == "", desk.text()

    @property
    def view(self) -> CaseView | None:
        """The case as the screen holds it; nothing where none is open, or another PCN's."""
        seen = self.desk.desk.view
        return seen if seen is not None and seen.pcn == PCN else None

    # -- what stands after it ------------------------------------------------------------------------

    def value(self, sql: str) -> Any:
        """The first column of the first row."""
        return self.rows(sql)[0][0]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows straight from the store."""
        with self.world.office.store.raw() as reader:
            return reader.rows(sql)

    def marks(self) -> tuple[int, ...]:
        """How much stands in timeline, audit, what is told, and payments."""
        names = ("events", "audit", "outcomes", "payments", "notices", "proceedings", "letters")
        return tuple(self.value(f"SELECT count(*) FROM {name}") for name in names)

    def look(self, step: Step, before: tuple[int, ...]) -> None:
        """Stage, money, clocks, ledger, audit, timeline, what the case system is told, and the screen."""
        at = f"{step.day} {step.act}"
        stage = self.value(f"SELECT stage FROM pcns WHERE pcn = '{PCN}'")
        assert stage == step.stage, (at, stage, self.desk.said())
        seen = self.seen()
        for words in step.said:
            gone = words.removeprefix("not: ")
            assert (gone in seen) is (gone == words), (at, words, seen)
        if step.refused:
            self.nothing_moved(step, before, seen)
            return
        if step.act == "stands":
            return
        view = self.view
        assert view is None or view.facts.stage == step.stage, at
        if step.due not in ("", "-"):
            assert view is not None, at
            assert pounds(view.money.due_pence) == step.due, (at, view.money.why)
        assert len(self.rows("SELECT 1 FROM events")) > before[0], at
        assert len(self.rows("SELECT 1 FROM audit")) > before[1], at
        if not step.world:
            self.recorded(step)

    def nothing_moved(self, step: Step, before: tuple[int, ...], seen: str) -> None:
        """A refusal leaves no trace; of a letter, none beyond the reading of its case."""
        after = self.marks()
        reading = step.act in LETTERS
        assert after[2:] == before[2:] and (reading or after == before), (step.act, before, after)
        assert step.said, "a refusal says why"

    def recorded(self, step: Step) -> None:
        """The newest line of the timeline, audit entry and message to the case system are this step's."""
        to, on, who, words = self.rows(
            'SELECT to_stage, "on", officer, words FROM events'
            f" WHERE event = '{step.event}' ORDER BY id DESC LIMIT 1"
        )[0]
        new = step.act.endswith("-notice-served") and step.stage == "transferred"
        assert (to or step.stage, str(on), who) == (step.stage, str(step.day), self.officer), step
        act = "posted" if step.act in LETTERS else "event"
        body = self.value(f"SELECT body FROM audit WHERE act = '{act}' ORDER BY seq DESC LIMIT 1")
        assert f'"event":"{step.event}"' in (body if isinstance(body, str) else bytes(body).decode()), step
        if not new:
            self.told.append(words)
        if self.view is not None and not new:
            self.told_the_case_system(step)

    def told_the_case_system(self, step: Step) -> None:
        """The case system hears where the PCN stands, and whether it may serve anything."""
        kind, hold, stage, told = self.rows(
            "SELECT kind, hold, stage, reasons FROM outcomes ORDER BY id DESC LIMIT 1"
        )[0]
        closed = step.stage in ("paid", "cancelled", "written-off", "transferred", "void")
        frozen = step.stage in WAITING or self.world.row.get("kind_of_hold") or self.barring
        if step.act not in LETTERS:
            assert (kind, told) == ("moved", step.act), (step, kind, told)
            assert hold == ("on" if frozen and not closed else "off"), (step, hold)
        assert stage == step.stage, (step, stage)

    @property
    def barring(self) -> bool:
        """Whether something is open beside the PCN that bars its recovery."""
        beside = self.view.proceedings if self.view is not None else ()
        return any(one.open and "certificate" in one.bars for one in beside)

    def seen(self) -> str:
        """Everything that can be read: what was said, the screen, the clocks that run and what is open."""
        lines = [" ".join(line.split()) for line in (self.desk.said() + "\n" + self.desk.text()).splitlines()]
        if self.view is not None:
            lines += [f"clock {one.id} {one.last_on}" for one in self.view.clocks]
            lines += [f"{one.kind} {shown(one)}" for one in self.view.proceedings]
        lines.append(self.complaint)
        return "\n".join(lines)

    complaint = ""

    async def at_the_end(self) -> None:
        """The timeline shows every step, in order; the audit is whole."""
        desk = self.desk
        if self.view is not None:
            await desk.press("t")
            shown = desk.words("#record")
            at = 0
            for words in self.told:
                at = shown.find(words, at)
                assert at >= 0, (words, shown)
            await desk.press("m")
            assert "Ledger" in desk.words("#record")
        assert verify(self.world.office.store).ok


def shown(one: ProceedingView) -> str:
    """Whether something beside the PCN is open, and until when the council must act in it."""
    return f"open until {one.due_on}" if one.open and one.due_on else "open" if one.open else "over"


@asynccontextmanager
async def walking(template: Path, folder: Path, start: dict[str, Any], day: date) -> AsyncIterator[Walker]:
    """An officer at the desk of an office with one PCN.

    Args:
        start: the PCN's row of `cases.csv`; ``council``: the practice council; ``film``: whether one was
            taken; ``wrote``: what is written about it.
    """
    path, clock = folder / "office.db", Clock(day)
    shutil.copyfile(template, path)
    row = {name: value for name, value in start.items() if name not in ("council", "film", "wrote")}
    made = office_at(path, clock(), "asha", start.get("council", "london"))
    office = replace(made, clock=clock)
    row = {"pcn": PCN, "data_as_of": f"{day - timedelta(days=1)}T07:10"} | row
    world = World(office, clock, row, start.get("wrote", WRITTEN))
    world.begin(bool(start.get("film")))
    walker = Walker(world)
    async with walker.sits:
        yield walker
    office.store.close()
