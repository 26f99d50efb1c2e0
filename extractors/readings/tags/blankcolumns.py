"""Columns of a tagged table that show no text on a page: the tags count them, their neighbours say where they are."""

import math
from collections.abc import Sequence
from itertools import pairwise

from extractors.page import Box, Page
from extractors.printed.geometry import cluster

# Colours of one column begin within this many points of each other, and reach no further over the texts beside them.
ALIGNED = 3.0


def with_blank_columns(page: Page, columns: Sequence[list[Box]]) -> list[list[Box]]:
    """The boxes of a table's texts by column, left to right, and places for the columns that show none.

    They stand where colours are painted between the texts on both sides, as many as the tags count there, else side by
    side in the gap. Without them the columns of such a page took each other's places: a rating went to the next
    quarter, and ten records lost both quarters, which only colours told.
    """
    found = [list(column) for column in columns]
    filled = [n for n, column in enumerate(columns) if column]
    if len(filled) < 2:
        return found
    boxes = [b for column in columns for b in column]
    top, bottom = min(b.top for b in boxes), max(b.bottom for b in boxes)
    level = [f.box for f in page.fills if f.box.top < bottom and f.box.bottom > top]
    for before, after in pairwise([-1, *filled, len(columns)]):
        blank = after - before - 1
        left = max(b.x1 for b in columns[before]) if before >= 0 else -math.inf
        right = min(b.x0 for b in columns[after]) if after < len(columns) else math.inf
        painted = _by_column([b for b in level if b.x0 > left - ALIGNED and b.x1 < right + ALIGNED])
        if len(painted) == blank:
            found[before + 1 : after] = painted
        elif left < right and math.isfinite(right - left):
            step = (right - left) / (blank + 2)
            edges = [left + step * (n + 1) for n in range(blank + 1)]
            found[before + 1 : after] = [[Box(x0, top, x1, bottom)] for x0, x1 in pairwise(edges)]
    return found


def _by_column(boxes: Sequence[Box]) -> list[list[Box]]:
    """The boxes gathered by where they begin, left to right; none where some reach into the next column."""
    gathered: dict[float, list[Box]] = {}
    for position, box in zip(cluster([b.x0 for b in boxes], [1.0] * len(boxes), ALIGNED), boxes, strict=True):
        gathered.setdefault(position, []).append(box)
    found = [gathered[p] for p in sorted(gathered)]
    apart = all(max(b.x1 for b in a) < min(b.x0 for b in c) + ALIGNED for a, c in pairwise(found))
    return found if apart else []
