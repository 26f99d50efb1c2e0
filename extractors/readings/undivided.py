"""Cells over several columns in which lines stand as those of these columns do.

In a table without lines a text that runs over several columns, as what is said of a record below it, leaves nothing to
part them by: the title and the lead above it came out as one text.
"""

from itertools import pairwise

from extractors.grids.grid import Grid, GridCell
from extractors.page import Page
from extractors.printed.chunks import chunk_lines

FLAG = "merged_cells"
# A text of the next column begins so many points before its edge at most, and so many behind it.
BEFORE, BEHIND = 2.0, 8.0


def flag_undivided(page: Page, grid: Grid) -> None:
    """Flag the cells of `grid` that stand under several headings, with lines parted where these are."""
    headed = {c.column for c in grid.cells if c.row == 0 and page.glyphs.ink[c.glyphs].any()}
    for cell in grid.cells:
        edges = [c for c in range(cell.column + 1, cell.column + cell.column_span) if c in headed]
        if cell.row and edges and cell.flag is None and _is_parted(page, cell, [grid.xs[c] for c in edges]):
            cell.flag, cell.flag_detail = FLAG, "its lines stand under several headings, as texts of several columns"


def _is_parted(page: Page, cell: GridCell, edges: list[float]) -> bool:
    """Whether a line of the cell has a gap over one of the edges, and a text that begins there."""
    for line in chunk_lines(page.glyphs, cell.glyphs):
        for a, b in pairwise(line.chunks):
            if any(a.x1 < x + BEFORE and x - BEFORE < b.x0 < x + BEHIND for x in edges):
                return True
    return False
