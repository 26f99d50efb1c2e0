"""Sheets that are printed in parts side by side: the columns of one table on pages of their own.

A spreadsheet that is too wide for its page goes on on other pages with the same rows, each as high as before.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise

from extractors.joining import JoinedRow, JoinedTable, Row

# Heights of the same row on two pages differ by less than this many points.
SAME_HEIGHT = 0.6
# Fewer rows may be of one height by chance.
FEWEST_ROWS = 4


def beside_each_other(tables: Sequence[JoinedTable]) -> list[JoinedTable]:
    """The tables, those of the very same rows as one that stands on earlier pages put to the right of it."""
    groups: list[list[JoinedTable]] = []
    for table in tables:
        group = next((g for g in groups if _same_rows(g[0], table)), None)
        if group is None:
            groups.append([table])
        else:
            group.append(table)
    return [reduce(_joined, group) for group in groups]


def _same_rows(a: JoinedTable, b: JoinedTable) -> bool:
    """Whether both have as many rows and each row of the one is as high as that of the other, on pages of their own.

    Rows that are all of one height say nothing, and a form that is filled in page after page prints its labels again.
    """
    here, there = _heights(a), _heights(b)
    if len(a.rows) != len(b.rows) or len(here) != len(there) or len(here) < FEWEST_ROWS:
        return False
    if {p.page for p in a.parts} & {p.page for p in b.parts} or len({round(h) for h in here}) < FEWEST_ROWS - 1:
        return False
    if _texts(a.rows[0].cells) & _texts(b.rows[0].cells) or _labels(a) & _labels(b):
        return False
    return all(abs(x - y) < SAME_HEIGHT for x, y in zip(here, there, strict=True))


def _texts(row: Row) -> set[str]:
    return {c.text for c in row.values() if c.text}


def _labels(table: JoinedTable) -> set[str]:
    return {r.cells[0].text for r in table.rows if 0 in r.cells and r.cells[0].text}


def _heights(table: JoinedTable) -> list[float]:
    return [bottom - top for p in table.parts for top, bottom in pairwise(p.grid.ys)]


def _joined(left: JoinedTable, right: JoinedTable) -> JoinedTable:
    rows = [_row(a, b, left.columns) for a, b in zip(left.rows, right.rows, strict=True)]
    repeated = [*left.repeated, *(_shifted(r, left.columns) for r in right.repeated)]
    return JoinedTable(left.columns + right.columns, rows, [*left.parts, *right.parts], repeated)


def _row(a: JoinedRow, b: JoinedRow, by: int) -> JoinedRow:
    return replace(
        a, cells={**a.cells, **_shifted(b.cells, by)}, header=a.header or b.header, band=a.band and b.band, key=None
    )


def _shifted(cells: Row, by: int) -> Row:
    return {c + by: replace(cell, column=cell.column + by) for c, cell in cells.items()}
