"""Which lines of a page are those of a table that nothing is drawn around: its columns, sizes and distances tell."""

from collections.abc import Sequence

import numpy as np

from extractors.grids.grid import Grid
from extractors.headings.headlines import KNOWN, bold
from extractors.headings.legend import FEWEST
from extractors.headings.vocabulary import comments, legend_pattern
from extractors.page import Page
from extractors.printed.chunks import Chunk, ChunkLine

# Lines of the table follow each other within this many font sizes; after more than the second value they must be
# aligned with what stands above.
APART, NEAR = 4.2, 1.8
# The first row stands up to so many font sizes below headings, whose cell may be taller than their lines.
APART_FROM_HEADINGS = 6.0
# Footers stand within this part of the page's height from its edge.
FOOT = 0.07
# Sizes of the table's texts differ by less than this part.
SAME_SIZE = 0.12
# Turned headings reach at most this many font sizes below the last line of the others, and begin so many points, or
# less, above the first of them.
TALLEST, ABOVE = 12.0, 2.5
# Lines of one text follow each other within so many font sizes.
LEADING = 1.5
# Texts are aligned within this many points.
ALIGNED = 1.2
# A first line without headings fills this part of the columns of the table that goes on.
FILLED = 0.4
# Fewer lines than this, in one column of the table alone, are no rest of its last row.
REST = 3


def lines_under(
    page: Page, heading: Sequence[ChunkLine], lines: Sequence[ChunkLine], foot: float, grids: Sequence[Grid]
) -> list[ChunkLine]:
    """Those of `lines` that are the table's: until one is out of its columns, of another size or too far down.

    `heading` is above them, empty where a table goes on from another page, and ends at `foot`, in points, if that is
    further down than its last line. A footer, or a heading over what comes next, is left out at the end.
    """
    body: list[ChunkLine] = []
    size = lines[0].size if lines else 0.0
    for n, line in enumerate(lines, 1):
        following = lines[n] if n < len(lines) else None
        above = [*heading, *body]
        begins = bool(heading) and not body
        ends = bool(above) and _ends(above, line, size, foot if begins else 0.0, begins=begins)
        if ends and not (following and _bold_name(above, line, following, size)):
            break
        if _is_key(line) or (above and _between(above[-1], line, grids)):
            break
        body.append(line)
    while body and len(body[-1].chunks) == 1 and (_heads_next(body) or _at_foot(page, body)):
        body.pop()  # a heading over what comes next, or the page's footer
    return body


def _heads_next(body: Sequence[ChunkLine]) -> bool:
    """Whether the last line is a bold one that goes on with no bold text of the row above.

    A label may be higher than its rows: three lines of an outcome were lost.
    """
    lines = list(body)
    while len(lines) > 1 and len(lines[-1].chunks) == 1 and lines[-1].chunks[0].bold:
        line, above = lines[-1], lines[-2]
        next_to = line.baseline - above.baseline < LEADING * line.size
        if not next_to or not any(c.bold and abs(c.x0 - line.x0) < ALIGNED for c in above.chunks):
            return True
        lines.pop()
    return body[-1].chunks[0].bold and len(lines[-1].chunks) == 1


def _is_key(line: ChunkLine) -> bool:
    """Whether the line is a key to statuses: `Key: R Off track ...`.

    It is printed once more over the table that follows, or below the last row and then, where that ends its page, on
    top of the next one, in the columns of the table.
    """
    said = legend_pattern().findall(" ".join(c.text for c in line.chunks))
    return comments(line.chunks[0].text) and len(said) >= FEWEST


def going_on_at(lines: Sequence[ChunkLine], grid: Grid) -> int | None:
    """Where among the first lines of a page the table of `grid` goes on, None where it does not.

    Its first row is the first line that fills enough of its columns; right above it the rest of the row that the page
    before began may stand, which may also fill the page.
    """
    columns = [_columns(ln, grid) for ln in lines]
    row = next((i for i, c in enumerate(columns) if _fills(c, grid)), None)
    start = len(lines) if row is None else row
    while start and columns[start - 1] and 0 not in columns[start - 1] and _near(lines, start):
        start -= 1
    if row is None and len(lines) - start < REST:
        return None
    return start


def _fills(columns: set[int], grid: Grid) -> bool:
    """Whether texts in these columns of `grid` make a row: enough of them."""
    return len(columns) >= max(2, FILLED * grid.columns)


def _near(lines: Sequence[ChunkLine], at: int) -> bool:
    """Whether the line before `at` stands right above it, or is the last one."""
    return at == len(lines) or lines[at].baseline - lines[at - 1].baseline <= APART * lines[at].size


def _columns(line: ChunkLine, grid: Grid) -> set[int]:
    """The columns of `grid` that hold the line's texts; none where a text keeps to no column."""
    columns: set[int] = set()
    for c in line.chunks:
        column = int(np.searchsorted(grid.xs, c.x_mid)) - 1
        if not 0 <= column < grid.columns or c.x0 < grid.xs[column] - ALIGNED or c.x1 > grid.xs[column + 1] + c.size:
            return set()
        columns.add(column)
    return columns


def foot_of(page: Page, heading: Sequence[ChunkLine]) -> float:
    """Where turned headings end that stand beside or between the lines of `heading`, 0 where there are none."""
    g = page.glyphs
    if not heading or not g.any_turned:
        return 0.0
    top, bottom = heading[0].top, heading[-1].baseline + TALLEST * heading[-1].size
    own = g.ink & (g.turn != 0) & (g.top > top - ABOVE) & (g.bottom < bottom) & (g.x0 > heading[0].x0)
    return float(g.bottom[own].max()) if own.any() else 0.0


def _ends(above: Sequence[ChunkLine], line: ChunkLine, size: float, foot: float, *, begins: bool) -> bool:
    """Whether the table has ended before `line`: too far below, of another size, or out of its columns.

    `foot` is where headings end that reach further down than the last line above; `begins` says that the headings are
    all that stands above.
    """
    gap = line.baseline - max(above[-1].baseline, foot)
    if gap > (APART_FROM_HEADINGS if begins else APART) * size:
        return True
    other = [c for c in line.chunks if abs(c.size - size) > SAME_SIZE * size]
    if other and not (gap <= NEAR * size and all(_small_print(above, c, size) for c in other)):
        return True
    if gap <= NEAR * size or (begins and _one_under_each(above, line)):
        return False
    return not aligned(above, line)


def _small_print(above: Sequence[ChunkLine], chunk: Chunk, size: float) -> bool:
    """Whether a text of less than the usual size goes on below another of the table: not at its left, as notes do."""
    texts = [c for ln in above for c in ln.chunks]
    left = min(c.x0 for c in texts) + size
    beside = [c for c in texts if c.x0 > left]
    return chunk.size < size and any(
        abs(c.x0 - chunk.x0) < ALIGNED or (c.x0 <= chunk.x0 and chunk.x1 <= c.x1) for c in beside
    )


def _one_under_each(headings: Sequence[ChunkLine], line: ChunkLine) -> bool:
    """Whether the line has a text for each of several headings, none of which begins left of its own: centred cells."""
    lefts = [c.x0 for c in headings[-1].chunks]
    if len(headings) > 1 or len(lefts) != len(line.chunks) or len(lefts) < KNOWN:
        return False
    ends = [*lefts[1:], float("inf")]
    return all(a <= c.x0 and c.x1 < z for a, c, z in zip(lefts, line.chunks, ends, strict=True))


def _bold_name(above: Sequence[ChunkLine], line: ChunkLine, following: ChunkLine, size: float) -> bool:
    """Whether the line is a bold name of the row below it: it stands left of all, where centred texts leave room."""
    alone = len(line.chunks) == 1 and bold(line) and line.x0 < min(ln.x0 for ln in above)
    near = line.baseline - above[-1].baseline <= APART * size and abs(line.size - size) <= SAME_SIZE * size
    return (
        alone and near and len(following.chunks) > 1 and not _ends([*above, line], following, size, 0.0, begins=False)
    )


def _at_foot(page: Page, body: Sequence[ChunkLine]) -> bool:
    """Whether the last line stands apart in the page's lower margin."""
    low = body[-1].baseline > (1 - FOOT) * page.height
    return low and len(body) > 1 and body[-1].baseline - body[-2].baseline > NEAR * body[-1].size


def aligned(above: Sequence[ChunkLine], line: ChunkLine) -> bool:
    """Whether a text of the line shares an edge or its middle with one above."""
    marks = [m for ln in above for c in ln.chunks for m in (c.x0, c.x_mid, c.x1)]
    return any(abs(x - m) < ALIGNED for c in line.chunks for x in (c.x0, c.x_mid, c.x1) for m in marks)


def _between(above: ChunkLine, below: ChunkLine, grids: Sequence[Grid]) -> bool:
    """Whether a lattice is drawn between two lines."""
    return any(above.baseline < g.box.top < below.baseline for g in grids)
