"""The cells of one lattice: places between its lines, put together where no line parts them.

Two neighbouring places without a line between them are one cell, so spans need no special case.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.grids.grid import At, Grid, GridCell, Line, Lines
from extractors.page import WHITE, Box, Page
from extractors.printed.geometry import Spans, UnionFind, cluster, covered, merge_spans
from extractors.printed.runs import Run, goes_across, in_bands

# Lines closer than this are one line: Chromium draws the borders of neighbouring cells up to 1.5 pt apart, double
# rules stand 1.5 to 2.2 pt apart; the narrowest real row seen is over 6 pt.
SNAP = 2.2
# Sides of one table on two pages differ by less than this many points.
SAME_SIDE = 4.0
# How far a line may stop short of the line it meets.
REACH = 3.0
# The part of a side that must be drawn for it to part two cells.
DRAWN = 0.6
# A heading that reaches less than this many font sizes over an edge stands in one column.
BARELY = 1.2
# So many rows under the headings that are parted alike are no chance.
FEWEST = 2


class Edges(NamedTuple):
    """The edges of a lattice's columns and rows, and those of columns that no line draws (`soft`), in points."""

    xs: list[float]
    ys: list[float]
    soft: list[float]


class _Lattice(NamedTuple):
    xs: list[float]
    ys: list[float]
    vertical: dict[int, Spans]
    horizontal: dict[int, Spans]


def assembled(page: Page, lines: Lines, edges: Edges, runs: list[Run]) -> Grid | None:
    """The grid of a lattice with these edges; `runs` are the texts inside it. None where it has a single cell."""
    xs, ys, soft = edges
    every = sorted([*xs, *soft])
    vertical = _spans_at(xs, lines.vertical)
    spans = {every.index(xs[i]): s for i, s in vertical.items()}
    spans.setdefault(0, [(ys[0], ys[-1])])
    spans.setdefault(len(every) - 1, [(ys[0], ys[-1])])
    for x in soft:
        spans[every.index(x)] = _parting(page, x, every, ys, runs)
    if len(xs) > 2:
        _part_undivided_rows(page, every, ys, spans, runs, drawn=has_lines(page, lines.box, horizontal=False))
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


def snapped(lines: Sequence[Line], apart: float = SNAP) -> list[At]:
    """Parallel lines gathered at common positions, at most so many points `apart`, their pieces merged."""
    gathered: dict[float, list[tuple[float, float]]] = {}
    at = cluster([ln.at for ln in lines], [ln.end - ln.start for ln in lines], apart)
    for line, position in zip(lines, at, strict=True):
        gathered.setdefault(position, []).append((line.start, line.end))
    return [(position, span) for position, spans in sorted(gathered.items()) for span in merge_spans(spans, REACH)]


def has_lines(page: Page, box: Box, *, horizontal: bool) -> bool:
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
    drawn = drawn and not _headings_alone_part(ys, spans, len(inner))
    texts: list[Run] = []
    for top, bottom, held in zip(ys, ys[1:], in_bands(runs, ys), strict=False):
        mine = held or ([] if drawn else texts)
        texts = mine
        open_ = [i for i in inner if covered(spans.get(i, []), top, bottom) < DRAWN]
        crossed = {i for i in open_ for r in mine if goes_across(page.glyphs, r, xs[i])}
        if top == ys[0] and 0 < len(open_) < len(inner):
            crossed |= _under_one_ground(page, xs, (top, bottom), open_, runs)
        if not mine or (drawn and (len(open_) < len(inner) or crossed or all(r.x_mid < xs[1] for r in mine))):
            continue
        for i in open_:
            if i not in crossed:
                spans[i] = merge_spans([*spans.get(i, []), (top, bottom)], REACH)


def _under_one_ground(
    page: Page, xs: list[float], row: tuple[float, float], edges: list[int], runs: list[Run]
) -> set[int]:
    """The edges inside a ground of the row of headings that holds one text, over texts of several columns: `Quarter 1`.

    Parted, it stood over the first of them alone, and the values of that quarter were taken for those of the next one.
    """
    top, bottom = row
    found: set[int] = set()
    for box in (f.box for f in page.fills if f.colour != WHITE):
        inside = {i for i in edges if box.x0 < xs[i] - SNAP and box.x1 > xs[i] + SNAP}
        if not inside or abs(box.top - top) > SNAP or abs(box.bottom - bottom) > SNAP:
            continue
        own = [r for r in runs if box.contains(r.x_mid, r.y_mid)]
        under = [r for r in runs if box.x0 < r.x_mid < box.x1 and bottom < r.y_mid < bottom + box.height]
        if len({bisect_right(xs, r.x_mid) for r in own}) == 1 < len({bisect_right(xs, r.x_mid) for r in under}):
            found |= inside
    return found


def _headings_alone_part(ys: list[float], spans: dict[int, Spans], inner: int) -> bool:
    """Whether the first row alone is parted at each of the `inner` edges, all others at the same few of them.

    A line that sets off the themes at the left, or the ratings, says nothing of the columns that painted headings
    show: sixteen rows of a plan had their codes, titles, officers and comments in one cell.
    """
    rows = [
        frozenset(i for i in range(1, inner + 1) if covered(spans.get(i, []), top, bottom) >= DRAWN)
        for top, bottom in pairwise(ys)
    ]
    return len(rows) > FEWEST and len(rows[0]) == inner > 2 * len(rows[1]) and len(set(rows[1:])) == 1


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


def positions(inner: list[float], low: float, high: float) -> list[float]:
    """The lattice's edges in one direction, in points: the lines, and the ends of the lines that cross them."""
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
        if len(members) == 1:  # as nine in ten are
            r, c = divmod(members[0], columns)
            cells.append(GridCell(r, c, 1, 1, Box(xs[c], ys[r], xs[c + 1], ys[r + 1])))
            continue
        places = [divmod(m, columns) for m in members]
        (r0, r1), (c0, c1) = ((min(ns), max(ns)) for ns in zip(*places, strict=True))
        whole = len(members) == (r1 - r0 + 1) * (c1 - c0 + 1)
        parts = [(r0, c0, r1, c1)] if whole else [(r, c, r, c) for r, c in places]
        cells.extend(
            GridCell(a, b, c - a + 1, d - b + 1, Box(xs[b], ys[a], xs[d + 1], ys[c + 1])) for a, b, c, d in parts
        )
    return sorted(cells, key=lambda c: (c.row, c.column))


def same_sides(grid: Grid, box: Box) -> bool:
    """Whether the sides of a table stand where those of a box on another page do."""
    return abs(grid.box.x0 - box.x0) < SAME_SIDE and abs(grid.box.x1 - box.x1) < SAME_SIDE
