"""What stands in the way of a right answer, in words, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import posted, sheet, undelivered
from caseworker.casework.office import Office
from caseworker.casework.sending import LARGE
from caseworker.casework.views import HoldView, ItemView, LetterView
from caseworker.law import charges
from caseworker.law.clocks import clock_ids, work_out
from caseworker.law.facts import Facts, WriterRole
from caseworker.law.hours import outside

if TYPE_CHECKING:
    from sqlalchemy import Row

    from caseworker.reading.care import CareFlag

ROUTE = "Follow the care route before you answer."
HELP = "Ask what help, form or time they need."
CARE_WORDS = 120
"""Characters of somebody's words that stand in a warning."""


def care_words(
    items: tuple[ItemView, ...], *, flagged: bool, followed: bool = False
) -> tuple[list[str], list[str]]:
    """Why this letter is read with care, with the words that say so, self-harm first; and what is only heard.

    Args:
        flagged: the case asks for the care route; else only what is to be known is told.
        followed: it was followed: nobody is told to follow it again.
    """
    from caseworker.reading.undertones import read_with_care

    told: dict[str, str] = {}
    heard: dict[str, str] = {}
    for item in items:
        if item.direction == "in" and not item.elsewhere:
            for one in read_with_care(f"{item.subject}\n\n{item.text}"):
                if one.heard:
                    heard.setdefault(one.label, reason_words(one))
                elif flagged or not one.pressing:
                    do = HELP if not one.pressing else "" if followed else ROUTE
                    told.setdefault(one.label, f"{reason_words(one)} {do}".rstrip())
    if flagged and not told:
        told[""] = "Care: somebody may be vulnerable, bereaved or in distress."
    return list(told.values()), [words for label, words in heard.items() if label not in told]


def reason_words(one: CareFlag) -> str:
    """A reason for care with the words that give it.

    What no phrase says and only the model of meanings hears is a line to read, which bars nothing.
    """
    words = " ".join(one.words.split())
    shown = words if len(words) <= CARE_WORDS else f"{words[:CARE_WORDS].rstrip()}…"
    if not one.heard:
        return f"Care: {one.label} (“{shown}”)."
    about = f"somebody who {one.label}" if one.label.startswith("may ") else one.label
    return f"May be about {about}: read it with care (“{shown}”). No phrase says so."


def warnings(
    office: Office,
    case: Row[Any],
    facts: Facts,
    items: tuple[ItemView, ...],
    letters: tuple[LetterView, ...],
) -> tuple[str, ...]:
    """What stands in the way of a right answer, in words, the gravest first."""
    flags = case.flags.split()
    found, heard = care_words(items, flagged="care" in flags, followed=facts.care_followed)
    if facts.deceased:
        found.append(f"{facts.deceased} is recorded as dead: never write to them; answer whoever wrote.")
    if case.kind == "formal" and case.reply_due_on is not None and office.today() > case.reply_due_on:
        found.append(
            "Day 56 has ended: unless a decision was served, the representations are taken as accepted. "
            "A person confirms this; do not uphold."
        )
    elif case.kind == "formal" and case.open and sheet.too_late(office, case.reply_due_on):
        found.append(too_late_words(case.reply_due_on, approved=facts.by_hand))
    elif case.kind == "formal" and case.open and (since := overdue(facts, office.today())):
        found.append(
            f"Overdue by custom since {since:%a %d %b %Y}: the law sets no last day here, and a late answer "
            "is held against the council. Nothing is accepted by it."
        )
    found += heard
    if case.open and (when := outside(facts.restriction, facts.contravened_on, facts.contravened_time)):
        found.append(f"{when} Look at the sign and the order first.")
    if facts.paid_in_all_pence:
        paid = charges.pounds(facts.paid_in_all_pence)
        found.append(f"Paid already: {paid}. It is neither closed nor ignored: decide.")
    if words := no_authority_words(facts, seen=case.authority_seen):
        found.append(words)
    if case.open and (words := large_print_words(items, flags) or large_print_set_words(items, flags)):
        found.append(words)
    if case.informal_by == office.officer.id:
        found.append("You decided the informal challenge: somebody else should decide this.")
    if "another-pcn" in flags:
        found.append("This letter names another PCN: it may need its own answer.")
    incoming = [item for item in items if item.direction == "in" and not item.elsewhere]
    if case.open:
        found += _oddities(incoming)
    if len(incoming) > 1:
        found.append(f"{len(incoming)} letters came in: one decision answers them all.")
    back = [one for one in letters if one.where in posted.BACK]
    if back and case.open and set(posted.BACK) & set(flags):
        last = back[-1]
        found.append(f"Letter {last.number} {last.where_words}. Read it again before it is issued anew (l).")
    found += _undelivered(case, letters)
    if len(letters) > len(back):
        found.append(f"Letters issued on this PCN already: {len(letters) - len(back)} (m lists them).")
    return tuple(found)


def decision_words(text: str) -> str:
    """A decision that is named is looked for before anybody writes of it; empty where none is named."""
    from caseworker.letters.claims import decision_named

    named = decision_named(text)
    return named and f"A decision is named: “{named}”. Look for it; k has words if there is none."


def _undelivered(case: Row[Any], letters: tuple[LetterView, ...]) -> list[str]:
    """What came back after it had left, and what to do next."""
    if undelivered.FLAG not in case.flags.split():
        return []
    moved_on = case.status == "open" and bool(case.outcome)
    back = [one for one in letters if one.where == undelivered.FLAG]
    return [undelivered.warning(one.number, one.where_words, undone=not moved_on) for one in back]


def _oddities(incoming: list[ItemView]) -> list[str]:
    """What is unusual about how the letters are written, and a decision that one names, each said once."""
    from caseworker.reading.oddities import strange
    from caseworker.reading.points import READ

    some = [
        words
        for item in incoming
        if item.text
        for words in strange(item.text, heard=min(len(item.text), READ))
    ]
    some += [words for item in incoming if (words := decision_words(item.text))]
    return list(dict.fromkeys(some))


def overdue(facts: Facts, today: date) -> date | None:
    """Since when representations are overdue by custom, where the law sets no limit for the reply."""
    if facts.received_on is None or "overdue" not in clock_ids(facts.regime):
        return None
    since = work_out(facts.regime, "overdue", facts.received_on).first_on
    return since if since <= today else None


def no_authority_words(facts: Facts, *, seen: bool) -> str:
    """That somebody writes for somebody else, and that nobody has seen their authority; empty where not."""
    if facts.writer_role is not WriterRole.AGENT or seen:
        return ""
    who = facts.writer.name or "The writer"
    return f"{who} writes for somebody else: no authority has been seen. :authority notes it."


def large_print_words(items: Sequence[ItemView], flags: Sequence[str]) -> str:
    """That somebody asked for large print, and the letters are in ordinary print; empty where not.

    Args:
        flags: those of the case; large print is one of them once it is set.
    """
    if LARGE in flags or not _large_asked(items):
        return ""
    return "Large print was asked for, and the letters of this case are in ordinary print: :reach."


def large_print_set_words(items: Sequence[ItemView], flags: Sequence[str]) -> str:
    """That the letters are in large print because somebody asked for it; empty where it is not so."""
    if LARGE not in flags or not _large_asked(items):
        return ""
    return "Large print was asked for: its letters are in 18 points (:reach takes that back)."


def _large_asked(items: Sequence[ItemView]) -> bool:
    """Whether something that came in asks for large print."""
    from caseworker.reading.formats import wants_large_print

    return any(one.direction == "in" and not one.elsewhere and wants_large_print(one.text) for one in items)


def too_late_words(due_on: date, *, approved: bool) -> str:
    """That the post is too late, and until when the letter can still be handed over: the law's last day."""
    if approved:
        return (
            f"Delivery by hand is approved: the letter is dated today and handed over today "
            f"(by hand until {due_on:%a %d %b})."
        )
    return (
        f"A posted rejection would be served too late: by hand until {due_on:%a %d %b} "
        "(:hand, a leader approves), or cancel."
    )


def hold_words(hold: HoldView | None, safe_post_on: date | None) -> list[str]:
    """Why a case is put aside, and what that does not stop."""
    if hold is None:
        return []
    what = "Information was asked for" if hold.kind == "information" else "On hold"
    if hold.over:
        return [f"{what} until {hold.until_on:%a %d %b %Y}, and that day has come: {hold.words}"]
    runs = clock_runs_on(safe_post_on)
    return [f"{what} until {hold.until_on:%a %d %b %Y}: {hold.words}", *([runs] if runs else [])]


def also_words(also: tuple[str, ...]) -> list[str]:
    """That an enquiry also disputes the PCN, where it does."""
    if not also:
        return []
    raised = ", ".join(f"“{one}”" for one in also)
    return [f"This is also a challenge: it raises {raised}. Each is answered in its own case."]


def clock_runs_on(safe_post_on: date | None) -> str:
    """That putting a case aside stops no clock, with the last day to post; empty where the law sets none."""
    if safe_post_on is None:
        return ""
    last = posted.whole_day(safe_post_on)
    return f"A hold does not stop the 56 days: the last safe posting day is {last}."
