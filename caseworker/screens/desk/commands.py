"""Going anywhere by name: `:q formal`, `:case ZZ12345678`, and the list of keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content

from caseworker import keys
from caseworker.casework.desk.queue import KINDS
from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.screens.desk import caring, covering, enquiring, events, handing, reaching, views
from caseworker.screens.filling import OneOf
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.desk.view import Standing
    from caseworker.screens.desk.ways import Ways

BOARDS: dict[str, tuple[str, str]] = {
    "team": ("caseworker.screens.team.board", "TeamBoard"),
    "law": ("caseworker.screens.desk.law", "LawBoard"),
    "library": ("caseworker.screens.library.board", "LibraryBoard"),
    "post": ("caseworker.screens.desk.post_board", "PostBoard"),
    "inbox": ("caseworker.screens.desk.inbox", "InboxBoard"),
}
"""Boards by their command: the module and the class that shows it."""

TAKES_WORDS = ("law", "library")
"""Boards that open at what is typed after their name."""

SEARCHES = {"find": "", "vrm": "vrm", "name": "name", "postcode": "postcode", "words": "words"}
"""What each search looks for, by its command."""
VIEWS = ("views", "keep", "forget")

SHOWN = 9
"""Open cases of a PCN that have a key of their own."""

COMMANDS = {
    "q": "the queue, with a filter or a view if one follows",
    "case": "the case of a PCN; where several are open on it, which",
    "find": "find a case as you type: PCN, VRM, name, postcode, words",
    "vrm": "the cases of a vehicle, its look-alikes too",
    "name": "the cases of a keeper or of whoever wrote",
    "postcode": "the cases at a postcode",
    "words": "the cases whose letters hold these words",
    "views": "pick, keep or forget a view: a filter under a name",
    "keep": "keep the filter now shown under this name",
    "forget": "forget the view of this name",
    "post": "the letters on their way: batches, what left, what came back",
    "inbox": "post and mail that is on no case yet",
    "next": "the next case",
    "release": "put the open case back into the pool",
    "hand": "a leader approves delivery by hand; again, to take that back",
    "reach": "how its letters reach their reader: another address, by email where agreed, in large print",
    "enclose": "cover the open photograph where it must be, and let it go with the letter",
    "care": "the care route: what to do first; note that it was followed",
    "authority": "note that the authority of somebody who writes for the keeper was seen",
    "new": "open a case beside the dispute: query, complaint, member, information, subject-access",
    "event": "enter what happened to the open case's PCN, or to the PCN that follows",
    "team": "the team's figures; an officer's own",
    "law": "the law, regime by regime: every row with its rule; a regime may follow",
    "library": "the council's paragraphs: write, approve, publish; words to filter by may follow",
    "keys": "every key",
    "quit": "leave",
}


HELP_WIDTH = 70
"""Cells of the words beside a key, so that the list fits 80 columns."""


async def run(desk: Ways, words: str) -> None:
    """Do what was typed after the colon; an unknown word is answered with the nearest known one."""
    name, _, rest = words.strip().lstrip(":").partition(" ")
    rest = rest.strip()
    if name == "q":
        await views.show(desk, rest)
    elif name == "case":
        await open_pcn(desk, rest)
    elif name in SEARCHES:
        search(desk, SEARCHES[name], rest)
    elif name in VIEWS:
        await run_view(desk, name, rest)
    elif name == "next":
        desk.action_next()
    elif name == "release":
        await release(desk)
    elif name == "care":
        await caring.follow(desk)
    elif name == "authority":
        await note_authority(desk)
    elif name == "hand":
        await handing.approve(desk)
    elif name == "reach":
        await reaching.ask(desk, rest)
    elif name == "enclose":
        await covering.enclose(desk)
    elif name == "new":
        await enquiring.begin(desk, rest.casefold())
    elif name == "event":
        await events.enter(desk, rest)
    elif name == "keys":
        desk.action_keys()
    elif name in BOARDS:
        open_board(desk, name, rest)
    elif name in ("quit", "exit"):
        desk.app.exit()
    else:
        near = get_close_matches(name, COMMANDS, n=1)
        hint = f"Did you mean :{near[0]}?" if near else "Known: " + ", ".join(f":{one}" for one in COMMANDS)
        desk.app.say(f"There is no command :{name}. {hint}", title="Not done", severity="warning")


def search(desk: Ways, way: str, words: str) -> None:
    """Search over the desk."""
    from caseworker.screens.desk.search import SearchScreen

    desk.app.push_screen(SearchScreen(desk, words, way))


async def run_view(desk: Ways, name: str, rest: str) -> None:
    """Pick, keep or forget a view; without a name, all are listed."""
    if name == "keep" and rest:
        await views.keep(desk, rest)
    elif name == "forget" and rest:
        await views.forget(desk, rest)
    else:
        await views.pick(desk)


def open_board(desk: Ways, name: str, rest: str = "") -> None:
    """Show a board over the desk; what follows its name is for boards that take it."""
    from importlib import import_module

    module, shown = BOARDS[name]
    board = getattr(import_module(module), shown)
    try:
        desk.app.push_screen(board(desk, rest) if name in TAKES_WORDS else board(desk))
    except Refused as refused:
        desk.app.say_refused(refused)


async def open_pcn(desk: Ways, pcn: str) -> None:
    """Open the case of a PCN; where several are open on it, whichever the officer chooses."""
    from caseworker.casework.desk.view import find, standing

    found = await desk.try_act(find, pcn)
    several = None if found is None else await desk.try_act(standing, pcn)
    if found is None or several is None:
        return
    if len(several) > 1:
        choices = {str(n): standing_words(desk, one) for n, one in enumerate(several[:SHOWN], start=1)}
        chosen = await desk.app.push_screen_wait(OneOf(f"Open on {normal_pcn(pcn)}: which?", choices))
        if chosen is None:
            return
        found = several[int(chosen) - 1].id
    await desk.open_case(found).wait()


def standing_words(desk: Ways, one: Standing) -> str:
    """An open case in a line: its kind, by when, where it stands and with whom."""
    office = desk.app.office
    whose = "you" if one.officer == office.officer.id else office.officers.name(one.officer)
    held = f"with {whose}" if one.officer else "with nobody"
    return f"{KINDS[one.kind]} · by {one.due_on:%a} {one.due_on.day} {one.due_on:%b} · {one.status} · {held}"


async def note_authority(desk: Ways) -> None:
    """Note that an agent's authority was seen, and show the case as it now stands."""
    from caseworker.casework.desk.authority import seen

    view = desk.view
    if view is None:
        desk.app.hint("No case is open.")
        return
    done = await desk.try_act(seen, view.id, view.version)
    if done is not None:
        await desk.see_again()
        desk.app.say(done.words)


async def release(desk: Ways) -> None:
    """Put the open case back into the pool."""
    from caseworker.casework.desk.claim import release as act

    view = desk.view
    if view is None:
        desk.app.hint("No case is open.")
        return
    done = await desk.try_act(act, view.id, view.version)
    if done is not None:
        desk.app.say(done.words)
        desk.back_to_queue()


def keys_content(actions: Iterable[keys.Action], remapped: Mapping[str, str]) -> Content:
    """Every key of the desk's actions with what it does, grouped; remapped ones as they are now."""
    lines = _listed(actions, remapped)
    lines += [
        Content.from_markup("[b]$group[/b]", group="In lists"),
        *_said("enter", "choose; space marks; - drops or removes; + adds"),
        *_said("ctrl+up", "move a paragraph of the letter up; ctrl+down down"),
        Content.from_markup("[b]$group[/b]", group="Commands (after :)"),
        *(line for name, words in COMMANDS.items() for line in _said(f":{name}", words)),
    ]
    return Content("\n").join(lines)


def actions_content(actions: Iterable[keys.Action], remapped: Mapping[str, str]) -> Content:
    """Some actions with their keys, grouped."""
    return Content("\n").join(_listed(actions, remapped))


def _listed(actions: Iterable[keys.Action], remapped: Mapping[str, str]) -> list[Content]:
    lines: list[Content] = []
    for group, some in keys.groups(actions).items():
        lines.append(Content.from_markup("[b]$group[/b]", group=group))
        for one in some:
            shown = "  ".join(keys.shown(key) for key in remapped.get(one.id, one.keys).split(","))
            lines += _said(shown, one.help)
    return lines


def _said(shown: str, words: str) -> list[Content]:
    """A key or a command with what it does, in as many lines as that takes on a narrow screen."""
    found = wrap(words, HELP_WIDTH, initial_indent=f"  {shown:<10} ", subsequent_indent=" " * 13)
    return [literal(line) for line in found]
