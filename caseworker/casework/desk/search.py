"""Find a case for somebody who asks, and what of it may be read out to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework.office import Office
from caseworker.law import charges
from caseworker.law.facts import Outcome, WriterRole
from caseworker.law.refusals import Refused
from caseworker.law.vrm import shown

if TYPE_CHECKING:
    from caseworker.casework.views import CaseView, LetterView

BY = {
    "pcn": "PCN",
    "vrm": "VRM",
    "look-alike": "VRM look-alike",
    "name": "name",
    "near-name": "name, nearly",
    "postcode": "postcode",
    "words": "words of a letter",
}
"""By what a row was found, in words."""
CHANNELS = {"web": "by web form", "email": "by email", "post": "by post", "phone": "by telephone"}
LETTERS = {
    "informal-rejection": "answer to the challenge",
    "informal-acceptance": "answer to the challenge",
    "notice-of-rejection": "answer to the representations",
    "notice-of-acceptance": "answer to the representations",
    "charge-certificate-response": "answer to the letter after the charge certificate",
    "information-request": "request for information",
}
"""What a letter is called to a caller, which does not give away its outcome."""
ASKS = "information-request"
"""A letter that decides nothing."""
SENT = ("left", "returned", "dealt-with")
"""Where a letter has left the building."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One row of a search: a PCN, with its case where it has one."""

    pcn_id: int
    case_id: int | None
    pcn: str
    vrm: str
    kind: str
    status: str
    name: str
    postcode: str
    street: str
    received: str
    by: str
    """By what it was found, in words."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found."""

    rows: tuple[Hit, ...]
    note: str
    """How many, or why not all."""


@dataclass(frozen=True, slots=True)
class Card:
    """What may be said of a case to a caller, and what not."""

    pcn: str
    to: tuple[str, ...]
    """Who it may be read to, and how they show who they are."""
    anyone: str
    """What anybody else may be told."""
    read_out: tuple[str, ...]
    keep: tuple[str, ...]
    """What is not read out."""


def search(office: Office, text: str, way: str = "") -> Hits:
    """Cases and PCNs that a search finds. It never refuses what was typed.

    Args:
        way: one of `store.search.WAYS`; any of them where empty.
    """
    from caseworker.store import search as store_search
    from caseworker.store.raw import TooLong

    if not text.strip():
        return Hits((), "Type a PCN, a VRM, a name, a postcode or words of a letter.")
    ways = (way,) if way in store_search.WAYS else store_search.WAYS
    try:
        with office.store.raw() as reader:
            found = store_search.find(reader, text, ways)
    except TooLong:
        return Hits((), "Too much would be found: type another word.")
    note = f"{len(found)} found" if found else "Nothing was found: check the spelling, or try another part."
    if len(found) >= store_search.MOST:
        note = f"The first {len(found)}: type more to narrow them."
    return Hits(tuple(_hit(row) for row in found), note)


def check_way(way: str) -> None:
    """Refuse a way to search that is not known; empty is any."""
    from caseworker.store.search import WAYS

    if way and way not in WAYS:
        raise Refused(f"Nothing is found by {way}.", do=f"Known: {', '.join(WAYS)}.")


def _hit(row: Any) -> Hit:
    received = row.received
    day = date.fromisoformat(received) if isinstance(received, str) else received
    return Hit(
        pcn_id=int(row.pcn_id),
        case_id=None if row.case_id is None else int(row.case_id),
        pcn=row.pcn,
        vrm=shown(row.vrm),
        kind=row.kind or "no case",
        status=row.status,
        name=row.name,
        postcode=row.postcode,
        street=row.street,
        received=f"{day:%d %b %Y}" if day else "",
        by=BY.get(row.by, row.by),
    )


def card(office: Office, case_id: int) -> Card:
    """What may be read out of a case.

    Raises:
        Refused: there is no such case.
    """
    from caseworker.casework.case import read

    with office.store.reading() as tx:
        seen = read(tx, office, case_id)
        days = _days(tx, case_id)
    return Card(
        pcn=seen.pcn,
        to=_to(seen),
        anyone="Anybody else: only that the council has a case, and that the keeper can ask.",
        read_out=(*_about(seen), *_received(seen), *_expected(seen, office.today(), *days), *_sent(seen)),
        keep=_keep(seen),
    )


def _on(day: date) -> str:
    """``2 December 2026``."""
    return f"{day.day} {day:%B %Y}"


def _days(tx: Any, case_id: int) -> tuple[date, date | None]:
    """The council's own day for the reply, and the law's."""
    from caseworker.store import cases

    row = cases.get(tx, case_id)
    assert row is not None
    return row.target_on, row.reply_due_on


def _to(seen: CaseView) -> tuple[str, ...]:
    """Who it may be read to. A caller shows who they are by what the file holds and they know."""
    facts = seen.facts
    found = []
    if facts.deceased:
        found.append(
            f"{facts.deceased} is recorded as dead: read to nobody before your leader has been asked."
        )
    elif seen.keeper:
        found.append(f"The registered keeper, {seen.keeper}, who gives the PCN, the VRM and their postcode.")
    writer, role = facts.writer.name, facts.writer_role
    if not writer or writer == seen.keeper:
        return tuple(found) or ("Nobody yet: the keeper is not known.",)
    if role is WriterRole.AGENT and not seen.authority_seen:
        found.append(f"Not to {writer}, who wrote for somebody else: no authority has been seen.")
    else:
        how = "with the authority that was seen" if role is WriterRole.AGENT else "of their own letter"
        found.append(f"{writer}, who wrote: {how}, once they give the PCN and their postcode.")
    return tuple(found)


def _about(seen: CaseView) -> tuple[str, ...]:
    facts = seen.facts
    day = _on(facts.contravened_on) if facts.contravened_on else "a day not known"
    return (
        f"PCN {seen.pcn}, {facts.vrm}, {day}, {facts.location}.",
        f"It stands at: {seen.stage_label}.",
        _due(seen),
    )


def _due(seen: CaseView) -> str:
    """What is due today; no sum once an answer is decided, whichever it is: the letter says what follows."""
    if any(one.where in ("waiting", "batched") and one.kind != ASKS for one in seen.letters):
        return "A decision is on its way: do not pay now, the letter says what follows."
    if seen.decision is not None and seen.status == "decided" and seen.decision.outcome != Outcome.ASK:
        return "The answer is being written: do not pay before it has come, it says what follows."
    return f"Due today: {charges.pounds(seen.money.due_pence)}. {seen.money.why}".strip()


def _received(seen: CaseView) -> tuple[str, ...]:
    found = [
        f"Received {_on(item.received_on)}, {CHANNELS.get(item.channel, item.channel)}."
        for item in seen.items
        if item.direction == "in"
    ]
    found += [
        f"Paid {charges.pounds(one.amount_pence)}, received {_on(one.received_on)}."
        for one in seen.money.payments
    ]
    return tuple(found) or ("Nothing has been received.",)


def _expected(seen: CaseView, today: date, target_on: date, reply_due_on: date | None) -> tuple[str, ...]:
    if seen.status in ("issued", "closed"):
        return ()
    found = [f"We aim to answer by {_on(target_on)}."]
    if target_on < today:
        found = ["The day by which we aim to answer has passed: we answer as soon as we can."]
    if reply_due_on is not None and reply_due_on < today:
        found.append(
            "The law's last day for our reply has passed: an officer looks at what follows from that."
        )
    elif reply_due_on is not None:
        found.append(f"The law gives the council until {_on(reply_due_on)} to serve its reply.")
    if seen.hold is not None and not seen.hold.over:
        what = "We asked for information" if seen.hold.kind == "information" else "The case waits"
        found.append(f"{what}, until {_on(seen.hold.until_on)}.")
    return tuple(found)


def _sent(seen: CaseView) -> tuple[str, ...]:
    return tuple(_letter_words(one) for one in seen.letters)


def _letter_words(one: LetterView) -> str:
    what = LETTERS.get(one.kind, "letter").capitalize()
    if not one.where or one.where in SENT:
        back = " It came back as not delivered." if one.where == "returned" else ""
        return f"{what} posted {_on(one.posts_on)}, number {one.number}.{back}"
    if one.where in ("recalled", "slipped"):
        return f"{what} is being looked at again: nothing has been posted."
    return f"{what} goes out on {_on(one.posts_on)}: it can be read then."


def _keep(seen: CaseView) -> tuple[str, ...]:
    """What is not read out, by name."""
    found = ["Addresses and telephone numbers on the file."]
    posted = any(not one.where or one.where in SENT for one in seen.letters)
    if seen.decision is not None and not posted:
        found.append("The decision: it is given in writing, and the letter has not left.")
    if seen.notes:
        found.append("Notes, among them the enforcement officer's: they are sent where they are asked for.")
    if seen.items:
        found.append("What the letter says and what the officer makes of it.")
    if seen.others:
        found.append("Other PCNs of the vehicle or the keeper.")
    if seen.hold is not None:
        found.append("Why the case waits, in the officer's words.")
    if "care" in seen.flags:
        found.append("That the letter is read with care: listen, and follow the care route.")
    return tuple(found)
