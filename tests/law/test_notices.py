"""What each letter must say."""

from __future__ import annotations

import pytest

from caseworker.law.facts import LetterKind
from caseworker.law.notices import checklist
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes


def _ids(letter: LetterKind | str, regime_id: str) -> list[str]:
    return [one.id for one in checklist(letter, regime_id)]


def test_the_checklists_are_whole() -> None:
    assert _ids(LetterKind.INFORMAL_REJECTION, "tma-reg9") == [f"IR-{n}" for n in range(1, 8)]
    assert _ids(LetterKind.NOTICE_OF_ACCEPTANCE, "tma-reg10") == [f"NOA-{n}" for n in range(1, 7)]
    assert _ids(LetterKind.NOTICE_OF_REJECTION, "tma-reg9") == [
        f"NOR-{n}" for n in (1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12)
    ]
    assert _ids("notice-to-owner", "tma-reg9") == [f"NTO-{n}" for n in range(1, 14)]
    assert _ids("pcn", "tma-reg9") == [f"R9-{n}" for n in range(1, 10)]
    assert _ids("pcn", "tma-reg10") == [f"R10-{n}" for n in range(1, 11)]
    assert _ids("charge-certificate", "tma-reg10") == [f"CC-{n}" for n in range(1, 5)]


def test_what_the_law_requires_is_marked() -> None:
    required = {one.id for one in checklist(LetterKind.NOTICE_OF_REJECTION, "tma-reg9") if one.required}
    assert required == {"NOR-1", "NOR-2", "NOR-3", "NOR-4", "NOR-5"}
    assert checklist(LetterKind.INFORMAL_REJECTION, "tma-reg9")[1].req == "G"


def test_a_postal_pcn_has_no_informal_letters_and_no_notice_to_owner() -> None:
    for letter in (LetterKind.INFORMAL_REJECTION, LetterKind.INFORMAL_ACCEPTANCE, "notice-to-owner"):
        with pytest.raises(Refused, match="There is no"):
            checklist(letter, "tma-reg10")


def test_every_formal_and_certificate_letter_has_a_checklist_in_every_regime() -> None:
    for law in regimes():
        for letter in LetterKind:
            if law.informal_stage or not letter.value.startswith("informal"):
                items = checklist(letter, law.id)
                assert items and len({one.id for one in items}) == len(items)


def test_an_unknown_letter_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        checklist("notice-of-rejecton", "tma-reg9")
    assert '"notice-of-rejection"' in refused.value.do
