"""The modes of the desk: where the officer is, what the footer says, and which keys work there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from caseworker.keys import Action, action
from caseworker.law.kinds import CaseKind

EVERYWHERE = ("desk.queue", "desk.command", "desk.keys", "desk.copy", "desk.find", "desk.why")
READING = (
    "desk.points",
    "desk.evidence",
    "desk.view_full",
    "desk.timeline",
    "desk.money",
    "desk.others",
    "desk.permits",
    "desk.place",
    "desk.note",
    "desk.hold",
    "desk.event",
    "desk.decision",
    "desk.letter",
    "desk.undo",
    "desk.next",
    "desk.turn_page",
)
DISPUTING = (*READING, "desk.ask", "desk.linked", "desk.defend", "desk.remember")
"""What works wherever a dispute is read."""
SETTLING = (*READING, "desk.settle")
"""The same of a case beside the dispute: it is settled, and nothing in it decides about the PCN."""


@dataclass(frozen=True, slots=True)
class Mode:
    """One mode."""

    name: str
    word: str
    """Bottom left, in capitals."""
    room: str
    """``queue`` or ``case``."""
    pane: str
    """Which pane stands at the side of the case."""
    footer: tuple[str, ...]
    """At most eight action ids, in the order of the task."""
    also: tuple[str, ...] = ()
    """Action ids that work here without standing in the footer."""

    def shown(self) -> list[tuple[str, str, str]]:
        """The footer: action id, the key if this mode shows another than the first, and the words."""
        return [(one.id, *SAID.get((self.name, one.id), ("", one.label))) for one in self.actions()]

    def actions(self) -> list[Action]:
        """The footer's actions."""
        return [action(one) for one in self.footer]

    def allows(self, action_id: str) -> bool:
        """Whether an action works here."""
        return action_id in self.footer or action_id in self.also or action_id in EVERYWHERE


def _mode(name: str, word: str, pane: str, *footer: str, also: tuple[str, ...] = DISPUTING) -> Mode:
    return Mode(name, word, "case", pane, tuple(f"desk.{one}" for one in footer), also)


SAID = {
    ("preflight", "desk.decision"): ("f4", "letter"),
    ("preflight", "desk.view_full"): ("", "as printed"),
}
"""Where a key does something else than its name says, by mode and action: the key to show, and the words."""

MODES = {
    "queue": Mode(
        "queue",
        "QUEUE",
        "queue",
        "",
        (
            "desk.next",
            "desk.filter",
            "desk.keys",
            "desk.attention",
            "desk.sort",
            "desk.export",
            "desk.copy",
            "desk.command",
        ),
        ("desk.views",),
    ),
    "case": _mode(
        "case",
        "CASE",
        "evidence",
        "points",
        "evidence",
        "decision",
        "turn_page",
        "keys",
        "timeline",
        "money",
        "why",
    ),
    "evidence": _mode(
        "evidence", "CASE", "evidence", "evidence", "view_full", "points", "decision", "queue", "keys"
    ),
    "record": _mode(
        "record", "CASE", "record", "timeline", "money", "keys", "permits", "place", "others", "why", "queue"
    ),
    "points": _mode("points", "POINTS", "points", "evidence", "decision", "undo", "queue", "keys"),
    "decision": _mode(
        "decision",
        "DECISION",
        "decision",
        "cancel",
        "uphold",
        "letter",
        "keys",
        "points",
        "evidence",
        "undo",
        "queue",
        also=("desk.offer", *DISPUTING),
    ),
    "compose": _mode(
        "compose",
        "COMPOSE",
        "compose",
        "paragraphs",
        "preflight",
        "keys",
        "points",
        "decision",
        "queue",
        also=(
            *("desk.evidence", "desk.note", "desk.spelling", "desk.own_word", "desk.defend", "desk.remember"),
            *("desk.undo", "desk.view_full"),
        ),
    ),
    "preflight": _mode(
        "preflight",
        "PREFLIGHT",
        "preflight",
        "issue",
        "decision",
        "override",
        "repair",
        "keys",
        "view_full",
        "queue",
        also=("desk.defend", "desk.undo"),
    ),
}
"""The modes of the queue, and of a case about the PCN itself."""

BESIDE = MODES | {
    "case": _mode(
        "case",
        "CASE",
        "evidence",
        "settle",
        "evidence",
        "decision",
        "turn_page",
        "keys",
        "timeline",
        "money",
        "why",
        also=SETTLING,
    ),
    "evidence": replace(MODES["evidence"], also=SETTLING),
    "record": replace(MODES["record"], also=SETTLING),
    "points": replace(MODES["points"], also=SETTLING),
    "decision": _mode(
        "decision",
        "DECISION",
        "decision",
        "settle",
        "letter",
        "keys",
        "points",
        "evidence",
        "undo",
        "queue",
        also=SETTLING,
    ),
}
"""The same of a case beside the dispute."""


def modes_of(kind: CaseKind) -> Mapping[str, Mode]:
    """The modes of a case of one kind, by name."""
    return BESIDE if kind.beside else MODES
