"""Targets of the practice office: from the practice day on what the file says, before it what was played."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from caseworker.config.officers import Officers, Target

PLAYED = {"asha": 3, "tobin": 2, "maren": 2}
"""Cases a day in the month before: a small office's, so that the sandbox is built in seconds."""
PLAYED_FOR = timedelta(weeks=4)
"""How long that month is, bank holidays left out of account: before it nothing was expected of anybody."""


def dated(officers: Officers, today: date) -> Officers:
    """The officers with the file's targets from the practice day on, and the played ones before it.

    Args:
        today: the practice day.
    """
    begun = today - PLAYED_FOR
    before = tuple(Target(name, begun, per_day) for name, per_day in PLAYED.items())
    now = tuple(
        Target(one.id, today, officers.target(one.id, today))
        for one in officers.everyone
        if officers.target(one.id, today)
    )
    later = tuple(one for one in officers.targets if one.from_on > today)
    return replace(officers, targets=(*before, *now, *later))
