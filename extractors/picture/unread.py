"""Ink that no line accounts for: what the finder of lines missed, so that nothing written is passed over in silence."""

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.picture.engine import Image
from extractors.picture.lines import PixelBox, ReadLine
from extractors.picture.parts import parts_of

# Looked at with so many pixels per point: enough to see a full stop.
FINE = 1.6
# In points: letters are this high and this wide at least, and no higher than this; parts this close are one word.
LOWEST, NARROWEST, HIGHEST, NEAR = 4.0, 1.0, 26.0, 4.0
# The ground is the usual shade within this many points.
GROUND = 15.0
# How far (of 255) ink stands off its ground.
INK = 70
# How far beyond its box, in points, a line's ink may reach.
REACH = 1.5
# More places than this are a photograph or a drawing, or a page that cannot be read: none of them is tried by itself.
MOST = 120


def unread_places(pixels: Image, per_point: float, lines: list[ReadLine], rulings: NDArray[np.uint8]) -> list[PixelBox]:
    """Boxes (pixels) of what looks written and lies in no line; one for all of them where they are too many.

    `rulings` is the mask of the ruled lines.
    """
    scale = min(1.0, FINE / per_point)
    per = per_point * scale
    grey = cv2.cvtColor(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    ground = cv2.medianBlur(grey, round(GROUND * per) | 1)
    ink = (cv2.absdiff(grey, ground) > INK).astype(np.uint8)
    lined = cv2.resize(rulings, (ink.shape[1], ink.shape[0]), interpolation=cv2.INTER_AREA) > 0
    ink[cv2.dilate(lined.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0] = 0
    more = REACH * per
    for line in lines:
        x0, top, x1, bottom = (v * scale for v in line.box)
        ink[max(0, int(top - more)) : int(bottom + more) + 1, max(0, int(x0 - more)) : int(x1 + more) + 1] = 0
    joined = cv2.dilate(ink, np.ones((1, max(1, round(NEAR * per))), np.uint8))
    _, parts = parts_of(np.asarray(joined, dtype=np.uint8))
    places: list[PixelBox] = []
    for x, y, w, h, _ in parts[1:]:
        height, width = h / per, w / per - NEAR
        if LOWEST <= height <= HIGHEST and width >= NARROWEST:
            edge = max(2.0, 0.2 * h)
            box = ((x - edge) / scale, (y - edge) / scale, (x + w + edge) / scale, (y + h + edge) / scale)
            places.append((round(box[0]), round(box[1]), round(box[2]), round(box[3])))
    if len(places) <= MOST:
        return places
    x0, top, x1, bottom = zip(*places, strict=True)
    return [(min(x0), min(top), max(x1), max(bottom))]
