"""Letters and figures that a recogniser takes for each other, told apart by how wide their ink is for its height.

A recogniser reads `O11` as `011` with hardly a doubt, for figures mostly stand beside figures. An O is about as wide as
it is high (0.83 to 1.00 in 60 of them on scans of 150 to 240 dpi); a nought is not (0.55 to 0.75 in Arial, Calibri,
Times New Roman and Verdana). A capital I without feet is a stroke (0.11 to 0.16), a figure 1 with its flag is not (0.38
and more). Typefaces differ, so each page's own figures have to bear that out first.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.picture.chars import ReadChar
from extractors.picture.lines import ReadLine

ROUND, UPRIGHT = 0.82, 0.75
STROKE, FLAGGED = 0.2, 0.3
# So many figures of a page tell what its typeface is like; a typeface whose 1 has a flag shows it in this part of them
# even where I are among them.
ENOUGH, MANY = 4, 0.25


def told_by_shape(lines: Sequence[ReadLine]) -> tuple[ReadLine, ...]:
    """A page's lines with every O that was read as a nought, and every I that was read as a 1, put right.

    A nought that is rounder than any inside a number stays in doubt where the typeface's are rather round themselves.

    An I stays in doubt, since a small l and a bar are strokes too, and so does a 1 that is hardly more than one.
    """
    noughts = _noughts(lines)
    ones = [c.shape for line in lines for c in line.chars if c.text == "1" and c.shape > 0]
    upright = len(noughts) >= ENOUGH and float(np.median(noughts)) <= UPRIGHT
    flagged = len(ones) >= ENOUGH and float(np.mean(np.array(ones) >= FLAGGED)) >= MANY

    def told(char: ReadChar) -> ReadChar:
        if upright and char.text == "0" and char.shape >= ROUND:
            return replace(char, text="O", mended="alike")
        if len(noughts) >= ENOUGH and char.text == "0" and char.shape > max(ROUND, *noughts):
            return replace(char, agreed=False)
        if flagged and char.text == "1" and 0 < char.shape < FLAGGED:
            return replace(char, text="I" if char.shape <= STROKE else "1", agreed=False)
        return char

    return tuple(_with(line, told) for line in lines)


def _noughts(lines: Sequence[ReadLine]) -> list[float]:
    """How wide the noughts inside numbers are: one that begins a code may be the letter (`O11`) that is to be told."""
    pairs = ((before, c) for line in lines for before, c in pairwise(line.chars))
    return [c.shape for before, c in pairs if c.text == "0" and c.shape > 0 and before.text.isdigit() and not c.spaced]


def _with(line: ReadLine, told: Callable[[ReadChar], ReadChar]) -> ReadLine:
    chars = tuple(told(char) for char in line.chars)
    return line if chars == line.chars else replace(line, chars=chars)
