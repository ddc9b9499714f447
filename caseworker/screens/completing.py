"""What may follow what was typed: commands after the colon, names and values of the filter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

MOST = 6
"""Candidates that are shown at once."""


class Candidate(NamedTuple):
    """One way to go on."""

    line: str
    """The whole line as it would stand."""
    help: str
    """What it means, in a few words."""


Completer = Callable[[str], Sequence[Candidate]]
"""Gives the ways to go on from what was typed, the likeliest first."""

FILTER_NAMES: Mapping[str, str] = {
    "kind:": "a dispute (informal, formal, certificate) or what stands beside one",
    "due<": "due in fewer days than",
    "due:": "due today or overdue",
    "officer:": "claimed by me, by nobody, or by a name",
    "flag:": "care, paid, film, late, linked, hold …; the word by itself finds it too",
    "held:": "yes or no: on hold today",
    "street:": "a part of the street's name",
    "vrm:": "a VRM; * stands for anything",
    "pcn:": "a PCN; * stands for anything",
    "code:": "a contravention code",
    "regime:": "the law behind the notice",
    "status:": "new, open, decided, issued or closed",
    "sort:": "urgency or received",
}
FILTER_VALUES: Mapping[str, Sequence[str]] = {
    "kind:": (
        *("informal", "formal", "certificate"),
        *("tribunal", "court", "query", "complaint", "member", "information"),
    ),
    "due:": ("today", "overdue"),
    "due<": ("1", "3", "5", "10"),
    "officer:": ("me", "none"),
    "flag:": (
        "returned",
        "by-hand",
        "care",
        "dead",
        "paid",
        "late",
        "another-pcn",
        "not-keeper",
        "film",
        "large-print",
        "linked",
        "hold",
    ),
    "held:": ("yes", "no"),
    "status:": ("new", "open", "decided", "issued", "closed"),
    "sort:": ("urgency", "received"),
}
"""Beside them the officers, and for ``regime:`` every regime of the law."""


def filter_completer(officers: Sequence[str] = ()) -> Completer:
    """Completion of the queue's filter: the name of a field, then its values.

    Args:
        officers: ids that may follow ``officer:``.
    """
    values = {**FILTER_VALUES, "officer:": (*FILTER_VALUES["officer:"], *officers)}

    def values_of(name: str) -> Sequence[str]:
        if name == "regime:":
            from caseworker.law.regimes import regimes

            return [one.id for one in regimes()]
        return values.get(name, ())

    def complete(line: str) -> list[Candidate]:
        before, _, word = line.rpartition(" ")
        start = f"{before} " if before else ""
        name = next((one for one in FILTER_NAMES if word.lower().startswith(one)), "")
        if name:
            begun = word[len(name) :].lower()
            found = [value for value in values_of(name) if value.startswith(begun) and value != begun]
            return [Candidate(f"{start}{name}{value}", FILTER_NAMES[name]) for value in found][:MOST]
        return [
            Candidate(start + one, words)
            for one, words in FILTER_NAMES.items()
            if one.startswith(word.lower()) and (word or not line)
        ][:MOST]

    return complete


def command_completer(commands: Mapping[str, str], filters: Completer) -> Completer:
    """Completion after the colon: the command, and for the queue its filter.

    Args:
        commands: names with what they do.
        filters: completion of a filter.
    """

    def complete(line: str) -> list[Candidate]:
        typed = line.lstrip(":")
        name, space, rest = typed.partition(" ")
        if space:
            return [Candidate(f"{name} {one.line}", one.help) for one in filters(rest)] if name == "q" else []
        return [
            Candidate(f"{one} ", words) for one, words in commands.items() if one.startswith(name.lower())
        ][:MOST]

    return complete
