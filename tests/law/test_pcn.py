"""The number of a PCN: one way of writing it, and what it may have been misread for."""

from __future__ import annotations

import pytest

from caseworker.law.pcn import as_misread, has_shape, normal_pcn
from tests.hostile.payloads import ALL


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ZZ578O949T", ("ZZ5780949T",)),
        ("zz 578o949 t", ("ZZ5780949T",)),
        ("2Z5780949T", ("ZZ5780949T",)),
        ("ZZ57809495", ("ZZ5780949S",)),
        ("ZZS7B09491", ("ZZ5780949I", "ZZ57809491")),
        ("ZZ5780949T", ()),
        ("Hello there", ()),
        ("", ()),
    ],
)
def test_letters_that_were_read_for_digits(read: str, meant: tuple[str, ...]) -> None:
    assert as_misread(read) == meant
    assert all(normal_pcn(one) == one for one in as_misread(read))


def test_hostile_words_are_no_number() -> None:
    for payload in ALL.values():
        assert all(map(has_shape, as_misread(payload)))
