"""How long the council has to answer: the law's limit where there is one, and the council's own standard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caseworker.law.calendar import Service
from caseworker.law.citations import Citation, Status
from caseworker.law.clocks import Clock, work_out
from caseworker.law.facts import CaseKind, Facts
from caseworker.law.regimes import regime
from caseworker.law.tables import day_words
from caseworker.law.weighed import Case, Consequence, clock

_NO_LIMIT = Citation(
    "PRACTICE",
    "no statutory limit for an answer",
    Status.VERIFIED,
    "newham.gov.uk, disagree with a penalty charge notice",
)
_NONE_LATE = Citation("PRACTICE", "late representations", Status.RECALLED)


def reply(case: Case) -> Iterator[Consequence]:
    """Whether the decision on representations would be in time."""
    received = case.facts.received_on
    if not case.law.reply_days:
        yield from _without_limit(case, received)
        return
    if received is None:
        words = "The day of receipt is not on the case: whether the decision is in time cannot be told."
        yield Consequence("no-receipt", words, None, "warn")
        return
    limit = clock(case, "reply", received)
    assert limit.last_on is not None and limit.safe_posting_on is not None
    last = day_words(limit.last_on)
    if case.served_on <= limit.last_on:
        words = (
            f"It must be served by {last} (day {case.law.reply_days}): served {day_words(case.served_on)}."
        )
        if case.service is Service.FIRST_CLASS:
            words += f" Last safe posting day: {day_words(limit.safe_posting_on)}."
        yield Consequence("reply-in-time", words, limit.citation, "info")
    elif case.upholds:
        yield Consequence("reply-late", _late(case, limit.last_on), limit.citation, "bar")
    else:
        words = (
            f"It would be served {day_words(case.served_on)}, after {last} (day {case.law.reply_days}). The "
            "notice must say that it is cancelled because no decision was served in time."
        )
        yield Consequence("deemed-acceptance", words, limit.citation, "warn")


def too_late(facts: Facts, served_on: date) -> bool:
    """Whether the law took representations as accepted before an answer was served on this day."""
    law = regime(facts.regime)
    if facts.kind is not CaseKind.FORMAL or not law.deemed_acceptance or facts.received_on is None:
        return False
    limit = work_out(law.id, "reply", facts.received_on).last_on
    return limit is not None and served_on > limit


def _standard(case: Case) -> str:
    """The council's own standard, in words."""
    return f" The council's own standard is {day_words(case.standard_on)}." if case.standard_on else ""


def _without_limit(case: Case, received: date | None) -> Iterator[Consequence]:
    """Where the law sets no limit: say so, and what is long all the same."""
    words = f"The law sets no limit for this answer: answer promptly.{_standard(case)}"
    yield Consequence("no-limit", words, _NO_LIMIT, "info")
    if received is None:
        return
    custom = clock(case, "overdue", received)
    if custom.first_on and case.posting_on >= custom.first_on:
        days = (case.posting_on - received).days + 1
        words = f"This has waited {days} days. Nothing follows in law: say sorry, and why it took so long."
        yield Consequence("overdue", words, custom.citation, "warn")


def _late(case: Case, last_on: date) -> str:
    words = (
        f"A rejection posted {day_words(case.posting_on)} would be served {day_words(case.served_on)}, "
        f"after {day_words(last_on)}, day {case.law.reply_days}."
    )
    if case.service is Service.BY_HAND or case.today > last_on:
        return (
            f"{words} The representations are treated as accepted: once a person has confirmed that no "
            "decision went out by other means, cancel, and say that it is because the time had passed."
        )
    return (
        f"{words} Have it delivered by hand by {day_words(last_on)} (a leader approves; server, time and "
        "address are recorded), or accept the representations."
    )


def asking(case: Case) -> Iterator[Consequence]:
    """What asking the motorist for something does to the clocks: nothing."""
    received = case.facts.received_on
    if not case.answers_representations or not case.law.reply_days or received is None:
        words = "No time limit of the law runs against the council here; the council's own standard does."
        yield Consequence("asking", f"{words}{_standard(case)}", None, "info")
        return
    limit = clock(case, "reply", received)
    if limit.last_on is None or limit.safe_posting_on is None:
        return
    last, safe = day_words(limit.last_on), day_words(limit.safe_posting_on)
    if case.posting_on > limit.safe_posting_on:
        words = (
            f"There is no time left to ask: a decision must be served by {last}, and the last safe posting "
            f"day was {safe}. Decide on what there is."
        )
        yield Consequence("asking-too-late", words, limit.citation, "bar")
        return
    words = (
        f"Asking does not stop the {case.law.reply_days} days: a decision must still be served by {last} "
        f"(last safe posting day {safe}), whether an answer comes or not."
    )
    yield Consequence("asking", words, limit.citation, "warn")


def window(case: Case) -> Iterator[Consequence]:
    """Whether what was written came before the notice, or after its time."""
    notice, received = case.facts.notice_served_on, case.facts.received_on
    if notice is None or received is None:
        return
    open_ = clock(case, "representations", notice)
    if received < notice:
        yield Consequence("before-notice", _early(case, received, notice), open_.citation, "warn")
    elif open_.last_on and received > open_.last_on:
        yield _after(case, open_, open_.last_on)


def _early(case: Case, received: date, notice: date) -> str:
    came = f"This came in on {day_words(received)}, before the {case.law.terms} was "
    came += f"{'served' if case.law.certificate else 'given'} ({day_words(notice)})"
    if case.law.informal_stage:
        return f"{came}: check whether it is an informal challenge."
    if not case.law.certificate:
        return f"{came}: it is treated as representations all the same, and the limit is kept."
    return f"{came}: the notice may have come sooner than the law presumes. Check the days."


def _after(case: Case, open_: Clock, last_on: date) -> Consequence:
    ended = f"The 28 days for representations ended on {day_words(last_on)}."
    if not case.law.reply_days:
        words = f"{ended} Whether late ones may be disregarded was not found in this law: consider them."
        return Consequence("late-representations", words, _NONE_LATE, "warn")
    words = (
        f"{ended} Late ones may be disregarded by a recorded decision; once they are considered, the "
        f"{case.law.reply_days} days apply."
    )
    return Consequence("late-representations", words, open_.citation, "warn")
