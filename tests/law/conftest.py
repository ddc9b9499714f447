"""Whatever the law says in any of these tests is plain and of its kind: refusals, bars, steps of a working.

What it makes has the types that it is said to have, is named by a plain id, and weighs what it may weigh.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from caseworker.law.barring import Alert, Bar
from caseworker.law.beside import Beside, Paper
from caseworker.law.book import Rule
from caseworker.law.calendar import Reckoned
from caseworker.law.charges import Account, Charge, Fee, Sum
from caseworker.law.chronology import Fault
from caseworker.law.citations import Citation
from caseworker.law.clocks import Clock
from caseworker.law.contraventions import Contravention
from caseworker.law.decisions import Allowed
from caseworker.law.discounts import DiscountOffer
from caseworker.law.findings import Finding
from caseworker.law.forms import Form, FormGround
from caseworker.law.grounds import Ground
from caseworker.law.hire import HireTest
from caseworker.law.ledger import Due, Entry
from caseworker.law.mitigation import Mitigation
from caseworker.law.moments import Moment
from caseworker.law.notices import Item
from caseworker.law.points import Point
from caseworker.law.proceedings import ProceedingKind
from caseworker.law.refunds import Refund
from caseworker.law.refusals import Refused
from caseworker.law.regimes import Notice, Regime, Tribunal
from caseworker.law.stages import Stage, Transition
from caseworker.law.weighed import Consequence
from caseworker.law.why import Why
from tests.law.kinds import sound
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
    Rule: ("says",),
    Why: ("title", "words", "how_verified"),
}
"""What each says in a few words, or in nothing at all."""
MADE: tuple[type, ...] = (
    *(Citation, Account, Charge, Fee, Sum, Entry, Due, Clock, Reckoned, DiscountOffer, Refund),
    *(Consequence, Allowed, Bar, Alert, Fault, Finding, Rule, Why),
    *(Notice, Regime, Tribunal, Stage, Transition, Form, FormGround, HireTest, ProceedingKind),
    *(Contravention, Ground, Item, Mitigation, Point, Moment, Beside, Paper),
)
"""What is made from the tables, or worked out."""


@pytest.fixture(autouse=True)
def plainly_said(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Listen to all that is said while a test runs; then look at each of it once."""
    said: dict[Callable[[str], None], set[Any]] = {sentence: set(), plain: set()}
    for kind in dict.fromkeys((*SENTENCES, *PHRASES, *MADE)):
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
        if kind in MADE:
            sound(self)
        if kind is Refused:
            assert self.rule or _named(self.what), f"no rule is named: {self.what}"
        said[sentence].update(getattr(self, name) for name in SENTENCES.get(kind, ()))
        said[plain].update(getattr(self, name) for name in PHRASES.get(kind, ()))

    return init


def _named(what: str) -> bool:
    """Whether a refusal is its own rule: there is no such name, or an event that a stage does not have."""
    return " is called " in what or " cannot happen at the stage " in what
