"""Pages whose text runs up or down or stands on its head, though nothing says that the page is turned."""

import numpy as np

from extractors.page import Box, Glyphs, Straightened

# A page of at least so many letters is turned when this part of them run the same way, and not from left to right.
ENOUGH, MOST = 60, 0.8


def quarter_turns(glyphs: Glyphs) -> int:
    """By how many quarters clockwise the page has to be turned for most of its text to be upright; 0 mostly."""
    turns = np.bincount(glyphs.turn[glyphs.ink], minlength=4)
    usual = int(turns.argmax())
    return usual if turns.sum() >= ENOUGH and turns[usual] >= MOST * turns.sum() else 0


def turned_back(turns: int, width: float, height: float) -> Straightened:
    """How a page turned clockwise by so many quarters leads back to the displayed one of `width` and `height`."""
    sides = (width, height) if turns == 2 else (height, width)
    matrices = {
        1: (0.0, 1.0, 0.0, -1.0, 0.0, height),
        2: (-1.0, 0.0, width, 0.0, -1.0, height),
        3: (0.0, -1.0, width, 1.0, 0.0, 0.0),
    }
    return Straightened(Box(0.0, 0.0, *sides), matrices[turns])
