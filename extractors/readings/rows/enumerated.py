"""Lattices that rule columns, or only the head and the foot, and leave their rows to the reader's eye.

A band of such a lattice holds several rows when its lines end by intent: each is a value, or ends though the next word
would still have fitted, and the lines of several columns stand level.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.grids.bodyrows import body_rows
from extractors.grids.grid import Grid, GridCell
from extractors.grids.gutters import Column, columns_of
from extractors.headings.headings import sure_match
from extractors.page import WHITE, Box, Ints, Page
from extractors.printed.chunks import Chunk, ChunkLine, chunk_lines_of_each
from extractors.printed.runs import by_lines
from extractors.printed.text import lines_of

# The part of a band's lines, those of the labels in the first column left out, that must end by intent.
MEANT = 0.8
# Lines of two columns stand level within this many font sizes.
LEVEL = 0.3
# A band holds rows when one column has this many values below each other; two are enough where the table has few bands.
FEWEST_VALUES, FEW_BANDS = 3, 4
# Where paint parts so many rows, bands of up to this part of them seem to hold several rows by chance.
FEWEST_PAINTED, BY_CHANCE = 3, 0.3
# Anchors stand more than this many line spacings apart: what a list of codes in one cell does not.
APART = 1.5
# A fill ends at a row's edge within this many points.
EDGE = 2.0
# A band with so many sure headings is one row however its words are broken over lines.
HEADINGS = 3
# Where no values stand, this many columns must agree in this many level lines.
WORD_COLUMNS, WORD_LINES = 3, 3


def split_bands(page: Page, grid: Grid) -> Grid | None:
    """The (filled) grid with the bands that hold several rows parted into them; the same grid where none does.

    None where its columns are not drawn either, so that its text is better read without the lattice; but with turned
    headings, which only a lattice keeps over their columns.
    """
    bands = _bands(page, grid)
    g = page.glyphs
    turned = g.any_turned and any(g.turn[c.glyphs].any() for c in grid.cells if c.row == 0)
    drawn = not grid.soft and _inner_drawn(page, grid)
    columns = [Column(a, b) for a, b in zip(grid.xs[:-1], grid.xs[1:], strict=True)]
    split: dict[int, list[list[ChunkLine]]] = {}
    undrawn = 0
    for r, lines in bands_in_rows(bands):
        told = columns if drawn else columns_of(lines)
        if len(told) < 2 or not holds_rows(lines, told, grid.rows, grid.box.x1):
            continue
        if _known_headings(page, grid, r) < HEADINGS:
            rows = body_rows(lines, columns)
            if not (drawn or turned) or len(columns_of(lines, grid.xs[1:-1])) > len(columns):
                undrawn += 1
            elif len(rows) > 1:
                split[r] = rows
    if undrawn and undrawn > (BY_CHANCE * grid.rows if _painted_rows(page, grid) >= FEWEST_PAINTED else 0):
        return None
    return _parted(page, grid, split) if split else grid


def _painted_rows(page: Page, grid: Grid) -> int:
    """How many rows of the grid a fill is exactly as high as."""
    fills = [f.box for f in page.fills if f.colour != WHITE and f.box.overlap(grid.box) > 0]
    rows = list(pairwise(grid.ys))[1:]
    return sum(any(abs(b.top - top) < EDGE and abs(b.bottom - bottom) < EDGE for b in fills) for top, bottom in rows)


def bands_in_rows(bands: Sequence[list[ChunkLine]]) -> list[tuple[int, list[ChunkLine]]]:
    """The bands with more than one line, with their row numbers."""
    return [(r, lines) for r, lines in enumerate(bands) if len(lines) > 1]


def holds_rows(lines: Sequence[ChunkLine], columns: Sequence[Column], bands: int, right: float) -> bool:
    """Whether the lines of one band make several rows; `right` is where the band ends."""
    by_column = _by_column(lines, columns)
    several = [ks for ks in by_column if len({round(k.baseline) for k in ks}) > 1]
    if len(several) < 2:
        return False
    room = [b.x0 - a.x0 for a, b in pairwise(columns)] + [right - columns[-1].x0]
    ends = [
        ends_by_intent(a, b, width)
        for ks, width in zip(by_column[1:], room[1:], strict=True)
        for a, b in _steps(_whole_lines(ks))
    ]
    if bands <= FEW_BANDS and (_square(by_column) or _anchored(by_column, lines)):
        return True
    if not ends or sum(ends) < MEANT * len(ends):
        return False
    values = [ks for ks in several if sum(k.value for k in ks) >= 0.75 * len(ks)]
    most = max((len({round(k.baseline) for k in ks}) for ks in values), default=0)
    if most >= (2 if bands <= FEW_BANDS else FEWEST_VALUES):
        return _level(values[0], [k for ks in several if ks is not values[0] for k in ks])
    longest = max(several, key=len)
    agreeing = [ks for ks in several if len(ks) >= WORD_LINES and _level(ks, longest)]
    return len(agreeing) >= WORD_COLUMNS


def _square(by_column: Sequence[list[Chunk]]) -> bool:
    """Whether all columns have equally many lines, each level with one of every other: text that wraps never does."""
    first = by_column[0]
    alike = all(len(ks) == len(first) and _level(ks, first) for ks in by_column)
    return alike and len(by_column) >= WORD_COLUMNS and len(first) > WORD_LINES


def _anchored(by_column: Sequence[list[Chunk]], lines: Sequence[ChunkLine]) -> bool:
    """Whether a column holds codes or numbers, one beside each new row.

    They are level with a line of most other columns, and lines of wrapped text stand between them.
    """
    at = sorted(ln.baseline for ln in lines)
    leading = min((b - a for a, b in pairwise(at)), default=0.0)
    for ks in by_column:
        if len(ks) < FEWEST_VALUES or not all(k.value for k in ks) or len({k.text for k in ks}) < len(ks):
            continue
        apart = [b.baseline - a.baseline > APART * leading for a, b in _steps(ks)]
        others = [o for o in by_column if o is not ks and o]
        level = sum(_level(ks, o) for o in others)
        if sum(apart) >= MEANT * max(len(apart), 1) and level >= 0.6 * len(others):
            return True
    return False


def _known_headings(page: Page, grid: Grid, row: int) -> int:
    """How many cells of the row hold a known heading, their lines read as one text."""
    cells = [c for c in grid.cells if c.row == row and len(c.glyphs)]
    texts = [" ".join(ln.text for ln in lines_of(page.glyphs, c.glyphs)) for c in cells]
    return sum(sure_match(t) is not None for t in texts)


def _by_column(lines: Sequence[ChunkLine], columns: Sequence[Column]) -> list[list[Chunk]]:
    found: list[list[Chunk]] = [[] for _ in columns]
    for line in lines:
        for k in line.chunks:
            found[max(range(len(columns)), key=lambda i: columns[i].shared(k))].append(k)
    return found


def _steps(chunks: Sequence[Chunk]) -> list[tuple[Chunk, Chunk]]:
    """Each line of a column with the next below it."""
    ordered = sorted(chunks, key=lambda k: (k.baseline, k.x0))
    return [(a, b) for a, b in pairwise(ordered) if b.baseline - a.baseline > LEVEL * b.size]


def _whole_lines(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The lines of a column: the words of justified text stand apart, and end where their line does."""
    found: list[Chunk] = []
    for k in sorted(chunks, key=lambda k: (round(k.baseline), k.x0)):
        if found and k.baseline - found[-1].baseline <= LEVEL * k.size:
            found[-1] = replace(found[-1], x1=max(found[-1].x1, k.x1), text=f"{found[-1].text} {k.text}")
        else:
            found.append(k)
    return found


def ends_by_intent(line: Chunk, below: Chunk, room: float) -> bool:
    """Whether a line ends though the first word below it would have fitted into its `room`, in points."""
    if line.value and below.value:
        return not line.text.endswith((",", ";"))
    word = below.text.split()[0] if below.text else ""
    width = (below.x1 - below.x0) * (len(word) + 1) / max(len(below.text), 1)
    return line.x1 - line.x0 + width < 0.92 * room


def _level(some: Sequence[Chunk], others: Sequence[Chunk]) -> bool:
    """Whether most of `some` stand level with one of the others."""
    hits = sum(any(abs(k.baseline - o.baseline) < LEVEL * k.size for o in others) for k in some)
    return hits >= 0.75 * len(some)


def _bands(page: Page, grid: Grid) -> list[list[ChunkLine]]:
    """The lines of each row, level ones of all its cells put together; none where a cell of several rows reaches in."""
    shared: set[int] = set()
    of_row: list[list[GridCell]] = [[] for _ in range(grid.rows)]
    for c in grid.cells:
        if len(c.glyphs):
            shared.update(range(c.row + 1, c.row + c.row_span))
            if c.row_span == 1:
                of_row[c.row].append(c)
    rows = [[] if r in shared else cells for r, cells in enumerate(of_row)]
    lines = iter(chunk_lines_of_each(page.glyphs, [c.glyphs for cells in rows for c in cells]))
    return [_levelled([k for _ in cells for ln in next(lines) for k in ln.chunks]) for cells in rows]


def _levelled(chunks: Sequence[Chunk]) -> list[ChunkLine]:
    """The chunks as lines, top to bottom."""
    return [ChunkLine(tuple(sorted(ln, key=lambda k: k.x0))) for ln in by_lines(chunks)]


def _inner_drawn(page: Page, grid: Grid) -> bool:
    """Whether lines or fills mark the inner column edges."""
    inner = grid.xs[1:-1]
    drawn = [r.at for r in page.rulings if not r.horizontal and r.end > grid.box.top and r.start < grid.box.bottom]
    drawn += [x for f in page.fills for x in (f.box.x0, f.box.x1) if f.box.overlap(grid.box) > 0]
    return bool(inner) and all(any(abs(x - d) < 3.0 for d in drawn) for x in inner)


def _parted(page: Page, grid: Grid, split: dict[int, list[list[ChunkLine]]]) -> Grid:
    starts: list[int] = []
    ys: list[float] = []
    for r in range(grid.rows):
        starts.append(len(ys))
        ys.append(grid.ys[r])
        rows = split.get(r, [])
        for above, below in pairwise(rows):
            middle = (max(ln.bottom for ln in above) + min(ln.top for ln in below)) / 2
            ys.append(max(middle, ys[-1] + 0.1))
    starts.append(len(ys))
    ys.append(max(grid.ys[-1], ys[-1] + 0.1))
    cells: list[GridCell] = []
    for c in grid.cells:
        rows = split.get(c.row)
        if rows is None or c.row_span > 1:
            first, after = starts[c.row], starts[c.row + c.row_span]
            cells.append(replace(c, row=first, row_span=after - first))
            continue
        for n, lines in enumerate(rows):
            at = starts[c.row] + n
            box = Box(c.box.x0, ys[at], c.box.x1, ys[at + 1])
            cells.append(replace(c, row=at, box=box, glyphs=_among(page, c, lines, rows, n)))
    cells.sort(key=lambda c: (c.row, c.column))
    keys = (
        tuple(grid.row_keys[r] for r in range(grid.rows) for _ in range(starts[r + 1] - starts[r]))
        if grid.row_keys
        else ()
    )
    return replace(grid, ys=tuple(ys), cells=cells, row_keys=keys, lines=None)


def _among(page: Page, cell: GridCell, lines: Sequence[ChunkLine], rows: Sequence[list[ChunkLine]], n: int) -> Ints:
    """The cell's glyphs that stand on the lines; spaces go with the row whose lines are nearest."""
    bases = [(ln.baseline, m) for m, row in enumerate(rows) for ln in row]
    mine = {int(i) for ln in lines for k in ln.chunks for i in k.glyphs}
    others = {int(i) for row in rows for ln in row for k in ln.chunks for i in k.glyphs} - mine
    kept: list[int] = []
    for i in cell.glyphs.tolist():
        nearest = min(bases, key=lambda b: abs(b[0] - page.glyphs.baseline[i]))[1]
        if i in mine or (i not in others and nearest == n):
            kept.append(i)
    return np.array(kept, dtype=np.int64)
