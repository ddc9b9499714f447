"""What screens and commands receive: frozen values, already checked, already worded where law is spoken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseworker.casework.background import Background
from caseworker.casework.enclosed import EnclosedView
from caseworker.casework.links import LinkedView
from caseworker.law.citations import Citation
from caseworker.law.decisions import Allowed
from caseworker.law.facts import Facts, Outcome, PointOutcome
from caseworker.law.policy import Guideline


@dataclass(frozen=True, slots=True)
class ItemView:
    """One piece of correspondence with its words, made safe."""

    id: int
    direction: str
    channel: str
    received_on: date
    from_name: str
    subject: str
    text: str
    elsewhere: bool = False
    """Whether it belongs to another case of this PCN: say, a complaint beside a challenge."""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One piece of evidence, without its bytes."""

    id: int
    name: str
    kind: str
    sent_by: str
    taken_at: str
    caption: str
    size: int
    opened_at: datetime | None
    """When this officer first opened it for this case."""
    seen: tuple[str, ...] = ()
    """Of a film: who saw what of it for this case, and when, in words."""

    @property
    def label(self) -> str:
        """What the officer calls it."""
        return self.caption or self.name


@dataclass(frozen=True, slots=True)
class ClockView:
    """One live clock: the last day, the last safe posting day, and why."""

    id: str
    label: str
    last_on: date
    safe_posting_on: date | None
    days_left: int
    """Whole days from today to the last day; negative once it has passed."""
    state: str
    """``past`` (we missed it), ``today``, ``soon`` (within five days), ``open``, or ``ended`` (not ours)."""
    if_missed: str
    citation: Citation
    working: tuple[str, ...]
    warnings: tuple[str, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """One line of the timeline."""

    on: date
    officer: str
    words: str
    event: str = ""
    """Which event it is in the table of stages, where it is one."""
    at: datetime | None = None
    """When it was done here; None for what came with the case."""


@dataclass(frozen=True, slots=True)
class PaymentView:
    """Money received."""

    received_on: date
    amount_pence: int
    method: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry of the ledger, with what its account is owed after it."""

    on: date
    kind: str
    kind_label: str
    account: str
    account_label: str
    pence: int
    """What it adds to what is owed; below nothing where it takes away."""
    balance_pence: int
    words: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class LedgerView:
    """What is owed on a PCN on a day, line by line, each kind of money in an account of its own."""

    on: date
    lines: tuple[LedgerLine, ...]
    """Up to that day, oldest first; the days of storage stand as one line for each day."""
    due_pence: int
    why: str
    owed: tuple[tuple[str, int], ...]
    """Label and pence of each account that is owed something: never to be printed as one sum only."""
    received_pence: int
    overpaid_pence: int
    """Kept aside: to be paid back or explained."""
    waiting: bool
    """Whether what was written still waits for its answer: a payment alone does not close it."""


@dataclass(frozen=True, slots=True)
class MoneyView:
    """Charges and payments of a PCN, and what is due today, with why."""

    full_pence: int
    discount_pence: int
    surcharged_pence: int
    payments: tuple[PaymentView, ...]
    due_pence: int
    why: str
    tariff: Citation
    tariff_from: date
    ledger: LedgerView


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note on the PCN."""

    noted_at: datetime
    kind: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class OtherPcn:
    """Another PCN of the same vehicle or keeper."""

    pcn: str
    vrm: str
    contravened_on: date
    code: str
    location: str
    stage: str
    reason: str
    """``same vehicle`` or ``same keeper``."""
    ended: str = ""
    """How its case was decided, when and on which points; empty where it was not."""
    same: bool = False
    """Whether it was cancelled in the last twelve months for a reason that is raised here too."""


@dataclass(frozen=True, slots=True)
class PointView:
    """One point raised, its ground or mitigation, the evidence relied on and the answer."""

    slug: str
    label: str
    words: str = ""
    item_id: int | None = None
    start: int | None = None
    end: int | None = None
    ground: str = ""
    mitigation: bool = False
    outcome: PointOutcome | None = None
    reason: str = ""
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggested:
    """A point that the program found in the letter; the officer takes or drops it."""

    slug: str
    label: str
    words: str
    item_id: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class DecisionView:
    """The decision that stands on a case."""

    id: int
    outcome: Outcome
    letter_kind: str
    officer: str
    decided_at: datetime
    discount_pence: int | None
    discount_until: date | None
    refund_pence: int
    guideline: str
    followed: str
    weighed: str
    asked: tuple[str, ...] = ()
    """What the motorist is asked for, where nothing is decided yet."""
    answer_by: date | None = None
    """The day until which the answer is waited for."""


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter issued on this PCN."""

    id: int
    number: str
    kind: str
    recipient: str
    issued_at: datetime
    posts_on: date
    sha256: str
    where: str = ""
    """Where it is on its way to the post: ``waiting``, ``left`` …; empty where nobody keeps it."""
    where_words: str = ""
    """The same in words: ``waits for the post of Friday 20 November``."""


@dataclass(frozen=True, slots=True)
class HoldView:
    """Why a case was put aside, and until when."""

    kind: str
    """``hold``, or ``information``: the motorist was asked for something."""
    words: str
    officer: str
    made_at: datetime
    until_on: date
    over: bool
    """Its day has come: the case is handed out again."""


@dataclass(frozen=True, slots=True)
class ProceedingView:
    """What runs or ran beside the PCN: an appeal, a court matter, a request, with a day of its own."""

    kind: str
    """A kind of ``proceedings.toml``."""
    label: str
    words: str
    """What it means for the case."""
    reference: str
    form: str
    ground: str
    began_on: date
    due_on: date | None
    """The last day for what the council must do in it."""
    days_left: int | None
    """Whole days to that day; nothing where nothing is to be done any more."""
    answered_on: date | None
    ended_on: date | None
    result: str
    """What ended it, in words."""
    note: str
    """What whoever entered it wrote."""
    bars: tuple[str, ...]
    """What may not be done while it is open."""
    citation: Citation | None

    @property
    def open(self) -> bool:
        """Whether it has no end yet."""
        return self.ended_on is None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case, whole, as the desk shows it."""

    id: int
    version: int
    status: str
    officer: str
    facts: Facts
    stage_label: str
    regime_label: str
    vehicle: str
    restriction: str
    observed: str
    enforced_by: str
    data_as_of: datetime
    keeper: str
    liable: str
    """Who is liable, in words."""
    serve: str
    """Who must be served, in words."""
    flags: tuple[str, ...]
    warnings: tuple[str, ...]
    items: tuple[ItemView, ...]
    evidence: tuple[EvidenceView, ...]
    clocks: tuple[ClockView, ...]
    timeline: tuple[EventView, ...]
    notes: tuple[NoteView, ...]
    money: MoneyView
    others: tuple[OtherPcn, ...]
    points: tuple[PointView, ...]
    suggested: tuple[Suggested, ...]
    decision: DecisionView | None
    guidelines: tuple[Guideline, ...]
    letters: tuple[LetterView, ...]
    draft_saved_at: datetime | None
    background: Background
    hold: HoldView | None
    authority_seen: bool
    """Whether the authority of somebody who writes for the keeper was seen."""
    safe_post_on: date | None
    """The last day on which a reply can be posted and still be served in time, where the law sets one."""
    proceedings: tuple[ProceedingView, ...] = ()
    """What runs beside the PCN, the open ones first."""
    also: tuple[str, ...] = ()
    """Of an enquiry: what its words raise against the PCN, so that it is a challenge too."""
    held: str = ""
    """When the vehicle was taken, given back or sold, and the right to make representations notified."""
    linked: tuple[LinkedView, ...] = ()
    """The other cases that stand with it, in the order in which they came."""
    by_post: str = ""
    """Why the PCN came by post, where its law asks for a reason."""
    enclosed: tuple[EnclosedView, ...] = ()

    @property
    def pcn(self) -> str:
        """The PCN's number."""
        return self.facts.pcn

    @property
    def unopened(self) -> tuple[EvidenceView, ...]:
        """Evidence that this officer has not opened for this case."""
        return tuple(one for one in self.evidence if one.opened_at is None)


@dataclass(frozen=True, slots=True)
class Choices:
    """What cancelling and upholding would each do, side by side, before anything is decided."""

    cancel: Allowed
    uphold: Allowed
    asks_cancel: str = ""
    """What cancelling will ask for first, in words: which point is the reason, a sentence on this case."""
    asks_uphold: str = ""
    """What upholding will ask for first, in words."""


@dataclass(frozen=True, slots=True)
class Done:
    """An act was done: the case's new version, and a sentence for the officer."""

    case_id: int
    version: int
    words: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A letter was issued."""

    number: str
    pcn: str
    kind: str
    recipient: str
    posts_on: date
    sha256: str
    again: bool = False
    """The same press, seen twice: the letter had been issued already."""
    also: tuple[str, ...] = ()
    """The other PCNs that it answers."""


@dataclass(frozen=True, slots=True)
class Today:
    """An officer's day: cleared so far, the dated target, and the share of the working day passed."""

    done: int
    weighted: float
    target: int
    day_share: float
    away: bool = False
    """Nothing is asked of the officer on this day."""
    working: bool = True
    """Whether it is a working day: on others nothing is asked of anybody."""
