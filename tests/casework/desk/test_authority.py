"""Noting that an agent's authority was seen."""

from __future__ import annotations

import pytest

from caseworker.casework.desk import authority
from caseworker.law.refusals import Refused
from tests.casework.office import AGENT, FORMAL, Desk


def test_once_it_is_seen_the_agent_is_answered(each_desk: Desk) -> None:
    seen = each_desk.take(AGENT)
    assert seen.facts.recipient.name == seen.keeper
    done = authority.seen(each_desk(), seen.id, seen.version)
    after = each_desk.see(AGENT)
    assert after.version == done.version == seen.version + 1
    assert after.facts.recipient == after.facts.writer != seen.facts.recipient
    assert not any("no authority" in words for words in after.warnings)
    with pytest.raises(Refused, match="noted before"):
        authority.seen(each_desk(), after.id, after.version)


def test_nobody_else_needs_it(desk: Desk) -> None:
    seen = desk.take(FORMAL)
    with pytest.raises(Refused, match="does not write for somebody else"):
        authority.seen(desk(), seen.id, seen.version)
    assert desk.see(FORMAL).version == seen.version
