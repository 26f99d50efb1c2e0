"""What the ink of a text line looks like: where it lies, how thick its strokes are, where its gaps are. Pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.picture.engine import Image

# The part of the way from ground to ink at which a pixel is ink.
HALFWAY = 0.42
# How far letters reach above and below the baseline in font sizes, the same within 3 parts in 100 in Arial, Calibri,
# Times New Roman and Verdana; a letter named nowhere is as high as an x and stands on the baseline.
SMALL = 0.53
RISE = {0.72: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789bdfhijkl()[]{}/|\\!?&%£$€#@'\"‘’“”", 0.66: "t"}
FALL = {0.21: "gjpqy()[]{}|/\\@", 0.14: ",;"}
_RISE = {letter: height for height, letters in RISE.items() for letter in letters}
_FALL = {letter: depth for depth, letters in FALL.items() for letter in letters}
# White rows between the dot of an i and its stem, as part of the crop's height.
DOT = 0.12
# A row with less than this part of the densest row's ink is no longer the line's.
FAINT = 0.012


@dataclass(frozen=True)
class Ink:
    """A line's ink: the rows that hold it (`top` to `bottom`, from the crop's top) and the strokes' thickness."""

    top: int
    bottom: int
    stroke: float

    @property
    def height(self) -> int:
        """How high the ink stands, in pixels."""
        return self.bottom - self.top

    def em(self, text: str) -> float:
        """The font size in pixels of a line that reads `text`, by how high its letters stand."""
        rise = max((_RISE.get(letter, SMALL) for letter in text), default=SMALL)
        return max(self.height / (rise + depth_of(text)), 4.0)


Columns = NDArray[np.bool_]


# A letter's ink lies within this part of the line's height of where the network saw it.
NEAR = 0.25


def gap(columns: Columns, left: float, right: float) -> float:
    """The longest stretch without ink between two places; `columns` says of every column whether it holds any."""
    part = columns[max(0, int(left)) : int(right) + 1]
    best = run = 0
    for inked in part:
        run = 0 if inked else run + 1
        best = max(best, run)
    return float(best)


def shape_at(mask: NDArray[np.uint8], parts: Sequence[tuple[int, ...]], place: float) -> float:
    """How wide the ink of the letter at `place` is for its height; 0 where none stands by itself there.

    `parts` are those of `mask`, the line's ink.
    """
    height = mask.shape[0]
    near = [p for p in parts[1:] if p[3] > height / 4 and p[0] - NEAR * height < place < p[0] + p[2] + NEAR * height]
    if not near:
        return 0.0
    x, _, w, h, _ = min(near, key=lambda p: abs(p[0] + p[2] / 2 - place))
    return w / h if abs(x + w / 2 - place) < NEAR * height + w / 2 and w < 1.3 * h else 0.0


def ink_of(crop: Image) -> tuple[Ink, NDArray[np.uint8]]:
    """The ink of a line's crop (BGR), dark on light or light on dark, and its pixels."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY).astype(np.int16)
    counts = np.bincount(grey.ravel() // 8, minlength=32)
    ground = int(counts.argmax()) * 8 + 4
    away = np.abs(grey - ground)
    strongest = float(np.percentile(away, 99))
    mask = away > max(HALFWAY * strongest, 12)
    rows = mask.sum(axis=1)
    top, bottom = _stretch(rows)
    mask[:top] = mask[bottom:] = False
    body = mask.astype(np.uint8)
    edge = body - cv2.erode(body, np.ones((3, 3), np.uint8))
    stroke = 2 * float(body.sum()) / max(float(edge.sum()), 1.0)
    return Ink(top, bottom, stroke), mask.astype(np.uint8)


def _stretch(rows: NDArray[np.int64]) -> tuple[int, int]:
    """The stretch of inked rows around the densest ones: ink of the lines above and below is left out."""
    if not rows.any():
        return 0, len(rows)
    limit = max(1.0, FAINT * float(rows.max()))
    middle = int(np.average(np.arange(len(rows)), weights=rows))
    if rows[middle] < limit:
        middle = int(rows.argmax())
    inked = np.flatnonzero(rows >= limit)
    parts = np.split(inked, np.flatnonzero(np.diff(inked) > 1 + DOT * len(rows)) + 1)
    mine = min(parts, key=lambda p: 0 if p[0] <= middle <= p[-1] else min(abs(p[0] - middle), abs(p[-1] - middle)))
    return int(mine[0]), int(mine[-1]) + 1


def depth_of(text: str) -> float:
    """How far the letters of `text` reach below the baseline, in font sizes."""
    return max((_FALL.get(letter, 0.0) for letter in text), default=0.0)
