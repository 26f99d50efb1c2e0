"""Glyphs that are in the file but not seen as they stand there: bold made by printing twice, white text on white paper."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.page import Box, Glyphs

# A text printed again within this many points of itself is the same text made bolder.
SHIFT = 0.8
WHITE = 0xFFFFFF


def seen(glyphs: Glyphs, painted: Sequence[Box]) -> NDArray[np.bool_]:
    """For each glyph whether a reader sees it as a text of its own. `painted` are the areas (points) that anything but
    white is painted on: fills, marks and pictures, under which white text shows."""
    keep = np.ones(len(glyphs), dtype=np.bool_)
    if not len(glyphs):
        return keep
    keep[1:] &= ~_twins(glyphs)
    bounds = [0, *(np.flatnonzero(np.diff(glyphs.order)) + 1).tolist(), len(glyphs)]
    before: slice | None = None
    for start, end in zip(bounds[:-1], bounds[1:], strict=True):
        here = slice(start, end)
        if before is not None and _same(glyphs, before, here):
            keep[here] = False
            continue
        before = here
        if glyphs.colour[start] == WHITE and not _on_paint(glyphs, here, painted):
            keep[here] = False
    return keep


def _twins(g: Glyphs) -> NDArray[np.bool_]:
    """For each glyph but the first whether it repeats the one before it on the spot, from another text object."""
    near = (np.abs(np.diff(g.x0)) < SHIFT) & (np.abs(np.diff(g.baseline)) < SHIFT) & (np.diff(g.order) != 0)
    found = np.zeros(len(g) - 1, dtype=np.bool_)
    for i in np.flatnonzero(near).tolist():
        found[i] = g.text[i] == g.text[i + 1] and bool(g.ink[i])
    return found


def _same(g: Glyphs, a: slice, b: slice) -> bool:
    """Whether the text objects print the same letters at the same place."""
    if a.stop - a.start != b.stop - b.start or g.text[a] != g.text[b]:
        return False
    return bool(np.abs(g.x0[a] - g.x0[b]).max() < SHIFT and np.abs(g.baseline[a] - g.baseline[b]).max() < SHIFT)


def _on_paint(g: Glyphs, part: slice, painted: Sequence[Box]) -> bool:
    middle = (part.start + part.stop) // 2
    x, y = float(g.x_mid[middle]), float(g.y_mid[middle])
    return any(box.contains(x, y, 1.0) for box in painted)
