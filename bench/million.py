"""A store of a million open cases, made once by plain SQL and kept outside the project."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bench.measure import NOW, cache

CASES = 1_000_000

# Everything is worked out from the row's number, so that the same store comes out each time.
PCNS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :cases)
INSERT INTO pcns (id, pcn, vrm, vrm_raw, make, colour, regime, basis, code, level, band, place, location,
    restriction, contravened_on, contravened_time, observed_from, observed_to, enforced_by, served_how,
    served_on, stage, stage_on, keeper_name, keeper_address, keeper_postcode, keeper_dead,
    data_as_of, row_hash)
SELECT i, printf('ZZ%08d', i), printf('ZZ%02d%s%s%s', i % 90 + 10, char(65 + i % 26), char(65 + i / 26 % 26),
    char(65 + i / 676 % 26)), '', 'FORD', 'BLUE', 'tma-reg9', '', CASE i % 3 WHEN 0 THEN '12r' ELSE '01' END,
    'higher', 'A', 'london', 'Tollgate Walk ' || (i % 300), 'Permit holders only', date('2026-09-01',
    '+' || (i * 7919 % 70) || ' days'), '10:14', '', '', 'NM 214', 'fixed', date('2026-09-01',
    '+' || (i * 7919 % 70) || ' days'), 'pcn-served', date('2026-09-01', '+' || (i * 7919 % 70) || ' days'),
    'Petra Voss', '14 Quay Lane' || char(10) || 'London', 'N29 4ZZ', 0, '2026-11-20T07:10:00.000000Z', ''
FROM n
"""
ALL_CASES = """
INSERT INTO cases (id, pcn_id, pcn, vrm, regime, code, street, kind, status, open, urgency, received_on,
    reply_due_on, safe_post_on, target_on, in_discount, points, flags, officer, informal_by, writer_name,
    writer_address, writer_postcode, writer_role, authority_seen, outcome, version)
SELECT id, id, pcn, vrm, regime, code, location, kind, 'new', 1,
    coalesce(safe_post_on, '9999-12-31') || ' ' || target_on, received_on,
    CASE kind WHEN 'formal' THEN date(received_on, '+55 days') END, safe_post_on, target_on, 0, id % 4,
    CASE id % 11 WHEN 0 THEN 'care' WHEN 1 THEN 'paid' ELSE '' END,
    CASE id % 5 WHEN 0 THEN 'tobin' ELSE '' END, '', keeper_name, keeper_address, keeper_postcode, 'keeper',
    0, '', 1
FROM (SELECT *, CASE kind WHEN 'formal' THEN date(received_on, '+50 days') END AS safe_post_on,
    date(received_on, '+20 days') AS target_on FROM (SELECT *, CASE id % 4 WHEN 0 THEN 'formal'
    WHEN 1 THEN 'certificate' ELSE 'informal' END AS kind, date(contravened_on, '+5 days') AS received_on
    FROM pcns))
"""


def stores() -> tuple[Path, Path]:
    """An empty store and one of a million cases, both live."""
    from caseworker.store import schema

    empty, full = (cache() / f"{name}-{schema.HEAD}.db" for name in ("empty", "million"))
    if not empty.exists():
        _made(empty, 0)
    if not full.exists():
        _made(full, CASES)
    return empty, full


def _made(path: Path, cases: int) -> None:
    """Make a store beside its place and move it there when it is whole."""
    from caseworker.store.engine import Store

    building = path.with_name(f"{path.name}.building")
    building.unlink(missing_ok=True)
    Store.create(building, "live", NOW, "bench").close()
    if cases:
        with sqlite3.connect(building) as con:
            con.execute("PRAGMA synchronous=OFF")
            con.execute("PRAGMA journal_mode=MEMORY")
            con.execute("PRAGMA cache_size=-400000")
            con.execute(PCNS, {"cases": cases})
            con.execute(ALL_CASES)
            con.execute(
                "INSERT INTO counters (name, value) SELECT 'open:' || kind, count(*) FROM cases GROUP BY kind"
            )
        con.close()
    building.rename(path)
