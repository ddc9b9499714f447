"""A plain zip archive whose unchanged members are packed once, and whose bytes are the same each time."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _DEFLATED = 20, 8
# The first day a zip archive can tell: no letter's bytes depend on the clock.
_TIME, _DAY = 0, (1 << 5) | 1


class Member(NamedTuple):
    """One file of an archive, already packed."""

    name: str
    packed: bytes
    crc: int
    size: int


def packed(name: str, data: bytes) -> Member:
    """A file packed, ready to be joined with others."""
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name, squeezer.compress(data) + squeezer.flush(), zlib.crc32(data), len(data))


def joined(members: Iterable[Member]) -> bytes:
    """An archive of members, in this order."""
    body: list[bytes] = []
    index: list[bytes] = []
    at = 0
    for member in members:
        name = member.name.encode("ascii")
        common = (_VERSION, 0, _DEFLATED, _TIME, _DAY, member.crc, len(member.packed), member.size)
        local = _LOCAL.pack(b"PK\x03\x04", *common, len(name), 0)
        index.append(_CENTRAL.pack(b"PK\x01\x02", _VERSION, *common, len(name), 0, 0, 0, 0, 0, at) + name)
        body += (local, name, member.packed)
        at += len(local) + len(name) + len(member.packed)
    central = b"".join(index)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(index), len(index), len(central), at, 0)
    return b"".join((*body, central, end))
