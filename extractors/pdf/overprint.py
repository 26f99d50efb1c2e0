"""Glyphs that nobody reads with the others: bold made by printing twice, white text on white paper, watermarks."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.page import Box, Drawn, Glyphs

# A text printed again within this many points of itself is the same text made bolder.
SHIFT = 0.8
# The part of a text object's letters that must meet their like for it to be printed again.
WHOLE = 0.8
# A text this many times as large as most of the page's, over the middles of so many of its letters, is a watermark.
WATERMARK, COVERED = 2.5, 3
# The letters of a slanted text each stand so many font sizes higher or lower than the one before.
SLANT = 0.15
# The part of the font size that capitals rise above the baseline.
CAPITALS = 0.7
WHITE = 0xFFFFFF
# A pixel darker than this in any channel is coloured; this part of a text's place must be for white letters to show.
NEARLY_WHITE, COLOURED = 240, 0.2


def seen(glyphs: Glyphs, painted: Sequence[Box], drawn: Callable[[], Drawn]) -> NDArray[np.bool_]:
    """For each glyph whether a reader sees it as a text of its own.

    `painted` are the areas (points) that anything but white is painted on: fills, marks and pictures, on which white
    text shows. `drawn` gives the page as pixels (height, width, channels) and how many make a point; it is asked only
    where white text lies on none of them, since patterns and gradients are no fills.
    """
    keep = ~_twins(glyphs) & ~_watermarks(glyphs)
    if not len(glyphs):
        return keep
    bounds = [0, *(np.flatnonzero(np.diff(glyphs.order)) + 1).tolist(), len(glyphs)]
    picture: Drawn | None = None
    for n in np.flatnonzero(glyphs.colour[bounds[:-1]] == WHITE).tolist():
        part = slice(bounds[n], bounds[n + 1])
        if glyphs.ink[part].any() and not _on_paint(glyphs, part, painted):
            picture = picture or drawn()
            keep[part] = _shows(glyphs, part, *picture)
    return keep


def _twins(g: Glyphs) -> NDArray[np.bool_]:
    """For each glyph whether another text object has already printed the same letter on the spot."""
    twins = np.zeros(len(g), dtype=np.bool_)
    by_place = np.lexsort((g.order, g.x0, np.round(g.baseline)))
    first, second = by_place[:-1], by_place[1:]
    near = (np.abs(g.x0[second] - g.x0[first]) < SHIFT) & (np.abs(g.baseline[second] - g.baseline[first]) < SHIFT)
    near &= (g.order[first] != g.order[second]) & g.ink[first]
    for i, j in zip(first[near].tolist(), second[near].tolist(), strict=True):
        if g.text[i] == g.text[j]:
            twins[max(i, j)] = True
    # text that runs into its neighbour's may meet a letter of its own kind: only whole texts are printed twice
    for order in np.unique(g.order[twins]).tolist():
        mine = (g.order == order) & g.ink
        if twins[mine].mean() < WHOLE:
            twins[mine] = False
    return twins


def _watermarks(g: Glyphs) -> NDArray[np.bool_]:
    """For each glyph whether it is of a text printed large across others, or aslant: `DRAFT` over a whole page."""
    mark = np.zeros(len(g), dtype=np.bool_)
    if not g.ink.any():
        return mark
    large = g.ink & (g.size >= WATERMARK * float(np.median(g.size[g.ink])))
    small = np.flatnonzero(g.ink & ~large)
    for order in np.unique(g.order[large]).tolist():
        own = large & (g.order == order)
        across = (g.x_mid[small] >= g.x0[own][:, None]) & (g.x_mid[small] <= g.x1[own][:, None])
        level = g.baseline[own][:, None]
        across &= (g.y_mid[small] <= level) & (g.y_mid[small] >= level - CAPITALS * g.size[own][:, None])
        if across.any(axis=0).sum() >= COVERED or _is_slanted(g, own):
            mark |= g.order == order
    return mark


def _on_paint(g: Glyphs, part: slice, painted: Sequence[Box]) -> bool:
    middle = (part.start + part.stop) // 2
    x, y = float(g.x_mid[middle]), float(g.y_mid[middle])
    return any(box.contains(x, y, 1.0) for box in painted)


def _shows(g: Glyphs, part: slice, pixels: NDArray[np.uint8], per_point: float) -> bool:
    """Whether anything but white is seen where the glyphs stand."""
    left, right = int(g.x0[part].min() * per_point), int(g.x1[part].max() * per_point) + 1
    top, bottom = int(g.top[part].min() * per_point), int(g.bottom[part].max() * per_point) + 1
    patch = pixels[max(top, 0) : bottom, max(left, 0) : right]
    return bool(patch.size) and float((patch.min(axis=2) < NEARLY_WHITE).mean()) > COLOURED


def _is_slanted(g: Glyphs, own: NDArray[np.bool_]) -> bool:
    """Whether letters of one text climb or fall from each to the next."""
    steps = np.diff(g.baseline[own]) / g.size[own][1:]
    on = np.abs(np.diff(g.x_mid[own])) > SLANT * g.size[own][1:]  # what is turned by a quarter stays where it is
    return len(steps) > 1 and bool(on.all() and ((steps > SLANT).all() or (steps < -SLANT).all()))
