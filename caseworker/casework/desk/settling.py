"""Settle a case that stands beside the dispute: answer it, find on a complaint, hand the papers over."""

from __future__ import annotations

from collections.abc import Iterable

from caseworker.casework import sheet
from caseworker.casework.acting import acting, audited, keep_decision, own, recorded
from caseworker.casework.office import Office
from caseworker.casework.opening import open_ones
from caseworker.casework.reasons import check_reason
from caseworker.casework.views import Done
from caseworker.law.beside import OWN_DATA, Beside, beside
from caseworker.law.kinds import CaseKind, Outcome
from caseworker.law.refusals import Refused
from caseworker.text import clean

FEWEST_WORDS = 4
"""Words of an answer."""
WORDS = {
    Outcome.ANSWER: "to answer it",
    Outcome.COMPLAINT_UPHELD: "to uphold the complaint",
    Outcome.COMPLAINT_PART: "to uphold the complaint in part",
    Outcome.COMPLAINT_NOT_UPHELD: "not to uphold the complaint",
    Outcome.HAND_OVER: "to hand the papers over",
}
"""What is decided, in words."""


def settle(office: Office, case_id: int, version: int, outcome: Outcome, *, words: str = "") -> Done:
    """Record what is answered in a case beside the dispute; the PCN and its other cases stay as they are.

    Args:
        words: the answer, in the officer's own words: they go into the letter.

    Raises:
        Refused: the case is a dispute, the outcome is not one of its kind, or the answer has no words.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases

    check_reason(words)
    with acting(office) as tx:
        case = own(tx, office, case_id, version)
        about = beside(CaseKind(case.kind))
        _check(office, about, outcome, words)
        check_next_step(office, about.kind, case.flags.split())
        new = cases.change(tx, case_id, version, status="decided", outcome=outcome, decided_at=office.now())
        columns = {"outcome": outcome.value, "letter_kind": about.letter.value}
        decision = keep_decision(tx, office, case_id, new, weighed=words, **columns)
        said = f"Decided {WORDS[outcome]}"
        recorded(
            tx, office, case.pcn_id, case_id, "decided", f"{about.label}: {said[0].casefold()}{said[1:]}"
        )
        audited(tx, office, case_id, "decide", {**columns, "version": new, "decision": decision})
    return Done(case_id, new, f"{said}. l writes the letter.")


def find(office: Office, pcn: str, kind: str) -> int:
    """The open case of one kind on a PCN.

    Args:
        kind: a kind of case, or ``subject-access``.

    Raises:
        Refused: there is none, or several people asked.
    """
    from caseworker.law.pcn import normal_pcn
    from caseworker.store import proceedings

    number, name = normal_pcn(pcn), clean(kind)[:30]
    with office.store.reading() as tx:
        row = proceedings.pcn_by_number(tx, number)
        found = open_ones(tx, row.id, name) if row is not None else []
    if not found:
        raise Refused(f"No open case of the kind “{name}” is on {number}.", do="Look: :q pcn:" + number)
    if len(found) > 1:
        asked = ", ".join(one.writer_name for one in found)
        raise Refused(
            f"{len(found)} cases of the kind “{name}” are open on {number}: {asked}.",
            rule="An answer belongs to one of them.",
            do=f"Open the one that is meant on the desk (:q kind:{found[0].kind} pcn:{number}).",
        )
    return int(found[0].id)


def outcome_named(name: str) -> Outcome:
    """An outcome by its name.

    Raises:
        Refused: there is none of that name.
    """
    known = [one.value for one in WORDS]
    if name not in known:
        raise Refused(f"There is no outcome “{clean(name)[:30]}”.", do=f"Use one of: {', '.join(known)}.")
    return Outcome(name)


def check_answer(outcome: Outcome, words: str) -> None:
    """Refuse an answer without words; papers that are handed over need none.

    Raises:
        Refused: there are too few words, or they cannot stand in a letter.
    """
    check_reason(words)
    if outcome is not Outcome.HAND_OVER and len(words.split()) < FEWEST_WORDS:
        raise Refused(
            "The answer has no words yet.",
            rule="An answer says something to what was asked: in your own words, which go into the letter.",
            do=f"Write a sentence, of at least {FEWEST_WORDS} words.",
        )


def _check(office: Office, about: Beside, outcome: Outcome, words: str) -> None:
    if not office.officer.authorised:
        raise Refused(
            f"{office.officer.name} is not authorised to decide cases.",
            rule="Only an officer whom the council has authorised answers in its name.",
            do="Ask your team leader.",
        )
    if outcome not in about.outcomes:
        raise (
            sheet.not_about_the_pcn(about.kind)
            if outcome.on_pcn
            else Refused(
                f"“{outcome}” is no outcome of a case of the kind “{about.kind}”.",
                do=f"Choose one of: {', '.join(about.outcomes)}.",
            )
        )
    check_answer(outcome, words)


def check_next_step(office: Office, kind: CaseKind, flags: Iterable[str]) -> None:
    """Refuse an answer that must name whom to turn to next, where the council has not said it.

    Raises:
        Refused: council.toml is silent.
    """
    own_data = OWN_DATA in flags
    if office.council.next_step(kind, own_data=own_data) == "":
        raise Refused(
            f"{office.council.authority} has not said whom to turn to where this answer is not accepted.",
            rule="An answer to a complaint or a request says whom to turn to next, in the council's words.",
            do=f"Have “{'own_data' if own_data else kind}” written under [next_steps] in council.toml.",
        )
