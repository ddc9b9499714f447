"""Filters of the queue that an officer keeps under a name."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.text import one_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

LONGEST_NAME = 40
MOST = 50
"""Views of one officer: more would be a list to search in."""


@dataclass(frozen=True, slots=True)
class View:
    """One kept filter."""

    name: str
    words: str


def listed(office: Office) -> tuple[View, ...]:
    """The officer's own views, by name."""
    from caseworker.store import saved_views

    with office.store.reading() as tx:
        return tuple(View(row.name, row.words) for row in saved_views.of_officer(tx, office.officer.id))


def keep(office: Office, name: str, words: str) -> View:
    """Keep a filter under a name; one of that name before is replaced.

    Raises:
        Refused: no name, a name that reads as a filter, a filter that is not understood, or too many.
    """
    from caseworker.store import saved_views
    from caseworker.store.filtering import Filter

    called, kept = one_line(name).strip(), one_line(words).strip()
    if not called or len(called) > LONGEST_NAME or any(mark in called for mark in ':<"'):
        raise Refused(
            "A view needs a name of its own.",
            rule=f'At most {LONGEST_NAME} letters, and none of : < " which belong to filters.',
            do="Give it a short name, for example: my formals.",
        )
    if not kept:
        raise Refused(
            "There is no filter to keep.",
            rule="A view is a filter under a name.",
            do="Press / to filter first.",
        )
    Filter.parse(kept, officer=office.officer.id)
    with acting(office) as tx:
        mine = {row.name for row in saved_views.of_officer(tx, office.officer.id)}
        if called not in mine and len(mine) >= MOST:
            raise Refused(f"You keep {MOST} views already.", do="Forget one with :views first.")
        saved_views.keep(tx, office.officer.id, called, kept, office.now())
        _audit(tx, office, "view-kept", called, kept)
    return View(called, kept)


def drop(office: Office, name: str) -> View:
    """Forget a view, and give what it was.

    Raises:
        Refused: there is none of that name.
    """
    from caseworker.store import saved_views

    with acting(office) as tx:
        mine = saved_views.of_officer(tx, office.officer.id)
        found = _named(tuple(View(row.name, row.words) for row in mine), name)
        saved_views.drop(tx, office.officer.id, found.name)
        _audit(tx, office, "view-dropped", found.name, found.words)
    return found


def named(office: Office, name: str) -> View:
    """The officer's view of a name, whatever its capitals.

    Raises:
        Refused: there is none.
    """
    return _named(listed(office), name)


def words_of(office: Office, words: str) -> str:
    """The filter of the view that is called so; the words themselves where none is."""
    wanted = one_line(words).strip().casefold()
    return next((one.words for one in listed(office) if one.name.casefold() == wanted), words)


def _named(views: tuple[View, ...], name: str) -> View:
    wanted = one_line(name).strip().casefold()
    for one in views:
        if one.name.casefold() == wanted:
            return one
    near = get_close_matches(wanted, [one.name.casefold() for one in views], n=1)
    known = ", ".join(one.name for one in views) or "none yet"
    raise Refused(
        f"You keep no view called {one_line(name)[:LONGEST_NAME]}.",
        do=f"Did you mean {near[0]}?" if near else f"Your views: {known}.",
    )


def _audit(tx: Connection, office: Office, act: str, name: str, words: str) -> None:
    from caseworker.store import audit

    fields: dict[str, str | int | None] = {"view": name, "filter": words}
    audit.append(tx, chain="office", act=act, officer=office.officer.id, at=office.now(), fields=fields)
