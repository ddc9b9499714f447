"""Drawn films: sound for any player, the same again, and true to what is told of them."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import pytest
from PIL import Image

from caseworker.practice.drawing import FRAME, Scene
from caseworker.practice.filming import COMES, film
from caseworker.reading.pictures import fault_of

SCENE = Scene("ZZ19 ABC", "BLUE", "Northgate", "Red route, no stopping", "20/11/2026 23:59")


def chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a film, each by its name."""
    at = 0
    while at < len(content):
        name, size = struct.unpack_from("<4sI", content, at)
        yield name, content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    assert at == len(content)


@pytest.mark.parametrize(("stands", "alights"), [(0, False), (1, True), (20, True)])
def test_a_film_is_whole_with_a_picture_a_second_and_an_index(stands: int, alights: bool) -> None:
    made = film(SCENE, "one", stands, alights=alights)
    assert fault_of(made, "film") is None
    ((riff, body),) = chunks(made)
    assert riff == b"RIFF" and body[:4] == b"AVI "
    header, movie, index = list(chunks(body[4:]))
    assert header[1][:4] == b"hdrl" and movie[1][:4] == b"movi" and index[0] == b"idx1"
    (_, top), _ = chunks(header[1][4:])
    told = struct.unpack("<14I", top)
    pictures = [one for _, one in chunks(movie[1][4:])]
    assert told[0] == 1_000_000 and told[4] == len(pictures) == 2 * COMES + stands and told[8:10] == FRAME
    for one, place in zip(pictures, struct.iter_unpack("<4sIII", index[1]), strict=True):
        with Image.open(io.BytesIO(one)) as picture:
            assert (picture.format, picture.size) == ("JPEG", FRAME)
        assert movie[1][place[2] + 8 : place[2] + 8 + place[3]] == one


def test_a_film_is_the_same_for_the_same_scene_and_seed() -> None:
    assert film(SCENE, "one", 2) == film(SCENE, "one", 2)
    assert film(SCENE, "one", 2) != film(SCENE, "two", 2)
    assert film(SCENE, "one", 9, alights=True) != film(SCENE, "one", 9)
