"""Ask the motorist for something before anything is decided: a letter is written, and the case waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from caseworker.casework import sheet
from caseworker.casework.acting import acting, audited, keep_decision, own, recorded
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView, Done
from caseworker.casework.warnings import clock_runs_on
from caseworker.law.decisions import Allowed
from caseworker.law.facts import Facts, LetterKind, Outcome
from caseworker.law.refusals import Refused
from caseworker.text import clean, one_line

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

MOST = 5
"""Things asked for in one letter: more is a form."""
LONGEST = 200
LONGEST_WAIT = 92
"""Days for which an answer may be waited for."""


def effect(office: Office, view: CaseView) -> Allowed:
    """What asking does to the clocks, in words with their citation, before anything is asked."""
    return sheet.allowed(office, view.facts, Outcome.ASK)


def ask(office: Office, case_id: int, version: int, asked: Sequence[str], until: date) -> Done:
    """Note what is asked for and until when; the letter that asks is written, checked and issued like any.

    The case stays open. Once the letter is issued it waits until the day, and no clock of the law with it.

    Raises:
        Refused: nothing or too much is asked, the day leaves no time for an answer or none for a decision,
            the law leaves no time to ask, or a decision stands.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases

    _things(asked)
    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        if row.status == "decided" and row.outcome != Outcome.ASK:
            raise Refused(
                f"{row.pcn} is decided.",
                rule="What is asked for is asked before the decision.",
                do="Press u to take the decision back first.",
            )
        facts = _facts(tx, office, row)
        assert facts.served_on is not None
        things = check(office, facts.served_on, row.safe_post_on, asked, until)
        new = cases.change(
            tx, case_id, version, status="decided", outcome=Outcome.ASK, decided_at=None, held_until=None
        )
        number = _hold(tx, office, row, things, until)
        letter = LetterKind.INFORMATION_REQUEST
        decision = keep_decision(tx, office, case_id, new, outcome=Outcome.ASK, letter_kind=letter)
        recorded(
            tx,
            office,
            row.pcn_id,
            row.id,
            "information-asked",
            f"To be asked for, until {until:%d %b %Y}: {'; '.join(things)}",
        )
        fields: dict[str, str | int | None] = {
            "version": new,
            "decision": decision,
            "hold": number,
            "until": until.isoformat(),
            "kind": letter,
        }
        audited(tx, office, case_id, "ask", fields)
    return Done(case_id, new, f"Asked until {until:%A} {until.day} {until:%B %Y}. l writes the letter.")


def _things(asked: Sequence[str]) -> list[str]:
    """What is asked for, each in one line, made safe."""
    found = list(dict.fromkeys(one_line(clean(one)).strip().rstrip(".;,") for one in asked))
    found = [one for one in found if one]
    if not found:
        raise Refused("Nothing is asked for.", do="Pick what would help, or write it in your own words.")
    if len(found) > MOST:
        raise Refused(
            f"{len(found)} things are asked for.",
            rule=f"At most {MOST}: only what this case turns on.",
            do="Leave out what would change nothing.",
        )
    if long := next((one for one in found if len(one) > LONGEST), ""):
        raise Refused(
            f"“{long[:40]}…” is too long for a list.",
            rule=f"Each thing takes at most {LONGEST} letters.",
            do="Say it shorter; more can be said in the letter itself.",
        )
    return found


def _facts(tx: Connection, office: Office, row: Row[Any]) -> Facts:
    """The facts; refused where the law leaves no time to ask."""
    facts = sheet.facts_of(office, row, *sheet.rows_of(tx, row))
    allowed = sheet.allowed(office, facts, Outcome.ASK)
    if allowed.bars:
        bar = allowed.bars[0]
        raise Refused(bar.words, citation=bar.citation, do="Press d and decide on what there is.")
    return facts


def days(office: Office, served_on: date, safe_post_on: date | None) -> tuple[date, date]:
    """The first and the last day until which an answer can be asked for.

    Raises:
        Refused: no day is after the letter is served and yet leaves a day to decide and post.
    """
    first, last = served_on + timedelta(days=1), office.today() + timedelta(days=LONGEST_WAIT)
    if safe_post_on is not None:
        last = min(last, safe_post_on - timedelta(days=1))
        if first > last:
            raise Refused(
                f"There is no time to ask: a letter would be served on {served_on:%A} {served_on.day} "
                f"{served_on:%B}, and the last safe posting day is {safe_post_on:%A} {safe_post_on.day} "
                f"{safe_post_on:%B}.",
                rule="Whoever is asked must have time to answer, and the decision must be posted in time.",
                do="Press d and decide on what there is.",
            )
    return first, last


def check(
    office: Office, served_on: date, safe_post_on: date | None, asked: Sequence[str], until: date
) -> list[str]:
    """What is asked for, each in one line, made safe, where it can be asked for until that day.

    Raises:
        Refused: nothing or too much is asked, or the day is not between the first and the last.
    """
    things = _things(asked)
    first, last = days(office, served_on, safe_post_on)
    if until < first:
        raise Refused(
            f"{until:%A} {until.day} {until:%B %Y} leaves no time: the letter is treated as served on "
            f"{served_on:%A} {served_on.day} {served_on:%B}.",
            rule="Whoever is asked must have time to answer.",
            do=_between(first, last),
        )
    if until > last and safe_post_on is not None and until >= safe_post_on:
        raise Refused(
            f"{until:%A} {until.day} {until:%B %Y} leaves no time to decide.",
            rule=clock_runs_on(safe_post_on),
            do=f"{_between(first, last)} Or decide on what there is.",
        )
    if until > last:
        raise Refused(
            f"{until:%A} {until.day} {until:%B %Y} is more than three months away.", do="Give an earlier day."
        )
    return things


def _between(first: date, last: date) -> str:
    """Which days can be given."""
    if first == last:
        return f"Only {first:%A} {first.day} {first:%B} fits."
    usual = " Ten days are usual." if (last - first).days >= 10 else ""
    return f"Give a day from {first:%A} {first.day} {first:%B} to {last:%A} {last.day} {last:%B}.{usual}"


def _hold(tx: Connection, office: Office, row: Row[Any], things: Sequence[str], until: date) -> int:
    """The case waits until that day, in the place of any hold that stood; the new one's id."""
    from caseworker.store import holds

    holds.lift(tx, [row.id], by=office.officer.id, at=office.now())
    return holds.put(
        tx,
        case_id=row.id,
        pcn_id=row.pcn_id,
        kind="information",
        words="\n".join(things),
        officer=office.officer.id,
        at=office.now(),
        until=until,
    )
