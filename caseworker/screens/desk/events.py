"""`:event`: what can happen to a PCN where it stands, with what bars it; and one of it entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from caseworker.screens.asking import Choice, Pick
from caseworker.screens.days import day_gone, day_typed
from caseworker.screens.filling import Fill, Line

if TYPE_CHECKING:
    from caseworker.casework.desk.proceedings import Given, Possible, Recorded
    from caseworker.screens.desk.ways import Ways
    from caseworker.screens.keeping import Keep

BY_HAND = "The notice was handed over, not posted"
LOOKED = "I looked: nothing went out by other means"
HINT = "22 nov, 22/11/2026 or 2026-11-22"


async def enter(desk: Ways, pcn: str = "", event: str = "") -> Recorded | None:
    """List what can happen to a PCN, ask for one event, and record it.

    Args:
        pcn: which; that of the open case where none is given.
        event: which event, where it was chosen already.
    """
    from caseworker.casework.desk.proceedings import elsewhere, possible

    view = desk.view
    number = pcn or (view.pcn if view is not None else "")
    if not number:
        desk.app.hint("No case is open: :event PCN names the PCN that it happened to.")
        return None
    listed = await desk.try_act(possible, number)
    if not listed:
        if listed is not None:
            desk.app.hint(f"Nothing can be entered on {number} where it stands.")
        return None
    regime, start = listed[0].regime, listed[0].start
    asking = Pick(
        f"What happened to {number}?",
        among(listed),
        why_not=lambda typed: elsewhere(regime, start, typed),
    )
    chosen: str | None = event
    if not chosen:
        chosen = await desk.app.push_screen_wait(asking)
    one = next((one for one in listed if one.event == chosen), None)
    if one is None:
        if chosen:
            why = " ".join(elsewhere(regime, start, chosen).split())
            desk.app.hint(f"“{chosen}” cannot happen to {number} where it stands: e lists what can. {why}")
        return None
    if one.bars:
        words = "\n".join(f"{bar.words} ({bar.citation})" for bar in one.bars)
        desk.app.say(f"{one.label}: not now.\n{words}", title="Not done", severity="warning")
        return None
    done = await ask(desk, one, number)
    if done is not None:
        if view is not None and view.pcn == done.pcn:
            await desk.reread()
        desk.app.say(done.words)
    return done


async def ask(desk: Ways, one: Possible, pcn: str) -> Recorded | None:
    """Ask for what an event needs, until it can be recorded or is left."""
    from caseworker.casework.desk.proceedings import record

    today = desk.app.office.today()

    async def keep(filled: Mapping[str, str]) -> Recorded:
        return await desk.app.ask(record, pcn, one.event, given(one, filled, today), stage=one.start)

    recorded: Recorded | None = await desk.app.push_screen_wait(window(one, pcn, today, keep))
    return recorded


def among(listed: Sequence[Possible]) -> Callable[[str], Sequence[Choice]]:
    """What can happen, narrowed by a few letters; what is barred comes last, and says so."""
    ordered = sorted(listed, key=lambda one: bool(one.bars))

    def find(typed: str) -> list[Choice]:
        words = typed.casefold().split()
        found = [
            one for one in ordered if all(word in f"{one.event} {one.label}".casefold() for word in words)
        ]
        named = typed.casefold().strip().replace(" ", "-")
        return [choice(one) for one in sorted(found, key=lambda one: not one.event.startswith(named))]

    return find


def choice(one: Possible) -> Choice:
    """One event as a row: what it is, where it leads, and what stands in its way."""
    why = f"barred: {one.bars[0].words}" if one.bars else f"then: {one.to}" if one.to else "the stage stays"
    parts = [one.label, "", one.effect]
    if one.guard:
        parts += ["", f"First: {one.guard}"]
    for bar in one.bars:
        parts += ["", f"! {bar.guard}: {bar.words}", f"  {bar.citation}"]
    parts += ["", f"{one.citation.label}: {one.citation.status.words}", f"({one.event})"]
    return Choice(one.event, f"{'!' if one.bars else ' '} {one.label}", why, "\n".join(parts))


def window(one: Possible, pcn: str, today: date, keep: Keep) -> Fill:
    """The window that asks for one event, and stays until it is recorded."""
    asks = one.asks
    lines = [Line("on", f"The day it happened ({HINT})", f"{today:%d %b %Y}")]
    if asks.hearing:
        lines.append(Line("hearing", "The day of the hearing"))
    if asks.reference:
        lines.append(Line("reference", asks.reference))
    if asks.form is not None:
        named = "; ".join(f"{ground.id}: {ground.label}" for ground in asks.grounds)
        lines += [
            Line("form", f"The form ({asks.form.label})", asks.form.id),
            Line("ground", f"Its one ground. {named}", hint=", ".join(ground.id for ground in asks.grounds)),
        ]
    if asks.money:
        lines += [Line("sum", "The sum in pounds: 80 or 57.50"), Line("method", "How it was paid")]
    if asks.person:
        lines += [
            Line("name", "Who is liable now"),
            Line("address", "Their address, its lines apart by ;"),
            Line("postcode", "Their postcode"),
            Line("pcn", "The number of the PCN that goes to them"),
        ]
    lines.append(Line("why", "Why, or what the record should say"))
    return Fill(
        f"{one.label}: {pcn}",
        f"{one.effect} {f'First: {one.guard}' if one.guard else ''}".strip(),
        lines,
        check=lambda filled: given(one, filled, today),
        keep=keep,
        choices=ticks(one),
    )


def ticks(one: Possible) -> list[str]:
    """What is ticked, not written."""
    asks = one.asks
    found = [f"{each.question}" for each in asks.hire]
    return [*found, *([BY_HAND] if asks.notice else []), *([LOOKED] if asks.confirmed else [])]


def given(one: Possible, filled: Mapping[str, str], today: date) -> Given:
    """An event as it was filled in.

    Raises:
        Refused: the day is no day, or the sum no sum.
    """
    from caseworker.casework.desk.proceedings import Given, pence_typed
    from caseworker.law.calendar import Service
    from caseworker.law.facts import Party

    ticked = filled.get("ticked", "").splitlines()
    hearing = filled.get("hearing", "")
    lines = tuple(part.strip() for part in filled.get("address", "").split(";") if part.strip())
    return Given(
        on=day_gone(filled["on"], today),
        service=Service.BY_HAND if BY_HAND in ticked else Service.FIRST_CLASS,
        reference=filled.get("reference", ""),
        form=filled.get("form", ""),
        ground=filled.get("ground", ""),
        why=filled["why"],
        confirmed=LOOKED in ticked,
        pence=pence_typed(filled.get("sum", "")),
        method=filled.get("method", ""),
        hire={each.id: each.question in ticked for each in one.asks.hire},
        person=Party(filled.get("name", ""), lines, filled.get("postcode", "")),
        pcn=filled.get("pcn", ""),
        hearing_on=day_typed(hearing, today) if hearing else None,
    )
