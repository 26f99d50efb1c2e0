"""The ruled reading: cells from lines, and from the edges of filled rectangles.

Lines are snapped to common positions and grouped into connected lattices. Within a lattice, two neighbouring places
without a line between them are one cell, so spans need no special case.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.grids.grid import At, Grid, GridCell, Line, Lines
from extractors.grids.softcolumns import soft_edges
from extractors.headings.shapes import ARROW, CODE, CODES, NUMBER, PERIOD, STATUS
from extractors.page import Box, Fill, Page, Ruling
from extractors.printed.chunks import is_value
from extractors.printed.geometry import Spans, UnionFind, cluster, components, covered, merge_spans
from extractors.printed.prose import is_bold
from extractors.printed.runs import Run, goes_across, runs_of
from extractors.readings.banks import banks
from extractors.readings.edgerows import with_first_row, with_last_row
from extractors.readings.frames import frames, headings_on
from extractors.readings.groupheads import group_edge
from extractors.readings.keyrows import key_edges
from extractors.readings.openends import open_ends
from extractors.readings.pills import pills
from extractors.readings.shading import without_shading
from extractors.readings.stack import stack
from extractors.readings.stripes import row_edges
from extractors.readings.zebra import zebra_sides

# Lines closer than this are one line: Chromium draws the borders of neighbouring cells up to 1.5 pt apart, double
# rules stand 1.5 to 2.2 pt apart; the narrowest real row seen is over 6 pt.
SNAP = 2.2
# How far a line may stop short of the line it meets.
REACH = 3.0
# The part of a side that must be drawn for it to part two cells.
DRAWN = 0.6
# Smaller fills are bullets and ticks, not cells.
MIN_CELL = 5.0
# A shape wider than this is no sign in a cell.
LARGEST_SIGN = 60.0
# A fill this far inside a cell on all sides is a highlight or a pill, not a cell's background.
INSET = 1.6
# A fill over this part of the page is its background.
BACKGROUND = 0.9
# Fills alone that take up less of the page's width than this may be some columns of a table.
PAINTED = 0.5
# A painted side this close to a known edge, in points, is that edge.
NEAR_EDGE = 14.0
# Bold texts name rows where fewer than this part of a table's texts are bold.
NAMES = 0.3
# Rows between so many lines from side to side, besides those under headings, are those that are ruled.
RULED = 4
# A heading that reaches less than this many font sizes over an edge stands in one column.
BARELY = 1.2
# Sides of one table on two pages differ by less than this many points.
SAME_SIDE = 4.0


class _Lattice(NamedTuple):
    xs: list[float]
    ys: list[float]
    vertical: dict[int, Spans]
    horizontal: dict[int, Spans]


def read_ruled(page: Page, before: Sequence[Grid] = ()) -> list[Grid]:
    """Every lattice of at least two cells on the page, from top to bottom; `before` are those of the page before."""
    lines = [Line(r.horizontal, r.at, r.start, r.end) for r in page.rulings if r.end - r.start >= MIN_CELL]
    runs = runs_of(page.glyphs)
    lines = _without_underlines(lines, runs)
    lines += open_ends(lines, before)
    grids = _grids(page, lines, [], before)
    boxes = [c.box for g in grids for c in g.cells]
    hugging = pills(page.fills, runs)
    grounds = without_shading([f for n, f in enumerate(page.fills) if n not in hugging])
    behind = [f for f in grounds if _is_background_of_cells(f, page, boxes)]
    edges = _shown(behind, page.rulings) + zebra_sides(behind, runs)
    drawn = _grids(page, lines + edges + banks(grounds, [*boxes, *_bands(lines, boxes)], runs), runs, before)
    framed = [] if page.scanned else frames(page, [g for g in drawn if _is_drawn(page, g)], before)
    if not framed:
        return sorted(drawn, key=_place)
    sides = [ln for ln in framed if not ln.horizontal]
    begin = [ln.start for ln in sides]
    boxes = [c.box for g in _grids(page, lines + framed, [], before, begin) for c in g.cells]
    grids = _grids(page, lines + framed + edges + banks(grounds, boxes, runs), runs, before, begin)
    for grid in grids:
        b = grid.box
        grid.announced = any(abs(ln.at - b.x0) < SNAP and b.top - 1 <= ln.start < b.bottom for ln in sides)
    whole = [g.box for g in grids if g.announced]
    grids = [g for g in grids if g.announced or not any(_within(g.box, box) for box in whole)]
    return sorted(grids, key=_place)


def _bands(lines: list[Line], boxes: Sequence[Box]) -> list[Box]:
    """The spaces between lines of one width above each other, where nothing makes cells (`boxes`) of them."""
    across: dict[tuple[int, int], list[float]] = {}
    for y, (x0, x1) in _snapped([ln for ln in lines if ln.horizontal]):
        across.setdefault((round(x0 / SAME_SIDE), round(x1 / SAME_SIDE)), []).append(y)
    bands = [
        Box(x0 * SAME_SIDE, top, x1 * SAME_SIDE, bottom)
        for (x0, x1), ys in across.items()
        for top, bottom in pairwise(ys)
        if bottom - top > MIN_CELL
    ]
    return [b for b in bands if not any(b.overlap(o) > 0 for o in boxes)]


def _is_drawn(page: Page, grid: Grid) -> bool:
    """Whether a lattice is a table of its own: ruled, or wider than the painted columns of one."""
    b = grid.box
    return b.width > PAINTED * page.width or any(
        r.at > b.top - 1 and r.at < b.bottom + 1 and min(r.end, b.x1) - max(r.start, b.x0) > 0.5 * b.width
        for r in page.rulings
        if r.horizontal
    )


def _within(inner: Box, outer: Box) -> bool:
    """Whether a lattice lies inside an announced table: the paint of some of its cells."""
    across = inner.x0 > outer.x0 - SNAP and inner.x1 < outer.x1 + SNAP
    return across and inner.top > outer.top - SNAP and inner.bottom < outer.bottom + SNAP


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


def _is_background_of_cells(fill: Fill, page: Page, cells: Iterable[Box]) -> bool:
    """Whether the fill is painted behind whole cells: not a pill or a highlight, which leave the cell's sides free."""
    box = fill.box
    if box.width < MIN_CELL or box.height < MIN_CELL or fill.colour == "#ffffff":
        return False
    if box.width * box.height > BACKGROUND * page.width * page.height:
        return False
    return not any(
        (box.x0 > c.x0 + INSET and box.x1 < c.x1 - INSET and box.top > c.top - INSET and box.bottom < c.bottom + INSET)
        or (
            box.top > c.top + INSET
            and box.bottom < c.bottom - INSET
            and box.x0 > c.x0 - INSET
            and box.x1 < c.x1 + INSET
            and not _fills_width(box, c)
        )
        for c in cells
    )


def _fills_width(box: Box, cell: Box) -> bool:
    return box.x0 < cell.x0 + INSET and box.x1 > cell.x1 - INSET


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


def _snapped(lines: list[Line]) -> list[At]:
    """Parallel lines gathered at common positions, their pieces merged."""
    gathered: dict[float, list[tuple[float, float]]] = {}
    at = cluster([ln.at for ln in lines], [ln.end - ln.start for ln in lines], SNAP)
    for line, position in zip(lines, at, strict=True):
        gathered.setdefault(position, []).append((line.start, line.end))
    return [(position, span) for position, spans in sorted(gathered.items()) for span in merge_spans(spans, REACH)]


def _grids(
    page: Page, lines: list[Line], runs: list[Run], before: Sequence[Grid], begin: Sequence[float] = ()
) -> list[Grid]:
    """The lattices that the lines make; at each y of `begin` another table begins."""
    lattices: list[Lines] = []
    for members in _connected(lines):
        horizontal = _snapped([ln for ln in members if ln.horizontal])
        vertical = _snapped([ln for ln in members if not ln.horizontal])
        if horizontal:
            lattices.append(Lines(horizontal, vertical))

    def text(run: Run) -> str:
        return page.glyphs.string(run.glyphs)

    def announced() -> list[float]:
        return [*begin, *(headings_on(page) if runs else ())]

    piles = stack(lattices, runs, announced, [g.box for g in before if g.soft])
    grids = [g for lattice in piles if (g := _grid(page, lattice, runs, before)) is not None]
    grids = [_with_last_rows(page, g, runs, grids, text) for g in grids]
    return [with_first_row(page, g, runs, grids, text, before) for g in grids]


def _with_last_rows(page: Page, grid: Grid, runs: list[Run], grids: Sequence[Grid], text: Callable[[Run], str]) -> Grid:
    """`grid` with the rows below it that nothing closes: one, or all where white alone tells its rows."""
    more = with_last_row(page, grid, runs, grids, text)
    while grid.striped and more is not grid and grid.box.width > PAINTED * page.width:
        grid, more = more, with_last_row(page, more, runs, [*(g for g in grids if g is not grid), more], text)
    return more


def _connected(lines: list[Line]) -> list[list[Line]]:
    """The lines in groups that touch or cross each other, or lie on each other."""
    if not lines:
        return []
    flat = np.array([ln.horizontal for ln in lines])
    at, start, end = (np.array([getattr(ln, k) for ln in lines]) for k in ("at", "start", "end"))
    crosses = (at[:, None] >= start[None, :] - REACH) & (at[:, None] <= end[None, :] + REACH)
    touching = (flat[:, None] != flat[None, :]) & crosses & crosses.T
    same = (flat[:, None] == flat[None, :]) & (np.abs(at[:, None] - at[None, :]) <= SNAP)
    same &= (start[:, None] <= end[None, :] + REACH) & (end[:, None] >= start[None, :] - REACH)
    return [[lines[m] for m in members] for members in components(touching | same)]


def with_soft_edges(page: Page, grid: Grid, soft: list[float]) -> Grid | None:
    """The same lattice with other soft edges, which a neighbouring page shows; None where they do not fit in."""
    if grid.lines is None:
        return None
    runs = [r for r in runs_of(page.glyphs) if grid.box.contains(r.x_mid, r.y_mid)]
    hard = [x for x in grid.xs if x not in grid.soft]
    ys, lines = _with_group_edge(page, [*hard, *soft], list(grid.ys), grid.lines, runs)
    again = _assembled(page, hard, ys, lines, runs, sorted(soft))
    return replace(again, striped=grid.striped) if again else None


def _grid(page: Page, lines: Lines, runs: list[Run], before: Sequence[Grid]) -> Grid | None:
    horizontal, vertical = lines
    box = lines.box
    ys = _positions([y for y, _ in horizontal], box.top, box.bottom)
    xs = _positions([x for x, _ in vertical], box.x0, box.x1)
    if len(xs) < 2 or len(ys) < 2:
        return None
    inside = [r for r in runs if box.contains(r.x_mid, r.y_mid)]

    def is_key(run: Run) -> bool:
        text = page.glyphs.string(run.glyphs).strip()
        return any(shape.match(text) for shape in (CODE, CODES, PERIOD, STATUS))

    def is_single(run: Run) -> bool:
        text = page.glyphs.string(run.glyphs).strip()
        return is_value(text) or any(shape.match(text) for shape in (STATUS, NUMBER, ARROW, PERIOD))

    bold = {r.place for r in inside if is_bold(page.glyphs, r.glyphs)}

    def is_name(run: Run) -> bool:
        return run.place in bold and len(bold) < NAMES * len(inside)

    white: list[float] = []
    going_on = _goes_on(box, before)
    if not page.scanned and (len(ys) > 2 or going_on) and _ruled_rows(page, box) < RULED:
        body = box._replace(top=ys[1]) if min(len(ys), len(xs)) > 2 else box
        told = [] if _has_lines(page, body, horizontal=True) else key_edges(ys, inside, is_single, is_name)
        white = told or row_edges(ys, inside, is_key if len(xs) > 2 else None, is_name, going_on=going_on)
    if white:
        ys = sorted({*ys, *white})
        lines = Lines([*horizontal, *((y, (box.x0, box.x1)) for y in white)], vertical)
    soft = soft_edges([*inside, *_signs(page, box)], xs, ys) if len(ys) > 2 and runs else []
    if len(xs) == 2 and not soft:
        soft = next((list(g.soft) for g in before if _shows_columns(g, box, inside)), soft)
    soft = sorted([*soft, *_painted(page, inside, [*xs, *soft], ys)]) if soft else soft
    if len(xs) == 2 and not soft and (len(vertical) < 2 or len(ys) == 2):
        return None
    if soft:
        ys, lines = _with_group_edge(page, [*xs, *soft], ys, lines, inside)
    grid = _assembled(page, xs, ys, lines, inside, soft)
    striped = bool(white) or (len(ys) == 2 and going_on)  # a page may hold one row alone
    return replace(grid, striped=striped) if grid else None


def _ruled_rows(page: Page, box: Box) -> int:
    """How many lines are drawn from side to side inside the box."""
    inside = [r for r in page.rulings if r.horizontal and box.top + SNAP < r.at < box.bottom - SNAP]
    return len({round(r.at) for r in inside if r.start < box.x0 + SAME_SIDE and r.end > box.x1 - SAME_SIDE})


def _with_group_edge(
    page: Page, xs: Sequence[float], ys: list[float], lines: Lines, runs: Sequence[Run]
) -> tuple[list[float], Lines]:
    """The row edges and lines with one that parts a first row of headings over several columns from those columns'."""
    split = group_edge(page.glyphs, sorted(xs), [r for r in runs if r.y_mid < ys[1]])
    if split is None:
        return ys, lines
    across = (split, (lines.box.x0, lines.box.x1))
    return sorted([*ys, split]), Lines([*lines.horizontal, across], lines.vertical)


def _painted(page: Page, runs: list[Run], xs: list[float], ys: list[float]) -> list[float]:
    """The sides (x) of fills as high as a row of the table, where no edge of a column is known yet and no text crosses.

    A page with a single row shows too little of its columns by its texts alone.
    """
    found: list[float] = []
    rows = list(pairwise(ys))[1:]
    for box in (f.box for f in page.fills if f.colour != "#ffffff" and f.box.width >= MIN_CELL):
        if not any(abs(box.top - top) < SNAP and abs(box.bottom - bottom) < SNAP for top, bottom in rows):
            continue
        for x in (box.x0, box.x1):
            if all(abs(x - e) > NEAR_EDGE for e in (*xs, *found)) and min(xs) < x < max(xs) and not _crossed(runs, x):
                found.append(x)
    return found


def _crossed(runs: Sequence[Run], x: float) -> bool:
    return any(r.crosses(x) for r in runs)


def _goes_on(box: Box, before: Sequence[Grid]) -> bool:
    """Whether a table of the page before, whose rows were told by white, has the same sides."""
    return any(g.striped and _same_sides(g, box) for g in before)


def _shows_columns(grid: Grid, box: Box, runs: Sequence[Run]) -> bool:
    """Whether a table of the page before has the same sides, and soft edges that none of the texts in `box` crosses."""
    clear = bool(runs) and not any(_crossed(runs, x) for x in grid.soft)
    return _same_sides(grid, box) and (grid.announced or clear)


def _same_sides(grid: Grid, box: Box) -> bool:
    return abs(grid.box.x0 - box.x0) < SAME_SIDE and abs(grid.box.x1 - box.x1) < SAME_SIDE


def _signs(page: Page, box: Box) -> list[Run]:
    """The circles and pills in the box as runs without glyphs: they show a column as texts do."""
    none = np.empty(0, dtype=np.int64)
    shown = [m.box for m in page.marks if min(m.box.width, m.box.height) >= MIN_CELL and m.box.width <= LARGEST_SIGN]
    inside = [b for b in shown if box.contains((b.x0 + b.x1) / 2, (b.top + b.bottom) / 2)]
    return [Run(-1 - n, none, b.x0, b.x1, b.top, b.bottom, b.bottom, b.height) for n, b in enumerate(inside)]


def _assembled(
    page: Page, xs: list[float], ys: list[float], lines: Lines, runs: list[Run], soft: list[float]
) -> Grid | None:
    every = sorted([*xs, *soft])
    vertical = _spans_at(xs, lines.vertical)
    spans = {every.index(xs[i]): s for i, s in vertical.items()}
    spans.setdefault(0, [(ys[0], ys[-1])])
    spans.setdefault(len(every) - 1, [(ys[0], ys[-1])])
    for x in soft:
        spans[every.index(x)] = _parting(page, x, every, ys, runs)
    if len(xs) > 2:
        _part_undivided_rows(page, every, ys, spans, runs, drawn=_has_lines(page, lines.box, horizontal=False))
    cells = _cells(_Lattice(every, ys, spans, _spans_at(ys, lines.horizontal)))
    if len(cells) < 2:
        return None
    first, last = min(y for y, _ in lines.horizontal), max(y for y, _ in lines.horizontal)
    return Grid(
        page.number,
        "flow" if soft else "ruled",
        Box(every[0], ys[0], every[-1], ys[-1]),
        tuple(every),
        tuple(ys),
        cells,
        open_top=bool(ys[0] < first - REACH),
        open_bottom=bool(ys[-1] > last + REACH),
        soft=tuple(soft),
        lines=lines,
    )


def _has_lines(page: Page, box: Box, *, horizontal: bool) -> bool:
    """Whether lines of that direction are ruled inside the box; edges of fills alone leave the unpainted rows open."""
    low, high = (box.top, box.bottom) if horizontal else (box.x0, box.x1)
    start, end = (box.x0, box.x1) if horizontal else (box.top, box.bottom)
    return any(
        r.horizontal == horizontal and low + SNAP < r.at < high - SNAP and r.start < end and r.end > start
        for r in page.rulings
    )


def _part_undivided_rows(
    page: Page, xs: list[float], ys: list[float], spans: dict[int, Spans], runs: list[Run], *, drawn: bool
) -> None:
    """Part the rows of zebra tables, which paint every other row.

    A row without any inner line is parted where the others are, unless a text runs across an edge. Where lines are
    drawn elsewhere, a row without any is one cell if its text begins at the left. A row without texts, as under a
    heading of several columns, is parted as the one above it.
    """
    inner = range(1, len(xs) - 1)
    texts: list[Run] = []
    for top, bottom in pairwise(ys):
        mine = [r for r in runs if top < r.y_mid < bottom] or ([] if drawn else texts)
        texts = mine
        open_ = [i for i in inner if covered(spans.get(i, []), top, bottom) < DRAWN]
        crossed = {i for i in open_ for r in mine if goes_across(page.glyphs, r, xs[i])}
        if not mine or (drawn and (len(open_) < len(inner) or crossed or all(r.x_mid < xs[1] for r in mine))):
            continue
        for i in open_:
            if i not in crossed:
                spans[i] = merge_spans([*spans.get(i, []), (top, bottom)], REACH)


def _parting(page: Page, x: float, xs: list[float], ys: list[float], runs: list[Run]) -> Spans:
    """Where a soft edge parts cells: everywhere but in a first row whose text, a heading over columns, runs across it.

    Text that runs across it further down, or beside another heading, has only run over its cell.
    """
    first = [r for r in runs if r.y_mid < ys[1]]
    place = xs.index(x)
    for r in (r for r in first if goes_across(page.glyphs, r, x) and min(r.x1 - x, x - r.x0) > BARELY * r.size):
        low, high = (xs[place - 1], x) if r.x_mid > x else (x, xs[place + 1])
        if not any(o is not r and low - 1 <= o.x_mid <= high + 1 for o in first):
            return [(ys[1], ys[-1])]
    return [(ys[0], ys[-1])]


def _positions(inner: list[float], low: float, high: float) -> list[float]:
    """The lattice's edges in one direction: the lines, and the ends of the lines that cross them."""
    positions = sorted(set(inner)) or [low]
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
        parts = (
            [(r0, c0, r1, c1)] if whole else [(m // columns, m % columns, m // columns, m % columns) for m in members]
        )
        cells.extend(
            GridCell(a, b, c - a + 1, d - b + 1, Box(xs[b], ys[a], xs[d + 1], ys[c + 1])) for a, b, c, d in parts
        )
    return sorted(cells, key=lambda c: (c.row, c.column))
