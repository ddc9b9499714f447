"""A picture as it is enclosed: covered to the edges, and nothing of its file goes with it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from caseworker.casework.masking import MOST, Mask, masked, masks_of, outlined, words_of
from caseworker.law.refusals import Refused

GREEN = (40, 180, 60)


def picture(size: tuple[int, int] = (400, 200), kind: str = "PNG", **save: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, GREEN).save(out, kind, **save)  # type: ignore[arg-type]
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content), formats=("JPEG",)).convert("RGB")


def dark(content: bytes, x: int, y: int) -> bool:
    return max(opened(content).getpixel((x, y))) < 40  # type: ignore[arg-type, type-var]


def test_what_is_covered_is_black_to_its_edges_and_the_rest_is_as_it_was() -> None:
    covered = masked(picture(), (Mask(250, 500, 250, 250),))
    for x, y in ((102, 102), (150, 120), (197, 147)):
        assert dark(covered, x, y)
    for x, y in ((85, 120), (215, 120), (150, 85), (150, 165), (0, 0), (399, 199)):
        assert not dark(covered, x, y)


def test_a_mask_at_the_far_edge_covers_the_last_pixel() -> None:
    covered = masked(picture((401, 203)), (Mask(980, 980, 20, 20),))
    assert dark(covered, 400, 202)


def test_where_and_by_what_it_was_taken_does_not_go_with_it() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera that names its owner"
    exif.get_ifd(0x8825)[1] = "N"
    content = picture(kind="JPEG", exif=exif, comment=b"Jo Example")
    assert b"names its owner" in content
    given = masked(content, ())
    assert b"names its owner" not in given and b"Jo Example" not in given
    assert not Image.open(io.BytesIO(given)).getexif()


def test_a_picture_that_lies_on_its_side_is_covered_where_it_is_seen() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter: what is seen is 200 wide and 400 high
    given = masked(picture(kind="JPEG", exif=exif), (Mask(0, 0, 1000, 100),))
    assert opened(given).size == (200, 400)
    assert dark(given, 100, 20) and not dark(given, 100, 60)


def test_a_large_picture_is_made_small_enough_for_a_page() -> None:
    assert max(opened(masked(picture((3000, 1000)), ())).size) == 1600
    assert opened(masked(picture((300, 100)), ())).size == (300, 100)


def test_the_same_picture_and_masks_give_the_same_bytes() -> None:
    one = (Mask(1, 2, 30, 40),)
    assert masked(picture(), one) == masked(picture(), one) != masked(picture(), ())


@pytest.mark.parametrize(
    "words", ["1,2,3", "a,b,c,d", "0,0,0,10", "0,0,10,0", "990,0,20,10", "0,0,1001,5", "-1,0,5,5", "1,2,3,4;"]
)
def test_a_place_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(Refused, match="is no place within the picture"):
        masks_of(words)


def test_masks_are_kept_as_they_are_typed() -> None:
    assert words_of(masks_of("1,2,3,4  990,990,10,10")) == "1,2,3,4 990,990,10,10"
    assert masks_of("") == ()
    with pytest.raises(Refused, match=f"takes {MOST} masks"):
        masks_of(" ".join(["1,2,3,4"] * (MOST + 1)))


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(Refused, match="cannot be drawn"):
        masked(b"GIF89a no picture", ())


def test_the_box_is_seen_on_the_small_copy() -> None:
    shown = Image.open(io.BytesIO(outlined(picture(), (), Mask(250, 250, 500, 500)))).convert("RGB")
    assert shown.getpixel((80, 60)) == (255, 255, 0) and shown.getpixel((160, 80)) != (255, 255, 0)
