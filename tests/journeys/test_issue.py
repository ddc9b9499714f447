"""A case of each kind, upheld and cancelled, from the queue to its issued letter, by keys alone."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from caseworker.casework.desk.letters import issued_file
from caseworker.casework.desk.queue import all_rows
from caseworker.casework.desk.view import view
from caseworker.casework.views import CaseView
from caseworker.law import points as law_points
from caseworker.store.audit_check import verify
from caseworker.store.engine import Store
from tests.screens.desks import NARROW, WIDE, Desk, office, sitting

WORDS = "This is what the records of that day show."
"""A reason that fits any point."""
FITS = "It fits this case."


def cases(store: Path, fits: Callable[[CaseView], object]) -> list[CaseView]:
    """The cases of the sandbox that fit, in the order of the queue; none of a PCN that has several."""
    there = office(store)
    every = all_rows(there)
    alone = {pcn for pcn, times in Counter(row.pcn for row in every).items() if times == 1}
    rows = [row for row in every if row.officer == "—" and row.law != "! DEEMED" and row.pcn in alone]
    found = [view(there, row.id) for row in rows if row.law != "! by hand"]
    return [one for one in found if one.suggested and fits(one)]


def plain(case: CaseView) -> bool:
    """Nothing stands in the way, and every point found is of the law."""
    return not case.warnings and not any(law_points.point(one.slug).mitigation for one in case.suggested)


def filmed(case: CaseView) -> bool:
    """Whether a film is among its evidence, which a program outside this one shows."""
    return any(one.kind == "film" for one in case.evidence)


async def decide(desk: Desk, key: str) -> int:
    """From the opened case to its decision: every suggestion taken, all evidence opened.

    Gives how many letters of words were typed on the way.
    """
    # A row keeps its place when it is taken: the cursor is moved to the next.
    await desk.press("p", *(["enter", "down"] * len(desk.case.suggested))[:-1])
    for _ in desk.case.unopened:
        await desk.press("v")
    await desk.press("escape")
    return await choose(desk, key)


async def choose(desk: Desk, key: str) -> int:
    """The decision on points that are marked, with the words that it asks for."""
    typed = 0
    await desk.press("d", key)
    while desk.window in ("AskWords", "WhichReason", "Tell"):
        if desk.window == "AskWords":
            typed += len(WORDS)
            await desk.type(WORDS)
        await desk.press("enter")
    return typed


async def pass_ambers(desk: Desk) -> int:
    """A reason for each amber finding, as an officer gives it; gives how many letters were typed."""
    checked = desk.file.checked
    if desk.mode != "PREFLIGHT" or checked is None or any(one.level == "red" for one in checked.findings):
        return 0
    for _ in checked.findings:
        await desk.press("f8")
        await desk.type(FITS)
        await desk.press("enter")
    return len(FITS) * len(checked.findings)


def document(store: Path, case: CaseView) -> DocxDocument:
    """The issued .docx, opened."""
    return Document(io.BytesIO(issued_file(office(store), case.letters[-1].number)))


def letter_text(store: Path, case: CaseView) -> str:
    """The words of the issued .docx, its tables too."""
    body = document(store, case).element.body
    return "\n".join("".join(part.itertext()) for part in body.iter(qn("w:p")))


def says_training(store: Path, case: CaseView) -> bool:
    """Whether the page's head or foot says TRAINING."""
    sections = document(store, case).sections
    parts = [part for one in sections for part in (one.header, one.footer, one.first_page_header)]
    return any("TRAINING" in line.text for part in parts for line in part.paragraphs)


def sound(store: Path) -> bool:
    """Whether the store is whole and its audit verifies."""
    return verify(Store.open(store, expect="training")).ok


@pytest.mark.parametrize(
    ("kind", "key", "size", "must"),
    [
        ("informal", "r", NARROW, ("not to cancel", "Notice to Owner")),
        ("informal", "a", WIDE, ("cancelled",)),
        ("formal", "r", WIDE, ("Notice of Rejection", "28 days", "charge certificate", "costs")),
        ("formal", "a", NARROW, ("cancelled",)),
        ("certificate", "r", NARROW, ("charge certificate",)),
        ("certificate", "a", WIDE, ("cancelled",)),
    ],
)
async def test_from_the_queue_to_the_issued_letter(
    sandbox: Path, kind: str, key: str, size: tuple[int, int], must: tuple[str, ...]
) -> None:
    kinds = cases(sandbox, lambda one: one.facts.kind == kind and not filmed(one))
    case = next((one for one in kinds if plain(one)), kinds[0])
    async with sitting(sandbox, size=size) as desk:
        await desk.press("slash")
        await desk.type(f"pcn:{case.pcn}")
        await desk.press("enter", "enter")
        assert desk.case.pcn == case.pcn and desk.case.officer == "asha"
        await decide(desk, key)
        assert desk.case.decision is not None, desk.said()
        await desk.press("l", "f9")
        assert desk.mode == "PREFLIGHT", desk.said()
        await pass_ambers(desk)
        await desk.press("y")
        assert "issued to" in desk.said()
        assert desk.mode == "CASE" and desk.case.pcn != case.pcn, "the next case is open"
        issued = view(office(sandbox), case.id)
    assert issued.status == "issued" and len(issued.letters) == 1
    text = letter_text(sandbox, issued)
    for words in (case.facts.pcn, case.facts.vrm, case.facts.recipient.name, *must):
        assert words.casefold() in text.casefold(), words
    assert "«" not in text and "{" not in text
    assert says_training(sandbox, issued)
    assert sound(sandbox)
