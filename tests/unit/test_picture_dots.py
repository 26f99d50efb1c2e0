"""Dots that stand for shades in one-bit scans become shades; letters and thresholds stay as they are."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from extractors.picture.dots import without_dots

PER_POINT = 300 / 72
# Grey cells, left white in the middle, where a word and a line stand.
CELL, CLEAR = (slice(20, 120), slice(20, 380)), (slice(160, 290), slice(20, 380))


def page() -> Image.Image:
    picture = Image.new("L", (400, 300), 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 400, 140), fill=190)
    draw.text((40, 180), "Green", fill=0, font_size=40)
    draw.line((20, 270, 380, 270), fill=0, width=2)
    return picture


def pixels(picture: Image.Image) -> NDArray[np.uint8]:
    return np.repeat(np.asarray(picture.convert("L"))[:, :, None], 3, axis=2)


def test_scattered_dots_become_the_shade_that_they_stand_for() -> None:
    dotted = pixels(page().convert("1"))
    shades = without_dots(dotted, PER_POINT)
    assert set(np.unique(dotted)) == {0, 255}
    assert abs(float(np.median(shades[CELL])) - 190) < 25
    assert float(shades[CELL].std()) < 50 < float(dotted[CELL].std())
    assert (shades[CLEAR] == dotted[CLEAR]).all()


def test_a_picture_cut_at_a_threshold_and_one_in_grey_stay_as_they_are() -> None:
    cut = np.where(pixels(page()) > 128, 255, 0).astype(np.uint8)
    assert without_dots(cut, PER_POINT) is cut
    grey = pixels(page())
    assert without_dots(grey, PER_POINT) is grey
