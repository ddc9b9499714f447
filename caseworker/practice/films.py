"""Drawn films for practice: a camera looks down on a road, and a car comes and stands in it.

Motion JPEG in an AVI file: every player reads it, and nothing but Pillow is needed to make it.
"""

from __future__ import annotations

import io
import struct
from random import Random

from caseworker.practice.drawing import PAINT, Scene

SIZE = (320, 200)
FRAMES = 10
PER_SECOND = 2


def film(scene: Scene, seed: str) -> bytes:
    """A film of about five seconds, the same for the same seed."""
    from PIL import Image, ImageDraw, ImageFont

    rng = Random(seed)
    small, plate = ImageFont.load_default(11), ImageFont.load_default(10)
    lane, start = 70 + rng.randrange(40), -90 + rng.randrange(30)
    paint = PAINT.get(scene.colour, (120, 120, 120))
    frames = []
    for n in range(FRAMES):
        picture = Image.new("RGB", SIZE, (96, 98, 102))
        pen = ImageDraw.Draw(picture)
        pen.rectangle((0, 0, SIZE[0], 48), fill=(150, 146, 136))
        pen.rectangle((lane - 12, 48, lane - 8, SIZE[1]), fill=(226, 222, 210))
        for dash in range(48 + n % 2 * 8, SIZE[1], 32):
            pen.rectangle((230, dash, 234, dash + 16), fill=(226, 222, 210))
        top = 40 + (n * 13 if n < 6 else 78 + (n - 6) * 4)
        left = max(lane + 4, start + n * 34) if n < 4 else lane + 4
        pen.rounded_rectangle((left, top, left + 78, top + 44), 8, fill=paint, outline=(20, 20, 20))
        pen.rectangle((left + 12, top + 8, left + 66, top + 20), fill=(54, 66, 78))
        pen.rectangle((left + 8, top + 28, left + 70, top + 40), fill=(242, 204, 62))
        pen.text((left + 39, top + 34), scene.vrm, fill=(16, 16, 16), font=plate, anchor="mm")
        pen.rectangle((0, 0, SIZE[0], 14), fill=(10, 10, 10))
        pen.text((4, 1), f"{scene.stamp}:{n // PER_SECOND:02d}", fill=(255, 214, 64), font=small)
        pen.text((120, 1), scene.street[:34], fill=(236, 236, 230), font=small)
        held = io.BytesIO()
        picture.save(held, "JPEG", quality=55)
        frames.append(held.getvalue())
    return _avi(frames)


def _avi(frames: list[bytes]) -> bytes:
    """Pictures as an AVI file."""
    wide, high = SIZE
    most = max(map(len, frames))
    count, rate = len(frames), PER_SECOND
    avih = (1_000_000 // rate, most * rate, 0, 0x10, count, 0, 1, most, wide, high, 0, 0, 0, 0)
    strh = (0, 0, 0, 0, 1, rate, 0, count, most, 0, 0, 0, 0, wide, high)
    head = struct.pack("<14I", *avih)
    stream = struct.pack("<4s4sIHHIIIIIIII4H", b"vids", b"MJPG", *strh)
    form = struct.pack("<IiiHH4sIiiII", 40, wide, high, 1, 24, b"MJPG", wide * high * 3, 0, 0, 0, 0)
    pieces, index, at = b"", b"", 4
    for one in frames:
        piece = _chunk(b"00dc", one)
        index += struct.pack("<4sIII", b"00dc", 0x10, at, len(one))
        at += len(piece)
        pieces += piece
    strl = _list(b"strl", _chunk(b"strh", stream) + _chunk(b"strf", form))
    body = _list(b"hdrl", _chunk(b"avih", head) + strl) + _list(b"movi", pieces) + _chunk(b"idx1", index)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"AVI " + body


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _list(name: bytes, content: bytes) -> bytes:
    return b"LIST" + struct.pack("<I", 4 + len(content)) + name + content
