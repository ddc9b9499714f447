"""Say what came of a letter: quality marking returned it, or a tribunal found against it, and why."""

from __future__ import annotations

from caseworker.casework import shelf
from caseworker.casework.acting import acting, audited
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.text import clean, one_line

KINDS = {"returned": "returned by quality marking", "tribunal": "a tribunal found against the council"}
CAUSES = {
    "letter": "what the letter says, or does not say",
    "evidence": "what was sent to prove it",
    "order": "the order, the signs or the lines",
    "policy": "how the council decides such cases",
}
"""Why, so that words are not blamed for a missing photograph."""


def check_given(kind: str, cause: str, words: str) -> str:
    """The words of a mark, made safe.

    Raises:
        Refused: the kind or the cause is not known, or there are too few words.
    """
    for given, known in ((kind, KINDS), (cause, CAUSES)):
        if given not in known:
            raise Refused(f"“{one_line(given)[:30]}” is not known.", do=f"One of: {', '.join(known)}.")
    why = clean(words).strip()
    if len(why.split()) < 3:
        raise Refused(
            "The letter was not marked: the words are missing.",
            rule="Whoever mends the wording must know what was found.",
            do="Say it in at least three words.",
        )
    return why


def mark(office: Office, number: str, kind: str, cause: str, words: str) -> str:
    """Mark an issued letter, and give what was done in words; each mark stays.

    Args:
        number: the letter's.
        kind: a key of `KINDS`.
        cause: a key of `CAUSES`.
        words: what was found, for whoever mends the wording.

    Raises:
        Refused: whoever acts is no leader, there is no such letter, kind or cause, or no words are given.
    """
    from caseworker.store import issued
    from caseworker.store import library as kept

    shelf.check_leader(office, "mark a letter")
    why = check_given(kind, cause, words)
    with acting(office) as tx:
        letter = issued.by_number(tx, number.strip())
        if letter is None:
            raise Refused(
                f"There is no letter {one_line(number)[:20]}.",
                rule="A letter is named by its number, as the post board shows it.",
                do="Look it up with :post, or in the case's timeline.",
            )
        me, now = office.officer.id, office.now()
        kept.mark(tx, letter.id, kind=kind, cause=cause, words=why, officer=me, at=now)
        fields = {"letter": letter.id, "kind": kind, "cause": cause, "reason": why}
        audited(tx, office, letter.case_id, "letter-marked", fields)
    return f"Letter {letter.number} is marked: {KINDS[kind]}, because of {CAUSES[cause]}."
