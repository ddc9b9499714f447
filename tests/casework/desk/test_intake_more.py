"""History, permits, sessions, places and orders land and are replaced; mail finds its case or waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseworker.casework.desk import indexing
from caseworker.casework.desk.intake import TakenIn
from caseworker.casework.desk.intake.run import Stopped
from caseworker.law.refusals import Refused
from caseworker.reading.extract import read
from tests.casework.desk.posted import mail, mail_with, post, taken
from tests.casework.office import INFORMAL, Desk
from tests.hostile import payloads
from tests.reading import samples
from tests.reading.samples import CASE, LETTER, NOTE, PAYMENT, png, table

NEW = "ZZ3000001A"
FRESH = CASE | {"pcn": NEW, "data_as_of": "2026-11-20T07:10"}
BACKGROUND = {
    "permits.csv": table(samples.PERMIT),
    "sessions.csv": table(samples.SESSION),
    "orders/orders.csv": table(samples.ORDER),
    "locations.csv": table(samples.LOCATION),
}


def counts(done: TakenIn) -> dict[str, tuple[int, int, int]]:
    """New, changed and unchanged rows by file."""
    assert not done.faults, [one.words for one in done.faults]
    return {one.file: (one.new, one.changed, one.unchanged) for one in done.files}


def test_what_stands_beside_the_pcns_lands_and_is_replaced_by_what_comes_later(each_desk: Desk) -> None:
    office = each_desk("sefton")
    assert counts(taken(office, BACKGROUND)) == dict.fromkeys(BACKGROUND, (1, 0, 0))
    assert each_desk.rows(
        "SELECT l.street_key, o.source_id FROM locations l JOIN orders o ON o.id = l.order_id"
    ) == [(" ".join(samples.LOCATION["street"].casefold().split()), samples.ORDER["id"])]
    assert each_desk.value("SELECT vrm_alike FROM permits")
    again = BACKGROUND | {"permits.csv": table(samples.PERMIT, samples.PERMIT | {"id": "PM-2"})}
    assert counts(taken(office, again))["permits.csv"] == (1, 0, 1)
    other = {
        "permits.csv": table(samples.PERMIT | {"zone": "Zone Q"}),
        "sessions.csv": table(samples.SESSION | {"location": "Elsewhere"}),
        "orders/orders.csv": table(samples.ORDER | {"title": "Another title"}),
        "locations.csv": table(samples.LOCATION | {"order": ""}),
    }
    assert counts(taken(office, other)) == dict.fromkeys(other, (0, 1, 0))
    assert each_desk.value("SELECT zone FROM permits WHERE source_id = ?", samples.PERMIT["id"]) == "Zone Q"
    assert each_desk.rows("SELECT order_id FROM locations") == [(None,)]
    assert taken(office, other).again


def test_papers_of_an_order_are_kept_with_their_bytes(desk: Desk) -> None:
    files = BACKGROUND | {"orders/manifest.csv": table(samples.PAPER)}
    files[f"orders/{samples.PAPER['file']}"] = png()
    assert counts(taken(desk("sefton"), files))["orders/manifest.csv"] == (1, 0, 0)
    ((content,),) = desk.rows("SELECT content FROM order_paper_bytes")
    assert bytes(content) == png()
    changed = files | {"orders/manifest.csv": table(samples.PAPER | {"caption": "Another"})}
    (fault,) = taken(desk("sefton"), changed).faults
    assert (fault.file, fault.column) == ("orders/manifest.csv", "id")


def test_an_order_that_is_nowhere_is_a_fault(desk: Desk) -> None:
    (fault,) = taken(desk("sefton"), {"locations.csv": table(samples.LOCATION)}).faults
    assert (fault.file, fault.column) == ("locations.csv", "order")
    assert desk.rows("SELECT id FROM locations") == []


def test_history_is_added_and_never_changed(each_desk: Desk) -> None:
    office = each_desk("sefton")
    row = samples.HISTORY | {"pcn": INFORMAL}
    version = each_desk.see(INFORMAL).version
    assert counts(taken(office, {"history.csv": table(row)})) == {"history.csv": (1, 0, 0)}
    assert each_desk.see(INFORMAL).version == version + 1
    (fault,) = taken(office, {"history.csv": table(row | {"event": "Something else"})}).faults
    assert (fault.file, fault.column) == ("history.csv", "id")
    (fault,) = taken(office, {"history.csv": table(row | {"id": "H-9", "on": "2027-01-01"})}).faults
    assert fault.column == "on"
    (fault,) = taken(office, {"history.csv": table(row | {"id": "H-9", "pcn": NEW})}).faults
    assert "has no case" in fault.found


def test_each_case_that_opens_is_told_counted_and_found_by_its_words(each_desk: Desk) -> None:
    letter = LETTER | {
        "id": "L-77",
        "pcn": NEW,
        "text": "The kerbstone wobbled.",
        "from_name": "Quentin Oldcastle",
    }
    done = taken(each_desk("sefton"), {"cases.csv": table(FRESH), "correspondence.csv": table(letter)})
    assert done.cases_opened == 1
    told = each_desk.rows("SELECT kind, hold, stage, officer FROM outcomes WHERE pcn = ?", NEW)
    assert told == [("received", "on", "informal-hold", "sefton")]
    day = date.fromisoformat(letter["received"])
    assert each_desk.rows("SELECT received FROM arrivals WHERE day_on = ?", day.isoformat()) == [(1,)]
    from caseworker.casework.desk.search import search

    for words in ("kerbstone wobbled", "oldcastle"):
        assert [one.pcn for one in search(each_desk(), words).rows] == [NEW]
    renamed = FRESH | {"keeper_name": "Wilhelmina Fotheringay", "data_as_of": "2026-11-20T08:10"}
    taken(each_desk("sefton"), {"cases.csv": table(renamed)})
    assert [one.pcn for one in search(each_desk(), "fotheringay").rows] == [NEW]


def test_mail_that_names_one_known_pcn_goes_to_it_and_keeps_its_bytes_and_pictures(each_desk: Desk) -> None:
    office = each_desk("sefton")
    content = mail_with(png(), f"PCN {INFORMAL.lower()}", f"About {INFORMAL} and ZZ9999999Z")
    assert counts(taken(office, {"mail/a.eml": content})) == {"mail/": (1, 0, 0)}
    seen = each_desk.see(INFORMAL)
    assert seen.items[-1].channel == "email"
    assert (
        bytes(each_desk.rows("SELECT original FROM item_texts ORDER BY item_id DESC LIMIT 1")[0][0])
        == content
    )
    assert seen.evidence[-1].sent_by == "motorist"
    assert indexing.inbox(office) == ()
    before = each_desk.everything()
    counted = counts(
        taken(office, {"mail/b.eml": content, "notes.csv": table(NOTE | {"pcn": INFORMAL, "id": "N-5"})})
    )
    assert counted["mail/"] == (0, 0, 1)
    assert before["letters"] == each_desk.everything()["letters"]


def test_a_message_that_waits_keeps_its_pictures_until_it_is_indexed(desk: Desk) -> None:
    office, message = desk("sefton"), {"mail/a.eml": mail_with(png(), "Ticket", f"About {NEW}")}
    assert taken(office, message).to_inbox == 1
    done = taken(office, message | {"cases.csv": table(FRESH)})
    assert counts(done) == {"cases.csv": (1, 0, 0), "mail/": (0, 0, 1)}
    assert desk.rows("SELECT e.id FROM evidence e JOIN pcns p ON p.id = e.pcn_id WHERE p.pcn = ?", NEW) == []
    (piece,) = indexing.inbox(office)
    assert indexing.matches(office, piece.id)[0].pcn == NEW
    indexing.index(office, piece.id, piece.version, NEW)
    assert [one.name for one in desk.see(NEW).evidence] == ["sign.png"]
    assert counts(taken(office, message | {"notes.csv": table(NOTE | {"pcn": NEW})}))["mail/"] == (0, 0, 1)


@pytest.mark.parametrize(
    ("subject", "text"),
    [("Hello", "no number"), ("ZZ9999999Z", "nobody's"), (f"{INFORMAL} and", "ZZ1000003A both")],
)
def test_mail_that_names_none_or_several_waits(desk: Desk, subject: str, text: str) -> None:
    done = taken(desk("sefton"), {"mail/a.eml": mail(subject, text)})
    assert (done.to_inbox, done.cases_opened) == (1, 0)
    (piece,) = indexing.inbox(desk())
    assert (piece.channel, piece.received_on, piece.subject) == ("email", date(2026, 11, 17), subject)


@pytest.mark.parametrize("day", ["Tue, 17 Nov 2099 09:00:00 +0000", "yesterday"])
def test_mail_of_a_day_to_come_or_of_none_came_today(desk: Desk, day: str) -> None:
    done = taken(desk("sefton"), {"mail/a.eml": mail("Hello", "no number", day=day)})
    assert not done.faults
    assert indexing.inbox(desk())[0].received_on == date(2026, 11, 20)


def test_a_message_of_50_000_parts_waits_as_unreadable_with_its_bytes_kept(desk: Desk) -> None:
    part = b"--x\r\nContent-Type: text/plain\r\n\r\na\r\n"
    content = (
        b"From: a@mail.example\r\nSubject: many\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        + part * 50_000
    )
    done = taken(desk("sefton"), {"mail/many.eml": content, "notes.csv": table(NOTE | {"pcn": INFORMAL})})
    assert not done.faults
    (piece,) = indexing.inbox(desk())
    assert "open the original" in piece.fault
    assert indexing.whole(desk(), piece.id).original == content
    indexing.index(desk(), piece.id, piece.version, INFORMAL)
    assert "open the original" in desk.see(INFORMAL).items[-1].text or desk.see(INFORMAL).items[-1].text


def test_scanned_post_always_waits_and_its_scan_becomes_evidence(each_desk: Desk) -> None:
    files = post({"pcn": INFORMAL, "file": "scan.png"}, **{"post/scan.png": png()})
    done = taken(each_desk("sefton"), files)
    assert (done.to_inbox, counts(done)) == (1, {"post/post.csv": (1, 0, 0)})
    (piece,) = indexing.inbox(each_desk())
    indexing.index(each_desk(), piece.id, piece.version, INFORMAL)
    scan = each_desk.see(INFORMAL).evidence[-1]
    assert (scan.kind, scan.caption) == ("photo", "The letter as it came")
    assert counts(taken(each_desk("sefton"), files | {"notes.csv": table(NOTE | {"pcn": INFORMAL})}))[
        "post/post.csv"
    ] == (0, 0, 1)
    (fault,) = taken(each_desk("sefton"), post({"id": "S-9", "received": "2027-01-01"})).faults
    assert fault.column == "received"


def test_a_faulty_case_gives_its_letters_no_false_fault(desk: Desk) -> None:
    for wrong in ({"vrm": "!"}, {"contravention_code": "34j"}):
        files = {
            "cases.csv": table(FRESH | wrong),
            "correspondence.csv": table(LETTER | {"id": "L-8", "pcn": NEW}),
        }
        done = taken(desk("sefton"), files)
        assert [one.file for one in done.faults] == ["cases.csv"]


def test_faulty_rows_are_set_aside_with_everything_of_their_pcn_and_the_rest_lands(each_desk: Desk) -> None:
    other, nowhere = "ZZ3000002A", "ZZ3000009A"
    files = {
        "cases.csv": table(FRESH, FRESH | {"pcn": other, "contravention_code": "34j"}),
        "correspondence.csv": table(
            LETTER | {"id": "L-1x", "pcn": NEW},
            LETTER | {"id": "L-2x", "pcn": other},
            LETTER | {"id": "L-3x", "pcn": nowhere},
        ),
        "payments.csv": table(PAYMENT | {"id": "P-9", "pcn": nowhere}),
        "mail/a.eml": mail("Hello", f"About {other}"),
    }
    done = taken(each_desk("sefton"), files, set_aside=frozenset())
    assert done.landed
    assert [(one.file, one.column) for one in done.faults] == [
        ("cases.csv", "served_how"),
        ("payments.csv", "pcn"),
    ]
    assert done.aside == (("cases.csv", 3), ("correspondence.csv", 3), ("payments.csv", 2))
    assert (done.cases_opened, done.to_inbox) == (1, 2)
    assert each_desk.rows("SELECT pcn FROM pcns WHERE pcn LIKE 'ZZ3%'") == [(NEW,)]
    assert {one.pcn_read for one in indexing.inbox(each_desk())} == {nowhere, other}
    # The folder, put right, lands what was left out; all else is as before.
    right = files | {"cases.csv": table(FRESH, FRESH | {"pcn": other})}
    del right["payments.csv"]
    again = taken(each_desk("sefton"), right)
    assert (again.faults, again.cases_opened) == ((), 1)
    assert each_desk.value("SELECT count(*) FROM items WHERE source_id IN ('L-1x', 'L-2x')") == 2


def test_a_row_that_cannot_be_read_sets_its_pcn_aside(desk: Desk) -> None:
    files = {
        "cases.csv": table(FRESH, FRESH | {"pcn": "ZZ3000002A"}),
        "correspondence.csv": table(LETTER | {"id": "L-1x", "pcn": NEW}),
        "payments.csv": table(PAYMENT | {"id": "P-9", "pcn": NEW, "amount": "much"}),
    }
    done = taken(desk("sefton"), files, set_aside={NEW})
    assert done.landed
    assert done.aside == (("cases.csv", 2), ("correspondence.csv", 2))
    assert desk.rows("SELECT pcn FROM pcns WHERE pcn LIKE 'ZZ3%'") == [("ZZ3000002A",)]
    with pytest.raises(Refused, match="Only rows are set aside"):
        taken(desk("sefton"), files | {"notes.csv": b""}, set_aside={NEW})


def test_stopped_while_writing_nothing_is_there(each_desk: Desk) -> None:
    before = each_desk.everything()
    extract = read(
        {"cases.csv": table(FRESH), "correspondence.csv": table(LETTER | {"pcn": NEW, "id": "L-1x"})}
    )
    from caseworker.casework.desk.intake import take_in

    steps: list[tuple[str, int, int]] = []

    def told(step: str, done: int, of: int) -> None:
        steps.append((step, done, of))

    def stop() -> bool:
        return bool(steps) and steps[-1][0] == "Writing" and steps[-1][1] == 1

    with pytest.raises(Stopped, match="nothing was taken in"):
        take_in(each_desk("sefton"), extract, told=told, stop=stop)
    assert each_desk.everything() == before
    assert take_in(each_desk("sefton"), extract).landed


@pytest.mark.parametrize("words", list(payloads.SHORT.values())[:10], ids=list(payloads.SHORT)[:10])
def test_hostile_words_beside_the_pcns_land_marked(desk: Desk, words: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    told: dict[str, Any] = {
        "permits.csv": table(samples.PERMIT | {"holder": words, "zone": words}),
        "sessions.csv": table(samples.SESSION | {"words": words, "location": f"x {words}"}),
        "history.csv": table(samples.HISTORY | {"pcn": INFORMAL, "event": f"x {words}"}),
        "mail/a.eml": mail("Hello", words),
    }
    assert not taken(desk("sefton"), told).faults
    stored = [
        *desk.rows("SELECT holder, zone FROM permits"),
        *desk.rows("SELECT words, location FROM sessions"),
        *desk.rows("SELECT event FROM history"),
        *desk.rows("SELECT text FROM inbox_texts"),
    ]
    from caseworker.text import clean

    assert all(clean(cell) == cell for row in stored for cell in row)


def test_a_second_import_of_two_handfuls_is_as_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from caseworker.casework.desk.intake import run

    monkeypatch.setattr(run, "AT_ONCE", 2)
    rows = [FRESH | {"pcn": f"ZZ30000{n:02}A"} for n in range(5)]
    letters = [LETTER | {"id": f"L-{n}x", "pcn": f"ZZ30000{n:02}A"} for n in range(5)]
    files = {"cases.csv": table(*rows), "correspondence.csv": table(*letters)}
    done = taken(desk("sefton"), files, dry_run=True)
    assert replace(done, landed=True) == taken(desk("sefton"), files)
    assert done.cases_opened == 5
