"""Rows whose text goes on beyond the page's edge: what is printed of them is a part."""

import numpy as np

from extractors.grids.grid import Grid
from extractors.page import Page

FLAG = "cut_off"


def flag_off_page(page: Page, grid: Grid) -> None:
    """Flag the outermost cells of the rows of `grid` beside which text lies off the page: theirs, in all likelihood."""
    g = page.glyphs
    level = g.ink & (g.y_mid > grid.box.top) & (g.y_mid < grid.box.bottom)
    for last, off in ((False, level & (g.x_mid < 0)), (True, level & (g.x_mid > page.width))):
        heights = g.y_mid[off]
        for row in {int(n) for n in np.searchsorted(grid.ys, heights, side="right") - 1}:
            cells = [c for c in grid.cells if c.row <= row < c.row + c.row_span and g.ink[c.glyphs].any()]
            outermost = max(cells, key=lambda c: c.column if last else -c.column, default=None)
            if outermost is not None and outermost.flag is None:
                side = "right" if last else "left"
                outermost.flag = FLAG
                outermost.flag_detail = f"text of its row lies off the page on its {side}, which nobody sees in print"
