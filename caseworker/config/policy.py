"""``policy.toml``: the council's guidelines, which an officer weighs and may depart from with reasons."""

from __future__ import annotations

from pathlib import Path

from caseworker.config.reading import Table, read
from caseworker.law.kinds import Outcome
from caseworker.law.policy import Guideline

FAMILIES = ("parking", "removal", "clamp", "bus-lane", "moving-traffic", "clean-air-zone")
"""Of what a case can be: a guideline may speak of some of them only."""


def load_policy(path: Path) -> tuple[Guideline, ...]:
    """Read ``policy.toml``."""
    top = read(path)
    found: list[Guideline] = []
    for table in top.tables("guideline"):
        found.append(_guideline(table, {one.id for one in found}))
    top.done()
    return tuple(found)


def _guideline(table: Table, taken: set[str]) -> Guideline:
    usual = table.choice("usual_outcome", ("", *Outcome), "")
    one = Guideline(
        id=table.text("id", form=r"[a-z][a-z0-9-]{0,47}", example='"loading": small letters and hyphens'),
        situation=table.text("situation"),
        points=table.lines("points"),
        evidence_usually=table.text("evidence_usually", ""),
        usual_outcome=Outcome(usual) if usual else None,
        first_time_rule=table.text("first_time_rule", ""),
        note=table.text("note", ""),
        families=table.choices("families", FAMILIES, ()),
    )
    table.done()
    if one.id in taken:
        raise table.wrong("id", repr(one.id), "It is used twice: each guideline has an id of its own.")
    return one
