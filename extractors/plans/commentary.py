"""Rows that say more of the record above them: one text under the facts, in a row of its own over all columns."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.joining.joined import JoinedRow, JoinedTable

# This part of the records, so many at least, are followed by such a row.
NEARLY_ALL, ENOUGH = 0.8, 3


def commentary(table: JoinedTable) -> frozenset[int]:
    """The rows of the table, by their `id`, that are commentary on the record above; none where they follow no pattern.

    A text that comes before a record names it; one that comes after each and last of all speaks of it.
    """
    rows = [r for r in table.rows if not r.header]
    alone = [_is_alone(r, table.columns) for r in rows]
    if not alone or alone[0] or not alone[-1]:
        return frozenset()
    followed = sum(b and not a for a, b in pairwise(alone))
    records = alone.count(False)
    if followed < max(ENOUGH, NEARLY_ALL * records) or followed != alone.count(True):
        return frozenset()
    return frozenset(id(r) for r, one in zip(rows, alone, strict=True) if one)


def _is_alone(row: JoinedRow, columns: int) -> bool:
    """Whether the row holds one cell, from its own first column to the last; cells from above may stand before it."""
    cells: Sequence[int] = sorted(row.cells)
    inked = [c for c in row.cells.values() if c.text]
    if len(inked) != 1:
        return False
    only = inked[0]
    return only.column_span > 1 and only.column + only.column_span >= columns and cells[-1] == only.column
