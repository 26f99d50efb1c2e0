"""Paint that is not seen as it is drawn: lines of dots, areas of strips, words on a ground in their own colour."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extractors.page import Box, Fill, Ruling

# Pieces of a dotted or dashed line are no longer than this, follow each other within this, in points, and make a line
# where they are so many and reach so far: the side of a cell of one line.
LONGEST_PIECE, APART, PIECES, SHORTEST_LINE = 6.0, 4.0, 3, 12.0
# A piece this many times as wide as high is no part of an upright line.
WIDE = 2.0
# Strips of paint touch each other within this many points, and so many of them are one area: printer drivers paint 2 to
# 3 points at a time, and no table has rulings that touch.
TOUCH, STRIPS = 0.35, 3
# Lower areas are lines drawn several times over.
LOWEST = 5.0
# Paint this far, in points, inside a ground of its own colour on all sides is a word's own ground: nobody sees it.
INSIDE = 1.0
# So many pairs of paint and grounds are compared at once.
AT_ONCE = 200_000
# Sides and middles of pieces that belong together differ by less than this.
SAME = 0.5


class Piece(NamedTuple):
    """A thin or small area painted in one colour, when, and what it is by itself."""

    box: Box
    colour: str
    order: int
    alone: Ruling | Fill

    def flipped(self) -> "Piece":
        """The piece with its two directions exchanged."""
        x0, top, x1, bottom = self.box
        return Piece(Box(top, x0, bottom, x1), self.colour, self.order, self.alone)


def put_together(pieces: Sequence[Piece]) -> tuple[list[Ruling], list[Fill], list[Piece]]:
    """The lines of dots and dashes, the areas of strips, and the pieces that these are made of."""
    # a strip is wider than high, a dot hardly so: what is neither way need not be turned to find out
    stacks = _strips([p for p in pieces if p.box.width > p.box.height])
    rows = [[p.flipped() for p in run] for run in _strips([p.flipped() for p in pieces if p.box.height > p.box.width])]
    fills = [Fill(_around(run), run[0].colour, max(p.order for p in run)) for run in (*stacks, *rows)]
    level = [
        [p.flipped() for p in run]
        for run in _dotted([p.flipped() for p in pieces if _small(p.box.height, p.box.width)])
    ]
    upright = _dotted([p for p in pieces if _small(p.box.width, p.box.height)])
    rulings = [_line(run, horizontal=True) for run in level] + [_line(run, horizontal=False) for run in upright]
    return rulings, fills, [p for run in (*stacks, *rows, *level, *upright) for p in run]


def unseen(pieces: Sequence[Piece], fills: Sequence[Fill]) -> set[int]:
    """The identities of those pieces and fills by themselves that lie well inside a fill of the same colour."""
    grounds = [f for f in fills if min(f.box.width, f.box.height) > LONGEST_PIECE]
    if not grounds:
        return set()
    colours = {f.colour for f in grounds}
    painted = [(p.box, p.colour, p.order, id(p.alone)) for p in pieces if p.colour in colours]
    painted += [(f.box, f.colour, f.order, id(f)) for f in fills if f.colour in colours]
    step = max(1, AT_ONCE // len(grounds))
    found: set[int] = set()
    for start in range(0, len(painted), step):
        some = painted[start : start + step]
        for (box, colour, _, own), n in zip(some, _last_under([(p[0], p[2]) for p in some], grounds), strict=True):
            if n >= 0 and grounds[n].colour == colour and _is_well_inside(box, grounds[n].box):
                found.add(own)
    return found


def _last_under(painted: Sequence[tuple[Box, int]], grounds: Sequence[Fill]) -> list[int]:
    """For each of some boxes, and when it is painted, which ground was painted last under its middle; -1 if none."""
    x0, top, x1, bottom, order = np.array([(*f.box, f.order) for f in grounds], dtype=np.float64).T
    x, y, when = np.array([(b.x_mid, b.y_mid, n) for b, n in painted], dtype=np.float64).T[:, :, None]
    under = (order < when) & (x0 <= x) & (x1 >= x) & (top <= y) & (bottom >= y)
    return np.where(under.any(axis=1), np.where(under, order, -1.0).argmax(axis=1), -1).tolist()


def _is_well_inside(box: Box, around: Box) -> bool:
    inset = (box.x0 - around.x0, box.top - around.top, around.x1 - box.x1, around.bottom - box.bottom)
    return min(inset) >= INSIDE


def _strips(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The strips that are stacked on each other, pile by pile; the pieces are wider than high."""
    alike: dict[tuple[str, int, int], list[Piece]] = defaultdict(list)
    for p, x0, x1 in zip(pieces, _places([p.box.x0 for p in pieces]), _places([p.box.x1 for p in pieces]), strict=True):
        alike[(p.colour, x0, x1)].append(p)
    piles = [run for group in alike.values() for run in _runs(group, TOUCH) if len(run) >= STRIPS]
    return [pile for pile in piles if pile[-1].box.bottom - pile[0].box.top >= LOWEST]


def _dotted(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The dots and dashes that stand in one column, line by line; the pieces are small."""
    column: dict[tuple[str, int], list[Piece]] = defaultdict(list)
    for p, x in zip(pieces, _places([p.box.x_mid for p in pieces]), strict=True):
        column[(p.colour, x)].append(p)
    runs = [run for group in column.values() for run in _runs(group, APART) if len(run) >= PIECES]
    return [run for run in runs if run[-1].box.bottom - run[0].box.top >= SHORTEST_LINE]


def _small(across: float, along: float) -> bool:
    """Whether a piece so wide across a line, and so long along it (points), may be one of its dots or dashes."""
    return along <= LONGEST_PIECE and across <= max(WIDE * along, SAME)


def _places(values: Sequence[float]) -> list[int]:
    """For each value the number of its cluster: values at most `SAME` from the cluster's first."""
    every = np.array(values, dtype=np.float64)
    order = np.argsort(every, kind="stable")
    ordered: list[float] = every[order].tolist()
    number = np.zeros(len(every), dtype=np.int64)
    start = clusters = 0
    while start < len(ordered):
        after = bisect_right(ordered, ordered[start] + SAME)
        number[order[start:after]] = clusters
        start, clusters = after, clusters + 1
    return number.tolist()


def _runs(group: Sequence[Piece], most: float) -> list[list[Piece]]:
    """The pieces from top to bottom, parted where the gap from one to the next is wider than `most`."""
    runs: list[list[Piece]] = []
    for piece in sorted(group, key=lambda p: (p.box.top, p.order)):
        if runs and piece.box.top - runs[-1][-1].box.bottom <= most:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _around(run: Sequence[Piece]) -> Box:
    x0, top, x1, bottom = zip(*(p.box for p in run), strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


def _line(run: Sequence[Piece], *, horizontal: bool) -> Ruling:
    box, colour = _around(run), run[0].colour
    if horizontal:
        return Ruling(True, box.y_mid, box.x0, box.x1, box.height, colour)
    return Ruling(False, box.x_mid, box.top, box.bottom, box.width, colour)
