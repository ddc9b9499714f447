"""The facts of one case, as the law, the letters and the letter check need them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from caseworker.law.kinds import CaseKind, LetterKind, Outcome, Place, PointOutcome, WriterRole

__all__ = [
    "Adjusted",
    "CaseKind",
    "Facts",
    "LetterKind",
    "Outcome",
    "Party",
    "Place",
    "PointOutcome",
    "Received",
    "WriterRole",
]


@dataclass(frozen=True, slots=True)
class Party:
    """A person or firm with a postal address."""

    name: str = ""
    address: tuple[str, ...] = ()
    """Lines, without the postcode."""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """Money that came in, in pence, on the day it was received."""

    on: date
    pence: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Money beyond payments: what it adds to what is owed, in pence."""

    on: date
    kind: str
    account: str
    pence: int
    words: str = ""


APPEAL_FORMS = {
    Place.LONDON: "London Tribunals appeal form",
    Place.OUTSIDE: "Traffic Penalty Tribunal information sheet",
}
"""What is enclosed with a notice of rejection, by place, as its tribunal calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one case. Money is in pence; a legal day is a date; unknown is ``None`` or empty."""

    authority: str
    place: Place
    regime: str
    """A regime id of `law/data/regimes.toml`, for example ``tma-reg9``."""
    basis: str | None = None
    """For a postal PCN, why it came by post: ``approved-device``, ``prevented``, ``driven-away`` or
    ``outside-traffic``."""
    pcn: str
    vrm: str
    code: str = ""
    """Contravention code with its suffixes, for example ``12r``."""
    contravention: str = ""
    """The contravention in words."""
    contravened_on: date | None = None
    contravened_time: str = ""
    """Local time ``HH:MM``."""
    observed_from: str = ""
    """When the officer began to watch, local ``HH:MM``."""
    observed_to: str = ""
    """When the officer stopped, local ``HH:MM``."""
    location: str = ""
    restriction: str = ""
    """What applies at the place, and when, in the supplier's words."""
    level: str = ""
    """``higher`` or ``lower``."""
    band: str = ""
    stage: str = ""
    """A stage id of `law/data/stages.toml`."""
    kind: CaseKind = CaseKind.INFORMAL
    letter_kind: LetterKind | None = None
    outcome: Outcome | None = None
    full_pence: int | None = None
    discount_pence: int | None = None
    surcharged_pence: int | None = None
    daily_charge_pence: int | None = None
    """What a Clean Air Zone charged for the day: a sum of its own, never part of the penalty."""
    fees_paid_pence: int = 0
    """What was paid for the release of a vehicle beside the penalty: release, storage, disposal."""
    fees_paid: tuple[tuple[str, int], ...] = ()
    """Its parts where they are known, each an account of the ledger with its pence."""
    paid_pence: int = 0
    """What was paid on the penalty; where no vehicle was held, all that was paid."""
    paid_on: date | None = None
    received: tuple[Received, ...] = ()
    """Each payment on its own day, where the case knows them; else what was paid came on ``paid_on``."""
    put_right: tuple[Adjusted, ...] = ()
    """What was paid back, waived, written off or put right since."""
    released_on: date | None = None
    """The day on which a vehicle that was held was given back."""
    sold_on: date | None = None
    """The day on which a vehicle that was held was disposed of."""
    court_ground: str = ""
    """The ground of the form that was filed last at the court, by its id; empty where none is known."""
    papers_missing: tuple[str, ...] = ()
    """What the tribunal must be sent and the case does not hold, each by its name."""
    pcn_dated_on: date | None = None
    """The date on a postal PCN: the day it was posted. In London's own Acts its clocks count from it."""
    pcn_served_on: date | None = None
    notice_dated_on: date | None = None
    """The date on the notice to owner or the enforcement notice, where it is known."""
    notice_served_on: date | None = None
    """Service of the enforcement notice (notice to owner, enforcement notice, or the postal PCN itself); in
    removal and clamp cases the day on which the right to make representations was notified."""
    certificate_served_on: date | None = None
    order_served_on: date | None = None
    """Service of the order for recovery, where it is known."""
    received_on: date | None = None
    """When the first valid challenge or representations were received."""
    letters_received: tuple[date, ...] = ()
    """The days on which what this letter answers came, oldest first; not what was answered before."""
    standard_on: date | None = None
    """The last day for this answer by the council's own standard."""
    posts_on: date | None = None
    """The day this letter is dated and posted."""
    served_on: date | None = None
    """The day this letter is treated as served."""
    by_hand: bool = False
    """Whether a leader has approved that this letter is handed over, not posted: on its own day."""
    emailed_to: str = ""
    """The address to which this letter is emailed, as was agreed; empty where it goes by post or by hand."""
    enclosed: tuple[str, ...] = ()
    """The pictures that go with this letter, each by its caption."""
    discount_offer_pence: int | None = None
    """The discount offered in this letter, where one is."""
    discount_offer_until: date | None = None
    """The last day on which the offered discount may be received."""
    asked: tuple[str, ...] = ()
    """What this letter asks the motorist to send, where it asks."""
    answer_by: date | None = None
    """The day until which the answer is waited for."""
    recipient: Party = Party()
    """Who must be served."""
    writer: Party = Party()
    writer_role: WriterRole = WriterRole.UNKNOWN
    written_for: str = ""
    """For whom somebody wrote who is answered in their place, as their authority was seen."""
    points: tuple[str, ...] = ()
    """Slugs of `points.md` raised by the motorist."""
    challenge_summary: str = ""
    challenge_text: str = ""
    """The motorist's own words, cleaned."""
    care: tuple[str, ...] = ()
    """Why the motorist is to be met with care: ``self-harm``, ``threat``, ``bereavement``, ``vulnerability``
    or ``abuse``."""
    care_followed: bool = False
    """Whether the council's care route was followed, and noted on the case."""
    records: tuple[str, ...] = ()
    """What the council's own records show for this vehicle, in words: a permit, a session, a badge."""
    evidence_sent: tuple[str, ...] = ()
    """Captions of what the motorist sent."""
    evidence_held: tuple[str, ...] | None = None
    """Captions of all evidence that the case holds, whoever sent it; nothing where that is not known."""
    papers_tell: tuple[str, ...] = ()
    """What other papers of the case say, in their own words: notes, sessions, the order and its plans."""
    discount_policy: str = ""
    """The council's re-offer rule in words."""
    own_numbers: frozenset[str] = field(default_factory=frozenset)
    """Other PCNs, VRMs and names that this letter may properly mention."""
    linked: tuple[str, ...] = ()
    """The other PCNs that the same letter answers, each decided by itself."""
    deceased: str = ""
    """The name of a person recorded as dead, never to be addressed."""
    officer_name: str = ""
    officer_role: str = ""
    signature_office: str = ""
    """The authority line under the officer's name; the authority's own name where it is not given."""
    pay_by: tuple[str, ...] = ()
    """The ways to pay, each a phrase that follows “You can pay”, for example ``by telephone on …``."""
    email: str = ""
    """To which address the office is written to by e-mail."""
    phone: str = ""
    """On which number the office answers questions."""
    write_to: tuple[str, ...] = ()
    """Lines of the address to which challenges and representations are sent."""
    language_help: str = ""
    """The council's sentence on other languages and formats."""
    debt_advice: str = ""
    """The council's sentence on free advice about debt."""
    complaint_route: str = ""
    """The council's sentence on complaints about conduct, apart from the decision."""
    next_step: str = ""
    """Whom to turn to where this answer is not accepted, and how, in the council's own words."""
    appeal_form_name: str = ""
    """What the council calls the tribunal's form that it encloses; empty: as its tribunal does."""

    @property
    def appeal_form(self) -> str:
        """What a notice of rejection encloses, so that it can be appealed, by its name."""
        return self.appeal_form_name or APPEAL_FORMS[self.place]

    @property
    def goes(self) -> str:
        """How the letter goes out: ``by-post``, ``by-email``; what is served on its own day, ``by-hand``."""
        if self.emailed_to:
            return "by-email"
        return "by-hand" if self.posts_on is not None and self.posts_on == self.served_on else "by-post"

    @property
    def way(self) -> str:
        """How the letter goes where it does not go by post: ``by-hand``, ``email``; else empty."""
        return "by-hand" if self.by_hand else "email" if self.emailed_to else ""

    @property
    def paid_in_all_pence(self) -> int:
        """All that was paid: on the penalty, and for the release of a vehicle beside it."""
        return self.paid_pence + self.fees_paid_pence
