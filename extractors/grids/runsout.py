"""Texts that run out of the last row of a lattice, over the line that closes it: where a page parts a row, mostly."""

import numpy as np

from extractors.grids.grid import Grid
from extractors.page import Ints, Page

FLAG = "stray_row"
# Letters reach over the line by so many points at least: between the lines of two texts there is less.
OVER = 0.5
# They begin as far from the left edge as the texts of their cell do, to so many points.
SAME_EDGE = 3.0


def flag_run_out(page: Page, grid: Grid, loose: Ints) -> None:
    """Flag the cells of the last row of `grid` under which a text outside all tables (`loose`) begins in the row."""
    g = page.glyphs
    if grid.reading != "ruled" or not len(loose):
        return
    out = loose[g.ink[loose] & (g.top[loose] < grid.box.bottom - OVER) & (g.y_mid[loose] >= grid.box.bottom)]
    for cell in (c for c in grid.cells if c.row + c.row_span == grid.rows and c.flag is None and len(c.glyphs)):
        own = out[(g.x_mid[out] > cell.box.x0) & (g.x_mid[out] < cell.box.x1)]
        if len(own) and abs(g.x0[own].min() - g.x0[cell.glyphs].min()) < SAME_EDGE:
            cell.flag = FLAG
            cell.flag_detail = f"a text runs out of it at its foot: {g.string(np.sort(own)).strip()[:60]}"
