"""Dots of black that stand for shades in a picture of one bit, made shades again.

A scanner of one bit either cuts at a threshold or scatters dots, and scattered dots look like rulings, specks and
letters. Letters and lines outside such areas stay as sharp as they are.
"""

import cv2
import numpy as np

from extractors.picture.engine import Image

# A picture is of one bit where no more than this part of its pixels is neither black nor white.
BETWEEN = 0.01
BLACK, WHITE = 40, 215
# A pixel that is unlike most of its neighbours is a dot; where this part of the pixels within so many points are dots,
# they stand for a shade: scattered dots are 0.1 to 0.4 of a shade's pixels, edges of letters and hairlines 0.05.
AREA, DOTS = 6.0, 0.085
# In points: within this a shade is the mean of its dots.
SPREAD = 0.36


def without_dots(pixels: Image, per_point: float) -> Image:
    """The picture (BGR, so many pixels to a point) with shades where it scatters dots; itself where there are none."""
    grey = np.ascontiguousarray(pixels[:, :, 1])
    if float(((grey > BLACK) & (grey < WHITE)).mean()) > BETWEEN:
        return pixels
    odd = (cv2.absdiff(grey, cv2.medianBlur(grey, 3)) > WHITE - BLACK).astype(np.uint8)
    side = max(3, round(AREA * per_point))
    dotted = (cv2.blur(odd * 255, (side, side)) > DOTS * 255).astype(np.uint8)
    if not dotted.any():
        return pixels
    result = pixels.copy()
    shades = cv2.GaussianBlur(pixels, (0, 0), max(0.8, SPREAD * per_point))
    result[dotted > 0] = shades[dotted > 0]
    return result
