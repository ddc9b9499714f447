"""Drawn films: what a player and the import take for a film, the same again for the same seed."""

from __future__ import annotations

import struct

from caseworker.practice.drawing import Scene
from caseworker.practice.films import FRAMES, film
from caseworker.reading.pictures import format_of

SCENE = Scene("ZZ19 ABC", "BLUE", "Northgate", "Bus lane", "06/10/2026 10:42")


def test_a_film_is_known_as_one_and_holds_its_frames() -> None:
    made = film(SCENE, "one")
    assert format_of(made) == "film"
    (size,) = struct.unpack("<I", made[4:8])
    assert size == len(made) - 8
    at = made.index(b"idx1")
    (long,) = struct.unpack("<I", made[at + 4 : at + 8])
    assert long == 16 * FRAMES
    start = made.index(b"movi")
    for n in range(FRAMES):
        name, _, offset, length = struct.unpack("<4sIII", made[at + 8 + 16 * n : at + 24 + 16 * n])
        piece = made[start + offset : start + offset + 8 + length]
        assert (name, piece[:4], piece[8:10]) == (b"00dc", b"00dc", b"\xff\xd8")


def test_a_seed_gives_the_same_film_and_another_seed_another() -> None:
    assert film(SCENE, "one") == film(SCENE, "one") != film(SCENE, "two")
