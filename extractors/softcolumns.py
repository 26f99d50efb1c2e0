"""Columns that no ruling parts: found in a lattice's column by the text in it, over all its rows."""

from collections.abc import Sequence

from extractors.alignment import TextColumn, align, edges_between
from extractors.geometry import UnionFind
from extractors.runs import Run

# A column this narrow, in points, holds one column of text.
NARROW = 40.0
# Columns stand side by side in at least this many rows, and in this part of the rows that show either.
FEWEST_ROWS = 2
ROWS_SHARED = 0.3


def soft_edges(runs: Sequence[Run], xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    """The edges (x) to add between `xs` for a lattice with row edges `ys` and the runs in it; empty where every
    column holds one column of text."""
    found: list[float] = []
    for left, right in zip(xs[:-1], xs[1:], strict=True):
        if right - left < NARROW:
            continue
        mine = [r for r in runs if left - 1 <= r.x0 <= right and ys[0] <= r.y_mid <= ys[-1] and r.x_mid <= right + 1]
        columns = _parted(align(mine), ys)
        found.extend(e for e in edges_between(columns) if left + 2 < e < right - 2)
    return found


def _parted(columns: list[TextColumn], ys: Sequence[float]) -> list[TextColumn]:
    """The columns that really stand side by side; those that never do are one."""
    rows = [{_row(r, ys) for r in c.runs} for c in columns]
    union = UnionFind(len(columns))
    for i in range(len(columns) - 1):
        both = rows[i] & rows[i + 1]
        either = min(len(rows[i]), len(rows[i + 1]))
        if len(both) < FEWEST_ROWS or len(both) < ROWS_SHARED * either or not _ever_beside(columns[i], columns[i + 1], ys):
            union.join(i, i + 1)
    parted: list[TextColumn] = []
    for members in union.groups():
        runs = [r for m in members for r in columns[m].runs]
        parted.append(TextColumn(min(columns[m].x0 for m in members), max(columns[m].x1 for m in members), runs))
    return parted


def _ever_beside(a: TextColumn, b: TextColumn, ys: Sequence[float]) -> bool:
    """Whether in two rows or more a text of `b` begins right of where `a`'s text of that row begins, level with it."""
    count = 0
    for row in {_row(r, ys) for r in b.runs}:
        mine = [r for r in a.runs if _row(r, ys) == row]
        theirs = [r for r in b.runs if _row(r, ys) == row]
        if not mine or not theirs:
            continue
        low, high = min(r.top for r in mine), max(r.bottom for r in mine)
        if any(low - 1 <= s.y_mid <= high + 1 or min(t.top for t in theirs) <= m.y_mid <= max(t.bottom for t in theirs) for s in theirs for m in mine):
            count += 1
    return count >= FEWEST_ROWS


def _row(run: Run, ys: Sequence[float]) -> int:
    return sum(1 for y in ys[1:-1] if y <= run.y_mid)
