"""Columns told by gutters: stretches of white that run down through (nearly) all lines of a table."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.page import Glyphs
from extractors.printed.chunks import Chunk, ChunkLine, split_chunk

# A gutter may be crossed by this part of the lines: a long label, a text over its edge.
CROSSED = 0.07
# Narrower white than this many font sizes is a space between words.
NARROWEST = 0.25
# A heading that crosses a gutter is parted there only if its gap is wider than a word space, in font sizes.
WIDE_SPACE = 0.36


class Column(NamedTuple):
    """The extent (points) that a column's texts fill."""

    x0: float
    x1: float

    def shared(self, chunk: Chunk) -> float:
        """The width that the chunk and the column share; negative where they stand apart."""
        return min(self.x1, chunk.x1) - max(self.x0, chunk.x0)


def columns_of(lines: Sequence[ChunkLine], walls: Sequence[float] = ()) -> list[Column]:
    """The columns that the lines' chunks stand in, left to right. `walls` are x positions that always part them."""
    full = [ln for ln in lines if len(ln.chunks) > 1]
    if not full:
        return []
    size = sorted(ln.size for ln in full)[len(full) // 2]
    least = NARROWEST * size
    allowed = int(CROSSED * len(full))
    events: list[tuple[float, int]] = []
    for line in full:
        for c in line.chunks:
            events += [(c.x0, 1), (c.x1, -1)]
    events.sort()
    bounds: list[tuple[float, float]] = []
    depth, start = 0, events[0][0]
    for x, step in events:
        before, depth = depth, depth + step
        if depth <= allowed < before:
            bounds.append((start, x))
        elif before <= allowed < depth:
            start = bounds.pop()[0] if bounds and x - bounds[-1][1] < least else x
    spans = _walled(bounds, walls)
    columns = [Column(a, b) for a, b in spans]
    return _without_signs(columns, full)


def _walled(spans: Sequence[tuple[float, float]], walls: Sequence[float]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for a, b in spans:
        cuts = [a, *[w for w in sorted(walls) if a + 2 < w < b - 2], b]
        found.extend(pairwise(cuts))
    return found


def _without_signs(columns: list[Column], lines: Sequence[ChunkLine]) -> list[Column]:
    """Columns that hold nothing but currency signs go to their right, percent signs and brackets to their left."""
    kept: list[Column] = []
    pending: float | None = None
    for column in columns:
        texts = {c.text for ln in lines for c in ln.chunks if column.x0 <= c.x_mid <= column.x1}
        if texts and texts <= {"$", "£", "€"}:
            pending = column.x0 if pending is None else pending
        elif texts and texts <= {"%", ")", "%)"} and kept:
            kept[-1] = Column(kept[-1].x0, column.x1)
        else:
            kept.append(Column(column.x0 if pending is None else pending, column.x1))
            pending = None
    return kept


def fitted(glyphs: Glyphs, line: ChunkLine, columns: Sequence[Column], *, heading: bool) -> ChunkLine:
    """The line with its chunks parted where they cross a gutter, if a gap in them allows it."""
    chunks = list(line.chunks)
    for a, b in pairwise(columns):
        parted: list[Chunk] = []
        for c in chunks:
            if c.x0 < a.x1 and c.x1 > b.x0 and a.shared(c) > 0 and b.shared(c) > 0:
                slack = 0.5 * c.size
                pieces = split_chunk(glyphs, c, a.x1 - slack, b.x0 + slack, WIDE_SPACE)
                if len(pieces) == 1 and not heading:
                    tried = split_chunk(glyphs, c, a.x1 - slack, b.x0 + slack, 0.1)
                    pieces = tried if len(tried) > 1 and tried[1].value and not tried[0].value else pieces
                parted.extend(pieces)
            else:
                parted.append(c)
        chunks = parted
    return ChunkLine(tuple(chunks))


def column_of(chunk: Chunk, columns: Sequence[Column]) -> int:
    """The column that the chunk stands in.

    That is the first it shares at least half its width with, else the one it shares most with, else the nearest.
    """
    shares = [c.shared(chunk) for c in columns]
    for i, s in enumerate(shares):
        if s >= 0.5 * (chunk.x1 - chunk.x0):
            return i
    touched = [i for i, s in enumerate(shares) if s > 0]
    if touched and not chunk.value:
        return touched[0]
    return max(range(len(columns)), key=lambda i: shares[i])


def covered_columns(x0: float, x1: float, columns: Sequence[Column]) -> tuple[int, int] | None:
    """The first and last column that the stretch covers to a good part, None where it covers none."""
    hit = [i for i, c in enumerate(columns) if min(x1, c.x1) - max(x0, c.x0) > 0.3 * min(c.x1 - c.x0, x1 - x0)]
    return (hit[0], hit[-1]) if hit else None
