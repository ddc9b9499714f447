"""Every open practice case can be cancelled and upheld in standard wording, but where the law bars it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseworker.casework import sheet
from caseworker.casework.desk import compose
from caseworker.casework.desk.queue import all_rows
from caseworker.casework.desk.view import view
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView, DecisionView, PointView
from caseworker.law.decisions import Allowed
from caseworker.law.facts import Outcome, PointOutcome
from caseworker.law.kinds import DISPUTES
from caseworker.law.points import point
from caseworker.practice.build import office_at
from caseworker.practice.letters import Letter, of_source
from tests.practice.conftest import TODAY

QUICK = 6
"""Every so many cases are tried in the quick set."""
FALLBACK = ("evidence-requested",)
"""For a letter that makes no point at all."""
BARS = {"reply-late", "settled", "order-revoked", "order-revoked-refer"}
"""Why a PCN cannot be upheld here: out of time, before the adjudicator, or the order is revoked."""

BEGGED = "friday-night-run"
"""The letter of a woman who begs that nothing be sent to her address: what is planned by post is stopped."""


@pytest.fixture
def office(sandbox: Path) -> Office:
    """The practice office on its day."""
    return office_at(sandbox, datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC), "asha")


def written(office: Office, case_id: int) -> list[Letter]:
    """The practice letters of a case."""
    import sqlalchemy as sa

    from caseworker.store.tables import Item

    item = Item.__table__  # type: ignore[attr-defined]
    with office.store.reading() as tx:
        ids = tx.execute(sa.select(item.c.source_id).where(item.c.case_id == case_id)).scalars().all()
    return [letter for one in ids if (letter := of_source(one))]


def raised(office: Office, case_id: int) -> tuple[str, ...]:
    """What the letters of a case truly raise, by the letters' own data."""
    found = written(office, case_id)
    return tuple(dict.fromkeys(slug for letter in found for slug in letter.points)) or FALLBACK


def decided(seen: CaseView, slugs: tuple[str, ...], allowed: Allowed) -> CaseView:
    """The case as it reads once all its points are answered one way, without a reason, and it is decided."""
    answer = PointOutcome.UPHELD if allowed.outcome is Outcome.CANCEL else PointOutcome.NOT_UPHELD
    facts = seen.facts
    points = [
        PointView(slug=law.slug, label=law.label, ground=ground, mitigation=mitigation, outcome=answer)
        for law in map(point, slugs)
        for ground, mitigation in (law.under(facts.regime, facts.basis, facts.code),)
    ]
    must = allowed.discount == "must"
    decision = DecisionView(
        id=1,
        outcome=allowed.outcome,
        letter_kind=allowed.letter_kind,
        discount_pence=allowed.discount_pence if must else None,
        discount_until=allowed.discount_until if must else None,
        refund_pence=allowed.refund_pence,
        guideline="",
        followed="",
        weighed="",
        officer="asha",
        decided_at=datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC),
    )
    return replace(seen, points=tuple(points), decision=decision)


def tried(office: Office, every: int) -> Iterator[tuple[CaseView, Allowed, tuple[str, ...]]]:
    """Each case with each outcome that the law allows, and what is red in its standard letter."""
    for row in [one for one in all_rows(office) if one.kind in DISPUTES][::every]:
        seen = view(office, row.id)
        slugs = raised(office, row.id)
        for outcome in (Outcome.CANCEL, Outcome.UPHOLD):
            allowed = sheet.allowed(office, seen.facts, outcome)
            if allowed.bars:
                yield seen, allowed, ()
                continue
            case = decided(seen, slugs, allowed)
            checked = compose.check(office, case, compose.new_plan(office, case))
            yield seen, allowed, tuple(one.code for one in checked.findings if one.level == "red")


def none_is_red(office: Office, every: int) -> None:
    late = 0
    for seen, allowed, red in tried(office, every):
        stopped = any(one.id == BEGGED for one in written(office, seen.id))
        assert red == ("address-refused",) * stopped, (seen.pcn, allowed.outcome, raised(office, seen.id))
        bars = {one.id for one in allowed.bars}
        assert not bars or (allowed.outcome is Outcome.UPHOLD and bars <= BARS), (seen.pcn, bars)
        late += "reply-late" in bars
    assert late <= 3, "few are out of time"


def test_a_sample_of_them(office: Office) -> None:
    none_is_red(office, QUICK)


@pytest.mark.long
def test_all_of_them(office: Office) -> None:
    none_is_red(office, 1)
