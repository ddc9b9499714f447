"""Whatever the law says in any of these tests is plain: every refusal, every bar, every step of a working."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from caseworker.law.barring import Bar
from caseworker.law.calendar import Reckoned
from caseworker.law.chronology import Fault
from caseworker.law.clocks import Clock
from caseworker.law.discounts import DiscountOffer
from caseworker.law.findings import Finding
from caseworker.law.ledger import Due, Entry
from caseworker.law.refusals import Refused
from caseworker.law.weighed import Consequence
from caseworker.law.why import Why
from tests.law.wording import plain, sentence

SENTENCES: dict[type, tuple[str, ...]] = {
    Bar: ("words",),
    Clock: ("if_missed", "working", "warnings"),
    Consequence: ("words",),
    DiscountOffer: ("why",),
    Fault: ("what", "rule", "do"),
    Reckoned: ("working", "warnings"),
    Refused: ("what", "do"),
    Why: ("working", "warnings"),
}
"""What each says in whole sentences, by the names of its fields."""
PHRASES: dict[type, tuple[str, ...]] = {
    Clock: ("label",),
    Due: ("why", "working"),
    Entry: ("words",),
    Finding: ("words", "rule", "repair"),
    Refused: ("rule",),
    Why: ("title", "words", "how_verified"),
}
"""What each says in a few words, or in nothing at all."""


@pytest.fixture(autouse=True)
def plainly_said(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Listen to all that is said while a test runs; then look at each of it once."""
    said: dict[Callable[[str], None], set[Any]] = {sentence: set(), plain: set()}
    for kind in {**SENTENCES, **PHRASES}:
        monkeypatch.setattr(kind, "__init__", _heard(kind, said))
    yield
    for check, every in said.items():
        for one in every:
            for words in one if isinstance(one, tuple) else (one,):
                assert isinstance(words, str), f"nothing is said where words belong: {words!r}"
                check(words)


def _heard(kind: Any, said: dict[Callable[[str], None], set[Any]]) -> Callable[..., None]:
    made = kind.__init__

    def init(self: Any, *args: Any, **named: Any) -> None:
        made(self, *args, **named)
        if kind is Refused:
            assert self.rule or _named(self.what), f"no rule is named: {self.what}"
        said[sentence].update(getattr(self, name) for name in SENTENCES.get(kind, ()))
        said[plain].update(getattr(self, name) for name in PHRASES.get(kind, ()))

    return init


def _named(what: str) -> bool:
    """Whether a refusal is its own rule: there is no such name, or an event that a stage does not have."""
    return " is called " in what or " cannot happen at the stage " in what
