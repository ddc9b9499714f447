"""The plan of a letter: which paragraphs, in which order, made from points, decision and facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from caseworker.law.calendar import last_day
from caseworker.law.discounts import settled
from caseworker.law.facts import CaseKind, Facts, LetterKind, Outcome, Place, PointOutcome, WriterRole
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.letters.asking import why_asked
from caseworker.letters.fields import of_point, values
from caseworker.letters.library import CONDITIONS, SLOTS, Library, Paragraph
from caseworker.letters.paragraph import MORE, UNDECIDED
from caseworker.letters.phrases import APART, ASKED_FOR, CARE_POINTS, fees_or_damage, goes_along
from caseworker.letters.regimes import applies, of_regime
from caseworker.letters.tender import apologises, panic_alone, spoke_of_self
from caseworker.letters.undecided import left_open, to_name, told_beside

FREE = "free"
"""The paragraph id of a block that the officer wrote."""
FORMAL = (LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE)
ACCEPTANCES = (LetterKind.INFORMAL_ACCEPTANCE, LetterKind.NOTICE_OF_ACCEPTANCE)
OTHER_LIABLE = frozenset({"not-owner-sold", "hire-vehicle"})
"""Points that, once accepted, may make somebody else liable."""
BADGE_BAYS = frozenset({"40", "87"})
"""Contraventions at a place kept for Blue Badge holders, on the street and in a car park."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One point with what is decided about it and why: what an answer paragraph is filled from."""

    slug: str
    label: str
    outcome: PointOutcome | None = None
    reason: str = ""
    """The officer's reason, in whole sentences."""
    words: str = ""
    """The motorist's own words that raise it."""
    ground: str = ""
    """The ground it is put under, in words, where there is one."""
    mitigation: bool = False
    evidence: tuple[str, ...] = ()
    """Captions of what was looked at for this point."""

    @property
    def on_ground(self) -> bool:
        """Whether it is put under a ground of the law; compelling reasons are not one."""
        return bool(self.ground) and not self.ground.casefold().startswith("compelling")

    @property
    def weighed(self) -> bool:
        """Whether it is weighed as a reason to cancel: mitigation, or compelling reasons."""
        return self.mitigation or (bool(self.ground) and not self.on_ground)

    def put(self, letter: str = "") -> frozenset[str]:
        """The conditions of this point alone: as what it is put, and of what it speaks."""
        put = "put-as-ground" if self.on_ground else "put-as-reason" if self.weighed else ""
        return frozenset({put, fees_or_damage(self.slug, self.words, self.reason, letter)}) - {""}

    @property
    def upheld(self) -> bool:
        """Whether the motorist is right on this point."""
        return self.outcome is PointOutcome.UPHELD


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a letter being written, its fields not yet filled."""

    slot: str
    paragraph: str
    """The id of a library paragraph, or ``free``."""
    version: str
    text: str
    point: str = ""
    """The point it answers."""
    changed: bool = False
    """Whether the officer changed the library's words."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A paragraph of the library, and why it is offered here."""

    paragraph: Paragraph
    why: str
    score: int = 0
    """How well it fits the case, of a hundred."""


def plan(facts: Facts, answers: Sequence[Answer], library: Library) -> tuple[Block, ...]:
    """The whole letter in one go: opening, decision, one answer for each point, and all that must follow."""
    kind = letter_kind(facts)
    holding = conditions(facts, answers)
    fits = [one for one in library if kind in one.kinds and applies(one, facts) and one.use != "offer"]
    blocks: list[Block] = []
    for slot in SLOTS:
        if slot == "closing" and apologises(
            [*(one.text for one in blocks), *(one.reason for one in answers)]
        ):
            holding |= {"apologised"}
        here = [one for one in fits if one.slot == slot]
        if slot == "answer" and {"out-of-time", "cancelled"} <= holding:
            continue  # the law cancels, whatever was said
        if slot == "answer" and kind is LetterKind.INFORMATION_REQUEST:
            blocks += [block(one, slug) for slug, one in why_asked(facts, answers, here, holding)]
        elif slot == "answer" and kind.beside:
            blocks += [free("{reason}", point=one.slug) for one in answers if one.reason]
        elif slot == "answer":
            blocks += [
                free("*{words}* {reason}", point=answer.slug) if best is None else block(best, answer.slug)
                for answer, best in _chosen(facts, answers, here, holding)
            ]
        else:
            blocks += [block(one) for one in _slot(here, answers, holding)]
    if not any(one.slot == "decision" for one in blocks):
        raise Refused(
            f"No paragraph gives the decision in a letter of the kind “{kind}” under {facts.regime}.",
            rule="A letter is planned from the paragraphs of its own kind and regime.",
            do="Choose another kind of letter, or add a paragraph to the library.",
        )
    return tuple(blocks)


def letter_kind(facts: Facts) -> LetterKind:
    """Which letter is written: as the case says, or as its kind and outcome make it."""
    if facts.letter_kind is not None:
        return facts.letter_kind
    if facts.kind is CaseKind.CERTIFICATE:
        return LetterKind.CERTIFICATE_RESPONSE
    if facts.outcome is None:
        raise Refused(
            "The letter cannot be planned yet.",
            rule="A letter follows from a decision.",
            do="Decide first: accept or reject.",
        )
    if facts.outcome is Outcome.ASK:
        return LetterKind.INFORMATION_REQUEST
    cancel = facts.outcome is Outcome.CANCEL
    if facts.kind is CaseKind.INFORMAL:
        return LetterKind.INFORMAL_ACCEPTANCE if cancel else LetterKind.INFORMAL_REJECTION
    return LetterKind.NOTICE_OF_ACCEPTANCE if cancel else LetterKind.NOTICE_OF_REJECTION


def conditions(facts: Facts, answers: Sequence[Answer]) -> frozenset[str]:
    """Which of the closed list of conditions hold for this case."""
    upheld = [one for one in answers if one.upheld]
    paid, part = _paid(facts)
    held = {name if true else other for name, other, true in _pairs(facts, answers)}
    held |= {f"{facts.kind.value}-stage", facts.goes}
    held.add(facts.stage if facts.stage.startswith("order-revoked") else "order-stands")
    if facts.outcome is not None and facts.outcome.value in CONDITIONS:
        held.add(facts.outcome.value)
    held.add("paid" if paid else "paid-part" if part else "unpaid")
    if part:
        held.add("money-received")
    if not paid:
        held.add("not-settled")
    held.add("several-points" if len(answers) > 1 else "one-point" if answers else "no-points")
    if any(one.on_ground for one in upheld):
        held.add("ground-accepted")
    elif any(one.weighed for one in upheld):
        held.add("compelling-reasons-accepted")
    if any(one.slug in OTHER_LIABLE for one in upheld):
        held.add("liability-moves")
    held |= {"linked" if facts.linked else "single"}
    held |= goes_along((one.reason for one in answers), facts.enclosed)
    return frozenset(held | of_regime(facts, {one.slug for one in upheld}))


def _pairs(facts: Facts, answers: Sequence[Answer]) -> tuple[tuple[str, str, bool], ...]:
    """Conditions of which one or the other holds: the one, the other, and whether it is the one."""
    offered = facts.discount_offer_pence is not None and facts.discount_offer_until is not None
    care = any(one.slug in CARE_POINTS for one in answers) or bool(facts.deceased)
    wrote = facts.writer.name.casefold().split()
    keeper = facts.writer_role is WriterRole.KEEPER
    same = not wrote or wrote == facts.recipient.name.casefold().split() or keeper
    left = {one.slug for one in left_open(facts, answers)}
    return (
        ("discount-offered", "discount-not-offered", offered),
        ("london", "outside", facts.place is Place.LONDON),
        ("writer-is-recipient", "writer-not-recipient", same),
        ("not-deceased", "deceased", not facts.deceased),
        ("care", "no-care", care),
        ("mitigation", "no-mitigation", any(one.weighed and one.slug not in ASKED_FOR for one in answers)),
        ("earlier-letters", "no-earlier-letters", len(facts.letters_received) > 1),
        ("badge-bay", "no-badge-bay", facts.code[:2] in BADGE_BAYS),
        ("evidence-sent", "no-evidence-sent", bool(facts.evidence_sent)),
        ("certificate-running", "certificate-over", _certificate_runs(facts)),
        ("of-self", "of-another", spoke_of_self(facts, answers)),
        ("panic-alone", "more-than-panic", panic_alone(facts, answers)),
        ("pcn-by-post", "pcn-in-street", facts.basis is not None),
        ("cancelled", "stands", _cancelled(facts)),
        ("in-time", "out-of-time", not _out_of_time(facts)),
        ("papers-missing", "papers-whole", bool(facts.papers_missing)),
        ("points-left", "no-points-left", bool(to_name(facts, answers))),
        ("conduct-left", "no-conduct-left", bool(left & APART)),
    )


def offers(facts: Facts, answers: Sequence[Answer], library: Library) -> tuple[Offer, ...]:
    """Every paragraph that may stand in this letter, best first, each with why."""
    kind = letter_kind(facts)
    holding = conditions(facts, answers)
    by_slug = {one.slug: one for one in answers}
    ranked = []
    for place, one in enumerate(library):
        if kind not in one.kinds or not applies(one, facts):
            continue
        score, why = _weigh(one, by_slug, holding)
        ranked.append((-score, SLOTS.index(one.slot), place, Offer(one, why, score)))
    ranked.sort(key=lambda row: row[:3])
    return tuple(row[3] for row in ranked)


def block(paragraph: Paragraph, point: str = "") -> Block:
    """A paragraph of the library as a block of a letter."""
    return Block(paragraph.slot, paragraph.id, paragraph.version, paragraph.text, point)


def free(text: str, slot: str = "answer", point: str = "") -> Block:
    """The officer's own words as a block."""
    return Block(slot, FREE, "", text, point, changed=True)


def to_json(blocks: Iterable[Block]) -> str:
    """A draft as it is kept."""
    rows = [
        {
            "slot": one.slot,
            "paragraph": one.paragraph,
            "version": one.version,
            "text": one.text,
            "point": one.point,
            "changed": one.changed,
        }
        for one in blocks
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> tuple[Block, ...]:
    """A kept draft, read again; refused when it is not one."""
    try:
        rows = json.loads(text)
        if not isinstance(rows, list):
            raise _not_a_draft()
        blocks = tuple(Block(**row) for row in rows)
        whole = all(
            isinstance(value, str)
            for one in blocks
            for value in (one.slot, one.paragraph, one.version, one.text, one.point)
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise _not_a_draft() from error
    if not whole or not all(isinstance(one.changed, bool) for one in blocks):
        raise _not_a_draft()
    return blocks


def _not_a_draft() -> Refused:
    return Refused(
        "The kept draft cannot be read.",
        rule="A draft is a list of blocks.",
        do="Plan the letter again; the points and the decision are kept apart from it.",
    )


def _slot(here: Sequence[Paragraph], answers: Sequence[Answer], holding: frozenset[str]) -> list[Paragraph]:
    """The planned paragraphs of one slot: the most particular one, and those that stand beside it."""
    raised = {one.slug for one in answers}
    fit = [
        one for one in here if holding.issuperset(one.when) and (not one.points or raised & set(one.points))
    ]
    rivals = [one for one in fit if one.use == "one"]
    best = max(rivals, key=lambda one: (bool(one.points), len(one.when), -one.breadth), default=None)
    beside = sorted((one for one in fit if one.use == "also"), key=lambda one: not one.points)
    return [one for one in (best,) if one] + beside


def _chosen(
    facts: Facts, answers: Sequence[Answer], here: Sequence[Paragraph], holding: frozenset[str]
) -> list[tuple[Answer, Paragraph | None]]:
    """Each point that is answered, what led to a cancelling first, with its wording or None."""
    order = {slug: place for place, slug in enumerate(facts.points)}
    left, beside = {one.slug for one in left_open(facts, answers)}, told_beside(facts, answers)
    won = "cancelled" in holding
    placed = sorted(
        (one for one in answers if one.slug not in left),
        key=lambda one: (won and one.outcome is not PointOutcome.UPHELD, order.get(one.slug, len(order))),
    )
    used: set[str] = set()
    chosen: list[tuple[Answer, Paragraph | None]] = []
    case = frozenset(values(facts, answers))
    for answer in placed:
        known = case.union(of_point(facts, answer, answers))
        outcome: str = answer.outcome or (PointOutcome.UPHELD if won else PointOutcome.NOT_UPHELD)
        outcome = UNDECIDED if answer.slug in beside else outcome
        put, wanted = answer.put(facts.challenge_text), answer.outcome is None or "reason" in known
        fit = [one for one in here if one.outcome == outcome and holding | put >= set(one.when)]
        mine = [one for one in fit if not one.points or (answer.slug in one.points and _fresh(one, used))]
        best = max(mine, key=lambda one: _suits(one, put, known, wanted), default=None)
        if best is not None:
            used.add(best.id)
        chosen.append((answer, best))
    return chosen


def wordings(facts: Facts, answers: Sequence[Answer], library: Library) -> dict[str, Paragraph]:
    """The wording that would answer each point, by its slug, where the library has one."""
    kind = letter_kind(facts)
    here = [
        one
        for one in library
        if one.slot == "answer" and one.use != "offer" and kind in one.kinds and applies(one, facts)
    ]
    chosen = _chosen(facts, answers, here, conditions(facts, answers))
    return {answer.slug: best for answer, best in chosen if best is not None}


def _fresh(one: Paragraph, used: set[str]) -> bool:
    """Whether an answer can still be given: once in a letter, or for each point that it names."""
    return one.id not in used or "about" in one.fields


def _suits(one: Paragraph, put: frozenset[str], known: frozenset[str], wanted: bool) -> tuple[int, ...]:
    """How well one answer suits a point: it carries the reason if there is one, and lacks no field."""
    carries = "reason" in one.fields
    lacks_nothing, of_the_dead = known.issuperset(one.fields), "deceased" in one.when
    particular = (bool(one.points), len(one.when), -one.breadth, len(one.fields))
    return carries == wanted, lacks_nothing, of_the_dead, len(put & set(one.when)), *particular


def _weigh(one: Paragraph, by_slug: dict[str, Answer], holding: frozenset[str]) -> tuple[int, str]:
    """How well a paragraph fits the case, and why, in words."""
    put = frozenset().union(*(by_slug[slug].put() for slug in one.points if slug in by_slug))
    lacking = [CONDITIONS[name] for name in one.when if name not in holding | put]
    if lacking:
        return 5, f"Written for when {' and '.join(lacking)}; that is not so here."
    raised = [by_slug[slug] for slug in one.points if slug in by_slug]
    if one.slot == "answer" and raised:
        answer = raised[0]
        if one.outcome == MORE:
            return 90, f"Says why something is asked for about “{answer.label}”."
        if answer.outcome == one.outcome:
            return _reasoned(one, answer)
        decided = "not decided yet" if answer.outcome is None else "decided the other way"
        return 50, f"Answers “{answer.label}”, which is {decided}."
    if raised:
        return 90, f"Goes with “{raised[0].label}”."
    if one.points:
        return 10, "Written for a point that is not marked here."
    if one.slot == "answer":
        if "reason" in one.fields:
            return 40, "Carries any point with your own reason."
        return 38, "Answers any point, and needs no reason from you."
    if one.when:
        return 80, f"Fits because {' and '.join(CONDITIONS[name] for name in one.when)}."
    return 60 if one.use != "offer" else 30, "Fits every letter of this kind."


def _reasoned(one: Paragraph, answer: Answer) -> tuple[int, str]:
    """An answer as decided: best where it carries the reason that there is, or needs none."""
    why = f"Answers “{answer.label}” as you decided it"
    if "reason" in one.fields:
        return (100, f"{why}.") if answer.reason else (95, f"{why}; write your reason first.")
    return (
        (95, f"{why}; your reason is left out.") if answer.reason else (100, f"{why}, and needs no reason.")
    )


def _certificate_runs(facts: Facts) -> bool:
    """Whether the fourteen days beginning with service of the charge certificate still run."""
    if facts.certificate_served_on is None or facts.posts_on is None:
        return True
    return facts.posts_on < facts.certificate_served_on + timedelta(days=14)


def _out_of_time(facts: Facts) -> bool:
    """Whether this letter would be served after the last day for a decision on representations."""
    law = regime(facts.regime)
    if facts.kind is not CaseKind.FORMAL or not law.reply_days or not (facts.received_on and facts.served_on):
        return False
    return facts.served_on > last_day(facts.received_on, law.reply_days)


def _cancelled(facts: Facts) -> bool:
    """Whether the letter cancels."""
    return facts.outcome is Outcome.CANCEL or facts.letter_kind in ACCEPTANCES


def _paid(facts: Facts) -> tuple[bool, bool]:
    """Whether what was paid settles the charge, and whether something was paid at all."""
    return bool(facts.paid_pence) and settled(facts), bool(facts.paid_pence)
