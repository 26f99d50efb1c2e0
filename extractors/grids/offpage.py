"""Rows whose text or whose lines go on beyond the page's edge: what is printed of them is a part."""

import numpy as np

from extractors.grids.grid import Grid
from extractors.page import Page

FLAG = "cut_off"
RUNS_OFF = "the lines of its table run off the page"
# Lines that begin so far inside the page, in points, and end on its other side, this near its edge, run off it: a table
# that is to fill the page begins at its edge as well. So many level ones are a table's.
INSIDE, AT_EDGE, LEVEL_LINES = 10.0, 0.5, 3


def flag_off_page(page: Page, grid: Grid) -> None:
    """Flag the outermost cells of the rows of `grid` that go on off the page: beside their texts, or by their lines."""
    g = page.glyphs
    level = g.ink & (g.y_mid > grid.box.top) & (g.y_mid < grid.box.bottom)
    for side, off, lined in (
        ("left", level & (g.x_mid < 0), _runs_off(page, grid, right=False)),
        ("right", level & (g.x_mid > page.width), _runs_off(page, grid, right=True)),
    ):
        texts = {int(n) for n in np.searchsorted(grid.ys, g.y_mid[off], side="right") - 1}
        for row in range(grid.rows) if lined else texts:
            cells = [c for c in grid.cells if c.row <= row < c.row + c.row_span and g.ink[c.glyphs].any()]
            outermost = max(cells, key=lambda c: c.column if side == "right" else -c.column, default=None)
            if outermost is not None and outermost.flag is None:
                outermost.flag = FLAG
                outermost.flag_detail = (
                    f"text of its row lies off the page on its {side}, which nobody sees in print"
                    if row in texts
                    else f"{RUNS_OFF} on its {side}, where columns may be cut off"
                )


def _runs_off(page: Page, grid: Grid, *, right: bool) -> bool:
    """Whether the level lines of `grid` begin inside the page and run off it on one side, where no line closes them."""
    edge, other = (page.width, grid.box.x0) if right else (0.0, page.width - grid.box.x1)
    reach = grid.box.x1 if right else grid.box.x0
    if abs(reach - edge) > AT_EDGE or other < INSIDE:
        return False
    beside = [r for r in page.rulings if grid.box.top - 1 <= (r.at if r.horizontal else r.start) <= grid.box.bottom + 1]
    ends = [r for r in beside if r.horizontal and abs((r.end if right else r.start) - edge) <= AT_EDGE]
    return len(ends) >= LEVEL_LINES and not any(not r.horizontal and abs(r.at - edge) <= AT_EDGE for r in beside)
