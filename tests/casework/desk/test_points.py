"""Keeping the points of a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.casework.acting import Changed
from caseworker.casework.desk import evidence, points
from caseworker.casework.desk.points import LONGEST_REASON
from caseworker.law.facts import Outcome, PointOutcome
from caseworker.law.refusals import Refused
from tests.casework.office import FORMAL, INFORMAL, NOW, Desk, point


def test_points_are_kept_whole_and_in_the_officer_s_order(each_desk: Desk) -> None:
    seen = each_desk.take(INFORMAL)
    wanted = (
        point(
            "loading",
            PointOutcome.UPHELD,
            item_id=seen.items[0].id,
            start=2,
            end=6,
            evidence=(seen.evidence[1].id, seen.evidence[0].id),
        ),
        point("breakdown", reason="", mitigation=True),
    )
    done = points.keep(each_desk(), seen.id, seen.version, wanted, what="two points kept")
    after = each_desk.see(INFORMAL)
    assert (done.version, done.words, after.version) == (seen.version + 1, "two points kept", done.version)
    first = replace(wanted[0], evidence=tuple(sorted(wanted[0].evidence)))
    assert after.points == (first, wanted[1])
    assert each_desk.value("SELECT points FROM cases WHERE id = ?", seen.id) == 2


def test_keeping_puts_the_new_points_in_the_place_of_the_old(desk: Desk) -> None:
    seen = desk.pointed(INFORMAL, "loading", "breakdown")
    points.keep(desk(), seen.id, seen.version, seen.points[1:])
    after = desk.see(INFORMAL)
    assert [one.slug for one in after.points] == ["breakdown"]
    points.keep(desk(), after.id, after.version, ())
    assert desk.see(INFORMAL).points == ()
    assert desk.value("SELECT points FROM cases WHERE id = ?", seen.id) == 0


def test_a_slug_that_is_not_known_is_refused_with_the_nearest_name(desk: Desk) -> None:
    seen = desk.take(INFORMAL)
    with pytest.raises(Refused) as no:
        points.keep(desk(), seen.id, seen.version, [replace(point("loading"), slug="loadng")])
    assert "loadng" in no.value.what and "loading" in f"{no.value.rule} {no.value.do}"
    assert desk.see(INFORMAL).points == ()


def test_a_ground_that_is_not_known_is_refused_with_the_nearest_name(desk: Desk) -> None:
    seen = desk.take(INFORMAL)
    with pytest.raises(Refused, match="no-contraventon") as no:
        points.keep(desk(), seen.id, seen.version, [replace(point("loading"), ground="no-contraventon")])
    assert "no-contravention" in f"{no.value.rule} {no.value.do}"
    assert desk.see(INFORMAL).points == ()


def test_a_mitigation_that_is_not_known_is_refused_as_a_ground_is(desk: Desk) -> None:
    seen = desk.take(INFORMAL)
    with pytest.raises(Refused, match="compelling"):
        points.keep(desk(), seen.id, seen.version, [replace(point("breakdown"), ground="compelling")])
    with pytest.raises(Refused, match="no-contravention"):
        points.keep(desk(), seen.id, seen.version, [replace(point("loading"), mitigation=True)])
    assert desk.see(INFORMAL).points == ()


def test_a_ground_or_mitigation_of_another_regime_is_refused(desk: Desk) -> None:
    seen = desk.take(INFORMAL)
    for ground in ("bus-no-breach", "moving-no-contravention", "caz-not-due", "not-prevented"):
        with pytest.raises(Refused, match="is not a ground in tma-reg9"):
            points.keep(desk(), seen.id, seen.version, [replace(point("loading"), ground=ground)])
    assert desk.see(INFORMAL).points == ()


def test_a_point_stands_once(desk: Desk) -> None:
    seen = desk.take(INFORMAL)
    with pytest.raises(Refused, match="'loading' stands twice"):
        points.keep(desk(), seen.id, seen.version, [point("loading"), point("loading", reason="other")])
    assert desk.see(INFORMAL).version == seen.version


@pytest.mark.parametrize(("length", "fits"), [(LONGEST_REASON, True), (LONGEST_REASON + 1, False)])
def test_a_reason_has_room_for_a_passage_and_no_more(desk: Desk, length: int, fits: bool) -> None:
    seen = desk.take(INFORMAL)
    marked = [point("loading", reason="x" * length)]
    if fits:
        points.keep(desk(), seen.id, seen.version, marked)
        assert len(desk.see(INFORMAL).points[0].reason) == length
        return
    with pytest.raises(Refused, match="'loading' has 4,001 characters; at most 4,000 fit"):
        points.keep(desk(), seen.id, seen.version, marked)


@pytest.mark.parametrize("words", ["Ask {officer} first", "as }", "{", "it was «pcn» then"])
def test_a_reason_with_the_signs_of_a_field_is_refused(desk: Desk, words: str) -> None:
    seen = desk.take(INFORMAL)
    with pytest.raises(Refused, match="cannot stand in a reason"):
        points.keep(desk(), seen.id, seen.version, [point("loading", reason=words)])
    points.keep(desk(), seen.id, seen.version, [point("loading", words=words)])
    assert desk.see(INFORMAL).points[0].words == words, "a motorist writes as they like"


def test_words_and_reasons_are_made_safe_and_no_word_is_lost(desk: Desk) -> None:
    seen = desk.take(INFORMAL)
    hostile = "I was \x1b[31mloading\x00 \u202egoods [/] [@click=app.quit]x[/]"
    points.keep(desk(), seen.id, seen.version, [point("loading", reason=hostile, words=hostile)])
    kept = desk.see(INFORMAL).points[0]
    for text in (kept.reason, kept.words):
        assert not set("\x1b\x00\u202e") & set(text)
        assert all(word in text for word in ("I was", "[31mloading", "goods [/] [@click=app.quit]x[/]"))


def test_the_points_of_a_decided_case_stand(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.CANCEL)
    with pytest.raises(Refused, match="This case is decided") as no:
        points.keep(desk(), seen.id, seen.version, ())
    assert no.value.do is not None and no.value.do.startswith("Press u")
    assert desk.see(FORMAL).points == seen.points


def test_a_case_that_changed_meanwhile_says_who_when_and_what_and_nothing_is_written(each_desk: Desk) -> None:
    seen = each_desk.take(FORMAL)
    points.keep(each_desk(), seen.id, seen.version, [point("loading")])
    before = each_desk.everything()
    with pytest.raises(Changed) as changed:
        points.keep(each_desk(), seen.id, seen.version, [point("breakdown")])
    assert (changed.value.by, changed.value.at, changed.value.act) == ("Asha Verrall", NOW, "points")
    assert "Asha Verrall changed its points at 10:00 on 20 November" in changed.value.what
    assert each_desk.everything() == before


def test_looking_at_evidence_is_not_what_changed_a_case(desk: Desk) -> None:
    seen = desk.take(FORMAL)
    points.keep(desk(), seen.id, seen.version, [point("loading")])
    evidence.open_evidence(desk("tobin"), seen.id, seen.evidence[0].id)
    with pytest.raises(Changed) as changed:
        points.keep(desk(), seen.id, seen.version, [])
    assert (changed.value.by, changed.value.act) == ("Asha Verrall", "points")


def test_only_the_holder_keeps_points(desk: Desk) -> None:
    seen = desk.take(FORMAL)
    with pytest.raises(Refused, match="is with Asha Verrall, not with you"):
        points.keep(desk("maren"), seen.id, seen.version, [])
    free = desk.see(INFORMAL)
    with pytest.raises(Refused, match="is with nobody, not with you"):
        points.keep(desk(), free.id, free.version, [])


def test_evidence_of_another_case_supports_nothing_here(desk: Desk) -> None:
    other = desk.see(FORMAL).evidence[0].id
    seen = desk.take(INFORMAL)
    for number in (other, 9_999):
        with pytest.raises(Refused, match=f"Evidence {number} does not belong to {INFORMAL}"):
            points.keep(desk(), seen.id, seen.version, [point("loading", evidence=(number,))])
    assert desk.see(INFORMAL).points == ()
