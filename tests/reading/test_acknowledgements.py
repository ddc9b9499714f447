"""Reading what the case system answers."""

from __future__ import annotations

import json

import pytest

from caseworker.reading import acknowledgements
from caseworker.reading.acknowledgements import read
from tests.hostile.payloads import ALL

ONE = {"pcn": "ZZ1000001A", "id": 7, "answer": "taken", "words": "ok"}


def test_json_and_csv_say_the_same() -> None:
    table = b"pcn,id,answer,words\nzz 1000001a,7,Taken,ok\n"
    for content in (table, json.dumps([ONE]).encode(), json.dumps({"file": 3, "outcomes": [ONE]}).encode()):
        ((one,), faults) = read(content, "ack")
        assert (one.pcn, one.id, one.answer, one.words, faults) == ("ZZ1000001A", 7, "taken", "ok", ())


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b'[{"pcn": "ZZ1000001A", "id": 7, "id": 8, "answer": "taken"}]', "a name stands twice in one row"),
        (b'[{"pcn": "ZZ1000001A", "id": NaN, "answer": "taken"}]', "what is no JSON"),
        (b'[{"pcn": "ZZ1000001A", "id": 7', "what is no JSON"),
        (b"[" * 100_000, "what is no JSON"),
        (b'{"rows": []}', "no list of answers"),
        (b'[["pcn"]]', "a row that holds something else than text"),
        (b'[{"pcn": "ZZ1000001A", "id": "\xd9\xa3", "answer": "taken"}]', "٣"),
        (b"", "an empty file"),
        (b"pcn,answer\nZZ1000001A,taken\n", "no such column"),
        (b'pcn,id,answer\nZZ1000001A,7,"taken\n', "a quote that is opened and never closed"),
    ],
)
def test_what_cannot_be_read_is_named(content: bytes, found: str) -> None:
    answers, faults = read(content, "ack.csv")
    assert answers == () and found in faults[0].words and faults[0].words.startswith("ack.csv")


def test_a_file_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acknowledgements, "SIZE_CAP", 10)
    assert "at most 10 bytes" in read(b"x" * 11, "ack.csv")[1][0].words


@pytest.mark.parametrize("name", ALL)
def test_hostile_words_are_made_safe(name: str) -> None:
    from caseworker.text import clean

    row = ONE | {"words": ALL[name]}
    answers, _ = read(json.dumps([row]).encode(), "ack.json")
    assert [one.words for one in answers] == [clean(ALL[name]).strip()]
