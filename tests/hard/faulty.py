"""An act of which the n-th call to the disk fails, in a process of its own: what is there afterwards.

    python -m tests.hard.faulty FOLDER ACT EACH

FOLDER/base.db holds a decided case with a kept draft. Each run begins with a copy of it. EACH: every
how-manieth write is made to fail; all other calls are tried one by one. What was found is printed as JSON.
"""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from caseworker.casework.desk import compose, issue
from caseworker.casework.views import CaseView
from caseworker.law.refusals import Refused
from tests.casework.office import Desk
from tests.hard import desks
from tests.hard.shim import Faults

CALLS = {
    "write": (errno.EIO, errno.ENOSPC),
    "fsync": (errno.EIO,),
    "ftruncate": (errno.EIO,),
    "open": (errno.EMFILE,),
}
BASE, STORE = "base.db", "live.db"
KEPT = "The words that were kept before. " * 200
TYPED = "The words that were typed since. " * 300


@dataclass
class Ran:
    """One run with one fault."""

    call: str
    n: int
    error: str
    sticky: bool
    said: str = ""
    """What the officer was told; empty where the act went through."""
    unworded: str = ""
    """A fault of the program: an error for which there were no words."""
    wrong: list[str] | None = None
    """What may never be so in a store."""
    done: bool = False
    """Whether the act turned out to have been done."""
    before: bool = False
    """Whether the store was as before the act."""
    again: str = ""
    """What the retry without a fault said; empty where it went through."""
    letters: int = 0
    """Letters after the retry."""


def prepare(path: Path) -> None:
    """A store with a decided case and a draft in it."""
    desks.build(path, 1)
    desk = Desk(str(path))
    seen, blocks = desks.decided(desk, 1)
    compose.save(desk(), seen.id, seen.version, desks.written(blocks, KEPT))
    desk.close()


def acts(desk: Desk) -> dict[str, Callable[[], object]]:
    """What is tried: to issue the letter as it was planned, to keep another draft."""
    seen: CaseView = desk.see(desks.pcn(1))
    blocks = compose.new_plan(desk(), seen)
    typed = desks.written(list(blocks), TYPED)
    return {
        "issue": lambda: issue.issue(desk(), seen, blocks),
        "draft": lambda: compose.save(desk(), seen.id, seen.version, typed),
    }


def fresh(folder: Path) -> Path:
    """The store as it was before."""
    for left in folder.glob(f"{STORE}*"):
        left.unlink()
    return Path(shutil.copyfile(folder / BASE, folder / STORE))


def once(folder: Path, act: str, faults: Faults, ran: Ran, error: int) -> bool:
    """Run the act with one fault; False where it never came to the n-th call."""
    path = fresh(folder)
    before = desks.content(path)
    desk = Desk(str(path))
    run = acts(desk)[act]
    faults.arm(ran.call, ran.n, error, sticky=ran.sticky)
    try:
        run()
    except Refused as refused:
        ran.said = str(refused)
    except Exception as other:
        ran.unworded = repr(other)
    fired = faults.fired
    faults.rest()
    ran.wrong = desks.faults_of(path)
    ran.before = desks.content(path) == before
    ran.done = not ran.before
    try:
        run()
    except Refused as refused:
        ran.again = str(refused)
    desk.close()
    ran.wrong += desks.faults_of(path)
    con = sqlite3.connect(path)
    ran.letters = con.execute("SELECT count(*) FROM letters").fetchone()[0]
    con.close()
    return bool(fired)


def sweep(folder: Path, act: str, each: int) -> Iterator[Ran]:
    """Every fault in turn."""
    faults = Faults()
    for call, errors in CALLS.items():
        for error in errors:
            for sticky in (False, True):
                n = 1
                while True:
                    ran = Ran(call, n, errno.errorcode[error], sticky)
                    if not once(folder, act, faults, ran, error):
                        break
                    yield ran
                    n += each if call == "write" else 1


if __name__ == "__main__":
    found = sweep(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    sys.stdout.write(json.dumps([asdict(one) for one in found]))
