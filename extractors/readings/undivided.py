"""Cells over several columns, or rows, in which lines stand as those of these columns or rows do.

In a table without lines a text that runs over several columns, as what is said of a record below it, leaves nothing to
part them by: the title and the lead above it came out as one text. Where rules part the rows of some columns alone, a
cell of another may hold a text for each row, and be taken for one that spans them.
"""

from itertools import pairwise

from extractors.grids.grid import Grid, GridCell
from extractors.page import Page
from extractors.printed.chunks import chunk_lines
from extractors.readings.rows.enumerated import ends_by_intent

FLAG = "merged_cells"
# A text of the next column begins so many points before its edge at most, and so many behind it.
BEFORE, BEHIND = 2.0, 8.0
# A text of each row that a cell spans has so many words: names of groups are often set word by word.
WORDS = 3


def flag_undivided(page: Page, grid: Grid) -> None:
    """Flag the cells of `grid` that stand under several headings, or beside several rows, with lines parted so."""
    headed = {c.column for c in grid.cells if c.row == 0 and page.glyphs.ink[c.glyphs].any()}
    for cell in grid.cells:
        edges = [c for c in range(cell.column + 1, cell.column + cell.column_span) if c in headed]
        if cell.row and edges and cell.flag is None and _is_parted(page, cell, [grid.xs[c] for c in edges]):
            cell.flag, cell.flag_detail = FLAG, "its lines stand under several headings, as texts of several columns"
        if cell.row and cell.row_span > 1 and cell.flag is None and _has_a_text_for_each_row(page, grid, cell):
            cell.flag, cell.flag_detail = FLAG, "its lines stand beside several rows, as a text of each"


def _is_parted(page: Page, cell: GridCell, edges: list[float]) -> bool:
    """Whether a line of the cell has a gap over one of the edges, and a text that begins there."""
    for line in chunk_lines(page.glyphs, cell.glyphs):
        for a, b in pairwise(line.chunks):
            if any(a.x1 < x + BEFORE and x - BEFORE < b.x0 < x + BEHIND for x in edges):
                return True
    return False


def _has_a_text_for_each_row(page: Page, grid: Grid, cell: GridCell) -> bool:
    """Whether a cell has one line in each of the rows that it spans: several words, which end before their time."""
    lines = [ln.chunks[0] for ln in chunk_lines(page.glyphs, cell.glyphs) if len(ln.chunks) == 1]
    edges = list(pairwise(grid.ys[cell.row : cell.row + cell.row_span + 1]))
    if len(lines) != len(edges) or any(len(ln.text.split()) < WORDS or not ln.text[:1].isupper() for ln in lines):
        return False
    level = all(top < ln.baseline < bottom for ln, (top, bottom) in zip(lines, edges, strict=True))
    return level and all(ends_by_intent(a, b, cell.box.x1 - a.x0) for a, b in pairwise(lines))
