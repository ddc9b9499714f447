"""The upper layers of the model of meanings, fitted to what motorists say, to what councils answer, to care.

A file of `data/learned` holds low-rank additions to the tables of the upper layers: for each table a row of
`RANK` that is multiplied down and one that is multiplied up. Added to the tables as they came they make rows
in which sentences that raise the same point (`fitted.bin`, by `python -m bench.motorists tune`), answer it
(`dealing.bin`, by `python -m bench.replies tune`) or give the same reason for care (`caring.bin`, by
`python -m bench.care fit`) lie together, whatever else they have in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Table = np.ndarray[Any, np.dtype[np.float32]]

SAID, ANSWERED, CARED = "fitted.bin", "dealing.bin", "caring.bin"
"""The additions for what motorists say, for what councils answer, and for reasons for care."""
FIRST = 3
"""The first layer that is fitted; those below stay as they came."""
LAYERS = 6
RANK = 16
WIDE = 1_536
NARROW = 384
PARTS = {
    "attention.self.query": (NARROW, NARROW),
    "attention.self.key": (NARROW, NARROW),
    "attention.self.value": (NARROW, NARROW),
    "attention.output.dense": (NARROW, NARROW),
    "intermediate.dense": (WIDE, NARROW),
    "output.dense": (NARROW, WIDE),
}
"""The tables of a layer that are added to: numbers out, numbers in."""


def named() -> Iterator[tuple[str, int, int]]:
    """Every table that is added to, in the order of the file, with its numbers out and in."""
    for n in range(FIRST, LAYERS):
        for part, (out, into) in PARTS.items():
            yield f"{n}.{part}", out, into


def pack(pairs: Mapping[str, tuple[Any, Any]]) -> bytes:
    """The additions as the file holds them.

    Args:
        pairs: by table, what multiplies down (`RANK`, in) and up (out, `RANK`), of two bytes a number.
    """
    return b"".join(part.tobytes() for name, _, _ in named() for part in pairs[name])


def held(name: str = SAID) -> bytes:
    """The additions as they are kept in a file."""
    return files("caseworker.reading").joinpath("data", "learned", name).read_bytes()


def pairs(file: str) -> Iterator[tuple[str, Table, Table]]:
    """By table of a file, what multiplies down and what multiplies up."""
    import numpy as np

    numbers = np.frombuffer(held(file), np.float16).astype(np.float32)
    at = 0
    for name, out, into in named():
        down = numbers[at : at + RANK * into].reshape(RANK, into)
        up = numbers[at + RANK * into : at + RANK * (into + out)].reshape(out, RANK)
        at += RANK * (into + out)
        yield name, down, up


@cache
def additions(file: str = SAID) -> dict[str, Table]:
    """What is added to each table, by its name in the model; the first call reads the file."""
    return {f"encoder.layer.{name}.weight": up @ down for name, down, up in pairs(file)}
