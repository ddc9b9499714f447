"""Photographs: drawn in half-cells, and refused in words where that would do harm."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from textual.app import App, ComposeResult
from textual.content import Content

from caseworker.law.refusals import Refused
from caseworker.widgets.photo import MOST_PIXELS, Photo, half_cells


def file(picture: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    into = io.BytesIO()
    picture.save(into, kind, **how)
    return into.getvalue()


def colours(drawn: Content) -> list[tuple[tuple[int, int, int], tuple[int, int, int]]]:
    """Upper and lower colour of each run of cells."""
    found = []
    for span in drawn.spans:
        style = span.style
        assert not isinstance(style, str) and style.foreground is not None and style.background is not None
        found.append((style.foreground.rgb, style.background.rgb))
    return found


def cells(drawn: Content) -> tuple[int, int]:
    """Width and height."""
    lines = drawn.split()
    return max(line.cell_length for line in lines), len(lines)


def claimed(width: int, height: int) -> bytes:
    """A small PNG that says it is large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


RED, BLUE, GREEN, WHITE = (255, 0, 0), (0, 0, 255), (0, 255, 0), (255, 255, 255)


def quarters() -> Image.Image:
    picture = Image.new("RGB", (2, 2))
    picture.putdata([RED, BLUE, GREEN, WHITE])
    return picture


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_cell_shows_two_pixels_one_over_the_other(kind: str) -> None:
    drawn = half_cells(file(quarters(), kind), 2, 1)
    assert drawn.plain == "▀▀"
    assert colours(drawn) == [(RED, GREEN), (BLUE, WHITE)]


@pytest.mark.parametrize(
    ("size", "place", "drawn"),
    [((400, 200), (40, 30), (40, 10)), ((200, 400), (40, 10), (10, 10)), ((4, 4), (10, 10), (10, 5))],
)
def test_the_shape_is_kept(size: tuple[int, int], place: tuple[int, int], drawn: tuple[int, int]) -> None:
    assert cells(half_cells(file(Image.new("RGB", size, RED), "JPEG"), *place)) == drawn


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_mode_of_picture_is_drawn(mode: str) -> None:
    picture = Image.new(mode, (4, 4))
    assert (
        half_cells(file(picture, "TIFF" if mode in ("CMYK", "F", "I") else "PNG"), 4, 2).plain == "▀▀▀▀\n▀▀▀▀"
    )


def test_sixteen_bit_pictures_keep_their_greys() -> None:
    picture = Image.new("I;16", (3, 1))
    picture.putdata([0, 30_000, 60_000])
    greys = [upper[0] for upper, _ in colours(half_cells(file(picture, "TIFF"), 3, 1))]
    assert greys == [0, pytest.approx(127, abs=1), pytest.approx(255, abs=1)]


def test_what_is_transparent_shows_grey() -> None:
    assert colours(half_cells(file(Image.new("RGBA", (2, 2), (255, 0, 0, 0))), 2, 1)) == [
        ((128,) * 3, (128,) * 3)
    ]


def test_a_picture_taken_sideways_is_turned() -> None:
    picture = Image.new("RGB", (40, 20), RED)
    exif = picture.getexif()
    exif[0x0112] = 6
    assert cells(half_cells(file(picture, "JPEG", exif=exif), 40, 40)) == (40, 40)
    assert cells(half_cells(file(picture, "JPEG"), 40, 40)) == (40, 10)


@pytest.mark.parametrize("size", [(9_000, 9_000), (20_000, 20_000), (30_000, 30_000)])
def test_a_small_file_that_would_unfold_is_refused_before_it_does(size: tuple[int, int]) -> None:
    with pytest.raises(Refused, match="too large to draw") as refused:
        half_cells(claimed(*size), 80, 24)
    assert f"{MOST_PIXELS:,} pixels" in refused.value.rule
    assert "viewer" in refused.value.do


BROKEN = {
    "empty": b"",
    "no picture": b"no picture",
    "no pixels": claimed(10, 10),
    "cut-off PNG": file(Image.effect_noise((200, 200), 90))[:5_000],
    "cut-off JPEG": file(Image.effect_noise((200, 200), 90), "JPEG")[:5_000],
    "GIF": file(quarters(), "GIF"),
    "WEBP": file(quarters(), "WEBP"),
    "EPS": file(quarters(), "EPS"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_refused_in_words(name: str) -> None:
    with pytest.raises(Refused, match="cannot be drawn") as refused:
        half_cells(BROKEN[name], 80, 24)
    assert "PNG, JPEG or TIFF" in refused.value.rule


def test_no_place_draws_nothing() -> None:
    assert half_cells(b"anything", 0, 5).plain == ""


class Viewer(App[None]):
    """One photograph."""

    CSS = "Photo { height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Photo()


async def test_the_widget_draws_redraws_refuses_and_clears() -> None:
    app = Viewer()
    async with app.run_test(size=(40, 20)) as pilot:
        photo = app.query_one(Photo)

        async def seen() -> str:
            await app.workers.wait_for_complete()
            await pilot.pause()
            return "\n".join(strip.text for strip in app.screen._compositor.render_strips())

        photo.show(file(Image.new("RGB", (100, 100), RED)))
        assert (await seen()).count("▀") == 40 * 20
        await pilot.resize_terminal(20, 20)
        assert (await seen()).count("▀") == 20 * 10
        photo.show(b"[/] no picture")
        assert "This picture cannot be drawn." in " ".join((await seen()).split())
        photo.clear()
        assert not (await seen()).strip()
