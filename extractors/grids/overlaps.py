"""Two texts in one cell: letters that lie over each other, and texts that stand side by side as those of two columns.

Where a text runs over its cell's edge into the text beside it, their letters come out mixed (`sHoead of Digital`). What
the one cell has too much the other lost. Where the heading of a column and its rows have a gap before one and the same
place, they are two columns' that no white parts all the way down.
"""

import numpy as np

from extractors.grids.assign import place_of
from extractors.grids.grid import Grid, GridCell
from extractors.page import Page

# Letters of one text share less than this part of the narrower one's width: kerning takes at most a fifth.
SHARED = 0.5
# Letters on one line have baselines that differ by less than this part of their size.
LEVEL = 0.3
FLAG = "column_bleed"
# Texts further apart than this many font sizes are those of two columns, where a heading and so many of its rows have
# the second one begin at one place, to so many points.
APART, ROWS, ALIGNED = 1.5, 3, 1.0


def flag_overlaps(page: Page, grid: Grid) -> None:
    """Flag the cells of `grid` in which letters of two texts lie over each other, and the cells left of them.

    All cells of a column that holds the texts of two are flagged as well.

    Nothing is told in a picture, whose letters are measured too roughly.
    """
    if page.scanned:
        return
    g = page.glyphs
    places = place_of(grid)
    owner = np.full(len(g), -1, dtype=np.int64)
    for n, cell in enumerate(grid.cells):
        owner[cell.glyphs] = n
    letters = np.flatnonzero((owner >= 0) & g.ink & (g.turn == 0))
    level = np.round(g.baseline[letters] / np.maximum(LEVEL * g.size[letters], 1.0))
    order = letters[np.lexsort((g.x0[letters], level, owner[letters]))]
    a, b = order[:-1], order[1:]
    narrow = np.minimum(g.x1[a] - g.x0[a], g.x1[b] - g.x0[b])
    beside = (owner[a] == owner[b]) & (np.abs(g.baseline[a] - g.baseline[b]) < LEVEL * g.size[b])
    over = beside & (g.order[a] != g.order[b]) & (g.x1[a] - g.x0[b] > SHARED * narrow)
    pairs: list[tuple[int, int]] = np.column_stack([a[over], b[over]]).tolist()
    for n in sorted({int(owner[i]) for i, j in pairs if _letters(g.text[i], g.text[j])}):
        cell = grid.cells[n]
        _flag(cell, "letters of two texts lie over each other in it")
        if cell.column:
            _flag(grid.cells[int(places[cell.row, cell.column - 1])], "letters of it may stand in the cell beside it")

    apart: list[int] = b[beside & (g.x0[b] - g.x1[a] > APART * g.size[b])].tolist()
    starts = [(cell, float(g.x0[i])) for i in apart if (cell := grid.cells[int(owner[i])]).column_span == 1]
    for column in _doubled(starts):
        for cell in grid.cells:
            if cell.column == column and cell.row and len(cell.glyphs):
                _flag(
                    cell, "texts of two columns may stand side by side in it, as they do in the heading", "merged_cells"
                )


def _doubled(starts: list[tuple[GridCell, float]]) -> list[int]:
    """The columns in which texts begin, behind a gap, in the first row and in others at one place (x, in points)."""
    found: set[int] = set()
    for head, x in starts:
        if head.row == 0:
            rows = {c.row for c, other in starts if c.column == head.column and abs(other - x) < ALIGNED}
            found |= {head.column} if len(rows) > ROWS else set()
    return sorted(found)


def _letters(one: str, other: str) -> bool:
    """Whether both are letters or figures, and not the same one printed twice to look bold."""
    return one.isalnum() and other.isalnum() and one != other


def _flag(cell: GridCell, why: str, flag: str = FLAG) -> None:
    if cell.flag is None and not cell.header:
        cell.flag, cell.flag_detail = flag, why
