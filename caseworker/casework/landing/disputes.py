"""Which cases letters open or join, with their days, flags and writer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from caseworker.casework.landing.pieces import names_another
from caseworker.casework.office import Office
from caseworker.casework.sending import LARGE
from caseworker.law.clocks import work_out
from caseworker.law.facts import CaseKind
from caseworker.reading import care
from caseworker.reading.formats import wants_large_print
from caseworker.reading.rows import CaseRow, LetterRow
from caseworker.reading.standing import Limits, Standing, limits

if TYPE_CHECKING:
    from sqlalchemy import Row

FLAGS = (
    *("slipped", "recalled", "returned", "by-hand", "care", "dead", "paid", "late", "another-pcn"),
    *("not-keeper", "film", LARGE),
)
"""The words of `cases.flags`, in the order in which they are shown."""
_EVENTS = {
    CaseKind.INFORMAL: "challenge-received",
    CaseKind.FORMAL: "representations-received",
    CaseKind.CERTIFICATE: "letter-received",
}
_LABELS = {
    CaseKind.INFORMAL: "Challenge",
    CaseKind.FORMAL: "Formal representations",
    CaseKind.CERTIFICATE: "Letter after the Charge Certificate",
}


@dataclass(slots=True)
class Dispute:
    """One case to be opened, or an open one to be changed."""

    kind: CaseKind
    stored: Row[Any] | None
    received_on: date
    days: Limits
    in_discount: bool
    flags: str
    informal_by: str
    letters: list[LetterRow] = field(default_factory=list)
    earlier: list[LetterRow] = field(default_factory=list)
    """Challenges that were not answered before representations came: read with them, without their days."""
    id: int = 0
    """Its id, once it is written."""

    @property
    def event(self) -> str:
        """What its arrival is called in the stage table."""
        return _EVENTS[self.kind]

    @property
    def all_letters(self) -> list[LetterRow]:
        """Everything that joins this case."""
        return [*self.earlier, *self.letters]

    @property
    def label(self) -> str:
        """What came in, in words."""
        return _LABELS[self.kind]


def disputes_of(
    office: Office,
    standing: Standing,
    *,
    row: CaseRow | None,
    stored: Row[Any] | None,
    cases: Sequence[Row[Any]],
    letters: Sequence[LetterRow],
    paid: bool,
    film: bool,
    other_news: bool,
) -> list[Dispute]:
    """The cases of one PCN that an import opens or changes.

    Letters of one kind join one open case, whose days count from the first of them; letters that come after
    it was answered open a new one. An open case is changed too where its PCN has other news.
    """
    keeper, dead = (row.keeper_name, row.keeper_dead) if row else (stored.keeper_name, stored.keeper_dead)  # type: ignore[union-attr]
    by_kind = _by_kind(standing, letters)
    # A challenge that nobody answered is part of what the representations must be answered for.
    earlier = by_kind.pop(CaseKind.INFORMAL, []) if CaseKind.FORMAL in by_kind else []
    standing_open = {
        CaseKind(case.kind): case for case in cases if case.open and not CaseKind(case.kind).beside
    }
    if other_news:
        for kind in standing_open:
            by_kind.setdefault(kind, [])
    informal_by = next(
        (case.officer for case in reversed(cases) if case.kind == "informal" and case.outcome), ""
    )
    found: list[Dispute] = []
    for kind in sorted(by_kind):
        some, case = by_kind[kind], standing_open.get(kind)
        extra = earlier if kind is CaseKind.FORMAL else []
        firsts = [letter.received_on for letter in some] + ([case.received_on] if case is not None else [])
        first = min(firsts)
        found.append(
            Dispute(
                kind=kind,
                stored=case,
                received_on=first,
                days=limits(standing.regime, kind, first, office.council.service_days[kind.value]),
                in_discount=first <= standing.discount_last_on,
                flags=_flags(
                    standing, kind, [*some, *extra], keeper, case, first, paid=paid, film=film, dead=dead
                ),
                informal_by=informal_by if kind is CaseKind.FORMAL else "",
                letters=some,
                earlier=extra,
            )
        )
    return found


def _by_kind(standing: Standing, letters: Sequence[LetterRow]) -> dict[CaseKind, list[LetterRow]]:
    """Letters by the kind of case that each makes, in the order in which they came."""
    found: dict[CaseKind, list[LetterRow]] = {}
    for letter in sorted(letters, key=lambda one: (one.received_on, one.line)):
        found.setdefault(standing.kind(letter.received_on), []).append(letter)
    return found


def _flags(
    standing: Standing,
    kind: CaseKind,
    letters: Sequence[LetterRow],
    keeper: str,
    case: Row[Any] | None,
    first: date,
    *,
    paid: bool,
    film: bool,
    dead: bool,
) -> str:
    """What an officer should see before opening the case, as words in a fixed order."""
    raised = set(case.flags.split()) - {"dead"} if case is not None else set()
    raised |= {flag for flag, holds in (("paid", paid), ("film", film), ("dead", dead)) if holds}
    raised = raised_by(standing, kind, letters, keeper, first, raised)
    return " ".join(flag for flag in FLAGS if flag in raised)


def raised_by(
    standing: Standing,
    kind: CaseKind,
    letters: Sequence[LetterRow],
    keeper: str,
    first: date,
    known: Collection[str] = (),
) -> set[str]:
    """The flags that letters raise by their day, their words and who wrote them, with those known before.

    Args:
        first: when the first of them was received.
    """
    raised = set(known)
    if kind is CaseKind.FORMAL and first > _window_ends(standing):
        raised.add("late")
    for letter in letters:
        if wants_large_print(f"{letter.subject}\n\n{letter.text}"):
            raised.add(LARGE)
        if "care" not in raised and care.needed(f"{letter.subject}\n{letter.text}"):
            raised.add("care")
        if _names_another(letter):
            raised.add("another-pcn")
        if kind is not CaseKind.INFORMAL and _not_keeper(letter, keeper):
            raised.add("not-keeper")
    return raised


def _window_ends(standing: Standing) -> date:
    """The last day for formal representations; none where the right has not been notified yet."""
    served = standing.enforcement_served_on
    return date.max if served is None else _window(standing.regime, served)


@lru_cache(maxsize=20_000)
def _window(regime: str, served_on: date) -> date:
    return work_out(regime, "representations", served_on).last_on or date.max


def _names_another(letter: LetterRow) -> bool:
    """Whether a letter names another PCN than the one it came in on."""
    return names_another(f"{letter.subject}\n{letter.text}", letter.pcn)


def _not_keeper(letter: LetterRow, keeper: str) -> bool:
    """Whether representations come from somebody other than the person who was served."""
    if letter.writer in ("driver", "hirer", "agent"):
        return True
    told, known = " ".join(letter.from_name.casefold().split()), " ".join(keeper.casefold().split())
    return letter.writer == "unknown" and bool(told and known) and told != known
