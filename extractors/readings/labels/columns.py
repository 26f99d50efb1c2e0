"""Columns of outcomes and themes whose labels stand for several rows with no line between them.

The lattice makes one cell of such labels where nothing is drawn, or as many as there are rows where a line is drawn
beside them. Here each label gets a cell over the rows that `labelgroups` tells, over all pages of its table; what
stays open is flagged. Rows at the top of a page that no label of the page stands for keep a blank cell: the last label
of the page before goes on in it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractors.grids.grid import Grid, GridCell
from extractors.headings.headings import match_heading
from extractors.page import WHITE, Box, Ints, Page
from extractors.printed.text import lines_of
from extractors.readings.labels.groups import Extent, Stretch, told
from extractors.readings.labels.texts import label_texts, names_groups

# Rows that the labels of fewer columns share are too few to tell rows by.
COLUMNS, ROWS = 3, 2
# A line this close to a row's edge, in points, is drawn there; one along this part of the column parts its cells.
NEAR, ALONG = 2.2, 0.6
# The column edges of one table on two pages differ by less than this many points.
SAME_EDGE = 3.0
# Rules at fewer than this part of the edges between rows are those of groups.
SOME = 0.7
# Where more than this part of the rows has a text of its own in the column, it holds no labels for several rows.
FILLED = 0.8
_WORD = re.compile(r"[^\W\d_]{4}")
FLAG, OPEN = "several_rows", "no line parts the labels of this column, and their places leave open which rows are whose"


@dataclass(eq=False)
class _Column:
    """A column of labels on one page: the first row under the headings, its labels, and the row edges in it.

    `ruled` says which of these are lines, `drawn` which are lines or the edges of paint.
    """

    page: Page
    grid: Grid
    number: int
    first: int
    labels: list[Ints]
    ruled: list[bool]
    drawn: list[bool]

    @property
    def filled(self) -> int:
        """How many of the column's cells have a text."""
        own = (c.glyphs for c in self.grid.cells if c.column == self.number and c.row >= self.first)
        return sum(bool(self.page.glyphs.ink[glyphs].any()) for glyphs in own)

    def texts(self) -> dict[int, Ints]:
        """The inked glyphs of the other cells that begin in each row under the headings, of those that have any."""
        ink = self.page.glyphs.ink
        others = [c for c in self.grid.cells if c.column != self.number and c.row >= self.first]
        inked = [(c.row, c.glyphs[ink[c.glyphs]]) for c in others]
        rows = sorted({row for row, own in inked if len(own)})
        return {r: np.concatenate([own for row, own in inked if row == r]) for r in rows}


def settle_labels(pages: Sequence[tuple[Page, Sequence[Grid]]]) -> None:
    """Give the labels of each table cells of their rows; changes the grids in place."""
    chains: list[list[_Column]] = []
    for page, grids in pages:
        going_on = chains[-1][-1] if chains and chains[-1][-1].page.number == page.number - 1 else None
        for n, grid in enumerate(grids):
            column = _labels_of(page, grid, going_on if n == 0 else None)
            if column is None:
                continue
            if going_on is not None and n == 0 and _is_same(going_on, column):
                chains[-1].append(column)
            else:
                chains.append([column])
    for chain in chains:
        _settle(chain)


def _labels_of(page: Page, grid: Grid, before: _Column | None) -> _Column | None:
    """The column of labels of a grid: told by its heading or, without headings, by the page before.

    Tags that made the grid say themselves which cells span rows and which are blank.
    """
    if page.scanned or grid.columns < COLUMNS or grid.labelled or grid.reading == "tagged":
        return None
    named = _named(page, grid)
    head = 1
    if named is None:
        if before is None or not _same_edges(before.grid, grid):
            return None
        named, head = before.number, 0
    head = max([head, *(c.row_span for c in grid.cells if c.row == 0 and head)])
    own = [c.glyphs for c in grid.cells if c.column == named and c.column_span == 1 and c.row >= head]
    if grid.rows - head < ROWS or not own:
        return None
    glyphs = np.sort(np.concatenate(own))
    if page.glyphs.turn[glyphs].any():
        return None
    ruled = [_ruled(page, grid, named, y) for y in grid.ys]
    beside = [all(_ruled(page, grid, c, y) for c in range(grid.columns) if c != named) for y in grid.ys]
    # rules beside the labels that part some of the rows part their groups
    if sum(beside[head + 1 : -1]) < SOME * (grid.rows - head - 1):
        ruled = [a or b for a, b in zip(ruled, beside, strict=True)]
    painted = [_painted(page, grid, named, y) for y in grid.ys]
    # paint that changes with every row is drawn behind labels too, and says nothing of them
    drawn = ruled if all(painted[head + 1 : -1]) else [a or b for a, b in zip(ruled, painted, strict=True)]
    labels = label_texts(page, glyphs)
    if any(_lines_of_codes(page, x) for x in labels) or 2 * sum(_has_word(page, x) for x in labels) <= len(labels):
        return None  # codes under each other are those of several rows, and most codes alone are of one each
    return _Column(page, grid, named, head, labels, ruled, drawn)


def _lines_of_codes(page: Page, glyphs: Ints) -> bool:
    return len(lines := lines_of(page.glyphs, glyphs)) > 1 and not any(_WORD.search(ln.text) for ln in lines)


def _has_word(page: Page, glyphs: Ints) -> bool:
    return bool(_WORD.search(_text(page, glyphs)))


def _named(page: Page, grid: Grid) -> int | None:
    """The column whose heading in the first row names outcomes or themes, where it is the only one."""
    heads = [(c, " ".join(ln.text for ln in lines_of(page.glyphs, c.glyphs))) for c in grid.cells if c.row == 0]
    matches = [(c, match_heading(t)) for c, t in heads if t]
    if sum(bool(m) for _, m in matches) < 2:
        return None
    texts = {c.column: t for c, t in heads}
    found = [c.column for c, m in matches if c.column_span == 1 and names_groups(texts[c.column], m)]
    return found[0] if len(found) == 1 else None


def _same_edges(a: Grid, b: Grid) -> bool:
    return len(a.xs) == len(b.xs) and all(abs(x - y) < SAME_EDGE for x, y in zip(a.xs, b.xs, strict=True))


def _is_same(column: _Column, below: _Column) -> bool:
    return column.number == below.number and _same_edges(column.grid, below.grid)


def _ruled(page: Page, grid: Grid, column: int, y: float) -> bool:
    """Whether a line is ruled along most of the column at `y`."""
    x0, x1 = grid.xs[column], grid.xs[column + 1]
    along = sum(
        max(0.0, min(r.end, x1) - max(r.start, x0)) for r in page.rulings if r.horizontal and abs(r.at - y) < NEAR
    )
    return along > ALONG * (x1 - x0)


def _painted(page: Page, grid: Grid, column: int, y: float) -> bool:
    """Whether the paint of the column is another above `y` than below."""
    x = (grid.xs[column] + grid.xs[column + 1]) / 2
    return _colour(page, x, y - NEAR) != _colour(page, x, y + NEAR)


def _colour(page: Page, x: float, y: float) -> str:
    under = [f for f in page.fills if f.box.contains(x, y)]
    return max(under, key=lambda f: f.order).colour if under else WHITE


def _extent(page: Page, glyphs: Ints) -> Extent:
    inked = glyphs[page.glyphs.ink[glyphs]]
    g = page.glyphs
    bases = g.baseline[inked]
    return Extent(float(g.top[inked].min()), float(g.bottom[inked].max()), float(bases.min()), float(bases.max()))


@dataclass(eq=False)
class _Part:
    """A stretch of a column on one page: the numbers of its rows and of the one after them, and the labels in it.

    `above` is the first of the rows above them that hold nothing but labels, where there are any.
    """

    column: _Column
    above: int
    rows: list[int]
    stretch: Stretch
    labels: list[Ints]


def _settle(chain: Sequence[_Column]) -> None:
    parts = [p for n, c in enumerate(chain) for p in _parts(c, n > 0, n + 1 < len(chain))]
    rows = sum(len(p.stretch.rows) for p in parts)
    if sum(c.filled for c in chain) > FILLED * rows:
        return
    labels = [_text(p.column.page, x) for p in parts for x in p.labels]
    apart = [b for a, b in pairwise(["", *labels]) if a != b]
    # where lines are ruled between groups, a label between two of them is theirs, wherever it stands
    ruled = any(any(c.ruled[c.first + 1 : -1]) for c in chain)
    parts = [p for p in parts if len(p.labels) > 1 or not ruled]
    shared = any(len(p.stretch.rows) > max(1, len(p.labels)) for p in parts)
    if not shared or len(labels) < 2 or len(labels) >= rows or len(set(apart)) < len(apart):
        return
    starts, sure = told([p.stretch for p in parts])
    # a label that begins in the middle of a sentence is the rest of one that a page's end cuts
    rest = [p.stretch.begun and bool(p.labels) and _text(p.column.page, p.labels[0])[:1].islower() for p in parts]
    for part, begin, known, cut, cuts in zip(parts, starts, sure, rest, [*rest[1:], False], strict=True):
        _lay(part, begin, known and not (cut or cuts))


def _text(page: Page, glyphs: Ints) -> str:
    return " ".join(ln.text for ln in lines_of(page.glyphs, glyphs))


def _parts(column: _Column, begun: bool, goes_on: bool) -> list[_Part]:
    """The stretches of a column between the lines drawn in it, and the rows that one text fills from side to side."""
    page, grid = column.page, column.grid
    whole = {
        r
        for c in grid.cells
        if c.column_span > 1 and c.column <= column.number < c.column + c.column_span
        for r in range(c.row, c.row + c.row_span)
    }
    texts = column.texts()
    if not texts:
        return []
    # what paint or lines part from a row, with nothing in it, is the rest of that row
    rows = [*texts, grid.rows]
    found: list[_Part] = []
    first = 0
    for after in range(1, len(rows)):
        if rows[after] < grid.rows and not (column.drawn[rows[after]] or whole & {rows[after], rows[after - 1]}):
            continue
        own, begin = rows[first:after], rows[first]
        edges = (grid.ys[column.first if first == 0 else begin], *(grid.ys[r] for r in rows[first + 1 : after + 1]))
        labels = [x for x in column.labels if edges[0] <= _middle(page, x) < edges[-1]]
        if begin not in whole and len(labels) <= len(own):
            stretch = Stretch(
                tuple(_extent(page, x) for x in list(texts.values())[first:after]),
                edges,
                tuple(_extent(page, x) for x in labels),
                begun and first == 0,
                goes_on and after + 1 == len(rows),
            )
            above = column.first if first == 0 else begin
            found.append(_Part(column, above, rows[first : after + 1], stretch, labels))
        first = after
    return found


def _middle(page: Page, glyphs: Ints) -> float:
    extent = _extent(page, glyphs)
    return (extent.top + extent.bottom) / 2


def _lay(part: _Part, starts: Sequence[int], sure: bool) -> None:
    """Put a cell for each label, over its rows, in the place of those that the lattice has in this stretch."""
    grid, number, rows = part.column.grid, part.column.number, part.rows
    bounds = [rows[n] for n in (*starts, len(rows) - 1)]
    spans = [*zip([*part.labels, np.empty(0, dtype=np.int64)], bounds, bounds[1:], strict=False)]
    if bounds[0] > rows[0]:
        spans.insert(0, (np.empty(0, dtype=np.int64), rows[0], bounds[0]))
    fills = {c.row: c.fill for c in grid.cells if c.column == number}
    cells = [
        GridCell(
            a,
            number,
            z - a,
            1,
            Box(grid.xs[number], grid.ys[a], grid.xs[number + 1], grid.ys[z]),
            glyphs,
            fill=fills.get(a),
            flag=None if sure else FLAG,
            flag_detail=None if sure else OPEN,
        )
        for glyphs, a, z in spans
    ]
    ink = part.column.page.glyphs.ink
    old = [c for c in grid.cells if c.column == number and c.row < rows[-1] and c.row + c.row_span > part.above]
    before, after = (np.sort(np.concatenate([c.glyphs[ink[c.glyphs]] for c in some])) for some in (old, cells))
    if np.array_equal(before, after):  # else a text stands across the stretch's end
        gone = {id(c) for c in old}
        grid.cells = sorted([*(c for c in grid.cells if id(c) not in gone), *cells], key=lambda c: (c.row, c.column))
