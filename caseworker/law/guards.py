"""What cannot be passed from any screen or command: what bars an act where a PCN stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from caseworker.law.barring import Alert, Asked, Bar, Open, Served, Standing, refusal
from caseworker.law.calendar import Service
from caseworker.law.charges import pounds
from caseworker.law.clocks import Clock, work_out
from caseworker.law.discounts import discount_last_on, settled
from caseworker.law.facts import Facts
from caseworker.law.proceedings import proceeding
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.stages import event_ids, stage_of, transition
from caseworker.law.tables import citation, day_words, table, unknown

__all__ = ["Alert", "Bar", "Open", "Served", "Standing", "alerts", "bars", "check", "event_of"]


def event_of(act: str) -> str:
    """The event that an act is: its own id, or that of the letter it names.

    Raises:
        Refused: there is no such event or letter.
    """
    known: Mapping[str, str] = table("guards")["letters"]
    if act in known:
        return known[act]
    if act in event_ids() or act in table("guards")["acts"]["issue"]:
        return act
    raise unknown("event", act, {*known, *event_ids()})


def bars(act: str, facts: Facts, standing: Standing) -> tuple[Bar, ...]:
    """Everything that stands in the way of an act; nothing where it may be done.

    Args:
        act: an event of ``stages.toml``, a letter kind, or ``pcn-served``.
        facts: the PCN; its regime and stage decide.
        standing: what stands around it, and who acts.
    """
    asked = Asked(event_of(act), facts, regime(facts.regime), standing)
    return tuple(bar for guard in _GUARDS for bar in guard(asked))


def check(act: str, facts: Facts, standing: Standing) -> None:
    """Refuse an act that is barred, with everything that stands in its way."""
    found = bars(act, facts, standing)
    if found:
        raise refusal(found)


def alerts(facts: Facts, standing: Standing) -> tuple[Alert, ...]:
    """What must be said of a reply whose limit is near, by the last safe posting day and not the last day."""
    law = regime(facts.regime)
    if not standing.undecided or facts.received_on is None or not law.reply_days:
        return ()
    reply = work_out(law.id, "reply", facts.received_on, calendar=standing.calendar)
    if reply.safe_posting_on is None or reply.last_on is None or standing.today > reply.last_on:
        return ()
    posting = f"post by {day_words(reply.safe_posting_on)} to be served by {day_words(reply.last_on)}."
    return tuple(
        Alert(row["level"], f"{row['words']}: {posting}", citation(row))
        for row in table("guards")["alert"]
        if law.id in row["regimes"]
        and standing.today >= reply.safe_posting_on - timedelta(days=row["days_before"])
    )


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    return {row["id"]: row for row in table("guards")["guard"]}


def _holds(asked: Asked, guard: str) -> bool:
    """Whether a guard concerns this act in this regime."""
    row = _rows()[guard]
    if asked.law.id not in row.get("regimes", [asked.law.id]):
        return False
    return asked.event in row.get("events", ()) or asked.is_a(*row.get("acts", ()))


def _bar(guard: str, words: str) -> Bar:
    return Bar(guard, words, citation(_rows()[guard]))


def _stage(asked: Asked) -> Iterator[Bar]:
    """An act that the table of stages does not have here."""
    if asked.is_a("issue"):
        return
    try:
        transition(asked.law.id, asked.facts.stage, asked.event)
    except Refused as no:
        yield Bar("stage", f"{no.what} {no.do}".strip(), no.citation or asked.law.citation)


def _undecided(asked: Asked) -> Iterator[Bar]:
    """HG1: no certificate while anything is undecided."""
    if not _holds(asked, "HG1"):
        return
    if not asked.law.certificate:
        words = f"{asked.law.label}: there is no charge certificate, the money was paid at release."
        yield Bar("HG1", words, asked.law.citation)
        return
    stage = stage_of(asked.law.id, asked.facts.stage)
    if stage.certificate_barred:
        words = f"{stage.label}: no charge certificate may be served while the case stands here."
        yield Bar("HG1", words, stage.citation)
    elif asked.standing.undecided:
        words = "A challenge or representations are undecided: answer them before a charge certificate."
        yield _bar("HG1", words)


def _open(asked: Asked) -> Iterator[Bar]:
    """HG1 and its like: what is open bars what would overtake it."""
    if not _holds(asked, "open"):
        return
    for one in asked.standing.proceedings:
        kind = proceeding(asked.law.id, one.kind)
        if not asked.is_a(*kind.bars):
            continue
        since = f"{kind.label}, open since {day_words(one.began_on)}"
        words = f"{since}: {kind.words[0].lower()}{kind.words[1:]}"
        yield Bar("HG1" if asked.is_a("certificate") else "open", words, kind.citation)


def _recovery(asked: Asked) -> Iterator[Bar]:
    """Nothing is recovered that is on hold or was paid."""
    if _holds(asked, "hold"):
        for hold in asked.standing.holds:
            yield _bar("hold", f"Recovery is on hold: {hold}.")
    if not _holds(asked, "paid") or not asked.facts.paid_pence:
        return
    facts = asked.facts
    if facts.full_pence is None or not (facts.contravened_on or facts.pcn_served_on):
        yield _bar("paid", "Money came, and what was owed is not on the case: enter the charge and its day.")
    elif settled(facts):
        yield _bar("paid", "What was received pays the charge: enter the payment, nothing is recovered.")


def _trifle(asked: Asked) -> Iterator[Bar]:
    """X23: a trifling balance brings no certificate by itself; a person says why one is served."""
    if not _holds(asked, "trifle") or not asked.trifling or asked.standing.reason:
        return
    owed, most = pounds(asked.standing.owed_pence or 0), pounds(asked.standing.trifle_pence)
    words = (
        f"Only {owed} is still owed, a trifle by the council's policy (up to {most}): let it go with a "
        "waiver, or say why a charge certificate is served for it all the same."
    )
    yield _bar("trifle", words)


def _late_reply(asked: Asked) -> Iterator[Bar]:
    """HG3: no rejection that would be served after the last day of the reply."""
    received = asked.facts.received_on
    if asked.event != "representations-rejected" or not asked.law.reply_days:
        return
    if received is None:
        words = "The day of receipt is not on the case: enter it, the last day for a decision depends on it."
        yield _bar("HG3", words)
        return
    reply = asked.clock("reply", received)
    assert reply.last_on is not None
    if asked.served_on <= reply.last_on:
        return
    words = (
        f"A rejection would be served {day_words(asked.served_on)}, after {day_words(reply.last_on)}, "
        f"day {asked.law.reply_days}."
    )
    if asked.standing.today <= reply.last_on and asked.standing.service is not Service.BY_HAND:
        words += f" Have it delivered by hand by {day_words(reply.last_on)}, or accept the representations."
    else:
        words += (
            " The representations are treated as accepted: confirm that no decision went out, and cancel."
        )
    yield Bar("HG3", words, reply.citation)


def _film(asked: Asked) -> Iterator[Bar]:
    """A rejection waits until the film was opened."""
    if not _holds(asked, "film") or not asked.law.filmed(asked.facts.basis):
        return
    if asked.standing.film_opened_on is None:
        yield _bar("film", "The film was not opened: a camera shows this contravention, see it first.")


def _hire(asked: Asked) -> Iterator[Bar]:
    """HG6: liability moves to a hirer only where the law has it, and on papers that meet the test."""
    if not _holds(asked, "HG6"):
        return
    if not asked.law.hire_transfer:
        words = (
            f"{asked.law.law}: liability does not move to a hirer. Weigh what the firm says as discretion."
        )
        yield Bar("HG6", words, asked.law.citation)
    elif asked.standing.hire_missing is None:
        yield _bar("HG6", "The hire papers were not judged: go through the test first.")
    elif asked.standing.hire_missing:
        missing = "; ".join(asked.standing.hire_missing)
        yield _bar("HG6", f"The hire papers do not show: {missing}.")


def _who(asked: Asked) -> Iterator[Bar]:
    """HG7: an authorised officer decides, and no councillor."""
    if not _holds(asked, "HG7"):
        return
    if asked.standing.councillor:
        yield _bar("HG7", "A councillor takes no part in deciding a case: an authorised officer does.")
    elif not asked.standing.authorised:
        yield _bar("HG7", "Only an authorised officer may do this: have one decide.")


def _deemed(asked: Asked) -> Iterator[Bar]:
    """What time alone has brought about waits for its day, and for a person."""
    if not _holds(asked, "deemed"):
        return
    clock = _deemed_clock(asked)
    if clock is None:
        yield _bar("deemed", "The day from which the limit counts is not on the case: enter it.")
        return
    last = clock.period_last_on
    if asked.standing.today <= last:
        words = f"The last day for an answer is {day_words(last)}: from the day after, and not before."
        yield Bar("deemed", words, clock.citation)
    served = asked.standing.decision_served_on
    if served and served <= last:
        words = f"An answer was served on {day_words(served)}, in time: nothing is treated as accepted."
        yield Bar("deemed", words, clock.citation)
    elif not asked.standing.confirmed:
        yield _bar("deemed", "A person must confirm that no answer went out by other means.")


def _deemed_clock(asked: Asked) -> Clock | None:
    """The clock whose end is asked about: of the reply, or of the answer to a recommendation."""
    if asked.event == "deemed-accepted":
        received = asked.facts.received_on
        return asked.clock("reply", received) if received and asked.law.reply_days else None
    began = [one.began_on for one in asked.standing.proceedings if one.kind == "recommendation"]
    return asked.clock("recommendation", began[-1]) if began else None


def _late(asked: Asked) -> Iterator[Bar]:
    """E9: late is what came after the last day, and is weighed by a recorded decision."""
    if not _holds(asked, "late"):
        return
    notice, received = asked.facts.notice_served_on, asked.facts.received_on
    if notice is None or received is None:
        yield _bar(
            "late", "Whether they were late cannot be told: enter the notice's service and the receipt."
        )
        return
    window = asked.clock("representations", notice)
    if window.last_on and received <= window.last_on:
        words = f"They came in on {day_words(received)}, in time (until {day_words(window.last_on)}): decide."
        yield Bar("late", words, window.citation)
    if not asked.standing.reason:
        yield _bar("late", "Say why late representations are disregarded or considered: it is recorded.")


def _reason(asked: Asked) -> Iterator[Bar]:
    if _holds(asked, "reason") and not asked.standing.reason:
        yield _bar("reason", "Say why: it is recorded.")


def _payment(asked: Asked) -> Iterator[Bar]:
    """A payment closes nothing that was written and not answered."""
    if _holds(asked, "undecided") and asked.standing.undecided:
        yield _bar("undecided", "Representations are open: enter the payment, and decide what was written.")


def _duplicate(asked: Asked) -> Iterator[Bar]:
    if _holds(asked, "duplicate") and asked.standing.same_day:
        others = ", ".join(asked.standing.same_day)
        yield _bar("duplicate", f"This vehicle already has a PCN for this charging day: {others}.")


def _discount(asked: Asked) -> Iterator[Bar]:
    """E1: the discount ends when its last day has passed."""
    if not _holds(asked, "discount"):
        return
    last = discount_last_on(asked.facts)
    if last is None:
        yield _bar("discount", "The last day of the discount cannot be told: enter the PCN's days and basis.")
    elif asked.standing.today <= (last := max(last, asked.standing.offered_until or last)):
        yield _bar("discount", f"The discount can be paid until {day_words(last)}.")


def _view(asked: Asked) -> Iterator[Bar]:
    """A request to see the film is open once, and is answered or withdrawn while it is."""
    if not _holds(asked, "view"):
        return
    began = [one.began_on for one in asked.standing.proceedings if one.kind == "view-request"]
    asks = asked.event == "view-requested"
    if asks and began:
        words = (
            f"It was asked for on {day_words(began[-1])} already, and waits to be shown: nothing to enter."
        )
        yield _bar("view", words)
    elif not asks and not began:
        yield _bar("view", "Nobody waits to see the film: enter the request first, with its day.")
    elif not asks and asked.posting_on < began[-1]:
        yield _bar("view", f"It was asked for on {day_words(began[-1])}: not shown or withdrawn before.")


def _waits(asked: Asked) -> Iterator[Bar]:
    """HG2 and T11 to T18: not before its day, and not after its last."""
    for row in table("guards")["wait"]:
        if row["event"] != asked.event or asked.law.id not in row["regimes"]:
            continue
        if asked.facts.stage not in row.get("at", [asked.facts.stage]):
            continue
        since = _since(asked, row["since"])
        if since is None:
            words = f"The day from which this counts is not on the case ({row['since'].replace('-', ' ')})."
            yield Bar(row["guard"], f"{words} Enter it.", asked.law.citation)
            continue
        longer = asked.standing.keeper_late and "longer" in row
        clock = asked.clock(row["longer"] if longer else row["clock"], since)
        if row.get("over"):
            yield from _over(asked, row["guard"], clock)
        else:
            yield from _within(asked, row["guard"], clock)


def _over(asked: Asked, guard: str, clock: Clock) -> Iterator[Bar]:
    """Only once the last day of a clock has passed."""
    if asked.standing.today <= clock.period_last_on:
        words = f"{clock.label}: until {day_words(clock.period_last_on)}. Wait until that day has passed."
        yield Bar(guard, words, clock.citation)


def _within(asked: Asked, guard: str, clock: Clock) -> Iterator[Bar]:
    if clock.first_on and asked.posting_on < clock.first_on:
        words = f"{clock.label}: from {day_words(clock.first_on)}, and not before."
        yield Bar(guard, words if clock.last_on else f"{words} {clock.if_missed}", clock.citation)
    if clock.last_on and asked.served_on > clock.last_on:
        words = (
            f"{clock.label}: it would be served {day_words(asked.served_on)}, after the last day, "
            f"{day_words(clock.last_on)}. {clock.if_missed}"
        )
        yield Bar(guard, words, clock.citation)


def _since(asked: Asked, kind: str) -> date | None:
    """The day from which a wait counts."""
    facts = asked.facts
    known = {
        "contravention": facts.contravened_on,
        "receipt": facts.received_on,
        "pcn": facts.pcn_served_on,
        "pcn-date": facts.pcn_dated_on,
        "enforcement-notice": facts.notice_served_on,
        "charge-certificate": facts.certificate_served_on,
    }
    if kind in known:
        return known[kind]
    days = [one.on for one in asked.standing.notices if one.kind == kind]
    days += [one.began_on for one in asked.standing.proceedings if one.kind == kind]
    return max(days, default=None)


_GUARDS: tuple[Callable[[Asked], Iterator[Bar]], ...] = (
    _stage,
    _undecided,
    _open,
    _recovery,
    _trifle,
    _discount,
    _waits,
    _late_reply,
    _film,
    _hire,
    _who,
    _deemed,
    _late,
    _reason,
    _payment,
    _duplicate,
    _view,
)
