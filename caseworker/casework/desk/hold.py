"""Put a case aside until a day, or take it up again. No clock of the law waits for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseworker.casework.acting import acting, audited, own, recorded
from caseworker.casework.office import Office
from caseworker.casework.posted import day_words
from caseworker.casework.views import CaseView, Done
from caseworker.casework.warnings import clock_runs_on
from caseworker.law.calendar import england
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.text import clean

if TYPE_CHECKING:
    pass

LONGEST = 183
"""Days for which a case can be put aside: no notice waits longer than six months."""
USUAL = 7
"""Days for which one is offered."""


def put(office: Office, case_id: int, version: int, words: str, until: date) -> Done:
    """Put a case aside with a reason, until a day.

    It stays with its officer. It is handed out again on its day, when new mail comes, or three working days
    before its last safe posting day.

    Raises:
        Refused: no reason, no working day to come, not before the last safe posting day, on hold already,
            decided, or the case is not the officer's.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases, holds

    why = check(office, words, until)
    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        in_time(office, until, row.safe_post_on, row.reply_due_on)
        if row.held_until is not None and row.held_until > office.today():
            raise Refused(
                f"{row.pcn} is on hold already, until {day_words(row.held_until)} {row.held_until.year}.",
                do="Press h to lift that hold first.",
            )
        if row.status == "decided":
            _not_decided(row.pcn, row.outcome)
        holds.lift(tx, [case_id], by=office.officer.id, at=office.now())
        new = cases.change(tx, case_id, version, held_until=until)
        number = holds.put(
            tx,
            case_id=case_id,
            pcn_id=row.pcn_id,
            kind="hold",
            words=why,
            officer=office.officer.id,
            at=office.now(),
            until=until,
        )
        recorded(
            tx, office, row.pcn_id, case_id, "held", f"Put on hold until {until.day} {until:%b %Y}: {why}"
        )
        fields: dict[str, str | int | None] = {"version": new, "hold": number, "until": until.isoformat()}
        audited(tx, office, case_id, "hold", fields)
    runs = clock_runs_on(row.safe_post_on)
    return Done(case_id, new, f"On hold until {day_words(until)} {until.year}. {runs}".strip())


def lift(office: Office, case_id: int, version: int) -> Done:
    """Take a case up again.

    Raises:
        Refused: it is not on hold, or not the officer's.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases, holds

    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        running = holds.of_case(tx, case_id)
        if running is None or row.held_until is None:
            raise Refused(f"{row.pcn} is not on hold.", do="Press h to put it on hold.")
        new = cases.change(tx, case_id, version, held_until=None)
        holds.lift(tx, [case_id], by=office.officer.id, at=office.now())
        recorded(tx, office, row.pcn_id, case_id, "hold-lifted", "Hold lifted")
        audited(tx, office, case_id, "hold-lifted", {"version": new, "hold": running.id})
    return Done(case_id, new, "The hold is lifted.")


def check(office: Office, words: str, until: date) -> str:
    """The reason, made safe; refused without one, or with a day that has come or is too far away."""
    why, today = clean(words).strip(), office.today()
    if not why:
        raise Refused("A hold needs a reason.", do="Write what this case waits for.")
    if until <= today:
        raise Refused(
            f"{day_words(until)} {until.year} is not a day to come.",
            rule="A hold ends on its day; on that day the case is handed out again.",
            do=f"Give a day after {day_words(today)} {today.year}.",
        )
    if until > today + timedelta(days=LONGEST):
        raise Refused(
            f"{day_words(until)} {until.year} is more than six months away.",
            rule="A case is put aside for weeks, not for years.",
            do="Give an earlier day; it can be put on hold again.",
        )
    if closed := england().why_not_working(until):
        next_on = england().next_working_day(until)
        named = "" if closed in day_words(until) else f" ({closed})"
        raise Refused(
            f"{day_words(until)} {until.year} is no working day{named}.",
            rule="A hold ends on a day on which the case can be gone on with.",
            do=f"Give {day_words(next_on)} or another working day.",
        )
    return why


def latest(office: Office, safe_post_on: date | None, due_on: date | None) -> date | None:
    """The last day of a hold: the working day before the last safe posting day; None where the law sets none.

    Args:
        safe_post_on: the last day on which a decision can be posted in time.
        due_on: the last day on which it can be served; once that has gone, nothing can be late any more.
    """
    if safe_post_on is None or (due_on is not None and office.today() > due_on):
        return None
    return england().previous_working_day(safe_post_on - timedelta(days=1))


def in_time(office: Office, until: date, safe_post_on: date | None, due_on: date | None) -> None:
    """Refuse a hold that would outlast the days in which a decision can still be posted."""
    last = latest(office, safe_post_on, due_on)
    if last is None or safe_post_on is None or until <= last:
        return
    when = "was" if safe_post_on < office.today() else "is"
    raise Refused(
        f"The last safe posting day {when} {day_words(safe_post_on)} {safe_post_on.year}.",
        rule="A hold does not stop the 56 days: it ends before that day.",
        do=f"Give a day up to {day_words(last)}."
        if last > office.today()
        else "No day is left to put it aside for: decide it (d).",
    )


def days(office: Office, view: CaseView) -> tuple[date, date | None]:
    """The day that is offered for a hold of this case, and the last one that can stand.

    Raises:
        Refused: the case is decided, or no day is left before its last safe posting day.
    """
    if view.decision is not None:
        _not_decided(view.pcn, view.decision.outcome)
    tomorrow = office.today() + timedelta(days=1)
    due_on = next((one.last_on for one in view.clocks if one.id == "reply"), None)
    in_time(office, england().next_working_day(tomorrow), view.safe_post_on, due_on)
    last = latest(office, view.safe_post_on, due_on)
    usual = england().next_working_day(office.today() + timedelta(days=USUAL))
    return (usual if last is None else min(usual, last)), last


def _not_decided(pcn: str, outcome: str) -> None:
    """Refuse to put aside what is decided: only its letter is still to go."""
    if outcome == Outcome.ASK:
        raise Refused(
            f"{pcn} waits for the letter that asks for information.",
            rule="It is on hold by itself once that letter is issued.",
            do="Press l for the letter, or u to take the request back.",
        )
    raise Refused(
        f"{pcn} is decided: it waits for its letter only.",
        rule="What is decided is issued, or the decision is taken back first.",
        do="Press l for the letter, or u to take the decision back.",
    )
