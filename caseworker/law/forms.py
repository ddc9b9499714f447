"""The court's forms: which one answers an order for recovery, on which grounds, with which effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseworker.law.calendar import Reckoned
from caseworker.law.citations import Citation, Status
from caseworker.law.refusals import Refused
from caseworker.law.regimes import Regime, regime
from caseworker.law.tables import citation, day_words, table, unknown


@dataclass(frozen=True, slots=True)
class FormGround:
    """One ground on a form, and what follows once the court has accepted it."""

    id: str
    """``not-received``, ``no-rejection``, ``appeal`` or ``paid``."""
    label: str
    effect: str
    """What follows, in words."""
    event: str
    """The event of `stages.toml` that comes next; the authority may always cancel instead."""
    effect_status: Status
    """How well the effect was verified: it may be less well known than the ground."""
    citation: Citation


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the Traffic Enforcement Centre, as it stands in one regime."""

    id: str
    label: str
    use: str
    """What it does, in one sentence."""
    regimes: tuple[str, ...]
    sworn: bool
    """Whether it must be sworn; otherwise it is signed."""
    late_of: str
    """The form that it asks to file out of time; empty where it is no such application."""
    grounds: tuple[FormGround, ...]
    """In the order of the form; of an application out of time, those of the form that it brings."""
    citation: Citation


def forms(regime_id: str) -> tuple[Form, ...]:
    """The court's forms of a regime; none where no order for recovery can be made."""
    law = regime(regime_id)
    return tuple(_form(row, law) for row in table("forms")["form"] if law.id in row["regimes"])


def form(form_id: str, regime_id: str) -> Form:
    """One form in a regime, refused where it is another regime's, with the right one named (law pack X38)."""
    law = regime(regime_id)
    known = {row["id"]: row for row in table("forms")["form"]}
    name = form_id.strip().upper()
    if name not in known:
        raise unknown("form", form_id, known)
    if law.id in known[name]["regimes"]:
        return _form(known[name], law)
    if not law.court_form:
        raise _no_order(f"The form {name} answers nothing in {law.id} ({law.label}).", law)
    right = _form(known[law.late_form if known[name]["late_of"] else law.court_form], law)
    raise Refused(
        f"The form {name} is the wrong form for {law.id} ({law.label}): the right one is {right.id}.",
        rule=f"{right.label}: {right.use}",
        do=f"Reject it, and say that the form {right.id} is needed.",
        citation=right.citation,
    )


def answer_form(regime_id: str, *, late: bool = False) -> Form:
    """The form that answers an order for recovery in a regime, in time or late.

    Raises:
        Refused: no order for recovery exists in this regime.
    """
    law = regime(regime_id)
    if not law.court_form:
        raise _no_order(f"There is no order for recovery in {law.id} ({law.label}).", law)
    return form(law.late_form if late else law.court_form, law.id)


def chosen(form_id: str, regime_id: str, ticked: Sequence[str]) -> FormGround:
    """The one ground that a form relies on: one, and one only (GR22 reg 23(2), law pack X40).

    Args:
        ticked: the ids of the grounds that are ticked on the form.

    Raises:
        Refused: the wrong form, no ground, several, or one that this form does not have.
    """
    found = form(form_id, regime_id)
    known = {one.id: one for one in found.grounds}
    if not known:
        raise Refused(
            f"The form {found.id} has no grounds to choose from.",
            rule=found.use,
            do="Ask which form it was sent with: the grounds stand on that one.",
        )
    for name in ticked:
        if name not in known:
            raise unknown(f"ground of the form {found.id} in {regime_id}", name, known)
    if len(set(ticked)) != 1:
        row = table("forms")["one_ground"]
        said = f"{len(set(ticked))} grounds are" if ticked else "No ground is"
        raise Refused(
            f"{said} ticked on the form {found.id}.",
            rule=row["words"],
            do=f"The court asks for the form again. Its grounds: {', '.join(known)}.",
            citation=citation(row),
        )
    return known[ticked[0]]


def check_sworn(form_id: str, regime_id: str, *, sworn: bool) -> Form:
    """The form, refused where it had to be sworn and was only signed."""
    found = form(form_id, regime_id)
    if found.sworn and not sworn:
        raise Refused(
            f"The form {found.id} is not sworn.",
            rule=found.use,
            do="It goes back to be sworn; until then it answers nothing.",
            citation=found.citation,
        )
    return found


def yardstick_on(registered_on: date) -> Reckoned:
    """The day up to which the court takes a form as in time, counted from registration: 36 days after it."""
    row = table("forms")["yardstick"]
    day = registered_on + timedelta(days=row["days"])
    working = (
        f"Registered on {day_words(registered_on)}.",
        f"{row['days']} days from registration end on {day_words(day)}.",
    )
    return Reckoned(day, working, citation(row), (row["words"],))


def extended_until(last_on: date, asked_on: date) -> Reckoned:
    """The last day that the court may allow when more time is asked for: four weeks, asked for in time.

    Args:
        last_on: the last of the 21 days beginning with service of the order.
        asked_on: the day on which more time was asked for.

    Raises:
        Refused: it was asked for when the time had run out.
    """
    row = table("forms")["extension"]
    if asked_on > last_on:
        raise Refused(
            f"More time was asked for on {day_words(asked_on)}, after the last day, {day_words(last_on)}.",
            rule=row["words"],
            do="An application out of time is needed.",
            citation=citation(row),
        )
    day = last_on + timedelta(weeks=row["weeks"])
    working = (
        f"The time ends on {day_words(last_on)}.",
        f"{row['weeks']} weeks more end on {day_words(day)}.",
    )
    return Reckoned(day, working, citation(row), (row["words"],))


def _no_order(what: str, law: Regime) -> Refused:
    return Refused(
        what,
        rule="No order for recovery is made where the vehicle was held until payment.",
        do="Check the regime; the way to challenge is representations, then an appeal.",
        citation=law.citation,
    )


def _form(row: dict[str, Any], law: Regime) -> Form:
    brings = row["late_of"] or row["id"]
    return Form(
        id=row["id"],
        label=row["label"],
        use=row["use"],
        regimes=tuple(row["regimes"]),
        sworn=row["sworn"],
        late_of=row["late_of"],
        grounds=tuple(
            FormGround(
                id=one["id"],
                label=one["label"],
                effect=one["effect"],
                event=one["event"],
                effect_status=Status(one["effect_status"]),
                citation=citation(one),
            )
            for one in table("forms")["ground"]
            if one["form"] == brings and law.id in one["regimes"]
        ),
        citation=citation(row),
    )
