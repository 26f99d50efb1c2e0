"""Columns of a table that paints every other row cell by cell: the rows between have the sides of the painted ones."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.grids.grid import Line
from extractors.page import Fill
from extractors.printed.runs import Run

# Painted rows of fewer cells than this, or fewer rows of the same cells, are no table's stripes.
FEWEST_CELLS, FEWEST_ROWS = 3, 3
# Cells of one row share their top and bottom, and those side by side a side, within this many points.
LEVEL, BESIDE = 1.0, 1.5
# A row that is not painted is at most so many times as high as the highest painted one.
HIGHER = 6.0
# Text this much larger than most is a heading between two tables.
LARGER = 1.12
# A large text of no more letters than this is a sign in a cell, as arrows are.
SIGN = 2


class _Stripe(NamedTuple):
    """A painted row: its top, its bottom, and the sides of its cells from left to right."""

    top: float
    bottom: float
    sides: list[float]


def zebra_sides(fills: Sequence[Fill], runs: Sequence[Run]) -> list[Line]:
    """The sides of the cells between painted rows that share all of theirs, where no text runs across them."""
    tables: list[list[_Stripe]] = []
    for row in _painted_rows(fills):
        sides = [row[0].box.x0, *((a.box.x1 + b.box.x0) / 2 for a, b in pairwise(row)), row[-1].box.x1]
        stripe = _Stripe(row[0].box.top, row[0].box.bottom, sides)
        home = next((t for t in tables if _alike(t[0].sides, sides)), None)
        if home is None:
            tables.append([stripe])
        else:
            home.append(stripe)
    found: list[Line] = []
    usual = sorted(r.size for r in runs)[len(runs) // 2] if runs else 0.0
    for alike in tables:
        highest = max(bottom - top for top, bottom, _ in alike)
        if len(alike) >= FEWEST_ROWS:
            for (_, top, sides), (bottom, _, _) in pairwise(sorted(alike)):
                between = [r for r in runs if top < r.y_mid < bottom]
                crossed = any(r.crosses(x) for r in between for x in sides)
                headed = any(r.size > LARGER * usual and len(r.glyphs) > SIGN for r in between)
                if LEVEL < bottom - top <= HIGHER * highest and between and not (crossed or headed):
                    found += [Line(False, x, top, bottom) for x in sides]
    return found


def _alike(some: Sequence[float], others: Sequence[float]) -> bool:
    return len(some) == len(others) and all(abs(a - b) < BESIDE for a, b in zip(some, others, strict=True))


def _painted_rows(fills: Sequence[Fill]) -> list[list[Fill]]:
    """The fills that stand side by side at one height, from left to right, in rows of enough of them."""
    rows: list[list[Fill]] = []
    for fill in sorted(fills, key=lambda f: (round(f.box.top / LEVEL), f.box.x0)):
        last = rows[-1][-1].box if rows else None
        level = last and abs(last.top - fill.box.top) < LEVEL and abs(last.bottom - fill.box.bottom) < LEVEL
        if last and level and abs(fill.box.x0 - last.x1) < BESIDE:
            rows[-1].append(fill)
        else:
            rows.append([fill])
    return [row for row in rows if len(row) >= FEWEST_CELLS]
