"""The colours painted in a straightened picture: cells by their commonest pixels, bands by their outlines."""

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from extractors.page import Box, Fill, Mark
from extractors.picture.engine import Image
from extractors.picture.parts import parts_of

# In points: what is left out along a cell's edges, and the smallest coloured shape that is no letter.
INSET, SMALLEST = 1.4, 4.0
# How far (of 255, in one channel) from white paper a colour must be to be paint rather than shadow or stain.
PAINTED = 14
# A shape darker than this in every channel is writing on a coloured ground.
DARKEST = 140
# Two shades this close (summed over the channels) are one.
SAME = 36
# A shape that fills this part of its box is a rectangle.
RECTANGLE = 0.86
STEPS = 8
# Channels this far apart are a hue; a shade whose darkest channel is above the other is no blurred ink.
HUED, PALE = 20, 150
# Bands are sought in so many colours at most, each this wide in every channel; in points, the side of the smallest area
# of one colour, and the thinnest band.
MOST_COLOURS, SHADE, LEAST_BAND, THINNEST_BAND = 16, 26, 10.0, 7.0


def cell_fills(pixels: Image, per_point: float, cells: Iterable[Box]) -> tuple[list[Fill], list[Mark]]:
    """The ground colour of each cell (points) that is not white, and coloured shapes inside white or painted cells."""
    fills: list[Fill] = []
    marks: list[Mark] = []
    for order, box in enumerate(cells):
        patch, x0, top = _inside(pixels, per_point, box)
        if patch.size == 0:
            continue
        ground = ground_of(patch)
        if 255 - ground.min() >= PAINTED:
            fills.append(Fill(box, _hex(ground), 2 * order))
        mark = _shape(patch, ground, per_point)
        if mark is not None:
            (x, y, w, h), colour = mark
            place = Box(
                (x0 + x) / per_point, (top + y) / per_point, (x0 + x + w) / per_point, (top + y + h) / per_point
            )
            marks.append(Mark(place, _hex(colour), 2 * order + 1))
    return fills, marks


def ground_of(patch: Image) -> np.ndarray:
    """The colour (BGR) that most of the patch has: the median of the pixels near the most common shade."""
    flat = patch.reshape(-1, 3)
    shades = (flat // STEPS).astype(np.int64)
    keys = (shades[:, 0] << 16) | (shades[:, 1] << 8) | shades[:, 2]
    values, counts = np.unique(keys, return_counts=True)
    common = int(values[counts.argmax()])
    centre = np.array([common >> 16, common >> 8 & 255, common & 255]) * STEPS + STEPS // 2
    near = flat[np.abs(flat.astype(np.int16) - centre).sum(axis=1) <= SAME]
    return np.median(near if len(near) else flat, axis=0)


def bands(pixels: Image, per_point: float, outside: Iterable[Box]) -> list[Fill]:
    """Painted rectangles, of the size of a heading or a row at least, that lie in none of the boxes `outside`."""
    scale = min(1.0, 2.0 / per_point)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    per = per_point * scale
    small = cv2.medianBlur(small, 5)
    channels = cv2.split(small)
    painted = (255 - cv2.min(cv2.min(channels[0], channels[1]), channels[2]) >= PAINTED).astype(np.uint8)
    side = max(3, round(SMALLEST * 1.5 * per)) | 1
    painted = cv2.morphologyEx(painted, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    fills: list[Fill] = []
    held = list(outside)
    left = painted > 0
    least = (LEAST_BAND * per) ** 2
    for _ in range(MOST_COLOURS):
        if left.sum() < least:
            break
        ground = ground_of(np.asarray(small[left][None], dtype=np.uint8))
        mine = left & _near(channels, ground)
        if mine.sum() < least:
            break
        left &= ~mine
        mask = cv2.morphologyEx(mine.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
        _, parts = parts_of(np.asarray(mask, dtype=np.uint8), diagonal=False)
        for x, y, w, h, area in parts[1:]:
            box = Box(float(x / per), float(y / per), float((x + w) / per), float((y + h) / per))
            if min(box.width, box.height) < THINNEST_BAND or area < RECTANGLE * w * h:
                continue
            if not any(box.overlap(o) > 0.5 * box.width * box.height for o in held):
                # Its own shade: `ground` is that of all its like, and a legend's grey is not that of the headings.
                own = ground_of(np.asarray(small[y : y + h, x : x + w], dtype=np.uint8))
                fills.append(Fill(box, _hex(own), len(fills)))
    return fills


def _near(channels: Sequence[np.ndarray], colour: np.ndarray) -> np.ndarray:
    """Where every one of the channels is within `SHADE` of the colour's."""
    # One channel after the other: several times faster than over the last axis of a picture.
    near = [(c >= v - SHADE) & (c <= v + SHADE) for c, v in zip(channels, colour.tolist(), strict=True)]
    return near[0] & near[1] & near[2]


def is_paint(fill: Fill) -> bool:
    """Whether a painted rectangle cannot be black ink that a poor scan blurs: it has a hue, or is large and pale."""
    channels = [int(fill.colour[i : i + 2], 16) for i in (1, 3, 5)]
    pale = min(channels) >= PALE and min(fill.box.width, fill.box.height) >= LEAST_BAND
    return pale or max(channels) - min(channels) >= HUED


def is_grey(pixels: Image) -> bool:
    """Whether the picture has no colour at all."""
    small = cv2.resize(pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA).astype(np.int16)
    return float(np.percentile(small.max(axis=2) - small.min(axis=2), 99.8)) < 14


def _inside(pixels: Image, per_point: float, box: Box) -> tuple[Image, int, int]:
    x0, top = round((box.x0 + INSET) * per_point), round((box.top + INSET) * per_point)
    x1, bottom = round((box.x1 - INSET) * per_point), round((box.bottom - INSET) * per_point)
    return pixels[max(top, 0) : max(bottom, 0), max(x0, 0) : max(x1, 0)], max(x0, 0), max(top, 0)


def _shape(patch: Image, ground: np.ndarray, per_point: float) -> tuple[tuple[int, int, int, int], np.ndarray] | None:
    """The largest shape in a colour of its own, too thick to be writing: its box (pixels) and its colour."""
    side = max(3, round(SMALLEST * per_point * 0.75))
    if min(patch.shape[:2]) <= side:
        return None
    spread = patch.max(axis=2).astype(np.int16) - patch.min(axis=2)
    other = np.abs(patch.astype(np.int16) - ground.astype(np.int16)).sum(axis=2) > 2 * SAME
    mask = ((spread > 40) & other).astype(np.uint8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    labels, parts = parts_of(np.asarray(mask, dtype=np.uint8))
    if len(parts) < 2:
        return None
    n = max(range(1, len(parts)), key=lambda i: parts[i][4])
    x, y, w, h, area = parts[n]
    colour = np.median(patch[labels == n], axis=0)
    if area < 0.5 * w * h or colour.max() < DARKEST or _darkened(ground, colour):
        return None
    return (x, y, w, h), colour


def _darkened(ground: np.ndarray, colour: np.ndarray) -> bool:
    """Whether a colour is its painted ground, only darker: black letters that a coarse scan blurs into the ground."""
    part = float(colour.max()) / max(float(ground.max()), 1.0)
    painted = 255 - ground.min() >= PAINTED
    return bool(painted and part < 1 and np.abs(colour - part * ground).sum() <= SAME)


def _hex(bgr: np.ndarray) -> str:
    b, g, r = (round(float(v)) for v in bgr)
    return f"#{r:02x}{g:02x}{b:02x}"
