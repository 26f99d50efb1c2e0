"""Which colour a cell has.

It is that of the last background painted under it, of the pill or circle that stands in it, or of a dot that is its
only text.
"""

from extractors.grid import Grid, GridCell
from extractors.page import Box, Page
from extractors.signs import ink_colour

# A background must cover this part of the cell; Word leaves a hairline of white inside the borders.
COVERS = 0.55
# Sides of a status mark in points: smaller is a bullet.
SMALLEST_MARK = 4.0
WHITE = "#ffffff"


def fill_colours(page: Page, grid: Grid) -> None:
    """Set `fill` of every cell of `grid` to `#rrggbb`, None where nothing but white is painted."""
    painted = [(f.order, f.box, f.colour) for f in page.fills] + [(m.order, m.box, m.colour) for m in page.marks]
    painted = [p for p in painted if p[1].overlap(grid.box) > 0]
    for cell in grid.cells:
        inked = cell.glyphs[page.glyphs.ink[cell.glyphs]]
        cell.fill = _colour(cell, painted) or ink_colour(page.glyphs, inked)


def _colour(cell: GridCell, painted: list[tuple[int, Box, str]]) -> str | None:
    area = max(cell.box.width * cell.box.height, 1e-6)
    over = [p for p in painted if p[1].overlap(cell.box) > 0]
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
