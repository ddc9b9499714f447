"""How it was decided before: the likest cases first, with what the tribunal said; fast by indexes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from caseworker.casework.desk import remember
from caseworker.store import remembering
from caseworker.store.engine import Store
from tests import builders
from tests.casework.office import CERTIFICATE, FORMAL, INFORMAL, NOW, Desk

GRACE = "grace-period-or-observation"


def earlier(
    desk: Desk, n: int, *, location: str, code: str = "01", slug: str = GRACE, **case: object
) -> None:
    """A case that was decided long ago."""
    with desk().store.writing() as tx:
        pcn = builders.pcn(tx, pcn=f"ZZ77{n:05d}A", location=location, code=code)
        values = {"outcome": "cancel", "open": 0, "status": "closed", "decided_at": NOW - timedelta(days=n)}
        made = builders.case(tx, pcn, code=code, **(values | case))
        remembering_point(tx, made, slug)


def remembering_point(tx: object, case_id: int, slug: str) -> None:
    from caseworker.store import points

    row = {"slug": slug, "outcome": "upheld", "reason": "The ticket was valid."}
    points.replace(tx, case_id, [row], [[]])  # type: ignore[arg-type]


def test_the_likest_come_first_and_of_those_the_newest(each_desk: Desk) -> None:
    seen = each_desk.pointed(INFORMAL, GRACE)
    here, code = seen.facts.location, seen.facts.code
    earlier(each_desk, 1, location="Elsewhere", code="99")
    earlier(each_desk, 2, location="Elsewhere", code=code)
    earlier(each_desk, 3, location=here, code="99")
    earlier(each_desk, 4, location=here, code=code)
    earlier(each_desk, 5, location=here, code=code)
    earlier(each_desk, 6, location=here, code=code, slug="signs-unclear")
    earlier(each_desk, 7, location=here, code=code, outcome="", decided_at=None, open=1, status="new")
    found = remember.like(each_desk(), seen)
    assert [one.pcn[4:9] for one in found] == ["00004", "00005", "00003", "00002", "00001"]
    first = found[0]
    assert first.like == "same point, same place, same code" and found[-1].like == "same point"
    assert (first.outcome, first.tribunal, first.decided_on) == (
        "cancelled", "no appeal on file", (NOW - timedelta(days=4)).date()
    )  # fmt: skip
    assert first.points[0].accepted and first.points[0].reason == "The ticket was valid."
    assert len(remember.like(each_desk(), seen, most=2)) == 2


def test_what_the_tribunal_said_is_told(each_desk: Desk) -> None:
    seen = each_desk.pointed(FORMAL, GRACE)
    for n, ended, result in ((1, None, ""), (2, date(2026, 3, 4), "appeal-allowed")):
        earlier(each_desk, n, location="Elsewhere", outcome="uphold")
        with each_desk().store.writing() as tx:
            from caseworker.store import proceedings

            pcn = proceedings.pcn_by_number(tx, f"ZZ77{n:05d}A")
            assert pcn is not None
            proceedings.add(
                tx, pcn_id=pcn.id, kind="appeal", began_on=date(2026, 1, 5), ended_on=ended, result=result,
                officer="asha", at=NOW,
            )  # fmt: skip
    open_, lost = remember.like(each_desk(), seen)
    assert open_.tribunal == "appeal of 05 Jan 2026, not decided yet"
    assert lost.tribunal.startswith("tribunal, 04 Mar 2026: ") and lost.outcome == "upheld"
    assert "allowed" in lost.tribunal.casefold()


def test_a_case_without_points_is_like_none_and_its_suggestions_serve_until_some_are_taken(
    desk: Desk,
) -> None:
    seen = desk.take(CERTIFICATE)
    assert remember.like(desk(), replace(seen, points=(), suggested=())) == ()
    earlier(desk, 1, location="Elsewhere")
    assert seen.points == ()
    guessed = [one.slug for one in seen.suggested]
    assert bool(remember.like(desk(), seen)) is (GRACE in guessed)


def test_a_store_full_of_cases_is_asked_by_indexes_only(store: Store) -> None:
    with store.writing() as tx:
        plans = []
        for command, given in (
            (remembering._NEWEST, {"slug": "x", "me": 1}),
            (remembering._HERE, {"place": "x", "slug": "x", "me": 1}),
        ):
            if tx.dialect.name != "sqlite":
                tx.exec_driver_sql("SET LOCAL enable_seqscan = off")
            sql = str(
                command.params(**given).compile(dialect=tx.dialect, compile_kwargs={"literal_binds": True})
            )
            explain = "EXPLAIN QUERY PLAN " if tx.dialect.name == "sqlite" else "EXPLAIN "
            plans.append("\n".join(str(row) for row in tx.exec_driver_sql(explain + sql.replace("%", "%%"))))
    assert "points_by_slug" in plans[0]
    for plan in plans:
        assert "SCAN points" not in plan and "SCAN cases" not in plan and "SCAN pcns" not in plan
        assert "Seq Scan" not in plan
