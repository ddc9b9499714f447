"""Drawn photographs for practice: a street, a car with its plate, a sign, a slip of paper."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

SIZE = (640, 400)
FRAME = (400, 250)
"""A film's picture, of the same shape."""
PAGE = (620, 877)
"""A scanned page."""
PAINT = {
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


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a film."""

    stamp: str
    left: int
    """Where the vehicle's left edge is; outside the picture, it is out of sight."""
    walker: int | None
    """For how many seconds somebody who got out has walked; None for nobody."""


def draw(kind: str, scene: Scene, seed: str) -> bytes:
    """One picture as a JPEG: a `KINDS` of scene, the same for the same seed."""
    from PIL import Image, ImageDraw

    rng = Random(seed)
    picture = Image.new("RGB", PAGE if kind == "scan" else SIZE, (150, 166, 178))
    pen = ImageDraw.Draw(picture)
    KINDS[kind](pen, scene, rng)
    if kind in STAMPED:
        _stamp(pen, scene.stamp)
    return _saved(picture)


def moving(scene: Scene, seed: str, moments: Iterable[Moment]) -> Iterator[bytes]:
    """The pictures of a film as small JPEGs: the same street in each, the vehicle where it is by then."""
    from PIL import Image, ImageDraw

    street = Image.new("RGB", SIZE, (150, 166, 178))
    _street(ImageDraw.Draw(street), scene, Random(seed))
    for one in moments:
        picture = street.copy()
        pen = ImageDraw.Draw(picture)
        _body(pen, scene, one.left)
        if one.walker is not None:
            _walker(pen, one.left + 290 + one.walker * 12)
        pen.text((320, 379), scene.street, fill=(236, 236, 230), font=_font(16), anchor="mm")
        _stamp(pen, one.stamp)
        yield _saved(picture.resize(FRAME, Image.Resampling.BILINEAR), 60)


def _saved(picture: Image, quality: int = 72) -> bytes:
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=quality)
    return held.getvalue()


@cache
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
    paint = PAINT.get(scene.colour, (120, 120, 120))
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


def _walker(pen: ImageDraw, left: int) -> None:
    """Somebody on the pavement."""
    pen.ellipse((left + 6, 150, left + 26, 172), fill=(206, 170, 140))
    pen.rounded_rectangle((left, 172, left + 32, 222), 8, fill=(64, 48, 84))
    for leg in (left + 4, left + 18):
        pen.rectangle((leg, 222, leg + 9, 252), fill=(30, 32, 40))


def _car(pen: ImageDraw, scene: Scene, rng: Random) -> None:
    _street(pen, scene, rng)
    _body(pen, scene, 150 + rng.randrange(120))
    pen.rectangle((8, 366, 632, 392), fill=(88, 90, 94))
    pen.text((320, 379), scene.street, fill=(236, 236, 230), font=_font(16), anchor="mm")


def _windscreen(pen: ImageDraw, scene: Scene, rng: Random) -> None:
    """A windscreen from close by, with the notice in its packet."""
    pen.rectangle((0, 0, *SIZE), fill=PAINT.get(scene.colour, (120, 120, 120)))
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
    lines = _lines(scene.restriction, 19)
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
    for number, one in enumerate(_lines(scene.words, 30)[:8]):
        pen.text((124, 84 + number * 32), one, fill=(40, 40, 52), font=_font(22))


def _board(pen: ImageDraw, scene: Scene, rng: Random) -> None:
    """A sign from close by, as the signs team keeps it: its words, and the number of the place."""
    pen.rectangle((0, 0, *SIZE), fill=rng.choice([(150, 166, 178), (166, 158, 146), (132, 148, 128)]))
    pen.rectangle((300, 0, 340, SIZE[1]), fill=(120, 124, 128))
    pen.rounded_rectangle((130, 50, 510, 350), 16, fill=(246, 246, 242), outline=(24, 60, 130), width=6)
    for number, one in enumerate(_lines(scene.restriction, 24)[:6]):
        pen.text((320, 96 + number * 34), one, fill=(20, 30, 60), font=_font(26), anchor="mm")
    if scene.street:
        pen.rectangle((240, 300, 400, 336), fill=(24, 60, 130))
        pen.text((320, 318), scene.street, fill=(246, 246, 242), font=_font(24), anchor="mm")


def _plan(pen: ImageDraw, scene: Scene, rng: Random) -> None:
    """A plan to an order: streets from above, with the restricted length marked."""
    pen.rectangle((0, 0, *SIZE), fill=(250, 250, 246))
    along, across = rng.randrange(150, 250), rng.randrange(180, 460)
    for box in ((0, along, SIZE[0], along + 40), (across, 0, across + 36, SIZE[1])):
        pen.rectangle(box, fill=(228, 226, 220), outline=(120, 120, 116))
    pen.line((across + 60, along + 4, SIZE[0] - 40, along + 4), fill=(190, 40, 40), width=6)
    for plot in range(across + 60, SIZE[0] - 60, 46):
        pen.rectangle((plot, along - 60, plot + 34, along - 12), outline=(120, 120, 116))
    pen.polygon([(590, 30), (580, 64), (600, 64)], fill=(30, 30, 30))
    pen.text((590, 76), "N", fill=(30, 30, 30), font=_font(18), anchor="mm")
    pen.text((16, 376), scene.street[:60], fill=(30, 30, 30), font=_font(16))


def _scan(pen: ImageDraw, scene: Scene, rng: Random) -> None:
    """A letter as the scanning bureau sends it: a page a little askew, in grey."""
    pen.rectangle((0, 0, *PAGE), fill=(244, 243, 240))
    for _ in range(90):
        x, y = rng.randrange(PAGE[0]), rng.randrange(PAGE[1])
        pen.point((x, y), fill=(170, 168, 166))
    top, tilt = 90, rng.choice((-1, 0, 1))
    for one in [line for part in scene.words.split("\n") for line in (_lines(part, 54) or [""])][:26]:
        pen.text((60 + tilt * top // 90, top), one, fill=(44, 44, 60), font=_font(19))
        top += 29
    pen.text((60, 846), f"SCAN {scene.stamp}", fill=(120, 120, 120), font=_font(13))


def _lines(words: str, wide: int) -> list[str]:
    """Words in lines of about so many letters."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + len(word) <= wide:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _stamp(pen: ImageDraw, words: str) -> None:
    """Day and time, as an officer's camera prints them."""
    pen.rectangle((410, 8, 632, 34), fill=(10, 10, 10))
    pen.text((521, 21), words, fill=(255, 214, 64), font=_font(16), anchor="mm")


KINDS = {
    "car": _car,
    "windscreen": _windscreen,
    "sign": _sign,
    "paper": _paper,
    "board": _board,
    "plan": _plan,
    "scan": _scan,
}
"""What can be drawn: an officer's three, a motorist's slip, an order's sign and plan, a scanned page."""
STAMPED = ("car", "windscreen", "sign", "board")
