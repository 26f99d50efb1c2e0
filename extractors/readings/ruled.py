"""The ruled reading: cells from lines, and from the edges of filled rectangles.

Lines are snapped to common positions and grouped into connected lattices. Within a lattice, two neighbouring places
without a line between them are one cell, so spans need no special case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.grids.grid import Grid, Line, Lines
from extractors.grids.latticecells import REACH, SAME_SIDE, SNAP, snapped
from extractors.headings.headlines import headings_on, titled_headings_on
from extractors.page import WHITE, Box, Fill, Glyphs, Page, Ruling
from extractors.printed.geometry import components
from extractors.printed.runs import Run, runs_of
from extractors.readings.frames import frames
from extractors.readings.heads.painted import headings_alone
from extractors.readings.lattice import MIN_CELL, lattice_grid
from extractors.readings.openends import open_ends
from extractors.readings.pills import dots, drawn_on, pills
from extractors.readings.rows.banks import banks
from extractors.readings.rows.edges import Surroundings, with_first_row, with_last_row
from extractors.readings.rows.formtitles import with_form_title
from extractors.readings.shading import without_shading
from extractors.readings.stack import stack
from extractors.readings.zebra import zebra_sides

# A fill this far inside a cell on all sides is a highlight or a pill, not a cell's background.
INSET = 1.6
# A fill over this part of the page is its background.
BACKGROUND = 0.9
# Fills alone that take up less of the page's width than this may be some columns of a table.
PAINTED = 0.5
# The gaps between so many boxes side by side are at most so wide, in points.
BOXES, GAP = 2, 8.0


def read_ruled(page: Page, before: Sequence[Grid] = ()) -> list[Grid]:
    """Every lattice of at least two cells on the page, from top to bottom; `before` are those of the page before."""
    lines = [Line(r.horizontal, r.at, r.start, r.end) for r in page.rulings if r.end - r.start >= MIN_CELL]
    runs = runs_of(page.glyphs)
    lines = _without_gaps(_without_underlines(lines, runs), page.glyphs)
    lines += open_ends(lines, before)
    grids = _grids(page, lines, [], before)
    boxes = [c.box for g in grids for c in g.cells]
    hugging = pills(page.fills, runs) | dots(page.fills, page.rulings, runs) | drawn_on(page.fills, page.marks)
    grounds = without_shading([f for n, f in enumerate(page.fills) if n not in hugging])
    behind = _behind_cells(grounds, page, boxes)
    edges = _shown(behind, page.rulings) + zebra_sides(behind, runs)
    drawn = _grids(page, lines + edges + banks(grounds, [*boxes, *_bands(lines, boxes)], runs, lines), runs, before)
    alone = [(g, row) for g in drawn if (row := headings_alone(page, g, runs)) is not None]
    painted = [row for _, row in alone]
    closed = [g for g in drawn if _is_drawn(page, g) and not any(g is head for head, _ in alone)]
    framed = [] if page.scanned else frames(page, closed, before, painted)
    if not framed:
        return sorted(drawn, key=_place)
    sides = [ln for ln in framed if not ln.horizontal]
    begin = [ln.start for ln in sides]
    boxes = [c.box for g in _grids(page, lines + framed, [], before, begin) for c in g.cells]
    grids = _grids(page, lines + framed + edges + banks(grounds, boxes, runs, lines), runs, before, begin)
    for grid in grids:
        b = grid.box
        grid.announced = any(abs(ln.at - b.x0) < SNAP and b.top - 1 <= ln.start < b.bottom for ln in sides)
    whole = [g.box for g in grids if g.announced]
    grids = [g for g in grids if g.announced or not any(box.holds(g.box, SNAP) for box in whole)]
    return sorted(grids, key=_place)


def _bands(lines: list[Line], boxes: Sequence[Box]) -> list[Box]:
    """The spaces between lines of one width above each other, where nothing makes cells (`boxes`) of them."""
    across: dict[tuple[int, int], list[float]] = {}
    for y, (x0, x1) in snapped([ln for ln in lines if ln.horizontal]):
        across.setdefault((round(x0 / SAME_SIDE), round(x1 / SAME_SIDE)), []).append(y)
    bands = [
        Box(x0 * SAME_SIDE, top, x1 * SAME_SIDE, bottom)
        for (x0, x1), ys in across.items()
        for top, bottom in pairwise(ys)
        if bottom - top > MIN_CELL
    ]
    if not (bands and boxes):
        return bands
    x0, top, x1, bottom = np.array(bands, dtype=np.float64).T[:, :, None]
    left, upper, right, lower = np.array(boxes, dtype=np.float64).T
    both = (np.minimum(x1, right) > np.maximum(x0, left)) & (np.minimum(bottom, lower) > np.maximum(top, upper))
    return [b for b, taken in zip(bands, both.any(axis=1).tolist(), strict=True) if not taken]


def _is_drawn(page: Page, grid: Grid) -> bool:
    """Whether a lattice is a table of its own: ruled, or wider than the painted columns of one."""
    b = grid.box
    return b.width > PAINTED * page.width or any(
        r.at > b.top - 1 and r.at < b.bottom + 1 and min(r.end, b.x1) - max(r.start, b.x0) > 0.5 * b.width
        for r in page.rulings
        if r.horizontal
    )


def _place(grid: Grid) -> tuple[float, float]:
    return grid.box.top, grid.box.x0


def _without_underlines(lines: list[Line], runs: list[Run]) -> list[Line]:
    """The lines that part rows: not those, no longer than the words over them, that underline or strike out words."""
    if not lines or not runs:
        return lines
    at, start, end = np.array([ln[1:] for ln in lines], dtype=np.float64).T[:, :, None]
    base, size, x0, x1 = np.array([(r.baseline, r.size, r.x0, r.x1) for r in runs], dtype=np.float64).T
    near = (-0.5 * size < at - base) & (at - base < 0.3 * size)
    under = (near & (start > x0 - 2) & (end < x1 + 2)).any(axis=1)
    return [ln for ln, words in zip(lines, under.tolist(), strict=True) if not (ln.horizontal and words)]


def _without_gaps(lines: list[Line], glyphs: Glyphs) -> list[Line]:
    """The lines, both sides of each gap between boxes of their own put together in its middle.

    Cells that stand apart, as with round corners in a browser, have a line each on both sides of a gap that holds no
    text. Read as columns, such gaps parted each heading from its cells (189 ratings of one plan).
    """
    sides: dict[tuple[int, int], list[Line]] = {}
    for ln in lines:
        if not ln.horizontal:
            sides.setdefault((round(ln.start), round(ln.end)), []).append(ln)
    moved: dict[Line, Line] = {}
    for (top, bottom), own in sides.items():
        # a line on the left of the first box, two between each and the next, one on the right of the last
        own.sort(key=lambda ln: ln.at)
        gaps = list(zip(own[1:-1:2], own[2:-1:2], strict=False))
        if len(gaps) < BOXES or len(own) != 2 * len(gaps) + 2 or not all(SNAP < b.at - a.at <= GAP for a, b in gaps):
            continue
        x = glyphs.x_mid[glyphs.ink & (glyphs.y_mid > top) & (glyphs.y_mid < bottom)]
        for a, b in gaps:
            if not ((x > a.at) & (x < b.at)).any():
                middle = (a.at + b.at) / 2
                moved |= {a: a._replace(at=middle), b: b._replace(at=middle)}
    return [moved.get(ln, ln) for ln in lines]


def _behind_cells(fills: Sequence[Fill], page: Page, cells: Sequence[Box]) -> list[Fill]:
    """The fills that are painted behind whole cells: no pills or highlights, which leave the cell's sides free."""
    most = BACKGROUND * page.width * page.height
    fills = [f for f in fills if f.colour != WHITE and min(f.box.width, f.box.height) >= MIN_CELL]
    fills = [f for f in fills if f.box.width * f.box.height <= most]
    if not (fills and cells):
        return fills
    left, top, right, bottom = np.array([f.box for f in fills], dtype=np.float64).T[:, :, None]
    x0, upper, x1, lower = np.array(cells, dtype=np.float64).T
    level = (top > upper + INSET) & (right < x1 + INSET) & (left > x0 - INSET) & (bottom < lower - INSET)
    fills_width = (left < x0 + INSET) & (right > x1 - INSET)
    inset = (left > x0 + INSET) & (right < x1 - INSET) & (top > upper - INSET) & (bottom < lower + INSET)
    free = (inset | (level & ~fills_width)).any(axis=1)
    return [f for f, aside in zip(fills, free.tolist(), strict=True) if not aside]


def _edges(box: Box) -> list[Line]:
    return [
        Line(True, box.top, box.x0, box.x1),
        Line(True, box.bottom, box.x0, box.x1),
        Line(False, box.x0, box.top, box.bottom),
        Line(False, box.x1, box.top, box.bottom),
    ]


def _shown(fills: Sequence[Fill], rulings: Iterable[Ruling]) -> list[Line]:
    """The edges of the fills, but for those between two fills of one colour along a part of which lines are drawn.

    There a cell spans both rows, as where rows are painted first and white lines part their cells.
    """
    drawn: dict[int, list[Ruling]] = {}
    for r in rulings:
        if r.horizontal:
            drawn.setdefault(round(r.at), []).append(r)
    beyond: dict[tuple[str, bool, int], list[Box]] = {}
    for f in fills:
        beyond.setdefault((f.colour, True, round(f.box.bottom)), []).append(f.box)
        beyond.setdefault((f.colour, False, round(f.box.top)), []).append(f.box)

    def seen(edge: Line, fill: Fill) -> bool:
        near = range(round(edge.at) - 2, round(edge.at) + 3)
        if not edge.horizontal or not any(
            min(r.end, edge.end) - max(r.start, edge.start) > MIN_CELL for y in near for r in drawn.get(y, ())
        ):
            return True
        return not any(
            b.x0 < edge.start + SNAP and b.x1 > edge.end - SNAP
            for y in near
            for b in beyond.get((fill.colour, edge.at == fill.box.top, y), ())
        )

    return [e for f in fills for e in _edges(f.box) if seen(e, f)]


def _grids(
    page: Page, lines: list[Line], runs: list[Run], before: Sequence[Grid], begin: Sequence[float] = ()
) -> list[Grid]:
    """The lattices that the lines make; at each y of `begin` another table begins."""
    lattices: list[Lines] = []
    for members in _connected(lines):
        horizontal = snapped([ln for ln in members if ln.horizontal])
        vertical = snapped([ln for ln in members if not ln.horizontal])
        if horizontal:
            lattices.append(Lines(horizontal, vertical))

    def announced() -> list[float]:
        return [*begin, *((*headings_on(page), *titled_headings_on(page)) if runs else ())]

    piles = stack(lattices, runs, announced, [g.box for g in before if g.shown], [g.box for g in before])
    grids = [g for lattice in piles if (g := lattice_grid(page, lattice, runs, before)) is not None]
    around = Surroundings(page, runs, grids, before)
    around = replace(around, grids=[_with_last_rows(g, around) for g in grids])
    return [with_form_title(with_first_row(g, around), around) for g in around.grids]


def _with_last_rows(grid: Grid, around: Surroundings) -> Grid:
    """`grid` with the rows below it that nothing closes: one, or all where white alone tells its rows."""
    more = with_last_row(grid, around)
    while grid.striped and more is not grid and grid.box.width > PAINTED * around.page.width:
        others = replace(around, grids=[*(g for g in around.grids if g is not grid), more])
        grid, more = more, with_last_row(more, others)
    return more


def _connected(lines: list[Line]) -> list[list[Line]]:
    """The lines in groups that touch or cross each other, or lie on each other."""
    if not lines:
        return []
    order = sorted(range(len(lines)), key=lambda n: not lines[n].horizontal)
    at, start, end = np.array([lines[n][1:] for n in order], dtype=np.float64).T
    low, high = start - REACH, end + REACH
    count = sum(ln.horizontal for ln in lines)
    flat, upright = slice(count), slice(count, None)
    joined = np.zeros((len(lines), len(lines)), dtype=np.bool_)
    for own in (flat, upright):
        near = np.abs(at[own, None] - at[own]) <= SNAP
        joined[own, own] = near & (start[own, None] <= high[own]) & (end[own, None] >= low[own])
    touching = (at[flat, None] >= low[upright]) & (at[flat, None] <= high[upright])
    touching &= (at[upright] >= low[flat, None]) & (at[upright] <= high[flat, None])
    joined[flat, upright], joined[upright, flat] = touching, touching.T
    groups = sorted(sorted(order[m] for m in members) for members in components(joined))
    return [[lines[n] for n in members] for members in groups]
