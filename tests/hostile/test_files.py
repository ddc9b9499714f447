"""Letters and exports by every payload and by random texts: plain words, all of them, nothing else."""

from __future__ import annotations

import csv
import io
import os
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App

from caseworker.casework.export import DANGEROUS, inert, write_csv
from caseworker.law.facts import LetterKind, Party
from caseworker.letters.docx_reader import read_back
from caseworker.letters.docx_writer import write
from caseworker.letters.plain import plain
from caseworker.letters.plan import free, plan
from caseworker.letters.render import render
from caseworker.text import clean
from caseworker.widgets.literal import literal
from tests.hostile.payloads import SHORT
from tests.hostile.poison import squeezed
from tests.hostile.sinks import Sinks
from tests.hostile.test_places import STOPPED, acting
from tests.letters.writing import COUNCIL, answer, facts, library

LONG = bool(os.environ.get("CASEWORKER_LONG"))
MANY = 10_000 if LONG else 500
"""Texts made at random."""
FIELDS = ("name", "line", "postcode", "own words", "reason", "challenge", "location", "pcn", "officer")
"""The parts of a letter that hold words from a person or another system."""


def generated(count: int, seed: int = 1) -> Iterator[str]:
    """Texts made at random from what does harm."""
    dice = random.Random(seed)
    codes = [*range(0x100), *range(0x2000, 0x2070), *range(0xD800, 0xD810), 0xFEFF, 0xE0041, 0x0301]
    pieces = [*SHORT.values(), *map(chr, codes), "[/]", "[b", "{pcn}", "{{7*7}}", "«gap»", "=1+1", "é", " "]
    for _ in range(count):
        yield "".join(dice.choices(pieces, k=dice.randint(1, 8)))[:300]


def letter_of(words: str, kind: LetterKind = LetterKind.NOTICE_OF_REJECTION) -> tuple[str, bytes]:
    """A letter with the words in each of its parts: its text, and its file."""
    case = facts(kind, pcn=words, officer_name=words, location=words, challenge_summary=words)
    case = replace(case, recipient=Party(words, (words, "14 Fen Street"), words), writer=Party(words))
    answers = (answer("loading", reason=words),)
    case = replace(case, points=("loading",))
    blocks = (*plan(case, answers, library()), free(words))
    rendered = render(blocks, case, answers)
    return rendered.text, write(rendered, case, council=COUNCIL, training=True)


def faults_of(words: str, text: str, document: bytes) -> Iterator[str]:
    """What is wrong with a letter that holds the words."""
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        for name in parts.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            part = parts.read(name).decode()
            if found := STOPPED.search(re.sub(r"[\r\t]", " ", part)):
                yield f"{name} holds {found.group()!a}"
            if 'TargetMode="External"' in part or "DDEAUTO" in part:
                yield f"{name} reaches outside"
            if name != "word/footer1.xml" and "instrText" in part and "PAGE" not in part:
                yield f"{name} holds an instruction"
    if [line for line in text.split("\n") if line.strip()] != [
        line for line in read_back(document) if line.strip()
    ]:
        yield "the file does not say what the letter says"
    if squeezed(plain(words)) not in squeezed(text):
        yield "words are lost"
    if STOPPED.search(text):
        yield "the text holds what acts"


@pytest.mark.parametrize("name", SHORT)
def test_a_letter_holds_each_payload_as_plain_words_in_every_part(name: str) -> None:
    words = f"begin {SHORT[name]} end"
    assert list(faults_of(words, *letter_of(words))) == []


def test_a_letter_holds_texts_made_at_random() -> None:
    for words in generated(MANY // 5):
        held = f"begin {words} end"
        assert list(faults_of(held, *letter_of(held))) == [], ascii(words)


def test_an_export_holds_every_cell_whole_and_none_that_a_spreadsheet_runs(tmp_path: Path) -> None:
    cells = [*SHORT.values(), *(first + "1+1|' /C x'!A0" for first in DANGEROUS), *generated(MANY)]
    write_csv(tmp_path / "out.csv", ["text", "again"], [[one, f"x {one}"] for one in cells])
    content = (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
    assert not STOPPED.search(content.replace("\r\n", "\n").replace("\t", " "))
    rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))[1:]
    assert len(rows) == len(cells)
    for cell, (kept, again) in zip(cells, rows, strict=True):
        assert not kept.startswith(DANGEROUS), ascii(kept)
        assert kept in (clean(cell), f"'{clean(cell)}"), ascii(cell)
        assert again == clean(f"x {cell}")
    assert inert("-5") == "'-5" and inert("plain") == "plain"


async def test_texts_made_at_random_are_shown_whole_in_every_sink_and_nothing_acts() -> None:
    texts = list(generated(MANY, seed=2))
    for at in range(0, len(texts), 125):
        some = [literal(one).plain.replace("\n", " ") for one in texts[at : at + 125]]
        app: App[None] = Sinks(some, literal)
        async with app.run_test(size=(240, 60)) as pilot:
            await pilot.pause()
            assert acting(app) == []
            shown = [str(one.visual) for one in app.query("#static Static, Label")]
            for number, one in enumerate(some):
                assert sum(f":{clean(one)}" in line for line in shown) >= 2, (number, ascii(one))
