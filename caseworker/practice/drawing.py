"""Drawn photographs for practice: a street, a car with its plate, a sign, a slip of paper."""

from __future__ import annotations

import io
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

SIZE = (640, 400)
_PAINT = {
    "BLUE": (38, 76, 150),
    "SILVER": (176, 180, 186),
    "RED": (168, 34, 34),
    "WHITE": (232, 232, 228),
    "GREY": (108, 112, 118),
    "BLACK": (34, 36, 40),
    "GREEN": (36, 102, 66),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands in front of the camera."""

    vrm: str
    """As on the plate: ``ZZ19 ABC``."""
    colour: str
    street: str
    restriction: str
    stamp: str
    """Day and time as the camera prints them."""
    hidden: bool = False
    """Whether a branch hangs before the sign."""
    worn: bool = False
    """Whether the lines are worn."""
    words: str = ""
    """What stands on a slip of paper or a screen."""


def draw(kind: str, scene: Scene, seed: str) -> bytes:
    """One picture as a JPEG: ``car``, ``windscreen``, ``sign`` or ``paper``."""
    from PIL import Image, ImageDraw

    rng = Random(seed)
    picture = Image.new("RGB", SIZE, (150, 166, 178))
    pen = ImageDraw.Draw(picture)
    {"car": _car, "windscreen": _windscreen, "sign": _sign, "paper": _paper}[kind](pen, scene, rng)
    if kind != "paper":
        _stamp(pen, scene)
    return _saved(picture)


def _saved(picture: Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=72)
    return held.getvalue()


def _font(size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.load_default(size)


def _street(pen: ImageDraw, scene: Scene, rng: Random) -> None:
    """Houses, a kerb, the road and its lines."""
    at = -rng.randrange(60)
    while at < SIZE[0]:
        wide = rng.randrange(90, 150)
        brick = rng.choice([(142, 92, 74), (164, 128, 96), (120, 104, 98), (176, 160, 138)])
        pen.rectangle((at, 40 + rng.randrange(30), at + wide, 210), fill=brick)
        for window in range(at + 16, at + wide - 24, 38):
            pen.rectangle((window, 96, window + 20, 130), fill=(72, 84, 100))
        at += wide
    pen.rectangle((0, 210, SIZE[0], 250), fill=(168, 166, 160))
    pen.rectangle((0, 250, SIZE[0], SIZE[1]), fill=(88, 90, 94))
    if any(word in scene.restriction for word in ("waiting", "Red", "stopping")):
        paint = (170, 40, 40) if "Red" in scene.restriction else (214, 190, 60)
        for row in (262, 274):
            for piece in range(0, SIZE[0], 40):
                if not scene.worn or rng.random() > 0.55:
                    pen.rectangle((piece, row, piece + 38, row + 5), fill=paint)
    elif not scene.worn or rng.random() > 0.5:
        pen.line((40, 380, 600, 380), fill=(220, 220, 214), width=4)
        pen.line((40, 256, 40, 380), fill=(220, 220, 214), width=4)


def _body(pen: ImageDraw, scene: Scene, left: int) -> None:
    """The back of a car with its plate."""
    paint = _PAINT.get(scene.colour, (120, 120, 120))
    dark = tuple(max(0, part - 40) for part in paint)
    pen.rounded_rectangle((left, 190, left + 270, 340), 26, fill=paint, outline=(20, 20, 20))
    pen.polygon([(left + 36, 190), (left + 66, 128), (left + 204, 128), (left + 234, 190)], fill=dark)
    pen.polygon([(left + 52, 186), (left + 76, 138), (left + 194, 138), (left + 218, 186)], fill=(54, 66, 78))
    for wheel in (left + 34, left + 196):
        pen.ellipse((wheel, 316, wheel + 42, 360), fill=(22, 22, 24))
    for light in (left + 12, left + 232):
        pen.rectangle((light, 214, light + 26, 244), fill=(196, 48, 40))
    pen.rounded_rectangle((left + 62, 268, left + 208, 304), 4, fill=(242, 204, 62), outline=(20, 20, 20))
    pen.text((left + 135, 286), scene.vrm, fill=(16, 16, 16), font=_font(26), anchor="mm")


def _car(pen: ImageDraw, scene: Scene, rng: Random) -> None:
    _street(pen, scene, rng)
    _body(pen, scene, 150 + rng.randrange(120))
    pen.rectangle((8, 366, 632, 392), fill=(88, 90, 94))
    pen.text((320, 379), scene.street, fill=(236, 236, 230), font=_font(16), anchor="mm")


def _windscreen(pen: ImageDraw, scene: Scene, rng: Random) -> None:
    """A windscreen from close by, with the notice in its packet."""
    pen.rectangle((0, 0, *SIZE), fill=_PAINT.get(scene.colour, (120, 120, 120)))
    pen.polygon([(40, 330), (110, 60), (530, 60), (600, 330)], fill=(62, 74, 86))
    pen.polygon([(60, 330), (90, 270), (560, 270), (590, 330)], fill=(38, 40, 44))
    left = 150 + rng.randrange(120)
    pen.rectangle((left, 170, left + 120, 240), fill=(246, 220, 70), outline=(20, 20, 20))
    pen.text((left + 60, 192), "PENALTY", fill=(16, 16, 16), font=_font(18), anchor="mm")
    pen.text((left + 60, 216), "CHARGE NOTICE", fill=(16, 16, 16), font=_font(13), anchor="mm")
    pen.line((90, 326, 420, 226), fill=(14, 14, 16), width=7)
    if "Blue" in scene.restriction:
        pen.rectangle((470, 292, 520, 318), fill=(30, 84, 160))
    pen.text((320, 366), scene.vrm, fill=(240, 240, 236), font=_font(22), anchor="mm")


def _sign(pen: ImageDraw, scene: Scene, rng: Random) -> None:
    """A post with its plate, which a branch may hide."""
    _street(pen, scene, rng)
    pen.rectangle((312, 150, 326, 360), fill=(126, 130, 134))
    pen.rounded_rectangle((206, 40, 434, 210), 10, fill=(244, 244, 240), outline=(24, 60, 130), width=4)
    words, line, lines = scene.restriction.split(), "", []
    for word in words:
        if len(line) + len(word) > 19:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    for number, one in enumerate(lines[:5]):
        pen.text((320, 66 + number * 30), one, fill=(20, 30, 60), font=_font(20), anchor="mm")
    if scene.hidden:
        for _ in range(150):
            x, y = rng.randrange(190, 440), rng.randrange(20, 200)
            green = rng.choice([(44, 92, 40), (62, 116, 52), (36, 74, 34)])
            pen.ellipse((x, y, x + 34, y + 22), fill=green)


def _paper(pen: ImageDraw, scene: Scene, rng: Random) -> None:
    """A slip of paper or a screen on a table, as a motorist photographs it."""
    pen.rectangle((0, 0, *SIZE), fill=rng.choice([(112, 84, 60), (86, 70, 58), (70, 78, 84)]))
    pen.rectangle((96, 48, 544, 352), fill=(248, 246, 238), outline=(190, 186, 176))
    words, line, lines = scene.words.split(), "", []
    for word in words:
        if len(line) + len(word) > 30:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    for number, one in enumerate([*lines, line][:8]):
        pen.text((124, 84 + number * 32), one, fill=(40, 40, 52), font=_font(22))


def _stamp(pen: ImageDraw, scene: Scene) -> None:
    """Day and time, as an officer's camera prints them."""
    pen.rectangle((410, 8, 632, 34), fill=(10, 10, 10))
    pen.text((521, 21), scene.stamp, fill=(255, 214, 64), font=_font(16), anchor="mm")
