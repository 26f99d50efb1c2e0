"""Rows outside everything drawn.

They are headings over the first rule, and the last row of a zebra table, unpainted and with no line under it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.grid import Grid, GridCell
from extractors.headings import match_heading
from extractors.page import Box, Page
from extractors.runs import Run

# The row begins at most this many font sizes under the last band.
BEGINS = 2.4
# Lines of the row follow each other at up to this many font sizes.
LEADING = 1.6
# Texts must stand in this part of the columns, and in two at least.
COLUMNS = 0.4
# Above the first band, where running headers stand as well, in this part.
MOST_COLUMNS = 0.6
# A drawn line this close to the lattice's lower edge closes it.
CLOSED = 2.5


def with_last_row(
    page: Page, grid: Grid, runs: Sequence[Run], others: Sequence[Grid], texts: Callable[[Run], str]
) -> Grid:
    """`grid` with one row more where aligned texts follow right below it and no line closes it; else `grid` itself."""
    bottom = grid.ys[-1]
    if grid.columns < 3 or not runs or _is_closed(page, grid, bottom):
        return grid
    if grid.rows < 2 and sum(bool(match_heading(texts(r))) for r in runs if grid.ys[0] < r.y_mid < grid.ys[1]) < 2:
        return grid
    limit = min((o.box.top for o in others if o.box.top > bottom - 1 and o is not grid), default=page.height)
    below = sorted((r for r in runs if bottom < r.y_mid < limit and _over(grid, r)), key=lambda r: r.baseline)
    row: list[Run] = []
    for r in below:
        reach = bottom + BEGINS * r.size if not row else row[-1].baseline + LEADING * r.size
        if r.baseline > reach:
            break
        row.append(r)
    columns = {sum(1 for x in grid.xs[1:-1] if r.x_mid > x) for r in row}
    crossing = any(r.crosses(x) for r in row for x in grid.xs[1:-1])
    if crossing or len(columns) < max(2, COLUMNS * grid.columns):
        return grid
    end = max(r.bottom for r in row) + 1
    cells = [GridCell(grid.rows, c, 1, 1, Box(grid.xs[c], bottom, grid.xs[c + 1], end)) for c in range(grid.columns)]
    return replace(
        grid, box=grid.box._replace(bottom=end), ys=(*grid.ys, end), cells=[*grid.cells, *cells], open_bottom=True
    )


def with_first_row(
    page: Page, grid: Grid, runs: Sequence[Run], others: Sequence[Grid], texts: Callable[[Run], str]
) -> Grid:
    """`grid` with a row more on top, or `grid` itself where nothing calls for one.

    Known headings right above the first rule do, and aligned texts right above the first band of a zebra table.
    """
    top = grid.ys[0]
    if not grid.soft or grid.columns < 3 or not runs:
        return grid
    limit = max((o.box.bottom for o in others if o.box.bottom < top + 1 and o is not grid), default=0.0)
    above = sorted((r for r in runs if limit < r.y_mid < top and _over(grid, r)), key=lambda r: -r.baseline)
    row: list[Run] = []
    for r in above:
        if (row[-1].baseline if row else top) - r.baseline > LEADING * r.size:
            break
        row.append(r)
    known = sum(bool(match_heading(texts(r))) for r in row)
    first = sum(bool(match_heading(texts(r))) for r in runs if grid.ys[0] < r.y_mid < grid.ys[1])
    columns = {sum(1 for x in grid.xs[1:-1] if r.x_mid > x) for r in row}
    headings = known >= 2 and first < known and len(columns) >= max(2, COLUMNS * grid.columns)
    crossing = any(r.crosses(x) for r in row for x in grid.xs[1:-1])
    level = len(columns) >= max(3, MOST_COLUMNS * grid.columns)
    unpainted = level and not crossing and not _is_closed(page, grid, top)
    if not headings and not unpainted:
        return grid
    begin = min(r.top for r in row) - 1
    cells = [GridCell(0, c, 1, 1, Box(grid.xs[c], begin, grid.xs[c + 1], top)) for c in range(grid.columns)]
    below = [replace(c, row=c.row + 1) for c in grid.cells]
    return replace(grid, box=grid.box._replace(top=begin), ys=(begin, *grid.ys), cells=[*cells, *below], open_top=False)


def _over(grid: Grid, run: Run) -> bool:
    return run.x0 >= grid.box.x0 - 2 and run.x1 <= grid.box.x1 + 2


def _is_closed(page: Page, grid: Grid, y: float) -> bool:
    """Whether a line is ruled over the whole width of the grid at `y`."""
    return any(
        r.horizontal and abs(r.at - y) < CLOSED and r.start < grid.box.x0 + 5 and r.end > grid.box.x1 - 5
        for r in page.rulings
    )
