"""A batch lands whole or not at all, again changes nothing, and opens cases by law, not by label."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from caseworker.casework.desk.intake import TakenIn, plan, take_in
from caseworker.casework.landing.known import Known
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.reading.extract import read
from tests.hostile import payloads
from tests.reading.samples import CASE, EVIDENCE, LETTER, NOTE, PAYMENT, folder, png, table

OWNER = {"notice_to_owner_posted": "2026-11-05"}
BOTH = OWNER | {"pcn_served": "2026-08-06", "contravention_date": "2026-08-06"}
TABLES = (
    "pcns", "notices", "cases", "items", "item_texts", "payments", "notes", "evidence", "evidence_bytes",
    "events", "batches", "counters", "audit",
)  # fmt: skip


def rows(office: Office, name: str) -> list[dict[str, Any]]:
    """A table's rows."""
    with office.store.reading() as tx:
        return [dict(row._mapping) for row in tx.execute(sa.text(f"SELECT * FROM {name}"))]


def everything(office: Office) -> dict[str, list[dict[str, Any]]]:
    """All that an import could change."""
    return {name: rows(office, name) for name in TABLES}


def take(office: Office, **changed: bytes) -> TakenIn:
    """Take a folder in."""
    return take_in(office, read(folder(**changed)))


def test_a_folder_lands_with_everything_in_it(office: Office) -> None:
    done = take(office)
    assert (done.new, done.changed, done.unchanged, done.cases_opened) == (5, 0, 0, 1)
    assert done.landed
    (case,), (item,), (text,) = rows(office, "cases"), rows(office, "items"), rows(office, "item_texts")
    assert (case["kind"], case["status"], case["open"], case["version"]) == ("informal", "new", 1, 1)
    assert case["pcn"] == "ZZ1234567A"
    assert case["street"] == "Alder Road, outside 14"
    assert item["case_id"] == case["id"]
    assert bytes(text["original"]) == b"There was no sign."
    assert rows(office, "payments")[0]["amount_pence"] == 8000
    assert bytes(rows(office, "evidence_bytes")[0]["content"]) == png()
    assert rows(office, "counters") == [{"name": "open:informal", "value": 1}]
    assert [one["act"] for one in rows(office, "audit")] == ["intake"]
    assert "informal-hold" in [one["stage"] for one in rows(office, "pcns")]


def test_the_same_folder_again_changes_nothing(office: Office) -> None:
    take(office)
    before = everything(office)
    again = take(office)
    assert again.again
    assert not again.landed
    assert (again.new, again.changed, again.unchanged) == (0, 0, 5)
    assert everything(office) == before


def test_the_same_rows_in_another_file_change_nothing(office: Office) -> None:
    take(office)
    before = everything(office)
    again = take(office, cases=table(CASE | {"contravention_date": "06/10/2026"}))
    assert not again.again
    assert not again.landed
    assert everything(office) == before


@pytest.mark.postgres
def test_postgresql_holds_the_same(on_postgres: Office, office: Office) -> None:
    hostile = folder(letters=table(LETTER | {"text": "a\x00b \u202e [/] \x1b[2J"}))
    for _ in range(2):
        assert take_in(on_postgres, read(hostile)) == take_in(office, read(hostile))
    changed = folder(cases=table(CASE | OWNER | {"data_as_of": "2026-11-21T07:10"})) | hostile
    changed["cases.csv"] = table(CASE | OWNER | {"data_as_of": "2026-11-21T07:10"})
    assert take_in(on_postgres, read(changed)) == take_in(office, read(changed))
    for name in ("pcns", "cases", "items", "item_texts", "notes", "events", "counters"):
        there, here = rows(on_postgres, name), rows(office, name)
        assert len(there) == len(here)
        texts = [{key: value for key, value in row.items() if isinstance(value, str)} for row in there]
        for text, row in zip(texts, here, strict=True):
            assert {key: row[key] for key in text} == text


def test_a_dry_run_says_the_same_and_writes_nothing(office: Office) -> None:
    before = everything(office)
    told = take_in(office, read(folder()), dry_run=True)
    assert everything(office) == before
    assert not told.landed
    assert replace(told, landed=True) == take(office)


@pytest.mark.parametrize(
    "changed",
    [
        {"cases": table(CASE | {"pcn": "12"})},
        {"letters": table(LETTER | {"pcn": "ZZ9999999Z"})},
        {"payments": table(PAYMENT | {"received": "2026-12-01"})},
        {"notes": table(NOTE | {"at": "2026-12-01T10:00"})},
        {"picture": b"<html>"},
        {"cases": table(CASE | {"contravention_code": "34j"})},
    ],
)
def test_one_wrong_row_and_nothing_lands(office: Office, changed: dict[str, bytes]) -> None:
    before = everything(office)
    done = take(office, **changed)
    assert done.faults
    assert not done.landed
    assert everything(office) == before


def test_all_faults_are_listed_those_of_reading_law_and_store_together(office: Office) -> None:
    take(office)
    done = take(
        office,
        cases=table(CASE | {"pcn": "ZZ1234567B", "contravention_code": "98"}, CASE | {"pcn": "12"}),
        letters=table(LETTER | {"text": "Other words."}, LETTER | {"id": "L-2", "pcn": "ZZ9999999Z"}),
    )
    assert [(one.file, one.line, one.column) for one in done.faults] == [
        ("cases.csv", 2, "contravention_code"),
        ("cases.csv", 3, "pcn"),
        ("correspondence.csv", 2, "id"),
        ("correspondence.csv", 3, "pcn"),
    ]


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("letters", LETTER | {"text": "I never said that."}),
        ("payments", PAYMENT | {"amount": "81"}),
        ("notes", NOTE | {"text": "Permit seen."}),
        ("evidence", EVIDENCE | {"caption": "Something else"}),
    ],
)
def test_what_was_once_taken_in_may_not_change(office: Office, name: str, row: dict[str, str]) -> None:
    take(office)
    before = everything(office)
    done = take(office, **{name: table(row)})
    assert [one.column for one in done.faults] == ["id"]
    assert everything(office) == before


def test_a_fault_while_writing_leaves_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from caseworker.casework.landing import write

    def broken(*_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(write, "_event_rows", broken)
    before = everything(office)
    with pytest.raises(RuntimeError):
        take(office)
    assert everything(office) == before


def test_a_picture_changed_after_it_was_checked_is_refused(office: Office, tmp_path: Path) -> None:
    for name, content in folder().items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content)
    extract = read(tmp_path / "in")
    (tmp_path / "in/evidence/one.png").write_bytes(png(9, 9))
    before = everything(office)
    with pytest.raises(Refused, match="was changed while"):
        take_in(office, extract)
    assert everything(office) == before


def test_changed_facts_change_the_pcn_and_raise_the_cases_version(office: Office) -> None:
    take(office)
    done = take(office, cases=table(CASE | {"keeper_name": "Al Other", "data_as_of": "2026-11-21T07:10"}))
    assert (done.new, done.changed, done.cases_opened) == (0, 1, 0)
    assert rows(office, "pcns")[0]["keeper_name"] == "Al Other"
    assert rows(office, "cases")[0]["version"] == 2
    assert [(one["chain"], one["act"]) for one in rows(office, "audit")] == [
        ("office", "intake"),
        ("office", "intake"),
        ("case:1", "intake"),
    ]


def test_older_facts_do_not_overwrite_newer_ones(office: Office) -> None:
    take(office)
    done = take(office, cases=table(CASE | {"keeper_name": "Al Other", "data_as_of": "2026-11-01T07:10"}))
    assert [one.column for one in done.faults] == ["data_as_of"]
    assert rows(office, "pcns")[0]["keeper_name"] == "Jo Example"


def test_facts_known_as_of_later_do_not_raise_the_version(office: Office) -> None:
    take(office)
    done = take(office, cases=table(CASE | {"data_as_of": "2026-11-21T07:10"}))
    assert done.landed
    assert done.changed == 0
    assert rows(office, "pcns")[0]["data_as_of"].startswith("2026-11-21T07:10")
    assert rows(office, "cases")[0]["version"] == 1


@pytest.mark.parametrize(
    ("case", "received", "kind", "stage"),
    [
        ({}, "2026-10-12", "informal", "informal-hold"),
        (OWNER, "2026-11-06", "informal", "notice-to-owner"),
        (OWNER, "2026-11-09", "formal", "representations-hold"),
        (
            BOTH | {"charge_certificate_posted": "2026-11-12"},
            "2026-11-16",
            "certificate",
            "charge-certificate",
        ),
        (
            {"served_how": "post", "basis": "approved-device", "pcn_served": "", "pcn_posted": "2026-10-08"},
            "2026-10-12",
            "formal",
            "representations-hold",
        ),
    ],
)
def test_kind_and_stage_are_the_laws_whatever_the_subject_says(
    office: Office, case: dict[str, str], received: str, kind: str, stage: str
) -> None:
    label = "FORMAL REPRESENTATIONS" if kind == "informal" else "INFORMAL CHALLENGE"
    letter = LETTER | {"received": received, "subject": label}
    done = take_in(office, read({"cases.csv": table(CASE | case), "correspondence.csv": table(letter)}))
    assert done.faults == ()
    assert rows(office, "cases")[0]["kind"] == kind
    assert rows(office, "pcns")[0]["stage"] == stage


def test_formal_representations_carry_the_laws_days_and_others_only_the_target(office: Office) -> None:
    take(office, cases=table(CASE | OWNER), letters=table(LETTER | {"received": "2026-11-10"}))
    (case,) = rows(office, "cases")
    assert case["reply_due_on"] == "2027-01-04"
    # Day 56 is Mon 4 Jan; posted Wed 30 Dec it is served that Monday (Thu 31 Dec, then 1 Jan is a holiday).
    assert case["safe_post_on"] == "2026-12-30"
    assert case["urgency"].startswith("2026-12-30 ")
    assert date.fromisoformat(case["target_on"]) > date(2026, 11, 10)


def test_letters_of_one_kind_join_one_case_whose_days_count_from_the_first(office: Office) -> None:
    one, two = LETTER | {"received": "2026-11-12"}, LETTER | {"id": "L-2", "received": "2026-11-10"}
    take(office, cases=table(CASE | OWNER), letters=table(one))
    done = take(office, cases=table(CASE | OWNER), letters=table(one, two))
    assert done.cases_opened == 0
    (case,) = rows(office, "cases")
    assert case["received_on"] == "2026-11-10"
    assert case["reply_due_on"] == "2027-01-04"
    assert case["version"] == 2
    assert {item["case_id"] for item in rows(office, "items")} == {case["id"]}


def test_an_unanswered_challenge_is_read_with_the_representations_and_lends_no_days(office: Office) -> None:
    letters = table(LETTER | {"received": "2026-10-12"}, LETTER | {"id": "L-2", "received": "2026-11-10"})
    done = take(office, cases=table(CASE | OWNER), letters=letters)
    assert done.cases_opened == 1
    (case,) = rows(office, "cases")
    assert (case["kind"], case["received_on"]) == ("formal", "2026-11-10")
    assert len({item["case_id"] for item in rows(office, "items")}) == 1


def test_a_letter_after_the_answer_opens_a_new_case(office: Office) -> None:
    take(office)
    with office.store.writing() as tx:
        tx.execute(
            sa.text("UPDATE cases SET open = 0, status = 'issued', officer = 'asha', outcome = 'uphold'")
        )
    later = LETTER | {"id": "L-2", "received": "2026-11-10"}
    done = take(office, cases=table(CASE | OWNER), letters=table(LETTER, later))
    assert done.cases_opened == 1
    assert [(case["kind"], case["informal_by"]) for case in rows(office, "cases")][1] == ("formal", "asha")


def test_a_payment_reaches_the_open_case(office: Office) -> None:
    take_in(office, read({"cases.csv": table(CASE), "correspondence.csv": table(LETTER)}))
    take_in(office, read({"payments.csv": table(PAYMENT)}))
    (case,) = rows(office, "cases")
    assert (case["flags"], case["version"]) == ("paid", 2)


def test_large_print_stays_as_an_officer_left_it_when_more_comes_in(office: Office) -> None:
    asks = LETTER | {"text": "I was loading. Please answer in large print."}
    take_in(office, read({"cases.csv": table(CASE), "correspondence.csv": table(asks)}))
    take_in(office, read({"payments.csv": table(PAYMENT)}))
    assert rows(office, "cases")[0]["flags"] == "care paid large-print"
    with office.store.writing() as tx:
        tx.execute(sa.text("UPDATE cases SET flags = 'care paid'"))
    more = LETTER | {"id": "L-2", "text": "I was loading, as I wrote."}
    take_in(office, read({"correspondence.csv": table(more)}))
    assert rows(office, "cases")[0]["flags"] == "care paid", "what was taken back is not set by older letters"


def test_a_certificate_told_later_moves_the_stage(office: Office) -> None:
    take_in(office, read({"cases.csv": table(CASE | BOTH)}))
    assert rows(office, "pcns")[0]["stage"] == "notice-to-owner"
    later = CASE | BOTH | {"charge_certificate_posted": "2026-11-19", "data_as_of": "2026-11-21T07:10"}
    take_in(office, read({"cases.csv": table(later)}))
    assert rows(office, "pcns")[0]["stage"] == "charge-certificate"
    assert [one["kind"] for one in rows(office, "notices")] == ["notice-to-owner", "charge-certificate"]


@pytest.mark.parametrize(
    ("case", "letter", "flags"),
    [
        ({}, {"text": "I should just end it all"}, "care"),
        ({}, {"text": "See also ZZ 7654321 B please"}, "another-pcn"),
        ({}, {"text": "This is zz1234567a again"}, ""),
        ({}, {"text": "I was loading. Please answer in large print."}, "care large-print"),
        ({}, {"text": "A large van stood there. Please send me the photographs."}, ""),
        ({"keeper_dead": "yes"}, {}, "dead"),
        (OWNER, {"received": "2026-11-12", "writer": "agent", "from_name": "A Firm"}, "not-keeper"),
        (OWNER, {"received": "2026-11-12", "writer": "unknown", "from_name": "Other Person"}, "not-keeper"),
        (OWNER, {"received": "2026-11-12", "writer": "unknown", "from_name": "jo  EXAMPLE"}, ""),
        ({}, {"writer": "driver"}, ""),
        (
            {
                "notice_to_owner_posted": "2026-10-12",
                "contravention_date": "2026-08-06",
                "pcn_served": "2026-08-06",
            },
            {"received": "2026-11-11"},
            "late",
        ),
    ],
)
def test_flags_say_what_to_see_first(
    office: Office, case: dict[str, str], letter: dict[str, str], flags: str
) -> None:
    done = take_in(
        office, read({"cases.csv": table(CASE | case), "correspondence.csv": table(LETTER | letter)})
    )
    assert done.faults == ()
    assert rows(office, "cases")[0]["flags"] == flags


def test_the_challenge_within_the_discount_is_known(office: Office) -> None:
    for number, (received, within) in enumerate({"2026-10-19": 1, "2026-10-20": 0}.items()):
        pcn = f"ZZ222222{number}A"
        files = {
            "cases.csv": table(CASE | {"pcn": pcn}),
            "correspondence.csv": table(LETTER | {"id": pcn, "pcn": pcn, "received": received}),
        }
        take_in(office, read(files))
        (case,) = [row for row in rows(office, "cases") if row["pcn"] == pcn]
        assert case["in_discount"] == within


def test_the_timeline_tells_how_the_stage_was_reached(office: Office) -> None:
    take(office, cases=table(CASE | OWNER), letters=table(LETTER | {"received": "2026-11-10"}))
    moves = [(one["event"], one["from_stage"], one["to_stage"]) for one in rows(office, "events")]
    assert moves == [
        ("pcn-served", "", ""),
        ("notice-to-owner-served", "issued-full", "notice-to-owner"),
        ("representations-received", "notice-to-owner", "representations-hold"),
        ("payment-received", "", ""),
        ("imported", "", ""),
    ]


@pytest.mark.parametrize("words", payloads.SHORT.values(), ids=payloads.SHORT.keys())
def test_hostile_words_stand_in_the_store_as_marked_text_with_none_lost(office: Office, words: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    done = take(
        office,
        cases=table(CASE | {"keeper_name": words, "location": f"x {words}", "make": words}),
        letters=table(LETTER | {"text": words, "from_name": words, "subject": words, "from_address": words}),
        notes=table(NOTE | {"text": words, "by": words}),
        evidence=table(EVIDENCE | {"caption": words}),
    )
    assert done.faults == ()
    from caseworker.text import clean

    stored = [
        *(rows(office, "pcns")[0][name] for name in ("keeper_name", "location", "make")),
        rows(office, "item_texts")[0]["text"],
        *(rows(office, "items")[0][name] for name in ("from_name", "subject")),
        *(rows(office, "cases")[0][name] for name in ("street", "writer_name")),
        *(rows(office, "notes")[0][name] for name in ("text", "by")),
        rows(office, "evidence")[0]["caption"],
    ]
    for text in stored:
        assert clean(text) == text
        assert all(word in text for word in clean(words).split())
    assert bytes(rows(office, "item_texts")[0]["original"]).decode() == words


def test_two_thousand_cases_land_in_a_moment(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real: Callable[..., Any] = sa.Connection.execute

    def counted(self: sa.Connection, statement: Any, *rest: Any, **more: Any) -> Any:
        asked.append(str(statement)[:40])
        return real(self, statement, *rest, **more)

    monkeypatch.setattr(sa.Connection, "execute", counted)
    cases = table(*(CASE | {"pcn": f"ZZ{n:07d}A"} for n in range(2_500)))
    letters = table(*(LETTER | {"pcn": f"ZZ{n:07d}A", "id": f"L-{n}"} for n in range(2_500)))
    done = take_in(office, read({"cases.csv": cases, "correspondence.csv": letters}))
    assert done.cases_opened == 2_500
    assert len(asked) < 60, "rows are written together, not one by one"


def test_what_another_import_brought_at_the_same_moment_is_said_in_words(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(office)
    before = everything(office)
    # As if the other import had landed between this one's look and its writing.
    monkeypatch.setattr(plan, "look", lambda *_, **__: Known())
    with pytest.raises(Refused, match="Another import has just brought one of these PCNs") as no:
        take(office, notes=table(NOTE, NOTE | {"id": "N-9"}))
    assert "nothing was lost" in (no.value.rule or "") and (no.value.do or "").startswith("Import again")
    monkeypatch.undo()
    assert everything(office) == before
    assert take(office, notes=table(NOTE, NOTE | {"id": "N-9"})).landed


@pytest.mark.postgres
def test_of_two_first_imports_of_a_pcn_at_once_the_second_is_refused_in_words(on_postgres: Office) -> None:
    second, given = replace(on_postgres), []
    note = {"notes": table(NOTE, NOTE | {"id": "N-9"})}

    def other() -> None:
        try:
            given.append(take(second, **note))
        except Exception as fault:
            given.append(fault)

    thread = threading.Thread(target=other)

    def told(step: str, done: int, of: int) -> None:
        """All is written and not yet saved: the other import begins, and comes to wait for this one."""
        if step != "Writing" or done != of:
            return
        thread.start()
        waits = sa.text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        for _ in range(3_000):
            with second.store.writing() as tx:
                if tx.execute(waits).scalar_one():
                    return
            time.sleep(0.01)

    assert take_in(on_postgres, read(folder()), told=told).landed
    thread.join()
    (no,) = given
    assert isinstance(no, Refused) and no.what == "Another import has just brought PCN ZZ1234567A."
    assert len(rows(on_postgres, "pcns")) == 1 and len(rows(on_postgres, "batches")) == 1
    assert take(second, **note).landed
    second.store.close()
