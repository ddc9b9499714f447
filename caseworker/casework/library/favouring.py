"""An officer's favourite paragraphs, each under a number from 1 to 9."""

from __future__ import annotations

from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused

PLACES = range(1, 10)


def favourites(office: Office) -> dict[int, str]:
    """The officer's own favourites: ids of wordings by number."""
    from caseworker.store import library as kept

    with office.store.raw() as reader:
        return kept.favourites(reader, office.officer.id)


def turn(office: Office, paragraph: str) -> dict[int, str]:
    """Make a paragraph a favourite under the first free number, or unmake it; gives all of them.

    Raises:
        Refused: there is no such paragraph, or all nine numbers are taken.
    """
    from caseworker.store import audit
    from caseworker.store import library as kept

    me = office.officer.id
    mine = favourites(office)
    place = next((number for number, one in mine.items() if one == paragraph), None)
    free = next((number for number in PLACES if number not in mine), None)
    with acting(office) as tx:
        if place is not None:
            kept.drop_favourite(tx, me, place)
            act = "favourite-dropped"
        elif free is None:
            raise Refused(
                "All nine numbers are taken.",
                rule="A favourite has a number key of its own, 1 to 9.",
                do="Unmake one of them first: the same key on its row.",
            )
        else:
            kept.keep_favourite(tx, me, free, office.library.get(paragraph).id)
            act = "favourite-kept"
        fields: dict[str, str | int | None] = {"paragraph": paragraph, "place": place or free}
        audit.append(tx, chain="office", act=act, officer=me, at=office.now(), fields=fields)
    return favourites(office)
