"""A glance at a picture that may hold no writing: without strokes there are no letters to look for.

The network that finds lines of text costs as much as reading ten pages of text, and a second to import; most covers,
which are drawn from a few smooth shapes, need neither.
"""

from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractors.page import Box
from extractors.pdf.pdfium import open_document

# The longer side of the glance in pixels: as many as the finder of lines has.
LONGEST = 1100
# A stroke is darker, or lighter, than what lies this many pixels to its left and to its right. Between them the two
# see strokes of 1 to 7 pixels, those of letters up to 30 points high on a page of A4.
REACHES = (2, 4)
# By so much, of 255: pale grey letters on white differ from it by 40, the noise of a compressed picture by under 10.
CONTRAST = 20
# Pictures whose strokes begin and end in fewer pixels than this hold no six lines of text. Of six lines of eight
# letters that the finder sees, pale and 8 points high, lying on their side, 290 are left, of the same in black 440;
# covers drawn of hills, a badge and a frame have up to 204, a page of a plan 30,000.
FEWEST = 260


def may_hold_lines(path: Path, number: int, box: Box) -> bool:
    """Whether the part `box` (points) of page `number` (from 1) shows strokes enough for lines of text.

    The text that is printed over its pictures does not count. Raises a `DocumentError` where `path` cannot be read.
    """
    with open_document(path) as document, closing(document[number - 1]) as loaded:
        page: Any = loaded
        for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            raw.FPDFPageObj_SetIsActive(text, False)
        scale = LONGEST / max(box.width, box.height, 1.0)
        width, height = page.get_size()
        around = (box.x0, height - box.bottom, width - box.x1, box.top)
        # every other row does: the lowest letters that are found are four pixels high
        pixels = page.render(scale=scale, crop=around, no_smoothimage=True, may_draw_forms=False).to_numpy()[::2]
        return ends_of_strokes(pixels) >= FEWEST


def ends_of_strokes(pixels: NDArray[np.uint8]) -> int:
    """In how many pixels (height, width, channels) upright strokes begin or end, whatever their colour.

    The ends tell a page of letters from the few long lines of a frame.
    """
    stroke = strokes_in(pixels)
    return int(np.count_nonzero(stroke[1:] != stroke[:-1]))


def strokes_in(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which pixels are darker, or lighter, than what lies to their left and to their right, in any channel."""
    height, width, channels = pixels.shape
    # side by side, since numpy is slow along an axis of three
    values = pixels.reshape(height, -1).astype(np.int16)
    found = np.zeros(values.shape, dtype=np.bool_)
    for reach in (r * channels for r in REACHES if 2 * r < width):
        middle, left, right = values[:, reach:-reach], values[:, : -2 * reach], values[:, 2 * reach :]
        found[:, reach:-reach] |= middle > np.maximum(left, right) + CONTRAST
        found[:, reach:-reach] |= middle < np.minimum(left, right) - CONTRAST
    return np.asarray(np.logical_or.reduce([found[:, c::channels] for c in range(channels)]), dtype=np.bool_)
