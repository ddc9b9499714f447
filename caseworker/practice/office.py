"""One import folder for the practice office, held in memory: letters, notes, payments, photographs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from caseworker.law.calendar import england
from caseworker.practice.days import Days, after_answer, days_of
from caseworker.practice.drawing import Scene, draw
from caseworker.practice.letters import Letter, letters, people, places

_LETTERS = "BCDFGHJKLMNPRSTVWXYZ"
"""Letters of a plate or a PCN that are not taken for figures and spell no word."""


@dataclass(slots=True)
class Folder:
    """The rows of each file, and the photographs."""

    cases: list[dict[str, Any]] = field(default_factory=list)
    correspondence: list[dict[str, Any]] = field(default_factory=list)
    payments: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    manifest: list[dict[str, Any]] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    by_letter: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The PCN's row behind each letter, for one that takes it further."""

    def files(self) -> dict[str, bytes]:
        """The folder as `reading.extract.read` takes it."""
        tables = {
            "cases.csv": self.cases,
            "correspondence.csv": self.correspondence,
            "payments.csv": self.payments,
            "notes.csv": self.notes,
            "evidence/manifest.csv": self.manifest,
        }
        named = {name: _csv(rows) for name, rows in tables.items() if rows}
        return named | {f"evidence/{name}": content for name, content in self.pictures.items()}


@dataclass(frozen=True, slots=True)
class Person:
    """A name with an address, made up."""

    name: str
    address: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle, made up; its mark was never issued."""

    vrm: str
    make: str
    colour: str


def folder(
    seed: int, today: date, some: Sequence[Letter] | None = None, before: Folder | None = None
) -> Folder:
    """One import of the practice office; the same for the same seed and day.

    Args:
        seed: which names, plates and numbers.
        today: the day on which it is imported.
        some: its letters; those of the practice day where not given.
        before: an earlier import, whose plates and numbers are taken.
    """
    made = Folder()
    taken = {str(row[name]) for row in before.cases for name in ("pcn", "vrm")} if before else set()
    for letter in letters() if some is None else some:
        if letter.follows and before:
            _further(made, letter, today, before.by_letter[letter.follows])
            continue
        if letter.fixed_day and date.fromisoformat(letter.fixed_notice) > today - timedelta(
            days=letter.ago + 5
        ):
            continue
        rng = Random(f"{seed}:{letter.id}")
        _case(made, letter, today, rng, taken)
    return made


def _case(made: Folder, letter: Letter, today: date, rng: Random, taken: set[str]) -> None:
    """One case: its PCN, letter, note, photographs, payment and the vehicle's other PCNs."""
    days = days_of(letter, today, rng)
    keeper, vehicle = _keeper(letter, rng), _vehicle(letter, rng, taken)
    number, other = _number(rng, taken), _number(rng, taken)
    rule = places()["code"][letter.code[:2]]
    time = letter.time or f"{rng.randrange(9, 18):02d}:{rng.randrange(60):02d}"
    row = _pcn_row(letter, days, keeper, vehicle, number, time, rule, today, rng)
    made.cases.append(row)
    made.by_letter[letter.id] = row
    words = _filled(letter, letter.text, row, keeper, other, days)
    made.correspondence.append(_letter_row(letter, days, keeper, number, words))
    note = (letter.note or rule["note"]).format_map({"from": row["observed_from"], "to": row["observed_to"]})
    made.notes.append(
        _note(number, letter, "enforcement", days.contravened_on, time, note, row["enforced_by"])
    )
    _photographs(made, letter, row, vehicle, days, time)
    if letter.paid:
        made.payments.append(
            {
                "id": f"PP-{letter.id}",
                "pcn": number,
                "received": max(today - timedelta(days=letter.paid_ago), days.pcn_on),
                "amount": f"{letter.paid / 100:.2f}",
                "method": "cheque" if letter.channel == "post" else "card",
            }
        )
    _others(made, letter, row, other, days, today, rng)


def _further(made: Folder, letter: Letter, today: date, known: Mapping[str, Any]) -> None:
    """Representations on a PCN that was in the month before: its notice to owner has gone out since."""
    days = after_answer(today - timedelta(days=letter.ago), known["pcn_served"])
    row = dict(known) | {
        "notice_to_owner_posted": days.notice_to_owner_posted_on,
        "data_as_of": f"{today.isoformat()}T07:10",
    }
    keeper = Person(row["keeper_name"], row["keeper_address"], row["keeper_postcode"])
    made.cases.append(row)
    words = _filled(letter, letter.text, row, keeper, "", days)
    made.correspondence.append(_letter_row(letter, days, keeper, row["pcn"], words))


def _pcn_row(
    letter: Letter,
    days: Days,
    keeper: Person,
    vehicle: Vehicle,
    number: str,
    time: str,
    rule: Mapping[str, Any],
    today: date,
    rng: Random,
) -> dict[str, Any]:
    hour, minute = int(time[:2]), int(time[3:])
    begun = hour * 60 + minute - int(rule["observe"])
    by_post = letter.how == "post"
    return {
        "pcn": number,
        "vrm": vehicle.vrm,
        "make": vehicle.make,
        "colour": vehicle.colour,
        "served_how": letter.how,
        "basis": letter.basis,
        "contravention_code": letter.code,
        "contravention_date": days.contravened_on,
        "contravention_time": time,
        "observed_from": f"{begun // 60:02d}:{begun % 60:02d}",
        "observed_to": time,
        "location": letter.location_on_pcn or letter.street,
        "restriction": letter.restriction or rule["restriction"],
        "enforced_by": "Camera 07"
        if letter.basis == "approved-device"
        else f"CEO {rng.randrange(210, 240):04d}",
        "pcn_served": "" if by_post else days.pcn_on,
        "pcn_posted": days.pcn_on if by_post else "",
        "notice_to_owner_posted": days.notice_to_owner_posted_on or "",
        "charge_certificate_posted": days.certificate_posted_on or "",
        "keeper_name": keeper.name,
        "keeper_address": keeper.address,
        "keeper_postcode": keeper.postcode,
        "keeper_dead": "yes" if letter.dead else "",
        "data_as_of": f"{today.isoformat()}T07:10",
    }


def _letter_row(letter: Letter, days: Days, keeper: Person, number: str, words: str) -> dict[str, Any]:
    own = not letter.agent
    return {
        "id": letter.source_id,
        "pcn": number,
        "received": days.received_on,
        "channel": letter.channel,
        "from_name": keeper.name if own else letter.agent,
        "from_address": keeper.address if own else "2 Gantry Road|Eastmere",
        "from_postcode": keeper.postcode if own else "ZZ9 2QR",
        "writer": letter.writer,
        "subject": letter.subject,
        "text": words,
    }


def _note(pcn: str, letter: Letter, kind: str, on: date, time: str, text: str, by: str) -> dict[str, Any]:
    return {
        "id": f"PN-{kind}-{letter.id}",
        "pcn": pcn,
        "at": f"{on.isoformat()}T{time}",
        "kind": kind,
        "by": by,
        "text": text,
    }


def _photographs(
    made: Folder, letter: Letter, row: Mapping[str, Any], vehicle: Vehicle, days: Days, time: str
) -> None:
    """The officer's photographs, one for a routine case and up to three else, and what the motorist sent."""
    scene = Scene(
        vrm=vehicle.vrm,
        colour=vehicle.colour,
        street=row["location"],
        restriction=row["restriction"],
        stamp=f"{days.contravened_on:%d/%m/%Y} {time}",
        hidden="signs-obscured" in letter.points,
        worn="lines-worn" in letter.points,
    )
    kinds = {"car": "Vehicle from behind, with its plate"}
    if not letter.routine:
        kinds["windscreen"] = "Windscreen with the notice"
    if any(one.startswith(("signs", "lines", "conflicting", "restriction")) for one in letter.points):
        kinds = {} if letter.routine else kinds
        kinds["sign"] = "Sign nearest to the vehicle"
    if letter.how == "post":
        kinds.pop("windscreen", None)
    for place, (kind, caption) in enumerate(kinds.items(), start=1):
        picture = draw(kind, scene, f"{row['pcn']}:{kind}")
        _picture(made, letter, row, f"{row['pcn']}-{place}.jpg", "council", caption, picture, scene.stamp)
    for place, caption in enumerate(letter.sent, start=1):
        paper = Scene(vehicle.vrm, vehicle.colour, letter.street, "", "", words=caption)
        outdoors = any(word in caption for word in ("sign", "Sign", "bay", "Bay", "tarmac", "My van"))
        picture = draw("sign" if outdoors else "paper", scene if outdoors else paper, f"{letter.id}:{place}")
        _picture(made, letter, row, f"{row['pcn']}-m{place}.jpg", "motorist", caption, picture, "")


def _picture(
    made: Folder,
    letter: Letter,
    row: Mapping[str, Any],
    name: str,
    sent_by: str,
    caption: str,
    content: bytes,
    taken: str,
) -> None:
    made.pictures[name] = content
    made.manifest.append(
        {
            "id": f"PE-{letter.id}-{name.split('-')[1].removesuffix('.jpg')}",
            "pcn": row["pcn"],
            "file": name,
            "kind": "photo",
            "sent_by": sent_by,
            "taken_at": taken,
            "caption": caption,
        }
    )


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
        blank = dict.fromkeys(
            ("pcn_posted", "notice_to_owner_posted", "charge_certificate_posted", "basis"), ""
        )
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
        words = "Caller was polite, read the letter out, asked that nobody write to him again."
        made.notes.append(
            _note(row["pcn"], letter, "telephone", days.received_on, "09:15", words, "Contact centre")
        )


def _keeper(letter: Letter, rng: Random) -> Person:
    """The keeper: a person, or a hire firm."""
    data = people()
    name = f"{rng.choice(data['first'])} {rng.choice(data['last'])}"
    if letter.firm:
        name = rng.choice(data["firms"])
    address = f"{rng.randrange(1, 180)} {rng.choice(data['roads'])}|{rng.choice(data['towns'])}"
    end = f"{rng.randrange(1, 10)}{rng.choice(_LETTERS)}{rng.choice(_LETTERS)}"
    return Person(name, address, f"ZZ{rng.randrange(1, 20)} {end}")


def _vehicle(letter: Letter, rng: Random, taken: set[str]) -> Vehicle:
    """A vehicle whose mark begins with ZZ (or Q), as none is issued."""
    vrm = letter.vrm
    while not vrm or vrm in taken:
        tail = "".join(rng.choice(_LETTERS) for _ in range(3))
        vrm = f"ZZ{rng.choice((*range(10, 27), *range(60, 76))):02d} {tail}"
    taken.add(vrm)
    return Vehicle(vrm, rng.choice(people()["makes"]), rng.choice(people()["colours"]))


def _number(rng: Random, taken: set[str]) -> str:
    """A PCN's number that no other case has."""
    number = ""
    while not number or number in taken:
        number = f"ZZ{rng.randrange(2_000_000, 9_999_999)}{rng.choice(_LETTERS)}"
    taken.add(number)
    return number


def _filled(letter: Letter, text: str, row: Mapping[str, Any], keeper: Person, other: str, days: Days) -> str:
    """A letter's words with this case's own facts."""
    facts = {
        "pcn": row["pcn"],
        "vrm": row["vrm"],
        "street": letter.street,
        "time": row["contravention_time"],
        "day": f"{days.contravened_on.day} {days.contravened_on:%B}",
        "name": keeper.name,
        "other": other,
    }
    for name, value in facts.items():
        text = text.replace(f"<<{name}>>", value)
    return text


def _csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    held = io.StringIO()
    names = list(rows[0])
    writer = csv.DictWriter(held, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode()
