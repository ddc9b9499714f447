"""Filters kept under a name."""

from __future__ import annotations

import pytest

from caseworker.casework.desk import saved_views
from caseworker.law.refusals import Refused
from tests.casework.office import Desk


def test_views_are_each_officer_s_own_by_name(each_desk: Desk) -> None:
    saved_views.keep(each_desk("asha"), " Soon ", "kind:formal  due<5")
    saved_views.keep(each_desk("asha"), "care", "flag:care")
    saved_views.keep(each_desk("tobin"), "mine", "officer:me")
    assert [(one.name, one.words) for one in saved_views.listed(each_desk("asha"))] == [
        ("Soon", "kind:formal due<5"),
        ("care", "flag:care"),
    ]
    assert saved_views.named(each_desk("asha"), "SOON").words == "kind:formal due<5"
    with pytest.raises(Refused, match="You keep no view called mine"):
        saved_views.named(each_desk("asha"), "mine")


def test_kept_again_it_is_replaced_and_dropped_it_is_gone(each_desk: Desk) -> None:
    desk = each_desk()
    saved_views.keep(desk, "soon", "due<5")
    saved_views.keep(desk, "soon", "due<3")
    assert [one.words for one in saved_views.listed(desk)] == ["due<3"]
    assert saved_views.drop(desk, "Soon").words == "due<3"
    assert saved_views.listed(desk) == ()
    with pytest.raises(Refused, match="Your views: none yet"):
        saved_views.drop(desk, "soon")
    acts = [act for _, act, _, _ in each_desk.entries()][-3:]
    assert acts == ["view-kept", "view-kept", "view-dropped"]
    assert b"due<" not in each_desk.entries()[-1][3]


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("", "due<5", "A view needs a name"),
        ("x" * 41, "due<5", "A view needs a name"),
        ("kind:formal", "due<5", "A view needs a name"),
        ("soon", "  ", "There is no filter to keep"),
        ("soon", "kind:formel", "kind:formel is not known"),
    ],
)
def test_what_cannot_be_a_view_is_refused(desk: Desk, name: str, words: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        saved_views.keep(desk(), name, words)
    assert saved_views.listed(desk()) == ()


def test_a_name_nearly_right_is_named(desk: Desk) -> None:
    saved_views.keep(desk(), "bereavement", "flag:care")
    with pytest.raises(Refused) as refused:
        saved_views.named(desk(), "beravement")
    assert refused.value.do == "Did you mean bereavement?"


def test_fifty_and_no_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "MOST", 2)
    for name in ("a", "b", "b"):
        saved_views.keep(desk(), name, "due<5")
    with pytest.raises(Refused, match="You keep 2 views already"):
        saved_views.keep(desk(), "c", "due<5")
