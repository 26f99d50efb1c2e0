"""The title over the first of several forms that stand one below the other in one lattice.

    Build a bus station
    Lead officer | Head of Transport | Due date | May 2026
    Status       | On target         | Update   | Tenders are in.

Where lines or paint are those of labelled cells alone, nothing is drawn over the first title, which stood outside.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.grids.grid import Grid, GridCell
from extractors.headings.headings import sure_match
from extractors.page import Box
from extractors.printed.prose import is_bold
from extractors.printed.runs import Run
from extractors.readings.rows.edges import LEADING, LEVEL, SAME_EDGE, Surroundings

# Letters of titles are alike in size to this many points.
SAME_SIZE = 0.3


def with_form_title(grid: Grid, around: Surroundings) -> Grid:
    """`grid` with a row more on top for the title over its first label, or `grid` itself.

    That label, which names no title, comes again below a title each time.
    """
    rows = [
        sorted((r for r in around.runs if _within(grid, r, a, b)), key=lambda r: r.x0) for a, b in pairwise(grid.ys)
    ]
    if grid.columns < 2 or not rows or not rows[0]:
        return grid
    label = rows[0][0].text
    match = sure_match(label)
    again = [n for n, row in enumerate(rows) if n and row and row[0].text == label]
    if match is None or match.field == "title" or not again or 1 in again:
        return grid
    titles = [rows[n - 1] for n in again]
    if not all(_is_title(around, row, rows[0][0]) for row in titles):
        return grid
    like, top = titles[0][0], grid.ys[0]
    above = _above(grid, around, like)
    if not above or not all(_alike(around, r, like) for r in above):
        return grid
    begin = min(r.top for r in above) - 1
    title = GridCell(0, 0, 1, grid.columns, Box(grid.xs[0], begin, grid.xs[-1], top))
    below = [replace(c, row=c.row + 1) for c in grid.cells]
    return replace(grid, box=grid.box._replace(top=begin), ys=(begin, *grid.ys), cells=[title, *below], open_top=False)


def _within(grid: Grid, run: Run, top: float, bottom: float) -> bool:
    return top < run.y_mid < bottom and run.x0 >= grid.box.x0 - SAME_EDGE and run.x1 <= grid.box.x1 + SAME_EDGE


def _is_title(around: Surroundings, row: Sequence[Run], label: Run) -> bool:
    """Whether a row holds lines of one text alone, which begin where the labels do and name no field."""
    return bool(row) and all(
        abs(r.x0 - label.x0) < SAME_EDGE and sure_match(r.text) is None and _alike(around, r, row[0]) for r in row
    )


def _alike(around: Surroundings, run: Run, other: Run) -> bool:
    glyphs = around.page.glyphs
    looks = is_bold(glyphs, run.glyphs) == is_bold(glyphs, other.glyphs)
    return looks and abs(run.size - other.size) < SAME_SIZE and abs(run.x0 - other.x0) < SAME_EDGE


def _above(grid: Grid, around: Surroundings, like: Run) -> list[Run]:
    """The lines right above the grid, as close to each other and to it as those of a title are."""
    found: list[Run] = []
    for r in sorted((r for r in around.runs if r.y_mid < grid.ys[0]), key=lambda r: -r.baseline):
        over = r.x1 > grid.box.x0 and r.x0 < grid.box.x1
        last = found[-1].baseline if found else grid.ys[0]
        if over and last - r.baseline > (LEADING + LEVEL) * like.size:
            break
        if over and found and not _alike(around, r, found[0]):
            break
        if over:
            found.append(r)
    return found
