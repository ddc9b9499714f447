"""What can happen to a PCN now, and what stands in the way of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caseworker.casework.desk.proceedings.asking import NEW, Asks, asks
from caseworker.casework.desk.proceedings.given import Given
from caseworker.casework.office import Office
from caseworker.casework.standing import DISPUTES, Around, around
from caseworker.law import guards, hire, stages
from caseworker.law.barring import Bar, Standing
from caseworker.law.citations import Citation, Status
from caseworker.law.refusals import Refused
from caseworker.law.regimes import Regime, regime
from caseworker.law.stages import Transition
from caseworker.law.tables import table

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

LETTERS = frozenset(
    {
        *("challenge-accepted", "challenge-rejected", "challenge-rejected-discount"),
        *("representations-accepted", "representations-rejected", "refund-after-payment"),
    }
)
"""Events that a letter of ours is: they happen when it leaves, and are never entered by themselves."""
MAIL = frozenset({"challenge-received", "representations-received"})
"""Events that come in with the mail."""
ENDS = ("cancelled", "written-off", "void")
"""The stages of which whoever wrote is told by a letter."""
_ANSWERED = Citation("HOUSE", "whoever wrote is told what became of it", Status.INFERRED)
MOVED = "transferred"
"""The stage of a PCN whose liability has moved to somebody else."""


@dataclass(frozen=True, slots=True)
class Possible:
    """One event that the stage table has here."""

    regime: str
    event: str
    label: str
    start: str
    """The stage at which the PCN stands."""
    to: str
    """The stage it leads to, in words; empty where the notice stays where it is."""
    effect: str
    guard: str
    """What must be true first, in words."""
    bars: tuple[Bar, ...]
    """What stands in its way today, as far as it is known before it is filled in."""
    citation: Citation
    asks: Asks
    """What is asked for when it is entered."""


def possible(office: Office, pcn: str) -> tuple[Possible, ...]:
    """Everything that can be entered on a PCN where it stands, with what bars it today.

    Where liability has moved, the new notice to whoever is liable now is among it.

    Raises:
        Refused: no such PCN is known.
    """
    with office.store.reading() as tx:
        found = around(tx, office, pcn_row(tx, pcn))
    return _listed(found)


def elsewhere(regime_id: str, stage_id: str, typed: str) -> str:
    """Where the events meant by a few letters can happen, as they cannot at this stage; "" for none."""
    words, at = typed.casefold().replace("-", " ").split(), stages.stage_of(regime_id, stage_id)
    found: dict[str, list[str]] = {}
    for stage in stages.stages(regime_id):
        for one in stages.events(regime_id, stage.id):
            named = f"{one.event} {one.label}".casefold().replace("-", " ")
            if one.event not in LETTERS | MAIL and all(word in named for word in words):
                found.setdefault(one.label, []).append(stage.label)
    found = {label: where for label, where in found.items() if at.label not in where}
    told = [f"{label}. It can happen at: {'; '.join(where)}." for label, where in found.items()]
    return "\n\n".join([f"Not where this PCN stands ({at.label}):", *told]) if words and told else ""


def here(found: Around) -> str:
    """What can happen to a PCN where it stands, in a sentence; what is barred today is left out."""
    free = [one.event for one in _listed(found) if not one.bars]
    return f"What can happen here: {', '.join(free)}." if free else "Nothing can happen here today."


def _listed(found: Around) -> tuple[Possible, ...]:
    law, start = regime(found.facts.regime), found.facts.stage
    listed = []
    for one in stages.events(law.id, start):
        if one.event in LETTERS or one.event in MAIL:
            continue
        to = stages.stage_of(law.id, one.to).label if one.to != start else ""
        bars = (*guards.bars(one.event, found.facts, _asked_for(found.standing)), *unanswered(found, one))
        asked = asks(law.id, one.event)
        listed.append(
            Possible(
                law.id, one.event, one.label, start, to, one.effect, one.guard, bars, one.citation, asked
            )
        )
    if start == MOVED:
        listed += [_new(found, law, event) for event in sorted(NEW)]
    return tuple(listed)


def _new(found: Around, law: Regime, event: str) -> Possible:
    """A new notice, to be entered on the PCN that it replaces."""
    who = "hirer" if event.startswith("hirer") else "owner"
    bars = guards.bars(event, found.facts, _asked_for(found.standing))
    effect = "A PCN of its own is written beside this one, with its own days."
    label, asked = f"A new notice to the {who} was served", asks(law.id, event)
    return Possible(law.id, event, label, found.facts.stage, "", effect, "", bars, law.citation, asked)


def pcn_row(tx: Connection, pcn: str, *, hold: bool = False) -> Row[tuple[object, ...]]:
    """A PCN's row.

    Raises:
        Refused: no such PCN is known.
    """
    from caseworker.law.pcn import normal_pcn
    from caseworker.store import proceedings

    number = normal_pcn(pcn)
    row = proceedings.pcn_by_number(tx, number, hold=hold)
    if row is None:
        raise Refused(f"No PCN {number} is known here.", do="Check the number, or import it.")
    return row


def barred(found: Around, event: str, given: Given) -> tuple[Bar, ...]:
    """What stands in the way of an event as it was filled in."""
    standing = replace(
        found.standing,
        posting_on=given.on,
        service=given.service,
        confirmed=given.confirmed,
        reason=given.why,
        hire_missing=_hire_missing(found, event, given),
    )
    law = regime(found.facts.regime)
    move = next((one for one in stages.events(law.id, found.facts.stage) if one.event == event), None)
    return (*guards.bars(event, found.facts, standing), *(unanswered(found, move) if move else ()))


def unanswered(found: Around, move: Transition) -> tuple[Bar, ...]:
    """What ends a PCN is told to whoever wrote and was not answered: their case is decided instead."""
    waits = any(one.open and one.kind in DISPUTES for one in found.cases)
    if not waits or move.to == move.start or move.to not in ENDS:
        return ()
    words = f"Somebody wrote about {found.pcn.pcn} and was not answered: open the case and decide it (d); "
    return (Bar("unanswered", f"{words}the letter does the rest.", _ANSWERED),)


def _hire_missing(found: Around, event: str, given: Given) -> tuple[str, ...] | None:
    """What the hire papers do not show; nothing where they do not matter, or were not judged."""
    if event not in table("guards")["acts"]["hire-transfer"] or not given.hire:
        return None
    if not regime(found.facts.regime).hire_transfer:
        return None
    judged = hire.judge(found.facts.regime, given.hire)
    return tuple(one.missing for one in (*judged.missing, *judged.unanswered))


def _asked_for(standing: Standing) -> Standing:
    """As if everything that is asked for when an event is entered had been given."""
    return replace(standing, confirmed=True, reason="given", hire_missing=())
