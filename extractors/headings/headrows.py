"""The heading rows of a table without a lattice: headings that wrap, and headings that span several columns.

A heading spans the columns under the rule drawn below it, else those that it covers, else those in whose middle it
stands. The texts over one column below the last spanning heading are one heading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.grids.gutters import Column, covered_columns
from extractors.page import Ruling
from extractors.printed.chunks import Chunk, ChunkLine

# A rule this many font sizes below a heading's baseline underlines its columns.
UNDER = 1.3
# A heading stands in the middle of columns when it is off by less than this many font sizes.
CENTRED = 1.0


@dataclass(eq=False)
class HeadCell:
    """A heading: rows from `row` on, columns from `column` on, with its chunks from top to bottom."""

    row: int
    column: int
    row_span: int
    column_span: int
    chunks: list[Chunk] = field(default_factory=list[Chunk])


@dataclass
class _Spanning:
    first: int
    last: int
    chunks: list[Chunk]
    ruled: float | None

    @property
    def baseline(self) -> float:
        return self.chunks[-1].baseline


def head_cells(
    lines: Sequence[ChunkLine], columns: Sequence[Column], rules: Sequence[Ruling]
) -> tuple[list[HeadCell], int]:
    """The headings on `lines`, and how many rows they take. `rules` are the horizontal rulings around."""
    spanning: list[_Spanning] = []
    single: list[tuple[int, Chunk]] = []
    for line in lines:
        for chunk in line.chunks:
            first, last, ruled = _span(chunk, line, columns, rules)
            if first == last:
                single.append((first, chunk))
                continue
            above = next((s for s in reversed(spanning) if _goes_on(s, chunk, first, last)), None)
            if above is None:
                spanning.append(_Spanning(first, last, [chunk], ruled))
            else:
                above.first, above.last = min(above.first, first), max(above.last, last)
                above.chunks.append(chunk)
                above.ruled = ruled if ruled is not None else above.ruled
    _take_wrapped(spanning, single)
    return _placed(spanning, single, len(columns))


def _span(
    chunk: Chunk, line: ChunkLine, columns: Sequence[Column], rules: Sequence[Ruling]
) -> tuple[int, int, float | None]:
    own = covered_columns(chunk.x0, chunk.x1, columns) or _nearest(chunk, columns)
    under = [
        r for r in rules
        if -0.2 * chunk.size < r.at - chunk.baseline < UNDER * chunk.size and r.start < chunk.x_mid < r.end
        and r.end - r.start < 0.97 * (columns[-1].x1 - columns[0].x0)
    ]  # fmt: skip
    if under:
        rule = min(under, key=lambda r: r.at)
        ruled = covered_columns(rule.start, rule.end, columns)
        if ruled and ruled[0] <= own[0] and ruled[1] >= own[1] and ruled[1] > ruled[0]:
            return ruled[0], ruled[1], rule.at
    if own[0] == own[1]:
        return own[0], own[1], None
    return (*_widened(chunk, line, own, columns), None)


def _nearest(chunk: Chunk, columns: Sequence[Column]) -> tuple[int, int]:
    i = max(range(len(columns)), key=lambda k: columns[k].shared(chunk))
    return i, i


def _widened(chunk: Chunk, line: ChunkLine, own: tuple[int, int], columns: Sequence[Column]) -> tuple[int, int]:
    """The columns around `own` in whose middle the heading stands, as wide as its neighbours on the line leave room."""
    left = max((c.x1 for c in line.chunks if c.x1 <= chunk.x0 and c is not chunk), default=float("-inf"))
    right = min((c.x0 for c in line.chunks if c.x0 >= chunk.x1 and c is not chunk), default=float("inf"))
    best = own
    for a in range(1, own[0] + 1):
        for b in range(own[1], len(columns)):
            middle = (columns[a].x0 + columns[b].x1) / 2
            fits = columns[a].x0 >= left and columns[b].x1 <= right
            if fits and abs(middle - chunk.x_mid) < CENTRED * chunk.size and b - a > best[1] - best[0]:
                best = (a, b)
    return best


def _goes_on(above: _Spanning, chunk: Chunk, first: int, last: int) -> bool:
    """Whether the chunk is the next line of the spanning heading above it."""
    if above.ruled is not None or not 0 < chunk.baseline - above.baseline < 1.6 * chunk.size:
        return False
    alike = above.first == first and above.last == last
    middle = abs(above.chunks[-1].x_mid - chunk.x_mid) < CENTRED * chunk.size
    return (alike or middle) and first <= above.last and last >= above.first


def _take_wrapped(spanning: list[_Spanning], single: list[tuple[int, Chunk]]) -> None:
    """Short first or last lines of a spanning heading, over one column only, go to it: told by the shared middle."""
    for s in spanning:
        for column, chunk in list(single):
            if not s.first <= column <= s.last or abs(chunk.x_mid - s.chunks[0].x_mid) > CENTRED * chunk.size:
                continue
            up = s.chunks[0].baseline - chunk.baseline
            down = chunk.baseline - s.chunks[-1].baseline
            if 0 < up < 1.6 * chunk.size or (s.ruled is None and 0 < down < 1.6 * chunk.size):
                alone = not any(
                    c != column and s.first <= c <= s.last and abs(k.baseline - chunk.baseline) < 0.3 * k.size
                    for c, k in single
                )
                if alone:
                    single.remove((column, chunk))
                    s.chunks = sorted([*s.chunks, chunk], key=lambda k: k.baseline)


def _placed(spanning: list[_Spanning], single: list[tuple[int, Chunk]], columns: int) -> tuple[list[HeadCell], int]:
    spanning.sort(key=lambda s: (s.baseline, s.first))
    depth = [0] * columns
    cells: list[HeadCell] = []
    lowest: list[float] = [float("-inf")] * columns
    for s in spanning:
        row = max(depth[s.first : s.last + 1])
        cells.append(HeadCell(row, s.first, 1, s.last - s.first + 1, s.chunks))
        for c in range(s.first, s.last + 1):
            depth[c], lowest[c] = row + 1, s.baseline
    above: dict[int, list[Chunk]] = {}
    below: dict[int, list[Chunk]] = {}
    for column, chunk in single:
        (below if chunk.baseline > lowest[column] else above).setdefault(column, []).append(chunk)
    height = max(depth) + 1 if below or not spanning else max(depth)
    for column in range(columns):
        chunks = sorted([*above.get(column, []), *below.get(column, [])], key=lambda k: (k.baseline, k.x0))
        if depth[column] < height:
            cells.append(HeadCell(depth[column], column, height - depth[column], 1, chunks))
        elif chunks:
            owner = next(c for c in reversed(cells) if c.column <= column < c.column + c.column_span)
            owner.chunks = sorted([*owner.chunks, *chunks], key=lambda k: (k.baseline, k.x0))
    return cells, height
