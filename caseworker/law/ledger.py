"""What is owed on one PCN, line by line: every sum follows from the entries, and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from caseworker.law.charges import account as account_of
from caseworker.law.charges import accounts, pounds
from caseworker.law.citations import Citation
from caseworker.law.tables import day_words

ASIDE = "aside"
"""Where money lies that nobody asked for: no kind of debt, so it is kept apart from all of them."""
PENALTY = "penalty"
KINDS: Mapping[str, str] = {
    "charge": "Charged",
    "discount": "Discount",
    "offer": "Discount offered again",
    "held": "Held at the discount",
    "full": "Full charge",
    "undone": "Increase undone",
    "fee": "Fee",
    "received": "Challenge came in",
    "answered": "Challenge answered",
    "payment": "Payment",
    "refund": "Refund",
    "waiver": "Waiver",
    "write-off": "Write-off",
    "correction": "Correction",
    "certificate": "Charge certificate",
    "registered": "Registered with the court",
    "closed": "Closed",
}
"""Every kind of entry with its name, in the order in which those of one day are read."""
_PRICES = ("charge", "discount", "offer", "held", "full", "undone", "certificate", "closed")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it adds to what is owed on its day, and why."""

    on: date
    kind: str
    """A kind of `KINDS`."""
    account: str
    """An account of ``charges.toml``, or `ASIDE`."""
    pence: int
    """Below nothing where it takes away; nothing where it only says what happened."""
    words: str
    citation: Citation | None = None

    @property
    def line(self) -> str:
        """The entry in one line."""
        sign = "+" if self.pence > 0 else ""
        sum_ = f" {sign}{pounds(self.pence)}" if self.pence else ""
        return f"{day_words(self.on)}{sum_}: {self.words}"


@dataclass(frozen=True, slots=True)
class Due:
    """What is due on a day, in pence, and why."""

    pence: int
    why: str
    citation: Citation | None
    overpaid_pence: int = 0
    """Received beyond what was owed: to be paid back or explained."""
    owed: tuple[tuple[str, int], ...] = ()
    """What each account is owed, before anything kept aside is set against it; only those owed something."""
    waiting: bool = False
    """Whether what was written still waits for its answer: a payment alone does not close it."""
    working: tuple[str, ...] = ()
    """The entries up to that day, a line each."""

    @property
    def closes(self) -> bool:
        """Whether nothing is owed and nothing waits for an answer."""
        return self.pence == 0 and not self.waiting


@dataclass(frozen=True)
class Ledger:
    """The entries of one PCN. Their order does not matter: each says its day."""

    entries: tuple[Entry, ...]

    @cached_property
    def ordered(self) -> tuple[Entry, ...]:
        """The entries by day, those of one day in the order in which they are read."""
        rank = {kind: at for at, kind in enumerate(KINDS)}
        return tuple(
            sorted(
                self.entries,
                key=lambda one: (one.on, rank[one.kind], one.account, one.pence, one.words),
            )
        )

    def until(self, on: date) -> tuple[Entry, ...]:
        """The entries up to and with a day, in order."""
        return tuple(one for one in self.ordered if one.on <= on)

    def balance(self, account: str, on: date | None = None) -> int:
        """What one account is owed, in pence; below nothing where more came in than it was owed."""
        return sum(
            one.pence for one in self.entries if one.account == account and (on is None or one.on <= on)
        )

    def received(self, on: date) -> int:
        """All that was paid up to a day, in pence, before refunds."""
        return -sum(one.pence for one in self.entries if one.kind == "payment" and one.on <= on)

    def paid(self, account: str) -> int:
        """All that was paid on one account, in pence, before refunds."""
        return -sum(one.pence for one in self.entries if one.kind == "payment" and one.account == account)

    def due(self, on: date) -> Due:
        """What is due on a day, with why.

        What is due less what is overpaid is the sum of the entries. One account is never paid from another;
        only what is kept aside is set against what is owed.
        """
        balances = {one.id: self.balance(one.id, on) for one in accounts()}
        aside = max(0, -self.balance(ASIDE, on))
        owed = tuple((name, pence) for name, pence in balances.items() if pence > 0)
        total = sum(pence for _, pence in owed)
        over = sum(-pence for pence in balances.values() if pence < 0) + aside
        set_off = min(total, aside)
        here = self.until(on)
        price = next((one for one in reversed(here) if one.kind in _PRICES), None)
        waits = [one.kind for one in here if one.kind in ("received", "answered", "closed")]
        waiting = bool(waits) and waits[-1] == "received"
        due = Due(
            pence=total - set_off,
            why="",
            citation=price.citation if price else None,
            overpaid_pence=over - set_off,
            owed=owed,
            waiting=waiting,
            working=tuple(one.line for one in here),
        )
        why = _why(due, price, here)
        return Due(due.pence, why, due.citation, due.overpaid_pence, owed, waiting, due.working)


def _why(due: Due, price: Entry | None, here: tuple[Entry, ...]) -> str:
    """What is due, in sentences: the price, what stands beside it, what came in."""
    payments = [one for one in here if one.kind == "payment"]
    paid = -sum(one.pence for one in payments)
    words = [price.words] if price else ["Nothing was charged yet."]
    words += _beside(due)
    if paid and not due.pence:
        words.insert(0, f"Paid: {pounds(paid)} received, the last on {day_words(payments[-1].on)}.")
    elif paid:
        words.append(f"{pounds(paid)} received, so {pounds(due.pence)} is still due.")
    words += _given(here)
    if due.overpaid_pence:
        words.append(
            f"{pounds(due.overpaid_pence)} is more than was owed: kept aside, to be paid back or explained."
        )
    if paid and due.waiting:
        words.append("What was written still waits for its answer: the payment does not close it.")
    return " ".join(words)


def _beside(due: Due) -> list[str]:
    """What other accounts are owed, each named: never one sum without its parts."""
    other = [(account_of(name).label, pence) for name, pence in due.owed if name != PENALTY]
    if not other:
        return []
    named = ", ".join(f"{label.lower()} {pounds(pence)}" for label, pence in other)
    return [f"Besides: {named}."]


def _given(here: tuple[Entry, ...]) -> list[str]:
    """What was paid back, waived, written off or put right."""
    words = []
    for kind in ("refund", "waiver", "write-off", "correction"):
        changed = sum(one.pence for one in here if one.kind == kind)
        if changed:
            words.append(f"{KINDS[kind]}: {pounds(abs(changed))}.")
    return words
