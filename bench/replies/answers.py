"""Answers of which one point or one paper was left out: is it told, and is nothing told of the full ones?

``python -m bench.replies answers`` prints both, for those that are learned from and for later ones.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from bench.replies import FOLDER
from caseworker.cli.letter_facts import facts_of
from caseworker.letters.preflight import check
from caseworker.reading import dealing
from caseworker.reading.faults import faults

CODES = {"bus-lane": "34", "moving-traffic": "31", "caz": "17"}
PAPERS = "evidence:"


def _told(row: dict[str, Any], answer: str) -> set[str]:
    """What is told of an answer as a letter: the points passed over by name, papers as one."""
    pcn = {
        "authority": "Fenmere City Council",
        "pcn_number": "ZZ1234567A",
        "vrm": "ZZ19 ABC",
        "contravention_code": CODES.get(row["regime"], "01"),
        "contravention_date": "2026-01-06",
        "contravention_time": "14:17",
        "location": "Alder Road",
        "full_amount": 70,
        "discount_amount": 35,
        "charge_certificate_amount": 105,
        "representation_received": "2026-02-10",
        "reply_date": "2026-03-01",
        "reply_deemed_served": "2026-03-03",
        "place": "outside" if row["place"] == "any" else row["place"],
    }
    given = {
        "regime": row["regime"],
        "kind": "notice-of-rejection",
        "pcn": pcn,
        "challenge_points": row["points"],
        "challenge_summary": row["summary"],
    }
    facts, enclosures = facts_of(given)
    text = f"Dear Mr Brandt\n\n{answer}\n\nYou can pay £70 or appeal.\n\nYours sincerely\nT. Osei\n"
    found = {one.code for one in check(text, facts, enclosures=enclosures, deals=dealing, sounds=faults)}
    points = {code.partition(":")[2] for code in found if code.startswith("point-not-addressed:")}
    return points | ({PAPERS} if "evidence-ignored" in found else set())


def measured(name: str) -> Counter[str]:
    """How much is found in the answers of a file."""
    sums: Counter[str] = Counter()
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        full = _told(row, row["full"])
        sums["full"] += 1
        sums["full, a point told"] += bool(full - {PAPERS})
        sums["full, a paper told"] += PAPERS in full
        for one in row["without"]:
            told = _told(row, one["text"])
            for left in (one["drops"], *one.get("also_drops", ())):
                name = "paper" if left.startswith(PAPERS) else "point"
                sums[f"{name}s left out"] += 1
                sums[f"{name}s left out, told"] += (PAPERS if name == "paper" else left) in told
    return sums


def main() -> None:
    """Print it for both files."""
    for name in ("answers", "answers-later"):
        print(name, " · ".join(f"{key} {n}" for key, n in sorted(measured(name).items())))
