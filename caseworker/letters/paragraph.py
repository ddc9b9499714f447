"""One paragraph of the council's wording: what it is for, and the closed lists it is described with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256

from caseworker.law.regimes import regimes

SLOTS = (
    "opening",
    "decision",
    "answer",
    "discretion",
    "money",
    "refund",
    "next-steps",
    "rights",
    "care",
    "closing",
    "enclosed",
)
"""The places of a letter, in the order in which they are printed; ``enclosed`` stands under the signature."""

CONDITIONS = {
    "paid": "the charge has been paid",
    "paid-part": "part of the charge has been paid",
    "unpaid": "nothing has been paid",
    "money-received": "something has been paid",
    "not-settled": "the charge has not been paid in full",
    "discount-offered": "a discount is offered",
    "discount-not-offered": "no discount is offered",
    "london": "the authority is in London",
    "outside": "the authority is outside London",
    "writer-not-recipient": "somebody else wrote",
    "writer-is-recipient": "the person written to wrote",
    "agent-answered": "somebody with authority wrote for the keeper, and is answered",
    "deceased": "somebody concerned has died",
    "not-deceased": "nobody concerned has died",
    "care": "the letter calls for care",
    "no-care": "nothing calls for special care",
    "mitigation": "mitigation was raised",
    "no-mitigation": "no mitigation was raised",
    "several-points": "several points were raised",
    "one-point": "one point was raised",
    "no-points": "no point has been marked",
    "earlier-letters": "earlier letters stand unanswered",
    "no-earlier-letters": "no earlier letter stands unanswered",
    "badge-bay": "the place is kept for Blue Badge holders",
    "no-badge-bay": "the place is not kept for Blue Badge holders",
    "evidence-sent": "the motorist sent evidence",
    "no-evidence-sent": "the motorist sent no evidence",
    "ground-accepted": "a ground is accepted",
    "compelling-reasons-accepted": "mitigation is accepted and no ground is",
    "liability-moves": "somebody else may be liable",
    "certificate-running": "the time to pay the charge certificate is running",
    "certificate-over": "the time to pay the charge certificate is over",
    "by-post": "the letter goes by post",
    "by-hand": "the letter is handed over",
    "by-email": "the letter goes by email, as was agreed",
    "of-self": "the writer speaks of distress of their own",
    "of-another": "the writer speaks of somebody else's distress",
    "pcn-by-post": "the Penalty Charge Notice came by post",
    "officer-prevented": "the Penalty Charge Notice came by post as somebody prevented the officer",
    "driven-away": "the Penalty Charge Notice came by post as the vehicle was driven away",
    "pcn-in-street": "the Penalty Charge Notice was served in the street",
    "in-time": "the letter is served in time",
    "out-of-time": "the time to serve a decision has passed",
    "long-waited": "no last day is set for the answer, and it took longer than custom bears",
    "not-long-waited": "the answer did not take longer than custom bears",
    "past-standard": "the answer leaves after the council's own standard, and custom still bears it",
    "within-standard": "the answer leaves within the council's own standard, or is later than custom bears",
    "to-be-shown": "the motorist would show a paper to one person, and not send it",
    "to-be-sent": "nobody asks to show a paper to one person alone",
    "decision-named": "the motorist relies on a decision by its name",
    "no-decision-named": "the motorist names no decision",
    "days-claimed": "the motorist relies on a last day for our answer",
    "no-days-claimed": "the motorist relies on no last day for our answer",
    "informal-stage": "this is an informal challenge",
    "formal-stage": "these are formal representations",
    "certificate-stage": "the charge certificate was served",
    "points-left": "the cancellation leaves points undecided",
    "no-points-left": "no point is left undecided",
    "conduct-left": "the cancellation leaves the officer's conduct undecided",
    "no-conduct-left": "nothing about the officer's conduct is left undecided",
    "apologised": "the letter has said sorry already",
    "cancelled": "the notice is cancelled",
    "stands": "the notice stands",
    "filmed": "a camera recorded it",
    "not-filmed": "no camera recorded it",
    "box-junction": "the code is that of a box junction",
    "banned-turn": "the code is that of a turn or a direction",
    "no-entry": "the code is that of a no-entry sign",
    "pedestrian-zone": "the code is that of a zone closed to traffic, such as a school street",
    "vehicle-ban": "the code is that of a closed street, a filter or a limit of weight or width",
    "bus-gate": "the code is that of a route for certain vehicles",
    "no-stopping": "the code is that of a place where nobody may stop",
    "loading-banned": "the code is that of a place where loading is restricted as well",
    "daily-charge-paid": "what is accepted means that the daily charge was paid",
    "daily-charge-not-paid": "nothing that is accepted means that the daily charge was paid",
    "daily-charge-falls": "what is accepted means that no daily charge was due, or that it was paid",
    "daily-charge-stands": "nothing that is accepted takes the daily charge away",
    "appeal-made": "an appeal stands at the tribunal",
    "order-revoked": "the court has revoked the order, because a notice did not come",
    "order-revoked-refer": "the court has revoked the order, and the case goes to the adjudicator",
    "order-stands": "the court has not revoked the order",
    "before-order": "the debt is not registered at the court",
    "order-due": "the debt is registered, and the order for recovery is still to be served",
    "order-served": "the order for recovery was served",
    "order-running": "the 21 days to answer the order for recovery are running",
    "order-over": "the 21 days to answer the order for recovery are over",
    "order-day-not-known": "the day on which the order for recovery was served is not known",
    "warrant-issued": "a warrant was issued",
    "form-at-court": "the motorist's form is at the court",
    "late-form-at-court": "the court was asked to take the motorist's form out of time",
    "declared-not-received": "the form at the court says that the notice did not come",
    "declared-no-rejection": "the form at the court says that no answer to representations came",
    "declared-appeal": "the form at the court says that an appeal was made",
    "declared-paid": "the form at the court says that the charge was paid",
    "complaint-upheld": "the complaint is upheld",
    "complaint-part-upheld": "the complaint is upheld in part",
    "complaint-not-upheld": "the complaint is not upheld",
    "panic-alone": "of distress of their own the writer tells of an attack of panic, and of nothing else",
    "more-than-panic": "the writer tells of more than an attack of panic, or of none",
    "late-payment-told": "whoever wrote says that the daily charge was paid, late or elsewhere",
    "no-late-payment-told": "nobody says that the daily charge was paid late or elsewhere",
    "daily-charge-known": "the sum of the daily charge is known",
    "daily-charge-not-known": "the sum of the daily charge is not known",
    "fees-paid": "what was paid for the release is known",
    "fees-not-known": "what was paid for the release is not known",
    "released": "the vehicle was given back, or sold",
    "still-held": "the vehicle was not given back yet",
    "papers-whole": "the case holds what the tribunal must be sent",
    "papers-missing": "the case lacks something that the tribunal must be sent",
    "papers-along": "something goes with the letter",
    "told-here": "what is told stands in the letter itself",
    "pictures-alone": "photographs alone go with the letter",
    "more-than-pictures": "what goes with the letter is not photographs alone",
    "put-as-ground": "the point is put under a ground of the law",
    "put-as-reason": "the point is weighed as a reason to cancel all the same",
    "fees-alone": "what is said is about the charges for the release, and not about damage",
    "delay-alone": "what is said is about the wait for the vehicle after it was paid for",
    "damage-alone": "what is said is about damage, and not about the charges for the release",
    "single": "the letter answers one Penalty Charge Notice",
    "linked": "the letter answers several Penalty Charge Notices",
}
"""The closed list of conditions a paragraph may name, with what each means."""

MORE = "more-information"
"""The outcome of an answer that decides nothing yet: it says why something is asked for."""
UNDECIDED = "undecided"
"""The outcome of an answer that admits and denies nothing: the notice is cancelled for another reason."""
OUTCOMES = ("upheld", "not-upheld", MORE, UNDECIDED)
"""How a point can be answered."""
USES = ("one", "also", "offer")
"""``one``: the best of its slot is planned; ``also``: planned beside it; ``offer``: only in the picker."""

KEYS = {
    "id": str,
    "title": str,
    "slot": str,
    "use": str,
    "kinds": list,
    "regimes": list,
    "families": list,
    "points": list,
    "outcome": str,
    "when": list,
    "alone": str,
    "asks": str,
    "review_on": date,
    "note": str,
}
REQUIRED = ("id", "title", "slot", "kinds", "review_on")
DEFAULT_REGIMES = ("tma-reg9", "tma-reg10")
FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A field as a paragraph writes it."""
FOREIGN = (
    (
        re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\$\{|<%|%>|<\?|\?>"),
        "Template code is not read here: write {field}.",
    ),
    (
        re.compile(
            r"\{\s*(?:include|import|insert|paragraph)\b|\{\s*>|^\s*!include\b|\{[^{}]*\.md\s*\}",
            re.IGNORECASE,
        ),
        "A paragraph takes in no other: the letter is planned from whole paragraphs.",
    ),
    (re.compile(r"[«»]"), "«» marks what is unfilled: write {field}."),
    (
        re.compile(
            r"\b(?:(?i:INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|MERGEFIELD|MACROBUTTON|GOTOBUTTON|DOCPROPERTY|DOCVARIABLE)"
            r"|DDE|HYPERLINK|AUTOTEXT|FILLIN|IMPORT|QUOTE|DATABASE)\b"
        ),
        "Field codes of a word processor are not allowed.",
    ),
    (
        re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"),
        "Control and hidden characters are not allowed.",
    ),
    (re.compile(r"https?://|www\.", re.IGNORECASE), "Addresses of websites belong to the letterhead."),
)
MOST = 64_000
"""No paragraph file is longer than this many characters."""


@dataclass(frozen=True)
class Field:
    """One field that a paragraph may use."""

    name: str
    meaning: str
    example: str
    slots: tuple[str, ...] = ()
    """Where it may stand; empty means anywhere."""


@dataclass(frozen=True)
class Paragraph:
    """One piece of the council's wording, with what it is for."""

    id: str
    title: str
    slot: str
    kinds: tuple[str, ...]
    text: str
    review_on: date
    """The day by which somebody reads it again."""
    regimes: tuple[str, ...] = DEFAULT_REGIMES
    families: tuple[str, ...] = ()
    """The families of cases of which it speaks; empty where it fits them all."""
    points: tuple[str, ...] = ()
    outcome: str = ""
    """``upheld``, ``not-upheld``, ``more-information``, ``undecided`` or empty: of the point it answers."""
    when: tuple[str, ...] = ()
    use: str = "one"
    alone: str = ""
    """Why this paragraph has no twin for the other outcome."""
    asks: str = ""
    """What it asks the officer to write about first: without a reason it says nothing of the case."""
    note: str = ""
    """A word to the officer; it is never printed."""
    theme: str = ""
    """The folder in which it lies."""
    path: str = ""
    first_line: int = 1
    """The line of the file on which its text starts."""
    variant: str = ""
    """The name of this wording, where its file has others before it."""

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits of the text's own hash: other words, another version."""
        return sha256(self.text.encode()).hexdigest()[:12]

    @cached_property
    def breadth(self) -> int:
        """In how many laws and families of cases it may stand: what names fewer is the more particular."""
        return len(self.regimes) * (len(self.families) or len(regimes()))

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields that its text uses, in order, each once."""
        return tuple(dict.fromkeys(FIELD.findall(self.text)))

    @cached_property
    def hay(self) -> str:
        """What the picker searches: title, id and points."""
        return f"{self.title} {self.id} {' '.join(self.points)}".lower().replace("-", " ")


@dataclass(frozen=True)
class Problem:
    """Something wrong with a paragraph file: where, what, and the rule."""

    path: str
    line: int
    what: str
    rule: str
    level: str = "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what} {self.rule}".rstrip()


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest known word, or nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Did you mean “{near[0]}”?" if near else ""
