"""Every action once: its id, default keys, words for the footer, and help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from caseworker.law.refusals import Refused


@dataclass(frozen=True, slots=True)
class Action:
    """One thing an officer can do, by one key with one meaning everywhere."""

    id: str
    """``screen.verb``, the name that `officer.toml` remaps."""
    keys: str
    """Default keys, separated by commas."""
    label: str
    """For the footer: what happens, in two or three words."""
    help: str
    """A sentence for the list of keys."""
    group: str

    @property
    def verb(self) -> str:
        """The second half of the id: the name of the method that does it."""
        return self.id.partition(".")[2]


DESK: tuple[Action, ...] = (
    Action(
        "desk.next",
        "n",
        "next case",
        "Hand me the next case by the team's rule, claim it and open it.",
        "Queue",
    ),
    Action(
        "desk.filter",
        "slash",
        "filter",
        'Filter the queue: kind:formal due<5 officer:me street:"Mare".',
        "Queue",
    ),
    Action("desk.sort", "s", "sort", "Change the order of the queue.", "Queue"),
    Action(
        "desk.export",
        "x",
        "export",
        "Write the marked rows, or the whole filtered queue, to a CSV file.",
        "Queue",
    ),
    Action(
        "desk.attention",
        "right_square_bracket",
        "next that needs me",
        "Go to the next row that needs me.",
        "Queue",
    ),
    Action(
        "desk.turn_page",
        "f6",
        "next pane",
        "Go to the next pane; on a narrow screen, show it.",
        "Everywhere",
    ),
    Action("desk.views", "asterisk", "views", "Pick, keep or forget a view: a filter under a name.", "Queue"),
    Action("desk.find", "F", "find", "Find a case for a caller, as you type.", "Everywhere"),
    Action("desk.copy", "full_stop", "copy PCN", "Copy the PCN to the clipboard.", "Queue"),
    Action(
        "desk.why",
        "w",
        "why?",
        "Show the rule behind the date, sum, stage, ground or finding that I stand on.",
        "Everywhere",
    ),
    Action("desk.queue", "escape", "back", "Go back a step; from a case, to the queue.", "Everywhere"),
    Action("desk.points", "p,f2", "points", "Mark the points that the motorist raised.", "Case"),
    Action("desk.evidence", "v", "evidence", "Open the next piece of evidence not opened yet.", "Case"),
    Action("desk.view_full", "V", "full size", "Look at the evidence, or at the letter as printed.", "Case"),
    Action("desk.timeline", "t", "timeline", "Show what happened to this PCN, in order.", "Case"),
    Action("desk.money", "m", "money", "Show charges, payments and what is due.", "Case"),
    Action("desk.others", "j", "other PCNs", "Show other PCNs of this vehicle.", "Case"),
    Action(
        "desk.linked",
        "J",
        "linked cases",
        "Cases that stand with this one: go to the next, take over points, decide alike, link, unlink.",
        "Case",
    ),
    Action(
        "desk.permits",
        "E",
        "permits",
        "Show permits, paid sessions, vouchers and suspensions, a day either side.",
        "Case",
    ),
    Action(
        "desk.place",
        "L",
        "place",
        "Show the place: its restriction, order and signs, and this month's challenges.",
        "Case",
    ),
    Action("desk.note", "o", "note", "Write a note, or the note of a telephone call.", "Case"),
    Action(
        "desk.hold",
        "h",
        "hold",
        "Put this case on hold until a day, or lift its hold; no clock of the law waits.",
        "Case",
    ),
    Action(
        "desk.ask",
        "i",
        "ask",
        "Ask the motorist for something first: a letter is written, and the case waits.",
        "Case",
    ),
    Action(
        "desk.event",
        "e",
        "event",
        "Enter what happened to this PCN: an appeal, a court's form, a notice, a payment.",
        "Case",
    ),
    Action(
        "desk.decision",
        "d,f4",
        "decision",
        "Open the decision; from preflight, go back to the letter.",
        "Case",
    ),
    Action(
        "desk.settle",
        "b",
        "settle",
        "Settle a case beside the dispute: answer, find on a complaint, hand over, enter the court's step.",
        "Decision",
    ),
    Action("desk.cancel", "a", "cancel PCN", "Decide to cancel this PCN (accept what was said).", "Decision"),
    Action("desk.uphold", "r", "uphold PCN", "Decide to uphold this PCN (reject what was said).", "Decision"),
    Action(
        "desk.offer",
        "g",
        "offer discount",
        "Offer the discount again where the rule leaves it to me.",
        "Decision",
    ),
    Action("desk.defend", "T", "defend it?", "What would a tribunal ask for? What do we hold?", "Decision"),
    Action("desk.remember", "K", "decided before", "The last cases like this one; never a rule.", "Case"),
    Action("desk.undo", "u", "undo", "Undo my last act on this case, until the letter is issued.", "Case"),
    Action("desk.letter", "l", "letter", "Write the letter from points and decision.", "Letter"),
    Action(
        "desk.paragraphs",
        "k,f3",
        "paragraphs",
        "Pick a standard paragraph for the place of the cursor.",
        "Letter",
    ),
    Action("desk.spelling", "f12", "spelling", "Put a misspelt word of mine right.", "Letter"),
    Action(
        "desk.own_word", "ctrl+o", "council's word", "Add a misspelt word to the council's own.", "Letter"
    ),
    Action("desk.preflight", "f9", "preflight", "Check the whole letter before it is issued.", "Letter"),
    Action(
        "desk.issue",
        "y",
        "issue",
        "Issue the letter: only on preflight, and the only way a letter leaves.",
        "Preflight",
    ),
    Action(
        "desk.repair", "c", "put right", "Put a finding right as its line says; u undoes it.", "Preflight"
    ),
    Action("desk.override", "f8", "give a reason", "Let an amber finding stand, with a reason.", "Preflight"),
    Action(
        "desk.command", "colon", "go to", "Go anywhere by name: :q formal, :case ZZ12345678.", "Everywhere"
    ),
    Action("desk.keys", "question_mark,f1", "keys", "Show every key, grouped.", "Everywhere"),
)

BOARD: tuple[Action, ...] = (
    Action("board.open", "enter", "open", "Open what stands under the cursor.", "Boards"),
    Action("board.next_section", "tab", "next list", "Go to the next list of this board.", "Boards"),
    Action("board.last_section", "shift+tab", "list before", "Go to the list before.", "Boards"),
    Action("board.filter", "slash", "filter", "Show only rows with these words.", "Boards"),
    Action("board.sort", "s", "sort", "Put the list in the order of the next column.", "Boards"),
    Action(
        "board.export", "x", "export", "Write the marked rows, or the whole list, to a CSV file.", "Boards"
    ),
    Action(
        "board.attention",
        "right_square_bracket",
        "next that needs me",
        "Go to the next urgent row.",
        "Boards",
    ),
    Action("board.why", "w", "why?", "Show the rule of law behind the row, where one is.", "Boards"),
    Action("board.turn_page", "f6", "next pane", "Go between the list and what it says of a row.", "Boards"),
    Action("board.copy", "full_stop", "copy PCN", "Copy the PCN to the clipboard.", "Boards"),
    Action("board.command", "colon", "go to", "Go anywhere by name.", "Boards"),
    Action("board.keys", "question_mark,f1", "keys", "Show every key that works here.", "Boards"),
    Action("board.back", "escape", "back", "Take the filter away; else back to the desk.", "Boards"),
)
"""What every board over the desk can do: post, inbox, search, team."""

POST: tuple[Action, ...] = (
    Action("post.make", "M", "make batch", "Make the day's batch and outbox; or write them again.", "Post"),
    Action("post.printed", "V", "as printed", "Open the letter as a PDF in the system's viewer.", "Post"),
    Action("post.confirm", "C", "has left", "Confirm that a batch has left; the day is asked.", "Post"),
    Action(
        "post.slip", "S", "did not go", "Say that a batch, or a day's post, did not go; asks first.", "Post"
    ),
    Action("post.recall", "u", "recall", "Take a letter back before it has left; asks why.", "Post"),
    Action("post.hand", "H", "by hand", "Record that a letter was handed over: who, when, where.", "Post"),
    Action("post.returned", "R", "came back", "A letter or email came back: asks why; work again.", "Post"),
    Action("post.dealt", "D", "dealt with", "It came back, and was served all the same: say how.", "Post"),
)

TEAM: tuple[Action, ...] = (
    Action("team.period", "P", "day, week, month", "Cut the board by day, week or month in turn.", "Team"),
    Action("team.earlier", "less_than_sign", "earlier", "Show the days before.", "Team"),
    Action("team.later", "greater_than_sign", "later", "Show the days after.", "Team"),
    Action("team.chart", "G", "graph", "Turn the table into its graph, and back.", "Team"),
)
"""What the team's board can do beside `BOARD`."""

LAW: tuple[Action, ...] = (
    Action("law.next_regime", "right", "next regime", "Go to the next regime.", "Law"),
    Action("law.last_regime", "left", "regime before", "Go to the regime before.", "Law"),
    Action("law.regimes", "asterisk", "regimes", "Pick a regime by a few letters.", "Law"),
    Action(
        "law.work_out", "equals_sign", "work out", "Work a clock out from a day: the days one by one.", "Law"
    ),
)
"""What the law browser can do beside `BOARD`."""

INBOX: tuple[Action, ...] = (
    Action("inbox.next_match", "right", "next PCN", "Choose the next of the PCNs it may be about.", "Inbox"),
    Action("inbox.last_match", "left", "PCN before", "Choose the PCN before.", "Inbox"),
    Action("inbox.type", "plus", "type a PCN", "Index it to a PCN that I type.", "Inbox"),
    Action("inbox.kind", "c", "kind", "Say what it is: a challenge, an authority, a complaint …", "Inbox"),
    Action("inbox.split", "equals_sign", "split", "Index it to several PCNs that it is about.", "Inbox"),
    Action(
        "inbox.move", "z", "wrong PCN", "Move a letter that is on the wrong PCN to the right one.", "Inbox"
    ),
    Action("inbox.aside", "minus", "set aside", "Set aside what is on no PCN of ours; asks why.", "Inbox"),
    Action("inbox.original", "V", "original", "Open the original in the system's own viewer.", "Inbox"),
)
"""What the inbox can do beside `BOARD`."""

LIBRARY: tuple[Action, ...] = (
    Action("library.write", "W", "write", "Write on the paragraph's draft, or begin one.", "Library"),
    Action("library.new", "N", "new", "Begin a paragraph that does not exist yet.", "Library"),
    Action("library.submit", "S", "submit", "Submit the draft for approval.", "Library"),
    Action("library.approve", "A", "approve", "Approve what somebody else wrote and submitted.", "Library"),
    Action(
        "library.give_back", "B", "give back", "Give what was submitted back; asks what to mend.", "Library"
    ),
    Action(
        "library.publish", "P", "publish", "Publish what was approved: letters have it from now.", "Library"
    ),
    Action("library.retire", "R", "retire", "Retire the paragraph; asks why.", "Library"),
    Action("library.discard", "minus", "throw away", "Throw the draft away; asks first.", "Library"),
    Action("library.differences", "D", "changes", "Show what changed, word by word.", "Library"),
    Action("library.sample", "V", "on a case", "Show how the paragraph reads on a sample case.", "Library"),
    Action("library.versions", "H", "versions", "Show every version of the paragraph.", "Library"),
    Action(
        "library.mark",
        "M",
        "mark a letter",
        "Say that a letter was returned, or lost at the tribunal.",
        "Library",
    ),
)
"""What the library can do beside `BOARD`."""

EDITOR: tuple[Action, ...] = (
    Action("editor.turn_side", "f5", "sample, changes", "Show another thing beside the draft.", "Library"),
    Action("editor.submit", "f9", "submit", "Submit the draft for approval.", "Library"),
)
"""What the editor of a paragraph can do while one types."""

PLACES: dict[str, tuple[Action, ...]] = {
    "desk": DESK,
    "board": BOARD,
    "post": POST,
    "inbox": INBOX,
    "team": TEAM,
    "law": LAW,
    "library": LIBRARY,
    "editor": EDITOR,
}
"""The actions of each place; a board's own stand beside `BOARD` under the board's name."""

LISTS = {
    "queue.up": "up",
    "queue.down": "down",
    "queue.page_up": "pageup",
    "queue.page_down": "pagedown",
    "queue.first": "home",
    "queue.last": "end",
    "queue.open": "enter",
    "queue.mark": "space",
    "points.drop": "minus,delete",
    "points.drop_rest": "underscore",
    "points.add": "plus,insert",
    "points.turn": "space",
    "compose.remove": "minus,delete",
    "compose.own": "plus,insert",
    "compose.up": "ctrl+up",
    "compose.down": "ctrl+down",
    "compose.done": "escape",
    "picker.favourite": "f7",
    "editor.back": "escape",
    "preflight.up": "pageup",
    "preflight.down": "pagedown",
    "preflight.home": "home",
    "preflight.end": "end",
}
"""Keys inside lists, by action id: remapped like the rest."""

BY_ID = {action.id: action for place in PLACES.values() for action in place}


def action(action_id: str) -> Action:
    """One action by its id."""
    return BY_ID[action_id]


def groups(actions: Iterable[Action] = DESK) -> dict[str, list[Action]]:
    """Actions by group, in the order of the task."""
    grouped: dict[str, list[Action]] = {}
    for one in actions:
        grouped.setdefault(one.group, []).append(one)
    return grouped


NAMES = {
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "full_stop": ".",
    "asterisk": "*",
    "equals_sign": "=",
    "plus": "+",
    "minus": "-",
    "underscore": "_",
    "right_square_bracket": "]",
    "escape": "esc",
    "shift+tab": "shift-tab",
}


def shown(keys: str) -> str:
    """The first of some keys, as printed on the keyboard."""
    first = keys.split(",")[0].strip()
    return NAMES.get(first, first)


def check_keymap(keymap: Mapping[str, str], source: str) -> None:
    """Refuse a keymap that names an action nobody knows, or gives one key to two actions of one place.

    Args:
        keymap: keys by action id, as an officer wrote them.
        source: the file, for the message.
    """
    for name in keymap:
        if name not in BY_ID and name not in LISTS:
            near = get_close_matches(name, [*BY_ID, *LISTS], n=1)
            raise Refused(
                f"{source}: [keymap] names an action that does not exist: {name}.",
                rule="Keys are remapped by the ids that ? and docs list.",
                do=f"Did you mean {near[0]}?" if near else "Press ? for the list.",
            )
    for place, actions in PLACES.items():
        _check_place(keymap, source, actions if place in ("desk", "board") else (*BOARD, *actions))


def _check_place(keymap: Mapping[str, str], source: str, actions: Iterable[Action]) -> None:
    """Refuse one key for two actions of one place."""
    taken: dict[str, str] = {}
    for one in actions:
        for key in keymap.get(one.id, one.keys).split(","):
            other = taken.setdefault(key.strip(), one.id)
            if other != one.id:
                raise Refused(
                    f"{source}: [keymap] gives the key {shown(key)} to both {other} and {one.id}.",
                    rule="Each key has one meaning everywhere.",
                    do="Give one of them another key.",
                )
