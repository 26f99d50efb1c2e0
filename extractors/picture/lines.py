"""The text lines of a straightened picture: found, cut at the rulings, and read more than once where need be.

Pixels throughout; `glyphs.py` brings the result onto the page.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.page import Ruling
from extractors.picture.chars import ReadChar, placed, text_of
from extractors.picture.engine import Char, Image, find_lines, read_line
from extractors.picture.ink import Ink, ink_of
from extractors.picture.upended import read_upended, sureness

PixelBox = tuple[int, int, int, int]

# The finder looks at a page with its longer side at most this long: letters stay 8 pixels high on A4 at 8 points.
LOOK = 1600
# A line whose letters are all at least this probable needs no second look: on the visible scans at most 6
# of 2,326 such lines differ from what is printed, before their words settle them.
PLAIN = 0.97
# The second look at a line: taller by this part above and below, and wider by this factor.
TALLER, WIDER = 0.07, 1.12
# A line of so few letters (a code, a figure, a date) has no words to tell a misreading by, and costs little: it is
# always looked at twice more, the last time narrower by this factor.
SHORT, NARROWER = 12, 0.9
# A box this much taller than wide is tried for text that runs up or down the page; one that is not plainly wider than
# tall too where its few letters are less sure than this in the mean: `Q2` on its side reads `2` or `O`.
TALL, SQUARE, FEW, UNSURE = 1.5, 0.55, 4, 0.93
# The finder cuts first and last letters short: a box is widened on either side by this part of its height.
MARGIN = 0.12
# A piece of a line narrower than this part of its height, cut off by a ruling, holds no letter.
SLIVER = 0.22


@dataclass(frozen=True)
class ReadLine:
    """A text line: its box, its characters from left to right, its ink, and what the other looks read.

    `turn` is the direction it is written in, in quarter turns anticlockwise (0: level, 1: upwards, 3: downwards); where
    it is not 0, its characters and its ink are placed on the box put level, from its left edge and its top.
    """

    box: PixelBox
    chars: tuple[ReadChar, ...]
    ink: Ink
    other: str = ""
    turn: int = 0

    @property
    def text(self) -> str:
        """What it reads, with spaces."""
        return "".join((" " if c.spaced else "") + c.text for c in self.chars)


def read_lines(pixels: Image, clean: Image, per_point: float, rulings: tuple[Ruling, ...]) -> list[ReadLine]:
    """Every text line of an upright picture, from top to bottom. `clean` is the same picture without its rulings."""
    upright = [(r.at * per_point, r.start * per_point, r.end * per_point) for r in rulings if not r.horizontal]
    boxes = [part for box in find_lines(pixels, LOOK) for part in _cut(box, upright)]
    boxes.sort(key=lambda b: (b[1], b[0]))
    # Each line is read by itself, on one core: side by side they give the same, and a page read alone takes all cores.
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        lines = list(pool.map(partial(read_at, pixels, clean), boxes))
    return [line for line in lines if line is not None]


def without(pixels: Image, mask: NDArray[np.uint8]) -> Image:
    """The picture with the rulings painted over in the colour beside them."""
    if not mask.any():
        return pixels
    ground = cv2.morphologyEx(pixels, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    wide = cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0
    result = pixels.copy()
    result[wide] = ground[wide]
    return result


def _cut(box: tuple[float, float, float, float], upright: list[tuple[float, float, float]]) -> list[PixelBox]:
    """The box in pieces where upright rulings run through all of it."""
    x0, top, x1, bottom = box
    middle = (top + bottom) / 2
    more = MARGIN * (bottom - top)
    x0, x1 = x0 - more, x1 + more
    cuts = sorted(at for at, start, end in upright if x0 < at < x1 and start < middle < end)
    edges = [x0, *cuts, x1]
    pieces: list[PixelBox] = []
    for left, right in pairwise(edges):
        if right - left > (SLIVER + MARGIN) * (bottom - top):
            pieces.append((round(left), round(top), round(right), round(bottom)))
    return pieces


def read_at(pixels: Image, clean: Image, box: PixelBox) -> ReadLine | None:
    """The line in `box`, None where nothing is read there.

    `clean` is the picture without its rulings: where one runs through the line, both are read, since a ruling hides
    letters and taking it out takes tails of letters with it.
    """
    x0, top, x1, bottom = box
    height, width = pixels.shape[:2]
    x0, top, x1, bottom = max(0, x0), max(0, top), min(width, x1), min(height, bottom)
    if x1 - x0 < 3 or bottom - top < 4:
        return None
    crop, bare = pixels[top:bottom, x0:x1], clean[top:bottom, x0:x1]
    first = read_line(crop)
    if _may_be_upended(first, x1 - x0, bottom - top) and (line := _upended(bare, x0, top, sureness(first))):
        return line
    if not first:
        return None
    more = round((bottom - top) * TALLER)
    above, below = max(0, top - more), min(height, bottom + more)
    looks = [first]
    if (crop != bare).any():
        looks.append(read_line(bare))
    elif len(first) <= SHORT or min(c.probability for c in first) < PLAIN:
        looks.append(read_line(pixels[above:below, x0:x1], WIDER))
    if len(first) <= SHORT:
        looks.append(read_line(clean[above:below, x0:x1], NARROWER))
    # The others never take the place of the first look for a hair.
    best = max(looks, key=lambda look: sureness(look) + (0.01 if look is first else 0.0))
    others = [text_of(look) for look in looks if look is not best]
    if len(best) == 1:
        # Nothing beside a lone letter tells: it is as sure as the least sure of the looks.
        best = [best[0]._replace(probability=min(look[0].probability for look in looks if look))]
    ink, inked = ink_of(bare)
    return ReadLine((x0, top, x1, bottom), tuple(placed(best, others, x0, ink, inked)), ink, " ".join(others))


def _may_be_upended(first: list[Char], wide: int, high: int) -> bool:
    """Whether a box (pixels), whose level look is `first`, may hold text that runs up or down."""
    return high > TALL * wide or (high > SQUARE * wide and len(first) <= FEW and sureness(first) < UNSURE)


def _upended(bare: Image, x0: int, top: int, level: float) -> ReadLine | None:
    """The text that runs up or down in a box without rulings, where it is surer than the `level` look at it."""
    found = read_upended(bare)
    if found is None or sureness(found.chars) <= level:
        return None
    ink, inked = ink_of(found.level)
    left, above, right, below = found.box
    box = (x0 + left, top + above, x0 + right, top + below)
    return ReadLine(box, tuple(placed(found.chars, [], 0, ink, inked)), ink, turn=found.turn)
