"""Headings in painted cells, which are all that is drawn of a table."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractors.grids.grid import Grid
from extractors.grids.latticecells import SNAP
from extractors.headings.headlines import MOST_LINES, headings_on
from extractors.page import WHITE, Box, Page
from extractors.printed.runs import Run


def headings_alone(page: Page, grid: Grid, runs: Sequence[Run]) -> Box | None:
    """The last row of a lattice, where its painted cells are headings, in all likelihood, and nothing is drawn below.

    It is all that is drawn, with rules along it at most, as `booktabs` draws them, or those of its cells one after the
    other; or what is painted above it are names of groups over the whole width, one text on a line; or it holds known
    headings, and the lattice begins with those of another table that no rule parts from it.
    """
    ys = sorted({y for y, _ in grid.lines.horizontal}) if grid.lines else []
    if grid.lines is None or len(ys) < 2:
        return None
    whole = grid.lines.box
    *over, row = (whole._replace(top=top, bottom=bottom) for top, bottom in pairwise(ys))
    lines = _baselines(row, runs)
    if over and not (max(lines.values(), default=0) > 1 and len(lines) <= MOST_LINES):
        return None
    if any(row.top - SNAP < y < row.bottom for y in headings_on(page)) and not _ruled(page, whole):
        return row
    inside = any(whole.x0 + SNAP < x < whole.x1 - SNAP and top < row.top - SNAP for x, (top, _) in grid.lines.vertical)
    if inside or not all(_names_group(page, band, runs) for band in over):
        return None
    painted = sum(abs(f.box.top - row.top) < SNAP and abs(f.box.bottom - row.bottom) < SNAP for f in page.fills)
    return row if painted >= grid.columns or not _ruled(page, row) else None


def _ruled(page: Page, box: Box) -> bool:
    """Whether rules run along a line in the box, or at its edges, over more than half its width."""
    level: dict[float, float] = {}
    for r in page.rulings:
        if r.horizontal and box.top - 1 < r.at < box.bottom + 1:
            level[r.at] = level.get(r.at, 0.0) + r.end - r.start
    return any(length > box.width / 2 for length in level.values())


def _names_group(page: Page, band: Box, runs: Sequence[Run]) -> bool:
    """Whether a band is painted, and holds text, one on a line."""
    lines = _baselines(band, runs)
    painted = any(f.colour != WHITE and f.box.holds(band, SNAP) for f in page.fills)
    return bool(lines) and max(lines.values()) == 1 and painted


def _baselines(box: Box, runs: Sequence[Run]) -> Counter[int]:
    """How many texts stand on each line in a box."""
    return Counter(round(r.baseline) for r in runs if box.contains((r.x0 + r.x1) / 2, r.y_mid))
