"""Favourites: nine numbers an officer, made and unmade by the same act."""

from __future__ import annotations

from caseworker.casework.library import favouring
from tests.casework.library.shelves import UPHELD
from tests.casework.office import Desk, refused


def test_made_and_unmade_each_officer_for_themselves(each_desk: Desk) -> None:
    asha = each_desk("asha")
    assert favouring.turn(asha, UPHELD) == {1: UPHELD}
    assert favouring.turn(asha, "loading-not-upheld") == {1: UPHELD, 2: "loading-not-upheld"}
    assert favouring.favourites(each_desk("tobin")) == {}
    assert favouring.turn(asha, UPHELD) == {2: "loading-not-upheld"}
    assert favouring.turn(asha, "picking-up-upheld")[1] == "picking-up-upheld", "the first free number"


def test_ten_are_one_too_many_and_unknown_ones_none(each_desk: Desk) -> None:
    asha = each_desk("asha")
    every = [one.id for one in asha.library][:10]
    for one in every[:9]:
        favouring.turn(asha, one)
    refused(lambda: favouring.turn(asha, every[9]), "All nine numbers")
    favouring.turn(asha, every[0])
    refused(lambda: favouring.turn(asha, "no-such"), "There is no paragraph")
    assert len(favouring.favourites(asha)) == 8
