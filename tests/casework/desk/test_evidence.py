"""Opening evidence."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from caseworker.casework.desk import decision, evidence
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from tests import builders
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


def film(desk: Desk, pcn: str = FORMAL) -> int:
    """A film on a PCN; its id."""
    with desk().store.writing() as tx:
        about = tx.exec_driver_sql(f"SELECT id FROM pcns WHERE pcn = '{pcn}'").scalar_one()
        return builders.evidence(tx, int(about), b"", name="clip.mp4", kind="film", path="/films/clip.mp4")


def test_a_film_is_opened_by_its_viewer_not_by_being_described(each_desk: Desk) -> None:
    number, seen = film(each_desk), each_desk.see(FORMAL)
    described = evidence.open_evidence(each_desk(), seen.id, number)
    assert (described.kind, described.path, described.content) == ("film", "/films/clip.mp4", b"")
    assert number in [one.id for one in each_desk.see(FORMAL).unopened]
    viewing = evidence.film_opened(each_desk(), seen.id, number)
    again = evidence.film_opened(each_desk(), seen.id, number)
    after = each_desk.see(FORMAL)
    assert viewing != again and number not in [one.id for one in after.unopened]
    assert after.version == seen.version
    entries = [act for _, act, _, _ in each_desk.entries()]
    assert entries.count("film-opened") == 2 and entries.count("evidence-opened") == 0
    told = [one.words for one in after.timeline if "clip.mp4" in one.words]
    assert told == ["Evidence opened: clip.mp4"]


def test_what_was_seen_of_a_film_is_kept_with_its_places(each_desk: Desk) -> None:
    number, seen = film(each_desk), each_desk.see(FORMAL)
    viewing = evidence.film_opened(each_desk(), seen.id, number)
    evidence.film_seen(each_desk(), viewing, starts="0:40", ends="1:02:15", words=" Nobody\x1b comes. ")
    (words,) = each_desk.see(FORMAL).evidence[-1].seen
    assert words.startswith("asha 20 Nov 10:00 00:40 to 62:15: Nobody") and "\x1b" not in words
    row = each_desk.rows("SELECT clip, starts, ends, officer FROM film_viewings")
    assert row == [("clip.mp4", "00:40", "62:15", "asha")]
    assert b"Nobody" not in each_desk.entries()[-1][3]


@pytest.mark.parametrize(
    ("starts", "ends", "words", "said"),
    [
        ("", "", " ", "Nothing was said of the film"),
        ("2:00", "1:59", "", "cannot be seen from 02:00 to 01:59"),
        ("2:60", "", "", "no place in a film"),
        ("soon", "", "", "no place in a film"),
    ],
)
def test_what_cannot_have_been_seen_is_refused(
    desk: Desk, starts: str, ends: str, words: str, said: str
) -> None:
    number, seen = film(desk), desk.see(FORMAL)
    viewing = evidence.film_opened(desk(), seen.id, number)
    with pytest.raises(Refused, match=said):
        evidence.film_seen(desk(), viewing, starts=starts, ends=ends, words=words)


def test_a_viewing_of_another_and_what_is_no_film_are_refused(desk: Desk) -> None:
    number, seen = film(desk), desk.see(FORMAL)
    viewing = evidence.film_opened(desk(), seen.id, number)
    with pytest.raises(Refused, match="not yours"):
        evidence.film_seen(desk("tobin"), viewing, starts="", ends="", words="x")
    with pytest.raises(Refused, match="is not a film"):
        evidence.film_opened(desk(), seen.id, seen.evidence[0].id)


def test_a_film_seen_elsewhere_is_kept_with_how_and_the_decision_may_rest_on_it(each_desk: Desk) -> None:
    number = film(each_desk)
    each_desk.open_all(FORMAL)
    seen = each_desk.pointed(FORMAL, evidence=(number,))
    done = evidence.film_seen_elsewhere(
        each_desk(),
        seen.id,
        number,
        how="on the camera room's screen\x1b",
        starts="0:05",
        ends="",
        words="the car turns into the bus lane",
    )
    assert done.version == seen.version, "looking changes nothing"
    after = each_desk.see(FORMAL)
    (words,) = after.evidence[-1].seen
    assert "00:05: the car turns into the bus lane (seen elsewhere: on the camera room's screen" in words
    assert "\x1b" not in words and number not in [one.id for one in after.unopened]
    assert any(one.words.startswith("Film seen elsewhere: clip.mp4, 00:05:") for one in after.timeline)
    _, act, _, fields = each_desk.entries()[-1]
    assert act == "film-seen-elsewhere" and b"camera room" not in fields, "a digest of it"
    assert decision.decide(each_desk(), seen.id, seen.version, Outcome.CANCEL)


@pytest.mark.parametrize(
    ("how", "ends", "words", "said"),
    [
        ("elsewhere", "", "the car turns left", "not said how you saw the film"),
        ("on another screen", "", "seen", "not said what the film shows"),
        ("on another screen", "soon", "the car turns left", "no place in a film"),
    ],
)
def test_a_film_is_not_seen_elsewhere_without_saying_how_and_what(
    desk: Desk, how: str, ends: str, words: str, said: str
) -> None:
    number, seen = film(desk), desk.see(FORMAL)
    with pytest.raises(Refused, match=said):
        evidence.film_seen_elsewhere(desk(), seen.id, number, how=how, starts="", ends=ends, words=words)
    with pytest.raises(Refused, match="is not a film"):
        evidence.film_seen_elsewhere(
            desk(),
            seen.id,
            seen.evidence[0].id,
            how="on another screen",
            starts="",
            ends="",
            words="the car turns left",
        )
    assert desk.rows("SELECT * FROM film_viewings") == [] and desk.rows("SELECT * FROM viewings") == []


def test_a_decision_that_relies_on_a_film_nobody_opened_is_refused(desk: Desk) -> None:
    number = film(desk)
    desk.open_all(FORMAL)
    seen = desk.pointed(FORMAL, evidence=(number,))
    with pytest.raises(Refused, match=r"clip.mp4.* is relied on and was not opened") as refused:
        decision.decide(desk(), seen.id, seen.version, Outcome.CANCEL)
    assert refused.value.do.startswith("Press v until it shows, then V to open it")
    evidence.film_opened(desk(), seen.id, number)
    assert decision.decide(desk(), seen.id, seen.version, Outcome.CANCEL)
