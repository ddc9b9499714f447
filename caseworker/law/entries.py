"""The entries of a ledger, from the facts of a case and from what happened to its money."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from caseworker.law.charges import Fee, Sum, account, accounts, pounds
from caseworker.law.citations import Citation
from caseworker.law.facts import Adjusted, Facts, Received
from caseworker.law.ledger import ASIDE, PENALTY, Entry, Ledger
from caseworker.law.refusals import Refused
from caseworker.law.stages import Amount, stage, stage_of
from caseworker.law.tables import day_words

__all__ = ["Adjusted", "Happened", "Offered", "Received", "Vehicle", "ledger"]
ONE_DAY = timedelta(days=1)
ADJUSTMENTS = ("refund", "waiver", "write-off", "fee", "correction")
"""What may change a ledger beside payments."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A discount offered again, from the letter's day to its last day."""

    on: date
    until: date
    pence: int


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle that was clamped or removed, and what holding it costs."""

    taken_on: date
    released_on: date | None = None
    sold_on: date | None = None
    fees: tuple[Fee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What happened to the money of a PCN, beside its facts."""

    payments: tuple[Received, ...] = ()
    """Those of the facts where none are given here."""
    adjustments: tuple[Adjusted, ...] = ()
    """Those of the facts where none are given here."""
    offers: tuple[Offered, ...] = ()
    vehicle: Vehicle | None = None
    daily: Sum | None = None
    """A zone's charge for the day, where there is one."""
    court: Sum | None = None
    """What registering the debt adds."""
    answered_on: date | None = None
    """When the challenge or the representations were answered; nothing while they wait."""
    registered_on: date | None = None
    stage_on: date | None = None
    """Since when the notice stands at its stage."""
    tariff: Citation | None = None


@dataclass
class _Book:
    """The ledger while it is being written: each entry stands on those before it."""

    facts: Facts
    happened: Happened
    discount_last_on: date | None
    entries: list[Entry] = field(default_factory=list)
    price: int = 0
    said: str = ""
    increased: bool = False

    @property
    def settled(self) -> bool:
        """Whether the penalty was paid as it stood: nothing that comes later raises it again."""
        return self.balance(PENALTY) <= 0

    def balance(self, name: str) -> int:
        """What an account is owed by now."""
        return sum(one.pence for one in self.entries if one.account == name)

    def add(
        self, on: date, kind: str, name: str, pence: int, words: str, cited: Citation | None = None
    ) -> None:
        """One more entry."""
        self.entries.append(Entry(on, kind, name, pence, words, cited))

    def ask(self, on: date, kind: str, price: int, words: str) -> None:
        """Another price of the penalty from a day on; nothing where it was paid as it stood."""
        if self.settled or words == self.said:
            return
        self.add(on, kind, PENALTY, price - self.price, words, self.happened.tariff)
        self.price, self.said = price, words


def ledger(facts: Facts, happened: Happened, *, discount_last_on: date | None, on: date) -> Ledger:
    """The ledger of one PCN.

    Args:
        facts: the case: its charge in pence, its stage, its days.
        happened: what happened to its money.
        discount_last_on: the last day of the discount that the PCN itself gave.
        on: the day up to which storage is counted, where the vehicle is still held.

    Raises:
        Refused: the case does not say what was charged, or on which day.
    """
    full, start = facts.full_pence, facts.contravened_on or facts.pcn_served_on
    if full is None or start is None:
        raise Refused(
            f"{facts.pcn} has no charge or no day of contravention: what is owed cannot be told.",
            rule="What is owed is the charge of a day, and what came in since.",
            do="Complete the case, then ask again.",
        )
    book = _Book(facts, happened, discount_last_on, price=full)
    words = f"Penalty charge: {pounds(full)}."
    book.add(start, "charge", PENALTY, full, words, happened.tariff)
    steps = [*_prices(book, start), *_vehicle(happened, on), *_money(book, on), *_increases(book, on)]
    if happened.daily is not None and happened.daily.pence:
        daily = happened.daily
        book.add(
            start, "fee", "charge", daily.pence, f"Charge of the day: {pounds(daily.pence)}.", daily.citation
        )
    for _, _, write in sorted(steps, key=lambda one: one[:2]):
        write(book)
    return Ledger(tuple(book.entries))


Step = tuple[date, int, Callable[[_Book], None]]
_PRICE, _FEE, _PAYMENT, _ADJUSTMENT, _INCREASE, _COURT, _NOTE, _END = range(8)
"""The order of what falls on one day: money that came in on the day of an increase came in before it."""


def _prices(book: _Book, start: date) -> Iterator[Step]:
    """The penalty's price on each day on which it may change, before any increase."""
    days = {start}
    days |= {book.discount_last_on + ONE_DAY} if book.discount_last_on else set()
    days |= {one.on for one in book.happened.offers} | {one.until + ONE_DAY for one in book.happened.offers}
    days |= {book.happened.answered_on} if book.happened.answered_on else set()
    for day in days:
        if day >= start:
            yield day, _PRICE, partial(_price_on, on=day)


def _price_on(book: _Book, *, on: date) -> None:
    if not book.increased:
        book.ask(on, *_price(book, on))


def _price(book: _Book, on: date) -> tuple[str, int, str]:
    """Kind, price and words of the penalty on a day, before any increase."""
    facts, last = book.facts, book.discount_last_on
    full, low = facts.full_pence or 0, facts.discount_pence
    offers = [one for one in book.happened.offers if one.on <= on <= one.until]
    longer = any(last and one.until > last and one.pence <= (low or 0) for one in offers)
    if low is not None and last and on <= last and not longer:
        return "discount", low, f"Discount: {pounds(low)} if received by {day_words(last)}."
    if offers:
        best = min(offers, key=lambda one: (one.pence, -one.until.toordinal()))
        until = day_words(best.until)
        return "offer", best.pence, f"Discount offered again: {pounds(best.pence)} if received by {until}."
    if low is not None and last and _held(book, on):
        came = day_words(facts.received_on) if facts.received_on else ""
        words = f"Held at the discount of {pounds(low)} until it is answered: it came in on {came}, by the "
        return "held", low, f"{words}last day of the discount, {day_words(last)}."
    ended = f" The discount ended on {day_words(last)}." if last else _unknown(book)
    return "full", full, f"Full charge: {pounds(full)}.{ended}"


def _unknown(book: _Book) -> str:
    """What is said where the end of the discount cannot be told."""
    return " Until when the discount ran cannot be told from the case." if book.facts.discount_pence else ""


def _waits(book: _Book) -> bool:
    """Whether what was written still waits for its answer."""
    facts = book.facts
    return bool(facts.stage) and stage(facts.stage).amount is Amount.HELD and facts.received_on is not None


def _held(book: _Book, on: date) -> bool:
    """Whether the discount is held on a day: the challenge came within it, and is not answered yet."""
    came, last, answered = book.facts.received_on, book.discount_last_on, book.happened.answered_on
    if came is None or last is None or came > last:
        return False
    return on < answered if answered else _waits(book)


def _vehicle(happened: Happened, on: date) -> Iterator[Step]:
    """Release and storage of a vehicle that was held, and its disposal."""
    held = happened.vehicle
    if held is None:
        return
    end = held.released_on or held.sold_on or on
    for fee in held.fees:
        label = account(fee.account).label
        if fee.daily:
            day = held.taken_on + fee.after_days * ONE_DAY
            while day <= end:
                yield (
                    day,
                    _FEE,
                    partial(_fee, on=day, fee=fee, words=f"{label}, for the day: {pounds(fee.pence)}."),
                )
                day += ONE_DAY
            continue
        once = held.sold_on if fee.account == "disposal" else held.taken_on
        if once is not None:
            yield once, _FEE, partial(_fee, on=once, fee=fee, words=f"{label}: {pounds(fee.pence)}.")


def _fee(book: _Book, *, on: date, fee: Fee, words: str) -> None:
    book.add(on, "fee", fee.account, fee.pence, words, fee.citation)


def _money(book: _Book, on: date) -> Iterator[Step]:
    """What came in, and what was put right."""
    facts = book.facts
    payments = book.happened.payments or facts.received
    if not payments and facts.paid_pence:
        payments = (Received(facts.paid_on or on, facts.paid_pence),)
    for paid in payments:
        yield paid.on, _PAYMENT, partial(_payment, paid=paid)
    for adjusted in book.happened.adjustments or facts.put_right:
        yield adjusted.on, _ADJUSTMENT, partial(_adjustment, one=adjusted)


def _payment(book: _Book, *, paid: Received) -> None:
    """Share a payment out over the accounts in their order; what nobody is owed is kept aside."""
    rest, how = paid.pence, f" {paid.words}" if paid.words else ""
    for one in accounts():
        part = min(rest, max(0, book.balance(one.id)))
        if part:
            words = f"{pounds(part)} of {pounds(paid.pence)} received{how}: {one.label.lower()}."
            book.add(paid.on, "payment", one.id, -part, words)
            rest -= part
    if rest:
        words = f"{pounds(rest)} of {pounds(paid.pence)} received{how}: more than was owed, kept aside."
        book.add(paid.on, "payment", ASIDE, -rest, words)


def _adjustment(book: _Book, *, one: Adjusted) -> None:
    book.add(one.on, one.kind, one.account, one.pence, one.words or one.kind.capitalize())


def _increases(book: _Book, on: date) -> Iterator[Step]:
    """What the stage says: representations that wait, the certificate, the court, the end."""
    facts, happened = book.facts, book.happened
    here = stage_of(facts.regime, facts.stage) if facts.stage else None
    amount = here.amount if here else None
    since = happened.stage_on or on
    if facts.received_on and (_waits(book) or happened.answered_on):
        yield facts.received_on, _NOTE, partial(_note, on=facts.received_on, kind="received")
        if happened.answered_on:
            yield happened.answered_on, _NOTE, partial(_note, on=happened.answered_on, kind="answered")
    registered = amount is Amount.REGISTERED
    increased = registered or amount is Amount.SURCHARGED
    certified = facts.certificate_served_on or (since if increased else None)
    if certified:
        yield certified, _INCREASE, partial(_certificate, on=certified)
    court = happened.registered_on or (since if registered else None)
    if court:
        yield court, _COURT, partial(_registered, on=court)
    if here is None:
        return
    if amount is Amount.NOTHING:
        yield since, _END, partial(_closed, on=since, stage_id=here.id, label=here.label, cited=here.citation)
    elif certified and not increased:
        yield max(since, certified), _END, partial(_undone, on=max(since, certified), cited=here.citation)


_NOTES = {
    "received": "A challenge or representations came in.",
    "answered": "What came in was answered.",
}


def _note(book: _Book, *, on: date, kind: str) -> None:
    book.add(on, kind, PENALTY, 0, _NOTES[kind])


def _certificate(book: _Book, *, on: date) -> None:
    """The increase of the penalty by half; of nothing else, and not where it was paid before."""
    price = book.facts.surcharged_pence or 0
    if book.settled:
        words = "A charge certificate was served after the penalty had been paid: it adds nothing."
        book.add(on, "certificate", PENALTY, 0, words)
        return
    book.increased = True
    book.ask(on, "certificate", price, f"Increased by half by the charge certificate: {pounds(price)}.")


def _registered(book: _Book, *, on: date) -> None:
    fee = book.happened.court
    if fee is not None and not book.settled:
        book.add(on, "registered", "court", fee.pence, f"Court fee: {pounds(fee.pence)}.", fee.citation)


def _undone(book: _Book, *, on: date, cited: Citation) -> None:
    """The order was revoked: the increase and the court fee fall away, even where they were paid."""
    if not book.increased:
        return
    full, fee = book.facts.full_pence or 0, _charged(book, "court")
    if fee:
        book.add(on, "undone", "court", -fee, "The court fee falls away.", cited)
    words = f"Full charge: {pounds(full)}. The increase was undone."
    book.add(on, "undone", PENALTY, full - book.price, words, cited)
    book.price, book.said, book.increased = full, words, False


def _closed(book: _Book, *, on: date, stage_id: str, label: str, cited: Citation) -> None:
    """The end: paid and written off leave what came in; a cancellation gives it back."""
    words = f"{label}: nothing is due."
    for one in accounts():
        owed = book.balance(one.id)
        if stage_id in ("paid", "written-off"):
            off = max(0, owed)
        else:
            off = _charged(book, one.id) if one.ends_with_penalty else 0
        if off or one.id == PENALTY:
            book.add(on, "closed", one.id, -off, words, cited)


def _charged(book: _Book, name: str) -> int:
    """What an account was charged by now, before what came in for it and what was paid back."""
    aside = ("payment", "refund")
    return sum(one.pence for one in book.entries if one.account == name and one.kind not in aside)
