"""Issuing a letter, its writing left out, beside a bare sqlite3 transaction that writes the same rows."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bench.deciding import ready
from bench.measure import Row, alone, in_turns, ms, sandbox, scratch, seconds
from bench.offices import training

if TYPE_CHECKING:
    from caseworker.casework.office import Office
    from caseworker.casework.views import CaseView
    from caseworker.letters.plan import Block

Statement = tuple[str, Any, bool]
"""A command, its values, whether it is run for many rows."""


def measured(runs: int = 15) -> list[Row]:
    """The act with its letter written beforehand, beside the same commands on a bare connection."""
    with scratch() as folder:
        store, copy = folder / "ours.db", folder / "bare.db"
        sandbox(store)
        office = training(store)
        letters = ready(office, store, runs + 2)
        shutil.copyfile(store, copy)
        return [_compared(office, copy, letters)]


def _compared(office: Office, copy: Path, letters: Sequence[tuple[CaseView, Sequence[Block]]]) -> Row:
    from caseworker.casework.desk.issue import issue
    from caseworker.store.raw import sqlite_writer

    statements: list[Statement] = []
    turn = iter(letters)
    bare = sqlite_writer(copy)

    def ours() -> float:
        seen, blocks = next(turn)
        with written_before(office, seen, blocks), noted(office, statements):
            return seconds(lambda: issue(office, seen, blocks))

    def theirs() -> float:
        return seconds(lambda: transaction(bare, statements))

    took, floor = in_turns((ours, theirs), len(letters) - 2, warm=2)
    rows = sum(len(values) if many else 1 for _, values, many in statements)
    beside = f"bare sqlite3, the same {rows} rows {ms(floor)}"
    return Row("issue, its letter left out", ms(took), beside, took / floor, 3.0)


def transaction(bare: sqlite3.Connection, statements: Sequence[Statement]) -> None:
    """Write the same rows by the same commands, with the same durable settings."""
    bare.execute("BEGIN IMMEDIATE")
    for sql, values, many in statements:
        (bare.executemany if many else bare.execute)(sql, values)
    bare.execute("COMMIT")


@contextmanager
def written_before(office: Office, seen: CaseView, blocks: Sequence[Block]) -> Iterator[None]:
    """Have the letter rendered, checked and made into a file before the act asks for it."""
    from caseworker.casework import lettering
    from caseworker.letters import docx_writer

    checked = lettering.check(office, seen, blocks)
    facts = lettering.letter_facts(office, seen)
    file = docx_writer.write(checked.letter, facts, council=lettering.letterhead(office), training=True)
    plain = lettering.check, lettering.letter_facts, docx_writer.write
    lettering.check = lambda *_, **__: checked  # type: ignore[assignment]
    lettering.letter_facts = lambda *_: facts  # type: ignore[assignment]
    docx_writer.write = lambda *_, **__: file  # type: ignore[assignment]
    try:
        yield
    finally:
        lettering.check, lettering.letter_facts, docx_writer.write = plain


@contextmanager
def noted(office: Office, statements: list[Statement]) -> Iterator[None]:
    """Note every command that writes."""
    statements.clear()
    engine = office.store._engine

    def note(_c: object, _k: object, sql: str, values: Any, _x: object, many: bool) -> None:
        if not sql.lstrip().upper().startswith("SELECT"):
            statements.append((sql, values, many))

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


if __name__ == "__main__":
    alone(measured, runs=15)
