"""Taking a folder of 20,000 cases in, beside sqlite-utils inserting the rows that come out of it."""

from __future__ import annotations

import csv
import io
import random
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlite_utils

from bench.measure import NOW, TODAY, Row, alone, in_turns, quantity, scratch, seconds
from bench.offices import live
from caseworker.store.search import SOURCES

CASES = 20_000
TABLES = ("pcns", "notices", "cases", "items", "item_texts", "events", "outcomes", "arrivals")
SENTENCE = (
    "I parked in the bay and the machine was broken so I went to find change and when I came back there was "
    "a ticket on my car please look at the photographs I enclose and cancel this charge"
)


def folder(cases: int = CASES) -> dict[str, bytes]:
    """An import folder: half of it challenges, half representations, a letter of 130 words on each case."""
    chance = random.Random(7)
    words = SENTENCE.split()
    pcns: list[dict[str, object]] = []
    letters: list[dict[str, object]] = []
    for n in range(cases):
        formal = n % 2
        on = TODAY - timedelta(days=chance.randrange(60, 90) if formal else chance.randrange(8, 20))
        pcn = f"ZZ{10_000_000 + n}"
        address = {
            "keeper_name": "Jo Example",
            "keeper_address": "3 Elm Row|Eastmere",
            "keeper_postcode": "ZZ1 4AB",
        }
        pcns.append(
            {
                "pcn": pcn,
                "vrm": f"ZZ{n % 90 + 10} ABC",
                "make": "FORD",
                "colour": "BLUE",
                "served_how": "fixed",
            }
            | {"contravention_code": "12r", "contravention_date": on, "contravention_time": "10:42"}
            | {"location": f"Alder Road {n % 50}", "restriction": "Permit holders", "enforced_by": "CEO 0412"}
            | {"data_as_of": "2026-11-20T07:10", "pcn_served": on}
            | {"notice_to_owner_posted": on + timedelta(days=35) if formal else ""}
            | address
        )
        text = " ".join(chance.choices(words, k=90)) + "\n" + " ".join(chance.choices(words, k=40))
        letters.append(
            {
                "id": f"L{n}",
                "pcn": pcn,
                "received": on + timedelta(days=45 if formal else 5),
                "channel": "web",
            }
            | {"from_name": "Jo Example", "from_address": "3 Elm Row|Eastmere", "from_postcode": "ZZ1 4AB"}
            | {"writer": "keeper", "subject": "PCN", "text": text}
        )
    return {"cases.csv": _table(pcns), "correspondence.csv": _table(letters)}


def _table(rows: list[dict[str, object]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def measured(runs: int = 3) -> list[Row]:
    """Reading, checking and writing an import, beside writing alone."""
    files = folder()
    with scratch() as place:
        numbers = iter(range(1000))
        last: list[Path] = []

        def ours() -> float:
            store = place / f"ours-{next(numbers)}.db"
            last.append(store)
            return _taken_in(store, files)

        def theirs() -> float:
            return _inserted(last[-1], place / f"theirs-{next(numbers)}.db")

        took, floor = in_turns((ours, theirs), runs, warm=0)
    return [
        Row(
            f"import of {CASES:,} cases with letters",
            quantity(took, "s"),
            f"sqlite-utils, the same rows and index {quantity(floor, 's')}",
            floor / took,
            0.5,
            least=True,
        )
    ]


def _taken_in(store: Path, files: dict[str, bytes]) -> float:
    """Take the folder in to a new store, from its bytes to the saved transaction."""
    from caseworker.casework.desk.intake import take_in
    from caseworker.reading.extract import read
    from caseworker.store.engine import Store

    Store.create(store, "live", NOW, "bench").close()
    office = live(store)
    _ = office.store

    def work() -> None:
        done = take_in(office, read(files))
        if done.faults or done.cases_opened != CASES:
            raise AssertionError(done.faults[:3] or "cases are missing")

    took = seconds(work)
    office.store.close()
    return took


def _inserted(source: Path, path: Path) -> float:
    """Insert what the import wrote into the same empty tables with sqlite-utils, the search index too."""
    from caseworker.store.engine import Store

    with sqlite3.connect(source) as con:
        con.row_factory = sqlite3.Row
        rows: dict[str, list[dict[str, Any]]] = {
            name: [dict(row) for row in con.execute(f"SELECT * FROM {name}")] for name in TABLES
        }
    con.close()
    Store.create(path, "live", NOW, "bench").close()
    target = sqlite3.connect(path)
    target.execute("PRAGMA synchronous=FULL")
    target.execute("PRAGMA journal_mode=TRUNCATE")
    database = sqlite_utils.Database(target)

    def work() -> None:
        # In one transaction, as the import is: a commit for each hundred rows would take it far longer.
        with database.atomic():
            for name, found in rows.items():
                database[name].insert_all(found)
            for index, (table, key, column) in SOURCES.items():
                target.execute(f"INSERT INTO {index} (rowid, {column}) SELECT {key}, {column} FROM {table}")

    took = seconds(work)
    target.close()
    return took


if __name__ == "__main__":
    alone(measured, runs=3)
