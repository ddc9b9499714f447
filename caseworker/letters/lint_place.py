"""Whether a paragraph can stand where it says: its conditions, its fields, and others in the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from caseworker.law.facts import LetterKind
from caseworker.letters.library import Library, Paragraph, Problem
from caseworker.letters.lint_pairs import exists, laws_of, under

_NEVER_TOGETHER = """
paid paid-part unpaid
unpaid money-received
paid not-settled
discount-offered discount-not-offered
london outside
writer-not-recipient writer-is-recipient
deceased not-deceased
care no-care
mitigation no-mitigation
several-points one-point no-points
earlier-letters no-earlier-letters
badge-bay no-badge-bay
evidence-sent no-evidence-sent
ground-accepted compelling-reasons-accepted
certificate-running certificate-over
by-post by-hand by-email
of-self of-another
pcn-by-post pcn-in-street
officer-prevented driven-away pcn-in-street filmed
points-left no-points-left
conduct-left no-conduct-left
cancelled stands
in-time out-of-time
long-waited not-long-waited
past-standard within-standard
days-claimed no-days-claimed
linked single
decision-named no-decision-named
to-be-shown to-be-sent
informal-stage formal-stage certificate-stage
filmed not-filmed
no-stopping loading-banned
box-junction banned-turn no-entry pedestrian-zone vehicle-ban bus-gate
order-revoked order-revoked-refer order-stands
order-running order-over order-day-not-known
papers-whole papers-missing
papers-along told-here
pictures-alone more-than-pictures
put-as-ground put-as-reason
fees-alone damage-alone delay-alone
before-order order-due order-served warrant-issued form-at-court late-form-at-court
declared-not-received declared-no-rejection declared-appeal declared-paid
complaint-upheld complaint-part-upheld complaint-not-upheld
daily-charge-known daily-charge-not-known
daily-charge-falls daily-charge-stands
fees-paid fees-not-known
released still-held
"""
_ACCEPTING = frozenset({LetterKind.INFORMAL_ACCEPTANCE, LetterKind.NOTICE_OF_ACCEPTANCE})
_REJECTING = frozenset({LetterKind.INFORMAL_REJECTION, LetterKind.NOTICE_OF_REJECTION})
_INFORMAL = frozenset({LetterKind.INFORMAL_REJECTION, LetterKind.INFORMAL_ACCEPTANCE})
_FORMAL = frozenset({LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE})
_NOT_IN = {
    "cancelled": _REJECTING,
    "stands": _ACCEPTING,
    "informal-stage": _FORMAL,
    "formal-stage": _INFORMAL,
    "ground-accepted": _REJECTING,
    "compelling-reasons-accepted": _REJECTING,
}
"""Conditions that never hold in letters of these kinds."""
_HELD = frozenset({"removal", "clamp"})
_ZONE = frozenset({"clean-air-zone"})
_OF_FAMILIES = {
    **dict.fromkeys(("daily_charge",), _ZONE),
    **dict.fromkeys(("held", "fees_paid", "paid_in_all", "paid_parts"), _HELD),
}
"""Fields that are known in cases of these families alone."""
_OF_KINDS = {
    **dict.fromkeys(("asked", "answer_by"), frozenset({LetterKind.INFORMATION_REQUEST})),
    **dict.fromkeys(
        ("certificate_last_day", "order_served_on", "order_last_day"),
        frozenset({LetterKind.CERTIFICATE_RESPONSE}),
    ),
    **dict.fromkeys(("papers_missing",), frozenset({LetterKind.TRIBUNAL_HAND_OVER})),
    **dict.fromkeys(("last_day",), frozenset({LetterKind.NOTICE_OF_REJECTION})),
    **dict.fromkeys(
        ("accepted", "on_grounds", "grounds", "left"), _ACCEPTING | {LetterKind.CERTIFICATE_RESPONSE}
    ),
}
"""Fields that are known in letters of these kinds alone."""


def places(library: Library) -> Iterator[Problem]:
    """Everything that keeps a paragraph from standing where it says it may."""
    for one in library:
        if not one.variant:
            yield from _conditions(one)
        yield from _fields(one)
    yield from _rivals(library)


def _conditions(one: Paragraph) -> Iterator[Problem]:
    """Conditions that cannot hold together, or not in its letters."""
    for row in _NEVER_TOGETHER.strip().splitlines():
        both = [name for name in one.when if name in row.split()]
        if len(set(both)) > 1:
            what = f"“{both[0]}” and “{both[1]}” never hold together."
            yield Problem(one.path, 2, what, "It would never be planned: name one of them.")
    for name in one.when:
        if one.kinds and name in _NOT_IN and set(map(LetterKind, one.kinds)) <= _NOT_IN[name]:
            what = f"“{name}” never holds in letters of the kind {', '.join(one.kinds)}."
            yield Problem(one.path, 2, what, "It would never be planned.")


def _fields(one: Paragraph) -> Iterator[Problem]:
    """Fields that would stay empty in some letter in which it may stand."""
    kinds = {LetterKind(kind) for kind in one.kinds}
    laws = [law for law, _ in map(under, one.regimes) if any(exists(kind, law) for kind in kinds)]
    there = set().union(*(under(law.id)[1] for law in laws))
    there &= set(one.families) or there
    for name in one.fields:
        wrong: list[str] = []
        if name in _OF_FAMILIES:
            wrong = sorted(there - _OF_FAMILIES[name])
        elif name in _OF_KINDS:
            wrong = sorted(kinds - _OF_KINDS[name])
        elif name == "surcharged":
            wrong = sorted(law.id for law in laws if not law.certificate)
        if wrong:
            line = next(
                n for n, text in enumerate(one.text.split("\n"), one.first_line) if f"{{{name}}}" in text
            )
            what = f"{{{name}}} is never known in: {', '.join(wrong)}."
            yield Problem(one.path, line, what, "Take it out, or name the letters in which it is known.")


def _rivals(library: Library) -> Iterator[Problem]:
    """Two paragraphs for the same place on the same conditions: only the first of them is ever planned."""
    rows: dict[tuple[object, ...], list[Paragraph]] = defaultdict(list)
    for one in library:
        if one.use == "one":
            own = (one.outcome, frozenset(one.fields)) if one.slot == "answer" else ()
            rows[(one.slot, frozenset(one.when), frozenset(one.points), *own)].append(one)
    for row in rows.values():
        for place, one in enumerate(row):
            for first in row[:place]:
                if _rival(one, first):
                    what = f"It stands in the same place as {first.id}, on the same conditions."
                    yield Problem(one.path, one.first_line, what, "Only one is ever planned: keep one.")
                    break


def _rival(one: Paragraph, other: Paragraph) -> bool:
    """Whether both can stand in one letter, and neither is the more particular."""
    if set(one.kinds).isdisjoint(other.kinds) or set(one.regimes).isdisjoint(other.regimes):
        return False
    mine, theirs = laws_of(one), laws_of(other)
    return not mine.isdisjoint(theirs) and not (mine < theirs or theirs < mine)
