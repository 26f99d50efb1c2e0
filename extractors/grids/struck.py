"""Letters with a line through them: text struck out, as in a document printed with its changes still marked."""

import numpy as np

from extractors.grids.grid import Grid
from extractors.page import Page

FLAG = "struck_through"
# A line this near to the edge of a row, in points, is drawn as the edge.
EDGE = 1.5
# A line runs through letters this far above their baseline, in parts of their size: underlines run below it, and the
# bars over letters above their middle.
LOWEST, HIGHEST = 0.12, 0.45
# It is no longer than what it strikes out by more than a space at either end, in parts of the size, and strikes so many
# letters at least.
LONGER, FEWEST = 0.5, 2
# At most this many characters of what is struck out are told.
TOLD = 60


def struck_out(page: Page, grid: Grid) -> dict[int, str]:
    """What is struck out in the grid's cells, by the place of the cell in `grid.cells`.

    Pages read from pictures tell of their own lines through letters.
    """
    levels = [r for r in page.rulings if r.horizontal and grid.box.contains((r.start + r.end) / 2, r.at)]
    if page.scanned or not levels:
        return {}
    at = np.array([r.at for r in levels])
    inside = np.abs(at[:, None] - np.array(grid.ys)).min(axis=1) > EDGE
    if not inside.any():
        return {}
    g = page.glyphs
    struck = np.zeros(len(g), dtype=np.bool_)
    for ruling in (r for r, free in zip(levels, inside.tolist(), strict=True) if free):
        above = g.baseline - ruling.at
        through = g.ink & (g.turn == 0) & (above > LOWEST * g.size) & (above < HIGHEST * g.size)
        through &= (g.x_mid > ruling.start) & (g.x_mid < ruling.end)
        own = np.flatnonzero(through)
        if len(own) >= FEWEST:
            slack = LONGER * float(g.size[own].max())
            if g.x0[own].min() < ruling.start + slack and g.x1[own].max() > ruling.end - slack:
                struck |= through
    if not struck.any():
        return {}
    found = {n: c.glyphs[struck[c.glyphs]] for n, c in enumerate(grid.cells)}
    return {n: g.string(own)[:TOLD] for n, own in found.items() if len(own)}
