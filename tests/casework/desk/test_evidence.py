"""Opening evidence."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from caseworker.casework.desk import evidence
from caseworker.law.refusals import Refused
from tests.casework.office import FORMAL, INFORMAL, NOW, Desk, at_once
from tests.reading import samples


def test_opened_evidence_comes_with_its_bytes_and_its_digest(each_desk: Desk) -> None:
    seen = each_desk.see(INFORMAL)
    opened = evidence.open_evidence(each_desk(), seen.id, seen.evidence[0].id)
    assert opened.content == samples.png()
    assert opened.sha256 == hashlib.sha256(samples.png()).hexdigest()
    assert (opened.kind, opened.caption, opened.path) == ("photo", "Windscreen with the PCN", "")


def test_the_first_opening_is_kept_once_and_changes_no_version(each_desk: Desk) -> None:
    seen = each_desk.see(INFORMAL)
    number = seen.evidence[0].id
    evidence.open_evidence(each_desk(), seen.id, number)
    evidence.open_evidence(each_desk("asha", NOW + timedelta(hours=2)), seen.id, number)
    after = each_desk.see(INFORMAL)
    assert after.version == seen.version
    assert [one.opened_at for one in after.evidence] == [NOW, None]
    assert [one.id for one in after.unopened] == [seen.evidence[1].id]
    assert each_desk.value("SELECT count(*) FROM viewings") == 1
    told = [one.words for one in after.timeline if one.words.startswith("Evidence opened")]
    assert told == ["Evidence opened: one.png"]
    acts = [act for _, act, _, _ in each_desk.entries()]
    assert acts.count("evidence-opened") == 1


def test_opened_twice_at_once_it_is_noted_once(each_desk: Desk) -> None:
    seen = each_desk.see(INFORMAL)
    number = seen.evidence[0].id
    done = at_once(*[lambda: evidence.open_evidence(each_desk(), seen.id, number)] * 3)
    assert [one.content for one in done] == [samples.png()] * 3
    assert [act for _, act, _, _ in each_desk.entries()].count("evidence-opened") == 1


def test_each_officer_opens_it_for_themselves_and_for_this_case(desk: Desk) -> None:
    seen = desk.see(INFORMAL)
    number = seen.evidence[0].id
    evidence.open_evidence(desk("tobin"), seen.id, number)
    assert desk.see(INFORMAL, "asha").evidence[0].opened_at is None
    assert desk.see(INFORMAL, "tobin").evidence[0].opened_at == NOW
    evidence.open_evidence(desk("asha"), seen.id, number)
    assert desk.rows("SELECT officer FROM viewings ORDER BY id") == [("tobin",), ("asha",)]


def test_evidence_of_another_pcn_or_of_none_is_refused_and_not_noted(desk: Desk) -> None:
    case, other = desk.see(INFORMAL), desk.see(FORMAL)
    for number in (other.evidence[0].id, 9_999):
        with pytest.raises(Refused, match=f"Evidence {number} does not belong to {INFORMAL}"):
            evidence.open_evidence(desk(), case.id, number)
    with pytest.raises(Refused, match="There is no case 999"):
        evidence.open_evidence(desk(), 999, case.evidence[0].id)
    assert desk.rows("SELECT * FROM viewings") == []
