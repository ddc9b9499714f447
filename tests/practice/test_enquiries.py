"""Cases beside the dispute in the practice offices: each can be taken, answered by `b`, and written."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseworker.casework.desk import claim, compose, settling, view
from caseworker.law.beside import beside, besides
from caseworker.law.kinds import CaseKind
from caseworker.practice.build import office_at
from caseworker.practice.letters import asked, letters
from tests.practice.conftest import TODAY

WORDS = "I have looked into what you asked, and I set out below what I found."
EVERY = (*asked(), *asked("outside"))


@pytest.mark.parametrize("office", ["london", "outside"])
def test_each_comes_later_than_the_letter_on_whose_pcn_it_comes(office: str) -> None:
    ago = {one.id: one.ago for one in letters(office) if not one.fixed_day}
    for one in asked(office):
        assert one["ago"] < ago[one["about"]], one["id"]


def test_they_are_written_in_voices_of_their_own() -> None:
    texts = {one["text"] for one in EVERY}
    assert len(texts) == len(EVERY) >= 16
    assert len({one["id"] for one in EVERY}) == len(EVERY)
    kinds = Counter(one["kind"] for one in asked())
    assert min(kinds[one] for one in ("query", "complaint", "member", "information")) >= 2
    assert {one["channel"] for one in EVERY} >= {"email", "web", "post", "phone"}


def test_every_one_of_them_is_taken_answered_and_written(tmp_path: Path, sandbox: Path) -> None:
    path = Path(shutil.copyfile(sandbox, tmp_path / "training.db"))
    office = office_at(path, datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC), "asha")
    kinds = ", ".join(f"'{one.kind}'" for one in besides())
    with office.store.raw() as reader:
        found = [row[0] for row in reader.rows(f"SELECT id FROM cases WHERE open = 1 AND kind IN ({kinds})")]
    assert len(found) >= 16
    for case_id in found:
        claim.claim(office, case_id)
        seen = view.view(office, case_id)
        outcome = beside(CaseKind(seen.facts.kind)).outcomes[0]
        settling.settle(office, case_id, seen.version, outcome, words=WORDS)
        seen = view.view(office, case_id)
        checked = compose.check(office, seen, compose.new_plan(office, seen))
        assert [one.words for one in checked.findings if one.level == "red"] == [], seen.pcn
