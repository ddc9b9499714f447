"""The letter as it will read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.law.facts import LetterKind, Party, WriterRole
from caseworker.letters.plan import free, plan
from caseworker.letters.preflight import check
from caseworker.letters.render import render, salutation
from caseworker.letters.wording import MOST_WORDS, quoted, sentence
from tests.letters.writing import answer, facts, library, written

NOR = LetterKind.NOTICE_OF_REJECTION


def to(name: str, **more: object) -> str:
    return salutation(facts(NOR, recipient=Party(name, ("1 Fen Street",), "ZZ1 1ZZ"), **more))


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Mrs A. Adeyemi", "Dear Mrs Adeyemi"),
        ("Mr Jonas van der Berg", "Dear Mr van der Berg"),
        ("Ms Rahman-Hale", "Dear Ms Rahman-Hale"),
        ("Dr. Ines de Souza", "Dear Dr. de Souza"),
        ("Mr and Mrs Patel", "Dear Mr and Mrs Patel"),
        ("Sir John Quill", "Dear Sir John"),
        ("Grace Adeyemi", "Dear Grace Adeyemi"),
        ("Quillan Van Hire Ltd", "Dear Sir or Madam"),
        ("Grace", "Dear Sir or Madam"),
        ("Mr", "Dear Sir or Madam"),
        ("", "Dear Sir or Madam"),
    ],
)
def test_the_greeting_is_by_name_where_there_is_one(name: str, greeting: str) -> None:
    assert to(name) == greeting


def test_somebody_who_has_died_is_never_addressed() -> None:
    letter = written(facts(NOR, deceased="Mr J. Brandt"), answer("loading"))
    assert letter.addressee == "The Executor of the Estate of the late Mr J. Brandt"
    assert "Dear Sir or Madam" in letter.text
    assert "Dear Mr Brandt" not in letter.text
    assert "Yours faithfully" in letter.text


def test_the_person_who_looks_after_an_estate_is_greeted_by_name() -> None:
    heir = Party("Ms P. Brandt", ("1 Fen Street",), "ZZ1 1ZZ")
    letter = written(facts(NOR, deceased="Mr J. Brandt", recipient=heir), answer("loading"))
    assert "Dear Ms Brandt" in letter.text
    assert "Yours sincerely" in letter.text


def test_a_letter_has_its_address_date_reference_box_and_signature() -> None:
    text = written(facts(NOR), answer("loading")).text
    assert text.startswith("Mr J. Brandt\n14 Fen Street\nEastmere\nZZ1 1ZZ\n\nFriday 20 March 2026\n\n")
    assert "Penalty Charge Notice: ZZ1234567A\nVehicle: ZZ19 ABC\nPlace: Alder Road\n" in text
    assert "Date and time: Tuesday 6 January 2026 at 14:17\n" in text
    assert (
        "\n\nYours sincerely\n\nT. Osei\nAuthorised Officer\nLondon Borough of Eastmere\n\nEnclosed: " in text
    )


def test_each_part_stands_where_it_says() -> None:
    letter = written(facts(NOR), answer("loading"), answer("first-offence"))
    for part in letter.parts:
        assert letter.text[part.start : part.end] == part.text
    assert [one.start for one in letter.parts] == sorted(one.start for one in letter.parts)


def test_each_part_of_the_body_knows_its_block() -> None:
    case, points = facts(NOR), [answer("loading")]
    blocks = plan(case, points, library())
    letter = render(blocks, case, points)
    assert {part.block for part in letter.parts if part.role in ("body", "enclosed")} == set(
        range(len(blocks))
    )


def test_what_has_no_value_is_seen_in_the_text_and_named() -> None:
    letter = written(facts(NOR, surcharged_pence=None), answer("loading"))
    assert "«surcharged»" in letter.text
    assert letter.missing == ("surcharged",)


def test_the_officers_own_words_may_use_fields_and_keep_their_braces() -> None:
    letter = render([free("About {pcn} in *{location}*: {pnc} {{7*7}}")], facts(NOR), [])
    assert "About ZZ1234567A in Alder Road: {pnc} {{7*7}}" in letter.text
    assert letter.missing == ("pnc",)


def test_a_name_with_markup_is_only_a_name() -> None:
    letter = written(facts(NOR, recipient=Party("Mr [/] **B** {pcn}\x1b[2J")), answer("loading"))
    assert letter.parts[0].text == "Mr [/] **B** {pcn}␛[2J"
    assert "\x1b" not in letter.text


HOSTILE = (
    "{{7*7}}",
    "{pcn} {reason} {words}",
    "[/] [@click=app.quit]x[/]",
    "\x1b]52;c;aGk=\x07 \x1b[2J",
    "**bold** *it* ## head",
    "a\n\n- b\n## c",
    "<w:p>&amp;</w:p>",
    "%s %(x)s ${x} <<x>>",
    "\u202eevil\u2066 \u200b \ufeff",
    "nul\x00 sur\ud800 non\uffff",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_public_words_stand_in_the_letter_once_and_do_nothing(words: str) -> None:
    mark = f"start {words} end"
    letter = written(facts(NOR), answer("traffic-order-invalid", words=mark, reason=f"Because {words} so."))
    assert letter.text.count(quoted(mark) or "You say that the traffic order is not valid.") == 1
    assert letter.text.count(sentence(f"Because {words} so.")) == 1
    assert letter.missing == ()


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(), max_size=80), st.text(st.characters(), max_size=80))
def test_any_words_stand_verbatim_once(words: str, reason: str) -> None:
    said, because = f"Qx{words}xQ", f"Zx{reason}xZ"
    letter = written(facts(NOR), answer("loading", words=said, reason=because))
    shown = quoted(said) or "You say that you were loading or unloading."
    assert letter.text.count(shown) == 1
    assert letter.text.count(sentence(because)) == 1
    if quoted(said) and len(said.split()) <= MOST_WORDS:
        assert "…" not in shown.replace(said, "") or "…" in said


def test_blocks_may_come_in_any_order_and_none_is_lost() -> None:
    case, points = facts(NOR), [answer("loading")]
    blocks = plan(case, points, library())
    letter = render(tuple(reversed(blocks)), case, points)
    assert {part.block for part in letter.parts if part.block >= 0} == set(range(len(blocks)))


def test_a_block_of_an_unknown_place_is_printed_in_the_body() -> None:
    own = replace(free("My own words."), slot="free")
    letter = render([own], facts(NOR), [])
    assert [part.role for part in letter.parts if part.block == 0] == ["body"]


@pytest.mark.parametrize(
    ("told", "theirs"),
    [
        ("Our ref LM/88213. The vehicle was on hire.", "LM/88213"),
        ("OUR REF: FLEET/QX/22817    YOUR REF: ZZ1234567A", "FLEET/QX/22817"),
        ("Our refs LT/4471, LT/4472. On hire.", "LT/4471, LT/4472"),
        ("Our file reference is FLT/7/ZZ19ABC.", "FLT/7/ZZ19ABC"),
        ("In reply please quote MQ-2201.", "MQ-2201"),
        ("Our ref: OLD/1111\n\nOur ref: NEW/2222", "NEW/2222"),
        ("Your ref ZZ1234567A. I was loading.", ""),
        ("My reference: 3rd time of trying to type this", ""),
        ("Our reference: ZZ1234567A", ""),
        ("Please quote the law to me.", ""),
    ],
)
def test_the_reader_s_own_reference_is_quoted_back(told: str, theirs: str) -> None:
    case = facts(LetterKind.NOTICE_OF_REJECTION, challenge_text=told)
    letter = written(case, answer("loading"))
    rows = [one.text for one in letter.parts if one.role == "reference"]
    assert [one for one in rows if one.startswith("Your reference")] == (
        [f"Your reference: {theirs}"] if theirs else []
    )
    assert any(one.startswith("Penalty Charge Notice: ZZ1234567A") for one in rows)
    plain = written(replace(case, challenge_text=""), answer("loading")).text
    known = {one.code for one in check(plain, replace(case, challenge_text=""))}
    assert {one.code for one in check(letter.text, case)} <= known


def test_the_reference_of_whoever_wrote_for_somebody_is_not_that_of_the_keeper() -> None:
    told = {"challenge_text": "Our ref: MQ/2201. We act for Mr Brandt.", "writer_role": WriterRole.AGENT}
    wrote = facts(LetterKind.NOTICE_OF_REJECTION, writer=Party("Marlow & Quint"), **told)
    assert "MQ/2201" not in written(wrote, answer("loading")).text
    own = replace(wrote, recipient=wrote.writer)
    assert "Your reference: MQ/2201" in written(own, answer("loading")).text
