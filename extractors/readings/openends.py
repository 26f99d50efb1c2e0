"""A page that one row fills from end to end: its columns are ruled, and no line is drawn across them.

Where a row is split over pages and left open, the lines of its columns are all that a page in its middle shows.
"""

from collections.abc import Iterable, Sequence

from extractors.grids.grid import Grid, Line

# Lines of one table begin and end within so many points of each other, and stand as near on the page before.
SAME = 4.0


def open_ends(lines: Sequence[Line], before: Iterable[Grid]) -> list[Line]:
    """A line across each end of the columns that a table of the page before goes on in, nothing else being across.

    `lines` are all that is ruled on the page, `before` the tables of the page before.
    """
    across = [ln for ln in lines if ln.horizontal]
    upright = [ln for ln in lines if not ln.horizontal]
    found: list[Line] = []
    for grid in before:
        left, right = grid.xs[0], grid.xs[-1]
        own = [ln for ln in upright if any(abs(ln.at - x) <= SAME for x in grid.xs)]
        if grid.columns < 2 or not all(any(abs(ln.at - x) <= SAME for ln in own) for x in grid.xs):
            continue
        top, bottom = min(ln.start for ln in own), max(ln.end for ln in own)
        whole = all(ln.start - top <= SAME and bottom - ln.end <= SAME for ln in own)
        if whole and not any(
            top - SAME < ln.at < bottom + SAME and ln.start < right and ln.end > left for ln in across
        ):
            found += [Line(True, top, left, right), Line(True, bottom, left, right)]
    return found
