"""Officers on one PostgreSQL: cases handed out once, and lines that go dead around the COMMIT."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Iterator

import pytest

from caseworker.casework.desk import compose, issue
from caseworker.casework.views import CaseView
from caseworker.law.refusals import Refused
from caseworker.letters.plan import Block
from caseworker.store import audit, cases
from caseworker.store.engine import CommitUnknown, Store
from tests import postgres
from tests.casework.office import Desk
from tests.hard import clerk, desks, forked
from tests.hard.forked import Forked
from tests.hard.proxy import Proxy
from tests.hard.test_soak import nobody_takes_what_another_has

pytestmark = [pytest.mark.postgres, pytest.mark.skipif(not forked.USABLE, reason=forked.REASON)]
WORKERS = 4
COMMANDS = 200 if os.environ.get("CASEWORKER_LONG") else 25


@pytest.fixture
def server() -> Iterator[str]:
    """A database with disputes in it."""
    name = f"caseworker_hard_{os.getpid()}"
    postgres.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    postgres.run(f"CREATE DATABASE {name}")
    desks.build(postgres.url(name), WORKERS * COMMANDS // 2)
    yield postgres.url(name)
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


def at_work(url: str) -> list[dict[str, object]]:
    """Four programs at once; everything that they acknowledged."""
    clerk.library()
    workers = [
        Forked(clerk.work, url, desks.OFFICERS[n % len(desks.OFFICERS)], n, COMMANDS) for n in range(WORKERS)
    ]
    told = []
    for one in workers:
        told += [json.loads(line) for line in one.lines()]
        assert one.code == 0
    return told


def record_of(store: Store) -> list[tuple[str, str, str]]:
    """The audit: case, act, officer; case by case, since cases go on side by side."""
    with store.raw() as reader:
        rows = reader.rows(
            "SELECT chain, act, officer FROM audit WHERE chain <> 'office' ORDER BY chain, link"
        )
    return [(str(chain).partition(":")[2], str(act), str(who)) for chain, act, who in rows]


def numbers_of(store: Store) -> list[str]:
    with store.raw() as reader:
        return [str(number) for (number,) in reader.rows("SELECT number FROM letters")]


def test_four_programs_lose_and_double_nothing(server: str) -> None:
    told = at_work(server)
    store = Store.open(server, expect="live")
    assert desks.impossible(store) == [] and audit.verify(store).ok
    recorded = Counter(act for _, act, _ in record_of(store))
    given = Counter(str(one["act"]) for one in told if one["act"] != "refused")
    for act in ("points", "decide", "withdraw", "release", "note"):
        assert recorded[act] == given[act], act
    assert sorted({one["number"] for one in told if one["act"] == "issue"}) == sorted(numbers_of(store))
    nobody_takes_what_another_has(record_of(store))
    assert given["issue"] > 0 and len(told) >= WORKERS * COMMANDS
    store.close()


@pytest.mark.parametrize("when", ["after", "before"])
def test_lines_that_go_dead_at_every_seventh_commit(server: str, when: str) -> None:
    proxy = Proxy(server, each=7, when=when)
    line = Forked(proxy.serve)
    try:
        told = at_work(proxy.url)
    finally:
        line.kill()
        line.lines()
        proxy.close()
    store = Store.open(server, expect="live")
    assert desks.impossible(store) == [] and audit.verify(store).ok
    recorded = Counter(act for _, act, _ in record_of(store))
    given = Counter(str(one["act"]) for one in told)
    unknown = sum("did not say whether" in str(one.get("words", "")) for one in told)
    assert unknown > 0, "some acts ended without an answer"
    for act in ("points", "decide", "note", "release", "withdraw"):
        assert given[act] <= recorded[act] <= given[act] + unknown, act
    assert {one["number"] for one in told if one["act"] == "issue"} <= set(numbers_of(store))
    nobody_takes_what_another_has(record_of(store))
    store.close()


@pytest.mark.parametrize("when", ["after", "before"])
def test_a_letter_whose_commit_was_not_answered_is_issued_once(server: str, when: str) -> None:
    proxy = Proxy(server, each=1_000_000, when=when)
    threading.Thread(target=proxy.serve, daemon=True).start()
    desk = Desk(proxy.url)
    seen, blocks = desks.decided(desk, 1)
    compose.save(desk(), seen.id, seen.version, blocks)
    proxy.each = 1
    if when == "before":
        with pytest.raises(Refused, match="looked up again, it was not") as no:
            issue.issue(desk(), seen, blocks)
        assert no.value.do == "Press y again: it cannot be issued twice."
        assert numbers_of(desk().store) == []
        assert compose.open_letter(desk(), seen).kept_at is not None
    else:
        given = issue.issue(desk(), seen, blocks)
        assert given.again and numbers_of(desk().store) == [given.number]
    proxy.each = 1_000_000
    again = issue.issue(desk(), seen, blocks)
    assert again.again is (when == "after")
    assert numbers_of(desk().store) == [again.number]
    assert desks.impossible(desk().store) == []
    desk.close()
    proxy.close()


def test_a_draft_whose_commit_was_not_answered_is_not_called_kept(server: str) -> None:
    proxy = Proxy(server, each=1_000_000, when="before")
    threading.Thread(target=proxy.serve, daemon=True).start()
    desk = Desk(proxy.url)
    seen, blocks = desks.decided(desk, 1)
    compose.save(desk(), seen.id, seen.version, desks.written(blocks, "Kept before."))
    proxy.each = 1
    with pytest.raises(CommitUnknown):
        compose.save(desk(), seen.id, seen.version, desks.written(blocks, "Typed since."))
    proxy.each = 1_000_000
    assert "Kept before." in str(compose.open_letter(desk(), seen).blocks)
    desk.close()
    proxy.close()


def test_a_draft_kept_while_its_letter_is_issued_is_not_left_behind(server: str) -> None:
    """The draft waits for the letter, and then finds the case closed."""
    desk = Desk(server)
    seen, blocks = desks.decided(desk, 1)
    store = desk().store
    with store.writing() as tx:
        cases.change(tx, seen.id, seen.version, status="issued", open=0)
        said: list[str] = []
        saving = threading.Thread(target=_save, args=(desk, seen, blocks, said))
        saving.start()
        saving.join(0.5)
        assert said == [], "it waits"
    saving.join()
    assert said == ["The draft was not kept: this case is closed."]
    desk.close()


def _save(desk: Desk, seen: CaseView, blocks: list[Block], said: list[str]) -> None:
    try:
        compose.save(desk(), seen.id, seen.version, blocks)
        said.append("kept")
    except Refused as refused:
        said.append(refused.what)
