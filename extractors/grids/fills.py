"""Which colour a cell has.

It is that of the last background painted under it, of the pill or circle that stands in it, or of a dot that is its
only text.
"""

from itertools import combinations

import numpy as np

from extractors.grids.colours import has_hue
from extractors.grids.grid import Grid, GridCell
from extractors.page import WHITE, Box, Page
from extractors.pdf.signs import ink_colour
from extractors.printed.geometry import picked

# A background must cover this part of the cell; Word leaves a hairline of white inside the borders.
COVERS = 0.55
# A mark belongs to the cell that holds this part of it; a cell without text may reach from its neighbours' texts.
INSIDE, HALF = 0.8, 0.5
# The largest side of a small light, in points.
LARGEST_LIGHT = 14.0
# Sides of lamps beside each other differ by less, in points.
SAME = 1.0
# Sides of a status mark in points: smaller is a bullet.
SMALLEST_MARK = 4.0
# When, where and in which colour something was painted.
Painted = tuple[int, Box, str]


def fill_colours(page: Page, grid: Grid) -> None:
    """Set `fill` of every cell of `grid` to `#rrggbb`, None where nothing but white is painted."""
    painted = [(f.order, f.box, f.colour) for f in page.fills] + [(m.order, m.box, m.colour) for m in page.marks]
    painted = [p for p in painted if p[1].overlap(grid.box) > 0]
    for cell, over in zip(grid.cells, _over(painted, grid.cells), strict=True):
        inked = cell.glyphs[page.glyphs.ink[cell.glyphs]]
        ground, marks = _ground_and_marks(cell, over)
        lit = _lit(marks)
        cell.fill = (lit[0] if lit else _largest(marks)) or ground or ink_colour(page.glyphs, inked)
        if cell.flag is None and len(lit) > 1:
            cell.flag = "several_colours"
            cell.flag_detail = f"marks of several colours stand in it: {', '.join(lit)}"


def _over(painted: list[Painted], cells: list[GridCell]) -> list[list[Painted]]:
    """For each cell what is painted on some of it."""
    if not painted:
        return [[] for _ in cells]
    x0, top, x1, bottom = np.array([p[1] for p in painted]).T
    left, upper, right, lower = np.array([c.box for c in cells]).reshape(-1, 4).T[:, :, None]
    both = (np.minimum(x1, right) > np.maximum(x0, left)) & (np.minimum(bottom, lower) > np.maximum(top, upper))
    return [[painted[n] for n in places] for places in picked(both)]


def _ground_and_marks(cell: GridCell, over: list[Painted]) -> tuple[str | None, list[Painted]]:
    """The colour of a cell's ground, of what is painted `over` it, and the marks on that; None where it is white."""
    area = max(cell.box.width * cell.box.height, 1e-6)
    grounds = [p for p in over if p[1].overlap(cell.box) >= COVERS * area]
    ground = max(grounds)[2] if grounds else None
    last = max(grounds)[0] if grounds else -1
    marks = [
        p
        for p in over
        if p[0] > last
        and p[2] != WHITE
        and min(p[1].width, p[1].height) >= SMALLEST_MARK
        and p[1].overlap(cell.box)
        >= (HALF if _is_light(p[1]) and not len(cell.glyphs) else INSIDE) * p[1].width * p[1].height
    ]
    return (ground if ground and ground != WHITE else None), marks


def _is_light(box: Box) -> bool:
    return max(box.width, box.height) <= LARGEST_LIGHT


def _largest(marks: list[Painted]) -> str | None:
    largest = max(marks, key=lambda p: p[1].width * p[1].height, default=None)
    return largest and largest[2]


def _lit(marks: list[Painted]) -> list[str]:
    """The colours of lamps, which are small marks of one size side by side, that are lit: the others are grey.

    None where there is but one mark.
    """
    small = [p for p in marks if _is_light(p[1])] if len(marks) > 1 else []
    groups = [[p for p in small if _are_of_a_size(p[1], s[1])] for s in small]
    alike = max(groups, key=len) if groups else small
    if len(alike) < 2 or any(a[1].overlap(b[1]) > 0 for a, b in combinations(alike, 2)):
        return []
    return list(dict.fromkeys(p[2] for p in alike if has_hue(p[2])))


def _are_of_a_size(a: Box, b: Box) -> bool:
    return abs(a.width - b.width) < SAME and abs(a.height - b.height) < SAME
