"""Columns told by alignment: a column's texts share a left edge, a middle or a right edge to a fraction of a point.

Alignment survives what gutters do not: text that runs over its column's edge still begins where its column begins.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.printed.runs import Run

# Texts set by one rule share an edge within this many points (rounding in producers is 0.1 to 0.5).
EXACT = 0.8
# Two groups are one column when this part of the narrower one lies within the other.
NESTED = 0.4
# A gap this wide, in font sizes, keeps two texts on one line apart.
CLEAR = 0.5
# Right edges of this share of a column's texts lie inside the column; the rest may run over.
INSIDE = 0.8
# What texts may share, and how much it is worth: a left edge says most.
EDGES: tuple[tuple[float, Callable[[Run], float]], ...] = (
    (1.0, lambda r: r.x0),
    (0.9, lambda r: r.x_mid),
    (0.8, lambda r: r.x1),
)


@dataclass(eq=False)
class TextColumn:
    """A column of runs: its extent without overshoots, and the runs themselves."""

    x0: float
    x1: float
    runs: list[Run]


def align(runs: Sequence[Run]) -> list[TextColumn]:
    """Gather runs into columns, left to right, by the alignment that most of them share, then the next, and so on."""
    left = list(runs)
    groups: list[TextColumn] = []
    while left:
        best = _best_group(left)
        if len(best) < 2:
            break
        groups.append(_column(best))
        taken = {r.place for r in best}
        left = [r for r in left if r.place not in taken]
    for r in left:
        home = max(groups, key=lambda g: _shared(r.x0, r.x1, g), default=None)
        if home is not None and _shared(r.x0, r.x1, home) > 0:
            home.runs.append(r)
        else:
            groups.append(TextColumn(r.x0, r.x1, [r]))
    return _merge(groups)


def _best_group(runs: list[Run]) -> list[Run]:
    """The largest set of runs that share an edge; left edges before middles before right edges."""
    best: list[Run] = []
    weight = 0.0
    for worth, key in EDGES:
        ordered = sorted(runs, key=key)
        start = 0
        for end in range(len(ordered)):
            while key(ordered[end]) - key(ordered[start]) > EXACT:
                start += 1
            size = (end - start + 1) * worth
            if size > weight + 1e-9:
                weight, best = size, ordered[start : end + 1]
    return best


def _column(runs: list[Run]) -> TextColumn:
    rights = sorted(r.x1 for r in runs)
    return TextColumn(min(r.x0 for r in runs), rights[min(len(rights) - 1, int(INSIDE * len(rights)))], list(runs))


def _shared(x0: float, x1: float, column: TextColumn) -> float:
    return min(x1, column.x1) - max(x0, column.x0)


def _merge(groups: list[TextColumn]) -> list[TextColumn]:
    """Make one of groups that lie within each other (indents, bullets, centred lines), not of those side by side."""
    columns = sorted(groups, key=lambda g: (g.x0, g.x1))
    merged = True
    while merged:
        merged = False
        for i in range(len(columns)):
            for j in range(i + 1, len(columns)):
                a, b = columns[i], columns[j]
                narrow = max(min(a.x1 - a.x0, b.x1 - b.x0), 1.0)
                shared = min(a.x1, b.x1) - max(a.x0, b.x0)
                if shared > NESTED * narrow and not _side_by_side(a, b):
                    columns[i] = _column(a.runs + b.runs)
                    columns[i].x1 = max(columns[i].x1, a.x1, b.x1)
                    del columns[j]
                    merged = True
                    break
            if merged:
                break
    return sorted(columns, key=lambda g: (g.x0, g.x1))


def _side_by_side(a: TextColumn, b: TextColumn) -> bool:
    """Whether runs of both stand on one line, one after the other with a clear gap, at least twice."""
    count = 0
    for r in a.runs:
        for s in b.runs:
            if abs(r.baseline - s.baseline) < 0.3 * r.size and max(s.x0 - r.x1, r.x0 - s.x1) > CLEAR * r.size:
                count += 1
                if count >= 2:
                    return True
    return False


def edges_between(columns: Sequence[TextColumn]) -> list[float]:
    """The column edges inside: in the middle of each gutter, or just before the next column's text where it is full."""
    edges: list[float] = []
    for a, b in pairwise(columns):
        edges.append((a.x1 + b.x0) / 2 if a.x1 < b.x0 else b.x0 - 1.0)
    return edges
