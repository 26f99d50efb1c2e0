"""Two texts in one cell: letters that lie over each other, and texts that stand side by side as those of two columns.

Where a text runs over its cell's edge into the text beside it, their letters come out mixed (`sHoead of Digital`). What
the one cell has too much the other lost. Where the heading of a column and its rows have a gap before one and the same
place, they are two columns' that no white parts all the way down.
"""

import numpy as np

from extractors.grids.assign import place_of
from extractors.grids.grid import Grid, GridCell
from extractors.headings.shapes import CODE
from extractors.page import Glyphs, Ints, Page
from extractors.printed.runs import NO_SPACE, WORD_SPACE

# Letters of one text share less than this part of the narrower one's width: kerning takes at most a fifth.
SHARED = 0.5
# Letters on one line have baselines that differ by less than this part of their size.
LEVEL = 0.3
# Those of two rows differ by more than this part of it. Lines of one text are never as close as so many sizes.
LOWER, CLOSE = 0.1, 0.7
FLAG, MERGED = "column_bleed", "merged_cells"
# A code of more characters than this, with a letter in it, is no number of a list.
MARKER = 4
# Texts further apart than this many font sizes are those of two columns, where a heading and so many of its rows have
# the second one begin at one place, to so many points.
APART, ROWS, ALIGNED = 1.5, 3, 1.0
# Where the rows have no gap, a letter begins within so many points of that place in all of more rows than this: letters
# are some 4.5 points wide, so that one row in five has one there by chance.
BEGUN, ROWS_ACROSS = 0.5, 5


def flag_overlaps(page: Page, grid: Grid) -> None:
    """Flag the cells of `grid` in which letters of two texts lie over each other, and the cells left of or above them.

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
    beside = (owner[a] == owner[b]) & (np.abs(g.baseline[a] - g.baseline[b]) < LEVEL * g.size[b])
    for n, lower in sorted(_mixed(g, owner, letters)):
        cell = grid.cells[n]
        _flag(cell, "letters of two texts lie over each other in it")
        if lower and cell.row:
            _flag(grid.cells[int(places[cell.row - 1, cell.column])], "lines of it may stand in the cell below it")
        elif not lower and cell.column:
            _flag(grid.cells[int(places[cell.row, cell.column - 1])], "letters of it may stand in the cell beside it")

    for n in _cut_off(g, grid, owner, order):
        _flag(grid.cells[n], "a text may run on over the edge between it and the cell beside it, which no line draws")

    gaps = np.flatnonzero(beside & (g.x0[b] - g.x1[a] > APART * g.size[b]))
    apart: list[int] = b[gaps].tolist()
    for k in gaps.tolist() if grid.soft else ():
        begins = np.flatnonzero(~beside[:k])
        code = g.string(order[(begins[-1] + 1 if len(begins) else 0) : k + 1])
        if len(code) > MARKER and CODE.match(code) and any(map(str.isalpha, code)):
            _flag(grid.cells[int(owner[b[k]])], f"{code} stands apart as in a column of its own", MERGED)
    starts = [(cell, float(g.x0[i])) for i in apart if (cell := grid.cells[int(owner[i])]).column_span == 1]
    edges = {cell.column: x for cell, x in starts if cell.row == 0}
    for column in sorted({*_doubled(starts), *(c for c, x in edges.items() if _begins_in_all(page, grid, c, x))}):
        for cell in grid.cells:
            if cell.column == column and cell.row and len(cell.glyphs):
                _flag(cell, "texts of two columns may stand side by side in it, as they do in the heading", MERGED)


def _mixed(g: Glyphs, owner: Ints, letters: Ints) -> set[tuple[int, bool]]:
    """The cells (as `owner` numbers them) in which letters of two texts lie over each other.

    They may be texts of one row side by side or, where the bool says so, of two rows too low for their lines: these
    have other baselines.
    """
    found: set[tuple[int, bool]] = set()
    for shift in (0.0, 0.5):  # letters so close are in one band of twice that height, wherever the bands begin
        level = np.floor(g.baseline[letters] / np.maximum(2 * CLOSE * g.size[letters], 1.0) + shift)
        order = letters[np.lexsort((g.x0[letters], level, owner[letters]))]
        a, b = order[:-1], order[1:]
        narrow = np.minimum(g.x1[a] - g.x0[a], g.x1[b] - g.x0[b])
        close = (owner[a] == owner[b]) & (np.abs(g.baseline[a] - g.baseline[b]) < CLOSE * g.size[b])
        over = close & (g.order[a] != g.order[b]) & (g.x1[a] - g.x0[b] > SHARED * narrow)
        pairs: list[tuple[int, int]] = np.column_stack([a[over], b[over]]).tolist()
        found |= {
            (int(owner[i]), abs(float(g.baseline[i] - g.baseline[j])) > LOWER * float(g.size[i]))
            for i, j in pairs
            if _letters(g.text[i], g.text[j])
        }
    return found


def _cut_off(g: Glyphs, grid: Grid, owner: Ints, letters: Ints) -> list[int]:
    """The cells on both sides of an edge that no line draws and that parts two words of one text, in all likelihood.

    They are written one after the other with a space between them, and no other text of the column on the right begins
    where the second one does.
    """
    if not grid.soft or not len(letters):  # all of it turned
        return []
    first = letters[np.r_[True, (np.diff(owner[letters]) != 0) | (np.abs(np.diff(g.baseline[letters])) > 1)]]
    inked = np.flatnonzero(g.ink)
    before = inked[np.maximum(np.searchsorted(inked, first) - 1, 0)]
    gap = (g.x0[first] - g.x1[before]) / g.size[first]
    level = np.abs(g.baseline[first] - g.baseline[before]) < LEVEL * g.size[first]
    near = level & (owner[before] >= 0) & (owner[before] != owner[first]) & (gap > NO_SPACE) & (gap < WORD_SPACE)
    found: set[int] = set()
    for i, j in np.column_stack([before[near], first[near]]).tolist():
        left, right = grid.cells[int(owner[i])], grid.cells[int(owner[j])]
        own = [k for k in first.tolist() if grid.cells[int(owner[k])].column == right.column and k != j]
        if (
            left.row == right.row
            and left.column + left.column_span == right.column
            and grid.xs[right.column] in grid.soft
            and not any(abs(float(g.x0[k] - g.x0[j])) < ALIGNED for k in own)
        ):
            found |= {int(owner[i]), int(owner[j])}
    return sorted(found)


def _doubled(starts: list[tuple[GridCell, float]]) -> list[int]:
    """The columns in which texts begin, behind a gap, in the first row and in others at one place (x, in points)."""
    found: set[int] = set()
    for head, x in starts:
        if head.row == 0:
            rows = {c.row for c, other in starts if c.column == head.column and abs(other - x) < ALIGNED}
            found |= {head.column} if len(rows) > ROWS else set()
    return sorted(found)


def _begins_in_all(page: Page, grid: Grid, column: int, x: float) -> bool:
    """Whether all texts of a column that lie on both sides of `x` (in points) have a letter that begins there.

    The one column's texts end where the other's begin: `Nil` and `Medium` under `Est. cost    When`.
    """
    g = page.glyphs
    inked = [c.glyphs[g.ink[c.glyphs]] for c in grid.cells if c.column == column and c.row]
    across = [i for i in inked if len(i) and g.x0[i].min() < x - ALIGNED and g.x1[i].max() > x + ALIGNED]
    return len(across) > ROWS_ACROSS and all(np.abs(g.x0[i] - x).min() < BEGUN for i in across)


def _letters(one: str, other: str) -> bool:
    """Whether both are letters or figures, and not the same one printed twice to look bold."""
    return one.isalnum() and other.isalnum() and one != other


def _flag(cell: GridCell, why: str, flag: str = FLAG) -> None:
    if cell.flag is None and not cell.header:
        cell.flag, cell.flag_detail = flag, why
