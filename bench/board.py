"""The leader's board over five million cleared cases, beside a bare scan of one index of the same sums."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from bench.measure import NOW, TODAY, Row, alone, cache, cpu, in_turns, ms

OFFICERS = 20
PER_DAY = 14
EVENTS = 5_000_000
OPEN = 12_480
KINDS = ("formal", "informal", "certificate")
OUTCOMES = ("cancel", "uphold")


def measured(runs: int = 41) -> list[Row]:
    """The whole board in milliseconds; its sums beside a scan of the same range of the bare index."""
    from caseworker.casework.team.throughput import throughput
    from caseworker.store.engine import Store
    from caseworker.store.throughput import cleared

    store = Store.open(filled(), expect="live")
    office = _leader(store)
    from_on, to_on = TODAY - timedelta(days=14), TODAY
    days = (from_on.isoformat(), to_on.isoformat())

    def bare() -> None:
        """The rows of the board's days, counted in the index that finds them; no sum is read."""
        with store.raw() as reader:
            reader.rows(
                "SELECT day_on, officer, COUNT(*) FROM tallies WHERE day_on BETWEEN ? AND ? "
                "GROUP BY day_on, officer",
                days,
            )

    def sums() -> None:
        with store.raw() as reader:
            cleared(reader, from_on, to_on)

    board, kept, floor = in_turns(
        (lambda: cpu(lambda: throughput(office)), lambda: cpu(sums), lambda: cpu(bare)), runs
    )
    return [
        Row(
            f"board over {EVENTS:,} cleared cases",
            ms(board),
            f"bare index {ms(floor)}",
            board * 1000,
            5,
            "ms",
        ),
        Row("its sums", ms(kept), f"bare index {ms(floor)}", kept / floor, 4),
    ]


def _leader(store: object) -> object:
    """The leader's office, with targets for everybody."""
    from caseworker import config, locations
    from caseworker.casework.office import Office

    choices = config.load(config.SAMPLE)
    people = tuple(config.Officer(f"o{n:02d}", f"Officer {n}") for n in range(OFFICERS))
    targets = tuple(config.Target(one.id, TODAY - timedelta(days=400), PER_DAY) for one in people)
    leader = config.Officer("sefton", "Idris Sefton", "leader")
    made = Office(
        officer=leader,
        officers=config.Officers((*people, leader), targets),
        council=choices.council,
        guidelines=(),
        store_url="",
        kind="live",
        paragraphs=locations.paragraphs(),
        clock=lambda: NOW,
    )
    made.__dict__["store"] = store
    return made


def filled() -> Path:
    """A store with the sums that five million cleared cases leave, and a usual queue; made once."""
    from caseworker.store import schema
    from caseworker.store.engine import Store

    path = cache() / f"board-{EVENTS}-{OFFICERS}-{schema.HEAD}.db"
    if path.exists():
        return path
    building = path.with_name(f"{path.name}.building")
    building.unlink(missing_ok=True)
    Store.create(building, "live", NOW, "bench").close()
    with sqlite3.connect(building) as con:
        con.execute("PRAGMA synchronous=OFF")
        con.execute("PRAGMA journal_mode=MEMORY")
        _fill(con)
    con.close()
    building.rename(path)
    return path


def _fill(con: sqlite3.Connection) -> None:
    """Every working day each officer clears so many, spread over kinds and outcomes; as many come in."""
    day, events = TODAY, 0
    while events < EVENTS:
        if day.weekday() < 5:
            share, on = divmod(PER_DAY, 6), day.isoformat()
            rows = []
            for n in range(OFFICERS):
                for at, (kind, end) in enumerate((kind, end) for kind in KINDS for end in OUTCOMES):
                    done = share[0] + ((at + n) % 6 < share[1])
                    sums = (done, 2 * done, done, done, 130 * done, done - done // 3, done // 3)
                    rows.append((f"o{n:02d}", on, kind, end, *sums))
            con.executemany(f"INSERT INTO tallies VALUES ({', '.join('?' * 11)})", rows)
            con.executemany("INSERT INTO arrivals VALUES (?, ?, ?)", [(on, kind, 180) for kind in KINDS])
            events += OFFICERS * PER_DAY
        day -= timedelta(days=1)
    from bench.million import ALL_CASES, PCNS

    con.execute(PCNS, {"cases": OPEN})
    con.execute(ALL_CASES)
    con.execute("UPDATE cases SET officer = printf('o%02d', id % 20) WHERE officer <> ''")
    con.execute("ANALYZE")


if __name__ == "__main__":
    alone(measured, runs=41)
