"""Who may do what, by the role that officers.toml gives: named, not signed in."""

from __future__ import annotations

from caseworker.casework.office import Office
from caseworker.law.refusals import Refused


def leaders(office: Office) -> tuple[str, ...]:
    """Ids of the leaders beside whoever acts."""
    everyone = office.officers.everyone
    return tuple(one.id for one in everyone if one.role == "leader" and one.id != office.officer.id)


def leaders_words(office: Office) -> str:
    """Which leaders may be named, for whoever asks."""
    known = leaders(office)
    return f"Name one of: {', '.join(known)}." if known else "officers.toml names no other leader: add one."


def check_post(office: Office) -> None:
    """Refuse the post to whoever has no part in it: a trainer, but in the practice office.

    Officers and leaders alike make batches, confirm them and say that they slipped: what left and what did
    not is a fact that must be told the same day, whoever stands at the tray.

    Raises:
        Refused: whoever acts is a trainer.
    """
    if office.officer.role == "trainer" and not office.training:
        raise Refused(
            f"{office.officer.name} is a trainer: the post is not theirs.",
            rule="Officers and leaders handle the post; trainers do in the practice office.",
            do="Ask an officer or a leader; roles stand in officers.toml.",
        )


def check_recall(office: Office, number: str, issued_by: str) -> None:
    """Refuse to recall somebody else's letter to whoever is no leader.

    Args:
        issued_by: id of the officer who issued it.

    Raises:
        Refused: whoever acts neither issued the letter nor is a leader.
    """
    if issued_by == office.officer.id or office.officer.role == "leader":
        return
    who, known = office.officers.name(issued_by), leaders(office)
    ask = " or ".join([who, *map(office.officers.name, known)])
    raise Refused(
        f"Letter {number} was issued by {who}, not by you.",
        rule="A letter is recalled by whoever issued it, or by a leader: it comes back to them. "
        "Nothing was changed.",
        do=f"Ask {ask}." if known else f"Ask {ask}; officers.toml names no leader.",
    )
