"""A new notice to whoever is liable now: a PCN of its own, with its own days, beside the one it replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseworker.casework.acting import recorded
from caseworker.casework.desk.proceedings.given import Given
from caseworker.casework.office import Office
from caseworker.casework.standing import Around
from caseworker.law.calendar import deemed_served_on, england
from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection


def new_notice(tx: Connection, office: Office, found: Around, event: str, given: Given) -> tuple[str, str]:
    """Write the PCN of the person who is liable now; what was done in words, and where it stands.

    Raises:
        Refused: nobody is named, or its number is missing or taken.
    """
    from caseworker.store import audit, post, proceedings

    number = _number(tx, found, given)
    law, served = regime(found.pcn.regime), deemed_served_on(given.on, given.service, england()).day
    by_itself = law.enforcement_notice == "pcn"
    stage = "issued-discount" if by_itself else law.enforcement_notice
    days = {"dated_on": given.on, "served_on": served} if by_itself else {}
    new = proceedings.add_copy(
        tx,
        found.pcn.id,
        pcn=number,
        keeper_name=clean(given.person.name),
        keeper_address="\n".join(map(clean, given.person.address)),
        keeper_postcode=clean(given.person.postcode),
        stage=stage,
        stage_on=given.on,
        **days,
    )
    if not by_itself:
        post.add_notice(tx, new, law.enforcement_notice, given.on, served)
    words = (
        f"{law.terms} for {found.pcn.pcn} to {clean(given.person.name)}: {number}, served {served:%d %b %Y}"
    )
    who, now = office.officer.id, office.now()
    for pcn_id, told in ((found.pcn.id, words), (new, f"{words}; it replaces {found.pcn.pcn}")):
        recorded(tx, office, pcn_id, None, event, told, on=given.on)
    fields = {"event": event, "on": given.on.isoformat(), "pcn": new, "parent": found.pcn.id}
    audit.append(tx, chain=f"pcn:{new}", act="event", officer=who, at=now, fields=fields)
    return f"{words}.", stage


def _number(tx: Connection, found: Around, given: Given) -> str:
    """The new PCN's number, which nobody has yet."""
    from caseworker.store import proceedings

    if not given.person.name or not given.person.address:
        raise Refused(
            "The new notice names nobody.",
            rule="It is served on whoever is liable now, at their address.",
            do="Give name, address and postcode.",
        )
    if not given.pcn:
        raise Refused(
            "The new notice has no number.",
            rule="It is a PCN of its own, as the case system numbers it.",
            do="Give the number of the PCN that goes out.",
        )
    number = normal_pcn(given.pcn)
    if proceedings.pcn_by_number(tx, number) is not None:
        raise Refused(
            f"{number} is known here already.", do=f"Give the number that replaces {found.pcn.pcn}."
        )
    return number
