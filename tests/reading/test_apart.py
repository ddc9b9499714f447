"""A file that kills, hangs or fills its reader costs itself and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from caseworker.law.refusals import Refused
from caseworker.reading.apart import Apart, Here, Unreadable
from caseworker.reading.extract import read
from tests.reading.mails import bombs
from tests.reading.samples import MESSAGE, everything, folder, png
from tests.reading.test_pictures import bomb
from tests.reading.test_zips import zip_of

ANSWERS = """
import sys; sys.path.insert(0, sys.argv[1])
import caseworker.reading.child as c, os, signal, tempfile, time

def done(job, content):
    if content == b'die': os.kill(os.getpid(), signal.SIGSEGV)
    if content == b'hang': time.sleep(60)
    if content == b'fill': return {'x': len(bytearray(2**30))}, []
    if content == b'fail': raise KeyError('x')
    if content == b'write': tempfile.TemporaryFile(buffering=0).write(b'x')
    if content == b'lie': os.write(1, b'{"size": 99999999999, "parts": []}\\n'); time.sleep(60)
    if content == b'deep': os.write(1, b'[' * 900000 + b'\\n'); time.sleep(60)
    if content == b'less': os.write(1, b'{"size": 10, "parts": []}\\n12'); os._exit(0)
    if content == b'who':
        return {'pid': os.getpid(), 'env': dict(os.environ), 'alone': sys.flags.isolated}, []
    while content == b'spin': pass
    return {'fault': None}, []

c._done = done; c.SECONDS = 0
c.main()
"""
"""A process that does what the file says."""


@pytest.fixture(scope="module")
def apart() -> object:
    """One process for many files."""
    with Apart() as one:
        yield one


def test_both_ways_of_looking_say_the_same(apart: Apart) -> None:
    here = Here()
    for content, kind in (
        (png(), "photo"),
        (bomb(9_000, 9_000), "photo"),
        (b"x", "document"),
        (b"", "photo"),
    ):
        assert apart.fault_of(content, kind) == here.fault_of(content, kind)
    assert apart.mail(MESSAGE) == here.mail(MESSAGE)


def test_a_folder_reads_the_same_apart_and_here() -> None:
    assert read(everything(), apart=True) == read(everything(), apart=False)


BOMBS = bombs()


@pytest.mark.parametrize("name", BOMBS)
def test_no_message_kills_the_process_and_each_is_kept_with_words(name: str, apart: Apart) -> None:
    got = apart.mail(BOMBS[name])
    told = f"{got.subject}{got.fault}"
    assert told.startswith("top") or "could not be read: open the original" in told
    assert apart.fault_of(png(), "photo") is None


def test_a_process_that_breaks_is_started_anew() -> None:
    with Apart(start=ANSWERS, seconds=30) as one:
        for content, words in (
            (b"die", "it made its reader stop"),
            (b"fill", "it needs too much memory"),
            (b"spin", "it took too much processor time"),
            (b"fail", "it made its reader fail (KeyError)"),
            (b"write", "it made its reader fail (FileNotFoundError)"),
            (b"lie", "it made its reader stop"),
            (b"deep", "it made its reader stop"),
            (b"less", "it made its reader stop"),
        ):
            with pytest.raises(Unreadable) as no:
                one.ask({"job": "x"}, content)
            assert str(no.value) == words
        assert one.ask({"job": "x"}, b"fine") == ({"fault": None}, [])


def test_a_process_that_hangs_is_ended_by_the_clock_on_the_wall() -> None:
    with Apart(start=ANSWERS, seconds=1.5) as one, pytest.raises(Unreadable, match=r"more than 1.5 seconds"):
        one.ask({"job": "x"}, b"hang")


def test_whatever_breaks_the_reader_of_a_message_is_said_and_the_message_is_kept() -> None:
    with Apart(start=ANSWERS) as one:
        assert one.mail(b"die").fault == "could not be read: open the original (it made its reader stop)"


def test_one_process_serves_many_files_and_knows_nothing_of_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORKER_TEST_POSTGRES", "secret")
    with Apart(start=ANSWERS) as one:
        first, second = (one.ask({"job": "x"}, b"who")[0] for _ in range(2))
        assert first["pid"] == second["pid"] != os.getpid()
        assert first["alone"] == 1
        assert "secret" not in str(first["env"])
        assert "HOME" not in first["env"]
    assert not Path(f"/proc/{first['pid']}").exists()


def test_an_evidence_picture_that_kills_its_reader_is_a_fault_of_that_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseworker.reading.extract.Apart", lambda: Apart(start=ANSWERS))
    for name, content in (folder() | {"evidence/one.png": b"die"}).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (fault,) = read(tmp_path).faults
    assert (fault.file, fault.line) == ("evidence/manifest.csv", 2)
    assert "a file that cannot be looked into: it made its reader stop" in fault.found


def test_a_zip_is_looked_at_apart_first(tmp_path: Path) -> None:
    held = tmp_path / "x.zip"
    held.write_bytes(zip_of(everything()))
    assert read(held).faults == ()
    held.write_bytes(b"PK\x05\x06" + b"\xff" * 18)
    with pytest.raises(Refused, match="too many files"):
        read(held)
