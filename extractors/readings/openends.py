"""A page that a table fills from end to end: its columns are ruled, and no line is drawn across them.

Where a row is split over pages and left open, or lines are drawn around a table and between its columns only, the lines
of the columns are all that a page in the middle shows.
"""

from collections.abc import Iterable, Sequence

from extractors.grids.grid import Grid, Line
from extractors.printed.geometry import merge_spans

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
        # some producers draw the lines row by row, with a small gap where two meet
        own = [merge_spans([ln[2:] for ln in upright if abs(ln.at - x) <= SAME], SAME) for x in grid.xs]
        if grid.columns < 2 or not all(own):
            continue
        top, bottom = min(spans[0][0] for spans in own), max(spans[-1][1] for spans in own)
        whole = all(len(s) == 1 and s[0][0] - top <= SAME and bottom - s[0][1] <= SAME for s in own)
        if whole and not any(
            top - SAME < ln.at < bottom + SAME and ln.start < right and ln.end > left for ln in across
        ):
            found += [Line(True, top, left, right), Line(True, bottom, left, right)]
    return found
