"""The import folder of the practice day: records for its letters, places with orders, post to index."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from PIL import Image

from caseworker.law.hours import outside
from caseworker.law.vrm import look_alikes, normal
from caseworker.practice.folder import Folder
from caseworker.practice.inbox import one_wrong
from caseworker.practice.letters import letters, places, unsorted
from caseworker.practice.office import folder
from caseworker.practice.people import misread
from caseworker.reading.extract import read
from caseworker.reading.rows import Extract
from tests.practice.conftest import TODAY


@pytest.fixture(scope="module")
def made() -> Folder:
    """The folder of the day."""
    return folder(7, TODAY)


@pytest.fixture(scope="module")
def extract(made: Folder) -> Extract:
    """The same, as an import reads it."""
    return read(made.files())


def test_what_a_camera_saw_has_one_film_of_its_own_vehicle_and_minute(made: Folder, extract: Extract) -> None:
    films = [one for one in extract.evidence if one.kind == "film"]
    wanted = {made.by_letter[one.id]["pcn"]: one for one in letters() if one.film or one.filmed}
    assert sorted(one.pcn for one in films) == sorted(wanted) and len(wanted) > 2
    rows = {row["pcn"]: row for row in made.cases}
    for one in films:
        row = rows[one.pcn]
        assert one.caption == f"Film of {row['enforced_by']}" and one.path == ""
        stamp = f"{row['contravention_date']:%d/%m/%Y} {row['contravention_time']}:00"
        assert one.taken_at == stamp
        # One that only drives through is seen for a shorter time than one that stands.
        stands = wanted[one.pcn].film or wanted[one.pcn].code.startswith("31")
        least = 100_000 if stands else 50_000
        assert isinstance(one.content, bytes) and least < len(one.content) < 2_000_000


def session(made: Folder, letter: str) -> dict[str, Any]:
    return next(row for row in made.sessions if row["id"] == f"PS-{letter}")


def permit(made: Folder, letter: str) -> dict[str, Any]:
    return next(row for row in made.permits if row["id"] == f"PM-{letter}")


def test_it_is_read_without_a_fault_and_every_file_is_there(made: Folder, extract: Extract) -> None:
    assert extract.faults == ()
    assert len(extract.cases) == len(made.cases) > 180
    for rows in (extract.history, extract.permits, extract.sessions, extract.locations, extract.orders):
        assert rows
    assert len(extract.post) == len(unsorted())


def test_pictures_are_what_they_are_called(made: Folder) -> None:
    kinds = {"evidence": (640, 400), "orders": (640, 400), "post": (620, 877)}
    seen = set()
    for name, content in made.pictures.items():
        where = name.split("/")[0]
        if where in kinds and where not in seen:
            seen.add(where)
            assert Image.open(io.BytesIO(content)).size == kinds[where]
    assert seen == set(kinds)


def test_a_payment_for_the_wrong_mark_is_of_one_that_is_taken_for_it(made: Folder) -> None:
    wrong = [one for one in letters() if "paid-wrong-vehicle" in one.points and not one.record]
    alike = [
        look_alikes(session(made, one.id)["vrm"], made.by_letter[one.id]["vrm"])
        for one in wrong
        if "permit-held" not in one.points
    ]
    assert len(alike) >= 4 and all(alike)
    assert look_alikes(misread("ZZ60 DVO"), "ZZ60 DVO")
    assert normal(misread("ZZ34 TKW")) != "ZZ34TKW"


def test_what_a_letter_tells_of_its_payment_is_on_record(made: Folder) -> None:
    paid = session(made, "app-next-street")
    row = made.by_letter["app-next-street"]
    assert (paid["location"], row["location"], paid["amount"]) == ("Alder Gardens", "Alder Road", "2.60")
    assert (paid["starts"][-5:], paid["ends"][-5:]) == ("10:31", "12:31")
    assert session(made, "grace-0841")["ends"].endswith("10:30")
    assert made.by_letter["grace-0841"]["contravention_time"] == "10:41"
    assert not [row for row in made.sessions if row["id"] == "PS-grace-no-session"]


def test_only_cases_that_turn_on_it_lie_outside_the_hours_of_their_place(made: Folder) -> None:
    letter_of = {row["pcn"]: letter for letter, row in made.by_letter.items()}
    lying = {
        letter_of[row["pcn"]]
        for row in made.cases
        if outside(row["restriction"], row["contravention_date"], row["contravention_time"])
    }
    assert lying == {"polite-winning-point", "after-half-six", "old-tariff"}


def test_an_officer_s_note_ends_paid_time_early_only_where_that_is_in_dispute(made: Folder) -> None:
    running = {one.id for one in letters() if "paid-session-valid" in one.points}
    told = {
        row["pcn"]: found[1]
        for row in made.notes
        if (found := re.search(r"Paid (?:session|time) ended before (\d\d:\d\d)", row["text"]))
    }
    for row in made.sessions:
        letter = row["id"].removeprefix("PS-")
        pcn = made.by_letter.get(letter, {}).get("pcn", "")
        assert letter in running or row["ends"][-5:] <= told.get(pcn, "24:00"), letter


def test_permits_bear_out_some_letters_and_not_others(made: Folder) -> None:
    own, other = permit(made, "permit-on-record"), permit(made, "r-changed-car")
    assert own["vrm"] == made.by_letter["permit-on-record"]["vrm"]
    assert other["vrm"] != made.by_letter["r-changed-car"]["vrm"]
    for letter in ("odd-characters", "day-fifty-four", "which-day-is-it"):
        assert look_alikes(permit(made, letter)["vrm"], made.by_letter[letter]["vrm"]), letter
    ended = permit(made, "r-formal-permit-2")
    assert ended["valid_to"] < made.by_letter["r-formal-permit-2"]["contravention_date"]
    assert not [row for row in made.permits if row["id"] == "PM-r-permit-number-3"]


def test_every_street_has_a_place_an_order_and_a_sign(made: Folder) -> None:
    assert {row["street"] for row in made.locations} == {
        row["name"] for row in places()["street"] if row.get("office") is None
    }
    orders = {row["id"] for row in made.orders}
    signs = {row["location"] for row in made.papers if row["kind"] == "sign"}
    unsigned = {one["place"] for one in places()["code"].values() if not one.get("signed", True)}
    for row in made.locations:
        assert row["order"] in orders
        assert row["id"] in signs or row["place"] in unsigned
    streets = {row["street"].casefold() for row in made.locations}
    lost = {row["location"] for row in made.cases if row["location"].casefold() not in streets}
    assert lost <= {"Station Road", "Elder Road"}, "only the two that are named wrong on purpose"


def test_each_restriction_of_a_street_is_a_part_of_its_own_with_its_own_sign(made: Folder) -> None:
    parts: dict[tuple[str, str], dict[str, Any]] = {}
    for row in made.locations:
        assert (row["street"], row["restriction"]) not in parts and row["place"]
        parts[row["street"], row["restriction"]] = row
        assert row["hours"] in row["restriction"]
    captions = {row["location"]: row["caption"] for row in made.papers if row["kind"] == "sign"}
    for row in made.cases:
        street = row["location"].title().replace("'S", "'s")
        if row["contravention_code"][:2] == "21" or street in ("Station Road", "Elder Road"):
            continue
        place = parts[street, row["restriction"]]
        shown = captions.get(place["id"], "")
        assert not shown or row["restriction"] in shown, "no other part's sign"
    corn = {row["restriction"]: row["id"] for row in made.locations if row["street"] == "Corn Street"}
    (hour,) = (own for words, own in corn.items() if words.startswith("Maximum stay 1 hour"))
    assert "Maximum stay 1 hour" in captions[hour]
    infirmary = [row for row in made.locations if row["street"] == "Infirmary Road"]
    assert {row["hours"] for row in infirmary} == {"Mon-Sat 8am-6.30pm", "Mon-Sat 7am-7pm"}


def test_the_post_holds_an_exact_pcn_a_wrong_one_a_stranger_and_one_for_two(made: Folder) -> None:
    known = {row["pcn"] for row in made.cases}
    by_id = {row["id"]: row for row in made.post}
    wrong = by_id["PX-one-figure-wrong"]["pcn"]
    true = made.by_letter["last-safe-day"]["pcn"]
    assert wrong == one_wrong(true) not in known
    assert sum(one != other for one, other in zip(wrong, true, strict=True)) == 1
    scanned = by_id["PX-letters-for-figures"]["pcn"]
    assert scanned not in known and "O" in scanned[2:-1], "a letter read for a figure"
    assert by_id["PX-name-and-mark-only"]["pcn"] == ""
    mail = {name: text.decode() for name, text in made.pictures.items() if name.startswith("mail/")}
    named = {name: {pcn for pcn in known if pcn in text} for name, text in mail.items()}
    assert sorted(len(pcns) for pcns in named.values()) == [0, 0, 1, 2]


def test_nothing_is_told_of_a_pcn_before_it_or_after_its_letter(made: Folder) -> None:
    letters_of = {row["pcn"]: row["received"] for row in made.correspondence}
    first = {row["pcn"]: row["contravention_date"] for row in made.cases}
    assert len(made.history) > 2 * len(letters_of)
    for row in made.history:
        assert first[row["pcn"]] <= row["on"] <= letters_of[row["pcn"]]
