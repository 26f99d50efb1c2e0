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

from extractors.page import Box, Drawn
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


class Glances:
    """Looks at what the pages of a file show without their text.

    Two questions are asked of most covers, and unpacking a picture takes longer than answering both: what it looks
    like is kept until another is asked for. Raises a `DocumentError` where the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last: tuple[tuple[int, Box | None], NDArray[np.uint8], float] | None = None

    def pixels(self, number: int, box: Box | None = None) -> Drawn:
        """Page `number` (from 1), or its part `box` (points), as pixels, and how many of them make a point."""
        if self._last is None or self._last[0] != (number, box):
            self._last = ((number, box), *self._seen(number, box))
        return self._last[1], self._last[2]

    def _seen(self, number: int, box: Box | None) -> Drawn:
        with open_document(self._path) as document, closing(document[number - 1]) as loaded:
            page: Any = loaded
            for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                raw.FPDFPageObj_SetIsActive(text, False)
            width, height = page.get_size()
            part = box or Box(0.0, 0.0, width, height)
            scale = LONGEST / max(part.width, part.height, 1.0)
            around = (part.x0, height - part.bottom, width - part.x1, part.top)
            pixels = page.render(scale=scale, crop=around, no_smoothimage=True, may_draw_forms=False).to_numpy()
            return pixels, scale


def may_hold_lines(glances: Glances, number: int, box: Box | None = None) -> bool:
    """Whether page `number` (from 1), or its part `box` (points), shows strokes enough for lines of text.

    The text that is printed over its pictures does not count.
    """
    # every other row does: the lowest letters that are found are four pixels high
    stroke = strokes_in(glances.pixels(number, box)[0][::2])
    return int(np.count_nonzero(stroke[1:] != stroke[:-1])) >= FEWEST


def strokes_in(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which pixels (height, width, channels) are darker, or lighter, than what lies to their left and to their right.

    In any channel. Where strokes end tells a page of letters from the few long lines of a frame.
    """
    height, width, channels = pixels.shape
    # side by side, since numpy is slow along an axis of three
    values = pixels.reshape(height, -1).astype(np.int16)
    found = np.zeros(values.shape, dtype=np.bool_)
    for reach in (r * channels for r in REACHES if 2 * r < width):
        step = values[:, reach:] - values[:, :-reach]
        up, down = step > CONTRAST, step < -CONTRAST
        found[:, reach:-reach] |= (up[:, :-reach] & down[:, reach:]) | (down[:, :-reach] & up[:, reach:])
    return np.asarray(np.logical_or.reduce([found[:, c::channels] for c in range(channels)]), dtype=np.bool_)
