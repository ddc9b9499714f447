"""Paragraphs that could never stand where they say, and fields that would stay empty there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.letters.library import CONDITIONS, Library, Paragraph
from caseworker.letters.lint_place import _NEVER_TOGETHER, places

NOR, NOA = ("notice-of-rejection",), ("notice-of-acceptance",)
ONE = Paragraph(
    "one", "One", "rights", NOR, "Read this.\n\nThen this: {pcn}.", date(2027, 1, 31), ("tma-reg9",),
    path="a/one.md", first_line=9,
)  # fmt: skip


def said(*paragraphs: Paragraph) -> list[str]:
    return [str(one) for one in places(Library(paragraphs, {}))]


def test_conditions_that_never_hold_together_are_found() -> None:
    (found,) = said(replace(ONE, when=("paid", "london", "unpaid")))
    assert "“paid” and “unpaid” never hold together." in found
    assert said(replace(ONE, when=("paid-part", "not-settled", "london"))) == []


def test_every_condition_of_that_table_exists() -> None:
    known = set(CONDITIONS) | {"in-time", "out-of-time"}
    assert set(_NEVER_TOGETHER.split()) <= known


@pytest.mark.parametrize(
    ("kinds", "when", "wrong"),
    [
        (NOR, ("cancelled",), True),
        (NOA, ("stands",), True),
        (NOA, ("cancelled",), False),
        (("charge-certificate-response",), ("cancelled",), False),
        (("informal-rejection",), ("formal-stage",), True),
        (("information-request",), ("formal-stage",), False),
    ],
)
def test_conditions_that_never_hold_in_these_letters_are_found(
    kinds: tuple[str, ...], when: tuple[str, ...], wrong: bool
) -> None:
    assert bool(said(replace(ONE, kinds=kinds, when=when))) is wrong


@pytest.mark.parametrize(
    ("field", "more", "wrong"),
    [
        ("daily_charge", {}, "parking"),
        ("daily_charge", {"regimes": ("caz-2013",)}, ""),
        ("fees_paid", {}, "parking"),
        ("fees_paid", {"regimes": ("removal", "clamp")}, ""),
        ("surcharged", {"regimes": ("tma-reg9", "removal")}, "removal"),
        ("surcharged", {}, ""),
        ("asked", {}, "notice-of-rejection"),
        ("last_day", {"kinds": (*NOR, "information-request")}, "information-request"),
        ("last_day", {}, ""),
        ("grounds", {}, "notice-of-rejection"),
    ],
)
def test_a_field_that_would_stay_empty_is_found_with_its_line(
    field: str, more: dict[str, object], wrong: str
) -> None:
    one = replace(ONE, text=ONE.text.replace("pcn", field), **more)  # type: ignore[arg-type]
    expected = [f"a/one.md:11: {{{field}}} is never known in: {wrong}."] if wrong else []
    assert [line.split(" Take it out")[0] for line in said(one)] == expected


def test_of_two_on_the_same_conditions_only_one_is_ever_planned() -> None:
    (found,) = said(ONE, replace(ONE, id="two", path="a/two.md"))
    assert found.startswith("a/two.md:9: It stands in the same place as one")


@pytest.mark.parametrize(
    "more",
    [
        {"when": ("paid",)},
        {"kinds": NOA},
        {"regimes": ("caz-2013",)},
        {"regimes": ("tma-reg9", "tma-reg10")},
        {"use": "also"},
        {"use": "offer"},
        {"points": ("loading",)},
    ],
)
def test_what_differs_or_is_more_particular_is_let_be(more: dict[str, object]) -> None:
    assert said(ONE, replace(ONE, id="two", path="a/two.md", **more)) == []  # type: ignore[arg-type]
