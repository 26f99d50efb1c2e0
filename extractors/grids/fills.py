"""Which colour a cell has.

It is that of the last background painted under it, of the pill or circle that stands in it, or of a dot that is its
only text.
"""

import numpy as np

from extractors.grids.grid import Grid, GridCell
from extractors.page import Box, Page
from extractors.pdf.signs import ink_colour
from extractors.printed.geometry import picked

# A background must cover this part of the cell; Word leaves a hairline of white inside the borders.
COVERS = 0.55
# Sides of a status mark in points: smaller is a bullet.
SMALLEST_MARK = 4.0
WHITE = "#ffffff"
# When, where and in which colour something was painted.
Painted = tuple[int, Box, str]


def fill_colours(page: Page, grid: Grid) -> None:
    """Set `fill` of every cell of `grid` to `#rrggbb`, None where nothing but white is painted."""
    painted = [(f.order, f.box, f.colour) for f in page.fills] + [(m.order, m.box, m.colour) for m in page.marks]
    painted = [p for p in painted if p[1].overlap(grid.box) > 0]
    for cell, over in zip(grid.cells, _over(painted, grid.cells), strict=True):
        inked = cell.glyphs[page.glyphs.ink[cell.glyphs]]
        cell.fill = _colour(cell, over) or ink_colour(page.glyphs, inked)


def _over(painted: list[Painted], cells: list[GridCell]) -> list[list[Painted]]:
    """For each cell what is painted on some of it."""
    if not painted:
        return [[] for _ in cells]
    x0, top, x1, bottom = np.array([p[1] for p in painted]).T
    left, upper, right, lower = np.array([c.box for c in cells]).reshape(-1, 4).T[:, :, None]
    both = (np.minimum(x1, right) > np.maximum(x0, left)) & (np.minimum(bottom, lower) > np.maximum(top, upper))
    return [[painted[n] for n in places] for places in picked(both)]


def _colour(cell: GridCell, over: list[Painted]) -> str | None:
    """The colour of a cell on which `over` is painted."""
    area = max(cell.box.width * cell.box.height, 1e-6)
    grounds = [p for p in over if p[1].overlap(cell.box) >= COVERS * area]
    ground = max(grounds)[2] if grounds else None
    last = max(grounds)[0] if grounds else -1
    marks = [
        p
        for p in over
        if p[0] > last
        and p[2] != WHITE
        and min(p[1].width, p[1].height) >= SMALLEST_MARK
        and p[1].overlap(cell.box) >= 0.8 * p[1].width * p[1].height
    ]
    if marks:
        return max(marks, key=lambda p: p[1].width * p[1].height)[2]
    return ground if ground and ground != WHITE else None
