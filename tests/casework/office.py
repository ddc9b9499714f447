"""A council's office with a handful of imported disputes, and an officer at each desk.

The office's day is Friday 20 November 2026. Every case came in by an import, as any case does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from caseworker import config, locations
from caseworker.casework.desk import claim, decision, evidence, points
from caseworker.casework.desk.intake import take_in
from caseworker.casework.desk.view import find, view
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView, PointView
from caseworker.law import points as law_points
from caseworker.law.facts import Outcome, PointOutcome
from caseworker.law.refusals import Refused
from caseworker.reading.extract import read
from caseworker.store.engine import Store
from tests.reading import samples

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)

INFORMAL = "ZZ1000001A"
"""A challenge inside the discount: PCN of 10 November, received on the 16th."""
LATE_INFORMAL = "ZZ1000002A"
"""A challenge after the discount: PCN of 1 October, received on 9 November."""
FORMAL = "ZZ1000003A"
"""Representations against a Notice to Owner posted on 2 November, received on the 9th."""
CERTIFICATE = "ZZ1000004A"
"""A letter after the charge certificate, which was posted on 9 November."""
POSTAL = "ZZ1000005A"
"""Representations against a PCN posted on 26 October from a camera, received on 4 November."""
DEEMED = "ZZ1000006A"
"""Representations of 18 September: day 56 was 12 November."""
BY_HAND = "ZZ1000007A"
"""Representations of 28 September: day 56 is Sunday 22 November, too near for the post."""
PAID = "ZZ1000008A"
"""A challenge after the discount of £80 was paid on 12 November."""
DEAD = "ZZ1000009A"
"""Representations about a keeper who has died, written by his daughter."""
AGENT = "ZZ1000010A"
"""Representations written by somebody else, who has shown no authority."""
LOADING = "ZZ1000011A"
"""A challenge whose point the council has a guideline on."""
DEAD_ALONE = "ZZ1000012A"
"""Representations about a keeper who has died, in the dead person's own name."""

GRACE = "I came back within the ten minutes that you must allow."


def _pcn(pcn: str, plate: str, on: str, **values: str) -> dict[str, str]:
    base = samples.CASE | {"pcn": pcn, "vrm": plate, "contravention_date": on, "pcn_served": on}
    return base | {"data_as_of": "2026-11-20T07:10"} | values


def _letter(pcn: str, received: str, text: str = GRACE, **values: str) -> dict[str, str]:
    return samples.LETTER | {"id": f"L-{pcn}", "pcn": pcn, "received": received, "text": text} | values


def _photo(pcn: str, n: int, sent_by: str, caption: str) -> dict[str, str]:
    row = samples.EVIDENCE | {"id": f"E-{pcn}-{n}", "pcn": pcn, "file": "one.png"}
    return row | {"sent_by": sent_by, "caption": caption}


def files() -> dict[str, bytes]:
    """The folder that was imported."""
    owner = {"notice_to_owner_posted": "2026-11-02"}
    post = {"served_how": "post", "basis": "approved-device", "pcn_served": "", "pcn_posted": "2026-10-26"}
    dead = {"keeper_name": "Aldous Marsh", "keeper_dead": "yes"}
    daughter = {"from_name": "Wren Marsh", "writer": "unknown"}
    cases = [
        _pcn(INFORMAL, "ZZ11 ABC", "2026-11-10"),
        _pcn(LATE_INFORMAL, "ZZ12 ABC", "2026-10-01"),
        _pcn(FORMAL, "ZZ13 ABC", "2026-10-01", **owner),
        _pcn(
            CERTIFICATE,
            "ZZ14 ABC",
            "2026-07-01",
            notice_to_owner_posted="2026-08-10",
            charge_certificate_posted="2026-11-09",
        ),
        _pcn(POSTAL, "ZZ15 ABC", "2026-10-20", contravention_code="47j", **post),
        _pcn(DEEMED, "ZZ16 ABC", "2026-07-15", notice_to_owner_posted="2026-09-01"),
        _pcn(BY_HAND, "ZZ17 ABC", "2026-07-15", notice_to_owner_posted="2026-09-10"),
        _pcn(PAID, "ZZ18 ABC", "2026-11-09"),
        _pcn(DEAD, "ZZ19 ABC", "2026-10-02", **owner, **dead),
        _pcn(AGENT, "ZZ20 ABC", "2026-10-05", **owner),
        _pcn(LOADING, "ZZ21 ABC", "2026-11-11"),
        _pcn(DEAD_ALONE, "ZZ22 ABC", "2026-10-02", **owner, **dead),
    ]
    letters = [
        _letter(INFORMAL, "2026-11-16"),
        _letter(LATE_INFORMAL, "2026-11-09"),
        _letter(FORMAL, "2026-11-09"),
        _letter(CERTIFICATE, "2026-11-12"),
        _letter(POSTAL, "2026-11-04"),
        _letter(DEEMED, "2026-09-18"),
        _letter(BY_HAND, "2026-09-28"),
        _letter(PAID, "2026-11-17"),
        _letter(DEAD, "2026-11-10", **daughter),
        _letter(AGENT, "2026-11-11", from_name="Otto Plume", writer="agent"),
        _letter(LOADING, "2026-11-17", "I was unloading a washing machine for my mother."),
        _letter(DEAD_ALONE, "2026-11-10", from_name="Aldous Marsh"),
    ]
    evidence_rows = [
        _photo(INFORMAL, 1, "council", "Windscreen with the PCN"),
        _photo(INFORMAL, 2, "motorist", "Photograph of the clock"),
        _photo(FORMAL, 1, "council", "Vehicle from behind"),
    ]
    payment = samples.PAYMENT | {"id": f"P-{PAID}", "pcn": PAID, "received": "2026-11-12", "amount": "80.00"}
    return {
        "cases.csv": samples.table(*cases),
        "correspondence.csv": samples.table(*letters),
        "payments.csv": samples.table(payment),
        "evidence/manifest.csv": samples.table(*evidence_rows),
        "evidence/one.png": samples.png(),
    }


def office(url: str | Path, officer: str = "asha", at: datetime = NOW, kind: str = "live") -> Office:
    """A council's office on a store, one officer acting, the clock standing still."""
    choices = config.load(config.SAMPLE)
    return Office(
        officer=choices.officers.get(officer),
        officers=choices.officers,
        council=replace(choices.council, authority="London Borough of Testmere"),
        guidelines=choices.guidelines,
        store_url=str(url),
        kind=kind,
        paragraphs=locations.paragraphs(),
        clock=lambda: at,
    )


def build(url: str | Path, kind: str = "live") -> None:
    """A new store with the folder taken in."""
    Store.create(url, kind, NOW, "office-of-tests").close()
    opened = office(url, "sefton", kind=kind)
    done = take_in(opened, read(files()))
    opened.store.close()
    assert not done.faults, [one.words for one in done.faults]
    assert done.cases_opened == 12


class Desk:
    """One store, and the officers who act on it."""

    def __init__(self, url: str, kind: str = "live") -> None:
        self.url = url
        self.kind = kind
        self._offices: dict[tuple[str, datetime], Office] = {}

    def __call__(self, officer: str = "asha", at: datetime = NOW) -> Office:
        """An officer's office at an instant."""
        key = (officer, at)
        if key not in self._offices:
            self._offices[key] = office(self.url, officer, at, self.kind)
        return self._offices[key]

    def close(self) -> None:
        """Give back every connection."""
        for one in self._offices.values():
            if "store" in one.__dict__:
                one.store.close()

    def case(self, pcn: str) -> int:
        """A PCN's case."""
        return find(self(), pcn)

    def see(self, pcn: str, officer: str = "asha", at: datetime = NOW) -> CaseView:
        """A PCN's case as an officer sees it."""
        return view(self(officer, at), self.case(pcn))

    def take(self, pcn: str, officer: str = "asha") -> CaseView:
        """An officer takes a case and reads it."""
        claim.claim(self(officer), self.case(pcn))
        return self.see(pcn, officer)

    def pointed(self, pcn: str, *slugs: str, officer: str = "asha", **values: Any) -> CaseView:
        """A case that is taken, with points on it."""
        seen = self.take(pcn, officer)
        marked = [point(slug, **values) for slug in slugs or ("grace-period-or-observation",)]
        points.keep(self(officer), seen.id, seen.version, marked)
        return self.see(pcn, officer)

    def decided(
        self, pcn: str, outcome: Outcome, *slugs: str, officer: str = "asha", weighed: str = "", **values: Any
    ) -> CaseView:
        """A case that is decided."""
        seen = self.pointed(pcn, *slugs, officer=officer, **values)
        decision.decide(self(officer), seen.id, seen.version, outcome, weighed=weighed)
        return self.see(pcn, officer)

    def open_all(self, pcn: str, officer: str = "asha") -> None:
        """An officer opens every piece of evidence of a case."""
        seen = self.see(pcn, officer)
        for one in seen.evidence:
            evidence.open_evidence(self(officer), seen.id, one.id)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows straight from the store."""
        with self().store.raw() as reader:
            return reader.rows(sql, values)

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row."""
        return self.rows(sql, *values)[0][0]

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table that an act may write."""
        return {name: self.rows(f"SELECT * FROM {name} ORDER BY 1, 2") for name in TABLES}

    def entries(self) -> list[tuple[Any, ...]]:
        """The audit: chain, act, officer, body, in order."""
        return self.rows("SELECT chain, act, officer, body FROM audit ORDER BY seq")


def refused(act: Callable[[], Any], *words: str) -> Refused:
    """An act that is refused in these words."""
    with pytest.raises(Refused) as no:
        act()
    for one in words:
        assert one in str(no.value), no.value
    return no.value


def came_in(news: tuple[str, ...]) -> tuple[str, ...]:
    """The news before issue without what the case does not hold, which stands there whatever came in."""
    return tuple(words for words in news if not words.startswith("Would we defend this?"))


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts at the same moment, each in its own thread; what each gave, or the fault that it raised."""
    start = threading.Barrier(len(acts))
    given: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            given[place] = act()
        except Exception as fault:
            given[place] = fault

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return given


TABLES = (
    *("cases", "pcns", "points", "point_evidence", "decisions", "viewings", "drafts", "events", "notes"),
    *("letters", "letter_bytes", "letter_paragraphs", "letter_findings", "counters", "tallies", "audit"),
    *("postings", "post_batches", "outcomes", "outcome_exports", "notices"),
    *("enclosures", "consents", "readdressed", "proceedings"),
)
"""What acts write."""

REASON = "The officer watched the vehicle from 10:36 to 10:42 and gave ten minutes before that."


def point(
    slug: str, outcome: PointOutcome | None = None, reason: str = REASON, words: str = GRACE, **values: Any
) -> PointView:
    """A point as an officer marks it, under its usual ground."""
    known = law_points.point(slug)
    ground, mitigation = known.under("tma-reg9")
    base = PointView(slug, known.label, words, ground=ground, mitigation=mitigation)
    return replace(base, outcome=outcome, reason=reason, **values)
