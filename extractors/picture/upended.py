"""Text that runs up or down the page, as headings of narrow columns do, put level and read."""

from typing import NamedTuple

import cv2
import numpy as np

from extractors.picture.engine import Char, Image, read_line
from extractors.picture.pixels import darkest

# So far (of 255) ink stands off the usual shade of its box, and this part of its height is left around it.
INK, MARGIN = 60, 0.15
# What runs up or down has so many letters at least, each this probable in the mean: a level figure on its side is a
# single sign, a level word gibberish.
LETTERS, SURE = 2, 0.85


class Upended(NamedTuple):
    """Text that runs up (`turn` 1, in quarter turns anticlockwise) or down (3): its characters along it.

    `box` is where it lies in the crop (x0, top, x1, bottom in pixels), `level` its pixels put level.
    """

    turn: int
    box: tuple[int, int, int, int]
    level: Image
    chars: list[Char]


def read_upended(crop: Image) -> Upended | None:
    """What runs up or down in a crop without rulings (BGR); None where nothing legible does."""
    box = _inked(crop)
    if box is None:
        return None
    x0, top, x1, bottom = box
    found: list[Upended] = []
    for turn in (1, 3):
        level = np.ascontiguousarray(np.rot90(crop[top:bottom, x0:x1], -turn))
        found.append(Upended(turn, box, level, read_line(level)))
    best = max(found, key=lambda one: sureness(one.chars))
    letters = sum(c.text.isalnum() for c in best.chars)
    return best if letters >= LETTERS and sureness(best.chars) >= SURE else None


def sureness(chars: list[Char]) -> float:
    """The mean of the characters' probabilities; 0 where there are none."""
    return float(np.mean([c.probability for c in chars])) if chars else 0.0


def _inked(crop: Image) -> tuple[int, int, int, int] | None:
    """The box of all ink in the crop, with a margin; None where there is none to speak of."""
    grey = darkest(crop)
    ink = np.abs(grey.astype(np.int16) - int(np.median(grey))) > INK
    # A single row or column of ink is the rest of a ruling.
    ink = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)) > 0
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) < 4 or len(columns) < 4:
        return None
    more = max(1, round(MARGIN * (columns[-1] - columns[0])))
    height, width = ink.shape
    return (
        max(0, int(columns[0]) - more),
        max(0, int(rows[0]) - more),
        min(width, int(columns[-1]) + 1 + more),
        min(height, int(rows[-1]) + 1 + more),
    )
