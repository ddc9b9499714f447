"""The four files: what is read, and how a slip of the pen is told."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker import config
from caseworker.law.facts import CaseKind, Outcome, Place
from caseworker.law.refusals import Refused

COUNCIL = (config.SAMPLE / "council.toml").read_text(encoding="utf-8")
OFFICERS = (config.SAMPLE / "officers.toml").read_text(encoding="utf-8")
POLICY = (config.SAMPLE / "policy.toml").read_text(encoding="utf-8")


def _write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from caseworker import config; config.load(config.SAMPLE); "
        "print([m for m in ('pydantic', 'sqlalchemy', 'textual', 'typer', 'difflib') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_sample_is_whole() -> None:
    choices = config.load(config.SAMPLE)
    council = choices.council
    assert council.authority == "London Borough of Northmere"
    assert (council.place, council.band, council.tribunal) == (Place.LONDON, "A", "London Tribunals")
    assert council.posting.cut_off_time == time(16, 0)
    assert council.posting.weekdays == {0, 1, 2, 3, 4}
    assert set(council.service_days) >= {kind.value for kind in CaseKind}
    assert (council.discretion.observation_minutes, council.discretion.grace_minutes) == (5, 10)
    assert council.registration_fee_pence == 1000
    assert not council.email_signed_off
    assert len(choices.guidelines) >= 14
    assert {one.usual_outcome for one in choices.guidelines} == {Outcome.CANCEL, Outcome.UPHOLD, None}
    assert {one.role for one in choices.officers.everyone} == {"officer", "leader", "trainer"}


def test_every_guideline_speaks_to_known_points() -> None:
    from caseworker.law import points

    for guideline in config.load(config.SAMPLE).guidelines:
        for slug in guideline.points:
            assert points.point(slug), slug


def test_outside_london_another_tribunal_hears_appeals(tmp_path: Path) -> None:
    text = COUNCIL.replace('place = "london" ', 'place = "outside" ').replace('band = "A"', 'band = "2"')
    council = config.load_council(_write(tmp_path / "council.toml", text))
    assert (council.place, council.band) == (Place.OUTSIDE, "2")
    assert council.tribunal == "Traffic Penalty Tribunal"


def test_few_lines_are_enough_for_a_council(tmp_path: Path) -> None:
    text = (
        'authority = "Northmere"\nplace = "london"\nband = "B"\naddress = ["1 Tollgate Walk"]\n'
        'postcode = "N29 5ZZ"\nphone = "020 7946 0123"\nemail = "p@n.example"\nwebsite = "n.example"\n'
        'pay_online = "n.example/pay"\n'
    )
    council = config.load_council(_write(tmp_path / "council.toml", text))
    assert council.appeals_address == ("1 Tollgate Walk",)
    assert (council.reoffer.base, council.reoffer.days, council.reoffer.kinds) == (
        "letter",
        14,
        ("informal",),
    )
    assert council.posting.service == "first-class"
    assert {kind: council.service_days[kind] for kind in ("informal", "formal", "certificate")} == {
        "informal": 10,
        "formal": 21,
        "certificate": 10,
    }
    assert {council.service_days[kind] for kind in ("tribunal", "court", "query", "member")} == {5}
    assert (council.service_days["complaint"], council.service_days["information"]) == (10, 20)
    assert council.registration_fee_pence is None
    assert (council.zone, dict(council.held_fees), dict(council.reoffer.by_family)) == (None, {}, {})
    assert (council.posting.provider, council.email_signed_off) == ("", False)


ZONE = (
    '[zone]\nname = "Eastmere Clean Air Zone"\norder = "Eastmere Charging Order 2024"\n'
    "[zone.charges]\nvan = 900\nhgv = 5000\n"
)


def test_a_council_with_a_zone_says_what_it_charges(tmp_path: Path) -> None:
    zone = config.load_council(_write(tmp_path / "council.toml", f"{COUNCIL}\n{ZONE}")).zone
    assert zone is not None
    assert (zone.name, zone.order) == ("Eastmere Clean Air Zone", "Eastmere Charging Order 2024")
    assert (zone.charged("van"), zone.charged("hgv"), zone.charged("car")) == (900, 5000, 0)
    bare = config.load_council(_write(tmp_path / "council.toml", COUNCIL + '\n[zone]\nname = "Eastmere"\n'))
    assert bare.zone is not None and bare.zone.charged("van") is None


def test_whom_to_turn_to_next_is_read_and_may_be_left_out(tmp_path: Path) -> None:
    steps = config.load_council(_write(tmp_path / "council.toml", COUNCIL)).next_steps
    assert "stage 2" in steps.complaint and "Commissioner" in steps.information and steps.own_data
    begun = COUNCIL[: COUNCIL.index("[next_steps]")]
    silent = config.load_council(_write(tmp_path / "council.toml", begun))
    assert silent.next_step(CaseKind.COMPLAINT) == silent.next_step(CaseKind.INFORMATION, own_data=True) == ""
    assert silent.next_step(CaseKind.QUERY) is None and silent.next_step(CaseKind.FORMAL) is None


def test_a_slip_in_a_zone_is_named(tmp_path: Path) -> None:
    text = COUNCIL + "\n" + ZONE.replace("van", "vann")
    with pytest.raises(Refused, match=r"zone.charges.vann is not a class of vehicle"):
        config.load_council(_write(tmp_path / "council.toml", text))


def test_what_a_council_does_otherwise_is_read(tmp_path: Path) -> None:
    text = COUNCIL.replace("# bus-lane =", "bus-lane =").replace("# storage = 5500", "storage = 4500")
    council = config.load_council(_write(tmp_path / "council.toml", text))
    assert dict(council.reoffer.by_family) == {"bus-lane": ("informal", "formal")}
    assert dict(council.held_fees) == {"storage": 4500}


def test_families_and_classes_are_those_of_the_law() -> None:
    from caseworker.config import council
    from caseworker.law.charges import fees, vehicle_classes
    from caseworker.law.regimes import regimes

    assert set(council.FAMILIES) == {law.family for law in regimes()}
    assert tuple(vehicle_classes()) == council.VEHICLE_CLASSES
    accounts = {one.account for one in fees("london", "removal", date(2026, 1, 1))}
    assert {name.removeprefix("removal_") for name in council.HELD_FEES if "clamp" not in name} == accounts


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = _write(tmp_path / "council.toml", b"\xef\xbb\xbf" + COUNCIL.encode())
    assert config.load_council(path).band == "A"


@pytest.mark.parametrize(
    ("old", "new", "what", "do"),
    [
        ("phone =", "phon =", "phone is missing", "Is it what is written as phon?"),
        (
            "debt_advice =",
            "debt_advise =",
            "line 22: debt_advise is not a setting",
            "Did you mean debt_advice?",
        ),
        ("cut_off =", "cutoff =", "posting.cutoff is not a setting", "Did you mean cut_off?"),
        ("[reoffer]", "[re_offer]", "re_offer is not a setting", "Did you mean reoffer?"),
        ('place = "london"', 'place = "londn"', "place is 'londn'", ""),
        ('band = "A"', 'band = "1"', "band is '1'", ""),
        ("days = 14", 'days = "14"', "reoffer.days is '14'", ""),
        ("days = 14", "days = true", "reoffer.days is true", ""),
        ("days = 14", "days = 400", "reoffer.days is 400", ""),
        ("inclusive = true", "inclusive = 1", "reoffer.inclusive is 1", ""),
        ('cut_off = "16:00"', 'cut_off = "4pm"', "posting.cut_off is '4pm'", ""),
        ('cut_off = "16:00"', "cut_off = 16:00:00", "posting.cut_off is", ""),
        ('postcode = "N29 5ZZ"', 'postcode = "n295zz"', "postcode is 'n295zz'", ""),
        ('"Mon", "Tue"', '"Monday", "Tue"', "posting.days is 'Monday'", ""),
        ('days = ["Mon", "Tue", "Wed", "Thu", "Fri"]', "days = []", "posting.days is empty", ""),
        ('authority = "London Borough of Northmere"', "", "authority is missing", "Add it"),
        ("informal = 10", "informal = 0", "service_days.informal is 0", ""),
        ("grace_minutes =", "grace =", "discretion.grace is not a setting", "Did you mean grace_minutes?"),
        ("grace_minutes = 10", "grace_minutes = 999", "discretion.grace_minutes is 999", ""),
        ("# bus-lane =", "bus-lanes =", "reoffer.by_family.bus-lanes is not a setting", "bus-lane"),
        ("# storage = 5500", "stowage = 5500", "held_fees.stowage is not a setting", "storage"),
        ("= 1000 ", '= "10" ', "registration_fee_pence is '10'", ""),
        ("[service_days] ", "[[service_days]] ", "service_days is", ""),
        ('"London Borough of Northmere"', '" "', "authority is blank", ""),
        ('"London Borough of Northmere"', r'"North\u0000mere"', 'authority is "North␀mere"', ""),
        ('"1 Tollgate Walk"', r'"1 \u001b[31mWalk"', 'address is "1 ␛[31mWalk"', ""),
        ("# provider =", r'provider = "P\u202e" #', 'posting.provider is "P⟦U+202E⟧"', ""),
    ],
)
def test_a_slip_in_the_councils_file_is_named(tmp_path: Path, old: str, new: str, what: str, do: str) -> None:
    assert old in COUNCIL
    path = _write(tmp_path / "council.toml", COUNCIL.replace(old, new, 1))
    with pytest.raises(Refused) as refused:
        config.load_council(path)
    assert what in refused.value.what
    assert str(path) in refused.value.what
    assert do in refused.value.do
    assert refused.value.rule


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (COUNCIL.encode("utf-16"), "not written in UTF-8"),
        (
            COUNCIL.encode().replace(b"Northmere Civic", b"Northm\xe8re Civic"),
            "line 6: the file is not written in UTF-8",
        ),
        (b"authority = Northmere\n", "cannot be read"),
        (b'place = "london"\nplace = "outside"\n', "cannot be read"),
        (b'a = "\x00"\n', "cannot be read"),
        (b"a = " + b"[" * 5_000, "cannot be read"),
        (b"a = " + b"9" * 5_000, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    for load in (config.load_council, config.load_officers, config.load_policy, config.load_personal):
        with pytest.raises(Refused, match=words):
            load(_write(tmp_path / "file.toml", content))


def test_a_missing_file_is_refused_with_where_to_find_one(tmp_path: Path) -> None:
    for load in (config.load_council, config.load_officers, config.load_policy):
        with pytest.raises(Refused, match="There is no file") as refused:
            load(tmp_path / "none.toml")
        assert "sample" in refused.value.do


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    with pytest.raises(Refused):
        config.load_council(path)


@pytest.mark.parametrize(
    ("base", "inclusive", "words"),
    [
        ("letter", True, "for 14 days beginning with the date of the letter"),
        ("letter", False, "for 14 days after the date of the letter"),
        ("service", True, "for 14 days beginning with service of the letter"),
    ],
)
def test_the_offer_is_said_in_words(base: str, inclusive: bool, words: str) -> None:
    rule = config.Reoffer(base, 14, inclusive, ("informal",))
    assert words in rule.words
    assert rule.offered("informal")
    assert not rule.offered("formal")
    assert not config.Reoffer(base, 0, inclusive, ("informal",)).offered("informal")
    assert "not offered" in config.Reoffer(base, 0, inclusive, ()).words


def test_targets_are_dated() -> None:
    officers = config.load(config.SAMPLE).officers
    assert officers.target("asha", date(2026, 4, 5)) == 0
    assert officers.target("asha", date(2026, 4, 6)) == 12
    assert officers.target("asha", date(2026, 10, 4)) == 12
    assert officers.target("asha", date(2026, 10, 5)) == 14
    assert officers.target("sefton", date(2026, 11, 22)) == 0


def test_officers_are_found_by_id() -> None:
    officers = config.load(config.SAMPLE).officers
    assert officers.get("asha").name == "Asha Verrall"
    assert officers.name("asha") == "Asha Verrall"
    assert officers.name("left-us") == "left-us"
    with pytest.raises(Refused, match="no officer 'ahsa'") as refused:
        officers.get("ahsa")
    assert refused.value.do == "Did you mean asha?"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('id = "tobin"', 'id = "asha"', "used twice"),
        ('id = "tobin"', 'id = "me"', "has a meaning"),
        ('id = "tobin"', 'id = "To Bin"', "officer 2.id"),
        ('role = "leader"', 'role = "boss"', "role is 'boss'"),
        ('officer = "tobin"', 'officer = "tobyn"', "Did you mean tobin?"),
        ("from = 2026-04-06", 'from = "2026-04-06"', "target 1.from"),
        ("from = 2026-04-06", "from = 2026-04-06T00:00:00Z", "target 1.from"),
        ("per_day = 12", "per_day = -1", "per_day is -1"),
        ("authorised = false", "authorized = false", "authorized is not a setting"),
    ],
)
def test_a_slip_in_the_officers_file_is_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    assert old in OFFICERS
    with pytest.raises(Refused) as refused:
        config.load_officers(_write(tmp_path / "officers.toml", OFFICERS.replace(old, new, 1)))
    assert what in str(refused.value)


def test_a_file_without_officers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="names no officer"):
        config.load_officers(_write(tmp_path / "officers.toml", "# nobody yet\n"))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('usual_outcome = "cancel"', 'usual_outcome = "cancle"', "Did you mean cancel?"),
        ('id = "loading"', 'id = "breakdown"', "used twice"),
        ("evidence_usually =", "evidence =", "Did you mean evidence_usually?"),
        ('points = ["breakdown"]', 'points = "breakdown"', "points is 'breakdown'"),
        ('points = ["breakdown"]', "points = [1]", "points is 1"),
    ],
)
def test_a_slip_in_the_policy_is_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    assert old in POLICY
    with pytest.raises(Refused) as refused:
        config.load_policy(_write(tmp_path / "policy.toml", POLICY.replace(old, new, 1)))
    assert what in str(refused.value)


def test_an_officers_own_file(tmp_path: Path) -> None:
    assert config.load_personal(tmp_path / "none.toml") == config.Personal()
    text = 'theme = "dusk"\n[keymap]\n"desk.points" = "p,f2"\n'
    personal = config.load_personal(_write(tmp_path / "officer.toml", text))
    assert (personal.theme, dict(personal.keymap)) == ("dusk", {"desk.points": "p,f2"})
    for wrong in ("theme = 1", 'them = "dusk"', "[keymap]\na = 1"):
        with pytest.raises(Refused):
            config.load_personal(_write(tmp_path / "officer.toml", wrong))


def test_what_a_case_counts_is_the_councils_choice(tmp_path: Path) -> None:
    weights = config.load(config.SAMPLE).council.weights
    assert weights == config.Weights()
    assert weights.words == (
        "A case counts 1; each further point 0.25, each further letter 0.15, each further PCN 0.5; "
        "cancelled or upheld, the same."
    )
    start = COUNCIL.index("[weights]")
    plain = config.load_council(_write(tmp_path / "plain.toml", COUNCIL[:start]))
    assert plain.weights == weights
    own = config.load_council(_write(tmp_path / "own.toml", COUNCIL[:start] + "[weights]\npoint = 0\n"))
    assert own.weights == config.Weights(point=0)
    with pytest.raises(Refused, match=r"weights.case is 0"):
        config.load_council(_write(tmp_path / "none.toml", COUNCIL[:start] + "[weights]\ncase = 0\n"))
    with pytest.raises(Refused, match=r"weights.cancel is not a setting"):
        config.load_council(_write(tmp_path / "odd.toml", COUNCIL[:start] + "[weights]\ncancel = 50\n"))


def _officers(tmp_path: Path, more: str) -> config.Officers:
    people = "".join(f'[[officer]]\nid = "{one}"\nname = "{one.title()}"\n' for one in ("asha", "tobin"))
    return config.load_officers(_write(tmp_path / "officers.toml", people + more))


def _target(officer: str, day: str, per_day: int) -> str:
    return f'[[target]]\nofficer = "{officer}"\nfrom = {day}\nper_day = {per_day}\n'


def test_what_is_expected_counts_working_days_without_absence_at_the_target_then_in_force(
    tmp_path: Path,
) -> None:
    away = '[[absence]]\nofficer = "asha"\nfrom = 2026-04-09\nto = 2026-04-10\n'
    targets = _target("asha", "2026-03-02", 10) + _target("asha", "2026-04-08", 12)
    officers = _officers(tmp_path, targets + away)
    # Good Friday 3 April and Easter Monday 6 April are bank holidays.
    assert officers.expected("asha", date(2026, 3, 30), date(2026, 4, 5)) == 4 * 10
    assert officers.expected("asha", date(2026, 4, 6), date(2026, 4, 12)) == 10 + 12
    assert officers.expected("asha", date(2026, 4, 9), date(2026, 4, 10)) == 0
    assert officers.expected("asha", date(2026, 4, 11), date(2026, 4, 12)) == 0
    assert officers.expected("asha", date(2026, 2, 23), date(2026, 3, 2)) == 10
    assert officers.expected("asha", date(2026, 4, 13), date(2026, 4, 12)) == 0
    assert officers.expected("tobin", date(2026, 4, 6), date(2026, 4, 12)) == 0
    days = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 4, 8), date(2026, 4, 9), date(2026, 4, 14)]
    assert officers.asked("asha", days) == [0, 10, 12, 0, 12]


def test_a_target_of_nothing_ends_it_for_somebody_who_leaves(tmp_path: Path) -> None:
    officers = _officers(tmp_path, _target("tobin", "2026-11-02", 8) + _target("tobin", "2026-11-12", 0))
    assert officers.expected("tobin", date(2026, 11, 9), date(2026, 11, 30)) == 3 * 8


def test_both_weeks_of_a_clock_change_have_five_days(tmp_path: Path) -> None:
    officers = _officers(tmp_path, _target("asha", "2026-01-01", 4))
    for sunday in (date(2026, 3, 29), date(2026, 10, 25)):
        assert officers.expected("asha", sunday - timedelta(days=6), sunday) == 20
        assert officers.expected("asha", sunday, sunday + timedelta(days=6)) == (
            16 if sunday.month == 3 else 20
        )


def test_an_absence_of_one_day_needs_no_end(tmp_path: Path) -> None:
    officers = _officers(tmp_path, '[[absence]]\nofficer = "asha"\nfrom = 2026-11-17\n')
    days = [date(2026, 11, day) for day in (16, 17, 18)]
    assert [officers.away("asha", day) for day in days] == [False, True, False]
    assert not officers.away("tobin", days[1])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('officer = "asha"\nfrom = 2026-11-17\nto = 2026-11-16\n', "asha is away from 2026-11-17"),
        ('officer = "ahsa"\nfrom = 2026-11-17\n', "officer is 'ahsa'"),
        ('officer = "asha"\n', "from is missing"),
        ('officer = "asha"\nfrom = 2026-11-17\nuntil = 2026-11-18\n', "until is not a setting"),
    ],
)
def test_a_slip_in_an_absence_is_named(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        _officers(tmp_path, f"[[absence]]\n{row}")
