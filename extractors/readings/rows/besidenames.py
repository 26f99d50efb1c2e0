"""Rows beside the names of groups, where white parts rows and rules or shades part groups alone.

The name of a group stands anywhere along its rows: at the first, or in the middle of a merged cell. There it leaves no
white across the table and stands at the side of no row: of 18 rows of a plan seven were in no record, and 22 cells were
other rows' without a flag; of 25 rows of another 23 stood in no table.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from extractors.printed.runs import Run, in_bands
from extractors.readings.rows.stripes import block_edges, row_edges

# Lines of one name stand no further apart than this many font sizes.
APART = 1.45
# A table has so many columns beside the names.
COLUMNS = 3
# Texts this close, in points, stand level.
LEVEL = 1.0
# The edges of headings and of one group.
ONE_GROUP = 3


class Texts(Protocol):
    """What is known of the texts in a table."""

    def is_key(self, run: Run) -> bool:
        """Whether the run is a code, a time or a status."""
        ...

    def is_name(self, run: Run) -> bool:
        """Whether the run looks like the name of rows."""
        ...

    def is_title(self, run: Run) -> bool:
        """Whether the run is the heading of titles."""
        ...


def edges_beside_names(
    xs: Sequence[float], ys: Sequence[float], runs: Sequence[Run], texts: Texts, *, going_on: bool
) -> list[float]:
    """The y of the rows' edges right of `xs[1]`, in a table with edges `xs` and `ys` that holds `runs`; empty for none.

    Each row has a text in every column beside the names, one of them a code, a time or a status, and between two edges
    of `ys` stands one name at most. The first of these bands holds the headings; a table that is `going_on` from the
    page before may begin with the rest of a row.
    """
    beside = [r for r in runs if r.x0 > xs[1]]
    names = [sorted(r.baseline for r in band) for band in in_bands([r for r in runs if r.x1 < xs[1]], ys)[1:]]
    if len(xs) - 2 < COLUMNS or len(ys) < ONE_GROUP or not (beside and any(names)):
        return []
    heads = in_bands(runs, ys)[0]
    if any(texts.is_title(r) for r in heads if r.x1 < xs[1]) and not any(
        texts.is_title(r) for r in heads if r in beside
    ):
        return []  # the first column holds the rows' own titles, and no others do
    if any(b - a > APART * beside[0].size for band in names for a, b in pairwise(band)):
        return []

    found = rows_beside(xs, ys, beside, texts, 0, going_on=going_on)
    if len(ys) > ONE_GROUP:
        return found
    # where no rule parts groups, a name that begins level with a row further down is that row's, and of those below it
    begin = [min(r.baseline for r in row) for row in in_bands(beside, sorted({*ys, *found})) if row]
    return [] if any(abs(names[0][0] - y) < LEVEL for y in begin[2:]) else found


def rows_beside(
    xs: Sequence[float], ys: Sequence[float], beside: Sequence[Run], texts: Texts, column: int, *, going_on: bool
) -> list[float]:
    """The y of the edges of rows told by the texts `beside` a column alone, as `edges_beside_names` tells them."""

    def whole(row: Sequence[Run]) -> bool:
        held = {sum(r.x0 > x for x in xs) for r in row}
        return len(held) == len(xs) - 2 and any(map(texts.is_key, row))

    found = row_edges(ys, beside, texts.is_key, begins_row=whole, going_on=going_on)
    if not found:
        # cells in the middle of their rows do not begin level
        kept = [*xs[:column], *xs[column + 1 :]]
        found = [y for band in pairwise(ys[1:]) for y in block_edges([ys[0], *band], kept, beside, texts.is_name)]
        found = found if all(map(whole, in_bands(beside, sorted({*ys, *found}))[1:])) else []
    return found
