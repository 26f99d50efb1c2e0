"""Rows told by a column of coloured cells: where nothing else parts the rows of a table, the status column still does.

Fills of one width that stand on each other inside one large cell are cells of a column; where one ends and the next
begins, a row ends.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from extractors.grids.grid import Line
from extractors.page import WHITE, Box, Fill
from extractors.printed.geometry import merge_spans, picked
from extractors.printed.runs import Run

# Fewer fills than this with the same sides on a page are a highlighted paragraph.
FEWEST = 3
# Sides of one column lie this close in points; neighbours leave at most this much between them.
SAME_SIDE, BETWEEN = 1.5, 3.5
# A row edge may reach this far, in font sizes, into a line's box before it cuts its text.
CUT = 0.22
# The end of a bank, where a row without a colour begins, stands at least this far in points from the cell's own edges.
INSIDE = 6.0
SMALLEST = 5.0
# A rule over this part of a row parts it as far as it goes: the cell of a label beside the row goes on.
MOSTLY = 0.5


def banks(fills: Iterable[Fill], cells: Sequence[Box], runs: Sequence[Run], ruled: Sequence[Line] = ()) -> list[Line]:
    """The row edges, over the whole width of the cell around them, and the sides of every bank of fills in `cells`.

    Where one of the lines `ruled` parts most of the row already, the edge ends where it does: beside a label of rows.
    """
    found: list[Line] = []
    usable = [f.box for f in fills if f.colour != WHITE and min(f.box.width, f.box.height) >= SMALLEST]
    if not usable:
        return found
    alike = Counter(_sides(b) for b in usable)
    for cell, inside in zip(cells, _inside(usable, cells), strict=True):
        for bank in _stacked(inside):
            edges = [(a.bottom + b.top) / 2 for a, b in pairwise(bank)]
            if alike[_sides(bank[0])] < FEWEST:
                continue
            texts = [r for r in runs if cell.contains(r.x_mid, r.y_mid)]
            if any(_cuts(y, texts) for y in edges):
                continue
            ends = [y for y in (bank[0].top, bank[-1].bottom) if cell.top + INSIDE < y < cell.bottom - INSIDE]
            edges += [y for y in ends if not _cuts(y, texts)]
            if not edges:
                continue
            found.extend(Line(True, y, *_reach(y, cell, ruled)) for y in edges)
            found.extend(Line(False, x, bank[0].top, bank[-1].bottom) for x in (bank[0].x0, bank[0].x1))
    return found


def _reach(y: float, cell: Box, ruled: Sequence[Line]) -> tuple[float, float]:
    """From where to where an edge at `y` parts the cell: the ends of what is ruled there, or those of the cell."""
    level = [ln for ln in ruled if ln.horizontal and abs(ln.at - y) < SAME_SIDE]
    spans = merge_spans([(max(ln.start, cell.x0), min(ln.end, cell.x1)) for ln in level if _meets(ln, cell)], BETWEEN)
    if len(spans) != 1 or spans[0][1] - spans[0][0] < MOSTLY * cell.width:
        return cell.x0, cell.x1
    return spans[0]


def _meets(line: Line, cell: Box) -> bool:
    return line.start < cell.x1 and line.end > cell.x0


def _sides(box: Box) -> tuple[int, int]:
    """Its left and right in whole points: the cells of one column share them, wherever on the page they stand."""
    return round(box.x0), round(box.x1)


def _inside(boxes: Sequence[Box], cells: Sequence[Box]) -> list[list[Box]]:
    """For each cell the boxes that lie in it and are narrower."""
    x0, top, x1, bottom = np.array(boxes).T
    c0, ct, c1, cb = np.array(cells).reshape(-1, 4).T[:, :, None]
    within = x1 - x0 < 0.8 * (c1 - c0)
    for x, y in ((x0, top), (x1, bottom)):
        within &= (c0 - SAME_SIDE <= x) & (x <= c1 + SAME_SIDE) & (ct - SAME_SIDE <= y) & (y <= cb + SAME_SIDE)
    return [[boxes[n] for n in places] for places in picked(within)]


def _stacked(boxes: Sequence[Box]) -> list[list[Box]]:
    """The boxes in piles of one width, each on the next."""
    piles: list[list[Box]] = []
    for box in sorted(boxes, key=lambda b: (b.top, b.x0)):
        home = next((p for p in piles if _follows(p[-1], box)), None)
        if home is None:
            piles.append([box])
        else:
            home.append(box)
    return piles


def _follows(above: Box, below: Box) -> bool:
    same = abs(above.x0 - below.x0) < SAME_SIDE and abs(above.x1 - below.x1) < SAME_SIDE
    return same and -SAME_SIDE < below.top - above.bottom < BETWEEN


def _cuts(y: float, runs: Iterable[Run]) -> bool:
    return any(r.top + CUT * r.size < y < r.bottom - CUT * r.size for r in runs)
