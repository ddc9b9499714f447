"""The post of the practice month: a batch each afternoon, confirmed once it has left, and what came back."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from caseworker.casework.desk import post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseworker.casework.office import Office
    from caseworker.practice.staff import Staff

POSTER = "sefton"
"""Who hands the letters to the post room."""
COLLEAGUES = ("maren", "tobin")
"""Whose letters come back."""
BATCHED = time(16, 5)
LEFT = time(16, 50)
RETURNED = {9: "Addressee has gone away", 14: "No such address"}
"""Days of the month on which an envelope came back, counted from 0, with what stood on it."""
BACK = 6
"""How many days before it had left."""


def afternoon(people: Staff, day: date, *, leave: bool) -> tuple[str, ...]:
    """Batch the day's letters after the cut-off and let them go; gives the numbers of those that left.

    Args:
        leave: whether the batch is confirmed; the last one waits for the practice day.
    """
    office = people.desk(POSTER)
    people.clock.show(day, BATCHED)
    made = post.make_batch(office, day=day)
    if not leave:
        return ()
    people.clock.show(day, LEFT)
    return post.confirm(office, made.batch.id).letters


def came_back(people: Staff, day: date, sent: Sequence[str], why: str, *, settled: bool) -> None:
    """An envelope came back that morning; the first of the month was dealt with, the later one waits.

    Args:
        sent: the letters of that day's post. A colleague's comes back: whoever practises begins with none.
    """
    office = people.desk(POSTER)
    number = next(one for one in sent if _issuer(office, one) in COLLEAGUES)
    people.clock.show(day, time(8, 40))
    post.returned(office, number, why)
    if settled:
        people.clock.on(12)
        post.dealt_with(office, number, "They rang: a neighbour had sent it back, and they have read it.")


def _issuer(office: Office, number: str) -> str:
    """Who issued a letter."""
    from caseworker.store import issued

    with office.store.reading() as tx:
        row = issued.by_number(tx, number)
    return row.officer if row is not None else ""
