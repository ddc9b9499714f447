"""Cases on several PCNs stand together: who may link them, what is shared, and what each keeps for itself."""

from __future__ import annotations

from caseworker.casework import links as shared
from caseworker.casework.desk import claim, evidence, indexing, links, points, queue
from caseworker.casework.desk.intake import take_in
from caseworker.law.facts import PointOutcome
from caseworker.reading.extract import read
from tests.casework.desk.posted import put
from tests.casework.office import (
    CERTIFICATE,
    DEAD,
    FORMAL,
    INFORMAL,
    LATE_INFORMAL,
    LOADING,
    REASON,
    Desk,
    point,
    refused,
)
from tests.reading import samples


def linked(desk: Desk, pcn: str, *others: str) -> None:
    """A case of asha's that is linked with others."""
    seen = desk.take(pcn)
    links.link(desk(), seen.id, seen.version, [desk.case(one) for one in others])


def stand_with(desk: Desk, pcn: str) -> list[str]:
    return [one.pcn for one in desk.see(pcn).linked]


def test_linked_cases_see_each_other_and_keep_their_own_clock(each_desk: Desk) -> None:
    before = {pcn: each_desk.see(pcn).clocks for pcn in (INFORMAL, LATE_INFORMAL, LOADING)}
    linked(each_desk, INFORMAL, LATE_INFORMAL, LOADING)
    assert stand_with(each_desk, INFORMAL) == [LATE_INFORMAL, LOADING]
    assert stand_with(each_desk, LOADING) == [INFORMAL, LATE_INFORMAL]
    for pcn, clocks in before.items():
        seen = each_desk.see(pcn)
        assert "linked" in seen.flags and seen.clocks == clocks and seen.decision is None
    found = {row.pcn for row in queue.all_rows(each_desk(), "flag:linked")}
    assert found == {INFORMAL, LATE_INFORMAL, LOADING}
    acts = [(chain, act) for chain, act, _, _ in each_desk.entries() if act == "link"]
    assert sorted(acts) == sorted((f"case:{each_desk.case(pcn)}", "link") for pcn in before)


def test_linking_once_more_adds_and_writes_only_where_something_changed(each_desk: Desk) -> None:
    linked(each_desk, INFORMAL, LATE_INFORMAL)
    entries = len(each_desk.entries())
    seen = each_desk.see(INFORMAL)
    links.link(each_desk(), seen.id, seen.version, [each_desk.case(LATE_INFORMAL)])
    assert len(each_desk.entries()) == entries
    seen = each_desk.see(INFORMAL)
    links.link(each_desk(), seen.id, seen.version, [each_desk.case(FORMAL)])
    assert stand_with(each_desk, FORMAL) == [INFORMAL, LATE_INFORMAL]
    assert len(each_desk.entries()) == entries + 1


def test_a_case_is_taken_out_and_the_last_stands_alone(each_desk: Desk) -> None:
    linked(each_desk, INFORMAL, LATE_INFORMAL, LOADING)
    seen = each_desk.see(INFORMAL)
    links.unlink(each_desk(), seen.id, seen.version)
    assert stand_with(each_desk, INFORMAL) == [] and "linked" not in each_desk.see(INFORMAL).flags
    assert stand_with(each_desk, LOADING) == [LATE_INFORMAL]
    other = each_desk.take(LOADING)
    links.unlink(each_desk(), other.id, other.version)
    assert stand_with(each_desk, LATE_INFORMAL) == [] and "linked" not in each_desk.see(LATE_INFORMAL).flags
    seen = each_desk.see(INFORMAL)
    refused(lambda: links.unlink(each_desk(), seen.id, seen.version), "stands alone")


def test_what_a_colleague_has_in_hand_is_not_linked(each_desk: Desk) -> None:
    claim.claim(each_desk("maren"), each_desk.case(LATE_INFORMAL))
    seen = each_desk.take(INFORMAL)
    before = each_desk.everything()
    other = each_desk.case(LATE_INFORMAL)
    refused(lambda: links.link(each_desk(), seen.id, seen.version, [other]), "working on ZZ1000002A")
    refused(lambda: links.link(each_desk(), seen.id, seen.version, [seen.id]), "No other case")
    refused(lambda: links.link(each_desk(), seen.id, seen.version, [999]), "There is no case 999")
    assert each_desk.everything() == before
    assert each_desk.rows("SELECT * FROM case_links") == []


def test_what_is_near_is_of_the_same_vehicle_or_keeper(desk: Desk) -> None:
    near = {one.pcn for one in links.near(desk(), desk.case(INFORMAL))}
    # The same keeper at the same postcode, each with another vehicle; the dead keeper is somebody else.
    assert {LATE_INFORMAL, FORMAL, CERTIFICATE, LOADING} <= near
    assert INFORMAL not in near and DEAD not in near
    linked(desk, INFORMAL, LOADING)
    assert LOADING not in {one.pcn for one in links.near(desk(), desk.case(INFORMAL))}


def test_a_letter_split_over_several_pcns_links_their_cases(each_desk: Desk) -> None:
    (piece,) = put(
        each_desk(), {"id": "S-1", "text": "I write about both of my notices. No sign stood there."}
    )
    indexing.split(each_desk(), piece.id, piece.version, [INFORMAL, LOADING])
    assert stand_with(each_desk, INFORMAL) == [LOADING]
    words = [one.words for one in each_desk.see(LOADING).timeline]
    assert f"Linked with {INFORMAL}" in words


def test_points_are_taken_over_with_answer_and_reason(desk: Desk) -> None:
    linked(desk, INFORMAL, LATE_INFORMAL)
    answered = point("grace-period-or-observation", PointOutcome.NOT_UPHELD)
    seen = desk.see(INFORMAL)
    item = seen.items[0]
    placed = point("signs-missing", PointOutcome.NOT_UPHELD, item_id=item.id, start=0, end=6, evidence=())
    points.keep(desk(), seen.id, seen.version, [answered, placed])
    claim.claim(desk(), desk.case(LATE_INFORMAL))
    other = desk.see(LATE_INFORMAL)
    taken = shared.taken_over(other, desk.see(INFORMAL))
    points.keep(desk(), other.id, other.version, taken)
    kept = {one.slug: one for one in desk.see(LATE_INFORMAL).points}
    assert {one.reason for one in kept.values()} == {REASON}
    assert {one.outcome for one in kept.values()} == {PointOutcome.NOT_UPHELD}
    # The same words lie on both PCNs: the place is that in this one's own letter.
    assert kept["signs-missing"].item_id == other.items[0].id != item.id
    assert (kept["signs-missing"].start, kept["signs-missing"].end) == (0, 6)


def test_an_answer_of_its_own_stays(desk: Desk) -> None:
    linked(desk, INFORMAL, LATE_INFORMAL)
    theirs = desk.see(INFORMAL)
    points.keep(
        desk(), theirs.id, theirs.version, [point("grace-period-or-observation", PointOutcome.UPHELD)]
    )
    other = desk.pointed(LATE_INFORMAL, "grace-period-or-observation", outcome=PointOutcome.NOT_UPHELD)
    (kept,) = shared.taken_over(other, desk.see(INFORMAL))
    assert kept == other.points[0] and kept.outcome is PointOutcome.NOT_UPHELD


def test_the_same_picture_is_looked_at_once(desk: Desk) -> None:
    rows = [
        samples.EVIDENCE | {"id": f"E-{pcn}-9", "pcn": pcn, "file": "same.png", "sent_by": "motorist"}
        for pcn in (INFORMAL, LATE_INFORMAL, LOADING)
    ]
    folder = {"evidence/manifest.csv": samples.table(*rows), "evidence/same.png": samples.png()}
    take_in(desk("sefton"), read(folder))
    linked(desk, INFORMAL, LATE_INFORMAL)
    first = desk.see(INFORMAL)
    same = next(one for one in first.evidence if one.sent_by == "motorist" and one.name == "same.png")
    evidence.open_evidence(desk(), first.id, same.id)
    opened = [one.opened_at for one in desk.see(LATE_INFORMAL).evidence]
    assert opened and all(opened)
    # Not linked: nothing was looked at for it.
    assert [one.opened_at for one in desk.see(LOADING).evidence] == [None]
