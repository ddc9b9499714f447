"""Several PCNs of one keeper answered in one letter, by keys alone on 80 columns: a firm, a school street."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from caseworker.casework.desk import evidence, post
from caseworker.casework.desk.queue import all_rows
from caseworker.casework.desk.view import find, view
from caseworker.practice.letters import PREFIX
from caseworker.store.engine import Store
from tests.journeys.test_issue import choose, decide, pass_ambers, sound
from tests.screens.desks import NARROW, Desk, office, sitting

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""The day after the sandbox's own on which there is a post."""
OF = "SELECT pcns.pcn FROM pcns JOIN items ON items.pcn_id = pcns.id WHERE items.source_id = ?"


def pcns_of(store: Path, *letters: str) -> list[str]:
    """The PCNs of some practice letters."""
    with Store.open(store, expect="training").raw() as reader:
        return [
            str(
                reader.value(
                    OF,
                    (PREFIX + one,),
                )
            )
            for one in letters
        ]


def films_opened(store: Path, pcns: list[str]) -> None:
    """The films of some cases are opened in the system's viewer, as V does."""
    for one in pcns:
        seen = view(office(store), find(office(store), one))
        for film in [each for each in seen.evidence if each.kind == "film"]:
            evidence.film_opened(office(store), seen.id, film.id)


async def alike(desk: Desk, pcns: list[str]) -> None:
    """From one decided case through its linked ones: the next, its evidence, the same decision."""
    for _ in pcns[1:]:
        await desk.press("J", "enter")
        for _ in desk.case.unopened:
            await desk.press("v")
        await desk.press("p", *["minus"] * len(desk.file.waiting()), "escape", "J", "d")
        while desk.window == "AskWords":
            await desk.type("This is what the records of that day show.")
            await desk.press("enter")
        assert desk.case.decision is not None, desk.text()


async def one_letter(desk: Desk) -> None:
    """One letter for all that are decided, checked and issued."""
    await desk.press("l")
    assert "one letter for all" in desk.text()
    await desk.press("a", "f9")
    assert desk.mode == "PREFLIGHT", desk.said()
    await pass_ambers(desk)
    await desk.press("y")
    assert "issued to" in desk.said(), desk.said()


def issued_on_all(store: Path, pcns: list[str]) -> str:
    """The words of the letter, which stands on each of the cases as the same paper."""
    cases = [view(office(store), find(office(store), one)) for one in pcns]
    assert {one.status for one in cases} == {"issued"}
    assert len({one.letters[-1].sha256 for one in cases}) == 1
    numbers = [one.letters[-1].number for one in cases]
    assert numbers[1:] == [f"{numbers[0]}-{n}" for n in range(2, len(pcns) + 1)]
    text = post.letter_text(office(store), cases[0].letters[-1].id)
    assert all(one in text for one in pcns)
    assert sound(store)
    return text


async def test_a_hire_firm_is_answered_on_six_pcns_in_one_letter(sandbox: Path) -> None:
    names = ["hire-six", *(f"hire-six-{n}" for n in range(2, 7))]
    pcns = pcns_of(sandbox, *names)
    assert {row.pcn for row in all_rows(office(sandbox), "flag:linked")} == set(pcns)
    async with sitting(sandbox, size=NARROW) as desk:
        await desk.open(pcns[0])
        assert "linked 6" in desk.text()
        await decide(desk, "a")
        await alike(desk, pcns)
        await one_letter(desk)
    text = issued_on_all(sandbox, pcns)
    assert text.count("Notice of Acceptance of Representations") == 1
    # One paper leaves, and each case is posted.
    there = office(sandbox, "sefton", MONDAY)
    (paper,) = [one for one in post.board(there).must if one.pcn in pcns]
    assert paper.kind_words.endswith("on 6 PCNs")
    post.confirm(there, post.make_batch(there, day=MONDAY.date()).batch.id)
    cases = [view(there, find(there, one)) for one in pcns]
    assert {one.letters[-1].where for one in cases} == {"left"}
    assert all(one.facts.stage.startswith("cancelled") for one in cases)


async def test_a_motorist_with_four_pcns_of_a_school_street_is_answered_in_one_letter(sandbox: Path) -> None:
    pcns = pcns_of(sandbox, "school-run", *(f"school-run-{n}" for n in range(2, 5)))
    async with sitting(sandbox, size=NARROW) as desk:
        await desk.open(pcns[0])
        assert "linked" not in desk.case.flags
        films_opened(sandbox, pcns)
        await desk.press("J", "plus")
        assert all(one in desk.text() for one in pcns[1:])
        await desk.press("f10")
        assert [one.pcn for one in desk.case.linked] == pcns[1:], desk.said()
        await decide(desk, "r")
        await alike(desk, pcns)
        await one_letter(desk)
    text = issued_on_all(sandbox, pcns)
    assert text.count("behind") >= 1 and text.count("Notice of Rejection") >= 1
    # The rights are told once for those of which they are the same: some have the discount still, some not.
    assert 1 <= text.count("You have 28 days") < len(pcns)
    assert text.count("London Tribunals appeal form") >= 1


async def test_what_is_not_decided_alike_yet_is_not_shown_as_decided(sandbox: Path) -> None:
    pcns = pcns_of(sandbox, "school-run", "school-run-2", "school-run-4")
    async with sitting(sandbox, size=NARROW) as desk:
        await desk.open(pcns[0])
        films_opened(sandbox, pcns)
        await desk.press("J", "plus", "f10")
        await decide(desk, "r")
        await desk.go(f"case {pcns[2]}")
        for _ in desk.case.unopened:
            await desk.press("v")
        await desk.press("J", "d")
        assert desk.file.waiting() and desk.case.decision is None
        assert "Decided: UPHOLD" not in desk.text()


async def test_a_letter_on_one_of_them_leaves_the_others_open(sandbox: Path) -> None:
    pcns = pcns_of(sandbox, *["hire-six", "hire-six-2"])
    async with sitting(sandbox, size=NARROW) as desk:
        await desk.open(pcns[0])
        await decide(desk, "a")
        answered = [one.slug for one in desk.case.points]
        assert "hire-vehicle" in answered
        await desk.press("J", "enter")
        assert desk.case.pcn == pcns[1]
        for _ in desk.case.unopened:
            await desk.press("v")
        # Points are taken over with their answers; the decision is the officer's own.
        await desk.press("J", "t")
        assert [one.slug for one in desk.case.points] == answered and desk.case.decision is None
        assert desk.case.points[0].reason
        await choose(desk, "a")
        await desk.press("l", "o")
        assert "linked-list" not in [one.paragraph for one in desk.file.blocks]
        await desk.press("f9")
        await pass_ambers(desk)
        await desk.press("y")
    first, second = (view(office(sandbox), find(office(sandbox), one)) for one in pcns)
    assert (first.status, second.status) == ("decided", "issued")


async def test_a_letter_on_several_pcns_is_recalled_by_u_from_the_next_case(sandbox: Path) -> None:
    pcns = pcns_of(sandbox, *["hire-six", "hire-six-2"])
    async with sitting(sandbox, size=NARROW) as desk:
        await desk.open(pcns[0])
        await decide(desk, "a")
        await alike(desk, pcns)
        await desk.press("l", "a", "f9")
        assert f"Preflight · {pcns[0]}, {pcns[1]} · " in desk.text()
        await pass_ambers(desk)
        await desk.press("y")
        assert desk.mode == "CASE", desk.said()
        await desk.press("u")
        assert desk.window == "AskWords", desk.said()
        assert all(one in desk.text() for one in pcns), "the letter is called by all of its PCNs"
        await desk.type("One of the agreements is missing.")
        await desk.press("enter")
        assert desk.case.pcn == pcns[0] and desk.case.status == "decided", desk.said()
    cases = [view(office(sandbox), find(office(sandbox), one)) for one in pcns]
    assert [one.status for one in cases] == ["decided", "decided"]


async def test_the_list_of_pcns_is_not_taken_out(sandbox: Path) -> None:
    pcns = pcns_of(sandbox, *["hire-six", "hire-six-2"])
    async with sitting(sandbox, size=NARROW) as desk:
        await desk.open(pcns[0])
        await decide(desk, "a")
        await alike(desk, pcns)
        await desk.press("l", "a", "minus")
        assert "The list of PCNs stays" in desk.said()
        assert desk.file.blocks[0].paragraph == "linked-list"
        # Taken out of the linked ones, a case has a letter of its own again.
        await desk.press("escape", "J", "minus")
        assert desk.case.linked == ()
        await desk.press("l")
        assert desk.window == "" and desk.mode == "COMPOSE"
