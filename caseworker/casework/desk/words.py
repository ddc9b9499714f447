"""The council's own words: what counts as spelt right in its letters beside the dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused

MOST = 5_000
"""Words of a council's own: more would be a dictionary."""


@dataclass(frozen=True, slots=True)
class OwnWord:
    """One word, who added it and when."""

    word: str
    by: str
    at: datetime


def listed(office: Office) -> tuple[OwnWord, ...]:
    """The council's words, by the alphabet."""
    from caseworker.store import words

    with office.store.reading() as tx:
        return tuple(
            OwnWord(row.word, office.officers.name(row.officer), row.added_at) for row in words.every(tx)
        )


def add(office: Office, word: str) -> str:
    """Add a word to the council's own, and give it as it is kept; adding it again changes nothing.

    Raises:
        Refused: it is no single word, or there are too many already.
    """
    from caseworker.letters.spelling import as_word
    from caseworker.store import audit, words

    kept = as_word(word)
    if not kept:
        raise Refused(
            f"“{' '.join(word.split())[:60]}” is not a single word.",
            rule="A word has letters and apostrophes only; parts joined by hyphens are added one by one.",
            do="Add one word at a time.",
        )
    with acting(office) as tx:
        if len(words.every(tx)) >= MOST:
            raise Refused(
                f"The council keeps {MOST:,} words already.", do="Take some away: caseworker words drop."
            )
        if words.add(tx, kept, office.officer.id, office.now()):
            fields: dict[str, str | int | None] = {"word": kept}
            audit.append(
                tx,
                chain="office",
                act="word-added",
                officer=office.officer.id,
                at=office.now(),
                fields=fields,
            )
    return kept


def drop(office: Office, word: str) -> str:
    """Take a word away from the council's own, and give it as it was kept.

    Raises:
        Refused: it is not there.
    """
    from caseworker.store import audit, words

    wanted = " ".join(word.split())
    with acting(office) as tx:
        kept = next((row.word for row in words.every(tx) if row.word.casefold() == wanted.casefold()), "")
        if not kept:
            raise Refused(
                f"“{wanted[:60]}” is not among the council's words.", do="caseworker words list shows them."
            )
        words.drop(tx, kept)
        fields: dict[str, str | int | None] = {"word": kept}
        audit.append(
            tx, chain="office", act="word-dropped", officer=office.officer.id, at=office.now(), fields=fields
        )
    return str(kept)
