"""Two officers on a few cases, beside a plain model of what must then be: each act is done to both.

An officer acts on what they read last, however old it is. A crash takes place just before or just after the
saving of an act, so that its end is not known to whoever pressed the key.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caseworker.casework.acting import Changed
from caseworker.casework.desk import claim, compose, decision, issue, note, points
from caseworker.casework.views import CaseView
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.store import connections
from caseworker.store.engine import CommitUnknown
from tests.casework.office import Desk, point
from tests.hard import clerk, desks

ACTS = ("claim", "points", "decide", "withdraw", "release", "draft", "note", "issue")
CRASHES = ("", "before", "after")


@dataclass
class Known:
    """What the model knows of one case."""

    version: int = 1
    officer: str = ""
    points: int = 0
    decided_by: str = ""
    letters: list[int] = field(default_factory=list)
    """The version that each letter was issued on."""
    drafts: dict[str, str] = field(default_factory=dict)
    notes: int = 0

    @property
    def open(self) -> bool:
        """Whether somebody must still act."""
        return not self.letters


class Lost(Exception):
    """A crash before saving."""


class Both:
    """The store and the model."""

    def __init__(self, path: Path, cases: int) -> None:
        self.path = path
        self.desk = Desk(str(path))
        self.known = {n: Known() for n in range(1, cases + 1)}
        self.read_last: dict[tuple[str, int], CaseView] = {}
        self._typed = 0

    def close(self) -> None:
        """Give back connections."""
        self.desk.close()

    def office(self, who: str) -> Any:
        """An officer's office, with the paragraphs that all share."""
        there = self.desk(who)
        there.__dict__.setdefault("shipped", clerk.library())
        return there

    def read(self, who: str, n: int) -> None:
        """An officer opens a case, or looks at it again."""
        self.office(who)
        self.read_last[who, n] = self.desk.see(desks.pcn(n), who)

    def act(self, who: str, n: int, name: str, crash: str = "") -> str:
        """Do one act on what was read last; gives what came of it, which is what the model says."""
        if (who, n) not in self.read_last:
            self.read(who, n)
        seen, known = self.read_last[who, n], self.known[n]
        said = self._expected(who, name, seen, known)
        if crash and said == "done" and self._saves(who, name, known):
            said = self._crashed(name, crash)
        else:
            crash = ""
        with _crashing(crash):
            got = self._tried(who, seen, name)
        assert got == said, (who, n, name, crash, got, said)
        if said in ("done", "unknown-saved", "again-saved"):
            self._apply(who, name, seen, known)
        self.agree()
        return got

    def _saves(self, who: str, name: str, known: Known) -> bool:
        return not (name == "claim" and (not known.open or known.officer == who))

    def _crashed(self, name: str, crash: str) -> str:
        if name == "issue":
            return "again-saved" if crash == "after" else "refused"
        return "unknown-saved" if crash == "after" else "unknown"

    def _expected(self, who: str, name: str, seen: CaseView, known: Known) -> str:
        """What the model says of an act: done, refused, changed by somebody, or issued already."""
        if name == "claim":
            return "refused" if known.open and known.officer not in ("", who) else "done"
        if name == "draft":
            return "done" if known.open else "refused"
        if name == "note":
            return "done"
        if name == "issue":
            if seen.decision is None:
                return "refused"
            if seen.version in known.letters:
                return "again"
            if not known.open and seen.version == known.version:
                return "refused"
        if seen.version != known.version:
            return "changed"
        if not known.open or known.officer != who:
            return "refused"
        barred = {
            "points": bool(known.decided_by),
            "decide": not known.points,
            "withdraw": not known.decided_by,
            "issue": known.decided_by != who,
        }
        return "refused" if barred.get(name) else "done"

    def _tried(self, who: str, seen: CaseView, name: str) -> str:
        try:
            done = self._done(who, seen, name)
        except CommitUnknown as unknown:
            return "unknown" if isinstance(unknown.cause, Lost) else "unknown-saved"
        except Changed:
            return "changed"
        except Refused:
            return "refused"
        if getattr(done, "again", False):
            return "again" if seen.version in self.known[self._number(seen)].letters else "again-saved"
        return "done"

    def _number(self, seen: CaseView) -> int:
        return int(seen.pcn[3:9])

    def _done(self, who: str, seen: CaseView, name: str) -> object:
        there = self.office(who)
        if name == "claim":
            return claim.claim(there, seen.id)
        if name == "points":
            return points.keep(there, seen.id, seen.version, [point("grace-period-or-observation")])
        if name == "decide":
            return decision.decide(there, seen.id, seen.version, Outcome.UPHOLD, weighed=desks.WORDS)
        if name == "withdraw":
            return decision.withdraw(there, seen.id, seen.version, seen.points)
        if name == "release":
            return claim.release(there, seen.id, seen.version)
        if name == "note":
            return note.write(there, seen.id, "Seen.")
        if name == "issue":
            planned = compose.new_plan(there, seen) if seen.decision else ()
            return issue.issue(there, seen, planned)
        self._typed += 1
        blocks = [desks.free(f"Typed {self._typed}.")]
        return compose.save(there, seen.id, seen.version, blocks)

    def _apply(self, who: str, name: str, seen: CaseView, known: Known) -> None:
        """What the act does to the model."""
        if name in ("draft", "note"):
            if name == "draft":
                known.drafts[who] = f"Typed {self._typed}."
            else:
                known.notes += 1
            return
        if name == "claim":
            if not self._saves(who, name, known):
                return
            known.officer = who
        elif name == "points":
            known.points = 1
        elif name in ("decide", "withdraw"):
            known.decided_by = who if name == "decide" else ""
            known.points = known.points if name == "decide" else len(seen.points)
        elif name == "release":
            known.officer = ""
        else:
            known.letters.append(known.version)
            known.drafts.clear()
        known.version += 1

    def agree(self) -> None:
        """The store holds what the model says, and nothing that may never be."""
        con = sqlite3.connect(self.path)
        rows = con.execute(
            "SELECT c.version, c.officer, c.open, (SELECT count(*) FROM points p WHERE p.case_id = c.id), "
            "coalesce((SELECT officer FROM decisions d WHERE d.case_id = c.id AND NOT d.withdrawn "
            "ORDER BY d.id DESC LIMIT 1), ''), (SELECT count(*) FROM letters l WHERE l.case_id = c.id), "
            "(SELECT count(*) FROM audit a WHERE a.chain = 'case:' || c.id AND a.act = 'note') "
            "FROM cases c ORDER BY c.pcn"
        ).fetchall()
        drafts = con.execute(
            "SELECT c.pcn, d.officer, d.body FROM drafts d JOIN cases c ON c.id = d.case_id"
        ).fetchall()
        con.close()
        assert rows == [
            (k.version, k.officer, int(k.open), k.points, k.decided_by, len(k.letters), k.notes)
            for _, k in sorted(self.known.items())
        ]
        held = {(int(pcn[3:9]), who): body for pcn, who, body in drafts}
        meant = {(n, who): words for n, k in self.known.items() for who, words in k.drafts.items()}
        assert held.keys() == meant.keys()
        assert all(words in held[key] for key, words in meant.items())


@contextmanager
def _crashing(crash: str) -> Iterator[None]:
    """Let the saving of the next act be lost, or its answer."""
    whole = connections.commit

    def commit(connection: Any, place: Any) -> None:
        if crash == "before":
            connection.connection.driver_connection.execute("ROLLBACK")
            raise CommitUnknown(place.words, Lost())
        whole(connection, place)
        raise CommitUnknown(place.words, OSError())

    if crash:
        connections.commit = commit
    try:
        yield
    finally:
        connections.commit = whole
