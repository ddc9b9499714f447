"""What the supplier's system knows happened to a practice PCN before its letter came: `history.csv`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from caseworker.law.calendar import england
from caseworker.practice.days import Days
from caseworker.practice.folder import Folder


def events(made: Folder, row: Mapping[str, Any], days: Days, rng: Random) -> None:
    """The lines of one PCN, in order, none after its letter came."""
    told = [one for one in _all(row, days, rng) if days.contravened_on <= one[0] <= days.received_on]
    for n, (on, at, event, by) in enumerate(sorted(told, key=lambda one: one[:2]), start=1):
        made.history.append(
            {"id": f"PV-{row['pcn']}-{n}", "pcn": row["pcn"], "on": on, "at": at, "event": event, "by": by}
        )


def _all(row: Mapping[str, Any], days: Days, rng: Random) -> Iterator[tuple[date, str, str, str]]:
    on, at = days.contravened_on, str(row["contravention_time"])
    if row["served_how"] == "post":
        yield on, at, "Recorded by camera; footage kept for review", str(row["enforced_by"])
        yield days.pcn_on, "06:00", "PCN printed and posted to the registered keeper", "Print room"
    else:
        yield on, at, "PCN printed by handheld, photographs sent with it", str(row["enforced_by"])
    seen = days.pcn_on + timedelta(days=rng.randrange(1, 4))
    yield seen, f"{rng.randrange(17, 23)}:{rng.randrange(10, 60)}", "Photographs looked at on the website", ""
    if rng.random() < 0.3:
        yield seen, "23:0" + str(rng.randrange(10)), "Payment page opened and left", ""
    if days.notice_to_owner_posted_on:
        posted = days.notice_to_owner_posted_on
        asked = england().previous_working_day(posted - timedelta(days=4))
        yield asked, "02:00", "Keeper asked for from DVLA", "System"
        yield asked + timedelta(days=1), "02:40", "Keeper's details received from DVLA", "System"
        yield posted, "06:00", "Notice to Owner printed and posted", "Print room"
    if days.certificate_posted_on:
        yield days.certificate_posted_on, "06:00", "Charge Certificate printed and posted", "Print room"
