"""Which rows each label of a column stands for where no line parts the labels: told by where they are printed.

A label stands at the top of its rows, in their middle or at their foot, and all labels of a table do alike. Whatever
way of setting them accounts for every label, row for row, is taken; where two do and differ, or none does, it is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

# Lines are level when their baselines, or their tops, differ by less than so many points.
LEVEL = 1.2
# The middle of a label and that of its rows differ by less than so many points: rows are 12 points high at least, and
# one more or less moves the middle by half of that. Edges that white alone shows are known to two points or so.
CENTRED = 2.6


class Extent(NamedTuple):
    """Where a text, or the texts of a row, stand: top and bottom, first and last baseline, in points."""

    top: float
    bottom: float
    first: float
    last: float


@dataclass(frozen=True)
class Stretch:
    """Rows between two lines of a label column, with the labels among them, from top to bottom.

    `edges` are those of the rows, one more than rows; `begun` and `goes_on` say that the first or last of them may
    be the rest, or the beginning, of a group that another page holds.
    """

    rows: tuple[Extent, ...]
    edges: tuple[float, ...]
    labels: tuple[Extent, ...]
    begun: bool = False
    goes_on: bool = False

    def row_of(self, y: float) -> int:
        """The row in which a height lies."""
        return sum(edge <= y for edge in self.edges[1:-1])


# The first row of each label of a stretch; the rows before the first are those of a label on the page before. One more
# begins the rows of a label that the next page prints.
Starts = tuple[int, ...]


class Told(NamedTuple):
    """Where the groups of each stretch begin, and whether that is sure."""

    starts: list[Starts]
    sure: list[bool]


def told(stretches: Sequence[Stretch]) -> Told:
    """The groups of all stretches of one table; those of a stretch are unsure where ways to set labels differ."""
    ways = [[way(s) for s in stretches] for way in (_at_top, _centred, _at_foot)]
    whole = [found for found in ways if all(len(f) == 1 for f in found)]
    starts: list[Starts] = []
    sure: list[bool] = []
    for n, stretch in enumerate(stretches):
        mine = [found[n][0] for found in whole] or [f for found in ways for f in found[n]]
        starts.append(mine[0] if mine else _nearest(stretch))
        sure.append(len(stretch.rows) == 1 or (bool(whole) and len(set(mine)) == 1))
    return Told(starts, sure)


def _valid(stretch: Stretch, starts: Sequence[int]) -> bool:
    """Whether groups that begin so are in order, each with a row, and leave no row without a label."""
    rising = all(a < b for a, b in pairwise(starts))
    return rising and (not starts or starts[0] == 0 or stretch.begun)


def _at_top(stretch: Stretch) -> list[Starts]:
    """The groups of labels whose first lines are level with those of their first rows."""
    starts = tuple(stretch.row_of((x.top + x.first) / 2) for x in stretch.labels)
    level = all(_level(x, stretch.rows[r], foot=False) for x, r in zip(stretch.labels, starts, strict=True))
    return [starts] if level and _valid(stretch, starts) else []


def _at_foot(stretch: Stretch) -> list[Starts]:
    """The groups of labels whose last lines are level with those of their last rows.

    Rows that go on over the page's end have theirs on the next one.
    """
    ends = tuple(stretch.row_of((x.last + x.bottom) / 2) for x in stretch.labels)
    level = all(_ends_with(stretch, n, r) for n, r in enumerate(ends))
    cut = bool(ends) and ends[-1] != len(stretch.rows) - 1
    if not level or (cut and not stretch.goes_on):
        return []
    starts = (0, *(e + 1 for e in (ends if cut else ends[:-1]))) if ends else ()
    return [starts] if _valid(stretch, starts) else []


def _ends_with(stretch: Stretch, n: int, row: int) -> bool:
    """Whether the label of this number ends where the row does.

    It ends lower where it is higher than its rows, and begins level with one of them, or where these began on the page
    before.
    """
    label, own = stretch.labels[n], stretch.rows[row]
    if _level(label, own, foot=True):
        return True
    lower = own.bottom < label.bottom < stretch.edges[row + 1] + LEVEL
    fills = any(_level(label, r, foot=False) for r in stretch.rows[: row + 1])
    return lower and (fills or (n == 0 and stretch.begun))


def _level(label: Extent, row: Extent, *, foot: bool) -> bool:
    if foot:
        return abs(label.last - row.last) < LEVEL or abs(label.bottom - row.bottom) < LEVEL
    return abs(label.first - row.first) < LEVEL or abs(label.top - row.top) < LEVEL


def _centred(stretch: Stretch) -> list[Starts]:
    """The ways to part the rows, two at most, into groups in the middle of each of which a label stands.

    A group that the page's end cuts has its label in the middle, or at the top, of what is left of it.
    """
    count, edges, labels = len(stretch.rows), stretch.edges, stretch.labels
    found: list[Starts] = []

    def fits(label: Extent, first: int, after: int) -> bool:
        middle = (edges[first] + edges[after]) / 2
        cut = stretch.goes_on and after == count and label is labels[-1]
        return abs((label.top + label.bottom) / 2 - middle) < CENTRED or (
            cut and _level(label, stretch.rows[first], foot=False)
        )

    def lay(n: int, first: int, starts: Starts) -> None:
        if len(found) > 1:
            return
        if n == len(labels):
            if first == count:
                found.append(starts)
            return
        for after in range(first + 1, count + 1):
            if fits(labels[n], first, after):
                lay(n + 1, after, (*starts, first))

    for first in range(count if stretch.begun and labels else 1):
        lay(0, first, ())
    return found if labels else [()]


def _nearest(stretch: Stretch) -> Starts:
    """Groups of the rows that are nearest to each label, where nothing tells more."""
    middles = [(x.top + x.bottom) / 2 for x in stretch.labels]
    bounds = [(a + b) / 2 for a, b in pairwise(middles)]
    starts = [0, *(min(stretch.row_of(y), len(stretch.rows) - 1) for y in bounds)]
    return _spread(starts, len(stretch.rows)) if middles else ()


def _spread(starts: Sequence[int], count: int) -> Starts:
    """The starts, each after the one before, as far as there are rows."""
    kept: list[int] = []
    for n, start in enumerate(starts):
        low = kept[-1] + 1 if kept else 0
        kept.append(min(max(start, low), count - len(starts) + n))
    return tuple(kept)
