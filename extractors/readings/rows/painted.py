"""Row edges that only a coloured cell draws: they part the whole row where white runs along them through the others.

In a table without lines a status is painted and its neighbours are not, so the edge of the colour is all that shows
where a row ends. A cell beside it that seems to span both rows is two cells where its lines leave the edge free by more
than lines of one text do, as those of another column do too.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractors.grids.colours import are_of_several_hues, is_traffic_light
from extractors.grids.grid import Grid, GridCell
from extractors.page import WHITE, Page
from extractors.printed.text import Line, lines_of

# So many cells with texts on both sides of an edge, clear of it, make it the edge of a row. So does one, the rest of a
# row, where as many others have theirs below.
BOTH_SIDES = 2
# Lines further apart than this many font sizes, baseline to baseline, are not set as one text: leading is 1.1 to 1.4.
# Where one column alone parts all the others, less is enough.
APART, CLOSE = 1.45, 1.25
# So many rows under one text in each of the other columns are no group.
ROWS = 3
# So many of the cells of the columns of ratings are painted, one in each row at least.
PAINTED = 0.8
# An edge this far inside a line's height, as a part of it, cuts the line.
CUT = 0.25


def part_open_rows(page: Page, grid: Grid) -> bool:
    """Part the cells of `grid`, which has its glyphs, along edges that are drawn over some of its columns only.

    Says whether there were any.

    Only in a table whose columns no line draws, or of which one column alone, or colours of ratings alone, are parted
    at all: elsewhere a missing line says that a cell spans rows.
    """
    found = False
    undrawn = grid.soft or grid.announced
    if not undrawn and not _parted_by_one(page, grid) and not _parted_by_colours(page, grid):
        return found
    apart = APART if undrawn else CLOSE
    for row in range(1, grid.rows):
        y = grid.ys[row]
        over = [c for c in grid.cells if c.row < row < c.row + c.row_span]
        lines = [_lines(page, c) for c in over]
        both = sum(_both_sides(page, ln, y, apart) for ln in lines)
        rest = both or _parted_there(page, grid, row) or _other_paint(page, grid, row)
        if (both >= BOTH_SIDES or (rest and _begin(lines, y) >= BOTH_SIDES)) and not any(_cut(ln, y) for ln in lines):
            found = True
            whole = {id(c) for c in over}
            parts = [part for c in over for part in _parted(page, c, row, y)]
            grid.cells = sorted(
                [*(c for c in grid.cells if id(c) not in whole), *parts], key=lambda c: (c.row, c.column)
            )
    return found


def _parted_by_one(page: Page, grid: Grid) -> bool:
    """Whether every text but those of one column spans the same rows, several: no table says all of them at once."""
    inked = [c for c in grid.cells if page.glyphs.ink[c.glyphs].any()]
    spans = {(c.row, c.row_span) for c in inked if c.row_span > 1}
    if len(spans) != 1:
        return False
    first, count = next(iter(spans))
    parting = {c.column for c in inked if first <= c.row < first + count and c.row_span == 1}
    return count >= ROWS and len(parting) == 1


def _parted_by_colours(page: Page, grid: Grid) -> bool:
    """Whether the texts of several columns span the same rows, several, and all that is parted beside them is ratings.

    Each of those columns is painted from end to end, but for a rating that is missing: `Q1 RAG | Comment | Q2 RAG |
    Comment` without a line. Ten rows of such a table were read as one. Where several columns of ratings are parted, two
    rows tell, since a page may end there, and so do colours without red or amber.
    """
    inked = [c for c in grid.cells if page.glyphs.ink[c.glyphs].any()]
    spans = Counter((c.row, c.row_span) for c in inked if c.row and c.row_span > 1)  # headings span rows of headings
    (first, count), times = spans.most_common(1)[0] if spans else ((0, 0), 0)
    if times < BOTH_SIDES:
        return False
    body = [c for c in grid.cells if first <= c.row < first + count and (c.row, c.row_span) != (first, count)]
    columns = {c.column for c in body}
    painted = [(c.row, colour) for c in body if (colour := _ground(page, c))]
    free = {c.column for c in inked if (c.row, c.row_span) == (first, count)}
    enough = count >= ROWS or len(columns) > 1
    whole = {row for row, _ in painted} == {c.row for c in body} and len(painted) >= PAINTED * len(body)
    colours = [colour for _, colour in painted]
    rated = is_traffic_light(colours) or (len(columns) > 1 and are_of_several_hues(colours))
    return enough and whole and rated and not columns & free


def _ground(page: Page, cell: GridCell) -> str | None:
    """The colour painted behind the middle of a cell, None where there is none but white."""
    x, y = (cell.box.x0 + cell.box.x1) / 2, (cell.box.top + cell.box.bottom) / 2
    return next((f.colour for f in reversed(page.fills) if f.colour != WHITE and f.box.contains(x, y)), None)


def _lines(page: Page, cell: GridCell) -> list[Line]:
    return lines_of(page.glyphs, cell.glyphs)


def _both_sides(page: Page, lines: Sequence[Line], y: float, apart: float) -> bool:
    """Whether lines stand on both sides of `y`, further apart there than `apart` font sizes."""
    above = [ln for ln in lines if ln.box.bottom + ln.box.top < 2 * y]
    if not above or len(above) == len(lines):
        return False
    last, first = above[-1].glyphs, lines[len(above)].glyphs
    step = float(np.median(page.glyphs.baseline[first]) - np.median(page.glyphs.baseline[last]))
    return step > apart * float(page.glyphs.size[last].max())


def _parted_there(page: Page, grid: Grid, row: int) -> bool:
    """Whether a column that is parted where `row` begins has texts on both sides."""
    inked = [c for c in grid.cells if page.glyphs.ink[c.glyphs].any()]
    above = {c.column for c in inked if c.row + c.row_span == row}
    return any(c.row == row and c.column in above for c in inked)


def _other_paint(page: Page, grid: Grid, row: int) -> bool:
    """Whether what ends at `row` is blank, and painted otherwise than below: the rest of a row of the page before.

    A row whose long cell has a line left for the next page has its status painted there once more.
    """
    above = {c.column: c for c in grid.cells if c.row + c.row_span == row}
    below = [(above[c.column], c) for c in grid.cells if c.row == row and c.column in above]
    grounds = [(_ground(page, a), _ground(page, b)) for a, b in below]
    blank = not any(page.glyphs.ink[c.glyphs].any() for c in above.values())
    return blank and any(a and b and a != b for a, b in grounds)


def _begin(lines: Sequence[Sequence[Line]], y: float) -> int:
    """How many cells have all their lines below `y`, where none has all of them above: a row under the rest of one."""
    upper = [sum(ln.box.bottom + ln.box.top < 2 * y for ln in own) for own in lines]
    ended = any(n and n == len(own) for n, own in zip(upper, lines, strict=True))
    return 0 if ended else sum(bool(own) and not n for n, own in zip(upper, lines, strict=True))


def _cut(lines: Sequence[Line], y: float) -> bool:
    inside = (CUT * ln.box.height for ln in lines)
    return any(ln.box.top + d < y < ln.box.bottom - d for ln, d in zip(lines, inside, strict=True))


def _parted(page: Page, cell: GridCell, row: int, y: float) -> list[GridCell]:
    """The part of the cell above `y`, where `row` begins, and the part below."""
    upper = page.glyphs.y_mid[cell.glyphs] < y
    above = replace(
        cell,
        row_span=row - cell.row,
        flag=None,
        flag_detail=None,
        box=cell.box._replace(bottom=y),
        glyphs=cell.glyphs[upper],
    )
    span = cell.row + cell.row_span - row
    return [
        above,
        replace(
            cell,
            row=row,
            row_span=span,
            flag=None,
            flag_detail=None,
            box=cell.box._replace(top=y),
            glyphs=cell.glyphs[~upper],
        ),
    ]
