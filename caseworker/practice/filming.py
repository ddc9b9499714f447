"""Drawn films for practice: a street camera watches a vehicle come, stand and drive on."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from caseworker.practice.drawing import FRAME, Moment, Scene, moving

COMES = 6
"""Seconds from the film's beginning until the vehicle stands, and from its start until it is out of sight."""
ALIGHTS = 3
"""Seconds that a passenger takes to get out, and goes along."""
_FROM, _HERE, _TO = -280, 190, 660
"""Where the vehicle's left edge is as it comes, stands and goes."""
_KEYFRAME = 0x10


def film(scene: Scene, seed: str, stands: int, *, alights: bool = False) -> bytes:
    """A film as an AVI of one picture a second, the same for the same scene and seed.

    Args:
        scene: the street and the vehicle; the film begins at the minute of its stamp, ``DD/MM/YYYY HH:MM``.
        stands: how many seconds the vehicle stands; 0: it drives past, as in a bus lane.
        alights: whether somebody gets out.
    """
    moments = []
    for second in range(2 * COMES + stands):
        out = second - COMES - ALIGHTS
        walker = out if alights and 0 <= out < stands else None
        moments.append(Moment(_stamp(scene.stamp, second), _left(second, stands), walker))
    return _avi(list(moving(scene, seed, moments)))


def _stamp(begins: str, second: int) -> str:
    """Day and time so many seconds after the minute at which the film begins: ``20/11/2026 10:43:06``."""
    day, time = begins.split()
    hours, minutes = map(int, time.split(":"))
    whole = min((hours * 60 + minutes) * 60 + second, 24 * 60 * 60 - 1)
    return f"{day} {whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _left(second: int, stands: int) -> int:
    """Where the vehicle is at a second of the film."""
    if not stands:
        return _FROM + (_TO - _FROM) * second // (2 * COMES - 1)
    if second < COMES:
        return _FROM + (_HERE - _FROM) * second // COMES
    return _HERE + (_TO - _HERE) * max(0, second - COMES - stands + 1) // COMES


def _avi(frames: Sequence[bytes]) -> bytes:
    """Pictures as a film that every player knows: motion JPEG, one a second, with its index."""
    wide, high = FRAME
    most = max(map(len, frames))
    head = struct.pack("<14I", 1_000_000, most, 0, _KEYFRAME, len(frames), 0, 1, most, wide, high, 0, 0, 0, 0)
    stream = b"vidsMJPG" + struct.pack(
        "<IHHIIIIIIII4h", 0, 0, 0, 0, 1, 1, 0, len(frames), most, 0xFFFFFFFF, 0, 0, 0, wide, high
    )
    form = struct.pack("<IiiHH4sIiiII", 40, wide, high, 1, 24, b"MJPG", wide * high * 3, 0, 0, 0, 0)
    header = _chunk(b"avih", head) + _list(b"strl", _chunk(b"strh", stream) + _chunk(b"strf", form))
    movie, index = bytearray(), bytearray()
    for one in frames:
        index += struct.pack("<4sIII", b"00dc", _KEYFRAME, len(movie) + 4, len(one))
        movie += _chunk(b"00dc", one)
    body = _list(b"hdrl", header) + _list(b"movi", bytes(movie)) + _chunk(b"idx1", bytes(index))
    return _chunk(b"RIFF", b"AVI " + body)


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _list(name: bytes, content: bytes) -> bytes:
    return _chunk(b"LIST", name + content)
