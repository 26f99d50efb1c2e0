"""Rows that begin in some of their cells above the edge at which the others begin: one row, not two.

Headings of one line beside headings of two end higher, and where nothing but the colour of a rating draws the edge
below them, the first row's other cells begin at the higher one. The strip between them was a record of its own, with
the title and without a rating, before the row's own, which had the title carried down.
"""

from dataclasses import replace

from extractors.grids.colours import UNPAINTED
from extractors.grids.grid import Grid, GridCell
from extractors.page import Page

# So many texts span the blank strip and the row below it, and so many stand in that row alone.
SPANNING, BELOW = 2, 2


def without_blank_tops(page: Page, grid: Grid) -> Grid:
    """The grid, which has its glyphs and colours, with every blank strip of a row put to the row itself.

    Such a strip is neither written on nor painted beside texts that all span it and the one row below, and each of its
    cells has one of its own width below it.
    """
    if page.scanned:
        return grid
    for row in range(grid.rows - 2, -1, -1):
        strip = _strip(page, grid, row)
        if strip is not None:
            grid = _put_together(grid, row, strip)
    return grid


def _strip(page: Page, grid: Grid, row: int) -> list[GridCell] | None:
    """The blank cells of `row` where they are a strip of the row below."""
    own = [c for c in grid.cells if c.row == row]
    if any(c.row < row < c.row + c.row_span for c in grid.cells):
        return None
    held = [c for c in own if page.glyphs.ink[c.glyphs].any()]
    strip = [c for c in own if c.row_span == 1]
    below = {(c.column, c.column_span): c for c in grid.cells if c.row == row + 1 and c.row_span == 1}
    texts = [c for c in below.values() if page.glyphs.ink[c.glyphs].any()]
    blank = not any(c.fill not in UNPAINTED or c.flag or c in held for c in strip)
    spanning = all(c.row_span == 2 for c in own if c not in strip)
    fits = {(c.column, c.column_span) for c in strip} == set(below)
    return strip if blank and spanning and fits and len(held) >= SPANNING and len(texts) >= BELOW else None


def _put_together(grid: Grid, row: int, strip: list[GridCell]) -> Grid:
    top = grid.ys[row]
    blank = {id(c) for c in strip}
    cells: list[GridCell] = []
    for cell in (c for c in grid.cells if id(c) not in blank):
        if cell.row > row + 1:
            cell = replace(cell, row=cell.row - 1)
        elif cell.row == row + 1:
            cell = replace(cell, row=row, box=cell.box._replace(top=top))
        elif cell.row == row:
            cell = replace(cell, row_span=1)
        cells.append(cell)
    keys = (*grid.row_keys[:row], *grid.row_keys[row + 1 :]) if grid.row_keys else ()
    ys = (*grid.ys[: row + 1], *grid.ys[row + 2 :])
    return replace(grid, ys=ys, cells=sorted(cells, key=lambda c: (c.row, c.column)), row_keys=keys)
