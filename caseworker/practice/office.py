"""One import folder for the practice office, held in memory, case by case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from caseworker.law.calendar import england
from caseworker.practice.days import Days, after_answer, days_of
from caseworker.practice.enquiries import enquiries
from caseworker.practice.events import events
from caseworker.practice.folder import Folder, Row
from caseworker.practice.inbox import inbox, one_wrong
from caseworker.practice.letters import INSIDE, Letter, letters, places
from caseworker.practice.orders import orders
from caseworker.practice.people import Person, Vehicle, keeper, number, vehicle
from caseworker.practice.photographs import photographs
from caseworker.practice.records import minutes, noise, records
from caseworker.practice.releasing import released


def folder(
    seed: int,
    today: date,
    some: Sequence[Letter] | None = None,
    before: Folder | None = None,
    office: str = INSIDE,
) -> Folder:
    """One import of the practice office; the same for the same seed and day.

    Args:
        seed: which names, plates and numbers.
        today: the day on which it is imported.
        some: its letters; those of the practice day where not given.
        before: what was imported before, whose plates and numbers are taken.
        office: which of the practice councils.
    """
    made = Folder()
    known = before.by_letter if before else {}
    taken = {str(row[name]) for row in before.cases for name in ("pcn", "vrm")} if before else set()
    for letter in letters(office) if some is None else some:
        if letter.follows in known:
            _further(made, letter, today, known[letter.follows])
        elif not _too_soon(letter, today):
            rng = Random(f"{seed}:{letter.id}")
            _case(made, letter, today, rng, taken, known.get(letter.vehicle_of))
    if some is None:
        noise(made, seed, today, office)
        orders(made, today, office)
        enquiries(made, seed, today, office)
        if office == INSIDE:
            inbox(made, seed, today)
    return made


def _too_soon(letter: Letter, today: date) -> bool:
    """Whether a letter about a fixed day could not have come yet."""
    if not letter.fixed_day:
        return False
    return date.fromisoformat(letter.fixed_notice) > today - timedelta(days=letter.ago + 5)


def _case(
    made: Folder, letter: Letter, today: date, rng: Random, taken: set[str], same: Mapping[str, Any] | None
) -> None:
    """One case: its PCN, letters, note, photographs, records, payment and the vehicle's other PCNs."""
    days = days_of(letter, today, rng)
    who, what = keeper(letter, rng), vehicle(rng, taken, letter.vrm)
    if same is not None:
        who = Person(same["keeper_name"], same["keeper_address"], same["keeper_postcode"])
        what = Vehicle(same["vrm"], same["make"], same["colour"])
    who, what = _same_keeper(made, letter, who, what)
    own, other = number(rng, taken), number(rng, taken)
    row = _pcn_row(letter, days, who, what, own, today, rng)
    made.cases.append(row)
    made.by_letter[letter.id] = row
    _letters(made, letter, days, who, row, other)
    rule = places()["code"][letter.code[:2]]
    note = (letter.note or rule["note"]).format_map({"from": row["observed_from"], "to": row["observed_to"]})
    time = row["contravention_time"]
    made.notes.append(_note(own, letter, "enforcement", days.contravened_on, time, note, row["enforced_by"]))
    photographs(made, letter, row, what, days)
    _beside(made, letter, own, days)
    if same is None:
        records(made, letter, row, days, rng)
    events(made, row, days, rng)
    if letter.paid:
        on = max(today - timedelta(days=letter.paid_ago), days.pcn_on)
        made.payments.append(payment(letter.id, own, on, letter.paid, letter.channel))
    if (release := released(letter, days, own)) is not None:
        made.payments.append(release)
    _others(made, letter, row, other, days, today, rng)


def _same_keeper(made: Folder, letter: Letter, who: Person, what: Vehicle) -> tuple[Person, Vehicle]:
    """The keeper, and where it is the same the vehicle, of another PCN of the day."""
    row = made.by_letter.get(letter.keeper_of)
    if row is None:
        return who, what
    who = Person(row["keeper_name"], row["keeper_address"], row["keeper_postcode"])
    return who, Vehicle(row["vrm"], row["make"], row["colour"]) if letter.same_vehicle else what


def _beside(made: Folder, letter: Letter, own: str, days: Days) -> None:
    """What runs beside the PCN, at the tribunal or at the court, and what was written from there."""
    for n, one in enumerate(letter.beside, start=1):
        if one.told:
            on = days.received_on - timedelta(days=one.ended_before or one.before)
            note = _note(own, letter, "note", on, "10:40", one.told.strip("\n"), "Appeals desk")
            made.notes.append(note | {"id": f"PN-told-{n}-{letter.id}"})
        ended = days.received_on - timedelta(days=one.ended_before) if one.result else ""
        made.proceedings.append(
            {
                "pcn": own,
                "kind": one.kind,
                "reference": one.reference,
                "form": one.form,
                "ground": one.ground,
                "began": days.received_on - timedelta(days=one.before),
                "ended": ended,
                "result": one.result,
            }
        )


def _further(made: Folder, letter: Letter, today: date, known: Mapping[str, Any]) -> None:
    """Representations on a PCN that was in the month before: its notice to owner has gone out since."""
    days = after_answer(today - timedelta(days=letter.ago), known["pcn_served"])
    row = dict(known) | {
        "notice_to_owner_posted": days.notice_to_owner_posted_on,
        "data_as_of": f"{today.isoformat()}T07:10",
    }
    who = Person(row["keeper_name"], row["keeper_address"], row["keeper_postcode"])
    made.cases.append(row)
    made.by_letter[letter.id] = row
    _letters(made, letter, days, who, row, "")


def _letters(
    made: Folder, letter: Letter, days: Days, who: Person, row: Mapping[str, Any], other: str
) -> None:
    """The letter, and those of the same case that came before it."""
    for n, one in enumerate(letter.before, start=1):
        first = _letter_row(letter, days, who, row["pcn"], _filled(letter, one.text, row, who, other, days))
        day = max(days.received_on - timedelta(days=one.days), days.pcn_on)
        made.correspondence.append(
            first | {"id": f"{letter.source_id}-b{n}", "received": day, "channel": one.channel, "subject": ""}
        )
    words = _filled(letter, letter.text, row, who, other, days)
    subject = _filled(letter, letter.subject, row, who, other, days)
    made.correspondence.append(_letter_row(letter, days, who, row["pcn"], words) | {"subject": subject})


def _pcn_row(
    letter: Letter, days: Days, who: Person, what: Vehicle, own: str, today: date, rng: Random
) -> Row:
    rule = places()["code"][letter.code[:2]]
    time = letter.time or f"{rng.randrange(9, 18):02d}:{rng.randrange(60):02d}"
    begun = minutes(time) - int(rule["observe"])
    by_post = letter.how == "post"
    return {
        "pcn": own,
        "vrm": what.vrm,
        "make": what.make,
        "colour": what.colour,
        "served_how": letter.how,
        "basis": letter.basis,
        "contravention_code": letter.code,
        "contravention_date": days.contravened_on,
        "contravention_time": time,
        "observed_from": f"{begun // 60:02d}:{begun % 60:02d}",
        "observed_to": time,
        "location": letter.location_on_pcn or letter.street,
        "restriction": letter.restriction or rule["restriction"],
        "enforced_by": "Camera 07" if letter.by_camera else f"CEO {rng.randrange(210, 240):04d}",
        "pcn_served": "" if by_post else days.pcn_on,
        "pcn_posted": days.pcn_on if by_post else "",
        "notice_to_owner_posted": days.notice_to_owner_posted_on or "",
        "charge_certificate_posted": days.certificate_posted_on or "",
        "keeper_name": who.name,
        "keeper_address": who.address,
        "keeper_postcode": who.postcode,
        "keeper_dead": "yes" if letter.dead else "",
        "enforcement_notice_posted": days.enforcement_posted_on or "",
        "rejection_posted": days.rejection_posted_on or "",
        "order_posted": days.order_posted_on or "",
        **_vehicle_row(letter, days, time),
        "data_as_of": f"{today.isoformat()}T07:10",
    }


def _vehicle_row(letter: Letter, days: Days, time: str) -> Row:
    """What became of a vehicle that was held, and what one in a zone was charged as."""
    later = minutes(time) + 20
    return {
        "kind_of_hold": letter.hold,
        "taken": days.taken_on or "",
        "taken_time": f"{later // 60:02d}:{later % 60:02d}" if letter.hold else "",
        "pound": "Wharf pound" if letter.hold == "removal" else "",
        "released": days.released_on or "",
        "rights_given": days.released_on or "",
        "vehicle_class": letter.vehicle_class,
    }


def _letter_row(letter: Letter, days: Days, who: Person, own: str, words: str) -> Row:
    by_keeper = not letter.agent
    return {
        "id": letter.source_id,
        "pcn": own,
        "received": days.received_on,
        "channel": letter.channel,
        "from_name": who.name if by_keeper else letter.agent,
        "from_address": who.address if by_keeper else "2 Gantry Road|Eastmere",
        "from_postcode": who.postcode if by_keeper else "ZZ9 2QR",
        "writer": letter.writer,
        "subject": letter.subject,
        "text": words,
        "kind": "",
    }


def _note(pcn: str, letter: Letter, kind: str, on: date, time: str, text: str, by: str) -> Row:
    return {
        "id": f"PN-{kind}-{letter.id}",
        "pcn": pcn,
        "at": f"{on.isoformat()}T{time}",
        "kind": kind,
        "by": by,
        "text": text,
    }


def payment(of: str, pcn: str, on: date, pence: int, channel: str) -> Row:
    """A payment received: by cheque from those who write on paper."""
    method = "cheque" if channel == "post" else "card"
    return {"id": f"PP-{of}", "pcn": pcn, "received": on, "amount": f"{pence / 100:.2f}", "method": method}


def _others(
    made: Folder, letter: Letter, row: Mapping[str, Any], other: str, days: Days, today: date, rng: Random
) -> None:
    """Other PCNs of the same vehicle: one that the letter names, an earlier slip, or one by chance."""
    if letter.other_pcn:
        second = dict(row) | {"pcn": other, "contravention_time": "12:31", "observed_from": "12:26"}
        made.cases.append(second | {"observed_to": "12:31"})
    elif letter.same_vrm_as or rng.random() < 0.15:
        back = rng.randrange(150, 240) if letter.same_vrm_as else rng.randrange(60, 700)
        day = england().previous_working_day(days.contravened_on - timedelta(days=back))
        blank = dict.fromkeys(_OWN, "")
        code = row["contravention_code"] if letter.same_vrm_as else "05"
        earlier = dict(row) | blank | {"pcn": other, "served_how": "fixed", "contravention_code": code}
        earlier |= {"contravention_date": day, "pcn_served": day, "keeper_dead": ""}
        made.cases.append(earlier)
        if letter.same_vrm_as:
            words = (
                f"Cancelled after an informal challenge: first time that the badge had slipped. See {other}."
            )
            told = england().next_working_day(day + timedelta(days=12))
            made.notes.append(_note(row["pcn"], letter, "note", told, "11:20", words, "Parking Disputes"))
    if letter.channel == "phone":
        words = "Caller was polite, read the letter out, asked that nobody write to them again."
        made.notes.append(
            _note(row["pcn"], letter, "telephone", days.received_on, "09:15", words, "Contact centre")
        )


_OWN = (
    *("pcn_posted", "notice_to_owner_posted", "charge_certificate_posted", "basis"),
    *("enforcement_notice_posted", "rejection_posted", "order_posted", "vehicle_class"),
    *("kind_of_hold", "taken", "taken_time", "pound", "released", "rights_given"),
)
"""Columns of a PCN that another one of the same vehicle does not share."""


def _filled(letter: Letter, text: str, row: Mapping[str, Any], who: Person, other: str, days: Days) -> str:
    """A letter's words with this case's own facts."""
    facts = {
        "pcn": row["pcn"],
        "wrong": one_wrong(row["pcn"]),
        "vrm": row["vrm"],
        "street": letter.street,
        "time": row["contravention_time"],
        "day": f"{days.contravened_on.day} {days.contravened_on:%B}",
        "date": f"{days.contravened_on:%d/%m/%Y}",
        "name": who.name,
        "other": other,
    }
    for name, value in facts.items():
        text = text.replace(f"<<{name}>>", value)
    return text
