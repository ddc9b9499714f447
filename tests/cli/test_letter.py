"""`caseworker letter check`: exit codes, JSON, many lines, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from caseworker.cli.letter import letter
from caseworker.cli.letter_facts import facts_of, ignored
from caseworker.law.kinds import ANSWERED_BY, CaseKind, LetterKind
from caseworker.law.refusals import Refused

REPLY = """Dear Ms Voss

ZZ1234567A, vehicle ZZ19 ABC

We received your representations on 2 March 2026 and reject them. You say that there was no sign.
Our photographs show the sign two metres from your car. I find no compelling reason to cancel.

You have 28 days beginning with the date of service of this notice to pay £160 or to appeal to
London Tribunals on the form enclosed. If you do neither, a charge certificate may be served and
the charge would be £240. The adjudicator may award costs against a party who is frivolous,
vexatious or wholly unreasonable.

Yours sincerely
P. Quill
"""
FACTS: dict[str, Any] = {
    "regime": "parking",
    "kind": "notice-of-rejection",
    "challenge_points": ["signs-missing"],
    "challenge_summary": "No sign.",
    "pcn": {
        "authority": "London Borough of Aldermere",
        "place": "london",
        "pcn_number": "ZZ1234567A",
        "vrm": "ZZ19 ABC",
        "contravention_date": "2026-01-05",
        "contravention_time": "09:10",
        "full_amount": 160,
        "discount_amount": 80,
        "charge_certificate_amount": 240,
        "reply_date": "2026-03-20",
        "reply_deemed_served": "2026-03-24",
        "representation_received": "2026-03-02",
    },
}


def run(*words: str, piped: str | None = None) -> Result:
    return CliRunner().invoke(letter, ["check", *words], input=piped)


def ask(tmp_path: Path, reply: str = REPLY, facts: object = FACTS, *words: str) -> Result:
    (tmp_path / "reply.txt").write_text(reply, encoding="utf-8")
    body = facts if isinstance(facts, str) else json.dumps(facts)
    (tmp_path / "facts.json").write_text(body, encoding="utf-8")
    return run(str(tmp_path / "reply.txt"), "--facts", str(tmp_path / "facts.json"), *words)


def changed(**pcn: object) -> dict[str, Any]:
    return {**FACTS, "pcn": {**FACTS["pcn"], **pcn}}


@pytest.mark.parametrize("letter_kind", [one for one in LetterKind if one.beside])
def test_a_letter_beside_the_dispute_belongs_to_the_case_it_answers(letter_kind: LetterKind) -> None:
    facts, _ = facts_of(FACTS | {"kind": letter_kind.value})
    assert facts.kind.beside and ANSWERED_BY[facts.kind] is letter_kind


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("informal-rejection", {}, CaseKind.INFORMAL),
        ("notice-of-acceptance", {}, CaseKind.FORMAL),
        ("charge-certificate-response", {}, CaseKind.CERTIFICATE),
        ("information-request", {}, CaseKind.INFORMAL),
        ("information-request", {"notice_served": "2026-02-10"}, CaseKind.FORMAL),
        (
            "information-request",
            {"notice_served": "2026-02-10", "charge_certificate_served": "2026-03-18"},
            CaseKind.CERTIFICATE,
        ),
        # a PCN that came by post is its own enforcement notice: what is written against it is formal
        ("information-request", {"regime": "moving-traffic"}, CaseKind.FORMAL),
        ("information-request", {"basis": "approved-device"}, CaseKind.FORMAL),
    ],
)
def test_the_kind_of_case_is_that_of_the_letter_and_its_notices(
    kind: str, more: dict[str, str], expected: CaseKind
) -> None:
    facts, _ = facts_of(changed(**more) | {"kind": kind} | {k: v for k, v in more.items() if k == "regime"})
    assert facts.kind is expected


def test_a_clean_letter_ends_with_0(tmp_path: Path) -> None:
    result = ask(tmp_path)
    assert (result.exit_code, result.stdout.strip()) == (0, "Nothing found.")


def test_a_red_ends_with_1_and_json_has_every_key(tmp_path: Path) -> None:
    result = ask(tmp_path, REPLY.replace("£240", "£195"), FACTS, "--json")
    found = json.loads(result.stdout)["findings"]
    assert result.exit_code == 1 and [one["code"] for one in found] == ["wrong-amount"]
    assert set(found[0]) == {"code", "level", "hard", "start", "end", "words", "rule", "source", "repair"}
    assert found[0]["level"] == "red" and found[0]["hard"] is True and found[0]["repair"] == "£240"
    assert REPLY.replace("£240", "£195")[found[0]["start"] : found[0]["end"]] == "£195"


def test_an_amber_alone_ends_with_0(tmp_path: Path) -> None:
    result = ask(
        tmp_path, REPLY.replace("I find no", "This is not a fine. You pay the fine. I find no"), FACTS
    )
    assert result.exit_code == 0 and "AMBER  offence-language" in result.stdout


def test_a_film_that_the_case_does_not_hold_shows_nothing(tmp_path: Path) -> None:
    film = REPLY.replace("Our photographs show", "The film shows")
    held = {**FACTS, "evidence_held": ["Vehicle from behind, with its plate"]}
    assert "wrong-fact" in ask(tmp_path, film, held).stdout
    for facts in (FACTS, {**FACTS, "evidence_held": ["Film of camera 7"]}):
        assert "wrong-fact" not in ask(tmp_path, film, facts).stdout
    assert ignored(held) == []


def test_flat_facts_and_a_reply_from_a_pipe(tmp_path: Path) -> None:
    flat = {**{k: v for k, v in FACTS.items() if k != "pcn"}, **FACTS["pcn"]}
    (tmp_path / "f.json").write_text(json.dumps(flat), encoding="utf-8")
    result = run("-", "--facts", str(tmp_path / "f.json"), piped=REPLY.replace("ZZ19 ABC", "ZZ91 ABC"))
    assert result.exit_code == 1 and "wrong-vehicle" in result.stdout


def test_many_lines_are_each_answered(tmp_path: Path) -> None:
    lines = [
        {"id": "good", "reply": REPLY, "facts": FACTS},
        {"id": "bad", "reply": REPLY.replace("28 days", "14 days"), **FACTS},
    ]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n", encoding="utf-8")
    result = run("--jsonl", str(path))
    good, bad = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 1 and good == {"id": "good", "findings": []}
    assert "misstated-appeal-period" in [one["code"] for one in bad["findings"]]


def test_a_bad_line_is_told_and_the_others_are_still_checked(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(
        "{not json\n" + json.dumps({"id": 7, "reply": REPLY, "facts": FACTS}) + "\n[]\n", encoding="utf-8"
    )
    result = run("--jsonl", str(path))
    assert result.exit_code == 2 and json.loads(result.stdout)["id"] == 7
    assert "line 1" in result.stderr and "line 3" in result.stderr


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("{", "not JSON"),
        ("[1]", "one JSON object"),
        ({**FACTS, "kind": "notice-of-rejecton"}, 'Did you mean "notice-of-rejection"?'),
        ({**FACTS, "regime": "parkin"}, 'Did you mean "parking"?'),
        ({**FACTS, "challenge_points": ["signs-mising"]}, 'Did you mean "signs-missing"?'),
        (changed(place="londn"), 'Did you mean "london"?'),
        (changed(contravention_date="5/1/26"), '"contravention_date" is no day'),
        (changed(reply_date="9999-12-31"), '"reply_date" is no day of a PCN: 9999-12-31'),
        (changed(reply_date="0001-01-01"), '"reply_date" is no day of a PCN: 0001-01-01'),
        (changed(full_amount="a lot"), '"full_amount" is no sum'),
        ({k: v for k, v in FACTS.items() if k != "kind"}, 'no "kind"'),
    ],
)
def test_facts_that_cannot_be_read_are_refused_by_name(tmp_path: Path, facts: object, said: str) -> None:
    result = ask(tmp_path, REPLY, facts)
    assert result.exit_code == 2 and said in result.stderr and result.stdout == ""


def test_records_in_objects_and_lists_are_read_in_words() -> None:
    given = changed(
        permit={"number": "T-88", "valid_to": "2026-08-31", "suspended": False, "notes": ["paper", "blue"]},
        machine_log=[{"from": "09:00", "state": "no power"}, {"from": "09:40", "state": "working"}],
        payment_session={"vrm": "ZZ19 ABD", "amount": 4.5, "refunded": True},
        prior_pcns=2,
        whatever={"deep": {"deeper": {"deepest": {"far": {"gone": 1}}}}, "said": "kerb mended 3 March"},
    )
    facts, _ = facts_of(given)
    assert facts.records == (
        "permit number T-88, valid to 2026-08-31, no suspended, notes paper; blue",
        "payment session vrm ZZ19 ABD, amount £4.50, refunded",
        "machine log from 09:00, state no power; from 09:40, state working",
        "prior pcns 2",
    )
    assert facts.papers_tell == ("whatever said kerb mended 3 March",)


def test_people_sums_and_lists_in_objects_are_understood() -> None:
    given = changed(
        deceased={"name": "Mr Ivo Larch", "date_of_death": "2026-01-02"},
        recipient={"name": "Mrs Una Larch", "role": "executor"},
        paid_amount={"total": 80, "by": "card"},
        location={"street": "Fettle Row", "side": "north"},
    ) | {"challenge_points": [{"slug": "signs-missing", "found": True}], "evidence_sent": {"photos": 2}}
    facts, _ = facts_of(given)
    assert facts.deceased == "Mr Ivo Larch" and facts.recipient.name == "Mrs Una Larch"
    assert facts.paid_pence == 8000 and facts.location == "street Fettle Row, side north"
    assert facts.points == ("signs-missing",) and facts.evidence_sent == ("photos 2",)
    assert facts_of(changed(deceased=False))[0].deceased == ""


def test_a_missing_file_and_a_missing_reply_are_refused(tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.txt"), "--facts", str(tmp_path / "none.json")).exit_code == 2
    assert run().exit_code == 2
    assert ask(tmp_path, "  \n").exit_code == 2


def test_a_key_that_is_not_known_is_told(tmp_path: Path) -> None:
    result = ask(tmp_path, REPLY, {**FACTS, "recipent": "Ms Voss"})
    assert result.exit_code == 0 and "Not used: recipent." in result.stderr


def test_the_discount_rule_gives_the_last_day(tmp_path: Path) -> None:
    reply = (
        "Dear Ms Voss\n\nI have decided not to cancel. You say that there was no sign. Our"
        " photographs show it beside your car. You can pay £80 until 5 April 2026. A Notice to"
        " Owner may follow, and formal representations can be made then.\n"
    )
    facts = {
        **changed(discount_policy="14 days beginning with the date of the letter"),
        "kind": "informal-rejection",
    }
    result = ask(tmp_path, reply, facts, "--json")
    (found,) = json.loads(result.stdout)["findings"]
    assert (found["code"], found["repair"]) == ("wrong-discount-deadline", "2 April 2026")


def test_hostile_letters_reach_the_terminal_as_marked_text(tmp_path: Path) -> None:
    result = ask(tmp_path, REPLY.replace("Ms Voss", "Ms \x1b]52;c;aGk=\x07Voss {na\x1b[31mme}"))
    assert result.exit_code == 1 and "\x1b" not in result.stdout and "placeholder-left" in result.stdout


def held(**more: Any) -> dict[str, Any]:
    """The facts of a removal, with what was paid at the pound."""
    return {"regime": "removal", "kind": "notice-of-acceptance", "place": "london", "paid_amount": 80, **more}


def test_what_was_paid_for_a_vehicle_is_read_in_its_parts_and_adds_up() -> None:
    told = {"release_paid_amount": 280, "storage_paid_amount": "110.00", "vehicle_released": "2026-01-08"}
    for given in (told, told | {"fees_paid_amount": 390}):
        facts, _ = facts_of(held(**given))
        assert facts.fees_paid == (("release", 28_000), ("storage", 11_000))
        assert (facts.fees_paid_pence, facts.paid_in_all_pence) == (39_000, 47_000)
        assert str(facts.released_on) == "2026-01-08"
    whole, _ = facts_of(held(fees_paid_amount=390, vehicle_sold="2026-02-09"))
    assert (whole.fees_paid, whole.fees_paid_pence, str(whole.sold_on)) == ((), 39_000, "2026-02-09")
    with pytest.raises(Refused, match="not the sum"):
        facts_of(held(**told, fees_paid_amount=400))
    assert not ignored(held(**told, disposal_paid_amount=100))
