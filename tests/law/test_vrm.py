"""Registration marks and PCN numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.law.vrm import look_alike, look_alike_marks, look_alikes, normal, shown


@pytest.mark.parametrize("raw", ["zz19 abc", "ZZ19ABC", " Z Z 1 9 A B C ", "ZZ19-ABC", "ＺＺ１９ABC"])
def test_a_mark_has_one_way_of_being_written(raw: str) -> None:
    assert normal(raw) == "ZZ19ABC"


@pytest.mark.parametrize("raw", ["", "   ", "ZZ19 ABÇ", "[/]", "ZZ19\x1bABC", "Z" * 16, "ß1"])
def test_what_is_no_mark_is_refused(raw: str) -> None:
    with pytest.raises(Refused, match="not a registration mark"):
        normal(raw)


@pytest.mark.parametrize(
    ("raw", "plate"),
    [
        ("zz19abc", "ZZ19 ABC"),
        ("Q123ABC", "Q123 ABC"),
        ("ABC123Q", "ABC 123Q"),
        ("QQ1", "QQ 1"),
        ("1QQ", "1 QQ"),
    ],
)
def test_a_mark_is_shown_as_on_a_plate(raw: str, plate: str) -> None:
    assert shown(raw) == plate


def test_a_mark_that_cannot_be_read_is_shown_as_it_is() -> None:
    assert shown("[/]") == "[/]"


@pytest.mark.parametrize(
    ("one", "other"), [("ZZ19 OBC", "ZZ19 0BC"), ("QI1", "Q11"), ("B8S5", "88S5"), ("Z2", "22")]
)
def test_look_alikes(one: str, other: str) -> None:
    assert look_alikes(one, other) and look_alikes(other, one)


def test_the_same_mark_and_a_quite_different_one_are_no_look_alikes() -> None:
    assert not look_alikes("ZZ19ABC", "zz19 abc")
    assert not look_alikes("ZZ19ABC", "ZZ19ABD")


@given(st.text("ABCXYZ0123456789", min_size=1, max_size=12))
def test_normal_is_settled_and_shown_loses_nothing(raw: str) -> None:
    assert normal(normal(raw)) == normal(raw)
    assert normal(shown(raw)) == normal(raw)


@pytest.mark.parametrize("raw", ["ZZ1234567A", "zz 1234567 a", "ZZ12345678", "ZZ1234567", "ZZ12345678A"])
def test_known_shapes_of_a_pcn(raw: str) -> None:
    assert normal_pcn(raw) == raw.replace(" ", "").upper()


@pytest.mark.parametrize(
    "raw", ["", "ZZ123", "Z12345678", "ZZ1234567AB", "1234567890", "ZZ12345é78", "ZZ123456789"]
)
def test_a_pcn_of_no_known_shape_is_refused(raw: str) -> None:
    with pytest.raises(Refused, match="PCN of no known shape"):
        normal_pcn(raw)


def test_every_mark_that_is_taken_for_one_with_the_fewest_slips_first() -> None:
    marks = look_alike_marks("ZZ19ABC", 256)
    assert marks[0] == "ZZ19ABC" and len(marks) == len(set(marks)) == 24
    assert {"2Z19ABC", "ZZI9ABC", "ZZ19A8C", "22L9A8C"} < set(marks)
    assert {look_alike(one) for one in marks} == {look_alike("ZZ19ABC")}
    slips = [sum(a != b for a, b in zip(one, "ZZ19ABC", strict=True)) for one in marks]
    assert slips == sorted(slips)
    assert len(look_alike_marks("0000000", 50)) == 50
