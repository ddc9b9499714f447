"""Nothing that somebody sent in acts on the terminal: proven on the bytes, for each defence alone."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.hostile import terminal
from tests.hostile.payloads import MARKUP, SHAPES, TERMINAL
from tests.hostile.sinks import SINKS

HOSTILE = [*TERMINAL.values(), SHAPES["zalgo"], SHAPES["zero width"], MARKUP["click"], MARKUP["closing"]]


def show(mode: str, texts: list[str], folder: Path) -> str:
    """Show texts in every sink in a real terminal; give what was written to it."""
    file = folder / "texts.json"
    file.write_text(json.dumps(texts), "ascii")
    return terminal.sinks(mode, file)


def unseen(texts: list[str], written: str) -> list[str]:
    """Texts that no reader could have found in some sink: the test would be blind there."""
    seen = terminal.words(written)
    tags = [f"{sink}{at:02}" for sink in SINKS for at in range(len(texts) if sink != "mode" else 1)]
    return [tag for tag in tags if tag not in seen]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The sequences that harmless words send."""
    written = show("neither", ["nothing to see"] * len(HOSTILE), tmp_path_factory.mktemp("usual"))
    return terminal.own_sequences(written)


def leaks(written: str, usual: set[str]) -> set[str]:
    """What reached the terminal that harmless words do not send there."""
    return terminal.stray(written) | (terminal.own_sequences(written) - usual)


@pytest.mark.parametrize("mode", ["clean", "gate"])
def test_each_defence_alone_lets_nothing_through(mode: str, usual: set[str], tmp_path: Path) -> None:
    written = show(mode, HOSTILE, tmp_path)
    assert unseen(HOSTILE, written) == []
    assert leaks(written, usual) == set()


def test_without_both_the_test_would_see_it(usual: set[str], tmp_path: Path) -> None:
    found = leaks(show("neither", HOSTILE, tmp_path), usual)
    assert any("]52;" in one for one in found)
    assert {"\x00", "\x9b", "\u202e"} <= found
    assert len(found) >= 15


@pytest.mark.long
@pytest.mark.parametrize("mode", ["clean", "gate"])
@pytest.mark.parametrize("seed", range(5))
def test_texts_made_at_random_let_nothing_through(
    mode: str, seed: int, usual: set[str], tmp_path: Path
) -> None:
    dice = random.Random(seed)
    pieces = [
        *TERMINAL.values(),
        *SHAPES.values(),
        *map(chr, range(0xA0)),
        "\ud800",
        "\u202e",
        "[/]",
        "x",
        " ",
    ]
    texts = ["".join(dice.choices(pieces, k=6))[:200] for _ in range(28)]
    written = show(mode, texts, tmp_path)
    assert unseen(texts, written) == []
    assert leaks(written, usual) == set()
