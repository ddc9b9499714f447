"""One of several officers' programs on one store, each in a process of its own.

It takes cases, marks points, keeps drafts, decides, takes back, puts back, writes notes and issues, as its
dice fall, and prints a line for each act that came to its end; of a letter, its number and digest.
"""

from __future__ import annotations

import json
import random
import sys
from functools import cache
from typing import Any

from caseworker import locations
from caseworker.casework.desk import claim, compose, decision, issue, note, points
from caseworker.casework.desk.view import view
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView
from caseworker.law.refusals import Refused
from caseworker.letters.library import Library, load
from tests.casework.office import office, point
from tests.hard import desks


@cache
def library() -> Library:
    """The paragraphs, read once: before the first of several programs begins."""
    import caseworker.letters.docx_writer
    import caseworker.store.connections
    import caseworker.store.tables  # noqa: F401

    return load(locations.paragraphs())


class Clerk:
    """An officer at work, who goes on with the next act whatever the last one said."""

    def __init__(self, store: str, who: str, seed: int) -> None:
        self.office: Office = office(store, who)
        self.office.__dict__["shipped"] = library()
        self.dice = random.Random(f"{who}{seed}")
        self.seen: CaseView | None = None
        self.told = 0

    def tell(self, act: str, **more: Any) -> None:
        """Acknowledge an act: only what was printed counts as told."""
        self.told += 1
        case = self.seen.id if self.seen else 0
        line = json.dumps({"act": act, "case": case, "by": self.office.officer.id, **more})
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    def step(self) -> bool:
        """Do the next thing; False where there is nothing left to do."""
        try:
            if self.seen is None or (self.seen.status, self.seen.officer) not in self._mine():
                taken = claim.claim_next(self.office)
                if taken is None:
                    return False
                self.seen = view(self.office, taken.case_id)
                self.tell("claim", version=taken.version)
                return True
            self._act(self.seen)
        except Refused as refused:
            self.tell("refused", words=refused.what[:80])
        self.look()
        return True

    def _mine(self) -> list[tuple[str, str]]:
        """Where a case stands that this officer can go on with."""
        return [(status, self.office.officer.id) for status in ("open", "decided")]

    def look(self) -> None:
        """Read the case anew; where a connection was lost, once more."""
        if self.seen is None:
            return
        try:
            self.seen = view(self.office, self.seen.id)
        except Refused:
            self.seen = view(self.office, self.seen.id)

    def _act(self, seen: CaseView) -> None:
        if self.dice.random() < 0.15:
            note.write(self.office, seen.id, f"Note {self.told} of {self.office.officer.id}.")
            self.tell("note")
        elif not seen.points:
            done = points.keep(self.office, seen.id, seen.version, [point("grace-period-or-observation")])
            self.tell("points", version=done.version)
        elif seen.decision is None or seen.decision.officer != self.office.officer.id:
            self._decide(seen)
        else:
            self._letter(seen)

    def _decide(self, seen: CaseView) -> None:
        if seen.decision is not None or self.dice.random() < 0.1:
            done = claim.release(self.office, seen.id, seen.version)
            self.tell("release", version=done.version)
            return
        done = decision.decide(
            self.office, seen.id, seen.version, desks.outcome(seen.id), weighed=desks.WORDS
        )
        self.tell("decide", version=done.version)

    def _letter(self, seen: CaseView) -> None:
        blocks = list(compose.new_plan(self.office, seen))
        if self.dice.random() < 0.5:
            words = "Typed. " * self.dice.randrange(1, 400)
            compose.save(self.office, seen.id, seen.version, desks.written(blocks, words))
            self.tell("draft", length=len(words))
        elif self.dice.random() < 0.1:
            done = decision.withdraw(self.office, seen.id, seen.version, seen.points)
            self.tell("withdraw", version=done.version)
        else:
            given = issue.issue(self.office, seen, blocks)
            self.tell("issue", number=given.number, sha256=given.sha256)


def work(store: str, who: str, seed: int, commands: int) -> None:
    """Work until so many acts came to their end, or nothing is left."""
    clerk = Clerk(store, who, seed)
    while clerk.told < commands and clerk.step():
        pass
