"""Rows outside everything drawn.

They are headings over the first rule, and the last row of a zebra table, unpainted and with no line under it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.grids.grid import Grid, GridCell
from extractors.grids.latticecells import same_sides
from extractors.headings.headings import match_heading, sure_match
from extractors.headings.shapes import CODE
from extractors.page import Box, Page
from extractors.printed.prose import is_bold
from extractors.printed.runs import Run, goes_across

# The row begins at most this many font sizes under the last band.
BEGINS = 2.4
# Lines of the row follow each other at up to this many font sizes.
LEADING = 1.6
# Texts must stand in this part of the columns, and in two at least.
COLUMNS = 0.4
# Above the first band, where running headers stand as well, in this part.
MOST_COLUMNS = 0.6
# A heading over an empty column stands this many font sizes clear of the heading beside it.
CLEAR = 1.2
# Runs on one line differ by less than this many font sizes; texts of one column are aligned within so many points.
LEVEL, ALIGNED = 0.3, 1.0
# Texts run over their column's edge by up to so many font sizes.
OVERRUN = 2.0
# Text this much larger than a heading names what the table is about.
LARGER = 1.12
# Edges of one column on two pages differ by less than this many points.
SAME_EDGE = 3.0
# So many different fields, surely named, this part of all texts, are the headings of a table.
HEADINGS, PART = 3, 0.5
# A drawn line this close to the lattice's lower edge closes it.
CLOSED = 2.5


@dataclass(frozen=True)
class Surroundings:
    """What stands around the lattices of a page: its runs, the lattices themselves, and those of the page before."""

    page: Page
    runs: Sequence[Run]
    grids: Sequence[Grid]
    before: Sequence[Grid]


def with_last_row(grid: Grid, around: Surroundings) -> Grid:
    """`grid` with one row more where aligned texts follow right below it and no line closes it; else `grid` itself.

    A single row is a table's where it holds headings, or where the table goes on from the page before; under headings
    alone the rest of that page's last row may stand, however little it holds.
    """
    page, runs, before = around.page, around.runs, around.before
    bottom = grid.ys[-1]
    if grid.columns < 2 or not runs:
        return grid
    closed = _is_closed(page, grid, bottom)
    rest = False
    if grid.rows < 2:
        headings = sum(bool(match_heading(r.text)) for r in runs if grid.ys[0] < r.y_mid < grid.ys[1])
        if headings < 2 and not any(_same_edges(g, grid) for g in before):
            return grid
        rest = headings >= HEADINGS and any(same_sides(g, grid.box) and g.columns == grid.columns for g in before)
    limit = min((o.box.top for o in around.grids if o.box.top > bottom - 1 and o is not grid), default=page.height)
    below = sorted((r for r in runs if bottom < r.y_mid < limit and _over(grid, r)), key=lambda r: r.baseline)
    row: list[Run] = []
    for r in below:
        reach = bottom + BEGINS * r.size if not row else row[-1].baseline + LEADING * r.size
        if r.baseline > reach:
            break
        row.append(r)
    if grid.columns == 2 and not _counts_on(grid, row, around):
        return grid
    if rest and all(is_bold(page.glyphs, r.glyphs) for r in row):
        return grid  # the name of what the same headings, printed once more below it, stand over
    if closed and not rest and not _goes_on(grid, row, around):
        return grid
    fields = [m.field for r in row if (m := sure_match(r.text))]
    if len(set(fields)) >= HEADINGS and len(fields) >= PART * len(row):
        return grid  # the headings of another table, as under a legend
    wider = _with_room(page, grid, row, runs)
    columns = {sum(1 for x in wider.xs[1:-1] if r.x_mid > x) for r in row}
    crossing = any(_far_across(page, r, x) for r in row for x in wider.xs[1:-1])
    if crossing or len(columns) < (1 if rest else max(2, COLUMNS * grid.columns)):
        return grid
    grid = wider
    end = min(max(r.bottom for r in row) + 1, limit)  # beyond it the table below would take the row as well
    cells = [GridCell(grid.rows, c, 1, 1, Box(grid.xs[c], bottom, grid.xs[c + 1], end)) for c in range(grid.columns)]
    return replace(
        grid, box=grid.box._replace(bottom=end), ys=(*grid.ys, end), cells=[*grid.cells, *cells], open_bottom=True
    )


def with_first_row(grid: Grid, around: Surroundings) -> Grid:
    """`grid` with a row more on top, or `grid` itself where nothing calls for one.

    Known headings right above the first rule do, and aligned texts right above the first band of a zebra table or the
    first rule of a table that goes on from the page before, which rules its rows below only. So do bold texts over most
    columns of any table whose first row is not bold.
    """
    page, runs = around.page, around.runs
    top = grid.ys[0]
    going_on = any(_same_edges(g, grid) for g in around.before)
    if grid.columns < 3 or not runs:
        return grid
    limit = max((o.box.bottom for o in around.grids if o.box.bottom < top + 1 and o is not grid), default=0.0)
    above = sorted((r for r in runs if limit < r.y_mid < top and _over(grid, r)), key=lambda r: -r.baseline)
    row: list[Run] = []
    room = _room_below(grid, runs) if going_on else 0.0
    for r in above:
        reach = LEADING * r.size if row else max(LEADING * r.size, room)
        if (row[-1].baseline if row else top) - r.baseline > reach or (row and r.size > LARGER * row[0].size):
            break
        row.append(r)
    heads = [r for r in runs if grid.ys[0] < r.y_mid < grid.ys[1] and _over(grid, r)]
    if not (grid.soft or going_on or _set_off(page, row, heads)):
        return grid
    known = sum(bool(match_heading(r.text)) for r in row)
    first = sum(bool(match_heading(r.text)) for r in heads)
    grid = _headed(grid, row, runs)
    columns = {sum(1 for x in grid.xs[1:-1] if r.x_mid > x) for r in row}
    headings = known >= 2 and first < known and len(columns) >= max(2, COLUMNS * grid.columns)
    roomy = _with_room(page, grid, row, runs, middles=True) if _set_off(page, row, heads) else grid
    crossing = any(_far_across(page, r, x) for r in row for x in roomy.xs[1:-1])
    level = len(columns) >= max(3, MOST_COLUMNS * grid.columns)
    unpainted = level and not crossing and (_set_off(page, row, heads) or not _is_closed(page, grid, top))
    enough = (len(columns) >= max(3, COLUMNS * grid.columns) or _set_as(row, heads)) and not crossing
    open_top = going_on and enough and not (known >= 2) and len(above) == len(row)
    if not headings and not unpainted and not open_top:
        return grid
    grid = grid if crossing else roomy
    for x in _between_headings(grid, row, runs) if headings else ():
        grid = _with_edge(grid, x)
    begin = min(r.top for r in row) - 1
    cells = [GridCell(0, c, 1, 1, Box(grid.xs[c], begin, grid.xs[c + 1], top)) for c in range(grid.columns)]
    below = [replace(c, row=c.row + 1) for c in grid.cells]
    return replace(grid, box=grid.box._replace(top=begin), ys=(begin, *grid.ys), cells=[*cells, *below], open_top=False)


def _set_as(row: Sequence[Run], below: Sequence[Run]) -> bool:
    """Whether every text of a row is set as one `below` it, of its size: what the page before left of a row may be few.

    `of Legal` alone stood over the first rule of a page, and the row below the rule was lost with it.
    """
    return bool(row) and all(any(abs(r.x0 - o.x0) < ALIGNED and r.size == o.size for o in below) for r in row)


def _room_below(grid: Grid, runs: Sequence[Run]) -> float:
    """How far the last line of a row stands above the rule below it at most, in points.

    A row of one line is ruled as high as its neighbours' are: four rows of 28 points lost the one above them.
    """
    own = ([r.baseline for r in runs if a < r.y_mid < b and _over(grid, r)] for a, b in pairwise(grid.ys))
    rooms = [b - max(lines) for lines, b in zip(own, grid.ys[1:], strict=True) if lines]
    return max(rooms, default=0.0) + LEVEL


def _set_off(page: Page, row: Sequence[Run], below: Sequence[Run]) -> bool:
    """Whether all texts of a row are bold, and not those below it."""
    bold, plain = ([is_bold(page.glyphs, r.glyphs) for r in some] for some in (row, below))
    return bool(bold) and all(bold) and bool(plain) and not all(plain)


def _blocks(row: Sequence[Run]) -> list[tuple[float, float]]:
    """The sides (x0, x1) of the headings in a row, each of one or more lines, that stand clear of each other."""
    blocks: list[tuple[float, float]] = []
    for r in sorted(row, key=lambda r: r.x0):
        if blocks and r.x0 - blocks[-1][1] < CLEAR * r.size:
            blocks[-1] = blocks[-1][0], max(blocks[-1][1], r.x1)
        else:
            blocks.append((r.x0, r.x1))
    return blocks


def _between_headings(grid: Grid, row: Sequence[Run], runs: Sequence[Run]) -> list[float]:
    """Where two headings stand over one column of the grid, clear of each other, with no text below across the gap.

    One of them heads a column that is empty: a quarter still to come.
    """
    body = [r for r in runs if grid.box.contains(r.x_mid, r.y_mid)]
    found: list[float] = []
    for (x0, a), (b, x1) in pairwise(_blocks(row)):
        together = not any((x0 + a) / 2 < x <= (b + x1) / 2 for x in grid.xs)
        middle = (a + b) / 2
        # the column's own texts stand under one of the two, so the gap is no place in the middle of them
        own = [r for r in body if x0 < r.x1 and r.x0 < x1]
        if together and (all(r.x1 < middle for r in own) or all(r.x0 > middle for r in own)):
            found.append(middle)
    return found


def _headed(grid: Grid, row: Sequence[Run], runs: Sequence[Run]) -> Grid:
    """The grid, its soft edges moved so that of two headings over one column one heads the bare column beside it.

    A heading on the left of its column stands closer to the text of the column before than to its own, centred values.
    """
    body = [r for r in runs if grid.box.contains(r.x_mid, r.y_mid)]
    over: list[list[tuple[float, float]]] = [[] for _ in grid.xs[1:]]
    for block in _blocks(row):
        over[min(sum(x <= (block[0] + block[1]) / 2 for x in grid.xs[1:]), len(over) - 1)].append(block)
    moved = {x: x for x in grid.xs}
    for n, x in enumerate(grid.xs[1:-1], 1):
        before, after = over[n - 1], over[n]
        if x not in grid.soft or {len(before) > 1, len(after) > 1} != {True, False} or (before and after):
            continue
        left, right = (before[-2][1], before[-1][0]) if before else (after[0][1], after[1][0])
        left = max([left, *(r.x1 for r in body if grid.xs[n - 1] <= r.x_mid < x)])
        right = min([right, *(r.x0 for r in body if x <= r.x_mid < grid.xs[n + 1])])
        if left < right:
            moved[x] = (left + right) / 2
    return _moved(grid, moved)


def _with_edge(grid: Grid, x: float) -> Grid:
    """The grid with one more column edge at `x`: cells that end there are parted, cells that span it go on."""
    place = sum(1 for e in grid.xs if e < x)
    cells: list[GridCell] = []
    for c in grid.cells:
        end = c.column + c.column_span
        if c.column >= place:
            cells.append(replace(c, column=c.column + 1))
        elif end < place:
            cells.append(c)
        elif c.column_span > 1:
            cells.append(replace(c, column_span=c.column_span + 1))
        else:
            cells.append(replace(c, box=c.box._replace(x1=x)))
            cells.append(replace(c, column=place, box=c.box._replace(x0=x)))
    xs, soft = (tuple(sorted((*edges, x))) for edges in (grid.xs, grid.soft))
    return replace(grid, xs=xs, soft=soft, cells=sorted(cells, key=lambda c: (c.row, c.column)))


def _with_room(page: Page, grid: Grid, row: Sequence[Run], runs: Sequence[Run], *, middles: bool = False) -> Grid:
    """The grid, its soft edges moved beyond the texts of `row` that go far across them as far as the white there goes.

    Headings and the rest of a row alone show little of how wide the texts of a column are. The texts of `row` are of
    the column in which they begin, or with `middles` of that in which their middle lies: headings over figures that are
    aligned on the right begin further left than all of them.
    """
    own = {id(r) for r in row} if middles else set[int]()
    inside = [*(r for r in runs if grid.box.contains(r.x_mid, r.y_mid)), *row]
    moved = {x: x for x in grid.xs}
    for n, x in enumerate(grid.xs):
        if x not in grid.soft or not any(_far_across(page, r, x) for r in row):
            continue
        at = [(r, r.x_mid if id(r) in own else r.x0) for r in inside]
        left = [r.x1 for r, place in at if grid.xs[n - 1] <= place < x]
        right = [r.x0 for r, place in at if x <= place < grid.xs[n + 1]]
        if left and right and max(left) < min(right):
            moved[x] = (max(left) + min(right)) / 2
    return _moved(grid, moved)


def _moved(grid: Grid, moved: dict[float, float]) -> Grid:
    """The grid with its column edges where `moved` says."""
    if all(x == at for x, at in moved.items()):
        return grid
    cells = [replace(c, box=c.box._replace(x0=moved[c.box.x0], x1=moved[c.box.x1])) for c in grid.cells]
    xs, soft = (tuple(moved[x] for x in edges) for edges in (grid.xs, grid.soft))
    return replace(grid, xs=xs, soft=soft, cells=cells)


def _goes_on(grid: Grid, row: Sequence[Run], around: Surroundings) -> bool:
    """Whether a row stands under the table's last line all the same: one that the page's end cuts open.

    Its first line begins in most columns where texts above begin, or has a text in each, with a code as rows do.
    """
    inside = [r for r in around.runs if grid.box.contains(r.x_mid, r.y_mid)]
    first = [r for r in row if r.baseline - row[0].baseline < LEVEL * r.size]
    aligned = [r for r in first if any(_alike(r, o) for o in inside)]
    keyed = any(CODE.match(r.text.strip()) for r in aligned)
    each = sorted(sum(1 for x in grid.xs[1:-1] if r.x_mid > x) for r in first) == list(range(grid.columns))
    return keyed and (each or len(aligned) >= max(3, MOST_COLUMNS * grid.columns))


def _counts_on(grid: Grid, row: Sequence[Run], around: Surroundings) -> bool:
    """Whether a row's code comes right after that of the last row above it.

    Nothing else tells a row of two columns from a line of prose. Lists of outcomes that rule or paint no last row lost
    it in four prints of one plan.
    """
    above = [r for r in around.runs if grid.ys[-2] < r.y_mid < grid.ys[-1] and _over(grid, r)]
    last, own = ([r.text.strip() for r in runs if r.x1 < grid.xs[1]] for runs in (above, row))
    if len(last) != 1 or not CODE.match(last[0]):
        return False
    return own == [re.sub(r"\d+$", lambda m: str(int(m[0]) + 1), last[0])]


def _same_edges(a: Grid, b: Grid) -> bool:
    """Whether the edges of both are the same, those left out that the texts of one of them do not show."""
    if len(a.xs) != len(b.xs) and not (a.soft or b.soft):
        return False
    fewer, more = sorted((a.xs, b.xs), key=len)
    return same_sides(a, b.box) and len(fewer) > 2 and all(any(abs(x - y) < SAME_EDGE for y in more) for x in fewer)


def _alike(run: Run, other: Run) -> bool:
    return min(abs(run.x0 - other.x0), abs(run.x_mid - other.x_mid)) < ALIGNED


def _far_across(page: Page, run: Run, x: float) -> bool:
    """Whether the run goes on over the edge, further than a text that is a little too long for its cell."""
    return goes_across(page.glyphs, run, x) and min(run.x1 - x, x - run.x0) > OVERRUN * run.size


def _over(grid: Grid, run: Run) -> bool:
    return run.x0 >= grid.box.x0 - 2 and run.x1 <= grid.box.x1 + 2


def _is_closed(page: Page, grid: Grid, y: float) -> bool:
    """Whether a line is ruled over the whole width of the grid at `y`."""
    return any(
        r.horizontal and abs(r.at - y) < CLOSED and r.start < grid.box.x0 + 5 and r.end > grid.box.x1 - 5
        for r in page.rulings
    )
