"""The ruled reading: cells from lines, and from the edges of filled rectangles.

Lines are snapped to common positions and grouped into connected lattices. Within a lattice, two neighbouring places
without a line between them are one cell, so spans need no special case.
"""

from collections.abc import Iterable
from typing import NamedTuple

from extractors.geometry import Spans, UnionFind, cluster, covered, merge_spans
from extractors.grid import Grid, GridCell
from extractors.page import Box, Fill, Page

# Lines closer than this are one line: Chromium draws the borders of neighbouring cells up to 1.5 pt apart, double
# rules stand 1.5 to 2.2 pt apart; the narrowest real row seen is over 6 pt.
SNAP = 2.2
# How far a line may stop short of the line it meets.
REACH = 3.0
# The part of a side that must be drawn for it to part two cells.
DRAWN = 0.6
# Smaller fills are bullets and ticks, not cells.
MIN_CELL = 5.0
# A fill this far inside a cell on all sides is a highlight or a pill, not a cell's background.
INSET = 1.6
# A fill over this part of the page is its background.
BACKGROUND = 0.9


class _Lattice(NamedTuple):
    xs: list[float]
    ys: list[float]
    vertical: dict[int, Spans]
    horizontal: dict[int, Spans]


class _Line(NamedTuple):
    horizontal: bool
    at: float
    start: float
    end: float


def read_ruled(page: Page) -> list[Grid]:
    """Every lattice of at least two cells on the page, from top to bottom."""
    lines = [_Line(r.horizontal, r.at, r.start, r.end) for r in page.rulings if r.end - r.start >= MIN_CELL]
    grids = _grids(page, lines)
    boxes = [c.box for g in grids for c in g.cells]
    edges = [e for f in page.fills if _is_background_of_cells(f, page, boxes) for e in _edges(f.box)]
    if edges:
        grids = _grids(page, lines + edges)
    return sorted(grids, key=lambda g: (g.box.top, g.box.x0))


def _is_background_of_cells(fill: Fill, page: Page, cells: Iterable[Box]) -> bool:
    box = fill.box
    if box.width < MIN_CELL or box.height < MIN_CELL or fill.colour == "#ffffff":
        return False
    if box.width * box.height > BACKGROUND * page.width * page.height:
        return False
    return not any(
        box.x0 > c.x0 + INSET and box.x1 < c.x1 - INSET and box.top > c.top - INSET and box.bottom < c.bottom + INSET
        or box.top > c.top + INSET and box.bottom < c.bottom - INSET and box.x0 > c.x0 - INSET and box.x1 < c.x1 + INSET
        for c in cells
    )


def _edges(box: Box) -> list[_Line]:
    return [
        _Line(True, box.top, box.x0, box.x1),
        _Line(True, box.bottom, box.x0, box.x1),
        _Line(False, box.x0, box.top, box.bottom),
        _Line(False, box.x1, box.top, box.bottom),
    ]


def _snapped(lines: list[_Line], horizontal: bool) -> dict[float, Spans]:
    """Lines of one direction gathered at common positions, their pieces merged."""
    mine = [ln for ln in lines if ln.horizontal == horizontal]
    gathered: dict[float, list[tuple[float, float]]] = {}
    at = cluster([ln.at for ln in mine], [ln.end - ln.start for ln in mine], SNAP)
    for line, position in zip(mine, at, strict=True):
        gathered.setdefault(position, []).append((line.start, line.end))
    return {position: merge_spans(spans, REACH) for position, spans in gathered.items()}


def _grids(page: Page, lines: list[_Line]) -> list[Grid]:
    rows = [(y, s) for y, spans in sorted(_snapped(lines, True).items()) for s in spans]
    columns = [(x, s) for x, spans in sorted(_snapped(lines, False).items()) for s in spans]
    union = UnionFind(len(rows) + len(columns))
    for i, (y, (x0, x1)) in enumerate(rows):
        for j, (x, (y0, y1)) in enumerate(columns):
            if x0 - REACH <= x <= x1 + REACH and y0 - REACH <= y <= y1 + REACH:
                union.join(i, len(rows) + j)
    grids: list[Grid] = []
    for members in union.groups():
        horizontal = [rows[m] for m in members if m < len(rows)]
        vertical = [columns[m - len(rows)] for m in members if m >= len(rows)]
        if len(horizontal) >= 1 and len(vertical) >= 1:
            grid = _grid(page, horizontal, vertical)
            if grid is not None:
                grids.append(grid)
    return grids


def _grid(
    page: Page,
    horizontal: list[tuple[float, tuple[float, float]]],
    vertical: list[tuple[float, tuple[float, float]]],
) -> Grid | None:
    top = min([y for y, _ in horizontal] + [s[0] for _, s in vertical])
    bottom = max([y for y, _ in horizontal] + [s[1] for _, s in vertical])
    left = min([x for x, _ in vertical] + [s[0] for _, s in horizontal])
    right = max([x for x, _ in vertical] + [s[1] for _, s in horizontal])
    ys = _positions([y for y, _ in horizontal], top, bottom)
    xs = _positions([x for x, _ in vertical], left, right)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    lattice = _Lattice(xs, ys, _spans_at(xs, vertical), _spans_at(ys, horizontal))
    cells = _cells(lattice)
    if len(cells) < 2:
        return None
    first = min(y for y, _ in horizontal)
    last = max(y for y, _ in horizontal)
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    return Grid(
        page.number, "ruled", box, tuple(xs), tuple(ys), cells, open_top=bool(ys[0] < first - REACH), open_bottom=bool(ys[-1] > last + REACH)
    )


def _positions(inner: list[float], low: float, high: float) -> list[float]:
    """The lattice's edges in one direction: the lines, and the ends of the lines that cross them."""
    positions = sorted(set(inner))
    if low < positions[0] - REACH:
        positions.insert(0, low)
    if high > positions[-1] + REACH:
        positions.append(high)
    return positions


def _spans_at(positions: list[float], lines: list[tuple[float, tuple[float, float]]]) -> dict[int, Spans]:
    where = {p: i for i, p in enumerate(positions)}
    spans: dict[int, list[tuple[float, float]]] = {}
    for at, span in lines:
        spans.setdefault(where[at], []).append(span)
    return {i: merge_spans(s, REACH) for i, s in spans.items()}


def _cells(lattice: _Lattice) -> list[GridCell]:
    xs, ys = lattice.xs, lattice.ys
    columns, rows = len(xs) - 1, len(ys) - 1
    union = UnionFind(rows * columns)
    for i in range(rows):
        for j in range(columns):
            if j + 1 < columns and covered(lattice.vertical.get(j + 1, []), ys[i], ys[i + 1]) < DRAWN:
                union.join(i * columns + j, i * columns + j + 1)
            if i + 1 < rows and covered(lattice.horizontal.get(i + 1, []), xs[j], xs[j + 1]) < DRAWN:
                union.join(i * columns + j, (i + 1) * columns + j)
    cells: list[GridCell] = []
    for members in union.groups():
        r0, r1 = min(m // columns for m in members), max(m // columns for m in members)
        c0, c1 = min(m % columns for m in members), max(m % columns for m in members)
        whole = len(members) == (r1 - r0 + 1) * (c1 - c0 + 1)
        parts = [(r0, c0, r1, c1)] if whole else [(m // columns, m % columns, m // columns, m % columns) for m in members]
        cells.extend(
            GridCell(a, b, c - a + 1, d - b + 1, Box(xs[b], ys[a], xs[d + 1], ys[c + 1])) for a, b, c, d in parts
        )
    return sorted(cells, key=lambda c: (c.row, c.column))
