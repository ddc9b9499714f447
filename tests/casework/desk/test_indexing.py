"""Post finds its PCN with reasons, lands as an import would have landed it, and a slip can be undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from caseworker.casework.desk import claim, hold, indexing
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.store import audit, tables
from tests.casework.desk.posted import mail_with, put, taken
from tests.casework.office import AGENT, FORMAL, INFORMAL, LATE_INFORMAL, LOADING, Desk, at_once
from tests.hostile import payloads
from tests.reading.samples import CASE, LETTER, png, table

QUIET = "ZZ1000020A"
"""A PCN that nobody has disputed."""


@pytest.fixture
def office(each_desk: Desk) -> Desk:
    """The office, with a PCN more that nobody has disputed."""
    row = CASE | {"pcn": QUIET, "vrm": "ZZ29 BOB", "data_as_of": "2026-11-20T07:10"}
    row |= {"contravention_date": "2026-11-10", "pcn_served": "2026-11-10"}
    row |= {"keeper_name": "Tamsin Quill", "keeper_postcode": "ZZ9 8QQ"}
    assert not taken(each_desk("sefton"), {"cases.csv": table(row)}).faults
    return each_desk


def reasons(office: Desk, piece: int) -> dict[str, tuple[str, ...]]:
    """Why each PCN is offered."""
    return {one.pcn: one.reasons for one in indexing.matches(office(), piece)}


def test_what_waits_is_listed_oldest_first_with_its_day(office: Desk) -> None:
    put(office(), {"id": "S-1"}, {"id": "S-2", "received": "2026-11-09"})
    first, second = indexing.inbox(office())
    assert (first.received_on, second.received_on) == (date(2026, 11, 9), date(2026, 11, 17))
    assert first.due_on > first.received_on
    assert indexing.count(office()) == 2
    assert indexing.whole(office(), second.id).text == "There was no sign."


TOLD = [
    ({"pcn": QUIET}, "the PCN it came with"),
    ({"text": "About zz 10000 20 a please"}, ""),
    ({"text": "About zz1000020a please"}, "its PCN is named"),
    ({"pcn": "ZZ1000200A"}, "ZZ1000200A with two characters the other way round"),
    ({"pcn": "ZZ1000920A"}, "one character off from ZZ1000920A"),
    ({"pcn": "ZZ100020A"}, "one character off from ZZ100020A"),
    ({"pcn": "ZZ1000X20A"}, "one character off from ZZ1000X20A"),
    ({"pcn": "zz 1O0OO20 a"}, "ZZ1O0OO20A is easily read for it"),
    ({"text": "About zz10oo020a please"}, "ZZ10OO020A is easily read for it"),
    ({"text": "About SOLIDLOGOS please"}, ""),
    ({"text": "My car ZZ29BOB was there"}, "its vehicle is named"),
    ({"text": "My car ZZ29 B0B was there"}, "ZZ29B0B is named, easily taken for ZZ29 BOB"),
    ({"from_name": "tamsin  QUILL", "from_postcode": "zz98qq"}, "same name and postcode"),
    ({"from_postcode": "ZZ9 8QQ"}, "same postcode"),
    ({"from_name": "Tamsin Quill", "from_postcode": ""}, "same name on an earlier letter or notice"),
    ({"text": "I live at ZZ9 8QQ"}, "same postcode"),
]


def test_a_pcn_is_offered_with_its_reason(office: Desk) -> None:
    base = {"from_name": "Somebody Else", "from_postcode": "", "text": "Nothing here."}
    pieces = put(office(), *(base | told | {"id": f"S-{n:02}"} for n, (told, _) in enumerate(TOLD)))
    assert len(pieces) == len(TOLD)
    for piece, (told, why) in zip(pieces, TOLD, strict=True):
        found = reasons(office, piece.id).get(QUIET, ())
        assert why in found if why else found == (), (told, found)


def test_several_reasons_come_first_and_at_most_eight_are_offered(office: Desk) -> None:
    (piece,) = put(office(), {"pcn": QUIET, "text": "my ZZ29 BOB", "from_postcode": "ZZ1 4AB"})
    found = indexing.matches(office(), piece.id)
    assert found[0].pcn == QUIET
    assert len(found) == 8
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_a_misread_number_outweighs_the_name_and_a_tie_goes_to_the_open_case_and_the_newer(
    office: Desk,
) -> None:
    row = CASE | {
        "data_as_of": "2026-11-20T07:10",
        "keeper_name": "Tamsin Quill",
        "keeper_postcode": "ZZ9 8QQ",
    }
    older = row | {"pcn": "ZZ1000777A", "vrm": "ZZ31 BOB", "contravention_date": "2025-09-10"}
    older |= {"pcn_served": "2025-09-10"}
    newer = row | {"pcn": "ZZ1000778A", "vrm": "ZZ32 BOB", "contravention_date": "2026-11-12"}
    newer |= {"pcn_served": "2026-11-12"}
    challenge = LETTER | {"id": "L-Q", "pcn": QUIET, "received": "2026-11-18", "text": "I was ill."}
    # The older is written last: its number in the store says nothing.
    for one in (newer, older):
        assert not taken(office("sefton"), {"cases.csv": table(one)}).faults
    assert not taken(office("sefton"), {"correspondence.csv": table(challenge)}).faults
    writer = {"from_name": "Tamsin Quill", "from_postcode": "ZZ9 8QQ", "text": "Nothing here."}
    pieces = put(office(), writer | {"id": "S-1"}, writer | {"id": "S-2", "pcn": "ZZ1OOO777A"})
    found = {one.id: [match.pcn for match in indexing.matches(office(), one.id)] for one in pieces}
    plain, misread = (found[one.id] for one in sorted(pieces, key=lambda one: one.id))
    assert plain[:3] == [QUIET, "ZZ1000778A", "ZZ1000777A"]
    assert misread[0] == "ZZ1000777A"


def test_indexing_opens_a_case_as_an_import_does(office: Desk) -> None:
    (piece,) = put(office(), {"text": "I was unloading. I have cancer."})
    done = indexing.index(office(), piece.id, piece.version, QUIET.lower())
    (case_id,) = done.cases
    assert done.words == f"Indexed to {QUIET}, received 17 Nov 2026."
    seen = office.see(QUIET)
    assert (seen.id, seen.status, seen.facts.kind.value) == (case_id, "new", "informal")
    assert seen.facts.received_on == date(2026, 11, 17)
    assert "care" in seen.flags
    assert [item.text for item in seen.items] == ["I was unloading. I have cancer."]
    assert office.value("SELECT stage FROM pcns WHERE pcn = ?", QUIET) == "informal-hold"
    told = office.rows("SELECT kind, hold FROM outcomes WHERE pcn = ?", QUIET)
    assert told == [("received", "on")]
    assert (
        office.value("SELECT received FROM arrivals WHERE day_on = ? AND kind = 'informal'", "2026-11-17")
        >= 1
    )
    assert office.entries()[-1][:3] == (f"case:{case_id}", "index", "asha")
    assert indexing.inbox(office()) == ()
    (indexed,) = indexing.inbox(office(), "indexed")
    assert (indexed.pcn, indexed.case_id, indexed.officer) == (QUIET, case_id, "asha")


def test_a_case_is_the_same_by_import_or_by_indexing(office: Desk) -> None:
    (piece,) = put(office(), {"channel": "web", "subject": "Ticket", "received": "2026-11-16"})
    indexing.index(office(), piece.id, piece.version, QUIET)
    ours = office.rows(
        "SELECT kind, status, open, in_discount, version, points FROM cases WHERE pcn = ?", QUIET
    )
    theirs = office.rows(
        "SELECT kind, status, open, in_discount, version, points FROM cases WHERE pcn = ?", INFORMAL
    )
    assert ours == theirs


def test_a_letter_joins_the_open_case_and_whoever_works_on_it_is_told(office: Desk) -> None:
    seen = office.take(INFORMAL)
    (piece,) = put(office("sefton"), {"received": "2026-11-12"})
    done = indexing.index(office("sefton"), piece.id, piece.version, INFORMAL)
    assert done.cases == (seen.id,)
    after = office.see(INFORMAL)
    assert after.version == seen.version + 1
    assert after.facts.received_on == date(2026, 11, 12)
    with pytest.raises(Refused, match="added a letter to it"):
        claim.release(office(), seen.id, seen.version)


def test_what_disputes_nothing_joins_an_open_case_and_opens_none(office: Desk) -> None:
    one, two = put(office(), {"id": "S-1"}, {"id": "S-2"})
    kind = "authority"
    joined = indexing.index(office(), one.id, one.version, INFORMAL, kind)
    assert joined.cases == (office.case(INFORMAL),)
    before = office.value("SELECT count(*) FROM cases")
    alone = indexing.index(office(), two.id, two.version, QUIET, kind)
    assert alone.cases == ()
    assert office.value("SELECT count(*) FROM cases") == before
    assert office.entries()[-1][:2] == ("office", "index")
    assert office.value("SELECT case_id FROM items WHERE source_id = 'S-2'") is None


def test_the_same_press_twice_is_one_letter(office: Desk) -> None:
    (piece,) = put(office(), {})
    first = indexing.index(office(), piece.id, piece.version, QUIET)
    before = office.everything()
    again = indexing.index(office(), piece.id, piece.version, QUIET)
    assert again.again
    assert again.cases == first.cases
    assert office.everything() == before


def test_two_people_index_one_piece_the_second_is_told_by_whom(office: Desk) -> None:
    (piece,) = put(office(), {})
    given = at_once(
        lambda: indexing.index(office("asha"), piece.id, piece.version, QUIET),
        lambda: indexing.index(office("sefton"), piece.id, piece.version, INFORMAL),
    )
    (no,) = [one for one in given if isinstance(one, Refused)]
    (done,) = [one for one in given if not isinstance(one, BaseException)]
    assert len(done.cases) == 1
    assert "indexed it to ZZ10000" in no.what
    assert any(name in no.what for name in ("Asha Verrall", "Sefton"))
    assert len(office.rows("SELECT id FROM items WHERE source_id = 'S-1'")) == 1


def test_an_import_and_an_index_at_once_open_one_case_with_both_letters(office: Desk) -> None:
    (piece,) = put(office(), {})
    letter = LETTER | {"id": "L-91", "pcn": QUIET, "received": "2026-11-16"}
    given = at_once(
        lambda: indexing.index(office("asha"), piece.id, piece.version, QUIET),
        lambda: taken(office("sefton"), {"correspondence.csv": table(letter)}),
    )
    assert not [one for one in given if isinstance(one, BaseException)]
    assert office.rows("SELECT kind, open FROM cases WHERE pcn = ?", QUIET) == [("informal", 1)]
    assert office.see(QUIET).facts.received_on == date(2026, 11, 16)
    assert len(office.see(QUIET).items) == 2


def test_a_pcn_that_is_not_known_or_no_pcn_changes_nothing(office: Desk) -> None:
    (piece,) = put(office(), {})
    before = office.everything()
    with pytest.raises(Refused, match="No PCN ZZ9999999Z is known here"):
        indexing.index(office(), piece.id, piece.version, "ZZ9999999Z")
    with pytest.raises(Refused, match="no known shape"):
        indexing.index(office(), piece.id, piece.version, "none")
    with pytest.raises(Refused, match="There is no kind"):
        indexing.index(office(), piece.id, piece.version, QUIET, "spam")
    with pytest.raises(Refused, match="There is no piece 99"):
        indexing.index(office(), 99, 1, QUIET)
    assert office.everything() == before
    assert [one.id for one in indexing.inbox(office())] == [piece.id]


def test_one_letter_about_two_pcns_is_read_on_each_with_its_day(office: Desk) -> None:
    (piece,) = put(office(), {"text": "About both of them."})
    done = indexing.split(office(), piece.id, piece.version, [QUIET, LOADING, QUIET])
    assert len(done.cases) == 2
    items = office.rows(
        "SELECT i.source_id, p.pcn, i.received_on FROM items i JOIN pcns p ON p.id = i.pcn_id "
        "WHERE i.source_id LIKE 'S-1/%' ORDER BY i.source_id"
    )
    assert [(row[0], row[1], str(row[2])) for row in items] == [
        ("S-1/1", QUIET, "2026-11-17"),
        ("S-1/2", LOADING, "2026-11-17"),
    ]
    assert [one.state for one in indexing.inbox(office(), "split")] == ["split"]
    assert {one.pcn for one in indexing.inbox(office(), "indexed")} == {QUIET, LOADING}
    assert indexing.whole(office(), indexing.inbox(office(), "indexed")[0].id).text == "About both of them."
    assert indexing.split(office(), piece.id, piece.version, [LOADING, QUIET]).again
    with pytest.raises(Refused, match="1 PCN named: a letter"):
        indexing.split(office(), piece.id, piece.version, [QUIET])


def test_set_aside_with_words_and_still_to_be_indexed(office: Desk) -> None:
    (piece,) = put(office(), {})
    with pytest.raises(Refused, match="Why it is set aside"):
        indexing.set_aside(office(), piece.id, piece.version, " ")
    indexing.set_aside(office(), piece.id, piece.version, "Not ours: \x1b[2J another council")
    assert indexing.inbox(office()) == ()
    (aside,) = indexing.inbox(office(), "set-aside")
    assert "another council" in aside.fault
    assert "\x1b" not in aside.fault
    assert indexing.set_aside(office(), piece.id, 1, "another council").again
    assert indexing.index(office(), aside.id, aside.version, QUIET).cases
    assert all(b"another council" not in bytes(one[3]) for one in office.entries())


def test_the_kind_is_changed_once(office: Desk) -> None:
    (piece,) = put(office(), {})
    indexing.change_kind(office(), piece.id, piece.version, "complaint")
    assert indexing.change_kind(office(), piece.id, piece.version, "complaint").again
    assert indexing.inbox(office())[0].kind == "complaint"
    with pytest.raises(Refused, match="changed it"):
        indexing.change_kind(office("sefton"), piece.id, piece.version, "other")


def stood(office: Desk, pcn: str) -> Any:
    """Where a PCN stands, and since when."""
    return office.rows("SELECT stage, stage_on FROM pcns WHERE pcn = ?", pcn)


def test_a_wrong_pcn_is_undone_and_nothing_of_it_is_left(office: Desk) -> None:
    before, queue = (
        stood(office, QUIET),
        office.rows("SELECT name, value FROM counters WHERE name = 'open:informal'"),
    )
    came = office.rows("SELECT day_on, kind, received FROM arrivals ORDER BY 1, 2")
    (piece,) = put(office(), {"received": "2026-11-12", "text": "I came back within the ten minutes."})
    (wrong,) = indexing.index(office(), piece.id, piece.version, QUIET).cases
    office.pointed(QUIET, "loading")
    hold.put(office(), wrong, office.see(QUIET).version, "waits", date(2026, 11, 30))
    done = indexing.move(office("sefton"), LOADING, inbox_id=piece.id)
    assert done.words.endswith("The case that it had opened there is closed.")
    assert done.cases == (office.case(LOADING),)
    assert stood(office, QUIET) == before
    assert office.rows("SELECT name, value FROM counters WHERE name = 'open:informal'") == queue
    left = [row for row in office.rows("SELECT day_on, kind, received FROM arrivals ORDER BY 1, 2") if row[2]]
    assert left == came
    assert office.rows("SELECT status, open, points, outcome FROM cases WHERE id = ?", wrong) == [
        ("closed", 0, 0, "")
    ]
    assert office.rows("SELECT id FROM points WHERE case_id = ?", wrong) == []
    assert office.rows("SELECT id FROM holds WHERE lifted_at IS NULL") == []
    assert office.see(LOADING).facts.received_on == date(2026, 11, 12)
    assert [
        (row[1], row[2])
        for row in office.rows("SELECT id, kind, hold FROM outcomes WHERE case_id = ? ORDER BY id", wrong)
    ] == [("received", "on"), ("corrected", "off")]
    away, here = office.entries()[-2:]
    assert away[:3] == (f"case:{wrong}", "move-away", "sefton")
    assert b'"points":"' in bytes(away[3])
    assert here[:2] == (f"case:{office.case(LOADING)}", "move-here")
    assert audit.verify(office().store).ok
    (indexed,) = indexing.inbox(office(), "indexed")
    assert indexed.pcn == LOADING
    assert indexing.move(office(), LOADING, inbox_id=piece.id).again


def test_a_letter_of_the_import_is_moved_too_and_the_other_letter_keeps_its_case(office: Desk) -> None:
    (piece,) = put(office(), {"received": "2026-11-18"})
    (case_id,) = indexing.index(office(), piece.id, piece.version, INFORMAL).cases
    first = office.value("SELECT min(id) FROM items WHERE case_id = ?", case_id)
    done = indexing.move(office(), QUIET, item_id=first)
    assert "closed" not in done.words
    assert office.rows("SELECT open, received_on FROM cases WHERE id = ?", case_id)[0][0] == 1
    assert office.see(INFORMAL).facts.received_on == date(2026, 11, 18)
    assert office.see(QUIET).facts.received_on == date(2026, 11, 16)
    assert office.see(QUIET).facts.writer.name == "Jo Example"


SICK = f"My husband died that week, I do not want to live. See also {LOADING}."


def test_flags_that_only_the_moved_letter_raised_go_with_it(office: Desk) -> None:
    (piece,) = put(office(), {"received": "2026-11-18", "text": SICK, "from_name": "Petra Lund"})
    before = office.see(FORMAL).flags
    (case_id,) = indexing.index(office(), piece.id, piece.version, FORMAL).cases
    assert {"care", "another-pcn", "not-keeper"} <= set(office.see(FORMAL).flags) - set(before)
    indexing.move(office(), QUIET, inbox_id=piece.id)
    assert office.see(FORMAL).flags == before
    assert {"care", "another-pcn"} <= set(office.see(QUIET).flags)
    entry = next(one for one in reversed(office.entries()) if one[1] == "move-away")
    assert entry[0] == f"case:{case_id}" and b"another-pcn" in bytes(entry[3])


def test_a_flag_that_another_letter_raises_too_or_that_no_letter_raised_stays(office: Desk) -> None:
    one, two = put(office(), *({"id": f"S-{n}", "text": SICK} for n in (1, 2)))
    for piece in (one, two):
        indexing.index(office(), piece.id, piece.version, FORMAL)
    with office().store.writing() as tx:
        tx.execute(
            sa.update(tables.Case).where(tables.Case.pcn == FORMAL).values(flags="care paid another-pcn")  # type: ignore[arg-type]
        )
    indexing.move(office(), QUIET, inbox_id=one.id)
    assert office.see(FORMAL).flags == ("care", "paid", "another-pcn")
    indexing.move(office(), QUIET, inbox_id=two.id)
    assert office.see(FORMAL).flags == ("paid",)


def test_where_the_letter_in_time_goes_the_one_that_stays_is_late(office: Desk) -> None:
    (piece,) = put(office(), {"received": "2026-11-18"})
    indexing.index(office(), piece.id, piece.version, FORMAL)
    with office().store.writing() as tx:
        notice = tables.Notice.__table__  # type: ignore[attr-defined]
        of = notice.c.pcn_id == sa.select(tables.Pcn.id).where(tables.Pcn.pcn == FORMAL).scalar_subquery()  # type: ignore[arg-type]
        tx.execute(sa.update(notice).where(of).values(served_on=date(2026, 10, 15)))
    first = office.value("SELECT min(id) FROM items WHERE case_id = ?", office.case(FORMAL))
    assert "late" not in office.see(FORMAL).flags
    indexing.move(office(), QUIET, item_id=first)
    assert "late" in office.see(FORMAL).flags


def test_the_answer_goes_to_who_wrote_what_stays(office: Desk) -> None:
    wrote = {"from_name": "Petra Lund", "from_address": "9 Low Lane", "from_postcode": "ZZ3 1AB"}
    (piece,) = put(office(), wrote | {"received": "2026-11-18"})
    indexing.index(office(), piece.id, piece.version, INFORMAL)
    assert office.see(INFORMAL).facts.writer.name == "Jo Example"
    first = office.value("SELECT min(id) FROM items WHERE case_id = ?", office.case(INFORMAL))
    indexing.move(office(), QUIET, item_id=first)
    writer = office.see(INFORMAL).facts.writer
    assert (writer.name, writer.postcode) == ("Petra Lund", "ZZ3 1AB") and "9 Low Lane" in writer.address
    assert office.see(QUIET).facts.writer.name == "Jo Example"


def test_arrivals_are_taken_back_from_the_day_they_were_counted_on(office: Desk) -> None:
    came = office.rows("SELECT day_on, kind, received FROM arrivals ORDER BY 1, 2")
    late, early = put(office(), {"id": "S-1"}, {"id": "S-2", "received": "2026-11-12"})[::-1]
    for piece in (late, early):
        indexing.index(office(), piece.id, piece.version, QUIET)
    for piece in (late, early):
        indexing.move(office(), INFORMAL, inbox_id=piece.id)
    left = [row for row in office.rows("SELECT day_on, kind, received FROM arrivals ORDER BY 1, 2") if row[2]]
    assert left == came


def test_a_decision_on_both_letters_does_not_stand_when_one_goes(office: Desk) -> None:
    (piece,) = put(office(), {"received": "2026-11-18"})
    seen = office.decided(LOADING, Outcome.UPHOLD)
    (case_id,) = indexing.index(office("sefton"), piece.id, piece.version, LOADING).cases
    assert case_id == seen.id
    indexing.move(office("sefton"), QUIET, inbox_id=piece.id)
    after = office.see(LOADING)
    assert (after.status, after.decision, after.officer) == ("open", None, "asha")
    assert len(after.points) == len(seen.points)


def test_after_a_letter_was_issued_it_stays(office: Desk) -> None:
    case_id = office.case(FORMAL)
    item = office.value("SELECT id FROM items WHERE case_id = ?", case_id)
    from tests import builders

    with office().store.writing() as tx:
        builders.letter(
            tx, case_id, office.value("SELECT pcn_id FROM cases WHERE id = ?", case_id), number="0000777"
        )
    before = office.everything()
    with pytest.raises(Refused, match="Letter 0000777 was issued on the case of ZZ1000003A"):
        indexing.move(office(), QUIET, item_id=item)
    assert office.everything() == before


def test_once_it_was_recalled_the_letter_can_be_moved(office: Desk) -> None:
    from tests import builders

    case_id = office.case(FORMAL)
    item, pcn_id = office.rows("SELECT id, pcn_id FROM items WHERE case_id = ?", case_id)[0]
    with office().store.writing() as tx:
        letter = builders.letter(tx, case_id, pcn_id)
        tx.execute(
            sa.insert(tables.Posting).values(
                letter_id=letter,
                case_id=case_id,
                pcn_id=pcn_id,
                state="recalled",
                posts_on=date(2026, 11, 23),
                how="first-class",
                handed_by="",
                handed_time="",
                handed_to="",
                words="",
                body="",
                changed_at=builders.NOW,
                changed_by="asha",
            )
        )
    assert indexing.move(office(), QUIET, item_id=item).cases


def test_what_is_not_indexed_or_not_there_is_not_moved(office: Desk) -> None:
    (piece,) = put(office(), {})
    with pytest.raises(Refused, match="is on no PCN yet"):
        indexing.move(office(), QUIET, inbox_id=piece.id)
    with pytest.raises(Refused, match="There is no letter 999"):
        indexing.move(office(), QUIET, item_id=999)
    indexing.index(office(), piece.id, piece.version, AGENT)
    with pytest.raises(Refused, match="No PCN ZZ9999999Z"):
        indexing.move(office(), "ZZ9999999Z", inbox_id=piece.id)


def test_the_picture_of_a_message_comes_with_it_and_moves_with_it(office: Desk) -> None:
    taken(office("sefton"), {"mail/a.eml": mail_with(png(), "Ticket", "See the picture.")})
    (piece,) = indexing.inbox(office())
    indexing.index(office(), piece.id, piece.version, QUIET)
    (picture,) = office.see(QUIET).evidence
    assert (picture.name, picture.sent_by) == ("sign.png", "motorist")
    indexing.move(office(), LATE_INFORMAL, inbox_id=piece.id)
    assert office.see(QUIET).evidence == ()
    assert [one.name for one in office.see(LATE_INFORMAL).evidence] == ["sign.png"]


@pytest.mark.parametrize("words", list(payloads.SHORT.values())[:12], ids=list(payloads.SHORT)[:12])
def test_hostile_post_finds_no_pcn_by_force_and_lands_marked(desk: Desk, words: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    (piece,) = put(
        desk(), {"text": words, "subject": words, "from_name": words, "from_postcode": words, "pcn": words}
    )
    indexing.matches(desk(), piece.id)
    indexing.index(desk(), piece.id, piece.version, INFORMAL)
    assert "\x1b" not in desk.see(INFORMAL).items[-1].text
