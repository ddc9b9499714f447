"""The filter language: what it reads, and how it says no."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.law.refusals import Refused
from caseworker.store.filtering import Filter


def test_every_word_of_the_language_is_read() -> None:
    text = (
        'kind:formal due<5 regime:tma-reg9 officer:me flag:care street:"Mare Street" vrm:zz1* code:12 loading'
    )
    assert Filter.parse(text, officer="asha") == Filter(
        kind="formal",
        due_before=5,
        regime="tma-reg9",
        officer="asha",
        flag=("care",),
        street="Mare Street",
        vrm="ZZ1*",
        code="12",
        words=("loading",),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Filter()),
        ("   ", Filter()),
        ("officer:none", Filter(officer="")),
        ("officer:tobin", Filter(officer="tobin")),
        ("due<=5", Filter(due_before=6)),
        ("due:5", Filter(due_before=6)),
        ("due:today", Filter(due_before=1)),
        ("due:overdue", Filter(due_before=0)),
        ("due<-2", Filter(due_before=-2)),
        ("due<2026-12-01", Filter(due_before=date(2026, 12, 1))),
        ("due:2026-12-01", Filter(due_before=date(2026, 12, 2))),
        ("flag:care flag:film", Filter(flag=("care", "film"))),
        ("code:1", Filter(code="01")),
        ("KIND:Formal", Filter(kind="formal")),
        ("status:issued sort:received", Filter(status="issued", sort="received")),
        ('"two words" three', Filter(words=("two words", "three"))),
        ('pcn:"zz 123"', Filter(pcn="ZZ123")),
        ("*", Filter()),
    ],
)
def test_each_form_is_read(text: str, expected: Filter) -> None:
    assert Filter.parse(text, officer="asha") == expected


@pytest.mark.parametrize(
    ("text", "what", "do"),
    [
        ("knd:formal", "does not know knd", "Did you mean kind?"),
        ("kind:fromal", "kind:fromal is not known", "Did you mean formal?"),
        ("regime:tma-reg", "regime:tma-reg is not known", "Did you mean tma-reg9?"),
        ("status:opne", "status:opne is not known", "Did you mean open?"),
        ("sort:price", "sort:price is not known", "Known: urgency, received"),
        ("zzzzzz:1", "does not know zzzzzz", "Known: kind"),
        ("due<soon", "neither a number of days nor a date", "due<5"),
        ("due<2026-02-30", "neither", "due<5"),
        ("due<9999-12-31 due:9999-12-31", "neither", "due<5"),
        ("kind<formal", "cannot be compared", "kind:formal"),
        ('street:"Mare', "cannot be read", "Close each quotation mark"),
        ('kind:""', "has no value", "Write something"),
    ],
)
def test_what_is_not_known_is_refused_with_the_nearest(text: str, what: str, do: str) -> None:
    with pytest.raises(Refused) as refused:
        Filter.parse(text)
    assert what in refused.value.what
    assert do in refused.value.do


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = Filter.parse(text)
    except Refused:
        return
    assert isinstance(found, Filter)


def test_only_the_kind_is_told_apart_from_more() -> None:
    assert Filter.parse("kind:formal sort:received").only_kind
    assert not Filter.parse("kind:formal officer:none").only_kind
    assert not Filter.parse("status:issued").only_kind
